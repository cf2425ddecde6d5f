//! Whose hands a dialogue is in, as a text or an invitation meets it.

use chrono::NaiveDateTime;

use crate::conversation::in_hand::left;
use crate::conversation::store::Held;
use crate::conversation::store::takeover;
use crate::conversation::{State, Step};
use crate::storage::{Database, StoreError};

/// What a text, or somebody who is to be asked, meets of a person's hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hands {
    /// Nobody has had it in hand.
    None,
    /// Somebody has it.
    Have,
    /// Somebody had it, and nobody has written for long.
    LeftIt,
    /// Somebody gave it back.
    GaveIt,
}

/// Whose hands a dialogue is in.
pub(super) fn hands_of(
    connection: &mut Database,
    held: &Held,
    at: NaiveDateTime,
) -> Result<Hands, StoreError> {
    if !held.state.step.is_in_hand() {
        return Ok(Hands::None);
    }
    Ok(match takeover::find(connection, held.id)? {
        Some(taken) if taken.holder(at).is_some() => Hands::Have,
        Some(taken) if taken.account_id.is_some() => Hands::LeftIt,
        _ => Hands::GaveIt,
    })
}

/// The same, before a text is read: what nobody has in hand any more is the machine's again.
pub(super) fn before_text(
    connection: &mut Database,
    held: &mut Held,
    at: NaiveDateTime,
) -> Result<Hands, StoreError> {
    let hands = hands_of(connection, held, at)?;
    if let (Hands::LeftIt | Hands::GaveIt, Step::InHand(before)) = (hands, &held.state.step) {
        held.state = State { step: left(before), ..held.state.clone() };
    }
    Ok(hands)
}

/// The same, after the text was taken: whoever has it in hand, or had it until now, has it to read.
pub(super) fn after_text(
    connection: &mut Database,
    hands: Hands,
    held: &Held,
    inbound_id: i64,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    if matches!(hands, Hands::None | Hands::GaveIt) {
        return Ok(());
    }
    takeover::note_text(connection, held.id, inbound_id, at)?;
    if hands == Hands::LeftIt || !held.state.step.is_in_hand() {
        takeover::release(connection, held.id)?;
    }
    Ok(())
}
