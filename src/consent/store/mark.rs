//! Whether consent is as it was a moment ago.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::storage::Database;
use crate::storage::schema::{anonymous_consent, consent_event};

/// Numbers that change with every word given or taken back: the ledger's last row, how far it is
/// sealed, and how many rows there are of people nobody knows.
///
/// Of two nodes that write at once the earlier row may be seen later; sealing it tells within a
/// second.
pub fn mark(connection: &mut Database) -> QueryResult<[i64; 3]> {
    let last: Option<i64> =
        consent_event::table.select(max(consent_event::id)).first(connection)?;
    // The condition is that of the index, without which every row would be read.
    let sealed: Option<i64> = consent_event::table
        .filter(consent_event::seq.is_not_null())
        .select(max(consent_event::seq))
        .first(connection)?;
    let unknown: i64 = anonymous_consent::table.count().get_result(connection)?;
    Ok([last.unwrap_or_default(), sealed.unwrap_or_default(), unknown])
}
