//! An answer that is changed after the next question was asked: by a word such as "oops" with
//! another answer, or by BACK once the survey is finished.

use super::onward::{at, go_on};
use super::{Fact, Reply, Situation, State, Step, Turn};
use crate::i18n::{Folded, Words};
use crate::response::reading::{Command, Reading};
use crate::response::{Given, answers};
use crate::survey::{Kind, Question, Survey, visible_questions};

/// The question before what is open, or the last one of a finished survey, where it was answered or
/// left out.
pub(super) fn question_before<'s>(
    step: &Step,
    survey: &'s Survey,
    given: &Given,
) -> Option<&'s Question> {
    let visible = visible_questions(survey, &answers(given));
    let end = match step {
        Step::Question(id) => visible.iter().position(|question| question.id == *id)?,
        Step::Finished => visible.len(),
        _ => return None,
    };
    visible[..end].last().copied().filter(|question| given.contains_key(&question.id))
}

/// The turn of a text that changes the answer before, if it does; `reading` is what it says to what
/// is open.
pub(super) fn correct(
    state: &State,
    text: &str,
    reading: Option<&Reading>,
    situation: &Situation<'_>,
) -> Option<Turn> {
    let (question, before) = situation.before?;
    if state.step == Step::Finished && reading == Some(&Reading::Command(Command::Back)) {
        let asked = Reply::Question { question: question.id.clone(), echo: None };
        let turn = Turn::saying(at(state, Step::Question(question.id.clone())), asked, "back");
        return Some(Turn { facts: vec![Fact::Reopened], ..turn });
    }
    // Whoever was just not understood says the same thing better; and words are lost by nobody's
    // guess, but by BACK alone.
    if state.misunderstood > 0 || question.kind == Kind::Text {
        return None;
    }
    let folded = Folded::new(text);
    let rest = situation.words.after_correction(&folded)?;
    let is_to_words = match (&state.step, situation.asked) {
        (Step::Question(_), Some(asked)) if asked.is_choice(situation.words, &folded) => {
            return None;
        }
        (Step::Question(id), _) => situation.question(id)?.kind == Kind::Text,
        _ => false,
    };
    let value = before.read_again(situation.words, rest, is_to_words)?;
    let echo = Some((question.id.clone(), value.clone()));
    Some(go_on(state, question, Some(value), echo, situation))
}

/// Whether a text may be about the question before, so that it has to be made ready.
pub(super) fn looks_back(step: &Step, words: &Words, text: &str) -> bool {
    match step {
        Step::Finished => true,
        Step::Question(_) => words.after_correction(&Folded::new(text)).is_some(),
        _ => false,
    }
}
