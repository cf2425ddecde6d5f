//! Everything a person agreed to, withdrawn at once, and given back.

use super::{Word, record};
use crate::consent::store::list_facts;
use crate::consent::{Action, Purpose, Scope, agreed_programmes, agreed_to_all, last_word};
use crate::storage::{Database, StoreError};

/// Every purpose but texts, which a STOP ends and a START gives back.
fn but_texts() -> impl Iterator<Item = Purpose> {
    Purpose::NAMES.into_iter().map(|(purpose, _)| purpose).filter(|one| *one != Purpose::Text)
}

/// Withdraws, for all programmes, whatever was agreed to beside texts.
pub fn withdraw_all(connection: &mut Database, word: &Word<'_>) -> Result<(), StoreError> {
    for purpose in but_texts() {
        let facts = list_facts(connection, word.participant_id, purpose)?;
        if agreed_to_all(&facts, purpose) || !agreed_programmes(&facts, purpose).is_empty() {
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

/// Gives back what [`withdraw_all`] withdrew, and nothing more: what else was said before stands.
pub fn give_back_all(connection: &mut Database, word: &Word<'_>) -> Result<(), StoreError> {
    for purpose in but_texts() {
        let facts = list_facts(connection, word.participant_id, purpose)?;
        if last_word(&facts, purpose) != Some(Action::Withdrawn) {
            continue;
        }
        let purposes = &[purpose];
        let again = Word { purposes, action: Action::Granted, notice: None, ..*word };
        if agreed_to_all(&facts, purpose) {
            record(connection, &Word { programme: "", scope: Scope::All, ..again })?;
        }
        for programme in agreed_programmes(&facts, purpose) {
            let programme = programme.as_str();
            record(connection, &Word { programme, scope: Scope::Programme, ..again })?;
        }
    }
    Ok(())
}
