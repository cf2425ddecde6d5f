//! A dialogue in the hands of a person of staff: the machine is silent, and what is heard before all
//! is still heard.

use chrono::{NaiveDateTime, TimeDelta};

use super::{Fact, Reply, State, Step, Turn};

/// After how long of nobody writing a dialogue that was taken in hand is the machine's again.
///
/// Whoever then writes is owed an answer, and nobody seems to be at it. It ends with their text and
/// not by a clock, so that nothing is sent that nobody asked for; and with one day, so that a text
/// of the evening is still its reader's the next morning.
pub const LEFT_ALONE: TimeDelta = TimeDelta::hours(24);
/// How long after somebody wrote a text to them is an answer, at whatever hour.
pub const JUST_WROTE: TimeDelta = TimeDelta::minutes(30);
/// Parts that a text written by hand may have.
pub const SEGMENTS_AT_MOST: usize = 4;
/// What is made of a text that a person is to read.
pub(super) const TO_PERSON: &str = "to_person";

/// Who has a dialogue in hand, as it is kept.
#[derive(Clone, Debug)]
pub struct Takeover {
    /// The conversation.
    pub conversation_id: i64,
    /// Who; nobody once it was given back.
    pub account_id: Option<i64>,
    /// Since when, in UTC.
    pub since: NaiveDateTime,
    /// When either side last wrote, or somebody took it, in UTC.
    pub active_at: NaiveDateTime,
    /// The last text that came to them; 0 for none.
    pub latest_inbound_id: i64,
    /// The last text they have read; 0 for none.
    pub read_inbound_id: i64,
}

impl Takeover {
    /// Who has the dialogue in hand at that time, where its step says that somebody has.
    pub fn holder(&self, at: NaiveDateTime) -> Option<i64> {
        self.account_id.filter(|_| at < self.active_at + LEFT_ALONE)
    }

    /// Whether a text came that nobody has read.
    pub fn has_new(&self) -> bool {
        self.latest_inbound_id > self.read_inbound_id
    }
}

/// A word that may mean STOP: whoever has the dialogue in hand asks which it is in their own words,
/// and it comes onto the call list all the same.
pub(super) fn doubted(state: &State) -> Turn {
    let silence = Turn::silent(state.clone(), "stop_unclear");
    Turn { facts: vec![Fact::StopDoubted], ..silence }
}

/// Where a dialogue stands that nobody has in hand any more: its next text, whatever it says,
/// repeats what was open. Consent waits for that in hand, since no yes may be read out of a text
/// that was meant for a person.
pub(super) fn left(before: &Step) -> Step {
    match before {
        Step::Question(id) | Step::Resting(id) => Step::Resting(id.clone()),
        Step::Consent => Step::InHand(Box::new(Step::Consent)),
        // Nor is it read out of one who is answering.
        Step::WhoAnswers => Step::Finished,
        step => step.clone(),
    }
}

/// The turn of a text that nobody is there to read: consent is asked for once more.
pub(super) fn asked_again(turn: Turn) -> Turn {
    match &turn.state.step {
        Step::InHand(before) if **before == Step::Consent && turn.reading == TO_PERSON => {
            let state = State { step: Step::Consent, misunderstood: 0, ..turn.state };
            Turn::saying(state, Reply::Consent, "resume")
        }
        _ => turn,
    }
}
