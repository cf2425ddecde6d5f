//! Sessions in the database.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::crypto::{Keys, Place};
use crate::i18n::Language;
use crate::staff::session::{IDLE_MINUTES, SESSION_HOURS};
use crate::staff::{Role, SignedIn};
use crate::storage::schema::{staff_account, staff_session};
use crate::storage::{Database, StoreError};

/// A session as kept.
pub struct SessionRow {
    /// Who signed in.
    pub signed_in: SignedIn,
    /// When.
    pub created_at: NaiveDateTime,
    /// When it last asked for something.
    pub last_seen_at: NaiveDateTime,
}

/// A session about to be kept.
pub struct NewSession {
    /// Blind index of its token.
    pub token_index: Vec<u8>,
    /// The row's random name: people tell sessions apart by it, and the address is bound to it.
    pub name: String,
    /// Whose it is.
    pub account_id: i64,
    /// What its forms carry.
    pub csrf_token: String,
    /// Which browser, roughly.
    pub browser: String,
    /// The network address it was begun from. Personal.
    pub address: String,
}

/// Starts a session.
pub fn insert_session(
    connection: &mut Database,
    keys: &Keys,
    session: &NewSession,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::insert_into(staff_session::table)
        .values((
            staff_session::token_index.eq(&session.token_index),
            staff_session::name.eq(&session.name),
            staff_session::account_id.eq(session.account_id),
            staff_session::csrf_token.eq(&session.csrf_token),
            staff_session::browser.eq(&session.browser),
            staff_session::sealed_address
                .eq(keys.seal(address_place(&session.name), &session.address)),
            staff_session::created_at.eq(now),
            staff_session::last_seen_at.eq(now),
        ))
        .execute(connection)?;
    update_account_seen(connection, session.account_id, now)
}

/// Where the address of a session is sealed.
fn address_place(name: &str) -> Place<'_> {
    Place { table: "staff_session", column: "sealed_address", row: name }
}

fn update_account_seen(
    connection: &mut Database,
    account_id: i64,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::update(staff_account::table.find(account_id))
        .set(staff_account::last_seen_at.eq(now))
        .execute(connection)?;
    Ok(())
}

/// The session of a token, ended or not.
pub fn find_session(
    connection: &mut Database,
    token_index: &[u8],
) -> Result<Option<SessionRow>, StoreError> {
    type Row = (i64, String, String, String, NaiveDateTime, NaiveDateTime);
    let row: Option<Row> = staff_session::table
        .inner_join(staff_account::table)
        .filter(staff_session::token_index.eq(token_index))
        .filter(staff_account::ended_at.is_null())
        .select((
            staff_account::id,
            staff_account::role,
            staff_account::language,
            staff_session::csrf_token,
            staff_session::created_at,
            staff_session::last_seen_at,
        ))
        .first(connection)
        .optional()?;
    let Some((account_id, role, language, csrf_token, created_at, last_seen_at)) = row else {
        return Ok(None);
    };
    let role = Role::from_name(&role)
        .ok_or_else(|| StoreError::inconsistent("staff_account", &account_id))?;
    let signed_in = SignedIn { account_id, role, language: Language::new(&language), csrf_token };
    Ok(Some(SessionRow { signed_in, created_at, last_seen_at }))
}

/// Notes that a session is in use, and its account with it.
pub fn update_last_seen(
    connection: &mut Database,
    token_index: &[u8],
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let account: Option<(i64,)> = diesel::update(staff_session::table.find(token_index))
        .set(staff_session::last_seen_at.eq(now))
        .returning((staff_session::account_id,))
        .get_result(connection)
        .optional()?;
    account.map_or(Ok(()), |(account_id,)| update_account_seen(connection, account_id, now))
}

/// Ends a session; tells whose it was.
pub fn delete_session(
    connection: &mut Database,
    token_index: &[u8],
) -> Result<Option<i64>, StoreError> {
    Ok(diesel::delete(staff_session::table.find(token_index))
        .returning((staff_session::account_id,))
        .get_result::<(i64,)>(connection)
        .optional()?
        .map(|(account_id,)| account_id))
}

/// A session as its owner and administrators see it.
pub struct ListedSession {
    /// What it is ended by.
    pub name: String,
    /// Whose it is.
    pub account_id: i64,
    /// Which browser, roughly; empty if not known.
    pub browser: String,
    /// The network address it was begun from. Personal.
    pub address: String,
    /// When it was begun.
    pub created_at: NaiveDateTime,
    /// When it last asked for something.
    pub last_seen_at: NaiveDateTime,
}

/// The sessions that last, of one account or of all, the newest first.
pub fn list_sessions(
    connection: &mut Database,
    keys: &Keys,
    account_id: Option<i64>,
    now: NaiveDateTime,
) -> Result<Vec<ListedSession>, StoreError> {
    type Row = (String, i64, String, Vec<u8>, NaiveDateTime, NaiveDateTime);
    let mut wanted = staff_session::table
        .filter(staff_session::last_seen_at.gt(now - TimeDelta::minutes(IDLE_MINUTES)))
        .filter(staff_session::created_at.gt(now - TimeDelta::hours(SESSION_HOURS)))
        .into_boxed();
    if let Some(id) = account_id {
        wanted = wanted.filter(staff_session::account_id.eq(id));
    }
    let rows: Vec<Row> = wanted
        .order((staff_session::created_at.desc(), staff_session::name))
        .select((
            staff_session::name,
            staff_session::account_id,
            staff_session::browser,
            staff_session::sealed_address,
            staff_session::created_at,
            staff_session::last_seen_at,
        ))
        .load(connection)?;
    rows.into_iter()
        .map(|(name, account_id, browser, sealed, created_at, last_seen_at)| {
            let address = keys
                .open(address_place(&name), &sealed)
                .map_err(|_| StoreError::inconsistent("staff_session", &name))?;
            Ok(ListedSession { name, account_id, browser, address, created_at, last_seen_at })
        })
        .collect()
}

/// The name of a token's session.
pub fn find_name(
    connection: &mut Database,
    token_index: &[u8],
) -> Result<Option<String>, StoreError> {
    let name = staff_session::table.find(token_index).select(staff_session::name);
    Ok(name.first(connection).optional()?)
}

/// Ends an account's session of that name; false if it has none.
pub fn delete_named(
    connection: &mut Database,
    account_id: i64,
    name: &str,
) -> Result<bool, StoreError> {
    let named = staff_session::table
        .filter(staff_session::name.eq(name))
        .filter(staff_session::account_id.eq(account_id));
    Ok(diesel::delete(named).execute(connection)? == 1)
}

/// Ends an account's sessions but the one of that token.
pub fn delete_others(
    connection: &mut Database,
    account_id: i64,
    token_index: &[u8],
) -> Result<(), StoreError> {
    let others = staff_session::table
        .filter(staff_session::account_id.eq(account_id))
        .filter(staff_session::token_index.ne(token_index));
    diesel::delete(others).execute(connection)?;
    Ok(())
}
