//! What was set aside, in the database.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::Aside;
use crate::storage::Database;
use crate::storage::schema::set_aside;

/// What is set aside of a survey now, the earliest first.
pub fn list_asides(connection: &mut Database, survey_id: i64) -> QueryResult<Vec<Aside>> {
    let rows: Vec<(i64, String, Option<String>, String)> = set_aside::table
        .filter(set_aside::survey_id.eq(survey_id).and(set_aside::ended_at.is_null()))
        .order(set_aside::id)
        .select((set_aside::id, set_aside::source, set_aside::ballot, set_aside::reason))
        .load(connection)?;
    let aside = |(id, source, ballot, reason)| Aside { id, source, ballot, reason };
    Ok(rows.into_iter().map(aside).collect())
}

/// Sets ballots aside; returns the row.
pub fn insert_aside(
    connection: &mut Database,
    survey_id: i64,
    (source, ballot, reason): (&str, Option<&str>, &str),
    by: i64,
    at: NaiveDateTime,
) -> QueryResult<i64> {
    diesel::insert_into(set_aside::table)
        .values((
            set_aside::survey_id.eq(survey_id),
            set_aside::source.eq(source),
            set_aside::ballot.eq(ballot),
            set_aside::reason.eq(reason),
            set_aside::set_by.eq(by),
            set_aside::set_at.eq(at),
        ))
        .returning(set_aside::id)
        .get_result(connection)
}

/// Lets them count again; `false` if they do already.
pub fn end_aside(
    connection: &mut Database,
    survey_id: i64,
    id: i64,
    at: NaiveDateTime,
) -> QueryResult<bool> {
    let ended = diesel::update(set_aside::table)
        .filter(set_aside::id.eq(id).and(set_aside::survey_id.eq(survey_id)))
        .filter(set_aside::ended_at.is_null())
        .set(set_aside::ended_at.eq(at))
        .execute(connection)?;
    Ok(ended > 0)
}
