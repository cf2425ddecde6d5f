//! The dialogue by text message, as a pure function: what was said and where it stood, into where
//! it stands, what is answered, and what happened.
//!
//! Nothing here reads a clock or a database. One conversation a phone, bound to one version of a
//! survey; STOP and its like are read before anything else, in every state.

mod correction;
mod decided;
pub mod deletion;
mod disowned;
pub mod flow;
mod heard_always;
mod in_hand;
mod listening;
mod misunderstood;
mod onward;
mod scene;
mod sharing;
mod silence;
mod spoken;
mod state;
mod step;
pub mod store;
pub mod web;
mod word;
pub mod wording;

use chrono::NaiveDateTime;

pub use deletion::Deletion;
pub use in_hand::{JUST_WROTE, LEFT_ALONE, SEGMENTS_AT_MOST};
pub use listening::step;
pub use sharing::Sharer;
pub use spoken::{check_as_spoken, costs_as_spoken};
pub use state::{AskedBy, Former, Repeated, State, Step};
pub use step::Situation;

use crate::i18n::Language;
use crate::response::reading::NotUnderstood;
use crate::survey::Value;

/// One text to be sent, before it is put into words.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Who of those who share the phone is answering?
    WhoAnswers {
        /// What they are called, in their order.
        names: Vec<String>,
    },
    /// The consent text, whole.
    Consent,
    /// The consent question was answered with something else than yes or no.
    ConsentUnclear,
    /// Who asks, and the first question, to somebody who agreed to being asked before.
    Invited {
        /// Id of the question.
        question: String,
    },
    /// A reminder that a question is open, with the question.
    Reminder {
        /// Id of the question.
        question: String,
    },
    /// Thanks for the yes, and the first question.
    Welcome {
        /// Id of the question.
        question: String,
    },
    /// The next question, after an echo of what was understood where that is due.
    Question {
        /// Id of the question.
        question: String,
        /// Question and value to be read back.
        echo: Option<(String, Value)>,
    },
    /// The answer was not understood: why, and the question again in short.
    NotUnderstood {
        /// Id of the question.
        question: String,
        /// Why.
        reason: NotUnderstood,
        /// How many times in a row.
        times: u8,
    },
    /// The question must be answered, but may be left by a second SKIP.
    Needed {
        /// Id of the question.
        question: String,
    },
    /// No to the consent question.
    Refused,
    /// Thanks after the last question.
    Finished {
        /// Question and value to be read back.
        echo: Option<(String, Value)>,
    },
    /// The survey was finished before.
    AlreadyFinished,
    /// Who we are, whom to call, how to stop.
    Help,
    /// The one confirmation of STOP.
    Stopped,
    /// START lifted a STOP.
    Started {
        /// Whether there is a survey to go on with.
        can_go_on: bool,
    },
    /// START lifted what a deletion put there; what was said is still going to be erased.
    StartedDeleted,
    /// Is everything they said to be deleted?
    ConfirmDelete,
    /// Everything they said is deleted.
    Deleted,
    /// Nothing was deleted.
    NotDeleted,
    /// The deletion was taken back.
    Undone {
        /// Whether there is a survey to go on with.
        can_go_on: bool,
    },
    /// Which of the two did you mean?
    StopUnclear,
    /// This number is not watched; whom to call now.
    Crisis,
    /// Somebody will call.
    WillCall,
    /// A person will read it and get back to them.
    WillRead,
    /// A text that belongs to nothing.
    NothingOpen,
}

/// What a text is to the carrier, by the center's own list of words; it has acted on it and
/// answered already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarrierWord {
    /// No more texts.
    Stop,
    /// Texts again.
    Start,
    /// Who is texting.
    Help,
}

/// Why nothing is sent until a person has looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It seems to mean STOP.
    StopSuspected,
    /// The number is said to be somebody else's.
    WrongNumber,
    /// The same text came over and over: a machine may be answering a machine.
    Repeating,
}

impl Hold {
    /// The name on the list of numbers that get no text.
    pub fn name(self) -> &'static str {
        match self {
            Self::StopSuspected => "stop_suspected",
            Self::WrongNumber => "wrong_number",
            Self::Repeating => "repeating",
        }
    }
}

/// Something that happened and must be kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A keyword started a survey: the response begins with the yes.
    Invited,
    /// Who of those who share the phone is answering from now on.
    Speaks {
        /// Row of the participant.
        participant_id: i64,
    },
    /// Yes to the notice.
    Consented,
    /// No to the notice.
    Refused,
    /// An answer; `None` is a skip.
    Answered {
        /// Id of the question.
        question: String,
        /// Value.
        value: Option<Value>,
    },
    /// A finished survey was gone back into.
    Reopened,
    /// The last question was answered.
    Completed,
    /// Everything they said is out of all that is made of it, and erased in a week.
    Deleted,
    /// They took the deletion back.
    DeletionUndone,
    /// They begin anew while what they said before is deleted: it is erased now.
    BegunAnew,
    /// No more texts, for all programmes.
    TextsStopped,
    /// A person must look whether STOP was meant; nothing is sent meanwhile.
    TextsHeld(Hold),
    /// A word that may mean STOP: the person was asked which it is.
    StopDoubted,
    /// They did not mean STOP.
    StopDenied,
    /// Somebody may be in danger.
    Crisis,
    /// The person asks to be called.
    CallAsked,
    /// Words of complaint, which a person must answer.
    Complaint,
    /// Nothing they say is understood: a person must help them.
    HelpNeeded,
    /// Texts may come again.
    TextsAllowed,
    /// The person chose another language.
    LanguageChosen(Language),
}

/// What a person said that rooms further on act on, in the transaction of the text.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// Whose word.
    pub participant_id: i64,
    /// The survey it was said to; none where no survey was ever open.
    pub version_id: Option<i64>,
    /// What was said.
    pub word: HeardWord,
    /// When, in UTC.
    pub at: NaiveDateTime,
}

/// A word that ends being asked, or what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeardWord {
    /// No to the notice.
    Refused,
    /// No more texts, or something that may mean it.
    NoTexts,
    /// Delete all I said.
    Deleted,
    /// Do not erase what I said after all, or what I say now.
    DeletionOver,
}

/// Something done about what was heard.
pub type HeardReaction =
    fn(&mut crate::storage::Database, &Heard) -> Result<(), crate::storage::StoreError>;

/// What one text brought about.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Where the conversation stands now.
    pub state: State,
    /// What is answered.
    pub replies: Vec<Reply>,
    /// What happened.
    pub facts: Vec<Fact>,
    /// What was made of the text, as it is kept beside it.
    pub reading: &'static str,
}

impl Turn {
    fn saying(state: State, reply: Reply, reading: &'static str) -> Self {
        Self { state, replies: vec![reply], facts: vec![], reading }
    }

    fn silent(state: State, reading: &'static str) -> Self {
        Self { state, replies: vec![], facts: vec![], reading }
    }
}
