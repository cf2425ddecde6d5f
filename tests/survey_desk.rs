//! Surveys for staff: their languages, posters, counts and the file of answers, on both engines.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

#[path = "support/signing_in.rs"]
mod signing_in;
mod support;

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use diesel::prelude::*;
use hearth::app::survey_check;
use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::response::flow::{find_survey, save_answer, start_anonymous, withdraw};
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::schema::audit_event;
use hearth::survey::flow::{
    Correction, Overview, ReviewFault, correct_and_sign, find_overview, import, publish, review,
};
use hearth::survey::{LanguageState, Survey, Value};
use hearth::{routes, web::guard};

const PASSWORD: &str = "three quiet herons";

const SURVEY: &str = r#"
slug = "voice"
languages = ["en", "es", "vi", "ar"]
title = { en = "Your voice", es = "Su voz", vi = "Tiếng nói", ar = "صوتك" }
keywords = { en = "VOICE", ar = "صوتي" }
[notice]
slug = "voice"
purposes = ["answer", "improve"]
text = { en = "May we use your answers?", es = "¿Podemos?", vi = "Được không?", ar = "هل نستخدم إجاباتك؟" }
[[question]]
id = "time"
kind = "single"
text = { en = "When?", es = "¿Cuándo?", vi = "Khi nào?", ar = "متى؟" }
  [[question.choice]]
  id = "am"
  text = { en = "Morning", es = "Mañana", vi = "Sáng", ar = "الصباح" }
  [[question.choice]]
  id = "pm"
  text = { en = "Evening", es = "Noche", vi = "Tối", ar = "المساء" }
[[question]]
id = "why"
kind = "text"
optional = true
text = { en = "Why?", es = "¿Por qué?", vi = "Tại sao?", ar = "لماذا؟" }
"#;

/// Number of the first choice among all texts: title, notice, question, choice.
const MORNING: usize = 3;

fn survey() -> Survey {
    Survey::from_toml(SURVEY).unwrap()
}

fn quotable() -> Survey {
    let with_quote = SURVEY.replace("\"improve\"]", "\"improve\", \"quote\"]");
    Survey::from_toml(&with_quote).unwrap()
}

fn language(tag: &str) -> Language {
    Language::new(tag)
}

fn add_account(services: &Services, role: Role) -> SignedIn {
    let email = Email::parse(&format!("{}@example.org", role.name())).unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    let account_id = add_account_now(services, &email, &password, role, language("en")).unwrap();
    SignedIn { account_id, role, language: language("en"), csrf_token: String::new() }
}

fn overview(services: &Services) -> Overview {
    let frozen = std::sync::Arc::clone(&services.frozen);
    services
        .store
        .read_now(|connection| find_overview(connection, &frozen, false, "voice"))
        .unwrap()
        .unwrap()
}

fn state(services: &Services, tag: &str) -> LanguageState {
    let languages = overview(services).languages;
    languages.into_iter().find(|(known, _)| *known == language(tag)).unwrap().1
}

fn signer(services: &Services, tag: &str) -> Option<String> {
    match state(services, tag) {
        LanguageState::Reviewed(signature) => Some(signature.by),
        _ => None,
    }
}

fn correction(services: &Services, tag: &str, texts: &[(usize, &str)]) -> Correction {
    Correction {
        slug: "voice".to_owned(),
        language: language(tag),
        version_id: overview(services).latest.id,
        texts: texts.iter().map(|(number, text)| (*number, (*text).to_owned())).collect(),
        sign_as: None,
        request_id: "r".to_owned(),
    }
}

async fn correct(
    services: &Services,
    by: &SignedIn,
    correction: Correction,
) -> Result<(), ReviewFault> {
    correct_and_sign(services, survey_check(), by, correction).await
}

/// What the trail says, without sign-ins and accounts.
fn trail(services: &Services) -> Vec<(String, String)> {
    let rows: Vec<(String, String)> = services
        .store
        .read_now(|connection| {
            audit_event::table
                .order(audit_event::id)
                .select((audit_event::action, audit_event::detail))
                .load(connection)
                .map_err(hearth::storage::StoreError::from)
        })
        .unwrap();
    let is_about_surveys =
        |action: &str| action.starts_with("survey") || action.starts_with("answers");
    rows.into_iter().filter(|(action, _)| is_about_surveys(action)).collect()
}

/// Somebody unknown answers; returns the token of their response.
async fn answer(services: &Services, tag: &str, time: &str, why: Option<&str>) -> String {
    let offered = find_survey(services, "voice").await.unwrap().unwrap();
    let token = random_token();
    start_anonymous(services, &offered, &language(tag), &token).await.unwrap();
    save_answer(services, &token, "time", Some(Value::Text(time.to_owned()))).await.unwrap();
    let why = why.map(|words| Value::Text(words.to_owned()));
    save_answer(services, &token, "why", why).await.unwrap();
    token
}

#[tokio::test]
async fn a_language_is_signed_by_name_and_stale_once_the_source_changes() {
    for (_place, store) in support::stores("a_language_is_signed_and_stale") {
        let (services, clock) = support::services(&store);
        let ana = add_account(&services, Role::Liaison);
        import(&services, survey(), true).await.unwrap();
        assert_eq!(state(&services, "es"), LanguageState::Draft);
        let signed = Correction {
            sign_as: Some(" Rosa Díaz ".to_owned()),
            ..correction(&services, "es", &[])
        };
        correct(&services, &ana, signed.clone()).await.unwrap();
        correct(&services, &ana, signed).await.unwrap();
        review(&services, "voice", language("vi"), "Linh Tran").await.unwrap();
        let signed_at = services.clock.now();
        assert_eq!(signer(&services, "es").as_deref(), Some("Rosa Díaz"));

        clock.advance(chrono::TimeDelta::days(3));
        let typed = correction(&services, "vi", &[(MORNING, "Buổi sáng")]);
        correct(&services, &ana, typed).await.unwrap();
        let kept = overview(&services);
        assert_eq!((kept.latest.number, kept.published.unwrap().number), (2, 1));
        assert_eq!(state(&services, "vi"), LanguageState::Draft, "its own text changed");
        let LanguageState::Reviewed(spanish) = state(&services, "es") else { panic!("carried") };
        assert_eq!(spanish.at, signed_at, "a review keeps its day");

        let source = correction(&services, "en", &[(0, "Your own voice")]);
        correct(&services, &ana, source).await.unwrap();
        assert!(matches!(state(&services, "es"), LanguageState::Stale(by) if by.by == "Rosa Díaz"));
        let back = correction(&services, "en", &[(0, "Your voice")]);
        correct(&services, &ana, back).await.unwrap();
        assert!(signer(&services, "es").is_some(), "the texts are those that were signed");

        let said: Vec<(String, String)> = trail(&services);
        let expected = [
            ("survey_published", "voice version 1"),
            ("survey_reviewed", "voice version 1 in es, reviewed by Rosa Díaz"),
            ("survey_reviewed", "voice version 1 in vi, reviewed by Linh Tran"),
            ("survey_texts_corrected", "voice in vi: 1 texts"),
            ("survey_texts_corrected", "voice in en: 1 texts"),
            ("survey_texts_corrected", "voice in en: 1 texts"),
        ];
        assert_eq!(said, expected.map(|(action, detail)| (action.into(), detail.into())));
    }
}

#[tokio::test]
async fn what_could_not_go_out_is_not_kept_and_nobody_signs_what_they_did_not_read() {
    for (_place, store) in support::stores("what_could_not_go_out_is_not_kept") {
        let (services, _clock) = support::services(&store);
        let tam = add_account(&services, Role::Translator);
        import(&services, survey(), true).await.unwrap();
        let why = async |correction: Correction| {
            correct(&services, &tam, correction).await.unwrap_err().to_string()
        };
        let stop = why(correction(&services, "es", &[(MORNING, "STOP")])).await;
        assert!(stop.contains("ends the texts"), "{stop}");
        let alike = why(correction(&services, "es", &[(MORNING, "Noche")])).await;
        assert!(alike.contains("both called"), "{alike}");
        assert!(why(correction(&services, "es", &[(0, "")])).await.contains("missing"));
        assert!(why(correction(&services, "en", &[(0, "New")])).await.contains("may not"));
        let unnamed =
            Correction { sign_as: Some(" ".to_owned()), ..correction(&services, "es", &[]) };
        assert!(why(unnamed).await.contains("name"));
        let read = correction(&services, "es", &[(MORNING, "Por la mañana")]);
        correct(&services, &tam, read.clone()).await.unwrap();
        let sign = Correction { sign_as: Some("Tam".to_owned()), ..read };
        assert!(why(sign).await.contains("newer version"));
        assert_eq!(overview(&services).latest.number, 2);
        assert_eq!(signer(&services, "es"), None);
    }
}

#[tokio::test]
async fn a_version_is_published_once_and_by_who_runs_surveys() {
    for (_place, store) in support::stores("a_version_is_published_once") {
        let (services, _clock) = support::services(&store);
        let ana = add_account(&services, Role::Liaison);
        let tam = add_account(&services, Role::Translator);
        import(&services, survey(), false).await.unwrap();
        let id = overview(&services).latest.id;
        assert!(publish(&services, &tam, "voice", id, "r".to_owned()).await.is_err());
        for _ in 0..2 {
            publish(&services, &ana, "voice", id, "r".to_owned()).await.unwrap();
        }
        assert!(publish(&services, &ana, "voice", id + 999, "r".to_owned()).await.is_err());
        assert_eq!(trail(&services), [("survey_published".into(), "voice version 1".into())]);
        assert_eq!(overview(&services).offered_in, [language("en")]);
    }
}

/// What came back: status, where it leads, the body.
struct Answer {
    status: u16,
    location: String,
    body: String,
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

macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        let routes = App::new().configure(move |routes| routes::configure(routes, &services));
        init_service(routes.wrap(from_fn(guard::guard))).await
    }};
}

/// Sends a request and reads what comes back.
macro_rules! send {
    ($app:expr, $request:expr) => {{
        let response = call_service(&$app, $request.to_request()).await;
        let head = |name| {
            let value = response.headers().get(name);
            value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (status, location) = (response.status().as_u16(), head(header::LOCATION));
        let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
        Answer { status, location, body: String::from_utf8(body.to_vec()).unwrap() }
    }};
}

macro_rules! sign_in {
    ($app:expr, $role:expr) => {{
        let email = format!("{}@example.org", $role.name());
        signed_in!($app, email.as_str(), PASSWORD)
    }};
}

fn csrf_token(page: &str) -> String {
    let (_, after) = page.split_once("name=\"csrf_token\" value=\"").expect("a form with a token");
    after.split('"').next().unwrap().to_owned()
}

#[actix_web::test]
async fn the_file_holds_what_people_permit_and_nothing_that_leads_to_them() {
    for (_place, store) in support::stores("the_file_holds_what_people_permit") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Liaison);
        import(&services, survey(), true).await.unwrap();
        review(&services, "voice", language("es"), "Rosa Díaz").await.unwrap();
        for person in 0..12 {
            let time = if person == 0 { "pm" } else { "am" };
            answer(&services, "en", time, Some("private words")).await;
        }
        let app = app!(services);
        let cookie = sign_in!(app, Role::Liaison);
        let token = csrf_token(&send!(app, get("/staff/surveys/voice", &cookie)).body);
        let form = [("csrf_token", token.as_str())];
        let path = "/staff/surveys/voice/answers.csv";
        let file = send!(app, post(path, &cookie, &form)).body;
        assert!(file.starts_with("\u{feff}row,language,time,why\r\n1,en,"), "{file}");
        assert_eq!(file.lines().count(), 13);
        assert_eq!(file.matches(",am,(kept private)").count(), 11);
        assert!(!file.contains("private words"));

        import(&services, quotable(), true).await.unwrap();
        let taken_back = answer(&services, "en", "am", Some("never")).await;
        answer(&services, "es", "am", Some("=cmd(\"x\"), she said")).await;
        withdraw(&services, &services.keys.receipt_code(&taken_back)).await.unwrap();
        let file = send!(app, post(path, &cookie, &form)).body;
        assert_eq!(file.lines().count(), 14, "{file}");
        assert!(file.contains(",am,\"'=cmd(\"\"x\"\"), she said\""), "{file}");
        assert!(!file.contains("never") && !file.contains(",es,") && !file.contains(",en,"));
        let exports: Vec<String> = trail(&services)
            .into_iter()
            .filter_map(|(action, detail)| (action == "answers_exported").then_some(detail))
            .collect();
        assert_eq!(exports, ["12 rows", "13 rows"]);
    }
}

#[actix_web::test]
async fn small_counts_are_not_on_the_pages_and_too_few_are_not_taken_out() {
    for (_place, store) in support::stores("small_counts_are_not_on_the_pages") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Liaison);
        import(&services, survey(), true).await.unwrap();
        let app = app!(services);
        let cookie = sign_in!(app, Role::Liaison);
        for _ in 0..7 {
            answer(&services, "en", "pm", None).await;
        }
        let page = send!(app, get("/staff/surveys/voice", &cookie)).body;
        assert!(page.contains("Fewer than 11 people") && !page.contains("answers.csv"));
        assert!(send!(app, get("/staff/surveys", &cookie)).body.contains("Fewer than 11"));
        let token = csrf_token(&page);
        let form = [("csrf_token", token.as_str())];
        let refused = send!(app, post("/staff/surveys/voice/answers.csv", &cookie, &form));
        assert_eq!(refused.status, 409);
        for _ in 0..30 {
            answer(&services, "en", "am", None).await;
        }
        let page = send!(app, get("/staff/surveys/voice", &cookie)).body;
        assert!(page.contains("Responses so far: \u{2068}37\u{2069}"), "{page}");
        assert!(page.contains("Counts are not shown here") && !page.contains(">7<"));
        assert!(!page.contains(">30<"), "30 of 37 would give the 7 away");
        assert!(trail(&services).iter().all(|(action, _)| action != "answers_exported"));
    }
}

#[actix_web::test]
async fn texts_stand_beside_their_source_and_what_was_typed_is_not_lost() {
    for (_place, store) in support::stores("texts_stand_beside_their_source") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Translator);
        import(&services, survey(), true).await.unwrap();
        let app = app!(services);
        let cookie = sign_in!(app, Role::Translator);
        let path = "/staff/surveys/voice/review/ar";
        let page = send!(app, get(path, &cookie)).body;
        assert!(page.contains("id=\"source-3\" lang=\"en\" dir=\"ltr\">Morning"), "{page}");
        assert!(page.contains("name=\"text-3\" rows=\"1\" lang=\"ar\" dir=\"rtl\""), "{page}");
        let (token, version) = (csrf_token(&page), overview(&services).latest.id.to_string());
        let mut form = vec![
            ("csrf_token", token.as_str()),
            ("version", version.as_str()),
            ("text-3", "صباحاً <b>"),
            ("name", ""),
            ("action", "sign"),
        ];
        let refused = send!(app, post(path, &cookie, &form));
        assert_eq!(refused.status, 422);
        assert!(
            refused.body.contains("صباحاً &lt;b&gt;") && refused.body.contains("href=\"#name\"")
        );
        assert_eq!(overview(&services).latest.number, 1);
        form[3].1 = "Amal Haddad";
        let taken = send!(app, post(path, &cookie, &form));
        assert_eq!(
            (taken.status, taken.location.as_str()),
            (303, "/staff/surveys/voice?signed=1#languages")
        );
        assert_eq!(signer(&services, "ar").as_deref(), Some("Amal Haddad"));
        form[2].1 = "غير ذلك";
        let late = send!(app, post(path, &cookie, &form));
        assert_eq!(late.status, 409);
        assert!(late.body.contains("غير ذلك"));
    }
}

#[actix_web::test]
async fn each_text_says_what_it_costs_by_text_message_in_that_language() {
    let (_place, store) = support::stores("what_texts_cost").swap_remove(0);
    let (services, _clock) = support::services(&store);
    add_account(&services, Role::Administrator);
    import(&services, survey(), true).await.unwrap();
    let app = app!(services);
    let cookie = sign_in!(app, Role::Administrator);
    let costs = async |tag: &str| {
        let page = send!(app, get(&format!("/staff/surveys/voice/review/{tag}"), &cookie)).body;
        let page = page.replace(['\u{2068}', '\u{2069}'], "");
        let said = |text: &str| page.matches(text).count();
        let all = page.split("all questions together are ").nth(1).unwrap();
        let all = all.split(" a person").next().unwrap().to_owned();
        (said("As a text message: 1 segment"), said("holds 160 of"), said("holds 70 of"), all)
    };
    assert_eq!(costs("en").await, (3, 3, 0, "3 segments: about $0.03".to_owned()));
    // One letter outside the narrow alphabet leaves room for 70 in all of its text.
    assert_eq!(costs("vi").await.2, 3);
    // Topics are sent only among choices.
    let sample = include_str!("../samples/patient-voice.toml").lines();
    let sample: Vec<&str> = sample.filter(|line| !line.starts_with("keywords.")).collect();
    let sample = sample.join("\n");
    import(&services, Survey::from_toml(&sample).unwrap(), true).await.unwrap();
    let page = send!(app, get("/staff/surveys/patient-voice/review/es", &cookie));
    assert_eq!(page.status, 200);
    assert!(page.body.contains(">Issues</h2>"), "{}", page.body);
}

#[actix_web::test]
async fn a_poster_is_in_the_language_it_is_for_and_only_where_people_can_answer() {
    let (_place, store) = support::stores("a_poster").remove(0);
    let (services, _clock) = support::services(&store);
    add_account(&services, Role::Analyst);
    import(&services, survey(), true).await.unwrap();
    review(&services, "voice", language("ar"), "Amal Haddad").await.unwrap();
    let app = app!(services);
    let cookie = sign_in!(app, Role::Analyst);
    let poster = send!(app, get("/staff/surveys/voice/poster/ar", &cookie)).body;
    assert!(poster.contains("<html lang=\"ar\" dir=\"rtl\">") && poster.contains("<h1>صوتك</h1>"));
    assert!(poster.contains("role=\"img\" aria-label=\"رمز QR"), "{poster}");
    assert!(poster.contains("127.0.0.1:8080/s/voice") && !poster.contains("style="));
    assert!(!poster.contains("صوتي"), "no number is set, so no keyword is promised");
    assert_eq!(send!(app, get("/staff/surveys/voice/poster/vi", &cookie)).status, 404);
}

#[actix_web::test]
async fn every_route_is_closed_to_strangers_other_roles_and_forged_forms() {
    use Role::{Administrator, Analyst, Leadership, Liaison, PatientAdvisor, Translator};
    for (_place, store) in support::stores("every_route_is_closed") {
        let (services, _clock) = support::services(&store);
        import(&services, survey(), true).await.unwrap();
        let version = overview(&services).latest.id.to_string();
        let sees: &[Role] = &[Administrator, Liaison, Leadership, Translator, Analyst];
        let reviews: &[Role] = &[Administrator, Liaison, Translator];
        let runs: &[Role] = &[Administrator, Liaison];
        let pages = [
            ("/staff/surveys", sees),
            ("/staff/surveys/voice", sees),
            ("/staff/surveys/voice/poster/en", sees),
            ("/staff/surveys/voice/review/es", reviews),
            ("/staff/surveys/voice/review/en", runs),
        ];
        let forms = [
            ("/staff/surveys/voice/publish", runs, 303),
            ("/staff/surveys/voice/answers.csv", runs, 409),
            ("/staff/surveys/voice/review/es", reviews, 303),
            ("/staff/surveys/voice/review/en", runs, 303),
        ];
        let app = app!(services);
        for (path, _) in pages {
            assert_eq!(send!(app, get(path, "hearth_staff=made-up")).status, 303, "{path}");
        }
        for (path, ..) in forms {
            let form = [("csrf_token", "x"), ("version", version.as_str())];
            let answer = send!(app, post(path, "", &form));
            assert_eq!((answer.status, answer.location.as_str()), (303, "/staff/sign-in"));
        }
        for role in Role::ALL {
            add_account(&services, role);
            let cookie = sign_in!(app, role);
            for (path, who) in pages {
                let expected = if who.contains(&role) { 200 } else { 403 };
                assert_eq!(send!(app, get(path, &cookie)).status, expected, "{role:?} {path}");
            }
            let own = if role == PatientAdvisor { "/staff/backlog" } else { "/staff/surveys" };
            let token = csrf_token(&send!(app, get(own, &cookie)).body);
            for (path, who, done) in forms {
                let before = trail(&services).len();
                let form = [("csrf_token", token.as_str()), ("version", version.as_str())];
                for forged in [&form[1..], &[("csrf_token", "made-up"), form[1]][..]] {
                    assert_eq!(send!(app, post(path, &cookie, forged)).status, 403, "{path}");
                }
                let elsewhere = post(path, &cookie, &form)
                    .insert_header((header::ORIGIN, "https://evil.example"));
                assert_eq!(send!(app, elsewhere).status, 403, "{path}");
                let expected = if who.contains(&role) { done } else { 403 };
                let answer = send!(app, post(path, &cookie, &form));
                assert_eq!(answer.status, expected, "{role:?} {path}");
                assert_eq!(trail(&services).len(), before, "nothing changed");
            }
        }
        let cookie = sign_in!(app, Administrator);
        for path in ["/staff/surveys/none", "/staff/surveys/voice/review/ht"] {
            assert_eq!(send!(app, get(path, &cookie)).status, 404, "{path}");
        }
    }
}

#[actix_web::test]
async fn the_pages_are_whole_in_every_language() {
    let (_place, store) = support::stores("the_pages_are_whole").remove(0);
    let (services, _clock) = support::services(&store);
    import(&services, survey(), true).await.unwrap();
    for person in 0..50 {
        answer(&services, "en", if person % 3 == 0 { "pm" } else { "am" }, None).await;
    }
    let app = app!(services);
    let languages: Vec<Language> = services.i18n.languages().cloned().collect();
    for tag in languages.iter().map(Language::tag) {
        let email = Email::parse(&format!("{tag}@example.org")).unwrap();
        let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
        add_account_now(&services, &email, &password, Role::Administrator, language(tag)).unwrap();
        let cookie = signed_in!(app, email.expose(), PASSWORD);
        for path in ["", "/voice", "/voice/review/es", "/voice/review/en"] {
            let page = send!(app, get(&format!("/staff/surveys{path}"), &cookie));
            assert_eq!(page.status, 200, "{path} {tag}");
            assert!(page.body.contains(&format!("<html lang=\"{tag}\" dir=")), "{path} {tag}");
            assert!(!page.body.contains("style=") && !page.body.contains("{ $"), "{path} {tag}");
        }
    }
}
