//! Whom do we serve? The center's own table: brought in, looked at, let count, taken back.

mod view;

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::flow::{
    Choose, PopulationError, Sight, choose, find_sight, find_standing, receive, undo,
};
use super::{Misfit, Neighbours};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{
    Bar, Desk, Fault, Flash, NoFile, Refusal, SignedForm, SignedUpload, UPLOAD_BYTES,
};
use crate::web::answer::{page, request_id, see_other};
use view::{PopulationPage, PreviewPage, fault_text, misfit_text};

const PATH: &str = "/staff/population";

/// The page of tables, the look at one, and their forms.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route(PATH, post().to(bring))
        .route("/staff/population/none", post().to(put_aside))
        .route("/staff/population/undo", post().to(take_back))
        .route("/staff/population/{id}", get().to(preview))
        .route("/staff/population/{id}", post().to(confirm));
}

/// What was done last, as its address says.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    done: String,
}

async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let text_id = match asked.done.as_str() {
        "chosen" => Some("population-done-chosen"),
        "none" => Some("population-done-none"),
        "undone" => Some("population-done-undone"),
        _ => None,
    };
    answer(&services, &signed_in, StatusCode::OK, text_id, None).await
}

async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    status: StatusCode,
    done: Option<&'static str>,
    fault: Option<Fault>,
) -> Result<HttpResponse, Refusal> {
    let standing = find_standing(services).await?;
    let latest = standing.choices.first().map(|choice| choice.id);
    let undone_by = |id: i64| (format!("{PATH}/undo"), vec![("seen", id.to_string())]);
    let flash = done.map(|text_id| match latest.map(undone_by) {
        Some((to, fields)) => Flash::new(text_id).undone_by(to, fields),
        None => Flash::new(text_id),
    });
    let bar = Bar::new(signed_in, Desk::Population).saying(flash).faulting(fault);
    let content = PopulationPage::new(services, signed_in, bar, &standing);
    Ok(page(services, status, "population/population", &signed_in.language, &content))
}

/// The page again, with one sentence on what is wrong.
async fn refuse(
    services: &Services,
    signed_in: &SignedIn,
    error: PopulationError,
) -> Result<HttpResponse, Refusal> {
    let (status, text) = match error {
        PopulationError::NotAllowed => return Err(Refusal::NotAllowed(signed_in.role.name())),
        PopulationError::Store(error) => return Err(error.into()),
        PopulationError::NoSuchTable => return Ok(HttpResponse::NotFound().finish()),
        PopulationError::Table(fault) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            fault_text(&services.i18n, &signed_in.language, &fault),
        ),
        PopulationError::Changed | PopulationError::Misfits(_) => (
            StatusCode::CONFLICT,
            services.i18n.web(&signed_in.language, "population-fault-changed", &[]),
        ),
    };
    let fault = Fault { text, field: Some("file".to_owned()) };
    answer(services, signed_in, status, None, Some(fault)).await
}

async fn bring(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedUpload,
) -> Result<HttpResponse, Refusal> {
    let SignedUpload { signed_in, file, .. } = sent;
    let file = match file {
        Ok(file) => file,
        Err(fault) => {
            let (i18n, language) = (&services.i18n, &signed_in.language);
            let megabytes = i64::try_from(UPLOAD_BYTES / 1024 / 1024).unwrap_or_default();
            let most = [("megabytes", crate::i18n::Value::Number(megabytes))];
            let text = match fault {
                NoFile::Missing => i18n.web(language, "people-fault-no-file", &[]),
                NoFile::TooLarge => i18n.web(language, "people-fault-too-large", &most),
            };
            let fault = Some(Fault { text, field: Some("file".to_owned()) });
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return answer(&services, &signed_in, status, None, fault).await;
        }
    };
    match receive(&services, &signed_in, file.bytes, request_id(&request)).await {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(error) => refuse(&services, &signed_in, error).await,
    }
}

async fn preview(
    services: Data<Services>,
    signed_in: SignedIn,
    id: Path<i64>,
) -> Result<HttpResponse, Refusal> {
    let Some((sight, seen)) = find_sight(&services, *id).await? else {
        return Ok(HttpResponse::NotFound().finish());
    };
    Ok(look(&services, &signed_in, StatusCode::OK, (&sight, seen), None))
}

/// The look at a table, again with what was chosen and what is wrong with it.
fn look(
    services: &Services,
    signed_in: &SignedIn,
    status: StatusCode,
    (sight, seen): (&Sight, i64),
    typed: Option<(&Neighbours, &BTreeSet<Misfit>)>,
) -> HttpResponse {
    let faults = typed.iter().flat_map(|(_, misfits)| misfits.iter());
    let faults: Vec<Fault> = faults
        .map(|misfit| Fault {
            text: misfit_text(&services.i18n, &signed_in.language, misfit),
            field: view::field_of(sight, misfit),
        })
        .collect();
    let bar = Bar::new(signed_in, Desk::Population).faulting(faults);
    let suggested = sight.brought.table.suggested(&sight.present);
    let kept = if sight.neighbours.is_empty() { &suggested } else { &sight.neighbours };
    let neighbours = typed.map_or(kept, |(neighbours, _)| neighbours);
    let content = PreviewPage::new(services, signed_in, bar, (sight, seen), neighbours);
    page(services, status, "population/preview", &signed_in.language, &content)
}

/// The fields of the form in their order: `stratum`, `category`, `neighbour`, again and again.
fn neighbours(form: &[(String, String)]) -> Neighbours {
    let mut found = Neighbours::new();
    let (mut stratum, mut category) = ("", "");
    for (name, value) in form {
        match name.as_str() {
            "stratum" => stratum = value,
            "category" => category = value,
            "neighbour" if !value.is_empty() => {
                let of_it = found.entry(stratum.to_owned()).or_default();
                of_it.insert(category.to_owned(), value.clone());
            }
            _ => {}
        }
    }
    found
}

fn seen(form: &[(String, String)]) -> Result<i64, Refusal> {
    let field = form.iter().find(|(name, _)| name == "seen");
    field.and_then(|(_, value)| value.parse().ok()).ok_or(Refusal::Unreadable)
}

async fn confirm(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<Vec<(String, String)>>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let wanted = Choose {
        table_id: Some(*id),
        seen: seen(&form)?,
        neighbours: neighbours(&form),
        request_id: request_id(&request),
    };
    match choose(&services, &signed_in, wanted.clone()).await {
        Ok(()) => Ok(see_other(&format!("{PATH}?done=chosen"))),
        Err(PopulationError::Misfits(misfits)) => {
            let Some((sight, seen)) = find_sight(&services, *id).await? else {
                return Ok(HttpResponse::NotFound().finish());
            };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let typed = Some((&wanted.neighbours, &misfits));
            Ok(look(&services, &signed_in, status, (&sight, seen), typed))
        }
        Err(error) => refuse(&services, &signed_in, error).await,
    }
}

#[derive(Deserialize)]
struct SeenForm {
    seen: i64,
}

async fn put_aside(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<SeenForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let wanted = Choose {
        table_id: None,
        seen: form.seen,
        neighbours: Neighbours::new(),
        request_id: request_id(&request),
    };
    match choose(&services, &signed_in, wanted).await {
        Ok(()) => Ok(see_other(&format!("{PATH}?done=none"))),
        Err(error) => refuse(&services, &signed_in, error).await,
    }
}

async fn take_back(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<SeenForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    match undo(&services, &signed_in, form.seen, request_id(&request)).await {
        Ok(()) => Ok(see_other(&format!("{PATH}?done=undone"))),
        Err(error) => refuse(&services, &signed_in, error).await,
    }
}
