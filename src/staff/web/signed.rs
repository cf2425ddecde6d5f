//! Who makes a request of the console, and whether a form was sent by the console itself.
//!
//! A handler that takes [`SignedIn`] runs only for whom the guard let through; one that takes
//! [`SignedForm`] runs only for a form of that session.

use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::{Bytes, Data, Query};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse, ResponseError};
use chrono::TimeDelta;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::config::Config;
use crate::crypto::equal_in_constant_time;
use crate::services::Services;
use crate::staff::flow::session::find_lasting as find_lasting_session;
use crate::staff::{SignedIn, Task};
use crate::storage::StoreError;
use crate::web::RenderError;

/// Where one signs in.
pub const SIGN_IN: &str = "/staff/sign-in";
/// Where the second step of it is made.
pub const SECOND_STEP: &str = "/staff/sign-in/code";
/// The cookie that holds the half session's token.
pub const HALF_COOKIE: &str = "hearth_half";
/// The cookie that holds the session's token.
pub const SESSION_COOKIE: &str = "hearth_staff";

/// Why a request of the console is not served.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn {
        /// Where to go on after signing in: a path of the console.
        next: Option<String>,
    },
    /// No row of the table of routes fits.
    #[error("the console has no such route")]
    NoSuchRoute,
    /// The account's role does not do this.
    #[error("the role {0} may not do this")]
    NotAllowed(&'static str),
    /// The form came from another site, or from a session that has ended since.
    #[error("the form was not sent from this session")]
    Forged,
    /// The form cannot be read.
    #[error("the form cannot be read")]
    Unreadable,
    /// What was to be sent could not be written.
    #[error(transparent)]
    Unmade(#[from] RenderError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotSignedIn { .. } => StatusCode::SEE_OTHER,
            Self::NoSuchRoute => StatusCode::NOT_FOUND,
            Self::NotAllowed(_) | Self::Forged => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Store(StoreError::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Unmade(_) => StatusCode::INTERNAL_SERVER_ERROR,
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
    /// Whether this account may do that task; for what the table of routes does not say.
    pub fn require(&self, task: Task) -> Result<(), Refusal> {
        if self.role.may(task) { Ok(()) } else { Err(Refusal::NotAllowed(self.role.name())) }
    }
}

impl FromRequest for SignedIn {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(admitted(request))
    }
}

/// Whom the guard let through. Without it there is nobody: no handler is reached past the guard.
pub(super) fn admitted(request: &HttpRequest) -> Result<SignedIn, Refusal> {
    let found = request.extensions().get::<SignedIn>().cloned();
    found.ok_or(Refusal::NotSignedIn { next: None })
}

/// Who makes a request, by the session its cookie names, and how long that lasts.
pub async fn find_lasting(request: &HttpRequest) -> Result<(SignedIn, TimeDelta), Refusal> {
    let is_get = request.method() == Method::GET;
    let nobody = || Refusal::NotSignedIn {
        next: Some(request.path())
            .filter(|path| is_get && leads_into_console(path))
            .map(Into::into),
    };
    let token = cookie(request, SESSION_COOKIE).ok_or_else(nobody)?;
    find_lasting_session(services(request), token).await?.ok_or_else(nobody)
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
            let signed_in = admitted(&request)?;
            let body = body.await.map_err(|_| Refusal::Unreadable)?;
            // Nobody types a NUL, and PostgreSQL takes it in no text.
            if body.contains(&0) || body.windows(3).any(|letters| letters == b"%00") {
                return Err(Refusal::Unreadable);
            }
            let Token { csrf_token } = read_form(&body).map_err(|_| Refusal::Forged)?;
            if !equal_in_constant_time(csrf_token.as_bytes(), signed_in.csrf_token.as_bytes()) {
                return Err(Refusal::Forged);
            }
            Ok(Self { signed_in, form: read_form(&body)? })
        })
    }
}

/// Reads a form's fields.
pub fn read_form<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
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

/// What every handler may ask for.
pub fn services(request: &HttpRequest) -> &Services {
    request.app_data::<Data<Services>>().expect("the routes are mounted with Services")
}

/// Whether a path may be gone on to after signing in: nothing may lead out of the console.
pub fn leads_into_console(path: &str) -> bool {
    path.strip_prefix("/staff/").is_some_and(|rest| {
        rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte))
            && !rest.contains("//")
    })
}

/// The value of a cookie.
pub fn cookie<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request
        .headers()
        .get_all(header::COOKIE)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

/// A cookie for the console's pages only; without `seconds` it goes with the browser window.
pub fn set_cookie(config: &Config, name: &str, value: &str, seconds: Option<i64>) -> String {
    let secure = if config.is_https() { "; Secure" } else { "" };
    let age = seconds.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    format!("{name}={value}; Path=/staff; HttpOnly; SameSite=Lax{secure}{age}")
}

/// Hands a browser a cookie.
pub fn add_cookie(response: &mut HttpResponse, cookie: &str) {
    let value =
        header::HeaderValue::from_str(cookie).expect("tokens are letters that a header may hold");
    response.headers_mut().append(header::SET_COOKIE, value);
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
