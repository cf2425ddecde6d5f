//! Contact points with whose they are: opened, for a person who must reach somebody.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::list_names;
use super::sharing::{delete_sharers_of_phone, list_sharers};
use crate::crypto::{Keys, Place};
use crate::i18n::Language;
use crate::storage::schema::{contact_point, participant};
use crate::storage::{Database, StoreError};

/// A number with whose it is. Personal, so it does not print.
pub struct Contact {
    /// Blind index.
    pub index: Vec<u8>,
    /// The number, as `+` and digits.
    pub number: String,
    /// Name, if they gave one; the names of all who share the number.
    pub name: Option<String>,
    /// Language they speak.
    pub language: Language,
    /// Since when texts do not reach it, if they do not.
    pub unusable_since: Option<NaiveDateTime>,
}

type Row = (i64, String, Vec<u8>, Vec<u8>, Option<NaiveDateTime>, String, Option<Vec<u8>>, String);

/// These contact points, by row.
pub fn list_contacts(
    connection: &mut Database,
    keys: &Keys,
    ids: &[i64],
) -> Result<HashMap<i64, Contact>, StoreError> {
    let rows: Vec<Row> = contact_point::table
        .inner_join(participant::table.on(participant::id.eq(contact_point::participant_id)))
        .filter(contact_point::id.eq_any(ids))
        .select((
            contact_point::id,
            contact_point::token,
            contact_point::value_index,
            contact_point::sealed_value,
            contact_point::unusable_since,
            participant::token,
            participant::sealed_name,
            participant::language,
        ))
        .load(connection)?;
    let mut contacts: HashMap<i64, Contact> =
        rows.into_iter().map(|row| opened(keys, row)).collect::<Result<_, _>>()?;
    name_sharers(connection, keys, &mut contacts)?;
    Ok(contacts)
}

/// Whoever calls a number that is shared has to know everybody it may be about.
fn name_sharers(
    connection: &mut Database,
    keys: &Keys,
    contacts: &mut HashMap<i64, Contact>,
) -> Result<(), StoreError> {
    let ids: Vec<i64> = contacts.keys().copied().collect();
    let sharers = list_sharers(connection, &ids)?;
    let people: Vec<i64> = sharers.values().flatten().copied().collect();
    let names = list_names(connection, keys, &people)?;
    for (id, people) in sharers {
        let Some(contact) = contacts.get_mut(&id) else { continue };
        let others = people.iter().filter_map(|person| names.get(person).cloned());
        let all: Vec<String> = contact.name.take().into_iter().chain(others).collect();
        contact.name = (!all.is_empty()).then(|| all.join(" / "));
    }
    Ok(())
}

fn opened(keys: &Keys, row: Row) -> Result<(i64, Contact), StoreError> {
    let (id, token, index, sealed, unusable_since, of, sealed_name, language) = row;
    let fault = |_| StoreError::inconsistent("contact_point", &id);
    let value = Place { table: "contact_point", column: "value", row: &token };
    let named = Place { table: "participant", column: "name", row: &of };
    let name = sealed_name.map(|name| keys.open(named, &name)).transpose().map_err(fault)?;
    // A number that was forgotten is none.
    let number =
        if sealed.is_empty() { String::new() } else { keys.open(value, &sealed).map_err(fault)? };
    let language = Language::new(&language);
    Ok((id, Contact { index, number, name, language, unusable_since }))
}

/// The blind index of a contact point.
pub fn find_contact_index(connection: &mut Database, id: i64) -> QueryResult<Option<Vec<u8>>> {
    contact_point::table
        .find(id)
        .select(contact_point::value_index)
        .get_result(connection)
        .optional()
}

/// Gives a contact point, which nobody shares any more, to that participant.
pub fn give_contact(connection: &mut Database, id: i64, participant_id: i64) -> QueryResult<()> {
    delete_sharers_of_phone(connection, id)?;
    diesel::update(contact_point::table.find(id))
        .set(contact_point::participant_id.eq(participant_id))
        .execute(connection)?;
    Ok(())
}
