//! A center set up and led over HTTP: its door, its sites, a first survey, and what is taken back.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

#[path = "support/signing_in.rs"]
mod signing_in;
mod support;

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::response::flow::{find_survey, save_answer, start_anonymous, withdraw};
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role};
use hearth::storage::StoreError;
use hearth::storage::schema::audit_event;
use hearth::survey::flow::{import, review};
use hearth::survey::{Survey, Value};
use hearth::{routes, web::guard};

const PASSWORD: &str = "three quiet herons";

fn language(tag: &str) -> Language {
    Language::new(tag)
}

fn add_account(services: &Services, role: Role, tag: &str) {
    let email = Email::parse(&format!("{}-{tag}@example.org", role.name())).unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    add_account_now(services, &email, &password, role, language(tag)).unwrap();
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

/// What came back: status, where it leads, the body.
struct Answer {
    status: u16,
    location: String,
    body: String,
}

macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        let routes = App::new().configure(move |routes| routes::configure(routes, &services));
        init_service(routes.wrap(from_fn(guard::guard))).await
    }};
}

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

/// Signs in somebody of that role: `(cookie, token of forms)`.
macro_rules! sign_in {
    ($app:expr, $role:expr, $tag:expr) => {{
        let email = format!("{}-{}@example.org", $role.name(), $tag);
        let cookie = signed_in!($app, email.as_str(), PASSWORD);
        let token = csrf_token(&send!($app, get("/staff", &cookie)).body);
        (cookie, token)
    }};
}

fn csrf_token(page: &str) -> String {
    let (_, after) = page.split_once("name=\"csrf_token\" value=\"").expect("a form with a token");
    after.split('"').next().unwrap().to_owned()
}

/// What the trail says of what was done here: `(action, detail)`.
fn trail(services: &Services) -> Vec<(String, String)> {
    let read = |connection: &mut hearth::storage::Database| {
        audit_event::table
            .order(audit_event::id)
            .select((audit_event::action, audit_event::detail))
            .load(connection)
            .map_err(StoreError::from)
    };
    let rows: Vec<(String, String)> = services.store.read_now(read).unwrap();
    let of_staff = ["account", "sign", "second_factor"];
    rows.into_iter()
        .filter(|(action, _)| !of_staff.iter().any(|of| action.starts_with(of)))
        .collect()
}

fn told(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(action, detail)| ((*action).to_owned(), (*detail).to_owned())).collect()
}

/// Some people nobody knows answer the sample's ranking; the token of the last.
async fn answer_sample(services: &Services, people: usize) -> String {
    let mut last = String::new();
    let offered = find_survey(services, "patient-voice").await.unwrap().unwrap();
    let question =
        hearth::priority::voices::ranked_question(&offered.version.survey).unwrap().clone();
    for person in 0..people {
        let token = random_token();
        start_anonymous(services, &offered, &language("en"), &token).await.unwrap();
        let first = usize::from(person % 4 == 0);
        let chosen = vec![question.choices[first].id.clone(), question.choices[2].id.clone()];
        save_answer(services, &token, &question.id, Some(Value::Choices(chosen))).await.unwrap();
        last = token;
    }
    last
}

#[actix_web::test]
async fn a_site_is_added_renamed_and_taken_back_and_the_trail_knows() {
    for (_place, store) in support::stores("a_site_is_added") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Liaison, "en");
        let app = app!(services);
        let (cookie, token) = sign_in!(app, Role::Liaison, "en");
        let token = ("csrf_token", token.as_str());
        assert!(send!(app, get("/staff/sites", &cookie)).body.contains("There is no site yet"));
        let add = |name: &'static str| [token, ("name", name)];
        let added = send!(app, post("/staff/sites", &cookie, &add("  East \n Side ")));
        assert_eq!((added.status, added.location.as_str()), (303, "/staff/sites?added=1"));
        assert!(send!(app, get(&added.location, &cookie)).body.contains("/staff/sites/1/remove"));
        send!(app, post("/staff/sites", &cookie, &add("West & <Side>")));
        for (name, status, said) in [
            ("East Side", 409, "Another site already has this name"),
            (" ", 422, "Please give the site a name"),
        ] {
            let refused = send!(app, post("/staff/sites", &cookie, &add(name)));
            assert_eq!(refused.status, status, "{name}");
            assert!(refused.body.contains(said), "{}", refused.body);
        }

        let rename = [token, ("seen", "East Side"), ("name", "Riverside")];
        let renamed = send!(app, post("/staff/sites/1", &cookie, &rename));
        assert_eq!(renamed.location, "/staff/sites?renamed=1&was=East%20Side");
        let page = send!(app, get(&renamed.location, &cookie)).body;
        assert!(page.contains("name=\"seen\" value=\"Riverside\""), "{page}");
        assert!(page.contains("name=\"name\" value=\"East Side\""), "the way back");
        assert_eq!(send!(app, post("/staff/sites/1", &cookie, &rename)).status, 409, "changed");
        let taken = [token, ("seen", "Riverside"), ("name", "West & <Side>")];
        let taken = send!(app, post("/staff/sites/1", &cookie, &taken));
        assert_eq!(taken.status, 409);
        assert!(taken.body.contains("West &amp; &lt;Side&gt;") && !taken.body.contains("<Side>"));

        for _ in 0..2 {
            let gone = send!(app, post("/staff/sites/2/remove", &cookie, &[token]));
            assert_eq!(gone.status, 303, "a double tap is one tap");
        }
        let belongs = "INSERT INTO participant (token, language, site_id, strata, created_at) \
                       VALUES ('t', 'en', 1, '{}', '2026-10-01 15:00:00')";
        store
            .write_now(move |connection| {
                diesel::sql_query(belongs).execute(connection).map_err(StoreError::from)
            })
            .unwrap();
        let kept = send!(app, post("/staff/sites/1/remove", &cookie, &[token]));
        assert_eq!(kept.status, 409);
        let expected = [
            ("site_added", "East Side"),
            ("site_added", "West & <Side>"),
            ("site_renamed", "East Side to Riverside"),
            ("site_removed", "West & <Side>"),
        ];
        assert_eq!(trail(&services), told(&expected));
    }
}

#[actix_web::test]
async fn a_first_survey_begins_from_the_sample_in_the_languages_chosen() {
    for (_place, store) in support::stores("a_first_survey_begins") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Administrator, "en");
        let app = app!(services);
        let (cookie, token) = sign_in!(app, Role::Administrator, "en");
        let token = ("csrf_token", token.as_str());
        let mut form = vec![token, ("language-ar", "yes")];
        let unread = send!(app, post("/staff/start", &cookie, &form));
        assert_eq!(unread.status, 422);
        assert!(unread.body.contains("href=\"#read\""), "{}", unread.body);
        assert!(trail(&services).is_empty());
        form.push(("read", "yes"));
        for _ in 0..2 {
            let begun = send!(app, post("/staff/start", &cookie, &form));
            let to = "/staff/surveys/patient-voice?begun=1";
            assert_eq!((begun.status, begun.location.as_str()), (303, to));
        }
        let page = send!(app, get("/staff/surveys/patient-voice?begun=1", &cookie)).body;
        assert!(page.contains("review/ar") && !page.contains("review/es"), "{page}");
        assert!(page.contains("Your voice at Our health center"), "{page}");
        assert_eq!(trail(&services), told(&[("survey_imported", "patient-voice version 1")]));
        assert!(send!(app, get("/staff/start", &cookie)).body.contains("started from the sample"));
    }
}

#[actix_web::test]
async fn a_survey_of_ones_own_is_taken_without_faults_and_told_of_every_one() {
    for (_place, store) in support::stores("a_survey_of_ones_own") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Liaison, "en");
        let app = app!(services);
        let (cookie, token) = sign_in!(app, Role::Liaison, "en");
        let take = |definition: &str| {
            let form = [("csrf_token", token.as_str()), ("definition", definition)];
            post("/staff/start/mended", &cookie, &form)
        };
        let sample = include_str!("../samples/patient-voice.toml");
        let no_toml = send!(app, take("slug = \"<x>\"\nlanguages = [\"en\""));
        assert_eq!(no_toml.status, 422);
        assert!(no_toml.body.contains("Line \u{2068}2\u{2069}"), "{}", no_toml.body);
        assert!(no_toml.body.contains("&lt;x&gt;"), "nothing typed is lost");
        let faulty = sample.replace("keywords.es = \"VOZ\"", "keywords.es = \"STOP\"");
        let faulty = send!(app, take(&faulty.replacen("title.vi", "title.xx", 1)));
        assert_eq!(faulty.status, 422);
        for fault in ["already means something else", "Missing: ", "href=\"#findings\""] {
            assert!(faulty.body.contains(fault), "{fault}: {}", faulty.body);
        }
        assert!(trail(&services).is_empty(), "nothing was kept");
        assert_eq!(send!(app, take(sample)).status, 303);
        let other = sample.replace("slug = \"patient-voice\"\nlang", "slug = \"other\"\nlang");
        assert_eq!(send!(app, take(&other)).location, "/staff/surveys/other?begun=1");
        assert_eq!(trail(&services).len(), 2);
    }
}

#[actix_web::test]
async fn the_door_shows_the_one_next_thing_until_people_can_answer() {
    for (_place, store) in support::stores("the_door_shows_the_next_thing") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Administrator, "en");
        add_account(&services, Role::Analyst, "en");
        let app = app!(services);
        let (cookie, token) = sign_in!(app, Role::Administrator, "en");
        let token = ("csrf_token", token.as_str());
        let next = async |expected: &str| {
            let page = send!(app, get("/staff", &cookie)).body;
            let (_, step) = page.split_once("aria-current=\"step\"").expect("a step is next");
            let (step, _) = step.split_once("</li>").unwrap();
            assert!(step.contains(&format!("class=\"button\" href=\"{expected}\"")), "{step}");
        };
        next("/staff/sites").await;
        send!(app, post("/staff/sites", &cookie, &[token, ("name", "East Side")]));
        next("/staff/start").await;
        let form = [token, ("language-es", "yes"), ("read", "yes")];
        send!(app, post("/staff/start", &cookie, &form));
        next("/staff/surveys/patient-voice#languages").await;
        review(&services, "patient-voice", language("es"), "Rosa Díaz").await.unwrap();
        // Without settings for texts that step waits for whoever runs the program.
        next("/staff/surveys/patient-voice#versions").await;
        let page = send!(app, get("/staff", &cookie)).body;
        assert!(page.contains("TWILIO_ACCOUNT_SID") && page.contains("SMTP_URL"), "{page}");

        let analyst = sign_in!(app, Role::Analyst, "en").0;
        let door = send!(app, get("/staff", &analyst)).body;
        assert!(!door.contains("class=\"steps"), "only who sets up is shown how");
        let publish = [token, ("version", "1")];
        send!(app, post("/staff/surveys/patient-voice/publish", &cookie, &publish));
        let page = send!(app, get("/staff", &cookie)).body;
        assert!(!page.contains("aria-current=\"step\"") && page.contains("Surveys under way"));
    }
}

#[actix_web::test]
async fn the_door_counts_who_began_lately_and_hides_few() {
    for (_place, store) in support::stores("the_door_counts") {
        let (services, clock) = support::services(&store);
        let survey = Survey::sample("Test Center");
        import(&services, survey, true).await.unwrap();
        for role in Role::ALL {
            add_account(&services, role, "en");
        }
        let app = app!(services);
        let analyst = async || {
            let cookie = sign_in!(app, Role::Analyst, "en").0;
            let page = send!(app, get("/staff", &cookie)).body;
            let (_, row) = page.split_once("<tbody>").expect("surveys under way");
            row.split_once("</tbody>").unwrap().0.to_owned()
        };
        assert!(analyst().await.contains("</span>0</td>"));
        answer_sample(&services, 7).await;
        assert!(analyst().await.contains("not shown"), "7 are few");
        answer_sample(&services, 30).await;
        assert!(analyst().await.contains("</span>37</td>"));
        clock.advance(TimeDelta::days(7));
        answer_sample(&services, 11).await;
        assert!(analyst().await.contains("</span>11</td>"));

        let (translator, _) = sign_in!(app, Role::Translator, "en");
        let page = send!(app, get("/staff", &translator)).body;
        assert!(page.contains("/staff/surveys/patient-voice/review/ht") && !page.contains(">11<"));
        let (advisor, _) = sign_in!(app, Role::PatientAdvisor, "en");
        let page = send!(app, get("/staff", &advisor)).body;
        assert!(!page.contains("/staff/surveys") && !page.contains(">11<"), "{page}");
    }
}

#[actix_web::test]
async fn however_many_there_are_who_takes_their_answers_back_is_not_counted_from_then_on() {
    let many = hearth::storage::MANY_ROWS;
    for (_place, store) in support::stores("however_many_there_are") {
        let (services, _clock) = support::services(&store);
        import(&services, Survey::sample("Test Center"), true).await.unwrap();
        add_account(&services, Role::Analyst, "en");
        let app = app!(services);
        let (cookie, _) = sign_in!(app, Role::Analyst, "en");
        let shows = async |people: usize| {
            let shown = format!("\u{2068}{people}\u{2069}");
            for path in ["/staff/surveys/patient-voice", "/staff/priorities"] {
                let page = send!(app, get(path, &cookie)).body;
                assert!(page.contains(&shown), "{people} on {path}");
            }
            let listed = send!(app, get("/staff/surveys", &cookie)).body;
            assert!(listed.contains(&format!("</span>{people}</td>")), "{people}");
        };
        let token = answer_sample(&services, many + 1).await;
        shows(many + 1).await;
        withdraw(&services, &services.keys.receipt_code(&token)).await.unwrap();
        shows(many).await;
        answer_sample(&services, 2).await;
        shows(many + 2).await;
    }
}

/// Publishes the sample's ranking as somebody who leads: `(cookie, token)`.
macro_rules! rank {
    ($services:expr, $app:expr) => {{
        import(&$services, Survey::sample("Test Center"), true).await.unwrap();
        answer_sample(&$services, 20).await;
        add_account(&$services, Role::Leadership, "en");
        let (cookie, token) = sign_in!($app, Role::Leadership, "en");
        let form = [("csrf_token", token.as_str()), ("survey", "patient-voice")];
        send!($app, post("/staff/priorities/publish", &cookie, &form));
        (cookie, token)
    }};
}

#[actix_web::test]
async fn a_test_text_goes_to_ones_own_phone_before_anybody_can_be_asked() {
    for (_place, store) in support::stores("a_test_text_goes") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Liaison, "en");
        import(&services, Survey::sample("Test Center"), false).await.unwrap();
        let app = app!(services);
        let (cookie, token) = sign_in!(app, Role::Liaison, "en");
        let path = "/staff/surveys/patient-voice/test";
        assert!(send!(app, get(path, &cookie)).body.contains("TWILIO_ACCOUNT_SID"));
        let test = |phone: &'static str, tag: &'static str| {
            let token = ("csrf_token", token.as_str());
            post(path, &cookie, &[token, ("phone", phone), ("language", tag)])
        };
        assert_eq!(send!(app, test("12", "en")).status, 422);
        assert_eq!(send!(app, test("(555) 123-0001", "es")).status, 404, "nobody signed that");
        let sent = send!(app, test("(555) 123-0001", "en"));
        assert_eq!((sent.status, sent.location), (303, format!("{path}?sent=1")));
        assert_eq!(trail(&services), told(&[("campaign_test_sent", "en")]));
        assert!(send!(app, get("/staff", &cookie)).body.contains("Send a test text"));
    }
}

#[actix_web::test]
async fn a_decision_is_taken_back_by_one_more_and_the_public_page_shows_what_stands() {
    for (_place, store) in support::stores("a_decision_is_taken_back") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        let (cookie, token) = rank!(services, app);
        add_account(&services, Role::Administrator, "en");
        let decide = async |from: &str, to: &str, reason: &str| {
            let form =
                [("csrf_token", token.as_str()), ("from", from), ("to", to), ("reason", reason)];
            send!(app, post("/staff/backlog/1/decision", &cookie, &form))
        };
        let undo = async |decision: &str| {
            let form = [("csrf_token", token.as_str()), ("decision", decision)];
            send!(app, post("/staff/backlog/1/undo", &cookie, &form)).status
        };
        decide("proposed", "not_now", "First we fix the roof.").await;
        let declined = decide("not_now", "declined", "The city does this.").await;
        let page = send!(app, get(declined.location.split('#').next().unwrap(), &cookie)).body;
        assert!(page.contains("action=\"/staff/backlog/1/undo\""), "{page}");
        assert_eq!(undo("1").await, 409, "something was decided since");

        let (other, other_token) = sign_in!(app, Role::Administrator, "en");
        let form = [("csrf_token", other_token.as_str()), ("decision", "2")];
        let others = send!(app, post("/staff/backlog/1/undo", &other, &form));
        assert_eq!(others.status, 409, "what another decided stands");
        for _ in 0..2 {
            assert_eq!(undo("2").await, 303, "a double tap is one tap");
        }
        assert_eq!(undo("3").await, 409, "taking back is not taken back");
        let heard = send!(app, get("/heard", "")).body;
        assert!(heard.contains("First we fix the roof.") && heard.contains("Not now"));
        assert!(!heard.contains("The city does this."), "{heard}");
        let page = send!(app, get("/staff/backlog?saved=undone", &cookie)).body;
        assert!(page.contains("Taken back") && page.contains("The city does this."), "on record");

        assert_eq!(decide("not_now", "declined", "The city does this.").await.status, 303);
        assert_eq!(undo("4").await, 303);
        assert_eq!(undo("1").await, 409);
        let undone = trail(&services).into_iter().filter(|(a, _)| a == "backlog_decision_undone");
        assert_eq!(undone.count(), 2);
    }
}

#[actix_web::test]
async fn publishing_offers_the_earlier_version_again() {
    for (_place, store) in support::stores("publishing_offers_the_earlier") {
        let (services, _clock) = support::services(&store);
        add_account(&services, Role::Liaison, "en");
        let first = Survey::sample("Test Center");
        import(&services, first.clone(), true).await.unwrap();
        import(&services, first.only_in(&[]), false).await.unwrap();
        let app = app!(services);
        let (cookie, token) = sign_in!(app, Role::Liaison, "en");
        assert!(
            send!(app, get("/staff", &cookie)).body.contains("A newer version is not published")
        );
        let form = [("csrf_token", token.as_str()), ("version", "2")];
        let path = "/staff/surveys/patient-voice/publish";
        let published = send!(app, post(path, &cookie, &form));
        assert_eq!(published.location, "/staff/surveys/patient-voice?published=1&before=1");
        let page = send!(app, get(&published.location, &cookie)).body;
        let way_back = "<input type=\"hidden\" name=\"version\" value=\"1\">";
        let (_, flash) = page.split_once("role=\"status\"").expect("it says what was done");
        assert!(flash.split_once("</form>").unwrap().0.contains(way_back), "{page}");
    }
}

#[actix_web::test]
async fn the_pages_are_whole_in_every_language() {
    let (_place, store) = support::stores("the_pages_are_whole").remove(0);
    let (services, _clock) = support::services(&store);
    let app = app!(services);
    let languages: Vec<Language> = services.i18n.languages().cloned().collect();
    for is_published in [false, true] {
        if is_published {
            import(&services, Survey::sample("Test Center"), true).await.unwrap();
        }
        for tag in languages.iter().map(Language::tag) {
            let role = if is_published { Role::Liaison } else { Role::Administrator };
            add_account(&services, role, tag);
            let (cookie, _) = sign_in!(app, role, tag);
            for path in ["/staff", "/staff/sites", "/staff/start", "/staff/surveys"] {
                let page = send!(app, get(path, &cookie));
                assert_eq!(page.status, 200, "{path} {tag}");
                assert!(page.body.contains(&format!("<html lang=\"{tag}\" dir=")), "{path}");
                let is_whole = !page.body.contains("style=") && !page.body.contains("{ $");
                assert!(is_whole && page.body.matches("<h1").count() == 1, "{path} {tag}");
            }
        }
    }
}
