//! Whoever a number reaches, looked up by it. The number stands in no address: the search is a form.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::{answer, refused};
use crate::consent::store::History;
use crate::consent::{Action, Purpose};
use crate::enrolment::flow::look::{Known, Person, look_up};
use crate::i18n::Language;
use crate::services::Services;
use crate::staff::Task;
use crate::staff::web::{Bar, Desk, Refusal, SignedForm};
use crate::web::answer::{page, request_id};

#[derive(Deserialize)]
pub(super) struct SearchForm {
    phone: String,
}

#[derive(Serialize)]
struct PersonPage {
    bar: Bar,
    phone: String,
    is_suppressed: bool,
    known: Option<Shown>,
}

#[derive(Serialize)]
struct Shown {
    conversation_id: Option<i64>,
    unusable_since: Option<String>,
    texts_in: i64,
    texts_out: i64,
    /// How many people the number reaches, where they are several.
    shared_by: Option<usize>,
    people: Vec<PersonView>,
}

#[derive(Serialize)]
struct PersonView {
    name: Option<String>,
    lang: String,
    language: String,
    site: Option<String>,
    panels: Vec<String>,
    groups: Vec<Group>,
    since: String,
    responses: i64,
    consents: Vec<Said>,
}

#[derive(Serialize)]
struct Group {
    /// The text that names a group Hearth knows; another has the name its column had.
    name_id: Option<&'static str>,
    name: String,
    value: String,
}

fn group((name, value): (String, String)) -> Group {
    let name_id = match name.as_str() {
        "age" => Some("people-group-age"),
        "race_ethnicity" => Some("people-column-race-ethnicity"),
        _ => None,
    };
    Group { name_id, name, value }
}

#[derive(Serialize)]
struct Said {
    action_id: &'static str,
    purpose_id: &'static str,
    method_id: &'static str,
    programme: Option<String>,
    on: String,
}

pub(super) async fn show(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<SearchForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    signed_in.require(Task::ManagePeople)?;
    let found = match look_up(&services, &signed_in, &form.phone, request_id(&request)).await {
        Ok(Some(found)) => found,
        Ok(None) => return answer(&services, &signed_in, true).await,
        Err(error) => return refused(error, &signed_in),
    };
    let content = PersonPage {
        bar: Bar::new(&signed_in, Desk::People),
        phone: found.phone.expose().to_owned(),
        is_suppressed: found.is_suppressed,
        known: found.known.map(shown),
    };
    Ok(page(&services, StatusCode::OK, "enrolment/person", &signed_in.language, &content))
}

fn shown(known: Known) -> Shown {
    let count = known.people.len();
    Shown {
        conversation_id: known.conversation_id,
        unusable_since: known.number.unusable_since.map(date),
        texts_in: known.number.texts_in,
        texts_out: known.number.texts_out,
        shared_by: (count > 1).then_some(count),
        people: known.people.into_iter().map(person).collect(),
    }
}

fn person(person: Person) -> PersonView {
    let others = person.strata.into_iter().filter(|(name, _)| name != "site");
    PersonView {
        name: person.name,
        language: Language::new(&person.language).own_name().to_owned(),
        lang: person.language,
        site: person.site,
        panels: person.panels,
        groups: others.map(group).collect(),
        since: date(person.since),
        responses: person.responses,
        consents: person.consents.iter().map(said).collect(),
    }
}

fn date(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d").to_string()
}

fn said(event: &History) -> Said {
    Said {
        action_id: match event.action {
            Action::Granted => "people-said-granted",
            Action::Refused => "people-said-refused",
            Action::Withdrawn => "people-said-withdrawn",
            Action::EnteredInError => "people-said-error",
        },
        purpose_id: match event.purpose {
            Purpose::Answer => "people-purpose-answer",
            Purpose::Text => "people-purpose-text",
            Purpose::Email => "people-purpose-email",
            Purpose::Improve => "people-purpose-improve",
            Purpose::Research => "people-purpose-research",
            Purpose::Quote => "people-purpose-quote",
            Purpose::FollowUp => "people-purpose-follow-up",
            Purpose::Share => "people-purpose-share",
        },
        method_id: match event.method.as_str() {
            "web_form" => "people-by-web",
            "sms_keyword" => "people-by-text",
            "carrier" => "people-by-carrier",
            "import" => "people-by-list",
            _ => "people-by-other",
        },
        programme: Some(event.programme.clone()).filter(|programme| !programme.is_empty()),
        on: date(event.occurred_at),
    }
}
