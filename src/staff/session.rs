//! How long a session lasts, and how long a wrong password makes one wait.

use chrono::{NaiveDateTime, TimeDelta};

use super::Role;
use crate::i18n::Language;

/// Minutes without a request after which a session ends.
pub const IDLE_MINUTES: i64 = 15;
/// Seconds to which it is noted when a session was last in use: a page and what belongs to it are
/// one write.
pub const SEEN_SECONDS: i64 = 10;
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

/// How long a session of that age lasts if nothing more is asked for.
pub fn time_left(
    created_at: NaiveDateTime,
    last_seen_at: NaiveDateTime,
    now: NaiveDateTime,
) -> TimeDelta {
    let idle = last_seen_at + TimeDelta::minutes(IDLE_MINUTES) - now;
    idle.min(created_at + TimeDelta::hours(SESSION_HOURS) - now).max(TimeDelta::zero())
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

/// Which browser on which system, roughly, so that people know their own; empty if it is none that
/// is known here. Names are the same in every language.
pub fn browser_name(user_agent: &str) -> String {
    // Each says it is those that come after it, too.
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
    };
    let names: Vec<&str> = [find(&BROWSERS), find(&SYSTEMS)].into_iter().flatten().collect();
    names.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_roughly_and_never_by_what_it_says_itself() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/131.0.0.0 Safari/537.36";
        assert_eq!(browser_name(chrome), "Chrome · Linux");
        assert_eq!(browser_name(&format!("{chrome} Edg/131")), "Edge · Linux");
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604";
        assert_eq!(browser_name(phone), "Safari · iPhone");
        assert_eq!(browser_name("<script>"), "");
    }

    fn at(seconds: i64) -> NaiveDateTime {
        chrono::DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap().naive_utc()
    }

    #[test]
    fn a_session_ends_after_fifteen_idle_minutes_and_after_twelve_hours() {
        assert!(!has_ended(at(0), at(0), at(15 * 60 - 1)));
        assert!(has_ended(at(0), at(0), at(15 * 60)));
        assert!(!has_ended(at(0), at(12 * 3600 - 60), at(12 * 3600 - 1)));
        assert!(has_ended(at(0), at(12 * 3600 - 60), at(12 * 3600)));
        let left = |last_seen, now| time_left(at(0), at(last_seen), at(now)).num_seconds();
        assert_eq!([left(0, 0), left(60, 70), left(0, 900), left(0, 901)], [900, 890, 0, 0]);
        assert_eq!(left(12 * 3600 - 60, 12 * 3600 - 60), 60);
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
