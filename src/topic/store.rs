//! Topics in the database.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::Standing;
use crate::i18n::Texts;
use crate::on_engine;
use crate::storage::schema::{topic, topic_merge};
use crate::storage::{Database, StoreError};

/// What every topic counts as today. Reads few rows: those that were merged or retired.
pub fn read_standing(connection: &mut Database) -> Result<Standing, StoreError> {
    let merges: Vec<(String, String)> = topic_merge::table
        .select((topic_merge::topic, topic_merge::into_topic))
        .load(connection)?;
    let retired: Vec<String> =
        topic::table.filter(topic::retired.eq(true)).select(topic::slug).load(connection)?;
    Ok(Standing::new(merges, retired))
}

/// Every topic with its titles, by slug.
pub fn list_titles(connection: &mut Database) -> Result<BTreeMap<String, Texts>, StoreError> {
    let rows: Vec<(String, String)> =
        topic::table.select((topic::slug, topic::titles)).load(connection)?;
    rows.into_iter()
        .map(|(slug, json)| {
            let titles = parse(&slug, &json)?;
            Ok((slug, titles))
        })
        .collect()
}

/// Adds a topic that is new, or gives one these titles; those in other languages stay. Whether it
/// is retired or merged stays too: that is for a person to decide.
pub fn keep_titles(
    connection: &mut Database,
    slug: &str,
    titles: &Texts,
) -> Result<(), StoreError> {
    if insert_topic(connection, slug, titles)? {
        return Ok(());
    }
    let mut all = lock(connection, slug)?.map(|row| row.titles).unwrap_or_default();
    all.0.extend(titles.0.clone());
    update_titles(connection, slug, &all)
}

/// Adds a topic; tells whether there was none of that name.
pub fn insert_topic(
    connection: &mut Database,
    slug: &str,
    titles: &Texts,
) -> Result<bool, StoreError> {
    let row = (topic::slug.eq(slug), topic::titles.eq(to_json(titles)), topic::retired.eq(false));
    let added = on_engine!(connection, |engine| diesel::insert_into(topic::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(engine))?;
    Ok(added > 0)
}

/// A topic as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicRow {
    /// What it is called, per language.
    pub titles: Texts,
    /// Whether it was retired.
    pub retired: bool,
    /// The topic it was merged into.
    pub merged_into: Option<String>,
}

impl TopicRow {
    /// Whether it is a topic of its own: not merged into another, and not retired.
    pub fn stands(&self) -> bool {
        self.merged_into.is_none() && !self.retired
    }
}

/// A topic, with its row held until the transaction ends.
pub fn lock(connection: &mut Database, slug: &str) -> Result<Option<TopicRow>, StoreError> {
    let held: Option<(String, bool)> = diesel::update(topic::table.find(slug))
        .set(topic::retired.eq(topic::retired))
        .returning((topic::titles, topic::retired))
        .get_result(connection)
        .optional()?;
    let Some((json, retired)) = held else { return Ok(None) };
    // Read after the row is held: a merge that was quicker is seen.
    let merged_into = topic_merge::table
        .find(slug)
        .select(topic_merge::into_topic)
        .get_result(connection)
        .optional()?;
    Ok(Some(TopicRow { titles: parse(slug, &json)?, retired, merged_into }))
}

/// Gives a topic its titles.
pub fn update_titles(
    connection: &mut Database,
    slug: &str,
    titles: &Texts,
) -> Result<(), StoreError> {
    diesel::update(topic::table.find(slug))
        .set(topic::titles.eq(to_json(titles)))
        .execute(connection)?;
    Ok(())
}

/// Takes a topic off all slates, or brings it back.
pub fn update_retired(
    connection: &mut Database,
    slug: &str,
    retired: bool,
) -> Result<(), StoreError> {
    diesel::update(topic::table.find(slug)).set(topic::retired.eq(retired)).execute(connection)?;
    Ok(())
}

/// Lets a topic count as another. Both are held, and topics of their own.
pub(super) fn insert_merge(
    connection: &mut Database,
    slug: &str,
    into: &str,
) -> Result<(), StoreError> {
    diesel::insert_into(topic_merge::table)
        .values((topic_merge::topic.eq(slug), topic_merge::into_topic.eq(into)))
        .execute(connection)?;
    Ok(())
}

/// Lets a topic count as itself again.
pub(super) fn delete_merge(connection: &mut Database, slug: &str) -> Result<(), StoreError> {
    diesel::delete(topic_merge::table.find(slug)).execute(connection)?;
    Ok(())
}

fn to_json(titles: &Texts) -> String {
    serde_json::to_string(titles).expect("texts are always JSON")
}

fn parse(slug: &str, json: &str) -> Result<Texts, StoreError> {
    serde_json::from_str(json).map_err(|_| StoreError::inconsistent("topic", &slug))
}
