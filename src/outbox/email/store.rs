//! Mail in the database.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::Mail;
use crate::crypto::{Keys, Place, random_token};
use crate::outbox::MessageState;
use crate::storage::backup::Restored;
use crate::storage::schema::mail_message;
use crate::storage::{Database, StoreError};

/// A mail the worker has taken.
#[derive(Queryable)]
pub struct Taken {
    /// Row.
    pub id: i64,
    /// Names it for good.
    pub token: String,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// Latest moment.
    pub not_after: NaiveDateTime,
    /// When it was written.
    pub created_at: NaiveDateTime,
    sealed_mail: Option<Vec<u8>>,
}

impl Taken {
    /// The mail, opened for sending.
    pub fn open(&self, keys: &Keys) -> Result<Mail, StoreError> {
        let sealed = self.sealed_mail.as_deref().unwrap_or_default();
        keys.open(mail_place(&self.token), sealed)
            .ok()
            .and_then(|json| serde_json::from_str(&json).ok())
            .ok_or_else(|| StoreError::inconsistent("mail_message", &self.id))
    }
}

/// Writes a mail to be sent until `not_after`; returns its row.
pub fn insert(
    connection: &mut Database,
    keys: &Keys,
    mail: &Mail,
    at: NaiveDateTime,
    not_after: NaiveDateTime,
) -> Result<i64, StoreError> {
    let token = random_token();
    let json = serde_json::to_string(mail).expect("texts have a JSON form");
    let (id,) = diesel::insert_into(mail_message::table)
        .values((
            mail_message::token.eq(&token),
            mail_message::sealed_mail.eq(keys.seal(mail_place(&token), &json)),
            mail_message::state.eq(MessageState::Queued.name()),
            mail_message::not_before.eq(at),
            mail_message::not_after.eq(not_after),
            mail_message::attempts.eq(0),
            mail_message::created_at.eq(at),
        ))
        .returning((mail_message::id,))
        .get_result::<(i64,)>(connection)?;
    Ok(id)
}

/// The mail whose turn is next, if its time has come.
pub fn find_due(connection: &mut Database, now: NaiveDateTime) -> Result<Option<i64>, StoreError> {
    Ok(mail_message::table
        .filter(mail_message::state.eq(MessageState::Queued.name()))
        .filter(mail_message::not_before.le(now))
        .order((mail_message::not_before, mail_message::id))
        .select(mail_message::id)
        .first(connection)
        .optional()?)
}

/// Takes a mail: it counts as being sent from now on. `None` if another node took it.
pub fn take(
    connection: &mut Database,
    id: i64,
    now: NaiveDateTime,
) -> Result<Option<Taken>, StoreError> {
    let waiting = mail_message::state.eq(MessageState::Queued.name());
    Ok(diesel::update(mail_message::table.find(id).filter(waiting))
        .set((
            mail_message::state.eq(MessageState::Sending.name()),
            mail_message::attempts.eq(mail_message::attempts + 1),
            mail_message::sent_at.eq(now),
        ))
        .returning((
            mail_message::id,
            mail_message::token,
            mail_message::attempts,
            mail_message::not_after,
            mail_message::created_at,
            mail_message::sealed_mail,
        ))
        .get_result(connection)
        .optional()?)
}

/// Puts a mail that was not taken back into the queue.
pub fn requeue(
    connection: &mut Database,
    id: i64,
    not_before: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::update(mail_message::table.find(id))
        .set((
            mail_message::state.eq(MessageState::Queued.name()),
            mail_message::not_before.eq(not_before),
        ))
        .execute(connection)?;
    Ok(())
}

/// A mail has left, or was given up: its address and words go.
pub fn mark_ended(
    connection: &mut Database,
    id: i64,
    state: MessageState,
) -> Result<(), StoreError> {
    diesel::update(mail_message::table.find(id))
        .set((mail_message::state.eq(state.name()), mail_message::sealed_mail.eq(None::<Vec<u8>>)))
        .execute(connection)?;
    Ok(())
}

/// Takes mails back that have not gone out: what they offer no longer holds.
pub fn cancel_queued(connection: &mut Database, ids: &[i64]) -> Result<(), StoreError> {
    let waiting = mail_message::table
        .filter(mail_message::id.eq_any(ids))
        .filter(mail_message::state.eq(MessageState::Queued.name()));
    diesel::update(waiting)
        .set((
            mail_message::state.eq(MessageState::Cancelled.name()),
            mail_message::sealed_mail.eq(None::<Vec<u8>>),
        ))
        .execute(connection)?;
    Ok(())
}

/// Marks mails that another run left half handed over; returns how many.
pub fn give_up_interrupted(
    connection: &mut Database,
    before: NaiveDateTime,
) -> Result<usize, StoreError> {
    let left = mail_message::table
        .filter(mail_message::state.eq(MessageState::Sending.name()))
        .filter(mail_message::sent_at.le(before));
    Ok(diesel::update(left)
        .set((
            mail_message::state.eq(MessageState::Unknown.name()),
            mail_message::sealed_mail.eq(None::<Vec<u8>>),
        ))
        .execute(connection)?)
}

fn mail_place(token: &str) -> Place<'_> {
    Place { table: "mail_message", column: "mail", row: token }
}

/// What a backup holds as waiting may have gone out since it was made: none of it is sent again.
pub fn hold_back_unfinished(connection: &mut Database, _: &Restored) -> Result<(), StoreError> {
    let waiting = [MessageState::Queued.name(), MessageState::Sending.name()];
    diesel::update(mail_message::table.filter(mail_message::state.eq_any(waiting)))
        .set((
            mail_message::state.eq(MessageState::Unknown.name()),
            mail_message::sealed_mail.eq(None::<Vec<u8>>),
        ))
        .execute(connection)?;
    Ok(())
}
