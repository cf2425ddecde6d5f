//! Where a number is at home, as far as its area code tells.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono_tz::Tz;

use super::Phone;

const AREA_CODES: &str = include_str!("area-codes.txt");

/// The zones of each area code, by its three digits.
static ZONES: LazyLock<HashMap<&str, Vec<Tz>>> = LazyLock::new(|| read(AREA_CODES));

/// The zones a number may be in; none where it does not tell, as a toll-free one.
pub fn zones_of(phone: &Phone) -> &'static [Tz] {
    let digits = phone.expose().strip_prefix("+1").filter(|digits| digits.len() == 10);
    let area_code = digits.and_then(|digits| digits.get(..3));
    area_code.and_then(|code| ZONES.get(code)).map_or(&[], Vec::as_slice)
}

fn read(text: &'static str) -> HashMap<&'static str, Vec<Tz>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(": ")).flat_map(|(zones, codes)| {
        let zones: Vec<Tz> = zones.split(' ').filter_map(|zone| zone.parse().ok()).collect();
        codes.split(' ').map(move |code| (code, zones.clone()))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::{Adak, Anchorage, Chicago, Juneau, New_York, Phoenix};
    use chrono_tz::Pacific::Honolulu;

    use super::*;

    fn zones(number: &str) -> &'static [Tz] {
        zones_of(&Phone::parse(number).unwrap())
    }

    #[test]
    fn an_area_code_tells_the_zone_or_all_that_it_may_be() {
        assert_eq!(zones("+12125550100"), [New_York]);
        assert_eq!(zones("+16025550100"), [Phoenix]);
        assert_eq!(zones("+12195550100"), [Chicago, New_York]);
        assert_eq!(zones("+19075550100"), [Adak, Anchorage, Juneau, Honolulu]);
    }

    #[test]
    fn a_number_that_is_nowhere_in_particular_tells_no_zone() {
        for number in ["+18005550100", "+15551230001", "+493012345678", "+1234567"] {
            assert_eq!(zones(number), [] as [Tz; 0], "{number}");
        }
    }

    #[test]
    fn every_line_names_zones_that_are_known_and_codes_of_three_digits() {
        for line in AREA_CODES.lines().filter(|line| !line.starts_with('#')) {
            let (zones, codes) = line.split_once(": ").unwrap();
            assert!(zones.split(' ').all(|zone| zone.parse::<Tz>().is_ok()), "{zones}");
            let is_code = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit());
            assert!(codes.split(' ').all(is_code), "{codes}");
        }
        assert!(ZONES.len() > 400);
    }
}
