//! Who is counted where, in the database.

mod voices;

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt};
use diesel::upsert::excluded;

pub use voices::count_departed;
use voices::{KeepVoice, keep_voices, note_departures};

use super::{Cast, Changes, Counted, Move};
use crate::consent::Subject;
use crate::response::flow::RankingAsked;
use crate::storage::schema::{
    changed_voice, counted_ballot, counted_group, counted_survey, counted_voice, ranking_count,
    ranking_snapshot, response, survey_version,
};
use crate::storage::{Database, StoreError};
use crate::{fixed_statement, on_engine};

/// Where counting stands.
pub fn find_generation(connection: &mut Database) -> QueryResult<i64> {
    ranking_count::table.select(ranking_count::generation).first(connection)
}

/// Lets nobody else count until this transaction ends, and says where counting stands.
pub fn lock_generation(connection: &mut Database) -> QueryResult<i64> {
    diesel::update(ranking_count::table)
        .set(ranking_count::generation.eq(ranking_count::generation))
        .returning(ranking_count::generation)
        .get_result(connection)
}

/// Makes whatever was found before this stale, and lets nobody else count until it has ended.
pub fn begin_generation(connection: &mut Database) -> QueryResult<()> {
    diesel::update(ranking_count::table)
        .set(ranking_count::generation.eq(ranking_count::generation + 1))
        .execute(connection)
        .map(drop)
}

/// A note on whose ballot may have moved: `(row, participant, response)`.
pub type Note = (i64, Option<i64>, Option<i64>);

/// The oldest notes.
pub fn list_notes(connection: &mut Database, most: i64) -> QueryResult<Vec<Note>> {
    changed_voice::table
        .order(changed_voice::id)
        .limit(most)
        .select((changed_voice::id, changed_voice::participant_id, changed_voice::response_id))
        .load(connection)
}

/// What is counted, survey by survey.
pub fn list_counted(connection: &mut Database) -> QueryResult<Vec<RankingAsked>> {
    let rows: Vec<(i64, String, String)> = counted_survey::table
        .order(counted_survey::survey_id)
        .select((counted_survey::survey_id, counted_survey::question_id, counted_survey::programme))
        .load(connection)?;
    let asked =
        |(survey_id, question_id, programme)| RankingAsked { survey_id, question_id, programme };
    Ok(rows.into_iter().map(asked).collect())
}

/// Counts a survey from now on by this question and programme: everybody who answered it is noted.
pub fn begin(connection: &mut Database, asked: &RankingAsked) -> QueryResult<()> {
    let row = (
        counted_survey::survey_id.eq(asked.survey_id),
        counted_survey::question_id.eq(&asked.question_id),
        counted_survey::programme.eq(&asked.programme),
    );
    on_engine!(connection, |engine| diesel::insert_into(counted_survey::table)
        .values(row)
        .on_conflict(counted_survey::survey_id)
        .do_update()
        .set((
            counted_survey::question_id.eq(excluded(counted_survey::question_id)),
            counted_survey::programme.eq(excluded(counted_survey::programme)),
        ))
        .execute(engine))?;
    let versions = survey_version::table
        .filter(survey_version::survey_id.eq(asked.survey_id))
        .select(survey_version::id);
    let answering = response::table
        .filter(response::version_id.eq_any(versions))
        .select(response::id.nullable());
    on_engine!(connection, |engine| diesel::insert_into(changed_voice::table)
        .values(answering)
        .into_columns(changed_voice::response_id)
        .execute(engine))?;
    Ok(())
}

/// Where these people are counted in a survey: the counted ballot's row, and what it holds.
pub fn list_casts(
    connection: &mut Database,
    survey_id: i64,
    is_known: bool,
    subject_ids: &[i64],
) -> QueryResult<Vec<(i64, i64, Cast)>> {
    let rows: Vec<(i64, i64, String, String)> =
        on_engine!(connection, |engine| counted_voice::table
            .inner_join(counted_ballot::table.on(counted_ballot::id.eq(counted_voice::ballot_id)))
            .inner_join(counted_group::table.on(counted_group::id.eq(counted_ballot::group_id)))
            .filter(counted_voice::survey_id.eq(survey_id))
            .filter(counted_voice::is_known.eq(is_known))
            .filter(counted_voice::subject_id.eq_any(subject_ids))
            .select((
                counted_voice::subject_id,
                counted_ballot::id,
                counted_group::people,
                counted_ballot::ballot,
            ))
            .load(engine))?;
    let cast = |(subject, id, people, ballot)| (subject, id, Cast { people, ballot });
    Ok(rows.into_iter().map(cast).collect())
}

/// How often each ballot was cast in any survey, as far as it changed after a count. Not by survey:
/// SQLite would go through all ballots of its groups instead of those that changed.
pub fn list_changed_after(connection: &mut Database, generation: i64) -> QueryResult<Vec<Counted>> {
    let rows: Vec<(i64, i64, String, i64)> = counted_ballot::table
        .filter(counted_ballot::generation.gt(generation))
        .select((
            counted_ballot::id,
            counted_ballot::group_id,
            counted_ballot::ballot,
            counted_ballot::cast_by,
        ))
        .load(connection)?;
    let counted = |(id, group_id, ballot, cast_by)| Counted { id, group_id, ballot, cast_by };
    Ok(rows.into_iter().map(counted).collect())
}

/// The groups of a survey after a row, as JSON.
pub fn list_groups_after(
    connection: &mut Database,
    survey_id: i64,
    after: i64,
) -> QueryResult<Vec<(i64, String)>> {
    counted_group::table
        .filter(counted_group::survey_id.eq(survey_id).and(counted_group::id.gt(after)))
        .select((counted_group::id, counted_group::people))
        .load(connection)
}

/// Counts what was found; `false`, and nothing changes, if somebody counted since.
pub fn count(connection: &mut Database, changes: &Changes) -> Result<bool, StoreError> {
    let generation = changes.generation + 1;
    let is_next = diesel::update(ranking_count::table)
        .filter(ranking_count::generation.eq(changes.generation))
        .set(ranking_count::generation.eq(generation))
        .execute(connection)?;
    if is_next == 0 {
        return Ok(false);
    }
    let surveys: BTreeSet<i64> = changes.moves.iter().map(|moved| moved.survey_id).collect();
    for survey_id in surveys {
        let of_it = || changes.moves.iter().filter(|moved| moved.survey_id == survey_id);
        let latest_snapshot = find_latest_snapshot(connection, survey_id)?;
        let ballots = add_ballots(connection, survey_id, of_it())?;
        let mut steps: BTreeMap<i64, i64> = BTreeMap::new();
        for moved in of_it() {
            if let Some(from) = moved.from {
                *steps.entry(from).or_default() -= 1;
            }
            if let Some(to) = &moved.to {
                *steps.entry(ballots[to]).or_default() += 1;
            }
        }
        steps.retain(|_, step| *step != 0);
        step(connection, &steps, generation)?;
        note_departures(connection, survey_id, latest_snapshot, of_it())?;
        let voices = of_it().filter_map(|moved| {
            let (is_known, subject_id) = subject(moved.subject);
            let ballot_id = ballots[moved.to.as_ref()?];
            Some(KeepVoice { survey_id, is_known, subject_id, ballot_id, latest_snapshot })
        });
        keep_voices(connection, voices.collect())?;
    }
    delete_notes(connection, &changes.notes)?;
    Ok(true)
}

fn subject(subject: Subject) -> (bool, i64) {
    match subject {
        Subject::Participant(id) => (true, id),
        Subject::AnonymousResponse(id) => (false, id),
    }
}

fn find_latest_snapshot(connection: &mut Database, survey_id: i64) -> QueryResult<i64> {
    let latest: Option<i64> = ranking_snapshot::table
        .filter(ranking_snapshot::survey_id.eq(survey_id))
        .select(max(ranking_snapshot::id))
        .first(connection)?;
    Ok(latest.unwrap_or_default())
}

/// The rows of the ballots that somebody moves to, added where they are new.
fn add_ballots<'a>(
    connection: &mut Database,
    survey_id: i64,
    moves: impl Iterator<Item = &'a Move>,
) -> QueryResult<BTreeMap<&'a Cast, i64>> {
    let casts: BTreeSet<&Cast> = moves.filter_map(|moved| moved.to.as_ref()).collect();
    let people: BTreeSet<&str> = casts.iter().map(|cast| cast.people.as_str()).collect();
    let rows: Vec<_> = people
        .iter()
        .map(|people| (counted_group::survey_id.eq(survey_id), counted_group::people.eq(*people)))
        .collect();
    on_engine!(connection, |engine| diesel::insert_into(counted_group::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(engine))?;
    let groups: BTreeMap<String, i64> = on_engine!(connection, |engine| counted_group::table
        .filter(counted_group::survey_id.eq(survey_id))
        .filter(counted_group::people.eq_any(&people))
        .select((counted_group::people, counted_group::id))
        .load(engine))?
    .into_iter()
    .collect();
    let rows: Vec<_> = casts
        .iter()
        .map(|cast| {
            (
                counted_ballot::group_id.eq(groups[&cast.people]),
                counted_ballot::ballot.eq(&cast.ballot),
                counted_ballot::cast_by.eq(0),
                counted_ballot::generation.eq(0),
            )
        })
        .collect();
    on_engine!(connection, |engine| diesel::insert_into(counted_ballot::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(engine))?;
    let texts: BTreeSet<&str> = casts.iter().map(|cast| cast.ballot.as_str()).collect();
    let found: Vec<(i64, String, i64)> = on_engine!(connection, |engine| counted_ballot::table
        .filter(counted_ballot::group_id.eq_any(groups.values().copied()))
        .filter(counted_ballot::ballot.eq_any(texts))
        .select((counted_ballot::group_id, counted_ballot::ballot, counted_ballot::id))
        .load(engine))?;
    let ids: BTreeMap<(i64, String), i64> =
        found.into_iter().map(|(group, ballot, id)| ((group, ballot), id)).collect();
    let row = |cast: &'a Cast| (cast, ids[&(groups[&cast.people], cast.ballot.clone())]);
    Ok(casts.into_iter().map(row).collect())
}

/// Moves counts up and down. What is so counted was never below nothing.
fn step(connection: &mut Database, steps: &BTreeMap<i64, i64>, generation: i64) -> QueryResult<()> {
    match connection {
        Database::Sqlite(engine) => steps.iter().try_for_each(|(&id, &step)| {
            StepBallot { id, step, generation }.execute(engine).map(drop)
        }),
        Database::Postgres(engine) => {
            let (ids, steps): (Vec<i64>, Vec<i64>) = steps.iter().unzip();
            diesel::sql_query(
                "UPDATE counted_ballot SET cast_by = cast_by + moved.step, generation = $3 \
                 FROM unnest($1, $2) AS moved (id, step) WHERE counted_ballot.id = moved.id",
            )
            .bind::<Array<BigInt>, _>(ids)
            .bind::<Array<BigInt>, _>(steps)
            .bind::<BigInt, _>(generation)
            .execute(engine)
            .map(drop)
        }
    }
}

struct StepBallot {
    id: i64,
    step: i64,
    generation: i64,
}

fixed_statement!(owned StepBallot, (), |this, out| {
    out.push_sql("UPDATE counted_ballot SET cast_by = cast_by + ");
    out.push_bind_param::<BigInt, _>(&this.step)?;
    out.push_sql(", generation = ");
    out.push_bind_param::<BigInt, _>(&this.generation)?;
    out.push_sql(" WHERE id = ");
    out.push_bind_param::<BigInt, _>(&this.id)?;
});

fn delete_notes(connection: &mut Database, ids: &[i64]) -> QueryResult<()> {
    on_engine!(connection, |engine| diesel::delete(
        changed_voice::table.filter(changed_voice::id.eq_any(ids))
    )
    .execute(engine))?;
    Ok(())
}
