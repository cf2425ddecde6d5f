//! Whether somebody may be texted by hand now.

use chrono::{NaiveDateTime, TimeDelta};

use crate::consent::flow::permit_text;
use crate::consent::store::{find_suppression, list_history};
use crate::consent::{Action, Purpose};
use crate::conversation::Step;
use crate::conversation::in_hand::JUST_WROTE;
use crate::conversation::store::Held;
use crate::conversation::store::texts::find_last_heard_at;
use crate::outbox::Urgency;
use crate::people::store::contact::list_contacts;
use crate::people::{Hours, Phone, Window};
use crate::services::Services;
use crate::storage::{Database, StoreError};
use crate::survey::flow::read_version;

/// An answer by day that could not be handed over within this time is not sent any more.
const ANSWER_VALID: TimeDelta = TimeDelta::hours(1);
/// An answer at night that is written at the last moment has this long.
const LEAST_VALID: TimeDelta = TimeDelta::minutes(5);

/// Why somebody may not be texted by hand now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// They want no texts, or a person has to look whether they do.
    NoTexts,
    /// Texts do not reach the number.
    Unusable,
    /// They have not agreed to texts, and wrote nothing since they last said no.
    NotConsented,
    /// It is night where they are, until that time in UTC, and they did not just write.
    Night(NaiveDateTime),
}

/// How a text may go out now.
#[derive(Clone, Copy, Debug)]
pub struct Leave {
    pub(super) urgency: Urgency,
    pub(super) not_after: NaiveDateTime,
}

/// Whose conversation is asked about.
#[derive(Clone, Copy)]
pub(super) struct Whom<'a> {
    pub id: i64,
    pub participant_id: i64,
    pub contact_point_id: i64,
    pub version_id: Option<i64>,
    pub step: &'a Step,
}

impl<'a> Whom<'a> {
    pub fn of(held: &'a Held) -> Self {
        let Held { id, participant_id, contact_point_id, version_id, .. } = *held;
        Self { id, participant_id, contact_point_id, version_id, step: &held.state.step }
    }
}

/// Whether somebody may be texted now by hand. What answers a text of theirs goes at any hour, all
/// else by day where they are; and nothing to whoever neither agreed nor wrote.
pub(super) fn may_text(
    connection: &mut Database,
    services: &Services,
    whom: Whom<'_>,
    now: NaiveDateTime,
) -> Result<Result<Leave, Silence>, StoreError> {
    let window = match find_window(connection, services, whom, now)? {
        Ok(window) => window,
        Err(silence) => return Ok(Err(silence)),
    };
    let last_heard_at = find_last_heard_at(connection, whom.id)?;
    if !agrees_to_texts(connection, services, whom, last_heard_at)? {
        return Ok(Err(Silence::NotConsented));
    }
    let answers_until = last_heard_at.map(|at| at + JUST_WROTE).filter(|until| now < *until);
    Ok(match (answers_until, window.is_open(now)) {
        (Some(_), true) => Ok(Leave { urgency: Urgency::Reply, not_after: now + ANSWER_VALID }),
        (Some(until), false) => {
            Ok(Leave { urgency: Urgency::Reply, not_after: until.max(now + LEAST_VALID) })
        }
        (None, true) => Ok(Leave { urgency: Urgency::Bulk, not_after: window.closes_at }),
        (None, false) => Err(Silence::Night(window.opens_at)),
    })
}

/// When texts may reach somebody that they did not just ask for, or why none may.
pub(super) fn find_window(
    connection: &mut Database,
    services: &Services,
    whom: Whom<'_>,
    now: NaiveDateTime,
) -> Result<Result<Window, Silence>, StoreError> {
    let contact = list_contacts(connection, &services.keys, &[whom.contact_point_id])?
        .remove(&whom.contact_point_id)
        .ok_or_else(|| StoreError::inconsistent("conversation", &whom.id))?;
    if whom.step.is_silent() || find_suppression(connection, &contact.index)?.is_some() {
        return Ok(Err(Silence::NoTexts));
    }
    Ok(match Phone::parse(&contact.number).filter(|_| contact.unusable_since.is_none()) {
        Some(phone) => Ok(Hours::new(services.config.asking, now).of(&phone)),
        None => Err(Silence::Unusable),
    })
}

/// Whether their yes to texts stands or they wrote by themselves; after a no, since that no.
fn agrees_to_texts(
    connection: &mut Database,
    services: &Services,
    whom: Whom<'_>,
    last_heard_at: Option<NaiveDateTime>,
) -> Result<bool, StoreError> {
    if let Some(version_id) = whom.version_id {
        let programme = &read_version(connection, &services.frozen, version_id)?.programme;
        if permit_text(connection, whom.participant_id, programme)?.is_some() {
            return Ok(true);
        }
    }
    let history = list_history(connection, whom.participant_id)?;
    let last = history.into_iter().rfind(|event| event.purpose == Purpose::Text);
    Ok(match last {
        Some(event) if event.action == Action::Granted => {
            whom.version_id.is_none() || last_heard_at.is_some()
        }
        Some(event) => last_heard_at.is_some_and(|at| at > event.occurred_at),
        None => last_heard_at.is_some(),
    })
}
