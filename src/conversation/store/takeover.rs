//! Who has which conversation in hand, and what they wrote, in the database.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::conversation::in_hand::Takeover;
use crate::on_engine;
use crate::storage::Database;
use crate::storage::schema::{hand_text, takeover};

type Columns = (i64, Option<i64>, NaiveDateTime, NaiveDateTime, i64, i64);

fn opened(row: Columns) -> Takeover {
    let (conversation_id, account_id, since, active_at, latest_inbound_id, read_inbound_id) = row;
    Takeover { conversation_id, account_id, since, active_at, latest_inbound_id, read_inbound_id }
}

/// How a conversation was last taken in hand, if it ever was.
pub fn find(connection: &mut Database, conversation_id: i64) -> QueryResult<Option<Takeover>> {
    let row: Option<Columns> =
        takeover::table.find(conversation_id).first(connection).optional()?;
    Ok(row.map(opened))
}

/// The same of several conversations, by conversation.
pub fn list(connection: &mut Database, ids: &[i64]) -> QueryResult<HashMap<i64, Takeover>> {
    let rows: Vec<Columns> =
        takeover::table.filter(takeover::conversation_id.eq_any(ids)).load(connection)?;
    Ok(rows.into_iter().map(|row| (row.0, opened(row))).collect())
}

/// Conversations with a text to whoever had them that nobody has read, the longest waiting first.
pub fn list_unread(connection: &mut Database, most: i64) -> QueryResult<Vec<Takeover>> {
    let rows: Vec<Columns> = takeover::table
        .filter(takeover::latest_inbound_id.gt(takeover::read_inbound_id))
        .order(takeover::latest_inbound_id)
        .limit(most)
        .load(connection)?;
    Ok(rows.into_iter().map(opened).collect())
}

/// Conversations that were not given back and in which somebody wrote since then, the latest first.
pub fn list_held(
    connection: &mut Database,
    since: NaiveDateTime,
    most: i64,
) -> QueryResult<Vec<Takeover>> {
    let rows: Vec<Columns> = takeover::table
        .filter(takeover::account_id.is_not_null().and(takeover::active_at.gt(since)))
        .order((takeover::active_at.desc(), takeover::conversation_id))
        .limit(most)
        .load(connection)?;
    Ok(rows.into_iter().map(opened).collect())
}

/// Somebody has the conversation in hand from now on.
pub fn upsert(
    connection: &mut Database,
    conversation_id: i64,
    account_id: i64,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let held = (
        takeover::account_id.eq(Some(account_id)),
        takeover::since.eq(now),
        takeover::active_at.eq(now),
    );
    let row = (
        takeover::conversation_id.eq(conversation_id),
        takeover::latest_inbound_id.eq(0),
        takeover::read_inbound_id.eq(0),
        held,
    );
    on_engine!(connection, |engine| diesel::insert_into(takeover::table)
        .values(row)
        .on_conflict(takeover::conversation_id)
        .do_update()
        .set(held)
        .execute(engine))?;
    Ok(())
}

/// Nobody has it in hand any more.
pub fn release(connection: &mut Database, conversation_id: i64) -> QueryResult<()> {
    diesel::update(takeover::table.find(conversation_id))
        .set(takeover::account_id.eq(None::<i64>))
        .execute(connection)?;
    Ok(())
}

/// A text came to whoever has it in hand.
pub fn note_text(
    connection: &mut Database,
    conversation_id: i64,
    inbound_id: i64,
    at: NaiveDateTime,
) -> QueryResult<()> {
    diesel::update(takeover::table.find(conversation_id))
        .set((takeover::latest_inbound_id.eq(inbound_id), takeover::active_at.eq(at)))
        .execute(connection)?;
    Ok(())
}

/// Every text up to that one was read.
pub fn note_read(
    connection: &mut Database,
    conversation_id: i64,
    inbound_id: i64,
) -> QueryResult<()> {
    let unread = takeover::table
        .filter(takeover::conversation_id.eq(conversation_id))
        .filter(takeover::read_inbound_id.lt(inbound_id));
    diesel::update(unread).set(takeover::read_inbound_id.eq(inbound_id)).execute(connection)?;
    Ok(())
}

/// Whether the text of that form was written before.
pub fn is_written(connection: &mut Database, form_token: &str) -> QueryResult<bool> {
    let found: i64 = hand_text::table
        .filter(hand_text::form_token.eq(form_token))
        .count()
        .get_result(connection)?;
    Ok(found > 0)
}

/// A text written by hand.
pub struct HandText<'a> {
    /// Token of the form it came with.
    pub form_token: &'a str,
    /// The conversation.
    pub conversation_id: i64,
    /// The text in the outbox.
    pub outbox_id: i64,
    /// Who wrote it.
    pub account_id: i64,
}

/// Keeps who wrote a text by hand; either side wrote now.
pub fn insert_written(
    connection: &mut Database,
    text: &HandText<'_>,
    now: NaiveDateTime,
) -> QueryResult<()> {
    diesel::insert_into(hand_text::table)
        .values((
            hand_text::form_token.eq(text.form_token),
            hand_text::conversation_id.eq(text.conversation_id),
            hand_text::outbox_id.eq(text.outbox_id),
            hand_text::account_id.eq(text.account_id),
        ))
        .execute(connection)?;
    diesel::update(takeover::table.find(text.conversation_id))
        .set(takeover::active_at.eq(now))
        .execute(connection)?;
    Ok(())
}

/// The texts of a conversation that were written by hand: which in the outbox, and by whom.
pub fn list_written(
    connection: &mut Database,
    conversation_id: i64,
) -> QueryResult<HashMap<i64, i64>> {
    let rows: Vec<(i64, i64)> = hand_text::table
        .filter(hand_text::conversation_id.eq(conversation_id))
        .select((hand_text::outbox_id, hand_text::account_id))
        .load(connection)?;
    Ok(rows.into_iter().collect())
}
