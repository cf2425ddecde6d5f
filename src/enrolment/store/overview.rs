//! Whom Hearth knows: counts by panel, and what is kept of one number and of one person.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::on_engine;
use crate::storage::Database;
use crate::storage::schema::{
    contact_point, conversation, inbound_message, outbox_message, panel, panel_member, participant,
    response, site,
};

/// A panel, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// What it is called; nobody's panel has no name.
    pub name: Option<String>,
    /// How many people can be reached.
    pub people: i64,
    /// How many of them said yes to texts with their last word on it, or of whom that is stated,
    /// and may get some.
    pub textable: i64,
    /// How many of their numbers get none.
    pub suppressed: i64,
    /// How many speak which language, by tag.
    pub languages: BTreeMap<String, i64>,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = BigInt)]
    people: i64,
    #[diesel(sql_type = BigInt)]
    textable: i64,
    #[diesel(sql_type = BigInt)]
    suppressed: i64,
}

/// Each person once a panel, with the last word of each on being texted.
const COUNTED: &str = "\
    WITH reached AS ( \
        SELECT participant_id, value_index FROM contact_point WHERE kind = 'phone' \
        UNION ALL \
        SELECT phone_sharer.participant_id, contact_point.value_index FROM phone_sharer \
        JOIN contact_point ON contact_point.id = phone_sharer.contact_point_id \
    ), word AS ( \
        SELECT participant_id, max(id) AS id FROM consent_event \
        WHERE purpose = 'text' AND participant_id IS NOT NULL GROUP BY participant_id \
    ) \
    SELECT panel.name AS name, participant.language AS language, \
        count(*) AS people, \
        sum(CASE WHEN said.action = 'granted' AND suppression.contact_index IS NULL \
            THEN 1 ELSE 0 END) AS textable, \
        sum(CASE WHEN suppression.contact_index IS NULL THEN 0 ELSE 1 END) AS suppressed \
    FROM reached AS contact_point \
    JOIN participant ON participant.id = contact_point.participant_id \
    LEFT JOIN panel_member ON panel_member.participant_id = participant.id \
    LEFT JOIN panel ON panel.id = panel_member.panel_id \
    LEFT JOIN suppression ON suppression.contact_index = contact_point.value_index \
    LEFT JOIN word ON word.participant_id = participant.id \
    LEFT JOIN consent_event said ON said.id = word.id \
    GROUP BY panel.name, participant.language";

/// Every panel with people in it; last those who are in none.
pub fn list_panels(connection: &mut Database) -> QueryResult<Vec<Panel>> {
    let rows: Vec<Counted> =
        on_engine!(connection, |engine| diesel::sql_query(COUNTED).load(engine))?;
    let mut panels: BTreeMap<(bool, Option<String>), Panel> = BTreeMap::new();
    for row in rows {
        let key = (row.name.is_none(), row.name.clone());
        let panel = panels.entry(key).or_default();
        panel.name = row.name;
        panel.people += row.people;
        panel.textable += row.textable;
        panel.suppressed += row.suppressed;
        *panel.languages.entry(row.language).or_default() += row.people;
    }
    Ok(panels.into_values().collect())
}

/// The names of the panels there are.
pub fn list_panel_names(connection: &mut Database) -> QueryResult<Vec<String>> {
    panel::table.order(panel::name).select(panel::name).load(connection)
}

/// What is kept of a number, whoever it reaches.
#[derive(Clone, Copy, Debug)]
pub struct KeptNumber {
    /// Since when texts do not reach it.
    pub unusable_since: Option<NaiveDateTime>,
    /// How many texts came from it.
    pub texts_in: i64,
    /// How many texts were made for it.
    pub texts_out: i64,
}

/// What is kept of a number, by its contact point.
pub fn find_kept_number(
    connection: &mut Database,
    contact_point_id: i64,
) -> QueryResult<KeptNumber> {
    let texts_in = inbound_message::table
        .inner_join(conversation::table.on(conversation::id.eq(inbound_message::conversation_id)))
        .filter(conversation::contact_point_id.eq(contact_point_id))
        .count()
        .get_result(connection)?;
    let texts_out = outbox_message::table
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .count()
        .get_result(connection)?;
    let unusable_since = contact_point::table
        .find(contact_point_id)
        .select(contact_point::unusable_since)
        .first(connection)?;
    Ok(KeptNumber { unusable_since, texts_in, texts_out })
}

/// What is kept of a person beside the ledger.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Tag of their language.
    pub language: String,
    /// Their site.
    pub site: Option<String>,
    /// Their strata as a JSON object.
    pub strata: String,
    /// Since when they are known.
    pub created_at: NaiveDateTime,
    /// The panels they are in.
    pub panels: Vec<String>,
    /// How many surveys they began.
    pub responses: i64,
}

/// What is kept of a person.
pub fn find_kept(connection: &mut Database, participant_id: i64) -> QueryResult<Kept> {
    let (language, site, strata, created_at) = participant::table
        .left_join(site::table.on(site::id.nullable().eq(participant::site_id)))
        .filter(participant::id.eq(participant_id))
        .select((
            participant::language,
            site::name.nullable(),
            participant::strata,
            participant::created_at,
        ))
        .first(connection)?;
    let panels = panel_member::table
        .inner_join(panel::table.on(panel::id.eq(panel_member::panel_id)))
        .filter(panel_member::participant_id.eq(participant_id))
        .order(panel::name)
        .select(panel::name)
        .load(connection)?;
    let responses = response::table
        .filter(response::participant_id.eq(participant_id))
        .count()
        .get_result(connection)?;
    Ok(Kept { language, site, strata, created_at, panels, responses })
}
