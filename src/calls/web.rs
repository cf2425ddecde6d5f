//! What needs a person now: the list, and one entry with what can be done about it.

mod named;
mod view;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::Action;
use super::flow::{Act, ActFault, Dialogue, act, list_entries, see_entry};
use crate::services::Services;
use crate::staff::web::{Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id, see_other};

use view::{EntryPage, ListPage};

pub use named::{became_id, reading_id};
pub use view::{Ago, Named, Who, why_id};

const PATH: &str = "/staff/calls";

/// The list's pages and forms.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show_list))
        .route("/staff/calls/{id}", get().to(show_entry))
        .route("/staff/calls/{id}", post().to(act_now));
}

#[derive(Deserialize)]
struct Asked {
    /// What was just done.
    #[serde(default)]
    did: String,
    /// To which entry.
    entry: Option<i64>,
}

async fn show_list(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::SeeCalls)?;
    let listed = list_entries(&services, &signed_in, request_id(&request)).await?;
    let did = Action::from_name(&asked.did).zip(asked.entry);
    let content = ListPage::new(&services.i18n, &signed_in, &listed, did);
    Ok(page(&services, StatusCode::OK, "calls/calls", &signed_in.language, &content))
}

async fn show_entry(
    request: HttpRequest,
    services: Data<Services>,
    dialogue: Data<Dialogue>,
    signed_in: SignedIn,
    id: Path<i64>,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::SeeCalls)?;
    let shown = Shown { id: id.into_inner(), status: StatusCode::OK, fault_id: None };
    answer(&request, &services, **dialogue, &signed_in, shown).await
}

/// How an entry is shown.
struct Shown {
    id: i64,
    status: StatusCode,
    fault_id: Option<&'static str>,
}

async fn answer(
    request: &HttpRequest,
    services: &Services,
    dialogue: Dialogue,
    signed_in: &SignedIn,
    shown: Shown,
) -> Result<HttpResponse, Refusal> {
    let seen = see_entry(services, dialogue, signed_in, shown.id, request_id(request)).await?;
    let Some(sight) = seen else { return Ok(HttpResponse::NotFound().finish()) };
    let content = EntryPage::new(services, signed_in, &sight, shown.fault_id);
    Ok(page(services, shown.status, "calls/entry", &signed_in.language, &content))
}

#[derive(Deserialize)]
struct ActForm {
    action: String,
    #[serde(default)]
    times: i64,
    #[serde(default)]
    tries: i64,
}

async fn act_now(
    request: HttpRequest,
    services: Data<Services>,
    dialogue: Data<Dialogue>,
    id: Path<i64>,
    sent: SignedForm<ActForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    signed_in.require(Task::SeeCalls)?;
    let id = id.into_inner();
    let action = Action::from_name(&form.action).ok_or(Refusal::Unreadable)?;
    let request_id = request_id(&request);
    let what = Act { id, action, times_seen: form.times, tries_seen: form.tries, request_id };
    let fault_id = match act(&services, **dialogue, &signed_in, what).await {
        Ok(()) => return Ok(see_other(&next(id, action))),
        Err(ActFault::NotAllowed) => return Err(Refusal::NotAllowed(signed_in.role.name())),
        Err(ActFault::NoSuchEntry) => return Ok(HttpResponse::NotFound().finish()),
        Err(ActFault::Store(error)) => return Err(error.into()),
        Err(ActFault::Settled) => "calls-fault-settled",
        Err(ActFault::NotPossible) => "calls-fault-not-possible",
    };
    let shown = Shown { id, status: StatusCode::CONFLICT, fault_id: Some(fault_id) };
    answer(&request, &services, **dialogue, &signed_in, shown).await
}

/// Where one goes on: to the list once an entry has left it, else back to the entry.
fn next(id: i64, action: Action) -> String {
    let leaves = action.outcome().is_some() || action == Action::TryLater;
    if leaves { format!("{PATH}?did={}&entry={id}", action.name()) } else { format!("{PATH}/{id}") }
}
