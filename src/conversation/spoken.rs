//! A survey checked with its texts read and sent as the dialogue reads and sends them.

use super::wording::Wording;
use crate::i18n::{I18n, Language, Words};
use crate::outbox::sms::segments::Cost;
use crate::response::reading::{Command, command};
use crate::survey::check::{Finding, ReservedWord, Spoken, check, text_costs};
use crate::survey::{Question, Survey, TextPlace};

/// Every fault of a survey, in file order.
pub fn check_as_spoken(i18n: &I18n, words: &Words, survey: &Survey) -> Vec<Finding> {
    let sent = |question: &Question, choices: &[&str], language: &Language| {
        asked(i18n, question, choices, language)
    };
    check(survey, &Spoken { reserved: &|text| reserved(words, text), sent: &sent })
}

/// What the agreement and each question of a survey cost in one language, in file order.
pub fn costs_as_spoken(
    i18n: &I18n,
    survey: &Survey,
    language: &Language,
) -> Vec<(TextPlace, Cost)> {
    let sent = |question: &Question, choices: &[&str], language: &Language| {
        asked(i18n, question, choices, language)
    };
    text_costs(survey, language, &sent)
}

fn asked(i18n: &I18n, question: &Question, choices: &[&str], language: &Language) -> String {
    let wording = Wording {
        i18n,
        center: "",
        help_phone: "",
        heard_link: "",
        language,
        offered: None,
        response_id: None,
        for_whom: None,
    };
    wording.asked(question, choices)
}

/// What a word means to the service before any survey sees it, in whatever language.
fn reserved(words: &Words, text: &str) -> Option<ReservedWord> {
    match command(words, text, None)? {
        Command::Stop | Command::StopSuspected | Command::StopUnclear => Some(ReservedWord::Stop),
        Command::Start => Some(ReservedWord::Start),
        Command::Help => Some(ReservedWord::Help),
        Command::Delete => Some(ReservedWord::Delete),
        Command::Undo => Some(ReservedWord::Undo),
        Command::Crisis => Some(ReservedWord::Crisis),
        Command::WrongNumber => Some(ReservedWord::WrongNumber),
        Command::Call => Some(ReservedWord::Call),
        Command::Language(_) => Some(ReservedWord::Language),
        // They do something only while a question is open, and no survey can be started then.
        Command::Skip | Command::Back => None,
    }
}
