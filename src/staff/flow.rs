//! Journeys of staff: an account is added, somebody signs in and out, the trail is sealed.
//!
//! Whether an address has an account shows neither in an answer nor in how long it takes.

use chrono::{NaiveDateTime, TimeDelta};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use super::session::{SignedIn, has_ended, wait_seconds};
use super::store::{self, NewAccount};
use super::{AuditEntry, Email, Password, Role};
use crate::crypto::{self, Place};
use crate::i18n::Language;
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// How many rows of the trail are sealed or checked at a time.
const AUDIT_BATCH: i64 = 500;

/// How many passwords are checked at the same time. Each keeps a thread and a core busy for a good
/// part of a second, and the pages of patients live on the same ones.
static CHECKS: Semaphore = Semaphore::const_new(2);

/// Why an account could not be added.
#[derive(Debug, thiserror::Error)]
pub enum AddAccountError {
    /// The address has one.
    #[error("there is already an account with this e-mail address")]
    Exists,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds an account and tells its id. Slow: it hashes the password.
pub fn add_account_now(
    services: &Services,
    email: &Email,
    password: &Password,
    role: Role,
    language: Language,
) -> Result<i64, AddAccountError> {
    let token = crypto::random_token();
    let account = NewAccount {
        email_index: services.keys.blind_index("email", email.expose()),
        sealed_email: services.keys.seal(email_place(&token), email.expose()),
        password_hash: crypto::hash_password(password.expose()),
        token,
        role,
        language,
    };
    let now = services.clock.now();
    services.store.write_now(move |connection| {
        let id =
            store::insert_account(connection, &account, now)?.ok_or(AddAccountError::Exists)?;
        let entry = AuditEntry {
            account_id: None,
            action: "account_added",
            record: format!("staff_account/{id}"),
            detail: account.role.name().to_owned(),
            request_id: String::new(),
        };
        store::audit(connection, &entry, now)?;
        Ok(id)
    })
}

fn email_place(token: &str) -> Place<'_> {
    Place { table: "staff_account", column: "sealed_email", row: token }
}

/// What somebody who wants in has given.
pub struct SignIn {
    /// The address as typed.
    pub email: String,
    /// The password as typed.
    pub password: SecretString,
    /// What an earlier sign-in left in this browser ([`Session::known_browser`]).
    pub known_browser: Option<String>,
    /// The session that this one replaces.
    pub earlier_token: Option<String>,
    /// The network address the request came from, for the trail.
    pub from: String,
    /// The request.
    pub request_id: String,
}

/// A session just started. Its token exists nowhere else.
pub struct Session {
    /// For the session cookie.
    pub token: String,
    /// For a cookie that stays: this browser's tries are counted apart from a stranger's, so that
    /// nobody can keep an account's owner waiting.
    pub known_browser: String,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Address and password do not go together.
    #[error("the e-mail address or the password is not right")]
    Wrong,
    /// Too many wrong tries lately.
    #[error("too many tries; the next is possible in {retry_after_seconds} seconds")]
    Wait {
        /// How long.
        retry_after_seconds: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Signs somebody in.
///
/// The try is counted before the password is checked, so that many at once are not free.
///
/// Source: OWASP Authentication Cheat Sheet on telling nothing about accounts, and its page on
/// device cookies for the count apart.
pub async fn sign_in(services: &Services, attempt: SignIn) -> Result<Session, SignInError> {
    let now = services.clock.now();
    let email = attempt.email.trim().to_lowercase();
    let email_index = services.keys.blind_index("email", &email);
    let known_browser = browser_mark(services, &email);
    let tries_key = tries_key(services, &email, &known_browser, attempt.known_browser.as_deref());

    let key = tries_key.clone();
    let index = email_index.clone();
    let account = services
        .store
        .write(move |connection| {
            count_try(connection, &key, now)?;
            Ok::<_, SignInError>(store::find_account(connection, &index)?)
        })
        .await?;

    let password = attempt.password;
    let turn = CHECKS.acquire().await.expect("nobody closes the semaphore");
    let verified = tokio::task::spawn_blocking(move || verify(account, &password))
        .await
        .map_err(|_| StoreError::BrokeOff)?;
    drop(turn);

    let token = crypto::random_token();
    let token_index = session_index(services, &token);
    let earlier_index = attempt.earlier_token.map(|token| session_index(services, &token));
    let (from, request_id) = (attempt.from, attempt.request_id);
    services
        .store
        .write(move |connection| {
            let (account_id, action) = match verified {
                Verified::Right(id) => (id, "signed_in"),
                Verified::Wrong(id) => (id, "sign_in_failed"),
                Verified::Nobody => {
                    // Strangers cannot make the trail grow without end; but a row is written as
                    // for an account, so that it takes as long.
                    store::lock_tries(connection, &tries_key, now)?;
                    return Ok(false);
                }
            };
            let entry = AuditEntry {
                account_id: Some(account_id),
                action,
                record: format!("staff_account/{account_id}"),
                detail: format!("from {from}"),
                request_id,
            };
            store::audit(connection, &entry, now)?;
            if !matches!(verified, Verified::Right(_)) {
                return Ok(false);
            }
            if let Some(index) = earlier_index {
                store::delete_session(connection, &index)?;
            }
            store::delete_tries(connection, &tries_key)?;
            let csrf_token = crypto::random_token();
            store::insert_session(connection, &token_index, account_id, &csrf_token, now)?;
            Ok::<_, SignInError>(true)
        })
        .await?
        .then_some(Session { token, known_browser })
        .ok_or(SignInError::Wrong)
}

/// How a password compared.
enum Verified {
    Right(i64),
    Wrong(i64),
    Nobody,
}

fn verify(account: Option<(i64, String)>, password: &SecretString) -> Verified {
    let typed = password.expose_secret();
    match account {
        Some((id, hash)) if crypto::verify_password(typed, &hash) => Verified::Right(id),
        Some((id, _)) => Verified::Wrong(id),
        None => {
            // An address without an account costs the same time as one with.
            crypto::hash_password(typed);
            Verified::Nobody
        }
    }
}

fn count_try(
    connection: &mut Database,
    key_index: &[u8],
    now: NaiveDateTime,
) -> Result<(), SignInError> {
    let (tries, last_tried_at) = store::lock_tries(connection, key_index, now)?;
    let retry_after_seconds = wait_seconds(tries, last_tried_at, now);
    if retry_after_seconds > 0 {
        return Err(SignInError::Wait { retry_after_seconds });
    }
    Ok(store::update_tries(connection, key_index, tries.saturating_add(1), now)?)
}

fn browser_mark(services: &Services, email: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .encode(services.keys.blind_index("known browser", email))
}

fn tries_key(services: &Services, email: &str, mark: &str, given: Option<&str>) -> Vec<u8> {
    let is_known = given
        .is_some_and(|given| crypto::equal_in_constant_time(given.as_bytes(), mark.as_bytes()));
    let kind = if is_known { "tries, known browser" } else { "tries" };
    services.keys.blind_index(kind, email)
}

fn session_index(services: &Services, token: &str) -> Vec<u8> {
    services.keys.blind_index("staff session", token)
}

/// Ends the session of a token.
pub async fn sign_out(
    services: &Services,
    token: &str,
    request_id: String,
) -> Result<(), StoreError> {
    let index = session_index(services, token);
    let now = services.clock.now();
    services
        .store
        .write(move |connection| {
            let Some(account_id) = store::delete_session(connection, &index)? else {
                return Ok(());
            };
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "signed_out",
                record: format!("staff_account/{account_id}"),
                detail: String::new(),
                request_id,
            };
            store::audit(connection, &entry, now)
        })
        .await
}

/// Who a session's token stands for, if the session has not ended.
pub async fn find_signed_in(
    services: &Services,
    token: &str,
) -> Result<Option<SignedIn>, StoreError> {
    let index = session_index(services, token);
    let now = services.clock.now();
    let key = index.clone();
    let found =
        services.store.read(move |connection| store::find_session(connection, &key)).await?;
    let Some(session) = found.filter(|row| !has_ended(row.created_at, row.last_seen_at, now))
    else {
        return Ok(None);
    };
    // To the minute is enough to end an idle session, and spares a write with each request.
    if now - session.last_seen_at >= TimeDelta::minutes(1) {
        services
            .store
            .write(move |connection| store::update_last_seen(connection, &index, now))
            .await?;
    }
    Ok(Some(session.signed_in))
}

/// Deletes ended sessions and tries that no longer count; for the worker.
pub async fn forget_ended(services: &Services) -> Result<(), StoreError> {
    let now = services.clock.now();
    services.store.write(move |connection| store::delete_ended(connection, now)).await
}

/// Seals what the trail gained into its chain; tells how many rows. For the worker.
pub async fn seal_audit(services: &Services) -> Result<usize, StoreError> {
    services
        .store
        .write(|connection| {
            // The head comes first: it makes nodes take turns.
            let (mut seq, mut hash) = store::lock_audit_head(connection)?;
            let rows = store::list_unsealed(connection, AUDIT_BATCH)?;
            for row in &rows {
                let next = crypto::chain_hash(&hash, &canonical(row));
                seq += 1;
                store::seal(connection, row.id, seq, &hash, &next)?;
                hash = next;
            }
            if !rows.is_empty() {
                store::update_audit_head(connection, seq, &hash)?;
            }
            Ok(rows.len())
        })
        .await
}

fn canonical(row: &store::AuditRow) -> String {
    serde_json::to_string(row).expect("numbers, texts and a time have a JSON form")
}

/// What a check of the trail found.
#[derive(Debug, PartialEq, Eq)]
pub enum AuditCheck {
    /// Every sealed row is as it was written.
    Whole {
        /// Rows checked.
        sealed: i64,
        /// Rows that stand outside the chain as yet.
        unsealed: i64,
        /// The head's hash, to keep elsewhere: it shows a cut tail.
        head: String,
    },
    /// The chain breaks at this place: the row is missing or changed.
    Broken {
        /// The first bad place, counted from 1.
        seq: i64,
    },
}

/// Checks the whole trail against its chain.
pub fn verify_audit(connection: &mut Database) -> Result<AuditCheck, StoreError> {
    let (head_seq, head) = store::find_audit_head(connection)?;
    let (mut seq, mut hash) = (0, String::new());
    while seq < head_seq {
        let rows = store::list_sealed(connection, seq, head_seq, AUDIT_BATCH)?;
        if rows.is_empty() {
            return Ok(AuditCheck::Broken { seq: seq + 1 });
        }
        for (row, link) in rows {
            let next = crypto::chain_hash(&hash, &canonical(&row));
            let expected = store::Link {
                seq: Some(seq + 1),
                previous_hash: Some(hash),
                hash: Some(next.clone()),
            };
            if link != expected {
                return Ok(AuditCheck::Broken { seq: seq + 1 });
            }
            (seq, hash) = (seq + 1, next);
        }
    }
    if hash != head {
        return Ok(AuditCheck::Broken { seq });
    }
    Ok(AuditCheck::Whole { sealed: seq, unsealed: store::count_unsealed(connection)?, head })
}
