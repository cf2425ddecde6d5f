//! A backup holds everything that was acknowledged before it began, restores into either engine,
//! and refuses to be restored where it would do harm.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

mod support;
#[path = "support/phone.rs"]
#[expect(dead_code, reason = "a backup is told of by few texts")]
mod phone;
#[path = "durability/server.rs"]
#[expect(dead_code, reason = "its webhooks are the business of other tests")]
mod server;

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use hearth::consent::flow::{seal, verify};
use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::on_engine;
use hearth::response::flow::{find_survey, save_answer, start_anonymous};
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role};
use hearth::storage::backup::{BackupError, Restored, dump, load, read_header};
use hearth::storage::schema::{audit_event, inbound_message, outbox_message, staff_session};
use hearth::storage::{Database, Store, StoreError};
use hearth::survey::Value as Answer;
use phone::{Phone, Town};
use serde_json::Value;
use server::{Server, Settings};
use support::Place;

/// From each engine into each, every target new and up to date.
fn ways(test: &str) -> Vec<((Place, Store), (Place, Store))> {
    let engines = support::stores(test);
    if engines.len() == 1 {
        return engines.into_iter().zip(support::stores(test)).collect();
    }
    let mut turned = support::stores(test);
    turned.reverse();
    let alike = support::stores(test).into_iter().zip(support::stores(test));
    engines.into_iter().zip(turned).chain(alike).collect()
}

/// Every line of a backup after the first. Engines sort texts differently, so the order is ours.
fn lines(url: &str) -> Vec<Value> {
    let mut text = Vec::new();
    dump(url, support::morning(), &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let mut lines: Vec<Value> =
        text.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.sort_by_key(Value::to_string);
    lines
}

/// Both hold the same rows; tells of the first that differs.
fn assert_same_rows(left: &str, right: &str) {
    let (left, right) = (lines(left), lines(right));
    let differs = left.iter().zip(&right).find(|(left, right)| left != right);
    assert!(differs.is_none() && left.len() == right.len(), "{differs:?}");
}

fn copy(from: &str, to: &str) -> Result<(), BackupError> {
    let mut text = Vec::new();
    dump(from, support::morning(), &mut text)?;
    load_text(to, &text)
}

fn load_text(to: &str, text: &[u8]) -> Result<(), BackupError> {
    let mut lines = text;
    let taken_at = read_header(&mut lines)?.taken_at;
    let restored = Restored { taken_at, at: support::morning() };
    load(to, &mut lines, &restored, &[]).map(drop)
}

async fn somebody_answers_on_the_web(town: &Town) {
    let offered = find_survey(&town.services, "patient-voice").await.unwrap().unwrap();
    let token = random_token();
    start_anonymous(&town.services, &offered, &Language::new("en"), &token).await.unwrap();
    let ranked = Answer::Choices(vec!["dental".to_owned(), "cost".to_owned()]);
    save_answer(&town.services, &token, "priorities", Some(ranked)).await.unwrap();
}

fn add_somebody(town: &Town, address: &str) {
    let password = Password::parse("a long enough one".to_owned().into()).unwrap();
    let email = Email::parse(address).unwrap();
    let language = Language::new("en");
    add_account_now(&town.services, &email, &password, Role::Leadership, language).unwrap();
}

#[tokio::test]
async fn what_is_restored_into_either_engine_is_what_was_there_and_goes_on() {
    for ((from, store), (to, target)) in ways("what_is_restored") {
        let town = Town::new(&store).await;
        let said = ["VOICE", "1", "2 5 1", "Bus \"7\" \\ n’arrive jamais\t✓ 公交", "3"];
        Phone::new(&town, 1).goes_through(&said).await;
        Phone::new(&town, 2).goes_through(&["VOICE", "1", "4", "STOP"]).await;
        somebody_answers_on_the_web(&town).await;
        add_somebody(&town, "wilner@example.org");
        while seal(&town.services).await.unwrap() > 0 {}
        copy(&from.url, &to.url).unwrap();
        assert_same_rows(&from.url, &to.url);

        let there = target.read_now(verify).unwrap().unwrap();
        assert_eq!(there, town.read(verify).unwrap());
        let refused = target.write_now(|c| {
            c.batch_execute("UPDATE consent_event SET purpose = 'x'").map_err(StoreError::from)
        });
        assert!(refused.is_err(), "the ledger is append-only as before");

        // New rows take ids of their own.
        let (services, _) = support::services(&target);
        let (clock, phones) = (Arc::clone(&town.clock), Arc::clone(&town.phones));
        let moved = Town { services, clock, phones };
        let moved = Arc::new(moved);
        Phone::new(&moved, 1).says("1 3").await;
        Phone::new(&moved, 3).says("VOICE").await;
        add_somebody(&moved, "mirlande@example.org");
        while seal(&moved.services).await.unwrap() > 0 {}
        moved.read(verify).unwrap();
    }
}

const LATER_ON_SQLITE: &str = "\
    CREATE TABLE a_later_one (id INTEGER PRIMARY KEY, before_id INTEGER REFERENCES a_later_one (id), \
    site_id INTEGER REFERENCES site (id), \"is \"\"so\"\"\" INTEGER NOT NULL, share REAL, at TEXT, \
    day TEXT, sealed BLOB, words TEXT) STRICT; \
    INSERT INTO site (name) VALUES ('Main Street'); \
    INSERT INTO a_later_one VALUES \
    (1, NULL, 1, 1, 0.1, '2026-10-01 15:00:00.120', '2026-10-01', x'00ff', 'a''\"\\\n{}[1]'), \
    (2, 1, NULL, 0, 2.5, '2026-10-01 15:00:00', NULL, x'', '7'), \
    (9223372036854775806, 2, NULL, 0, NULL, '2026-10-01 15:00:00.000012', NULL, NULL, '');";
const LATER_ON_POSTGRES: &str = "\
    CREATE TABLE a_later_one (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, \
    before_id BIGINT REFERENCES a_later_one (id), site_id BIGINT REFERENCES site (id), \
    \"is \"\"so\"\"\" BOOLEAN NOT NULL, share DOUBLE PRECISION, at TIMESTAMP, day DATE, \
    sealed BYTEA, words TEXT); \
    INSERT INTO site (name) VALUES ('Main Street'); \
    INSERT INTO a_later_one VALUES \
    (1, NULL, 1, true, 0.1, '2026-10-01 15:00:00.120', '2026-10-01', '\\x00ff', 'a''\"\\\n{}[1]'), \
    (2, 1, NULL, false, 2.5, '2026-10-01 15:00:00', NULL, '\\x', '7'), \
    (9223372036854775806, 2, NULL, false, NULL, '2026-10-01 15:00:00.000012', NULL, NULL, '');";
/// The first row as each engine itself compares it, times as diesel writes them.
const AS_WRITTEN_ON_SQLITE: &str = "SELECT count(*) AS count FROM a_later_one WHERE \
    (\"is \"\"so\"\"\" = 1 AND share = 0.1 AND at = '2026-10-01 15:00:00.120' AND sealed = x'00ff' \
    AND day = '2026-10-01' AND site_id = 1 AND words LIKE 'a''\"\\_{}[1]') \
    OR (at = '2026-10-01 15:00:00' AND length(sealed) = 0) \
    OR (at = '2026-10-01 15:00:00.000012' AND sealed IS NULL AND id = 9223372036854775806)";
const AS_WRITTEN_ON_POSTGRES: &str = "SELECT count(*) AS count FROM a_later_one WHERE \
    (\"is \"\"so\"\"\" AND share = 0.1 AND at = '2026-10-01 15:00:00.120' AND sealed = '\\x00ff' \
    AND day = '2026-10-01' AND site_id = 1 AND words = E'a''\"\\\\\\n{}[1]') \
    OR (at = '2026-10-01 15:00:00' AND length(sealed) = 0) \
    OR (at = '2026-10-01 15:00:00.000012' AND sealed IS NULL AND id = 9223372036854775806)";

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

fn create_later(store: &Store, with_rows: bool) {
    let create = move |c: &mut Database| {
        let sql = match c {
            Database::Sqlite(_) => LATER_ON_SQLITE,
            Database::Postgres(_) => LATER_ON_POSTGRES,
        };
        c.batch_execute(sql)?;
        if !with_rows {
            c.batch_execute("DELETE FROM a_later_one; DELETE FROM site;")?;
        }
        Ok::<_, StoreError>(())
    };
    store.write_now(create).unwrap();
}

#[test]
fn a_table_that_is_added_one_day_is_in_the_backup_with_every_kind_of_value() {
    for ((from, store), (to, target)) in ways("a_table_added") {
        create_later(&store, true);
        create_later(&target, false);
        copy(&from.url, &to.url).unwrap();
        assert_same_rows(&from.url, &to.url);
        let as_written = |c: &mut Database| {
            let sql = match c {
                Database::Sqlite(_) => AS_WRITTEN_ON_SQLITE,
                Database::Postgres(_) => AS_WRITTEN_ON_POSTGRES,
            };
            let counts: Vec<Count> = on_engine!(c, |engine| diesel::sql_query(sql).load(engine))?;
            Ok::<_, StoreError>(counts[0].count)
        };
        assert_eq!(target.read_now(as_written).unwrap(), 3);
    }
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[test]
fn a_backup_names_every_table_that_the_database_has() {
    for (place, store) in support::stores("every_table") {
        let catalogue = |c: &mut Database| {
            let sql = match c {
                Database::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'table'",
                Database::Postgres(_) => {
                    "SELECT table_name::text AS name FROM information_schema.tables \
                     WHERE table_schema = 'public'"
                }
            };
            let names: Vec<Name> = on_engine!(c, |engine| diesel::sql_query(sql).load(engine))?;
            Ok::<_, StoreError>(names)
        };
        let there: BTreeSet<String> =
            store.read_now(catalogue).unwrap().into_iter().map(|row| row.name).collect();
        let lines = lines(&place.url);
        let mut named: BTreeSet<String> =
            lines.iter().filter_map(|line| Some(line.get("table")?.as_str()?.to_owned())).collect();
        // What is worked out of the others is worked out again, and is in no backup.
        let worked_out = ["changed_voice", "counted_ballot", "counted_group", "counted_survey"];
        named.extend(worked_out.map(str::to_owned));
        named.extend(["counted_voice", "ranking_count"].map(str::to_owned));
        // Which migrations there were stands in the header.
        named.insert("__diesel_schema_migrations".to_owned());
        assert_eq!(named, there);
        assert!(named.contains("consent_event") && named.len() > 30, "{named:?}");
    }
}

#[test]
fn a_type_that_a_backup_cannot_hold_is_named() {
    for (place, store) in support::stores("an_unknown_type") {
        let create = |c: &mut Database| {
            c.batch_execute("CREATE TABLE later (id INT PRIMARY KEY, at TIME)")
                .map_err(StoreError::from)
        };
        store.write_now(create).unwrap();
        let outcome = dump(&place.url, support::morning(), &mut Vec::new());
        assert!(outcome.unwrap_err().to_string().contains("later."));
    }
}

#[test]
fn a_database_with_rows_is_left_as_it_is() {
    for ((from, _store), (to, target)) in ways("a_database_with_rows") {
        let add = |c: &mut Database| {
            c.batch_execute("INSERT INTO site (name) VALUES ('There before')")
                .map_err(StoreError::from)
        };
        target.write_now(add).unwrap();
        let before = lines(&to.url);
        let refused = copy(&from.url, &to.url).unwrap_err();
        assert!(matches!(&refused, BackupError::NotEmpty(table) if table == "site"), "{refused}");
        assert_eq!(lines(&to.url), before);
    }
}

#[test]
fn what_does_not_hold_together_leaves_nothing_behind() {
    for ((from, store), (to, _target)) in ways("nothing_behind") {
        create_later(&store, true);
        let mut text = Vec::new();
        dump(&from.url, support::morning(), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let before = lines(&to.url);
        let without_last = text.trim_end().rsplit_once('\n').unwrap().0;
        // A table that is not here, a row too few, no end, no sense.
        for wrong in [text.clone(), text.replace("\"Main Street\"", "7,7"), without_last.to_owned()]
        {
            assert!(load_text(&to.url, wrong.as_bytes()).is_err());
        }
        let other = text.replace("\"schema\":\"", "\"schema\":\"9");
        let refused = load_text(&to.url, other.as_bytes()).unwrap_err();
        assert!(matches!(refused, BackupError::OtherSchema { .. }), "{refused}");
        assert_eq!(lines(&to.url), before);
    }
}

/// A folder for the files of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("hearth_{test}_{}", random_token()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn succeeds(settings: &Settings, arguments: &[&str]) {
    let (code, said) = settings.command(arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {said}");
}

/// The one sentence of a command that fails.
fn refused(settings: &Settings, arguments: &[&str]) -> String {
    let (code, said) = settings.command(arguments);
    assert_eq!(code, Some(1), "{arguments:?}: {said}");
    let sentences: Vec<&str> = said.lines().filter(|line| !line.starts_with('{')).collect();
    assert_eq!(sentences.len(), 1, "{said}");
    sentences[0].to_owned()
}

/// Turns true when it is dropped, be it by a failure: whoever waits for it ends.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Hands texts over until told to stop; remembers those that were answered with a 2xx.
fn text_all_the_time(settings: &Settings, is_over: &AtomicBool, taken: &Mutex<BTreeSet<String>>) {
    static PEOPLE: AtomicUsize = AtomicUsize::new(0);
    while !is_over.load(Ordering::Relaxed) {
        let person = PEOPLE.fetch_add(1, Ordering::Relaxed);
        for (turn, words) in ["VOICE", "1", "2 5 1", "No bus.", "3"].into_iter().enumerate() {
            let sid = format!("SM{person:030}{turn:02}");
            let status = settings.text(&sid, &format!("+1555{person:07}"), words);
            if status.is_some_and(|status| (200..300).contains(&status)) {
                taken.lock().unwrap().insert(sid);
            }
        }
    }
}

fn wait_for(taken: &Mutex<BTreeSet<String>>, count: usize) {
    let until = Instant::now() + Duration::from_mins(1);
    while taken.lock().unwrap().len() < count {
        assert!(Instant::now() < until, "texts are taken too slowly");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn open_session(store: &Store) {
    let add = |c: &mut Database| {
        c.batch_execute(
            "INSERT INTO staff_account (token, email_index, sealed_email, role, language, \
             password_hash, created_at) VALUES ('t', '1', '1', 'leadership', 'en', '', \
             '2026-10-01 15:00:00'); \
             INSERT INTO staff_session (token_index, name, account_id, csrf_token, browser, \
             sealed_address, created_at, last_seen_at) VALUES ('1', 'n', 1, 'c', '', '1', \
             '2026-10-01 15:00:00', '2026-10-01 15:00:00')",
        )
        .map_err(StoreError::from)
    };
    // STRICT tables take no text for bytes, and PostgreSQL takes no X'31'.
    let add_on_sqlite = |c: &mut Database| {
        c.batch_execute(
            "INSERT INTO staff_account (token, email_index, sealed_email, role, language, \
             password_hash, created_at) VALUES ('t', x'31', x'31', 'leadership', 'en', '', \
             '2026-10-01 15:00:00'); \
             INSERT INTO staff_session (token_index, name, account_id, csrf_token, browser, \
             sealed_address, created_at, last_seen_at) VALUES (x'31', 'n', 1, 'c', '', x'31', \
             '2026-10-01 15:00:00', '2026-10-01 15:00:00')",
        )
        .map_err(StoreError::from)
    };
    store
        .write_now(move |c| match c {
            Database::Sqlite(_) => add_on_sqlite(c),
            Database::Postgres(_) => add(c),
        })
        .unwrap();
}

#[test]
fn a_backup_under_load_holds_every_text_acknowledged_before_it_began() {
    for ((from, store), (to, target)) in ways("a_backup_under_load") {
        open_session(&store);
        drop(store);
        let folder = Folder::new("under_load");
        let file = folder.file("tonight.backup");
        let settings = Settings::new(&from.url, Some("http://127.0.0.1:9"));
        settings.offer_survey();
        let server = Server::start(&settings);
        let (is_over, taken) = (AtomicBool::new(false), Mutex::new(BTreeSet::new()));
        let acknowledged = std::thread::scope(|threads| {
            let _over = Over(&is_over);
            for _ in 0..4 {
                threads.spawn(|| text_all_the_time(&settings, &is_over, &taken));
            }
            wait_for(&taken, 300);
            let before = taken.lock().unwrap().clone();
            succeeds(&settings, &["backup", &file]);
            let during = taken.lock().unwrap().len() - before.len();
            assert!(during > 0, "texts went on being taken");
            before
        });
        server.kill();
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let files = std::fs::read_dir(&folder.0).unwrap().count();
        assert_eq!(files, 1, "nothing half made is left");

        let elsewhere = Settings::new(&to.url, None);
        succeeds(&elsewhere, &["restore", &file]);
        succeeds(&elsewhere, &["consent", "verify"]);
        let sids = |c: &mut Database| {
            Ok::<Vec<String>, StoreError>(
                inbound_message::table.select(inbound_message::sid).load(c)?,
            )
        };
        let restored: BTreeSet<String> = target.read_now(sids).unwrap().into_iter().collect();
        assert!(acknowledged.is_subset(&restored));
        proves_careful(&target);
        let sentence = refused(&elsewhere, &["restore", &file]);
        assert!(sentence.contains("is not empty"), "{sentence}");
    }
}

/// Nothing is sent twice, nobody is still signed in, and the trail tells of the restore.
fn proves_careful(target: &Store) {
    let found = |c: &mut Database| {
        let unfinished = outbox_message::table
            .filter(outbox_message::state.eq_any(["queued", "sending"]))
            .count()
            .get_result::<i64>(c)?;
        let unknown = outbox_message::table
            .filter(outbox_message::state.eq("unknown"))
            .count()
            .get_result::<i64>(c)?;
        let sessions = staff_session::table.count().get_result::<i64>(c)?;
        let told = audit_event::table
            .filter(audit_event::action.eq("database_restored"))
            .count()
            .get_result::<i64>(c)?;
        Ok::<_, StoreError>((unfinished, unknown > 0, sessions, told))
    };
    assert_eq!(target.read_now(found).unwrap(), (0, true, 0, 1));
}

/// Settings of a database that does not exist yet.
fn new_database(folder: &Folder) -> (Settings, PathBuf) {
    let path = folder.0.join("new.db");
    (Settings::new(&format!("sqlite://{}", path.display()), None), path)
}

#[test]
fn a_file_with_another_key_or_a_changed_byte_is_refused_before_anything_is_written() {
    for (place, store) in support::stores("a_changed_file") {
        drop(store);
        let folder = Folder::new("changed_file");
        let file = folder.file("good.backup");
        let settings = Settings::new(&place.url, None);
        settings.offer_survey();
        succeeds(&settings, &["backup", &file]);
        let good = std::fs::read(&file).unwrap();
        let (target, path) = new_database(&folder);
        let (mut changed, middle) = (good.clone(), good.len() / 2);
        changed[middle] ^= 1;
        for (wrong, reason) in [
            (&good[..middle], "cut off"),
            (&good[..good.len() - 1], "cut off"),
            (&changed, "changed"),
            (b"SQLite format 3\0".as_slice(), "not a backup"),
            (b"", "not a backup"),
        ] {
            let wrong_file = folder.file("wrong.backup");
            std::fs::write(&wrong_file, wrong).unwrap();
            let sentence = refused(&target, &["restore", &wrong_file]);
            assert!(sentence.contains(reason), "{sentence}");
            assert!(!path.exists(), "{reason}: a database was made");
        }
        let other = "CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=";
        let target = target.with("HEARTH_SECRET_KEY", other);
        let sentence = refused(&target, &["restore", &file]);
        assert!(sentence.contains("another HEARTH_SECRET_KEY"), "{sentence}");
        let target = target.with("HEARTH_SECRET_KEY", "");
        let sentence = refused(&target, &["restore", &file]);
        assert!(sentence.contains("HEARTH_SECRET_KEY is not set"), "{sentence}");
        assert!(!path.exists() && !Path::new(&folder.file("hearth.key")).exists());
    }
}

#[test]
fn a_backup_overwrites_nothing_and_makes_no_database() {
    for (place, store) in support::stores("overwrites_nothing") {
        drop(store);
        let folder = Folder::new("overwrites_nothing");
        let settings = Settings::new(&place.url, None);
        let taken = folder.file("taken");
        std::fs::write(&taken, "mine").unwrap();
        let sentence = refused(&settings, &["backup", &taken]);
        assert!(sentence.contains("is there already"), "{sentence}");
        assert_eq!(std::fs::read_to_string(&taken).unwrap(), "mine");
        let sentence = refused(&settings, &["backup", &folder.file("nowhere/x")]);
        assert!(sentence.contains("cannot be written"), "{sentence}");

        let (empty, path) = new_database(&folder);
        let sentence = refused(&empty, &["backup", &folder.file("x")]);
        assert!(sentence.contains("there is no database"), "{sentence}");
        assert!(!path.exists() && !Path::new(&folder.file("x")).exists());
        assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "nothing half made is left");
    }
}
