//! Signing in and out; who makes a request of the console, and whether a form was sent by the
//! console itself.
//!
//! A handler that takes [`SignedIn`] runs for nobody else; one that takes [`SignedForm`] runs only
//! for a form of that session.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Data, Form, Query, ServiceConfig, get, post};
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::flow::{self, SignIn, SignInError};
use super::{Role, SignedIn, Task};
use crate::config::Config;
use crate::crypto::equal_in_constant_time;
use crate::services::Services;
use crate::storage::StoreError;
use crate::web::answer::{page, request_id, see_other};
use crate::web::guard::visitors_language;

/// Where one signs in.
pub const SIGN_IN: &str = "/staff/sign-in";
const SESSION_COOKIE: &str = "hearth_staff";
const KNOWN_BROWSER_COOKIE: &str = "hearth_known_browser";
const KNOWN_BROWSER_SECONDS: i64 = 365 * 24 * 3600;

/// The pages of signing in and out.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route("/staff", get().to(enter))
        .route(SIGN_IN, get().to(show_sign_in))
        .route(SIGN_IN, post().to(sign_in))
        .route("/staff/sign-out", post().to(sign_out));
}

/// What stands above every page of the console.
#[derive(Serialize)]
pub struct Bar {
    csrf_token: String,
    links: Vec<BarLink>,
}

#[derive(Serialize)]
struct BarLink {
    to: &'static str,
    text_id: &'static str,
    is_current: bool,
}

/// The pages the bar leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// What matters most?
    Priorities,
    /// What are we doing about it?
    Backlog,
}

impl Bar {
    /// The bar on that page, with the pages open to that account.
    pub fn new(signed_in: &SignedIn, current: Desk) -> Self {
        let role = signed_in.role;
        let pages = [
            (Desk::Priorities, role.may(Task::SeeRanking)),
            (Desk::Backlog, role.may(Task::SeeBacklog) || role.may(Task::ReviewTexts)),
        ];
        let link = |(desk, _): (Desk, bool)| {
            let (to, text_id) = match desk {
                Desk::Priorities => ("/staff/priorities", "staff-nav-priorities"),
                Desk::Backlog => ("/staff/backlog", "staff-nav-backlog"),
            };
            BarLink { to, text_id, is_current: desk == current }
        };
        Self {
            csrf_token: signed_in.csrf_token.clone(),
            links: pages.into_iter().filter(|(_, is_open)| *is_open).map(link).collect(),
        }
    }
}

/// The first page of the console for a role.
fn first_page(role: Role) -> &'static str {
    if role.may(Task::SeeRanking) { "/staff/priorities" } else { "/staff/backlog" }
}

async fn enter(signed_in: SignedIn) -> HttpResponse {
    see_other(first_page(signed_in.role))
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Serialize)]
struct SignInPage {
    next: String,
    email: String,
    is_wrong: bool,
    wait_seconds: Option<i64>,
}

async fn show_sign_in(
    request: HttpRequest,
    services: Data<Services>,
    query: Query<Next>,
) -> HttpResponse {
    let language = visitors_language(&services, request.headers());
    let content = SignInPage {
        next: query.into_inner().next,
        email: String::new(),
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
    check_origin(&request)?;
    let SignInForm { email, password, next } = form.into_inner();
    let attempt = SignIn {
        email: email.clone(),
        password: password.into(),
        known_browser: cookie(&request, KNOWN_BROWSER_COOKIE).map(Into::into),
        earlier_token: cookie(&request, SESSION_COOKIE).map(Into::into),
        from: request.connection_info().realip_remote_addr().unwrap_or("unknown").to_owned(),
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
    let content = SignInPage { next, email, is_wrong, wait_seconds };
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

/// Why a request of the console is not served.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn {
        /// Where to go on after signing in: a path of the console.
        next: Option<String>,
    },
    /// The account's role does not do this.
    #[error("the role {0} may not do this")]
    NotAllowed(&'static str),
    /// The form came from another site, or from a session that has ended since.
    #[error("the form was not sent from this session")]
    Forged,
    /// The form cannot be read.
    #[error("the form cannot be read")]
    Unreadable,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotSignedIn { .. } => StatusCode::SEE_OTHER,
            Self::NotAllowed(_) | Self::Forged => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Store(StoreError::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Self::NotSignedIn { next } = self {
            let to = match next {
                Some(next) => format!("{SIGN_IN}?next={next}"),
                None => SIGN_IN.to_owned(),
            };
            response.insert_header((header::LOCATION, to));
        }
        response.finish()
    }
}

impl SignedIn {
    /// Whether this account may do that task.
    pub fn require(&self, task: Task) -> Result<(), Refusal> {
        if self.role.may(task) { Ok(()) } else { Err(Refusal::NotAllowed(self.role.name())) }
    }
}

impl FromRequest for SignedIn {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { signed_in(&request).await })
    }
}

async fn signed_in(request: &HttpRequest) -> Result<SignedIn, Refusal> {
    let is_get = request.method() == actix_web::http::Method::GET;
    let nobody = || Refusal::NotSignedIn {
        next: Some(request.path())
            .filter(|path| is_get && leads_into_console(path))
            .map(Into::into),
    };
    let token = cookie(request, SESSION_COOKIE).ok_or_else(nobody)?;
    flow::find_signed_in(services(request), token).await?.ok_or_else(nobody)
}

/// A form of the console, sent by the session that it was shown to.
pub struct SignedForm<T> {
    /// Who sent it.
    pub signed_in: SignedIn,
    /// What stands in it.
    pub form: T,
}

impl<T: DeserializeOwned + 'static> FromRequest for SignedForm<T> {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        #[derive(Deserialize)]
        struct Token {
            csrf_token: String,
        }
        let request = request.clone();
        let body = Bytes::from_request(&request, payload);
        Box::pin(async move {
            check_origin(&request)?;
            let signed_in = signed_in(&request).await?;
            let body = body.await.map_err(|_| Refusal::Unreadable)?;
            let Token { csrf_token } = read_form(&body).map_err(|_| Refusal::Forged)?;
            if !equal_in_constant_time(csrf_token.as_bytes(), signed_in.csrf_token.as_bytes()) {
                return Err(Refusal::Forged);
            }
            Ok(Self { signed_in, form: read_form(&body)? })
        })
    }
}

fn read_form<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    Query::<T>::from_query(std::str::from_utf8(body).map_err(|_| Refusal::Unreadable)?)
        .map(Query::into_inner)
        .map_err(|_| Refusal::Unreadable)
}

/// Refuses a form that a page of another site sent.
///
/// A browser names the origin with every POST; what names none is no browser, and carries no
/// cookie that it was not given.
pub fn check_origin(request: &HttpRequest) -> Result<(), Refusal> {
    let Some(origin) = request.headers().get(header::ORIGIN) else { return Ok(()) };
    let origin = origin.to_str().map_err(|_| Refusal::Forged)?;
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if is_own_origin(origin, host, &services(request).config) {
        Ok(())
    } else {
        Err(Refusal::Forged)
    }
}

fn is_own_origin(origin: &str, host: Option<&str>, config: &Config) -> bool {
    let public = config.public_url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let named = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    origin == public || (named.is_some() && named == host)
}

fn services(request: &HttpRequest) -> &Services {
    request.app_data::<Data<Services>>().expect("the routes are mounted with Services")
}

/// Whether a path may be gone on to after signing in: nothing may lead out of the console.
fn leads_into_console(path: &str) -> bool {
    path.strip_prefix("/staff/").is_some_and(|rest| {
        rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte))
            && !rest.contains("//")
    })
}

fn cookie<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request
        .headers()
        .get_all(header::COOKIE)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

/// A cookie for the console's pages only; without `seconds` it goes with the browser window.
fn set_cookie(config: &Config, name: &str, value: &str, seconds: Option<i64>) -> String {
    let secure = if config.is_https() { "; Secure" } else { "" };
    let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    format!("{name}={value}; Path=/staff; HttpOnly; SameSite=Lax{secure}{age}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(public_url: &str) -> Config {
        Config::read(&|name| (name == "HEARTH_PUBLIC_URL").then(|| public_url.to_owned())).unwrap()
    }

    #[test]
    fn a_form_comes_from_the_public_address_or_from_the_host_it_was_sent_to() {
        let config = config("https://voice.example.org/hearth");
        assert!(is_own_origin("https://voice.example.org", Some("10.0.0.1:8080"), &config));
        assert!(is_own_origin("http://localhost:8080", Some("localhost:8080"), &config));
        for origin in ["https://evil.example", "null", "https://voice.example.org.evil.example"] {
            assert!(!is_own_origin(origin, Some("voice.example.org"), &config), "{origin}");
        }
        assert!(!is_own_origin("null", None, &config));
    }

    #[test]
    fn after_signing_in_one_stays_in_the_console() {
        assert!(leads_into_console("/staff/backlog/7"));
        for path in [
            "https://evil.example",
            "//evil.example",
            "/staff//evil.example",
            "/staff/../heard",
            "/staff/x?y",
            "/staff/x\\y",
            "/heard",
            "/staff",
        ] {
            assert!(!leads_into_console(path), "{path}");
        }
    }

    #[test]
    fn a_cookie_is_secure_whenever_the_address_is_https() {
        let cookie = set_cookie(&config("https://voice.example.org"), "a", "b", Some(0));
        assert_eq!(cookie, "a=b; Path=/staff; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
        let plain = set_cookie(&config("http://127.0.0.1:8080"), "a", "b", None);
        assert_eq!(plain, "a=b; Path=/staff; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let request = actix_web::test::TestRequest::default()
            .insert_header((header::COOKIE, "x=1; hearth_staff=t; hearth_staffer=u"))
            .to_http_request();
        assert_eq!(cookie(&request, SESSION_COOKIE), Some("t"));
        assert_eq!(cookie(&request, "y"), None);
    }
}
