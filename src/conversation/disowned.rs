//! A number that is said to be somebody else's.
//!
//! From that text on the talk is with somebody of whom nothing is known: nothing that comes from
//! there is the word of whom the number belonged to. The number's own row stays theirs until a person
//! has decided, so that whoever decides sees whom it is about, and a mistake is put right.

use chrono::NaiveDateTime;

use super::store::{self, Held};
use super::{Former, State, Step};
use crate::crypto::Keys;
use crate::people::store::sharing::is_shared;
use crate::people::store::{NewParticipant, insert_participant};
use crate::response::{ResponseState, store as responses};
use crate::storage::{Database, StoreError};

/// Takes the talk from whom it was held with, once.
pub(super) fn disown(
    connection: &mut Database,
    keys: &Keys,
    held: &mut Held,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    if held.state.former.is_some() {
        return Ok(());
    }
    let step = held.state.step.before().clone();
    if let (Some(_), Some(response_id)) = (step.open_question(), held.response_id) {
        responses::update_state(connection, response_id, ResponseState::Partial, at.date())?;
    }
    let language = &held.state.language;
    let nobody = NewParticipant { language, site_id: None, name: None, strata: "{}", at };
    let nobody = insert_participant(connection, keys, &nobody)?;
    store::update_participant(connection, held.id, nobody)?;
    held.state.former = Some(Former {
        participant_id: held.participant_id,
        version_id: held.version_id.take(),
        response_id: held.response_id.take(),
        at: step,
        deletion: held.state.deletion.take(),
    });
    held.state.is_shared = false;
    held.participant_id = nobody;
    Ok(())
}

/// The number is theirs after all: the talk is with them again, where it stood. What they said
/// meanwhile as somebody unknown stays that somebody's.
pub(super) fn own_again(connection: &mut Database, held: &mut Held) -> Result<(), StoreError> {
    let Some(former) = held.state.former.take() else { return Ok(()) };
    store::update_participant(connection, held.id, former.participant_id)?;
    held.participant_id = former.participant_id;
    held.version_id = former.version_id;
    held.response_id = former.response_id;
    let step = match &held.state.step {
        Step::Stopped(_) => Step::Stopped(former.at.open_question()),
        _ => Step::Disowned(Box::new(former.at)),
    };
    held.state = State {
        step,
        is_shared: is_shared(connection, held.contact_point_id)?,
        asked_by: None,
        deletion: former.deletion,
        ..held.state.clone()
    };
    Ok(())
}
