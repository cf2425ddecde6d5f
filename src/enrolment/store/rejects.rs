//! Rows of a file that were not taken, kept for a while to be given back.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::super::State;
use super::super::sheet::Row;
use super::{Import, json, list_stale};
use crate::crypto::{Keys, Place};
use crate::on_engine;
use crate::storage::schema::people_import_reject;
use crate::storage::{Database, StoreError};

/// A row to be given back.
pub struct Reject {
    /// Where it stands in the file.
    pub row: u64,
    /// Why: the id of the text that says so.
    pub reason: &'static str,
    sealed_cells: Vec<u8>,
}

impl Reject {
    /// Seals a row's cells.
    pub fn seal(keys: &Keys, token: &str, row: &Row, reason: &'static str) -> Self {
        let place = reject_row(token, row.number);
        let place = Place { table: "people_import_reject", column: "cells", row: &place };
        Self { row: row.number, reason, sealed_cells: keys.seal(place, &json(&row.cells)) }
    }
}

fn reject_row(token: &str, row: u64) -> String {
    format!("{token}/{row}")
}

/// Keeps rows to be given back.
pub fn insert_rejects(
    connection: &mut Database,
    import_id: i64,
    rejects: &[Reject],
) -> QueryResult<()> {
    use people_import_reject as reject;
    let rows: Vec<_> = rejects
        .iter()
        .map(|one| {
            (
                reject::import_id.eq(import_id),
                reject::row_number.eq(i64::try_from(one.row).unwrap_or(i64::MAX)),
                reject::reason.eq(one.reason),
                reject::sealed_cells.eq(one.sealed_cells.clone()),
            )
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    on_engine!(connection, |engine| diesel::insert_into(reject::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(())
}

/// Rows to be given back after that row: `(row, reason, cells)`, in their order.
pub fn list_rejects(
    connection: &mut Database,
    keys: &Keys,
    import: &Import,
    after: i64,
    most: i64,
) -> Result<Vec<(i64, String, Vec<String>)>, StoreError> {
    use people_import_reject as reject;
    let rows: Vec<(i64, String, Vec<u8>)> = reject::table
        .filter(reject::import_id.eq(import.id).and(reject::row_number.gt(after)))
        .order(reject::row_number)
        .limit(most)
        .select((reject::row_number, reject::reason, reject::sealed_cells))
        .load(connection)?;
    let open = |(number, reason, sealed): (i64, String, Vec<u8>)| {
        let row = reject_row(&import.token, number.unsigned_abs());
        let fault = || StoreError::inconsistent("people_import_reject", &row);
        let place = Place { table: "people_import_reject", column: "cells", row: &row };
        let json = keys.open(place, &sealed).map_err(|_| fault())?;
        Ok((number, reason, serde_json::from_str(&json).map_err(|_| fault())?))
    };
    rows.into_iter().map(open).collect()
}

/// Whether rows are kept to be given back.
pub fn has_rejects(connection: &mut Database, import_id: i64) -> QueryResult<bool> {
    use people_import_reject as reject;
    diesel::select(diesel::dsl::exists(reject::table.filter(reject::import_id.eq(import_id))))
        .get_result(connection)
}

/// Deletes the rows of an import that were not taken.
pub fn delete_rejects(connection: &mut Database, import_id: i64) -> QueryResult<()> {
    let of_import = people_import_reject::import_id.eq(import_id);
    diesel::delete(people_import_reject::table.filter(of_import)).execute(connection)?;
    Ok(())
}

/// Forgets rows of imports that ended before then.
pub fn delete_old_rejects(connection: &mut Database, before: NaiveDateTime) -> QueryResult<()> {
    let old = list_stale(connection, &[State::Done, State::Undone], before)?;
    diesel::delete(people_import_reject::table.filter(people_import_reject::import_id.eq_any(old)))
        .execute(connection)?;
    Ok(())
}
