//! Into a database that holds nothing yet, whole or not at all.

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;

use chrono::NaiveDateTime;
use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager};
use diesel::r2d2::ManageConnection as _;
use diesel::sql_types::Text;
use diesel::{QueryResult, RunQueryDsl as _};
use serde_json::Value;

use super::catalogue::{Table, list_tables, quoted};
use super::{BackupError, Counts, Header, Line, Mark, broken};
use crate::on_engine;
use crate::storage::migrate::{latest_version, to_latest};
use crate::storage::{Address, Database, StoreError, unreachable};

/// How many rows go into one statement at most, and how many bytes before it is sent.
const BATCH_ROWS: usize = 500;
const BATCH_BYTES: usize = 1 << 20;

type Manager = <Database as diesel::Connection>::TransactionManager;
/// A database came from a backup: what happened between these two moments, it does not know.
#[derive(Clone, Copy, Debug)]
pub struct Restored {
    /// When the backup was made, in UTC.
    pub taken_at: NaiveDateTime,
    /// Now, in UTC.
    pub at: NaiveDateTime,
}

/// Something done with restored rows before anybody can see them.
pub type AfterRestore = fn(&mut Database, &Restored) -> Result<(), StoreError>;
/// The rows that the migrations themselves write, by table.
type Seeds = BTreeMap<String, Vec<Value>>;

/// Reads the first line, and makes sure that this program can restore what follows.
pub fn read_header(lines: &mut impl BufRead) -> Result<Header, BackupError> {
    let mut line = String::new();
    lines.read_line(&mut line)?;
    let header: Header = serde_json::from_str(&line).map_err(broken)?;
    let ours = latest_version()?;
    if header.schema == ours {
        Ok(header)
    } else {
        let Header { hearth: made_by, schema, .. } = header;
        Err(BackupError::OtherSchema { made_by, schema, ours })
    }
}

/// Writes what [`super::dump`] wrote into the database at `url`, in one transaction.
///
/// `lines` stand after the header. The database may be new, or up to date and empty.
///
/// # Errors
/// [`BackupError::NotEmpty`] if any table has rows but those of the migrations. Nothing is kept
/// after any error.
pub fn load(
    url: &str,
    lines: &mut impl BufRead,
    restored: &Restored,
    after: &[AfterRestore],
) -> Result<Counts, BackupError> {
    let mut connection = Address::parse(url)?.connect().map_err(unreachable)?;
    let seeds = seeds()?;
    // Before the migrations run: a database of somebody else is left as it is.
    let found = list_tables(&mut connection)?;
    refuse_rows(&mut connection, &found, &seeds)?;
    to_latest(&mut connection)?;
    let tables = list_tables(&mut connection)?;
    begin_alone(&mut connection, &tables)?;
    let outcome = refuse_rows(&mut connection, &tables, &seeds)
        .and_then(|()| delete_seeds(&mut connection, &tables, &seeds))
        .and_then(|()| insert_all(&mut connection, &tables, lines))
        .and_then(|counts| {
            after.iter().try_for_each(|act| act(&mut connection, restored))?;
            Ok(counts)
        });
    if outcome.is_ok() {
        Manager::commit_transaction(&mut connection)?;
    } else {
        Manager::rollback_transaction(&mut connection)?;
    }
    outcome
}

fn seeds() -> Result<Seeds, BackupError> {
    let mut fresh = Address::Sqlite(":memory:".into()).connect().map_err(unreachable)?;
    to_latest(&mut fresh)?;
    let tables = list_tables(&mut fresh)?;
    tables
        .into_iter()
        .map(|table| Ok((table.name.clone(), list_rows(&mut fresh, &table, i64::MAX)?)))
        .collect()
}

fn refuse_rows(
    connection: &mut Database,
    tables: &[Table],
    seeds: &Seeds,
) -> Result<(), BackupError> {
    for table in tables {
        let allowed = seeds.get(&table.name).map_or(&[][..], Vec::as_slice);
        let one_more = i64::try_from(allowed.len() + 1).unwrap_or(i64::MAX);
        let rows = list_rows(connection, table, one_more)?;
        if rows.iter().any(|row| !allowed.contains(row)) {
            return Err(BackupError::NotEmpty(table.name.clone()));
        }
    }
    Ok(())
}

fn list_rows(
    connection: &mut Database,
    table: &Table,
    most: i64,
) -> Result<Vec<Value>, BackupError> {
    let select = format!("{} LIMIT {most}", table.select()?);
    let lines: Vec<Line> =
        on_engine!(connection, |engine| diesel::sql_query(&select).load(engine))?;
    lines.iter().map(|row| serde_json::from_str(&row.line).map_err(broken)).collect()
}

/// Nobody else writes until the end, not even a server that runs where it should not.
fn begin_alone(connection: &mut Database, tables: &[Table]) -> QueryResult<()> {
    match connection {
        Database::Sqlite(sqlite) => {
            AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")
        }
        Database::Postgres(_) => {
            Manager::begin_transaction(connection)?;
            let names: Vec<String> = tables.iter().map(|table| quoted(&table.name)).collect();
            connection.batch_execute(&format!("LOCK TABLE {} IN EXCLUSIVE MODE", names.join(", ")))
        }
    }
}

fn delete_seeds(
    connection: &mut Database,
    tables: &[Table],
    seeds: &Seeds,
) -> Result<(), BackupError> {
    let is_seeded = |table: &&Table| seeds.get(&table.name).is_some_and(|rows| !rows.is_empty());
    for table in tables.iter().rev().filter(is_seeded) {
        connection.batch_execute(&format!("DELETE FROM {}", quoted(&table.name)))?;
    }
    Ok(())
}

fn insert_all(
    connection: &mut Database,
    tables: &[Table],
    lines: &mut impl BufRead,
) -> Result<Counts, BackupError> {
    let tables: HashMap<&str, &Table> =
        tables.iter().map(|table| (table.name.as_str(), table)).collect();
    let mut batch = Batch::default();
    let mut counts = Counts::new();
    for line in lines.lines() {
        let line = line?;
        if line.starts_with('[') {
            batch.push(&line);
            if batch.is_full() {
                batch.insert(connection, &mut counts)?;
            }
            continue;
        }
        batch.insert(connection, &mut counts)?;
        match serde_json::from_str(&line).map_err(broken)? {
            Mark::Table { table, columns } => {
                let known = tables
                    .get(table.as_str())
                    .ok_or_else(|| broken(format!("there is no table {table} here")))?;
                batch.statement = known.insert(&columns)?;
                counts.insert(table.clone(), 0);
                batch.table = table;
            }
            Mark::End { rows } if rows == counts && counts.len() == tables.len() => {
                return count_on(connection, tables.values()).map(|()| counts);
            }
            Mark::End { .. } => return Err(broken("its rows are not as many as it says")),
        }
    }
    Err(broken("it has no end"))
}

fn count_on<'a>(
    connection: &mut Database,
    tables: impl Iterator<Item = &'a &'a Table>,
) -> Result<(), BackupError> {
    for statement in tables.flat_map(|table| table.count_on()) {
        connection.batch_execute(&statement)?;
    }
    Ok(())
}

/// Rows of one table on their way into it.
#[derive(Default)]
struct Batch {
    table: String,
    statement: String,
    /// A JSON array that is still open.
    rows: String,
    count: usize,
}

impl Batch {
    fn push(&mut self, row: &str) {
        self.rows.push(if self.count == 0 { '[' } else { ',' });
        self.rows.push_str(row);
        self.count += 1;
    }

    fn is_full(&self) -> bool {
        self.count >= BATCH_ROWS || self.rows.len() >= BATCH_BYTES
    }

    fn insert(
        &mut self,
        connection: &mut Database,
        counts: &mut Counts,
    ) -> Result<(), BackupError> {
        if self.count == 0 {
            return Ok(());
        }
        self.rows.push(']');
        let inserted = on_engine!(connection, |engine| diesel::sql_query(&self.statement)
            .bind::<Text, _>(&self.rows)
            .execute(engine))?;
        *counts.entry(self.table.clone()).or_default() += inserted as u64;
        self.rows.clear();
        self.count = 0;
        Ok(())
    }
}
