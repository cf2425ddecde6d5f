//! Panels and who is in them, in the database.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::crypto::{Keys, Place};
use crate::i18n::Language;
use crate::people::Phone;
use crate::storage::schema::{contact_point, panel, panel_member, participant, phone_sharer};
use crate::storage::{Database, StoreError};

/// Somebody in a panel, and how to reach them.
pub struct Member {
    /// Who.
    pub participant_id: i64,
    /// The language they speak.
    pub language: Language,
    /// Their phone, one that takes texts where there is one.
    pub phone: Option<MemberPhone>,
}

/// A member's phone.
pub struct MemberPhone {
    /// Contact point.
    pub contact_point_id: i64,
    /// Blind index of the number.
    pub index: Vec<u8>,
    /// Whether texts do not reach it.
    pub is_unusable: bool,
    token: String,
    sealed: Vec<u8>,
}

impl MemberPhone {
    /// Whether the number was taken away, and nothing stands in its place.
    pub fn is_blank(&self) -> bool {
        self.sealed.is_empty()
    }

    /// The number, opened.
    pub fn open(&self, keys: &Keys) -> Result<Phone, StoreError> {
        let place = Place { table: "contact_point", column: "value", row: &self.token };
        let fault = || StoreError::inconsistent("contact_point", &self.contact_point_id);
        let number = keys.open(place, &self.sealed).map_err(|_| fault())?;
        Phone::parse(&number).ok_or_else(fault)
    }
}

type PhoneColumns = (i64, String, Vec<u8>, Vec<u8>, Option<NaiveDateTime>);
const PHONE: (
    contact_point::id,
    contact_point::token,
    contact_point::value_index,
    contact_point::sealed_value,
    contact_point::unusable_since,
) = (
    contact_point::id,
    contact_point::token,
    contact_point::value_index,
    contact_point::sealed_value,
    contact_point::unusable_since,
);

impl From<PhoneColumns> for MemberPhone {
    fn from((contact_point_id, token, index, sealed, unusable_since): PhoneColumns) -> Self {
        Self { contact_point_id, index, is_unusable: unusable_since.is_some(), token, sealed }
    }
}

/// The phones of these contact points.
pub fn list_phones(connection: &mut Database, ids: &[i64]) -> QueryResult<Vec<MemberPhone>> {
    let rows: Vec<PhoneColumns> = contact_point::table
        .filter(contact_point::id.eq_any(ids.to_vec()))
        .select(PHONE)
        .load(connection)?;
    Ok(rows.into_iter().map(MemberPhone::from).collect())
}

/// What these people are called, where they said.
pub fn list_names(
    connection: &mut Database,
    keys: &Keys,
    participant_ids: &[i64],
) -> Result<HashMap<i64, String>, StoreError> {
    let rows: Vec<(i64, String, Option<Vec<u8>>)> = participant::table
        .filter(participant::id.eq_any(participant_ids.to_vec()))
        .select((participant::id, participant::token, participant::sealed_name))
        .load(connection)?;
    let mut names = HashMap::new();
    for (id, token, sealed) in rows {
        let Some(sealed) = sealed else { continue };
        let place = Place { table: "participant", column: "name", row: &token };
        let name =
            keys.open(place, &sealed).map_err(|_| StoreError::inconsistent("participant", &id))?;
        names.insert(id, name);
    }
    Ok(names)
}

/// A panel with how many are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelLine {
    /// Row.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// How many people are in it.
    pub members: i64,
}

/// Every panel, by name.
pub fn list_panels(connection: &mut Database) -> QueryResult<Vec<PanelLine>> {
    let names: Vec<(i64, String)> =
        panel::table.order(panel::name).select((panel::id, panel::name)).load(connection)?;
    let counts: Vec<(i64, i64)> = panel_member::table
        .group_by(panel_member::panel_id)
        .select((panel_member::panel_id, diesel::dsl::count_star()))
        .load(connection)?;
    let members = |id: i64| counts.iter().find(|(of, _)| *of == id).map_or(0, |(_, count)| *count);
    Ok(names.into_iter().map(|(id, name)| PanelLine { members: members(id), id, name }).collect())
}

/// What a panel is called.
pub fn find_panel_name(connection: &mut Database, panel_id: i64) -> QueryResult<Option<String>> {
    panel::table.find(panel_id).select(panel::name).first(connection).optional()
}

/// Everybody in a panel, or only those of one site.
pub fn list_members(
    connection: &mut Database,
    panel_id: i64,
    site_id: Option<i64>,
) -> QueryResult<Vec<Member>> {
    type Row = (i64, String, Option<i64>, Option<PhoneColumns>);
    let rows: Vec<Row> = panel_member::table
        .inner_join(participant::table.on(participant::id.eq(panel_member::participant_id)))
        .left_join(contact_point::table.on(
            contact_point::participant_id.eq(participant::id).and(contact_point::kind.eq("phone")),
        ))
        .filter(panel_member::panel_id.eq(panel_id))
        .order((panel_member::participant_id, contact_point::id))
        .select((participant::id, participant::language, participant::site_id, PHONE.nullable()))
        .load(connection)?;
    let mut shared = list_shared_phones(connection, panel_id)?;
    let mut members: Vec<Member> = Vec::with_capacity(rows.len());
    for (participant_id, language, site, phone) in rows {
        if site_id.is_some() && site_id != site {
            continue;
        }
        let phone = phone.map(MemberPhone::from);
        match members.last_mut() {
            Some(member) if member.participant_id == participant_id => member.prefer(phone),
            _ => {
                let language = Language::new(&language);
                let mut member = Member { participant_id, language, phone };
                member.prefer(shared.remove(&participant_id));
                members.push(member);
            }
        }
    }
    Ok(members)
}

impl Member {
    /// A second phone counts where the first does not take texts.
    fn prefer(&mut self, second: Option<MemberPhone>) {
        if self.phone.as_ref().is_none_or(|phone| phone.is_unusable) {
            self.phone = second.or(self.phone.take());
        }
    }
}

/// The phones of others by which members of a panel are reached, by participant.
fn list_shared_phones(
    connection: &mut Database,
    panel_id: i64,
) -> QueryResult<HashMap<i64, MemberPhone>> {
    let rows: Vec<(i64, PhoneColumns)> = phone_sharer::table
        .inner_join(
            panel_member::table.on(panel_member::participant_id.eq(phone_sharer::participant_id)),
        )
        .inner_join(contact_point::table.on(contact_point::id.eq(phone_sharer::contact_point_id)))
        .filter(panel_member::panel_id.eq(panel_id))
        .select((phone_sharer::participant_id, PHONE))
        .load(connection)?;
    Ok(rows.into_iter().map(|(id, phone)| (id, MemberPhone::from(phone))).collect())
}
