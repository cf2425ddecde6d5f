//! The list over HTTP: who may see it, what it tells and what it keeps to itself.

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use hearth::calls::Kind;
use hearth::outbox::sms::DeliveryStatus::Undelivered;
use hearth::staff::Role;
use hearth::{routes, web::guard};

use crate::phone::Phone;
use crate::{PASSWORD, add_account, signed_in, towns};

const PLEA: &str = "please leave me alone <b>now</b>";

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

macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        let routes = App::new().configure(move |routes| routes::configure(routes, &services));
        init_service(routes.wrap(from_fn(guard::guard))).await
    }};
}

/// Sends a request: status, where it leads, the body.
macro_rules! send {
    ($app:expr, $request:expr) => {{
        let response = call_service(&$app, $request.to_request()).await;
        let head = |name| {
            let value = response.headers().get(name);
            value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (status, location) = (response.status().as_u16(), head(header::LOCATION));
        let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
        (status, location, String::from_utf8(body.to_vec()).unwrap())
    }};
}

macro_rules! sign_in {
    ($app:expr, $name:expr) => {{
        let email = format!("{}@example.org", $name);
        signed_in!($app, email.as_str(), PASSWORD)
    }};
}

fn csrf_token(page: &str) -> String {
    let (_, after) = page.split_once("name=\"csrf_token\" value=\"").expect("a form with a token");
    after.split('"').next().unwrap().to_owned()
}

#[actix_web::test]
async fn the_list_hides_who_it_is_and_an_entry_shows_it_to_those_who_may_see() {
    for (_place, town) in towns("the_list_hides").await {
        let ana = Phone::new(&town, 4321);
        ana.goes_through(&["VOICE", "1"]).await;
        ana.says(PLEA).await;
        let entry = town.open_entry(Kind::HeldOptOut);
        let path = format!("/staff/calls/{}", entry.id);
        let app = app!(town.services);
        for role in Role::ALL {
            add_account(&town.services, role.name(), role);
            let cookie = sign_in!(app, role.name());
            let may = matches!(role, Role::Administrator | Role::Liaison);
            let list = send!(app, get("/staff/calls", &cookie));
            let opened = send!(app, get(&path, &cookie));
            let expected = if may { 200 } else { 403 };
            assert_eq!((list.0, opened.0), (expected, expected), "{role:?}");
            let nav = send!(app, get("/staff/priorities", &cookie)).2;
            assert_eq!(nav.contains("/staff/calls"), may, "{role:?}");
            if !may {
                continue;
            }
            assert!(list.2.contains("Number ends in") && list.2.contains("21"), "{}", list.2);
            assert!(list.2.contains("English"));
            for secret in [ana.number.as_str(), "4321", "alone"] {
                assert!(!list.2.contains(secret), "{secret}");
            }
            assert!(opened.2.contains(&ana.number));
            assert!(opened.2.contains("please leave me alone &lt;b&gt;now&lt;/b&gt;"));
        }
        assert_eq!(send!(app, get("/staff/calls", "")).0, 303);
        let trail = town.trail();
        let count = |name: &str| trail.iter().filter(|(action, _)| action == name).count();
        assert_eq!((count("call_list_seen"), count("call_entry_seen")), (2, 2), "{trail:?}");
        assert_eq!(trail[1].1, format!("call_entry/{}", entry.id));
    }
}

#[actix_web::test]
async fn a_form_settles_an_entry_once_and_who_comes_later_reads_who_did_it() {
    for (_place, town) in towns("a_form_settles").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        ana.says(PLEA).await;
        let path = format!("/staff/calls/{}", town.open_entry(Kind::HeldOptOut).id);
        let app = app!(town.services);
        add_account(&town.services, "ana", Role::Liaison);
        add_account(&town.services, "ben", Role::Liaison);
        let (ana_cookie, ben_cookie) = (sign_in!(app, "ana"), sign_in!(app, "ben"));
        let token = csrf_token(&send!(app, get(&path, &ana_cookie)).2);
        let other = csrf_token(&send!(app, get(&path, &ben_cookie)).2);
        let form = |token: &'static str, action: &'static str| {
            [("csrf_token", token), ("action", action), ("times", "1"), ("tries", "0")]
        };
        let (token, other): (&'static str, &'static str) = (token.leak(), other.leak());

        let forged = form("made-up", "no_more_texts");
        assert_eq!(send!(app, post(&path, &ana_cookie, &forged)).0, 403);
        assert_eq!(send!(app, post(&path, &ana_cookie, &form(other, "no_more_texts"))).0, 403);
        assert_eq!(send!(app, post(&path, &ana_cookie, &form(token, "explode"))).0, 400);
        let not_of_its_kind = send!(app, post(&path, &ana_cookie, &form(token, "send_again")));
        assert_eq!(not_of_its_kind.0, 409);
        assert_eq!(send!(app, post("/staff/calls/999", &ana_cookie, &form(token, "done"))).0, 404);
        assert_eq!(town.open_now(), [Kind::HeldOptOut]);
        assert_eq!(ana.suppression().as_deref(), Some("stop_suspected"));

        for _ in 0..2 {
            let done = send!(app, post(&path, &ana_cookie, &form(token, "no_more_texts")));
            assert_eq!(done.0, 303);
            assert!(done.1.starts_with("/staff/calls?did=no_more_texts&entry="), "{}", done.1);
            let list = send!(app, get(&done.1, &ana_cookie)).2;
            assert!(list.contains("They want no more texts, and get none."));
            assert!(!list.contains("value=\"undo\""), "a word on consent is not undone");
            assert!(list.contains("Nobody is waiting for you."));
        }
        let late = send!(app, post(&path, &ben_cookie, &form(other, "go_on")));
        assert_eq!(late.0, 409);
        assert!(late.2.contains("somebody was faster"), "{}", late.2);
        assert!(late.2.contains("Done by") && late.2.contains("ana@example.org"), "{}", late.2);
        assert_eq!(ana.withdrawals().len(), 1);
    }
}

#[actix_web::test]
async fn every_kind_can_be_read_and_settled_in_every_language() {
    let (_place, town) = towns("every_kind_in_every_language").await.swap_remove(0);
    let complaint = "I have a complaint";
    let said = ["I want to die", "leave me alone", "dung", "wrong number", complaint, "call me"];
    for (number, words) in (1..).zip(said) {
        let phone = Phone::new(&town, number);
        phone.goes_through(&["VOICE", "1"]).await;
        phone.says(words).await;
    }
    let unheard: [&[&str]; 2] = [&["a", "b", "c", "d", "e"], &["huh", "huh", "huh"]];
    for (number, texts) in (10..).zip(unheard) {
        let phone = Phone::new(&town, number);
        phone.goes_through(&["VOICE", "1"]).await;
        for words in texts {
            phone.says(words).await;
        }
    }
    let unreached = Phone::new(&town, 20);
    unreached.asks("VOICE").await;
    unreached.never_reached().await;
    for (number, code) in (21..).zip([30006, 30007, 30034, 30009]) {
        let phone = Phone::new(&town, number);
        phone.asks("VOICE").await;
        phone.reported(Undelivered, Some(code)).await;
    }
    let blocked = Phone::new(&town, 30);
    blocked.goes_through(&["VOICE", "STOP", "START"]).await;
    blocked.reported(Undelivered, Some(21610)).await;
    town.clock.advance(chrono::TimeDelta::hours(20));
    let app = app!(town.services);
    for tag in ["en", "es", "ht", "vi", "zh-Hans", "ar"] {
        let email = hearth::staff::Email::parse(&format!("{tag}@example.org")).unwrap();
        let password = hearth::staff::Password::parse(PASSWORD.to_owned().into()).unwrap();
        let language = hearth::i18n::Language::new(tag);
        hearth::staff::flow::add_account_now(
            &town.services,
            &email,
            &password,
            Role::Liaison,
            language,
        )
        .unwrap();
        let cookie = sign_in!(app, tag);
        let list = send!(app, get("/staff/calls", &cookie)).2;
        assert_eq!(list.matches("href=\"/staff/calls/").count(), 14, "{tag}");
        let mut pages = vec![list];
        for entry in town.entries() {
            let (status, _, body) = send!(app, get(&format!("/staff/calls/{}", entry.id), &cookie));
            assert_eq!(status, 200, "{tag} {:?}", entry.kind);
            pages.push(body);
        }
        for page in pages {
            assert!(page.contains(&format!("<html lang=\"{tag}\"")), "{tag}");
            assert!(!page.contains("{$") && !page.contains("calls-"), "{tag}: {page}");
        }
    }
}

#[actix_web::test]
async fn a_call_that_was_made_is_undone_from_the_list() {
    let (_place, town) = towns("a_call_undone").await.swap_remove(0);
    Phone::new(&town, 1).asks("call me").await;
    let path = format!("/staff/calls/{}", town.open_entry(Kind::CallBack).id);
    let app = app!(town.services);
    add_account(&town.services, "ana", Role::Liaison);
    let cookie = sign_in!(app, "ana");
    let token = csrf_token(&send!(app, get(&path, &cookie)).2);
    let form = |action| [("csrf_token", token.as_str()), ("action", action), ("times", "1")];
    let done = send!(app, post(&path, &cookie, &form("called")));
    let list = send!(app, get(&done.1, &cookie)).2;
    assert!(list.contains("Somebody spoke with them.") && list.contains("value=\"undo\""));
    let undone = send!(app, post(&path, &cookie, &form("undo")));
    assert_eq!((undone.0, undone.1), (303, path.clone()));
    assert_eq!(town.open_now(), [Kind::CallBack]);
    let taken = send!(app, post(&path, &cookie, &form("take")));
    assert_eq!(taken.1, path);
    assert!(send!(app, get("/staff/calls", &cookie)).2.contains("You have taken this"));
}
