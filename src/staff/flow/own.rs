//! Journeys of somebody with their own account: sessions, password, language, second factor.

use std::sync::Arc;

use chrono::NaiveDateTime;
use secrecy::SecretString;

use super::CHECKS;
use super::link::{Changed, SetPasswordError, end_links, tell_of_change};
use super::second_step::{new_recovery_codes, use_code};
use super::session::session_index;
use super::sign_in::{Visit, begin_second_step};
use super::tries::{Tried, count_try, tries_key};
use crate::crypto;
use crate::i18n::Language;
use crate::services::Services;
use crate::staff::second_factor::Code;
use crate::staff::store::accounts::{self, Account};
use crate::staff::store::sessions::{self, ListedSession};
use crate::staff::store::{self, kept_forms, second_step};
use crate::staff::{AuditEntry, Password, SignedIn};
use crate::storage::{Database, StoreError};
use crate::web::RenderError;

/// What somebody sees of their own account.
pub struct Own {
    /// The account.
    pub account: Account,
    /// Its sessions that last, the newest first; whether it is the one that asks.
    pub sessions: Vec<(ListedSession, bool)>,
    /// Recovery codes left; none where there is no second factor, as in the demo.
    pub recovery_codes: Option<i64>,
    /// The names of what was typed when a session ended, and when it was kept.
    pub kept: Vec<(String, NaiveDateTime)>,
}

/// Somebody's own account; `token` is that of the session that asks.
pub async fn find_own(services: &Services, by: &SignedIn, token: &str) -> Result<Own, StoreError> {
    let (keys, now, id) = (Arc::clone(&services.keys), services.clock.now(), by.account_id);
    let index = session_index(services, token);
    services
        .store
        .read(move |connection| {
            let account = accounts::find_account(connection, &keys, id)?
                .ok_or_else(|| StoreError::inconsistent("staff_account", &id))?;
            let own = sessions::find_name(connection, &index)?;
            let sessions = sessions::list_sessions(connection, &keys, Some(id), now)?
                .into_iter()
                .map(|session| {
                    let is_own = own.as_ref() == Some(&session.name);
                    (session, is_own)
                })
                .collect();
            let has_factor = second_step::find_secret(connection, &keys, id)?.is_some();
            let recovery_codes = if has_factor {
                Some(second_step::count_recovery_codes(connection, id)?)
            } else {
                None
            };
            let kept = kept_forms::list(connection, id, now)?;
            Ok(Own { account, sessions, recovery_codes, kept })
        })
        .await
}

fn entry(by: &SignedIn, action: &'static str, request_id: String) -> AuditEntry {
    AuditEntry {
        account_id: Some(by.account_id),
        action,
        record: format!("staff_account/{}", by.account_id),
        detail: String::new(),
        request_id,
    }
}

/// Ends one of one's own sessions; false if one has no such session.
pub async fn end_own_session(
    services: &Services,
    by: &SignedIn,
    name: String,
    request_id: String,
) -> Result<bool, StoreError> {
    let (by, now) = (by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            if !sessions::delete_named(connection, by.account_id, &name)? {
                return Ok(false);
            }
            store::audit(connection, &entry(&by, "session_ended", request_id), now)?;
            Ok(true)
        })
        .await
}

/// Ends all of one's own sessions but the one that asks.
pub async fn end_other_sessions(
    services: &Services,
    by: &SignedIn,
    token: &str,
    request_id: String,
) -> Result<(), StoreError> {
    let (by, now, index) = (by.clone(), services.clock.now(), session_index(services, token));
    services
        .store
        .write(move |connection| {
            sessions::delete_others(connection, by.account_id, &index)?;
            store::audit(connection, &entry(&by, "sessions_ended", request_id), now)
        })
        .await
}

/// Sets the language of one's own pages and mails.
pub async fn choose_language(
    services: &Services,
    by: &SignedIn,
    language: Language,
    request_id: String,
) -> Result<(), StoreError> {
    let (by, now) = (by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            accounts::update_language(connection, by.account_id, &language)?;
            store::audit(connection, &entry(&by, "language_chosen", request_id), now)
        })
        .await
}

/// Why something about one's own account was not changed.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// The password, or the code, is not one's own.
    #[error("the password or the code is not right")]
    Wrong,
    /// Too many wrong tries lately.
    #[error("too many tries; the next is possible in {retry_after_seconds} seconds")]
    Wait {
        /// How long.
        retry_after_seconds: i64,
    },
    /// The mail that tells of it could not be made.
    #[error(transparent)]
    Letter(#[from] RenderError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<SetPasswordError> for OwnError {
    fn from(error: SetPasswordError) -> Self {
        match error {
            SetPasswordError::Gone => Self::Wrong,
            SetPasswordError::Letter(error) => Self::Letter(error),
            SetPasswordError::Store(error) => Self::Store(error),
        }
    }
}

/// Checks the password of somebody who is signed in: an open page is not enough for what matters.
///
/// Wrong ones slow down, counted apart from signing in.
async fn check_password(
    services: &Services,
    by: &SignedIn,
    typed: SecretString,
) -> Result<(), OwnError> {
    let key = tries_key(services, Tried::OwnPassword, &by.account_id.to_string(), None);
    let (now, id, counted) = (services.clock.now(), by.account_id, key.clone());
    let hash = services
        .store
        .write(move |connection| match count_try(connection, &counted, now)? {
            Some(retry_after_seconds) => Err(OwnError::Wait { retry_after_seconds }),
            None => Ok(accounts::find_password_hash(connection, id)?),
        })
        .await?;
    let turn = CHECKS.acquire().await.expect("nobody closes the semaphore");
    let is_right = tokio::task::spawn_blocking(move || {
        use secrecy::ExposeSecret as _;
        hash.is_some_and(|hash| crypto::verify_password(typed.expose_secret(), &hash))
    })
    .await
    .map_err(|_| StoreError::BrokeOff)?;
    drop(turn);
    if !is_right {
        return Err(OwnError::Wrong);
    }
    Ok(services.store.write(move |connection| store::delete_tries(connection, &key)).await?)
}

/// Changes one's own password. Every session ends with it, and every link into the account.
pub async fn change_password(
    services: &Services,
    by: &SignedIn,
    old: SecretString,
    new: Password,
    request_id: String,
) -> Result<(), OwnError> {
    check_password(services, by, old).await?;
    let turn = CHECKS.acquire().await.expect("nobody closes the semaphore");
    let hash = tokio::task::spawn_blocking(move || crypto::hash_password(new.expose()))
        .await
        .map_err(|_| StoreError::BrokeOff)?;
    drop(turn);
    let (for_write, by, now) = (services.clone(), by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let id = by.account_id;
            let account =
                accounts::lock_account(connection, &for_write.keys, id)?.ok_or(OwnError::Wrong)?;
            accounts::update_password(connection, id, &hash)?;
            end_links(connection, id)?;
            accounts::delete_sessions_of(connection, id)?;
            tell_of_change(connection, &for_write, &account, Changed::Password, now)?;
            Ok(store::audit(connection, &entry(&by, "password_changed", request_id), now)?)
        })
        .await
}

/// Makes recovery codes in the place of those before, to be shown once: with password and a code.
pub async fn renew_recovery_codes(
    services: &Services,
    by: &SignedIn,
    password: SecretString,
    code: &str,
    request_id: String,
) -> Result<Vec<String>, OwnError> {
    check_password(services, by, password).await?;
    let code = Code::read(code);
    let (for_write, by, now) = (services.clone(), by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let account = match use_own_code(connection, &for_write, &by, code.as_ref(), now)? {
                Ok(account) => account,
                Err(wrong) => return Ok(Err(wrong)),
            };
            let codes = new_recovery_codes(connection, &for_write, by.account_id)?;
            tell_of_change(connection, &for_write, &account, Changed::SecondFactor, now)?;
            store::audit(connection, &entry(&by, "recovery_codes_made", request_id), now)?;
            Ok::<_, OwnError>(Ok(codes))
        })
        .await?
}

/// Begins to set up a second factor, for who has none, as in the demo; the half session's token. The
/// session that asks lasts until the second step is made.
pub async fn begin_second_factor(
    services: &Services,
    by: &SignedIn,
    password: SecretString,
    visit: Visit,
) -> Result<String, OwnError> {
    check_password(services, by, password).await?;
    let (for_write, id, now) = (services.clone(), by.account_id, services.clock.now());
    services
        .store
        .write(move |connection| {
            accounts::lock_account(connection, &for_write.keys, id)?.ok_or(OwnError::Wrong)?;
            Ok(begin_second_step(connection, &for_write, id, &visit, now)?)
        })
        .await
}

/// Gives one's second factor up, for that of a new phone: with password and a code. Every session
/// ends, and the next sign-in sets the new one up.
pub async fn give_up_second_factor(
    services: &Services,
    by: &SignedIn,
    password: SecretString,
    code: &str,
    request_id: String,
) -> Result<(), OwnError> {
    check_password(services, by, password).await?;
    let code = Code::read(code);
    let (for_write, by, now) = (services.clone(), by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let account = match use_own_code(connection, &for_write, &by, code.as_ref(), now)? {
                Ok(account) => account,
                Err(wrong) => return Ok(Err(wrong)),
            };
            let id = by.account_id;
            second_step::delete_second_factor(connection, id)?;
            accounts::delete_sessions_of(connection, id)?;
            tell_of_change(connection, &for_write, &account, Changed::SecondFactor, now)?;
            store::audit(connection, &entry(&by, "second_factor_given_up", request_id), now)?;
            Ok::<_, OwnError>(Ok(()))
        })
        .await?
}

/// Uses up a code of somebody who is signed in. What is wrong is an outcome here, not an error: the
/// try has to stay counted.
fn use_own_code(
    connection: &mut Database,
    services: &Services,
    by: &SignedIn,
    code: Option<&Code>,
    now: NaiveDateTime,
) -> Result<Result<Account, OwnError>, StoreError> {
    let id = by.account_id;
    let key = tries_key(services, Tried::OwnCode, &id.to_string(), None);
    if let Some(retry_after_seconds) = count_try(connection, &key, now)? {
        return Ok(Err(OwnError::Wait { retry_after_seconds }));
    }
    let Some(account) = accounts::lock_account(connection, &services.keys, id)? else {
        return Ok(Err(OwnError::Wrong));
    };
    let used = code.map(|code| use_code(connection, services, id, code, now)).transpose()?;
    if used.flatten().is_none() {
        return Ok(Err(OwnError::Wrong));
    }
    store::delete_tries(connection, &key)?;
    Ok(Ok(account))
}
