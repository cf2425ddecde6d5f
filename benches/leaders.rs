//! How long the leaders' page takes over very many answers, and how long counting them takes.
//!
//! For information: nothing here can fail for being slow. The answers are written by the database
//! itself, as rows that the service would write; what is measured goes the way of the service:
//! `count_changes` counts them, and the page is asked for over its routes, signed in.
//!
//! `HEARTH_BENCH_PEOPLE` says how many have answered (a million, if it is not set).

#![expect(clippy::unwrap_used, reason = "signing in as a test does")]

#[path = "../tests/support/signing_in.rs"]
mod signing_in;
#[path = "../tests/support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::time::Instant;

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::test::{TestRequest, call_service, init_service};
use diesel::connection::SimpleConnection as _;
use hearth::i18n::Language;
use hearth::priority::live::flow::count_changes;
use hearth::response::flow::find_survey;
use hearth::routes;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role};
use hearth::storage::{Store, StoreError};
use hearth::survey::Survey;

const EMAIL: &str = "lea@example.org";
const PASSWORD: &str = "three quiet herons";
const TOPICS: usize = 20;
/// How often the page is asked for after somebody's answer has changed.
const LOOKS: usize = 15;

#[actix_web::main]
async fn main() {
    let people = std::env::var("HEARTH_BENCH_PEOPLE").ok().and_then(|people| people.parse().ok());
    let people: usize = people.unwrap_or(1_000_000);
    for (place, store) in support::stores("leaders") {
        let engine = place.url.split(':').next().unwrap_or_default();
        let (services, _clock) = support::services(&store);
        offer(&services).await;
        let start = Instant::now();
        fill(&services, people).await;
        println!(
            "{engine}: {people} people have answered ({:.0} s)",
            start.elapsed().as_secs_f64()
        );
        let start = Instant::now();
        count_changes(&services).await.expect("ballots are counted");
        let seconds = start.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "some millions")]
        let each = seconds * 1e6 / people as f64;
        println!("{engine}: counted for the first time in {seconds:.1} s, {each:.1} µs each");
        look(&services, engine).await;
    }
}

/// A survey that asks for the top three of so many topics.
async fn offer(services: &Services) {
    let mut text = r#"
slug = "voice"
languages = ["en"]
title = { en = "Your voice" }
[notice]
slug = "voice"
purposes = ["answer", "improve"]
text = { en = "May we use your answers?" }
[[question]]
id = "first"
kind = "rank"
top = 3
text = { en = "What first?" }
"#
    .to_owned();
    let mut topics = String::new();
    for topic in 0..TOPICS {
        write!(topics, "[[topic]]\nid = \"t{topic}\"\ntitle = {{ en = \"Topic {topic}\" }}\n")
            .expect("a text takes all");
        write!(
            text,
            "[[question.choice]]\nid = \"c{topic}\"\ntopic = \"t{topic}\"\n\
             text = {{ en = \"Topic {topic}\" }}\n"
        )
        .expect("a text takes all");
    }
    let text = text.replace("[[question]]", &format!("{topics}[[question]]"));
    let survey = Survey::from_toml(&text).expect("the survey is good");
    hearth::survey::flow::import(services, survey, true).await.expect("it is imported");
    let email = Email::parse(EMAIL).expect("an address");
    let password = Password::parse(PASSWORD.to_owned().into()).expect("a password");
    add_account_now(services, &email, &password, Role::Leadership, Language::new("en"))
        .expect("an account is added");
}

/// People in 72 cells of language, age and site who consented and answered by text or on the web.
async fn fill(services: &Services, people: usize) {
    let offered = find_survey(services, "voice").await.expect("it is read").expect("it is there");
    let version_id = offered.version.id;
    let count = format!(
        "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {people})"
    );
    let language = "CASE i % 6 WHEN 0 THEN 'es' WHEN 1 THEN 'ht' WHEN 2 THEN 'vi' ELSE 'en' END";
    // Drawn from the number of the person; some topics more often than others.
    let first = "(i * 7919 % 1009 % 32 % 20)";
    let second = "((i * 7919 % 1009 % 32 + 1 + i * 31 % 997 % 9) % 20)";
    let third = "((i * 7919 % 1009 % 32 + 10 + i * 17 % 991 % 10) % 20)";
    let statements = [
        format!(
            "INSERT INTO participant (id, token, language, strata, created_at) {count} SELECT i, \
             'p' || i, {language}, '{{\"age\":\"' || (i / 6 % 4) || '\",\"site\":\"' || (i / 24 % 3) || '\"}}', \
             '2026-03-02 09:00:00' FROM n"
        ),
        format!(
            "INSERT INTO consent_event (kind, participant_id, channel, programme, purpose, action, \
             scope, method, evidence_sha256, actor, unencrypted_risk_acknowledged, occurred_at, \
             recorded_at) {count} SELECT 'person', i, 'sms', 'voice', 'improve', 'granted', \
             'programme', 'sms_keyword', 'x', 'participant', TRUTH, '2026-03-02 09:00:00', \
             '2026-03-02 09:00:00' FROM n"
        ),
        format!(
            "INSERT INTO response (id, version_id, participant_id, channel, language, state, \
             started_on) {count} SELECT i, {version_id}, i, \
             CASE i / 72 % 5 WHEN 0 THEN 'web' ELSE 'sms' END, {language}, 'completed', '2026-03-02' FROM n"
        ),
        format!(
            "INSERT INTO answer (response_id, question_id, value) {count} SELECT i, 'first', \
             '[\"c' || {first} || '\",\"c' || {second} || '\",\"c' || {third} || '\"]' FROM n"
        ),
    ];
    services
        .store
        .write(move |connection| {
            let is_sqlite = matches!(connection, hearth::storage::Database::Sqlite(_));
            for mut statement in statements {
                statement = statement.replace("TRUTH", if is_sqlite { "0" } else { "FALSE" });
                // PostgreSQL takes texts as times only where a column says so.
                if !is_sqlite {
                    statement = statement
                        .replace("'2026-03-02 09:00:00'", "TIMESTAMP '2026-03-02 09:00:00'")
                        .replace("'2026-03-02'", "DATE '2026-03-02'");
                }
                connection.batch_execute(&statement)?;
            }
            Ok::<_, StoreError>(())
        })
        .await
        .expect("the rows are good");
}

/// Asks for the page: first, again, and each time after somebody's answer has changed.
async fn look(services: &Services, engine: &str) {
    let for_app = services.clone();
    let app =
        init_service(App::new().configure(move |routes| routes::configure(routes, &for_app))).await;
    let cookie = signed_in!(app, EMAIL, PASSWORD);
    let ask = async || {
        let start = Instant::now();
        let request = TestRequest::get()
            .uri("/staff/priorities?survey=voice")
            .insert_header((header::COOKIE, cookie.clone()));
        let response = call_service(&app, request.to_request()).await;
        assert!(response.status().is_success(), "{}", response.status());
        let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
        assert!(String::from_utf8_lossy(&body).contains("Topic 7"), "the ranking is on the page");
        start.elapsed().as_secs_f64() * 1e3
    };
    println!("{engine}: the first look takes {:.0} ms", ask().await);
    println!("{engine}: the same again takes {:.1} ms", ask().await);
    let mut took = Vec::new();
    for number in 1..=LOOKS {
        change_answer(&services.store, number);
        took.push(ask().await);
    }
    took.sort_by(f64::total_cmp);
    let (median, most) = (took[took.len() / 2], took[took.len() - 1]);
    println!("{engine}: after an answer has changed {median:.1} ms, {most:.1} ms at most");
}

fn change_answer(store: &Store, response_id: usize) {
    let ranked = r#"'["c7","c3","c12"]'"#;
    let statement = format!("UPDATE answer SET value = {ranked} WHERE response_id = {response_id}");
    store
        .write_now(move |connection| Ok::<_, StoreError>(connection.batch_execute(&statement)?))
        .expect("the answer is there");
}
