//! Bringing a database up to date, once, however many nodes start at the same time.

use std::collections::BTreeSet;

use diesel::backend::Backend;
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::pg::Pg;
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel::{QueryableByName, RunQueryDsl as _, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Database, StoreError};

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
///
/// Only asks: diesel's own question makes its table where there is none.
pub fn is_latest(connection: &mut Database) -> Result<bool, StoreError> {
    let known = match connection {
        Database::Sqlite(_) => versions::<Sqlite>(&SQLITE),
        Database::Postgres(_) => versions::<Pg>(&POSTGRES),
    };
    let known = known.map_err(|error| StoreError::Unreachable(error.to_string()))?;
    let applied: Vec<Applied> =
        sql_query("SELECT version FROM __diesel_schema_migrations").load(connection)?;
    Ok(known == applied.into_iter().map(|row| row.version).collect())
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
}

fn versions<B: Backend>(known: &EmbeddedMigrations) -> Result<BTreeSet<String>, MigrationError> {
    let known: Vec<Box<dyn Migration<B>>> = known.migrations().map_err(failed)?;
    Ok(known.iter().map(|migration| migration.name().version().to_string()).collect())
}

fn run<C, B>(connection: &mut C, known: EmbeddedMigrations) -> Result<(), MigrationError>
where
    B: Backend,
    C: MigrationHarness<B>,
    EmbeddedMigrations: MigrationSource<B>,
{
    if let Some(version) = newer(connection, &known)? {
        return Err(MigrationError::Newer(version.to_string()));
    }
    connection.run_pending_migrations(known).map_err(failed)?;
    Ok(())
}

fn newer<C, B>(
    connection: &mut C,
    known: &EmbeddedMigrations,
) -> Result<Option<MigrationVersion<'static>>, MigrationError>
where
    B: Backend,
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
