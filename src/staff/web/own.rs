//! One's own account: sessions, password, language, second factor.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::second_step::CodesPage;
use super::sign_in::visit;
use super::signed::{
    HALF_COOKIE, Refusal, SECOND_STEP, SESSION_COOKIE, SignedForm, add_cookie, cookie, set_cookie,
};
use super::{Bar, Desk, Fault, Flash, NothingElse};
use crate::i18n::{I18n, Language, Value};
use crate::services::Services;
use crate::staff::flow::own::{
    OwnError, begin_second_factor, change_password, choose_language, end_other_sessions,
    end_own_session, find_own, give_up_second_factor, renew_recovery_codes,
};
use crate::staff::second_factor::HALF_SESSION_MINUTES;
use crate::staff::store::sessions::ListedSession;
use crate::staff::{PASSWORD_CHARACTERS, Password, PasswordError, SignedIn};
use crate::web::answer::{page, request_id, see_other};
use crate::web::languages::{LanguageLink, links};

/// The page.
pub const PATH: &str = "/staff/me";

/// The page of one's own account and its forms.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route("/staff/me/language", post().to(set_language))
        .route("/staff/me/password", post().to(set_password))
        .route("/staff/me/recovery-codes", post().to(renew_codes))
        .route("/staff/me/second-factor", post().to(give_up))
        .route("/staff/me/second-factor/new", post().to(begin_factor))
        .route("/staff/me/sessions", post().to(end_others))
        .route("/staff/me/sessions/{name}", post().to(end_one));
}

#[derive(Serialize)]
struct OwnPage {
    bar: Bar,
    email: String,
    role_id: &'static str,
    least: usize,
    languages: Vec<LanguageLink>,
    sessions: Vec<Shown>,
    has_others: bool,
    second_factor: Option<SecondFactor>,
    kept: Vec<Kept>,
}

#[derive(Serialize)]
struct Kept {
    name: String,
    time: String,
}

#[derive(Serialize)]
struct SecondFactor {
    codes_left: i64,
    is_low: bool,
}

/// What is wrong with a form.
struct Wrong {
    text_id: &'static str,
    field: &'static str,
    wait_seconds: i64,
}

impl Wrong {
    fn say(self, i18n: &I18n, language: &Language) -> Fault {
        let least = i64::try_from(PASSWORD_CHARACTERS).expect("a password is short");
        let values =
            [("least", Value::Number(least)), ("seconds", Value::Number(self.wait_seconds))];
        Fault {
            text: i18n.web(language, self.text_id, &values),
            field: Some(self.field.to_owned()),
        }
    }
}

/// A session on a page.
#[derive(Serialize)]
pub(super) struct Shown {
    name: String,
    browser: Option<String>,
    address: String,
    began: String,
    last_seen: String,
    is_own: bool,
}

impl Shown {
    pub(super) fn new(services: &Services, session: ListedSession, is_own: bool) -> Self {
        Self {
            name: session.name,
            browser: Some(session.browser).filter(|browser| !browser.is_empty()),
            address: session.address,
            began: services.shown(session.created_at),
            last_seen: services.shown(session.last_seen_at),
            is_own,
        }
    }
}

async fn answer(
    request: &HttpRequest,
    services: &Services,
    signed_in: &SignedIn,
    flash: Option<Flash>,
    wrong: Option<Wrong>,
) -> Result<HttpResponse, Refusal> {
    let token = cookie(request, SESSION_COOKIE).unwrap_or_default();
    let own = find_own(services, signed_in, token).await?;
    let status = match &wrong {
        Some(wrong) if wrong.wait_seconds > 0 => StatusCode::TOO_MANY_REQUESTS,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let fault = wrong.map(|wrong| wrong.say(&services.i18n, &signed_in.language));
    let content = OwnPage {
        bar: Bar::new(signed_in, Desk::Own).saying(flash).faulting(fault),
        email: own.account.email,
        role_id: signed_in.role.name_id(),
        least: PASSWORD_CHARACTERS,
        languages: links(&services.i18n, services.i18n.languages(), &signed_in.language),
        has_others: own.sessions.len() > 1,
        sessions: own
            .sessions
            .into_iter()
            .map(|(session, is_own)| Shown::new(services, session, is_own))
            .collect(),
        kept: own
            .kept
            .into_iter()
            .map(|(name, at)| Kept { name, time: services.shown(at) })
            .collect(),
        second_factor: own
            .recovery_codes
            .map(|left| SecondFactor { codes_left: left, is_low: left < 3 }),
    };
    Ok(page(services, status, "staff/own", &signed_in.language, &content))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    done: String,
}

async fn show(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let flash = match asked.done.as_str() {
        "language" => Some(Flash::new("own-done-language")),
        "sessions" => Some(Flash::new("own-done-sessions")),
        _ => None,
    };
    answer(&request, &services, &signed_in, flash, None).await
}

#[derive(Deserialize)]
struct LanguageForm {
    language: String,
}

async fn set_language(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<LanguageForm>,
) -> Result<HttpResponse, Refusal> {
    let language = Language::new(&sent.form.language);
    if !services.i18n.languages().any(|known| *known == language) {
        return Err(Refusal::Unreadable);
    }
    choose_language(&services, &sent.signed_in, language, request_id(&request)).await?;
    Ok(see_other("/staff/me?done=language"))
}

async fn end_others(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let token = cookie(&request, SESSION_COOKIE).unwrap_or_default();
    end_other_sessions(&services, &sent.signed_in, token, request_id(&request)).await?;
    Ok(see_other("/staff/me?done=sessions"))
}

async fn end_one(
    request: HttpRequest,
    services: Data<Services>,
    name: Path<String>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let (name, id) = (name.into_inner(), request_id(&request));
    let is_ended = end_own_session(&services, &sent.signed_in, name, id).await?;
    Ok(if is_ended {
        see_other("/staff/me?done=sessions")
    } else {
        HttpResponse::NotFound().finish()
    })
}

#[derive(Deserialize)]
struct PasswordForm {
    old_password: String,
    new_password: String,
}

async fn set_password(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<PasswordForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let new = match Password::parse(form.new_password.into()) {
        Ok(new) => new,
        Err(error) => {
            let text_id = match error {
                PasswordError::TooShort => "password-too-short",
                PasswordError::Common => "password-common",
                PasswordError::TooLong => "password-too-long",
            };
            let wrong = Wrong { text_id, field: "new_password", wait_seconds: 0 };
            return answer(&request, &services, &signed_in, None, Some(wrong)).await;
        }
    };
    let (old, id) = (form.old_password.into(), request_id(&request));
    match change_password(&services, &signed_in, old, new, id).await {
        Ok(()) => Ok(see_other("/staff/sign-in?chosen=1")),
        Err(error) => refuse(&request, &services, &signed_in, error, "old_password").await,
    }
}

#[derive(Deserialize)]
struct CodesForm {
    codes_password: String,
    codes_code: String,
}

async fn renew_codes(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<CodesForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (password, id) = (form.codes_password.into(), request_id(&request));
    match renew_recovery_codes(&services, &signed_in, password, &form.codes_code, id).await {
        Ok(codes) => {
            let content = CodesPage { codes, next: PATH.to_owned() };
            let language = &signed_in.language;
            Ok(page(&services, StatusCode::OK, "staff/recovery-codes", language, &content))
        }
        Err(error) => refuse(&request, &services, &signed_in, error, "codes_password").await,
    }
}

#[derive(Deserialize)]
struct NewFactorForm {
    new_factor_password: String,
}

/// Goes on to the page that sets a second factor up when one signs in.
async fn begin_factor(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<NewFactorForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (password, visit) = (form.new_factor_password.into(), visit(&request, &services));
    match begin_second_factor(&services, &signed_in, password, visit).await {
        Ok(token) => {
            let mut response = see_other(&format!("{SECOND_STEP}?next={PATH}"));
            let seconds = Some(HALF_SESSION_MINUTES * 60);
            add_cookie(&mut response, &set_cookie(&services.config, HALF_COOKIE, &token, seconds));
            Ok(response)
        }
        Err(error) => refuse(&request, &services, &signed_in, error, "new_factor_password").await,
    }
}

#[derive(Deserialize)]
struct FactorForm {
    factor_password: String,
    code: String,
}

async fn give_up(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<FactorForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (password, id) = (form.factor_password.into(), request_id(&request));
    match give_up_second_factor(&services, &signed_in, password, &form.code, id).await {
        Ok(()) => Ok(see_other("/staff/sign-in")),
        Err(error) => refuse(&request, &services, &signed_in, error, "factor_password").await,
    }
}

async fn refuse(
    request: &HttpRequest,
    services: &Services,
    signed_in: &SignedIn,
    error: OwnError,
    field: &'static str,
) -> Result<HttpResponse, Refusal> {
    let wrong = match error {
        OwnError::Wrong if ["factor_password", "codes_password"].contains(&field) => {
            Wrong { text_id: "own-wrong-code", field, wait_seconds: 0 }
        }
        OwnError::Wrong => Wrong { text_id: "own-wrong", field, wait_seconds: 0 },
        OwnError::Wait { retry_after_seconds } => {
            Wrong { text_id: "staff-sign-in-wait", field, wait_seconds: retry_after_seconds }
        }
        OwnError::Letter(error) => return Err(Refusal::Unmade(error)),
        OwnError::Store(error) => return Err(error.into()),
    };
    answer(request, services, signed_in, None, Some(wrong)).await
}
