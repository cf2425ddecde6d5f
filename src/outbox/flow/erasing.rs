//! The loop that erases texts of whoever asked for it: their words here, then the provider's copies.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::outbox::sms::{DeleteOutcome, SmsTransport};
use crate::outbox::store::copies;
use crate::services::Services;
use crate::storage::StoreError;

/// How long the loop rests when it has done what there was.
const REST: Duration = Duration::from_secs(5);
/// How many messages are looked through at once.
const MESSAGES_AT_ONCE: i64 = 20_000;
/// How many copies are deleted one after the other before it is looked again.
const COPIES_AT_ONCE: i64 = 100;
/// The wait after the first try in vain; each doubles it.
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);
/// The longest wait.
const LONGEST_WAIT: TimeDelta = TimeDelta::days(1);
/// After so many tries whoever runs Hearth hears of it.
const QUIET_TRIES: i64 = 5;

/// Erases texts until told to stop.
#[derive(Clone)]
pub struct Eraser {
    /// Services.
    pub services: Services,
    /// How the provider's copies are deleted; without it they wait.
    pub transport: Option<Arc<dyn SmsTransport>>,
}

impl Eraser {
    /// Runs until `stop` turns true.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.erase_all(&stop).await {
                tracing::error!(%error, "texts could not be erased");
            }
            tokio::select! {
                () = tokio::time::sleep(REST) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Erases what is to be erased by now, unless it is told to stop.
    pub async fn erase_all(&self, stop: &watch::Receiver<bool>) -> Result<(), StoreError> {
        let now = self.services.clock.now();
        while !*stop.borrow() {
            let erase = move |connection: &mut _| {
                Ok::<_, StoreError>(copies::erase_some(connection, MESSAGES_AT_ONCE, now)?)
            };
            if !self.services.store.write(erase).await? {
                break;
            }
        }
        let Some(transport) = &self.transport else { return Ok(()) };
        let list = move |connection: &mut _| {
            Ok::<_, StoreError>(copies::list_due_copies(connection, now, COPIES_AT_ONCE)?)
        };
        for copy in self.services.store.read(list).await? {
            if *stop.borrow() {
                break;
            }
            let outcome = transport.delete(&copy.sid).await;
            self.keep_outcome(copy, outcome).await?;
        }
        Ok(())
    }

    async fn keep_outcome(
        &self,
        copy: copies::Copy,
        outcome: DeleteOutcome,
    ) -> Result<(), StoreError> {
        let now = self.services.clock.now();
        if outcome == DeleteOutcome::Kept && copy.tries >= QUIET_TRIES {
            tracing::error!(tries = copy.tries, "the provider does not delete its copy of a text");
        }
        self.services
            .store
            .write(move |connection| {
                match outcome {
                    DeleteOutcome::Gone => copies::delete_copy(connection, &copy.sid)?,
                    DeleteOutcome::Kept => {
                        let doublings = u32::try_from(copy.tries).unwrap_or(u32::MAX).min(16);
                        let wait = (FIRST_WAIT * 2_i32.pow(doublings)).min(LONGEST_WAIT);
                        copies::postpone_copy(connection, &copy, now + wait)?;
                    }
                }
                Ok(())
            })
            .await
    }
}
