//! Talks by text over HTTP: what is hidden until somebody asks, and what is done by forms.

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use diesel::prelude::*;
use hearth::outbox::sms::DeliveryStatus::Undelivered;
use hearth::staff::Role;
use hearth::storage::schema::audit_event;
use hearth::{routes, web::guard};

use crate::opened::{Opened, open_session};
use crate::phone::{Phone, Town};
use crate::{add_account, towns};

fn get(path: &str, session: &Opened) -> TestRequest {
    TestRequest::get().uri(path).insert_header((header::COOKIE, session.cookie.clone()))
}

fn post(path: &str, session: &Opened, form: &[(&str, &str)]) -> TestRequest {
    let token = [("csrf_token", session.csrf_token.as_str())];
    TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, session.cookie.clone()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .set_form([&token, form].concat())
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
        let to = response.headers().get(header::LOCATION);
        let to = to.map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
        // What is put into a sentence stands between marks of its direction.
        let body = String::from_utf8(body.to_vec()).unwrap().replace(['\u{2068}', '\u{2069}'], "");
        (status, to, body)
    }};
}

/// What stands in a page's field of that name.
fn field(page: &str, name: &str) -> String {
    let (_, after) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

fn actions(town: &Town) -> Vec<(String, String)> {
    town.read(|c| {
        Ok(audit_event::table
            .filter(audit_event::action.like("conversation%"))
            .order(audit_event::id)
            .select((audit_event::action, audit_event::record))
            .load(c)?)
    })
}

#[actix_web::test]
async fn words_and_number_are_hidden_until_somebody_asks_and_every_look_is_on_the_trail() {
    for (_place, town) in towns("hidden_until_asked").await {
        let ana = Phone::new(&town, 4321);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        ana.says("My <b>knee</b>").await;
        ana.hears().await;
        let id = ana.talk().await;
        let page = format!("/staff/conversations/{id}");
        let (words, record) = (format!("{page}/words"), format!("conversation/{id}"));
        let app = app!(town.services);
        for role in Role::ALL {
            let by = add_account(&town.services, role.name(), role);
            let session = open_session(&town.services, by.account_id);
            let may = matches!(role, Role::Administrator | Role::Liaison);
            let before = actions(&town).len();
            let list = send!(app, get("/staff/conversations", &session));
            let hidden = send!(app, get(&page, &session));
            let shown = send!(app, get(&words, &session));
            let expected = if may { 200 } else { 403 };
            let statuses = [list.0, hidden.0, shown.0];
            assert_eq!(statuses, [expected; 3], "{role:?}");
            let nav = send!(app, get("/staff/me", &session)).2;
            assert_eq!(nav.contains("href=\"/staff/conversations\""), may, "{role:?}");
            let looked = &actions(&town)[before..];
            if !may {
                assert!(looked.is_empty(), "{looked:?}");
                continue;
            }
            let expected = [
                ("conversations_seen", "conversation"),
                ("conversation_seen", record.as_str()),
                ("conversation_words_seen", record.as_str()),
            ];
            assert_eq!(looked, expected.map(|(a, r)| (a.to_owned(), r.to_owned())));
            for (masked, name) in [(&list.2, "list"), (&hidden.2, "page")] {
                for secret in [ana.number.as_str(), "4321", "knee", "You chose", "Thank you"] {
                    assert!(!masked.contains(secret), "{secret} in the {name}");
                }
                assert!(masked.contains("21") && masked.contains("English"), "{masked}");
            }
            assert!(hidden.2.contains("Read as an answer"), "{}", hidden.2);
            assert!(hidden.2.contains("At question 3 of 8"), "{}", hidden.2);
            assert!(!hidden.2.contains("Evening and weekend hours"), "an answer is personal");
            assert!(shown.2.contains(&ana.number), "{}", shown.2);
            assert!(shown.2.contains("My &lt;b&gt;knee&lt;/b&gt;"), "{}", shown.2);
            // What was made of the numbers stands beside them.
            let (_, after) = shown.2.split_once(">2 5 1</p>").expect("their words");
            let (beside, _) = after.split_once("</li>").unwrap();
            assert!(beside.contains("Read as an answer"), "{beside}");
            assert!(beside.contains("Evening and weekend hours · Cost of medicine · Rides"));
            assert!(shown.2.contains("2 parts") && shown.2.contains("You chose"));
        }
    }
}

#[actix_web::test]
async fn a_talk_is_found_from_the_person_and_from_the_call_list() {
    let (_place, town) = towns("found_from_there").await.swap_remove(0);
    let ana = Phone::new(&town, 1);
    ana.goes_through(&["VOICE", "1"]).await;
    ana.asks("call me").await;
    let page = format!("/staff/conversations/{}", ana.talk().await);
    let by = add_account(&town.services, "lia", Role::Liaison);
    let (app, session) = (app!(town.services), open_session(&town.services, by.account_id));
    let phone = [("phone", ana.number.as_str())];
    let person = send!(app, post("/staff/people/person", &session, &phone)).2;
    assert!(person.contains(&format!("href=\"{page}\"")), "{person}");
    let entry = town.open_entry(hearth::calls::Kind::CallBack);
    let entry = send!(app, get(&format!("/staff/calls/{}", entry.id), &session)).2;
    let (_, link) = entry.split_once("href=\"/staff/conversations?of=").expect("a way there");
    let of = link.split('"').next().unwrap();
    let way = send!(app, get(&format!("/staff/conversations?of={of}"), &session));
    assert_eq!((way.0, way.1), (303, page));
    assert_eq!(send!(app, get("/staff/conversations?of=999", &session)).0, 404);
    assert_eq!(send!(app, get("/staff/conversations/999", &session)).0, 404);
}

#[actix_web::test]
async fn by_forms_a_talk_is_taken_written_in_once_and_given_back() {
    for (_place, town) in towns("taken_by_forms").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        let page = format!("/staff/conversations/{}", ana.talk().await);
        let words = format!("{page}/words");
        let app = app!(town.services);
        let session = |name: &str| {
            let by = add_account(&town.services, name, Role::Liaison);
            open_session(&town.services, by.account_id)
        };
        let (lia, ben) = (session("lia"), session("ben"));
        let seen = send!(app, get(&page, &lia)).2;
        assert!(!seen.contains("name=\"body\""), "nobody writes before they took it");
        let take = [("action", "take"), ("holder", "")];
        for _ in 0..2 {
            let taken = send!(app, post(&page, &lia, &take));
            assert_eq!((taken.0, taken.1), (303, format!("{page}?did=take")));
        }
        let late = send!(app, post(&page, &ben, &take));
        assert_eq!(late.0, 409);
        assert!(late.2.contains("somebody else was faster"), "{}", late.2);
        assert!(late.2.contains("lia@example.org"), "{}", late.2);

        ana.says("Is this a person?").await;
        let list = send!(app, get("/staff/conversations", &ben)).2;
        assert!(list.contains("New texts to read") && list.contains("lia@example.org"));
        send!(app, get(&words, &ben));
        let list = send!(app, get("/staff/conversations", &ben)).2;
        assert!(list.contains("New texts to read"), "who has it in hand has not read it");
        let shown = send!(app, get(&words, &lia)).2;
        let list = send!(app, get("/staff/conversations", &ben)).2;
        assert!(!list.contains("New texts to read"), "{list}");

        let token = field(&shown, "form_token");
        let form = |body: &'static str, what: &'static str| {
            [("form_token", token.as_str()), ("body", body), ("what", what)]
        };
        let checked = send!(app, post(&words, &lia, &form("Sí, señora: ¿qué día?", "check")));
        assert_eq!(checked.0, 200);
        assert!(checked.2.contains(">Sí, señora: ¿qué día?</textarea>"), "{}", checked.2);
        assert!(checked.2.contains("1 part") && checked.2.contains("Some are not plain"));
        assert_eq!(field(&checked.2, "form_token"), token);
        let long: &'static str = "ñandú ".repeat(60).leak();
        let refused = send!(app, post(&words, &lia, &form(long, "send")));
        assert_eq!(refused.0, 422);
        assert!(refused.2.contains("too long for a text") && refused.2.contains(long.trim_end()));
        assert!(refused.2.contains("href=\"#body\""), "the fault leads to the field");
        assert!(refused.2.contains("aria-invalid=\"true\"") && refused.2.contains("<title>Error:"));
        assert_eq!(send!(app, post(&words, &lia, &form(" ", "send"))).0, 422);
        let stolen = send!(app, post(&words, &ben, &form("Hello", "send")));
        assert_eq!(stolen.0, 409);
        for _ in 0..2 {
            let sent = send!(app, post(&words, &lia, &form("Yes. How can I help?", "send")));
            assert_eq!((sent.0, sent.1), (303, format!("{words}?did=written")));
        }
        assert_eq!(ana.hears().await, ["Yes. How can I help?"]);
        let shown = send!(app, get(&words, &ben)).2;
        assert!(shown.contains("lia@example.org wrote by hand"), "{shown}");

        let back = send!(app, post(&page, &lia, &[("action", "give_back")]));
        assert_eq!((back.0, back.1), (303, format!("{page}?did=asked")));
        assert!(ana.hears().await[0].contains("What should we improve first?"));
        assert_eq!(send!(app, post(&page, &lia, &[("action", "explode")])).0, 400);
    }
}

#[actix_web::test]
async fn every_way_a_talk_can_stand_is_said_in_every_language() {
    let (_place, town) = towns("said_in_every_language").await.swap_remove(0);
    let talks: [&[&str]; 9] = [
        &["hello"],
        &["VOICE"],
        &["VOICE", "1", "2 5 1"],
        &["VOICE", "1", "dung"],
        &["VOICE", "1", "STOP"],
        &["VOICE", "2"],
        &["VOICE", "1", "2 5 1", "SKIP", "9", "BACK", "HELP", "3", "english"],
        &["VOICE", "1", "I want to die"],
        &["VOICE", "1"],
    ];
    let mut pages = vec!["/staff/conversations".to_owned()];
    let mut last = None;
    for (number, texts) in (1..).zip(talks) {
        let phone = Phone::new(&town, number);
        phone.goes_through(texts).await;
        pages.push(format!("/staff/conversations/{}", phone.talk().await));
        last = Some(phone);
    }
    for (number, words) in [(20, "leave me alone"), (21, "wrong number")] {
        let phone = Phone::new(&town, number);
        phone.says(words).await;
        pages.push(format!("/staff/conversations/{}", phone.talk().await));
    }
    let (last, path) = (last.unwrap(), pages[9].clone());
    last.reported(Undelivered, Some(30003)).await;
    let app = app!(town.services);
    let lia = add_account(&town.services, "lia", Role::Liaison);
    let holder = open_session(&town.services, lia.account_id);
    send!(app, post(&path, &holder, &[("action", "take"), ("holder", "")]));
    last.says("Hello?").await;
    for tag in ["en", "es", "ht", "vi", "zh-Hans", "ar"] {
        let form = [("language", tag)];
        send!(app, post("/staff/me/language", &holder, &form));
        for page in &pages {
            for path in [page.clone(), format!("{page}/words")] {
                if path == "/staff/conversations/words" {
                    continue;
                }
                let (status, _, body) = send!(app, get(&path, &holder));
                assert_eq!(status, 200, "{tag} {path}");
                assert!(body.contains(&format!("<html lang=\"{tag}\"")), "{tag}");
                assert!(!body.contains("{$") && !body.contains("{ $"), "{tag}: {body}");
                for id in ["talks-", "calls-read", "to_person", "not_understood"] {
                    assert!(!body.contains(&format!(">{id}")), "{tag}: {id} in {path}");
                }
            }
        }
        let lost = send!(app, get(&path, &holder)).2;
        assert!(lost.contains("(30003)"), "{lost}");
    }
}

#[actix_web::test]
async fn the_list_goes_on_by_pages_and_names_nobody_twice() {
    let (_place, town) = towns("the_list_goes_on").await.swap_remove(0);
    let phones: Vec<Phone> = (1..=60).map(|number| Phone::new(&town, number)).collect();
    for phone in &phones {
        phone.says("VOICE").await;
    }
    // Who wrote again stands on the first page alone.
    phones[2].says("1").await;
    let by = add_account(&town.services, "lia", Role::Liaison);
    let (app, session) = (app!(town.services), open_session(&town.services, by.account_id));
    let ids = |page: &str| -> Vec<String> {
        let links = page.split("class=\"tap\" href=\"/staff/conversations/").skip(1);
        links.map(|link| link.split('"').next().unwrap().to_owned()).collect()
    };
    let first = send!(app, get("/staff/conversations", &session)).2;
    let (_, next) = first.split_once("rel=\"next\" href=\"").expect("a next page");
    let next = next.split('"').next().unwrap().replace("&#x3D;", "=");
    let second = send!(app, get(&next, &session)).2;
    let (on_first, on_second) = (ids(&first), ids(&second));
    assert_eq!((on_first.len(), on_second.len()), (50, 10));
    assert_eq!(on_first[0], phones[2].talk().await.to_string());
    assert!(on_second.iter().all(|id| !on_first.contains(id)));
    assert!(!second.contains("rel=\"next\""), "{second}");
}
