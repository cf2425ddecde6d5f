//! What is heard in every state, before the survey sees the text.

use super::deletion::{delete, undo};
use super::in_hand::doubted;
use super::sharing::ask_who;
use super::{Fact, Hold, Reply, Situation, State, Step, Turn};
use crate::i18n::Language;
use crate::response::reading::Command;

/// The turn of a command that is heard wherever the conversation stands.
pub(super) fn heard_always(
    state: &State,
    spoken: &Command,
    situation: &Situation<'_>,
) -> Option<Turn> {
    let next = |step: Step| State { step, misunderstood: 0, ..state.clone() };
    let was_open = state.step.open_question();
    let turn = match spoken {
        // "stop" may also be somebody's answer; the way out comes first.
        Command::Stop => {
            let already = situation.is_suppressed || situation.carrier.is_some();
            let replies = if already { vec![] } else { vec![Reply::Stopped] };
            let facts = vec![Fact::TextsStopped];
            Turn { state: next(Step::Stopped(was_open)), replies, facts, reading: "stop" }
        }
        Command::StopSuspected => Turn {
            state: next(held(&state.step, Step::Held)),
            replies: vec![],
            facts: vec![Fact::TextsHeld(Hold::StopSuspected)],
            reading: "stop_suspected",
        },
        Command::WrongNumber => Turn {
            state: next(disowned(&state.step)),
            replies: vec![],
            facts: vec![Fact::TextsHeld(Hold::WrongNumber)],
            reading: "wrong_number",
        },
        Command::Start if situation.is_suppressed || state.step.is_held() => {
            started(state, situation)
        }
        // Both are heard after a STOP too, though nothing is answered then.
        Command::Delete => return delete(state, situation),
        Command::Undo if state.deletion.is_some() => return undo(state, situation),
        // STOP wins: who opted out gets no text, but that they said so is on record.
        Command::Crisis => Turn {
            state: state.clone(),
            replies: if situation.is_suppressed { vec![] } else { vec![Reply::Crisis] },
            facts: vec![Fact::Crisis],
            reading: "crisis",
        },
        // A call is no text: it may be asked for after STOP too, though nothing is answered then.
        Command::Call => Turn {
            state: State { misunderstood: 0, ..state.clone() },
            replies: if situation.is_suppressed { vec![] } else { vec![Reply::WillCall] },
            facts: vec![Fact::CallAsked],
            reading: "call",
        },
        _ if situation.is_suppressed => return None,
        Command::StopUnclear if state.step.is_in_hand() => doubted(state),
        Command::StopUnclear
            if !matches!(state.step, Step::StopUnclear(_)) && !state.step.is_held() =>
        {
            Turn {
                state: next(Step::StopUnclear(Box::new(state.step.clone()))),
                replies: vec![Reply::StopUnclear],
                facts: vec![Fact::StopDoubted],
                reading: "stop_unclear",
            }
        }
        Command::Help | Command::Undo => Turn {
            state: state.clone(),
            replies: if situation.carrier.is_some() { vec![] } else { vec![Reply::Help] },
            facts: vec![],
            reading: "help",
        },
        _ => return None,
    };
    Some(turn)
}

/// Texts come again. A survey that was under way rests, to be gone on with by a text of theirs.
fn started(state: &State, situation: &Situation<'_>) -> Turn {
    let open = state.step.open_question();
    let reply = if state.deletion.is_some() {
        Reply::StartedDeleted
    } else {
        Reply::Started { can_go_on: open.is_some() }
    };
    let step = open.map_or(Step::Idle, Step::Resting);
    Turn {
        state: State { step, misunderstood: 0, ..state.clone() },
        replies: if situation.carrier.is_some() { vec![] } else { vec![reply] },
        facts: vec![Fact::TextsAllowed],
        reading: "start",
    }
}

/// Asks what is open again in another language, where the survey is offered in it.
pub(super) fn switch_language(
    state: &State,
    language: &Language,
    situation: &Situation<'_>,
) -> Turn {
    let offered = match situation.offered {
        Some(offered) => offered.language(language).is_some(),
        None => situation.spoken.contains(language),
    };
    let state = if offered {
        State { language: language.clone(), misunderstood: 0, ..state.clone() }
    } else {
        state.clone()
    };
    // Whose language it is, nobody knows before it is said who answers.
    let is_known = offered && state.step != Step::WhoAnswers;
    let facts = if is_known { vec![Fact::LanguageChosen(language.clone())] } else { vec![] };
    let reply = match &state.step {
        Step::WhoAnswers => ask_who(situation),
        Step::Consent => Reply::Consent,
        Step::Question(id) | Step::Resting(id) => {
            Reply::Question { question: id.clone(), echo: None }
        }
        Step::StopUnclear(_) => Reply::StopUnclear,
        Step::DeleteAsked(_) => Reply::ConfirmDelete,
        Step::Idle
        | Step::Stopped(_)
        | Step::Held(_)
        | Step::Disowned(_)
        | Step::InHand(_)
        | Step::Finished => Reply::Help,
    };
    Turn { state, replies: vec![reply], facts, reading: "language" }
}

/// Where a conversation is held until a person has looked whose number it is. Whoever has it now
/// does not speak for whom it belonged to.
fn disowned(step: &Step) -> Step {
    match step {
        Step::Disowned(_) => step.clone(),
        step => Step::Disowned(Box::new(step.before().clone())),
    }
}

/// Where a conversation is held until a person has looked. One that ended stays so: a doubt about
/// what somebody meant takes no STOP back.
fn held(step: &Step, hold: fn(Box<Step>) -> Step) -> Step {
    match (step, step.before()) {
        (Step::Disowned(_), _) => step.clone(),
        (_, Step::Stopped(place)) => Step::Stopped(place.clone()),
        (_, before) => hold(Box::new(before.clone())),
    }
}
