//! Bringing a database up to date, once, however many nodes start at the same time.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel::{QueryResult, RunQueryDsl as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::Database;
use crate::on_engine;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
/// Any number, the same in every node: who holds it migrates.
const POSTGRES_LOCK: i64 = 4_832_107_264_159;

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// A newer Hearth has been here.
    #[error(
        "the database was made by a newer hearth (migration {0}); install that version or a later one"
    )]
    Newer(String),
    /// A migration failed; nothing of it was kept.
    #[error("the database could not be brought up to date: {0}")]
    Failed(String),
}

/// Runs what is missing, under a lock.
pub fn to_latest(connection: &mut Database) -> Result<(), MigrationError> {
    match connection {
        Database::Sqlite(sqlite) => {
            AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")
                .map_err(failed)?;
            let outcome = run(sqlite, SQLITE);
            if outcome.is_ok() {
                AnsiTransactionManager::commit_transaction(sqlite).map_err(failed)?;
            } else {
                AnsiTransactionManager::rollback_transaction(sqlite).map_err(failed)?;
            }
            outcome
        }
        Database::Postgres(postgres) => {
            postgres
                .batch_execute(&format!("SELECT pg_advisory_lock({POSTGRES_LOCK})"))
                .map_err(failed)?;
            let outcome = run(postgres, POSTGRES);
            postgres
                .batch_execute(&format!("SELECT pg_advisory_unlock({POSTGRES_LOCK})"))
                .map_err(failed)?;
            outcome
        }
    }
}

/// Whether every migration this program knows, and no other, has been run.
pub fn is_latest(connection: &mut Database) -> Result<bool, MigrationError> {
    match connection {
        Database::Sqlite(sqlite) => {
            Ok(pending(sqlite, SQLITE)? == 0 && newer(sqlite, &SQLITE)?.is_none())
        }
        Database::Postgres(postgres) => {
            Ok(pending(postgres, POSTGRES)? == 0 && newer(postgres, &POSTGRES)?.is_none())
        }
    }
}

/// The versions of the migrations this program knows, in order.
pub fn known_versions() -> Result<Vec<String>, MigrationError> {
    let known: Vec<Box<dyn Migration<Sqlite>>> = SQLITE.migrations().map_err(failed)?;
    let mut versions: Vec<String> =
        known.iter().map(|migration| migration.name().version().to_string()).collect();
    versions.sort_unstable();
    Ok(versions)
}

/// The versions of the migrations that a database has been through, in order.
///
/// Unlike diesel's own list this changes nothing in a database that has been through none.
pub fn versions_in(connection: &mut Database) -> QueryResult<Vec<String>> {
    let versions: Vec<Version> = on_engine!(connection, |engine| diesel::sql_query(
        "SELECT version FROM __diesel_schema_migrations ORDER BY version"
    )
    .load(engine))?;
    Ok(versions.into_iter().map(|row| row.version).collect())
}

#[derive(diesel::QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

fn run<C, B>(connection: &mut C, known: EmbeddedMigrations) -> Result<(), MigrationError>
where
    B: diesel::backend::Backend,
    C: MigrationHarness<B>,
    EmbeddedMigrations: MigrationSource<B>,
{
    if let Some(version) = newer(connection, &known)? {
        return Err(MigrationError::Newer(version.to_string()));
    }
    connection.run_pending_migrations(known).map_err(failed)?;
    Ok(())
}

fn pending<C, B>(connection: &mut C, known: EmbeddedMigrations) -> Result<usize, MigrationError>
where
    B: diesel::backend::Backend,
    C: MigrationHarness<B>,
    EmbeddedMigrations: MigrationSource<B>,
{
    connection.pending_migrations(known).map(|list| list.len()).map_err(failed)
}

fn newer<C, B>(
    connection: &mut C,
    known: &EmbeddedMigrations,
) -> Result<Option<MigrationVersion<'static>>, MigrationError>
where
    B: diesel::backend::Backend,
    C: MigrationHarness<B>,
    EmbeddedMigrations: MigrationSource<B>,
{
    let known: Vec<Box<dyn Migration<B>>> = known.migrations().map_err(failed)?;
    let applied = connection.applied_migrations().map_err(failed)?;
    Ok(applied
        .into_iter()
        .find(|version| known.iter().all(|migration| migration.name().version() != *version)))
}

fn failed(error: impl std::fmt::Display) -> MigrationError {
    MigrationError::Failed(error.to_string())
}
