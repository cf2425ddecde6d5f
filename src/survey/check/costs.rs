//! What the texts of one language cost as text messages.

use super::Sent;
use super::questions::costliest_choices;
use crate::i18n::Language;
use crate::outbox::sms::segments::{Cost, segments};
use crate::survey::{Survey, TextPlace};

/// What the agreement and each question cost when they are sent, in file order. What has no text in
/// that language yet costs nothing.
pub fn text_costs(survey: &Survey, language: &Language, sent: &Sent<'_>) -> Vec<(TextPlace, Cost)> {
    let notice = survey.notice.as_ref().and_then(|notice| notice.text.get(language));
    let notice = notice.map(|text| (TextPlace::Notice, segments(text)));
    let questions = survey.questions.iter().filter_map(|question| {
        question.text.get(language)?;
        let choices = costliest_choices(question, language);
        let cost = segments(&sent(question, &choices, language));
        Some((TextPlace::Question(question.id.clone()), cost))
    });
    notice.into_iter().chain(questions).collect()
}
