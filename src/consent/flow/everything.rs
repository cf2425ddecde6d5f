//! Everything a person agreed to, withdrawn at once, and given back.

use std::collections::BTreeSet;

use super::{Word, record};
use crate::consent::store::list_facts;
use crate::consent::{Action, Fact, Purpose, Scope, stands};
use crate::storage::{Database, StoreError};

/// Every purpose but texts, which a STOP ends and a START gives back.
fn but_texts() -> impl Iterator<Item = Purpose> {
    Purpose::NAMES.into_iter().map(|(purpose, _)| purpose).filter(|one| *one != Purpose::Text)
}

/// Withdraws, for all programmes, whatever was agreed to beside texts.
pub fn withdraw_all(connection: &mut Database, word: &Word<'_>) -> Result<(), StoreError> {
    for purpose in but_texts() {
        let facts = list_facts(connection, word.participant_id, purpose)?;
        if facts.iter().any(|fact| stands(&facts, &fact.programme, purpose)) {
            let purposes = &[purpose];
            let word = Word {
                programme: "",
                purposes,
                action: Action::Withdrawn,
                scope: Scope::All,
                notice: None,
                ..*word
            };
            record(connection, &word)?;
        }
    }
    Ok(())
}

/// Gives back what the last [`withdraw_all`] withdrew, and nothing more: what stood right before it.
pub fn give_back_all(connection: &mut Database, word: &Word<'_>) -> Result<(), StoreError> {
    for purpose in but_texts() {
        let facts = list_facts(connection, word.participant_id, purpose)?;
        let is_withdrawal =
            |fact: &Fact| fact.scope == Scope::All && fact.action == Action::Withdrawn;
        let Some(end) = facts.iter().rposition(is_withdrawal) else { continue };
        let before = &facts[..end];
        let programmes: BTreeSet<&str> =
            before.iter().map(|fact| fact.programme.as_str()).collect();
        for programme in programmes {
            if stands(before, programme, purpose) {
                let purposes = &[purpose];
                let again = Word { purposes, action: Action::Granted, notice: None, ..*word };
                record(connection, &Word { programme, scope: Scope::Programme, ..again })?;
            }
        }
    }
    Ok(())
}
