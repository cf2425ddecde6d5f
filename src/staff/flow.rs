//! Journeys of staff: an account is added, somebody signs in and out, the trail is sealed.

pub mod accounts;
pub mod kept_forms;
pub mod link;
pub mod own;
pub mod second_step;
pub mod session;
mod sign_in;
mod trail;
pub mod trail_search;
mod tries;

use tokio::sync::Semaphore;

use super::store::{self, NewAccount};
use super::{AuditEntry, Email, Password, Role};
use crate::crypto;
use crate::i18n::Language;
use crate::services::Services;
use crate::storage::StoreError;

pub use session::{find_signed_in, forget_ended, sign_out};
pub use sign_in::{Entered, Session, SignIn, SignInError, Visit, sign_in};
pub use trail::{AuditCheck, gauges, seal_audit, verify_audit};

/// How many passwords are checked or set at the same time. Each keeps a thread and a core busy for
/// a good part of a second, and the pages of patients live on the same ones.
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
        sealed_email: services.keys.seal(store::accounts::email_place(&token), email.expose()),
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
