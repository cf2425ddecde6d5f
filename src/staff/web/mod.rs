//! Signing in and out, and what stands around every page of the console.

mod accounts;
mod bar;
mod guard;
mod link;
mod signed;
mod upload;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Form, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::flow::{self, SignIn, SignInError};
use crate::services::Services;
use crate::web::answer::{page, request_id, see_other};
use crate::web::guard::visitors_language;
use crate::web::sender::senders_address;

pub use bar::{Bar, Desk, Empty, Fault, Flash, Pager};
pub use guard::guard;
pub use signed::{Refusal, SignedForm};
use signed::{SESSION_COOKIE, SIGN_IN, cookie, leads_into_console, set_cookie};
pub use upload::{NoFile, SignedUpload, UPLOAD_BYTES, UploadedFile};

const KNOWN_BROWSER_COOKIE: &str = "hearth_known_browser";
const KNOWN_BROWSER_SECONDS: i64 = 365 * 24 * 3600;

/// The pages of signing in and out.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(SIGN_IN, get().to(show_sign_in))
        .route(SIGN_IN, post().to(sign_in))
        .route("/staff/sign-out", post().to(sign_out))
        .configure(accounts::configure)
        .configure(link::configure);
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
    /// A password was just chosen.
    #[serde(default)]
    chosen: String,
}

#[derive(Serialize)]
struct SignInPage {
    next: String,
    email: String,
    has_chosen: bool,
    is_wrong: bool,
    wait_seconds: Option<i64>,
}

async fn show_sign_in(
    request: HttpRequest,
    services: Data<Services>,
    query: Query<Next>,
) -> HttpResponse {
    let language = visitors_language(&services, request.headers());
    let Next { next, chosen } = query.into_inner();
    let content = SignInPage {
        next,
        email: String::new(),
        has_chosen: !chosen.is_empty(),
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

async fn sign_in(
    request: HttpRequest,
    services: Data<Services>,
    form: Form<SignInForm>,
) -> Result<HttpResponse, Refusal> {
    let SignInForm { email, password, next } = form.into_inner();
    let attempt = SignIn {
        email: email.clone(),
        password: password.into(),
        known_browser: cookie(&request, KNOWN_BROWSER_COOKIE).map(Into::into),
        earlier_token: cookie(&request, SESSION_COOKIE).map(Into::into),
        from: senders_address(&request, &services.config)
            .map_or_else(|| "unknown".to_owned(), |address| address.to_string()),
        request_id: request_id(&request),
    };
    let (status, is_wrong, wait_seconds) = match flow::sign_in(&services, attempt).await {
        Ok(session) => {
            let config = &services.config;
            let known = Some(KNOWN_BROWSER_SECONDS);
            let to = if leads_into_console(&next) { next.as_str() } else { "/staff" };
            let mut response = see_other(to);
            for cookie in [
                set_cookie(config, SESSION_COOKIE, &session.token, None),
                set_cookie(config, KNOWN_BROWSER_COOKIE, &session.known_browser, known),
            ] {
                let value = header::HeaderValue::from_str(&cookie)
                    .expect("tokens are letters that a header may hold");
                response.headers_mut().append(header::SET_COOKIE, value);
            }
            return Ok(response);
        }
        Err(SignInError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, true, None),
        Err(SignInError::Wait { retry_after_seconds }) => {
            (StatusCode::TOO_MANY_REQUESTS, false, Some(retry_after_seconds))
        }
        Err(SignInError::Store(error)) => return Err(error.into()),
    };
    let language = visitors_language(&services, request.headers());
    let content = SignInPage { next, email, has_chosen: false, is_wrong, wait_seconds };
    let mut response = page(&services, status, "staff/sign-in", &language, &content);
    if let Some(seconds) = wait_seconds {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

#[derive(Deserialize)]
struct NothingElse {}

async fn sign_out(
    request: HttpRequest,
    services: Data<Services>,
    _: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    if let Some(token) = cookie(&request, SESSION_COOKIE) {
        flow::sign_out(&services, token, request_id(&request)).await?;
    }
    let mut response = see_other(SIGN_IN);
    let ended = set_cookie(&services.config, SESSION_COOKIE, "", Some(0));
    let value = header::HeaderValue::from_str(&ended).expect("an empty cookie is plain ASCII");
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(response)
}
