//! Imports, their rows and whom they brought, in the database.

pub mod brought;
pub mod overview;
mod rejects;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::plan::{Head, Plan};
use super::sheet::Row;
use super::{Counts, Preview, State};
use crate::crypto::{Keys, Place};
use crate::on_engine;
use crate::storage::schema::{people_import, people_import_part, people_import_person};
use crate::storage::{Database, StoreError};

pub use rejects::{
    Reject, delete_old_rejects, delete_rejects, has_rejects, insert_rejects, list_rejects,
};

/// An import as it stands in the database.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = people_import)]
pub struct ImportRow {
    /// Row.
    pub id: i64,
    token: String,
    state: String,
    sealed_sheet: Vec<u8>,
    sealed_plan: Vec<u8>,
    panel_id: Option<i64>,
    sealed_preview: Option<Vec<u8>>,
    counts: String,
    parts: i64,
    parts_done: i64,
    created_by: i64,
    created_at: NaiveDateTime,
    changed_at: NaiveDateTime,
}

/// An import with what is kept sealed of it.
#[derive(Clone, Debug)]
pub struct Import {
    /// Row.
    pub id: i64,
    /// The row's random name.
    pub token: String,
    /// How far it is.
    pub state: State,
    /// What the file is.
    pub head: Head,
    /// How it is read.
    pub plan: Plan,
    /// The panel that people join, once they do.
    pub panel_id: Option<i64>,
    /// What a look through the file found.
    pub preview: Option<Preview>,
    /// What was done so far.
    pub counts: Counts,
    /// In how many parts the file is kept.
    pub parts: i64,
    /// How many of them are brought in.
    pub parts_done: i64,
    /// Whose it is: the account.
    pub created_by: i64,
    /// Since when, in UTC.
    pub created_at: NaiveDateTime,
    /// When its state changed last, in UTC.
    pub changed_at: NaiveDateTime,
}

impl ImportRow {
    /// Opens what is sealed.
    pub fn open(self, keys: &Keys) -> Result<Import, StoreError> {
        let fault = || StoreError::inconsistent("people_import", &self.id);
        let place = |column| Place { table: "people_import", column, row: &self.token };
        let text = |column, sealed: &[u8]| keys.open(place(column), sealed).map_err(|_| fault());
        let preview = self
            .sealed_preview
            .as_ref()
            .map(|sealed| serde_json::from_str(&text("preview", sealed)?).map_err(|_| fault()));
        let head = text("sheet", &self.sealed_sheet)?;
        let plan = text("plan", &self.sealed_plan)?;
        Ok(Import {
            id: self.id,
            state: State::from_name(&self.state).ok_or_else(fault)?,
            head: serde_json::from_str(&head).map_err(|_| fault())?,
            plan: serde_json::from_str(&plan).map_err(|_| fault())?,
            panel_id: self.panel_id,
            preview: preview.transpose()?,
            counts: serde_json::from_str(&self.counts).map_err(|_| fault())?,
            parts: self.parts,
            parts_done: self.parts_done,
            created_by: self.created_by,
            created_at: self.created_at,
            changed_at: self.changed_at,
            token: self.token,
        })
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("texts, numbers and days have a JSON form")
}

fn seal(keys: &Keys, token: &str, column: &'static str, value: &impl serde::Serialize) -> Vec<u8> {
    keys.seal(Place { table: "people_import", column, row: token }, &json(value))
}

/// A file about to be kept.
pub struct NewImport {
    token: String,
    sealed_sheet: Vec<u8>,
    sealed_plan: Vec<u8>,
    parts: i64,
    created_by: i64,
    created_at: NaiveDateTime,
}

impl NewImport {
    /// Seals what is known of the file and how it is read at first.
    pub fn seal(
        keys: &Keys,
        token: String,
        (head, plan): (&Head, &Plan),
        parts: i64,
        created_by: i64,
        created_at: NaiveDateTime,
    ) -> Self {
        let sealed_sheet = seal(keys, &token, "sheet", head);
        let sealed_plan = seal(keys, &token, "plan", plan);
        Self { token, sealed_sheet, sealed_plan, parts, created_by, created_at }
    }
}

/// Adds an import that is being received.
pub fn insert_import(connection: &mut Database, new: &NewImport) -> QueryResult<i64> {
    use people_import as import;
    diesel::insert_into(import::table)
        .values((
            import::token.eq(&new.token),
            import::state.eq(State::Receiving.name()),
            import::sealed_sheet.eq(&new.sealed_sheet),
            import::sealed_plan.eq(&new.sealed_plan),
            import::counts.eq(json(&Counts::default())),
            import::parts.eq(new.parts),
            import::parts_done.eq(0),
            import::created_by.eq(new.created_by),
            import::created_at.eq(new.created_at),
            import::changed_at.eq(new.created_at),
        ))
        .returning(import::id)
        .get_result(connection)
}

fn part_row(token: &str, number: i64) -> String {
    format!("{token}/{number}")
}

/// Seals some rows of a file as its part of that number.
pub fn seal_part(keys: &Keys, token: &str, number: i64, rows: &[Row]) -> Vec<u8> {
    let row = part_row(token, number);
    keys.seal(Place { table: "people_import_part", column: "rows", row: &row }, &json(&rows))
}

/// Keeps parts of a file: `(number, sealed rows)`.
pub fn insert_parts(
    connection: &mut Database,
    import_id: i64,
    parts: &[(i64, Vec<u8>)],
) -> QueryResult<()> {
    use people_import_part as part;
    let row = |(number, rows): &(i64, Vec<u8>)| {
        (
            part::import_id.eq(import_id),
            part::number.eq(*number),
            part::sealed_rows.eq(rows.clone()),
        )
    };
    let rows: Vec<_> = parts.iter().map(row).collect();
    on_engine!(connection, |engine| diesel::insert_into(part::table)
        .values(&rows)
        .execute(engine))?;
    Ok(())
}

/// The rows of a part; `None` if it was brought in or forgotten.
pub fn find_part(
    connection: &mut Database,
    keys: &Keys,
    import: &Import,
    number: i64,
) -> Result<Option<Vec<Row>>, StoreError> {
    let sealed: Option<Vec<u8>> = people_import_part::table
        .find((import.id, number))
        .select(people_import_part::sealed_rows)
        .get_result(connection)
        .optional()?;
    let Some(sealed) = sealed else { return Ok(None) };
    let row = part_row(&import.token, number);
    let fault = || StoreError::inconsistent("people_import_part", &row);
    let place = Place { table: "people_import_part", column: "rows", row: &row };
    let json = keys.open(place, &sealed).map_err(|_| fault())?;
    serde_json::from_str(&json).map(Some).map_err(|_| fault())
}

/// Forgets a part, or all that is left.
pub fn delete_parts(
    connection: &mut Database,
    import_id: i64,
    number: Option<i64>,
) -> QueryResult<()> {
    use people_import_part as part;
    match number {
        Some(number) => {
            diesel::delete(part::table.find((import_id, number))).execute(connection)?
        }
        None => {
            diesel::delete(part::table.filter(part::import_id.eq(import_id))).execute(connection)?
        }
    };
    Ok(())
}

/// The import of that id.
pub fn find_import(connection: &mut Database, id: i64) -> QueryResult<Option<ImportRow>> {
    let import = people_import::table.find(id).select(ImportRow::as_select());
    import.get_result(connection).optional()
}

/// The imports that are whole, the latest first.
pub fn list_imports(connection: &mut Database, most: i64) -> QueryResult<Vec<ImportRow>> {
    people_import::table
        .filter(people_import::state.ne(State::Receiving.name()))
        .order(people_import::id.desc())
        .limit(most)
        .select(ImportRow::as_select())
        .load(connection)
}

/// The oldest import on which there is work to do.
pub fn find_work(connection: &mut Database) -> QueryResult<Option<ImportRow>> {
    people_import::table
        .filter(people_import::state.eq_any([State::Working.name(), State::Undoing.name()]))
        .order(people_import::id)
        .select(ImportRow::as_select())
        .first(connection)
        .optional()
}

/// Takes hold of an import: other nodes and requests wait until this transaction ends.
pub fn lock_import(
    connection: &mut Database,
    keys: &Keys,
    id: i64,
) -> Result<Option<Import>, StoreError> {
    let held: Option<i64> = diesel::update(people_import::table.find(id))
        .set(people_import::state.eq(people_import::state))
        .returning(people_import::id)
        .get_result(connection)
        .optional()?;
    let Some(id) = held else { return Ok(None) };
    find_import(connection, id)?.map(|row| row.open(keys)).transpose()
}

/// Keeps how far a held import is.
pub fn update_import(connection: &mut Database, keys: &Keys, import: &Import) -> QueryResult<()> {
    diesel::update(people_import::table.find(import.id))
        .set((
            people_import::state.eq(import.state.name()),
            people_import::sealed_sheet.eq(seal(keys, &import.token, "sheet", &import.head)),
            people_import::sealed_plan.eq(seal(keys, &import.token, "plan", &import.plan)),
            people_import::sealed_preview.eq(import
                .preview
                .as_ref()
                .map(|found| seal(keys, &import.token, "preview", found))),
            people_import::panel_id.eq(import.panel_id),
            people_import::counts.eq(json(&import.counts)),
            people_import::parts_done.eq(import.parts_done),
            people_import::changed_at.eq(import.changed_at),
        ))
        .execute(connection)?;
    Ok(())
}

/// Pauses an import that is being brought in, whatever can be read of it; whether it was.
pub fn pause(connection: &mut Database, id: i64, now: NaiveDateTime) -> QueryResult<bool> {
    let working = people_import::table.find(id).filter(people_import::state.eq("working"));
    let paused = diesel::update(working)
        .set((people_import::state.eq(State::Paused.name()), people_import::changed_at.eq(now)))
        .execute(connection)?;
    Ok(paused > 0)
}

/// Deletes an import that changed nothing, with all that is kept of its file.
pub fn delete_import(connection: &mut Database, id: i64) -> QueryResult<()> {
    delete_parts(connection, id, None)?;
    delete_rejects(connection, id)?;
    diesel::delete(people_import_person::table.filter(people_import_person::import_id.eq(id)))
        .execute(connection)?;
    diesel::delete(people_import::table.find(id)).execute(connection)?;
    Ok(())
}

/// Imports in these states that nobody has touched since.
pub fn list_stale(
    connection: &mut Database,
    states: &[State],
    before: NaiveDateTime,
) -> QueryResult<Vec<i64>> {
    let names: Vec<&str> = states.iter().map(|state| state.name()).collect();
    people_import::table
        .filter(people_import::state.eq_any(names).and(people_import::changed_at.lt(before)))
        .select(people_import::id)
        .load(connection)
}
