//! Published rankings in the database. A snapshot is written once and never changed.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::storage::schema::{ranking_snapshot, survey};
use crate::storage::{Database, StoreError};

/// A frozen ranking: its inputs whole, so that it can be computed again.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = ranking_snapshot)]
pub struct NewSnapshot {
    /// Survey.
    pub survey_id: i64,
    /// Its ranking question.
    pub question_id: String,
    /// SHA-256 of `inputs`.
    pub inputs_sha256: String,
    /// The counted ballots, as JSON.
    pub inputs: String,
    /// Weights, draws and seed, as JSON.
    pub settings: String,
    /// The ranking, as JSON.
    pub result: String,
    /// Who published it.
    pub published_by: Option<i64>,
    /// When, UTC.
    pub published_at: NaiveDateTime,
}

/// What a replay needs of a snapshot.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = ranking_snapshot)]
pub struct Frozen {
    /// SHA-256 of `inputs` when it was published.
    pub inputs_sha256: String,
    /// The counted ballots, as JSON.
    pub inputs: String,
    /// Weights, draws and seed, as JSON.
    pub settings: String,
    /// The ranking, as JSON.
    pub result: String,
}

/// Lets one ranking of a survey be published at a time, until the transaction ends.
pub fn lock_survey(connection: &mut Database, slug: &str) -> Result<(), StoreError> {
    diesel::update(survey::table.filter(survey::slug.eq(slug)))
        .set(survey::slug.eq(survey::slug))
        .execute(connection)?;
    Ok(())
}

/// Freezes a ranking.
pub fn insert_snapshot(
    connection: &mut Database,
    snapshot: &NewSnapshot,
) -> Result<i64, StoreError> {
    Ok(diesel::insert_into(ranking_snapshot::table)
        .values(snapshot)
        .returning(ranking_snapshot::id)
        .get_result(connection)?)
}

/// A snapshot, if there is one of that id.
pub fn find_snapshot(connection: &mut Database, id: i64) -> Result<Option<Frozen>, StoreError> {
    Ok(ranking_snapshot::table.find(id).select(Frozen::as_select()).first(connection).optional()?)
}

/// A survey's latest snapshot.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = ranking_snapshot)]
pub struct Latest {
    /// The snapshot.
    pub id: i64,
    /// SHA-256 of its inputs.
    pub inputs_sha256: String,
    /// Weights, draws and seed, as JSON.
    pub settings: String,
    /// When it was published, UTC.
    pub published_at: NaiveDateTime,
}

/// The snapshot of a survey that was published last.
pub fn find_latest(
    connection: &mut Database,
    survey_id: i64,
) -> Result<Option<Latest>, StoreError> {
    Ok(ranking_snapshot::table
        .filter(ranking_snapshot::survey_id.eq(survey_id))
        .order(ranking_snapshot::id.desc())
        .select(Latest::as_select())
        .first(connection)
        .optional()?)
}
