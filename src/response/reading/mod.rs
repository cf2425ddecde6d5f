//! How a text message is read: a command, the open question's answer, or not understood.
//!
//! Pure and quick: what can be folded before the text comes is folded in [`Words`] and [`Asked`].
//! Opt-out words are looked for before anything else, and never fuzzily.

mod asked;
mod choices;
mod command;
mod date;
mod number;
mod number_words;
mod parts;
mod picks;
mod yes_no;

use crate::i18n::{Language, Words};
use crate::survey::{Question, Value};

pub use asked::Asked;
pub use command::{Command, command, is_opt_out_word};
pub use yes_no::read_yes_no;

/// The longest text that is kept as an answer, in characters (Twilio's `Body` is no longer).
pub const MOST_CHARACTERS: usize = 1600;

/// What a text message is to the open question.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// An answer.
    Answer {
        /// What was answered.
        value: Value,
        /// Whether the next text should echo it: a slip was forgiven, or it is a ranking.
        forgave: bool,
    },
    /// No answer, and why.
    NotUnderstood(NotUnderstood),
    /// Something to do instead.
    Command(Command),
}

/// Why a text is no answer to the open question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotUnderstood {
    /// Nothing was written.
    #[error("there are no words")]
    Empty,
    /// Too long to keep.
    #[error("longer than {most} characters")]
    TooLong {
        /// The most that is kept.
        most: usize,
    },
    /// A number that no choice has.
    #[error("choice {given} is not between 1 and {choices}")]
    NoSuchChoice {
        /// The number as read.
        given: String,
        /// How many choices there are.
        choices: usize,
    },
    /// Words that say nothing about any choice.
    #[error("it names no choice")]
    NothingChosen,
    /// A part that means none of the choices.
    #[error("no choice is meant by {0:?}")]
    UnknownPart(String),
    /// A choice of the question that this person is not shown.
    #[error("a choice that is not offered")]
    NotOffered,
    /// More than one thing may be meant.
    #[error("it can be read in more than one way")]
    Ambiguous,
    /// One was asked for.
    #[error("more than one answer")]
    MoreThanOne,
    /// A choice was ranked twice.
    #[error("the same choice twice")]
    Repeated,
    /// More choices were ranked than asked for.
    #[error("more than {most} choices")]
    TooMany {
        /// How many were asked for.
        most: usize,
    },
    /// No number, or none of the kind that is asked for.
    #[error("not a number that fits")]
    NotANumber,
    /// Digits after the decimal mark that are not asked for.
    #[error("more than {most} decimals")]
    TooPrecise {
        /// How many digits are taken.
        most: u8,
    },
    /// A number below or above what is taken.
    #[error("out of range: {}", range_text(*.min, *.max))]
    OutOfRange {
        /// The least value taken.
        min: Option<i64>,
        /// The greatest value taken.
        max: Option<i64>,
    },
    /// Neither yes nor no, or both.
    #[error("neither yes nor no")]
    NeitherYesNorNo,
    /// Not a whole date: day, month and year.
    #[error("not a date with day, month and year")]
    NotADate,
    /// A date that is in no calendar.
    #[error("there is no such date")]
    ImpossibleDate,
}

fn range_text(min: Option<i64>, max: Option<i64>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("{min} or more"),
        (None, Some(max)) => format!("{max} or less"),
        (None, None) => "no number that can be kept".to_owned(),
    }
}

/// A value that was read, with what the person should be told about it.
type Read = Result<(Value, bool), NotUnderstood>;

/// Reads one text against a question with all of its choices.
///
/// Who reads many texts keeps an [`Asked`] instead.
pub fn read(words: &Words, question: &Question, language: &Language, text: &str) -> Reading {
    Asked::new(words, question, language).read(words, text)
}
