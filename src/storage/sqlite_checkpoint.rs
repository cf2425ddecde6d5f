//! What was committed is copied from SQLite's log into its file by a thread of its own.
//!
//! Left to the writer, this is a sixth of its work and most of the longest waits: the copy ends
//! with a flush of the whole file. Beside it, the writer is kept from nothing. The log starts anew
//! only once all of it was copied, which under load is never the case; so from some thousand pages on the
//! writer itself copies the little that is left.
//!
//! Source: SQLite, Write-Ahead Logging, "Application-Initiated Checkpoints".

use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};
use diesel::connection::SimpleConnection as _;

use super::Database;

/// Asks for a copy, and ends the thread when it is dropped.
pub struct Checkpointer {
    nudge: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    /// Starts the thread; `connect` gives its connection, once there is something to copy.
    pub fn start(connect: impl Fn() -> Option<Database> + Send + 'static) -> Self {
        let (nudge, nudges) = bounded(1);
        let thread = std::thread::spawn(move || copy_when_asked(connect, &nudges));
        Self { nudge: Some(nudge), thread: Some(thread) }
    }

    /// Asks for a copy soon. One that is under way, or asked for already, will do.
    pub fn nudge(&self) {
        if let Some(nudge) = &self.nudge {
            nudge.try_send(()).unwrap_or_default();
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        drop(self.nudge.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn copy_when_asked(connect: impl Fn() -> Option<Database>, nudges: &Receiver<()>) {
    let mut connection = None;
    while nudges.recv().is_ok() {
        if connection.is_none() {
            connection = connect();
        }
        let Some(known) = &mut connection else { continue };
        // PASSIVE waits for nobody and keeps nobody waiting. What it leaves, the next one copies.
        if let Err(error) = known.batch_execute("PRAGMA wal_checkpoint(PASSIVE)") {
            tracing::warn!(%error, "SQLite's log could not be copied into its file");
            connection = None;
        }
    }
}
