//! One list on its way: what was found in it, how far it is, and what came of it.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::{Counted, PATH, fault, refused, state_ids};
use crate::enrolment::flow::look::{self, find};
use crate::enrolment::flow::steps::{Step, confirm, discard, give_back, step};
use crate::enrolment::flow::{ImportError, REJECTS_KEPT_DAYS};
use crate::enrolment::reading::RowFault;
use crate::enrolment::{Counts, Preview, State};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id, see_other};

/// When an import changed, as its forms carry it.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%.f";

#[derive(Serialize)]
struct ImportPage {
    bar: Bar,
    id: i64,
    file: String,
    panel: String,
    state: &'static str,
    state_id: &'static str,
    state_class: &'static str,
    counts: Counts,
    /// How many will get texts if somebody asks them.
    textable: u64,
    preview: Option<Found>,
    percent: i64,
    may_confirm: bool,
    may_undo: bool,
    is_under_way: bool,
    /// Of a file of which a part was forgotten: the text that says so.
    cut_short_id: Option<&'static str>,
    /// How many days the rows are kept that were not taken, if there are any.
    rows_kept_days: Option<i64>,
    seen: String,
}

/// What was found in a file that nobody has confirmed yet.
#[derive(Serialize)]
struct Found {
    languages: Vec<Counted>,
    unknown_languages: Vec<Counted>,
    default_language: String,
    new_sites: Vec<Counted>,
    reasons: Vec<Reason>,
    examples: Vec<Example>,
    statement: Option<String>,
}

#[derive(Serialize)]
struct Reason {
    text_id: &'static str,
    count: u64,
}

#[derive(Serialize)]
struct Example {
    row: u64,
    text_id: &'static str,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    changed: String,
}

pub(super) async fn show(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    asked: Query<Asked>,
    signed_in: SignedIn,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::ManagePeople)?;
    let desk = match find(&services, &signed_in, *id, request_id(&request)).await {
        Ok(desk) => desk,
        Err(error) => return refused(error, &signed_in),
    };
    if desk.import.state == State::Draft {
        return Ok(see_other(&format!("{PATH}/lists/{id}/columns")));
    }
    let is_changed = !asked.changed.is_empty();
    let faults = is_changed.then(|| fault(&services, &signed_in, ("people-changed", ""), &[]));
    let content = import_page(Bar::new(&signed_in, Desk::People).faulting(faults), desk);
    Ok(page(&services, StatusCode::OK, "enrolment/list", &signed_in.language, &content))
}

fn import_page(bar: Bar, desk: look::Desk) -> ImportPage {
    let import = desk.import;
    let state = import.state;
    let is_checked = state == State::Checked;
    let (state_id, state_class) = state_ids(state);
    let preview = import.preview.filter(|_| is_checked);
    let counts = preview.as_ref().map_or(import.counts, |found| found.counts.clone());
    let statement = import.plan.proof.as_ref().map(|proof| proof.statement.clone());
    let default_language = import.plan.language.own_name().to_owned();
    let is_cut_short = state == State::Done && import.parts_done < import.parts;
    let percent = import.parts_done * 100 / import.parts.max(1);
    ImportPage {
        bar,
        id: import.id,
        file: import.head.file,
        panel: import.plan.panel,
        state: state.name(),
        state_id,
        state_class,
        textable: counts.stated + counts.agreed,
        may_confirm: is_checked && counts.people() > 0,
        counts,
        preview: preview.map(|found| found_in(&found, default_language, statement)),
        percent,
        may_undo: matches!(state, State::Working | State::Paused | State::Done),
        is_under_way: matches!(state, State::Working | State::Paused | State::Undoing),
        cut_short_id: is_cut_short.then_some("people-cut-short"),
        rows_kept_days: desk.has_rejects.then_some(REJECTS_KEPT_DAYS),
        seen: import.changed_at.format(MOMENT).to_string(),
    }
}

fn found_in(found: &Preview, default_language: String, statement: Option<String>) -> Found {
    let reasons = found
        .reasons
        .iter()
        .filter_map(|(id, count)| Some(Reason { text_id: RowFault::known_id(id)?, count: *count }));
    let examples = found
        .examples
        .iter()
        .filter_map(|(row, id)| Some(Example { row: *row, text_id: RowFault::known_id(id)? }));
    Found {
        languages: Counted::languages(&found.languages),
        unknown_languages: Counted::words(&found.unknown_languages),
        default_language,
        new_sites: Counted::words(&found.new_sites),
        reasons: reasons.collect(),
        examples: examples.collect(),
        statement,
    }
}

#[derive(Deserialize)]
pub(super) struct ConfirmForm {
    seen: String,
}

#[derive(Deserialize)]
pub(super) struct NothingElse {}

/// Back to the list's page, which says where it is if that is not where the person thought.
fn done(
    outcome: Result<(), ImportError>,
    id: i64,
    signed_in: &SignedIn,
) -> Result<HttpResponse, Refusal> {
    match outcome {
        Ok(()) => Ok(see_other(&format!("{PATH}/lists/{id}"))),
        Err(ImportError::Changed) => Ok(see_other(&format!("{PATH}/lists/{id}?changed=1"))),
        Err(error) => refused(error, signed_in),
    }
}

pub(super) async fn confirm_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<ConfirmForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    signed_in.require(Task::ManagePeople)?;
    let seen =
        NaiveDateTime::parse_from_str(&form.seen, MOMENT).map_err(|_| Refusal::Unreadable)?;
    let outcome = confirm(&services, &signed_in, *id, seen, request_id(&request)).await;
    done(outcome, *id, &signed_in)
}

async fn step_now(
    request: &HttpRequest,
    services: &Services,
    id: i64,
    signed_in: &SignedIn,
    wanted: Step,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::ManagePeople)?;
    let outcome = step(services, signed_in, id, wanted, request_id(request)).await;
    done(outcome, id, signed_in)
}

pub(super) async fn pause_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    step_now(&request, &services, *id, &sent.signed_in, Step::Pause).await
}

pub(super) async fn resume_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    step_now(&request, &services, *id, &sent.signed_in, Step::Resume).await
}

pub(super) async fn undo_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    step_now(&request, &services, *id, &sent.signed_in, Step::Undo).await
}

pub(super) async fn discard_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let signed_in = sent.signed_in;
    signed_in.require(Task::ManagePeople)?;
    match discard(&services, &signed_in, *id, request_id(&request)).await {
        Ok(()) => Ok(see_other(PATH)),
        error => done(error, *id, &signed_in),
    }
}

pub(super) async fn rows_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let signed_in = sent.signed_in;
    signed_in.require(Task::ManagePeople)?;
    match give_back(&services, &signed_in, *id, request_id(&request)).await {
        Ok(file) => Ok(HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
            .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"rows.csv\""))
            .body(file)),
        Err(error) => refused(error, &signed_in),
    }
}
