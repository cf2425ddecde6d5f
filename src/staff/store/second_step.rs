//! Between the right password and a session: half sessions, secrets of codes, recovery codes.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use super::accounts::{Account, lock_account};
use crate::crypto::{Keys, Place};
use crate::on_engine;
use crate::staff::second_factor::{HALF_SESSION_MINUTES, TotpSecret};
use crate::storage::schema::{staff_account, staff_half_session, staff_recovery_code};
use crate::storage::{Database, StoreError};

const TABLE: &str = "staff_account";

fn secret_place(account_token: &str) -> Place<'_> {
    Place { table: TABLE, column: "sealed_totp_secret", row: account_token }
}

fn offered_place(account_token: &str) -> Place<'_> {
    Place { table: "staff_half_session", column: "sealed_totp_secret", row: account_token }
}

fn opened(
    keys: &Keys,
    place: Place<'_>,
    account_id: i64,
    sealed: Option<Vec<u8>>,
) -> Result<Option<TotpSecret>, StoreError> {
    let fault = || StoreError::inconsistent(TABLE, &account_id);
    sealed
        .map(|sealed| {
            let text = keys.open(place, &sealed).map_err(|_| fault())?;
            TotpSecret::from_base32(&text).ok_or_else(fault)
        })
        .transpose()
}

/// The secret of an account's codes; none if it has no second factor yet.
pub fn find_secret(
    connection: &mut Database,
    keys: &Keys,
    account_id: i64,
) -> Result<Option<TotpSecret>, StoreError> {
    let (token, sealed): (String, Option<Vec<u8>>) = staff_account::table
        .find(account_id)
        .select((staff_account::token, staff_account::sealed_totp_secret))
        .first(connection)?;
    opened(keys, secret_place(&token), account_id, sealed)
}

/// Sets the secret of an account that has none; false if it has one.
pub fn set_secret(
    connection: &mut Database,
    keys: &Keys,
    account_id: i64,
    secret: &TotpSecret,
    used_step: i64,
) -> Result<bool, StoreError> {
    let token: String =
        staff_account::table.find(account_id).select(staff_account::token).first(connection)?;
    let sealed = keys.seal(secret_place(&token), &secret.to_base32());
    let without =
        staff_account::table.find(account_id).filter(staff_account::sealed_totp_secret.is_null());
    let rows = diesel::update(without)
        .set((
            staff_account::sealed_totp_secret.eq(sealed),
            staff_account::last_totp_step.eq(used_step),
        ))
        .execute(connection)?;
    Ok(rows == 1)
}

/// Uses up the code of a step; false if it, or a later one, was used before.
pub fn use_step(connection: &mut Database, account_id: i64, step: i64) -> Result<bool, StoreError> {
    let unused =
        staff_account::table.find(account_id).filter(staff_account::last_totp_step.lt(step));
    let rows =
        diesel::update(unused).set(staff_account::last_totp_step.eq(step)).execute(connection)?;
    Ok(rows == 1)
}

/// Takes an account's second factor away: secret, recovery codes and half sessions.
pub fn delete_second_factor(connection: &mut Database, account_id: i64) -> Result<(), StoreError> {
    diesel::update(staff_account::table.find(account_id))
        .set(staff_account::sealed_totp_secret.eq(None::<Vec<u8>>))
        .execute(connection)?;
    delete_recovery_codes(connection, account_id)?;
    delete_half_sessions_of(connection, account_id)
}

/// Replaces an account's recovery codes, given by their blind indexes.
pub fn replace_recovery_codes(
    connection: &mut Database,
    account_id: i64,
    code_indexes: &[Vec<u8>],
) -> Result<(), StoreError> {
    delete_recovery_codes(connection, account_id)?;
    let rows: Vec<_> = code_indexes
        .iter()
        .map(|index| {
            (
                staff_recovery_code::code_index.eq(index),
                staff_recovery_code::account_id.eq(account_id),
            )
        })
        .collect();
    on_engine!(connection, |engine| diesel::insert_into(staff_recovery_code::table)
        .values(&rows)
        .execute(engine))?;
    Ok(())
}

fn delete_recovery_codes(connection: &mut Database, account_id: i64) -> Result<(), StoreError> {
    let codes = staff_recovery_code::table.filter(staff_recovery_code::account_id.eq(account_id));
    diesel::delete(codes).execute(connection)?;
    Ok(())
}

/// Uses up a recovery code; false if the account has no such code.
pub fn use_recovery_code(
    connection: &mut Database,
    account_id: i64,
    code_index: &[u8],
) -> Result<bool, StoreError> {
    let code = staff_recovery_code::table
        .find(code_index)
        .filter(staff_recovery_code::account_id.eq(account_id));
    Ok(diesel::delete(code).execute(connection)? == 1)
}

/// How many recovery codes an account has left.
pub fn count_recovery_codes(connection: &mut Database, account_id: i64) -> Result<i64, StoreError> {
    Ok(staff_recovery_code::table
        .filter(staff_recovery_code::account_id.eq(account_id))
        .count()
        .get_result(connection)?)
}

/// Begins a half session; `offered` is the secret offered to an account without one.
pub fn insert_half_session(
    connection: &mut Database,
    keys: &Keys,
    token_index: &[u8],
    account_id: i64,
    offered: Option<&TotpSecret>,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let token: String =
        staff_account::table.find(account_id).select(staff_account::token).first(connection)?;
    let sealed = offered.map(|secret| keys.seal(offered_place(&token), &secret.to_base32()));
    diesel::insert_into(staff_half_session::table)
        .values((
            staff_half_session::token_index.eq(token_index),
            staff_half_session::account_id.eq(account_id),
            staff_half_session::sealed_totp_secret.eq(sealed),
            staff_half_session::created_at.eq(now),
        ))
        .execute(connection)?;
    Ok(())
}

/// Whose half session it is, and the secret offered in it, if it still lasts. The account is held
/// until the transaction ends.
pub fn lock_half_session(
    connection: &mut Database,
    keys: &Keys,
    token_index: &[u8],
    now: NaiveDateTime,
) -> Result<Option<(Account, Option<TotpSecret>)>, StoreError> {
    type Row = (i64, String, Option<Vec<u8>>);
    let row: Option<Row> = staff_half_session::table
        .inner_join(staff_account::table)
        .filter(staff_half_session::token_index.eq(token_index))
        .filter(staff_half_session::created_at.gt(now - TimeDelta::minutes(HALF_SESSION_MINUTES)))
        .select((
            staff_half_session::account_id,
            staff_account::token,
            staff_half_session::sealed_totp_secret,
        ))
        .first(connection)
        .optional()?;
    let Some((account_id, token, sealed)) = row else { return Ok(None) };
    let offered = opened(keys, offered_place(&token), account_id, sealed)?;
    Ok(lock_account(connection, keys, account_id)?.map(|account| (account, offered)))
}

/// Ends a half session; false if it had ended.
pub fn delete_half_session(
    connection: &mut Database,
    token_index: &[u8],
) -> Result<bool, StoreError> {
    Ok(diesel::delete(staff_half_session::table.find(token_index)).execute(connection)? == 1)
}

/// Ends every half session of an account.
pub fn delete_half_sessions_of(
    connection: &mut Database,
    account_id: i64,
) -> Result<(), StoreError> {
    let halves = staff_half_session::table.filter(staff_half_session::account_id.eq(account_id));
    diesel::delete(halves).execute(connection)?;
    Ok(())
}

/// Deletes half sessions that nobody finished.
pub fn delete_late_half_sessions(
    connection: &mut Database,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let began = now - TimeDelta::minutes(HALF_SESSION_MINUTES);
    diesel::delete(staff_half_session::table.filter(staff_half_session::created_at.le(began)))
        .execute(connection)?;
    Ok(())
}

/// Ends every half session.
pub fn delete_half_sessions(connection: &mut Database) -> Result<(), StoreError> {
    diesel::delete(staff_half_session::table).execute(connection)?;
    Ok(())
}
