//! The first step of signing in, and signing out.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Form, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::NothingElse;
use super::signed::{
    HALF_COOKIE, Refusal, SECOND_STEP, SESSION_COOKIE, SIGN_IN, SignedForm, add_cookie, cookie,
    leads_into_console, set_cookie,
};
use crate::services::Services;
use crate::staff::flow::{self, Entered, Session, SignIn, SignInError, Visit};
use crate::staff::second_factor::HALF_SESSION_MINUTES;
use crate::staff::session::browser_name;
use crate::web::answer::{page, request_id, see_other};
use crate::web::guard::visitors_language;
use crate::web::sender::senders_address;

const KNOWN_BROWSER_COOKIE: &str = "hearth_known_browser";
const KNOWN_BROWSER_SECONDS: i64 = 365 * 24 * 3600;

/// The page with address and password.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(SIGN_IN, get().to(show))
        .route(SIGN_IN, post().to(take))
        .route("/staff/sign-out", post().to(sign_out));
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    next: String,
    /// A password was just chosen.
    #[serde(default)]
    chosen: String,
    /// The second step was not made in time.
    #[serde(default)]
    over: String,
}

#[derive(Serialize)]
struct SignInPage {
    next: String,
    email: String,
    has_chosen: bool,
    is_over: bool,
    is_wrong: bool,
    wait_seconds: Option<i64>,
}

async fn show(request: HttpRequest, services: Data<Services>, asked: Query<Asked>) -> HttpResponse {
    let language = visitors_language(&services, request.headers());
    let Asked { next, chosen, over } = asked.into_inner();
    let content = SignInPage {
        next,
        email: String::new(),
        has_chosen: !chosen.is_empty(),
        is_over: !over.is_empty(),
        is_wrong: false,
        wait_seconds: None,
    };
    page(&services, StatusCode::OK, "staff/sign-in", &language, &content)
}

#[derive(Deserialize)]
struct SignInForm {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// From where a request comes, as far as signing in is concerned.
pub(super) fn visit(request: &HttpRequest, services: &Services) -> Visit {
    let agent = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    Visit {
        known_browser: cookie(request, KNOWN_BROWSER_COOKIE).map(Into::into),
        earlier_token: cookie(request, SESSION_COOKIE).map(Into::into),
        from: senders_address(request, &services.config)
            .map_or_else(|| "unknown".to_owned(), |address| address.to_string()),
        browser: browser_name(agent.unwrap_or_default()),
        request_id: request_id(request),
    }
}

async fn take(
    request: HttpRequest,
    services: Data<Services>,
    form: Form<SignInForm>,
) -> Result<HttpResponse, Refusal> {
    let SignInForm { email, password, next } = form.into_inner();
    let visit = visit(&request, &services);
    let attempt = SignIn { email: email.clone(), password: password.into(), visit };
    let (status, is_wrong, wait_seconds) = match flow::sign_in(&services, attempt).await {
        Ok(Entered::Signed(session)) => return Ok(signed_in(&services, &session, &next)),
        Ok(Entered::Half { token }) => {
            let mut response = see_other(&with_next(SECOND_STEP, &next));
            let seconds = Some(HALF_SESSION_MINUTES * 60);
            add_cookie(&mut response, &set_cookie(&services.config, HALF_COOKIE, &token, seconds));
            return Ok(response);
        }
        Err(SignInError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, true, None),
        Err(SignInError::Wait { retry_after_seconds }) => {
            (StatusCode::TOO_MANY_REQUESTS, false, Some(retry_after_seconds))
        }
        Err(SignInError::Store(error)) => return Err(error.into()),
    };
    let language = visitors_language(&services, request.headers());
    let content =
        SignInPage { next, email, has_chosen: false, is_over: false, is_wrong, wait_seconds };
    let mut response = page(&services, status, "staff/sign-in", &language, &content);
    if let Some(seconds) = wait_seconds {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// Where one goes on after signing in.
pub(super) fn goes_on_to(next: &str) -> &str {
    if leads_into_console(next) { next } else { "/staff" }
}

/// A path of signing in that keeps in mind where one goes on.
pub(super) fn with_next(path: &str, next: &str) -> String {
    if leads_into_console(next) { format!("{path}?next={next}") } else { path.to_owned() }
}

fn signed_in(services: &Services, session: &Session, next: &str) -> HttpResponse {
    let mut response = see_other(goes_on_to(next));
    keep_session(&mut response, services, session);
    response
}

/// Hands the browser its session.
pub(super) fn keep_session(response: &mut HttpResponse, services: &Services, session: &Session) {
    add_cookie(response, &set_cookie(&services.config, SESSION_COOKIE, &session.token, None));
    keep_known(response, services, &session.known_browser);
}

/// Hands the browser what shows that it knows an account: its tries are counted apart.
pub(super) fn keep_known(response: &mut HttpResponse, services: &Services, mark: &str) {
    let seconds = Some(KNOWN_BROWSER_SECONDS);
    add_cookie(response, &set_cookie(&services.config, KNOWN_BROWSER_COOKIE, mark, seconds));
}

async fn sign_out(
    request: HttpRequest,
    services: Data<Services>,
    _: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    if let Some(token) = cookie(&request, SESSION_COOKIE) {
        flow::sign_out(&services, token, request_id(&request)).await?;
    }
    let mut response = see_other(SIGN_IN);
    add_cookie(&mut response, &set_cookie(&services.config, SESSION_COOKIE, "", Some(0)));
    Ok(response)
}
