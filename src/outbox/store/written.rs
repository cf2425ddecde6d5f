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

/// The last texts written to a contact point, opened, the latest first.
pub fn list_written(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    most: i64,
) -> Result<Vec<Written>, StoreError> {
    type Row = (i64, String, Vec<u8>, String, Option<String>, Option<i64>, NaiveDateTime);
    let last: Option<i64> =
        outbox_message::table.select(max(outbox_message::id)).get_result(connection)?;
    let rows: Vec<Row> = outbox_message::table
        .filter(outbox_message::id.gt(last.unwrap_or_default() - LOOKED_THROUGH))
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .order(outbox_message::id.desc())
        .limit(most)
        .select((
            outbox_message::id,
            outbox_message::token,
            outbox_message::sealed_body,
            outbox_message::state,
            outbox_message::delivery_status,
            outbox_message::error_code,
            outbox_message::created_at,
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(id, token, sealed, state, delivery_status, error_code, at)| {
            let body = keys
                .open(body_place(&token), &sealed)
                .map_err(|_| StoreError::inconsistent("outbox_message", &id))?;
            Ok(Written { id, body, became: Became { state, delivery_status, error_code }, at })
        })
        .collect()
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
