//! The carriers take no text from our sender: nobody is asked until that is mended, and whoever was
//! not reached meanwhile is asked again when it is.

use chrono::NaiveDateTime;

use crate::calls::flow::list_undelivered;
use crate::outbox::store::cancel_queued_bulk;
use crate::outbox::{SenderRefused, Undelivered};
use crate::outreach::store;
use crate::people::store::find_owner;
use crate::people::store::sharing::list_sharers;
use crate::storage::{Database, StoreError};

/// Halts whatever asks people, and takes back what waits in the outbox only to be refused.
pub fn halt(connection: &mut Database, fact: &SenderRefused) -> Result<(), StoreError> {
    let (code, at) = (i64::from(fact.code), fact.at);
    if store::halt_all(connection, code)? > 0 {
        tracing::error!(code, "the sender is not registered: asking is halted");
    }
    halt_of_text(connection, (fact.contact_point_id, &fact.token), code, at)?;
    for (message_id, contact_point_id, token) in cancel_queued_bulk(connection, code)? {
        if halt_of_text(connection, (contact_point_id, &token), code, at)? {
            continue;
        }
        // Nobody asks these again by themselves.
        let (may_have_arrived, code) = (false, Some(fact.code));
        let fact = Undelivered { message_id, contact_point_id, may_have_arrived, code, at };
        list_undelivered(connection, &fact)?;
    }
    Ok(())
}

/// Halts the campaign that had asked everybody with this text; whether a campaign asks with it.
fn halt_of_text(
    connection: &mut Database,
    (contact_point_id, token): (i64, &str),
    code: i64,
    at: NaiveDateTime,
) -> Result<bool, StoreError> {
    let mut whom: Vec<i64> = find_owner(connection, contact_point_id)?.into_iter().collect();
    let sharers = list_sharers(connection, &[contact_point_id])?;
    whom.extend(sharers.into_values().flatten());
    let Some(campaign_id) = store::find_campaign_of_text(connection, &whom, token)? else {
        return Ok(false);
    };
    store::halt_finished(connection, campaign_id, code, at)?;
    Ok(true)
}
