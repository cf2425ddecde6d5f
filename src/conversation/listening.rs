//! What is heard in a text beside what it says to the survey: a complaint, and the same words over
//! and over, which a machine may be saying.

use super::{Fact, Hold, Repeated, Reply, Situation, State, Step, Turn, step::step as take_turn};
use crate::crypto::sha256_prefix;
use crate::i18n::Folded;

/// The same text that many times, never understood, ends the answers until a person has looked.
const SAME_TEXTS: u8 = 3;

/// Reads a text where the conversation stands.
pub fn step(state: &State, text: &str, situation: &Situation<'_>) -> Turn {
    let folded = Folded::new(text);
    let turn = take_turn(state, text, situation);
    note_complaint(state, &folded, situation, watch(state, &folded, text, turn))
}

/// Counts how often the same text was not understood where something is open.
fn watch(state: &State, folded: &Folded, text: &str, mut turn: Turn) -> Turn {
    // Signs alone fold into nothing; a picture without words is no text that repeats.
    let same = if folded.is_empty() { text.trim() } else { folded.whole() };
    if turn.reading != "not_understood" || same.is_empty() {
        turn.state.repeated = None;
        return turn;
    }
    let digest = sha256_prefix(same.as_bytes());
    let before = state.repeated.filter(|repeated| repeated.digest == digest);
    let times = before.map_or(1, |repeated| repeated.times.saturating_add(1));
    if times < SAME_TEXTS {
        turn.state.repeated = Some(Repeated { digest, times });
        return turn;
    }
    let step = Step::Held(Box::new(state.step.before().clone()));
    Turn {
        state: State { step, misunderstood: 0, repeated: None, ..state.clone() },
        replies: vec![],
        facts: vec![Fact::TextsHeld(Hold::Repeating)],
        reading: "repeating",
    }
}

/// A complaint is no command: an answer stays one, and a person reads the text all the same. Who
/// would hear only that they were not understood is told so, once a day.
fn note_complaint(state: &State, folded: &Folded, situation: &Situation<'_>, turn: Turn) -> Turn {
    if !situation.words.complains(folded) || is_choice(state, situation, &turn) {
        return turn;
    }
    let Turn { state: next, replies, mut facts, reading } = turn;
    facts.push(Fact::Complaint);
    let is_unheard = matches!(reading, "not_understood" | "belongs_to_nothing");
    if !is_unheard || state.promised_on == Some(situation.today()) {
        return Turn { state: next, replies, facts, reading };
    }
    let state = State { promised_on: Some(situation.today()), ..state.clone() };
    Turn { state, replies: vec![Reply::WillRead], facts, reading: "complaint" }
}

/// Whether the answer is to a question that has complaints among its choices.
fn is_choice(state: &State, situation: &Situation<'_>, turn: &Turn) -> bool {
    let Step::Question(id) = &state.step else { return false };
    let mut choices = situation.question(id).into_iter().flat_map(|question| &question.choices);
    turn.reading == "answer"
        && choices.any(|choice| {
            let text = choice.text.get(&state.language);
            text.is_some_and(|text| situation.words.complains(&Folded::new(text)))
        })
}
