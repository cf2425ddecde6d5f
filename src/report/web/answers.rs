//! The answers so far to one question, as a table.

use serde::Serialize;

use super::Named;
use crate::i18n::{I18n, Language};
use crate::report::{Counts, Label};
use crate::survey::{Kind, Question, Survey};

/// A question with its counts.
#[derive(Serialize)]
pub(super) struct QuestionView {
    id: String,
    text: Named,
    note_id: Option<&'static str>,
    rows: Option<Vec<RowView>>,
    has_hidden: bool,
}

#[derive(Serialize)]
struct RowView {
    label: Named,
    is_soft: bool,
    people: Option<i64>,
}

impl QuestionView {
    /// The counts of a question of that survey, in the words of its author.
    pub fn new(i18n: &I18n, language: &Language, survey: &Survey, counts: &Counts) -> Option<Self> {
        let question = survey.question(&counts.question_id)?;
        let source = survey.source_language()?;
        let rows = counts.rows.as_ref().map(|rows| {
            rows.iter()
                .map(|row| RowView {
                    label: label(i18n, language, source, question, &row.label),
                    is_soft: matches!(row.label, Label::NotAnswered | Label::NoLongerOffered),
                    people: row.people,
                })
                .collect::<Vec<_>>()
        });
        Some(Self {
            id: question.id.clone(),
            text: Named::source(source, &question.text),
            note_id: note_id(question.kind),
            has_hidden: rows.as_ref().is_some_and(|rows| rows.iter().any(|r| r.people.is_none())),
            rows,
        })
    }
}

fn note_id(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Rank => Some("surveys-note-first"),
        Kind::Multiple => Some("surveys-note-multiple"),
        Kind::Text => Some("surveys-note-words"),
        Kind::Number | Kind::Date => Some("surveys-note-values"),
        Kind::Single | Kind::Scale | Kind::YesNo => None,
    }
}

fn label(
    i18n: &I18n,
    language: &Language,
    source: &Language,
    question: &Question,
    label: &Label,
) -> Named {
    let say = |id: &str| Named::new(language, &i18n.web(language, id, &[]));
    match label {
        Label::Choice(id) => match question.choice(id) {
            Some(choice) => Named::source(source, &choice.text),
            None => Named::new(source, id),
        },
        Label::YesNo(true) => say("surveys-answer-yes"),
        Label::YesNo(false) => say("surveys-answer-no"),
        Label::Step(step) => Named::new(language, &step.to_string()),
        Label::NoLongerOffered => say("surveys-answer-earlier"),
        Label::Answered => say("surveys-answer-given"),
        Label::NotAnswered => say("surveys-answer-none"),
    }
}
