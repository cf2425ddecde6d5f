//! Many people at once, as a list brings them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::SealedPhone;
use super::sharing::{delete_sharer, hand_over};
use crate::crypto::random_token;
use crate::on_engine;
use crate::storage::Database;
use crate::storage::schema::{contact_point, panel_member, participant};

/// The kind of a contact point that holds nothing any more.
const FORGOTTEN: &str = "forgotten";

/// A person to be written, made ready before the transaction.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = participant, treat_none_as_default_value = false)]
pub struct NewPerson {
    /// The row's random name.
    pub token: String,
    /// Tag of the language they speak.
    pub language: String,
    /// Where they go.
    pub site_id: Option<i64>,
    /// Their name, sealed for that token.
    pub sealed_name: Option<Vec<u8>>,
    /// Strata as a JSON object.
    pub strata: String,
    /// When, in UTC.
    pub created_at: NaiveDateTime,
}

/// What is kept of a person beside their number.
#[derive(Clone, Debug, Queryable)]
pub struct Person {
    /// Row.
    pub id: i64,
    /// The row's random name.
    pub token: String,
    /// Tag of the language they speak.
    pub language: String,
    /// Where they go.
    pub site_id: Option<i64>,
    /// Their name, sealed.
    pub sealed_name: Option<Vec<u8>>,
    /// Strata as a JSON object.
    pub strata: String,
}

/// Adds people; their ids, in the same order.
pub fn insert_people(connection: &mut Database, new: &[NewPerson]) -> QueryResult<Vec<i64>> {
    match connection {
        Database::Postgres(engine) => {
            let rows: Vec<(String, i64)> = diesel::insert_into(participant::table)
                .values(new)
                .returning((participant::token, participant::id))
                .get_results(engine)?;
            let ids: HashMap<String, i64> = rows.into_iter().collect();
            Ok(new.iter().filter_map(|person| ids.get(&person.token).copied()).collect())
        }
        // A statement costs no way to a server here.
        Database::Sqlite(engine) => new
            .iter()
            .map(|person| {
                diesel::insert_into(participant::table)
                    .values(person)
                    .returning(participant::id)
                    .get_result(engine)
            })
            .collect(),
    }
}

/// Adds people's phones; the blind indexes of those that nobody had.
pub fn insert_phones(
    connection: &mut Database,
    phones: &[(i64, &SealedPhone)],
) -> QueryResult<HashSet<Vec<u8>>> {
    let row = |(participant_id, phone): &(i64, &SealedPhone)| {
        (
            contact_point::token.eq(phone.token.clone()),
            contact_point::participant_id.eq(*participant_id),
            contact_point::kind.eq("phone"),
            contact_point::value_index.eq(phone.index.clone()),
            contact_point::sealed_value.eq(phone.sealed.clone()),
        )
    };
    match connection {
        Database::Postgres(engine) => {
            let rows: Vec<_> = phones.iter().map(row).collect();
            let added: Vec<Vec<u8>> = diesel::insert_into(contact_point::table)
                .values(&rows)
                .on_conflict_do_nothing()
                .returning(contact_point::value_index)
                .get_results(engine)?;
            Ok(added.into_iter().collect())
        }
        Database::Sqlite(engine) => {
            let mut added = HashSet::new();
            for phone in phones {
                let is_added = diesel::insert_into(contact_point::table)
                    .values(row(phone))
                    .on_conflict_do_nothing()
                    .execute(engine)?;
                if is_added == 1 {
                    added.insert(phone.1.index.clone());
                }
            }
            Ok(added)
        }
    }
}

/// Holds people until this transaction ends, so that of two lists one waits for the other. What they
/// say meanwhile waits too: what a list states must know it.
pub fn lock_people(connection: &mut Database, ids: &[i64]) -> QueryResult<Vec<Person>> {
    let query =
        participant::table.filter(participant::id.eq_any(ids)).order(participant::id).select((
            participant::id,
            participant::token,
            participant::language,
            participant::site_id,
            participant::sealed_name,
            participant::strata,
        ));
    match connection {
        Database::Postgres(engine) => query.for_update().load(engine),
        // Whoever writes is alone.
        Database::Sqlite(engine) => query.load(engine),
    }
}

/// Keeps what was filled in or taken away of a person.
pub fn update_person(connection: &mut Database, person: &Person) -> QueryResult<()> {
    diesel::update(participant::table.find(person.id))
        .set((
            participant::site_id.eq(person.site_id),
            participant::sealed_name.eq(&person.sealed_name),
            participant::strata.eq(&person.strata),
        ))
        .execute(connection)?;
    Ok(())
}

/// Who of these people is a member of a panel.
pub fn list_members_among(
    connection: &mut Database,
    panel_id: i64,
    ids: &[i64],
) -> QueryResult<HashSet<i64>> {
    let rows: Vec<i64> = panel_member::table
        .filter(panel_member::panel_id.eq(panel_id).and(panel_member::participant_id.eq_any(ids)))
        .select(panel_member::participant_id)
        .load(connection)?;
    Ok(rows.into_iter().collect())
}

/// Makes people members of a panel; who is one stays one.
pub fn insert_members(connection: &mut Database, panel_id: i64, ids: &[i64]) -> QueryResult<()> {
    let row =
        |id: &i64| (panel_member::panel_id.eq(panel_id), panel_member::participant_id.eq(*id));
    let rows: Vec<_> = ids.iter().map(row).collect();
    on_engine!(connection, |engine| diesel::insert_into(panel_member::table)
        .values(&rows)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(())
}

/// Takes somebody out of a panel.
pub fn delete_member(
    connection: &mut Database,
    panel_id: i64,
    participant_id: i64,
) -> QueryResult<()> {
    diesel::delete(panel_member::table.find((panel_id, participant_id))).execute(connection)?;
    Ok(())
}

/// Takes hold of how a person is reached: no conversation begins on it until this transaction ends.
pub fn lock_phones(connection: &mut Database, participant_id: i64) -> QueryResult<Vec<i64>> {
    let phones = contact_point::table
        .filter(contact_point::participant_id.eq(participant_id))
        .select(contact_point::id);
    match connection {
        Database::Postgres(engine) => phones.for_update().load(engine),
        // Whoever writes is alone.
        Database::Sqlite(engine) => phones.load(engine),
    }
}

/// Takes away how a person is reached and what is known of them; a number that others share is
/// theirs from now on. Blank rows stay, of which nobody
/// can tell whose they were: the ledger may name the person, and a text the number.
pub fn forget_person(connection: &mut Database, participant_id: i64) -> QueryResult<()> {
    diesel::delete(panel_member::table.filter(panel_member::participant_id.eq(participant_id)))
        .execute(connection)?;
    delete_sharer(connection, participant_id)?;
    for id in lock_phones(connection, participant_id)? {
        if hand_over(connection, id)? {
            continue;
        }
        diesel::update(contact_point::table.find(id))
            .set((
                contact_point::kind.eq(FORGOTTEN),
                contact_point::value_index.eq(random_token().into_bytes()),
                contact_point::sealed_value.eq(Vec::new()),
            ))
            .execute(connection)?;
    }
    diesel::update(participant::table.find(participant_id))
        .set((
            participant::site_id.eq(None::<i64>),
            participant::sealed_name.eq(None::<Vec<u8>>),
            participant::strata.eq("{}"),
        ))
        .execute(connection)?;
    Ok(())
}
