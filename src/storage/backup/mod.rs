//! Everything the database holds as lines of text, and back, from either engine into either.
//!
//! First a header, then each table after those it refers to: a line that names its columns, and a
//! JSON array for each row; last a line that counts. Which tables and columns there are is asked of
//! the database's own catalogue, so that none can be forgotten. Values stand as SQLite keeps them
//! (times as text, truths as 0 and 1), bytes as hexadecimal. It is not encrypted here.

mod catalogue;
mod dump;
mod load;

use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDateTime;
use diesel::sql_types::Text;
use serde::{Deserialize, Serialize};

pub use dump::dump;
pub use load::{AfterRestore, Restored, load, read_header};

use super::migrate::MigrationError;
use super::{OpenError, QueryError, StoreError};

/// What a backup says of itself, on its first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the program that made it.
    pub hearth: String,
    /// The last migration of the database it was made of.
    pub schema: String,
    /// When, in UTC.
    pub taken_at: NaiveDateTime,
}

/// How many rows of each table a backup holds.
pub type Counts = BTreeMap<String, u64>;

/// A line that is no row.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Mark {
    Table { table: String, columns: Vec<String> },
    End { rows: Counts },
}

/// Why a backup was not made, or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A query failed.
    #[error("the database refused: {0}")]
    Query(#[from] QueryError),
    /// The file could not be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The backup's schema is not this program's.
    #[error(
        "the backup is of another version (hearth {made_by}, schema {schema}; this one has schema \
         {ours}): restore it with that hearth, and then bring it up to date with this one"
    )]
    OtherSchema {
        /// The program that made it.
        made_by: String,
        /// Its last migration.
        schema: String,
        /// This program's.
        ours: String,
    },
    /// Something is in the database that a restore would mix with.
    #[error("the database of DATABASE_URL is not empty: {0} has rows; restore into a new one")]
    NotEmpty(String),
    /// A column's type has no way into a backup yet.
    #[error("{0} is of a type that a backup cannot hold: {1}")]
    UnknownType(String, String),
    /// Tables that can be restored in no order.
    #[error("these tables refer to each other in a circle: {0}")]
    Circle(String),
    /// What stands in the backup is not what a backup holds.
    #[error("the backup does not hold together: {0}")]
    Broken(String),
    /// What is done with restored rows failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MigrationError> for BackupError {
    fn from(error: MigrationError) -> Self {
        Self::Open(error.into())
    }
}

/// One row as a JSON array, or any other single text.
#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

fn broken(error: impl std::fmt::Display) -> BackupError {
    BackupError::Broken(error.to_string())
}
