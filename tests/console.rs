//! The console over HTTP: who may see it, which forms it takes, and its pages in every language.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

#[path = "support/signing_in.rs"]
mod signing_in;
mod support;

use std::sync::{Arc, Mutex};

use actix_web::App;
use actix_web::body::{MessageBody, to_bytes};
use actix_web::dev::ServiceResponse;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use diesel::connection::SimpleConnection as _;
use hearth::config::Config;
use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::response::flow::{find_survey, save_answer, start_anonymous};
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::store::list_unsealed;
use hearth::staff::{Email, Password, Role};
use hearth::storage::StoreError;
use hearth::survey::{Survey, Value};
use hearth::{routes, web::guard};

const PASSWORD: &str = "three quiet herons";

fn add_account(services: &Services, email: &str, role: Role, language: &str) {
    let email = Email::parse(email).unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    add_account_now(services, &email, &password, role, Language::new(language)).unwrap();
}

/// Publishes the sample survey, and lets some people answer its ranking.
async fn offer_sample(services: &Services, people: usize) {
    let survey = Survey::from_toml(include_str!("../samples/patient-voice.toml")).unwrap();
    hearth::survey::flow::import(services, survey.clone(), true).await.unwrap();
    let question = hearth::priority::voices::ranked_question(&survey).unwrap();
    let offered = find_survey(services, &survey.slug).await.unwrap().unwrap();
    for person in 0..people {
        let token = random_token();
        start_anonymous(services, &offered, &Language::new("en"), &token).await.unwrap();
        let first = usize::from(person % 4 == 0);
        let chosen = vec![question.choices[first].id.clone(), question.choices[2].id.clone()];
        save_answer(services, &token, &question.id, Some(Value::Choices(chosen))).await.unwrap();
    }
}

/// What came back: status, where it leads, the cookies set, the body.
struct Answer {
    status: u16,
    location: String,
    cookies: Vec<String>,
    body: String,
}

async fn read<B: MessageBody>(response: ServiceResponse<B>) -> Answer {
    let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
    let status = response.status().as_u16();
    let location = response.headers().get(header::LOCATION).map(text).unwrap_or_default();
    let cookies = response.headers().get_all(header::SET_COOKIE).map(text).collect();
    let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
    Answer { status, location, cookies, body: String::from_utf8(body.to_vec()).unwrap() }
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

/// Sends a request and reads what comes back.
macro_rules! send {
    ($app:expr, $request:expr) => {
        read(call_service(&$app, $request.to_request()).await).await
    };
}

/// Signs in and returns the cookie to send.
macro_rules! sign_in {
    ($app:expr, $email:expr) => {
        signed_in!($app, $email, PASSWORD)
    };
}

fn csrf_token(page: &str) -> String {
    let (_, after) = page.split_once("name=\"csrf_token\" value=\"").expect("a form with a token");
    after.split('"').next().unwrap().to_owned()
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
async fn the_console_is_closed_to_who_has_not_signed_in() {
    for (_place, store) in support::stores("the_console_is_closed") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        let answer = send!(app, get("/staff/priorities", "hearth_staff=made-up"));
        assert_eq!(answer.status, 303);
        assert_eq!(answer.location, "/staff/sign-in?next=/staff/priorities");
        let answer = send!(app, post("/staff/priorities/publish", "", &[("survey", "x")]));
        assert_eq!((answer.status, answer.location.as_str()), (303, "/staff/sign-in"));
    }
}

#[actix_web::test]
async fn a_wrong_password_is_told_and_the_address_is_not_lost() {
    for (_place, store) in support::stores("a_wrong_password_is_told") {
        let (services, _clock) = support::services(&store);
        add_account(&services, "ana@example.org", Role::Analyst, "en");
        let app = app!(services);
        let form = [("email", "ana@example.org"), ("password", "wrong"), ("next", "")];
        for _ in 0..5 {
            let answer = send!(app, post("/staff/sign-in", "", &form));
            assert_eq!(answer.status, 422);
            assert!(answer.body.contains("value=\"ana@example.org\"") && answer.cookies.is_empty());
        }
        let answer = send!(app, post("/staff/sign-in", "", &form));
        assert_eq!(answer.status, 429);
        let forged = post("/staff/sign-in", "", &form)
            .insert_header((header::ORIGIN, "https://evil.example"));
        assert_eq!(send!(app, forged).status, 403);
    }
}

#[actix_web::test]
async fn the_session_cookie_is_out_of_scripts_reach_and_ends_with_signing_out() {
    for (_place, store) in support::stores("the_session_cookie") {
        let (services, _clock) = support::services(&store);
        add_account(&services, "ana@example.org", Role::Analyst, "en");
        let app = app!(services);
        let next = "/staff/backlog";
        let form = [("email", "ana@example.org"), ("password", PASSWORD), ("next", next)];
        let answer = send!(app, post("/staff/sign-in", "", &form));
        assert_eq!(answer.location, "/staff/sign-in/code?next=/staff/backlog");
        let half = answer.cookies[0].split(';').next().unwrap();
        assert_eq!(send!(app, get("/staff/backlog", half)).status, 303, "half is not whole");
        let code = signing_in::code_on_the_phone(&services, &half["hearth_half=".len()..]).await;
        let form = [("code", code.as_str()), ("next", next)];
        let answer = send!(app, post("/staff/sign-in/code", half, &form));
        assert!(answer.status == 200 && answer.body.contains("href=\"/staff/backlog\""));
        for cookie in &answer.cookies {
            assert!(cookie.contains("; Path=/staff; HttpOnly; SameSite=Lax"), "{cookie}");
        }
        let cookie = answer.cookies[0].split(';').next().unwrap();
        let page = send!(app, get("/staff/backlog", cookie));
        assert_eq!(page.status, 200);
        let token = csrf_token(&page.body);
        let out = send!(app, post("/staff/sign-out", cookie, &[("csrf_token", &token)]));
        assert_eq!((out.status, out.location.as_str()), (303, "/staff/sign-in"));
        assert_eq!(send!(app, get("/staff/backlog", cookie)).status, 303);
    }
}

#[actix_web::test]
async fn a_form_without_the_sessions_token_or_from_elsewhere_changes_nothing() {
    for (_place, store) in support::stores("a_form_without_the_token") {
        let (services, _clock) = support::services(&store);
        offer_sample(&services, 20).await;
        add_account(&services, "lea@example.org", Role::Leadership, "en");
        let app = app!(services);
        let cookie = sign_in!(app, "lea@example.org");
        let page = send!(app, get("/staff/priorities", &cookie));
        let token = csrf_token(&page.body);
        let path = "/staff/priorities/publish";
        let whole = [("csrf_token", token.as_str()), ("survey", "patient-voice")];
        let forged = [("csrf_token", "made-up"), ("survey", "patient-voice")];
        assert_eq!(send!(app, post(path, &cookie, &forged)).status, 403);
        assert_eq!(send!(app, post(path, &cookie, &forged[1..])).status, 403);
        let elsewhere =
            post(path, &cookie, &whole).insert_header((header::ORIGIN, "https://evil.example"));
        assert_eq!(send!(app, elsewhere).status, 403);
        let backlog = send!(app, get("/staff/backlog", &cookie));
        assert!(!backlog.body.contains("id=\"item-"));
        let answer = send!(app, post(path, &cookie, &whole));
        assert_eq!(answer.location, "/staff/priorities?survey=patient-voice&published=1");
        let backlog = send!(app, get("/staff/backlog", &cookie));
        assert!(backlog.body.contains("id=\"item-1\""));
    }
}

#[actix_web::test]
async fn a_role_sees_and_does_what_is_its_own() {
    for (_place, store) in support::stores("a_role_sees_what_is_its_own") {
        let (services, _clock) = support::services(&store);
        offer_sample(&services, 20).await;
        for (email, role, priorities, backlog, publish, decide) in [
            ("a@example.org", Role::Administrator, 200, 200, 303, 404),
            ("b@example.org", Role::Liaison, 200, 200, 303, 403),
            ("c@example.org", Role::Leadership, 200, 200, 303, 404),
            ("d@example.org", Role::Translator, 403, 200, 403, 403),
            ("e@example.org", Role::Analyst, 200, 200, 403, 403),
            ("f@example.org", Role::PatientAdvisor, 200, 200, 403, 403),
        ] {
            add_account(&services, email, role, "en");
            let app = app!(services);
            let cookie = sign_in!(app, email);
            assert_eq!(send!(app, get("/staff/priorities", &cookie)).status, priorities);
            let page = send!(app, get("/staff/backlog", &cookie));
            assert_eq!(page.status, backlog, "{role:?}");
            let token = csrf_token(&page.body);
            let form = [("csrf_token", token.as_str()), ("survey", "patient-voice")];
            let answer = send!(app, post("/staff/priorities/publish", &cookie, &form));
            assert_eq!(answer.status, publish, "{role:?}");
            let form = [
                ("csrf_token", token.as_str()),
                ("from", "proposed"),
                ("to", "declined"),
                ("reason", "No money."),
            ];
            let answer = send!(app, post("/staff/backlog/999/decision", &cookie, &form));
            assert_eq!(answer.status, decide, "{role:?}");
        }
    }
}

#[actix_web::test]
async fn a_sign_that_no_text_of_the_database_may_hold_is_refused() {
    for (_place, store) in support::stores("a_nul_is_refused") {
        let (services, _clock) = support::services(&store);
        offer_sample(&services, 20).await;
        add_account(&services, "lea@example.org", Role::Leadership, "en");
        let app = app!(services);
        let form = [("email", "lea\0@example.org"), ("password", "x\0"), ("next", "\0")];
        assert_eq!(send!(app, post("/staff/sign-in", "", &form)).status, 422);
        let cookie = sign_in!(app, "lea@example.org");
        let page = send!(app, get("/staff/priorities", &cookie));
        assert_eq!(send!(app, get("/staff/priorities?survey=%00", &cookie)).status, 200);
        let token = csrf_token(&page.body);
        let form = [("csrf_token", token.as_str()), ("survey", "patient-voice")];
        send!(app, post("/staff/priorities/publish", &cookie, &form));
        let token = ("csrf_token", token.as_str());
        let decision = [token, ("from", "proposed"), ("to", "declined"), ("reason", "The\0bus.")];
        assert_eq!(send!(app, post("/staff/backlog/1/decision", &cookie, &decision)).status, 400);
        let survey = [token, ("survey", "patient-voice\0")];
        assert_eq!(send!(app, post("/staff/priorities/publish", &cookie, &survey)).status, 400);
    }
}

#[actix_web::test]
async fn a_decision_without_a_reason_keeps_what_was_typed_and_one_with_it_is_public() {
    for (_place, store) in support::stores("a_decision_without_a_reason") {
        let (services, _clock) = support::services(&store);
        offer_sample(&services, 20).await;
        add_account(&services, "lea@example.org", Role::Leadership, "en");
        let app = app!(services);
        let cookie = sign_in!(app, "lea@example.org");
        let page = send!(app, get("/staff/priorities", &cookie));
        let token = csrf_token(&page.body);
        let form = [("csrf_token", token.as_str()), ("survey", "patient-voice")];
        send!(app, post("/staff/priorities/publish", &cookie, &form));
        let path = "/staff/backlog/1/decision";
        let mut form = [
            ("csrf_token", token.as_str()),
            ("from", "proposed"),
            ("to", "declined"),
            ("reason", " "),
        ];
        let answer = send!(app, post(path, &cookie, &form));
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("value=\"declined\" required checked"));
        form[3].1 = "The city runs the <buses>.";
        let answer = send!(app, post(path, &cookie, &form));
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, "/staff/backlog?saved=1&decision=1#item-1")
        );
        assert_eq!(send!(app, post(path, &cookie, &form)).status, 303, "a double tap is one tap");
        form[3].1 = "Another reason.";
        assert_eq!(send!(app, post(path, &cookie, &form)).status, 409);
        let heard = send!(app, get("/heard", ""));
        assert_eq!(heard.status, 200);
        assert!(heard.body.contains("The city runs the &lt;buses&gt;."));
        let spanish = send!(app, get("/heard?lang=es", ""));
        assert!(
            spanish.body.contains("lang=\"es\" dir=\"ltr\"") && !spanish.body.contains("buses")
        );
    }
}

#[actix_web::test]
async fn every_page_is_whole_in_every_language() {
    for (_place, store) in support::stores("every_page_in_every_language") {
        let (services, _clock) = support::services(&store);
        add_account(&services, "first@example.org", Role::Leadership, "en");
        let languages: Vec<Language> = services.i18n.languages().cloned().collect();
        assert!(languages.len() >= 6);
        for (people, published) in [(3, false), (20, true)] {
            offer_sample(&services, people).await;
            let app = app!(services);
            for language in &languages {
                let tag = language.tag();
                let email = format!("{tag}-{people}@example.org");
                add_account(&services, &email, Role::Leadership, tag);
                let cookie = sign_in!(app, email.as_str());
                let page = send!(app, get("/staff/priorities", &cookie));
                assert_eq!(page.body.contains("class=\"plot\""), published);
                let form =
                    [("csrf_token", csrf_token(&page.body)), ("survey", "patient-voice".into())];
                let form = [("csrf_token", form[0].1.as_str()), ("survey", form[1].1.as_str())];
                send!(app, post("/staff/priorities/publish", &cookie, &form));
                let html_tag = format!("<html lang=\"{tag}\" dir=");
                for path in ["/staff/priorities?published=1", "/staff/backlog"] {
                    let page = send!(app, get(path, &cookie));
                    assert_eq!(page.status, 200, "{path} {tag}");
                    assert!(page.body.contains(&html_tag), "{path} {tag}");
                    assert!(
                        !page.body.contains("style="),
                        "the policy forbids inline style: {path}"
                    );
                    assert!(!page.body.contains("{ $"), "{path} {tag}");
                }
                let heard = send!(app, get(&format!("/heard?lang={tag}"), ""));
                assert!(heard.status == 200 && heard.body.contains(&html_tag));
            }
        }
    }
}

/// What was logged, as it stands on standard error.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[actix_web::test]
async fn a_failure_is_logged_once_with_its_cause_under_the_id_that_the_page_shows() {
    for (_place, store) in support::stores("a_failure_is_logged_once") {
        let (services, _clock) = support::services(&store);
        let broken = "DROP TABLE decision_reason";
        store
            .write_now(move |connection| connection.batch_execute(broken).map_err(StoreError::from))
            .unwrap();
        let app = app!(services);
        let log = Log::default();
        let writer = log.clone();
        let subscriber =
            tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
        let logging = tracing::subscriber::set_default(subscriber);
        let answer = send!(app, get("/heard", ""));
        drop(logging);
        assert_eq!(answer.status, 500);
        assert!(!answer.body.contains("decision_reason"), "{}", answer.body);
        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        let errors: Vec<serde_json::Value> = log
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .filter(|line: &serde_json::Value| line["level"] == "ERROR")
            .collect();
        assert_eq!(errors.len(), 1, "{log}");
        let fields = &errors[0]["fields"];
        assert!(fields["error"].as_str().unwrap().contains("decision_reason"), "{log}");
        assert!(answer.body.contains(fields["request_id"].as_str().unwrap()), "{}", answer.body);
    }
}

#[actix_web::test]
async fn every_page_carries_the_headers_that_guard_it() {
    for (_place, store) in support::stores("every_page_carries_the_headers") {
        let (services, _clock) = support::services(&store);
        offer_sample(&services, 0).await;
        let https = |name: &str| {
            (name == "HEARTH_PUBLIC_URL").then(|| "https://voice.example.org".to_owned())
        };
        let secured =
            Services { config: Arc::new(Config::read(&https).unwrap()), ..services.clone() };
        for (services, hsts) in [(services, None), (secured, Some("max-age=31536000"))] {
            let app = app!(services);
            for (path, status, referrer) in [
                ("/staff/sign-in", 200, "same-origin"),
                ("/staff/priorities", 303, "same-origin"),
                ("/heard", 200, "no-referrer"),
                ("/s/patient-voice", 200, "no-referrer"),
                ("/s/nothing", 404, "no-referrer"),
            ] {
                let response = call_service(&app, get(path, "").to_request()).await;
                assert_eq!(response.status().as_u16(), status, "{path}");
                let header =
                    |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap());
                let policy = header("Content-Security-Policy").unwrap();
                for rule in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"] {
                    assert!(policy.contains(rule), "{path}: {policy}");
                }
                let is_console = path.starts_with("/staff");
                assert_eq!(policy.contains("script-src 'self';"), is_console, "{policy}");
                assert!(policy.matches("script-src").count() <= 1, "{policy}");
                assert!(!policy.contains("unsafe"), "{policy}");
                for (name, value) in [
                    ("X-Content-Type-Options", Some("nosniff")),
                    ("X-Frame-Options", Some("DENY")),
                    ("Referrer-Policy", Some(referrer)),
                    ("Cache-Control", Some("no-store")),
                    ("Strict-Transport-Security", hsts),
                ] {
                    assert_eq!(header(name), value, "{name} of {path}");
                }
            }
        }
    }
}

#[actix_web::test]
async fn the_trail_tells_who_published_decided_and_translated_and_in_which_request() {
    for (_place, store) in support::stores("the_trail_tells_who") {
        let (services, _clock) = support::services(&store);
        offer_sample(&services, 20).await;
        add_account(&services, "lea@example.org", Role::Leadership, "en");
        let app = app!(services);
        let cookie = sign_in!(app, "lea@example.org");
        let token = csrf_token(&send!(app, get("/staff/priorities", &cookie)).body);
        let token = ("csrf_token", token.as_str());
        let reason = ("reason", "The city runs the buses.");
        let words = [("text", "La ciudad opera los autobuses."), ("reviewed_by", "Rosa Díaz")];
        for (path, form) in [
            ("/staff/priorities/publish", vec![token, ("survey", "patient-voice")]),
            (
                "/staff/backlog/1/decision",
                vec![token, ("from", "proposed"), ("to", "declined"), reason],
            ),
            ("/staff/backlog/1/words/1", vec![token, ("language", "es"), words[0], words[1]]),
        ] {
            assert_eq!(send!(app, post(path, &cookie, &form)).status, 303, "{path}");
        }
        let over = vec![token, ("language", "es"), ("text", "Otra razón."), words[1]];
        let refused = send!(app, post("/staff/backlog/1/words/1", &cookie, &over));
        assert_eq!(refused.status, 409, "what somebody signed stays");

        let trail = store.read_now(|connection| list_unsealed(connection, 99)).unwrap();
        let told: Vec<_> =
            trail.iter().map(|row| (row.account_id, &*row.action, &*row.record)).collect();
        assert_eq!(
            told,
            [
                (None, "survey_published", "survey_version/1"),
                (None, "account_added", "staff_account/1"),
                (Some(1), "sign_in_begun", "staff_account/1"),
                (Some(1), "second_factor_set", "staff_account/1"),
                (Some(1), "signed_in", "staff_account/1"),
                (Some(1), "ranking_published", "ranking_snapshot/1"),
                (Some(1), "backlog_decided", "backlog_item/1"),
                (Some(1), "decision_translated", "backlog_item/1"),
            ]
        );
        assert_eq!(trail[6].detail, "proposed to declined");
        assert!(trail[7].detail.starts_with("decision/1 in es, reviewed by Rosa Díaz, sha256 "));
        let mut requests: Vec<_> = trail[2..].iter().map(|row| &row.request_id).collect();
        requests.dedup();
        assert!(requests.len() == 5 && requests.iter().all(|id| !id.is_empty()), "{requests:?}");
    }
}
