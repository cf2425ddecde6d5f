//! What a person answers: their passage through a survey, and the values that fit a question.

pub mod flow;
pub mod reading;
pub mod store;
mod voices;
pub mod web;

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use crate::i18n::Value as Place;
use crate::survey::{Answers, Kind, Question, Survey, Value, visible_questions};

/// The longest text taken, in characters: what Twilio delivers as one message.
pub const LONGEST_TEXT: usize = 1600;

/// Where a passage through a survey stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseState {
    /// Under way.
    Started,
    /// Ended before the last question; what was said counts.
    Partial,
    /// Finished.
    Completed,
    /// Taken back by the person.
    Withdrawn,
}

impl ResponseState {
    const NAMES: [(Self, &'static str); 4] = [
        (Self::Started, "started"),
        (Self::Partial, "partial"),
        (Self::Completed, "completed"),
        (Self::Withdrawn, "withdrawn"),
    ];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find_map(|(state, name)| (*state == self).then_some(*name))
            .expect("every state stands in NAMES")
    }

    /// The state of that name.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::NAMES.iter().find_map(|(state, name)| (*name == text).then_some(*state))
    }
}

/// What was said to each question, by its id; `None` where it was skipped.
pub type Given = BTreeMap<String, Option<Value>>;

/// The answers among what was said, for skip logic.
pub fn answers(given: &Given) -> Answers {
    given
        .iter()
        .filter_map(|(question, value)| value.clone().map(|value| (question.clone(), value)))
        .collect()
}

/// Questions something was said to that are not asked any more, since a later answer hides them.
pub fn unasked(survey: &Survey, given: &Given) -> Vec<String> {
    let asked = visible_questions(survey, &answers(given));
    let is_asked = |id: &&String| asked.iter().any(|question| question.id == **id);
    given.keys().filter(|id| !is_asked(id)).cloned().collect()
}

/// A day as its language writes it in words; `say` makes a text of an id and its places.
pub fn day_in_words(
    day: NaiveDate,
    say: impl FnOnce(&str, &[(&str, Place<'_>)]) -> String,
) -> String {
    let year = day.year().to_string();
    let places = [
        ("day", i64::from(day.day()).into()),
        ("month", i64::from(day.month()).into()),
        ("year", year.as_str().into()),
    ];
    say("response-date", &places)
}

/// Why a value is no answer to a question.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ValueFault {
    /// Nothing was said, and the question must be answered.
    #[error("the question needs an answer")]
    Missing,
    /// The value is of another kind than the question.
    #[error("the value does not fit the kind of question")]
    WrongKind,
    /// A choice is not among those of the question.
    #[error("\"{0}\" is not a choice of the question")]
    NoSuchChoice(String),
    /// A choice is named twice.
    #[error("\"{0}\" is named twice")]
    Repeated(String),
    /// More choices than may be ranked.
    #[error("at most {most} may be ranked")]
    TooMany {
        /// How many may be.
        most: usize,
    },
    /// Outside what the question takes.
    #[error("the number is not between {min} and {max}")]
    OutOfRange {
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
    },
    /// Longer than [`LONGEST_TEXT`].
    #[error("the text is longer than {LONGEST_TEXT} characters")]
    TooLong,
}

/// Whether a value answers a question; `None` is a skip.
pub fn check_value(question: &Question, value: Option<&Value>) -> Result<(), ValueFault> {
    match (question.kind, value) {
        (_, None) if question.optional => Ok(()),
        (_, None) => Err(ValueFault::Missing),
        (Kind::Single, Some(Value::Text(id))) => check_choices(question, std::slice::from_ref(id)),
        (Kind::Multiple, Some(Value::Choices(ids))) => check_choices(question, ids),
        (Kind::Rank, Some(Value::Choices(ids))) => {
            let most = question.most_ranked();
            if ids.len() > most {
                return Err(ValueFault::TooMany { most });
            }
            check_choices(question, ids)
        }
        (Kind::Text, Some(Value::Text(text))) if text.chars().count() > LONGEST_TEXT => {
            Err(ValueFault::TooLong)
        }
        (Kind::Text, Some(Value::Text(text))) if text.trim().is_empty() => Err(ValueFault::Missing),
        (Kind::YesNo, Some(Value::YesNo(_)))
        | (Kind::Date, Some(Value::Date(_)))
        | (Kind::Text, Some(Value::Text(_))) => Ok(()),
        (Kind::Scale, Some(Value::Whole(number))) => {
            check_range(*number, Some(question.scale_range().0), Some(question.scale_range().1))
        }
        (Kind::Number, Some(Value::Whole(number))) => {
            check_range(*number, question.min, question.max)
        }
        (Kind::Number, Some(Value::Decimal(number)))
            if question.decimals.is_some() && number.is_finite() =>
        {
            #[expect(clippy::cast_possible_truncation, reason = "only compared with whole ends")]
            let (floor, ceiling) = (number.floor() as i64, number.ceil() as i64);
            check_range(floor, question.min, None)?;
            check_range(ceiling, None, question.max)
        }
        _ => Err(ValueFault::WrongKind),
    }
}

fn check_choices(question: &Question, ids: &[String]) -> Result<(), ValueFault> {
    if ids.is_empty() {
        return Err(ValueFault::Missing);
    }
    for (place, id) in ids.iter().enumerate() {
        if question.choice(id).is_none() {
            return Err(ValueFault::NoSuchChoice(id.clone()));
        }
        if ids[..place].contains(id) {
            return Err(ValueFault::Repeated(id.clone()));
        }
    }
    Ok(())
}

fn check_range(number: i64, min: Option<i64>, max: Option<i64>) -> Result<(), ValueFault> {
    let (min, max) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
    if (min..=max).contains(&number) { Ok(()) } else { Err(ValueFault::OutOfRange { min, max }) }
}
