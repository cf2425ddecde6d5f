//! What are we doing about it? The backlog's page, where it is decided.

mod heard;
mod view;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::Status;
use super::flow::{Decide, DecideError, Words, decide, list_items, translate, undo_decision};
use crate::i18n::Language;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{Refusal, SignedForm};
use crate::web::answer::{page, request_id, see_other};

use view::{BacklogPage, Fault, Saved};

const PATH: &str = "/staff/backlog";

/// The backlog's pages, and the public one.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route("/staff/backlog/{item}/decision", post().to(decide_now))
        .route("/staff/backlog/{item}/undo", post().to(undo_now))
        .route("/staff/backlog/{item}/words/{decision}", post().to(translate_now))
        .route("/heard", get().to(heard::show));
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    saved: String,
    /// The decision that was just made.
    decision: Option<i64>,
}

async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let saved = match (asked.saved.as_str(), asked.decision) {
        ("", _) => None,
        ("undone", _) => Some(Saved::Undone),
        (_, decision) => Some(Saved::Kept { decision }),
    };
    answer(&services, &signed_in, StatusCode::OK, saved.as_ref(), None).await
}

async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    status: StatusCode,
    saved: Option<&Saved>,
    fault: Option<&Fault>,
) -> Result<HttpResponse, Refusal> {
    let items = list_items(services).await?;
    let content = BacklogPage::new(&services.i18n, signed_in, &items, saved, fault);
    Ok(page(services, status, "backlog/backlog", &signed_in.language, &content))
}

#[derive(Deserialize)]
struct DecisionForm {
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    reason: String,
}

async fn decide_now(
    request: HttpRequest,
    services: Data<Services>,
    item: Path<i64>,
    sent: SignedForm<DecisionForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let item_id = item.into_inner();
    let from = Status::from_name(&form.from).ok_or(Refusal::Unreadable)?;
    let typed = Fault { item_id, text: String::new(), to: form.to.clone(), words: form.reason };
    let Some(to) = Status::from_name(&form.to) else {
        let text = services.i18n.web(&signed_in.language, "backlog-fault-step", &[]);
        let fault = Fault { text, ..typed };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return answer(&services, &signed_in, status, None, Some(&fault)).await;
    };
    let language = signed_in.language.clone();
    let decision = Decide {
        item_id,
        from,
        to,
        reason: Some(Words { language, text: typed.words.clone() }),
        drafts: Vec::new(),
        request_id: request_id(&request),
    };
    let outcome = decide(&services, &signed_in, decision).await;
    let outcome = outcome.map(|decision| format!("saved=1&decision={decision}"));
    conclude(&services, &signed_in, outcome, typed).await
}

#[derive(Deserialize)]
struct UndoForm {
    decision: i64,
}

async fn undo_now(
    request: HttpRequest,
    services: Data<Services>,
    item: Path<i64>,
    sent: SignedForm<UndoForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (item_id, id) = (item.into_inner(), request_id(&request));
    let outcome = undo_decision(&services, &signed_in, item_id, form.decision, id).await;
    let typed = Fault { item_id, text: String::new(), to: String::new(), words: String::new() };
    conclude(&services, &signed_in, outcome.map(|()| "saved=undone".to_owned()), typed).await
}

#[derive(Deserialize)]
struct WordsForm {
    language: String,
    text: String,
    reviewed_by: String,
}

async fn translate_now(
    request: HttpRequest,
    services: Data<Services>,
    path: Path<(i64, i64)>,
    sent: SignedForm<WordsForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (item_id, decision_id) = path.into_inner();
    let typed = Fault { item_id, text: String::new(), to: String::new(), words: form.text.clone() };
    let words = Words { language: Language::new(&form.language), text: form.text };
    let id = request_id(&request);
    let outcome = translate(&services, &signed_in, decision_id, words, &form.reviewed_by, id).await;
    let outcome = outcome.map(|()| "saved=1".to_owned());
    conclude(&services, &signed_in, outcome, typed).await
}

/// Goes back to the page, or shows it again with what was typed and what is wrong with it.
async fn conclude(
    services: &Services,
    signed_in: &SignedIn,
    outcome: Result<String, DecideError>,
    typed: Fault,
) -> Result<HttpResponse, Refusal> {
    let fault = match outcome {
        Ok(done) => return Ok(see_other(&format!("{PATH}?{done}#item-{}", typed.item_id))),
        Err(DecideError::NotAllowed) => return Err(Refusal::NotAllowed(signed_in.role.name())),
        Err(DecideError::Store(error)) => return Err(error.into()),
        Err(fault) => fault,
    };
    let status = match fault {
        DecideError::Changed | DecideError::NoSuchStep(..) => StatusCode::CONFLICT,
        DecideError::NoSuchItem => StatusCode::NOT_FOUND,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let text = view::fault_text(&services.i18n, &signed_in.language, &fault);
    answer(services, signed_in, status, None, Some(&Fault { text, ..typed })).await
}
