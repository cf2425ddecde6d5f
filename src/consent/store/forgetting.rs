//! Words of a person that prove something, forgotten.

use diesel::prelude::*;

use crate::consent::Method;
use crate::storage::Database;
use crate::storage::schema::{consent_event, consent_evidence};

/// Forgets the sentences in somebody's own words. That and when they were said stays in the ledger,
/// with their digest, and so do agreed words and numbers, which say nothing else.
pub fn delete_own_words(connection: &mut Database, participant_id: i64) -> QueryResult<()> {
    let said: Vec<String> = consent_event::table
        .filter(consent_event::participant_id.eq(participant_id))
        .filter(consent_event::method.eq(Method::SmsFreeText.name()))
        .select(consent_event::evidence_sha256)
        .load(connection)?;
    diesel::delete(consent_evidence::table.filter(consent_evidence::evidence_sha256.eq_any(said)))
        .execute(connection)?;
    Ok(())
}
