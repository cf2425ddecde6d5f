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

/// Makes a type a statement of fixed text: prepared once on each connection, then reused.
///
/// diesel prepares an `UPDATE` and an upsert anew each time, because it cannot know that their text
/// stays the same. On the way of an inbound text that would be a third of the work.
///
/// ```ignore
/// fixed_statement!(TakeHold<'_>, (BigInt, Text));
/// ```
#[macro_export]
macro_rules! fixed_statement {
    ($name:ident, $columns:ty) => {
        impl diesel::query_builder::QueryId for $name<'_> {
            type QueryId = $name<'static>;
            const HAS_STATIC_QUERY_ID: bool = true;
        }
        impl diesel::query_builder::Query for $name<'_> {
            type SqlType = $columns;
        }
        impl<C> diesel::query_dsl::RunQueryDsl<C> for $name<'_> {}
    };
}
