//! Phones that several people share: whom a number reaches beside whom it belongs to.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use super::list_names;
use crate::crypto::Keys;
use crate::on_engine;
use crate::storage::schema::{contact_point, phone_sharer};
use crate::storage::{Database, StoreError};

/// Somebody whom a number reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Who.
    pub participant_id: i64,
    /// What they are called, if they said.
    pub name: Option<String>,
}

/// A contact point with everybody it reaches: whom it belongs to first.
pub struct ReachedBy {
    /// Contact point.
    pub contact_point_id: i64,
    /// Everybody.
    pub people: Vec<Reached>,
}

/// Whether a number reaches more than one person.
pub fn is_shared(connection: &mut Database, contact_point_id: i64) -> QueryResult<bool> {
    let sharers = phone_sharer::table.filter(phone_sharer::contact_point_id.eq(contact_point_id));
    diesel::select(exists(sharers)).get_result(connection)
}

/// Whom these numbers reach, by blind index; numbers that nobody has are left out.
pub fn list_reached(
    connection: &mut Database,
    keys: &Keys,
    indexes: &[Vec<u8>],
) -> Result<HashMap<Vec<u8>, ReachedBy>, StoreError> {
    let owners: Vec<(Vec<u8>, i64, i64)> = contact_point::table
        .filter(contact_point::value_index.eq_any(indexes))
        .select((contact_point::value_index, contact_point::id, contact_point::participant_id))
        .load(connection)?;
    let contacts: Vec<i64> = owners.iter().map(|owner| owner.1).collect();
    let mut sharers = list_sharers(connection, &contacts)?;
    let ids: Vec<i64> =
        owners.iter().map(|owner| owner.2).chain(sharers.values().flatten().copied()).collect();
    let mut names = list_names(connection, keys, &ids)?;
    let mut reached = HashMap::new();
    for (index, contact_point_id, owner) in owners {
        let others = sharers.remove(&contact_point_id).unwrap_or_default();
        let people = std::iter::once(owner)
            .chain(others)
            .map(|participant_id| Reached { participant_id, name: names.remove(&participant_id) })
            .collect();
        reached.insert(index, ReachedBy { contact_point_id, people });
    }
    Ok(reached)
}

/// Who shares these numbers, beside whom they belong to.
pub fn list_sharers(
    connection: &mut Database,
    contact_point_ids: &[i64],
) -> QueryResult<HashMap<i64, Vec<i64>>> {
    let rows: Vec<(i64, i64)> = phone_sharer::table
        .filter(phone_sharer::contact_point_id.eq_any(contact_point_ids))
        .order((phone_sharer::contact_point_id, phone_sharer::participant_id))
        .select((phone_sharer::contact_point_id, phone_sharer::participant_id))
        .load(connection)?;
    let mut sharers: HashMap<i64, Vec<i64>> = HashMap::new();
    for (contact_point_id, participant_id) in rows {
        sharers.entry(contact_point_id).or_default().push(participant_id);
    }
    Ok(sharers)
}

/// From now on a number reaches somebody more.
pub fn insert_sharer(
    connection: &mut Database,
    contact_point_id: i64,
    participant_id: i64,
) -> QueryResult<()> {
    let row = (
        phone_sharer::contact_point_id.eq(contact_point_id),
        phone_sharer::participant_id.eq(participant_id),
    );
    on_engine!(connection, |engine| diesel::insert_into(phone_sharer::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(())
}

/// From now on a number reaches only whom it belongs to.
pub(super) fn delete_sharers_of_phone(
    connection: &mut Database,
    contact_point_id: i64,
) -> QueryResult<()> {
    let sharers = phone_sharer::table.filter(phone_sharer::contact_point_id.eq(contact_point_id));
    diesel::delete(sharers).execute(connection)?;
    Ok(())
}

/// From now on somebody is reached by no number that belongs to another.
pub(super) fn delete_sharer(connection: &mut Database, participant_id: i64) -> QueryResult<()> {
    let shared = phone_sharer::table.filter(phone_sharer::participant_id.eq(participant_id));
    diesel::delete(shared).execute(connection)?;
    Ok(())
}

/// Gives a number to the first of those who share it; false if nobody does.
pub(super) fn hand_over(connection: &mut Database, contact_point_id: i64) -> QueryResult<bool> {
    let sharers = list_sharers(connection, &[contact_point_id])?;
    let Some(heir) = sharers.get(&contact_point_id).and_then(|people| people.first()) else {
        return Ok(false);
    };
    diesel::delete(phone_sharer::table.find((contact_point_id, *heir))).execute(connection)?;
    diesel::update(contact_point::table.find(contact_point_id))
        .set(contact_point::participant_id.eq(*heir))
        .execute(connection)?;
    Ok(true)
}

/// A number by which somebody is reached.
pub struct Number {
    /// Contact point.
    pub contact_point_id: i64,
    /// Blind index.
    pub index: Vec<u8>,
    /// Who else is reached by it.
    pub others: Vec<i64>,
}

/// The numbers by which somebody is reached, their own and those of others.
pub fn list_numbers(connection: &mut Database, participant_id: i64) -> QueryResult<Vec<Number>> {
    let shared: Vec<i64> = phone_sharer::table
        .filter(phone_sharer::participant_id.eq(participant_id))
        .select(phone_sharer::contact_point_id)
        .load(connection)?;
    let rows: Vec<(i64, Vec<u8>, i64)> = contact_point::table
        .filter(
            contact_point::participant_id.eq(participant_id).or(contact_point::id.eq_any(shared)),
        )
        .order(contact_point::value_index)
        .select((contact_point::id, contact_point::value_index, contact_point::participant_id))
        .load(connection)?;
    let ids: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let mut sharers = list_sharers(connection, &ids)?;
    let numbers = rows.into_iter().map(|(contact_point_id, index, owner)| {
        let sharers = sharers.remove(&contact_point_id).unwrap_or_default();
        let everybody = std::iter::once(owner).chain(sharers);
        let others = everybody.filter(|person| *person != participant_id).collect();
        Number { contact_point_id, index, others }
    });
    Ok(numbers.collect())
}
