//! The first step of signing in: address and password.
//!
//! Whether an address has an account shows neither in an answer nor in how long it takes.

use std::sync::Arc;

use chrono::NaiveDateTime;
use secrecy::{ExposeSecret as _, SecretString};

use super::CHECKS;
use super::session::{half_session_index, session_index};
use super::tries::{Tried, browser_mark, count_try, tries_key};
use crate::crypto;
use crate::services::Services;
use crate::staff::second_factor::TotpSecret;
use crate::staff::store::second_step;
use crate::staff::store::sessions::{self, NewSession};
use crate::staff::{AuditEntry, store};
use crate::storage::{Database, StoreError};

/// From where somebody comes.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What an earlier sign-in left in this browser ([`Session::known_browser`]).
    pub known_browser: Option<String>,
    /// The session that the new one replaces.
    pub earlier_token: Option<String>,
    /// The network address the request came from.
    pub from: String,
    /// Which browser it says it is, roughly.
    pub browser: String,
    /// The request.
    pub request_id: String,
}

/// What somebody who wants in has given.
pub struct SignIn {
    /// The address as typed.
    pub email: String,
    /// The password as typed.
    pub password: SecretString,
    /// From where.
    pub visit: Visit,
}

/// A session just started. Its token exists nowhere else.
pub struct Session {
    /// For the session cookie.
    pub token: String,
    /// For a cookie that stays: this browser's tries are counted apart from a stranger's, so that
    /// nobody can keep an account's owner waiting.
    pub known_browser: String,
}

/// What the right password leads to.
pub enum Entered {
    /// A session: the demo asks for nothing more of who has no second factor.
    Signed(Session),
    /// The second step; its token exists nowhere else.
    Half {
        /// For the half session's cookie.
        token: String,
    },
}

/// Why nobody was let in.
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

/// Checks address and password, and begins the second step.
///
/// The try is counted before the password is checked, so that many at once are not free.
///
/// Source: OWASP Authentication Cheat Sheet on telling nothing about accounts, and its page on
/// device cookies for the count apart.
pub async fn sign_in(services: &Services, attempt: SignIn) -> Result<Entered, SignInError> {
    let now = services.clock.now();
    let SignIn { email, password, visit } = attempt;
    let email = email.trim().to_lowercase();
    let index = services.keys.blind_index("email", &email);
    let known = visit.known_browser.as_deref();
    let tries_key = tries_key(services, Tried::Password, &email, known);

    let key = tries_key.clone();
    let account = services
        .store
        .write(move |connection| {
            if let Some(retry_after_seconds) = count_try(connection, &key, now)? {
                return Err(SignInError::Wait { retry_after_seconds });
            }
            Ok(store::find_account(connection, &index)?)
        })
        .await?;

    let turn = CHECKS.acquire().await.expect("nobody closes the semaphore");
    let verified = tokio::task::spawn_blocking(move || verify(account, &password))
        .await
        .map_err(|_| StoreError::BrokeOff)?;
    drop(turn);

    let for_write = services.clone();
    services
        .store
        .write(move |connection| {
            let (account_id, is_right) = match verified {
                Verified::Right(id) => (id, true),
                Verified::Wrong(id) => (id, false),
                Verified::Nobody => {
                    // Strangers cannot make the trail grow without end; but a row is written as
                    // for an account, so that it takes as long.
                    store::lock_tries(connection, &tries_key, now)?;
                    return Ok(None);
                }
            };
            if !is_right {
                audit(connection, account_id, "sign_in_failed", &visit, now)?;
                return Ok(None);
            }
            store::delete_tries(connection, &tries_key)?;
            enter(connection, &for_write, account_id, &email, &visit, now).map(Some)
        })
        .await?
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

fn enter(
    connection: &mut Database,
    services: &Services,
    account_id: i64,
    email: &str,
    visit: &Visit,
    now: NaiveDateTime,
) -> Result<Entered, SignInError> {
    let keys = &services.keys;
    if services.is_demo && second_step::find_secret(connection, keys, account_id)?.is_none() {
        audit(connection, account_id, "signed_in", visit, now)?;
        return Ok(Entered::Signed(begin(connection, services, account_id, email, visit, now)?));
    }
    let token = begin_second_step(connection, services, account_id, visit, now)?;
    Ok(Entered::Half { token })
}

/// Begins the second step of somebody whose password was right, and offers a second factor to who
/// has none; the half session's token.
pub(super) fn begin_second_step(
    connection: &mut Database,
    services: &Services,
    account_id: i64,
    visit: &Visit,
    now: NaiveDateTime,
) -> Result<String, StoreError> {
    audit(connection, account_id, "sign_in_begun", visit, now)?;
    let is_enrolled = second_step::find_secret(connection, &services.keys, account_id)?.is_some();
    let offered = (!is_enrolled).then(|| TotpSecret::new(crypto::random_bytes()));
    let token = crypto::random_token();
    let index = half_session_index(services, &token);
    let keys = &services.keys;
    second_step::insert_half_session(connection, keys, &index, account_id, offered.as_ref(), now)?;
    Ok(token)
}

/// Begins a session in the place of the one the browser had.
pub(super) fn begin(
    connection: &mut Database,
    services: &Services,
    account_id: i64,
    email: &str,
    visit: &Visit,
    now: NaiveDateTime,
) -> Result<Session, StoreError> {
    let mut csrf_token = crypto::random_token();
    if let Some(earlier) = &visit.earlier_token {
        let index = session_index(services, earlier);
        // Forms that are still open in this browser are the same person's, and stay good.
        let found = sessions::find_session(connection, &index)?.map(|row| row.signed_in);
        if let Some(same) = found.filter(|earlier| earlier.account_id == account_id) {
            csrf_token = same.csrf_token;
        }
        sessions::delete_session(connection, &index)?;
    }
    let token = crypto::random_token();
    let session = NewSession {
        token_index: session_index(services, &token),
        name: crypto::random_token(),
        account_id,
        csrf_token,
        browser: visit.browser.clone(),
        address: visit.from.clone(),
    };
    sessions::insert_session(connection, &Arc::clone(&services.keys), &session, now)?;
    Ok(Session { token, known_browser: browser_mark(services, email) })
}

/// Writes into the trail what somebody did at the door, and from where.
pub(super) fn audit(
    connection: &mut Database,
    account_id: i64,
    action: &'static str,
    visit: &Visit,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let entry = AuditEntry {
        account_id: Some(account_id),
        action,
        record: format!("staff_account/{account_id}"),
        detail: format!("from {}", visit.from),
        request_id: visit.request_id.clone(),
    };
    store::audit(connection, &entry, now)
}
