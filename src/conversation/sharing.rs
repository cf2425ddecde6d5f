//! Several people on one phone: who of them is answering.

use std::collections::BTreeMap;

use super::misunderstood::not_understood;
use super::onward::at;
use super::{Fact, Reply, Situation, State, Step, Turn};
use crate::i18n::{Language, Texts};
use crate::response::reading::Reading;
use crate::survey::{Choice, Kind, Question, Value};

/// Somebody whom a phone reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharer {
    /// Who.
    pub participant_id: i64,
    /// What they are called.
    pub name: String,
    /// Whether they went through the survey to its end.
    pub is_completed: bool,
}

/// Who is answering, as a question: so the answer is read like all others.
pub(super) fn who_answers(sharers: &[Sharer], language: &Language) -> Question {
    let text = |text: &str| Texts(BTreeMap::from([(language.clone(), text.to_owned())]));
    let choices = sharers.iter().map(|sharer| Choice {
        id: sharer.participant_id.to_string(),
        topic: None,
        text: text(&sharer.name),
        aliases: BTreeMap::new(),
    });
    Question {
        id: String::new(),
        kind: Kind::Single,
        text: text(""),
        optional: false,
        show_if: None,
        top: None,
        subset: None,
        min: None,
        max: None,
        decimals: None,
        choices: choices.collect(),
    }
}

/// The text that asks who is answering.
pub(super) fn ask_who(situation: &Situation<'_>) -> Reply {
    let names = situation.sharers.iter().map(|sharer| sharer.name.clone());
    Reply::WhoAnswers { names: names.collect() }
}

/// A text while it is open who is answering.
pub(super) fn answer_who(
    state: &State,
    reading: Option<&Reading>,
    situation: &Situation<'_>,
) -> Turn {
    let named = match reading {
        Some(Reading::Answer { value: Value::Text(id), .. }) => {
            situation.sharers.iter().find(|sharer| sharer.participant_id.to_string() == *id)
        }
        _ => None,
    };
    let Some(sharer) = named else { return not_understood(state, ask_who(situation)) };
    let (step, reply) = if sharer.is_completed {
        (Step::Finished, Reply::AlreadyFinished)
    } else {
        (Step::Consent, Reply::Consent)
    };
    let state = State { is_shared: true, ..at(state, step) };
    let facts = vec![Fact::Speaks { participant_id: sharer.participant_id }];
    Turn { state, replies: vec![reply], facts, reading: "who" }
}
