//! A calendar date: day, month and year, none of them guessed.

use chrono::NaiveDate;

use crate::i18n::{DateOrder, DatePart, Folded, LanguageWords, Pieces, Words};
use crate::survey::Value;

use super::number_words::number_at;
use super::{NotUnderstood, Read};

/// Years that a date may have.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

/// The first two-digit year that belongs to the last century; such a date is echoed in words.
const LAST_CENTURY_FROM: i64 = 50;

/// A number of the date, with what is known about it.
#[derive(Clone, Copy, Debug)]
struct Figure {
    value: i64,
    digits: usize,
    part: Option<DatePart>,
}

/// Reads a date in the order of the language, or year first, or with a month's name.
pub(super) fn read(all: &Words, words: &LanguageWords, folded: &Folded) -> Read {
    let pieces = words.pieces(folded, &|_| false);
    let figures = list_figures(all, words, &pieces)?;
    let (year, month, day, is_open) = match figures[..] {
        [figure] if figure.digits == 8 && figure.part.is_none() => {
            (figure.value / 10_000, figure.value / 100 % 100, figure.value % 100, false)
        }
        [_, _, _] => assign(words, &figures)?,
        _ => return Err(NotUnderstood::NotADate),
    };
    let (year, is_short) = full_year(year, &figures)?;
    let date = i32::try_from(year).ok().zip(u32::try_from(month).ok()).zip(u32::try_from(day).ok());
    let date = date
        .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or(NotUnderstood::ImpossibleDate)?;
    Ok((Value::Date(date), is_open || is_short))
}

/// The numbers of a date; any word that is no part of a date makes it none ("last week").
fn list_figures(
    all: &Words,
    words: &LanguageWords,
    pieces: &Pieces<'_>,
) -> Result<Vec<Figure>, NotUnderstood> {
    let texts = &pieces.texts;
    let mut figures: Vec<Figure> = Vec::new();
    let mut expected = None;
    let mut at = 0;
    while at < texts.len() {
        if let Some((len, figure)) = month_name_at(all, words, pieces, at) {
            figures.push(figure);
            at += len;
            continue;
        }
        if let Some((len, part)) = words.date_before.longest_at(texts, at)
            && is_number(words, pieces, at + len)
        {
            expected = Some(*part);
            at += len;
            continue;
        }
        let filler = all.date_fillers().longest_at(texts, at).map_or(0, |(len, ())| len);
        match figure_at(words, pieces, at) {
            // "Thứ hai" is a day of the week before it is "second".
            Some((len, mut figure)) if len > filler || (filler == 1 && len == 1) => {
                at += len;
                figure.part = expected.take();
                if let Some((len, part)) = words.date_after.longest_at(texts, at) {
                    figure.part = Some(*part);
                    at += len;
                }
                figures.push(figure);
            }
            _ if filler > 0 => at += filler,
            _ => return Err(NotUnderstood::NotADate),
        }
    }
    Ok(figures)
}

fn is_number(words: &LanguageWords, pieces: &Pieces<'_>, at: usize) -> bool {
    number_at(words, pieces, at).is_some()
}

fn month_name_at(
    all: &Words,
    words: &LanguageWords,
    pieces: &Pieces<'_>,
    at: usize,
) -> Option<(usize, Figure)> {
    let (len, month) = all.months().longest_at(&pieces.texts, at)?;
    // "Tháng mười" before "hai" and 二月 inside 十二月 are numbers first.
    let number_len = number_at(words, pieces, at).map_or(0, |(len, _)| len);
    (len > number_len).then_some((
        len,
        Figure { value: i64::from(*month), digits: 0, part: Some(DatePart::Month) },
    ))
}

fn figure_at(words: &LanguageWords, pieces: &Pieces<'_>, at: usize) -> Option<(usize, Figure)> {
    if let Some(figure) = spelled_year_at(words, pieces, at) {
        return Some(figure);
    }
    let ordinal = words.ordinals.longest_at(&pieces.texts, at).map(|(len, day)| (len, Some(*day)));
    let (len, value) = number_at(words, pieces, at).or(ordinal)?;
    let value = i64::try_from(value?).ok()?;
    let text = pieces.texts[at];
    let is_digits = text.starts_with(|first: char| first.is_ascii_digit());
    let digits = if is_digits { text.len() } else { value.to_string().len() };
    Some((len, Figure { value, digits, part: None }))
}

/// A year said digit by digit: 二〇二六.
fn spelled_year_at(
    words: &LanguageWords,
    pieces: &Pieces<'_>,
    at: usize,
) -> Option<(usize, Figure)> {
    let mut value = 0;
    for at in at..at + 4 {
        let text = pieces.texts.get(at)?;
        let is_one_sign = text.chars().count() == 1 && !text.is_ascii();
        let (_, digit) =
            number_at(words, pieces, at).filter(|(len, _)| is_one_sign && *len == 1)?;
        value = value * 10 + i64::try_from(digit.filter(|digit| *digit < 10)?).ok()?;
    }
    Some((4, Figure { value, digits: 4, part: Some(DatePart::Year) }))
}

/// Year, month and day of three numbers, and whether another order would do as well.
fn assign(
    words: &LanguageWords,
    figures: &[Figure],
) -> Result<(i64, i64, i64, bool), NotUnderstood> {
    let named = |part: DatePart| figures.iter().find(|figure| figure.part == Some(part));
    let open: Vec<&Figure> = figures.iter().filter(|figure| figure.part.is_none()).collect();
    let (year, month, day) = (named(DatePart::Year), named(DatePart::Month), named(DatePart::Day));
    let known = [year, month, day].iter().flatten().count();
    if known + open.len() != 3 {
        return Err(NotUnderstood::NotADate);
    }
    match (year, month, day, &open[..]) {
        (Some(year), Some(month), Some(day), []) => Ok((year.value, month.value, day.value, false)),
        (None, Some(month), Some(day), [year]) => Ok((year.value, month.value, day.value, false)),
        (Some(year), None, Some(day), [month]) => Ok((year.value, month.value, day.value, false)),
        (Some(year), Some(month), None, [day]) => Ok((year.value, month.value, day.value, false)),
        (None, Some(month), None, [first, second]) => {
            let is_year_first =
                is_year(first) || (words.date_order == DateOrder::YearFirst && !is_year(second));
            let (year, day) = if is_year_first { (first, second) } else { (second, first) };
            Ok((year.value, month.value, day.value, false))
        }
        (None, None, Some(day), [first, second]) => {
            let (year, month) = if is_year(first) { (first, second) } else { (second, first) };
            Ok((year.value, month.value, day.value, false))
        }
        (Some(year), None, None, [first, second]) => {
            let (month, day, is_open) = month_and_day(words.date_order, first.value, second.value);
            Ok((year.value, month, day, is_open))
        }
        (None, None, None, [first, second, third]) => Ok(by_order(words, first, second, third)),
        _ => Err(NotUnderstood::NotADate),
    }
}

fn by_order(
    words: &LanguageWords,
    first: &Figure,
    second: &Figure,
    third: &Figure,
) -> (i64, i64, i64, bool) {
    let is_year_first =
        is_year(first) || (words.date_order == DateOrder::YearFirst && !is_year(third));
    if is_year_first {
        return (first.value, second.value, third.value, false);
    }
    let (month, day, is_open) = month_and_day(words.date_order, first.value, second.value);
    (third.value, month, day, is_open)
}

/// Month and day in the language's order, or the other way round if only that can be.
fn month_and_day(order: DateOrder, first: i64, second: i64) -> (i64, i64, bool) {
    let (month, day) = if order == DateOrder::DayFirst { (second, first) } else { (first, second) };
    if month > 12 && day <= 12 {
        return (day, month, true);
    }
    (month, day, month != day && day <= 12)
}

fn is_year(figure: &Figure) -> bool {
    figure.digits == 4 || figure.value > 31
}

/// The year with its century, and whether that had to be supplied.
fn full_year(year: i64, figures: &[Figure]) -> Result<(i64, bool), NotUnderstood> {
    let is_short = figures.iter().any(|figure| figure.value == year && figure.digits == 2);
    let year = match year {
        0..LAST_CENTURY_FROM if is_short => year + 2000,
        LAST_CENTURY_FROM..100 if is_short => year + 1900,
        _ => year,
    };
    if YEARS.contains(&year) { Ok((year, is_short)) } else { Err(NotUnderstood::NotADate) }
}
