//! The age band of a person, by whatever a list says of their age.

use chrono::{Datelike as _, NaiveDate};

/// The bands in which ages are kept, with the first age of each.
const BANDS: [(i32, &str); 4] = [(65, "65+"), (40, "40-64"), (18, "18-39"), (0, "0-17")];
const LONGEST_BAND: usize = 20;
const OLDEST: i32 = 120;

/// The band of an age, of a date or year of birth, or a band as it stands. Nothing more exact is
/// kept of it.
pub fn age_band(cell: &str, today: NaiveDate) -> Option<String> {
    let text: String = cell.split_whitespace().collect::<String>().replace(['–', '—'], "-");
    let text = text.strip_suffix(".0").unwrap_or(&text).to_owned();
    let numbers: Vec<i32> = text
        .split(|sign: char| !sign.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().unwrap_or(i32::MAX))
        .collect();
    let years = today.year() - OLDEST..=today.year();
    let age = match (numbers.as_slice(), numbers.iter().find(|number| years.contains(number))) {
        (_, Some(year)) => today.year() - year,
        ([age], None) if text == age.to_string() => *age,
        ([], None) => return None,
        _ => {
            let is_band = text.len() <= LONGEST_BAND && numbers.iter().all(|n| *n <= OLDEST);
            return is_band.then_some(text);
        }
    };
    (0..=OLDEST).contains(&age).then(|| {
        let band = BANDS.iter().find(|(first, _)| age >= *first);
        band.map_or("0-17", |(_, name)| name).to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_kept_as_a_band_however_it_is_written() {
        let today = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
        for (cell, band) in [
            ("34", Some("18-39")),
            ("34.0", Some("18-39")),
            ("1961-04-12", Some("65+")),
            ("4/12/1980", Some("40-64")),
            ("2012", Some("0-17")),
            ("18 – 39", Some("18-39")),
            ("65+", Some("65+")),
            ("65 and over", Some("65andover")),
            ("", None),
            ("unknown", None),
            ("999", None),
        ] {
            assert_eq!(age_band(cell, today).as_deref(), band, "{cell}");
        }
    }
}
