//! What people brought up by themselves: their own words, looked through for topics by a person.
//!
//! Pure. How many raised a topic unasked stands beside the ranking and never in it: who did not
//! bring something up did not rank it low. It is the number of people, not of mentions, and only of
//! those whose consent to improvement stands.

pub mod flow;
pub mod store;
pub mod web;

use crate::i18n::Language;
use crate::people::FEWEST_PEOPLE;
use std::fmt;
use std::str::FromStr;

/// How many people raised a topic, where that may be told: `None` of one to ten, "a few".
pub fn told(people: usize) -> Option<usize> {
    (!(1..FEWEST_PEOPLE).contains(&people)).then_some(people)
}

/// The longest translation taken, in characters: some twice what a long text message says.
pub const LONGEST_TRANSLATION: usize = 4000;

/// Somebody's words as staff put them into another language. It is not to be printed anywhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Translation {
    /// The language they are put into.
    pub language: Language,
    /// The words in it.
    pub text: String,
}

impl fmt::Debug for Translation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Translation({})", self.language)
    }
}

/// An answer in somebody's own words, as forms and addresses name it: `response/question`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnswerKey {
    /// The response.
    pub response_id: i64,
    /// The question it answers.
    pub question_id: String,
}

/// What names no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an answer is named by its response and question")]
pub struct NoAnswerKey;

impl FromStr for AnswerKey {
    type Err = NoAnswerKey;

    fn from_str(text: &str) -> Result<Self, NoAnswerKey> {
        let (response, question_id) = text.split_once('/').ok_or(NoAnswerKey)?;
        let response_id = response.parse().map_err(|_| NoAnswerKey)?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        if question_id.is_empty() || !question_id.chars().all(is_plain) {
            return Err(NoAnswerKey);
        }
        Ok(Self { response_id, question_id: question_id.to_owned() })
    }
}

impl fmt::Display for AnswerKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.response_id, self.question_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_to_ten_people_are_not_told() {
        let told: Vec<_> = [0, 1, 10, 11, 400].map(told).to_vec();
        assert_eq!(told, [Some(0), None, None, Some(11), Some(400)]);
    }

    #[test]
    fn an_answer_is_named_as_it_is_written() {
        let key: AnswerKey = "-77/why_so".parse().unwrap();
        assert_eq!(key.to_string(), "-77/why_so");
        for text in ["", "7", "7/", "x/why", "7/why/so", "7/why so", "7/<b>"] {
            assert_eq!(text.parse::<AnswerKey>(), Err(NoAnswerKey), "{text}");
        }
    }
}
