//! Sessions: who asks, who leaves, which are over.

use chrono::TimeDelta;

use crate::services::Services;
use crate::staff::session::{SEEN_SECONDS, has_ended, time_left};
use crate::staff::store::sessions;
use crate::staff::{AuditEntry, SignedIn, store};
use crate::storage::StoreError;

/// What a session's token is looked up by.
pub(super) fn session_index(services: &Services, token: &str) -> Vec<u8> {
    services.keys.blind_index("staff session", token)
}

/// What a half session's token is looked up by.
pub(super) fn half_session_index(services: &Services, token: &str) -> Vec<u8> {
    services.keys.blind_index("staff half session", token)
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
            let Some(account_id) = sessions::delete_session(connection, &index)? else {
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
    Ok(find_lasting(services, token).await?.map(|(signed_in, _)| signed_in))
}

/// The same, with how long the session lasts if nothing more is asked for.
pub async fn find_lasting(
    services: &Services,
    token: &str,
) -> Result<Option<(SignedIn, TimeDelta)>, StoreError> {
    let index = session_index(services, token);
    let now = services.clock.now();
    let key = index.clone();
    let found =
        services.store.read(move |connection| sessions::find_session(connection, &key)).await?;
    let Some(session) = found.filter(|row| !has_ended(row.created_at, row.last_seen_at, now))
    else {
        return Ok(None);
    };
    let mut last_seen_at = session.last_seen_at;
    if now - last_seen_at >= TimeDelta::seconds(SEEN_SECONDS) {
        last_seen_at = now;
        services
            .store
            .write(move |connection| sessions::update_last_seen(connection, &index, now))
            .await?;
    }
    let lasts = time_left(session.created_at, last_seen_at, now);
    Ok(Some((session.signed_in, lasts)))
}

/// Deletes ended sessions and tries that no longer count; for the worker.
pub async fn forget_ended(services: &Services) -> Result<(), StoreError> {
    let now = services.clock.now();
    services.store.write(move |connection| store::delete_ended(connection, now)).await
}
