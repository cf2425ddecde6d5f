//! Texts as they were written and what became of each, for a person who looks.

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::dsl::max;
use diesel::prelude::*;

use super::body_place;
use crate::crypto::Keys;
use crate::outbox::sms::DeliveryStatus;
use crate::outbox::{MessageState, Urgency};
use crate::storage::schema::outbox_message;
use crate::storage::{Database, StoreError};

/// A text that was written to somebody. Personal.
pub struct Written {
    /// Row.
    pub id: i64,
    /// What it says.
    pub body: String,
    /// Where it stands.
    pub became: Became,
    /// Parts it was sent in.
    pub segments: i64,
    /// When it was written, in UTC.
    pub at: NaiveDateTime,
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// Name of a [`MessageState`](crate::outbox::MessageState).
    pub state: String,
    /// What the provider said last.
    pub delivery_status: Option<String>,
    /// The provider's error code.
    pub error_code: Option<i64>,
}

/// How many of the latest texts to anybody are looked through for those to one number. An index by
/// number would cost every text that is sent, for the few that somebody looks at.
pub const LOOKED_THROUGH: i64 = 40_000;

/// The columns of a text as it was written.
type Columns = (i64, String, Vec<u8>, String, Option<String>, Option<i64>, i64, NaiveDateTime);

const COLUMNS: (
    outbox_message::id,
    outbox_message::token,
    outbox_message::sealed_body,
    outbox_message::state,
    outbox_message::delivery_status,
    outbox_message::error_code,
    outbox_message::segments,
    outbox_message::created_at,
) = (
    outbox_message::id,
    outbox_message::token,
    outbox_message::sealed_body,
    outbox_message::state,
    outbox_message::delivery_status,
    outbox_message::error_code,
    outbox_message::segments,
    outbox_message::created_at,
);

/// The row after which that many texts are looked through.
fn looked_after(connection: &mut Database, most: i64) -> QueryResult<i64> {
    let last: Option<i64> =
        outbox_message::table.select(max(outbox_message::id)).get_result(connection)?;
    Ok(last.unwrap_or_default() - most)
}

/// Texts that came within this time of each other are looked for together.
const NEAR: TimeDelta = TimeDelta::minutes(10);
/// By how much texts may have been written in another order than their rows stand.
const OUT_OF_ORDER: TimeDelta = TimeDelta::seconds(30);

/// The last texts written to a contact point, opened, the latest first.
pub fn list_written(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    most: i64,
) -> Result<Vec<Written>, StoreError> {
    let after = looked_after(connection, LOOKED_THROUGH)?;
    let rows: Vec<Columns> = outbox_message::table
        .filter(outbox_message::id.gt(after))
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .order(outbox_message::id.desc())
        .limit(most)
        .select(COLUMNS)
        .load(connection)?;
    rows.into_iter().map(|row| opened(keys, row)).collect()
}

/// Which texts to a contact point are looked for.
pub struct Sought<'a> {
    /// Written from then on, in UTC; from the first if it says nothing.
    pub from: Option<NaiveDateTime>,
    /// Written before then, in UTC; to the last if it says nothing.
    pub before: Option<NaiveDateTime>,
    /// When texts came that were answered, in UTC.
    pub answered_at: &'a [NaiveDateTime],
    /// Rows known to go there.
    pub known: &'a [i64],
}

impl Sought<'_> {
    fn holds(&self, at: NaiveDateTime) -> bool {
        self.from.is_none_or(|from| from <= at) && self.before.is_none_or(|before| at < before)
    }
}

/// The texts that are sought, opened, in no order; and since when all of them are there, if that is
/// not always: before that, what is known and what answered a text.
pub fn list_sought(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    sought: &Sought<'_>,
) -> Result<(Vec<Written>, Option<NaiveDateTime>), StoreError> {
    let after = looked_after(connection, LOOKED_THROUGH)?;
    let mut rows = list_to(connection, contact_point_id, (after + 1, i64::MAX))?;
    let mut since = None;
    if find_at(connection, i64::MIN)?.is_some_and(|(first, _)| first <= after) {
        since = find_at(connection, after + 1)?.map(|(_, at)| at);
        for span in spans(sought.answered_at, since) {
            let ids = find_ids(connection, span, after)?;
            rows.extend(list_to(connection, contact_point_id, ids)?);
        }
        let older = outbox_message::id.eq_any(sought.known).and(outbox_message::id.le(after));
        let query = outbox_message::table.filter(older).select(COLUMNS);
        rows.extend(query.load::<Columns>(connection)?);
    }
    rows.retain(|row| sought.holds(row.7));
    rows.sort_by_key(|row| row.0);
    rows.dedup_by_key(|row| row.0);
    let written: Result<_, StoreError> = rows.into_iter().map(|row| opened(keys, row)).collect();
    Ok((written?, since))
}

fn list_to(
    connection: &mut Database,
    contact_point_id: i64,
    (first, end): (i64, i64),
) -> QueryResult<Vec<Columns>> {
    outbox_message::table
        .filter(outbox_message::id.ge(first).and(outbox_message::id.lt(end)))
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .select(COLUMNS)
        .load(connection)
}

/// The first text from that row on: its row, and when it was written.
fn find_at(connection: &mut Database, id: i64) -> QueryResult<Option<(i64, NaiveDateTime)>> {
    outbox_message::table
        .filter(outbox_message::id.ge(id))
        .order(outbox_message::id)
        .select((outbox_message::id, outbox_message::created_at))
        .first(connection)
        .optional()
}

/// Times of answers before that one, those near to each other taken together.
fn spans(
    answered_at: &[NaiveDateTime],
    before: Option<NaiveDateTime>,
) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut times: Vec<NaiveDateTime> = answered_at
        .iter()
        .copied()
        .filter(|at| before.is_some_and(|before| *at < before))
        .collect();
    times.sort_unstable();
    let mut spans: Vec<(NaiveDateTime, NaiveDateTime)> = Vec::new();
    for at in times {
        match spans.last_mut() {
            Some((_, end)) if at - *end <= NEAR => *end = at,
            _ => spans.push((at, at)),
        }
    }
    spans.into_iter().map(|(from, until)| (from - OUT_OF_ORDER, until + OUT_OF_ORDER)).collect()
}

/// The rows of texts written in that time, as far as they are looked through: rows stand in the
/// order of writing, but for a few seconds.
fn find_ids(
    connection: &mut Database,
    (from, until): (NaiveDateTime, NaiveDateTime),
    last: i64,
) -> QueryResult<(i64, i64)> {
    let first = find_first_since(connection, from, last)?;
    let end = find_first_since(connection, until, last)?;
    Ok((first, end.min(first + LOOKED_THROUGH)))
}

/// The first row up to that one that was written at that time or later.
fn find_first_since(connection: &mut Database, time: NaiveDateTime, last: i64) -> QueryResult<i64> {
    let (mut low, mut high) = (0, last + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        match find_at(connection, middle)? {
            Some((id, at)) if at < time => low = id + 1,
            _ => high = middle,
        }
    }
    Ok(low)
}

fn opened(keys: &Keys, row: Columns) -> Result<Written, StoreError> {
    let (id, token, sealed, state, delivery_status, error_code, segments, at) = row;
    // Words that were erased are gone.
    let body =
        if sealed.is_empty() { Ok(String::new()) } else { keys.open(body_place(&token), &sealed) };
    let body = body.map_err(|_| StoreError::inconsistent("outbox_message", &id))?;
    let became = Became { state, delivery_status, error_code };
    Ok(Written { id, body, became, segments, at })
}

/// What became of these texts, by row.
pub fn list_became(connection: &mut Database, ids: &[i64]) -> QueryResult<Vec<(i64, Became)>> {
    type Row = (i64, String, Option<String>, Option<i64>);
    let rows: Vec<Row> = outbox_message::table
        .filter(outbox_message::id.eq_any(ids))
        .select((
            outbox_message::id,
            outbox_message::state,
            outbox_message::delivery_status,
            outbox_message::error_code,
        ))
        .load(connection)?;
    let became = |(id, state, delivery_status, error_code)| {
        (id, Became { state, delivery_status, error_code })
    };
    Ok(rows.into_iter().map(became).collect())
}

/// When each of these texts was sent, by token: of those that were, and did not get lost.
pub fn list_sent_at(
    connection: &mut Database,
    tokens: &[&str],
) -> QueryResult<HashMap<String, NaiveDateTime>> {
    type Row = (String, NaiveDateTime, Option<String>);
    let rows: Vec<Row> = outbox_message::table
        .filter(outbox_message::token.eq_any(tokens))
        .filter(outbox_message::state.eq(MessageState::Sent.name()))
        .filter(outbox_message::sent_at.is_not_null())
        .select((
            outbox_message::token,
            outbox_message::sent_at.assume_not_null(),
            outbox_message::delivery_status,
        ))
        .load(connection)?;
    let is_lost = |status: &Option<String>| {
        status.as_deref().and_then(DeliveryStatus::find).is_some_and(DeliveryStatus::is_lost)
    };
    let arrived = rows.into_iter().filter(|(_, _, status)| !is_lost(status));
    Ok(arrived.map(|(token, sent_at, _)| (token, sent_at)).collect())
}

/// A text as somebody may send it once more. Personal.
pub struct LastWords {
    /// The message's token.
    pub token: String,
    /// What it says.
    pub body: String,
    /// Whether it was a reply.
    pub urgency: Urgency,
    /// When it was written, in UTC.
    pub at: NaiveDateTime,
    /// Whether all texts after it were looked through.
    pub is_recent: bool,
}

/// A text as it was written, opened, if no later one was written to the same contact point, as far
/// as the latest texts to anybody tell, of which that many are looked through.
pub fn find_last_words(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    id: i64,
    looked_through: i64,
) -> Result<Option<LastWords>, StoreError> {
    let (token, sealed, urgency, at): (String, Vec<u8>, i64, NaiveDateTime) = outbox_message::table
        .find(id)
        .select((
            outbox_message::token,
            outbox_message::sealed_body,
            outbox_message::urgency,
            outbox_message::created_at,
        ))
        .get_result(connection)?;
    let after = looked_after(connection, looked_through)?;
    let later: Option<i64> = outbox_message::table
        .filter(outbox_message::id.gt(id.max(after)))
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .filter(outbox_message::state.ne(MessageState::Cancelled.name()))
        .select(max(outbox_message::id))
        .get_result(connection)?;
    if later.is_some() {
        return Ok(None);
    }
    let is_reply = urgency == Urgency::Reply.order();
    let urgency = if is_reply { Urgency::Reply } else { Urgency::Bulk };
    let fault = |_| StoreError::inconsistent("outbox_message", &id);
    let body = keys.open(body_place(&token), &sealed).map_err(fault)?;
    Ok(Some(LastWords { token, body, urgency, at, is_recent: id >= after }))
}
