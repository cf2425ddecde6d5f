//! Texts as they were written and what became of each, for a person who looks.

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;

use super::body_place;
use crate::crypto::Keys;
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
const LOOKED_THROUGH: i64 = 40_000;

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

/// The row after which texts are looked through.
fn looked_after(connection: &mut Database) -> QueryResult<i64> {
    let last: Option<i64> =
        outbox_message::table.select(max(outbox_message::id)).get_result(connection)?;
    Ok(last.unwrap_or_default() - LOOKED_THROUGH)
}

/// The last texts written to a contact point, opened, the latest first.
pub fn list_written(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    most: i64,
) -> Result<Vec<Written>, StoreError> {
    let after = looked_after(connection)?;
    let rows: Vec<Columns> = outbox_message::table
        .filter(outbox_message::id.gt(after))
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .order(outbox_message::id.desc())
        .limit(most)
        .select(COLUMNS)
        .load(connection)?;
    rows.into_iter().map(|row| opened(keys, row)).collect()
}

/// From when, and before when, texts were written, in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// From then on; from the first if it says nothing.
    pub from: Option<NaiveDateTime>,
    /// Before then; to the last if it says nothing.
    pub before: Option<NaiveDateTime>,
}

impl Span {
    fn holds(self, at: NaiveDateTime) -> bool {
        self.from.is_none_or(|from| from <= at) && self.before.is_none_or(|before| at < before)
    }
}

/// The texts written to a contact point within a span, and those among `known`, opened, in no
/// order; and since when they are all there, if that is not always.
pub fn list_written_within(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    span: Span,
    known: &[i64],
) -> Result<(Vec<Written>, Option<NaiveDateTime>), StoreError> {
    let after = looked_after(connection)?;
    // Two queries, each over the rows' ids: one for both would read every message there is.
    let mut rows: Vec<Columns> = outbox_message::table
        .filter(outbox_message::id.gt(after))
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .select(COLUMNS)
        .load(connection)?;
    let older: Vec<i64> = known.iter().copied().filter(|id| *id <= after).collect();
    let known = outbox_message::table.filter(outbox_message::id.eq_any(older)).select(COLUMNS);
    rows.extend(known.load::<Columns>(connection)?);
    rows.retain(|row| span.holds(row.7));
    let written: Result<_, StoreError> = rows.into_iter().map(|row| opened(keys, row)).collect();
    let is_older = outbox_message::table.filter(outbox_message::id.le(after));
    let oldest: Option<i64> = is_older.select(outbox_message::id).first(connection).optional()?;
    let since = match oldest {
        Some(_) => outbox_message::table
            .filter(outbox_message::id.gt(after))
            .order(outbox_message::id)
            .select(outbox_message::created_at)
            .first(connection)
            .optional()?,
        None => None,
    };
    Ok((written?, since))
}

fn opened(keys: &Keys, row: Columns) -> Result<Written, StoreError> {
    let (id, token, sealed, state, delivery_status, error_code, segments, at) = row;
    let body = keys
        .open(body_place(&token), &sealed)
        .map_err(|_| StoreError::inconsistent("outbox_message", &id))?;
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

/// A text as somebody may send it once more. Personal.
pub struct LastWords {
    /// The message's token.
    pub token: String,
    /// What it says.
    pub body: String,
    /// Whether it was a reply.
    pub urgency: Urgency,
}

/// A text as it was written, opened, if no later one was written to the same contact point.
pub fn find_last_words(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    id: i64,
) -> Result<Option<LastWords>, StoreError> {
    let (token, sealed, urgency): (String, Vec<u8>, i64) = outbox_message::table
        .find(id)
        .select((outbox_message::token, outbox_message::sealed_body, outbox_message::urgency))
        .get_result(connection)?;
    let later: Option<i64> = outbox_message::table
        .filter(outbox_message::id.gt(id))
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
    Ok(Some(LastWords { token, body, urgency }))
}
