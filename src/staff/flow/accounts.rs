//! Journeys of administrators: colleagues are invited, invited again, and their access ends.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::link::{SendLinkError, end_links, send_link};
use crate::crypto;
use crate::i18n::Language;
use crate::services::Services;
use crate::staff::link::{AccountState, LinkKind};
use crate::staff::store::accounts::{self, Account};
use crate::staff::store::sessions::{ListedSession, list_sessions};
use crate::staff::store::{self, NewAccount, second_step};
use crate::staff::{AuditEntry, Email, Role, SignedIn};
use crate::storage::{Database, StoreError};

/// An account with the state of its invitation's mail; none where no invitation works.
pub struct Listed {
    /// The account.
    pub account: Account,
    /// The name of a [`MessageState`](crate::outbox::MessageState).
    pub invitation: Option<String>,
    /// Its sessions that last, the newest first.
    pub sessions: Vec<ListedSession>,
}

/// Every account, by address, those that ended last. That somebody looked is kept.
pub async fn list_accounts(
    services: &Services,
    by: &SignedIn,
    request_id: String,
) -> Result<Vec<Listed>, StoreError> {
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    let entry = entry(by, "accounts_seen", String::new(), String::new(), request_id);
    let mut listed = services
        .store
        .write(move |connection| {
            store::audit(connection, &entry, now)?;
            let invitations = accounts::list_invitations(connection, now)?;
            let mut sessions = list_sessions(connection, &keys, None, now)?;
            let state_of = |id: i64| invitations.iter().find(|(of, _)| *of == id);
            let listed = accounts::list_accounts(connection, &keys)?.into_iter().map(|account| {
                let invitation = state_of(account.id).map(|(_, state)| state.clone());
                let is_own = |session: &mut ListedSession| session.account_id == account.id;
                let sessions = sessions.extract_if(.., is_own).collect();
                Listed { account, invitation, sessions }
            });
            Ok::<_, StoreError>(listed.collect::<Vec<_>>())
        })
        .await?;
    listed.sort_by(|a, b| {
        let key = |listed: &Listed| listed.account.state == AccountState::Ended;
        key(a).cmp(&key(b)).then_with(|| a.account.email.cmp(&b.account.email))
    });
    Ok(listed)
}

fn entry(
    by: &SignedIn,
    action: &'static str,
    record: String,
    detail: String,
    request_id: String,
) -> AuditEntry {
    AuditEntry { account_id: Some(by.account_id), action, record, detail, request_id }
}

fn record(id: i64) -> String {
    format!("staff_account/{id}")
}

/// Whom to invite.
pub struct Invitation {
    /// The address.
    pub email: Email,
    /// What the account is for.
    pub role: Role,
    /// The language of its pages and mails.
    pub language: Language,
    /// The request.
    pub request_id: String,
}

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The address has an account, invited or active.
    #[error("this e-mail address has an account already")]
    HasAccount,
    /// The mail could not be written.
    #[error(transparent)]
    Send(#[from] SendLinkError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Invites a colleague by mail. An account that had ended begins anew.
pub async fn invite(
    services: &Services,
    by: &SignedIn,
    invitation: Invitation,
) -> Result<(), InviteError> {
    let (for_write, by, now) = (services.clone(), by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let id = invited_account(connection, &for_write, &invitation, now)?;
            let account = accounts::lock_account(connection, &for_write.keys, id)?
                .ok_or_else(|| StoreError::inconsistent("staff_account", &id))?;
            send_link(connection, &for_write, &account, LinkKind::Invitation, now)?;
            let role = invitation.role.name().to_owned();
            let Invitation { request_id, .. } = invitation;
            let entry = entry(&by, "account_invited", record(id), role, request_id);
            Ok(store::audit(connection, &entry, now)?)
        })
        .await
}

fn invited_account(
    connection: &mut Database,
    services: &Services,
    invitation: &Invitation,
    now: NaiveDateTime,
) -> Result<i64, InviteError> {
    let Invitation { email, role, language, .. } = invitation;
    let email_index = services.keys.blind_index("email", email.expose());
    match accounts::lock_account_of(connection, &services.keys, &email_index)? {
        Some(Account { id, state: AccountState::Ended, .. }) => {
            accounts::reopen_account(connection, id, *role, language)?;
            second_step::delete_second_factor(connection, id)?;
            Ok(id)
        }
        Some(_) => Err(InviteError::HasAccount),
        None => {
            let token = crypto::random_token();
            let account = NewAccount {
                email_index,
                sealed_email: services.keys.seal(accounts::email_place(&token), email.expose()),
                password_hash: String::new(),
                token,
                role: *role,
                language: language.clone(),
            };
            store::insert_account(connection, &account, now)?.ok_or(InviteError::HasAccount)
        }
    }
}

/// Sends an invitation again; the link before no longer works. False if nobody waits for one.
pub async fn invite_again(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<bool, SendLinkError> {
    let (for_write, by, now) = (services.clone(), by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let account = accounts::lock_account(connection, &for_write.keys, id)?
                .filter(|account| account.state == AccountState::Invited);
            let Some(account) = account else { return Ok(false) };
            end_links(connection, id)?;
            send_link(connection, &for_write, &account, LinkKind::Invitation, now)?;
            let entry = entry(&by, "account_invited_again", record(id), String::new(), request_id);
            store::audit(connection, &entry, now)?;
            Ok(true)
        })
        .await
}

/// Why an account's access was not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndAccessError {
    /// One's own: so that an administrator is left.
    #[error("nobody ends their own access")]
    Own,
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Ends an account's access: its sessions and links end at once.
pub async fn end_access(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<(), EndAccessError> {
    if by.account_id == id {
        return Err(EndAccessError::Own);
    }
    let (keys, by, now) = (Arc::clone(&services.keys), by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            // Both rows are held, in one order: two who end each other leave one.
            let mut held = Vec::new();
            for id in [by.account_id.min(id), by.account_id.max(id)] {
                held.extend(accounts::lock_account(connection, &keys, id)?);
            }
            let state_of = |id| held.iter().find(|account| account.id == id).map(|a| a.state);
            if state_of(by.account_id) != Some(AccountState::Active) {
                return Err(EndAccessError::NotFound);
            }
            match state_of(id) {
                None => return Err(EndAccessError::NotFound),
                Some(AccountState::Ended) => return Ok(()),
                Some(_) => {}
            }
            accounts::mark_account_ended(connection, id, now)?;
            end_links(connection, id)?;
            accounts::delete_sessions_of(connection, id)?;
            let entry = entry(&by, "account_ended", record(id), String::new(), request_id);
            Ok(store::audit(connection, &entry, now)?)
        })
        .await
}

/// Ends every session of an account; false if there is no such account.
pub async fn end_sessions(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<bool, StoreError> {
    let (keys, by, now) = (Arc::clone(&services.keys), by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            if accounts::lock_account(connection, &keys, id)?.is_none() {
                return Ok(false);
            }
            accounts::delete_sessions_of(connection, id)?;
            let entry = entry(&by, "sessions_ended", record(id), String::new(), request_id);
            store::audit(connection, &entry, now)?;
            Ok(true)
        })
        .await
}

/// Takes somebody's second factor away, who lost phone and codes: the next sign-in sets up a new
/// one. Their sessions end. False if there is no such account, or it is one's own.
pub async fn take_second_factor(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<bool, StoreError> {
    let (keys, by, now) = (Arc::clone(&services.keys), by.clone(), services.clock.now());
    services
        .store
        .write(move |connection| {
            // One's own goes with password and code, on one's own page.
            if by.account_id == id || accounts::lock_account(connection, &keys, id)?.is_none() {
                return Ok(false);
            }
            second_step::delete_second_factor(connection, id)?;
            accounts::delete_sessions_of(connection, id)?;
            let entry = entry(&by, "second_factor_taken", record(id), String::new(), request_id);
            store::audit(connection, &entry, now)?;
            Ok(true)
        })
        .await
}

/// Takes the second factor of an address away, where no administrator can sign in to do it; for
/// the command line. False if the address has no account.
pub fn forget_second_factor_now(services: &Services, email: &Email) -> Result<bool, StoreError> {
    let index = services.keys.blind_index("email", email.expose());
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    services.store.write_now(move |connection| {
        let Some(account) = accounts::lock_account_of(connection, &keys, &index)? else {
            return Ok(false);
        };
        second_step::delete_second_factor(connection, account.id)?;
        accounts::delete_sessions_of(connection, account.id)?;
        let entry = AuditEntry {
            account_id: None,
            action: "second_factor_taken",
            record: record(account.id),
            detail: "command line".to_owned(),
            request_id: String::new(),
        };
        store::audit(connection, &entry, now)?;
        Ok(true)
    })
}
