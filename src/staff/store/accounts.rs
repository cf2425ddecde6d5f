//! Accounts as administrators see them, the links that lead into them, and requests for a new
//! password.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::kept_forms;
use crate::crypto::{Keys, Place};
use crate::i18n::Language;
use crate::on_engine;
use crate::staff::Role;
use crate::staff::link::{AccountState, LinkKind};
use crate::storage::schema::{
    mail_message, reset_request, staff_account, staff_half_session, staff_link, staff_session,
};
use crate::storage::{Database, StoreError};

/// An account as kept; the address is opened.
#[derive(Clone, Debug)]
pub struct Account {
    /// Row.
    pub id: i64,
    /// The address. Personal.
    pub email: String,
    /// What it is for.
    pub role: Role,
    /// The language of its pages and mails.
    pub language: Language,
    /// Where it stands.
    pub state: AccountState,
    /// When it last asked for something, to the minute.
    pub last_seen_at: Option<NaiveDateTime>,
}

type Row =
    (i64, String, Vec<u8>, String, String, String, Option<NaiveDateTime>, Option<NaiveDateTime>);
type Columns = (
    staff_account::id,
    staff_account::token,
    staff_account::sealed_email,
    staff_account::role,
    staff_account::language,
    staff_account::password_hash,
    staff_account::last_seen_at,
    staff_account::ended_at,
);

fn columns() -> Columns {
    (
        staff_account::id,
        staff_account::token,
        staff_account::sealed_email,
        staff_account::role,
        staff_account::language,
        staff_account::password_hash,
        staff_account::last_seen_at,
        staff_account::ended_at,
    )
}

fn opened(keys: &Keys, row: Row) -> Result<Account, StoreError> {
    let (id, token, sealed_email, role, language, password_hash, last_seen_at, ended_at) = row;
    let fault = || StoreError::inconsistent("staff_account", &id);
    let email = keys.open(email_place(&token), &sealed_email).map_err(|_| fault())?;
    let role = Role::from_name(&role).ok_or_else(fault)?;
    let state = AccountState::of(&password_hash, ended_at);
    Ok(Account { id, email, role, language: Language::new(&language), state, last_seen_at })
}

/// Where an account's address is sealed.
pub fn email_place(token: &str) -> Place<'_> {
    Place { table: "staff_account", column: "sealed_email", row: token }
}

/// Every account, in order of its making.
pub fn list_accounts(connection: &mut Database, keys: &Keys) -> Result<Vec<Account>, StoreError> {
    let rows: Vec<Row> =
        staff_account::table.order(staff_account::id).select(columns()).load(connection)?;
    rows.into_iter().map(|row| opened(keys, row)).collect()
}

/// An account.
pub fn find_account(
    connection: &mut Database,
    keys: &Keys,
    id: i64,
) -> Result<Option<Account>, StoreError> {
    let row: Option<Row> =
        staff_account::table.find(id).select(columns()).first(connection).optional()?;
    row.map(|row| opened(keys, row)).transpose()
}

/// The hash of an account's password.
pub fn find_password_hash(
    connection: &mut Database,
    id: i64,
) -> Result<Option<String>, StoreError> {
    let hash = staff_account::table.find(id).select(staff_account::password_hash);
    Ok(hash.first(connection).optional()?)
}

/// Sets the language of an account's pages and mails.
pub fn update_language(
    connection: &mut Database,
    id: i64,
    language: &Language,
) -> Result<(), StoreError> {
    diesel::update(staff_account::table.find(id))
        .set(staff_account::language.eq(language.tag()))
        .execute(connection)?;
    Ok(())
}

/// An account, held until the transaction ends.
pub fn lock_account(
    connection: &mut Database,
    keys: &Keys,
    id: i64,
) -> Result<Option<Account>, StoreError> {
    let row: Option<Row> = diesel::update(staff_account::table.find(id))
        .set(staff_account::role.eq(staff_account::role))
        .returning(columns())
        .get_result(connection)
        .optional()?;
    row.map(|row| opened(keys, row)).transpose()
}

/// The account of an address, held until the transaction ends.
pub fn lock_account_of(
    connection: &mut Database,
    keys: &Keys,
    email_index: &[u8],
) -> Result<Option<Account>, StoreError> {
    let row: Option<Row> =
        diesel::update(staff_account::table.filter(staff_account::email_index.eq(email_index)))
            .set(staff_account::role.eq(staff_account::role))
            .returning(columns())
            .get_result(connection)
            .optional()?;
    row.map(|row| opened(keys, row)).transpose()
}

/// Makes an account that had ended one that is invited.
pub fn reopen_account(
    connection: &mut Database,
    id: i64,
    role: Role,
    language: &Language,
) -> Result<(), StoreError> {
    diesel::update(staff_account::table.find(id))
        .set((
            staff_account::role.eq(role.name()),
            staff_account::language.eq(language.tag()),
            staff_account::password_hash.eq(""),
            staff_account::last_seen_at.eq(None::<NaiveDateTime>),
            staff_account::ended_at.eq(None::<NaiveDateTime>),
        ))
        .execute(connection)?;
    Ok(())
}

/// Ends an account: its password goes as well.
pub fn mark_account_ended(
    connection: &mut Database,
    id: i64,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::update(staff_account::table.find(id))
        .set((staff_account::ended_at.eq(now), staff_account::password_hash.eq("")))
        .execute(connection)?;
    kept_forms::delete_of(connection, id)
}

/// Sets a password's hash.
pub fn update_password(
    connection: &mut Database,
    id: i64,
    password_hash: &str,
) -> Result<(), StoreError> {
    diesel::update(staff_account::table.find(id))
        .set(staff_account::password_hash.eq(password_hash))
        .execute(connection)?;
    Ok(())
}

/// Ends every session of an account, half ones included.
pub fn delete_sessions_of(connection: &mut Database, account_id: i64) -> Result<(), StoreError> {
    diesel::delete(staff_session::table.filter(staff_session::account_id.eq(account_id)))
        .execute(connection)?;
    let halves = staff_half_session::table.filter(staff_half_session::account_id.eq(account_id));
    diesel::delete(halves).execute(connection)?;
    Ok(())
}

/// A link about to be kept.
pub struct NewLink {
    /// Blind index of its token.
    pub token_index: Vec<u8>,
    /// What it is for.
    pub kind: LinkKind,
    /// Whose it is.
    pub account_id: i64,
    /// The mail that carries it.
    pub mail_id: i64,
}

/// Keeps a link.
pub fn insert_link(
    connection: &mut Database,
    link: &NewLink,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::insert_into(staff_link::table)
        .values((
            staff_link::token_index.eq(&link.token_index),
            staff_link::kind.eq(link.kind.name()),
            staff_link::account_id.eq(link.account_id),
            staff_link::mail_id.eq(link.mail_id),
            staff_link::created_at.eq(now),
            staff_link::expires_at.eq(now + link.kind.lifetime()),
        ))
        .execute(connection)?;
    Ok(())
}

/// What a link that works is for, and whose account it leads into.
pub fn find_link(
    connection: &mut Database,
    keys: &Keys,
    token_index: &[u8],
    now: NaiveDateTime,
) -> Result<Option<(LinkKind, Account)>, StoreError> {
    let row: Option<(String, Row)> = staff_link::table
        .inner_join(staff_account::table.on(staff_account::id.eq(staff_link::account_id)))
        .filter(staff_link::token_index.eq(token_index))
        .filter(staff_link::expires_at.gt(now))
        .select((staff_link::kind, columns()))
        .first(connection)
        .optional()?;
    let Some((kind, row)) = row else { return Ok(None) };
    Ok(Some((kind_of(&kind)?, opened(keys, row)?)))
}

/// Uses a link up: what it was for and whose it was, if it still worked.
pub fn take_link(
    connection: &mut Database,
    token_index: &[u8],
    now: NaiveDateTime,
) -> Result<Option<(LinkKind, i64)>, StoreError> {
    let working = staff_link::table.find(token_index).filter(staff_link::expires_at.gt(now));
    let row: Option<(String, i64)> = diesel::delete(working)
        .returning((staff_link::kind, staff_link::account_id))
        .get_result(connection)
        .optional()?;
    row.map(|(kind, account_id)| Ok((kind_of(&kind)?, account_id))).transpose()
}

fn kind_of(name: &str) -> Result<LinkKind, StoreError> {
    LinkKind::from_name(name).ok_or_else(|| StoreError::inconsistent("staff_link", &name))
}

/// Ends every link into an account; returns the mails that carry them.
pub fn delete_links_of(connection: &mut Database, account_id: i64) -> Result<Vec<i64>, StoreError> {
    let mails: Vec<(i64,)> =
        diesel::delete(staff_link::table.filter(staff_link::account_id.eq(account_id)))
            .returning((staff_link::mail_id,))
            .get_results(connection)?;
    Ok(mails.into_iter().map(|(id,)| id).collect())
}

/// Deletes every link and every request for one: nobody knows which were used.
pub(super) fn delete_links(connection: &mut Database) -> Result<(), StoreError> {
    diesel::delete(staff_link::table).execute(connection)?;
    diesel::delete(reset_request::table).execute(connection)?;
    Ok(())
}

/// Deletes links that no longer work.
pub fn delete_late_links(connection: &mut Database, now: NaiveDateTime) -> Result<(), StoreError> {
    diesel::delete(staff_link::table.filter(staff_link::expires_at.le(now))).execute(connection)?;
    Ok(())
}

/// Whether an account was sent a link of that kind since then.
pub fn has_link_since(
    connection: &mut Database,
    account_id: i64,
    kind: LinkKind,
    since: NaiveDateTime,
) -> Result<bool, StoreError> {
    let links = staff_link::table
        .filter(staff_link::account_id.eq(account_id))
        .filter(staff_link::kind.eq(kind.name()))
        .filter(staff_link::created_at.gt(since));
    let count: i64 = links.count().get_result(connection)?;
    Ok(count > 0)
}

/// The invitations that still work: (account, state of the mail that carries it).
pub fn list_invitations(
    connection: &mut Database,
    now: NaiveDateTime,
) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(staff_link::table
        .inner_join(mail_message::table)
        .filter(staff_link::kind.eq(LinkKind::Invitation.name()))
        .filter(staff_link::expires_at.gt(now))
        .select((staff_link::account_id, mail_message::state))
        .load(connection)?)
}

/// Notes that a new password was asked for an address. The same work for every address.
pub fn insert_reset_request(
    connection: &mut Database,
    email_index: &[u8],
    request_id: &str,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    on_engine!(connection, |engine| diesel::insert_into(reset_request::table)
        .values((
            reset_request::email_index.eq(email_index),
            reset_request::request_id.eq(request_id),
            reset_request::asked_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(())
}

/// Whether a new password was asked for any address.
pub fn has_reset_requests(connection: &mut Database) -> Result<bool, StoreError> {
    let first: Option<String> =
        reset_request::table.select(reset_request::request_id).first(connection).optional()?;
    Ok(first.is_some())
}

/// Takes every request for a new password: (blind index of the address, request).
pub fn take_reset_requests(
    connection: &mut Database,
) -> Result<Vec<(Vec<u8>, String)>, StoreError> {
    Ok(diesel::delete(reset_request::table)
        .returning((reset_request::email_index, reset_request::request_id))
        .get_results(connection)?)
}
