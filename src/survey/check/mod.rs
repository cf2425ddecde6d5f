//! What is wrong with a definition, each fault with its question and language, in file order.
//!
//! A definition without errors can be asked by text message and on the web in every language it
//! lists. Warnings are for a person to weigh.

mod conditions;
mod costs;
mod fault;
mod header;
mod questions;
mod words;

use std::fmt;

pub use costs::text_costs;
pub use fault::{FaultKind, TextPart};

use super::{Question, Survey, TopicDefinition, is_short_name};
use crate::i18n::{Language, Texts};

/// One fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Whether the survey can go out with it.
    pub severity: Severity,
    /// Id of the question it is in, if it is in one.
    pub question: Option<String>,
    /// The language whose text it is in, if it is in one.
    pub language: Option<Language>,
    /// What is wrong.
    pub what: FaultKind,
}

/// How much a fault matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The survey cannot be published.
    Error,
    /// It can, if a person finds it right.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// What a word means to the service before any survey sees it, in whatever language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReservedWord {
    /// It ends the texts.
    Stop,
    /// It lets texts come again.
    Start,
    /// It asks for help.
    Help,
    /// It asks to delete what was answered.
    Delete,
    /// It takes a deletion back.
    Undo,
    /// It says that somebody may be in danger.
    Crisis,
    /// It says that the number is somebody else's.
    WrongNumber,
    /// It asks to be called.
    Call,
    /// It names a language.
    Language,
}

/// How texts are read and sent, which rooms after this one know.
#[derive(Clone, Copy)]
pub struct Spoken<'a> {
    /// What a whole message means in any language's lists.
    pub reserved: &'a dyn Fn(&str) -> Option<ReservedWord>,
    /// A question with these choices, as a text message asks it in that language.
    pub sent: &'a Sent<'a>,
}

/// A question with these choices, as a text message asks it in that language.
pub type Sent<'a> = dyn Fn(&Question, &[&str], &Language) -> String + 'a;

/// Every fault of a survey.
pub fn check(survey: &Survey, spoken: &Spoken<'_>) -> Vec<Finding> {
    let mut findings = Findings { languages: listed_once(survey), found: Vec::new() };
    header::check_header(survey, spoken.reserved, &mut findings);
    header::check_notice(survey, &mut findings);
    check_topics(&survey.topics, &mut findings);
    if survey.questions.is_empty() {
        findings.add(FaultKind::NoQuestions);
    }
    for place in 0..survey.questions.len() {
        questions::check_question(survey, place, spoken, &mut findings);
    }
    findings.found
}

fn listed_once(survey: &Survey) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for language in &survey.languages {
        if !languages.contains(language) {
            languages.push(language.clone());
        }
    }
    languages
}

fn check_topics(topics: &[TopicDefinition], findings: &mut Findings) {
    for (place, topic) in topics.iter().enumerate() {
        if !is_short_name(&topic.id) {
            findings.add(FaultKind::BadId(topic.id.clone()));
        }
        if topics[..place].iter().any(|earlier| earlier.id == topic.id) {
            findings.add(FaultKind::DuplicateTopic(topic.id.clone()));
        }
        findings.add_untranslated(None, &topic.title, &TextPart::Topic(topic.id.clone()));
    }
}

struct Findings {
    /// The survey's languages, each once.
    languages: Vec<Language>,
    found: Vec<Finding>,
}

impl Findings {
    fn add(&mut self, what: FaultKind) {
        self.add_at(None, None, what);
    }

    fn add_at(&mut self, question: Option<&str>, language: Option<&Language>, what: FaultKind) {
        self.found.push(Finding {
            severity: what.severity(),
            question: question.map(str::to_owned),
            language: language.cloned(),
            what,
        });
    }

    fn add_untranslated(&mut self, question: Option<&str>, texts: &Texts, part: &TextPart) {
        for language in self.languages.clone() {
            if texts.get(&language).is_none_or(|text| text.trim().is_empty()) {
                let what = FaultKind::MissingTranslation(part.clone());
                self.add_at(question, Some(&language), what);
            }
        }
    }
}
