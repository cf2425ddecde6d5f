//! What was typed when a session ended is kept, and given back to who typed it.
//!
//! It is never sent by itself, and nobody else sees it, at whatever computer.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::session::session_index;
use crate::crypto;
use crate::services::Services;
use crate::staff::kept_form::KeptForm;
use crate::staff::store::{self, kept_forms, sessions};
use crate::staff::{AuditEntry, SignedIn};
use crate::storage::StoreError;

/// Keeps a form for whose session it was, ended or not; tells its name.
///
/// `None` if there is no such session, or the form was not one of its own.
pub async fn keep_form(
    services: &Services,
    session_token: &str,
    csrf_token: &str,
    form: KeptForm,
    request_id: String,
) -> Result<Option<String>, StoreError> {
    let index = session_index(services, session_token);
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    let csrf_token = csrf_token.to_owned();
    services
        .store
        .write(move |connection| {
            let session = sessions::find_session(connection, &index)?.filter(|session| {
                let expected = session.signed_in.csrf_token.as_bytes();
                crypto::equal_in_constant_time(csrf_token.as_bytes(), expected)
            });
            let Some(session) = session else { return Ok(None) };
            let account_id = session.signed_in.account_id;
            let name = crypto::random_token();
            kept_forms::insert(connection, &keys, (&name, account_id), &form, now)?;
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "form_kept",
                record: format!("staff_account/{account_id}"),
                detail: String::new(),
                request_id,
            };
            store::audit(connection, &entry, now)?;
            Ok(Some(name))
        })
        .await
}

/// One's own kept form of that name, and when it was kept.
pub async fn find_kept(
    services: &Services,
    by: &SignedIn,
    name: String,
) -> Result<Option<(KeptForm, NaiveDateTime)>, StoreError> {
    let (keys, id, now) = (Arc::clone(&services.keys), by.account_id, services.clock.now());
    services.store.read(move |c| kept_forms::find(c, &keys, (&name, id), now)).await
}

/// Forgets one's own kept form, because it is sent now or thrown away; tells what it was.
pub async fn take_kept(
    services: &Services,
    by: &SignedIn,
    name: String,
) -> Result<Option<KeptForm>, StoreError> {
    let (keys, id, now) = (Arc::clone(&services.keys), by.account_id, services.clock.now());
    services
        .store
        .write(move |connection| {
            let found = kept_forms::find(connection, &keys, (&name, id), now)?;
            let is_taken = kept_forms::delete(connection, (&name, id))?;
            Ok(found.filter(|_| is_taken).map(|(form, _)| form))
        })
        .await
}
