//! Where a conversation stands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Deletion;
use crate::i18n::Language;

/// Where a conversation stands. Small, and kept as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Language of the next text.
    pub language: Language,
    /// What the next text is about.
    pub step: Step,
    /// How many texts in a row were not understood.
    pub misunderstood: u8,
    /// The day a text that belonged to nothing was last answered.
    pub helped_on: Option<NaiveDate>,
    /// The day somebody was last told that a person reads what they wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_on: Option<NaiveDate>,
    /// The text that was not understood last, if the one before this was not either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeated: Option<Repeated>,
    /// The text that what is open was asked with last, if that is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<AskedBy>,
    /// Whether several people share the phone, so that texts say for whom they are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_shared: bool,
    /// What was said is deleted, and can be given back until it is erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletion: Option<Deletion>,
    /// With whom it was held, where the number is said to be somebody else's: until a person has
    /// decided whose it is, whoever writes is somebody of whom nothing is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
}

/// Whom a number is said not to belong to, and where their side of the talk stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Former {
    /// Who.
    pub participant_id: i64,
    /// The survey under way with them or last gone through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<i64>,
    /// The response they were giving.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_id: Option<i64>,
    /// Where it stood with them.
    pub at: Step,
    /// What they deleted and can still take back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletion: Option<Deletion>,
}

/// A text that asks something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedBy {
    /// Its token in the outbox, which tells when it was sent.
    pub token: String,
    /// Whether it is the reminder: there is no second one.
    pub is_reminder: bool,
}

/// A text that was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeated {
    /// Two bytes of its digest, which do not tell what it says.
    pub digest: u16,
    /// How many times in a row it came.
    pub times: u8,
}

impl State {
    /// A conversation in which nothing was asked yet.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            step: Step::Idle,
            misunderstood: 0,
            helped_on: None,
            promised_on: None,
            repeated: None,
            asked_by: None,
            is_shared: false,
            deletion: None,
            former: None,
        }
    }
}

/// What the next text is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "at", content = "question")]
pub enum Step {
    /// Nothing was asked.
    Idle,
    /// Who of those who share the phone is answering is open.
    WhoAnswers,
    /// The consent question is open.
    Consent,
    /// A question of the survey is open: its id.
    Question(String),
    /// Resting at a question, to be repeated whatever the next text says.
    Resting(String),
    /// A word was heard that may mean STOP: the person was asked which it is, at that step.
    StopUnclear(Box<Step>),
    /// Whether everything they said is to be deleted is open, at that step.
    DeleteAsked(Box<Step>),
    /// No texts are wanted; where the survey stood, if it was under way.
    Stopped(Option<String>),
    /// Words that seem to mean STOP wait for a person to read them; where it stood before.
    Held(Box<Step>),
    /// The number is said to be somebody else's; where it stood with whom it belonged to.
    Disowned(Box<Step>),
    /// A person of staff writes by hand, and the machine is silent; where it stood before.
    InHand(Box<Step>),
    /// The survey is finished, was refused, or rested too long.
    Finished,
}

impl Step {
    /// Whether something was asked that is not answered yet.
    pub fn is_open(&self) -> bool {
        match self {
            Self::WhoAnswers
            | Self::Consent
            | Self::Question(_)
            | Self::Resting(_)
            | Self::StopUnclear(_)
            | Self::DeleteAsked(_) => true,
            Self::InHand(before) => before.is_open(),
            Self::Idle | Self::Stopped(_) | Self::Held(_) | Self::Disowned(_) | Self::Finished => {
                false
            }
        }
    }

    /// The question of the survey under way, if one is.
    pub fn open_question(&self) -> Option<String> {
        match self {
            Self::Question(id) | Self::Resting(id) => Some(id.clone()),
            Self::Stopped(id) => id.clone(),
            Self::StopUnclear(before)
            | Self::DeleteAsked(before)
            | Self::Held(before)
            | Self::InHand(before) => before.open_question(),
            // Whoever has the number now is asked nothing that was somebody else's.
            Self::Disowned(_) | Self::Idle | Self::WhoAnswers | Self::Consent | Self::Finished => {
                None
            }
        }
    }

    /// Whether every text but START is passed over.
    pub fn is_silent(&self) -> bool {
        matches!(self, Self::Stopped(_) | Self::Held(_) | Self::Disowned(_))
    }

    /// Whether it is still, only until a person has looked.
    pub fn is_held(&self) -> bool {
        matches!(self, Self::Held(_) | Self::Disowned(_))
    }

    /// Whether a person of staff writes by hand.
    pub fn is_in_hand(&self) -> bool {
        matches!(self, Self::InHand(_))
    }

    /// Where it stands when it is not held or in hand any more, nor whether STOP was meant is open.
    /// Whether to delete still is, if it was: who asked for that waits for it.
    pub(super) fn before(&self) -> &Self {
        match self {
            Self::StopUnclear(before)
            | Self::Held(before)
            | Self::Disowned(before)
            | Self::InHand(before) => before.before(),
            step => step,
        }
    }

    /// Where it stood before anything came between, a deletion asked for included.
    pub(super) fn beneath(&self) -> &Self {
        match self.before() {
            Self::DeleteAsked(before) => before.beneath(),
            step => step,
        }
    }
}
