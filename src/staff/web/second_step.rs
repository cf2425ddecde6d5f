//! The second step of signing in: the page that asks for a code, and the one that sets it up.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Form, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::sign_in::{goes_on_to, keep_session, visit, with_next};
use super::signed::{
    HALF_COOKIE, Refusal, SECOND_STEP, SIGN_IN, add_cookie, cookie, leads_into_console, set_cookie,
};
use crate::services::Services;
use crate::staff::flow::second_step::{Finished, Half, StepError, find_half, finish};
use crate::staff::second_factor::TotpSecret;
use crate::web::answer::{page, see_other};
use crate::web::qr_code::{Drawn, draw};

/// The page of the second step.
pub fn configure(routes: &mut ServiceConfig) {
    routes.route(SECOND_STEP, get().to(show)).route(SECOND_STEP, post().to(take));
}

#[derive(Serialize)]
struct StepPage {
    next: String,
    fault: Option<Fault>,
    /// What there is to set up, for who has no second factor yet.
    offered: Option<Offered>,
}

#[derive(Serialize)]
struct Offered {
    picture: Option<Drawn>,
    /// The secret in groups of four.
    key: String,
}

impl Offered {
    fn new(secret: &TotpSecret, center: &str, email: &str) -> Self {
        let key = secret.to_base32();
        let letters: Vec<char> = key.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
        Self { picture: draw(&secret.address(center, email)), key: groups.join(" ") }
    }
}

#[derive(Serialize)]
struct Fault {
    is_wrong: bool,
    wait_seconds: Option<i64>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    next: String,
}

async fn show(
    request: HttpRequest,
    services: Data<Services>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    answer(&request, &services, asked.into_inner().next, StatusCode::OK, None).await
}

async fn answer(
    request: &HttpRequest,
    services: &Services,
    next: String,
    status: StatusCode,
    fault: Option<Fault>,
) -> Result<HttpResponse, Refusal> {
    let half = match cookie(request, HALF_COOKIE) {
        Some(token) => find_half(services, token).await?,
        None => None,
    };
    let Some(Half { account, offered }) = half else { return Ok(over(&next)) };
    let center = &services.config.center_name;
    let offered = offered.map(|secret| Offered::new(&secret, center, &account.email));
    let template = if offered.is_some() { "staff/second-factor" } else { "staff/second-step" };
    let content = StepPage { next, fault, offered };
    Ok(page(services, status, template, &account.language, &content))
}

/// Back to the password: the half session is over.
fn over(next: &str) -> HttpResponse {
    let to = with_next(SIGN_IN, next);
    let sign = if to.contains('?') { '&' } else { '?' };
    see_other(&format!("{to}{sign}over=1"))
}

#[derive(Deserialize)]
struct CodeForm {
    code: String,
    #[serde(default)]
    next: String,
}

/// Recovery codes, shown once, and where one goes on.
#[derive(Serialize)]
pub(super) struct CodesPage {
    pub(super) codes: Vec<String>,
    pub(super) next: String,
}

async fn take(
    request: HttpRequest,
    services: Data<Services>,
    form: Form<CodeForm>,
) -> Result<HttpResponse, Refusal> {
    let CodeForm { code, next } = form.into_inner();
    let Some(token) = cookie(&request, HALF_COOKIE) else { return Ok(over(&next)) };
    // Asked before, because afterwards the half session is used up.
    let language = find_half(&services, token).await?.map(|half| half.account.language);
    let finished = finish(&services, token, &code, visit(&request, &services)).await;
    let (finished, language) = match (finished, language) {
        (Ok(finished), Some(language)) => (finished, language),
        (Ok(_), None) | (Err(StepError::Over), _) => return Ok(over(&next)),
        (Err(StepError::Wrong), _) => {
            let fault = Fault { is_wrong: true, wait_seconds: None };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return answer(&request, &services, next, status, Some(fault)).await;
        }
        (Err(StepError::Wait { retry_after_seconds }), _) => {
            let fault = Fault { is_wrong: false, wait_seconds: Some(retry_after_seconds) };
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut response = answer(&request, &services, next, status, Some(fault)).await?;
            response.headers_mut().insert(header::RETRY_AFTER, retry_after_seconds.into());
            return Ok(response);
        }
        (Err(StepError::Store(error)), _) => return Err(error.into()),
    };
    let Finished { session, recovery_codes } = finished;
    let mut response = match recovery_codes {
        None => see_other(goes_on_to(&next)),
        Some(codes) => {
            let next = if leads_into_console(&next) { next } else { "/staff".to_owned() };
            let content = CodesPage { codes, next };
            page(&services, StatusCode::OK, "staff/recovery-codes", &language, &content)
        }
    };
    keep_session(&mut response, &services, &session);
    add_cookie(&mut response, &set_cookie(&services.config, HALF_COOKIE, "", Some(0)));
    Ok(response)
}
