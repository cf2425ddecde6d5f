//! Wrong tries slow down; the owner of an account never waits for a stranger's.

use chrono::NaiveDateTime;

use crate::crypto;
use crate::services::Services;
use crate::staff::session::wait_seconds;
use crate::staff::store;
use crate::storage::{Database, StoreError};

/// Counts a try, unless one has to wait: then tells how many seconds.
pub fn count_try(
    connection: &mut Database,
    key_index: &[u8],
    now: NaiveDateTime,
) -> Result<Option<i64>, StoreError> {
    let (tries, last_tried_at) = store::lock_tries(connection, key_index, now)?;
    let retry_after_seconds = wait_seconds(tries, last_tried_at, now);
    if retry_after_seconds > 0 {
        return Ok(Some(retry_after_seconds));
    }
    store::update_tries(connection, key_index, tries.saturating_add(1), now)?;
    Ok(None)
}

/// What a browser keeps that has signed in to that address.
pub fn browser_mark(services: &Services, email: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .encode(services.keys.blind_index("known browser", email))
}

/// What is tried.
#[derive(Clone, Copy)]
pub enum Tried {
    /// A password.
    Password,
    /// A code of the second step.
    Code,
    /// The password of somebody who is signed in.
    OwnPassword,
    /// A code of somebody who is signed in.
    OwnCode,
}

/// Under what tries of somebody are counted: those of a browser that has signed in before apart
/// from all others. Whoever is at the door is known by an address, with or without an account.
pub fn tries_key(services: &Services, tried: Tried, whose: &str, given: Option<&str>) -> Vec<u8> {
    let mark = browser_mark(services, whose);
    let is_known = given
        .is_some_and(|given| crypto::equal_in_constant_time(given.as_bytes(), mark.as_bytes()));
    let kind = match (tried, is_known) {
        (Tried::Password, true) => "tries, known browser",
        (Tried::Password, false) => "tries",
        (Tried::Code, true) => "code tries, known browser",
        (Tried::Code, false) => "code tries",
        (Tried::OwnPassword, _) => "own password tries",
        (Tried::OwnCode, _) => "own code tries",
    };
    services.keys.blind_index(kind, whose)
}
