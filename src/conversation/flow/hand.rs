//! A person of staff takes a dialogue in hand, writes in it, and gives it back.
//!
//! Each of these holds the conversation first, as a text of the person does, so that of two who take
//! it at once one is first, and a STOP comes before a text by hand or ends it.

use chrono::NaiveDateTime;

use super::leave::{Leave, Silence, Whom, may_text};
use crate::consent::store::find_suppression;
use crate::conversation::in_hand::{SEGMENTS_AT_MOST, left};
use crate::conversation::scene::{Tools, find_whom};
use crate::conversation::store::takeover::{self, HandText};
use crate::conversation::store::{self, Held};
use crate::conversation::wording::Wording;
use crate::conversation::{Reply, Step};
use crate::outbox::sms::segments::segments;
use crate::outbox::store::{NewSms, find_by_token, insert_sms};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, QueryError, StoreError};
use crate::survey::flow::offer;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum HandFault {
    /// The role does not talk with people by text.
    #[error("this account may not talk with people by text")]
    NotAllowed,
    /// No such conversation.
    #[error("there is no such conversation")]
    NotFound,
    /// Somebody else has taken it, or given it back, since the page was shown.
    #[error("somebody else was faster")]
    Faster,
    /// The account does not have it in hand.
    #[error("this account does not have the conversation in hand")]
    NotYours,
    /// No texts may be sent, or a person has to decide something first.
    #[error("this conversation cannot be taken over")]
    NotPossible,
    /// The text says nothing.
    #[error("the text is empty")]
    Empty,
    /// The text has more parts than a text by hand may have.
    #[error("the text is too long")]
    TooLong,
    /// Nobody may text them now.
    #[error("they may not be texted now: {0:?}")]
    Silence(Silence),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<QueryError> for HandFault {
    fn from(error: QueryError) -> Self {
        Self::Store(error.into())
    }
}

/// Takes a dialogue in hand, from the machine or from whoever had it when the page was shown. The
/// same form sent twice takes it once.
pub async fn take_over(
    services: &Services,
    by: &SignedIn,
    id: i64,
    holder_seen: Option<i64>,
    request_id: String,
) -> Result<(), HandFault> {
    let (now, account_id) = (allowed(services, by)?, by.account_id);
    services
        .store
        .write(move |connection| {
            let (index, mut held) = hold(connection, id)?;
            let holder = find_holder(connection, &held, now)?;
            if holder == Some(account_id) {
                return Ok(());
            }
            if holder != holder_seen {
                return Err(HandFault::Faster);
            }
            if !can_be_taken(&held.state.step) || find_suppression(connection, &index)?.is_some() {
                return Err(HandFault::NotPossible);
            }
            if !held.state.step.is_in_hand() {
                held.state.step = Step::InHand(Box::new(held.state.step.clone()));
                store::update(connection, &held, now)?;
            }
            takeover::upsert(connection, id, account_id, now)?;
            let from = holder.map(|id| format!("staff_account/{id}")).unwrap_or_default();
            write_down(
                connection,
                account_id,
                "conversation_taken_over",
                (id, from),
                request_id,
                now,
            )
        })
        .await
}

/// Whether a dialogue that stands so can be taken in hand: not where no texts are wanted, where a
/// person decides on the call list, or where somebody was asked whether they meant STOP.
pub(super) fn can_be_taken(step: &Step) -> bool {
    !step.is_silent() && !matches!(step, Step::StopUnclear(_))
}

/// Gives a dialogue back to the machine. What was open is asked again at once where they may be
/// texted now, and else when they next write; whether it was.
pub async fn give_back(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<bool, HandFault> {
    let (now, account_id) = (allowed(services, by)?, by.account_id);
    let here = services.clone();
    services
        .store
        .write(move |connection| {
            let (_, mut held) = hold(connection, id)?;
            if find_holder(connection, &held, now)? != Some(account_id) {
                return Err(HandFault::NotYours);
            }
            let Step::InHand(before) = held.state.step.clone() else {
                return Err(HandFault::NotYours);
            };
            let is_asked = ask_again(connection, &here, &mut held, &before, now)?;
            store::update(connection, &held, now)?;
            takeover::release(connection, id)?;
            let of = (id, String::new());
            write_down(connection, account_id, "conversation_given_back", of, request_id, now)?;
            Ok(is_asked)
        })
        .await
}

/// Asks what was open once more, if something was and they may be texted now.
fn ask_again(
    connection: &mut Database,
    services: &Services,
    held: &mut Held,
    before: &Step,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    held.state.misunderstood = 0;
    held.state.step = left(before);
    let (step, reply) = match before {
        Step::Question(id) | Step::Resting(id) => {
            (Step::Question(id.clone()), Reply::Question { question: id.clone(), echo: None })
        }
        Step::Consent => (Step::Consent, Reply::Consent),
        _ => return Ok(false),
    };
    let Some(version_id) = held.version_id else { return Ok(false) };
    let Ok(leave) = may_text(connection, services, Whom::of(held), now)? else {
        return Ok(false);
    };
    let offered = offer(connection, &services.frozen, services.is_demo, version_id)?;
    let heard_link = services.heard_link();
    let tools = Tools::new(services, &heard_link, &[]);
    let wording = tools.wording(&held.state.language, Some(&offered), held.response_id);
    let wording = Wording { for_whom: find_whom(connection, tools.keys, held)?, ..wording };
    send(connection, services, held, &wording.text(&reply), leave, now)?;
    held.state.step = step;
    Ok(true)
}

/// A text written by hand.
pub struct ByHand {
    /// The conversation.
    pub id: i64,
    /// Made with the page on which it was written.
    pub form_token: String,
    /// What it says.
    pub body: String,
    /// The request.
    pub request_id: String,
}

/// A text as it would be sent.
///
/// # Errors
/// [`HandFault::Empty`] and [`HandFault::TooLong`].
pub fn checked(typed: &str) -> Result<String, HandFault> {
    // A page sends a line's end as two characters.
    let body = typed.replace("\r\n", "\n").trim().to_owned();
    if body.is_empty() {
        return Err(HandFault::Empty);
    }
    if segments(&body).segments > SEGMENTS_AT_MOST {
        return Err(HandFault::TooLong);
    }
    Ok(body)
}

/// Sends a text by hand, once however often the same form is sent.
pub async fn write(services: &Services, by: &SignedIn, text: ByHand) -> Result<(), HandFault> {
    let (now, account_id) = (allowed(services, by)?, by.account_id);
    let here = services.clone();
    let body = checked(&text.body)?;
    services
        .store
        .write(move |connection| {
            let (_, held) = hold(connection, text.id)?;
            if takeover::is_written(connection, &text.form_token)? {
                return Ok(());
            }
            if find_holder(connection, &held, now)? != Some(account_id) {
                return Err(HandFault::NotYours);
            }
            let leave = may_text(connection, &here, Whom::of(&held), now)?;
            let leave = leave.map_err(HandFault::Silence)?;
            let outbox_id = send(connection, &here, &held, &body, leave, now)?;
            let (form_token, conversation_id) = (text.form_token.as_str(), text.id);
            let written = HandText { form_token, conversation_id, outbox_id, account_id };
            takeover::insert_written(connection, &written, now)?;
            let of = (text.id, format!("outbox_message/{outbox_id}"));
            write_down(
                connection,
                account_id,
                "conversation_text_written",
                of,
                text.request_id,
                now,
            )
        })
        .await
}

/// Hands a text to the outbox; its row there.
fn send(
    connection: &mut Database,
    services: &Services,
    held: &Held,
    body: &str,
    leave: Leave,
    at: NaiveDateTime,
) -> Result<i64, StoreError> {
    let Leave { urgency, not_after } = leave;
    let contact_point_id = held.contact_point_id;
    let new = NewSms { contact_point_id, urgency, body, not_before: at, not_after, at };
    let token = insert_sms(connection, &services.keys, &new)?;
    let found = find_by_token(connection, &token)?;
    found.map(|found| found.id).ok_or_else(|| StoreError::inconsistent("outbox_message", &token))
}

fn allowed(services: &Services, by: &SignedIn) -> Result<NaiveDateTime, HandFault> {
    if by.role.may(Task::Converse) { Ok(services.clock.now()) } else { Err(HandFault::NotAllowed) }
}

fn hold(connection: &mut Database, id: i64) -> Result<(Vec<u8>, Held), HandFault> {
    let index = store::find_index(connection, id)?.ok_or(HandFault::NotFound)?;
    let held = store::lock(connection, &index)?.ok_or(HandFault::NotFound)?;
    Ok((index, held))
}

/// Who has a dialogue in hand, if anybody has.
fn find_holder(
    connection: &mut Database,
    held: &Held,
    now: NaiveDateTime,
) -> Result<Option<i64>, StoreError> {
    if !held.state.step.is_in_hand() {
        return Ok(None);
    }
    Ok(takeover::find(connection, held.id)?.and_then(|taken| taken.holder(now)))
}

fn write_down(
    connection: &mut Database,
    account_id: i64,
    action: &'static str,
    (id, detail): (i64, String),
    request_id: String,
    now: NaiveDateTime,
) -> Result<(), HandFault> {
    let (account_id, record) = (Some(account_id), format!("conversation/{id}"));
    let entry = AuditEntry { account_id, action, record, detail, request_id };
    Ok(audit(connection, &entry, now)?)
}
