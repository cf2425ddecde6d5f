//! Journeys of people and the places they come to.

pub mod sites;

use chrono::NaiveDateTime;

use super::Phone;
use super::store::{
    NewParticipant, SealedPhone, delete_participant, hold_phone, insert_participant, insert_phone,
    phone_index,
};
use crate::crypto::Keys;
use crate::i18n::Language;
use crate::storage::{Database, StoreError};

/// `(contact point, participant)` of a phone; whoever has one that nobody knew becomes a
/// participant, so that it can be texted.
pub fn know_phone(
    connection: &mut Database,
    keys: &Keys,
    phone: &Phone,
    language: &Language,
    at: NaiveDateTime,
) -> Result<(i64, i64), StoreError> {
    let index = phone_index(keys, phone);
    if let Some(known) = hold_phone(connection, &index)? {
        return Ok(known);
    }
    let new = NewParticipant { language, site_id: None, name: None, strata: "{}", at };
    let participant_id = insert_participant(connection, keys, &new)?;
    let sealed = SealedPhone::seal(keys, phone);
    if let Some(contact_point_id) = insert_phone(connection, participant_id, &sealed)? {
        return Ok((contact_point_id, participant_id));
    }
    // Another node added the same phone a moment before.
    delete_participant(connection, participant_id)?;
    hold_phone(connection, &index)?.ok_or_else(|| StoreError::inconsistent("contact_point", &"new"))
}
