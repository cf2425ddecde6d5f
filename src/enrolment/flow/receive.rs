//! A file received: read once, and kept sealed in parts until its people are brought in.

use std::sync::Arc;

use chrono::NaiveDateTime;
use tokio::sync::Semaphore;

use super::{ImportError, allowed, write_down};
use crate::crypto::{Keys, random_token, sha256_hex};
use crate::enrolment::State;
use crate::enrolment::guess::guess;
use crate::enrolment::plan::{Head, LONGEST_NAME, Plan};
use crate::enrolment::sheet::{Row, Sheet, SheetFault};
use crate::enrolment::store::{self, NewImport};
use crate::i18n::Language;
use crate::people::store::sites::list_sites;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::storage::StoreError;

/// How many rows make a part: one transaction, short enough that texts coming in need not wait.
pub(super) const PART_ROWS: usize = 100;
/// How many parts are written at once while a file is received.
const PARTS_AT_ONCE: usize = 20;
/// How many files are read at the same time: each may lie in memory as a whole.
static READERS: Semaphore = Semaphore::const_new(2);

/// Why a file was not received.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// It is no list.
    #[error(transparent)]
    Sheet(#[from] SheetFault),
    /// Something else.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl From<StoreError> for ReceiveError {
    fn from(error: StoreError) -> Self {
        Self::Import(error.into())
    }
}

/// A file read and sealed.
struct Received {
    head: Head,
    parts: Vec<(i64, Vec<u8>)>,
}

/// Receives a file; tells the id of its import.
pub async fn receive(
    services: &Services,
    by: &SignedIn,
    (file, bytes): (String, Vec<u8>),
    request_id: String,
) -> Result<i64, ReceiveError> {
    allowed(by)?;
    let (keys, token) = (Arc::clone(&services.keys), random_token());
    let for_rows = token.clone();
    let turn = READERS.acquire().await.expect("nobody closes the semaphore");
    let received = tokio::task::spawn_blocking(move || read(&keys, &for_rows, file, &bytes))
        .await
        .map_err(|_| StoreError::BrokeOff)??;
    drop(turn);
    Ok(keep(services, by, token, received, request_id).await?)
}

fn read(keys: &Keys, token: &str, file: String, bytes: &[u8]) -> Result<Received, SheetFault> {
    let sheet = Sheet::open(bytes)?;
    let (mut first, mut parts, mut rows, mut next) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut seal = |rows: &mut Vec<Row>| {
        next += 1;
        parts.push((next, store::seal_part(keys, token, next, rows)));
        rows.clear();
    };
    let count = sheet.for_each(|row| {
        if first.len() < Head::FIRST {
            first.push(row.clone());
        }
        rows.push(row);
        if rows.len() == PART_ROWS {
            seal(&mut rows);
        }
    })?;
    if !rows.is_empty() {
        seal(&mut rows);
    }
    if count == 0 {
        return Err(SheetFault::Empty);
    }
    let head = Head { file, sha256: sha256_hex(bytes), first, rows: count };
    Ok(Received { head, parts })
}

async fn keep(
    services: &Services,
    by: &SignedIn,
    token: String,
    received: Received,
    request_id: String,
) -> Result<i64, ImportError> {
    let Received { head, parts } = received;
    let (keys, country, now) =
        (Arc::clone(&services.keys), services.config.country, services.clock.now());
    let (by, number) = (by.clone(), parts.last().map_or(0, |(number, _)| *number));
    let id = services
        .store
        .write(move |connection| {
            let sites: Vec<String> =
                list_sites(connection)?.into_iter().map(|site| site.name).collect();
            let guessed = guess(&head.first, &sites, country);
            let plan = Plan {
                has_heading: guessed.has_heading,
                columns: guessed.columns,
                panel: panel_name(&head.file),
                language: Language::new(by.language.tag()),
                site: None,
                proof: None,
            };
            let sealed = NewImport::seal(&keys, token, (&head, &plan), number, by.account_id, now);
            let id = store::insert_import(connection, &sealed)?;
            let (what, record) =
                ((by.account_id, "people_list_received"), format!("people_import/{id}"));
            let detail = format!("{} rows", head.rows);
            write_down(connection, what, record, detail, request_id, now)?;
            Ok::<_, ImportError>(id)
        })
        .await?;
    let mut parts = parts.into_iter().peekable();
    while parts.peek().is_some() {
        let some: Vec<_> = parts.by_ref().take(PARTS_AT_ONCE).collect();
        services
            .store
            .write(move |connection| {
                Ok::<_, ImportError>(store::insert_parts(connection, id, &some)?)
            })
            .await?;
    }
    finish_receiving(services, id, now).await
}

/// Only a file that is whole is shown to anybody.
async fn finish_receiving(
    services: &Services,
    id: i64,
    now: NaiveDateTime,
) -> Result<i64, ImportError> {
    let keys = Arc::clone(&services.keys);
    services
        .store
        .write(move |connection| {
            let mut import =
                store::lock_import(connection, &keys, id)?.ok_or(ImportError::NotFound)?;
            import.state = State::Draft;
            import.changed_at = now;
            store::update_import(connection, &keys, &import)?;
            Ok(id)
        })
        .await
}

/// What the panel is called unless somebody says otherwise: as the file is.
fn panel_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.trim().chars().take(LONGEST_NAME).collect()
}
