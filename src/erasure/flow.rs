//! Somebody is to be erased, is not after all, or is.

use chrono::NaiveDateTime;

use super::store;
use crate::calls::store::delete_of_contact;
use crate::consent::store::delete_own_words;
use crate::conversation::deletion::ERASED_AFTER;
use crate::conversation::store::{self as conversations, forgetting};
use crate::conversation::{Heard, HeardWord};
use crate::outbox::store::copies::{begin_erasing, insert_copies};
use crate::people::store::many::forget_person;
use crate::people::store::sharing::{Number, list_numbers};
use crate::response::store as responses;
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// A person asked for it, or took it back, in the transaction of their text.
pub fn hear(connection: &mut Database, heard: &Heard) -> Result<(), StoreError> {
    match heard.word {
        HeardWord::Deleted => {
            store::insert(connection, heard.participant_id, heard.at + ERASED_AFTER)?;
        }
        HeardWord::DeletionOver => {
            store::delete(connection, heard.participant_id)?;
        }
        HeardWord::Refused | HeardWord::NoTexts => {}
    }
    Ok(())
}

/// Erases the next person who is to be erased by now; false if there is nobody.
pub async fn erase_next(services: &Services) -> Result<bool, StoreError> {
    let now = services.clock.now();
    let due = services
        .store
        .read(move |connection| Ok::<_, StoreError>(store::find_due(connection, now)?))
        .await?;
    let Some(participant_id) = due else { return Ok(false) };
    services.store.write(move |connection| erase(connection, participant_id, now)).await?;
    Ok(true)
}

/// What is left of a person are blank rows of which nobody can tell whose they were, the ledger's
/// word on what they agreed to, and, if they wanted no texts, the index that keeps them from any.
fn erase(
    connection: &mut Database,
    participant_id: i64,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let numbers = list_numbers(connection, participant_id)?;
    let mut held = Vec::with_capacity(numbers.len());
    for number in numbers {
        // Held before the look whether it still is to be: an UNDO comes before it, or too late.
        let conversation = conversations::lock(connection, &number.index)?;
        held.push((number, conversation));
    }
    if !store::delete(connection, participant_id)? {
        return Ok(());
    }
    responses::forget_participant(connection, participant_id, now.date())?;
    delete_own_words(connection, participant_id)?;
    for (number, conversation) in &held {
        forget_talk(connection, participant_id, number, conversation.as_ref(), now)?;
    }
    Ok(forget_person(connection, participant_id)?)
}

/// Forgets what was said on a number, both ways; of one that others share, all but their answers.
fn forget_talk(
    connection: &mut Database,
    participant_id: i64,
    number: &Number,
    conversation: Option<&conversations::Held>,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    delete_of_contact(connection, number.contact_point_id)?;
    begin_erasing(connection, number.contact_point_id)?;
    let Some(conversation) = conversation else { return Ok(()) };
    let but = responses::list_answering_texts(connection, &number.others)?;
    let sids = forgetting::forget_texts(connection, conversation.id, &but)?;
    insert_copies(connection, &sids, now)?;
    match number.others.first() {
        None => forgetting::forget(connection, conversation)?,
        Some(heir) if conversation.participant_id == participant_id => {
            forgetting::pass_on(connection, conversation, *heir)?;
        }
        Some(_) => {}
    }
    Ok(())
}
