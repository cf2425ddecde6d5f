//! The people of a campaign by how they stand, on a page and as a table for spreadsheets. Every
//! look is written down.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::campaign::{NothingElse, disposition_id};
use super::{Named, refusal};
use crate::outreach::Disposition;
use crate::outreach::flow::{PEOPLE_A_PAGE, list_people, people_as_csv};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Pager, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id};
use crate::web::languages::own_name;

#[derive(Serialize)]
struct PeoplePage {
    bar: Bar,
    id: i64,
    state_id: &'static str,
    count: usize,
    people: Vec<PersonView>,
    pager: Pager,
}

#[derive(Serialize)]
struct PersonView {
    name: String,
    phone: String,
    language: Named,
    asked_at: String,
}

#[derive(Deserialize)]
pub(super) struct Page {
    #[serde(default)]
    page: usize,
}

pub(super) async fn show(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    path: Path<(i64, String)>,
    asked: Query<Page>,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::AskPeople)?;
    let (id, name) = path.into_inner();
    let Some(disposition) = Disposition::from_name(&name) else {
        return Ok(HttpResponse::NotFound().finish());
    };
    let number = asked.page;
    let request_id = request_id(&request);
    let found = list_people(&services, &signed_in, id, disposition, number, request_id).await;
    let (people, count) = match found {
        Ok(found) => found,
        Err(fault) => return refusal(fault, &signed_in),
    };
    let address = |page: usize| format!("/staff/asking/{id}/people/{name}?page={page}");
    let content = PeoplePage {
        bar: Bar::new(&signed_in, Desk::Asking),
        id,
        state_id: disposition_id(disposition),
        count,
        people: people
            .into_iter()
            .map(|person| PersonView {
                name: person.name,
                phone: person.phone,
                language: Named::new(&person.language, &own_name(&services.i18n, &person.language)),
                asked_at: person.asked_at.map(|at| services.shown(at)).unwrap_or_default(),
            })
            .collect(),
        pager: Pager {
            previous: number.checked_sub(1).map(address),
            next: (number.saturating_add(1).saturating_mul(PEOPLE_A_PAGE) < count)
                .then(|| address(number + 1)),
        },
    };
    Ok(page(&services, StatusCode::OK, "outreach/people", &signed_in.language, &content))
}

pub(super) async fn send(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<NothingElse>,
) -> Result<HttpResponse, Refusal> {
    let signed_in = sent.signed_in;
    signed_in.require(Task::AskPeople)?;
    match people_as_csv(&services, &signed_in, *id, request_id(&request)).await {
        Ok(table) => Ok(HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
            .insert_header((
                CONTENT_DISPOSITION,
                format!("attachment; filename=\"asked-{id}.csv\""),
            ))
            .body(table)),
        Err(fault) => refusal(fault, &signed_in),
    }
}
