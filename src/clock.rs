//! What time it is, and the hours in a place.
//!
//! Times are UTC everywhere in Hearth, as `NaiveDateTime`; a place's own hours are worked out
//! where they are needed. Only this file asks the system for the time.

use std::sync::Mutex;

use chrono::{NaiveDateTime, SubsecRound, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

/// Something that knows the time. The real one asks the system; a test's stands where it is put.
pub trait Clock: Send + Sync {
    /// Now, in UTC, to the millisecond.
    fn now(&self) -> NaiveDateTime;
}

/// What clocks in a zone show.
pub fn local(zone: Tz, at: NaiveDateTime) -> NaiveDateTime {
    Utc.from_utc_datetime(&at).with_timezone(&zone).naive_local()
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system")]
    fn now(&self) -> NaiveDateTime {
        Utc::now().naive_utc().trunc_subsecs(3)
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct FixedClock(Mutex<NaiveDateTime>);

impl FixedClock {
    /// A clock standing at that time.
    pub fn at(now: NaiveDateTime) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves the clock on.
    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *now += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> NaiveDateTime {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
