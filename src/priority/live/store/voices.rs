//! Whose ballot stands where, and how many have left.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use diesel::upsert::excluded;

use super::subject;
use crate::priority::live::Move;
use crate::storage::Database;
use crate::storage::schema::{counted_voice, ranking_departure};
use crate::{fixed_statement, on_engine};

/// Most rows in one statement: each binds a handful of values.
const ROWS_AT_ONCE: usize = 1000;

/// Whose ballot stands where.
#[derive(Insertable)]
#[diesel(table_name = counted_voice)]
pub(super) struct KeepVoice {
    pub survey_id: i64,
    pub is_known: bool,
    pub subject_id: i64,
    pub ballot_id: i64,
    #[diesel(column_name = counted_after)]
    pub latest_snapshot: i64,
}

fixed_statement!(owned KeepVoice, (), |this, out| {
    out.push_sql(
        "INSERT INTO counted_voice (survey_id, is_known, subject_id, ballot_id, counted_after) \
         VALUES (",
    );
    out.push_bind_param::<BigInt, _>(&this.survey_id)?;
    out.push_sql(", ");
    out.push_bind_param::<Bool, _>(&this.is_known)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.subject_id)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.ballot_id)?;
    out.push_sql(", ");
    out.push_bind_param::<BigInt, _>(&this.latest_snapshot)?;
    out.push_sql(
        ") ON CONFLICT (survey_id, is_known, subject_id) \
         DO UPDATE SET ballot_id = excluded.ballot_id",
    );
});

pub(super) fn keep_voices(connection: &mut Database, voices: Vec<KeepVoice>) -> QueryResult<()> {
    match connection {
        Database::Sqlite(engine) => {
            voices.into_iter().try_for_each(|voice| voice.execute(engine).map(drop))
        }
        Database::Postgres(engine) => voices.chunks(ROWS_AT_ONCE).try_for_each(|voices| {
            diesel::insert_into(counted_voice::table)
                .values(voices)
                .on_conflict((
                    counted_voice::survey_id,
                    counted_voice::is_known,
                    counted_voice::subject_id,
                ))
                .do_update()
                .set(counted_voice::ballot_id.eq(excluded(counted_voice::ballot_id)))
                .execute(engine)
                .map(drop)
        }),
    }
}

/// Forgets who is counted no more, and keeps how many they were.
pub(super) fn note_departures<'a>(
    connection: &mut Database,
    survey_id: i64,
    latest_snapshot: i64,
    moves: impl Iterator<Item = &'a Move>,
) -> QueryResult<()> {
    let mut gone: BTreeMap<bool, Vec<i64>> = BTreeMap::new();
    for moved in moves.filter(|moved| moved.to.is_none()) {
        let (is_known, id) = subject(moved.subject);
        gone.entry(is_known).or_default().push(id);
    }
    let mut people: BTreeMap<i64, i64> = BTreeMap::new();
    for (is_known, ids) in gone {
        let counted_after: Vec<i64> =
            on_engine!(connection, |engine| diesel::delete(counted_voice::table)
                .filter(counted_voice::survey_id.eq(survey_id))
                .filter(counted_voice::is_known.eq(is_known))
                .filter(counted_voice::subject_id.eq_any(ids))
                .returning(counted_voice::counted_after)
                .get_results(engine))?;
        for after in counted_after {
            *people.entry(after).or_default() += 1;
        }
    }
    for (counted_after, people) in people {
        let row = (
            ranking_departure::survey_id.eq(survey_id),
            ranking_departure::counted_after.eq(counted_after),
            ranking_departure::left_after.eq(latest_snapshot),
            ranking_departure::people.eq(people),
        );
        on_engine!(connection, |engine| diesel::insert_into(ranking_departure::table)
            .values(row)
            .on_conflict((
                ranking_departure::survey_id,
                ranking_departure::counted_after,
                ranking_departure::left_after,
            ))
            .do_update()
            .set(
                ranking_departure::people
                    .eq(ranking_departure::people + excluded(ranking_departure::people))
            )
            .execute(engine))?;
    }
    Ok(())
}

/// How many people of a published ranking are counted no more.
pub fn count_departed(
    connection: &mut Database,
    survey_id: i64,
    snapshot_id: i64,
) -> QueryResult<i64> {
    let people: Vec<i64> = ranking_departure::table
        .filter(ranking_departure::survey_id.eq(survey_id))
        .filter(ranking_departure::counted_after.lt(snapshot_id))
        .filter(ranking_departure::left_after.ge(snapshot_id))
        .select(ranking_departure::people)
        .load(connection)?;
    Ok(people.iter().sum())
}
