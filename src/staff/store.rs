//! Accounts, tries to sign in, and what has ended, in the database.

pub mod accounts;
pub mod kept_forms;
pub mod second_step;
pub mod sessions;
pub mod trail;
pub mod trail_search;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};

use super::kept_form::KEPT_HOURS;
use super::session::{IDLE_MINUTES, SESSION_HOURS, TRIES_COUNT_HOURS};
use super::{AuditEntry, Role};
use crate::i18n::Language;
use crate::on_engine;
use crate::storage::backup::Restored;
use crate::storage::schema::{sign_in_try, staff_account, staff_session};
use crate::storage::{Database, StoreError};

pub use trail::{audit, list_unsealed};

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

/// Deletes what has ended and tries that no longer count. A session's row stays a while after its
/// end, so that it is known whose form came too late.
pub fn delete_ended(connection: &mut Database, now: NaiveDateTime) -> Result<(), StoreError> {
    let remembered = now - TimeDelta::hours(KEPT_HOURS);
    let idle_since = remembered - TimeDelta::minutes(IDLE_MINUTES);
    let too_old = remembered - TimeDelta::hours(SESSION_HOURS);
    diesel::delete(staff_session::table.filter(
        staff_session::last_seen_at.le(idle_since).or(staff_session::created_at.le(too_old)),
    ))
    .execute(connection)?;
    let forgotten = now - TimeDelta::hours(TRIES_COUNT_HOURS);
    diesel::delete(sign_in_try::table.filter(sign_in_try::last_tried_at.le(forgotten)))
        .execute(connection)?;
    second_step::delete_late_half_sessions(connection, now)?;
    kept_forms::delete_late(connection, now)?;
    accounts::delete_late_links(connection, now)
}

/// Ends every session and link a backup holds, and puts on record that one was restored: what happened
/// after it was made is not in the trail.
pub fn end_what_was_open(connection: &mut Database, restored: &Restored) -> Result<(), StoreError> {
    diesel::delete(staff_session::table).execute(connection)?;
    second_step::delete_half_sessions(connection)?;
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
