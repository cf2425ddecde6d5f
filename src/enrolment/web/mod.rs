//! People for staff: whom Hearth knows, a list brought in, one person looked up.

mod columns;
mod import;
mod person;

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::State;
use super::flow::look::overview;
use super::flow::receive::{ReceiveError, receive};
use super::flow::{ImportError, UNUSED_KEPT_HOURS};
use super::sheet::{MOST_ROWS, SheetFault};
use super::store::Import;
use super::store::overview::Panel;
use crate::i18n::{Language, Value};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Empty, Fault, NoFile, Refusal, SignedUpload, UPLOAD_BYTES};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id, see_other};

/// The page.
const PATH: &str = "/staff/people";

/// The pages of people and their forms.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route("/staff/people/bring", get().to(show_upload))
        .route("/staff/people/bring", post().to(upload))
        .route("/staff/people/person", post().to(person::show))
        .route("/staff/people/lists/{id}", get().to(import::show))
        .route("/staff/people/lists/{id}/columns", get().to(columns::show))
        .route("/staff/people/lists/{id}/columns", post().to(columns::check_now))
        .route("/staff/people/lists/{id}/confirm", post().to(import::confirm_now))
        .route("/staff/people/lists/{id}/pause", post().to(import::pause_now))
        .route("/staff/people/lists/{id}/resume", post().to(import::resume_now))
        .route("/staff/people/lists/{id}/undo", post().to(import::undo_now))
        .route("/staff/people/lists/{id}/discard", post().to(import::discard_now))
        .route("/staff/people/lists/{id}/rows.csv", post().to(import::rows_now));
}

/// Why a page is not shown, as an answer.
fn refused(error: ImportError, signed_in: &SignedIn) -> Result<HttpResponse, Refusal> {
    match error {
        ImportError::NotAllowed => Err(Refusal::NotAllowed(signed_in.role.name())),
        ImportError::NotFound => Ok(HttpResponse::NotFound().finish()),
        ImportError::Changed => Ok(HttpResponse::Conflict().finish()),
        ImportError::Store(error) => Err(error.into()),
    }
}

/// What is wrong, in the language of whoever reads it, and in which field.
fn fault(
    services: &Services,
    signed_in: &SignedIn,
    (text_id, field): (&'static str, &str),
    values: &[(&str, Value<'_>)],
) -> Fault {
    let text = services.i18n.web(&signed_in.language, text_id, values);
    Fault { text, field: Some(field.to_owned()).filter(|field| !field.is_empty()) }
}

/// The text and the dress of how far an import is.
fn state_ids(state: State) -> (&'static str, &'static str) {
    match state {
        State::Receiving | State::Draft => ("people-state-draft", "close"),
        State::Checked => ("people-state-checked", "close"),
        State::Working => ("people-state-working", "probable"),
        State::Paused => ("people-state-paused", "close"),
        State::Done => ("people-state-done", "clear"),
        State::Undoing => ("people-state-undoing", "probable"),
        State::Undone => ("people-state-undone", "lower"),
    }
}

#[derive(Serialize)]
struct PeoplePage {
    bar: Bar,
    panels: Vec<PanelLine>,
    imports: Vec<ImportLine>,
    empty: Option<Empty>,
}

#[derive(Serialize)]
struct PanelLine {
    name: Option<String>,
    people: i64,
    textable: i64,
    suppressed: i64,
    languages: Vec<Counted>,
}

/// Something and how often it is there.
#[derive(Serialize)]
struct Counted {
    lang: Option<String>,
    name: String,
    count: String,
}

impl Counted {
    fn languages<N: ToString>(counts: &BTreeMap<String, N>) -> Vec<Self> {
        let line = |(tag, count): (&String, &N)| Self {
            name: Language::new(tag).own_name().to_owned(),
            lang: Some(tag.clone()),
            count: count.to_string(),
        };
        counts.iter().map(line).collect()
    }

    fn words(counts: &BTreeMap<String, u64>) -> Vec<Self> {
        let line = |(name, count): (&String, &u64)| Self {
            lang: None,
            name: name.clone(),
            count: count.to_string(),
        };
        counts.iter().map(line).collect()
    }
}

#[derive(Serialize)]
struct ImportLine {
    id: i64,
    file: String,
    state_id: &'static str,
    state_class: &'static str,
    people: u64,
    on: String,
}

fn panel_line(panel: Panel) -> PanelLine {
    PanelLine {
        languages: Counted::languages(&panel.languages),
        name: panel.name,
        people: panel.people,
        textable: panel.textable,
        suppressed: panel.suppressed,
    }
}

fn import_line(import: &Import) -> ImportLine {
    let (state_id, state_class) = state_ids(import.state);
    let looked = import.preview.as_ref().map_or(0, |found| found.counts.people());
    ImportLine {
        id: import.id,
        file: import.head.file.clone(),
        state_id,
        state_class,
        people: looked,
        on: import.created_at.format("%Y-%m-%d").to_string(),
    }
}

async fn show(services: Data<Services>, signed_in: SignedIn) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::ManagePeople)?;
    answer(&services, &signed_in, false).await
}

/// The page; what was typed into its search is not repeated, for it may be somebody's number.
async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    is_no_number: bool,
) -> Result<HttpResponse, Refusal> {
    let (panels, imports) = match overview(services, signed_in).await {
        Ok(found) => found,
        Err(error) => return refused(error, signed_in),
    };
    let faults =
        is_no_number.then(|| fault(services, signed_in, ("people-search-fault", "phone"), &[]));
    let empty = panels.is_empty().then(|| {
        let to = "/staff/people/bring";
        Empty::new("people-empty").leading_to(true, to, "people-bring")
    });
    let content = PeoplePage {
        bar: Bar::new(signed_in, Desk::People).faulting(faults),
        empty,
        panels: panels.into_iter().map(panel_line).collect(),
        imports: imports.iter().map(import_line).collect(),
    };
    let status = if is_no_number { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(services, status, "enrolment/people", &signed_in.language, &content))
}

#[derive(Serialize)]
struct UploadPage {
    bar: Bar,
    megabytes: usize,
    rows: usize,
    hours: i64,
}

fn upload_page(
    services: &Services,
    signed_in: &SignedIn,
    fault_id: Option<&'static str>,
) -> HttpResponse {
    let (megabytes, rows) = (UPLOAD_BYTES / 1024 / 1024, MOST_ROWS);
    let most = [("megabytes", megabytes), ("rows", rows)]
        .map(|(name, most)| (name, Value::Number(i64::try_from(most).unwrap_or(i64::MAX))));
    let faults = fault_id.map(|id| fault(services, signed_in, (id, "file"), &most));
    let content = UploadPage {
        bar: Bar::new(signed_in, Desk::People).faulting(faults),
        megabytes,
        rows,
        hours: UNUSED_KEPT_HOURS,
    };
    let status = match fault_id {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    page(services, status, "enrolment/bring", &signed_in.language, &content)
}

async fn show_upload(
    services: Data<Services>,
    signed_in: SignedIn,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::ManagePeople)?;
    Ok(upload_page(&services, &signed_in, None))
}

async fn upload(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedUpload,
) -> Result<HttpResponse, Refusal> {
    let SignedUpload { signed_in, file, .. } = sent;
    signed_in.require(Task::ManagePeople)?;
    let file = match file {
        Ok(file) => file,
        Err(none) => {
            let fault_id = match none {
                NoFile::Missing => "people-fault-no-file",
                NoFile::TooLarge => "people-fault-too-large",
            };
            return Ok(upload_page(&services, &signed_in, Some(fault_id)));
        }
    };
    let file = (file.name, file.bytes);
    match receive(&services, &signed_in, file, request_id(&request)).await {
        Ok(id) => Ok(see_other(&format!("{PATH}/lists/{id}/columns"))),
        Err(ReceiveError::Sheet(fault)) => {
            Ok(upload_page(&services, &signed_in, Some(sheet_fault_id(fault))))
        }
        Err(ReceiveError::Import(error)) => refused(error, &signed_in),
    }
}

/// The id of the text that says why a file cannot be read.
pub fn sheet_fault_id(fault: SheetFault) -> &'static str {
    match fault {
        SheetFault::Empty => "people-fault-empty",
        SheetFault::Workbook => "people-fault-workbook",
        SheetFault::Pdf => "people-fault-pdf",
        SheetFault::WebPage => "people-fault-web-page",
        SheetFault::NotText => "people-fault-not-text",
        SheetFault::TooManyRows => "people-fault-too-many-rows",
    }
}
