//! A campaign: confirmed, called off, paused, ended.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::plan::{Found, Wish, look};
use crate::conversation::flow::OPEN_FOR;
use crate::outreach::store::{self, Campaign, NewCampaign, NewInvitation};
use crate::outreach::{ASKS_FOR, InvitationState, Step, TIME_TO_CANCEL};
use crate::people::Hours;
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{QueryError, StoreError};
use crate::survey::flow::{Version, read_version};

/// How many campaigns the list shows.
const LISTED: i64 = 100;

/// Why nobody is asked.
#[derive(Debug, thiserror::Error)]
pub enum AskFault {
    /// The role does not ask people.
    #[error("this account may not ask people")]
    NotAllowed,
    /// There is no such survey, panel or campaign.
    #[error("there is no such survey, panel or campaign")]
    NotFound,
    /// Nobody of the panel can be asked.
    #[error("nobody of the panel can be asked")]
    Nobody,
    /// The campaign does not stand where this can be done.
    #[error("the campaign has moved on")]
    TooLate,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<QueryError> for AskFault {
    fn from(error: QueryError) -> Self {
        Self::Store(error.into())
    }
}

/// Confirms a campaign: from now on its list stands, and after a minute people are asked.
///
/// `token` is made with the page that is confirmed: sent twice, it is one campaign.
pub async fn confirm(
    services: &Services,
    by: &SignedIn,
    wish: Wish,
    token: String,
    request_id: String,
) -> Result<i64, AskFault> {
    if !by.role.may(Task::AskPeople) {
        return Err(AskFault::NotAllowed);
    }
    let key = token.clone();
    let before = services
        .store
        .read(move |connection| Ok::<_, AskFault>(store::find_by_token(connection, &key)?))
        .await?;
    // Sent again when everybody was asked, there is nobody left to ask: it is that campaign still.
    if let Some(id) = before {
        return Ok(id);
    }
    let (slug, panel_id, now) = (wish.slug.clone(), wish.panel_id, services.clock.now());
    let (version_id, rows) = list_people(services, wish, now).await?;
    if rows.is_empty() {
        return Err(AskFault::Nobody);
    }
    let account_id = by.account_id;
    services
        .store
        .write(move |connection| {
            let new = NewCampaign {
                token: &token,
                version_id,
                panel_id,
                created_by: account_id,
                created_at: now,
                starts_at: now + TIME_TO_CANCEL,
                ends_at: now + TIME_TO_CANCEL + ASKS_FOR,
            };
            let Some(campaign_id) = store::insert_campaign(connection, &new)? else {
                return store::find_by_token(connection, &token)?.ok_or(AskFault::NotFound);
            };
            let people = rows.len();
            let rows: Vec<NewInvitation> =
                rows.into_iter().map(|row| NewInvitation { campaign_id, ..row }).collect();
            store::insert_invitations(connection, &rows)?;
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "campaign_confirmed",
                record: format!("campaign/{campaign_id}"),
                detail: format!("{slug}: {people} people"),
                request_id,
            };
            audit(connection, &entry, now)?;
            Ok(campaign_id)
        })
        .await
}

/// The version that is asked, and everybody of a wish as they are asked it; of no campaign as yet.
async fn list_people(
    services: &Services,
    wish: Wish,
    now: NaiveDateTime,
) -> Result<(i64, Vec<NewInvitation>), AskFault> {
    let found = look(services, wish, now).await?.ok_or(AskFault::NotFound)?;
    let version_id = found.offered.version.id;
    let here = services.clone();
    // To open thousands of numbers is no work for the event loop.
    let rows = tokio::task::spawn_blocking(move || invitations(&here, &found, now)).await;
    Ok((version_id, rows.map_err(|_| StoreError::BrokeOff)??))
}

fn invitations(
    services: &Services,
    found: &Found,
    now: NaiveDateTime,
) -> Result<Vec<NewInvitation>, StoreError> {
    let mut hours = Hours::new(services.config.asking, now + TIME_TO_CANCEL);
    let mut rows = Vec::with_capacity(found.audience.recipients.len());
    for recipient in &found.audience.recipients {
        let Some(phone) = &found.members[recipient.place].phone else { continue };
        rows.push(NewInvitation {
            campaign_id: 0,
            participant_id: recipient.participant_id,
            contact_point_id: phone.contact_point_id,
            language: recipient.speaks.tag().to_owned(),
            state: InvitationState::Waiting.name(),
            due_at: hours.of(&phone.open(&services.keys)?).opens_at,
        });
    }
    Ok(rows)
}

/// Does what staff want of a campaign.
pub async fn take_step(
    services: &Services,
    by: &SignedIn,
    campaign_id: i64,
    step: Step,
    request_id: String,
) -> Result<(), AskFault> {
    if !by.role.may(Task::AskPeople) {
        return Err(AskFault::NotAllowed);
    }
    let now = services.clock.now();
    let entry = AuditEntry {
        account_id: Some(by.account_id),
        action: step.action(),
        record: format!("campaign/{campaign_id}"),
        detail: String::new(),
        request_id,
    };
    services
        .store
        .write(move |connection| {
            if !store::take_step(connection, campaign_id, step, now)? {
                let is_there = store::find_campaign(connection, campaign_id)?.is_some();
                return Err(if is_there { AskFault::TooLate } else { AskFault::NotFound });
            }
            if matches!(step, Step::Cancel | Step::Stop) {
                store::cancel_waiting(connection, campaign_id)?;
            }
            if step == Step::GoOn {
                store::ask_again(connection, campaign_id, now - OPEN_FOR, now)?;
            }
            Ok(audit(connection, &entry, now)?)
        })
        .await
}

/// The latest campaigns with what they ask, the newest first.
pub async fn list(services: &Services) -> Result<Vec<(Campaign, Arc<Version>)>, StoreError> {
    let frozen = Arc::clone(&services.frozen);
    services
        .store
        .read(move |connection| {
            store::list_campaigns(connection, LISTED)?
                .into_iter()
                .map(|campaign| {
                    let version = read_version(connection, &frozen, campaign.version_id)?;
                    Ok((campaign, version))
                })
                .collect()
        })
        .await
}
