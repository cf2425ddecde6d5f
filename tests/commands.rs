//! Commands that read a database and prove what is in it, run as the program itself.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

mod support;

use std::process::{Command, Stdio};

use diesel::connection::SimpleConnection as _;
use hearth::storage::{Store, StoreError};

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

const READING: [&[&str]; 2] = [&["consent", "verify"], &["survey", "export", "patient-voice"]];

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
