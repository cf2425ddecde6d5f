//! The database: one code for SQLite and PostgreSQL.
//!
//! Reads go through [`Store::read`] and never block; every change goes through [`Store::write`],
//! one transaction each, and is answered only after it is on disk.

mod at_once;
pub mod backup;
mod connection;
mod frozen;
mod key_check;
mod migrate;
mod moment;
mod postgres_writers;
mod recent;
pub mod schema;
mod sqlite_checkpoint;
mod sqlite_writer;

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::Arc;

use diesel::Connection as _;
use diesel::connection::SimpleConnection;
use diesel::pg::PgConnection;
use diesel::r2d2::{ManageConnection, Pool};
use diesel::sqlite::SqliteConnection;

pub use at_once::{Change, Changes, Row, Sought, find_at_once};
pub use connection::Database;
pub use diesel::result::Error as QueryError;
pub use frozen::Frozen;
pub use migrate::MigrationError;
pub use moment::Moment;
pub use recent::{MANY_ROWS, Recent};

use postgres_writers::PostgresWriters;
use sqlite_checkpoint::Checkpointer;
use sqlite_writer::SqliteWriter;

const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// FULL: an answer acknowledged to a phone survives a power cut, not only the end of the process.
/// What a savepoint would take back stands in memory: in a file it costs a tenth of all writing.
/// The log is copied into the file by a thread of its own; the writer helps only from so many pages.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -10240; \
    PRAGMA wal_autocheckpoint = 4000;";

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A query failed.
    #[error("the database refused: {0}")]
    Query(#[from] diesel::result::Error),
    /// No connection could be had.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// More is waiting to be written than can be written soon.
    #[error("the database is too busy")]
    Busy,
    /// The schema is not this program's.
    #[error("the schema of the database is not that of this hearth")]
    OtherSchema,
    /// The work ended in a panic; nothing of it was kept.
    #[error("the work on the database broke off")]
    BrokeOff,
    /// A row says what Hearth never writes.
    #[error("row {id} of {table} cannot be read")]
    Inconsistent {
        /// Which table.
        table: &'static str,
        /// Which row.
        id: String,
    },
}

impl StoreError {
    /// Whether a row of the same key was there already.
    pub fn is_unique_violation(&self) -> bool {
        use diesel::result::DatabaseErrorKind::UniqueViolation;
        matches!(self, Self::Query(QueryError::DatabaseError(UniqueViolation, _)))
    }

    /// A row that does not parse.
    pub fn inconsistent(table: &'static str, id: &impl ToString) -> Self {
        Self::Inconsistent { table, id: id.to_string() }
    }
}

/// Why the database could not be opened, in a sentence for whoever started Hearth.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address names no engine Hearth knows.
    #[error("DATABASE_URL must start with sqlite:// or postgres://")]
    UnknownEngine,
    /// Another `hearth serve` uses the same file.
    #[error("another hearth is serving {0}; stop it first, or use PostgreSQL for several")]
    InUse(PathBuf),
    /// There is no such file.
    #[error("there is no database at {0}; DATABASE_URL names it")]
    Missing(PathBuf),
    /// The schema is not this program's.
    #[error("the database of DATABASE_URL is not that of this hearth; run: hearth migrate")]
    OtherSchema,
    /// The file or server cannot be used.
    #[error("the database of DATABASE_URL cannot be opened: {0}")]
    Unreachable(String),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] MigrationError),
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Engine>);

enum Engine {
    Sqlite { readers: Pool<Address>, writer: SqliteWriter },
    Postgres { pool: Pool<Address>, writers: PostgresWriters },
}

impl Store {
    /// Opens the database at `url` and brings its schema up to date.
    pub fn open(url: &str) -> Result<Self, OpenError> {
        let address = Address::parse(url)?;
        let mut connection = address.connect().map_err(unreachable)?;
        migrate::to_latest(&mut connection)?;
        Self::over(address, connection)
    }

    /// Opens the database at `url` for a command that only reads: nothing is made or changed.
    pub fn open_existing(url: &str) -> Result<Self, OpenError> {
        let address = Address::parse(url)?;
        if let Address::Sqlite(path) = &address
            && !path.is_file()
        {
            return Err(OpenError::Missing(path.clone()));
        }
        let mut connection = address.connect().map_err(unreachable)?;
        if !migrate::is_latest(&mut connection).unwrap_or(false) {
            return Err(OpenError::OtherSchema);
        }
        Self::over(address, connection)
    }

    fn over(address: Address, connection: Database) -> Result<Self, OpenError> {
        let (most, is_sqlite) = match address {
            Address::Sqlite(_) => (READERS, true),
            Address::Postgres(_) => (POSTGRES_CONNECTIONS, false),
        };
        let address_of_file = address.clone();
        let pool = Pool::builder()
            .max_size(most)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .build(address)
            .map_err(unreachable)?;
        Ok(Self(Arc::new(if is_sqlite {
            let checkpointer = Checkpointer::start(move || address_of_file.connect().ok());
            Engine::Sqlite { readers: pool, writer: SqliteWriter::start(connection, checkpointer) }
        } else {
            Engine::Postgres { writers: PostgresWriters::start(&pool), pool }
        })))
    }

    /// Reads. The closure runs off the event loop, on a connection of its own.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let store = self.clone();
        tokio::task::spawn_blocking(move || store.read_now(work))
            .await
            .unwrap_or_else(|_| Err(StoreError::BrokeOff.into()))
    }

    /// Changes, in one transaction: all of it is on disk when this returns, or none of it.
    pub async fn write<T, E>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.0 {
            Engine::Sqlite { writer, .. } => {
                let (answer, answered) = tokio::sync::oneshot::channel();
                // Nobody may wait any more when a request was given up: the change stands.
                writer.submit(work, move |outcome| drop(answer.send(outcome)))?;
                answered.await.unwrap_or_else(|_| Err(StoreError::BrokeOff.into()))
            }
            Engine::Postgres { .. } => {
                let store = self.clone();
                tokio::task::spawn_blocking(move || store.write_now(work))
                    .await
                    .unwrap_or_else(|_| Err(StoreError::BrokeOff.into()))
            }
        }
    }

    /// The same for changes of which very many come at once: they share transactions on either
    /// engine. One that fails is taken back alone all the same.
    ///
    /// `place` says which rows it takes hold of first: what a node changes in one place, it changes
    /// in the order in which it came. The work may be done more than once, and is kept once.
    pub async fn write_among_others<T, E>(
        &self,
        place: Vec<u8>,
        work: impl Fn(&mut Database) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.0 {
            Engine::Sqlite { .. } => self.write(work).await,
            Engine::Postgres { writers, .. } => {
                let (answer, answered) = tokio::sync::oneshot::channel();
                writers.submit(place, work, move |outcome| drop(answer.send(outcome)))?;
                answered.await.unwrap_or_else(|_| Err(StoreError::BrokeOff.into()))
            }
        }
    }

    /// Reads on the calling thread; for commands.
    pub fn read_now<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, E>,
    ) -> Result<T, E> {
        let (Engine::Sqlite { readers: pool, .. } | Engine::Postgres { pool, .. }) = &*self.0;
        let mut connection = pool.get().map_err(no_connection)?;
        work(&mut connection)
    }

    /// Reads on the calling thread, and sees the database as it is at one moment however much is
    /// read; for commands.
    pub fn read_one_moment_now<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read_now(|connection| {
            in_transaction(connection, |connection| {
                hold_moment(connection).map_err(StoreError::from)?;
                work(connection)
            })
        })
    }

    /// Changes on the calling thread; for commands.
    pub fn write_now<T, E>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &*self.0 {
            Engine::Sqlite { writer, .. } => {
                let (answer, answered) = crossbeam_channel::bounded(1);
                writer.submit(work, move |outcome| drop(answer.send(outcome)))?;
                answered.recv().unwrap_or_else(|_| Err(StoreError::BrokeOff.into()))
            }
            Engine::Postgres { pool, .. } => {
                let mut connection = pool.get().map_err(no_connection)?;
                in_transaction(&mut connection, work)
            }
        }
    }

    /// How many changes wait for those who write: on PostgreSQL, of those that come in great number.
    pub fn count_waiting_writes(&self) -> usize {
        match &*self.0 {
            Engine::Sqlite { writer, .. } => writer.count_waiting(),
            Engine::Postgres { writers, .. } => writers.count_waiting(),
        }
    }

    /// Checks that the database answers and that its schema is this program's.
    pub fn check_ready_now(&self) -> Result<(), StoreError> {
        if self.read_now(migrate::is_latest)? { Ok(()) } else { Err(StoreError::OtherSchema) }
    }
}

/// Claims a SQLite file for the one process that serves it; PostgreSQL needs no claim.
///
/// The claim ends when the file handle is dropped, or with the process.
pub fn claim(url: &str) -> Result<Option<File>, OpenError> {
    let Address::Sqlite(path) = Address::parse(url)? else { return Ok(None) };
    let lock = File::create(path.with_added_extension("lock")).map_err(unreachable)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(path)),
        Err(TryLockError::Error(error)) => Err(unreachable(error)),
    }
}

/// Where a database is.
#[derive(Clone, Debug)]
enum Address {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Address {
    fn parse(url: &str) -> Result<Self, OpenError> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            Ok(Self::Sqlite(PathBuf::from(path)))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres(url.to_owned()))
        } else {
            Err(OpenError::UnknownEngine)
        }
    }
}

impl ManageConnection for Address {
    type Connection = Database;
    type Error = diesel::ConnectionError;

    fn connect(&self) -> Result<Database, diesel::ConnectionError> {
        match self {
            Self::Sqlite(path) => {
                let mut connection = SqliteConnection::establish(&path.to_string_lossy())?;
                connection
                    .batch_execute(SQLITE_SETTINGS)
                    .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
                Ok(Database::Sqlite(connection))
            }
            Self::Postgres(url) => {
                // So OpenSSL cleans nothing up at exit, beneath a thread that is just connecting.
                openssl_sys::init();
                let mut connection = PgConnection::establish(url)?;
                connection
                    .batch_execute("SET TIME ZONE 'UTC'")
                    .map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
                Ok(Database::Postgres(connection))
            }
        }
    }

    fn is_valid(&self, connection: &mut Database) -> Result<(), diesel::ConnectionError> {
        connection
            .batch_execute("SELECT 1")
            .map_err(diesel::ConnectionError::CouldntSetupConfiguration)
    }

    fn has_broken(&self, connection: &mut Database) -> bool {
        use diesel::connection::TransactionManager;
        <Database as diesel::Connection>::TransactionManager::is_broken_transaction_manager(
            connection,
        )
    }
}

fn in_transaction<T, E: From<StoreError>>(
    connection: &mut Database,
    work: impl FnOnce(&mut Database) -> Result<T, E>,
) -> Result<T, E> {
    /// Carries the flow's own error through diesel's transaction.
    enum Failure<E> {
        Flow(E),
        Database(diesel::result::Error),
    }
    impl<E> From<diesel::result::Error> for Failure<E> {
        fn from(error: diesel::result::Error) -> Self {
            Self::Database(error)
        }
    }
    connection.transaction(|connection| work(connection).map_err(Failure::Flow)).map_err(
        |failure| match failure {
            Failure::Flow(error) => error,
            Failure::Database(error) => StoreError::from(error).into(),
        },
    )
}

/// Makes a transaction that has just begun see one moment. SQLite's are all of this kind.
fn hold_moment(connection: &mut Database) -> diesel::QueryResult<()> {
    match connection {
        Database::Postgres(engine) => {
            engine.batch_execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        }
        Database::Sqlite(_) => Ok(()),
    }
}

fn unreachable(error: impl std::fmt::Display) -> OpenError {
    OpenError::Unreachable(error.to_string())
}

fn no_connection(error: impl std::fmt::Display) -> StoreError {
    StoreError::Unreachable(error.to_string())
}
