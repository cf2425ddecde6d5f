//! A telephone number as it stands in a spreadsheet, and what is wrong with it.

use phonenumber::{Mode, country, is_valid};

use crate::people::Phone;

/// Why a cell holds no number that can be texted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneFault {
    /// There is none.
    Missing,
    /// A spreadsheet has rounded it: `5.55E+09`.
    Rounded,
    /// It leads to an extension.
    Extension,
    /// There are several.
    Several,
    /// There are letters or other signs in it.
    NotANumber,
    /// No telephone has it.
    NotValid,
}

/// The number in a cell; one without a country's code is of `country`.
///
/// Whether it is a mobile phone cannot be told from a number.
pub fn read_phone(cell: &str, country: country::Id) -> Result<Phone, PhoneFault> {
    let text = without_spreadsheet_signs(cell);
    let lower = text.to_lowercase();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits == 0 {
        return Err(if text.is_empty() { PhoneFault::Missing } else { PhoneFault::NotANumber });
    }
    if is_rounded(&lower) {
        return Err(PhoneFault::Rounded);
    }
    if ["x", "ext", "#"].iter().any(|sign| lower.contains(sign)) {
        return Err(PhoneFault::Extension);
    }
    if ["/", ";", ",", "\n", " or ", "&"].iter().any(|sign| lower.contains(sign)) && digits > 10 {
        return Err(PhoneFault::Several);
    }
    if !text.chars().all(|sign| sign.is_ascii_digit() || "+-.()/ \u{a0}‐‑–".contains(sign)) {
        return Err(PhoneFault::NotANumber);
    }
    let number = phonenumber::parse(Some(country), &text).map_err(|_| PhoneFault::NotValid)?;
    if !is_valid(&number) {
        return Err(PhoneFault::NotValid);
    }
    Phone::parse(&number.format().mode(Mode::E164).to_string()).ok_or(PhoneFault::NotValid)
}

/// Without what spreadsheets put around a number: `'+1…`, `="…"`, `….0`, and digits of any script.
fn without_spreadsheet_signs(cell: &str) -> String {
    let text = cell.trim().trim_start_matches(['\'', '’', '\u{feff}', '\u{202a}', '\u{200e}']);
    let text = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let text = text.trim().trim_end_matches(['\u{202c}', '\u{200e}']);
    let text = text.strip_prefix("tel:").unwrap_or(text);
    let is_whole = |rest: &&str| rest.chars().all(|sign| sign.is_ascii_digit());
    let text = text.strip_suffix(".0").filter(is_whole).unwrap_or(text);
    text.chars()
        .map(|sign| match sign {
            '０'..='９' => digit(sign, '０'),
            '٠'..='٩' => digit(sign, '٠'),
            '۰'..='۹' => digit(sign, '۰'),
            '＋' => '+',
            other => other,
        })
        .collect()
}

fn digit(sign: char, zero: char) -> char {
    char::from_digit(u32::from(sign) - u32::from(zero), 10).unwrap_or(sign)
}

/// Whether it is written as a number with an exponent, which has lost its last digits.
fn is_rounded(lower: &str) -> bool {
    lower.split_once('e').is_some_and(|(before, after)| {
        let is_number = |text: &str, signs: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || signs.contains(c))
        };
        is_number(before, ".,") && is_number(after, "+")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> Result<String, PhoneFault> {
        read_phone(cell, country::Id::US).map(|phone| phone.expose().to_owned())
    }

    #[test]
    fn a_number_is_read_however_a_spreadsheet_holds_it() {
        for cell in [
            "6175550123",
            "(617) 555-0123",
            "617.555.0123",
            "1-617-555-0123",
            "+1 617 555 0123",
            "'+16175550123",
            "=\"6175550123\"",
            "6175550123.0",
            " 617\u{a0}555–0123 ",
            "tel:+1-617-555-0123",
            "٦١٧٥٥٥٠١٢٣",
            "\u{202a}+16175550123\u{202c}",
        ] {
            assert_eq!(read(cell).as_deref(), Ok("+16175550123"), "{cell}");
        }
        assert_eq!(read("+44 20 7946 0958").as_deref(), Ok("+442079460958"));
    }

    #[test]
    fn what_is_wrong_with_a_number_is_told() {
        for (cell, fault) in [
            ("", PhoneFault::Missing),
            ("'", PhoneFault::Missing),
            ("6.17555E+09", PhoneFault::Rounded),
            ("6,17555e9", PhoneFault::Rounded),
            ("617-555-0123 x12", PhoneFault::Extension),
            ("617-555-0123 ext. 4", PhoneFault::Extension),
            ("617-555-0123 / 617-555-0124", PhoneFault::Several),
            ("617-555-0123 or 617-555-0124", PhoneFault::Several),
            ("none", PhoneFault::NotANumber),
            ("617-555-0123 (mother)", PhoneFault::NotANumber),
            ("=HYPERLINK(\"http://a\",\"1\")", PhoneFault::NotANumber),
            ("555-0123", PhoneFault::NotValid),
            ("617-555-012", PhoneFault::NotValid),
            ("+1 555 201 0000", PhoneFault::NotValid),
            ("00000000000", PhoneFault::NotValid),
            ("99999999999999999999999999", PhoneFault::NotValid),
        ] {
            assert_eq!(read(cell), Err(fault), "{cell}");
        }
    }
}
