//! What is asked: the survey definition, its kinds of question and the values they take.
//!
//! Pure: a definition is a value. Whether it is free of faults is `check`'s business, whether a
//! version is published or a language reviewed is the store's.

pub mod check;
mod condition;
pub mod flow;
mod store;
mod definition;
mod numbered;
mod passage;
mod sample;
mod translation;
mod value;
pub mod web;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use condition::{Comparison, Condition, ConditionError, Literal, Operator};
pub use definition::DefinitionError;
pub use numbered::numbered_text;
pub use passage::{Answers, next_question, visible_questions};
pub use sample::SAMPLE;
pub use translation::{LanguageState, Signature, TextPlace};
pub use value::Value;

use crate::crypto::sha256_hex;
use crate::i18n::{Folded, Language, Texts};

/// A survey as its definition file writes it (TOML, or JSON of the same shape).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// Short name in addresses: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Languages offered; the first is the source the others are translated from.
    pub languages: Vec<Language>,
    /// What the survey is called.
    pub title: Texts,
    /// Whether this is improvement work or research, which needs a review board's reference.
    #[serde(default)]
    pub activity: Activity,
    /// The review board's reference; required for research.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub irb: Option<String>,
    /// Words on a poster: texting one starts the survey in that language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub keywords: BTreeMap<Language, String>,
    /// What people agree to. Required to publish; reading an answer does without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeDefinition>,
    /// The possible priorities that choices point at.
    #[serde(default, rename = "topic", skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicDefinition>,
    /// The questions, in the order they are asked.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

impl Survey {
    /// The language the others are translated from: the first of the list.
    pub fn source_language(&self) -> Option<&Language> {
        self.languages.first()
    }

    /// Every text a person may read, in the order of the definition.
    pub fn texts(&self) -> impl Iterator<Item = &Texts> {
        let questions = self.questions.iter().flat_map(|question| {
            std::iter::once(&question.text)
                .chain(question.choices.iter().map(|choice| &choice.text))
        });
        std::iter::once(&self.title)
            .chain(self.notice.iter().map(|notice| &notice.text))
            .chain(self.topics.iter().map(|topic| &topic.title))
            .chain(questions)
    }

    /// The question of that id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

/// A keyword, or a choice's name, as it is compared: however it was typed on a phone.
pub fn keyword_form(text: &str) -> String {
    Folded::new(text).whole().to_owned()
}

/// Whether a name fits addresses, files and conditions alike.
fn is_short_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && name.chars().all(is_plain)
}

/// Whether a survey can be called so in its address.
fn is_slug(name: &str) -> bool {
    is_short_name(name) && !name.contains('_')
}

/// What the answers are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activity {
    /// Improvement of the center's own care.
    #[default]
    Improvement,
    /// Research, reviewed by a board.
    Research,
}

/// The notice a survey asks consent with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeDefinition {
    /// Short name; a changed text under the same name is a new version of the notice.
    pub slug: String,
    /// Names of the purposes asked for in one bundle (`consent::Purpose`).
    pub purposes: Vec<String>,
    /// The text people agree to.
    pub text: Texts,
}

/// One possible community priority, as a survey file introduces it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicDefinition {
    /// Short name by which every survey and session points at the same topic.
    pub id: String,
    /// What the topic is called.
    pub title: Texts,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Short name, unique in the survey.
    pub id: String,
    /// How it is answered.
    pub kind: Kind,
    /// What is asked.
    pub text: Texts,
    /// Whether it may be left without an answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Asked only if this holds of earlier answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Condition>,
    /// `rank`: how many may be picked, best first (all of them if absent).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<usize>,
    /// `rank` by SMS: how many of the choices one person is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subset: Option<usize>,
    /// `scale` and `number`: the least value taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// `scale` and `number`: the greatest value taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// `number`: digits taken after the decimal mark (none if absent).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// `single`, `multiple` and `rank`: what there is to choose from, in the order of numbering.
    #[serde(default, rename = "choice", skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
}

impl Question {
    /// The choice of that id.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == id)
    }

    /// The choices that one person is shown by text message, in the order of the definition.
    ///
    /// Of a ranking with a `subset` they are drawn by the response's random id: everybody has a
    /// draw of their own, which is the same each time and so needs no keeping.
    pub fn shown_by_text(&self, response_id: i64) -> Vec<&Choice> {
        let mut drawn: Vec<(usize, &Choice)> = self.choices.iter().enumerate().collect();
        if let Some(subset) = self.subset.filter(|_| self.kind == Kind::Rank) {
            drawn.sort_by_cached_key(|(_, choice)| {
                sha256_hex(format!("{response_id}/{}/{}", self.id, choice.id).as_bytes())
            });
            drawn.truncate(subset);
            drawn.sort_by_key(|(place, _)| *place);
        }
        drawn.into_iter().map(|(_, choice)| choice).collect()
    }

    /// Scale ends: `min` and `max` where given, else 1 to 5.
    pub fn scale_range(&self) -> (i64, i64) {
        (self.min.unwrap_or(1), self.max.unwrap_or(5))
    }

    /// How many choices a ranking takes at most.
    pub fn most_ranked(&self) -> usize {
        self.top.unwrap_or(self.choices.len()).min(self.choices.len())
    }
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One choice.
    Single,
    /// Any number of choices.
    Multiple,
    /// The best few choices, in order.
    Rank,
    /// A whole number between two ends.
    Scale,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// A calendar date.
    Date,
    /// The person's own words.
    Text,
}

/// One choice of a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Short name, unique in the question.
    pub id: String,
    /// The topic it votes for, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What it is called.
    pub text: Texts,
    /// Further words that mean it in a text message.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<Language, Vec<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(settings: &str) -> Question {
        let choice = |id: &str| format!("{{ id = '{id}', text = {{ en = '{id}' }} }}");
        let choices = ["a", "b", "c", "d", "e"].map(choice).join(", ");
        let text = "id = 'q'\nkind = 'rank'\ntext = { en = 'Which?' }";
        toml::from_str(&format!("{text}\n{settings}\nchoice = [{choices}]")).unwrap()
    }

    fn shown(question: &Question, response_id: i64) -> String {
        question.shown_by_text(response_id).iter().map(|choice| choice.id.as_str()).collect()
    }

    #[test]
    fn everybody_is_shown_a_subset_of_their_own_that_stays_as_it_is() {
        let question = ranking("subset = 3");
        let mut times = BTreeMap::new();
        for response_id in 0..500 {
            let drawn = shown(&question, response_id);
            assert_eq!(drawn, shown(&question, response_id));
            assert!(drawn.len() == 3 && drawn.chars().is_sorted(), "numbered in order: {drawn}");
            drawn.chars().for_each(|choice| *times.entry(choice).or_insert(0) += 1);
        }
        // Each of five is expected 300 times, give or take 11.
        assert!(times.len() == 5 && times.values().all(|n| (240..360).contains(n)), "{times:?}");
        assert_eq!(shown(&ranking(""), 1), "abcde");
    }
}
