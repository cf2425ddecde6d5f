//! Administrators read the trail, and take it out. Both are in the trail.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::services::Services;
use crate::staff::store::trail::{AuditRow, Link};
use crate::staff::store::trail_search::{Wanted, list_heads, list_newest};
use crate::staff::store::{self, accounts};
use crate::staff::{AuditEntry, SignedIn};
use crate::storage::StoreError;

/// Rows on a page.
pub const PAGE_ROWS: usize = 50;
/// Rows that are read at a time for a file.
const PIECE_ROWS: i64 = 1_000;

/// What a look at the trail shows.
pub struct Seen {
    /// Rows, the newest first.
    pub rows: Vec<AuditRow>,
    /// The row after which older ones go on.
    pub older_than: Option<i64>,
    /// The address of every account.
    pub emails: BTreeMap<i64, String>,
    /// The chains' heads: (name, rows sealed, hash).
    pub heads: Vec<(String, i64, String)>,
}

fn entry(by: &SignedIn, action: &'static str, wanted: &Wanted, request_id: String) -> AuditEntry {
    let Wanted { account_id, action: done, record, from, until } = wanted;
    let parts = [
        account_id.map(|id| format!("account {id}")),
        done.as_ref().map(|done| format!("action {done}")),
        record.as_ref().map(|record| format!("record {record}")),
        from.map(|from| format!("from {}", from.date())),
        until.map(|until| format!("until {}", until.date())),
    ];
    AuditEntry {
        account_id: Some(by.account_id),
        action,
        record: "audit_event".to_owned(),
        detail: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        request_id,
    }
}

/// A page of the trail.
pub async fn look(
    services: &Services,
    by: &SignedIn,
    wanted: Wanted,
    before: Option<i64>,
    request_id: String,
) -> Result<Seen, StoreError> {
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    let entry = entry(by, "audit_seen", &wanted, request_id);
    // Read first: a look does not show itself.
    let seen = services
        .store
        .read(move |connection| {
            let most = i64::try_from(PAGE_ROWS + 1).expect("a page is small");
            let rows = list_newest(connection, &wanted, before, most)?;
            let mut rows: Vec<AuditRow> = rows.into_iter().map(|(row, _)| row).collect();
            let has_older = rows.len() > PAGE_ROWS;
            rows.truncate(PAGE_ROWS);
            let older_than = rows.last().filter(|_| has_older).map(|row| row.id);
            let accounts = accounts::list_accounts(connection, &keys)?;
            let emails = accounts.into_iter().map(|account| (account.id, account.email)).collect();
            let heads = list_heads(connection)?;
            Ok::<_, StoreError>(Seen { rows, older_than, emails, heads })
        })
        .await?;
    services.store.write(move |connection| store::audit(connection, &entry, now)).await?;
    Ok(seen)
}

/// A file of the trail that is being read.
pub struct TrailFile {
    wanted: Wanted,
    before: Option<i64>,
    emails: BTreeMap<i64, String>,
    is_over: bool,
}

/// Begins a file of what is wanted. What comes after its own row is not in it.
pub async fn begin_file(
    services: &Services,
    by: &SignedIn,
    wanted: Wanted,
    request_id: String,
) -> Result<TrailFile, StoreError> {
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    let entry = entry(by, "audit_exported", &wanted, request_id);
    let emails = services
        .store
        .write(move |connection| {
            store::audit(connection, &entry, now)?;
            let accounts = accounts::list_accounts(connection, &keys)?;
            Ok::<_, StoreError>(
                accounts.into_iter().map(|account| (account.id, account.email)).collect(),
            )
        })
        .await?;
    Ok(TrailFile { wanted, before: None, emails, is_over: false })
}

impl TrailFile {
    /// The next rows, none when there are no more: who, the row, its place in the chain.
    pub async fn next_rows(
        &mut self,
        services: &Services,
    ) -> Result<Option<Vec<(String, AuditRow, Link)>>, StoreError> {
        if self.is_over {
            return Ok(None);
        }
        let (wanted, before) = (self.wanted.clone(), self.before);
        let rows = services
            .store
            .read(move |connection| list_newest(connection, &wanted, before, PIECE_ROWS))
            .await?;
        self.before = rows.last().map(|(row, _)| row.id);
        self.is_over = self.before.is_none();
        let who = |row: &AuditRow| {
            let email = row.account_id.and_then(|id| self.emails.get(&id));
            email.cloned().unwrap_or_default()
        };
        Ok((!self.is_over)
            .then(|| rows.into_iter().map(|(row, link)| (who(&row), row, link)).collect()))
    }
}
