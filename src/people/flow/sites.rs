//! Sites named, renamed, and taken back.

use crate::people::store::sites::{
    Site, delete_unused_site, find_site, insert_site, list_sites, update_site_name,
};
use crate::people::{SiteName, SiteNameError};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{QueryError, StoreError};

/// Why a site was not named so.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The role does not do this.
    #[error("this account may not do this")]
    NotAllowed,
    /// No such site, or it has another name by now.
    #[error("the site was changed meanwhile")]
    Changed,
    /// Another site is called so.
    #[error("another site has this name")]
    Taken,
    /// It is no name.
    #[error(transparent)]
    Name(#[from] SiteNameError),
    /// People belong to it.
    #[error("people belong to this site")]
    InUse,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<QueryError> for SiteError {
    fn from(error: QueryError) -> Self {
        let error = StoreError::from(error);
        if error.is_unique_violation() { Self::Taken } else { Self::Store(error) }
    }
}

fn entry(
    by: &SignedIn,
    action: &'static str,
    id: i64,
    detail: String,
    request: String,
) -> AuditEntry {
    let record = format!("site/{id}");
    AuditEntry { account_id: Some(by.account_id), action, record, detail, request_id: request }
}

fn may(by: &SignedIn) -> Result<(), SiteError> {
    if by.role.may(Task::RunSurveys) { Ok(()) } else { Err(SiteError::NotAllowed) }
}

/// Every site.
pub async fn list(services: &Services) -> Result<Vec<Site>, StoreError> {
    services.store.read(|connection| list_sites(connection).map_err(StoreError::from)).await
}

/// Adds a site; tells its id.
pub async fn add_site(
    services: &Services,
    by: &SignedIn,
    name: &str,
    request_id: String,
) -> Result<i64, SiteError> {
    may(by)?;
    let name = SiteName::parse(name)?;
    let (by, now) = (by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let id = insert_site(connection, &name)?.ok_or(SiteError::Taken)?;
            let detail = name.as_str().to_owned();
            audit(connection, &entry(&by, "site_added", id, detail, request_id), now)?;
            Ok(id)
        })
        .await
}

/// Gives a site that was seen under one name another.
pub async fn rename_site(
    services: &Services,
    by: &SignedIn,
    id: i64,
    seen: String,
    name: &str,
    request_id: String,
) -> Result<(), SiteError> {
    may(by)?;
    let name = SiteName::parse(name)?;
    let (by, now) = (by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            if !update_site_name(connection, id, &seen, &name)? {
                return Err(SiteError::Changed);
            }
            // A name that is as it was, as by a double tap, is no change.
            if seen == name.as_str() {
                return Ok(());
            }
            let detail = format!("{seen} to {}", name.as_str());
            Ok(audit(connection, &entry(&by, "site_renamed", id, detail, request_id), now)?)
        })
        .await
}

/// Takes a site back to which nobody belongs yet.
pub async fn remove_site(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<(), SiteError> {
    may(by)?;
    let (by, now) = (by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            // Gone already, as by a double tap.
            let Some(site) = find_site(connection, id)? else { return Ok(()) };
            if !delete_unused_site(connection, id)? {
                return Err(SiteError::InUse);
            }
            Ok(audit(connection, &entry(&by, "site_removed", id, site.name, request_id), now)?)
        })
        .await
}
