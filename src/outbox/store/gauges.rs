//! How the outbox stands, for whoever watches over the service.

use chrono::NaiveDateTime;
use diesel::RunQueryDsl as _;
use diesel::sql_types::{BigInt, Nullable, Timestamp};

use crate::metrics::Standing;
use crate::storage::{Database, StoreError};

/// The states stand written out, so that the index over unfinished messages serves this.
const UNFINISHED: &str = "\
    SELECT count(CASE WHEN state = 'queued' THEN 1 END) AS queued, \
    count(CASE WHEN state = 'sending' THEN 1 END) AS sending, \
    min(CASE WHEN state = 'queued' THEN not_before END) AS oldest \
    FROM outbox_message WHERE state = 'queued' OR state = 'sending'";

#[derive(diesel::QueryableByName)]
struct Unfinished {
    #[diesel(sql_type = BigInt)]
    queued: i64,
    #[diesel(sql_type = BigInt)]
    sending: i64,
    #[diesel(sql_type = Nullable<Timestamp>)]
    oldest: Option<NaiveDateTime>,
}

/// How many messages wait and are on their way, and how late the first of them is.
///
/// How they ended is counted as it happens: to ask it would be to read every message ever sent.
pub fn gauges(connection: &mut Database, now: NaiveDateTime) -> Result<Vec<Standing>, StoreError> {
    let found: Unfinished = diesel::sql_query(UNFINISHED).get_result(connection)?;
    let late = found.oldest.map_or(0, |oldest| (now - oldest).num_seconds().max(0));
    let (name, help) = ("hearth_outbox_messages", "Texts of ours that are not finished, by state.");
    Ok(vec![
        Standing { name, help, label: Some(("state", "queued")), value: found.queued },
        Standing { name, help, label: Some(("state", "sending")), value: found.sending },
        Standing {
            name: "hearth_outbox_oldest_due_seconds",
            help: "How long the text that is due longest has waited.",
            label: None,
            value: late,
        },
    ])
}
