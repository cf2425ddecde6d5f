//! What somebody said, forgotten.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::update_state;
use crate::response::ResponseState;
use crate::storage::Database;
use crate::storage::schema::{answer, response};

/// Deletes everything that was said in a response.
pub fn delete_answers(connection: &mut Database, response_id: i64) -> QueryResult<()> {
    diesel::delete(answer::table.filter(answer::response_id.eq(response_id)))
        .execute(connection)?;
    Ok(())
}

/// Deletes every answer somebody gave. That they began to answer stays on record, and nothing more.
pub fn forget_participant(
    connection: &mut Database,
    participant_id: i64,
    today: NaiveDate,
) -> QueryResult<()> {
    let ids: Vec<i64> = response::table
        .filter(response::participant_id.eq(participant_id))
        .select(response::id)
        .load(connection)?;
    for id in ids {
        delete_answers(connection, id)?;
        update_state(connection, id, ResponseState::Withdrawn, today)?;
    }
    Ok(())
}

/// The texts in which these people gave answers that are kept.
pub fn list_answering_texts(
    connection: &mut Database,
    participant_ids: &[i64],
) -> QueryResult<Vec<i64>> {
    answer::table
        .inner_join(response::table.on(response::id.eq(answer::response_id)))
        .filter(response::participant_id.eq_any(participant_ids))
        .filter(answer::inbound_id.is_not_null())
        .select(answer::inbound_id.assume_not_null())
        .load(connection)
}
