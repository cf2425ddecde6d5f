//! Texts in a row that are not understood.

use super::{Fact, Reply, State, Turn};

/// How many texts in a row are asked back before a person has to help.
const MISUNDERSTOOD_AT_MOST: u8 = 4;

/// One more text in a row that was not understood.
pub(super) fn not_understood(state: &State, reply: Reply) -> Turn {
    let times = state.misunderstood.saturating_add(1);
    let state = State { misunderstood: times, ..state.clone() };
    if times > MISUNDERSTOOD_AT_MOST {
        // It rests, since a machine may be answering a machine; a person sees who needs help.
        let is_first = times == MISUNDERSTOOD_AT_MOST + 1;
        let replies = if is_first { vec![Reply::WillRead] } else { vec![] };
        let facts = if is_first { vec![Fact::HelpNeeded] } else { vec![] };
        return Turn { state, replies, facts, reading: "not_understood" };
    }
    Turn { state, replies: vec![reply], facts: vec![], reading: "not_understood" }
}
