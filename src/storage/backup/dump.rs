//! Out of a database, in one consistent snapshot, while others write.

use std::io::Write;

use chrono::NaiveDateTime;
use diesel::connection::DefaultLoadingMode;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::r2d2::ManageConnection as _;
use diesel::{Connection as _, QueryResult, RunQueryDsl as _};

use super::catalogue::{Table, list_tables};
use super::{BackupError, Counts, Header, Line, Mark};
use crate::storage::migrate::{is_latest, latest_version};
use crate::storage::{Address, Database, OpenError, hold_moment, unreachable};

/// Writes everything the database at `url` holds, as it stands at one moment.
///
/// Everything committed before this begins is in it. Rows are never gathered in memory, and who
/// writes meanwhile does not wait.
pub fn dump(
    url: &str,
    taken_at: NaiveDateTime,
    out: &mut impl Write,
) -> Result<Counts, BackupError> {
    let address = Address::parse(url)?;
    if let Address::Sqlite(path) = &address
        && !path.is_file()
    {
        return Err(OpenError::Missing(path.clone()).into());
    }
    let mut connection = address.connect().map_err(unreachable)?;
    connection.transaction(|connection| {
        hold_moment(connection)?;
        if !is_latest(connection).unwrap_or(false) {
            return Err(OpenError::OtherSchema.into());
        }
        let header = Header {
            hearth: env!("CARGO_PKG_VERSION").to_owned(),
            schema: latest_version()?,
            taken_at,
        };
        write_line(out, &header)?;
        let mut rows = Counts::new();
        for table in list_tables(connection)? {
            let columns = table.columns.iter().map(|column| column.name.clone()).collect();
            write_line(out, &Mark::Table { table: table.name.clone(), columns })?;
            let count = write_rows(connection, &table, out)?;
            rows.insert(table.name, count);
        }
        write_line(out, &Mark::End { rows: rows.clone() })?;
        Ok(rows)
    })
}

fn write_rows(
    connection: &mut Database,
    table: &Table,
    out: &mut impl Write,
) -> Result<u64, BackupError> {
    let select = diesel::sql_query(table.select()?);
    match connection {
        Database::Sqlite(sqlite) => {
            write_lines(select.load_iter::<Line, DefaultLoadingMode>(sqlite)?, out)
        }
        Database::Postgres(postgres) => {
            write_lines(select.load_iter::<Line, PgRowByRowLoadingMode>(postgres)?, out)
        }
    }
}

fn write_lines(
    lines: impl Iterator<Item = QueryResult<Line>>,
    out: &mut impl Write,
) -> Result<u64, BackupError> {
    let mut count = 0;
    for line in lines {
        out.write_all(line?.line.as_bytes())?;
        out.write_all(b"\n")?;
        count += 1;
    }
    Ok(count)
}

fn write_line(out: &mut impl Write, line: &impl serde::Serialize) -> Result<(), BackupError> {
    serde_json::to_writer(&mut *out, line).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}
