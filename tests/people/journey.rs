//! The whole journey over HTTP, as a liaison takes it.

use actix_web::body::{MessageBody, to_bytes};
use actix_web::dev::ServiceResponse;
use actix_web::http::header;

use actix_web::test::TestRequest;
use diesel::prelude::*;
use hearth::consent::flow::{seal, verify};
use hearth::services::Services;
use hearth::staff::{Role, SignedIn};
use hearth::storage::StoreError;
use hearth::storage::schema::{audit_event, consent_event, people_import_part};

use super::opened::open_session;
use super::{PASSWORD, finish, liaison, support};
use hearth::i18n::Language;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password};

const SAMPLE: &[u8] = include_bytes!("../../samples/contacts.csv");

/// What came back: status, where it leads, the body.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub body: String,
}

pub async fn read<B: MessageBody>(response: ServiceResponse<B>) -> Answer {
    let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION).map(text).unwrap_or_default();
    let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
    Answer { status, location, body: String::from_utf8(body.to_vec()).unwrap() }
}

pub fn get(path: &str, cookie: &str) -> TestRequest {
    TestRequest::get().uri(path).insert_header((header::COOKIE, cookie.to_owned()))
}

pub fn post(path: &str, cookie: &str, form: &[(&str, &str)]) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, cookie.to_owned()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .set_form(form)
}

/// A form with a file, as a browser sends it.
pub fn upload(cookie: &str, token: &str, name: &str, bytes: &[u8]) -> TestRequest {
    let mut body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{token}\r\n--b\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    TestRequest::post()
        .uri("/staff/people/bring")
        .insert_header((header::COOKIE, cookie.to_owned()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=b"))
        .set_payload(body)
}

/// Sends a request and reads what comes back.
#[macro_export]
macro_rules! send {
    ($app:expr, $request:expr) => {
        $crate::journey::read(actix_web::test::call_service(&$app, $request.to_request()).await)
            .await
    };
}

/// The service as the world sees it.
#[macro_export]
macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        actix_web::test::init_service(
            actix_web::App::new()
                .configure(move |routes| hearth::routes::configure(routes, &services))
                .wrap(actix_web::middleware::from_fn(hearth::web::guard::guard)),
        )
        .await
    }};
}

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let (_, after) = page.split_once(&start).unwrap_or_else(|| panic!("{name} in {page}"));
    after.split('"').next().unwrap().to_owned()
}

/// The number beside a term of a page's list.
fn number(page: &str, term: &str) -> u64 {
    let (_, after) =
        page.split_once(&format!("<dt>{term}</dt>")).unwrap_or_else(|| panic!("{term}"));
    let (_, after) = after.split_once("\">").unwrap();
    after.split('<').next().unwrap().parse().unwrap()
}

/// The plan's form as the page shows it, with some fields set otherwise.
pub fn plan_form(token: &str, columns: &[&str], rest: &[(&str, &str)]) -> Vec<(String, String)> {
    let columns =
        columns.iter().enumerate().map(|(at, name)| (format!("column-{at}"), (*name).to_owned()));
    let rest = rest.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let fixed = [("csrf_token", token), ("has_heading", "1"), ("language", "en"), ("site", "")];
    let fixed = fixed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    fixed.into_iter().chain(columns).chain(rest).collect()
}

pub fn as_pairs(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

const COLUMNS: [&str; 8] =
    ["name", "phone", "language", "site", "age", "race_ethnicity", "consent", "consent_date"];

/// What the journey left in the ledger and in the audit trail, and that nothing is left of the file.
fn trail_is_whole(services: &Services, lia: &SignedIn) {
    let (actors, parts, trail) = services
        .store
        .read_now(|connection| {
            let actors: Vec<(String, String, String, String)> = consent_event::table
                .select((
                    consent_event::actor,
                    consent_event::purpose,
                    consent_event::scope,
                    consent_event::method,
                ))
                .distinct()
                .load(connection)?;
            let parts: i64 = people_import_part::table.count().get_result(connection)?;
            let trail: Vec<String> = audit_event::table
                .order(audit_event::id)
                .select(audit_event::action)
                .load(connection)?;
            Ok::<_, StoreError>((actors, parts, trail.join(" ")))
        })
        .unwrap();
    let actor = format!("staff/{}", lia.account_id);
    assert_eq!(actors, [(actor, "text".into(), "all".into(), "import".into())]);
    assert_eq!(parts, 0, "the file is forgotten with its last row");
    for action in [
        "people_list_received",
        "people_list_seen",
        "people_list_checked",
        "people_list_confirmed",
        "people_list_rows_taken_out",
        "person_seen",
    ] {
        assert!(trail.contains(action), "{action}: {trail}");
    }
}

#[actix_web::test]
async fn a_liaison_brings_a_list_from_the_clinics_system_in_and_sees_what_came_of_it() {
    for (_place, store) in support::stores("a_liaison_brings_a_list") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let app = app!(services);
        let cookie = open_session(&services, lia.account_id).cookie;
        let empty = send!(app, get("/staff/people", &cookie));
        assert!(empty.body.contains("Nobody is here yet") && empty.body.contains("aria-current"));
        let token = hidden(&empty.body, "csrf_token");

        let sent = send!(app, upload(&cookie, &token, "contacts.csv", SAMPLE));
        assert_eq!(sent.status, 303, "{}", sent.body);
        let columns = send!(app, get(&sent.location, &cookie));
        for name in COLUMNS {
            let chosen = format!("<option value=\"{name}\" selected>");
            assert_eq!(columns.body.matches(&chosen).count(), 1, "{name} is guessed");
        }
        assert!(columns.body.contains("Denise Carter") && columns.body.contains("has_heading"));

        let rest = [
            ("panel", "Patient panel"),
            ("of", "rows"),
            ("statement", "intake form of 2026, question 12"),
            ("method", "written"),
            ("on", "2026-01-15"),
        ];
        let form = plan_form(&token, &COLUMNS, &rest);
        let checked = send!(app, post(&sent.location, &cookie, &as_pairs(&form)));
        assert_eq!(checked.status, 303, "{}", checked.body);
        let page = checked.location;
        let preview = send!(app, get(&page, &cookie));
        for (term, count) in [
            ("New people", 24),
            ("People we know already, by their number", 0),
            ("Rows with a number that stands in the file before, put together", 1),
            ("Rows that are not taken", 3),
            ("You state that they agreed", 20),
            ("No proof that they agreed: they get no texts", 4),
        ] {
            assert_eq!(number(&preview.body, term), count, "{term}");
        }
        assert!(
            preview.body.contains("Riverside Harbor")
                && preview.body.contains("\u{2068}11\u{2069}")
        );
        assert_eq!(super::totals(&services), (0, 0, 0), "nothing is changed by looking");

        let seen = hidden(&preview.body, "seen");
        let confirm = [("csrf_token", token.as_str()), ("seen", seen.as_str())];
        let confirmed = send!(app, post(&format!("{page}/confirm"), &cookie, &confirm));
        assert_eq!((confirmed.status, &confirmed.location), (303, &page));
        let twice = send!(app, post(&format!("{page}/confirm"), &cookie, &confirm));
        assert_eq!(twice.location, page);
        finish(&services).await;
        assert_eq!(super::totals(&services), (24, 24, 20));

        let done = send!(app, get(&page, &cookie));
        assert!(done.body.contains(">Brought in<"), "{}", done.body);
        assert_eq!(number(&done.body, "New people"), 24);
        let only = [("csrf_token", token.as_str())];
        let rows = send!(app, post(&format!("{page}/rows.csv"), &cookie, &only)).body;
        let lines: Vec<&str> = rows.lines().collect();
        assert!(lines[0].starts_with("\u{feff}Row,Reason,Patient name,Mobile"), "{rows}");
        assert_eq!(lines.len(), 5, "{rows}");
        assert!(lines[1].starts_with("11,\"The spreadsheet has shortened") && rows.contains("x12"));

        let people = send!(app, get("/staff/people", &cookie));
        assert!(people.body.contains("Patient panel") && people.body.contains("contacts.csv"));
        let search = [("csrf_token", token.as_str()), ("phone", "(617) 555-0110")];
        let person = send!(app, post("/staff/people/person", &cookie, &search));
        for shown in ["Denise Carter", "Riverside Main Street", "65+", "Stated by the center"] {
            assert!(person.body.contains(shown), "{shown}: {}", person.body);
        }
        assert!(!person.body.contains("1961"), "a birth date is kept as a band only");
        let nobody = [("csrf_token", token.as_str()), ("phone", "617-555-0199")];
        let nobody = send!(app, post("/staff/people/person", &cookie, &nobody));
        assert!(nobody.body.contains("We know nobody with this number"));

        trail_is_whole(&services, &lia);
        while seal(&services).await.unwrap() > 0 {}
        let verified = services.store.read_now(verify).unwrap().unwrap();
        assert_eq!((verified.sealed, verified.not_yet_sealed), (20, 0));
    }
}

#[actix_web::test]
async fn people_are_for_liaisons_and_administrators_alone() {
    for (_place, store) in support::stores("people_are_for_liaisons") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        for (number, role) in Role::ALL.into_iter().enumerate() {
            let email = format!("r{number}@example.org");
            let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
            let address = Email::parse(&email).unwrap();
            let id =
                add_account_now(&services, &address, &password, role, Language::new("en")).unwrap();
            let cookie = open_session(&services, id).cookie;
            let is_open = matches!(role, Role::Administrator | Role::Liaison);
            let backlog = send!(app, get("/staff/backlog", &cookie));
            let token = hidden(&backlog.body, "csrf_token");
            for path in ["/staff/people", "/staff/people/bring"] {
                let status = send!(app, get(path, &cookie)).status;
                assert_eq!(status, if is_open { 200 } else { 403 }, "{role:?} {path}");
            }
            let sent = send!(app, upload(&cookie, &token, "a.csv", b"phone\n6175550101\n"));
            assert_eq!(sent.status, if is_open { 303 } else { 403 }, "{role:?}");
            let search = [("csrf_token", token.as_str()), ("phone", "617-555-0101")];
            let person = send!(app, post("/staff/people/person", &cookie, &search)).status;
            assert_eq!(person, if is_open { 200 } else { 403 }, "{role:?}");
            for path in ["columns", "confirm", "pause", "resume", "undo", "discard", "rows.csv"] {
                let only = [("csrf_token", token.as_str()), ("seen", "2026-01-01T00:00:00")];
                let path = format!("/staff/people/lists/99/{path}");
                let status = send!(app, post(&path, &cookie, &only)).status;
                assert_eq!(status, if is_open { 404 } else { 403 }, "{role:?} {path}");
                assert_eq!(send!(app, post(&path, "", &only)).status, 303, "{path}");
                let forged = [("csrf_token", "made-up"), ("seen", "2026-01-01T00:00:00")];
                assert_eq!(send!(app, post(&path, &cookie, &forged)).status, 403, "{path}");
            }
        }
        let forged = upload("", "made-up", "a.csv", b"phone\n6175550101\n");
        assert_eq!(send!(app, forged).status, 303);
        let elsewhere = upload("", "made-up", "a.csv", b"phone\n6175550101\n")
            .insert_header((header::ORIGIN, "https://evil.example"));
        assert_eq!(send!(app, elsewhere).status, 403);
    }
}

#[actix_web::test]
async fn the_pages_of_people_are_whole_in_every_language() {
    for (_place, store) in support::stores("the_pages_of_people_are_whole") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        for tag in ["en", "es", "ht", "vi", "zh-Hans", "ar"] {
            let email = format!("{}@example.org", tag.to_lowercase());
            let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
            let address = Email::parse(&email).unwrap();
            let language = Language::new(tag);
            let id = add_account_now(&services, &address, &password, Role::Liaison, language);
            let cookie = open_session(&services, id.unwrap()).cookie;
            let first = send!(app, get("/staff/people", &cookie));
            let token = hidden(&first.body, "csrf_token");
            let sent = send!(app, upload(&cookie, &token, "contacts.csv", SAMPLE));
            let columns = send!(app, get(&sent.location, &cookie));
            let form = plan_form(&token, &COLUMNS, &[("panel", "P"), ("of", "nobody")]);
            let checked = send!(app, post(&sent.location, &cookie, &as_pairs(&form)));
            let preview = send!(app, get(&checked.location, &cookie));
            let search = [("csrf_token", token.as_str()), ("phone", "12")];
            let search = send!(app, post("/staff/people/person", &cookie, &search));
            let refused = send!(app, upload(&cookie, &token, "a.xlsx", b"PK\x03\x04"));
            assert_eq!((search.status, refused.status), (422, 422));
            for page in [first, columns, preview, search, refused] {
                assert!(page.body.contains(&format!("<html lang=\"{tag}\" dir=")), "{tag}");
                assert!(!page.body.contains("{ $") && !page.body.contains("style="), "{tag}");
                assert!(!page.body.contains(">people-"), "{tag}: {}", page.body);
            }
        }
    }
}
