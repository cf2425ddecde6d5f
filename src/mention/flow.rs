//! Own words looked through for topics. Each look, and what came of it, is on the trail.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::store::{self, SealedWords};
use super::{AnswerKey, LONGEST_TRANSLATION, Translation};
use crate::consent::flow::permit_improvement;
use crate::crypto::{hex, mark_of_sealed};
use crate::i18n::Language;
use crate::response::store::open_words_to_code;
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::StoreError;
use crate::survey::Kind;
use crate::survey::flow::{Overview, Version, find_overview, list_overviews, read_version};
use crate::topic::store::read_standing;

/// How many answers one page shows.
pub const WORDS_A_PAGE: usize = 10;

/// Why nothing is shown or kept.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// The role does not do this.
    #[error("this account may not do this")]
    NotAllowed,
    /// No such survey.
    #[error("there is no such survey")]
    NoSuchSurvey,
    /// A topic that was merged or retired meanwhile.
    #[error("a topic was changed meanwhile")]
    TopicChanged,
    /// Too long to be kept.
    #[error("a translation has {LONGEST_TRANSLATION} characters at most")]
    TranslationTooLong,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The surveys that ask for own words.
pub async fn list_surveys(services: &Services) -> Result<Vec<Overview>, StoreError> {
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    let asks = |version: &Version| version.survey.questions.iter().any(|q| q.kind == Kind::Text);
    services
        .store
        .read(move |connection| {
            let mut overviews = list_overviews(connection, &frozen, is_demo)?;
            overviews.retain(|overview| asks(overview.offered_or_latest()));
            Ok(overviews)
        })
        .await
}

/// Somebody's own words, and the topics found in them. Of whom, nobody is told.
pub struct Words {
    /// Which answer.
    pub key: AnswerKey,
    /// What tells these words from others that may stand in their place later.
    pub mark: String,
    /// What was said.
    pub text: String,
    /// The language it was said in.
    pub language: Language,
    /// The version of the survey that asked.
    pub version: Arc<Version>,
    /// The topics found in it, as they count now; `None` if nobody looked yet.
    pub topics: Option<BTreeSet<String>>,
    /// What it says in another language, if somebody wrote that.
    pub translation: Option<Translation>,
}

/// Some answers in own words, and whether there are more.
pub struct Sight {
    /// By response and question.
    pub words: Vec<Words>,
    /// Whether more come after these.
    pub has_more: bool,
}

/// Which answers somebody wants to look at.
#[derive(Clone, Debug)]
pub struct Look {
    /// Of which survey.
    pub slug: String,
    /// Those that were looked through, or those that were not.
    pub are_coded: bool,
    /// The last one of the page before.
    pub after: Option<AnswerKey>,
}

/// Opens a page of own words for who looks through them. Nothing is handed out before the trail
/// says that it was.
pub async fn look(
    services: &Services,
    by: &SignedIn,
    look: Look,
    request_id: String,
) -> Result<Sight, CodeError> {
    if !by.role.may(Task::CodeWords) {
        return Err(CodeError::NotAllowed);
    }
    let (here, slug, now) = (services.clone(), look.slug.clone(), services.clock.now());
    let sight = services.store.read(move |connection| open(connection, &here, &look)).await?;
    if sight.words.is_empty() {
        return Ok(sight);
    }
    let entry = AuditEntry {
        account_id: Some(by.account_id),
        action: "words_seen",
        record: format!("survey/{slug}"),
        detail: format!("{} answers", sight.words.len()),
        request_id,
    };
    services.store.write(move |connection| audit(connection, &entry, now)).await?;
    Ok(sight)
}

fn open(
    connection: &mut crate::storage::Database,
    services: &Services,
    look: &Look,
) -> Result<Sight, CodeError> {
    let overview = find_overview(connection, &services.frozen, services.is_demo, &look.slug)?
        .ok_or(CodeError::NoSuchSurvey)?;
    let proof = permit_improvement(connection, &overview.offered_or_latest().programme)?;
    let after = look.after.clone();
    let most = WORDS_A_PAGE + 1;
    let mut sealed: Vec<SealedWords> =
        store::list_words(connection, &proof, overview.survey_id, look.are_coded, after, most)?;
    let has_more = sealed.len() > WORDS_A_PAGE;
    sealed.truncate(WORDS_A_PAGE);
    let standing = read_standing(connection)?;
    let mut words = Vec::new();
    for SealedWords { key, version_id, language, subject, sealed } in sealed {
        let row = (key.response_id, key.question_id.as_str());
        let Some(text) = open_words_to_code(&services.keys, &proof, subject, row, &sealed)? else {
            continue;
        };
        let topics = if look.are_coded {
            let found = store::list_topics_of(connection, &key)?;
            Some(found.iter().filter_map(|topic| standing.now(topic)).map(str::to_owned).collect())
        } else {
            None
        };
        let version = read_version(connection, &services.frozen, version_id)?;
        let mark = hex(mark_of_sealed(&sealed));
        let translation = store::find_translation(connection, &services.keys, &key)?;
        words.push(Words { key, mark, text, language, version, topics, translation });
    }
    Ok(Sight { words, has_more })
}

/// What somebody found in one answer.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which answer.
    pub key: AnswerKey,
    /// The mark of the words that were read.
    pub mark: String,
    /// The topics it speaks of; none if it speaks of none.
    pub topics: BTreeSet<String>,
    /// What it says in another language.
    pub translation: Option<Translation>,
}

/// Keeps what somebody found in answers to a survey, in place of what was found before; tells in
/// how many. An answer that was taken back meanwhile is passed over.
pub async fn code(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    found: Vec<Found>,
    request_id: String,
) -> Result<usize, CodeError> {
    if !by.role.may(Task::CodeWords) {
        return Err(CodeError::NotAllowed);
    }
    let is_too_long = |of: &Translation| of.text.chars().count() > LONGEST_TRANSLATION;
    if found.iter().any(|found| found.translation.as_ref().is_some_and(is_too_long)) {
        return Err(CodeError::TranslationTooLong);
    }
    let (account_id, slug, now) = (by.account_id, slug.to_owned(), services.clock.now());
    let keys = Arc::clone(&services.keys);
    services
        .store
        .write(move |connection| {
            let standing = read_standing(connection)?;
            let kept = crate::topic::store::list_titles(connection)?;
            let mut coded = 0;
            for Found { key, mark, topics, translation } in in_order(found) {
                if !topics.iter().all(|topic| kept.contains_key(topic) && standing.stands(topic)) {
                    return Err(CodeError::TopicChanged);
                }
                // What somebody said since then has not been read.
                let said = store::lock_words(connection, &key)?
                    .filter(|sealed| hex(mark_of_sealed(sealed)) == mark);
                let Some(sealed) = said else { continue };
                let mark = mark_of_sealed(&sealed);
                store::replace_coding(connection, &key, mark, &topics, account_id, now)?;
                if let Some(translation) = translation {
                    store::insert_translation(connection, &keys, &key, &translation)?;
                }
                coded += 1;
            }
            if coded > 0 {
                let entry = AuditEntry {
                    account_id: Some(account_id),
                    action: "words_coded",
                    record: format!("survey/{slug}"),
                    detail: format!("{coded} answers"),
                    request_id,
                };
                audit(connection, &entry, now)?;
            }
            Ok(coded)
        })
        .await
}

/// Always the same one first, so that two who save at once do not wait for each other for ever.
fn in_order(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|one, other| one.key.cmp(&other.key));
    found
}

/// Forgets what was found in these answers: they are to be looked through again.
pub async fn uncode(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    keys: BTreeSet<AnswerKey>,
    request_id: String,
) -> Result<usize, CodeError> {
    if !by.role.may(Task::CodeWords) {
        return Err(CodeError::NotAllowed);
    }
    let (account_id, slug, now) = (by.account_id, slug.to_owned(), services.clock.now());
    services
        .store
        .write(move |connection| {
            let mut gone = 0;
            for key in &keys {
                store::lock_words(connection, key)?;
                gone += usize::from(store::delete_coding(connection, key)?);
            }
            if gone > 0 {
                let entry = AuditEntry {
                    account_id: Some(account_id),
                    action: "words_uncoded",
                    record: format!("survey/{slug}"),
                    detail: format!("{gone} answers"),
                    request_id,
                };
                audit(connection, &entry, now)?;
            }
            Ok(gone)
        })
        .await
}
