//! The pages of asking over HTTP, from the choice to the table of people.

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use chrono::TimeDelta;
use hearth::i18n::Language;
use hearth::outreach::CampaignState;
use hearth::outreach::store::halt_all;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role};
use hearth::storage::{Database, StoreError};
use hearth::{routes, web::guard};

use crate::panel::{PASSWORD, askings};
use crate::phone::Phone;
use crate::signed_in;

macro_rules! send {
    ($app:expr, $request:expr) => {{
        let response = call_service(&$app, $request.to_request()).await;
        let status = response.status().as_u16();
        let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
        let location = response.headers().get(header::LOCATION).map(text).unwrap_or_default();
        let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
        (status, location, String::from_utf8(body.to_vec()).unwrap())
    }};
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

fn value_of<'p>(page: &'p str, field: &str) -> &'p str {
    let (_, after) = page.split_once(&format!("name=\"{field}\" value=\"")).expect("a field");
    after.split('"').next().unwrap()
}

macro_rules! sign_in {
    ($app:expr, $email:expr) => {
        signed_in!($app, $email, PASSWORD)
    };
}

macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        init_service(
            App::new()
                .configure(move |routes| routes::configure(routes, &services))
                .wrap(from_fn(guard::guard)),
        )
        .await
    }};
}

#[actix_web::test]
async fn a_liaison_looks_tries_confirms_watches_and_takes_the_table_out() {
    for asking in askings("the_journey").await {
        asking.town.review("es").await;
        asking.consented("+15551230001", "en");
        asking.consented("+15551230002", "es");
        asking.unconsented("+15551230003", "en");
        let app = app!(asking.town.services);
        let cookie = sign_in!(app, "liaison@example.org");
        let (status, _, page) = send!(app, get("/staff/asking", &cookie));
        assert!(status == 200 && page.contains("Nobody has been asked yet."), "{page}");
        let (_, _, page) = send!(app, get("/staff/asking/new", &cookie));
        assert!(page.contains("Patient panel") && page.contains("value=\"patient-voice\""));

        let query = format!("survey=patient-voice&panel={}&site=", asking.panel_id);
        let (status, _, page) = send!(app, get(&format!("/staff/asking/plan?{query}"), &cookie));
        assert_eq!(status, 200);
        for said in ["Ask \u{2068}2\u{2069} people?", "They did not agree to texts", "$0.0083"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("Riverside Health pregunta") && page.contains("Español"));

        let panel = asking.panel_id.to_string();
        let csrf = value_of(&page, "csrf_token").to_owned();
        let token = value_of(&page, "token").to_owned();
        let wish = [("csrf_token", csrf.as_str()), ("survey", "patient-voice"), ("panel", &panel)];
        let test = [("phone", "(555) 999-0000"), ("test_language", "es")];
        let (status, to, _) =
            send!(app, post("/staff/asking/test", &cookie, &[&wish[..], &test].concat()));
        assert_eq!((status, to.contains("tested=1")), (303, true));
        asking.town.worker().send_all_due().await.unwrap();
        assert!(asking.last_text_to("+15559990000").starts_with("Riverside Health pregunta"));
        let wrong = [("phone", "555"), ("test_language", "es")];
        let (status, _, page) =
            send!(app, post("/staff/asking/test", &cookie, &[&wish[..], &wrong].concat()));
        assert!(status == 422 && page.contains("value=\"555\""), "{page}");

        let confirmed = [&wish[..], &[("token", &token)]].concat();
        let (status, campaign, _) = send!(app, post("/staff/asking", &cookie, &confirmed));
        assert_eq!(status, 303);
        let (_, again, _) = send!(app, post("/staff/asking", &cookie, &confirmed));
        assert_eq!(campaign, again);
        let (_, _, page) = send!(app, get(&campaign, &cookie));
        assert!(page.contains("data-seconds>60<") && page.contains("Cancel it all"), "{page}");

        asking.town.clock.advance(TimeDelta::seconds(61));
        assert_eq!(asking.turn().await, 2);
        let just_csrf = [("csrf_token", csrf.as_str())];
        let (status, _, page) =
            send!(app, post(&format!("{campaign}/cancel"), &cookie, &just_csrf));
        assert!(status == 409 && page.contains("It had moved on"), "{page}");
        let ana = Phone::new(&asking.town, 1);
        ana.hears().await;
        ana.asks("no").await;
        let (_, _, page) = send!(app, get(&campaign, &cookie));
        assert!(page.contains("Said no to the survey") && page.contains("Everybody was asked"));
        let (_, _, page) = send!(app, get(&format!("{campaign}/people/refused"), &cookie));
        assert!(page.contains("+15551230001") && page.contains("Inés Quintero"), "{page}");
        let (status, _, table) =
            send!(app, post(&format!("{campaign}/people.csv"), &cookie, &just_csrf));
        assert!(status == 200 && table.contains("refused"), "{table}");
    }
}

#[actix_web::test]
async fn a_campaign_halted_before_anything_left_offers_to_call_it_off() {
    for asking in askings("halted_page").await {
        asking.consented("+15551230001", "en");
        let id = asking.confirm().await.unwrap();
        let halted = |c: &mut Database| Ok::<_, StoreError>(halt_all(c, 30034)?);
        assert_eq!(asking.town.services.store.write_now(halted).unwrap(), 1);
        asking.town.clock.advance(TimeDelta::hours(1));
        let app = app!(asking.town.services);
        let cookie = sign_in!(app, "liaison@example.org");
        let campaign = format!("/staff/asking/{id}");
        let (_, _, page) = send!(app, get(&campaign, &cookie));
        assert!(page.contains("30034") && page.contains("Cancel it all"), "{page}");
        assert!(page.contains("Go on") && !page.contains("Stop for good"), "{page}");
        let csrf = value_of(&page, "csrf_token").to_owned();
        let form = [("csrf_token", csrf.as_str())];
        let (status, _, _) = send!(app, post(&format!("{campaign}/cancel"), &cookie, &form));
        assert_eq!(status, 303);
        assert_eq!(asking.state(id).await, CampaignState::Cancelled);
        assert_eq!(asking.turn().await, 0);
    }
}

#[actix_web::test]
async fn the_pages_are_closed_to_every_other_role_and_without_the_token() {
    let paths = ["", "/new", "/plan?survey=patient-voice&panel=1", "/1", "/1/people/sent"];
    let posts = ["", "/test", "/1/cancel", "/1/pause", "/1/go-on", "/1/stop", "/1/people.csv"];
    for asking in askings("closed_pages").await {
        let services = &asking.town.services;
        asking.consented("+15551230001", "en");
        asking.confirm().await.unwrap();
        let app = app!(services);
        for role in [Role::Leadership, Role::Translator, Role::Analyst, Role::PatientAdvisor] {
            let address = format!("{}@example.org", role.name());
            let email = Email::parse(&address).unwrap();
            let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
            add_account_now(services, &email, &password, role, Language::new("en")).unwrap();
            let cookie = sign_in!(app, address.as_str());
            for path in paths {
                let (status, ..) = send!(app, get(&format!("/staff/asking{path}"), &cookie));
                assert_eq!(status, 403, "{role:?} {path}");
            }
        }
        let cookie = sign_in!(app, "liaison@example.org");
        for path in posts {
            let form = [("csrf_token", "made-up")];
            let (status, ..) = send!(app, post(&format!("/staff/asking{path}"), &cookie, &form));
            assert_eq!(status, 403, "{path}");
            let (status, to, ..) = send!(app, post(&format!("/staff/asking{path}"), "", &form));
            assert_eq!((status, to.as_str()), (303, "/staff/sign-in"), "{path}");
        }
        let missing = ["/7", "/7/people/sent", "/1/people/no-such", "/plan?survey=x&panel=1"];
        for path in missing {
            let (status, ..) = send!(app, get(&format!("/staff/asking{path}"), &cookie));
            assert_eq!(status, 404, "{path}");
        }
        assert_eq!(asking.turn().await, 0);
    }
}

#[actix_web::test]
async fn every_page_reads_in_every_language() {
    for asking in askings("in_every_language").await {
        asking.consented("+15551230001", "en");
        asking.unconsented("+15551230002", "vi");
        let id = asking.begins().await;
        asking.turn().await;
        asking.consented("+15551230003", "ht");
        let waiting = asking.confirm().await.unwrap();
        let app = app!(asking.town.services);
        for tag in ["en", "es", "ht", "vi", "zh-Hans", "ar"] {
            let address = format!("{}@example.org", tag.to_lowercase());
            let email = Email::parse(&address).unwrap();
            let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
            let (services, language) = (&asking.town.services, Language::new(tag));
            add_account_now(services, &email, &password, Role::Administrator, language).unwrap();
            let cookie = sign_in!(app, address.as_str());
            let plan = format!("/staff/asking/plan?survey=patient-voice&panel={}", asking.panel_id);
            for path in [
                "/staff/asking".to_owned(),
                "/staff/asking/new".to_owned(),
                plan,
                format!("/staff/asking/{id}"),
                format!("/staff/asking/{waiting}"),
                format!("/staff/asking/{id}/people/sent"),
            ] {
                let (status, _, page) = send!(app, get(&path, &cookie));
                assert_eq!(status, 200, "{tag} {path}");
                assert!(page.contains(&format!("<html lang=\"{tag}\"")), "{path}");
                assert!(!page.contains("asking-"), "{tag} {path}: {page}");
            }
        }
    }
}
