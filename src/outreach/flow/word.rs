//! What ends being asked, in the transaction in which it is heard.

use chrono::NaiveDateTime;

use crate::calls::flow::Decided;
use crate::conversation::flow::OPEN_FOR;
use crate::conversation::{Heard, HeardWord};
use crate::crypto::Keys;
use crate::outbox::{OptedOut, Repeat};
use crate::outreach::store;
use crate::people::store::find_owner;
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// A person said no to a survey, or wants no more texts: nothing that waits for them is sent.
pub fn hear(connection: &mut Database, heard: &Heard) -> Result<(), StoreError> {
    let asked_since = heard.at - OPEN_FOR;
    match (heard.word, heard.version_id) {
        (HeardWord::NoTexts | HeardWord::Deleted, _) => {
            store::end_of_person(connection, heard.participant_id, asked_since)?
        }
        (HeardWord::Refused, Some(version_id)) => {
            store::mark_refused(connection, heard.participant_id, version_id, asked_since)?
        }
        (HeardWord::Refused, None) | (HeardWord::DeletionOver, _) => 0,
    };
    Ok(())
}

/// The carrier says that a number opted out: the same as a STOP.
pub fn opted_out_with_carrier(
    connection: &mut Database,
    _: &Keys,
    fact: &OptedOut,
) -> Result<(), StoreError> {
    end_of_contact(connection, fact.contact_point_id, fact.at)
}

/// Staff found that a person wants no more texts, or that their number is somebody else's.
pub fn ended_by_staff(connection: &mut Database, decided: &Decided) -> Result<(), StoreError> {
    end_of_contact(connection, decided.contact_point_id, decided.at)
}

fn end_of_contact(
    connection: &mut Database,
    contact_point_id: i64,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    if let Some(participant_id) = find_owner(connection, contact_point_id)? {
        store::end_of_person(connection, participant_id, at - OPEN_FOR)?;
    }
    Ok(())
}

/// Whether somebody may be reminded: not of what a campaign asks that was paused or ended early.
pub fn may_remind(
    connection: &mut Database,
    participant_id: i64,
    version_id: i64,
) -> Result<bool, StoreError> {
    Ok(!store::is_on_hold(connection, participant_id, version_id)?)
}

/// A lost text goes out once more: what becomes of that one tells how the invitation stands.
pub fn follow_text(connection: &mut Database, lost: &str, again: &str) -> Result<(), StoreError> {
    Ok(store::update_text_token(connection, lost, again)?)
}

/// Whether a text may be said once more: not the first of a campaign that was paused or ended early.
pub fn may_repeat(
    connection: &mut Database,
    _: &Services,
    repeat: &Repeat,
) -> Result<bool, StoreError> {
    Ok(!store::is_text_on_hold(connection, &repeat.token)?)
}
