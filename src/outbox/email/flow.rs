//! The worker that sends mail, one after the other.

use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use tokio::sync::watch;

use super::store::{self, Taken};
use super::{MailOutcome, MailTransport, OutgoingMail};
use crate::outbox::MessageState;
use crate::outbox::pace::{TokenBucket, backoff};
use crate::services::Services;
use crate::storage::StoreError;

/// How long the worker rests when nothing is due.
const REST: Duration = Duration::from_millis(500);
/// A handover that takes longer than this was cut off.
const HANDOVER: TimeDelta = TimeDelta::minutes(5);

/// Sends mail until told to stop; what was begun is finished first.
#[derive(Clone)]
pub struct Worker {
    /// Services.
    pub services: Services,
    /// How mail goes out.
    pub transport: Arc<dyn MailTransport>,
}

impl Worker {
    /// Runs until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut bucket = TokenBucket::new(self.services.config.mail.per_second);
        while !*stop.borrow() {
            // Only waits are cut short by a stop: a mail that is taken must be handed over.
            tokio::select! {
                _ = bucket.wait_for_some() => {}
                _ = stop.changed() => continue,
            }
            let has_sent = self.send_next().await.unwrap_or_else(|error| {
                tracing::error!(%error, "mail could not be worked on");
                false
            });
            if has_sent {
                bucket.spend(1);
                continue;
            }
            self.report_interrupted().await;
            tokio::select! {
                () = tokio::time::sleep(REST) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Sends everything that is due, and returns when nothing is.
    pub async fn send_all_due(&self) -> Result<(), StoreError> {
        while self.send_next().await? {}
        Ok(())
    }

    /// Marks what another run left half handed over; [`Worker::run`] does this by itself.
    pub async fn give_up_interrupted(&self) -> Result<usize, StoreError> {
        let before = self.services.clock.now() - HANDOVER;
        self.services
            .store
            .write(move |connection| store::give_up_interrupted(connection, before))
            .await
    }

    async fn report_interrupted(&self) {
        match self.give_up_interrupted().await {
            Ok(0) => {}
            Ok(count) => tracing::warn!(count, "mails were cut off while being handed over"),
            Err(error) => tracing::error!(%error, "mail could not be looked through"),
        }
    }

    /// Tries the next mail; false if none is due.
    async fn send_next(&self) -> Result<bool, StoreError> {
        let now = self.services.clock.now();
        let due = self.services.store.read(move |c| store::find_due(c, now)).await?;
        let Some(id) = due else { return Ok(false) };
        let taken = self.services.store.write(move |c| store::take(c, id, now)).await?;
        if let Some(taken) = taken {
            self.send(&taken, now).await?;
        }
        Ok(true)
    }

    async fn send(&self, taken: &Taken, now: NaiveDateTime) -> Result<(), StoreError> {
        let id = taken.id;
        if taken.not_after <= now {
            tracing::error!(mail = id, tries = taken.attempts - 1, "a mail is given up: too late");
            return self.end(id, MessageState::Failed).await;
        }
        let Ok(mail) = taken.open(&self.services.keys) else {
            tracing::error!(mail = id, "a mail does not open with this secret key");
            return self.end(id, MessageState::Failed).await;
        };
        let outgoing = OutgoingMail { mail, token: taken.token.clone(), at: taken.created_at };
        match self.transport.send(outgoing).await {
            MailOutcome::Accepted => self.end(id, MessageState::Sent).await,
            MailOutcome::NotProcessed { code } => {
                tracing::warn!(mail = id, ?code, tries = taken.attempts, "a mail was not taken");
                let not_before = self.services.clock.now() + backoff(taken.attempts, None);
                self.services.store.write(move |c| store::requeue(c, id, not_before)).await
            }
            MailOutcome::Refused { code } => {
                tracing::error!(mail = id, ?code, "a mail was refused and is given up");
                self.end(id, MessageState::Failed).await
            }
            MailOutcome::Unknown => {
                tracing::error!(mail = id, "nobody knows whether a mail was taken");
                self.end(id, MessageState::Unknown).await
            }
        }
    }

    async fn end(&self, id: i64, state: MessageState) -> Result<(), StoreError> {
        self.services.store.write(move |c| store::mark_ended(c, id, state)).await
    }
}
