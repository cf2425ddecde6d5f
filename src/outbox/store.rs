//! Messages to send, in the database.

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Binary, Bool, HasSqlType, Nullable, Text, Timestamp};
use diesel::sqlite::Sqlite;

use super::{MessageState, Urgency};
use crate::crypto::{Keys, Place, time_ordered_token};
use crate::storage::schema::{contact_point, outbox_message};
use crate::storage::{Database, StoreError};
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

/// A message the worker has taken; its fields stand as [`take_due`] returns them.
#[derive(Queryable)]
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
    on_engine!(connection, |engine| IsDue { now: &now }.get_result(engine))
}

struct IsDue<'a> {
    now: &'a NaiveDateTime,
}

fixed_statement!(IsDue, Bool, |this, out| {
    out.push_sql("SELECT EXISTS (");
    push_due(&mut out, this.now)?;
    out.push_sql(")");
});

/// Takes messages whose time has come, urgent ones first: they count as being sent from now on.
///
/// Of each contact point only the oldest is taken, and none while another is on its way, so that
/// texts arrive in their order.
pub fn take_due(
    connection: &mut Database,
    now: NaiveDateTime,
    most: i64,
) -> QueryResult<Vec<Taken>> {
    on_engine!(connection, |engine| TakeDue { now: &now, most: &most }.load(engine))
}

struct TakeDue<'a> {
    now: &'a NaiveDateTime,
    most: &'a i64,
}

type TakenColumns = (BigInt, Text, BigInt, BigInt, Timestamp, Binary, Text, Binary);
fixed_statement!(TakeDue, TakenColumns, |this, out| {
    out.push_sql("WITH due AS MATERIALIZED (");
    push_due(&mut out, this.now)?;
    // The cast: SQLite would plan anew for every bare number, to see how small it is.
    out.push_sql(" ORDER BY urgency, not_before, id LIMIT CAST(");
    out.push_bind_param::<BigInt, _>(this.most)?;
    out.push_sql(" AS BIGINT)");
    PassOverLocked.walk_ast(out.reborrow())?;
    out.push_sql(
        ") UPDATE outbox_message SET state = 'sending', attempts = attempts + 1, sent_at = ",
    );
    out.push_bind_param::<Timestamp, _>(this.now)?;
    out.push_sql(
        " WHERE id IN (SELECT id FROM due) \
         RETURNING id, token, contact_point_id, attempts, not_after, sealed_body, \
         (SELECT contact_point.token FROM contact_point \
          WHERE contact_point.id = outbox_message.contact_point_id), \
         (SELECT contact_point.sealed_value FROM contact_point \
          WHERE contact_point.id = outbox_message.contact_point_id)",
    );
});

/// What another node is just taking is passed over, not waited for. SQLite has one writer.
struct PassOverLocked;

impl QueryFragment<Pg> for PassOverLocked {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(" FOR UPDATE SKIP LOCKED");
        Ok(())
    }
}

impl QueryFragment<Sqlite> for PassOverLocked {
    fn walk_ast<'b>(&'b self, _: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        Ok(())
    }
}

/// Messages whose time has come and that stand first of their contact point.
///
/// A contact's earlier message may be waiting for another try, or on its way. Such a contact's
/// later ones are left out here and not afterwards, or they would fill the places of others.
/// The states are written out, for the indexes over unfinished messages to serve.
fn push_due<'b, B>(out: &mut AstPass<'_, 'b, B>, now: &'b NaiveDateTime) -> QueryResult<()>
where
    B: Backend + HasSqlType<Timestamp>,
    NaiveDateTime: ToSql<Timestamp, B>,
{
    out.push_sql(
        "SELECT id FROM outbox_message AS message WHERE NOT EXISTS \
         (SELECT 1 FROM outbox_message AS ahead \
          WHERE ahead.contact_point_id = message.contact_point_id AND ahead.id < message.id \
          AND (ahead.state = 'queued' OR ahead.state = 'sending')) \
         AND state = 'queued' AND not_before <= ",
    );
    out.push_bind_param::<Timestamp, _>(now)
}

/// The provider took the message.
pub fn mark_sent(connection: &mut Database, id: i64, sid: &str) -> QueryResult<()> {
    on_engine!(connection, |engine| MarkSent { id, sid }.execute(engine))?;
    Ok(())
}

struct MarkSent<'a> {
    id: i64,
    sid: &'a str,
}

fixed_statement!(MarkSent, (), |this, out| {
    out.push_sql("UPDATE outbox_message SET state = 'sent', provider_sid = ");
    out.push_bind_param::<Text, _>(this.sid)?;
    out.push_sql(" WHERE id = ");
    out.push_bind_param::<BigInt, _>(&this.id)?;
});

/// The message goes back to wait until `not_before`, unless it is known by now how it ended.
pub fn requeue(connection: &mut Database, id: i64, not_before: NaiveDateTime) -> QueryResult<()> {
    on_engine!(connection, |engine| Requeue { id, not_before: &not_before }.execute(engine))?;
    Ok(())
}

struct Requeue<'a> {
    id: i64,
    not_before: &'a NaiveDateTime,
}

fixed_statement!(Requeue, (), |this, out| {
    out.push_sql("UPDATE outbox_message SET state = 'queued', not_before = ");
    out.push_bind_param::<Timestamp, _>(this.not_before)?;
    out.push_sql(" WHERE state = 'sending' AND id = ");
    out.push_bind_param::<BigInt, _>(&this.id)?;
});

/// The message ends in that state, with the provider's code where there was one. What a callback
/// said meanwhile stands.
pub fn mark_ended(
    connection: &mut Database,
    id: i64,
    state: MessageState,
    error_code: Option<i64>,
) -> QueryResult<()> {
    let end = MarkEnded { id, state: state.name(), error_code };
    on_engine!(connection, |engine| end.execute(engine))?;
    Ok(())
}

struct MarkEnded<'a> {
    id: i64,
    state: &'a str,
    error_code: Option<i64>,
}

fixed_statement!(MarkEnded, (), |this, out| {
    out.push_sql("UPDATE outbox_message SET state = ");
    out.push_bind_param::<Text, _>(this.state)?;
    out.push_sql(", error_code = ");
    out.push_bind_param::<Nullable<BigInt>, _>(&this.error_code)?;
    out.push_sql(" WHERE state = 'sending' AND id = ");
    out.push_bind_param::<BigInt, _>(&this.id)?;
});

/// Messages that were being handed over when the last run ended: nobody knows whether they were
/// accepted, so they are not sent again. Returns how many.
pub fn give_up_interrupted(connection: &mut Database, before: NaiveDateTime) -> QueryResult<usize> {
    on_engine!(connection, |engine| GiveUpInterrupted { before: &before }.execute(engine))
}

struct GiveUpInterrupted<'a> {
    before: &'a NaiveDateTime,
}

fixed_statement!(GiveUpInterrupted, (), |this, out| {
    out.push_sql(
        "UPDATE outbox_message SET state = 'unknown' WHERE state = 'sending' AND sent_at < ",
    );
    out.push_bind_param::<Timestamp, _>(this.before)?;
});

/// Messages to a contact point that have not gone out yet are not sent any more. One that is just
/// being handed over is not tried again, should the provider have no time for it.
pub fn cancel_queued(connection: &mut Database, contact_point_id: i64) -> QueryResult<()> {
    let cancel = CancelQueued { contact_point_id: &contact_point_id };
    on_engine!(connection, |engine| cancel.execute(engine))?;
    Ok(())
}

struct CancelQueued<'a> {
    contact_point_id: &'a i64,
}

fixed_statement!(CancelQueued, (), |this, out| {
    out.push_sql(
        "UPDATE outbox_message SET \
         state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END, \
         not_after = CASE state WHEN 'sending' THEN not_before ELSE not_after END \
         WHERE (state = 'queued' OR state = 'sending') AND contact_point_id = ",
    );
    out.push_bind_param::<BigInt, _>(this.contact_point_id)?;
});

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
