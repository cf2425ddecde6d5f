//! Which conversations moved last, and the texts of one, for a person who looks.
//!
//! Both are read by the rows of texts that came in: a conversation has no index by when it moved,
//! which every text would pay for.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;

use super::forgetting::ERASED;
use super::opened;
use crate::conversation::State;
use crate::crypto::Keys;
use crate::storage::schema::{conversation, inbound_message};
use crate::storage::{Database, StoreError};

/// How many texts are read at once to find the conversations they are of.
const READ_AT_ONCE: i64 = 1000;
/// How often that is done for one page: a phone that texts without end hides nobody for long.
const READ_TIMES: usize = 10;

/// A conversation by its latest text.
#[derive(Clone, Copy, Debug)]
pub struct Moved {
    /// Row.
    pub conversation_id: i64,
    /// The latest text that came.
    pub inbound_id: i64,
    /// When it came, in UTC.
    pub at: NaiveDateTime,
}

/// Conversations whose latest text is older than that one, the latest first; and the text before
/// which there may be more.
pub fn list_moved(
    connection: &mut Database,
    before: Option<i64>,
    most: usize,
) -> QueryResult<(Vec<Moved>, Option<i64>)> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut end = before.unwrap_or(i64::MAX);
    for _ in 0..READ_TIMES {
        let rows: Vec<(i64, i64, NaiveDateTime)> = inbound_message::table
            .filter(inbound_message::id.lt(end))
            .filter(inbound_message::reading.ne(ERASED))
            .order(inbound_message::id.desc())
            .limit(READ_AT_ONCE)
            .select((
                inbound_message::conversation_id,
                inbound_message::id,
                inbound_message::received_at,
            ))
            .load(connection)?;
        let Some(last) = rows.last() else { return Ok((found, None)) };
        end = last.1;
        let fresh: Vec<Moved> = rows
            .into_iter()
            .filter(|row| seen.insert(row.0))
            .map(|(conversation_id, inbound_id, at)| Moved { conversation_id, inbound_id, at })
            .collect();
        // Who wrote again since stands on a page before.
        let latest = match before {
            Some(_) => latest_of(connection, &fresh)?,
            None => HashMap::new(),
        };
        let is_latest = |one: &Moved| {
            latest.get(&one.conversation_id).is_none_or(|latest| *latest == one.inbound_id)
        };
        found.extend(fresh.into_iter().filter(is_latest));
        if found.len() > most {
            found.truncate(most);
            return Ok((found.clone(), found.last().map(|one| one.inbound_id)));
        }
    }
    Ok((found, Some(end)))
}

fn latest_of(connection: &mut Database, among: &[Moved]) -> QueryResult<HashMap<i64, i64>> {
    let ids: Vec<i64> = among.iter().map(|one| one.conversation_id).collect();
    let rows: Vec<(i64, Option<i64>)> = inbound_message::table
        .filter(inbound_message::conversation_id.eq_any(ids))
        .group_by(inbound_message::conversation_id)
        .select((inbound_message::conversation_id, max(inbound_message::id)))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(id, latest)| Some((id, latest?))).collect())
}

/// A conversation as it stands, held by nobody.
pub struct Row {
    /// Row.
    pub id: i64,
    /// Whose it is.
    pub participant_id: i64,
    /// Where it is held.
    pub contact_point_id: i64,
    /// The survey under way or last gone through.
    pub version_id: Option<i64>,
    /// The response being given.
    pub response_id: Option<i64>,
    /// Where it stands.
    pub state: State,
    /// When it last moved, in UTC.
    pub updated_at: NaiveDateTime,
}

/// These conversations, in no order.
pub fn list_rows(connection: &mut Database, ids: &[i64]) -> Result<Vec<Row>, StoreError> {
    type Columns = (i64, i64, i64, Option<i64>, Option<i64>, String, NaiveDateTime);
    let rows: Vec<Columns> = conversation::table
        .filter(conversation::id.eq_any(ids))
        .select((
            conversation::id,
            conversation::participant_id,
            conversation::contact_point_id,
            conversation::survey_version_id,
            conversation::response_id,
            conversation::state,
            conversation::updated_at,
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(id, participant_id, contact_point_id, version_id, response_id, json, updated_at)| {
            let state = serde_json::from_str(&json)
                .map_err(|_| StoreError::inconsistent("conversation", &id))?;
            Ok(Row {
                id,
                participant_id,
                contact_point_id,
                version_id,
                response_id,
                state,
                updated_at,
            })
        })
        .collect()
}

/// The conversation that is held at a contact point.
pub fn find_of_contact(
    connection: &mut Database,
    contact_point_id: i64,
) -> QueryResult<Option<i64>> {
    conversation::table
        .filter(conversation::contact_point_id.eq(contact_point_id))
        .select(conversation::id)
        .first(connection)
        .optional()
}

/// When the conversation at a contact point last moved, in UTC.
pub fn find_last_moved(
    connection: &mut Database,
    contact_point_id: i64,
) -> QueryResult<Option<NaiveDateTime>> {
    conversation::table
        .filter(conversation::contact_point_id.eq(contact_point_id))
        .select(conversation::updated_at)
        .first(connection)
        .optional()
}

/// A text that came in. Personal.
pub struct Heard {
    /// Row.
    pub id: i64,
    /// What it says.
    pub body: String,
    /// What was made of it.
    pub reading: String,
    /// When it came, in UTC.
    pub at: NaiveDateTime,
}

/// The texts of a conversation before that one, opened, the latest first.
pub fn list_heard(
    connection: &mut Database,
    keys: &Keys,
    conversation_id: i64,
    before: Option<i64>,
    most: i64,
) -> Result<Vec<Heard>, StoreError> {
    type Columns = (i64, String, Vec<u8>, String, NaiveDateTime);
    let rows: Vec<Columns> = inbound_message::table
        .filter(inbound_message::conversation_id.eq(conversation_id))
        .filter(inbound_message::id.lt(before.unwrap_or(i64::MAX)))
        .filter(inbound_message::reading.ne(ERASED))
        .order(inbound_message::id.desc())
        .limit(most)
        .select((
            inbound_message::id,
            inbound_message::sid,
            inbound_message::sealed_body,
            inbound_message::reading,
            inbound_message::received_at,
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(id, sid, sealed, reading, at)| {
            Ok(Heard { body: opened(keys, id, &sid, &sealed)?, id, reading, at })
        })
        .collect()
}

/// When the last text of a conversation came, in UTC.
pub fn find_last_heard_at(
    connection: &mut Database,
    conversation_id: i64,
) -> QueryResult<Option<NaiveDateTime>> {
    inbound_message::table
        .filter(inbound_message::conversation_id.eq(conversation_id))
        .select(max(inbound_message::received_at))
        .get_result(connection)
}

/// The last text of a conversation since then that was read so.
pub fn find_read_as(
    connection: &mut Database,
    conversation_id: i64,
    reading: &str,
    since: NaiveDateTime,
) -> QueryResult<Option<i64>> {
    inbound_message::table
        .filter(inbound_message::conversation_id.eq(conversation_id))
        .filter(inbound_message::reading.eq(reading))
        .filter(inbound_message::received_at.ge(since))
        .select(max(inbound_message::id))
        .get_result(connection)
}

/// When that text of a conversation came, in UTC.
pub fn find_heard_at(
    connection: &mut Database,
    conversation_id: i64,
    inbound_id: i64,
) -> QueryResult<Option<NaiveDateTime>> {
    inbound_message::table
        .find(inbound_id)
        .filter(inbound_message::conversation_id.eq(conversation_id))
        .select(inbound_message::received_at)
        .first(connection)
        .optional()
}
