//! The backlog is fed, decided upon, and answered in public.
//!
//! A person's decision is never overwritten, and the community reads no words that nobody stands
//! for.

mod heard;
mod reader;
mod undo;

use std::collections::BTreeMap;

use super::item::Item;
use super::store::{self, ReasonRow};
use super::{Evidence, GroupOf, Status};
use crate::crypto::sha256_hex;
use crate::i18n::Language;
use crate::priority::flow::Published;
use crate::priority::{GroupView, Items, Ranking};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, StoreError};
use crate::topic::Standing;
use crate::topic::store::read_standing;

pub use heard::{Heard, HeardIn, list_heard};
use reader::Reader;
pub use undo::undo_decision;

/// The longest reason taken, in characters.
pub const LONGEST_REASON: usize = 2000;

/// Feeds the backlog with a published ranking, in its transaction.
///
/// What a ranking says of a topic goes to the item of the topic it counts as today: the item of one
/// that was merged away keeps its history and gets nothing new.
pub fn feed(connection: &mut Database, published: &Published) -> Result<(), StoreError> {
    let ranking = &published.ranking;
    let Items::Names(topics) = &ranking.items else { return Ok(()) };
    let standing = read_standing(connection)?;
    for (topic, place) in best_places(topics, &standing, ranking) {
        let evidence = Evidence {
            snapshot_id: published.snapshot_id,
            version_id: published.version_id,
            rank_set: ranking.rank_set[place],
            tier: ranking.tier[place],
            p_top_k: ranking.p_top_k[place],
            k: ranking.k,
            n: ranking.n,
            missed_by: missed_by(ranking, place),
        };
        let item_id = if evidence.is_proposal() && !ranking.nobody_chose.contains(&place) {
            Some(store::keep_item(connection, topic, published.at)?)
        } else {
            store::find_item_of_topic(connection, topic)?
        };
        let Some(item_id) = item_id else { continue };
        store::insert_evidence(connection, item_id, &evidence)?;
    }
    Ok(())
}

/// The groups at whose top an item stands, and not at everybody's.
fn missed_by(ranking: &Ranking, place: usize) -> Vec<GroupOf> {
    let missed = ranking.lens.groups.iter().filter(|of| of.missed_by_average.contains(&place));
    let group =
        |of: &GroupView| GroupOf { stratum: of.stratum.clone(), category: of.category.clone() };
    missed.map(group).collect()
}

/// Where each topic that stands is in a ranking: at the better place, where two that were merged
/// after they were ranked have one each.
fn best_places<'a>(
    topics: &'a [String],
    standing: &'a Standing,
    ranking: &Ranking,
) -> BTreeMap<&'a str, usize> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, topic) in topics.iter().enumerate() {
        let Some(topic) = standing.now(topic) else { continue };
        let kept = places.entry(topic).or_insert(place);
        if ranking.rank[place] < ranking.rank[*kept] {
            *kept = place;
        }
    }
    places
}

/// Words for the community in one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// What they say.
    pub text: String,
}

/// What somebody decides of an item.
#[derive(Clone, Debug)]
pub struct Decide {
    /// The item.
    pub item_id: i64,
    /// Where it stood on the page they saw.
    pub from: Status,
    /// What it becomes.
    pub to: Status,
    /// Why, in the language they write in: they stand for these words.
    pub reason: Option<Words>,
    /// The same in other languages, as drafts that somebody has yet to review.
    pub drafts: Vec<Words>,
    /// The request.
    pub request_id: String,
}

/// Why a decision or its words are not taken.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// The role does not do this.
    #[error("this account may not do this")]
    NotAllowed,
    /// No such item or decision.
    #[error("there is no such item")]
    NoSuchItem,
    /// Somebody else decided meanwhile.
    #[error("the item has been decided on meanwhile")]
    Changed,
    /// One does not lead to the other.
    #[error("an item does not go from {} to {}", .0.name(), .1.name())]
    NoSuchStep(Status, Status),
    /// The community is owed a reason.
    #[error("this decision needs a reason that the community can read")]
    ReasonMissing,
    /// Too long to be read.
    #[error("a reason has {LONGEST_REASON} characters at most")]
    ReasonTooLong,
    /// Nobody of the community reads that language here.
    #[error("the survey and the pages are not in {0}")]
    NoSuchLanguage(Language),
    /// Nobody stands for the words.
    #[error("words in another language need the name of the person who reviewed them")]
    ReviewerMissing,
    /// Not everybody could read it yet.
    #[error("not told yet: the words are not there in every language")]
    NotToldIn(Vec<Language>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Decides on an item, for good: a later decision stands beside it.
pub async fn decide(
    services: &Services,
    by: &SignedIn,
    decide: Decide,
) -> Result<i64, DecideError> {
    if !by.role.may(Task::Decide) {
        return Err(DecideError::NotAllowed);
    }
    let reason = decide.reason.as_ref().map(|words| words.text.trim()).filter(|t| !t.is_empty());
    if decide.to.needs_public_words() && reason.is_none() {
        return Err(DecideError::ReasonMissing);
    }
    check_length(reason.unwrap_or_default())?;
    let (account_id, now) = (by.account_id, services.clock.now());
    let reader = Reader::of(services);
    services
        .store
        .write(move |connection| {
            let standing =
                store::lock_status(connection, decide.item_id)?.ok_or(DecideError::NoSuchItem)?;
            if standing != decide.from {
                return find_same(connection, &decide, account_id)?.ok_or(DecideError::Changed);
            }
            if !standing.next().contains(&decide.to) {
                return Err(DecideError::NoSuchStep(standing, decide.to));
            }
            if decide.to == Status::Told {
                reader.check_told(connection, decide.item_id)?;
            }
            let (item_id, to) = (decide.item_id, decide.to);
            let decision_id =
                store::insert_decision(connection, item_id, to, None, account_id, now)?;
            for words in decide.drafts {
                keep_words(connection, decision_id, words, None)?;
            }
            if let Some(words) = decide.reason {
                let reviewed_by = Some(format!("staff_account/{account_id}"));
                keep_words(connection, decision_id, words, reviewed_by)?;
            }
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "backlog_decided",
                record: format!("backlog_item/{item_id}"),
                detail: format!("{} to {}", standing.name(), to.name()),
                request_id: decide.request_id,
            };
            audit(connection, &entry, now)?;
            Ok(decision_id)
        })
        .await
}

/// Adds a decision's words in another language, which a named person reviewed.
///
/// Words that somebody stands for already are never replaced: a correction is a new decision.
pub async fn translate(
    services: &Services,
    by: &SignedIn,
    decision_id: i64,
    words: Words,
    reviewed_by: &str,
    request_id: String,
) -> Result<(), DecideError> {
    if !by.role.may(Task::ReviewTexts) && !by.role.may(Task::Decide) {
        return Err(DecideError::NotAllowed);
    }
    let reviewer = reviewed_by.trim().to_owned();
    if words.text.trim().is_empty() {
        return Err(DecideError::ReasonMissing);
    }
    if reviewer.is_empty() {
        return Err(DecideError::ReviewerMissing);
    }
    check_length(words.text.trim())?;
    if !services.i18n.languages().any(|language| *language == words.language) {
        return Err(DecideError::NoSuchLanguage(words.language));
    }
    let reader = Reader::of(services);
    let (account_id, now) = (by.account_id, services.clock.now());
    services
        .store
        .write(move |connection| {
            let item_id = store::find_item_of_decision(connection, decision_id)?
                .ok_or(DecideError::NoSuchItem)?;
            let item = reader.item(connection, item_id)?;
            if !item.community_languages.contains(&words.language) {
                return Err(DecideError::NoSuchLanguage(words.language));
            }
            let (text, language) = (words.text.trim().to_owned(), words.language.clone());
            if !keep_words(connection, decision_id, words, Some(reviewer.clone()))? {
                let standing = store::find_reason(connection, decision_id, &language)?;
                // A double tap is one tap.
                let is_same = standing.is_some_and(|standing| standing == text);
                return if is_same { Ok(()) } else { Err(DecideError::Changed) };
            }
            let sha256 = sha256_hex(text.as_bytes());
            let detail = format!(
                "decision/{decision_id} in {language}, reviewed by {reviewer}, sha256 {sha256}"
            );
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "decision_translated",
                record: format!("backlog_item/{item_id}"),
                detail,
                request_id,
            };
            audit(connection, &entry, now)?;
            Ok(())
        })
        .await
}

/// The decision that this one repeats word for word, as a double tap does.
fn find_same(
    connection: &mut Database,
    decide: &Decide,
    account_id: i64,
) -> Result<Option<i64>, StoreError> {
    let latest = store::find_own_latest(connection, decide.item_id, account_id)?;
    let Some((decision_id, _)) = latest.filter(|(_, status)| *status == decide.to) else {
        return Ok(None);
    };
    let Some(words) = &decide.reason else { return Ok(None) };
    let kept = store::find_reason(connection, decision_id, &words.language)?;
    let is_same = kept.unwrap_or_default() == words.text.trim();
    Ok(is_same.then_some(decision_id))
}

fn check_length(text: &str) -> Result<(), DecideError> {
    if text.chars().count() > LONGEST_REASON { Err(DecideError::ReasonTooLong) } else { Ok(()) }
}

fn keep_words(
    connection: &mut Database,
    decision_id: i64,
    words: Words,
    reviewed_by: Option<String>,
) -> Result<bool, StoreError> {
    let text = words.text.trim().to_owned();
    if text.is_empty() {
        return Ok(false);
    }
    let reason = ReasonRow { decision_id, language: words.language, text, reviewed_by };
    store::keep_reason(connection, &reason)
}

/// Every item: those that wait for a decision first, the surest of them first.
pub async fn list_items(services: &Services) -> Result<Vec<Item>, StoreError> {
    let reader = Reader::of(services);
    services.store.read(move |connection| reader.items(connection)).await
}
