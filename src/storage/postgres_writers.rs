//! Changes on PostgreSQL that share a transaction, as all do on SQLite.
//!
//! To begin and to commit are ways to the server, and a commit is a flush of its log besides: one
//! of each serves all that wait. There are no savepoints, which would be such ways again. So one
//! that fails takes its whole group back, and then each of the group is made by itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use diesel::connection::TransactionManager;
use diesel::r2d2::Pool;

use super::{Address, Database, StoreError, no_connection};

/// While one waits for the disk, others go on.
const WRITERS: usize = 4;
/// How many changes share a transaction at most.
const GROUP: usize = 16;
/// How many changes may wait before a further one is refused.
const QUEUE: usize = 4096;

type Manager = <Database as diesel::Connection>::TransactionManager;

pub struct PostgresWriters(Vec<Writer>);

struct Writer {
    queue: Option<Sender<Waiting>>,
    thread: Option<JoinHandle<()>>,
}

struct Waiting {
    place: Vec<u8>,
    change: Box<dyn Change>,
}

/// A change and whoever waits for it.
trait Change: Send {
    /// Does the work; whether it succeeded.
    fn make(&mut self, connection: &mut Database) -> bool;
    /// Tells how the work ended, given whether the transaction did.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

struct Work<W, A, T, E> {
    does: W,
    answer: A,
    outcome: Option<Result<T, E>>,
}

impl<W, A, T, E> Change for Work<W, A, T, E>
where
    W: Fn(&mut Database) -> Result<T, E> + Send,
    A: FnOnce(Result<T, E>) + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn make(&mut self, connection: &mut Database) -> bool {
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.does)(connection)))
            .unwrap_or_else(|_| Err(StoreError::BrokeOff.into()));
        self.outcome.insert(outcome).is_ok()
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let outcome = self.outcome.unwrap_or_else(|| Err(StoreError::BrokeOff.into()));
        (self.answer)(committed.map_err(E::from).and(outcome));
    }
}

impl PostgresWriters {
    pub fn start(pool: &Pool<Address>) -> Self {
        let writers = std::iter::repeat_with(|| {
            let (queue, waiting) = bounded(QUEUE);
            let pool = pool.clone();
            let thread = std::thread::spawn(move || write_groups(&pool, &waiting));
            Writer { queue: Some(queue), thread: Some(thread) }
        });
        Self(writers.take(WRITERS).collect())
    }

    /// How many changes stand in the queues.
    pub fn count_waiting(&self) -> usize {
        self.0.iter().filter_map(|writer| writer.queue.as_ref()).map(Sender::len).sum()
    }

    /// Queues a change that begins with rows of that place, and that may be made anew after it was
    /// taken back; `answer` hears how it ended, after it is on disk.
    pub fn submit<T, E>(
        &self,
        place: Vec<u8>,
        work: impl Fn(&mut Database) -> Result<T, E> + Send + 'static,
        answer: impl FnOnce(Result<T, E>) + Send + 'static,
    ) -> Result<(), StoreError>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let change = Box::new(Work { does: work, answer, outcome: None });
        // Who has a place has all that is changed there, so that it is in the order it came in.
        let sum: usize = place.iter().copied().map(usize::from).sum();
        let queue = self.0[sum % WRITERS].queue.as_ref().ok_or(StoreError::BrokeOff)?;
        queue.try_send(Waiting { place, change }).map_err(|error| match error {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Disconnected(_) => StoreError::BrokeOff,
        })
    }
}

impl Drop for Writer {
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

fn write_groups(pool: &Pool<Address>, waiting: &Receiver<Waiting>) {
    while let Ok(first) = waiting.recv() {
        let mut group = vec![first];
        group.extend(waiting.try_iter().take(GROUP - 1));
        // Groups of other nodes take hold of conversations in this order too, so that no two wait
        // for each other there. Of one place, what came first stays first.
        group.sort_by(|one, other| one.place.cmp(&other.place));
        write(pool, group.into_iter().map(|waiting| waiting.change).collect());
    }
}

fn write(pool: &Pool<Address>, mut changes: Vec<Box<dyn Change>>) {
    // Connections may be dead that nobody has used since the server went away: each tells so once.
    for _ in 0..=pool.max_size() {
        match commit_all(pool, &mut changes) {
            Ended::Committed => return answer_all(changes, &Ok(())),
            // What went wrong stands in the outcome of the one.
            Ended::TakenBack if changes.len() == 1 => return answer_all(changes, &Ok(())),
            Ended::TakenBack => {
                return changes.into_iter().for_each(|change| write(pool, vec![change]));
            }
            Ended::NotBegun => {}
            Ended::Failed(error) => return answer_all(changes, &Err(error)),
        }
    }
    answer_all(changes, &Err(StoreError::Unreachable("every connection is closed".to_owned())));
}

/// How a transaction ended.
enum Ended {
    /// All of it is on disk.
    Committed,
    /// One of the changes failed, and nothing is kept.
    TakenBack,
    /// The connection was dead before anything was done.
    NotBegun,
    /// Whether it is on disk nobody knows, so that it is not made anew; or no connection is there.
    Failed(StoreError),
}

/// Makes all of them in one transaction.
fn commit_all(pool: &Pool<Address>, changes: &mut [Box<dyn Change>]) -> Ended {
    let mut connection = match pool.get() {
        Ok(connection) => connection,
        Err(error) => return Ended::Failed(no_connection(error)),
    };
    if Manager::begin_transaction(&mut *connection).is_err() {
        return Ended::NotBegun;
    }
    if changes.iter_mut().all(|change| change.make(&mut connection)) {
        return match Manager::commit_transaction(&mut *connection) {
            Ok(()) => Ended::Committed,
            Err(error) => {
                drop(Manager::rollback_transaction(&mut *connection));
                Ended::Failed(error.into())
            }
        };
    }
    // Where even this fails the connection is lost, and with it what it had not committed.
    drop(Manager::rollback_transaction(&mut *connection));
    Ended::TakenBack
}

fn answer_all(changes: Vec<Box<dyn Change>>, committed: &Result<(), StoreError>) {
    for change in changes {
        change.answer(match committed {
            Ok(()) => Ok(()),
            Err(error) => Err(StoreError::Unreachable(error.to_string())),
        });
    }
}
