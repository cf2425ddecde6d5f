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
/// stays the same. On the way of an inbound text that would be a third of the work. Run it with
/// [`on_engine!`](crate::on_engine), or, where it gives back no columns, among other
/// [`Changes`](crate::storage::Changes).
///
/// ```ignore
/// fixed_statement!(Touch, (BigInt, Text), |this, out| {
///     out.push_sql("UPDATE … WHERE id = ");
///     out.push_bind_param::<BigInt, _>(&this.id)?;
/// });
/// ```
#[macro_export]
macro_rules! fixed_statement {
    ($name:ident, $columns:tt, |$this:ident, $out:ident| $body:block) => {
        $crate::fixed_statement!(@of ($name<'_>, $name<'static>), $columns, |$this, $out| $body);
    };
    // One that borrows nothing.
    (owned $name:ident, $columns:tt, |$this:ident, $out:ident| $body:block) => {
        $crate::fixed_statement!(@of ($name, $name), $columns, |$this, $out| $body);
    };
    (@of ($name:ty, $known_by:ty), $columns:tt, |$this:ident, $out:ident| $body:block) => {
        impl diesel::query_builder::QueryId for $name {
            type QueryId = $known_by;
            const HAS_STATIC_QUERY_ID: bool = true;
        }
        impl<C> diesel::query_dsl::RunQueryDsl<C> for $name {}
        $crate::fixed_statement!(@gives $name, $columns);
        $crate::fixed_statement!(@on diesel::pg::Pg, $name, |$this, $out| $body);
        $crate::fixed_statement!(@on diesel::sqlite::Sqlite, $name, |$this, $out| $body);
    };
    (@gives $name:ty, ()) => {
        impl $crate::storage::Change for $name {
            fn make_on_sqlite(
                self: Box<Self>,
                connection: &mut diesel::sqlite::SqliteConnection,
            ) -> diesel::QueryResult<()> {
                diesel::RunQueryDsl::execute(*self, connection).map(drop)
            }
        }
    };
    (@gives $name:ty, $columns:tt) => {
        impl diesel::query_builder::Query for $name {
            type SqlType = $columns;
        }
    };
    (@on $backend:ty, $name:ty, |$this:ident, $out:ident| $body:block) => {
        impl diesel::query_builder::QueryFragment<$backend> for $name {
            fn walk_ast<'b>(
                &'b self,
                mut $out: diesel::query_builder::AstPass<'_, 'b, $backend>,
            ) -> diesel::QueryResult<()> {
                let $this = self;
                $body
                Ok(())
            }
        }
    };
}

/// Makes a type what [`Sought`](crate::storage::Sought) asks for: a part of a statement.
#[macro_export]
macro_rules! sought {
    ($name:ty, |$this:ident, $out:ident| $body:block) => {
        $crate::fixed_statement!(@on diesel::pg::Pg, $name, |$this, $out| $body);
        $crate::fixed_statement!(@on diesel::sqlite::Sqlite, $name, |$this, $out| $body);
    };
}
