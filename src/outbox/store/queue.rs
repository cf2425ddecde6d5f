//! Messages on their way out: due, taken, and how each ended.
//!
//! What the worker does with every text is a fixed statement. States stand written out in them, so
//! that the two indexes over unfinished messages serve them, however many were sent before.

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Binary, HasSqlType, Nullable, Text, Timestamp};
use diesel::sqlite::Sqlite;

use super::body_place;
use crate::crypto::{Keys, Place};
use crate::outbox::{MessageState, Urgency};
use crate::storage::backup::Restored;
use crate::storage::schema::outbox_message;
use crate::storage::{Database, StoreError};
use crate::{fixed_statement, on_engine};

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
    /// The message it says once more.
    pub repeats: Option<i64>,
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

/// Whether any message could be taken.
pub fn is_due(connection: &mut Database, now: NaiveDateTime) -> QueryResult<bool> {
    let first = on_engine!(connection, |engine| FirstDue { now: &now }.get_result::<i64>(engine));
    Ok(first.optional()?.is_some())
}

struct FirstDue<'a> {
    now: &'a NaiveDateTime,
}

fixed_statement!(FirstDue, BigInt, |this, out| {
    push_due(&mut out, this.now)?;
    out.push_sql(" LIMIT 1");
});

/// Takes messages whose time has come, urgent ones first: they count as being sent from now on.
///
/// Of each contact point only the oldest whose time has come is taken, and none while another is
/// on its way, so that texts arrive in their order.
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

type TakenColumns =
    (BigInt, Text, BigInt, BigInt, Timestamp, Nullable<BigInt>, Binary, Text, Binary);
fixed_statement!(TakeDue, TakenColumns, |this, out| {
    out.push_sql("WITH due AS MATERIALIZED (");
    push_due(&mut out, this.now)?;
    // The cast: SQLite would plan anew for every bare number, to see how small it is.
    out.push_sql(" LIMIT CAST(");
    out.push_bind_param::<BigInt, _>(this.most)?;
    out.push_sql(" AS BIGINT)");
    PassOverLocked.walk_ast(out.reborrow())?;
    out.push_sql(
        ") UPDATE outbox_message SET state = 'sending', attempts = attempts + 1, sent_at = ",
    );
    out.push_bind_param::<Timestamp, _>(this.now)?;
    out.push_sql(
        " WHERE id IN (SELECT id FROM due) \
         RETURNING id, token, contact_point_id, attempts, not_after, repeats, \
         sealed_body, \
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

/// Messages whose time has come and that stand first of their contact point, urgent ones first.
///
/// What is on its way goes before all else to its contact point, then replies, then what asks many
/// people something; of either what was put back for another try, which was begun, and then the
/// older. What waits for its own time, as a question written at night waits for the morning, holds
/// up nothing. Who has to wait is left out here and not afterwards, or they would fill the places
/// of others.
fn push_due<'b, B>(out: &mut AstPass<'_, 'b, B>, now: &'b NaiveDateTime) -> QueryResult<()>
where
    B: Backend + HasSqlType<Timestamp>,
    NaiveDateTime: ToSql<Timestamp, B>,
{
    // An order without circles: no two wait for each other for ever.
    out.push_sql(
        "SELECT id FROM outbox_message AS message WHERE NOT EXISTS \
         (SELECT 1 FROM outbox_message AS ahead \
          WHERE ahead.contact_point_id = message.contact_point_id AND ahead.id <> message.id \
          AND (ahead.state = 'queued' OR ahead.state = 'sending') \
          AND (ahead.state = 'sending' \
               OR (ahead.urgency <= message.urgency AND (ahead.attempts > 0 OR ahead.not_before <= ",
    );
    out.push_bind_param::<Timestamp, _>(now)?;
    out.push_sql(
        ") AND (ahead.urgency < message.urgency \
               OR (ahead.attempts > 0 AND message.attempts = 0) \
               OR ((ahead.attempts > 0 OR message.attempts = 0) AND ahead.id < message.id)))\
         )) AND state = 'queued' AND not_before <= ",
    );
    out.push_bind_param::<Timestamp, _>(now)?;
    out.push_sql(" ORDER BY urgency, not_before, id");
    Ok(())
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

/// The message goes back to wait until `not_before`, unless it is known by now how it ended. One
/// that would come too late then ends, and holds up nothing behind it: true then.
pub fn requeue(connection: &mut Database, id: i64, not_before: NaiveDateTime) -> QueryResult<bool> {
    let requeue = Requeue { id, not_before: &not_before };
    let state: Option<String> =
        on_engine!(connection, |engine| requeue.get_result(engine).optional())?;
    Ok(state.as_deref() == Some(MessageState::Failed.name()))
}

struct Requeue<'a> {
    id: i64,
    not_before: &'a NaiveDateTime,
}

fixed_statement!(Requeue, Text, |this, out| {
    out.push_sql("UPDATE outbox_message SET state = CASE WHEN not_after <= ");
    out.push_bind_param::<Timestamp, _>(this.not_before)?;
    out.push_sql(" THEN 'failed' ELSE 'queued' END, not_before = ");
    out.push_bind_param::<Timestamp, _>(this.not_before)?;
    out.push_sql(" WHERE state = 'sending' AND id = ");
    out.push_bind_param::<BigInt, _>(&this.id)?;
    out.push_sql(" RETURNING state");
});

/// The message ends in that state, with the provider's code where there was one. What a callback
/// said meanwhile stands: false then.
pub fn mark_ended(
    connection: &mut Database,
    id: i64,
    state: MessageState,
    error_code: Option<i64>,
) -> QueryResult<bool> {
    let end = MarkEnded { id, state: state.name(), error_code };
    Ok(on_engine!(connection, |engine| end.execute(engine))? > 0)
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

/// How many of many texts wait for their turn: not those whose time has yet to come.
pub fn count_queued_bulk(connection: &mut Database, now: NaiveDateTime) -> QueryResult<i64> {
    on_engine!(connection, |engine| CountQueuedBulk { now: &now }.get_result(engine))
}

struct CountQueuedBulk<'a> {
    now: &'a NaiveDateTime,
}

fixed_statement!(CountQueuedBulk, BigInt, |this, out| {
    out.push_sql(
        "SELECT count(*) FROM outbox_message \
         WHERE state = 'queued' AND urgency > 0 AND not_before <= ",
    );
    out.push_bind_param::<Timestamp, _>(this.now)?;
});

/// Messages that were being handed over when the last run ended: nobody knows whether they were
/// accepted, so they are not sent again. Returns each with its contact point.
pub fn give_up_interrupted(
    connection: &mut Database,
    before: NaiveDateTime,
) -> QueryResult<Vec<(i64, i64)>> {
    on_engine!(connection, |engine| GiveUpInterrupted { before: &before }.load(engine))
}

/// What a backup holds as waiting may have gone out since it was made: none of it is sent again.
pub fn hold_back_unfinished(connection: &mut Database, _: &Restored) -> Result<(), StoreError> {
    let waiting = [MessageState::Queued.name(), MessageState::Sending.name()];
    diesel::update(outbox_message::table.filter(outbox_message::state.eq_any(waiting)))
        .set(outbox_message::state.eq(MessageState::Unknown.name()))
        .execute(connection)?;
    Ok(())
}

/// Replies of which nobody knows whether they were sent, each with its contact point.
pub fn list_unknown_replies(connection: &mut Database) -> QueryResult<Vec<(i64, i64)>> {
    outbox_message::table
        .filter(outbox_message::state.eq(MessageState::Unknown.name()))
        .filter(outbox_message::urgency.eq(Urgency::Reply.order()))
        .order(outbox_message::id)
        .select((outbox_message::id, outbox_message::contact_point_id))
        .load(connection)
}

struct GiveUpInterrupted<'a> {
    before: &'a NaiveDateTime,
}

fixed_statement!(GiveUpInterrupted, (BigInt, BigInt), |this, out| {
    out.push_sql(
        "UPDATE outbox_message SET state = 'unknown' WHERE state = 'sending' AND sent_at < ",
    );
    out.push_bind_param::<Timestamp, _>(this.before)?;
    out.push_sql(" RETURNING id, contact_point_id");
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

/// Texts that ask many people something and have not gone out yet are not sent any more, for what
/// that code says. Returns each: its row, its contact point and its token. What another node is
/// just taking is left to it.
pub fn cancel_queued_bulk(
    connection: &mut Database,
    code: i64,
) -> QueryResult<Vec<(i64, i64, String)>> {
    on_engine!(connection, |engine| CancelQueuedBulk { code: &code }.load(engine))
}

struct CancelQueuedBulk<'a> {
    code: &'a i64,
}

fixed_statement!(CancelQueuedBulk, (BigInt, BigInt, Text), |this, out| {
    out.push_sql("UPDATE outbox_message SET state = 'cancelled', error_code = ");
    out.push_bind_param::<BigInt, _>(this.code)?;
    out.push_sql(
        " WHERE id IN (SELECT id FROM outbox_message WHERE state = 'queued' AND urgency > 0",
    );
    PassOverLocked.walk_ast(out.reborrow())?;
    out.push_sql(") RETURNING id, contact_point_id, token");
});

#[cfg(test)]
mod tests {
    use diesel::query_builder::QueryId;
    use diesel::sql_types::Text;

    use super::*;
    use crate::storage::Store;

    #[derive(QueryableByName)]
    struct Step {
        #[diesel(sql_type = Text)]
        detail: String,
    }

    /// How SQLite goes about a statement.
    fn plan(store: &Store, statement: &(impl QueryFragment<Sqlite> + QueryId)) -> String {
        let text = diesel::debug_query::<Sqlite, _>(statement).to_string();
        let (text, _) = text.split_once(" -- binds").expect("diesel shows what is bound");
        let explain = diesel::sql_query(format!("EXPLAIN QUERY PLAN {text}"));
        let steps: Vec<Step> = store
            .read_now(|connection| Ok::<_, StoreError>(explain.load(connection)?))
            .expect("SQLite explains itself");
        steps.into_iter().map(|step| step.detail + "\n").collect()
    }

    #[test]
    fn sqlite_looks_at_no_message_that_is_finished() {
        let name = format!("hearth_plans_{}.db", std::process::id());
        let path = std::env::temp_dir().join(name);
        let store = Store::open(&format!("sqlite://{}", path.display())).expect("a new file opens");
        let now = NaiveDateTime::default();
        let taking = plan(&store, &TakeDue { now: &now, most: &16 });
        let counting = plan(&store, &CountQueuedBulk { now: &now });
        assert!(counting.contains("INDEX outbox_message_due"), "{counting}");
        let taking_back = plan(&store, &CancelQueuedBulk { code: &1 });
        assert!(taking_back.contains("INDEX outbox_message_due"), "{taking_back}");
        let asking = plan(&store, &FirstDue { now: &now });
        for plan in [taking, asking] {
            assert!(plan.contains("SCAN message USING INDEX outbox_message_due"), "{plan}");
            assert!(plan.contains("ahead USING INDEX outbox_message_unfinished"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "it is read in its order: {plan}");
        }
        let interrupted = plan(&store, &GiveUpInterrupted { before: &now });
        assert!(interrupted.contains("USING INDEX outbox_message_unfinished"), "{interrupted}");
        let of_contact = plan(&store, &CancelQueued { contact_point_id: &1 });
        let index = "USING INDEX outbox_message_unfinished (contact_point_id=?)";
        assert!(of_contact.contains(index), "{of_contact}");
        drop(store);
        for end in ["db", "db-wal", "db-shm"] {
            drop(std::fs::remove_file(path.with_extension(end)));
        }
    }
}
