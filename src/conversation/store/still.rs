//! Conversations in which nobody has written for a while.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::conversation::State;
use crate::storage::schema::conversation;
use crate::storage::{Database, StoreError};

/// A conversation about a survey, held by nobody.
pub struct Still {
    /// Row.
    pub id: i64,
    /// Whose it is.
    pub participant_id: i64,
    /// Where it is held.
    pub contact_point_id: i64,
    /// The survey under way or last gone through.
    pub version_id: Option<i64>,
    /// Where it stands.
    pub state: State,
    /// When it last moved, in UTC.
    pub moved_at: NaiveDateTime,
}

/// Conversations after that row which last moved before that time, in order of row.
///
/// They are walked through rather than found by an index, which every text would pay for.
pub fn list_still(
    connection: &mut Database,
    after: i64,
    moved_before: NaiveDateTime,
    most: i64,
) -> Result<Vec<Still>, StoreError> {
    type Columns = (i64, i64, i64, Option<i64>, String, NaiveDateTime);
    let rows: Vec<Columns> = conversation::table
        .filter(conversation::id.gt(after))
        .filter(conversation::updated_at.le(moved_before))
        .filter(conversation::survey_version_id.is_not_null())
        .order(conversation::id)
        .limit(most)
        .select((
            conversation::id,
            conversation::participant_id,
            conversation::contact_point_id,
            conversation::survey_version_id,
            conversation::state,
            conversation::updated_at,
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(id, participant_id, contact_point_id, version_id, json, moved_at)| {
            let state = serde_json::from_str(&json)
                .map_err(|_| StoreError::inconsistent("conversation", &id))?;
            Ok(Still { id, participant_id, contact_point_id, version_id, state, moved_at })
        })
        .collect()
}
