//! What was typed when a session ended: shown to who typed it, sent again or thrown away.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Bytes, Data, Path, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::signed::{Refusal, SESSION_COOKIE, SignedForm, cookie, read_form};
use super::{Bar, Desk, NothingElse};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::flow::kept_forms::{find_kept, keep_form, take_kept};
use crate::staff::kept_form::{KEPT_HOURS, KeptForm};
use crate::web::answer::{page, request_id, see_other};

/// Where kept forms are.
const PATH: &str = "/staff/kept";
/// The field in which a script says where a form was to go.
const TO: &str = "kept_path";

/// The page of a kept form.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, post().to(put_away))
        .route("/staff/kept/{name}", get().to(show))
        .route("/staff/kept/{name}", post().to(send_again))
        .route("/staff/kept/{name}/end", post().to(throw_away))
        .route("/staff/stay", post().to(stay));
}

/// Keeps what a form holds that came too late; tells the path where it is found after signing in.
pub(super) async fn keep_late(
    request: &HttpRequest,
    services: &Services,
    path: &str,
    body: &[u8],
) -> Result<Option<String>, Refusal> {
    let Some(token) = cookie(request, SESSION_COOKIE) else { return Ok(None) };
    let Ok(fields) = read_form::<Vec<(String, String)>>(body) else { return Ok(None) };
    let csrf_token = fields.iter().find(|(name, _)| name == "csrf_token");
    let csrf_token = csrf_token.map(|(_, token)| token.clone()).unwrap_or_default();
    let Some(form) = KeptForm::new(path, fields) else { return Ok(None) };
    let name = keep_form(services, token, &csrf_token, form, request_id(request)).await?;
    Ok(name.map(|name| format!("{PATH}/{name}")))
}

/// Takes what a script puts away shortly before a session ends, or after. It renews no session: a
/// page left open would keep itself open.
async fn put_away(
    request: HttpRequest,
    services: Data<Services>,
    body: Bytes,
) -> Result<HttpResponse, Refusal> {
    let fields = read_form::<Vec<(String, String)>>(&body)?;
    let to = fields.iter().find(|(name, _)| name == TO).map(|(_, path)| path.clone());
    let to = to.ok_or(Refusal::Unreadable)?;
    match keep_late(&request, &services, &to, &body).await? {
        Some(path) => Ok(HttpResponse::Created().insert_header((header::LOCATION, path)).finish()),
        None => Err(Refusal::Forged),
    }
}

#[derive(Serialize)]
struct KeptPage {
    bar: Bar,
    name: String,
    kept_at: String,
    hours: i64,
    typed: Vec<String>,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    name: String,
    value: String,
}

async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    name: Path<String>,
) -> Result<HttpResponse, Refusal> {
    let name = name.into_inner();
    let Some((form, kept_at)) = find_kept(&services, &signed_in, name.clone()).await? else {
        return Ok(HttpResponse::NotFound().finish());
    };
    let content = KeptPage {
        bar: Bar::new(&signed_in, Desk::Own),
        name,
        kept_at: services.shown(kept_at),
        hours: KEPT_HOURS,
        typed: form.typed().map(Into::into).collect(),
        fields: form
            .fields
            .into_iter()
            .filter(|(name, _)| name != TO)
            .map(|(name, value)| Field { name, value })
            .collect(),
    };
    Ok(page(&services, StatusCode::OK, "staff/kept", &signed_in.language, &content))
}

/// Has the browser send the form, which came along, where it was to go.
async fn send_again(
    services: Data<Services>,
    name: Path<String>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let taken = take_kept(&services, &sent.signed_in, name.into_inner()).await?;
    Ok(match taken {
        Some(form) => {
            HttpResponse::TemporaryRedirect().insert_header((header::LOCATION, form.path)).finish()
        }
        None => HttpResponse::NotFound().finish(),
    })
}

async fn throw_away(
    services: Data<Services>,
    name: Path<String>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let taken = take_kept(&services, &sent.signed_in, name.into_inner()).await?;
    Ok(match taken {
        Some(_) => see_other("/staff"),
        None => HttpResponse::NotFound().finish(),
    })
}

/// Somebody is still there: to have asked renews the session.
async fn stay(_: SignedForm<NothingElse>) -> HttpResponse {
    HttpResponse::NoContent().finish()
}
