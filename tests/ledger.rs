//! Proof of consent that a change shows in, what the database tells a thief, and what a text costs
//! it.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

mod support;
#[path = "support/phone.rs"]
mod phone;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, Once};

use chrono::TimeDelta;
use diesel::connection::{
    Instrumentation, InstrumentationEvent, SimpleConnection as _, set_default_instrumentation,
};
use diesel::prelude::*;
use diesel::sql_types::Text;
use hearth::consent::flow::{keep_notice, seal, verify};
use hearth::consent::{ChainFault, Verified};
use hearth::crypto::random_token;
use hearth::i18n::{Language, Texts};
use hearth::people::store::{NewParticipant, insert_participant};
use hearth::response::flow::{find_passage, find_survey, save_answer, start_anonymous, withdraw};
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role};
use hearth::storage::schema::{anonymous_consent, consent_event, response};
use hearth::storage::{Database, StoreError};
use hearth::survey::Value;
use phone::{Phone, Town};

const OWN_WORDS: &str = "Mwen bezwen yon moun ki pale kreyòl avè m.";
const OWN_WORDS_ON_THE_WEB: &str = "I waited four months for a tooth.";
const MISUNDERSTOOD: &str = "whenever my sister Roseline can drive me";
const NAME: &str = "Mirlande Toussaint";
const EMAIL: &str = "wilner.exantus@example.org";

/// Somebody unknown answers two questions on the web; the token of their link.
async fn answers_on_the_web(town: &Town) -> String {
    let services = &town.services;
    let offered = find_survey(services, "patient-voice").await.unwrap().unwrap();
    let token = random_token();
    start_anonymous(services, &offered, &Language::new("en"), &token).await.unwrap();
    let ranked = Value::Choices(vec!["dental".to_owned(), "cost".to_owned()]);
    save_answer(services, &token, "priorities", Some(ranked)).await.unwrap();
    let why = Value::Text(OWN_WORDS_ON_THE_WEB.to_owned());
    save_answer(services, &token, "why", Some(why)).await.unwrap();
    token
}

/// One who answers all, one who says no, one who stops, and two unknown people on the web.
async fn a_day(town: &Arc<Town>) {
    let all = ["VOICE", "1", "2 5 1", OWN_WORDS, MISUNDERSTOOD, "3", "1 3", "4", "2", "2"];
    Phone::new(town, 1).goes_through(&all).await;
    Phone::new(town, 2).goes_through(&["VOICE", "2"]).await;
    Phone::new(town, 3).goes_through(&["VOICE", "1", "4", "STOP"]).await;
    answers_on_the_web(town).await;
    answers_on_the_web(town).await;
}

async fn seal_all(town: &Town) {
    while seal(&town.services).await.unwrap() > 0 {}
}

fn verified(town: &Town) -> Result<Verified, ChainFault> {
    town.read(verify)
}

fn count_events(town: &Town) -> u64 {
    let count: i64 = town.read(|c| Ok(consent_event::table.count().get_result(c)?));
    count.unsigned_abs()
}

fn change(town: &Town, sql: &'static str) -> Result<(), StoreError> {
    town.services.store.write_now(move |c| c.batch_execute(sql).map_err(StoreError::from))
}

#[tokio::test]
async fn the_chain_holds_over_conversations_and_days_of_anonymous_consents() {
    for (_place, store) in support::stores("the_chain_holds") {
        let town = Town::new(&store).await;
        a_day(&town).await;
        let before = verified(&town).unwrap();
        // A yes and a no of three purposes each, one more yes, and one STOP.
        assert_eq!((before.sealed, before.not_yet_sealed), (0, 10));
        seal_all(&town).await;
        let today = verified(&town).unwrap();
        assert_eq!((today.sealed, today.not_yet_sealed, today.digests), (10, 0, 0));

        for day in 1..=2 {
            town.clock.advance(TimeDelta::days(1));
            seal_all(&town).await;
            seal_all(&town).await;
            let sealed = verified(&town).unwrap();
            assert_eq!((sealed.digests, sealed.not_yet_sealed), (day, 0));
            assert_eq!(sealed.sealed, count_events(&town));
            assert_ne!(sealed.head, today.head);
            answers_on_the_web(&town).await;
        }
    }
}

#[tokio::test]
async fn taking_back_an_old_anonymous_answer_leaves_the_chain_whole() {
    for (_place, store) in support::stores("an_old_anonymous_answer_taken_back") {
        let town = Town::new(&store).await;
        let token = answers_on_the_web(&town).await;
        let receipt = town.services.keys.receipt_code(&token);
        town.clock.advance(TimeDelta::days(1));
        seal_all(&town).await;
        assert!(withdraw(&town.services, &receipt).await.unwrap());
        assert_eq!(town.count_voices().await, 0);
        verified(&town).unwrap();
        town.clock.advance(TimeDelta::days(1));
        seal_all(&town).await;
        assert_eq!(verified(&town).unwrap().digests, 2);
    }
}

#[tokio::test]
async fn a_day_is_anchored_when_the_last_yes_before_midnight_must_be_in() {
    for (_place, store) in support::stores("an_hour_after_midnight") {
        let town = Town::new(&store).await;
        town.clock.advance(TimeDelta::minutes(9 * 60 - 1));
        answers_on_the_web(&town).await;
        town.clock.advance(TimeDelta::minutes(30));
        seal_all(&town).await;
        assert_eq!(verified(&town).unwrap().digests, 0);
        town.clock.advance(TimeDelta::hours(1));
        seal_all(&town).await;
        assert_eq!(verified(&town).unwrap().digests, 1);
    }
}

#[tokio::test]
async fn what_a_running_service_seals_meanwhile_is_no_fault() {
    for (_place, store) in support::stores("what_is_sealed_meanwhile_is_no_fault") {
        let town = Town::new(&store).await;
        let sealing = tokio::spawn({
            let town = Arc::clone(&town);
            async move {
                for number in 1..=40 {
                    Phone::new(&town, number).goes_through(&["VOICE", "1"]).await;
                    seal_all(&town).await;
                }
            }
        });
        while !sealing.is_finished() {
            let town = Arc::clone(&town);
            tokio::task::spawn_blocking(move || verified(&town).unwrap()).await.unwrap();
        }
        sealing.await.unwrap();
        assert_eq!(verified(&town).unwrap().sealed, 120);
    }
}

#[tokio::test]
async fn a_head_that_is_put_back_hides_no_row_behind_it() {
    const PUT_BACK: &str = "UPDATE chain_head SET seq = 8, \
        hash = (SELECT hash FROM consent_event WHERE seq = 8) WHERE name = 'consent'";
    for (_place, store) in support::stores("a_head_that_is_put_back") {
        let town = Town::new(&store).await;
        a_day(&town).await;
        town.clock.advance(TimeDelta::days(1));
        seal_all(&town).await;
        assert_eq!(verified(&town).unwrap().sealed, 11);
        change(&town, PUT_BACK).unwrap();
        assert_eq!(verified(&town), Err(ChainFault::Cut { expected: 11, found: 8 }));
    }
}

#[tokio::test]
async fn a_notice_that_asks_for_another_purpose_is_another_version() {
    for (_place, store) in support::stores("a_notice_that_asks_for_another_purpose") {
        let text = "May we use your answers?".to_owned();
        let texts = Texts([(Language::new("en"), text)].into_iter().collect());
        let keep = |purposes: &[&str]| {
            let purposes: Vec<String> = purposes.iter().map(ToString::to_string).collect();
            let texts = texts.clone();
            store.write_now(move |c| keep_notice(c, "voice", &purposes, &texts)).unwrap()
        };
        let first = keep(&["answer", "improve"]);
        assert_eq!(keep(&["answer", "improve"]), first);
        assert_ne!(keep(&["answer", "improve", "research"]), first);
    }
}

/// What a hand in the database may do, and what `verify` says of it.
const TAMPERING: [(&str, &str); 10] = [
    ("UPDATE consent_event SET action = 'granted' WHERE seq = 4", "Changed 4"),
    ("UPDATE consent_event SET programme = 'other' WHERE seq = 1", "Changed 1"),
    ("UPDATE consent_event SET evidence_sha256 = '' WHERE seq = 10", "Changed 10"),
    ("DELETE FROM consent_event WHERE seq = 2", "Missing 2"),
    ("DELETE FROM consent_event WHERE kind = 'digest'", "Cut 11"),
    ("UPDATE chain_head SET hash = 'f' WHERE name = 'consent'", "Cut 11"),
    ("UPDATE anonymous_consent SET action = 'refused'", "Digest 11"),
    ("UPDATE anonymous_consent SET programme = 'other'", "Digest 11"),
    ("UPDATE anonymous_consent SET notice_language = 'ar'", "Digest 11"),
    (
        "DELETE FROM anonymous_consent WHERE id = (SELECT MIN(id) FROM anonymous_consent)",
        "Digest 11",
    ),
];

#[tokio::test]
async fn a_hand_in_the_database_shows() {
    for (sql, found) in TAMPERING {
        for (_place, store) in support::stores("a_hand_in_the_database_shows") {
            let town = Town::new(&store).await;
            a_day(&town).await;
            town.clock.advance(TimeDelta::days(1));
            seal_all(&town).await;
            verified(&town).unwrap();
            drop_triggers(&town);
            change(&town, sql).unwrap();
            let fault = match verified(&town) {
                Ok(_) => "nothing".to_owned(),
                Err(ChainFault::Changed { seq, .. }) => format!("Changed {seq}"),
                Err(ChainFault::Missing { expected, .. }) => format!("Missing {expected}"),
                Err(ChainFault::Cut { expected, .. }) => format!("Cut {expected}"),
                Err(ChainFault::Digest { seq, .. }) => format!("Digest {seq}"),
            };
            assert_eq!(fault, found, "{sql}");
        }
    }
}

fn drop_triggers(town: &Town) {
    let names = ["consent_event_is_kept", "consent_event_is_unchanged"];
    town.services
        .store
        .write_now(move |c| {
            for name in names {
                let on = if matches!(c, Database::Sqlite(_)) { "" } else { " ON consent_event" };
                c.batch_execute(&format!("DROP TRIGGER {name}{on}"))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[tokio::test]
async fn the_database_refuses_to_change_the_ledger() {
    for (_place, store) in support::stores("the_database_refuses") {
        let town = Town::new(&store).await;
        a_day(&town).await;
        assert!(change(&town, "DELETE FROM consent_event").is_err(), "not even before the seal");
        seal_all(&town).await;
        for sql in [
            "DELETE FROM consent_event WHERE seq = 3",
            "DELETE FROM consent_event",
            "UPDATE consent_event SET action = 'granted' WHERE seq = 4",
            "UPDATE consent_event SET seq = NULL",
            "UPDATE consent_event SET hash = 'f' WHERE seq = 10",
        ] {
            assert!(change(&town, sql).is_err(), "{sql}");
        }
        if is_postgres(&town) {
            assert!(change(&town, "TRUNCATE consent_event CASCADE").is_err());
        }
        assert_eq!((verified(&town).unwrap().sealed, count_events(&town)), (10, 10));
    }
}

fn is_postgres(town: &Town) -> bool {
    town.read(|connection| Ok(matches!(connection, Database::Postgres(_))))
}

#[tokio::test]
async fn a_stop_withdraws_texts_and_no_other_purpose() {
    for (_place, store) in support::stores("stop_withdraws_text_alone") {
        let town = Town::new(&store).await;
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "4", "STOP"]).await;
        let said: Vec<String> = ana
            .ledger()
            .into_iter()
            .map(|(purpose, action, _, scope)| format!("{purpose} {action} {scope}"))
            .collect();
        let bundle = ["answer", "text", "improve"].map(|p| format!("{p} granted programme"));
        assert_eq!(said[..3], bundle);
        assert_eq!(said[3..], ["text withdrawn all"]);
        assert!(ana.permits_improvement());
    }
}

#[tokio::test]
async fn an_anonymous_yes_permits_only_what_needs_no_phone() {
    for (_place, store) in support::stores("only_what_needs_no_phone") {
        let town = Town::new(&store).await;
        let token = answers_on_the_web(&town).await;
        let said = |action: &str| {
            let rows: Vec<(String, String)> = town.read(|connection| {
                Ok(anonymous_consent::table
                    .filter(anonymous_consent::action.eq(action))
                    .order(anonymous_consent::purpose)
                    .select((anonymous_consent::purpose, anonymous_consent::notice_sha256))
                    .load(connection)?)
            });
            rows
        };
        let offered = find_survey(&town.services, "patient-voice").await.unwrap().unwrap();
        let shown = offered.notice_shown(&Language::new("en")).unwrap().sha256;
        let both = ["answer", "improve"].map(|purpose| (purpose.to_owned(), shown.clone()));
        assert_eq!(said("granted"), both, "the notice as shown also asks for texts");

        assert!(withdraw(&town.services, &town.services.keys.receipt_code(&token)).await.unwrap());
        assert_eq!(said("withdrawn"), both);
    }
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

fn list(connection: &mut Database, sqlite: &str, postgres: &str) -> QueryResult<Vec<String>> {
    let words: Vec<Word> = match connection {
        Database::Sqlite(sqlite_connection) => diesel::sql_query(sqlite).load(sqlite_connection)?,
        Database::Postgres(server) => diesel::sql_query(postgres).load(server)?,
    };
    Ok(words.into_iter().map(|word| word.word).collect())
}

fn columns(town: &Town, table: &str) -> Vec<String> {
    let sqlite = format!("SELECT name AS word FROM pragma_table_info('{table}') ORDER BY cid");
    let postgres = format!(
        "SELECT column_name::text AS word FROM information_schema.columns \
         WHERE table_name = '{table}' ORDER BY ordinal_position"
    );
    town.read(|c| Ok(list(c, &sqlite, &postgres)?))
}

#[tokio::test]
async fn of_an_anonymous_answer_nothing_but_the_day_is_kept() {
    for (_place, store) in support::stores("nothing_but_the_day") {
        let town = Town::new(&store).await;
        for _ in 0..8 {
            answers_on_the_web(&town).await;
        }
        let names = [
            "id",
            "response_id",
            "programme",
            "purpose",
            "action",
            "notice_sha256",
            "notice_language",
            "notice_reviewed_by",
            "on_date",
        ];
        assert_eq!(columns(&town, "anonymous_consent"), names);
        let names = [
            "id",
            "version_id",
            "participant_id",
            "channel",
            "language",
            "state",
            "link_index",
            "receipt_index",
            "started_on",
            "completed_on",
        ];
        assert_eq!(columns(&town, "response"), names);
        let names = ["response_id", "question_id", "value", "sealed_words", "inbound_id"];
        assert_eq!(columns(&town, "answer"), names);

        let as_text = "SELECT CAST(on_date AS TEXT) AS word FROM anonymous_consent \
            UNION SELECT CAST(started_on AS TEXT) FROM response";
        let days = town.read(|c| Ok(list(c, as_text, as_text)?));
        assert_eq!(days, ["2026-10-01"], "a day, and no hour");
        let participants: Vec<Option<i64>> =
            town.read(|c| Ok(response::table.select(response::participant_id).load(c)?));
        assert_eq!(participants, [None; 8]);
        assert_eq!(count_events(&town), 0, "no event with a time stands beside it");

        let ids: Vec<i64> = town.read(|c| {
            let by_link = response::table.order(response::link_index).select(response::id);
            let mut ids: Vec<i64> = by_link.load(c)?;
            ids.extend(anonymous_consent::table.select(anonymous_consent::id).load::<i64>(c)?);
            Ok(ids)
        });
        assert_eq!(ids.len(), 8 + 16);
        assert!(ids.iter().all(|id| *id > 1_000_000), "ids are drawn, not counted: {ids:?}");
    }
}

/// Everything the database holds, as bytes: the files of SQLite, the rows of PostgreSQL.
fn everything(town: &Town, url: &str) -> Vec<u8> {
    let Some(path) = url.strip_prefix("sqlite://") else {
        let tables = "SELECT table_name::text AS word FROM information_schema.tables \
            WHERE table_schema = 'public'";
        return town.read(|c| {
            let mut all = String::new();
            for table in list(c, "", tables)? {
                let rows = format!("SELECT t::text AS word FROM \"{table}\" t");
                all.extend(list(c, "", &rows)?);
            }
            Ok(all.into_bytes())
        });
    };
    let folder = Path::new(path).parent().unwrap();
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        all.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    all
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[tokio::test]
async fn who_takes_the_database_reads_no_number_no_name_and_no_own_words() {
    for (place, store) in support::stores("nothing_in_the_clear") {
        let town = Town::new(&store).await;
        a_day(&town).await;
        let email = Email::parse(EMAIL).unwrap();
        let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
        add_account_now(&town.services, &email, &password, Role::Leadership, Language::new("en"))
            .unwrap();
        let keys = Arc::clone(&town.services.keys);
        let named = move |c: &mut Database| {
            let language = Language::new("ht");
            let at = support::morning();
            let person = NewParticipant {
                language: &language,
                site_id: None,
                name: Some(NAME),
                strata: "{}",
                at,
            };
            Ok::<_, StoreError>(insert_participant(c, &keys, &person)?)
        };
        town.services.store.write_now(named).unwrap();
        seal_all(&town).await;

        let all = everything(&town, &place.url);
        let clear = "Riverside Health asks adult patients";
        assert!(holds(&all, clear.as_bytes()), "what is public is found where one looks");
        let secrets = [
            "5551230001",
            "5551230002",
            "5551230003",
            OWN_WORDS,
            OWN_WORDS_ON_THE_WEB,
            MISUNDERSTOOD,
            "Roseline",
            NAME,
            "Toussaint",
            EMAIL,
            "wilner",
            "three quiet herons",
            "Thank you!\nWhat should we",
        ];
        for secret in secrets {
            assert!(!holds(&all, secret.as_bytes()), "{secret} stands in the clear");
            assert!(!holds(&all, hex(secret.as_bytes()).as_bytes()), "{secret} stands in hex");
        }
    }
}

/// Statements sent so far, by the address of the database.
static STATEMENTS: LazyLock<Mutex<HashMap<String, Vec<String>>>> = LazyLock::new(Mutex::default);

/// Notes what one connection sends.
struct Noted(String);

impl Instrumentation for Noted {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => {
                url.clone_into(&mut self.0);
            }
            InstrumentationEvent::StartQuery { query, .. } => {
                let query = query.to_string();
                // What opens a connection, of which a pool may make one at any time, or frames.
                let frame = ["BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET TIME"];
                if !frame.iter().any(|word| query.starts_with(word)) {
                    let mut all = STATEMENTS.lock().unwrap();
                    all.entry(self.0.clone()).or_default().push(query);
                }
            }
            _ => {}
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "diesel asks for this form")]
fn noted() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(Noted(String::new())))
}

/// From now on every new connection of this test program is listened to.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        set_default_instrumentation(noted).unwrap();
    });
}

/// Statements sent to a database since it was last asked.
fn statements(url: &str) -> Vec<String> {
    let url = url.trim_start_matches("sqlite://");
    STATEMENTS.lock().unwrap().remove(url).unwrap_or_default()
}

#[tokio::test]
async fn an_answer_by_text_takes_six_statements_at_most_and_three_on_a_server() {
    listen();
    for (place, store) in support::stores("statements_of_a_text") {
        let town = Town::new(&store).await;
        town.review("es").await;
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        for said in ["The bus.", "3", "1 3"] {
            statements(&place.url);
            ana.says(said).await;
            let sent = statements(&place.url);
            println!("an answer by text takes {} statements on {}", sent.len(), engine(&place.url));
            let most = if place.url.starts_with("sqlite") { 6 } else { 3 };
            assert!((3..=most).contains(&sent.len()), "{}: {sent:#?}", sent.len());
            ana.hears().await;
        }
    }
}

#[tokio::test]
async fn a_page_of_the_survey_takes_five_statements_at_most() {
    listen();
    for (place, store) in support::stores("statements_of_a_page") {
        let town = Town::new(&store).await;
        let token = answers_on_the_web(&town).await;
        statements(&place.url);
        let offered = find_survey(&town.services, "patient-voice").await.unwrap().unwrap();
        let yes = random_token();
        start_anonymous(&town.services, &offered, &Language::new("en"), &yes).await.unwrap();
        let begun = statements(&place.url);
        assert!((3..=5).contains(&begun.len()), "{begun:#?}");
        find_passage(&town.services, &token).await.unwrap();
        let shown = statements(&place.url);
        let time = Value::Text("evening".to_owned());
        save_answer(&town.services, &token, "best_time", Some(time)).await.unwrap();
        let saved = statements(&place.url);
        let (shown_count, saved_count) = (shown.len(), saved.len());
        println!("a page takes {shown_count}, an answer {saved_count} on {}", engine(&place.url));
        assert!((2..=5).contains(&shown_count), "{shown:#?}");
        assert!((3..=5).contains(&saved_count), "{saved:#?}");
    }
}

fn engine(url: &str) -> &str {
    url.split_once(':').map_or(url, |(engine, _)| engine)
}
