//! The audit trail in the database.
//!
//! It is only ever added to; sealing fills in a row's place in the chain, once.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Serialize;

use crate::staff::AuditEntry;
use crate::storage::schema::{audit_event, chain_head};
use crate::storage::{Database, StoreError};

const AUDIT_CHAIN: &str = "audit";

/// Adds a row to the audit trail, inside the transaction of what it records.
pub fn audit(
    connection: &mut Database,
    entry: &AuditEntry,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    diesel::insert_into(audit_event::table)
        .values((
            audit_event::account_id.eq(entry.account_id),
            audit_event::action.eq(entry.action),
            audit_event::record.eq(&entry.record),
            audit_event::detail.eq(&entry.detail),
            audit_event::request_id.eq(&entry.request_id),
            audit_event::occurred_at.eq(now),
        ))
        .execute(connection)?;
    Ok(())
}

/// A row of the audit trail; as JSON, in this order of fields, what the chain is made over.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Serialize)]
pub struct AuditRow {
    /// The row.
    pub id: i64,
    /// Who.
    pub account_id: Option<i64>,
    /// What was done.
    pub action: String,
    /// To which record.
    pub record: String,
    /// What else is worth knowing.
    pub detail: String,
    /// In which request.
    pub request_id: String,
    /// When, UTC.
    pub occurred_at: NaiveDateTime,
}

/// A row's place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Link {
    /// Counted from 1 without gaps.
    pub seq: Option<i64>,
    /// The hash before.
    pub previous_hash: Option<String>,
    /// The hash over this row and the one before.
    pub hash: Option<String>,
}

/// The head of the audit chain, held until the transaction ends: (seq, hash).
pub fn lock_audit_head(connection: &mut Database) -> Result<(i64, String), StoreError> {
    Ok(diesel::update(chain_head::table.find(AUDIT_CHAIN))
        .set(chain_head::seq.eq(chain_head::seq))
        .returning((chain_head::seq, chain_head::hash))
        .get_result(connection)?)
}

/// The last place of the audit chain that a row stands at; 0 if none does.
pub fn find_last_seq(connection: &mut Database) -> Result<i64, StoreError> {
    let last: Option<i64> =
        audit_event::table.select(diesel::dsl::max(audit_event::seq)).get_result(connection)?;
    Ok(last.unwrap_or_default())
}

/// The head of the audit chain: (seq, hash).
pub fn find_audit_head(connection: &mut Database) -> Result<(i64, String), StoreError> {
    Ok(chain_head::table
        .find(AUDIT_CHAIN)
        .select((chain_head::seq, chain_head::hash))
        .first(connection)?)
}

/// Moves the head of the audit chain.
pub fn update_audit_head(
    connection: &mut Database,
    seq: i64,
    hash: &str,
) -> Result<(), StoreError> {
    diesel::update(chain_head::table.find(AUDIT_CHAIN))
        .set((chain_head::seq.eq(seq), chain_head::hash.eq(hash)))
        .execute(connection)?;
    Ok(())
}

/// The first rows that stand outside the chain, in order of id.
pub fn list_unsealed(connection: &mut Database, most: i64) -> Result<Vec<AuditRow>, StoreError> {
    Ok(audit_event::table
        .filter(audit_event::seq.is_null())
        .order(audit_event::id)
        .limit(most)
        .select(audit_columns())
        .load(connection)?)
}

/// How many rows stand outside the chain.
pub fn count_unsealed(connection: &mut Database) -> Result<i64, StoreError> {
    Ok(audit_event::table.filter(audit_event::seq.is_null()).count().get_result(connection)?)
}

/// Gives a row its place in the chain.
pub fn seal(
    connection: &mut Database,
    id: i64,
    seq: i64,
    previous_hash: &str,
    hash: &str,
) -> Result<(), StoreError> {
    diesel::update(audit_event::table.find(id))
        .set((
            audit_event::seq.eq(seq),
            audit_event::previous_hash.eq(previous_hash),
            audit_event::hash.eq(hash),
        ))
        .execute(connection)?;
    Ok(())
}

/// Sealed rows after `seq`, in order of the chain.
pub fn list_sealed(
    connection: &mut Database,
    after_seq: i64,
    up_to_seq: i64,
    most: i64,
) -> Result<Vec<(AuditRow, Link)>, StoreError> {
    Ok(audit_event::table
        .filter(audit_event::seq.gt(after_seq))
        .filter(audit_event::seq.le(up_to_seq))
        .order(audit_event::seq)
        .limit(most)
        .select((
            audit_columns(),
            (audit_event::seq, audit_event::previous_hash, audit_event::hash),
        ))
        .load(connection)?)
}

/// The columns of a row.
pub(super) type AuditColumns = (
    audit_event::id,
    audit_event::account_id,
    audit_event::action,
    audit_event::record,
    audit_event::detail,
    audit_event::request_id,
    audit_event::occurred_at,
);

/// The columns of a row, in its order.
pub(super) fn audit_columns() -> AuditColumns {
    (
        audit_event::id,
        audit_event::account_id,
        audit_event::action,
        audit_event::record,
        audit_event::detail,
        audit_event::request_id,
        audit_event::occurred_at,
    )
}
