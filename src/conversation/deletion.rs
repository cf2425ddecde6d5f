//! DELETE and UNDO: everything somebody said is taken out at once, and erased a week later unless
//! they take that back.

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::misunderstood::not_understood;
use super::onward::at;
use super::{Fact, Reply, Situation, State, Step, Turn};
use crate::response::reading::read_yes_no;

/// How long a deletion can be taken back.
pub const ERASED_AFTER: TimeDelta = TimeDelta::days(7);

/// A deletion that can still be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    /// When everything is erased, in UTC.
    pub due: NaiveDateTime,
    /// The question where the survey under way stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<String>,
}

/// The turn of DELETE. Nobody is asked whether they mean it who gets no text; and whoever has a
/// number that is said to be somebody else's deletes nothing of theirs.
pub(super) fn delete(state: &State, situation: &Situation<'_>) -> Option<Turn> {
    if matches!(state.step, Step::Disowned(_)) {
        return None;
    }
    if state.deletion.is_some() {
        let is_silent = situation.is_suppressed;
        let replies = if is_silent { vec![] } else { vec![Reply::Deleted] };
        return Some(Turn { state: state.clone(), replies, facts: vec![], reading: "delete" });
    }
    if situation.is_suppressed {
        return Some(Turn { replies: vec![], ..deleted(state, &state.step, situation) });
    }
    // A step never grows with what is said: a state that could not be read any more would keep
    // somebody who wants out.
    let before = match &state.step {
        Step::DeleteAsked(before) => (**before).clone(),
        step @ Step::InHand(_) => Step::InHand(Box::new(step.beneath().clone())),
        step => step.beneath().clone(),
    };
    let step = Step::DeleteAsked(Box::new(before));
    Some(Turn::saying(at(state, step), Reply::ConfirmDelete, "delete"))
}

/// What a text says to whether everything is to be deleted; `None` if they keep it.
pub(super) fn confirm(
    state: &State,
    before: &Step,
    text: &str,
    situation: &Situation<'_>,
) -> Option<Turn> {
    match read_yes_no(situation.words, &state.language, text) {
        Some(true) => Some(deleted(state, before, situation)),
        Some(false) => None,
        None => Some(not_understood(state, Reply::ConfirmDelete)),
    }
}

fn deleted(state: &State, before: &Step, situation: &Situation<'_>) -> Turn {
    let deletion = Deletion { due: situation.now + ERASED_AFTER, open: before.open_question() };
    let state = State { deletion: Some(deletion), ..at(state, Step::Stopped(None)) };
    Turn { state, replies: vec![Reply::Deleted], facts: vec![Fact::Deleted], reading: "delete" }
}

/// The turn of UNDO, if there is a deletion to take back by whose it is. A STOP stays one.
pub(super) fn undo(state: &State, situation: &Situation<'_>) -> Option<Turn> {
    if matches!(state.step, Step::Disowned(_)) {
        return None;
    }
    let deletion = state.deletion.as_ref().filter(|deletion| situation.now < deletion.due)?;
    let is_stopped = situation.is_suppressed && !situation.is_only_deleted;
    let open = deletion.open.clone();
    let can_go_on = open.is_some();
    let step = match (&state.step, open) {
        (Step::Stopped(_), open) if is_stopped => Step::Stopped(open),
        (Step::Stopped(_) | Step::Idle | Step::Finished, Some(id)) => Step::Resting(id),
        (Step::Stopped(_), None) => Step::Finished,
        (step, _) => step.clone(),
    };
    let replies = if is_stopped { vec![] } else { vec![Reply::Undone { can_go_on }] };
    let state = State { deletion: None, ..at(state, step) };
    Some(Turn { state, replies, facts: vec![Fact::DeletionUndone], reading: "undo" })
}
