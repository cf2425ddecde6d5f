//! What you told us, what we decided, and why: the page that everybody may read.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use crate::backlog::Status;
use crate::backlog::flow::{Heard, list_heard};
use crate::i18n::{Language, Value as Place};
use crate::priority::Tier;
use crate::response::day_in_words;
use crate::services::Services;
use crate::staff::web::Refusal;
use crate::web::answer::page;
use crate::web::guard::visitors_language;
use crate::web::languages::{LanguageLink, links};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    lang: String,
}

#[derive(Serialize)]
struct HeardPage {
    answers: Vec<AnswerView>,
    languages: Vec<LanguageLink>,
    elsewhere: Vec<LanguageLink>,
}

#[derive(Serialize)]
struct AnswerView {
    title: String,
    status_class: &'static str,
    status_id: &'static str,
    tier_id: Option<&'static str>,
    people: Option<i64>,
    words: String,
    is_draft: bool,
    on: String,
}

/// Shows the page in the language asked for.
pub async fn show(
    request: HttpRequest,
    services: Data<Services>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let language = language(&services, &request, &asked.lang);
    let heard = list_heard(&services, &language).await?;
    let content = HeardPage {
        answers: heard
            .answers
            .into_iter()
            .map(|answer| AnswerView::new(&services, &language, answer))
            .collect(),
        languages: links(&services.i18n, services.i18n.languages(), &language),
        elsewhere: links(&services.i18n, &heard.elsewhere, &language),
    };
    Ok(page(&services, StatusCode::OK, "backlog/heard", &language, &content))
}

fn language(services: &Services, request: &HttpRequest, asked: &str) -> Language {
    let chosen = services.i18n.languages().find(|language| language.tag() == asked);
    chosen.cloned().unwrap_or_else(|| visitors_language(services, request.headers()))
}

impl AnswerView {
    fn new(services: &Services, language: &Language, heard: Heard) -> Self {
        let (status_class, status_id) = public_status(heard.status);
        let say = |id: &str, values: &[(&str, Place<'_>)]| services.i18n.web(language, id, values);
        Self {
            title: heard.title,
            status_class,
            status_id,
            tier_id: heard.tier.map(tier_id),
            people: heard.people,
            words: heard.words.text,
            is_draft: heard.words.is_draft,
            on: day_in_words(heard.decided_at.date(), say),
        }
    }
}

fn public_status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Accepted | Status::Proposed | Status::UnderReview => {
            ("probable", "heard-status-accepted")
        }
        Status::NotNow => ("close", "heard-status-not_now"),
        Status::Declined => ("lower", "heard-status-declined"),
        Status::Testing => ("probable", "heard-status-testing"),
        Status::Implementing => ("probable", "heard-status-implementing"),
        Status::DoneTelling | Status::Told => ("clear", "heard-status-done"),
    }
}

fn tier_id(tier: Tier) -> &'static str {
    match tier {
        Tier::Clear => "heard-tier-clear",
        Tier::Probable => "heard-tier-probable",
        Tier::TooClose => "heard-tier-close",
        Tier::Lower => "heard-tier-lower",
    }
}
