//! How a text message is read: a command, the open question's answer, or not understood.
//!
//! Pure and quick: what can be folded before the text comes is folded in [`Words`] and [`Asked`].
//! Opt-out words are looked for before anything else, and never fuzzily.

mod choices;
mod command;
mod date;
mod number;
mod number_words;
mod parts;
mod picks;
mod yes_no;

use crate::i18n::{Folded, Language, LanguageWords, Words};
use crate::survey::{Choice, Kind, Question, Value};
use choices::ChoiceTable;

pub use command::{Command, command, find_correction, is_opt_out_word};
pub use yes_no::read_yes_no;

/// The longest text that is kept as an answer, in characters (Twilio's `Body` is no longer).
pub const MOST_CHARACTERS: usize = 1600;

/// In how few words an answer may be given in English where another language is spoken.
const FEW_ENGLISH_WORDS: usize = 3;

/// What a text message is to the open question.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// An answer.
    Answer {
        /// What was answered.
        value: Value,
        /// Whether the next text should echo it: a slip was forgiven, or it is a ranking.
        forgave: bool,
        /// Whether a ranking has fewer choices than it might.
        fewer: bool,
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
    /// A part that means none of the choices.
    #[error("no choice is meant by {0:?}")]
    UnknownPart(String),
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

/// A question as one person is asked it: prepared once, then many texts are read against it.
#[derive(Debug)]
pub struct Asked {
    language: Language,
    kind: Kind,
    bounds: (Option<i64>, Option<i64>),
    decimals: u8,
    most_ranked: usize,
    ids: Vec<String>,
    choices: ChoiceTable,
    english: Option<ChoiceTable>,
}

impl Asked {
    /// The question with all of its choices, numbered in the order of the file.
    pub fn new(words: &Words, question: &Question, language: &Language) -> Self {
        let all: Vec<&Choice> = question.choices.iter().collect();
        Self::with_slate(words, question, &all, language)
    }

    /// The question with the choices one person is shown, numbered in that order.
    pub fn with_slate(
        words: &Words,
        question: &Question,
        shown: &[&Choice],
        language: &Language,
    ) -> Self {
        let english = Language::new("en");
        let is_english = std::ptr::eq(words.of(language), words.english());
        let bounds = match question.kind {
            Kind::Scale => {
                let (min, max) = question.scale_range();
                (Some(min), Some(max))
            }
            _ => (question.min, question.max),
        };
        Self {
            language: language.clone(),
            kind: question.kind,
            bounds,
            decimals: question.decimals.unwrap_or(0),
            most_ranked: question.top.unwrap_or(shown.len()).min(shown.len()),
            ids: shown.iter().map(|choice| choice.id.clone()).collect(),
            choices: ChoiceTable::new(words.of(language), shown, language),
            english: (!is_english).then(|| ChoiceTable::new(words.english(), shown, &english)),
        }
    }

    /// The language in which the question is asked.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// What a text is: a command, an answer, or not understood.
    pub fn read(&self, words: &Words, text: &str) -> Reading {
        let folded = Folded::new(text);
        if let Some(command) = command::find_command(words, &folded, Some(self)) {
            return Reading::Command(command);
        }
        match self.read_answer(words, &folded, text) {
            Ok((value, forgave)) => {
                let ranked = match &value {
                    Value::Choices(ids) if self.kind == Kind::Rank => Some(ids.len()),
                    _ => None,
                };
                Reading::Answer {
                    value,
                    forgave: forgave || ranked.is_some(),
                    fewer: ranked.is_some_and(|count| count < self.most_ranked),
                }
            }
            Err(reason) => Reading::NotUnderstood(reason),
        }
    }

    /// Which choice a whole message is word for word, if it is one.
    fn find_exact(&self, words: &Words, folded: &Folded) -> Option<usize> {
        self.choices
            .find_exact(words.of(&self.language), folded)
            .or_else(|| self.choices.find_anywhere(folded))
    }

    /// Whether a whole message is one choice's text or alias, accents included.
    fn is_exact_with_accents(&self, folded: &Folded) -> bool {
        self.choices.is_exact_with_accents(folded)
    }

    fn read_answer(&self, words: &Words, folded: &Folded, text: &str) -> Read {
        if self.kind == Kind::Text {
            return read_text(text);
        }
        if folded.is_empty() {
            return Err(NotUnderstood::Empty);
        }
        let own = words.of(&self.language);
        let reason = match self.read_in(words, own, &self.choices, folded) {
            Err(reason) => reason,
            read => return read,
        };
        self.read_elsewhere(words, folded).ok_or(reason)
    }

    /// What is understood in another language, where nothing was in the person's own.
    fn read_elsewhere(&self, words: &Words, folded: &Folded) -> Option<(Value, bool)> {
        let read = match self.choices.find_anywhere(folded) {
            Some(index) => self.value_of(&[index]),
            None => {
                let table = self.english.as_ref().filter(|_| folded.len() <= FEW_ENGLISH_WORDS)?;
                self.read_in(words, words.english(), table, folded).ok()?.0
            }
        };
        Some((read, true))
    }

    fn read_in(
        &self,
        words: &Words,
        spoken: &LanguageWords,
        table: &ChoiceTable,
        folded: &Folded,
    ) -> Read {
        match self.kind {
            Kind::Single | Kind::Multiple | Kind::Rank => {
                let (indices, forgave) = self.pick(spoken, table, folded)?;
                Ok((self.value_of(&indices), forgave))
            }
            Kind::YesNo => yes_no::read(spoken, folded).map(|yes| (Value::YesNo(yes), false)),
            Kind::Scale => number::read_scale(spoken, folded, self.bounds),
            Kind::Number => number::read_number(spoken, folded, self.bounds, self.decimals),
            Kind::Date => date::read(words, spoken, folded),
            Kind::Text => Err(NotUnderstood::Empty),
        }
    }

    fn value_of(&self, indices: &[usize]) -> Value {
        let ids: Vec<String> = indices.iter().map(|index| self.ids[*index].clone()).collect();
        if self.kind == Kind::Single { Value::Text(ids.concat()) } else { Value::Choices(ids) }
    }

    fn pick(
        &self,
        spoken: &LanguageWords,
        table: &ChoiceTable,
        folded: &Folded,
    ) -> Result<(Vec<usize>, bool), NotUnderstood> {
        if let Some(index) = table.find_exact(spoken, folded) {
            return Ok((vec![index], false));
        }
        match self.kind {
            Kind::Single => picks::single(spoken, table, folded),
            Kind::Rank => picks::ranking(spoken, table, folded, self.most_ranked),
            _ => picks::multiple(spoken, table, folded),
        }
    }
}

/// Reads one text against a question with all of its choices.
///
/// Who reads many texts keeps an [`Asked`] instead.
pub fn read(words: &Words, question: &Question, language: &Language, text: &str) -> Reading {
    Asked::new(words, question, language).read(words, text)
}

fn read_text(text: &str) -> Read {
    if text.trim().is_empty() {
        return Err(NotUnderstood::Empty);
    }
    if text.chars().count() > MOST_CHARACTERS {
        return Err(NotUnderstood::TooLong { most: MOST_CHARACTERS });
    }
    Ok((Value::Text(text.to_owned()), false))
}
