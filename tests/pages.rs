//! A person answers a survey on its pages, on both engines.

mod support;

use std::sync::Arc;

use actix_web::body::MessageBody as _;
use actix_web::http::{StatusCode, header};
use actix_web::middleware::from_fn;
use actix_web::{App, test};
use diesel::{QueryableByName, RunQueryDsl as _, sql_query};
use hearth::config::Config;
use hearth::i18n::Language;
use hearth::response::flow::find_survey;
use hearth::routes;
use hearth::services::Services;
use hearth::storage::StoreError;
use hearth::survey::Survey;
use hearth::survey::flow::{SurveyError, import, review};
use hearth::web::guard::guard;

/// What came back: where to go, or what to read.
struct Answer {
    status: StatusCode,
    location: String,
    page: String,
}

/// Asks the real routes, behind the guard, as one browser.
macro_rules! browser {
    ($services:expr) => {{
        let services = $services.clone();
        test::init_service(
            App::new()
                .configure(move |routes| routes::configure(routes, &services))
                .wrap(from_fn(guard)),
        )
        .await
    }};
}

macro_rules! ask {
    ($app:expr, $request:expr) => {{
        let response = test::call_service($app, $request.to_request()).await;
        let location = response.headers().get(header::LOCATION);
        let location = location.map_or(String::new(), |it| it.to_str().unwrap().to_owned());
        let status = response.status();
        let page = response.into_body().try_into_bytes().unwrap_or_default();
        Answer { status, location, page: String::from_utf8(page.to_vec()).unwrap() }
    }};
}

macro_rules! get {
    ($app:expr, $address:expr) => {
        ask!($app, test::TestRequest::get().uri(&$address))
    };
}

macro_rules! post {
    ($app:expr, $address:expr, $fields:expr) => {
        ask!($app, test::TestRequest::post().uri(&$address).set_form($fields))
    };
}

/// The demo's survey, offered in English, Spanish and Arabic.
async fn offer(services: &Services) {
    let definition = include_str!("../samples/patient-voice.toml");
    let survey = Survey::from_toml(definition).expect("the sample is a survey");
    import(services, survey, true).await.expect("the sample can be published");
    for tag in ["es", "ar"] {
        let language = Language::new(tag);
        review(services, "patient-voice", language, "Test").await.expect("the sample has it");
    }
}

fn field(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("the page has it");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Agrees in a language; returns the address of the response.
macro_rules! agree {
    ($app:expr, $lang:expr) => {{
        let consent = get!($app, format!("/s/patient-voice?lang={}", $lang));
        let version = field(&consent.page, "version");
        let link = field(&consent.page, "link");
        let fields = [("agree", "yes"), ("lang", $lang), ("version", &version), ("link", &link)];
        let begun = post!($app, "/s/patient-voice", fields);
        assert_eq!(begun.status, StatusCode::SEE_OTHER);
        begun.location
    }};
}

/// What a whole walk answers, question by question.
const WALK: [(&str, &[(&str, &str)]); 8] = [
    ("priorities", &[("place-1", "dental"), ("place-2", "transport"), ("place-3", "")]),
    ("why", &[("answer", "Mi hijo <b>espera</b>")]),
    ("best_time", &[("answer", "evening")]),
    ("barriers", &[("answer", "far"), ("answer", "money")]),
    ("easy", &[("answer", "2")]),
    ("children", &[("skip", "1"), ("answer", "")]),
    ("meeting", &[("answer", "yes")]),
    ("meeting_date", &[("day", "٥"), ("month", "3"), ("year", "2027")]),
];

/// Answers everything up to the check.
macro_rules! walk {
    ($app:expr, $response:expr) => {{
        let mut address = get!($app, $response).location;
        for (question, fields) in WALK {
            assert_eq!(address, format!("{}/q/{question}", $response));
            let saved = post!($app, address, fields);
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{question}: {}", saved.page);
            address = saved.location;
        }
        assert_eq!(address, format!("{}/check", $response));
        address
    }};
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

async fn count(services: &Services, table: &str) -> i64 {
    let query = format!("SELECT count(*) AS count FROM {table}");
    let read = services
        .store
        .read(move |connection| {
            Ok::<_, StoreError>(sql_query(query).get_result::<Count>(connection)?)
        })
        .await;
    read.expect("the database answers").count
}

#[actix_web::test]
async fn a_language_that_the_interface_does_not_speak_is_neither_reviewed_nor_offered() {
    for (_place, store) in support::stores("a_language_that_the_interface_does_not_speak") {
        let (services, _clock) = support::services(&store);
        // The demo offers drafts, so that only the interface can stand in the way.
        let services = Services { is_demo: true, ..services };
        let definition = include_str!("../samples/patient-voice.toml");
        let mut survey = Survey::from_toml(definition).expect("the sample is a survey");
        survey.languages.insert(1, Language::new("fr"));
        import(&services, survey.clone(), true).await.expect("only its source must be spoken");

        let refused = review(&services, "patient-voice", Language::new("fr"), "Test").await;
        let told = "Hearth has no texts of its own in \"fr\", so no survey is offered in it";
        assert_eq!(refused.expect_err("nobody could read a whole page").to_string(), told);
        let offered = find_survey(&services, "patient-voice").await.expect("the database answers");
        let languages = offered.expect("it is published").languages;
        let tags: Vec<&str> = languages.iter().map(|offered| offered.language.tag()).collect();
        assert_eq!(tags, ["en", "es", "ht", "vi", "zh-Hans", "ar"]);

        survey.languages.swap(0, 1);
        let unspoken = import(&services, survey, true).await;
        assert!(matches!(unspoken, Err(SurveyError::NotSpoken(_))));
    }
}

#[actix_web::test]
async fn a_person_answers_the_whole_survey_in_spanish() {
    for (_place, store) in support::stores("a_person_answers_the_whole_survey_in_spanish") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);

        let consent = get!(&app, "/s/patient-voice?lang=es");
        assert_eq!(consent.status, StatusCode::OK);
        assert!(consent.page.contains("lang=\"es\" dir=\"ltr\""), "{}", consent.page);
        assert!(consent.page.contains("STOP para terminar. 1 &#x3D; sí, 2 &#x3D; no"), "as kept");
        assert_eq!(count(&services, "response").await, 0, "a GET changes nothing");

        let response = agree!(&app, "es");
        let first = get!(&app, format!("{response}/q/priorities"));
        assert!(first.page.contains("Primera opción"), "{}", first.page);
        let check = walk!(&app, response);
        let page = get!(&app, check).page.replace(['\u{2068}', '\u{2069}'], "");
        assert!(page.contains("5 de marzo de 2027"), "{page}");
        assert!(page.contains("Mi hijo &lt;b&gt;espera&lt;/b&gt;"), "{page}");
        assert!(page.contains("Omitida") && page.contains("Queda lejos"), "{page}");

        assert_eq!(post!(&app, check, [("", "")]).location, format!("{response}/thanks"));
        let thanks = get!(&app, format!("{response}/thanks"));
        let token = response.strip_prefix("/r/").unwrap();
        assert!(thanks.page.contains(&services.keys.receipt_code(token)), "{}", thanks.page);
        assert_eq!(get!(&app, response).location, format!("{response}/thanks"));
    }
}

#[actix_web::test]
async fn the_demo_marks_every_page_of_a_language_nobody_reviewed() {
    let (_place, store) = support::stores("the_demo_marks_drafts").remove(0);
    let (services, _clock) = support::services(&store);
    let services = Services { is_demo: true, ..services };
    offer(&services).await;
    let app = browser!(services);
    for (tag, is_draft) in [("en", false), ("es", false), ("ht", true), ("vi", true)] {
        let response = agree!(&app, tag);
        for address in [
            format!("/s/patient-voice?lang={tag}"),
            format!("{response}/q/priorities"),
            format!("{response}/check"),
        ] {
            let page = get!(&app, address).page;
            assert_eq!(page.contains("<p class=\"draft\">DRAFT"), is_draft, "{address}: {page}");
        }
    }
}

#[actix_web::test]
async fn a_yes_sent_twice_begins_one_response_and_leads_to_the_same_link() {
    for (_place, store) in support::stores("a_yes_sent_twice") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        for people in 1..=10 {
            let page = get!(&app, "/s/patient-voice?lang=es").page;
            let (version, link) = (field(&page, "version"), field(&page, "link"));
            let fields = [("agree", "yes"), ("lang", "es"), ("version", &version), ("link", &link)];
            let tap = async || post!(&app, "/s/patient-voice", fields);
            let (one, other) = tokio::join!(tap(), tap());
            let late = tap().await;
            for answer in [one, other, late] {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.page);
                assert_eq!(answer.location, format!("/r/{link}"));
            }
            assert_eq!(
                get!(&app, format!("/r/{link}")).location,
                format!("/r/{link}/q/priorities")
            );
            assert_eq!(count(&services, "response").await, people);
        }
        let purposes = count(&services, "anonymous_consent").await;
        assert_eq!(purposes % 10, 0, "each yes is written once");
        assert_eq!(
            purposes,
            10 * count(&services, "(SELECT DISTINCT purpose FROM anonymous_consent) p").await
        );
    }
}

#[actix_web::test]
async fn a_yes_without_the_link_of_its_page_is_asked_for_again() {
    for (_place, store) in support::stores("a_yes_without_its_link") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let page = get!(&app, "/s/patient-voice").page;
        assert_ne!(field(&page, "link"), field(&get!(&app, "/s/patient-voice").page, "link"));
        let version = field(&page, "version");
        for link in ["", "1234", "AAAAAAAAAAAAAAAAAAAAAAAA"] {
            let fields = [("agree", "yes"), ("lang", "en"), ("version", &version), ("link", link)];
            let asked = post!(&app, "/s/patient-voice", fields);
            assert_eq!(asked.location, "/s/patient-voice?lang=en");
        }
        assert_eq!(count(&services, "response").await, 0);
    }
}

#[actix_web::test]
async fn a_form_sent_twice_makes_one_answer() {
    for (_place, store) in support::stores("a_form_sent_twice_makes_one_answer") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "en");
        let (question, fields) = WALK[0];
        let address = format!("{response}/q/{question}");
        let once = post!(&app, address, fields);
        let twice = post!(&app, address, fields);
        assert_eq!(once.location, format!("{response}/q/why"));
        assert_eq!((twice.status, twice.location), (once.status, once.location));
        assert_eq!(count(&services, "answer").await, 1);
        let back = get!(&app, address);
        assert!(back.page.contains("value=\"dental\" selected"), "{}", back.page);
    }
}

#[actix_web::test]
async fn a_missing_answer_is_told_in_spanish_and_nothing_typed_is_lost() {
    for (_place, store) in support::stores("a_missing_answer_is_told_in_spanish") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "es");
        let address = format!("{response}/q/priorities");
        let missing = post!(&app, address, [("place-1", "")]);
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.page.contains("<title>Error: "), "{}", missing.page);
        let words = "Por favor elija al menos su primera opción";
        assert_eq!(missing.page.matches(words).count(), 2, "summary and field: {}", missing.page);

        let twice = post!(&app, address, [("place-1", "dental"), ("place-2", "dental")]);
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.page.contains("href=\"#place-2\""), "{}", twice.page);
        assert_eq!(twice.page.matches("value=\"dental\" selected").count(), 2, "{}", twice.page);

        let number = format!("{response}/q/children");
        let words = post!(&app, number, [("answer", "muchos")]);
        assert!(words.page.contains("value=\"muchos\""), "{}", words.page);
        assert_eq!(count(&services, "answer").await, 0);
    }
}

#[actix_web::test]
async fn what_comes_after_the_end_is_refused_with_a_way_on() {
    for (_place, store) in support::stores("what_comes_after_the_end_is_refused") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "es");
        let check = walk!(&app, response);
        post!(&app, check, [("", "")]);
        let address = format!("{response}/q/easy");
        let other = post!(&app, address, [("answer", "5")]);
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert!(other.page.contains(&format!("href=\"{response}\"")), "{}", other.page);
        let same = post!(&app, address, [("answer", "2")]);
        assert_eq!(same.status, StatusCode::SEE_OTHER, "the same again is no change");
        assert_eq!(post!(&app, check, [("", "")]).status, StatusCode::SEE_OTHER);
    }
}

#[actix_web::test]
async fn the_receipt_takes_the_answers_back() {
    for (_place, store) in support::stores("the_receipt_takes_the_answers_back") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "es");
        let check = walk!(&app, response);
        post!(&app, check, [("", "")]);
        assert!(count(&services, "answer").await > 0);

        let page = "/s/patient-voice/withdraw";
        let wrong = post!(&app, page, [("code", "ABCD"), ("lang", "es")]);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.page.contains("No conocemos este código"), "{}", wrong.page);

        let code = services.keys.receipt_code(response.strip_prefix("/r/").unwrap());
        let typed = code.to_lowercase().replace('-', " ");
        for _ in 0..2 {
            let done = post!(&app, page, [("code", typed.as_str()), ("lang", "es")]);
            assert_eq!(done.location, "/s/patient-voice/withdrawn?lang=es");
        }
        assert_eq!(count(&services, "answer").await, 0);
        let (question, fields) = WALK[0];
        let late = post!(&app, format!("{response}/q/{question}"), fields);
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.page.contains("Sus respuestas están borradas"), "{}", late.page);
    }
}

#[actix_web::test]
async fn who_takes_answers_back_is_told_what_stays_in_every_language() {
    let (_place, store) = support::stores("what_stays_is_told").remove(0);
    let (services, _clock) = support::services(&store);
    let set = |name: &str| (name == "HEARTH_BACKUP_DAYS").then(|| "12".to_owned());
    let config = Arc::new(Config::read(&set).expect("a number of days"));
    let services = Services { is_demo: true, config, ..services };
    offer(&services).await;
    let app = browser!(services);
    for (tag, days) in [
        ("en", "12 days at most"),
        ("es", "12 días como máximo"),
        ("ht", "12 jou pou pi plis"),
        ("vi", "tối đa 12 ngày"),
        ("zh-Hans", "最多保留 12 天"),
        ("ar", "12 يومًا على الأكثر"),
    ] {
        for page in ["withdraw", "withdrawn"] {
            let page = get!(&app, format!("/s/patient-voice/{page}?lang={tag}")).page;
            let page = page.replace(['\u{2068}', '\u{2069}'], "");
            assert!(page.contains(days), "{tag}: {page}");
            assert_eq!(page.matches("<li>").count(), 3, "proof, backups and carriers: {page}");
        }
        let page = get!(&app, format!("/s/patient-voice/withdraw?lang={tag}")).page;
        assert!(page.contains("DELETE"), "{tag}: who answered by text is told how: {page}");
    }
}

#[actix_web::test]
async fn a_change_of_language_keeps_the_place_and_turns_the_page() {
    for (_place, store) in support::stores("a_change_of_language_keeps_the_place") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "en");
        let (question, fields) = WALK[0];
        let address = format!("{response}/q/{question}");
        post!(&app, address, fields);
        let switch = format!("{response}/language");
        let at = format!("q/{question}");
        let turned = post!(&app, switch, [("to", "ar"), ("at", at.as_str()), ("from", "check")]);
        assert_eq!(turned.location, format!("{address}?from=check"));
        let page = get!(&app, turned.location).page;
        assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
        assert!(page.contains("value=\"dental\" selected"), "{page}");
        let unreviewed = post!(&app, switch, [("to", "vi"), ("at", at.as_str()), ("from", "")]);
        assert_eq!(unreviewed.status, StatusCode::UNPROCESSABLE_ENTITY);
        let elsewhere = post!(&app, switch, [("to", "en"), ("at", "//x.test?"), ("from", "")]);
        assert_eq!(elsewhere.location, response);
    }
}

#[actix_web::test]
async fn a_changed_answer_goes_back_to_the_check_by_way_of_what_it_newly_asks() {
    for (_place, store) in support::stores("a_changed_answer_goes_back_to_the_check") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "en");
        for (question, fields) in &WALK[..6] {
            post!(&app, format!("{response}/q/{question}"), fields);
        }
        let meeting = format!("{response}/q/meeting");
        let early = post!(&app, format!("{response}/check"), [("", "")]);
        assert_eq!(early.location, format!("{meeting}?from=check"), "nothing is sent unfinished");
        let no = post!(&app, meeting, [("answer", "no"), ("from", "check")]);
        assert_eq!(no.location, format!("{response}/check"));
        let yes = post!(&app, meeting, [("answer", "yes"), ("from", "check")]);
        assert_eq!(yes.location, format!("{response}/q/meeting_date?from=check"));
    }
}

#[actix_web::test]
async fn only_the_notice_on_the_page_is_agreed_to() {
    for (_place, store) in support::stores("only_the_notice_on_the_page_is_agreed_to") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        for (version, lang) in [("999", "es"), ("1", "vi")] {
            let fields = [("agree", "yes"), ("lang", lang), ("version", version)];
            let asked = post!(&app, "/s/patient-voice", fields);
            assert!(asked.location.starts_with("/s/patient-voice?lang="), "{}", asked.location);
        }
        let no = [("agree", "no"), ("lang", "es"), ("version", "1")];
        let refused = post!(&app, "/s/patient-voice", no);
        assert_eq!(refused.location, "/s/patient-voice/no?lang=es");
        assert!(get!(&app, refused.location).page.contains("Está bien"));
        assert_eq!(count(&services, "response").await, 0);
    }
}

#[actix_web::test]
async fn an_address_that_leads_nowhere_is_not_found() {
    for (_place, store) in support::stores("an_address_that_leads_nowhere_is_not_found") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "en");
        for address in [
            "/s/nothing",
            "/s/%00",
            "/s/patient-voice%00",
            "/s/%00/no",
            "/s/%00/withdraw",
            "/s/%00/withdrawn",
            "/r/AAAAAAAAAAAAAAAAAAAAAA",
            "/r/%00",
            &format!("{response}/q/nothing"),
            &format!("{response}/q/%00"),
        ] {
            let answer = get!(&app, address);
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            assert!(answer.page.contains("<h1>"), "the guard brings a page");
        }
    }
}

#[actix_web::test]
async fn a_sign_that_no_text_of_the_database_may_hold_breaks_no_page() {
    for (_place, store) in support::stores("a_nul_breaks_no_page") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let shown = get!(&app, "/s/patient-voice?lang=%00");
        assert_eq!(shown.status, StatusCode::OK);
        let agreed = [("agree", "yes"), ("lang", "e\0n"), ("version", "1")];
        assert_eq!(post!(&app, "/s/patient-voice", agreed).location, "/s/patient-voice?lang=en");
        let code = [("code", "ABCD\0"), ("lang", "\0")];
        let wrong = post!(&app, "/s/patient-voice/withdraw", code);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);

        let response = agree!(&app, "en");
        let chosen = [("place-1", "dental\0")];
        let refused = post!(&app, format!("{response}/q/priorities"), chosen);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let language = [("to", "e\0s"), ("at", "check")];
        let refused = post!(&app, format!("{response}/language"), language);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = [("answer", "the\0bus")];
        let kept = post!(&app, format!("{response}/q/why"), words);
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        assert_eq!(get!(&app, format!("{response}/check")).status, StatusCode::OK);
    }
}

#[actix_web::test]
async fn a_question_that_is_not_asked_leads_to_the_one_that_is() {
    for (_place, store) in support::stores("a_question_that_is_not_asked") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "en");
        // The date is asked of those only who would come.
        let hidden = format!("{response}/q/meeting_date");
        assert_eq!(get!(&app, hidden).location, format!("{response}/q/priorities"));
        let date = [("day", "5"), ("month", "3"), ("year", "2027")];
        assert_eq!(post!(&app, hidden, date).location, response);
        assert_eq!(count(&services, "answer").await, 0);
    }
}

#[actix_web::test]
async fn no_way_back_leads_to_a_second_yes() {
    for (_place, store) in support::stores("no_way_back_leads_to_a_second_yes") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let response = agree!(&app, "en");
        let first = get!(&app, format!("{response}/q/priorities")).page;
        assert!(!first.contains("class=\"back\"") && !first.contains("href=\"/s/patient-voice"));
    }
}

#[actix_web::test]
async fn each_person_sees_the_choices_of_a_ranking_in_an_order_of_their_own() {
    for (_place, store) in support::stores("each_person_sees_an_order_of_their_own") {
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let app = browser!(services);
        let mut orders = std::collections::BTreeSet::new();
        for _ in 0..12 {
            let question = format!("{}/q/priorities", agree!(&app, "en"));
            let (once, again) = (get!(&app, question).page, get!(&app, question).page);
            let order = |page: &str| -> Vec<String> {
                let places = page.split("<option value=\"").skip(2).take(6);
                places.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
            };
            assert_eq!(order(&once), order(&again), "it stays as it is for one person");
            orders.insert(order(&once));
        }
        // Twelve draws of 720 orders: that all are alike does not happen.
        assert!(orders.len() > 1);
    }
}
