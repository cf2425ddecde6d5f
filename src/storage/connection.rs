//! One connection type over both engines.

use diesel::pg::PgConnection;
use diesel::sqlite::SqliteConnection;

/// A connection to either engine; queries are written once against it.
#[derive(diesel::MultiConnection)]
pub enum Database {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Runs one diesel expression on the engine at hand, typed for that engine.
///
/// For what diesel cannot express on both at once: upserts and batches of rows.
///
/// ```ignore
/// on_engine!(connection, |engine| diesel::insert_into(topic::table)
///     .values(&rows)
///     .on_conflict_do_nothing()
///     .execute(engine))
/// ```
#[macro_export]
macro_rules! on_engine {
    ($connection:expr, |$engine:ident| $query:expr) => {
        match $connection {
            $crate::storage::Database::Postgres($engine) => $query,
            $crate::storage::Database::Sqlite($engine) => $query,
        }
    };
}
