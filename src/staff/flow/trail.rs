//! The trail's chain: what was written down is sealed, and checked against what was sealed.

use chrono::NaiveDateTime;

use crate::crypto;
use crate::metrics::Standing;
use crate::services::Services;
use crate::staff::store::trail as store;
use crate::storage::{Database, StoreError};

/// How many rows of the trail are sealed or checked at a time.
const AUDIT_BATCH: i64 = 500;

/// Seals what the trail gained into its chain; tells how many rows. For the worker.
pub async fn seal_audit(services: &Services) -> Result<usize, StoreError> {
    services
        .store
        .write(|connection| {
            // The head comes first: it makes nodes take turns.
            let (mut seq, mut hash) = store::lock_audit_head(connection)?;
            let rows = store::list_unsealed(connection, AUDIT_BATCH)?;
            for row in &rows {
                let next = crypto::chain_hash(&hash, &canonical(row));
                seq += 1;
                store::seal(connection, row.id, seq, &hash, &next)?;
                hash = next;
            }
            if !rows.is_empty() {
                store::update_audit_head(connection, seq, &hash)?;
            }
            Ok(rows.len())
        })
        .await
}

/// How much of the trail stands outside its chain as yet.
pub fn gauges(connection: &mut Database, _: NaiveDateTime) -> Result<Vec<Standing>, StoreError> {
    let name = "hearth_audit_events_unsealed";
    let help = "Events of the audit trail that are not yet sealed into its chain.";
    Ok(vec![Standing { name, help, label: None, value: store::count_unsealed(connection)? }])
}

fn canonical(row: &store::AuditRow) -> String {
    serde_json::to_string(row).expect("numbers, texts and a time have a JSON form")
}

/// What a check of the trail found.
#[derive(Debug, PartialEq, Eq)]
pub enum AuditCheck {
    /// Every sealed row is as it was written.
    Whole {
        /// Rows checked.
        sealed: i64,
        /// Rows that stand outside the chain as yet.
        unsealed: i64,
        /// The head's hash, to keep elsewhere: it shows a cut tail.
        head: String,
    },
    /// The recorded head is not that of the last row: rows were cut off, or the head was changed.
    HeadDiffers {
        /// The last row's place, counted from 1; 0 if there is none.
        seq: i64,
    },
    /// The chain breaks at this place: the row is missing or changed.
    Broken {
        /// The first bad place, counted from 1.
        seq: i64,
    },
}

/// Checks the whole trail against its chain.
pub fn verify_audit(connection: &mut Database) -> Result<AuditCheck, StoreError> {
    // In this order: what is sealed between the two reads moves the head too, and is left alone.
    let last = store::find_last_seq(connection)?;
    let (head_seq, head) = store::find_audit_head(connection)?;
    if last > head_seq {
        return Ok(AuditCheck::HeadDiffers { seq: last });
    }
    let (mut seq, mut hash) = (0, String::new());
    while seq < head_seq {
        let rows = store::list_sealed(connection, seq, head_seq, AUDIT_BATCH)?;
        if rows.is_empty() {
            return Ok(AuditCheck::Broken { seq: seq + 1 });
        }
        for (row, link) in rows {
            let next = crypto::chain_hash(&hash, &canonical(&row));
            let expected = store::Link {
                seq: Some(seq + 1),
                previous_hash: Some(hash),
                hash: Some(next.clone()),
            };
            if link != expected {
                return Ok(AuditCheck::Broken { seq: seq + 1 });
            }
            (seq, hash) = (seq + 1, next);
        }
    }
    if hash != head {
        return Ok(AuditCheck::HeadDiffers { seq });
    }
    Ok(AuditCheck::Whole { sealed: seq, unsealed: store::count_unsealed(connection)?, head })
}
