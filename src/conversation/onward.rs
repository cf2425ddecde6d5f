//! How a survey goes on: the question after an answer, or the first that is open.

use super::{Fact, Reply, Situation, State, Step, Turn};
use crate::response::{Given, answers};
use crate::survey::{Question, Survey, Value, next_question, visible_questions};

/// The answer is taken; the next question is asked, or the survey is finished.
pub(super) fn go_on(
    state: &State,
    question: &Question,
    value: Option<Value>,
    echo: Option<(String, Value)>,
    situation: &Situation<'_>,
) -> Turn {
    let reading = if value.is_some() { "answer" } else { "skip" };
    let mut given = situation.given.clone();
    given.insert(question.id.clone(), value.clone());
    let answered = Fact::Answered { question: question.id.clone(), value };
    let next = situation
        .offered
        .and_then(|offered| {
            next_question(&offered.version.survey, &answers(&given), Some(&question.id))
        })
        .map(|question| question.id.clone());
    match next {
        Some(id) => Turn {
            state: at(state, Step::Question(id.clone())),
            replies: vec![Reply::Question { question: id, echo }],
            facts: vec![answered],
            reading,
        },
        None => Turn {
            state: at(state, Step::Finished),
            replies: vec![Reply::Finished { echo }],
            facts: vec![answered, Fact::Completed],
            reading,
        },
    }
}

/// The first question that somebody is asked who has said this much: they may have begun before.
pub(super) fn first_open(survey: &Survey, given: &Given) -> Option<String> {
    visible_questions(survey, &answers(given))
        .into_iter()
        .find(|question| !given.contains_key(&question.id))
        .map(|question| question.id.clone())
}

/// The same conversation at another step.
pub(super) fn at(state: &State, step: Step) -> State {
    State { step, misunderstood: 0, ..state.clone() }
}
