//! Choosing a password with a link from a mail, and asking for such a link.
//!
//! The link's page stands outside `/staff`: its address holds a token, and like those of patients
//! it tells no other page where one came from. Its form names no session: who knows the token may
//! use it, and nobody else can make a browser send it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::sign_in::keep_known;
use super::signed::Refusal;
use crate::i18n::Language;
use crate::services::Services;
use crate::staff::flow::link::{SetPasswordError, ask_for_reset, open_link, set_password};
use crate::staff::link::{LinkKind, RESET_PAUSE_MINUTES};
use crate::staff::store::accounts::Account;
use crate::staff::{PASSWORD_CHARACTERS, Password, PasswordError};
use crate::web::answer::{page, request_id, see_other};
use crate::web::guard::visitors_language;

/// The link's page, and where one asks for a link.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route("/link/{token}", get().to(show))
        .route("/link/{token}", post().to(choose))
        .route("/staff/forgot", get().to(show_forgot))
        .route("/staff/forgot", post().to(forgot));
}

#[derive(Serialize)]
struct PasswordPage {
    title_id: &'static str,
    email: String,
    least: usize,
    fault_id: Option<&'static str>,
}

fn password_page(
    services: &Services,
    (kind, account): (LinkKind, Account),
    fault_id: Option<&'static str>,
) -> HttpResponse {
    let status = match fault_id {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let content = PasswordPage {
        title_id: match kind {
            LinkKind::Invitation => "password-welcome",
            LinkKind::Reset => "password-new-title",
        },
        email: account.email,
        least: PASSWORD_CHARACTERS,
        fault_id,
    };
    page(services, status, "staff/invite", &account.language, &content)
}

#[derive(Serialize)]
struct Nothing {}

/// The page of a link that was used, is too old or never was: it does not tell which.
fn gone(services: &Services, request: &HttpRequest) -> HttpResponse {
    let language = visitors_language(services, request.headers());
    page(services, StatusCode::GONE, "staff/invite-gone", &language, &Nothing {})
}

async fn show(
    request: HttpRequest,
    services: Data<Services>,
    token: Path<String>,
) -> Result<HttpResponse, Refusal> {
    Ok(match open_link(&services, &token).await? {
        Some(open) => password_page(&services, open, None),
        None => gone(&services, &request),
    })
}

#[derive(Deserialize)]
struct PasswordForm {
    password: String,
}

async fn choose(
    request: HttpRequest,
    services: Data<Services>,
    token: Path<String>,
    form: Form<PasswordForm>,
) -> Result<HttpResponse, Refusal> {
    let password = match Password::parse(form.into_inner().password.into()) {
        Ok(password) => password,
        Err(error) => {
            let fault_id = match error {
                PasswordError::TooShort => "password-too-short",
                PasswordError::Common => "password-common",
                PasswordError::TooLong => "password-too-long",
            };
            return Ok(match open_link(&services, &token).await? {
                Some(open) => password_page(&services, open, Some(fault_id)),
                None => gone(&services, &request),
            });
        }
    };
    match set_password(&services, &token, password, request_id(&request)).await {
        Ok(mark) => {
            let mut response = see_other("/staff/sign-in?chosen=1");
            keep_known(&mut response, &services, &mark);
            Ok(response)
        }
        Err(SetPasswordError::Gone) => Ok(gone(&services, &request)),
        Err(SetPasswordError::Letter(error)) => Err(Refusal::Unmade(error)),
        Err(SetPasswordError::Store(error)) => Err(error.into()),
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    sent: String,
}

#[derive(Serialize)]
struct ForgotPage {
    is_sent: bool,
    minutes: i64,
    pause_minutes: i64,
}

async fn show_forgot(
    request: HttpRequest,
    services: Data<Services>,
    asked: Query<Asked>,
) -> HttpResponse {
    let language: Language = visitors_language(&services, request.headers());
    let minutes = LinkKind::Reset.lifetime().num_minutes();
    let is_sent = !asked.sent.is_empty();
    let content = ForgotPage { is_sent, minutes, pause_minutes: RESET_PAUSE_MINUTES };
    page(&services, StatusCode::OK, "staff/forgot", &language, &content)
}

#[derive(Deserialize)]
struct ForgotForm {
    email: String,
}

/// Answers every address alike, and does the same for each.
async fn forgot(
    request: HttpRequest,
    services: Data<Services>,
    form: Form<ForgotForm>,
) -> Result<HttpResponse, Refusal> {
    ask_for_reset(&services, &form.email, request_id(&request)).await?;
    Ok(see_other("/staff/forgot?sent=1"))
}
