//! What staff do about an entry: each in one transaction, once, and on the trail.

use chrono::{NaiveDateTime, TimeDelta};

use super::again::{by_day, find_phone};
use super::{Decided, Deed, Dialogue, settle_others};
use crate::calls::store::{self, Closed, Entry};
use crate::calls::{Action, Kind, Outcome, Why};
use crate::outbox::Urgency;
use crate::outbox::store::written::{LOOKED_THROUGH, LastWords, find_last_words, list_became};
use crate::outbox::store::{NewSms, insert_repeat, mark_unusable, mark_usable};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, StoreError};

/// A reply sent once more that could not be handed over within this time is given up again.
const VALID: TimeDelta = TimeDelta::hours(1);

/// What somebody does about an entry.
#[derive(Clone, Debug)]
pub struct Act {
    /// The entry.
    pub id: i64,
    /// What.
    pub action: Action,
    /// How often it had happened when they looked: of what came since they know nothing.
    pub times_seen: i64,
    /// How often nobody had been reached when they looked.
    pub tries_seen: i64,
    /// The request.
    pub request_id: String,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ActFault {
    /// The role does not work on the call list.
    #[error("this account may not work on the call list")]
    NotAllowed,
    /// No such entry.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// Somebody was faster: the entry is closed, taken, or was tried meanwhile.
    #[error("somebody else has seen to this meanwhile")]
    Settled,
    /// This cannot be done about this entry, or not any more.
    #[error("this cannot be done about this entry")]
    NotPossible,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<crate::storage::QueryError> for ActFault {
    fn from(error: crate::storage::QueryError) -> Self {
        Self::Store(error.into())
    }
}

/// Does it, once: who sends the same form twice is told that it is done.
pub async fn act(
    services: &Services,
    dialogue: Dialogue,
    by: &SignedIn,
    act: Act,
) -> Result<(), ActFault> {
    if !by.role.may(Task::SeeCalls) {
        return Err(ActFault::NotAllowed);
    }
    let here = services.clone();
    let (account_id, at) = (by.account_id, services.clock.now());
    let asked = act.clone();
    let outcome = services
        .store
        .write(move |connection| {
            let entry = store::find(connection, act.id)?.ok_or(ActFault::NoSuchEntry)?;
            if is_done_already(&entry, &act, account_id) {
                return Ok(());
            }
            let doing = Doing { services: &here, dialogue, account_id, at };
            doing.perform(connection, &entry, &act)?;
            let trail = AuditEntry {
                account_id: Some(account_id),
                action: audit_name(act.action),
                record: format!("call_entry/{}", entry.id),
                detail: entry.kind.name().to_owned(),
                request_id: act.request_id,
            };
            Ok(audit(connection, &trail, at)?)
        })
        .await;
    match outcome {
        Err(fault @ (ActFault::Settled | ActFault::NotPossible)) => {
            let is_done = is_done_by_now(services, asked, account_id).await?;
            if is_done { Ok(()) } else { Err(fault) }
        }
        // It was opened again while another of the same person and kind stands open.
        Err(ActFault::Store(error)) if error.is_unique_violation() => Err(ActFault::Settled),
        outcome => outcome,
    }
}

/// Whether whoever was faster was the same account's other click.
async fn is_done_by_now(
    services: &Services,
    act: Act,
    account_id: i64,
) -> Result<bool, StoreError> {
    services
        .store
        .read(move |connection| {
            let entry = store::find(connection, act.id)?;
            Ok(entry.is_some_and(|entry| is_done_already(&entry, &act, account_id)))
        })
        .await
}

/// Whether the same account did just this a moment ago.
fn is_done_already(entry: &Entry, act: &Act, account_id: i64) -> bool {
    match (act.action, entry.closed) {
        (Action::Undo, closed) => closed.is_none(),
        (Action::TryLater, None) => entry.tries > act.tries_seen,
        (action, Some(closed)) => {
            action.outcome() == Some(closed.outcome) && closed.by == Some(account_id)
        }
        (_, None) => false,
    }
}

/// The name on the trail.
fn audit_name(action: Action) -> &'static str {
    match action {
        Action::Take => "call_taken",
        Action::Release => "call_released",
        Action::NoMoreTexts => "call_opt_out_confirmed",
        Action::GoOn => "call_hold_lifted",
        Action::WrongNumber => "call_number_given_up",
        Action::RightNumber => "call_number_confirmed",
        Action::Called => "call_made",
        Action::TryLater => "call_put_off",
        Action::SendAgain => "call_text_sent_again",
        Action::Unusable => "call_number_unusable",
        Action::Done => "call_closed",
        Action::Undo => "call_reopened",
    }
}

/// Who does something, and with what.
struct Doing<'a> {
    services: &'a Services,
    dialogue: Dialogue,
    account_id: i64,
    at: NaiveDateTime,
}

impl Doing<'_> {
    fn perform(&self, connection: &mut Database, entry: &Entry, act: &Act) -> Result<(), ActFault> {
        match act.action {
            Action::Undo => return undo(connection, entry),
            Action::Take | Action::Release => {}
            action if !entry.kind.actions().contains(&action) => return Err(ActFault::NotPossible),
            _ => {}
        }
        if entry.closed.is_some() {
            return Err(ActFault::Settled);
        }
        let dialogue = self.dialogue;
        match act.action {
            Action::Take => {
                let is_taken = store::take(connection, entry.id, self.account_id, self.at)?;
                return if is_taken { Ok(()) } else { Err(ActFault::Settled) };
            }
            Action::Release => return Ok(store::release(connection, entry.id, self.account_id)?),
            Action::TryLater => return self.put_off(connection, entry, act.tries_seen),
            Action::NoMoreTexts => self.tell(connection, entry, dialogue.end_texts)?,
            Action::WrongNumber => self.tell(connection, entry, dialogue.give_up_number)?,
            Action::GoOn | Action::RightNumber => self.tell(connection, entry, dialogue.go_on)?,
            Action::SendAgain => self.send_again(connection, entry)?,
            Action::Unusable => mark_unusable(connection, entry.contact_point_id, self.at)?,
            Action::Called | Action::Done | Action::Undo => {}
        }
        self.close(connection, entry, act)
    }

    /// The last write of all: who was faster has closed the entry, and everything is taken back.
    fn close(&self, connection: &mut Database, entry: &Entry, act: &Act) -> Result<(), ActFault> {
        let outcome = act.action.outcome().ok_or(ActFault::NotPossible)?;
        let closed = Closed { outcome, by: Some(self.account_id), at: self.at };
        if !store::close(connection, entry.id, act.times_seen, &closed)? {
            return Err(ActFault::Settled);
        }
        Ok(settle_others(connection, entry.contact_point_id, &closed)?)
    }

    fn tell(&self, connection: &mut Database, entry: &Entry, deed: Deed) -> Result<(), ActFault> {
        let decided = Decided {
            entry_id: entry.id,
            contact_point_id: entry.contact_point_id,
            inbound_id: entry.inbound_id.ok_or(ActFault::NotPossible)?,
            account_id: self.account_id,
            at: self.at,
        };
        Ok(deed(connection, &self.services.keys, &decided)?)
    }

    fn put_off(
        &self,
        connection: &mut Database,
        entry: &Entry,
        tries_seen: i64,
    ) -> Result<(), ActFault> {
        let until = self.at + entry.kind.put_off();
        let is_put_off = store::put_off(connection, entry.id, tries_seen, until)?;
        if is_put_off { Ok(()) } else { Err(ActFault::Settled) }
    }

    /// A reply goes out at once; what nobody had just asked for, by day where they are.
    fn send_again(&self, connection: &mut Database, entry: &Entry) -> Result<(), ActFault> {
        let keys = &self.services.keys;
        let (outbox_id, of) =
            (entry.outbox_id.ok_or(ActFault::NotPossible)?, entry.contact_point_id);
        let lost = find_last_words(connection, keys, of, outbox_id, LOOKED_THROUGH)?;
        // Of an older one nobody knows whether another came after it.
        let lost = lost.filter(|lost| lost.is_recent);
        let LastWords { token: lost, body, urgency, .. } = lost.ok_or(ActFault::NotPossible)?;
        let phone = find_phone(connection, self.services, &self.dialogue, (of, urgency))?;
        let why = list_became(connection, &[outbox_id])?.first().map(|(_, became)| Why::of(became));
        // What was said while another held it makes this text an old one.
        let is_last = find_last_words(connection, keys, of, outbox_id, LOOKED_THROUGH)?.is_some();
        let may_be_sent = is_last && why.is_some_and(Why::may_be_sent_again);
        let phone = phone.filter(|_| may_be_sent).ok_or(ActFault::NotPossible)?;
        let (not_before, not_after) = match urgency {
            Urgency::Reply => (self.at, self.at + VALID),
            Urgency::Bulk => by_day(self.services, &phone, self.at),
        };
        let (contact_point_id, at) = (of, self.at);
        let new = NewSms { contact_point_id, urgency, body: &body, not_before, not_after, at };
        let (resent_id, token) = insert_repeat(connection, keys, &new, outbox_id)?;
        (self.dialogue.sent_again)(connection, &lost, &token)?;
        Ok(store::link_resent(connection, entry.id, resent_id)?)
    }
}

fn undo(connection: &mut Database, entry: &Entry) -> Result<(), ActFault> {
    let closed = entry.closed.ok_or(ActFault::NotPossible)?;
    if !closed.outcome.can_be_undone() {
        return Err(ActFault::NotPossible);
    }
    if entry.kind == Kind::NotDelivered && closed.outcome == Outcome::Unusable {
        mark_usable(connection, entry.contact_point_id, closed.at)?;
    }
    Ok(store::reopen(connection, entry.id)?)
}
