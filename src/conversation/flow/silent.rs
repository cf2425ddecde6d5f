//! Looks after those who do not answer: by walking through the conversations, and by deciding under
//! each one's lock, from where it stands then, so that whoever writes meanwhile is not reminded.

use std::time::Duration;

use chrono::NaiveDateTime;
use tokio::sync::watch;

use super::hands::{Hands, hands_of};
use super::leave::{Whom, find_window};
use crate::consent::flow::permit_text;
use crate::conversation::scene::{Tools, find_whom};
use crate::conversation::silence::{Due, due, ended};
use crate::conversation::store::still::{Still, list_still};
use crate::conversation::store::{self, Held};
use crate::conversation::wording::Wording;
use crate::conversation::{AskedBy, Reply, State, Step};
use crate::outbox::Urgency;
use crate::outbox::store::written::list_sent_at;
use crate::outbox::store::{NewSms, insert_sms};
use crate::response::{ResponseState, store as responses};
use crate::services::Services;
use crate::storage::{Database, StoreError};
use crate::survey::flow::{offer, read_version};

/// How long the loop rests between two walks.
const REST: Duration = Duration::from_mins(1);
/// How many conversations are read at once.
const READ_AT_ONCE: i64 = 1000;
/// How long the walk rests after so many: nobody who writes should notice it.
const BREATH: Duration = Duration::from_millis(50);
/// Reminders of one walk, in seconds of the sender's pace: replies, and people who are asked for
/// the first time, need the rest.
const PACE_SECONDS: f64 = 30.0;

/// Whether somebody may be reminded of a version of a survey, as a room further on sees it.
pub type MayRemind =
    fn(connection: &mut Database, participant_id: i64, version_id: i64) -> Result<bool, StoreError>;

/// Reminds, lets rest and ends, until told to stop.
#[derive(Clone)]
pub struct Worker {
    /// Services.
    pub services: Services,
    /// All of these have to agree to a reminder.
    pub may_remind: Vec<MayRemind>,
}

impl Worker {
    /// Runs until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.look().await {
                tracing::error!(%error, "those who do not answer could not be looked after");
            }
            tokio::select! {
                () = tokio::time::sleep(REST) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Walks through all conversations once.
    pub async fn look(&self) -> Result<(), StoreError> {
        #[expect(clippy::cast_possible_truncation, reason = "some seconds of the sender's pace")]
        let mut reminders = (self.services.config.sms_per_second * PACE_SECONDS).ceil() as i64;
        let mut after = 0;
        loop {
            let here = self.clone();
            let found = self
                .services
                .store
                .read(move |connection| here.list_due(connection, after))
                .await?;
            for (id, what) in found.due {
                if what == Due::Reminder && reminders == 0 {
                    continue;
                }
                let is_reminded = self.settle(id).await? == Some(Due::Reminder);
                reminders -= i64::from(is_reminded);
            }
            let Some(last) = found.last else { return Ok(()) };
            after = last;
            tokio::time::sleep(BREATH).await;
        }
    }

    /// What is due of the next conversations.
    fn list_due(&self, connection: &mut Database, after: i64) -> Result<Found, StoreError> {
        let now = self.services.clock.now();
        let wait = self.services.config.asking.reminder_after;
        let still = list_still(connection, after, now - wait, READ_AT_ONCE)?;
        let is_full = i64::try_from(still.len()).is_ok_and(|read| read == READ_AT_ONCE);
        let last = still.last().filter(|_| is_full).map(|one| one.id);
        // Sent after it moved: what is not due by then is not due.
        let maybe = |one: &Still| due(&one.state, one.moved_at, Some(one.moved_at), wait, now);
        let still: Vec<Still> = still.into_iter().filter(|one| maybe(one).is_some()).collect();
        let tokens: Vec<&str> = still.iter().filter_map(|one| token(&one.state)).collect();
        let sent = list_sent_at(connection, &tokens)?;
        let mut found = Found { last, due: Vec::new() };
        for one in &still {
            let sent_at = token(&one.state).and_then(|token| sent.get(token)).copied();
            let Some(what) = due(&one.state, one.moved_at, sent_at, wait, now) else { continue };
            let whom = Whom {
                id: one.id,
                participant_id: one.participant_id,
                contact_point_id: one.contact_point_id,
                version_id: one.version_id,
                step: &one.state.step,
            };
            if what != Due::Reminder || self.may_remind_until(connection, whom, now)?.is_some() {
                found.due.push((one.id, what));
            }
        }
        Ok(found)
    }

    /// Does what is due with one of them. One that cannot be read keeps nobody else from theirs.
    async fn settle(&self, id: i64) -> Result<Option<Due>, StoreError> {
        let here = self.clone();
        match self.services.store.write(move |connection| here.settle_held(connection, id)).await {
            Err(error @ StoreError::Inconsistent { .. }) => {
                tracing::error!(%error, conversation = id, "a silent conversation was left as it is");
                Ok(None)
            }
            outcome => outcome,
        }
    }

    fn settle_held(&self, connection: &mut Database, id: i64) -> Result<Option<Due>, StoreError> {
        let now = self.services.clock.now();
        let Some(index) = store::find_index(connection, id)? else { return Ok(None) };
        let Some(mut held) = store::lock(connection, &index)? else { return Ok(None) };
        let moved_at = store::find_last_moved(connection, held.id)?;
        let sent_at = match token(&held.state) {
            Some(token) => list_sent_at(connection, &[token])?.remove(token),
            None => None,
        };
        let wait = self.services.config.asking.reminder_after;
        let Some(what) = due(&held.state, moved_at, sent_at, wait, now) else { return Ok(None) };
        let moved_at = match what {
            Due::Reminder if self.remind(connection, &mut held, now)? => now,
            Due::Rest => {
                rest(&mut held.state);
                moved_at
            }
            Due::End if hands_of(connection, &held, now)? != Hands::Have => {
                end(connection, &mut held, now)?;
                moved_at
            }
            Due::Reminder | Due::End => return Ok(None),
        };
        store::update(connection, &held, moved_at)?;
        Ok(Some(what))
    }

    /// Writes the text that asks once more, if they may be reminded now.
    fn remind(
        &self,
        connection: &mut Database,
        held: &mut Held,
        now: NaiveDateTime,
    ) -> Result<bool, StoreError> {
        let until = self.may_remind_until(connection, Whom::of(held), now)?;
        let (Some(not_after), Some(version_id)) = (until, held.version_id) else {
            return Ok(false);
        };
        let heard_link = self.services.heard_link();
        let tools = Tools::new(&self.services, &heard_link, &[]);
        let offered = offer(connection, tools.frozen, tools.is_demo, version_id)?;
        let reply = match &held.state.step {
            Step::Question(id) => Reply::Reminder { question: id.clone() },
            _ => Reply::Consent,
        };
        let wording = tools.wording(&held.state.language, Some(&offered), held.response_id);
        let wording = Wording { for_whom: find_whom(connection, tools.keys, held)?, ..wording };
        let new = NewSms {
            contact_point_id: held.contact_point_id,
            urgency: Urgency::Bulk,
            body: &wording.text(&reply),
            not_before: now,
            not_after,
            at: now,
        };
        let token = insert_sms(connection, tools.keys, &new)?;
        held.state.asked_by = Some(AskedBy { token, is_reminder: true });
        Ok(true)
    }

    /// Until when a reminder may go out, if one may now: by day where they are, while their yes to
    /// texts stands and whoever asks them does not pause.
    fn may_remind_until(
        &self,
        connection: &mut Database,
        whom: Whom<'_>,
        now: NaiveDateTime,
    ) -> Result<Option<NaiveDateTime>, StoreError> {
        let Some(version_id) = whom.version_id else { return Ok(None) };
        let window = find_window(connection, &self.services, whom, now)?;
        let Some(window) = window.ok().filter(|window| window.is_open(now)) else {
            return Ok(None);
        };
        let programme = &read_version(connection, &self.services.frozen, version_id)?.programme;
        if permit_text(connection, whom.participant_id, programme)?.is_none() {
            return Ok(None);
        }
        for may_remind in &self.may_remind {
            if !may_remind(connection, whom.participant_id, version_id)? {
                return Ok(None);
            }
        }
        Ok(Some(window.closes_at))
    }
}

/// What a stretch of the walk found.
struct Found {
    /// The last conversation it read, if there may be more.
    last: Option<i64>,
    /// Conversations with what is due.
    due: Vec<(i64, Due)>,
}

fn token(state: &State) -> Option<&str> {
    state.asked_by.as_ref().map(|asked_by| asked_by.token.as_str())
}

fn rest(state: &mut State) {
    if let Step::Question(id) = &state.step {
        state.step = Step::Resting(id.clone());
        state.asked_by = None;
    }
}

/// The survey ends where it stands: what was said counts.
fn end(connection: &mut Database, held: &mut Held, now: NaiveDateTime) -> Result<(), StoreError> {
    if let (Some(_), Some(response_id)) = (held.state.step.open_question(), held.response_id) {
        responses::update_state(connection, response_id, ResponseState::Partial, now.date())?;
    }
    held.state.step = ended(&held.state.step);
    held.state.asked_by = None;
    Ok(())
}
