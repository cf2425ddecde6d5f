//! The pages on which a person answers a survey. Every step is a form that works without script;
//! a GET changes nothing.

mod entry;
mod field;
mod finish;
mod question;
mod typed;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError, web};
use serde::Serialize;

use crate::i18n::Language;
use crate::response::ResponseState;
use crate::response::flow::{Passage, PassageError, find_passage, switch_language};
use crate::services::Services;
use crate::storage::StoreError;
use crate::survey::flow::{Offered, OfferedLanguage};
use crate::web::RenderError;

/// The addresses of a survey and of a response under way.
pub fn configure(routes: &mut web::ServiceConfig) {
    routes
        .route("/s/{slug}", web::get().to(entry::ask_consent))
        .route("/s/{slug}", web::post().to(entry::take_consent))
        .route("/s/{slug}/no", web::get().to(entry::refused))
        .route("/s/{slug}/withdraw", web::get().to(entry::ask_receipt))
        .route("/s/{slug}/withdraw", web::post().to(entry::take_back))
        .route("/s/{slug}/withdrawn", web::get().to(entry::withdrawn))
        .route("/r/{token}", web::get().to(resume))
        .route("/r/{token}/language", web::post().to(change_language))
        .route("/r/{token}/q/{question}", web::get().to(question::show))
        .route("/r/{token}/q/{question}", web::post().to(question::save))
        .route("/r/{token}/check", web::get().to(finish::check))
        .route("/r/{token}/check", web::post().to(finish::send))
        .route("/r/{token}/thanks", web::get().to(finish::thanks));
}

/// Why there is no such page. The guard makes a page of it that says nothing of what went wrong.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("there is no such survey")]
    NoSuchSurvey,
    #[error(transparent)]
    Passage(#[from] PassageError),
    #[error(transparent)]
    Render(#[from] RenderError),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Passage(error.into())
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NoSuchSurvey
            | Self::Passage(PassageError::NoSuchLink | PassageError::NotAsked) => {
                StatusCode::NOT_FOUND
            }
            Self::Passage(PassageError::NotConsented) => StatusCode::FORBIDDEN,
            Self::Passage(PassageError::Finished | PassageError::Unanswered(_)) => {
                StatusCode::CONFLICT
            }
            Self::Passage(PassageError::Value(_) | PassageError::NotOffered) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::Passage(PassageError::Store(StoreError::Busy | StoreError::Unreachable(_))) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Passage(PassageError::Store(_)) | Self::Render(_) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// One language of the switcher.
#[derive(Serialize)]
struct LanguageChoice<'a> {
    tag: &'a str,
    name: &'a str,
    is_current: bool,
}

/// What the head of a respondent's page needs: the languages to change to, and where one is.
#[derive(Serialize)]
struct Head<'a> {
    /// Languages of the survey; empty where there is nothing to change.
    languages: Vec<LanguageChoice<'a>>,
    language_name: &'a str,
    /// Whether nobody reviewed what the page says.
    is_draft: bool,
    /// Address that a change of language is posted to; without one the languages are links.
    switch_to: Option<String>,
    /// The page under way, as [`change_language`] takes it.
    at: &'a str,
    /// `check` where the person came from checking their answers.
    from: &'a str,
}

impl<'a> Head<'a> {
    /// The head of a page that needs no response: its languages are links.
    fn of_survey(offered: &'a Offered, shown: &'a OfferedLanguage) -> Self {
        let languages = offered.languages.iter().map(|other| LanguageChoice {
            tag: other.language.tag(),
            name: other.language.own_name(),
            is_current: other.language == shown.language,
        });
        let has_choice = offered.languages.len() > 1;
        Self {
            languages: if has_choice { languages.collect() } else { Vec::new() },
            language_name: shown.language.own_name(),
            is_draft: shown.is_draft,
            switch_to: None,
            at: "",
            from: "",
        }
    }

    /// The head of a page of a response: its language is kept, so it is changed by a form.
    fn of_passage(passage: &'a Passage, token: &str, at: &'a str, from: &'a str) -> Self {
        Self {
            switch_to: Some(format!("/r/{token}/language")),
            at,
            from,
            ..Self::of_survey(&passage.offered, shown(passage))
        }
    }
}

/// The language a response is shown in.
fn shown(passage: &Passage) -> &OfferedLanguage {
    passage.offered.language_or_source(&passage.language)
}

fn page<T: Serialize>(
    services: &Services,
    status: StatusCode,
    template: &str,
    language: &Language,
    content: &T,
) -> Result<HttpResponse, Fault> {
    let page = services.renderer.page(template, language, content)?;
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(page))
}

fn see(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// Where a response goes on.
fn way_on(passage: &Passage, token: &str) -> String {
    match (passage.state, passage.first_open_question()) {
        (ResponseState::Completed, _) => format!("/r/{token}/thanks"),
        (ResponseState::Withdrawn, _) => {
            format!("/s/{}/withdrawn?lang={}", passage.version().survey.slug, passage.language)
        }
        (_, Some(question)) => format!("/r/{token}/q/{question}"),
        (_, None) => format!("/r/{token}/check"),
    }
}

/// Whether nothing is asked or changed any more.
fn is_over(passage: &Passage) -> bool {
    matches!(passage.state, ResponseState::Completed | ResponseState::Withdrawn)
}

async fn resume(
    services: web::Data<Services>,
    token: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    let passage = find_passage(&services, &token).await?;
    Ok(see(&way_on(&passage, &token)))
}

#[derive(serde::Deserialize)]
struct LanguageForm {
    to: String,
    at: String,
    #[serde(default)]
    from: String,
}

async fn change_language(
    services: web::Data<Services>,
    token: web::Path<String>,
    form: web::Form<LanguageForm>,
) -> Result<HttpResponse, Fault> {
    switch_language(&services, &token, Language::new(&form.to)).await?;
    let is_page =
        form.at.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte));
    if !is_page || form.at.is_empty() {
        return Ok(see(&format!("/r/{token}")));
    }
    let from = if form.from == "check" { "?from=check" } else { "" };
    Ok(see(&format!("/r/{token}/{}{from}", form.at)))
}
