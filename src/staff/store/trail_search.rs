//! Looking for rows of the audit trail. Each filter has an index that ends in the order of time.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::trail::{AuditRow, Link, audit_columns};
use crate::storage::schema::{audit_event, chain_head};
use crate::storage::{Database, StoreError};

/// Which rows are wanted; all of what is given has to fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Whose doing.
    pub account_id: Option<i64>,
    /// What was done, by its short name.
    pub action: Option<String>,
    /// To which record, as `table/id`.
    pub record: Option<String>,
    /// Not before.
    pub from: Option<NaiveDateTime>,
    /// Before.
    pub until: Option<NaiveDateTime>,
}

/// Rows with their place in the chain, the newest first; only those older than the row `before`.
pub fn list_newest(
    connection: &mut Database,
    wanted: &Wanted,
    before: Option<i64>,
    most: i64,
) -> Result<Vec<(AuditRow, Link)>, StoreError> {
    let mut rows = audit_event::table.into_boxed();
    if let Some(id) = wanted.account_id {
        rows = rows.filter(audit_event::account_id.eq(id));
    }
    if let Some(action) = &wanted.action {
        rows = rows.filter(audit_event::action.eq(action));
    }
    if let Some(record) = &wanted.record {
        rows = rows.filter(audit_event::record.eq(record));
    }
    if let Some(from) = wanted.from {
        rows = rows.filter(audit_event::occurred_at.ge(from));
    }
    if let Some(until) = wanted.until {
        rows = rows.filter(audit_event::occurred_at.lt(until));
    }
    if let Some(id) = before {
        let at: Option<NaiveDateTime> = audit_event::table
            .find(id)
            .select(audit_event::occurred_at)
            .first(connection)
            .optional()?;
        let Some(at) = at else { return Ok(Vec::new()) };
        // The first condition is what an index can begin at.
        rows = rows
            .filter(audit_event::occurred_at.le(at))
            .filter(audit_event::occurred_at.lt(at).or(audit_event::id.lt(id)));
    }
    Ok(rows
        .order((audit_event::occurred_at.desc(), audit_event::id.desc()))
        .limit(most)
        .select((
            audit_columns(),
            (audit_event::seq, audit_event::previous_hash, audit_event::hash),
        ))
        .load(connection)?)
}

/// The heads of the chains, by name: (name, rows sealed, hash).
pub fn list_heads(connection: &mut Database) -> Result<Vec<(String, i64, String)>, StoreError> {
    Ok(chain_head::table
        .order(chain_head::name)
        .select((chain_head::name, chain_head::seq, chain_head::hash))
        .load(connection)?)
}
