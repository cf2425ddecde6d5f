//! What the community was told, as one visitor can read it.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::list_items;
use crate::backlog::Status;
use crate::backlog::item::PublicWords;
use crate::i18n::Language;
use crate::priority::Tier;
use crate::services::Services;
use crate::storage::StoreError;

/// One thing the community was told, as one visitor reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// What people said matters.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// How sure it is to be among the top, by the latest ranking.
    pub tier: Option<Tier>,
    /// How many people's answers the latest ranking counts; never below 11.
    pub people: Option<i64>,
    /// Why it was decided so.
    pub words: PublicWords,
    /// When, UTC.
    pub decided_at: NaiveDateTime,
}

/// What the community can read in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeardIn {
    /// The answers that are there in the visitor's language, the latest first.
    pub answers: Vec<Heard>,
    /// Languages in which there are further answers.
    pub elsewhere: BTreeSet<Language>,
}

/// What was decided and why, as far as it can be read in that language.
pub async fn list_heard(services: &Services, language: &Language) -> Result<HeardIn, StoreError> {
    let items = list_items(services).await?;
    let may_show = |words: &PublicWords| !words.is_draft || services.is_demo;
    let mut heard = HeardIn::default();
    for item in items.iter().filter(|item| item.status.is_public()) {
        let Some(answer) = item.answer() else { continue };
        if let Some((title, words)) =
            item.readable_in(answer, language).filter(|(_, words)| may_show(words))
        {
            let latest = item.evidence.last();
            heard.answers.push(Heard {
                title: title.to_owned(),
                status: item.status,
                tier: latest.map(|evidence| evidence.tier),
                people: latest.map(|evidence| evidence.n),
                words,
                decided_at: answer.at,
            });
        } else {
            let readable = |other: &&Language| {
                item.readable_in(answer, other).is_some_and(|(_, words)| may_show(&words))
            };
            heard.elsewhere.extend(answer.words.keys().filter(readable).cloned());
        }
    }
    heard.answers.sort_by(|a, b| (b.decided_at, &a.title).cmp(&(a.decided_at, &b.title)));
    Ok(heard)
}
