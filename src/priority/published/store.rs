//! Published rankings in the order in which they were published.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::PublishedRanking;
use crate::storage::schema::ranking_snapshot;
use crate::storage::{Database, StoreError};

type Row = (i64, NaiveDateTime, Option<i64>, String);

/// The latest published rankings of a survey, as many as that at most, oldest first.
pub fn list_latest(
    connection: &mut Database,
    survey_id: i64,
    most: i64,
) -> Result<Vec<PublishedRanking>, StoreError> {
    let rows: Vec<Row> = ranking_snapshot::table
        .filter(ranking_snapshot::survey_id.eq(survey_id))
        .order(ranking_snapshot::id.desc())
        .limit(most)
        .select((
            ranking_snapshot::id,
            ranking_snapshot::published_at,
            ranking_snapshot::published_by,
            ranking_snapshot::result,
        ))
        .load(connection)?;
    rows.into_iter().rev().map(published).collect()
}

/// Rows of a survey's published rankings after one of them, oldest first.
pub fn list_ids_after(
    connection: &mut Database,
    survey_id: i64,
    after: i64,
) -> Result<Vec<i64>, StoreError> {
    Ok(ranking_snapshot::table
        .filter(ranking_snapshot::survey_id.eq(survey_id))
        .filter(ranking_snapshot::id.gt(after))
        .order(ranking_snapshot::id)
        .select(ranking_snapshot::id)
        .load(connection)?)
}

/// A published ranking, by its row.
pub fn read(connection: &mut Database, id: i64) -> Result<PublishedRanking, StoreError> {
    let row: Row = ranking_snapshot::table
        .find(id)
        .select((
            ranking_snapshot::id,
            ranking_snapshot::published_at,
            ranking_snapshot::published_by,
            ranking_snapshot::result,
        ))
        .first(connection)?;
    published(row)
}

fn published((id, at, by, result): Row) -> Result<PublishedRanking, StoreError> {
    let ranking = serde_json::from_str(&result)
        .map_err(|_| StoreError::inconsistent("ranking_snapshot", &id))?;
    Ok(PublishedRanking { id, at, by, ranking })
}
