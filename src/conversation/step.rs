//! One turn of the dialogue.

use chrono::{NaiveDate, NaiveDateTime};

use super::correction::correct;
use super::deletion::confirm;
use super::heard_always::{heard_always, switch_language};
use super::in_hand::TO_PERSON;
use super::misunderstood::not_understood;
use super::onward::{at, first_open, go_on};
use super::sharing::{answer_who, ask_who};
use super::{CarrierWord, Fact, Reply, Sharer, State, Step, Turn};
use crate::i18n::{Language, Words};
use crate::response::reading::{Asked, Command, Reading, command, read_yes_no};
use crate::response::{Given, answers};
use crate::survey::flow::Offered;
use crate::survey::{Question, keyword_form, visible_questions};

/// What a turn looks at beside the state and the text.
pub struct Situation<'a> {
    /// The lists by which texts are read.
    pub words: &'a Words,
    /// The survey under way, or the one a keyword starts.
    pub offered: Option<&'a Offered>,
    /// The languages somebody may be answered in of whom no survey is known.
    pub spoken: &'a [Language],
    /// The open question, ready to read texts against.
    pub asked: Option<&'a Asked>,
    /// The question before it, ready likewise, where the text may be about that one.
    pub before: Option<(&'a Question, &'a Asked)>,
    /// What was said to its questions so far.
    pub given: &'a Given,
    /// The language of the keyword the text is, where it starts a survey.
    pub keyword: Option<&'a Language>,
    /// Who shares the phone, where several do and it matters who is answering.
    pub sharers: &'a [Sharer],
    /// Whether the survey that the keyword starts was finished before.
    pub is_completed: bool,
    /// Whether the number gets no texts.
    pub is_suppressed: bool,
    /// Whether that is for nothing but a deletion.
    pub is_only_deleted: bool,
    /// What the carrier read in the text, and has answered already.
    pub carrier: Option<CarrierWord>,
    /// Now, in UTC.
    pub now: NaiveDateTime,
}

impl Situation<'_> {
    /// The day, in UTC.
    pub(super) fn today(&self) -> NaiveDate {
        self.now.date()
    }

    pub(super) fn question(&self, id: &str) -> Option<&Question> {
        self.offered.and_then(|offered| offered.version.survey.question(id))
    }

    /// The command that the text is to the carrier, in words that no list here may know.
    fn carrier_command(&self) -> Option<Command> {
        match self.carrier? {
            CarrierWord::Stop => Some(Command::Stop),
            // A word that opts in may be a survey's keyword, and is one unless texts were stopped.
            CarrierWord::Start => self.is_suppressed.then_some(Command::Start),
            CarrierWord::Help => Some(Command::Help),
        }
    }
}

/// Reads a text where the conversation stands.
pub fn step(state: &State, text: &str, situation: &Situation<'_>) -> Turn {
    let open = match &state.step {
        Step::Question(id) => situation.question(id).zip(situation.asked),
        _ => None,
    };
    let asked = match &state.step {
        Step::WhoAnswers => situation.asked,
        _ => open.map(|(_, asked)| asked),
    };
    let reading = match (situation.carrier_command(), asked) {
        (Some(command), _) => Some(Reading::Command(command)),
        (None, Some(asked)) => Some(asked.read(situation.words, text)),
        (None, None) => command(situation.words, text, None).map(Reading::Command),
    };
    if let Some(Reading::Command(spoken)) = &reading
        && let Some(turn) = heard_always(state, spoken, situation)
    {
        return turn;
    }
    if situation.is_suppressed || state.step.is_silent() {
        // Nothing but START opens a number that was closed.
        return Turn::silent(state.clone(), "not_wanted");
    }
    if state.step.is_in_hand() {
        return Turn::silent(state.clone(), TO_PERSON);
    }
    if let Some(Reading::Command(Command::Language(language))) = &reading {
        return switch_language(state, language, situation);
    }
    if let Some(turn) = correct(state, text, reading.as_ref(), situation) {
        return turn;
    }
    match (&state.step, open.zip(reading.clone())) {
        (_, Some(((question, _), reading))) => answer(state, question, reading, text, situation),
        (Step::WhoAnswers, _) => answer_who(state, reading.as_ref(), situation),
        (Step::Consent, _) => consent(state, text, situation),
        (Step::StopUnclear(before), _) => stop_unclear(state, before, text, situation),
        (Step::DeleteAsked(before), _) => confirm(state, before, text, situation)
            .unwrap_or_else(|| keep_all(state, before, situation)),
        (Step::Resting(id), _) => resume(state, id, situation),
        (
            Step::Idle
            | Step::Finished
            | Step::Question(_)
            | Step::Stopped(_)
            | Step::Held(_)
            | Step::Disowned(_)
            | Step::InHand(_),
            None,
        ) => idle(state, situation),
    }
}

fn consent(state: &State, text: &str, situation: &Situation<'_>) -> Turn {
    let Some(offered) = situation.offered else { return idle(state, situation) };
    match read_yes_no(situation.words, &state.language, text) {
        Some(true) => {
            let survey = &offered.version.survey;
            let mut facts = vec![Fact::Consented];
            if state.deletion.is_some() {
                facts.insert(0, Fact::BegunAnew);
            }
            let state = &State { deletion: None, ..state.clone() };
            match first_open(survey, situation.given) {
                Some(question) => Turn {
                    state: at(state, Step::Question(question.clone())),
                    replies: vec![Reply::Welcome { question }],
                    facts,
                    reading: "yes",
                },
                None => Turn {
                    state: at(state, Step::Finished),
                    replies: vec![Reply::Finished { echo: None }],
                    facts: [facts, vec![Fact::Completed]].concat(),
                    reading: "yes",
                },
            }
        }
        Some(false) => Turn {
            state: at(state, Step::Finished),
            replies: vec![Reply::Refused],
            facts: vec![Fact::Refused],
            reading: "no",
        },
        None => {
            if let Some(language) = own_keyword(offered, text) {
                let state = State { language, ..at(state, Step::Consent) };
                return Turn::saying(state, Reply::Consent, "keyword");
            }
            not_understood(state, Reply::ConsentUnclear)
        }
    }
}

fn answer(
    state: &State,
    question: &Question,
    reading: Reading,
    text: &str,
    situation: &Situation<'_>,
) -> Turn {
    match reading {
        Reading::Answer { value, forgave, .. } => {
            let echo = forgave.then(|| (question.id.clone(), value.clone()));
            go_on(state, question, Some(value), echo, situation)
        }
        Reading::Command(Command::Back) => back(state, question, situation),
        Reading::Command(Command::Skip) if question.optional || state.misunderstood > 0 => {
            go_on(state, question, None, None, situation)
        }
        Reading::Command(Command::Skip) => {
            let state = State { misunderstood: 1, ..state.clone() };
            Turn::saying(state, Reply::Needed { question: question.id.clone() }, "skip")
        }
        Reading::Command(Command::Language(language)) => {
            switch_language(state, &language, situation)
        }
        Reading::Command(_) => Turn::saying(state.clone(), Reply::Help, "help"),
        Reading::NotUnderstood(reason) => {
            if let Some(language) = situation.offered.and_then(|o| own_keyword(o, text)) {
                let state = State { language, ..state.clone() };
                return resume(&state, &question.id, situation);
            }
            let times = state.misunderstood.saturating_add(1);
            let reply = Reply::NotUnderstood { question: question.id.clone(), reason, times };
            not_understood(state, reply)
        }
    }
}

fn back(state: &State, question: &Question, situation: &Situation<'_>) -> Turn {
    let before = situation.offered.and_then(|offered| {
        let visible = visible_questions(&offered.version.survey, &answers(situation.given));
        let place = visible.iter().position(|other| other.id == question.id)?;
        place.checked_sub(1).map(|place| visible[place].id.clone())
    });
    let id = before.unwrap_or_else(|| question.id.clone());
    let state = at(state, Step::Question(id.clone()));
    Turn::saying(state, Reply::Question { question: id, echo: None }, "back")
}

fn stop_unclear(state: &State, before: &Step, text: &str, situation: &Situation<'_>) -> Turn {
    if read_yes_no(situation.words, &state.language, text) != Some(true) {
        return not_understood(state, Reply::StopUnclear);
    }
    let mut turn = open_again(state, before, situation, "yes");
    turn.facts.push(Fact::StopDenied);
    turn
}

/// Nothing is deleted, and what was open is asked again.
fn keep_all(state: &State, before: &Step, situation: &Situation<'_>) -> Turn {
    let mut turn = open_again(state, before, situation, "no");
    turn.replies.insert(0, Reply::NotDeleted);
    Turn { reading: "no", ..turn }
}

/// Asks what was open at that step, if something was.
fn open_again(
    state: &State,
    before: &Step,
    situation: &Situation<'_>,
    reading: &'static str,
) -> Turn {
    match before {
        Step::Question(id) | Step::Resting(id) => resume(state, id, situation),
        Step::WhoAnswers => Turn::saying(at(state, Step::WhoAnswers), ask_who(situation), "resume"),
        Step::Consent => Turn::saying(at(state, Step::Consent), Reply::Consent, "resume"),
        Step::StopUnclear(_) => {
            Turn::saying(at(state, before.clone()), Reply::StopUnclear, reading)
        }
        Step::DeleteAsked(_) => {
            Turn::saying(at(state, before.clone()), Reply::ConfirmDelete, reading)
        }
        Step::Idle
        | Step::Finished
        | Step::Stopped(_)
        | Step::Held(_)
        | Step::Disowned(_)
        | Step::InHand(_) => Turn::silent(at(state, before.clone()), reading),
    }
}

/// Repeats the question where the conversation rested.
fn resume(state: &State, id: &str, situation: &Situation<'_>) -> Turn {
    if situation.question(id).is_none() {
        return idle(&at(state, Step::Idle), situation);
    }
    let state = at(state, Step::Question(id.to_owned()));
    Turn::saying(state, Reply::Question { question: id.to_owned(), echo: None }, "resume")
}

/// A text while nothing is open: a keyword starts its survey, anything else gets one help a day.
fn idle(state: &State, situation: &Situation<'_>) -> Turn {
    match (situation.keyword, situation.offered) {
        // Whoever has a number that may be somebody else's is told no names.
        (Some(language), Some(_)) if situation.sharers.len() > 1 && state.former.is_none() => {
            let state = State { language: language.clone(), ..at(state, Step::WhoAnswers) };
            let turn = Turn::saying(state, ask_who(situation), "keyword");
            Turn { facts: vec![Fact::Invited], ..turn }
        }
        (Some(language), Some(_)) => {
            if situation.is_completed {
                return Turn::saying(state.clone(), Reply::AlreadyFinished, "keyword");
            }
            let state = State { language: language.clone(), ..at(state, Step::Consent) };
            Turn {
                state,
                replies: vec![Reply::Consent],
                facts: vec![Fact::Invited],
                reading: "keyword",
            }
        }
        _ if state.helped_on == Some(situation.today()) => {
            Turn::silent(state.clone(), "belongs_to_nothing")
        }
        _ => {
            let state = State { helped_on: Some(situation.today()), ..state.clone() };
            Turn::saying(state, Reply::NothingOpen, "belongs_to_nothing")
        }
    }
}

/// The language of the survey's own keyword, if the text is one.
fn own_keyword(offered: &Offered, text: &str) -> Option<Language> {
    let text = keyword_form(text);
    let (language, _) = offered
        .version
        .survey
        .keywords
        .iter()
        .find(|(_, keyword)| keyword_form(keyword) == text)?;
    Some(offered.language_or_source(language).language.clone())
}
