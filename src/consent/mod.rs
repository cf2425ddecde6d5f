//! What each person agreed to: purposes, the events of the ledger, and what stands now.
//!
//! The ledger is append-only; what stands is a fold over its events. That something is permitted
//! is a value ([`Permitted`]) which only this room can make, so that code that reads or keeps
//! answers without having asked does not compile.

pub mod flow;
mod ledger;
mod proof;
pub mod store;

use std::collections::BTreeSet;
use std::str::FromStr;

pub use ledger::{ChainFault, Verified, canonical_form};
pub use proof::{Answer, Improve, Permitted, PermittedSet, PurposeType, Quote, Subject, Text};

/// One thing a person may agree to, separately from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Answer surveys: keep what I answer.
    Answer,
    /// Text me.
    Text,
    /// Write me e-mail.
    Email,
    /// Use my answers in improvement work.
    Improve,
    /// Use my answers in research.
    Research,
    /// Quote my words without my name.
    Quote,
    /// Contact me about what I said.
    FollowUp,
    /// Share counts with other centers.
    Share,
}

impl Purpose {
    /// Every purpose with the name it has in survey files and in the ledger.
    pub const NAMES: [(Self, &'static str); 8] = [
        (Self::Answer, "answer"),
        (Self::Text, "text"),
        (Self::Email, "email"),
        (Self::Improve, "improve"),
        (Self::Research, "research"),
        (Self::Quote, "quote"),
        (Self::FollowUp, "follow_up"),
        (Self::Share, "share"),
    ];

    /// Whether it means nothing without a phone or an address of the person.
    pub fn needs_contact(self) -> bool {
        matches!(self, Self::Text | Self::Email | Self::FollowUp)
    }

    /// The name in survey files and in the ledger.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find_map(|(purpose, name)| (*purpose == self).then_some(*name))
            .expect("every purpose stands in NAMES")
    }
}

/// A purpose that Hearth does not know.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a purpose of consent")]
pub struct UnknownPurpose(pub String);

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        Self::NAMES
            .iter()
            .find_map(|(purpose, name)| (*name == text).then_some(*purpose))
            .ok_or_else(|| UnknownPurpose(text.to_owned()))
    }
}

/// What happened to a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It was given.
    Granted,
    /// It was refused.
    Refused,
    /// It was taken back.
    Withdrawn,
    /// The last yes of the same programme and scope should never have been written.
    EnteredInError,
}

impl Action {
    const NAMES: [(Self, &'static str); 4] = [
        (Self::Granted, "granted"),
        (Self::Refused, "refused"),
        (Self::Withdrawn, "withdrawn"),
        (Self::EnteredInError, "entered_in_error"),
    ];

    /// The name in the ledger.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find_map(|(action, name)| (*action == self).then_some(*name))
            .expect("every action stands in NAMES")
    }

    /// The action of that name in the ledger.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::NAMES.iter().find_map(|(action, name)| (*name == text).then_some(*action))
    }
}

/// How far an event reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The programme it names.
    Programme,
    /// Every programme.
    All,
}

impl Scope {
    /// The name in the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::All => "all",
        }
    }
}

/// How somebody said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A form on the web.
    WebForm,
    /// A text message that is one agreed word or number.
    SmsKeyword,
    /// A text message in their own words, which a person read.
    SmsFreeText,
    /// The carrier said so (error 21610).
    Carrier,
    /// The center brought it in with a list, and states how it was given.
    Import,
}

impl Method {
    /// The name in the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::WebForm => "web_form",
            Self::SmsKeyword => "sms_keyword",
            Self::SmsFreeText => "sms_free_text",
            Self::Carrier => "carrier",
            Self::Import => "import",
        }
    }
}

/// Who wrote an event into the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person whose word it is.
    Participant,
    /// The program, on the word of somebody else's.
    System,
    /// A member of staff: the account.
    Staff(i64),
}

impl Actor {
    /// The name in the ledger.
    pub fn name(self) -> String {
        match self {
            Self::Participant => "participant".to_owned(),
            Self::System => "system".to_owned(),
            Self::Staff(account_id) => format!("staff/{account_id}"),
        }
    }
}

/// One event as far as what stands is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Programme the event names (the notice's slug).
    pub programme: String,
    /// Purpose.
    pub purpose: Purpose,
    /// What happened.
    pub action: Action,
    /// How far it reaches.
    pub scope: Scope,
}

/// Whether `purpose` stands for `programme` after these events, oldest first.
///
/// The last event that reaches the programme decides; a yes entered in error never was one.
pub fn stands(facts: &[Fact], programme: &str, purpose: Purpose) -> bool {
    newest_first(facts, purpose)
        .find(|fact| fact.scope == Scope::All || fact.programme == programme)
        .is_some_and(|fact| fact.action == Action::Granted)
}

/// The programmes whose own last word on `purpose` is a yes: those that only a withdrawal for all
/// programmes at once may have ended.
pub fn agreed_programmes(facts: &[Fact], purpose: Purpose) -> BTreeSet<String> {
    let own: Vec<Fact> =
        facts.iter().filter(|fact| fact.scope == Scope::Programme).cloned().collect();
    own.iter()
        .filter(|fact| stands(&own, &fact.programme, purpose))
        .map(|fact| fact.programme.clone())
        .collect()
}

/// The last thing that was said on a purpose, to whichever programme.
pub fn last_word(facts: &[Fact], purpose: Purpose) -> Option<Action> {
    newest_first(facts, purpose).next().map(|fact| fact.action)
}

/// Whether a yes to every programme at once was ever given: one that only a withdrawal may have
/// ended.
pub fn agreed_to_all(facts: &[Fact], purpose: Purpose) -> bool {
    newest_first(facts, purpose)
        .any(|fact| fact.scope == Scope::All && fact.action == Action::Granted)
}

/// Whether somebody else may state a yes for this person: only where they said nothing against it
/// themselves, ever. Each statement has its own proof, and one may be taken back while another
/// stands.
pub fn may_be_stated(facts: &[Fact], purpose: Purpose) -> bool {
    newest_first(facts, purpose).all(|fact| fact.action == Action::Granted)
}

/// The events about a purpose from the last to the first, without those entered in error.
fn newest_first(facts: &[Fact], purpose: Purpose) -> impl Iterator<Item = &Fact> {
    let mut errors: Vec<&Fact> = Vec::new();
    facts.iter().rev().filter(move |fact| {
        if fact.purpose != purpose {
            return false;
        }
        if fact.action == Action::EnteredInError {
            errors.push(fact);
            return false;
        }
        let is_error = |error: &&Fact| {
            fact.action == Action::Granted
                && (error.scope, &error.programme) == (fact.scope, &fact.programme)
        };
        errors.iter().position(is_error).map(|at| errors.remove(at)).is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(programme: &str, purpose: Purpose, action: Action, scope: Scope) -> Fact {
        Fact { programme: programme.into(), purpose, action, scope }
    }

    #[test]
    fn nothing_stands_before_anything_was_said() {
        assert!(!stands(&[], "voice", Purpose::Answer));
    }

    #[test]
    fn purposes_stand_and_fall_apart() {
        let facts = [
            fact("voice", Purpose::Text, Action::Granted, Scope::Programme),
            fact("voice", Purpose::Improve, Action::Granted, Scope::Programme),
            fact("voice", Purpose::Text, Action::Withdrawn, Scope::All),
        ];
        assert!(!stands(&facts, "voice", Purpose::Text));
        assert!(stands(&facts, "voice", Purpose::Improve));
    }

    #[test]
    fn a_withdrawal_for_all_programmes_reaches_each_of_them_and_a_later_yes_only_its_own() {
        let facts = [
            fact("a", Purpose::Text, Action::Granted, Scope::Programme),
            fact("b", Purpose::Text, Action::Granted, Scope::Programme),
            fact("a", Purpose::Text, Action::Withdrawn, Scope::All),
            fact("b", Purpose::Text, Action::Granted, Scope::Programme),
        ];
        assert!(!stands(&facts, "a", Purpose::Text));
        assert!(stands(&facts, "b", Purpose::Text));
    }

    #[test]
    fn what_a_stop_ended_is_what_was_agreed_to_before_however_often_it_was_said() {
        let granted = |programme| fact(programme, Purpose::Text, Action::Granted, Scope::Programme);
        let stopped = fact("", Purpose::Text, Action::Withdrawn, Scope::All);
        let refused = fact("b", Purpose::Text, Action::Refused, Scope::Programme);
        let answers = fact("c", Purpose::Answer, Action::Granted, Scope::Programme);
        let facts = [granted("a"), granted("b"), answers, refused, stopped.clone(), stopped];
        assert_eq!(Vec::from_iter(agreed_programmes(&facts, Purpose::Text)), ["a"]);
    }

    #[test]
    fn a_yes_entered_in_error_never_was_and_leaves_what_the_person_said_themselves() {
        let all = |action| fact("", Purpose::Text, action, Scope::All);
        let own = fact("voice", Purpose::Text, Action::Granted, Scope::Programme);
        let error = all(Action::EnteredInError);
        let stated = [all(Action::Granted), error.clone()];
        assert!(!stands(&stated, "voice", Purpose::Text) && !agreed_to_all(&stated, Purpose::Text));
        let then_own = [all(Action::Granted), own.clone(), error.clone()];
        assert!(stands(&then_own, "voice", Purpose::Text));
        assert!(!stands(&then_own, "other", Purpose::Text));
        let stopped = [own.clone(), all(Action::Granted), all(Action::Withdrawn), error.clone()];
        assert!(!stands(&stopped, "voice", Purpose::Text));
        let twice = [all(Action::Granted), all(Action::Granted), error];
        assert!(stands(&twice, "voice", Purpose::Text), "one error takes back one yes");
    }

    #[test]
    fn a_yes_is_stated_by_others_only_where_nobody_said_no() {
        let text = |action, scope| fact("voice", Purpose::Text, action, scope);
        assert!(may_be_stated(&[], Purpose::Text));
        assert!(may_be_stated(&[text(Action::Granted, Scope::Programme)], Purpose::Text));
        for said in [Action::Refused, Action::Withdrawn] {
            let later_yes = text(Action::Granted, Scope::Programme);
            assert!(!may_be_stated(&[text(said, Scope::Programme), later_yes], Purpose::Text));
        }
        let stated = text(Action::Granted, Scope::All);
        let error = text(Action::EnteredInError, Scope::All);
        assert!(may_be_stated(std::slice::from_ref(&stated), Purpose::Text), "with its own proof");
        assert!(may_be_stated(&[stated, error], Purpose::Text));
    }

    #[test]
    fn every_purpose_reads_back_from_its_name() {
        for (purpose, name) in Purpose::NAMES {
            assert_eq!(name.parse(), Ok(purpose));
        }
    }
}
