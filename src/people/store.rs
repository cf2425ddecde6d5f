//! Participants, contact points and sites in the database.

pub mod contact;
pub mod many;
mod panels;
pub mod sharing;
pub mod sites;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::Phone;
use crate::crypto::{Keys, Place, random_token};
use crate::i18n::Language;
use crate::on_engine;
use crate::storage::schema::{contact_point, panel, panel_member, participant, site};
use crate::storage::{Database, StoreError};

pub use panels::{
    Member, MemberPhone, PanelLine, find_panel_name, list_members, list_names, list_panels,
    list_phones,
};

/// A participant to be written.
pub struct NewParticipant<'a> {
    /// Language they speak.
    pub language: &'a Language,
    /// Site they go to.
    pub site_id: Option<i64>,
    /// Name, if they gave one.
    pub name: Option<&'a str>,
    /// Self-reported strata as a JSON object.
    pub strata: &'a str,
    /// When, in UTC.
    pub at: NaiveDateTime,
}

/// A phone number made ready for the database, before the transaction.
pub struct SealedPhone {
    /// Blind index.
    pub index: Vec<u8>,
    token: String,
    sealed: Vec<u8>,
}

impl SealedPhone {
    /// Seals a number for a contact point of its own.
    pub fn seal(keys: &Keys, phone: &Phone) -> Self {
        let token = random_token();
        let place = Place { table: "contact_point", column: "value", row: &token };
        let sealed = keys.seal(place, phone.expose());
        Self { index: phone_index(keys, phone), token, sealed }
    }
}

/// The blind index of a phone number.
pub fn phone_index(keys: &Keys, phone: &Phone) -> Vec<u8> {
    keys.blind_index("phone", phone.expose())
}

/// Adds a participant.
pub fn insert_participant(
    connection: &mut Database,
    keys: &Keys,
    new: &NewParticipant<'_>,
) -> QueryResult<i64> {
    let token = random_token();
    let place = Place { table: "participant", column: "name", row: &token };
    diesel::insert_into(participant::table)
        .values((
            participant::token.eq(&token),
            participant::language.eq(new.language.tag()),
            participant::site_id.eq(new.site_id),
            participant::sealed_name.eq(new.name.map(|name| keys.seal(place, name))),
            participant::strata.eq(new.strata),
            participant::created_at.eq(new.at),
        ))
        .returning(participant::id)
        .get_result(connection)
}

/// The language somebody speaks.
pub fn find_language(connection: &mut Database, participant_id: i64) -> QueryResult<Language> {
    let tag: String =
        participant::table.find(participant_id).select(participant::language).first(connection)?;
    Ok(Language::new(&tag))
}

/// Keeps the language somebody chose.
pub fn update_language(
    connection: &mut Database,
    participant_id: i64,
    language: &Language,
) -> QueryResult<()> {
    diesel::update(participant::table.find(participant_id))
        .set(participant::language.eq(language.tag()))
        .execute(connection)?;
    Ok(())
}

/// Adds a person's phone; `None` if somebody has it already.
pub fn insert_phone(
    connection: &mut Database,
    participant_id: i64,
    phone: &SealedPhone,
) -> QueryResult<Option<i64>> {
    let row = (
        contact_point::token.eq(&phone.token),
        contact_point::participant_id.eq(participant_id),
        contact_point::kind.eq("phone"),
        contact_point::value_index.eq(&phone.index),
        contact_point::sealed_value.eq(&phone.sealed),
    );
    on_engine!(connection, |engine| diesel::insert_into(contact_point::table)
        .values(row)
        .on_conflict_do_nothing()
        .returning(contact_point::id)
        .get_result(engine)
        .optional())
}

/// Deletes a participant of whom nothing is known yet.
pub fn delete_participant(connection: &mut Database, participant_id: i64) -> QueryResult<()> {
    diesel::delete(participant::table.find(participant_id)).execute(connection)?;
    Ok(())
}

/// `(contact point, participant)` of a phone, if it is known.
pub fn find_phone(connection: &mut Database, index: &[u8]) -> QueryResult<Option<(i64, i64)>> {
    phone_at(index).get_result(connection).optional()
}

/// The same; nobody forgets it until this transaction ends.
pub fn hold_phone(connection: &mut Database, index: &[u8]) -> QueryResult<Option<(i64, i64)>> {
    match connection {
        Database::Postgres(engine) => phone_at(index).for_key_share().get_result(engine).optional(),
        // Whoever writes is alone.
        Database::Sqlite(engine) => phone_at(index).get_result(engine).optional(),
    }
}

#[diesel::dsl::auto_type(no_type_alias)]
fn phone_at<'a>(index: &'a [u8]) -> _ {
    contact_point::table
        .filter(contact_point::value_index.eq(index))
        .select((contact_point::id, contact_point::participant_id))
}

/// Whose contact point it is.
pub fn find_owner(connection: &mut Database, contact_point_id: i64) -> QueryResult<Option<i64>> {
    contact_point::table
        .find(contact_point_id)
        .select(contact_point::participant_id)
        .first(connection)
        .optional()
}

/// Every participant's self-reported strata with their language among them, by participant.
pub fn list_strata(
    connection: &mut Database,
) -> Result<HashMap<i64, BTreeMap<String, String>>, StoreError> {
    let rows = participant::table
        .select((participant::id, participant::language, participant::strata))
        .load(connection)?;
    strata_by_participant(rows)
}

/// The same of these participants.
pub fn list_strata_of(
    connection: &mut Database,
    ids: &[i64],
) -> Result<HashMap<i64, BTreeMap<String, String>>, StoreError> {
    let rows = on_engine!(connection, |engine| participant::table
        .filter(participant::id.eq_any(ids))
        .select((participant::id, participant::language, participant::strata))
        .load(engine))?;
    strata_by_participant(rows)
}

fn strata_by_participant(
    rows: Vec<(i64, String, String)>,
) -> Result<HashMap<i64, BTreeMap<String, String>>, StoreError> {
    rows.into_iter()
        .map(|(id, language, strata)| {
            let mut strata: BTreeMap<String, String> = serde_json::from_str(&strata)
                .map_err(|_| StoreError::inconsistent("participant", &id))?;
            strata.insert("language".to_owned(), language);
            Ok((id, strata))
        })
        .collect()
}

/// The site of that name, added if it is new.
pub fn upsert_site(connection: &mut Database, name: &str) -> QueryResult<i64> {
    on_engine!(connection, |engine| diesel::insert_into(site::table)
        .values(site::name.eq(name))
        .on_conflict_do_nothing()
        .execute(engine))?;
    site::table.filter(site::name.eq(name)).select(site::id).first(connection)
}

/// The panel of that name, added if it is new.
pub fn upsert_panel(connection: &mut Database, name: &str) -> QueryResult<i64> {
    on_engine!(connection, |engine| diesel::insert_into(panel::table)
        .values(panel::name.eq(name))
        .on_conflict_do_nothing()
        .execute(engine))?;
    panel::table.filter(panel::name.eq(name)).select(panel::id).first(connection)
}

/// Makes somebody a member of a panel.
pub fn insert_panel_member(
    connection: &mut Database,
    panel_id: i64,
    participant_id: i64,
) -> QueryResult<()> {
    diesel::insert_into(panel_member::table)
        .values((
            panel_member::panel_id.eq(panel_id),
            panel_member::participant_id.eq(participant_id),
        ))
        .execute(connection)?;
    Ok(())
}
