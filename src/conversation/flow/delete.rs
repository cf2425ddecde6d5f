//! A text that deletes what somebody said, or takes that back: what it means for consent and texts.

use crate::calls::flow::person_stopped;
use crate::consent::flow::{
    Word, allow_texts_again, give_back_all as agree_again, record, suppress, withdraw_all,
};
use crate::consent::store::find_suppression;
use crate::consent::{Action, Method, Scope};
use crate::conversation::scene::{Text, Tools};
use crate::conversation::store::Held;
use crate::conversation::word::on_texts;
use crate::outbox::store::cancel_queued;
use crate::response::{ResponseState, store as responses};
use crate::storage::{Database, StoreError};

/// Why a number gets no texts that asked for its answers to be deleted.
pub(super) const DELETED: &str = "deleted";

/// Everything agreed to is withdrawn, so that nothing is made of what was said from now on; and no
/// text goes out but the one that says so.
pub(super) fn delete_all(
    connection: &mut Database,
    tools: &Tools<'_>,
    held: &Held,
    text: &Text<'_>,
) -> Result<(), StoreError> {
    let evidence = text.evidence(tools.keys);
    let word = on_texts(held, Method::SmsKeyword, &evidence, text.phone_index, text.at);
    withdraw_all(connection, &word)?;
    // A STOP stays one, with its own word in the ledger.
    if find_suppression(connection, text.phone_index)?.is_none() {
        record(connection, &word)?;
        suppress(connection, text.phone_index, DELETED, text.at)?;
    }
    cancel_queued(connection, held.contact_point_id)?;
    person_stopped(connection, held.contact_point_id, text.at)?;
    let open = held.state.deletion.as_ref().and_then(|deletion| deletion.open.as_ref());
    if let (Some(_), Some(id)) = (open, held.response_id) {
        responses::update_state(connection, id, ResponseState::Partial, text.at.date())?;
    }
    Ok(())
}

/// What the deletion withdrew stands again, texts included unless they were stopped otherwise.
pub(super) fn give_back_all(
    connection: &mut Database,
    tools: &Tools<'_>,
    held: &Held,
    text: &Text<'_>,
) -> Result<(), StoreError> {
    let evidence = text.evidence(tools.keys);
    let word = Word {
        action: Action::Granted,
        scope: Scope::Programme,
        ..on_texts(held, Method::SmsKeyword, &evidence, text.phone_index, text.at)
    };
    agree_again(connection, &word)?;
    if find_suppression(connection, text.phone_index)?.as_deref() == Some(DELETED) {
        allow_texts_again(connection, text.phone_index, &word)?;
    }
    Ok(())
}
