//! The texts of a conversation in both directions, in order of time, with what was made of theirs
//! and what became of ours.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::calls::Why;
use crate::calls::web::{Who, became_id, reading_id, why_id};
use crate::conversation::flow::look::{Ours, Sight};
use crate::conversation::store::texts::Heard;
use crate::i18n::{I18n, Language};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::survey::flow::Version;
use crate::survey::{Question, Value};

use super::stand::Marked;

/// One text.
#[derive(Serialize)]
pub struct Line {
    is_theirs: bool,
    /// What it says; nothing where the words are hidden.
    body: Option<String>,
    at: String,
    made_of_id: &'static str,
    why_id: Option<&'static str>,
    /// The provider's error code.
    code: Option<i64>,
    /// Parts it was sent in.
    parts: i64,
    /// Who wrote it by hand.
    by: Option<Who>,
    /// The question it answers, and how.
    question: Option<Marked>,
    answer: Option<String>,
    #[serde(skip)]
    order: (NaiveDateTime, i64),
}

/// How texts are shown.
pub struct Reader<'a> {
    /// Texts and the clock.
    pub services: &'a Services,
    /// Who reads.
    pub by: &'a SignedIn,
    /// Whether the words are shown.
    pub with_words: bool,
}

impl Reader<'_> {
    /// Both sides of the talk, the earliest first.
    pub fn lines(&self, sight: &Sight) -> Vec<Line> {
        let mut lines = in_order(sight.heard.iter().map(|text| self.theirs(sight, text)).collect());
        lines.extend(in_order(sight.ours.iter().map(|text| self.ours(text)).collect()));
        // A reply has the moment of what it replies to, and stands after it.
        lines.sort_by_key(|(place, line)| (line.order.0, *place, !line.is_theirs));
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn theirs(&self, sight: &Sight, text: &Heard) -> Line {
        let version = sight.version.as_deref();
        let answered = sight.answers.get(&text.id).zip(version).and_then(|(id, version)| {
            Some((version.survey.question(id)?, version, sight.given.get(id)?.as_ref()))
        });
        let value = answered.filter(|_| self.with_words).and_then(|(question, version, value)| {
            value_in_words(&self.services.i18n, &self.by.language, question, version, value?)
        });
        Line {
            is_theirs: true,
            body: self.with_words.then(|| text.body.clone()),
            at: self.services.shown(text.at),
            made_of_id: made_of_id(&text.reading),
            why_id: None,
            code: None,
            parts: 0,
            by: None,
            question: answered.map(|(question, version, _)| {
                Marked::of(&question.text, &self.by.language, version)
            }),
            answer: value,
            order: (text.at, text.id),
        }
    }

    fn ours(&self, ours: &Ours) -> Line {
        let text = &ours.text;
        let is_lost = became_id(&text.became) == "calls-became-lost";
        let by = ours.by.as_ref();
        Line {
            is_theirs: false,
            body: self.with_words.then(|| text.body.clone()),
            at: self.services.shown(text.at),
            made_of_id: became_id(&text.became),
            why_id: is_lost.then(|| why_id(Why::of(&text.became))),
            code: text.became.error_code.filter(|_| is_lost),
            parts: text.segments,
            by: Who::new(self.by, by.map(|(id, _)| *id), by.map(|(_, address)| address)),
            question: None,
            answer: None,
            order: (text.at, text.id),
        }
    }
}

/// One side's texts in order of time, each with its place among those of the same moment.
fn in_order(mut lines: Vec<Line>) -> Vec<(usize, Line)> {
    lines.sort_by_key(|line| line.order);
    let (mut before, mut place) = (None, 0);
    let placed = lines.into_iter().map(|line| {
        place = if before == Some(line.order.0) { place + 1 } else { 0 };
        before = Some(line.order.0);
        (place, line)
    });
    placed.collect()
}

/// What was made of a text, in a few words.
fn made_of_id(reading: &str) -> &'static str {
    match reading {
        "yes" => "talks-read-yes",
        "no" => "talks-read-no",
        "skip" => "talks-read-skip",
        "back" => "talks-read-back",
        "help" => "talks-read-help",
        "start" => "talks-read-start",
        "language" => "talks-read-language",
        "delete" => "talks-read-delete",
        "undo" => "talks-read-undo",
        "keyword" => "talks-read-keyword",
        "who" => "talks-read-who",
        "resume" => "talks-read-resume",
        "belongs_to_nothing" => "talks-read-nothing-open",
        other => reading_id(other),
    }
}

/// An answer as the reader understands it; nothing where their own words say it already.
fn value_in_words(
    i18n: &I18n,
    reader: &Language,
    question: &Question,
    version: &Version,
    value: &Value,
) -> Option<String> {
    let choice = |id: &String| {
        let choice = question.choice(id)?;
        let text = choice.text.get(reader).or_else(|| choice.text.get(version.source_language()));
        text.map(ToOwned::to_owned)
    };
    match value {
        Value::Choices(ids) => Some(ids.iter().filter_map(choice).collect::<Vec<_>>().join(" · ")),
        Value::Text(id) => choice(id),
        Value::Whole(number) => Some(number.to_string()),
        Value::Decimal(number) => Some(number.to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::YesNo(true) => Some(i18n.web(reader, "talks-yes", &[])),
        Value::YesNo(false) => Some(i18n.web(reader, "talks-no", &[])),
    }
}
