//! A ranking in words for leaders: how likely, which places, which issues belong together.
//!
//! A likelihood is never said without its number, nor a place without what chance leaves open.

use super::rank_sets::RankSet;
use super::real;

/// The text that says how likely something is; it takes `percent`.
///
/// The bounds are those that the tiers use where they meet.
pub fn likelihood_id(p: f64) -> &'static str {
    match p {
        p if p >= 0.95 => "priority-likelihood-almost-certain",
        p if p >= 0.80 => "priority-likelihood-very-likely",
        p if p >= 0.55 => "priority-likelihood-likely",
        p if p >= 0.45 => "priority-likelihood-about-even",
        p if p >= 0.20 => "priority-likelihood-unlikely",
        _ => "priority-likelihood-very-unlikely",
    }
}

/// A probability in whole percent, rounded down so that it never says more than the word beside
/// it; what is nearly certain or nearly impossible is not called so outright.
pub fn percent(p: f64) -> String {
    match p {
        p if p >= 0.995 => ">\u{a0}99".to_owned(),
        p if p < 0.01 => "<\u{a0}1".to_owned(),
        p => format!("{:.0}", (p * 100.0 + 1e-9).floor()),
    }
}

/// A share in whole percent.
#[expect(clippy::cast_possible_truncation, reason = "a share of one lies between 0 and 100")]
pub fn whole_percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

/// Steps in which rates are told, in whole percent.
const STEPS: [i64; 5] = [1, 2, 5, 10, 20];

/// The steps in which the rates of so many people are told, in whole percent: two of their voices
/// fit into one. Finer, a rate would tell how many of a few chose what, and two looks what somebody
/// said who came in between.
pub fn rate_step(people: i64) -> i64 {
    let holds_two_voices = |step: &i64| step * people >= 200;
    STEPS.into_iter().find(holds_two_voices).unwrap_or(STEPS[STEPS.len() - 1])
}

/// A rate of so many people as it is told, in whole percent.
#[expect(clippy::cast_possible_truncation, reason = "a share of one lies between 0 and 100")]
pub fn told_percent(rate: f64, people: i64) -> i64 {
    let step = rate_step(people);
    (rate * 100.0 / real(step)).round() as i64 * step
}

/// The places that chance leaves open: `3` or `3–5`.
pub fn place((lowest, highest): RankSet) -> String {
    if lowest == highest { lowest.to_string() } else { format!("{lowest}–{highest}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{I18n, Language, Value};

    #[test]
    fn the_number_never_contradicts_the_word() {
        for (p, number, word) in [
            (1.0, ">\u{a0}99", "almost-certain"),
            (0.95, "95", "almost-certain"),
            (0.9499, "94", "very-likely"),
            (0.8, "80", "very-likely"),
            (0.7999, "79", "likely"),
            (0.55, "55", "likely"),
            (0.5, "50", "about-even"),
            (0.2, "20", "unlikely"),
            (0.1999, "19", "very-unlikely"),
            (0.0, "<\u{a0}1", "very-unlikely"),
        ] {
            assert_eq!(percent(p), number);
            assert_eq!(likelihood_id(p), format!("priority-likelihood-{word}"));
        }
    }

    #[test]
    fn a_rate_is_told_no_finer_than_two_voices() {
        let told = |people| told_percent(0.4567, people);
        assert_eq!([11, 20, 40, 100, 199, 200, 412].map(told), [40, 50, 45, 46, 46, 46, 46]);
        for people in 11..1000 {
            let most_gained = 100.0 / f64::from(people);
            let step = f64::from(u8::try_from(rate_step(people.into())).unwrap());
            assert!(step >= 2.0 * most_gained - 1e-9 || people < 11, "{people}");
        }
        assert_eq!((told_percent(1.0, 11), told_percent(0.0, 11)), (100, 0));
    }

    #[test]
    fn a_top_of_one_is_first_place_and_not_the_top_one() {
        let i18n = I18n::embedded().unwrap();
        let said = |tag: &str, k: i64| {
            i18n.web(&Language::new(tag), "priority-in-top", &[("k", Value::Number(k))])
        };
        let first = ["en", "es", "ht", "ar"].map(|tag| said(tag, 1));
        assert_eq!(
            first,
            ["In first place", "En primer lugar", "Nan premye plas", "في المرتبة الأولى"]
        );
        assert!(["en", "es", "ht", "ar"].iter().all(|tag| said(tag, 3).contains('3')));
    }

    #[test]
    fn a_place_says_what_chance_leaves_open() {
        assert_eq!((place((3, 5)), place((1, 1))), ("3–5".to_owned(), "1".to_owned()));
    }
}
