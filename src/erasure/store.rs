//! Who is to be erased, in the database.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::on_engine;
use crate::storage::Database;
use crate::storage::schema::erasure;

/// Somebody is erased then, unless they take it back.
pub fn insert(
    connection: &mut Database,
    participant_id: i64,
    due_at: NaiveDateTime,
) -> QueryResult<()> {
    let row = (erasure::participant_id.eq(participant_id), erasure::due_at.eq(due_at));
    on_engine!(connection, |engine| diesel::insert_into(erasure::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(())
}

/// Somebody is not erased any more, or was; whether they were to be.
pub fn delete(connection: &mut Database, participant_id: i64) -> QueryResult<bool> {
    let deleted = diesel::delete(erasure::table.find(participant_id)).execute(connection)?;
    Ok(deleted > 0)
}

/// Somebody who is to be erased by now.
pub fn find_due(connection: &mut Database, now: NaiveDateTime) -> QueryResult<Option<i64>> {
    erasure::table
        .filter(erasure::due_at.le(now))
        .order((erasure::due_at, erasure::participant_id))
        .select(erasure::participant_id)
        .first(connection)
        .optional()
}
