//! The one writer of a SQLite file: a thread that commits groups of changes.
//!
//! SQLite has one writer at a time, and a commit that survives a power cut costs a disk flush. So
//! changes wait in a queue, and one flush serves all that stand in it: each runs in a savepoint of
//! its own inside one transaction, and each is answered only after the commit. A change that fails
//! or panics takes only itself back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_dsl::RunQueryDsl;

use super::sqlite_checkpoint::Checkpointer;
use super::{Database, StoreError};
use crate::on_engine;

/// How many changes share a commit at most; the longest anybody waits for others.
const GROUP: usize = 64;
/// After how many groups the log is copied into the file: under load, a thousand pages or so.
const GROUPS_BETWEEN_COPIES: usize = 16;
/// How many changes may wait before a further one is refused.
const QUEUE: usize = 4096;

type Manager = <Database as diesel::Connection>::TransactionManager;
/// Tells whoever waits how it ended, given whether the group's commit succeeded.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// Does its work on the connection, or without one only hears that there is none.
type Change = Box<dyn FnOnce(Option<&mut Database>) -> Answer + Send>;

pub struct SqliteWriter {
    queue: Option<Sender<Change>>,
    thread: Option<JoinHandle<()>>,
}

impl SqliteWriter {
    pub fn start(connection: Database, checkpointer: Checkpointer) -> Self {
        let (queue, changes) = bounded(QUEUE);
        let thread = std::thread::spawn(move || write_groups(connection, &changes, &checkpointer));
        Self { queue: Some(queue), thread: Some(thread) }
    }

    /// How many changes stand in the queue.
    pub fn count_waiting(&self) -> usize {
        self.queue.as_ref().map_or(0, Sender::len)
    }

    /// Queues a change; `answer` hears how it ended, after it is on disk.
    pub fn submit<T, E>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, E> + Send + 'static,
        answer: impl FnOnce(Result<T, E>) + Send + 'static,
    ) -> Result<(), StoreError>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let change: Change = Box::new(move |connection| {
            let outcome = match connection {
                Some(connection) => in_savepoint(connection, work),
                None => Err(StoreError::Busy.into()),
            };
            Box::new(move |committed| answer(committed.map_err(E::from).and(outcome)))
        });
        let queue = self.queue.as_ref().ok_or(StoreError::BrokeOff)?;
        queue.try_send(change).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Disconnected(_) => StoreError::BrokeOff,
        })
    }
}

impl Drop for SqliteWriter {
    fn drop(&mut self) {
        // What is queued is still written: the thread ends when the queue is empty and closed.
        drop(self.queue.take());
        // Whoever drops the store last may be the thread itself, which cannot wait for its own end.
        let own = std::thread::current().id();
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != own) {
            drop(thread.join());
        }
    }
}

fn write_groups(mut connection: Database, changes: &Receiver<Change>, checkpointer: &Checkpointer) {
    let mut answers = Vec::with_capacity(GROUP);
    let mut groups = 0_usize;
    while let Ok(first) = changes.recv() {
        if begin_immediate(&mut connection).is_err() {
            first(None)(Ok(()));
            continue;
        }
        let mut next = Some(first);
        while let Some(change) = next {
            answers.push(change(Some(&mut connection)));
            next = if answers.len() < GROUP { changes.try_recv().ok() } else { None };
        }
        let committed = Manager::commit_transaction(&mut connection);
        if committed.is_err() {
            // A full disk: the group is taken back, and each is told so.
            drop(Manager::rollback_transaction(&mut connection));
        }
        for answer in answers.drain(..) {
            answer(match &committed {
                Ok(()) => Ok(()),
                Err(error) => Err(StoreError::Unreachable(error.to_string())),
            });
        }
        groups = groups.wrapping_add(1);
        if groups.is_multiple_of(GROUPS_BETWEEN_COPIES) {
            checkpointer.nudge();
        }
    }
}

fn begin_immediate(connection: &mut Database) -> QueryResult<()> {
    match connection {
        Database::Sqlite(sqlite) => {
            AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE")
        }
        Database::Postgres(_) => Manager::begin_transaction(connection),
    }
}

fn in_savepoint<T, E: From<StoreError>>(
    connection: &mut Database,
    work: impl FnOnce(&mut Database) -> Result<T, E>,
) -> Result<T, E> {
    run(connection, "SAVEPOINT change")?;
    let outcome = catch_unwind(AssertUnwindSafe(|| work(connection)))
        .unwrap_or_else(|_| Err(StoreError::BrokeOff.into()));
    if outcome.is_err() {
        run(connection, "ROLLBACK TO change")?;
    }
    run(connection, "RELEASE change")?;
    outcome
}

fn run(connection: &mut Database, text: &'static str) -> Result<(), StoreError> {
    on_engine!(connection, |engine| Savepoint(text).execute(engine)).map_err(StoreError::from)?;
    Ok(())
}

/// A savepoint's statement, kept prepared by its text: this happens thousands of times a second.
struct Savepoint(&'static str);

impl QueryId for Savepoint {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C> RunQueryDsl<C> for Savepoint {}

impl<DB: Backend> QueryFragment<DB> for Savepoint {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}
