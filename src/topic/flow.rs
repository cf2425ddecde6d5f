//! Topics merged, retired, named and added by hand; each can be taken back.

use super::store::{self, TopicRow};
use super::title::slugs;
use super::{Title, TitleError};
use crate::i18n::{Language, Texts};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, StoreError};

/// Why a topic stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum TopicError {
    /// The role does not do this.
    #[error("this account may not do this")]
    NotAllowed,
    /// No such topic.
    #[error("there is no such topic")]
    NoSuchTopic,
    /// A topic is no other one.
    #[error("a topic cannot be merged into itself")]
    Itself,
    /// It was merged, retired or named otherwise by somebody else.
    #[error("the topic was changed meanwhile")]
    Changed,
    /// Another topic is called so.
    #[error("another topic has this title")]
    Taken,
    /// It is no title.
    #[error("in {language}: {why}")]
    Title {
        /// Of the language in which it was typed.
        language: Language,
        /// What is wrong with it.
        why: TitleError,
    },
    /// No title was given at all.
    #[error("a topic needs a title")]
    NoTitle,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who does something to a topic, and in which request.
#[derive(Clone, Debug)]
struct Doer {
    account_id: i64,
    request_id: String,
}

impl Doer {
    fn new(by: &SignedIn, request_id: String) -> Result<Self, TopicError> {
        if !by.role.may(Task::KeepTopics) {
            return Err(TopicError::NotAllowed);
        }
        Ok(Self { account_id: by.account_id, request_id })
    }

    /// What the trail keeps of it.
    fn entry(self, action: &'static str, slug: &str, detail: String) -> AuditEntry {
        AuditEntry {
            account_id: Some(self.account_id),
            action,
            record: format!("topic/{slug}"),
            detail,
            request_id: self.request_id,
        }
    }
}

/// Lets a topic count as another one from now on.
///
/// Only topics of their own are merged, and both rows are held meanwhile: so merges never lead in a
/// circle, however many happen at once.
///
/// # Errors
/// [`TopicError::Changed`] if one of them is no topic of its own any more.
pub async fn merge(
    services: &Services,
    by: &SignedIn,
    topic: &str,
    into: &str,
    request_id: String,
) -> Result<(), TopicError> {
    let doer = Doer::new(by, request_id)?;
    if topic == into {
        return Err(TopicError::Itself);
    }
    let (topic, into, now) = (topic.to_owned(), into.to_owned(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let (merged, target) = lock_both(connection, &topic, &into)?;
            // A double tap is one tap.
            if merged.merged_into.as_deref() == Some(into.as_str()) {
                return Ok(());
            }
            if !merged.stands() || !target.stands() {
                return Err(TopicError::Changed);
            }
            store::insert_merge(connection, &topic, &into)?;
            let entry = doer.entry("topic_merged", &topic, format!("into {into}"));
            Ok(audit(connection, &entry, now)?)
        })
        .await
}

/// Holds two topics, always the same one first, so that two who do it at once do not wait for each
/// other for ever.
fn lock_both(
    connection: &mut Database,
    topic: &str,
    into: &str,
) -> Result<(TopicRow, TopicRow), TopicError> {
    let mut hold = |slug: &str| store::lock(connection, slug)?.ok_or(TopicError::NoSuchTopic);
    if topic < into {
        let first = hold(topic)?;
        return Ok((first, hold(into)?));
    }
    let first = hold(into)?;
    Ok((hold(topic)?, first))
}

/// Lets a merged topic be one of its own again, as it was before.
pub async fn unmerge(
    services: &Services,
    by: &SignedIn,
    topic: &str,
    request_id: String,
) -> Result<(), TopicError> {
    let doer = Doer::new(by, request_id)?;
    let (topic, now) = (topic.to_owned(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let row = store::lock(connection, &topic)?.ok_or(TopicError::NoSuchTopic)?;
            let Some(into) = row.merged_into else { return Ok(()) };
            store::delete_merge(connection, &topic)?;
            let entry = doer.entry("topic_unmerged", &topic, format!("from {into}"));
            Ok(audit(connection, &entry, now)?)
        })
        .await
}

/// Takes a topic off all slates, or brings it back. What was said of it stays.
///
/// # Errors
/// [`TopicError::Changed`] for one that was merged: it follows the topic it counts as.
pub async fn retire(
    services: &Services,
    by: &SignedIn,
    topic: &str,
    retired: bool,
    request_id: String,
) -> Result<(), TopicError> {
    let doer = Doer::new(by, request_id)?;
    let (topic, now) = (topic.to_owned(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let row = store::lock(connection, &topic)?.ok_or(TopicError::NoSuchTopic)?;
            if row.merged_into.is_some() {
                return Err(TopicError::Changed);
            }
            if row.retired == retired {
                return Ok(());
            }
            store::update_retired(connection, &topic, retired)?;
            let action = if retired { "topic_retired" } else { "topic_brought_back" };
            Ok(audit(connection, &doer.entry(action, &topic, String::new()), now)?)
        })
        .await
}

/// Adds a topic that no survey brought; tells the name it is kept under.
///
/// `titles` are as they were typed; those left empty are left out. The name is made of the first of
/// them in the order given.
pub async fn add(
    services: &Services,
    by: &SignedIn,
    titles: &[(Language, String)],
    request_id: String,
) -> Result<String, TopicError> {
    let doer = Doer::new(by, request_id)?;
    let mut texts = Texts::default();
    let mut named_after = None;
    for (language, typed) in titles.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
        let title = parse(language, typed)?;
        named_after.get_or_insert_with(|| title.clone());
        texts.0.insert(language.clone(), title);
    }
    let named_after = named_after.ok_or(TopicError::NoTitle)?;
    let now = services.clock.now();
    services
        .store
        .write(move |connection| {
            check_free(connection, None, &texts)?;
            for slug in slugs(&named_after) {
                if store::insert_topic(connection, &slug, &texts)? {
                    let entry = doer.entry("topic_added", &slug, in_words(&texts));
                    audit(connection, &entry, now)?;
                    return Ok(slug);
                }
                // Somebody who was quicker may have added the same one.
                check_free(connection, None, &texts)?;
            }
            Err(TopicError::Taken)
        })
        .await
}

/// A title to be corrected: as it stood when it was seen, and as it is to be.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Of which language.
    pub language: Language,
    /// What stood there; empty if nothing did.
    pub was: String,
    /// What is to stand there; empty for nothing.
    pub title: String,
}

/// Corrects what a topic is called.
///
/// # Errors
/// [`TopicError::Changed`] if something else stands there than was seen.
pub async fn correct(
    services: &Services,
    by: &SignedIn,
    topic: &str,
    corrections: Vec<Correction>,
    request_id: String,
) -> Result<(), TopicError> {
    let doer = Doer::new(by, request_id)?;
    let mut changes = Vec::new();
    for Correction { language, was, title } in corrections {
        let title = match title.trim() {
            "" => None,
            typed => Some(parse(&language, typed)?),
        };
        if title.as_deref().unwrap_or_default() != was {
            changes.push((language, was, title));
        }
    }
    let (topic, now) = (topic.to_owned(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let row = store::lock(connection, &topic)?.ok_or(TopicError::NoSuchTopic)?;
            let titles = corrected(row.titles.clone(), changes)?;
            if titles == row.titles {
                return Ok(());
            }
            let mut new = titles.clone();
            new.0.retain(|language, title| row.titles.get(language) != Some(title.as_str()));
            check_free(connection, Some(&topic), &new)?;
            store::update_titles(connection, &topic, &titles)?;
            let detail = format!("{} to {}", in_words(&row.titles), in_words(&titles));
            Ok(audit(connection, &doer.entry("topic_named", &topic, detail), now)?)
        })
        .await
}

fn corrected(
    mut titles: Texts,
    changes: Vec<(Language, String, Option<String>)>,
) -> Result<Texts, TopicError> {
    for (language, was, title) in changes {
        let standing = titles.get(&language).unwrap_or_default();
        // What already is as it is to be was a double tap.
        if standing != was && Some(standing) != title.as_deref() {
            return Err(TopicError::Changed);
        }
        match title {
            Some(title) => drop(titles.0.insert(language, title)),
            None => drop(titles.0.remove(&language)),
        }
    }
    if titles.0.is_empty() { Err(TopicError::NoTitle) } else { Ok(titles) }
}

fn parse(language: &Language, typed: &str) -> Result<String, TopicError> {
    let title = Title::parse(typed);
    let title = title.map_err(|why| TopicError::Title { language: language.clone(), why })?;
    Ok(title.as_str().to_owned())
}

/// Two topics of one title could not be told apart.
fn check_free(
    connection: &mut Database,
    own: Option<&str>,
    titles: &Texts,
) -> Result<(), TopicError> {
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let is_taken = store::list_titles(connection)?.iter().any(|(slug, other)| {
        let mut pairs = titles.0.iter().filter_map(|(l, title)| Some((title, other.get(l)?)));
        Some(slug.as_str()) != own && pairs.any(|(title, other)| same(title, other))
    });
    if is_taken { Err(TopicError::Taken) } else { Ok(()) }
}

fn in_words(titles: &Texts) -> String {
    let each = titles.0.iter().map(|(language, title)| format!("{language}: {title}"));
    each.collect::<Vec<_>>().join("; ")
}
