//! An import taken back, some people at a time: whoever has done nothing since is taken out, what
//! was filled in is blank again, and the ledger learns that what was stated was in error.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::super::State;
use super::super::store::brought::{
    Brought, delete_brought, has_done_anything, list_brought, pass_on_membership,
};
use super::super::store::{self, Import};
use crate::consent::flow::{Evidence, Word, record};
use crate::consent::{Action, Actor, Method, Purpose, Scope};
use crate::people::store::many::{
    Person, delete_member, forget_person, lock_people, lock_phones, update_person,
};
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// How many people one transaction takes back.
const PEOPLE_AT_ONCE: i64 = 50;

/// Takes some people back; the last of them end the work.
pub(super) async fn take_back_some(services: &Services, import: &Import) -> Result<(), StoreError> {
    let (keys, now, id) = (Arc::clone(&services.keys), services.clock.now(), import.id);
    let text = format!("people_import/{id} was undone");
    let evidence = Evidence::seal(&services.keys, &text);
    services
        .store
        .write(move |connection| {
            let Some(mut import) = store::lock_import(connection, &keys, id)? else {
                return Ok(());
            };
            if import.state != State::Undoing {
                return Ok(());
            }
            let some = list_brought(connection, id, PEOPLE_AT_ONCE)?;
            for brought in &some {
                take_back(connection, &mut import, brought, &evidence, now)?;
                delete_brought(connection, brought)?;
            }
            if some.is_empty() {
                store::delete_rejects(connection, id)?;
                import.state = State::Undone;
            }
            import.changed_at = now;
            Ok(store::update_import(connection, &keys, &import)?)
        })
        .await
}

fn take_back(
    connection: &mut Database,
    import: &mut Import,
    brought: &Brought,
    evidence: &Evidence,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    let id = brought.participant_id;
    if brought.has_proof {
        let stated_by = import.plan.proof.as_ref().map_or(import.created_by, |p| p.stated_by);
        let word = Word {
            participant_id: id,
            contact_index: None,
            channel: "sms",
            programme: "",
            purposes: &[Purpose::Text],
            action: Action::EnteredInError,
            scope: Scope::All,
            notice: None,
            method: Method::Import,
            actor: Actor::Staff(stated_by),
            evidence,
            at: now,
            recorded_at: now,
        };
        record(connection, &word)?;
        import.counts.taken_back += 1;
    }
    if let Some(panel_id) = import.panel_id.filter(|_| brought.joined_panel)
        && !pass_on_membership(connection, panel_id, brought)?
    {
        delete_member(connection, panel_id, id)?;
    }
    if !brought.is_new {
        blank_again(connection, brought)?;
        import.counts.restored += 1;
        return Ok(());
    }
    // Held before the look: a text of theirs comes before it, or is a stranger's.
    lock_phones(connection, id)?;
    if has_done_anything(connection, import.id, id)? {
        import.counts.stayed += 1;
    } else {
        forget_person(connection, id)?;
        import.counts.removed += 1;
    }
    Ok(())
}

/// What the import filled in of somebody who was known is blank again.
fn blank_again(connection: &mut Database, brought: &Brought) -> Result<(), StoreError> {
    let id = brought.participant_id;
    let fault = || StoreError::inconsistent("people_import_person", &id);
    let filled: Vec<String> = serde_json::from_str(&brought.filled).map_err(|_| fault())?;
    if filled.is_empty() {
        return Ok(());
    }
    let Some(mut person) = lock_people(connection, &[id])?.pop() else { return Ok(()) };
    let mut strata: BTreeMap<String, String> =
        serde_json::from_str(&person.strata).map_err(|_| fault())?;
    for what in &filled {
        blank(&mut person, &mut strata, what);
    }
    person.strata = serde_json::to_string(&strata).expect("texts are always JSON");
    Ok(update_person(connection, &person)?)
}

fn blank(person: &mut Person, strata: &mut BTreeMap<String, String>, what: &str) {
    match what.strip_prefix("strata/") {
        Some(name) => drop(strata.remove(name)),
        None if what == "name" => person.sealed_name = None,
        None if what == "site" => person.site_id = None,
        None => {}
    }
}
