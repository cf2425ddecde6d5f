//! When a text may go out that nobody just asked for: between the permitted hours where the person
//! is. Where their number leaves several zones open, only while it is permitted in all of them.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _};
use chrono_tz::Tz;

use super::{Phone, zones_of};
use crate::config::AskingConfig;

/// A text that has less time than this before the hours end waits for the next day.
const LEAST_TIME: TimeDelta = TimeDelta::minutes(15);
/// How many days ahead hours are looked for: zones half a world apart share some on one of them.
const DAYS_AHEAD: u64 = 3;

/// From when to when a text may go out, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First moment.
    pub opens_at: NaiveDateTime,
    /// Last moment.
    pub closes_at: NaiveDateTime,
}

impl Window {
    /// Whether a text may go out now.
    pub fn is_open(&self, now: NaiveDateTime) -> bool {
        self.opens_at <= now && now < self.closes_at
    }
}

/// The hours in all of these zones that are under way with time left, or else the next.
///
/// `hours` are from when to when by the clock of each zone; `zones` may not be empty.
pub fn window(now: NaiveDateTime, zones: &[Tz], hours: (NaiveTime, NaiveTime)) -> Window {
    let yesterday = now.date() - Days::new(1);
    (0..=DAYS_AHEAD + 1)
        .map(|days| on_day(yesterday + Days::new(days), zones, hours))
        .find(|window| window.opens_at < window.closes_at && now + LEAST_TIME <= window.closes_at)
        // Zones whose days never meet: the hours of the first.
        .unwrap_or_else(|| window(now, &zones[..1], hours))
}

/// The hours of many people, worked out once for all who share their zones.
pub struct Hours {
    asking: AskingConfig,
    now: NaiveDateTime,
    known: HashMap<&'static [Tz], Window>,
}

impl Hours {
    /// The hours as they are at that time.
    pub fn new(asking: AskingConfig, now: NaiveDateTime) -> Self {
        Self { asking, now, known: HashMap::new() }
    }

    /// The hours of whoever has that number.
    pub fn of(&mut self, phone: &Phone) -> Window {
        let AskingConfig { time_zone, hours, .. } = self.asking;
        let (zones, here, now) = (zones_of(phone), [time_zone], self.now);
        *self
            .known
            .entry(zones)
            .or_insert_with(|| window(now, if zones.is_empty() { &here } else { zones }, hours))
    }
}

fn on_day(day: NaiveDate, zones: &[Tz], (from, to): (NaiveTime, NaiveTime)) -> Window {
    let opens_at = zones.iter().map(|zone| in_utc(*zone, day.and_time(from))).max();
    // Hours from midnight to midnight are open through the night after them too.
    let last_day = if is_round_the_clock((from, to)) { day + Days::new(1) } else { day };
    let closes_at = zones.iter().map(|zone| in_utc(*zone, last_day.and_time(to))).min();
    Window {
        opens_at: opens_at.unwrap_or_else(|| day.and_time(from)),
        closes_at: closes_at.unwrap_or_else(|| day.and_time(to)),
    }
}

fn is_round_the_clock((from, to): (NaiveTime, NaiveTime)) -> bool {
    to - from >= TimeDelta::hours(24) - TimeDelta::minutes(1)
}

/// A local time in UTC. An hour that a day has twice is its first; one it leaves out, the next.
fn in_utc(zone: Tz, local: NaiveDateTime) -> NaiveDateTime {
    zone.from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest())
        .map_or(local, |time| time.naive_utc())
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::{Chicago, Denver, Los_Angeles, New_York};
    use chrono_tz::Pacific::{Guam, Honolulu};
    use proptest::prelude::*;

    use super::*;
    use crate::clock::local;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn usual() -> (NaiveTime, NaiveTime) {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        (hour(8), hour(21))
    }

    fn opens_and_closes(now: &str, zones: &[Tz]) -> (String, String) {
        let window = window(at(now), zones, usual());
        let show = |time: NaiveDateTime| time.format("%d %H:%M").to_string();
        (show(window.opens_at), show(window.closes_at))
    }

    #[test]
    fn the_day_begins_and_ends_by_the_persons_own_clock() {
        let expect = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(
            opens_and_closes("2026-10-01 15:00", &[New_York]),
            expect("01 12:00", "02 01:00")
        );
        assert_eq!(
            opens_and_closes("2026-10-01 11:59", &[New_York]),
            expect("01 12:00", "02 01:00")
        );
        assert_eq!(
            opens_and_closes("2026-10-02 00:50", &[New_York]),
            expect("02 12:00", "03 01:00")
        );
        let late = opens_and_closes("2026-10-02 00:45", &[New_York]);
        assert_eq!(late, expect("01 12:00", "02 01:00"), "a quarter of an hour is enough");
        assert_eq!(
            opens_and_closes("2026-10-01 15:00", &[Honolulu]),
            expect("01 18:00", "02 07:00")
        );
        assert_eq!(opens_and_closes("2026-10-01 15:00", &[Guam]), expect("01 22:00", "02 11:00"));
    }

    #[test]
    fn hours_from_midnight_to_midnight_are_never_over() {
        let to = NaiveTime::from_hms_opt(23, 59, 0).unwrap();
        for now in ["2026-10-02 03:50", "2026-10-02 03:59", "2026-10-02 04:00"] {
            let window = window(at(now), &[New_York], (NaiveTime::MIN, to));
            assert!(window.is_open(at(now)), "{now}: {window:?}");
        }
    }

    #[test]
    fn in_several_zones_only_the_hours_they_share_count() {
        let expect = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let shared = opens_and_closes("2026-10-01 12:30", &[Chicago, Denver]);
        assert_eq!(shared, expect("01 14:00", "02 02:00"));
        let far = opens_and_closes("2026-10-01 12:30", &[New_York, Los_Angeles]);
        assert_eq!(far, expect("01 15:00", "02 01:00"));
    }

    #[test]
    fn clocks_that_change_move_the_hours_with_them() {
        // On 8 March 2026 clocks in the United States go forward, on 1 November back.
        let (before, _) = opens_and_closes("2026-03-07 14:00", &[New_York]);
        let (after, _) = opens_and_closes("2026-03-08 14:00", &[New_York]);
        assert_eq!((before.as_str(), after.as_str()), ("07 13:00", "08 12:00"));
        let (_, before) = opens_and_closes("2026-10-31 14:00", &[New_York]);
        let (_, after) = opens_and_closes("2026-11-01 14:00", &[New_York]);
        assert_eq!((before.as_str(), after.as_str()), ("01 01:00", "02 02:00"));
    }

    proptest! {
        #[test]
        fn inside_the_window_it_is_day_in_every_zone(
            minutes in 0..1_000_000_i64,
            zones in prop::sample::subsequence(
                vec![New_York, Chicago, Denver, Los_Angeles, Honolulu], 1..=5),
        ) {
            let now = at("2026-01-01 00:00") + TimeDelta::minutes(minutes);
            let window = window(now, &zones, usual());
            prop_assert!(now < window.closes_at && window.opens_at < window.closes_at);
            prop_assert!(window.opens_at <= now + TimeDelta::hours(24));
            let (from, to) = usual();
            for zone in zones {
                prop_assert!(local(zone, window.opens_at).time() >= from);
                prop_assert!(local(zone, window.closes_at).time() <= to);
            }
        }
    }
}
