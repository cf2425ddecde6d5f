//! Links by mail: sending one, opening it, choosing a password with it, asking for a new one.
//!
//! Only a link's blind index is kept. Whether an address has an account shows neither in an answer
//! nor in how long it takes: what was asked is noted, and answered by the worker.

use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use super::CHECKS;
use super::tries::browser_mark;
use crate::crypto;
use crate::outbox::email::letter::Letter;
use crate::outbox::email::store as mail;
use crate::services::Services;
use crate::staff::link::{AccountState, LinkKind, RESET_PAUSE_MINUTES};
use crate::staff::store::accounts::{self, Account, NewLink};
use crate::staff::{AuditEntry, Password, store};
use crate::storage::{Database, StoreError};
use crate::web::RenderError;

/// Where the links of mails lead; the token follows.
pub const LINK_PATH: &str = "/link/";

/// Why a link could not be sent.
#[derive(Debug, thiserror::Error)]
pub enum SendLinkError {
    /// The mail could not be made.
    #[error(transparent)]
    Letter(#[from] RenderError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes a mail with a new link into an account.
pub fn send_link(
    connection: &mut Database,
    services: &Services,
    account: &Account,
    kind: LinkKind,
    now: NaiveDateTime,
) -> Result<(), SendLinkError> {
    let token = crypto::random_token();
    let url = format!("{}{LINK_PATH}{token}", services.config.public_url);
    let role = services.i18n.web(&account.language, account.role.name_id(), &[]);
    let lifetime = kind.lifetime();
    let letter = match kind {
        LinkKind::Invitation => Letter {
            subject: "mail-invitation-subject",
            before: &["mail-invitation"],
            action: "mail-invitation-action",
            url: &url,
            after: &["mail-invitation-until", "mail-not-expected"],
            role: &role,
            count: lifetime.num_days(),
        },
        LinkKind::Reset => Letter {
            subject: "mail-reset-subject",
            before: &["mail-reset"],
            action: "mail-reset-action",
            url: &url,
            after: &["mail-reset-until", "mail-reset-ignored"],
            role: &role,
            count: lifetime.num_minutes(),
        },
    };
    let letter = letter.mail(services, &account.language, &account.email)?;
    let mail_id = mail::insert(connection, &services.keys, &letter, now, now + lifetime)?;
    let token_index = link_index(services, &token);
    let link = NewLink { token_index, kind, account_id: account.id, mail_id };
    Ok(accounts::insert_link(connection, &link, now)?)
}

/// Ends every link into an account, those included that have not left yet.
pub fn end_links(connection: &mut Database, account_id: i64) -> Result<(), StoreError> {
    let mails = accounts::delete_links_of(connection, account_id)?;
    mail::cancel_queued(connection, &mails)
}

fn link_index(services: &Services, token: &str) -> Vec<u8> {
    services.keys.blind_index("staff link", token)
}

/// What a link that works is for, and whose account it leads into.
pub async fn open_link(
    services: &Services,
    token: &str,
) -> Result<Option<(LinkKind, Account)>, StoreError> {
    let index = link_index(services, token);
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    services.store.read(move |connection| accounts::find_link(connection, &keys, &index, now)).await
}

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetPasswordError {
    /// The link was used, is too old, or never was.
    #[error("the link does not work any more")]
    Gone,
    /// The mail that tells of it could not be made.
    #[error(transparent)]
    Letter(#[from] RenderError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sets the password of the account that a link leads into. The link, every other one into the
/// account and its sessions end with it. Returns what a browser keeps that knows the account: who
/// has the link is its owner, and waits for no stranger's tries.
pub async fn set_password(
    services: &Services,
    token: &str,
    password: Password,
    request_id: String,
) -> Result<String, SetPasswordError> {
    // Nobody makes the server hash without a link.
    if open_link(services, token).await?.is_none() {
        return Err(SetPasswordError::Gone);
    }
    let turn = CHECKS.acquire().await.expect("nobody closes the semaphore");
    let password_hash =
        tokio::task::spawn_blocking(move || crypto::hash_password(password.expose()))
            .await
            .map_err(|_| StoreError::BrokeOff)?;
    drop(turn);
    let (index, now) = (link_index(services, token), services.clock.now());
    let for_write = services.clone();
    services
        .store
        .write(move |connection| {
            let (kind, id) =
                accounts::take_link(connection, &index, now)?.ok_or(SetPasswordError::Gone)?;
            let account = accounts::lock_account(connection, &for_write.keys, id)?
                .filter(|account| account.state != AccountState::Ended)
                .ok_or(SetPasswordError::Gone)?;
            accounts::update_password(connection, id, &password_hash)?;
            end_links(connection, id)?;
            accounts::delete_sessions_of(connection, id)?;
            if kind == LinkKind::Reset {
                tell_of_change(connection, &for_write, &account, Changed::Password, now)?;
            }
            let entry = AuditEntry {
                account_id: Some(id),
                action: match kind {
                    LinkKind::Invitation => "invitation_accepted",
                    LinkKind::Reset => "password_reset",
                },
                record: format!("staff_account/{id}"),
                detail: String::new(),
                request_id,
            };
            store::audit(connection, &entry, now)?;
            Ok(browser_mark(&for_write, &account.email))
        })
        .await
}

/// What was changed about how somebody signs in.
#[derive(Clone, Copy)]
pub(super) enum Changed {
    Password,
    SecondFactor,
}

/// The owner learns that how they sign in was changed, whoever did it.
pub(super) fn tell_of_change(
    connection: &mut Database,
    services: &Services,
    account: &Account,
    changed: Changed,
    now: NaiveDateTime,
) -> Result<(), SetPasswordError> {
    let (subject, before): (_, &[&str]) = match changed {
        Changed::Password => ("mail-changed-subject", &["mail-changed"]),
        Changed::SecondFactor => ("mail-factor-subject", &["mail-factor"]),
    };
    let letter = Letter {
        subject,
        before,
        action: "mail-changed-action",
        url: &format!("{}/staff", services.config.public_url),
        after: &["mail-changed-not-you"],
        role: "",
        count: 0,
    };
    let letter = letter.mail(services, &account.language, &account.email)?;
    mail::insert(connection, &services.keys, &letter, now, now + TimeDelta::days(1))?;
    Ok(())
}

/// Notes that a new password was asked for an address, as typed.
pub async fn ask_for_reset(
    services: &Services,
    email: &str,
    request_id: String,
) -> Result<(), StoreError> {
    let index = services.keys.blind_index("email", &email.trim().to_lowercase());
    let now = services.clock.now();
    services.store.write(move |c| accounts::insert_reset_request(c, &index, &request_id, now)).await
}

/// Sends links for new passwords to those who asked and have an account; returns to how many. For
/// the worker.
pub async fn answer_reset_requests(services: &Services) -> Result<usize, SendLinkError> {
    let is_asked: bool = services.store.read(accounts::has_reset_requests).await?;
    if !is_asked {
        return Ok(0);
    }
    let now = services.clock.now();
    let for_write = services.clone();
    services
        .store
        .write(move |connection| {
            let mut sent = 0;
            for (index, request_id) in accounts::take_reset_requests(connection)? {
                sent += usize::from(answer(connection, &for_write, &index, request_id, now)?);
            }
            Ok(sent)
        })
        .await
}

fn answer(
    connection: &mut Database,
    services: &Services,
    email_index: &[u8],
    request_id: String,
    now: NaiveDateTime,
) -> Result<bool, SendLinkError> {
    let account = accounts::lock_account_of(connection, &services.keys, email_index)?
        .filter(|account| account.state == AccountState::Active);
    let Some(account) = account else { return Ok(false) };
    let lately = now - TimeDelta::minutes(RESET_PAUSE_MINUTES);
    if accounts::has_link_since(connection, account.id, LinkKind::Reset, lately)? {
        return Ok(false);
    }
    send_link(connection, services, &account, LinkKind::Reset, now)?;
    let entry = AuditEntry {
        account_id: None,
        action: "password_reset_asked",
        record: format!("staff_account/{}", account.id),
        detail: String::new(),
        request_id,
    };
    store::audit(connection, &entry, now)?;
    Ok(true)
}
