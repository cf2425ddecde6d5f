//! How fast texts go out: the sender's contract, and the wait before another try.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::time::Instant;

use crate::crypto::random_below;

/// How many texts the sender's contract allows now. What a second allows can be saved, no more.
pub struct TokenBucket {
    per_second: f64,
    tokens: f64,
    filled_at: Instant,
}

impl TokenBucket {
    /// A bucket that allows one text now.
    pub fn new(per_second: f64) -> Self {
        Self { per_second, tokens: 1.0, filled_at: Instant::now() }
    }

    /// Waits until at least one text may go; returns how many may. May be given up at any time.
    pub async fn wait_for_some(&mut self) -> usize {
        self.fill();
        while self.tokens < 1.0 {
            let missing = (1.0 - self.tokens) / self.per_second;
            tokio::time::sleep(Duration::from_secs_f64(missing)).await;
            self.fill();
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between one and what a second allows"
        )]
        let whole = self.tokens as usize;
        whole
    }

    /// Counts texts that went.
    pub fn spend(&mut self, texts: usize) {
        #[expect(clippy::cast_precision_loss, reason = "a small whole number of texts")]
        let spent = texts as f64;
        self.tokens = (self.tokens - spent).max(0.0);
    }

    // Filled by the time that passed, however long a sleep took: else every oversleeping would
    // cost the sender a part of its rate.
    fn fill(&mut self) {
        let now = Instant::now();
        let earned = (now - self.filled_at).as_secs_f64() * self.per_second;
        self.tokens = (self.tokens + earned).min(self.per_second.max(1.0));
        self.filled_at = now;
    }
}

/// How long a text waits after that many tries. The first retry comes within two seconds, later
/// ones double up to five minutes, with jitter so that many do not come at once.
pub fn backoff(attempts: i64, retry_after_seconds: Option<u64>) -> TimeDelta {
    let doubling = 1_000u64 << u32::try_from(attempts.clamp(1, 9) - 1).unwrap_or(0);
    let least = retry_after_seconds.unwrap_or(0).min(3600) * 1_000;
    let milliseconds = doubling.min(300_000).max(least) + random_below(500);
    TimeDelta::milliseconds(i64::try_from(milliseconds).unwrap_or(i64::MAX / 2))
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

    #[tokio::test]
    async fn texts_go_no_faster_than_the_contract() {
        let mut bucket = TokenBucket::new(200.0);
        let began = Instant::now();
        let mut texts = 0;
        while texts < 60 {
            let some = bucket.wait_for_some().await;
            bucket.spend(some);
            texts += some;
        }
        #[expect(clippy::cast_precision_loss, reason = "a small whole number of texts")]
        let least = (texts - 1) as f64 / 200.0;
        let took = began.elapsed().as_secs_f64();
        assert!(took >= least, "{texts} texts in {took} seconds");
    }

    #[tokio::test]
    async fn a_wait_that_takes_too_long_costs_no_text() {
        let mut bucket = TokenBucket::new(1_000.0);
        bucket.spend(1);
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(bucket.wait_for_some().await >= 20);
    }
}
