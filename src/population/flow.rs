//! A table brought in, looked at beside the people asked, and let count; each choice taken back by
//! another.

use std::collections::BTreeSet;

use super::reading::{TableFault, read};
use super::store::{self, Brought, Choice};
use super::{Misfit, Neighbours, Present, present};
use crate::people::store::list_strata;
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, StoreError};

/// How many earlier choices the page lists.
const CHOICES_SHOWN: i64 = 20;

/// Why a table is not taken, or does not count.
#[derive(Debug, thiserror::Error)]
pub enum PopulationError {
    /// The role does not do this.
    #[error("this account may not do this")]
    NotAllowed,
    /// No such table.
    #[error("there is no such table")]
    NoSuchTable,
    /// It cannot be read.
    #[error(transparent)]
    Table(#[from] TableFault),
    /// Somebody else chose meanwhile.
    #[error("another table was chosen meanwhile")]
    Changed,
    /// It does not fit the people asked.
    #[error("the table does not fit the people asked")]
    Misfits(BTreeSet<Misfit>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn may(by: &SignedIn) -> Result<(), PopulationError> {
    // It changes what is published, so whoever publishes may.
    if by.role.may(Task::PublishRanking) { Ok(()) } else { Err(PopulationError::NotAllowed) }
}

fn entry(by: &SignedIn, action: &'static str, record: String, request_id: String) -> AuditEntry {
    AuditEntry {
        account_id: Some(by.account_id),
        action,
        record,
        detail: String::new(),
        request_id,
    }
}

fn read_present(connection: &mut Database) -> Result<Present, StoreError> {
    Ok(present(list_strata(connection)?.values()))
}

/// Reads a file and keeps it, to be looked at. Nothing counts by it yet.
pub async fn receive(
    services: &Services,
    by: &SignedIn,
    bytes: Vec<u8>,
    request_id: String,
) -> Result<i64, PopulationError> {
    may(by)?;
    let table = services
        .store
        .read(move |connection| {
            let asked = read_present(connection)?;
            Ok::<_, PopulationError>(read(&bytes, &asked)?)
        })
        .await?;
    let (by, now) = (by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let id = store::insert_table(connection, &table, by.account_id, now)?;
            let record = format!("population_table/{id}");
            audit(connection, &entry(&by, "population_received", record, request_id), now)?;
            Ok(id)
        })
        .await
}

/// How a table stands beside the people asked.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The table.
    pub brought: Brought,
    /// Which category takes over for which, if it is in force.
    pub neighbours: Neighbours,
    /// The people asked.
    pub present: Present,
    /// Where both do not fit together.
    pub misfits: BTreeSet<Misfit>,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The table that counts, if one does.
    pub in_force: Option<Sight>,
    /// What was chosen, the latest first.
    pub choices: Vec<Choice>,
}

/// Which table counts, and what counted before.
pub async fn find_standing(services: &Services) -> Result<Standing, StoreError> {
    services
        .store
        .read(|connection| {
            let choices = store::list_choices(connection, CHOICES_SHOWN)?;
            let in_force = match choices.first() {
                Some(Choice { table_id: Some(id), neighbours, .. }) => {
                    sight(connection, *id, neighbours.clone())?
                }
                _ => None,
            };
            Ok(Standing { in_force, choices })
        })
        .await
}

/// A table that was brought in, and the choice it would take the place of.
pub async fn find_sight(services: &Services, id: i64) -> Result<Option<(Sight, i64)>, StoreError> {
    services
        .store
        .read(move |connection| {
            let latest = store::find_latest_choice(connection)?;
            let of_it = latest.as_ref().filter(|choice| choice.table_id == Some(id));
            let neighbours = of_it.map(|choice| choice.neighbours.clone()).unwrap_or_default();
            let sight = sight(connection, id, neighbours)?;
            Ok(sight.map(|sight| (sight, latest.map_or(0, |choice| choice.id))))
        })
        .await
}

fn sight(
    connection: &mut Database,
    id: i64,
    neighbours: Neighbours,
) -> Result<Option<Sight>, StoreError> {
    let Some(brought) = store::find_table(connection, id)? else { return Ok(None) };
    let present = read_present(connection)?;
    let misfits = brought.table.misfits(&present, &neighbours);
    Ok(Some(Sight { brought, neighbours, present, misfits }))
}

/// What somebody lets count from now on.
#[derive(Clone, Debug)]
pub struct Choose {
    /// The table, or none.
    pub table_id: Option<i64>,
    /// The latest choice on the page they saw; 0 for none.
    pub seen: i64,
    /// Which category takes over for which.
    pub neighbours: Neighbours,
    /// The request.
    pub request_id: String,
}

/// Lets a table, or none, count from now on.
///
/// # Errors
/// [`PopulationError::Misfits`] if it does not fit the people asked; [`PopulationError::Changed`]
/// if somebody else chose meanwhile.
pub async fn choose(
    services: &Services,
    by: &SignedIn,
    choose: Choose,
) -> Result<(), PopulationError> {
    may(by)?;
    let (by, now) = (by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let Choose { table_id, seen, neighbours, request_id } = choose;
            let latest = store::find_latest_choice(connection)?;
            let is_same = |choice: &Choice| {
                (choice.table_id, &choice.neighbours) == (table_id, &neighbours)
                    && choice.replaces == seen
            };
            // A double tap is one tap.
            if latest.as_ref().is_some_and(is_same) {
                return Ok(());
            }
            if latest.map_or(0, |choice| choice.id) != seen {
                return Err(PopulationError::Changed);
            }
            if let Some(id) = table_id {
                let sight = sight(connection, id, neighbours.clone())?;
                let sight = sight.ok_or(PopulationError::NoSuchTable)?;
                if !sight.misfits.is_empty() {
                    return Err(PopulationError::Misfits(sight.misfits));
                }
            }
            keep(connection, &by, (seen, table_id, &neighbours), request_id, now)
        })
        .await
}

/// Takes the latest choice back: what counted before it counts again, whether or not it fits the
/// people who came since.
pub async fn undo(
    services: &Services,
    by: &SignedIn,
    seen: i64,
    request_id: String,
) -> Result<(), PopulationError> {
    may(by)?;
    let (by, now) = (by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let latest = store::find_latest_choice(connection)?;
            let latest = latest.filter(|choice| choice.id == seen);
            let latest = latest.ok_or(PopulationError::Changed)?;
            let before = store::find_choice(connection, latest.replaces)?;
            let (table_id, neighbours) =
                before.map(|choice| (choice.table_id, choice.neighbours)).unwrap_or_default();
            keep(connection, &by, (seen, table_id, &neighbours), request_id, now)
        })
        .await
}

fn keep(
    connection: &mut Database,
    by: &SignedIn,
    (replaces, table_id, neighbours): (i64, Option<i64>, &Neighbours),
    request_id: String,
    now: chrono::NaiveDateTime,
) -> Result<(), PopulationError> {
    let account_id = by.account_id;
    if !store::insert_choice(connection, replaces, table_id, neighbours, account_id, now)? {
        return Err(PopulationError::Changed);
    }
    let (action, record) = match table_id {
        Some(id) => ("population_chosen", format!("population_table/{id}")),
        None => ("population_put_aside", "population_table".to_owned()),
    };
    Ok(audit(connection, &entry(by, action, record, request_id), now)?)
}
