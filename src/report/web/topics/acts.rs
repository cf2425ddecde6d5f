//! What is done to topics: each form calls one journey and leads back to the page.

use std::fmt::Write as _;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::view::Typed;
use super::{PATH, answer};
use crate::i18n::Language;
use crate::report::flow::topics::list_topics;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{Bar, Desk, Fault, Refusal, SignedForm};
use crate::topic::TitleError;
use crate::topic::flow::{Correction, TopicError, add, correct, merge, retire, unmerge};
use crate::web::answer::{in_query, request_id, see_other};

#[derive(Deserialize)]
pub(super) struct NothingElse {}

#[derive(Deserialize)]
pub(super) struct Into {
    into: String,
}

pub(super) async fn merge_one(
    request: HttpRequest,
    services: Data<Services>,
    slug: Path<String>,
    sent: SignedForm<Into>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let done = merge(&services, &signed_in, &slug, &form.into, request_id(&request)).await;
    told(&services, &signed_in, done, &format!("done=merged&topic={slug}")).await
}

#[derive(Deserialize)]
pub(super) struct From {
    #[serde(default)]
    into: String,
}

pub(super) async fn unmerge_one(
    request: HttpRequest,
    services: Data<Services>,
    slug: Path<String>,
    sent: SignedForm<From>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let done = unmerge(&services, &signed_in, &slug, request_id(&request)).await;
    let mut to = format!("done=unmerged&topic={slug}");
    if !form.into.is_empty() {
        write!(to, "&into={}", in_query(&form.into)).expect("memory takes every letter");
    }
    told(&services, &signed_in, done, &to).await
}

pub(super) async fn retire_one(
    request: HttpRequest,
    services: Data<Services>,
    slug: Path<String>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let signed_in = sent.signed_in;
    let done = retire(&services, &signed_in, &slug, true, request_id(&request)).await;
    told(&services, &signed_in, done, &format!("done=retired&topic={slug}")).await
}

pub(super) async fn bring_back(
    request: HttpRequest,
    services: Data<Services>,
    slug: Path<String>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let signed_in = sent.signed_in;
    let done = retire(&services, &signed_in, &slug, false, request_id(&request)).await;
    told(&services, &signed_in, done, &format!("done=back&topic={slug}")).await
}

/// The fields of a form of titles: `language`, `was` and `title`, again and again.
fn corrections(form: &[(String, String)]) -> Vec<Correction> {
    let mut found: Vec<Correction> = Vec::new();
    for (name, value) in form {
        match (name.as_str(), found.last_mut()) {
            ("language", _) => found.push(Correction {
                language: Language::new(value),
                was: String::new(),
                title: String::new(),
            }),
            ("was", Some(last)) => last.was.clone_from(value),
            ("title", Some(last)) => last.title.clone_from(value),
            _ => {}
        }
    }
    found
}

fn typed(slug: Option<String>, corrections: &[Correction]) -> Typed {
    let titles = corrections.iter().map(|one| (one.language.clone(), one.title.clone()));
    Typed { slug, titles: titles.collect() }
}

pub(super) async fn correct_titles(
    request: HttpRequest,
    services: Data<Services>,
    slug: Path<String>,
    sent: SignedForm<Vec<(String, String)>>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let asked = corrections(&form);
    let done = correct(&services, &signed_in, &slug, asked.clone(), request_id(&request)).await;
    match done {
        Ok(()) => {
            let mut to = format!("{PATH}?done=named&topic={slug}");
            for one in asked.iter().filter(|one| one.was != one.title.trim()) {
                // Taking it back puts what was in the place of what is.
                let (was, title) = (in_query(one.title.trim()), in_query(&one.was));
                let fields = format!("&language={}&was={was}&title={title}", one.language);
                to.push_str(&fields);
            }
            Ok(see_other(&to))
        }
        Err(error) => {
            let typed = typed(Some(slug.into_inner()), &asked);
            refuse(&services, &signed_in, error, Some(typed)).await
        }
    }
}

pub(super) async fn add_one(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<Vec<(String, String)>>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let asked = corrections(&form);
    let titles: Vec<(Language, String)> =
        asked.iter().map(|one| (one.language.clone(), one.title.clone())).collect();
    match add(&services, &signed_in, &titles, request_id(&request)).await {
        Ok(slug) => Ok(see_other(&format!("{PATH}?done=added&topic={slug}"))),
        Err(error) => {
            let typed = typed(None, &asked);
            refuse(&services, &signed_in, error, Some(typed)).await
        }
    }
}

async fn told(
    services: &Services,
    signed_in: &SignedIn,
    done: Result<(), TopicError>,
    said: &str,
) -> Result<HttpResponse, Refusal> {
    match done {
        Ok(()) => Ok(see_other(&format!("{PATH}?{said}"))),
        Err(error) => refuse(services, signed_in, error, None).await,
    }
}

/// The page again, with what was typed and what is wrong with it.
async fn refuse(
    services: &Services,
    signed_in: &SignedIn,
    error: TopicError,
    typed: Option<Typed>,
) -> Result<HttpResponse, Refusal> {
    let (status, text_id, language) = match error {
        TopicError::NotAllowed => return Err(Refusal::NotAllowed(signed_in.role.name())),
        TopicError::Store(error) => return Err(error.into()),
        TopicError::NoSuchTopic => return Ok(HttpResponse::NotFound().finish()),
        TopicError::Itself => (StatusCode::UNPROCESSABLE_ENTITY, "topics-fault-itself", None),
        TopicError::Changed => (StatusCode::CONFLICT, "topics-fault-changed", None),
        TopicError::Taken => (StatusCode::CONFLICT, "topics-fault-taken", None),
        TopicError::NoTitle => (StatusCode::UNPROCESSABLE_ENTITY, "topics-fault-empty", None),
        TopicError::Title { language, why } => {
            let text_id = match why {
                TitleError::Empty => "topics-fault-empty",
                TitleError::TooLong => "topics-fault-long",
            };
            (StatusCode::UNPROCESSABLE_ENTITY, text_id, Some(language))
        }
    };
    let field = typed.as_ref().map(|typed| {
        let language = language.as_ref().unwrap_or(&signed_in.language);
        match &typed.slug {
            Some(slug) => format!("title-{slug}-{language}"),
            None => format!("new-{language}"),
        }
    });
    let text = services.i18n.web(&signed_in.language, text_id, &[]);
    let bar = Bar::new(signed_in, Desk::Topics).faulting([Fault { text, field }]);
    let topics = list_topics(services).await?;
    Ok(answer(services, signed_in, status, bar, &topics, typed.as_ref()))
}
