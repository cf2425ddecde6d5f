//! The second step of signing in: a code, or for who has no second factor yet, getting one.
//!
//! A half session opens nothing: it stands in a table and a cookie of its own, so that nothing can
//! take it for a session.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::session::half_session_index;
use super::sign_in::{Session, Visit, audit, begin};
use super::tries::{Tried, count_try, tries_key};
use crate::crypto;
use crate::services::Services;
use crate::staff::link::AccountState;
use crate::staff::second_factor::{Code, RECOVERY_CODES, TotpSecret, grouped};
use crate::staff::store::accounts::Account;
use crate::staff::store::{self, second_step};
use crate::storage::{Database, StoreError};

/// Where somebody stands who gave the right password.
pub struct Half {
    /// Whose account.
    pub account: Account,
    /// The secret offered to an account without one.
    pub offered: Option<TotpSecret>,
}

/// A half session that still lasts.
pub async fn find_half(services: &Services, token: &str) -> Result<Option<Half>, StoreError> {
    let (index, for_write) = (half_session_index(services, token), services.clone());
    let now = services.clock.now();
    services.store.write(move |connection| lock_half(connection, &for_write, &index, now)).await
}

fn lock_half(
    connection: &mut Database,
    services: &Services,
    index: &[u8],
    now: NaiveDateTime,
) -> Result<Option<Half>, StoreError> {
    let found = second_step::lock_half_session(connection, &services.keys, index, now)?;
    let half = found.map(|(account, offered)| Half { account, offered });
    Ok(half.filter(|half| half.account.state == AccountState::Active))
}

/// What the second step led to.
pub struct Finished {
    /// The session.
    pub session: Session,
    /// Recovery codes of who just got a second factor, to be shown once.
    pub recovery_codes: Option<Vec<String>>,
}

/// Why the second step was not made.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The half session is over: it begins anew with the password.
    #[error("too long ago; the password is asked for again")]
    Over,
    /// No code of about now, or one that was used.
    #[error("the code is not right")]
    Wrong,
    /// Too many wrong codes lately.
    #[error("too many tries; the next is possible in {retry_after_seconds} seconds")]
    Wait {
        /// How long.
        retry_after_seconds: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes a code and begins the session. Wrong codes slow down like wrong passwords.
pub async fn finish(
    services: &Services,
    token: &str,
    code: &str,
    visit: Visit,
) -> Result<Finished, StepError> {
    let (index, code) = (half_session_index(services, token), Code::read(code));
    let (for_write, now) = (services.clone(), services.clock.now());
    // What is wrong is an outcome here, not an error: the try has to stay counted.
    services
        .store
        .write(move |connection| take_code(connection, &for_write, &index, code, &visit, now))
        .await?
}

fn take_code(
    connection: &mut Database,
    services: &Services,
    index: &[u8],
    code: Option<Code>,
    visit: &Visit,
    now: NaiveDateTime,
) -> Result<Result<Finished, StepError>, StoreError> {
    let Some(half) = lock_half(connection, services, index, now)? else {
        return Ok(Err(StepError::Over));
    };
    let Account { id, email, .. } = &half.account;
    let key = tries_key(services, Tried::Code, email, visit.known_browser.as_deref());
    if let Some(retry_after_seconds) = count_try(connection, &key, now)? {
        return Ok(Err(StepError::Wait { retry_after_seconds }));
    }
    let action = match (&half.offered, code) {
        (Some(offered), Some(Code::Totp(code))) => {
            enrol(connection, services, *id, offered, &code, now)?.then_some("second_factor_set")
        }
        (None, Some(code)) => use_code(connection, services, *id, &code, now)?,
        _ => None,
    };
    let Some(action) = action else {
        audit(connection, *id, "sign_in_code_failed", visit, now)?;
        return Ok(Err(StepError::Wrong));
    };
    if !second_step::delete_half_session(connection, index)? {
        return Ok(Err(StepError::Over));
    }
    store::delete_tries(connection, &key)?;
    if action != SIGNED_IN {
        audit(connection, *id, action, visit, now)?;
    }
    audit(connection, *id, SIGNED_IN, visit, now)?;
    let recovery_codes = match half.offered {
        Some(_) => Some(new_recovery_codes(connection, services, *id)?),
        None => None,
    };
    let session = begin(connection, services, *id, email, visit, now)?;
    Ok(Ok(Finished { session, recovery_codes }))
}

const SIGNED_IN: &str = "signed_in";

fn enrol(
    connection: &mut Database,
    services: &Services,
    account_id: i64,
    offered: &TotpSecret,
    code: &str,
    now: NaiveDateTime,
) -> Result<bool, StoreError> {
    let Some(step) = offered.step_of(code, now) else { return Ok(false) };
    second_step::set_secret(connection, &services.keys, account_id, offered, step)
}

/// Uses up a code of somebody who has a second factor; tells as what, for the trail.
pub(super) fn use_code(
    connection: &mut Database,
    services: &Services,
    account_id: i64,
    code: &Code,
    now: NaiveDateTime,
) -> Result<Option<&'static str>, StoreError> {
    match code {
        Code::Totp(digits) => {
            let secret = second_step::find_secret(connection, &services.keys, account_id)?;
            let step = secret.and_then(|secret| secret.step_of(digits, now));
            let Some(step) = step else { return Ok(None) };
            Ok(second_step::use_step(connection, account_id, step)?.then_some(SIGNED_IN))
        }
        Code::Recovery(letters) => {
            let index = recovery_index(services, account_id, letters);
            let is_used = second_step::use_recovery_code(connection, account_id, &index)?;
            Ok(is_used.then_some("recovery_code_used"))
        }
    }
}

/// Makes recovery codes in the place of those before; they exist nowhere else as they are.
pub(super) fn new_recovery_codes(
    connection: &mut Database,
    services: &Services,
    account_id: i64,
) -> Result<Vec<String>, StoreError> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| crypto::random_letters()).collect();
    let indexes: Vec<Vec<u8>> =
        codes.iter().map(|code| recovery_index(services, account_id, code)).collect();
    second_step::replace_recovery_codes(connection, account_id, &indexes)?;
    Ok(codes.iter().map(|code| grouped(code)).collect())
}

fn recovery_index(services: &Services, account_id: i64, letters: &str) -> Vec<u8> {
    Arc::clone(&services.keys).blind_index("recovery code", &format!("{account_id} {letters}"))
}
