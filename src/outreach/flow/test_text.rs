//! A survey's first text to a number that staff type, to see it on a phone of one's own.

use crate::consent::store::find_suppression;
use crate::conversation::flow::{Tools, first_text};
use crate::conversation::store::{Holder, lock_or_begin};
use crate::i18n::Language;
use crate::outbox::Urgency;
use crate::outbox::store::{NewSms, insert_sms};
use crate::people::Phone;
use crate::people::flow::know_phone;
use crate::people::store::phone_index;
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{QueryError, StoreError};
use crate::survey::flow::{find_overview, offer};

use chrono::TimeDelta;

/// A test that could not be handed over within this time is not sent any more.
const TEST_VALID: TimeDelta = TimeDelta::minutes(15);

/// Why no test is sent.
#[derive(Debug, thiserror::Error)]
pub enum TestFault {
    /// The role does not ask people.
    #[error("this account may not ask people")]
    NotAllowed,
    /// There is no such survey, or not in that language.
    #[error("there is no such survey in that language")]
    NotFound,
    /// The number wants no texts.
    #[error("this number wants no texts")]
    NoTexts,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<QueryError> for TestFault {
    fn from(error: QueryError) -> Self {
        Self::Store(error.into())
    }
}

/// Sends the first text of a survey in a language to a number: of the version that is published,
/// or else of the latest, so that it can be seen before anybody is asked. It opens nothing:
/// whoever replies is told that nothing is being asked.
pub async fn send_test(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    language: Language,
    phone: Phone,
    request_id: String,
) -> Result<(), TestFault> {
    if !by.role.may(Task::AskPeople) {
        return Err(TestFault::NotAllowed);
    }
    let (here, slug, now) = (services.clone(), slug.to_owned(), services.clock.now());
    let entry = AuditEntry {
        account_id: Some(by.account_id),
        action: "campaign_test_sent",
        record: format!("survey/{slug}"),
        detail: language.tag().to_owned(),
        request_id,
    };
    let index = phone_index(&services.keys, &phone);
    services
        .store
        .write(move |connection| {
            let overview = find_overview(connection, &here.frozen, here.is_demo, &slug)?
                .ok_or(TestFault::NotFound)?;
            let version_id = overview.offered_or_latest().id;
            let offered = offer(connection, &here.frozen, here.is_demo, version_id)?;
            if offered.language(&language).is_none() {
                return Err(TestFault::NotFound);
            }
            let (contact_point_id, participant_id) =
                know_phone(connection, &here.keys, &phone, &language, now)?;
            // Held as a STOP of theirs holds it, so that it comes before this text or ends it.
            let holder = Holder {
                phone_index: &index,
                participant_id,
                contact_point_id,
                language: &language,
            };
            lock_or_begin(connection, &holder, now)?;
            if find_suppression(connection, &index)?.is_some() {
                return Err(TestFault::NoTexts);
            }
            let heard_link = here.heard_link();
            let tools = Tools::new(&here, &heard_link, &[]);
            let body = first_text(&tools, &offered, &language, true);
            let new = NewSms {
                contact_point_id,
                urgency: Urgency::Reply,
                body: &body,
                not_before: now,
                not_after: now + TEST_VALID,
                at: now,
            };
            insert_sms(connection, &here.keys, &new)?;
            Ok(audit(connection, &entry, now)?)
        })
        .await
}
