//! The worker that sends what the outbox holds, and what its provider says of it.

use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use tokio::sync::watch;

use super::sms::delivery::advances;
use super::sms::{DeliveryStatus, ErrorAction, OutgoingSms, SendOutcome, SmsTransport};
use super::store::{self, Taken};
use super::{MessageState, OptedOut, OptedOutReaction, Reactions};
use crate::crypto::{Keys, random_below};
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// How many messages are taken at once.
const TAKEN_AT_ONCE: i64 = 16;
/// How long the worker rests when nothing is due.
const REST: Duration = Duration::from_millis(100);
/// How often a message that was certainly not processed is tried.
const ATTEMPTS: i64 = 12;
/// A handover that takes longer than this was cut off.
const HANDOVER: TimeDelta = TimeDelta::seconds(60);

/// Sends texts until told to stop; what was taken is finished first.
pub struct Worker {
    /// Services.
    pub services: Services,
    /// How texts go out.
    pub transport: Arc<dyn SmsTransport>,
    /// What other rooms do about what is learnt here.
    pub reactions: Reactions,
}

impl Worker {
    /// Runs until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut bucket = TokenBucket::new(self.services.config.sms_per_second);
        let mut look_again_at = self.services.clock.now();
        while !*stop.borrow() {
            if self.services.clock.now() >= look_again_at {
                look_again_at = self.services.clock.now() + HANDOVER;
                self.report_interrupted().await;
            }
            let sent = match self.send_due(&mut bucket).await {
                Ok(count) => count,
                Err(error) => {
                    tracing::error!(%error, "the outbox could not be worked on");
                    0
                }
            };
            if sent == 0 {
                tokio::select! {
                    () = tokio::time::sleep(REST) => {}
                    _ = stop.changed() => {}
                }
            }
        }
    }

    /// Marks what another run left half handed over a minute ago or more; returns how many.
    ///
    /// [`Worker::run`] does this by itself: a node may end at any moment, and what waits behind
    /// its text would wait forever.
    pub async fn give_up_interrupted(&self) -> Result<usize, StoreError> {
        let before = self.services.clock.now() - HANDOVER;
        self.services
            .store
            .write(move |connection| Ok(store::give_up_interrupted(connection, before)?))
            .await
    }

    async fn report_interrupted(&self) {
        match self.give_up_interrupted().await {
            Ok(0) => {}
            Ok(count) => tracing::warn!(count, "texts were cut off while being handed over"),
            Err(error) => tracing::error!(%error, "the outbox could not be looked through"),
        }
    }

    /// Sends everything that is due, and returns when nothing is.
    pub async fn send_all_due(&self) -> Result<(), StoreError> {
        let mut bucket = TokenBucket::new(self.services.config.sms_per_second);
        while self.send_due(&mut bucket).await? > 0 {}
        Ok(())
    }

    async fn send_due(&self, bucket: &mut TokenBucket) -> Result<usize, StoreError> {
        let now = self.services.clock.now();
        let is_due: bool = self
            .services
            .store
            .read(move |connection| Ok::<_, StoreError>(store::is_due(connection, now)?))
            .await?;
        if !is_due {
            return Ok(0);
        }
        let most = bucket.wait_for_some(TAKEN_AT_ONCE).await;
        let taken = self
            .services
            .store
            .write(move |connection| Ok::<_, StoreError>(store::take_due(connection, now, most)?))
            .await?;
        for message in &taken {
            self.send(message, now).await?;
        }
        bucket.spend(taken.len());
        Ok(taken.len())
    }

    async fn send(&self, message: &Taken, now: NaiveDateTime) -> Result<(), StoreError> {
        let (id, contact_point_id) = (message.id, message.contact_point_id);
        if message.not_after <= now {
            return self.end(id, MessageState::Failed, None).await;
        }
        let (to, body) = message.open(&self.services.keys)?;
        let public_url = &self.services.config.public_url;
        let outgoing = OutgoingSms {
            to: to.into(),
            body: body.into(),
            status_callback: format!("{public_url}/sms/status?m={}", message.token),
            validity_seconds: validity_seconds(message.not_after, now),
        };
        match self.transport.send(outgoing).await {
            SendOutcome::Accepted { sid, .. } => {
                self.services
                    .store
                    .write(move |connection| Ok(store::mark_sent(connection, id, &sid)?))
                    .await
            }
            SendOutcome::NotProcessed { retry_after_seconds, .. }
                if message.attempts < ATTEMPTS =>
            {
                let wait = backoff(message.attempts, retry_after_seconds);
                let not_before = self.services.clock.now() + wait;
                self.services
                    .store
                    .write(move |connection| Ok(store::requeue(connection, id, not_before)?))
                    .await
            }
            SendOutcome::NotProcessed { code, .. } => {
                tracing::error!(outbox = id, ?code, "a text was refused too often and is given up");
                self.end(id, MessageState::Failed, code).await
            }
            SendOutcome::Refused { code, http_status } => {
                tracing::warn!(outbox = id, ?code, http_status, "a text was refused");
                let consequence = Consequence::of(&self.services, &self.reactions, code);
                self.services
                    .store
                    .write(move |connection| {
                        let code = code.map(i64::from);
                        store::mark_ended(connection, id, MessageState::Failed, code)?;
                        consequence.act_on(connection, contact_point_id)
                    })
                    .await
            }
            SendOutcome::Unknown { reason } => {
                tracing::warn!(outbox = id, reason, "nobody knows whether a text was accepted");
                self.end(id, MessageState::Unknown, None).await
            }
        }
    }

    async fn end(&self, id: i64, state: MessageState, code: Option<u32>) -> Result<(), StoreError> {
        self.services
            .store
            .write(move |connection| {
                Ok(store::mark_ended(connection, id, state, code.map(i64::from))?)
            })
            .await
    }
}

/// Takes a status callback. Repeated and out of order, it moves a message only forward.
///
/// Returns false if no message has that token.
pub async fn take_status(
    services: &Services,
    reactions: &Reactions,
    token: &str,
    sid: &str,
    status: DeliveryStatus,
    code: Option<u32>,
) -> Result<bool, StoreError> {
    let (token, sid) = (token.to_owned(), sid.to_owned());
    let consequence = Consequence::of(services, reactions, code);
    services
        .store
        .write(move |connection| {
            let Some(standing) = store::lock_by_token(connection, &token)? else {
                return Ok(false);
            };
            let before = standing.delivery_status.as_deref().and_then(DeliveryStatus::find);
            if advances(before, status) {
                let code = code.map(i64::from);
                store::update_delivery(connection, standing.id, &sid, status.as_str(), code)?;
                consequence.act_on(connection, standing.contact_point_id)?;
            }
            Ok(true)
        })
        .await
}

/// What an error code asks for, done in the transaction that keeps the code: a report is not
/// acted on again, so one that was kept without its consequence would be lost.
struct Consequence {
    action: Option<ErrorAction>,
    keys: Arc<Keys>,
    opted_out: Vec<OptedOutReaction>,
    at: NaiveDateTime,
}

impl Consequence {
    fn of(services: &Services, reactions: &Reactions, code: Option<u32>) -> Self {
        Self {
            action: code.map(ErrorAction::for_code),
            keys: Arc::clone(&services.keys),
            opted_out: reactions.opted_out.clone(),
            at: services.clock.now(),
        }
    }

    fn act_on(&self, connection: &mut Database, contact_point_id: i64) -> Result<(), StoreError> {
        match self.action {
            Some(ErrorAction::OptedOut) => {
                let fact = OptedOut { contact_point_id, at: self.at };
                self.opted_out.iter().try_for_each(|react| react(connection, &self.keys, &fact))
            }
            Some(ErrorAction::NumberUnusable) => {
                Ok(store::mark_unusable(connection, contact_point_id, self.at)?)
            }
            _ => Ok(()),
        }
    }
}

/// The first retry comes within two seconds, later ones double up to five minutes, with jitter so
/// that many do not come at once.
fn backoff(attempts: i64, retry_after_seconds: Option<u64>) -> TimeDelta {
    let doubling = 1_000u64 << u32::try_from(attempts.clamp(1, 9) - 1).unwrap_or(0);
    let least = retry_after_seconds.unwrap_or(0).min(3600) * 1_000;
    let milliseconds = doubling.min(300_000).max(least) + random_below(500);
    TimeDelta::milliseconds(i64::try_from(milliseconds).unwrap_or(i64::MAX / 2))
}

fn validity_seconds(not_after: NaiveDateTime, now: NaiveDateTime) -> u32 {
    // Twilio takes 1 to 36,000 seconds.
    u32::try_from((not_after - now).num_seconds().clamp(1, 36_000)).unwrap_or(1)
}

/// How many texts the sender's contract allows now.
struct TokenBucket {
    per_second: f64,
    tokens: f64,
    filled_at: tokio::time::Instant,
}

impl TokenBucket {
    fn new(per_second: f64) -> Self {
        Self { per_second, tokens: 1.0, filled_at: tokio::time::Instant::now() }
    }

    /// Waits until at least one text may go; returns how many may, up to `most`.
    async fn wait_for_some(&mut self, most: i64) -> i64 {
        let now = tokio::time::Instant::now();
        let earned = (now - self.filled_at).as_secs_f64() * self.per_second;
        self.tokens = (self.tokens + earned).min(self.per_second.max(1.0));
        self.filled_at = now;
        if self.tokens < 1.0 {
            let missing = (1.0 - self.tokens) / self.per_second;
            tokio::time::sleep(Duration::from_secs_f64(missing)).await;
            self.tokens = 1.0;
            self.filled_at = tokio::time::Instant::now();
        }
        #[expect(clippy::cast_possible_truncation, reason = "a small whole number of texts")]
        let whole = self.tokens.floor() as i64;
        whole.clamp(1, most)
    }

    fn spend(&mut self, texts: usize) {
        #[expect(clippy::cast_precision_loss, reason = "a small whole number of texts")]
        let spent = texts as f64;
        self.tokens = (self.tokens - spent).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_retry_comes_within_two_seconds_and_later_ones_wait_longer() {
        assert!(backoff(1, None) < TimeDelta::seconds(2));
        assert!(backoff(6, None) >= TimeDelta::seconds(32));
        assert!(backoff(60, None) <= TimeDelta::seconds(301));
    }

    #[test]
    fn the_provider_may_ask_for_more_time() {
        assert!(backoff(1, Some(90)) >= TimeDelta::seconds(90));
    }
}
