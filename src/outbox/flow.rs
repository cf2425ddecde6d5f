//! The worker that sends what the outbox holds, and what its provider says of it.

mod erasing;
mod status;

use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use erasing::Eraser;
pub use status::take_status;

use self::status::Consequence;
use super::pace::{TokenBucket, backoff};
use super::sms::{OutgoingSms, SendOutcome, SmsTransport};
use super::store::{self, Taken};
use super::{MessageState, Reactions, Repeat, Undelivered};
use crate::services::Services;
use crate::storage::StoreError;

/// How many texts are handed over side by side: a hundred a second need five while the API answers
/// in 50 ms, and have places to spare when it takes 150. A kill leaves at most so many unknown.
const AT_ONCE: usize = 16;
/// How long the worker rests when nothing is due.
const REST: Duration = Duration::from_millis(100);
/// How often a message that was certainly not processed is tried.
const ATTEMPTS: i64 = 12;
/// A handover that takes longer than this was cut off.
const HANDOVER: TimeDelta = TimeDelta::seconds(60);

/// Sends texts until told to stop; what was begun is finished first.
#[derive(Clone)]
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
        let mut handovers = Handovers::of(&self);
        let mut look_again_at = self.services.clock.now();
        while !*stop.borrow() {
            if self.services.clock.now() >= look_again_at {
                look_again_at = self.services.clock.now() + HANDOVER;
                self.report_interrupted().await;
            }
            // Only waits are cut short by a stop: a text that is taken must be handed over.
            let places = tokio::select! {
                places = handovers.wait_for_places() => places,
                _ = stop.changed() => continue,
            };
            let begun = handovers.begin(places).await.unwrap_or_else(|error| {
                tracing::error!(%error, "the outbox could not be worked on");
                0
            });
            if begun == 0 {
                tokio::select! {
                    () = tokio::time::sleep(REST) => {}
                    // The next text of the same contact may go now.
                    Some(_) = handovers.under_way.join_next() => {}
                    _ = stop.changed() => {}
                }
            }
        }
        handovers.finish().await;
    }

    /// Sends everything that is due, and returns when nothing is.
    pub async fn send_all_due(&self) -> Result<(), StoreError> {
        let mut handovers = Handovers::of(self);
        let outcome = handovers.begin_all().await;
        handovers.finish().await;
        outcome
    }

    /// Marks what another run left half handed over a minute ago or more; returns how many.
    ///
    /// [`Worker::run`] does this by itself: a node may end at any moment, and what waits behind
    /// its text would wait forever.
    pub async fn give_up_interrupted(&self) -> Result<usize, StoreError> {
        let at = self.services.clock.now();
        let (reactions, services) = (self.reactions.clone(), self.services.clone());
        self.services
            .store
            .write(move |connection| {
                let interrupted = store::give_up_interrupted(connection, at - HANDOVER)?;
                for (message_id, contact_point_id) in &interrupted {
                    let (message_id, contact_point_id) = (*message_id, *contact_point_id);
                    let (may_have_arrived, code) = (true, None);
                    let fact =
                        Undelivered { message_id, contact_point_id, may_have_arrived, code, at };
                    reactions.tell_undelivered(connection, &services, &fact)?;
                }
                Ok(interrupted.len())
            })
            .await
    }

    async fn report_interrupted(&self) {
        match self.give_up_interrupted().await {
            Ok(0) => {}
            Ok(count) => {
                self.count_ended(MessageState::Unknown, count);
                tracing::warn!(count, "texts were cut off while being handed over");
            }
            Err(error) => tracing::error!(%error, "the outbox could not be looked through"),
        }
    }

    async fn hand_over(self, message: Taken, now: NaiveDateTime) {
        if let Err(error) = self.send(&message, now).await {
            tracing::error!(%error, outbox = message.id, "what became of a text could not be kept");
        }
    }

    async fn send(&self, message: &Taken, now: NaiveDateTime) -> Result<(), StoreError> {
        let id = message.id;
        if message.repeats.is_some() && self.is_called_off(message).await? {
            self.count_ended(MessageState::Cancelled, 1);
            return Ok(());
        }
        if message.not_after <= now {
            return self.end(message, MessageState::Failed, None).await;
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
                    .write(move |connection| {
                        Ok::<_, StoreError>(store::mark_sent(connection, id, &sid)?)
                    })
                    .await?;
                self.count_ended(MessageState::Sent, 1);
                Ok(())
            }
            SendOutcome::NotProcessed { retry_after_seconds, .. }
                if message.attempts < ATTEMPTS =>
            {
                self.try_later(message, backoff(message.attempts, retry_after_seconds)).await
            }
            SendOutcome::NotProcessed { code, .. } => {
                tracing::error!(outbox = id, ?code, "a text was refused too often and is given up");
                self.end(message, MessageState::Failed, code).await
            }
            SendOutcome::Refused { code, http_status } => {
                tracing::warn!(outbox = id, ?code, http_status, "a text was refused");
                self.end(message, MessageState::Failed, code).await
            }
            SendOutcome::Unknown { reason } => {
                tracing::warn!(outbox = id, reason, "nobody knows whether a text was accepted");
                self.end(message, MessageState::Unknown, None).await
            }
        }
    }

    /// Calls off a text that says another once more, if that is not wanted any more: hours may lie
    /// between, in which the talk went on, or somebody ended it.
    async fn is_called_off(&self, message: &Taken) -> Result<bool, StoreError> {
        let repeat = Repeat {
            message_id: message.id,
            token: message.token.clone(),
            contact_point_id: message.contact_point_id,
        };
        let (reactions, services) = (self.reactions.clone(), self.services.clone());
        self.services
            .store
            .write(move |connection| {
                if reactions.may_repeat(connection, &services, &repeat)? {
                    return Ok(false);
                }
                let id = repeat.message_id;
                store::mark_ended(connection, id, MessageState::Cancelled, None)?;
                Ok::<_, StoreError>(true)
            })
            .await
    }

    async fn try_later(&self, message: &Taken, wait: TimeDelta) -> Result<(), StoreError> {
        let (id, contact_point_id) = (message.id, message.contact_point_id);
        let at = self.services.clock.now();
        let (reactions, services) = (self.reactions.clone(), self.services.clone());
        self.services
            .store
            .write(move |connection| {
                if store::requeue(connection, id, at + wait)? {
                    let fact = Undelivered {
                        message_id: id,
                        contact_point_id,
                        may_have_arrived: false,
                        code: None,
                        at,
                    };
                    reactions.tell_undelivered(connection, &services, &fact)?;
                }
                Ok(())
            })
            .await
    }

    async fn end(
        &self,
        message: &Taken,
        state: MessageState,
        code: Option<u32>,
    ) -> Result<(), StoreError> {
        let (id, contact_point_id) = (message.id, message.contact_point_id);
        let token = message.token.clone();
        let consequence = Consequence::of(&self.services, &self.reactions, code);
        self.services
            .store
            .write(move |connection| {
                // The conversation before the message, as a STOP takes hold of them.
                consequence.act_on(connection, contact_point_id)?;
                if store::mark_ended(connection, id, state, code.map(i64::from))? {
                    consequence.act_after(connection, contact_point_id, &token)?;
                    let may_have_arrived = state == MessageState::Unknown;
                    consequence.tell_undelivered(
                        connection,
                        id,
                        contact_point_id,
                        may_have_arrived,
                    )?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        self.count_ended(state, 1);
        Ok(())
    }

    fn count_ended(&self, state: MessageState, count: usize) {
        self.services.metrics.count_texts_ended(state.name(), count);
    }
}

/// The texts being handed over, side by side and at the sender's pace.
struct Handovers {
    worker: Worker,
    bucket: TokenBucket,
    under_way: JoinSet<()>,
}

impl Handovers {
    fn of(worker: &Worker) -> Self {
        let bucket = TokenBucket::new(worker.services.config.sms_per_second);
        Self { worker: worker.clone(), bucket, under_way: JoinSet::new() }
    }

    /// Waits until at least one more text may go; returns how many may.
    async fn wait_for_places(&mut self) -> usize {
        while self.under_way.try_join_next().is_some() {}
        while self.under_way.len() >= AT_ONCE {
            self.under_way.join_next().await;
        }
        let free = AT_ONCE - self.under_way.len();
        self.bucket.wait_for_some().await.min(free)
    }

    /// Takes as many texts as are due, up to `most`, and begins to hand each over; returns how many.
    ///
    /// Nothing is taken that has to wait: what is marked as being sent is, from then on.
    async fn begin(&mut self, most: usize) -> Result<usize, StoreError> {
        let services = &self.worker.services;
        let now = services.clock.now();
        let is_due: bool = services
            .store
            .read(move |connection| Ok::<_, StoreError>(store::is_due(connection, now)?))
            .await?;
        if !is_due {
            return Ok(0);
        }
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let taken = services
            .store
            .write(move |connection| Ok::<_, StoreError>(store::take_due(connection, now, most)?))
            .await?;
        let count = taken.len();
        self.bucket.spend(count);
        for message in taken {
            self.under_way.spawn(self.worker.clone().hand_over(message, now));
        }
        Ok(count)
    }

    async fn begin_all(&mut self) -> Result<(), StoreError> {
        loop {
            let places = self.wait_for_places().await;
            let nothing_begun = self.begin(places).await? == 0;
            if nothing_begun && self.under_way.join_next().await.is_none() {
                return Ok(());
            }
        }
    }

    async fn finish(&mut self) {
        while self.under_way.join_next().await.is_some() {}
    }
}

fn validity_seconds(not_after: NaiveDateTime, now: NaiveDateTime) -> u32 {
    // Twilio takes 1 to 36,000 seconds.
    u32::try_from((not_after - now).num_seconds().clamp(1, 36_000)).unwrap_or(1)
}
