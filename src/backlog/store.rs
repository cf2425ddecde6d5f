//! Items, evidence, decisions and their reasons in the database.
//!
//! Decisions are only ever added.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{Evidence, Status};
use crate::i18n::Language;
use crate::on_engine;
use crate::storage::schema::{backlog_evidence, backlog_item, decision, decision_reason};
use crate::storage::{Database, StoreError};

/// An item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemRow {
    /// The item.
    pub id: i64,
    /// The topic it came from.
    pub topic: Option<String>,
    /// Where it stands.
    pub status: Status,
}

/// A decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionRow {
    /// The decision.
    pub id: i64,
    /// What it is about.
    pub item_id: i64,
    /// What the item became.
    pub status: Status,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// The decision it takes back, if it takes one back.
    pub undoes: Option<i64>,
}

/// Why it was decided so, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct ReasonRow {
    /// The decision.
    pub decision_id: i64,
    /// The language.
    pub language: Language,
    /// The words.
    pub text: String,
    /// Who stands for them; only then are they shown to the community.
    pub reviewed_by: Option<String>,
}

/// The item of a topic, added as proposed unless it is there.
pub fn keep_item(
    connection: &mut Database,
    topic: &str,
    now: NaiveDateTime,
) -> Result<i64, StoreError> {
    on_engine!(connection, |engine| diesel::insert_into(backlog_item::table)
        .values((
            backlog_item::topic_slug.eq(topic),
            backlog_item::status.eq(Status::Proposed.name()),
            backlog_item::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(engine))?;
    find_item_of_topic(connection, topic)?
        .ok_or_else(|| StoreError::inconsistent("backlog_item", &topic))
}

/// The item of a topic.
pub fn find_item_of_topic(
    connection: &mut Database,
    topic: &str,
) -> Result<Option<i64>, StoreError> {
    Ok(backlog_item::table
        .filter(backlog_item::topic_slug.eq(topic))
        .select(backlog_item::id)
        .first(connection)
        .optional()?)
}

/// Adds what a snapshot says of an item.
pub fn insert_evidence(
    connection: &mut Database,
    item_id: i64,
    evidence: &Evidence,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(evidence).expect("numbers have a JSON form");
    diesel::insert_into(backlog_evidence::table)
        .values((
            backlog_evidence::item_id.eq(item_id),
            backlog_evidence::snapshot_id.eq(evidence.snapshot_id),
            backlog_evidence::evidence.eq(json),
        ))
        .execute(connection)?;
    Ok(())
}

/// An item's status, with the row held until the transaction ends.
pub fn lock_status(connection: &mut Database, id: i64) -> Result<Option<Status>, StoreError> {
    let name: Option<String> = diesel::update(backlog_item::table.find(id))
        .set(backlog_item::status.eq(backlog_item::status))
        .returning(backlog_item::status)
        .get_result(connection)
        .optional()?;
    name.map(|name| status("backlog_item", id, &name)).transpose()
}

/// Adds a decision and moves its item. It may take back another.
pub fn insert_decision(
    connection: &mut Database,
    item_id: i64,
    to: Status,
    undoes: Option<i64>,
    decided_by: i64,
    now: NaiveDateTime,
) -> Result<i64, StoreError> {
    diesel::update(backlog_item::table.find(item_id))
        .set(backlog_item::status.eq(to.name()))
        .execute(connection)?;
    Ok(diesel::insert_into(decision::table)
        .values((
            decision::item_id.eq(item_id),
            decision::status.eq(to.name()),
            decision::decided_by.eq(decided_by),
            decision::decided_at.eq(now),
            decision::undoes_id.eq(undoes),
        ))
        .returning(decision::id)
        .get_result(connection)?)
}

/// An item's latest decision, if that account made it: (decision, what the item became).
pub fn find_own_latest(
    connection: &mut Database,
    item_id: i64,
    account_id: i64,
) -> Result<Option<(i64, Status)>, StoreError> {
    let row: Option<(i64, String, Option<i64>)> = decision::table
        .filter(decision::item_id.eq(item_id))
        .order(decision::id.desc())
        .select((decision::id, decision::status, decision::decided_by))
        .first(connection)
        .optional()?;
    row.filter(|(_, _, decided_by)| *decided_by == Some(account_id))
        .map(|(id, name, _)| Ok((id, status("decision", id, &name)?)))
        .transpose()
}

/// The latest two decisions on an item, the latest first.
pub fn list_latest(
    connection: &mut Database,
    item_id: i64,
) -> Result<Vec<(DecisionRow, Option<i64>)>, StoreError> {
    let rows: Vec<(DecisionColumns, Option<i64>)> = decision::table
        .filter(decision::item_id.eq(item_id))
        .order(decision::id.desc())
        .limit(2)
        .select((DECISION, decision::decided_by))
        .load(connection)?;
    rows.into_iter().map(|(row, by)| Ok((decision_row(row)?, by))).collect()
}

/// A decision's words in a language.
pub fn find_reason(
    connection: &mut Database,
    decision_id: i64,
    language: &Language,
) -> Result<Option<String>, StoreError> {
    Ok(decision_reason::table
        .find((decision_id, language.tag()))
        .select(decision_reason::text)
        .first(connection)
        .optional()?)
}

/// Keeps a decision's words in a language, in place of words that nobody stands for; tells whether
/// it did: words that somebody stands for stay.
pub fn keep_reason(connection: &mut Database, reason: &ReasonRow) -> Result<bool, StoreError> {
    let text = (
        decision_reason::text.eq(&reason.text),
        decision_reason::reviewed_by.eq(reason.reviewed_by.as_deref()),
    );
    let key = (reason.decision_id, reason.language.tag());
    let added = on_engine!(connection, |engine| diesel::insert_into(decision_reason::table)
        .values(
            (decision_reason::decision_id.eq(key.0), decision_reason::language.eq(key.1), text,)
        )
        .on_conflict_do_nothing()
        .execute(engine))?;
    if added > 0 {
        return Ok(true);
    }
    let standing = decision_reason::table.find(key);
    let replaced = diesel::update(standing.filter(decision_reason::reviewed_by.is_null()))
        .set(text)
        .execute(connection)?;
    Ok(replaced > 0)
}

/// The item of a decision.
pub fn find_item_of_decision(
    connection: &mut Database,
    decision_id: i64,
) -> Result<Option<i64>, StoreError> {
    Ok(decision::table.find(decision_id).select(decision::item_id).first(connection).optional()?)
}

/// Every item, oldest first.
pub fn list_items(connection: &mut Database) -> Result<Vec<ItemRow>, StoreError> {
    let rows: Vec<(i64, Option<String>, String)> = backlog_item::table
        .order(backlog_item::id)
        .select((backlog_item::id, backlog_item::topic_slug, backlog_item::status))
        .load(connection)?;
    rows.into_iter()
        .map(|(id, topic, name)| {
            Ok(ItemRow { id, topic, status: status("backlog_item", id, &name)? })
        })
        .collect()
}

/// All evidence as (item, evidence), oldest first.
pub fn list_evidence(connection: &mut Database) -> Result<Vec<(i64, Evidence)>, StoreError> {
    let rows: Vec<(i64, String)> = backlog_evidence::table
        .order((backlog_evidence::item_id, backlog_evidence::snapshot_id))
        .select((backlog_evidence::item_id, backlog_evidence::evidence))
        .load(connection)?;
    rows.into_iter()
        .map(|(item_id, json)| {
            let evidence = serde_json::from_str(&json)
                .map_err(|_| StoreError::inconsistent("backlog_evidence", &item_id))?;
            Ok((item_id, evidence))
        })
        .collect()
}

/// All decisions, oldest first.
pub fn list_decisions(connection: &mut Database) -> Result<Vec<DecisionRow>, StoreError> {
    let rows: Vec<DecisionColumns> =
        decision::table.order(decision::id).select(DECISION).load(connection)?;
    rows.into_iter().map(decision_row).collect()
}

type DecisionColumns = (i64, i64, String, NaiveDateTime, Option<i64>);

const DECISION: (
    decision::id,
    decision::item_id,
    decision::status,
    decision::decided_at,
    decision::undoes_id,
) = (decision::id, decision::item_id, decision::status, decision::decided_at, decision::undoes_id);

fn decision_row(
    (id, item_id, name, at, undoes): DecisionColumns,
) -> Result<DecisionRow, StoreError> {
    Ok(DecisionRow { id, item_id, status: status("decision", id, &name)?, at, undoes })
}

/// All reasons, in the order of their decisions.
pub fn list_reasons(connection: &mut Database) -> Result<Vec<ReasonRow>, StoreError> {
    let rows: Vec<(i64, String, String, Option<String>)> = decision_reason::table
        .order((decision_reason::decision_id, decision_reason::language))
        .select((
            decision_reason::decision_id,
            decision_reason::language,
            decision_reason::text,
            decision_reason::reviewed_by,
        ))
        .load(connection)?;
    let reason = |(decision_id, language, text, reviewed_by): (i64, String, String, _)| ReasonRow {
        decision_id,
        language: Language::new(&language),
        text,
        reviewed_by,
    };
    Ok(rows.into_iter().map(reason).collect())
}

fn status(table: &'static str, id: i64, name: &str) -> Result<Status, StoreError> {
    Status::from_name(name).ok_or_else(|| StoreError::inconsistent(table, &id))
}
