//! Where a conversation stands, in plain words.

use serde::Serialize;

use crate::conversation::{State, Step};
use crate::i18n::{Language, Texts};
use crate::survey::flow::Version;
use crate::web::languages::direction;

/// Where a conversation stands.
#[derive(Serialize)]
pub struct Stand {
    text_id: &'static str,
    about_id: Option<&'static str>,
    /// What is open with them, where the state does not say it.
    open_id: Option<&'static str>,
    /// Which question it is, and of how many.
    number: usize,
    count: usize,
    question: Option<Marked>,
}

/// A text in a language, with how it is marked.
#[derive(Serialize)]
pub struct Marked {
    lang: String,
    dir: &'static str,
    text: String,
}

impl Marked {
    /// A survey's text in the reader's language, or else as it was written.
    pub fn of(texts: &Texts, reader: &Language, version: &Version) -> Self {
        let source = version.source_language();
        let language = if texts.get(reader).is_some() { reader } else { source };
        let text = texts.get(language).unwrap_or_default().to_owned();
        Self { lang: language.tag().to_owned(), dir: direction(language), text }
    }
}

impl Stand {
    /// Where a conversation stands, for that reader; `is_held` says whether somebody has it in hand.
    pub fn new(state: &State, is_held: bool, version: Option<&Version>, reader: &Language) -> Self {
        let (text_id, about_id) = words(&state.step, is_held);
        let open = state.step.open_question().zip(version).and_then(|(id, version)| {
            let questions = &version.survey.questions;
            let place = questions.iter().position(|question| question.id == id)?;
            Some((place + 1, questions.len(), Marked::of(&questions[place].text, reader, version)))
        });
        let (number, count, question) = match open {
            Some((number, count, question)) => (number, count, Some(question)),
            None => (0, 0, None),
        };
        Self { text_id, about_id, open_id: open_id(&state.step), number, count, question }
    }
}

fn words(step: &Step, is_held: bool) -> (&'static str, Option<&'static str>) {
    match step {
        Step::Idle => ("talks-state-idle", None),
        Step::WhoAnswers => ("talks-state-who", None),
        Step::Consent => ("talks-state-consent", None),
        Step::Question(_) => ("talks-state-question", None),
        Step::Resting(_) => ("talks-state-resting", Some("talks-about-resting")),
        Step::StopUnclear(_) => ("talks-state-stop-unclear", None),
        Step::DeleteAsked(_) => ("talks-state-delete-asked", None),
        Step::Stopped(_) => ("talks-state-stopped", None),
        Step::Held(_) => ("talks-state-held", Some("talks-about-held")),
        Step::Disowned(_) => ("talks-state-disowned", Some("talks-about-held")),
        Step::InHand(_) if is_held => ("talks-state-in-hand", Some("talks-about-in-hand")),
        Step::InHand(_) => ("talks-state-left", Some("talks-about-resting")),
        Step::Finished => ("talks-state-finished", None),
    }
}

fn open_id(step: &Step) -> Option<&'static str> {
    match step {
        Step::InHand(before) | Step::StopUnclear(before) | Step::Held(before) => match **before {
            Step::Consent => Some("talks-state-consent"),
            Step::Question(_) | Step::Resting(_) => Some("talks-state-question"),
            _ => None,
        },
        Step::Stopped(Some(_)) => Some("talks-state-question"),
        _ => None,
    }
}
