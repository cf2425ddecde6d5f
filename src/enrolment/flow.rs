//! Journeys of people brought in from a list.
//!
//! A file is received, looked through and confirmed by staff; then the worker brings it in part by
//! part. Each part is one transaction that also says that it was done, so that a restart neither
//! loses nor doubles anybody.

mod bring;
pub mod check;
pub mod look;
pub mod receive;
pub mod steps;
mod undo;

use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use super::State;
use super::store::{self, ImportRow};
use crate::crypto::Keys;
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, StoreError};

/// How long a file is kept that nobody confirms.
pub const UNUSED_KEPT_HOURS: i64 = 24;
/// States in which nobody has confirmed a file yet.
const UNUSED: [State; 3] = [State::Receiving, State::Draft, State::Checked];
/// How long a paused one is kept.
const PAUSED_KEPT: TimeDelta = TimeDelta::days(7);
/// How long rows that were not taken can be had back.
pub const REJECTS_KEPT_DAYS: i64 = 30;

/// Why something is not done with an import.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The role does not manage people.
    #[error("this account does not manage people")]
    NotAllowed,
    /// There is no such import.
    #[error("there is no such import")]
    NotFound,
    /// It is not where it was when the person looked.
    #[error("the import has changed meanwhile")]
    Changed,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<crate::storage::QueryError> for ImportError {
    fn from(error: crate::storage::QueryError) -> Self {
        Self::Store(error.into())
    }
}

/// Whether that account may do anything here.
fn allowed(by: &SignedIn) -> Result<(), ImportError> {
    if by.role.may(Task::ManagePeople) { Ok(()) } else { Err(ImportError::NotAllowed) }
}

/// Writes down what somebody did with an import. Nothing of a person stands in it.
fn write_down(
    connection: &mut Database,
    (account_id, action): (i64, &'static str),
    record: String,
    detail: String,
    request_id: String,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let entry = AuditEntry { account_id: Some(account_id), action, record, detail, request_id };
    audit(connection, &entry, now)
}

/// Does one piece of the work that is to be done, if there is any; for the worker. Tells whether
/// there was.
pub async fn work(services: &Services) -> Result<bool, StoreError> {
    let found = services
        .store
        .read(|connection| Ok::<_, StoreError>(store::find_work(connection)?))
        .await?;
    let Some(row) = found else { return Ok(false) };
    let (id, now) = (row.id, services.clock.now());
    match work_on(services, row).await {
        // Nobody's list waits behind one that cannot be read.
        Err(error @ StoreError::Inconsistent { .. }) => {
            let is_paused = services
                .store
                .write(move |connection| Ok::<_, StoreError>(store::pause(connection, id, now)?))
                .await?;
            // What is being taken back is never left half done in silence.
            if !is_paused {
                return Err(error);
            }
            tracing::error!(%error, import = id, "a list of people cannot be read: it is paused");
        }
        outcome => outcome?,
    }
    Ok(true)
}

async fn work_on(services: &Services, row: ImportRow) -> Result<(), StoreError> {
    let import = row.open(&services.keys)?;
    match import.state {
        State::Undoing => undo::take_back_some(services, &import).await,
        _ => bring::bring_part(services, import).await,
    }
}

/// Forgets files that nobody confirmed, files that were left paused, and rows that nobody fetched;
/// for the worker.
pub async fn forget_old(services: &Services) -> Result<(), StoreError> {
    let (now, keys) = (services.clock.now(), Arc::clone(&services.keys));
    services
        .store
        .write(move |connection| {
            let unused_since = now - TimeDelta::hours(UNUSED_KEPT_HOURS);
            for id in store::list_stale(connection, &UNUSED, unused_since)? {
                // Nobody's list is kept because of one that cannot be read.
                or_log(id, forget_unused(connection, &keys, id))?;
            }
            for id in store::list_stale(connection, &[State::Paused], now - PAUSED_KEPT)? {
                or_log(id, end_paused(connection, &keys, id, now))?;
            }
            Ok(store::delete_old_rejects(connection, now - TimeDelta::days(REJECTS_KEPT_DAYS))?)
        })
        .await
}

/// A list that cannot be read is left as it is, and the log says so.
fn or_log(id: i64, outcome: Result<(), StoreError>) -> Result<(), StoreError> {
    match outcome {
        Err(error @ StoreError::Inconsistent { .. }) => {
            tracing::error!(%error, import = id, "an old list of people cannot be read: it stays");
            Ok(())
        }
        outcome => outcome,
    }
}

fn forget_unused(connection: &mut Database, keys: &Keys, id: i64) -> Result<(), StoreError> {
    let Some(import) = store::lock_import(connection, keys, id)? else { return Ok(()) };
    // Somebody may have confirmed it this moment.
    if UNUSED.contains(&import.state) {
        store::delete_import(connection, id)?;
    }
    Ok(())
}

fn end_paused(
    connection: &mut Database,
    keys: &Keys,
    id: i64,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let Some(mut import) = store::lock_import(connection, keys, id)? else { return Ok(()) };
    if import.state != State::Paused {
        return Ok(());
    }
    store::delete_parts(connection, id, None)?;
    import.state = State::Done;
    import.changed_at = now;
    Ok(store::update_import(connection, keys, &import)?)
}
