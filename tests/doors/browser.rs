//! A browser without a window: requests with cookies, forms as a browser sends them.

use actix_web::body::{MessageBody, to_bytes};
use actix_web::dev::ServiceResponse;
use actix_web::http::header;
use actix_web::test::TestRequest;
use diesel::prelude::*;
use hearth::i18n::Language;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role};
use hearth::storage::StoreError;
use hearth::storage::backup::dump;
use hearth::storage::schema::kept_form;

pub use crate::opened::open_session;
use crate::support::Place;

/// The password of every account.
pub const PASSWORD: &str = "three quiet herons";

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Where it leads.
    pub location: String,
    /// The cookies set.
    pub cookies: Vec<String>,
    /// How long the session lasts, for the console's script.
    pub timing: String,
    /// The page.
    pub body: String,
}

/// Reads what came back.
pub async fn read<B: MessageBody>(response: ServiceResponse<B>) -> Answer {
    let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION).map(text).unwrap_or_default();
    let timing = response.headers().get("server-timing").map(text).unwrap_or_default();
    let cookies = response.headers().get_all(header::SET_COOKIE).map(text).collect();
    let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
    Answer { status, location, cookies, timing, body: String::from_utf8_lossy(&body).into_owned() }
}

/// A page is asked for.
pub fn get(path: &str, cookie: &str) -> TestRequest {
    TestRequest::get().uri(path).insert_header((header::COOKIE, cookie.to_owned()))
}

/// A form is sent from a page of the console.
pub fn post(path: &str, cookie: &str, form: &[(&str, &str)]) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, cookie.to_owned()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .set_form(form)
}

/// A form of a route, as a browser sends it: with a file, where one belongs to it.
pub fn form(path: &str, cookie: &str, csrf_token: &str) -> TestRequest {
    let form = post(path, cookie, &[("csrf_token", csrf_token)]);
    if !["/staff/people/bring", "/staff/start/file"].contains(&path) {
        return form;
    }
    let parts = format!(
        "--b\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{csrf_token}\r\n--b--\r\n"
    );
    form.insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=b")).set_payload(parts)
}

/// Adds an account.
pub fn add(services: &Services, email: &str, role: Role) -> i64 {
    add_speaking(services, email, role, "en")
}

/// Adds an account that reads that language.
pub fn add_speaking(services: &Services, email: &str, role: Role, tag: &str) -> i64 {
    let email = Email::parse(email).unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    add_account_now(services, &email, &password, role, Language::new(tag)).unwrap()
}

/// How many rows a table has.
pub fn counts(services: &Services, table: &str) -> i64 {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let query = format!("SELECT count(*) AS n FROM {table}");
    services
        .store
        .read_now(|connection| {
            let count = hearth::on_engine!(connection, |engine| diesel::sql_query(query)
                .get_result::<Count>(engine));
            count.map(|count| count.n).map_err(StoreError::from)
        })
        .unwrap()
}

/// What a table holds, as whoever takes the database reads it.
pub fn raw_rows(services: &Services, table: &str) -> String {
    assert_eq!(table, "kept_form", "the only one that is asked for");
    let rows: Vec<(String, Vec<u8>)> = services
        .store
        .read_now(|connection| {
            kept_form::table
                .select((kept_form::name, kept_form::sealed_form))
                .load(connection)
                .map_err(StoreError::from)
        })
        .unwrap();
    assert!(!rows.is_empty());
    let row =
        |(name, form): &(String, Vec<u8>)| name.clone() + " " + &String::from_utf8_lossy(form);
    rows.iter().map(row).collect()
}

/// Every row of every table, as a backup holds it: the same before and after, nothing changed.
pub fn everything(place: &Place) -> String {
    let mut text = Vec::new();
    dump(&place.url, crate::support::morning(), &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// The service as the world sees it.
#[macro_export]
macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        let routes = actix_web::App::new()
            .configure(move |routes| hearth::routes::configure(routes, &services));
        let guarded = routes.wrap(actix_web::middleware::from_fn(hearth::web::guard::guard));
        actix_web::test::init_service(guarded).await
    }};
}

/// Sends a request and reads what comes back.
#[macro_export]
macro_rules! send {
    ($app:expr, $request:expr) => {
        $crate::browser::read(actix_web::test::call_service(&$app, $request.to_request()).await)
            .await
    };
}
