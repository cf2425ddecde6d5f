//! Kept forms in the database.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;

use crate::crypto::{Keys, Place};
use crate::staff::kept_form::{KEPT_HOURS, KeptForm, MOST_KEPT};
use crate::storage::schema::kept_form;
use crate::storage::{Database, StoreError};

fn place(name: &str) -> Place<'_> {
    Place { table: "kept_form", column: "sealed_form", row: name }
}

/// Keeps a form under that name; the oldest beyond the most kept go.
pub fn insert(
    connection: &mut Database,
    keys: &Keys,
    (name, account_id): (&str, i64),
    form: &KeptForm,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let text = serde_json::to_string(form).expect("texts have a JSON form");
    diesel::insert_into(kept_form::table)
        .values((
            kept_form::name.eq(name),
            kept_form::account_id.eq(account_id),
            kept_form::sealed_form.eq(keys.seal(place(name), &text)),
            kept_form::created_at.eq(now),
        ))
        .execute(connection)?;
    let beyond: Vec<String> = kept_form::table
        .filter(kept_form::account_id.eq(account_id))
        .order((kept_form::created_at.desc(), kept_form::name))
        .offset(MOST_KEPT)
        .limit(MOST_KEPT)
        .select(kept_form::name)
        .load(connection)?;
    diesel::delete(kept_form::table.filter(kept_form::name.eq_any(beyond))).execute(connection)?;
    Ok(())
}

/// An account's form of that name, and when it was kept.
pub fn find(
    connection: &mut Database,
    keys: &Keys,
    (name, account_id): (&str, i64),
    now: NaiveDateTime,
) -> Result<Option<(KeptForm, NaiveDateTime)>, StoreError> {
    let row: Option<(Vec<u8>, NaiveDateTime)> = kept_form::table
        .find(name)
        .filter(kept_form::account_id.eq(account_id))
        .filter(kept_form::created_at.gt(now - TimeDelta::hours(KEPT_HOURS)))
        .select((kept_form::sealed_form, kept_form::created_at))
        .first(connection)
        .optional()?;
    let fault = || StoreError::inconsistent("kept_form", &name);
    row.map(|(sealed, at)| {
        let text = keys.open(place(name), &sealed).map_err(|_| fault())?;
        Ok((serde_json::from_str(&text).map_err(|_| fault())?, at))
    })
    .transpose()
}

/// The names of what is kept for an account, the newest first, with when.
pub fn list(
    connection: &mut Database,
    account_id: i64,
    now: NaiveDateTime,
) -> Result<Vec<(String, NaiveDateTime)>, StoreError> {
    Ok(kept_form::table
        .filter(kept_form::account_id.eq(account_id))
        .filter(kept_form::created_at.gt(now - TimeDelta::hours(KEPT_HOURS)))
        .order((kept_form::created_at.desc(), kept_form::name))
        .select((kept_form::name, kept_form::created_at))
        .load(connection)?)
}

/// Forgets an account's form; false if it has none of that name.
pub fn delete(
    connection: &mut Database,
    (name, account_id): (&str, i64),
) -> Result<bool, StoreError> {
    let own = kept_form::table.find(name).filter(kept_form::account_id.eq(account_id));
    Ok(diesel::delete(own).execute(connection)? == 1)
}

/// Forgets every form of an account.
pub fn delete_of(connection: &mut Database, account_id: i64) -> Result<(), StoreError> {
    diesel::delete(kept_form::table.filter(kept_form::account_id.eq(account_id)))
        .execute(connection)?;
    Ok(())
}

/// Forgets what was kept long enough.
pub fn delete_late(connection: &mut Database, now: NaiveDateTime) -> Result<(), StoreError> {
    let late = kept_form::created_at.le(now - TimeDelta::hours(KEPT_HOURS));
    diesel::delete(kept_form::table.filter(late)).execute(connection)?;
    Ok(())
}
