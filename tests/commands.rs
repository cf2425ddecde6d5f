//! Commands that read a database and prove what is in it, run as the program itself.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

mod support;

use std::process::{Command, Stdio};

use diesel::connection::SimpleConnection as _;
use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::priority::flow::{Reactions, publish};
use hearth::response::flow::{find_survey, save_answer, start_anonymous};
use hearth::staff::flow::{add_account_now, seal_audit};
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::{Store, StoreError};
use hearth::survey::flow::import;
use hearth::survey::{Survey, Value};

/// Runs `hearth` on that database: whether it went well, and what it printed.
fn hearth(database_url: &str, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_hearth"))
        .args(arguments)
        .env_clear()
        .env("DATABASE_URL", database_url)
        .env("HEARTH_SECRET_KEY", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let printed = if output.status.success() { output.stdout } else { output.stderr };
    (output.status.success(), String::from_utf8(printed).unwrap())
}

fn change(store: &Store, sql: &'static str) {
    store
        .write_now(move |connection| connection.batch_execute(sql).map_err(StoreError::from))
        .unwrap();
}

const READING: [&[&str]; 4] = [
    &["consent", "verify"],
    &["audit", "verify"],
    &["survey", "export", "patient-voice"],
    &["rank", "--replay", "1"],
];

#[test]
fn a_command_that_reads_makes_no_database_where_there_is_none() {
    let missing = std::env::temp_dir().join(format!("hearth-missing-{}.db", std::process::id()));
    for arguments in READING {
        let (is_well, said) = hearth(&format!("sqlite://{}", missing.display()), arguments);
        assert!(!is_well && said.starts_with("hearth: there is no database at "), "{said}");
        assert!(said.lines().count() == 1 && !missing.exists(), "{said}");
    }
}

#[test]
fn a_command_that_reads_leaves_a_database_of_another_version_as_it_is() {
    for (place, store) in support::stores("a_command_that_reads_leaves_a_database") {
        change(&store, "DELETE FROM __diesel_schema_migrations");
        for arguments in READING {
            let (is_well, said) = hearth(&place.url, arguments);
            assert!(!is_well && said.contains("run: hearth migrate"), "{said}");
        }
        assert!(store.check_ready_now().is_err(), "nothing was migrated");
    }
}

#[tokio::test]
async fn the_trail_proves_whole_until_a_hand_changes_it() {
    for (place, store) in support::stores("the_trail_proves_whole") {
        let (services, _clock) = support::services(&store);
        let email = Email::parse("ana@example.org").unwrap();
        let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
        let language = Language::new("en");
        add_account_now(&services, &email, &password, Role::Analyst, language).unwrap();
        seal_audit(&services).await.unwrap();
        let (is_well, said) = hearth(&place.url, &["audit", "verify"]);
        assert!(
            is_well && said.starts_with("The audit trail holds: 1 rows sealed, 0 not"),
            "{said}"
        );
        change(&store, "UPDATE chain_head SET hash = 'f' WHERE name = 'audit'");
        let (is_well, said) = hearth(&place.url, &["audit", "verify"]);
        assert!(!is_well && said.contains("row 1 of the chain"), "{said}");
    }
}

#[tokio::test]
async fn a_published_ranking_is_computed_again_or_said_to_differ() {
    for (place, store) in support::stores("a_published_ranking_is_computed_again") {
        let (services, _clock) = support::services(&store);
        let survey = Survey::from_toml(include_str!("../samples/patient-voice.toml")).unwrap();
        let slug = survey.slug.clone();
        import(&services, survey, true).await.unwrap();
        let offered = find_survey(&services, &slug).await.unwrap().unwrap();
        for person in 0..20 {
            let token = random_token();
            start_anonymous(&services, &offered, &Language::new("en"), &token).await.unwrap();
            let first = if person % 3 == 0 { "cost" } else { "dental" };
            let chosen = Value::Choices(vec![first.to_owned(), "transport".to_owned()]);
            save_answer(&services, &token, "priorities", Some(chosen)).await.unwrap();
        }
        let email = Email::parse("lea@example.org").unwrap();
        let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
        let language = Language::new("en");
        let role = Role::Leadership;
        let account_id =
            add_account_now(&services, &email, &password, role, language.clone()).unwrap();
        let lea = SignedIn { account_id, role, language, csrf_token: String::new() };
        let id = publish(&services, &Reactions::default(), &lea, &slug, String::new()).await;
        let id = id.unwrap().to_string();
        let replay = || hearth(&place.url, &["rank", "--replay", &id]);
        assert_eq!(replay(), (true, format!("Ranking {id} is reproduced bit for bit.\n")));
        let is_postgres = place.url.starts_with("postgres");
        // As a hand in the database could, which its own guard would stop.
        change(
            &store,
            if is_postgres {
                "DROP TRIGGER ranking_snapshot_is_unchanged ON ranking_snapshot"
            } else {
                "DROP TRIGGER ranking_snapshot_is_unchanged"
            },
        );
        change(&store, "UPDATE ranking_snapshot SET result = '{}'");
        assert!(!replay().0);
        let (is_well, said) = hearth(&place.url, &["rank", "--replay", "99"]);
        assert!(!is_well && said.contains("there is no published ranking 99"), "{said}");
    }
}

#[test]
fn an_account_is_added_in_a_language_of_the_pages_only() {
    for (place, _store) in support::stores("an_account_is_added_in_a_language") {
        let add = ["staff", "add", "ana@example.org", "--role", "analyst", "--language", "xx"];
        let (is_well, said) = hearth(&place.url, &add);
        assert!(!is_well && said.starts_with("hearth: the pages are not in xx; "), "{said}");
        assert!(said.contains("zh-Hans") && said.lines().count() == 1, "{said}");
    }
}
