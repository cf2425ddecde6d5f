//! Accounts, sessions, tries to sign in, and the audit trail in the database.
//!
//! The audit trail is only ever added to; sealing fills in a row's place in the chain, once.

pub mod accounts;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use serde::Serialize;

use super::session::{IDLE_MINUTES, SESSION_HOURS, SignedIn, TRIES_COUNT_HOURS};
use super::{AuditEntry, Role};
use crate::i18n::Language;
use crate::on_engine;
use crate::storage::backup::Restored;
use crate::storage::schema::{audit_event, chain_head, sign_in_try, staff_account, staff_session};
use crate::storage::{Database, StoreError};

const AUDIT_CHAIN: &str = "audit";

/// An account about to be kept. The password is hashed, the address sealed.
pub struct NewAccount {
    /// The row's random name, to which the sealed address is bound.
    pub token: String,
    /// Blind index of the address.
    pub email_index: Vec<u8>,
    /// The address, sealed.
    pub sealed_email: Vec<u8>,
    /// What it is for.
    pub role: Role,
    /// The language its pages are in.
    pub language: Language,
    /// PHC string.
    pub password_hash: String,
}

/// Adds an account; `None` if the address has one already.
pub fn insert_account(
    connection: &mut Database,
    account: &NewAccount,
    now: NaiveDateTime,
) -> Result<Option<i64>, StoreError> {
    let inserted = diesel::insert_into(staff_account::table)
        .values((
            staff_account::token.eq(&account.token),
            staff_account::email_index.eq(&account.email_index),
            staff_account::sealed_email.eq(&account.sealed_email),
            staff_account::role.eq(account.role.name()),
            staff_account::language.eq(account.language.tag()),
            staff_account::password_hash.eq(&account.password_hash),
            staff_account::created_at.eq(now),
        ))
        .returning((staff_account::id,))
        .get_result::<(i64,)>(connection);
    match inserted {
        Ok((id,)) => Ok(Some(id)),
        Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The account of an address that has a password: its id and the hash of it.
pub fn find_account(
    connection: &mut Database,
    email_index: &[u8],
) -> Result<Option<(i64, String)>, StoreError> {
    Ok(staff_account::table
        .filter(staff_account::email_index.eq(email_index))
        .filter(staff_account::password_hash.ne(""))
        .select((staff_account::id, staff_account::password_hash))
        .first(connection)
        .optional()?)
}

/// The tries counted under that key and when the last was, with the row held until the
/// transaction ends.
pub fn lock_tries(
    connection: &mut Database,
    key_index: &[u8],
    now: NaiveDateTime,
) -> Result<(i64, NaiveDateTime), StoreError> {
    on_engine!(connection, |engine| diesel::insert_into(sign_in_try::table)
        .values((
            sign_in_try::key_index.eq(key_index),
            sign_in_try::tries.eq(0),
            sign_in_try::last_tried_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(engine))?;
    let row = diesel::update(sign_in_try::table.find(key_index))
        .set(sign_in_try::tries.eq(sign_in_try::tries))
        .returning((sign_in_try::tries, sign_in_try::last_tried_at))
        .get_result::<(i64, NaiveDateTime)>(connection)?;
    Ok(row)
}

/// Sets what [`lock_tries`] returned.
pub fn update_tries(
    connection: &mut Database,
    key_index: &[u8],
    tries: i64,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::update(sign_in_try::table.find(key_index))
        .set((sign_in_try::tries.eq(tries), sign_in_try::last_tried_at.eq(now)))
        .execute(connection)?;
    Ok(())
}

/// Forgets the tries of a key: the right password came.
pub fn delete_tries(connection: &mut Database, key_index: &[u8]) -> Result<(), StoreError> {
    diesel::delete(sign_in_try::table.find(key_index)).execute(connection)?;
    Ok(())
}

/// A session as kept.
pub struct SessionRow {
    /// Who signed in.
    pub signed_in: SignedIn,
    /// When.
    pub created_at: NaiveDateTime,
    /// When it last asked for something, to the minute.
    pub last_seen_at: NaiveDateTime,
}

/// Starts a session.
pub fn insert_session(
    connection: &mut Database,
    token_index: &[u8],
    account_id: i64,
    csrf_token: &str,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::insert_into(staff_session::table)
        .values((
            staff_session::token_index.eq(token_index),
            staff_session::account_id.eq(account_id),
            staff_session::csrf_token.eq(csrf_token),
            staff_session::created_at.eq(now),
            staff_session::last_seen_at.eq(now),
        ))
        .execute(connection)?;
    update_account_seen(connection, account_id, now)
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
        .inner_join(staff_account::table.on(staff_account::id.eq(staff_session::account_id)))
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

/// Deletes sessions and links that have ended and tries that no longer count.
pub fn delete_ended(connection: &mut Database, now: NaiveDateTime) -> Result<(), StoreError> {
    let idle_since = now - TimeDelta::minutes(IDLE_MINUTES);
    let too_old = now - TimeDelta::hours(SESSION_HOURS);
    diesel::delete(staff_session::table.filter(
        staff_session::last_seen_at.le(idle_since).or(staff_session::created_at.le(too_old)),
    ))
    .execute(connection)?;
    let forgotten = now - TimeDelta::hours(TRIES_COUNT_HOURS);
    diesel::delete(sign_in_try::table.filter(sign_in_try::last_tried_at.le(forgotten)))
        .execute(connection)?;
    accounts::delete_late_links(connection, now)
}

/// Ends every session and link a backup holds, and puts on record that one was restored: what happened
/// after it was made is not in the trail.
pub fn end_what_was_open(connection: &mut Database, restored: &Restored) -> Result<(), StoreError> {
    diesel::delete(staff_session::table).execute(connection)?;
    accounts::delete_links(connection)?;
    let entry = AuditEntry {
        account_id: None,
        action: "database_restored",
        record: "database".to_owned(),
        detail: restored.taken_at.format("backup of %F %T UTC").to_string(),
        request_id: String::new(),
    };
    audit(connection, &entry, restored.at)
}

/// Adds a row to the audit trail, inside the transaction of what it records.
pub fn audit(
    connection: &mut Database,
    entry: &AuditEntry,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::insert_into(audit_event::table)
        .values((
            audit_event::account_id.eq(entry.account_id),
            audit_event::action.eq(entry.action),
            audit_event::record.eq(&entry.record),
            audit_event::detail.eq(&entry.detail),
            audit_event::request_id.eq(&entry.request_id),
            audit_event::occurred_at.eq(now),
        ))
        .execute(connection)?;
    Ok(())
}

/// A row of the audit trail; as JSON, in this order of fields, what the chain is made over.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Serialize)]
pub struct AuditRow {
    /// The row.
    pub id: i64,
    /// Who.
    pub account_id: Option<i64>,
    /// What was done.
    pub action: String,
    /// To which record.
    pub record: String,
    /// What else is worth knowing.
    pub detail: String,
    /// In which request.
    pub request_id: String,
    /// When, UTC.
    pub occurred_at: NaiveDateTime,
}

/// A row's place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Link {
    /// Counted from 1 without gaps.
    pub seq: Option<i64>,
    /// The hash before.
    pub previous_hash: Option<String>,
    /// The hash over this row and the one before.
    pub hash: Option<String>,
}

/// The head of the audit chain, held until the transaction ends: (seq, hash).
pub fn lock_audit_head(connection: &mut Database) -> Result<(i64, String), StoreError> {
    Ok(diesel::update(chain_head::table.find(AUDIT_CHAIN))
        .set(chain_head::seq.eq(chain_head::seq))
        .returning((chain_head::seq, chain_head::hash))
        .get_result(connection)?)
}

/// The last place of the audit chain that a row stands at; 0 if none does.
pub fn find_last_seq(connection: &mut Database) -> Result<i64, StoreError> {
    let last: Option<i64> =
        audit_event::table.select(diesel::dsl::max(audit_event::seq)).get_result(connection)?;
    Ok(last.unwrap_or_default())
}

/// The head of the audit chain: (seq, hash).
pub fn find_audit_head(connection: &mut Database) -> Result<(i64, String), StoreError> {
    Ok(chain_head::table
        .find(AUDIT_CHAIN)
        .select((chain_head::seq, chain_head::hash))
        .first(connection)?)
}

/// Moves the head of the audit chain.
pub fn update_audit_head(
    connection: &mut Database,
    seq: i64,
    hash: &str,
) -> Result<(), StoreError> {
    diesel::update(chain_head::table.find(AUDIT_CHAIN))
        .set((chain_head::seq.eq(seq), chain_head::hash.eq(hash)))
        .execute(connection)?;
    Ok(())
}

/// The first rows that stand outside the chain, in order of id.
pub fn list_unsealed(connection: &mut Database, most: i64) -> Result<Vec<AuditRow>, StoreError> {
    Ok(audit_event::table
        .filter(audit_event::seq.is_null())
        .order(audit_event::id)
        .limit(most)
        .select(audit_columns())
        .load(connection)?)
}

/// How many rows stand outside the chain.
pub fn count_unsealed(connection: &mut Database) -> Result<i64, StoreError> {
    Ok(audit_event::table.filter(audit_event::seq.is_null()).count().get_result(connection)?)
}

/// Gives a row its place in the chain.
pub fn seal(
    connection: &mut Database,
    id: i64,
    seq: i64,
    previous_hash: &str,
    hash: &str,
) -> Result<(), StoreError> {
    diesel::update(audit_event::table.find(id))
        .set((
            audit_event::seq.eq(seq),
            audit_event::previous_hash.eq(previous_hash),
            audit_event::hash.eq(hash),
        ))
        .execute(connection)?;
    Ok(())
}

/// Sealed rows after `seq`, in order of the chain.
pub fn list_sealed(
    connection: &mut Database,
    after_seq: i64,
    up_to_seq: i64,
    most: i64,
) -> Result<Vec<(AuditRow, Link)>, StoreError> {
    Ok(audit_event::table
        .filter(audit_event::seq.gt(after_seq))
        .filter(audit_event::seq.le(up_to_seq))
        .order(audit_event::seq)
        .limit(most)
        .select((
            audit_columns(),
            (audit_event::seq, audit_event::previous_hash, audit_event::hash),
        ))
        .load(connection)?)
}

type AuditColumns = (
    audit_event::id,
    audit_event::account_id,
    audit_event::action,
    audit_event::record,
    audit_event::detail,
    audit_event::request_id,
    audit_event::occurred_at,
);

fn audit_columns() -> AuditColumns {
    (
        audit_event::id,
        audit_event::account_id,
        audit_event::action,
        audit_event::record,
        audit_event::detail,
        audit_event::request_id,
        audit_event::occurred_at,
    )
}
