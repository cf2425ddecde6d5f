//! How something comes onto the call list, and what settles it without a person of staff.
//!
//! These functions run inside the transaction of what they tell of. Whoever takes hold of several
//! rows does it in this order: the conversation, the message, the entry.

mod again;
mod desk;
mod settle;

use chrono::NaiveDateTime;

pub use again::is_still_wanted;
use again::{Again, try_again};
pub use desk::{Card, CardOf, Listed, Sight, list_entries, see_entry};
pub use settle::{Act, ActFault, act};

use super::store::{self, Closed, Need};
use super::{ANSWERED_WITHIN, Kind, Outcome, REPORTED_WITHIN};
use crate::consent::store::find_suppression;
use crate::crypto::Keys;
use crate::outbox::store::{find_by_token, list_unknown_replies};
use crate::outbox::{HeardOf, Undelivered, Urgency};
use crate::people::store::contact::find_contact_index;
use crate::services::Services;
use crate::storage::backup::Restored;
use crate::storage::{Database, StoreError};

/// A text came in that a person must read.
pub fn note_text(
    connection: &mut Database,
    kind: Kind,
    contact_point_id: i64,
    inbound_id: i64,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    // Most people answer by themselves what they were asked.
    let due_at = if kind == Kind::UnclearOptOut { at + ANSWERED_WITHIN } else { at };
    let inbound_id = Some(inbound_id);
    let need = Need { kind, contact_point_id, inbound_id, outbox_id: None, at, due_at };
    Ok(store::upsert(connection, &need)?)
}

/// The person ended the texts: there is nothing left to decide, and nothing to send again.
pub fn person_stopped(
    connection: &mut Database,
    contact_point_id: i64,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    settle_others(
        connection,
        contact_point_id,
        &Closed { outcome: Outcome::NoMoreTexts, by: None, at },
    )
}

/// The person said that texts may go on.
pub fn person_went_on(
    connection: &mut Database,
    contact_point_id: i64,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    settle_others(connection, contact_point_id, &Closed { outcome: Outcome::WentOn, by: None, at })
}

/// Closes what is decided along with how something ended: a doubt about STOP, and, where no more
/// texts are sent, those that did not arrive.
fn settle_others(
    connection: &mut Database,
    contact_point_id: i64,
    closed: &Closed,
) -> Result<(), StoreError> {
    let kinds: &[Kind] = match closed.outcome {
        Outcome::NoMoreTexts | Outcome::WrongNumber => &[
            Kind::HeldOptOut,
            Kind::UnclearOptOut,
            Kind::Repeating,
            Kind::StartBlocked,
            Kind::NotDelivered,
        ],
        Outcome::WentOn => {
            &[Kind::HeldOptOut, Kind::UnclearOptOut, Kind::Repeating, Kind::StartBlocked]
        }
        _ => return Ok(()),
    };
    Ok(store::close_of_contact(connection, contact_point_id, kinds, closed)?)
}

/// A text of ours did not arrive. It is tried again where that may help, and else on the list.
pub fn note_undelivered(
    connection: &mut Database,
    services: &Services,
    dialogue: &Dialogue,
    fact: &Undelivered,
) -> Result<(), StoreError> {
    let again = match try_again(connection, services, dialogue, fact) {
        // What cannot be read is not said again, and must not keep the report from being kept.
        Err(error @ StoreError::Inconsistent { .. }) => {
            tracing::error!(%error, outbox = fact.message_id, "a lost text is not tried again");
            Again::Never
        }
        outcome => outcome?,
    };
    match again {
        Again::Never => list_undelivered(connection, fact),
        Again::Waits | Again::Pointless => {
            // The list may hold it as one of which nobody knew.
            Ok(store::close_of_message(connection, fact.message_id, Outcome::Taken, fact.at)?)
        }
    }
}

/// A text of ours did not arrive and is not tried again: a person has to look. Of who wants no
/// texts nobody needs to know that.
pub fn list_undelivered(connection: &mut Database, fact: &Undelivered) -> Result<(), StoreError> {
    let contact_point_id = fact.contact_point_id;
    let index = find_contact_index(connection, contact_point_id)?
        .ok_or_else(|| StoreError::inconsistent("contact_point", &contact_point_id))?;
    if find_suppression(connection, &index)?.is_some() {
        return Ok(());
    }
    let wait = if fact.may_have_arrived { REPORTED_WITHIN } else { chrono::TimeDelta::zero() };
    let need = Need {
        kind: Kind::NotDelivered,
        contact_point_id,
        inbound_id: None,
        outbox_id: Some(fact.message_id),
        at: fact.at,
        due_at: fact.at + wait,
    };
    Ok(store::upsert(connection, &need)?)
}

/// The provider has a text of which nobody knew.
pub fn note_heard_of(connection: &mut Database, fact: &HeardOf) -> Result<(), StoreError> {
    Ok(store::close_of_message(connection, fact.message_id, Outcome::Taken, fact.at)?)
}

/// Whom the text of that token did not reach is asked the same in another: nobody has to look.
pub fn note_asked_anew(
    connection: &mut Database,
    lost: &str,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    if let Some(text) = find_by_token(connection, lost)? {
        store::close_of_message(connection, text.id, Outcome::SentAgain, at)?;
    }
    Ok(())
}

/// Replies that a backup holds as waiting were held back: nobody knows whether they went out.
pub fn note_held_back(connection: &mut Database, restored: &Restored) -> Result<(), StoreError> {
    let noted = store::list_messages(connection)?;
    for (message_id, contact_point_id) in list_unknown_replies(connection)? {
        if !noted.contains(&message_id) {
            let (may_have_arrived, at) = (true, restored.at);
            let code = None;
            let fact = Undelivered { message_id, contact_point_id, may_have_arrived, code, at };
            list_undelivered(connection, &fact)?;
        }
    }
    Ok(())
}

/// What the room of the dialogue, which stands behind this one, does and tells for it in the same
/// transaction.
#[derive(Clone, Copy)]
pub struct Dialogue {
    /// Ends the texts, as the person's own words are now understood.
    pub end_texts: Deed,
    /// Lets the dialogue go on from where it was held.
    pub go_on: Deed,
    /// Takes the number from the person whose it was.
    pub give_up_number: Deed,
    /// Whether a text that was lost may be sent once more.
    pub may_text_again: MayTextAgain,
    /// When the talk with a contact point last moved, in UTC, if there is one.
    pub find_last_moved: FindLastMoved,
    /// Hears that a text goes out once more, by another name.
    pub sent_again: SentAgain,
    /// The last texts that came from a number, and the one that is named, the latest first.
    pub list_said: ListSaid,
}

/// Hears the token of a text that was lost, and of the one that goes out instead.
pub type SentAgain = fn(&mut Database, &str, &str) -> Result<(), StoreError>;

/// Tells when the talk with a contact point last moved.
pub type FindLastMoved = fn(&mut Database, i64) -> Result<Option<NaiveDateTime>, StoreError>;

/// Takes hold of the conversation of a contact point, and tells whether a text of that urgency may
/// go there.
pub type MayTextAgain = fn(&mut Database, &Services, i64, Urgency) -> Result<bool, StoreError>;

/// Reads texts of a contact point, and the one that is named.
pub type ListSaid = fn(&mut Database, &Keys, i64, Option<i64>) -> Result<Vec<Said>, StoreError>;

/// Something done about a decision.
pub type Deed = fn(&mut Database, &Keys, &Decided) -> Result<(), StoreError>;

/// What a member of staff decided about somebody's text.
#[derive(Clone, Copy, Debug)]
pub struct Decided {
    /// The entry of the list.
    pub entry_id: i64,
    /// The number it came from.
    pub contact_point_id: i64,
    /// The text.
    pub inbound_id: i64,
    /// Who decided.
    pub account_id: i64,
    /// When, in UTC.
    pub at: NaiveDateTime,
}

/// A text that came in. Personal.
pub struct Said {
    /// Row.
    pub id: i64,
    /// What it says.
    pub body: String,
    /// What Hearth made of it.
    pub reading: String,
    /// When it came, in UTC.
    pub at: NaiveDateTime,
}
