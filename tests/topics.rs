//! Topics that count as one another, what is raised unasked, and whom the center serves: on both
//! engines, from the journeys to the pages.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

mod support;

#[path = "support/opened.rs"]
mod opened;

use actix_web::http::header;
use actix_web::test::TestRequest;
use diesel::prelude::*;
use hearth::i18n::Language;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::schema::audit_event;
use hearth::storage::{Database, StoreError};
use hearth::survey::Survey;
use hearth::survey::flow::import;
use hearth::topic::Standing;
use hearth::topic::store::read_standing;

/// What came back: status, where it leads, the body.
struct Answer {
    status: u16,
    location: String,
    body: String,
}

macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        let routes = actix_web::App::new()
            .configure(move |routes| hearth::routes::configure(routes, &services));
        let guard = actix_web::middleware::from_fn(hearth::web::guard::guard);
        actix_web::test::init_service(routes.wrap(guard)).await
    }};
}

macro_rules! send {
    ($app:expr, $request:expr) => {{
        let response = actix_web::test::call_service(&$app, $request.to_request()).await;
        let head = |name| {
            let value = response.headers().get(name);
            value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let status = response.status().as_u16();
        let location = head(actix_web::http::header::LOCATION);
        let body = actix_web::body::to_bytes(response.into_body()).await.ok().unwrap_or_default();
        crate::Answer { status, location, body: String::from_utf8(body.to_vec()).unwrap() }
    }};
}

#[path = "topics/counting.rs"]
mod counting;
#[path = "topics/merging.rs"]
mod merging;
#[path = "topics/pages.rs"]
mod pages;
#[path = "topics/population.rs"]
mod population;
#[path = "topics/words.rs"]
mod words;

const SURVEY: &str = r#"
slug = "voice"
languages = ["en", "es"]
title = { en = "Your voice", es = "Su voz" }
[notice]
slug = "voice"
purposes = ["answer", "improve", "quote"]
text = { en = "May we use your answers?", es = "¿Podemos usar sus respuestas?" }
[[topic]]
id = "rides"
title = { en = "Rides", es = "Transporte" }
[[topic]]
id = "vans"
title = { en = "Vans <b>", es = "Camionetas" }
[[topic]]
id = "hours"
title = { en = "Hours", es = "Horario" }
[[question]]
id = "first"
kind = "rank"
top = 2
text = { en = "What first?", es = "¿Qué primero?" }
  [[question.choice]]
  id = "a"
  topic = "rides"
  text = { en = "Rides", es = "Transporte" }
  [[question.choice]]
  id = "b"
  topic = "vans"
  text = { en = "Vans", es = "Camionetas" }
  [[question.choice]]
  id = "c"
  topic = "hours"
  text = { en = "Hours", es = "Horario" }
[[question]]
id = "why"
kind = "text"
optional = true
text = { en = "Why?", es = "¿Por qué?" }
"#;

fn language(tag: &str) -> Language {
    Language::new(tag)
}

async fn offer_survey(services: &Services) {
    import(services, Survey::from_toml(SURVEY).unwrap(), true).await.unwrap();
}

/// An account of that role whose pages are in that language.
fn account_in(services: &Services, role: Role, tag: &str) -> SignedIn {
    let email = Email::parse(&format!("{}-{tag}@example.org", role.name())).unwrap();
    let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
    let language = language(tag);
    let account_id = add_account_now(services, &email, &password, role, language.clone()).unwrap();
    SignedIn { account_id, role, language, csrf_token: String::new() }
}

fn account(services: &Services, role: Role) -> SignedIn {
    account_in(services, role, "en")
}

fn read<T: Send + 'static>(
    services: &Services,
    work: impl FnOnce(&mut Database) -> Result<T, StoreError> + Send + 'static,
) -> T {
    services.store.read_now(work).unwrap()
}

fn standing(services: &Services) -> Standing {
    read(services, read_standing)
}

/// What the trail says of what was done here: `(action, record, detail)`.
fn trail(services: &Services, about: &'static str) -> Vec<String> {
    let rows: Vec<(String, String, String)> = read(services, |connection| {
        audit_event::table
            .order(audit_event::id)
            .select((audit_event::action, audit_event::record, audit_event::detail))
            .load(connection)
            .map_err(StoreError::from)
    });
    let of_it = rows.into_iter().filter(|(action, ..)| action.starts_with(about));
    of_it.map(|(action, record, detail)| format!("{action} {record} {detail}")).collect()
}

fn get(path: &str, cookie: &str) -> TestRequest {
    TestRequest::get().uri(path).insert_header((header::COOKIE, cookie.to_owned()))
}

fn post(path: &str, cookie: &str, form: &[(&str, &str)]) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, cookie.to_owned()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .set_form(form)
}
