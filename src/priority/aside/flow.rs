//! Setting ballots aside, and letting them count again.

use super::{LONGEST_REASON, store};
use crate::priority::store::lock_survey;
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, StoreError};
use crate::survey::flow::find_offered;

/// Why ballots were not set aside.
#[derive(Debug, thiserror::Error)]
pub enum AsideError {
    /// The role does not do this.
    #[error("this account may not set ballots aside")]
    NotAllowed,
    /// A reason is asked for.
    #[error("a reason of 1 to {LONGEST_REASON} characters is needed")]
    Reason,
    /// No such survey is published.
    #[error("there is no such survey")]
    NoSuchSurvey,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sets the ballots of a source aside that say this, or all of them. Twice is once.
pub async fn set_aside(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    (source, ballot, reason): (String, Option<String>, String),
    request_id: String,
) -> Result<(), AsideError> {
    let reason = reason.trim().to_owned();
    if !(1..=LONGEST_REASON).contains(&reason.chars().count()) {
        return Err(AsideError::Reason);
    }
    let (account_id, now) = (by.account_id, services.clock.now());
    in_survey(services, by, slug, move |connection, survey_id| {
        let standing = store::list_asides(connection, survey_id)?;
        if standing.iter().any(|aside| aside.source == source && aside.ballot == ballot) {
            return Ok(());
        }
        let named = (source.as_str(), ballot.as_deref(), reason.as_str());
        let id = store::insert_aside(connection, survey_id, named, account_id, now)?;
        let entry = AuditEntry {
            account_id: Some(account_id),
            action: "ballots_set_aside",
            record: format!("set_aside/{id}"),
            detail: source,
            request_id,
        };
        audit(connection, &entry, now)
    })
    .await
}

/// Lets ballots count again that were set aside.
pub async fn count_again(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    id: i64,
    request_id: String,
) -> Result<(), AsideError> {
    let (account_id, now) = (by.account_id, services.clock.now());
    in_survey(services, by, slug, move |connection, survey_id| {
        if !store::end_aside(connection, survey_id, id, now)? {
            return Ok(());
        }
        let entry = AuditEntry {
            account_id: Some(account_id),
            action: "ballots_counted_again",
            record: format!("set_aside/{id}"),
            detail: String::new(),
            request_id,
        };
        audit(connection, &entry, now)
    })
    .await
}

/// Changes what counts in a survey, one at a time, if the role may.
async fn in_survey(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    work: impl FnOnce(&mut Database, i64) -> Result<(), StoreError> + Send + 'static,
) -> Result<(), AsideError> {
    if !by.role.may(Task::PublishRanking) {
        return Err(AsideError::NotAllowed);
    }
    let (slug, frozen, is_demo) =
        (slug.to_owned(), std::sync::Arc::clone(&services.frozen), services.is_demo);
    services
        .store
        .write(move |connection| {
            lock_survey(connection, &slug)?;
            let offered = find_offered(connection, &frozen, is_demo, &slug)?;
            let survey_id = offered.ok_or(AsideError::NoSuchSurvey)?.version.survey_id;
            Ok(work(connection, survey_id)?)
        })
        .await
}
