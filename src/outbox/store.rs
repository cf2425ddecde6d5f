//! Messages to send, in the database.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{MessageState, Urgency};
use crate::crypto::{Keys, Place, time_ordered_token};
use crate::on_engine;
use crate::storage::schema::{contact_point, outbox_message};
use crate::storage::{Database, StoreError};

/// A text message to be written.
pub struct NewSms<'a> {
    /// Contact point it goes to.
    pub contact_point_id: i64,
    /// How soon.
    pub urgency: Urgency,
    /// What it says.
    pub body: &'a str,
    /// Earliest moment, in UTC.
    pub not_before: NaiveDateTime,
    /// Latest moment, in UTC: after it the message is given up.
    pub not_after: NaiveDateTime,
    /// Now, in UTC.
    pub at: NaiveDateTime,
}

/// A message the worker has taken.
pub struct Taken {
    /// Row.
    pub id: i64,
    /// Token by which status callbacks name it.
    pub token: String,
    /// Contact point it goes to.
    pub contact_point_id: i64,
    /// How often it was tried, this time included.
    pub attempts: i64,
    /// Latest moment.
    pub not_after: NaiveDateTime,
    sealed_body: Vec<u8>,
    contact_token: String,
    sealed_contact: Vec<u8>,
}

impl Taken {
    /// Number and text, opened for sending.
    pub fn open(&self, keys: &Keys) -> Result<(String, String), StoreError> {
        let fault = || StoreError::inconsistent("outbox_message", &self.id);
        let contact = Place { table: "contact_point", column: "value", row: &self.contact_token };
        let number = keys.open(contact, &self.sealed_contact).map_err(|_| fault())?;
        let body = keys.open(body_place(&self.token), &self.sealed_body).map_err(|_| fault())?;
        Ok((number, body))
    }
}

/// Where a message stands, for status callbacks.
pub struct Standing {
    /// Row.
    pub id: i64,
    /// Contact point.
    pub contact_point_id: i64,
    /// What the provider said last.
    pub delivery_status: Option<String>,
}

/// Writes a text message to be sent.
pub fn insert_sms(connection: &mut Database, keys: &Keys, new: &NewSms<'_>) -> QueryResult<()> {
    let token = time_ordered_token(new.at);
    let segments = super::sms::segments::segments(new.body).segments;
    let row = (
        outbox_message::token.eq(&token),
        outbox_message::channel.eq("sms"),
        outbox_message::contact_point_id.eq(new.contact_point_id),
        outbox_message::urgency.eq(new.urgency.order()),
        outbox_message::sealed_body.eq(keys.seal(body_place(&token), new.body)),
        outbox_message::segments.eq(i64::try_from(segments).unwrap_or(i64::MAX)),
        outbox_message::state.eq(MessageState::Queued.name()),
        outbox_message::not_before.eq(new.not_before),
        outbox_message::not_after.eq(new.not_after),
        outbox_message::attempts.eq(0),
        outbox_message::created_at.eq(new.at),
    );
    on_engine!(connection, |engine| diesel::insert_into(outbox_message::table)
        .values(&row)
        .execute(engine))?;
    Ok(())
}

/// Whether any message's time has come.
pub fn is_due(connection: &mut Database, now: NaiveDateTime) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(
        outbox_message::table
            .filter(outbox_message::state.eq(MessageState::Queued.name()))
            .filter(outbox_message::not_before.le(now)),
    ))
    .get_result(connection)
}

/// Takes messages whose time has come, urgent ones first: they count as being sent from now on.
///
/// Of each contact point only the oldest is taken, so that texts arrive in their order.
pub fn take_due(
    connection: &mut Database,
    now: NaiveDateTime,
    most: i64,
) -> QueryResult<Vec<Taken>> {
    let due = list_due(connection, now, most)?;
    let mut messages = Vec::with_capacity(due.len());
    for id in due {
        // Another node may have taken it since it was listed: then no row is updated.
        let row = diesel::update(outbox_message::table.find(id))
            .filter(outbox_message::state.eq(MessageState::Queued.name()))
            .set((
                outbox_message::state.eq(MessageState::Sending.name()),
                outbox_message::attempts.eq(outbox_message::attempts + 1),
                outbox_message::sent_at.eq(now),
            ))
            .returning((
                outbox_message::token,
                outbox_message::contact_point_id,
                outbox_message::attempts,
                outbox_message::not_after,
                outbox_message::sealed_body,
            ))
            .get_result::<(String, i64, i64, NaiveDateTime, Vec<u8>)>(connection)
            .optional()?;
        let Some((token, contact_point_id, attempts, not_after, sealed_body)) = row else {
            continue;
        };
        let (contact_token, sealed_contact) = contact_point::table
            .find(contact_point_id)
            .select((contact_point::token, contact_point::sealed_value))
            .first(connection)?;
        messages.push(Taken {
            id,
            token,
            contact_point_id,
            attempts,
            not_after,
            sealed_body,
            contact_token,
            sealed_contact,
        });
    }
    Ok(messages)
}

fn list_due(connection: &mut Database, now: NaiveDateTime, most: i64) -> QueryResult<Vec<i64>> {
    let ahead = diesel::alias!(outbox_message as ahead);
    // A contact's earlier message may be waiting for another try, or on its way. Such a contact's
    // later ones are left out here and not afterwards, or they would fill the places of others.
    let has_one_ahead = diesel::dsl::exists(
        ahead
            .filter(
                ahead.field(outbox_message::contact_point_id).eq(outbox_message::contact_point_id),
            )
            .filter(ahead.field(outbox_message::id).lt(outbox_message::id))
            .filter(
                ahead
                    .field(outbox_message::state)
                    .eq_any([MessageState::Queued.name(), MessageState::Sending.name()]),
            ),
    );
    outbox_message::table
        .filter(outbox_message::state.eq(MessageState::Queued.name()))
        .filter(outbox_message::not_before.le(now))
        .filter(diesel::dsl::not(has_one_ahead))
        .order((outbox_message::urgency, outbox_message::not_before, outbox_message::id))
        .limit(most)
        .select(outbox_message::id)
        .load(connection)
}

/// The provider took the message.
pub fn mark_sent(connection: &mut Database, id: i64, sid: &str) -> QueryResult<()> {
    diesel::update(outbox_message::table.find(id))
        .set((
            outbox_message::state.eq(MessageState::Sent.name()),
            outbox_message::provider_sid.eq(sid),
        ))
        .execute(connection)?;
    Ok(())
}

/// The message goes back to wait until `not_before`.
pub fn requeue(connection: &mut Database, id: i64, not_before: NaiveDateTime) -> QueryResult<()> {
    diesel::update(outbox_message::table.find(id))
        .set((
            outbox_message::state.eq(MessageState::Queued.name()),
            outbox_message::not_before.eq(not_before),
        ))
        .execute(connection)?;
    Ok(())
}

/// The message ends in that state, with the provider's code where there was one.
pub fn mark_ended(
    connection: &mut Database,
    id: i64,
    state: MessageState,
    error_code: Option<i64>,
) -> QueryResult<()> {
    diesel::update(outbox_message::table.find(id))
        .set((outbox_message::state.eq(state.name()), outbox_message::error_code.eq(error_code)))
        .execute(connection)?;
    Ok(())
}

/// Messages that were being handed over when the last run ended: nobody knows whether they were
/// accepted, so they are not sent again. Returns how many.
pub fn give_up_interrupted(connection: &mut Database, before: NaiveDateTime) -> QueryResult<usize> {
    diesel::update(outbox_message::table)
        .filter(outbox_message::state.eq(MessageState::Sending.name()))
        .filter(outbox_message::sent_at.lt(before))
        .set(outbox_message::state.eq(MessageState::Unknown.name()))
        .execute(connection)
}

/// Messages to a contact point that have not gone out yet are not sent any more. One that is just
/// being handed over is not tried again, should the provider have no time for it.
pub fn cancel_queued(connection: &mut Database, contact_point_id: i64) -> QueryResult<()> {
    let of_contact =
        outbox_message::table.filter(outbox_message::contact_point_id.eq(contact_point_id));
    diesel::update(of_contact.filter(outbox_message::state.eq(MessageState::Queued.name())))
        .set(outbox_message::state.eq(MessageState::Cancelled.name()))
        .execute(connection)?;
    diesel::update(of_contact.filter(outbox_message::state.eq(MessageState::Sending.name())))
        .set(outbox_message::not_after.eq(outbox_message::not_before))
        .execute(connection)?;
    Ok(())
}

/// The message of a callback's token, held until this transaction ends.
pub fn lock_by_token(connection: &mut Database, token: &str) -> QueryResult<Option<Standing>> {
    diesel::update(outbox_message::table.filter(outbox_message::token.eq(token)))
        .set(outbox_message::state.eq(outbox_message::state))
        .returning((
            outbox_message::id,
            outbox_message::contact_point_id,
            outbox_message::delivery_status,
        ))
        .get_result(connection)
        .optional()
        .map(|row| {
            row.map(|(id, contact_point_id, delivery_status)| Standing {
                id,
                contact_point_id,
                delivery_status,
            })
        })
}

/// Keeps what the provider said of a message. A callback proves that it was accepted.
pub fn update_delivery(
    connection: &mut Database,
    id: i64,
    sid: &str,
    status: &str,
    error_code: Option<i64>,
) -> QueryResult<()> {
    diesel::update(outbox_message::table.find(id))
        .set((
            outbox_message::state.eq(MessageState::Sent.name()),
            outbox_message::provider_sid.eq(sid),
            outbox_message::delivery_status.eq(status),
            outbox_message::error_code.eq(error_code),
        ))
        .execute(connection)?;
    Ok(())
}

/// Marks a number as one that texts do not reach.
pub fn mark_unusable(
    connection: &mut Database,
    contact_point_id: i64,
    since: NaiveDateTime,
) -> QueryResult<()> {
    diesel::update(contact_point::table.find(contact_point_id))
        .set(contact_point::unusable_since.eq(since))
        .execute(connection)?;
    Ok(())
}

/// One text as a phone shows it.
pub struct Shown {
    /// What it says.
    pub body: String,
    /// What it cost.
    pub segments: i64,
    /// Where it stands.
    pub state: String,
    /// When it was written.
    pub at: NaiveDateTime,
}

/// Texts written to a contact point, oldest first, opened.
pub fn list_of_contact(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
) -> Result<Vec<Shown>, StoreError> {
    type Row = (i64, String, Vec<u8>, i64, String, NaiveDateTime);
    let rows: Vec<Row> = outbox_message::table
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .order(outbox_message::id)
        .select((
            outbox_message::id,
            outbox_message::token,
            outbox_message::sealed_body,
            outbox_message::segments,
            outbox_message::state,
            outbox_message::created_at,
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(id, token, sealed, segments, state, at)| {
            let body = keys
                .open(body_place(&token), &sealed)
                .map_err(|_| StoreError::inconsistent("outbox_message", &id))?;
            Ok(Shown { body, segments, state, at })
        })
        .collect()
}

fn body_place(token: &str) -> Place<'_> {
    Place { table: "outbox_message", column: "body", row: token }
}
