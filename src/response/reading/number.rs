//! Exactly one number among words.
//!
//! Never a locale's number parser: a mark counts as decimal or grouping only where it cannot part
//! two numbers.

use crate::i18n::{Folded, Glue, LanguageWords, Pieces};
use crate::survey::Value;

use super::number_words::number_at;
use super::{NotUnderstood, Read};

/// Digits that a number may have and still be kept exactly.
const MOST_DIGITS: usize = 15;

/// A number as written.
#[derive(Clone, Debug, PartialEq)]
struct Written {
    whole: i64,
    /// Digits after the decimal mark, without trailing zeros.
    fraction: String,
    is_negative: bool,
    /// Whether a mark was read against the language's habit.
    forgave: bool,
    start: usize,
    end: usize,
}

impl Written {
    fn sign(&self) -> i64 {
        if self.is_negative { -1 } else { 1 }
    }
}

/// Reads a whole number on a scale; "4/5" is 4 on a scale to 5.
pub(super) fn read_scale(
    words: &LanguageWords,
    folded: &Folded,
    bounds: (Option<i64>, Option<i64>),
) -> Read {
    let pieces = words.pieces(folded, &|_| false);
    let numbers = list_numbers(words, &pieces, true)?;
    if let [rating, best] = &numbers[..]
        && Some(best.whole) == bounds.1
        && is_out_of(words, &pieces, rating.end, best.start)
    {
        return whole_value(rating, bounds);
    }
    whole_value(&only(words, &pieces, numbers)?, bounds)
}

/// Reads a number with at most that many decimals.
pub(super) fn read_number(
    words: &LanguageWords,
    folded: &Folded,
    bounds: (Option<i64>, Option<i64>),
    decimals: u8,
) -> Read {
    let pieces = words.pieces(folded, &|_| false);
    let number = only(words, &pieces, list_numbers(words, &pieces, decimals == 0)?)?;
    if decimals == 0 {
        return whole_value(&number, bounds);
    }
    if number.fraction.len() > usize::from(decimals) {
        return Err(NotUnderstood::TooPrecise { most: decimals });
    }
    let sign = if number.is_negative { "-" } else { "" };
    let value: f64 = format!("{sign}{}.{}0", number.whole, number.fraction)
        .parse()
        .map_err(|_| NotUnderstood::NotANumber)?;
    let is_below =
        |max: i64| number.whole < max || (number.whole == max && number.fraction.is_empty());
    // Compared digit by digit: a bound is met exactly, not as a rounded float.
    let (min, max) = bounds;
    let fits = if number.is_negative {
        min.is_none_or(|min| is_below(min.saturating_neg()))
            && max.is_none_or(|max| !is_below_strictly(&number, max.saturating_neg()))
    } else {
        max.is_none_or(is_below) && min.is_none_or(|min| number.whole >= min)
    };
    if !fits {
        return Err(NotUnderstood::OutOfRange { min, max });
    }
    Ok((Value::Decimal(value), number.forgave))
}

fn is_below_strictly(number: &Written, bound: i64) -> bool {
    number.whole < bound
}

fn whole_value(number: &Written, bounds: (Option<i64>, Option<i64>)) -> Read {
    if !number.fraction.is_empty() {
        return Err(NotUnderstood::NotANumber);
    }
    let (min, max) = bounds;
    let value = number.sign() * number.whole;
    if min.is_some_and(|min| value < min) || max.is_some_and(|max| value > max) {
        return Err(NotUnderstood::OutOfRange { min, max });
    }
    Ok((Value::Whole(value), number.forgave))
}

/// The only number; else what the words say without one: "none", or an article for one.
fn only(
    words: &LanguageWords,
    pieces: &Pieces<'_>,
    mut numbers: Vec<Written>,
) -> Result<Written, NotUnderstood> {
    let implied = |whole: i64| Written {
        whole,
        fraction: String::new(),
        is_negative: false,
        forgave: false,
        start: 0,
        end: 0,
    };
    match numbers.len() {
        0 if has(pieces, |texts, at| words.zero.longest_at(texts, at).is_some()) => Ok(implied(0)),
        0 if has(pieces, |texts, at| words.articles.longest_at(texts, at).is_some()) => {
            Ok(Written { forgave: true, ..implied(1) })
        }
        0 => Err(NotUnderstood::NotANumber),
        1 => numbers.pop().ok_or(NotUnderstood::NotANumber),
        _ => Err(NotUnderstood::MoreThanOne),
    }
}

fn has(pieces: &Pieces<'_>, found: impl Fn(&[&str], usize) -> bool) -> bool {
    (0..pieces.texts.len()).any(|at| found(&pieces.texts, at))
}

fn is_out_of(words: &LanguageWords, pieces: &Pieces<'_>, from: usize, to: usize) -> bool {
    if from == to {
        return pieces.gap(to).trim() == "/";
    }
    words.out_of.longest_at(&pieces.texts, from).is_some_and(|(len, ())| from + len == to)
}

/// All numbers in the text.
///
/// # Errors
/// If a word makes a number uncertain ("more than 3") or turns it around ("not 3").
fn list_numbers(
    words: &LanguageWords,
    pieces: &Pieces<'_>,
    is_whole: bool,
) -> Result<Vec<Written>, NotUnderstood> {
    let mut numbers: Vec<Written> = Vec::new();
    let mut is_negated = false;
    let mut at = 0;
    while at < pieces.texts.len() {
        let follows_number = numbers.last().is_some_and(|number| number.end == at);
        if follows_number && let Some((len, ())) = words.units.longest_at(&pieces.texts, at) {
            at += len;
            continue;
        }
        // "4 over 5" rates; "over 5" alone is a doubt.
        if follows_number
            && let Some((len, ())) = words.out_of.longest_at(&pieces.texts, at)
            && number_at(words, pieces, at + len).is_some()
        {
            at += len;
            continue;
        }
        let glue = words.glue.longest_at(&pieces.texts, at).map(|(len, glue)| (len, *glue));
        let glue_len = glue.map_or(0, |(len, _)| len);
        let zero_len = words.zero.longest_at(&pieces.texts, at).map_or(0, |(len, ())| len);
        match number_at(words, pieces, at) {
            Some((len, value)) if len >= glue_len.max(zero_len) => {
                if is_negated {
                    return Err(NotUnderstood::NotANumber);
                }
                let number = written_at(words, pieces, at, (len, value), is_whole)?;
                at = number.end;
                numbers.push(number);
            }
            _ if zero_len > 0 && zero_len >= glue_len => at += zero_len,
            _ => {
                if matches!(glue, Some((_, Glue::Vague))) {
                    return Err(NotUnderstood::NotANumber);
                }
                at += glue_len.max(1);
            }
        }
        let is_apart = at < pieces.texts.len() && !pieces.gap(at).trim().is_empty();
        is_negated = matches!(glue, Some((_, Glue::Negation))) && !is_apart;
    }
    Ok(numbers)
}

/// The number at that word with its sign, groups and decimals.
fn written_at(
    words: &LanguageWords,
    pieces: &Pieces<'_>,
    at: usize,
    (len, value): (usize, Option<u64>),
    is_whole: bool,
) -> Result<Written, NotUnderstood> {
    let is_digits = |at: usize| {
        let text = pieces.texts.get(at);
        text.is_some_and(|text| text.starts_with(|first: char| first.is_ascii_digit()))
    };
    let mut end = at + len;
    let mut marks = String::new();
    if is_digits(at) {
        while is_digits(end) && matches!(pieces.gap(end), "." | "," | "٫" | "٬") {
            marks.push_str(pieces.gap(end));
            end += 1;
        }
    }
    if pieces.gap(end).starts_with(['+', '%']) {
        return Err(NotUnderstood::NotANumber);
    }
    let (whole, fraction, forgave) = if marks.is_empty() {
        let value = value.and_then(|value| i64::try_from(value).ok());
        (value.ok_or(NotUnderstood::NotANumber)?, String::new(), false)
    } else {
        parse_marked(words, &pieces.texts[at..end], &marks, is_whole)?
    };
    let has_minus_word = (0..at).any(|before| {
        words.minus.longest_at(&pieces.texts, before).is_some_and(|(len, ())| before + len == at)
    });
    let gap = pieces.gap(at);
    let before_minus = gap.strip_suffix('-');
    let has_minus = before_minus
        .is_some_and(|before| (at == 0 && before.is_empty()) || before.ends_with([' ', '(', '=']));
    Ok(Written {
        whole,
        fraction: fraction.trim_end_matches('0').to_owned(),
        is_negative: has_minus || has_minus_word,
        forgave,
        start: at,
        end,
    })
}

/// Digits with marks between them: whole part, fraction, and whether a habit was broken.
fn parse_marked(
    words: &LanguageWords,
    digits: &[&str],
    marks: &str,
    is_whole: bool,
) -> Result<(i64, String, bool), NotUnderstood> {
    let parse = |digits: &[&str]| -> Result<i64, NotUnderstood> {
        let digits = digits.concat();
        let value = if digits.len() > MOST_DIGITS { None } else { digits.parse().ok() };
        value.ok_or(NotUnderstood::NotANumber)
    };
    let (decimal, group) = if words.decimal_comma { (',', '.') } else { ('.', ',') };
    let same_group =
        |mark: char| (mark == group || mark == '٬') && marks.chars().all(|other| other == mark);
    let is_grouped = |digits: &[&str]| {
        (1..=3).contains(&digits[0].len())
            && !digits[0].starts_with('0')
            && digits[1..].iter().all(|digits| digits.len() == 3)
    };
    let first = marks.chars().next().unwrap_or(decimal);
    if is_grouped(digits) && same_group(first) {
        return Ok((parse(digits)?, String::new(), false));
    }
    // Where no decimals are asked for, three digits after any mark are thousands.
    if is_whole && is_grouped(digits) && marks.chars().all(|mark| mark == first) {
        return Ok((parse(digits)?, String::new(), true));
    }
    let (fraction, groups) = digits.split_last().ok_or(NotUnderstood::NotANumber)?;
    let last = marks.chars().last().unwrap_or(decimal);
    let is_decimal = last == decimal || last == '٫';
    if is_decimal && (groups.len() == 1 || is_grouped(groups)) {
        return Ok((parse(groups)?, (*fraction).to_owned(), false));
    }
    // "1.5" where a comma is the habit can only be a decimal; "2,3" elsewhere is two numbers.
    if words.decimal_comma && marks == "." {
        return Ok((parse(groups)?, (*fraction).to_owned(), true));
    }
    Err(NotUnderstood::MoreThanOne)
}
