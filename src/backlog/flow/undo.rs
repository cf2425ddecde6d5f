//! A decision taken back at once, by whoever made it.

use super::DecideError;
use crate::backlog::Status;
use crate::backlog::store;
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};

/// Takes back the latest decision on an item: it stands again where it stood before.
///
/// Decisions are only ever added, so this is one more, which names the other. What has been told
/// to everybody is not taken back: that takes a decision with words of its own.
pub async fn undo_decision(
    services: &Services,
    by: &SignedIn,
    item_id: i64,
    decision_id: i64,
    request_id: String,
) -> Result<(), DecideError> {
    if !by.role.may(Task::Decide) {
        return Err(DecideError::NotAllowed);
    }
    let (account_id, now) = (by.account_id, services.clock.now());
    services
        .store
        .write(move |connection| {
            store::lock_status(connection, item_id)?.ok_or(DecideError::NoSuchItem)?;
            let mut latest = store::list_latest(connection, item_id)?.into_iter();
            let Some((decision, decided_by)) = latest.next() else {
                return Err(DecideError::Changed);
            };
            // A double tap is one tap.
            if decision.undoes == Some(decision_id) {
                return Ok(());
            }
            let is_own = decision.id == decision_id && decided_by == Some(account_id);
            if !is_own || decision.undoes.is_some() || decision.status == Status::Told {
                return Err(DecideError::Changed);
            }
            let before = latest.next().map_or(Status::Proposed, |(earlier, _)| earlier.status);
            let undoes = Some(decision_id);
            store::insert_decision(connection, item_id, before, undoes, account_id, now)?;
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "backlog_decision_undone",
                record: format!("backlog_item/{item_id}"),
                detail: format!("{} back to {}", decision.status.name(), before.name()),
                request_id,
            };
            Ok(audit(connection, &entry, now)?)
        })
        .await
}
