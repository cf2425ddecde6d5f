//! Tables of the people a center serves, and which of them is in force, in the database.
//!
//! Tables are never changed, and choices only added.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Neighbours, Shares, Table};
use crate::on_engine;
use crate::storage::schema::{population_choice, population_table};
use crate::storage::{Database, StoreError};

/// Stratum by stratum the shares of the people served, and which category takes over for which
/// where nobody is in it, of the table in force; both empty where none is.
///
/// Who answered may be in categories that the table does not know: see [`Table::misfits`].
pub fn read_margins(connection: &mut Database) -> Result<(Vec<Shares>, Neighbours), StoreError> {
    let Some(Choice { table_id: Some(id), neighbours, .. }) = find_latest_choice(connection)?
    else {
        return Ok(Default::default());
    };
    let table = find_table(connection, id)?
        .ok_or_else(|| StoreError::inconsistent("population_table", &id))?;
    Ok((table.table.shares(), neighbours))
}

/// A table as it was brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Row.
    pub id: i64,
    /// What stands in it.
    pub table: Table,
    /// When, UTC.
    pub at: NaiveDateTime,
}

/// Keeps a table; tells its row.
pub(super) fn insert_table(
    connection: &mut Database,
    table: &Table,
    by: i64,
    now: NaiveDateTime,
) -> Result<i64, StoreError> {
    let content = serde_json::to_string(table).expect("names and counts have a JSON form");
    Ok(diesel::insert_into(population_table::table)
        .values((
            population_table::content.eq(content),
            population_table::brought_by.eq(by),
            population_table::brought_at.eq(now),
        ))
        .returning(population_table::id)
        .get_result(connection)?)
}

/// The table of that row.
pub fn find_table(connection: &mut Database, id: i64) -> Result<Option<Brought>, StoreError> {
    let row: Option<(String, NaiveDateTime)> = population_table::table
        .find(id)
        .select((population_table::content, population_table::brought_at))
        .get_result(connection)
        .optional()?;
    let Some((content, at)) = row else { return Ok(None) };
    let table = serde_json::from_str(&content)
        .map_err(|_| StoreError::inconsistent("population_table", &id))?;
    Ok(Some(Brought { id, table, at }))
}

/// That a table came into force, or that none is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Row.
    pub id: i64,
    /// The choice before it; 0 for none.
    pub replaces: i64,
    /// The table, or none.
    pub table_id: Option<i64>,
    /// Which category takes over for which.
    pub neighbours: Neighbours,
    /// When, UTC.
    pub at: NaiveDateTime,
}

type Columns = (i64, i64, Option<i64>, String, NaiveDateTime);
const COLUMNS: (
    population_choice::id,
    population_choice::replaces,
    population_choice::table_id,
    population_choice::neighbours,
    population_choice::chosen_at,
) = (
    population_choice::id,
    population_choice::replaces,
    population_choice::table_id,
    population_choice::neighbours,
    population_choice::chosen_at,
);

fn choice((id, replaces, table_id, json, at): Columns) -> Result<Choice, StoreError> {
    let neighbours = serde_json::from_str(&json)
        .map_err(|_| StoreError::inconsistent("population_choice", &id))?;
    Ok(Choice { id, replaces, table_id, neighbours, at })
}

/// The choice that counts now.
pub fn find_latest_choice(connection: &mut Database) -> Result<Option<Choice>, StoreError> {
    let row: Option<Columns> = population_choice::table
        .order(population_choice::id.desc())
        .select(COLUMNS)
        .first(connection)
        .optional()?;
    row.map(choice).transpose()
}

/// A choice.
pub(super) fn find_choice(
    connection: &mut Database,
    id: i64,
) -> Result<Option<Choice>, StoreError> {
    let row: Option<Columns> =
        population_choice::table.find(id).select(COLUMNS).get_result(connection).optional()?;
    row.map(choice).transpose()
}

/// The latest choices, the latest first.
pub(super) fn list_choices(
    connection: &mut Database,
    most: i64,
) -> Result<Vec<Choice>, StoreError> {
    let rows: Vec<Columns> = population_choice::table
        .order(population_choice::id.desc())
        .limit(most)
        .select(COLUMNS)
        .load(connection)?;
    rows.into_iter().map(choice).collect()
}

/// Lets a table, or none, count from now on; tells whether nobody else chose after `replaces`.
pub(super) fn insert_choice(
    connection: &mut Database,
    replaces: i64,
    table_id: Option<i64>,
    neighbours: &Neighbours,
    by: i64,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let json = serde_json::to_string(neighbours).expect("names have a JSON form");
    let row = (
        population_choice::replaces.eq(replaces),
        population_choice::table_id.eq(table_id),
        population_choice::neighbours.eq(json),
        population_choice::chosen_by.eq(by),
        population_choice::chosen_at.eq(now),
    );
    let added = on_engine!(connection, |engine| diesel::insert_into(population_choice::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(added > 0)
}
