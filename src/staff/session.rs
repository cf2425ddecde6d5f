//! How long a session lasts, and how long a wrong password makes one wait.

use chrono::{NaiveDateTime, TimeDelta};

use super::Role;
use crate::i18n::Language;

/// Minutes without a request after which a session ends.
pub const IDLE_MINUTES: i64 = 15;
/// Hours after which a session ends in any case.
pub const SESSION_HOURS: i64 = 12;
/// Tries with a wrong password before one has to wait.
const FREE_TRIES: i64 = 5;
/// The longest wait between two tries.
const LONGEST_WAIT_SECONDS: i64 = 300;
/// Hours without a try after which the earlier ones no longer count.
pub const TRIES_COUNT_HOURS: i64 = 24;

/// Who makes a request of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account.
    pub account_id: i64,
    /// What the account may do.
    pub role: Role,
    /// The language the account reads.
    pub language: Language,
    /// What every form of this session carries, so that no other page can send it.
    pub csrf_token: String,
}

/// Whether a session of that age is over.
pub fn has_ended(
    created_at: NaiveDateTime,
    last_seen_at: NaiveDateTime,
    now: NaiveDateTime,
) -> bool {
    now - last_seen_at >= TimeDelta::minutes(IDLE_MINUTES)
        || now - created_at >= TimeDelta::hours(SESSION_HOURS)
}

/// How many seconds the next try still has to wait, after so many wrong ones.
///
/// The wait doubles from one second to five minutes and never becomes a lock.
pub fn wait_seconds(tries: i64, last_tried_at: NaiveDateTime, now: NaiveDateTime) -> i64 {
    if tries < FREE_TRIES {
        return 0;
    }
    let doublings = u32::try_from(tries - FREE_TRIES).unwrap_or(u32::MAX);
    let wait = 2_i64.checked_pow(doublings).unwrap_or(i64::MAX).min(LONGEST_WAIT_SECONDS);
    let waited_milliseconds = (now - last_tried_at).num_milliseconds();
    (wait - waited_milliseconds.div_euclid(1000)).clamp(0, wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> NaiveDateTime {
        chrono::DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap().naive_utc()
    }

    #[test]
    fn a_session_ends_after_fifteen_idle_minutes_and_after_twelve_hours() {
        assert!(!has_ended(at(0), at(0), at(15 * 60 - 1)));
        assert!(has_ended(at(0), at(0), at(15 * 60)));
        assert!(!has_ended(at(0), at(12 * 3600 - 60), at(12 * 3600 - 1)));
        assert!(has_ended(at(0), at(12 * 3600 - 60), at(12 * 3600)));
    }

    #[test]
    fn the_wait_grows_after_five_wrong_tries_and_never_becomes_a_lock() {
        let waits: Vec<i64> = (0..12).map(|tries| wait_seconds(tries, at(0), at(0))).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64]);
        assert_eq!(wait_seconds(i64::MAX, at(0), at(0)), 300);
        assert_eq!(wait_seconds(i64::MAX, at(0), at(299)), 1);
        assert_eq!(wait_seconds(i64::MAX, at(0), at(300)), 0);
    }
}
