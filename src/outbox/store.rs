//! Messages to send, in the database.

pub mod copies;
mod gauges;
mod queue;
pub mod written;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Text, Timestamp};

pub use gauges::gauges;
pub use queue::{
    Taken, cancel_queued, cancel_queued_bulk, count_queued_bulk, give_up_interrupted,
    hold_back_unfinished, is_due, list_unknown_replies, mark_ended, mark_sent, requeue, take_due,
};

use super::{MessageState, Urgency};
use crate::crypto::{Keys, Place, time_ordered_token};
use crate::storage::schema::{contact_point, outbox_message};
use crate::storage::{Change, Database, Moment, StoreError};
use crate::{fixed_statement, on_engine};

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

/// Where a message stands, for status callbacks.
#[derive(Queryable)]
pub struct Standing {
    /// Row.
    pub id: i64,
    /// Contact point.
    pub contact_point_id: i64,
    /// Where it stands with us.
    pub state: String,
    /// What the provider said last.
    pub delivery_status: Option<String>,
}

/// Writes a text message to be sent; its token.
pub fn insert_sms(connection: &mut Database, keys: &Keys, new: &NewSms<'_>) -> QueryResult<String> {
    let insert = InsertSms::of(keys, new);
    let token = insert.token.clone();
    on_engine!(connection, |engine| insert.execute(engine))?;
    Ok(token)
}

/// The same, as a change to be made with others.
pub fn sms_to_insert(keys: &Keys, new: &NewSms<'_>) -> (impl Change + use<>, String) {
    let insert = InsertSms::of(keys, new);
    let token = insert.token.clone();
    (insert, token)
}

/// Writes a text that says that one once more: its row, and its token.
pub fn insert_repeat(
    connection: &mut Database,
    keys: &Keys,
    new: &NewSms<'_>,
    of: i64,
) -> QueryResult<(i64, String)> {
    let token = insert_sms(connection, keys, new)?;
    let id = diesel::update(outbox_message::table.filter(outbox_message::token.eq(&token)))
        .set(outbox_message::repeats.eq(of))
        .returning(outbox_message::id)
        .get_result(connection)?;
    Ok((id, token))
}

/// How often a text was said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidBefore {
    /// How often.
    pub times: usize,
    /// When it was written first, in UTC.
    pub first_at: NaiveDateTime,
}

/// How often the text of that row was said before.
pub fn count_said_before(connection: &mut Database, id: i64) -> QueryResult<SaidBefore> {
    let mut times = 0;
    let mut id = id;
    loop {
        let (repeats, first_at): (Option<i64>, NaiveDateTime) = outbox_message::table
            .find(id)
            .select((outbox_message::repeats, outbox_message::created_at))
            .get_result(connection)?;
        let Some(before) = repeats else { return Ok(SaidBefore { times, first_at }) };
        (times, id) = (times + 1, before);
    }
}

struct InsertSms {
    token: String,
    contact_point_id: i64,
    urgency: i64,
    sealed_body: Vec<u8>,
    segments: i64,
    not_before: Moment,
    not_after: Moment,
    at: Moment,
}

impl InsertSms {
    fn of(keys: &Keys, new: &NewSms<'_>) -> Self {
        let token = time_ordered_token(new.at);
        let segments = super::sms::segments::segments(new.body).segments;
        Self {
            sealed_body: keys.seal(body_place(&token), new.body),
            token,
            contact_point_id: new.contact_point_id,
            urgency: new.urgency.order(),
            segments: i64::try_from(segments).unwrap_or(i64::MAX),
            not_before: Moment(new.not_before),
            not_after: Moment(new.not_after),
            at: Moment(new.at),
        }
    }
}

fixed_statement!(owned InsertSms, (), |this, out| {
    out.push_sql(
        "INSERT INTO outbox_message (channel, state, attempts, token, contact_point_id, urgency, \
         sealed_body, segments, not_before, not_after, created_at) VALUES ('sms', 'queued', 0, ",
    );
    out.push_bind_param::<Text, _>(&this.token)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.contact_point_id)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.urgency)?;
    out.push_sql(", ");
    out.push_bind_param::<Binary, _>(&this.sealed_body)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.segments)?;
    out.push_sql(", ");
    out.push_bind_param::<Timestamp, _>(&this.not_before)?;
    out.push_sql(", ");
    out.push_bind_param::<Timestamp, _>(&this.not_after)?;
    out.push_sql(", ");
    out.push_bind_param::<Timestamp, _>(&this.at)?;
    out.push_sql(")");
});

const STANDING: (
    outbox_message::id,
    outbox_message::contact_point_id,
    outbox_message::state,
    outbox_message::delivery_status,
) = (
    outbox_message::id,
    outbox_message::contact_point_id,
    outbox_message::state,
    outbox_message::delivery_status,
);

/// The message of a callback's token.
pub fn find_by_token(connection: &mut Database, token: &str) -> QueryResult<Option<Standing>> {
    outbox_message::table
        .filter(outbox_message::token.eq(token))
        .select(STANDING)
        .get_result(connection)
        .optional()
}

/// The message of a callback's token, held until this transaction ends.
pub fn lock_by_token(connection: &mut Database, token: &str) -> QueryResult<Option<Standing>> {
    diesel::update(outbox_message::table.filter(outbox_message::token.eq(token)))
        .set(outbox_message::state.eq(outbox_message::state))
        .returning(STANDING)
        .get_result(connection)
        .optional()
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

/// Marks a number as one that texts do not reach, unless it is one already.
pub fn mark_unusable(
    connection: &mut Database,
    contact_point_id: i64,
    since: NaiveDateTime,
) -> QueryResult<()> {
    let usable = contact_point::table
        .filter(contact_point::id.eq(contact_point_id))
        .filter(contact_point::unusable_since.is_null());
    diesel::update(usable).set(contact_point::unusable_since.eq(since)).execute(connection)?;
    Ok(())
}

/// Takes back what was marked at that moment.
pub fn mark_usable(
    connection: &mut Database,
    contact_point_id: i64,
    since: NaiveDateTime,
) -> QueryResult<()> {
    let marked = contact_point::table
        .filter(contact_point::id.eq(contact_point_id))
        .filter(contact_point::unusable_since.eq(since));
    diesel::update(marked)
        .set(contact_point::unusable_since.eq(None::<NaiveDateTime>))
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
