//! People brought in from a list, and shown to staff.
//!
//! Pure: what a file's rows say and how they are read. Nobody is texted on the strength of a list
//! but with the proof of consent that the center states for them, and no statement outweighs what a
//! person said themselves.

mod age;
pub mod flow;
pub mod guess;
pub mod phone;
pub mod plan;
pub mod reading;
pub mod sharing;
pub mod sheet;
pub mod store;
pub mod web;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::consent::{Action, Fact, Purpose, last_word, may_be_stated};

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The file is being taken in.
    Receiving,
    /// The columns are to be looked at.
    Draft,
    /// The whole file was looked through; nothing is changed yet.
    Checked,
    /// People are being brought in.
    Working,
    /// That waits until somebody goes on with it.
    Paused,
    /// Everybody is brought in.
    Done,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
}

impl State {
    const NAMES: [(Self, &'static str); 8] = [
        (Self::Receiving, "receiving"),
        (Self::Draft, "draft"),
        (Self::Checked, "checked"),
        (Self::Working, "working"),
        (Self::Paused, "paused"),
        (Self::Done, "done"),
        (Self::Undoing, "undoing"),
        (Self::Undone, "undone"),
    ];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find_map(|(state, name)| (*state == self).then_some(*name))
            .expect("every state stands in NAMES")
    }

    /// The state of that name.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::NAMES.iter().find_map(|(state, name)| (*name == text).then_some(*state))
    }
}

/// Whether a person of a list may be texted, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Texting {
    /// The center states their yes, and it is written into the ledger.
    Stated,
    /// They said yes before.
    Agreed,
    /// They said no themselves, whatever the list says.
    Declined,
    /// Their number is on the list of those that get no text.
    Suppressed,
    /// Nobody states that they agreed.
    Unproven,
}

impl Texting {
    /// What a list does for a person of whom the ledger says `facts`.
    pub fn of(facts: &[Fact], is_suppressed: bool, is_stated: bool) -> Self {
        if is_suppressed {
            Self::Suppressed
        } else if is_stated && may_be_stated(facts, Purpose::Text) {
            Self::Stated
        } else {
            match last_word(facts, Purpose::Text) {
                Some(Action::Granted) => Self::Agreed,
                Some(_) => Self::Declined,
                None => Self::Unproven,
            }
        }
    }
}

/// How many people and rows of a file came to what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Rows read.
    pub rows: u64,
    /// People nobody knew.
    pub new: u64,
    /// People whose number was known.
    pub known: u64,
    /// Further rows of a number that stood in the file before.
    pub repeated: u64,
    /// Rows that were not taken.
    pub rejected: u64,
    /// People whose yes to texts is stated.
    pub stated: u64,
    /// People who had said yes to texts.
    pub agreed: u64,
    /// People who had said no to texts.
    pub declined: u64,
    /// People whose number gets no texts.
    pub suppressed: u64,
    /// People of whom nobody states that they agreed.
    pub unproven: u64,
    /// Of an undone import: people taken out.
    pub removed: u64,
    /// People who stay, because they have done something since.
    pub stayed: u64,
    /// People who were known before; what was added is taken away again.
    pub restored: u64,
    /// Stated consents that were marked as entered in error.
    pub taken_back: u64,
}

impl Counts {
    /// Counts one person.
    pub fn add_person(&mut self, is_new: bool, texting: Texting) {
        *(if is_new { &mut self.new } else { &mut self.known }) += 1;
        *match texting {
            Texting::Stated => &mut self.stated,
            Texting::Agreed => &mut self.agreed,
            Texting::Declined => &mut self.declined,
            Texting::Suppressed => &mut self.suppressed,
            Texting::Unproven => &mut self.unproven,
        } += 1;
    }

    /// People in the file.
    pub fn people(&self) -> u64 {
        self.new + self.known
    }
}

/// What a look through a whole file found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// How many came to what.
    pub counts: Counts,
    /// How many people speak which language, by tag.
    pub languages: BTreeMap<String, u64>,
    /// What stands in the column of languages and is none that Hearth speaks.
    pub unknown_languages: BTreeMap<String, u64>,
    /// Sites that would be new.
    pub new_sites: BTreeMap<String, u64>,
    /// How many rows are refused for which reason.
    pub reasons: BTreeMap<String, u64>,
    /// The first of them: the row and the reason.
    pub examples: Vec<(u64, String)>,
}

impl Preview {
    /// How many examples of refused rows are shown.
    pub const EXAMPLES: usize = 12;

    /// Counts a row that is not taken.
    pub fn add_reject(&mut self, row: u64, reason: &str) {
        self.counts.rejected += 1;
        *self.reasons.entry(reason.to_owned()).or_default() += 1;
        if self.examples.len() < Self::EXAMPLES {
            self.examples.push((row, reason.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::Scope;

    fn said(action: Action) -> Fact {
        let programme = "voice".to_owned();
        Fact { programme, purpose: Purpose::Text, action, scope: Scope::Programme }
    }

    #[test]
    fn no_list_outweighs_what_a_person_said() {
        for (facts, is_suppressed, is_stated, texting) in [
            (vec![], false, true, Texting::Stated),
            (vec![], false, false, Texting::Unproven),
            (vec![], true, true, Texting::Suppressed),
            (vec![said(Action::Withdrawn)], false, true, Texting::Declined),
            (vec![said(Action::Refused)], false, true, Texting::Declined),
            (vec![said(Action::Withdrawn), said(Action::Granted)], false, true, Texting::Agreed),
            (vec![said(Action::Granted)], false, false, Texting::Agreed),
            (vec![said(Action::Granted)], true, true, Texting::Suppressed),
        ] {
            assert_eq!(Texting::of(&facts, is_suppressed, is_stated), texting, "{facts:?}");
        }
    }

    #[test]
    fn every_state_is_found_by_its_name() {
        for (state, name) in State::NAMES {
            assert_eq!((state.name(), State::from_name(name)), (name, Some(state)));
        }
    }
}
