//! Settings of asking people by text: where the center is, at which hours, at what price.

use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::ConfigError;

/// How people are asked by text.
#[derive(Clone, Copy, Debug)]
pub struct AskingConfig {
    /// `HEARTH_TIME_ZONE`: where the center is, and whoever has a number that does not tell.
    pub time_zone: Tz,
    /// `HEARTH_TEXT_HOURS`: from when to when texts may go out that nobody just asked for, by the
    /// clock where the person is.
    pub hours: (NaiveTime, NaiveTime),
    /// `HEARTH_REMINDER_HOURS`: how long nobody answers a question until it is asked once more.
    pub reminder_after: TimeDelta,
    /// `HEARTH_SMS_SEGMENT_PRICE`: what a segment costs, in thousandths of a cent.
    pub segment_millicents: i64,
}

impl AskingConfig {
    /// Reads the settings.
    pub(super) fn read(value: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let or = |name: &str, default: &str| value(name).unwrap_or_else(|| default.to_owned());
        let time_zone = or("HEARTH_TIME_ZONE", "America/New_York").parse().map_err(|_| {
            ConfigError::new("HEARTH_TIME_ZONE", "must name a time zone, such as America/Chicago")
        })?;
        let hours = parse_hours(&or("HEARTH_TEXT_HOURS", "08:00-21:00")).ok_or_else(|| {
            let fault = "must be two times of a day, the earlier first, such as 08:00-21:00";
            ConfigError::new("HEARTH_TEXT_HOURS", fault)
        })?;
        let reminder_after = or("HEARTH_REMINDER_HOURS", "24")
            .parse()
            .ok()
            .filter(|hours| (1..=168).contains(hours))
            .map(TimeDelta::hours)
            .ok_or_else(|| {
                let fault = "must be a number of hours from 1 to 168";
                ConfigError::new("HEARTH_REMINDER_HOURS", fault)
            })?;
        // Twilio's list price for a text to a mobile in the United States.
        let segment_millicents = parse_dollars(&or("HEARTH_SMS_SEGMENT_PRICE", "0.0083"))
            .ok_or_else(|| {
                let fault = "must be a price in dollars, such as 0.0083";
                ConfigError::new("HEARTH_SMS_SEGMENT_PRICE", fault)
            })?;
        Ok(Self { time_zone, hours, reminder_after, segment_millicents })
    }
}

fn parse_hours(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (from, to) = text.split_once('-')?;
    let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    let (from, to) = (time(from)?, time(to)?);
    (from < to).then_some((from, to))
}

fn parse_dollars(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_empty = whole.is_empty() && part.is_empty();
    if is_empty || !is_digits(whole) || !is_digits(part) || whole.len() > 3 || part.len() > 5 {
        return None;
    }
    format!("{whole}{part:0<5}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Result<AskingConfig, ConfigError> {
        AskingConfig::read(&|wanted| (wanted == name).then(|| text.to_owned()))
    }

    #[test]
    fn a_price_is_read_to_the_thousandth_of_a_cent() {
        let price = |text| read("HEARTH_SMS_SEGMENT_PRICE", text).map(|c| c.segment_millicents);
        assert_eq!(price("0.0083").unwrap(), 830);
        assert_eq!(price("1").unwrap(), 100_000);
        assert_eq!(price(".01").unwrap(), 1_000);
        for text in ["free", "-1", "0.000001", "1,5", "."] {
            assert!(price(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_reminder_comes_after_an_hour_at_the_earliest_and_a_week_at_the_latest() {
        let after = |text| read("HEARTH_REMINDER_HOURS", text).map(|c| c.reminder_after);
        assert_eq!(after("48").unwrap(), TimeDelta::days(2));
        for text in ["0", "169", "1.5", "never"] {
            assert!(after(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hours_begin_before_they_end_and_a_zone_has_a_name() {
        assert!(read("HEARTH_TEXT_HOURS", "09:30 - 18:00").is_ok());
        for text in ["21:00-08:00", "8", "08:00-25:00", "09:00-09:00"] {
            assert!(read("HEARTH_TEXT_HOURS", text).is_err(), "{text}");
        }
        assert!(read("HEARTH_TIME_ZONE", "Eastern").is_err());
        assert!(read("HEARTH_TIME_ZONE", "America/Los_Angeles").is_ok());
    }
}
