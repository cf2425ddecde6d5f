//! The end of a survey: check your answers, thanks with the receipt, and what is over.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::typed::choice_text;
use super::{Fault, Head, is_over, page, see, shown, way_on};
use crate::i18n::{Language, Value as Filling};
use crate::response::flow::{Passage, PassageError, complete, find_passage};
use crate::response::{ResponseState, day_in_words};
use crate::services::Services;
use crate::survey::{Kind, Question, Value, visible_questions};

#[derive(Serialize)]
struct CheckPage<'a> {
    head: Head<'a>,
    token: &'a str,
    said: Vec<Said<'a>>,
}

/// One part of an answer.
#[derive(Serialize)]
struct Line {
    /// Place in a ranking; the best is 1.
    place: Option<usize>,
    text: String,
}

/// One question with what was said to it.
#[derive(Serialize)]
struct Said<'a> {
    id: &'a str,
    text: &'a str,
    /// The answer, one line per part.
    answers: Vec<Line>,
    /// Id of the text that says why there is no answer.
    none_id: Option<&'static str>,
}

pub(super) async fn check(
    services: web::Data<Services>,
    token: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let passage = find_passage(&services, &token).await?;
    if is_over(&passage) {
        return Ok(see(&way_on(&passage, &token)));
    }
    let language = &shown(&passage).language;
    let said = visible_questions(&passage.version().survey, &passage.answers())
        .into_iter()
        .map(|question| said(&services, &passage, question, language))
        .collect();
    let head = Head::of_passage(&passage, &token, "check", "");
    let content = CheckPage { head, token: &token, said };
    page(&services, StatusCode::OK, "response/check", language, &content)
}

fn said<'a>(
    services: &Services,
    passage: &'a Passage,
    question: &'a Question,
    language: &Language,
) -> Said<'a> {
    let (answers, none_id) = match passage.given.get(&question.id) {
        Some(Some(value)) => {
            let is_ranked = question.kind == Kind::Rank;
            let parts = in_words(services, question, value, language).into_iter().enumerate();
            let line = |(at, text)| Line { place: is_ranked.then_some(at + 1), text };
            (parts.map(line).collect(), None)
        }
        Some(None) => (Vec::new(), Some("response-skipped")),
        None => (Vec::new(), Some("response-open")),
    };
    Said {
        id: &question.id,
        text: question.text.get(language).unwrap_or(&question.id),
        answers,
        none_id,
    }
}

/// An answer as its person would say it, one line per part.
fn in_words(
    services: &Services,
    question: &Question,
    value: &Value,
    language: &Language,
) -> Vec<String> {
    let say = |id: &str, values: &[(&str, Filling<'_>)]| services.i18n.web(language, id, values);
    match value {
        Value::YesNo(true) => vec![say("response-yes", &[])],
        Value::YesNo(false) => vec![say("response-no", &[])],
        Value::Whole(number) => vec![number.to_string()],
        Value::Decimal(number) => vec![number.to_string()],
        Value::Date(date) => vec![day_in_words(*date, say)],
        Value::Text(text) => vec![choice_text(question, text, language).to_owned()],
        Value::Choices(ids) => {
            ids.iter().map(|id| choice_text(question, id, language).to_owned()).collect()
        }
    }
}

pub(super) async fn send(
    services: web::Data<Services>,
    token: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    match complete(&services, &token).await {
        Ok(()) => Ok(see(&format!("/r/{token}/thanks"))),
        Err(PassageError::Unanswered(question)) => {
            Ok(see(&format!("/r/{token}/q/{question}?from=check")))
        }
        Err(PassageError::Finished) => {
            let passage = find_passage(&services, &token).await?;
            already_over(&services, &passage, &token)
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Serialize)]
struct ThanksPage<'a> {
    head: Head<'a>,
    receipt_code: String,
    slug: &'a str,
    /// What the person agreed to.
    notice: &'a str,
}

pub(super) async fn thanks(
    services: web::Data<Services>,
    token: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let passage = find_passage(&services, &token).await?;
    if passage.state != ResponseState::Completed {
        return Ok(see(&way_on(&passage, &token)));
    }
    let content = ThanksPage {
        head: Head::of_passage(&passage, &token, "thanks", ""),
        receipt_code: services.keys.receipt_code(&token),
        slug: &passage.version().survey.slug,
        notice: passage.version().notice_text(&shown(&passage).language).unwrap_or_default(),
    };
    page(&services, StatusCode::OK, "response/thanks", &shown(&passage).language, &content)
}

#[derive(Serialize)]
struct OverPage<'a> {
    head: Head<'a>,
    is_withdrawn: bool,
    way_on: String,
}

/// The page of an answer that came after the end, with a way on.
pub(super) fn already_over(
    services: &Services,
    passage: &Passage,
    token: &str,
) -> Result<HttpResponse, Fault> {
    let content = OverPage {
        // This page answers a form: it has no address of its own to change the language at.
        head: Head { languages: Vec::new(), ..Head::of_survey(&passage.offered, shown(passage)) },
        is_withdrawn: passage.state == ResponseState::Withdrawn,
        way_on: format!("/r/{token}"),
    };
    page(services, StatusCode::CONFLICT, "response/over", &shown(passage).language, &content)
}
