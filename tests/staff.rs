//! Staff accounts, sign-in and the audit trail, on both engines.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

#[path = "support/entering.rs"]
mod entering;
#[path = "support/signing_in.rs"]
#[expect(dead_code, reason = "these journeys have no pages")]
mod signing_in;
mod support;

use chrono::TimeDelta;
use diesel::connection::SimpleConnection as _;
use entering::{attempt, enter};
use hearth::i18n::Language;
use hearth::services::Services;
use hearth::staff::flow::{
    AddAccountError, AuditCheck, Session, SignInError, add_account_now, find_signed_in,
    forget_ended, seal_audit, sign_out, verify_audit,
};
use hearth::staff::store::list_unsealed;
use hearth::staff::{Email, Password, Role};
use hearth::storage::{Database, StoreError};

const PASSWORD: &str = "three quiet herons";

fn add(services: &Services, email: &str) -> Result<i64, AddAccountError> {
    let email = Email::parse(email).unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    add_account_now(services, &email, &password, Role::Leadership, Language::new("es"))
}

async fn try_password(services: &Services, password: &str) -> Result<Session, SignInError> {
    enter(services, attempt("ana@example.org", password)).await
}

#[tokio::test]
async fn an_account_signs_in_and_out() {
    for (_place, store) in support::stores("an_account_signs_in_and_out") {
        let (services, _clock) = support::services(&store);
        let account_id = add(&services, "Ana@Example.org").unwrap();
        let session = enter(&services, attempt(" ANA@example.org ", PASSWORD)).await.unwrap();
        let signed_in = find_signed_in(&services, &session.token).await.unwrap().unwrap();
        assert_eq!(signed_in.account_id, account_id);
        assert_eq!((signed_in.role, signed_in.language.tag()), (Role::Leadership, "es"));

        sign_out(&services, &session.token, "r2".to_owned()).await.unwrap();
        assert_eq!(find_signed_in(&services, &session.token).await.unwrap(), None);
    }
}

#[tokio::test]
async fn an_address_has_one_account() {
    for (_place, store) in support::stores("an_address_has_one_account") {
        let (services, _clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        assert!(matches!(add(&services, "ANA@example.org"), Err(AddAccountError::Exists)));
    }
}

#[tokio::test]
async fn a_new_sign_in_ends_the_session_it_replaces() {
    for (_place, store) in support::stores("a_new_sign_in_ends_the_session_it_replaces") {
        let (services, _clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        let first = try_password(&services, PASSWORD).await.unwrap();
        let mut again = attempt("ana@example.org", PASSWORD);
        again.visit.earlier_token = Some(first.token.clone());
        let second = enter(&services, again).await.unwrap();
        assert!(find_signed_in(&services, &first.token).await.unwrap().is_none());
        assert!(find_signed_in(&services, &second.token).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_session_ends_when_idle_and_its_row_is_swept() {
    for (_place, store) in support::stores("a_session_ends_when_idle") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        let session = try_password(&services, PASSWORD).await.unwrap();
        for _ in 0..3 {
            clock.advance(TimeDelta::minutes(14));
            assert!(find_signed_in(&services, &session.token).await.unwrap().is_some());
        }
        clock.advance(TimeDelta::minutes(15));
        assert!(find_signed_in(&services, &session.token).await.unwrap().is_none());
        // For a day it is known whose form came too late.
        clock.advance(TimeDelta::hours(24));
        forget_ended(&services).await.unwrap();
        assert_eq!(count(&services, "staff_session"), 0);
    }
}

#[tokio::test]
async fn wrong_passwords_and_unknown_addresses_are_answered_alike() {
    for (_place, store) in support::stores("wrong_and_unknown_are_answered_alike") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        for email in ["ana@example.org", "nobody@example.org", "no address"] {
            let mut told = Vec::new();
            for _ in 0..7 {
                told.push(match enter(&services, attempt(email, "wrong wrong wrong")).await {
                    Err(SignInError::Wrong) => 0,
                    Err(SignInError::Wait { retry_after_seconds }) => retry_after_seconds,
                    _ => panic!("a wrong password signed somebody in"),
                });
                clock.advance(TimeDelta::milliseconds(500));
            }
            assert_eq!(told, [0, 0, 0, 0, 0, 1, 0], "{email}");
        }
    }
}

#[tokio::test]
async fn the_right_password_is_taken_after_the_wait_and_clears_the_count() {
    for (_place, store) in support::stores("the_right_password_is_taken_after_the_wait") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        for _ in 0..5 {
            try_password(&services, "wrong wrong wrong").await.err().unwrap();
        }
        let refused = try_password(&services, PASSWORD).await.err().unwrap();
        assert!(matches!(refused, SignInError::Wait { retry_after_seconds: 1 }));
        clock.advance(TimeDelta::seconds(1));
        try_password(&services, PASSWORD).await.unwrap();
        let wrong = try_password(&services, "wrong wrong wrong").await.err().unwrap();
        assert!(matches!(wrong, SignInError::Wrong));
    }
}

#[tokio::test]
async fn a_stranger_who_guesses_does_not_keep_the_owner_waiting() {
    for (_place, store) in support::stores("a_stranger_does_not_keep_the_owner_waiting") {
        let (services, _clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        let own_browser = try_password(&services, PASSWORD).await.unwrap().known_browser;
        for _ in 0..6 {
            try_password(&services, "wrong wrong wrong").await.err().unwrap();
        }
        let owner = |mark: &str| {
            let mut attempt = attempt("ana@example.org", PASSWORD);
            attempt.visit.known_browser = Some(mark.to_owned());
            attempt
        };
        let refused = enter(&services, owner("forged")).await.err().unwrap();
        assert!(matches!(refused, SignInError::Wait { .. }));
        enter(&services, owner(&own_browser)).await.unwrap();
    }
}

#[tokio::test]
async fn many_tries_at_once_are_not_free() {
    for (_place, store) in support::stores("many_tries_at_once_are_not_free") {
        let (services, _clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let services = services.clone();
                tokio::spawn(
                    async move { try_password(&services, "wrong wrong wrong").await.err() },
                )
            })
            .collect();
        let mut checked = 0;
        for one in tries {
            checked += usize::from(matches!(one.await.unwrap(), Some(SignInError::Wrong)));
        }
        assert_eq!(checked, 5);
    }
}

#[tokio::test]
async fn a_wrong_password_is_in_the_trail_and_an_address_without_an_account_is_not() {
    for (_place, store) in support::stores("a_wrong_password_is_in_the_trail") {
        let (services, _clock) = support::services(&store);
        let id = add(&services, "ana@example.org").unwrap();
        for email in ["nobody@example.org", "ana@example.org", "no address"] {
            enter(&services, attempt(email, "wrong wrong wrong")).await.err().unwrap();
        }
        let trail = store.read_now(|connection| list_unsealed(connection, 9)).unwrap();
        let told: Vec<_> =
            trail.iter().map(|row| (row.account_id, row.action.as_str(), &*row.detail)).collect();
        let failed = (Some(id), "sign_in_failed", "from 192.0.2.7");
        assert_eq!(told, [(None, "account_added", "leadership"), failed]);
    }
}

#[test]
fn many_who_sign_in_at_once_leave_threads_for_patients() {
    for (_place, store) in support::stores("many_who_sign_in_leave_threads") {
        let (services, _clock) = support::services(&store);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .max_blocking_threads(4)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let tries: Vec<_> = (0..16)
                .map(|person| {
                    let services = services.clone();
                    let email = format!("{person}@example.org");
                    tokio::spawn(async move {
                        enter(&services, attempt(&email, "wrong wrong wrong")).await.is_err()
                    })
                })
                .collect();
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            store.read(|_| Ok::<_, StoreError>(())).await.unwrap();
            let still_waiting = tries.iter().filter(|one| !one.is_finished()).count();
            assert!(still_waiting >= 8, "a page waited for {} passwords", 16 - still_waiting);
        });
    }
}

#[tokio::test]
async fn the_trail_is_sealed_and_a_changed_row_shows() {
    for (_place, store) in support::stores("the_trail_is_sealed") {
        let (services, _clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        let session = try_password(&services, PASSWORD).await.unwrap();
        sign_out(&services, &session.token, "r2".to_owned()).await.unwrap();
        assert_eq!(seal_audit(&services).await.unwrap(), 5);
        assert_eq!(seal_audit(&services).await.unwrap(), 0);
        try_password(&services, "wrong wrong wrong").await.err().unwrap();
        let whole = store.read_now(verify_audit).unwrap();
        assert!(matches!(whole, AuditCheck::Whole { sealed: 5, unsealed: 1, .. }), "{whole:?}");

        tamper(&services, "UPDATE audit_event SET detail = 'x' WHERE seq = 2");
        assert_eq!(store.read_now(verify_audit).unwrap(), AuditCheck::Broken { seq: 2 });
    }
}

#[tokio::test]
async fn a_cut_tail_of_the_trail_shows() {
    for (_place, store) in support::stores("a_cut_tail_of_the_trail_shows") {
        let (services, _clock) = support::services(&store);
        for email in ["ana@example.org", "bo@example.org", "cy@example.org"] {
            add(&services, email).unwrap();
        }
        seal_audit(&services).await.unwrap();
        tamper(&services, "DELETE FROM audit_event WHERE seq = 3");
        assert_eq!(store.read_now(verify_audit).unwrap(), AuditCheck::Broken { seq: 3 });
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_a_sealed_row() {
    for (_place, store) in support::stores("the_database_refuses_to_change_a_sealed_row") {
        let (services, _clock) = support::services(&store);
        add(&services, "ana@example.org").unwrap();
        seal_audit(&services).await.unwrap();
        for change in ["UPDATE audit_event SET detail = 'x'", "DELETE FROM audit_event"] {
            let outcome = store.write_now(move |connection| {
                connection.batch_execute(change).map_err(StoreError::from)
            });
            assert!(outcome.is_err(), "{change}");
        }
    }
}

/// Changes the trail as somebody with the database in hand could.
fn tamper(services: &Services, change: &'static str) {
    services
        .store
        .write_now(move |connection| {
            let on_table = match connection {
                Database::Postgres(_) => " ON audit_event",
                Database::Sqlite(_) => "",
            };
            for trigger in ["audit_event_is_unchanged", "audit_event_is_kept"] {
                connection
                    .batch_execute(&format!("DROP TRIGGER {trigger}{on_table}"))
                    .map_err(StoreError::from)?;
            }
            connection.batch_execute(change).map_err(StoreError::from)
        })
        .unwrap();
}

fn count(services: &Services, table: &str) -> i64 {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let query = format!("SELECT count(*) AS n FROM {table}");
    services
        .store
        .read_now(|connection| match connection {
            Database::Postgres(engine) => {
                diesel::sql_query(query).get_result::<Count>(engine).map_err(StoreError::from)
            }
            Database::Sqlite(engine) => {
                diesel::sql_query(query).get_result::<Count>(engine).map_err(StoreError::from)
            }
        })
        .unwrap()
        .n
}
