//! Surveys imported, published, reviewed and offered.

mod bring;
mod desk;
mod offered;
mod review;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::store::{self, Review, Reviewers, VersionRow};
use super::{Survey, is_slug, keyword_form};
use crate::consent::Purpose;
use crate::consent::flow::keep_notice;
use crate::consent::store::notices::list_notice_texts;
use crate::crypto::sha256_hex;
use crate::i18n::{Language, speaks};
use crate::services::Services;
use crate::staff::AuditEntry;
use crate::staff::store::audit;
use crate::storage::{Database, Frozen, QueryError, StoreError};
use crate::topic::store::keep_titles;

use offered::NoticeText;

pub use super::store::ReviewersOf;
pub use bring::{BringFault, bring};
pub use desk::{Overview, VersionLine, find_overview, list_overviews, publish};
pub use offered::{Offered, OfferedLanguage, Version};
pub use review::{Correction, LONGEST_NAME, ReviewFault, SurveyCheck, correct_and_sign, review};

/// Why a survey was not imported, or a review not recorded.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
    /// The definition lacks what a version needs; `survey check` says more.
    #[error("the survey has no notice or no language; run: hearth survey check FILE")]
    Incomplete,
    /// Another survey owns a keyword.
    #[error("another survey already starts with one of this survey's keywords")]
    KeywordTaken,
    /// No such survey.
    #[error("there is no survey called \"{0}\"")]
    NoSuchSurvey(String),
    /// The survey has no such language.
    #[error("the survey is not written in \"{0}\"")]
    NoSuchLanguage(Language),
    /// The source language needs no review.
    #[error("\"{0}\" is the language the survey is written in: only translations are reviewed")]
    SourceLanguage(Language),
    /// The interface has no texts in that language, so nobody could read a whole page.
    #[error("Hearth has no texts of its own in \"{0}\", so no survey is offered in it")]
    NotSpoken(Language),
    /// The account's role does not do this.
    #[error("this account may not do this")]
    NotAllowed,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<QueryError> for SurveyError {
    fn from(error: QueryError) -> Self {
        Self::Store(error.into())
    }
}

/// Freezes a definition as a new version, and offers it if asked to.
///
/// A definition equal to the latest version makes none. Reviews go with the texts: a language
/// whose texts and source stand as they were reviewed stays reviewed.
pub async fn import(
    services: &Services,
    survey: Survey,
    publish: bool,
) -> Result<i64, SurveyError> {
    let now = services.clock.now();
    services.store.write(move |connection| import_in(connection, &survey, publish, now)).await
}

fn import_in(
    connection: &mut Database,
    survey: &Survey,
    publish: bool,
    now: NaiveDateTime,
) -> Result<i64, SurveyError> {
    let source = survey.source_language().ok_or(SurveyError::Incomplete)?;
    if !speaks(source) {
        return Err(SurveyError::NotSpoken(source.clone()));
    }
    let survey_id = store::upsert_survey(connection, &survey.slug)?;
    let version_id = keep_version(connection, survey_id, survey, now)?;
    if publish {
        publish_version(connection, survey_id, version_id, survey, &Doer::default(), now)?;
    }
    Ok(version_id)
}

/// Freezes a definition as the latest version of its survey, with the reviews that still hold; one
/// equal to the latest makes none.
fn keep_version(
    connection: &mut Database,
    survey_id: i64,
    survey: &Survey,
    now: NaiveDateTime,
) -> Result<i64, SurveyError> {
    let notice = survey.notice.as_ref().ok_or(SurveyError::Incomplete)?;
    let definition = serde_json::to_string(survey).expect("a definition is always JSON");
    let latest = store::find_latest_version(connection, survey_id)?;
    if let Some((id, _)) = latest
        && store::read_version(connection, id)?.definition == definition
    {
        return Ok(id);
    }
    let row = VersionRow {
        survey_id,
        number: latest.map_or(1, |(_, number)| number + 1),
        notice_version_id: keep_notice(connection, &notice.slug, &notice.purposes, &notice.text)?,
        definition,
    };
    let sha256 = sha256_hex(row.definition.as_bytes());
    let id = store::insert_version(connection, &row, &sha256, now)?;
    carry_reviews(connection, survey_id, survey, id)?;
    Ok(id)
}

/// Gives a new version the reviews of earlier ones whose texts and source are the same.
fn carry_reviews(
    connection: &mut Database,
    survey_id: i64,
    survey: &Survey,
    version_id: i64,
) -> Result<(), SurveyError> {
    let mut carried = BTreeSet::new();
    for review in store::list_all_reviews(connection, survey_id)? {
        let still_holds = survey.texts_sha256(&review.language) == review.source_sha256;
        if still_holds && carried.insert(review.language.clone()) {
            store::upsert_review(connection, &Review { version_id, ..review })?;
        }
    }
    Ok(())
}

/// Offers a version from now on, with its topics and keywords.
fn publish_version(
    connection: &mut Database,
    survey_id: i64,
    version_id: i64,
    survey: &Survey,
    doer: &Doer,
    now: NaiveDateTime,
) -> Result<(), SurveyError> {
    for topic in &survey.topics {
        keep_titles(connection, &topic.id, &topic.title)?;
    }
    let keywords: Vec<(String, Language)> = survey
        .keywords
        .iter()
        .map(|(language, word)| (keyword_form(word), language.clone()))
        .collect();
    store::replace_keywords(connection, survey_id, &keywords).map_err(|error| {
        let error = StoreError::from(error);
        if error.is_unique_violation() { SurveyError::KeywordTaken } else { error.into() }
    })?;
    store::publish_version(connection, survey_id, version_id)?;
    let number = store::read_version(connection, version_id)?.number;
    let detail = format!("{} version {number}", survey.slug);
    Ok(doer.record(connection, "survey_published", version_id, detail, now)?)
}

/// Who does something, for the trail: nobody with an account on the command line.
#[derive(Clone, Debug, Default)]
struct Doer {
    account_id: Option<i64>,
    request_id: String,
}

impl Doer {
    /// Leaves a row in the audit trail.
    fn record(
        &self,
        connection: &mut Database,
        action: &'static str,
        version_id: i64,
        detail: String,
        now: NaiveDateTime,
    ) -> Result<(), StoreError> {
        let entry = AuditEntry {
            account_id: self.account_id,
            action,
            record: format!("survey_version/{version_id}"),
            detail,
            request_id: self.request_id.clone(),
        };
        audit(connection, &entry, now)
    }
}

/// A frozen version.
pub fn read_version(
    connection: &mut Database,
    frozen: &Frozen,
    id: i64,
) -> Result<Arc<Version>, StoreError> {
    frozen.get_or_read(id, || {
        let fault = || StoreError::inconsistent("survey_version", &id);
        let row = store::read_version(connection, id)?;
        let survey: Survey = serde_json::from_str(&row.definition).map_err(|_| fault())?;
        let definition = survey.notice.as_ref().ok_or_else(fault)?;
        let purposes: Vec<Purpose> = definition
            .purposes
            .iter()
            .map(|name| name.parse().map_err(|_| fault()))
            .collect::<Result<_, _>>()?;
        let notice = list_notice_texts(connection, row.notice_version_id)?
            .into_iter()
            .map(|(language, text, sha256)| (Language::new(&language), NoticeText { text, sha256 }))
            .collect();
        Ok(Version {
            id,
            survey_id: row.survey_id,
            number: row.number,
            programme: definition.slug.clone(),
            purposes,
            notice_version_id: row.notice_version_id,
            notice,
            survey,
        })
    })
}

/// The published survey of that slug in the languages it may be shown in.
pub fn find_offered(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
    slug: &str,
) -> Result<Option<Offered>, StoreError> {
    // What no survey can be called may hold what PostgreSQL takes in no text.
    let published = if is_slug(slug) { store::find_published(connection, slug)? } else { None };
    match published {
        Some((_, Some(version_id))) => offer(connection, frozen, is_demo, version_id).map(Some),
        _ => Ok(None),
    }
}

/// The survey that a keyword starts, and the language of the keyword.
pub fn find_by_keyword(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
    text: &str,
) -> Result<Option<(Offered, Language)>, StoreError> {
    let Some((survey_id, language)) = store::find_keyword(connection, &keyword_form(text))? else {
        return Ok(None);
    };
    let Some(version_id) = store::find_published_version(connection, survey_id)? else {
        return Ok(None);
    };
    let offered = offer(connection, frozen, is_demo, version_id)?;
    let language = offered.language_or_source(&Language::new(&language)).language.clone();
    Ok(Some((offered, language)))
}

/// A version in the languages it may be shown in: the source, and those that were reviewed and
/// that the interface speaks too.
pub fn offer(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
    version_id: i64,
) -> Result<Offered, StoreError> {
    let version = read_version(connection, frozen, version_id)?;
    let reviews = store::list_reviews(connection, version_id)?.into_iter();
    let reviewers = reviews.map(|review| (review.language, review.reviewed_by)).collect();
    Ok(offer_by(version, &reviewers, is_demo))
}

/// The same, by who reviewed it.
pub fn offer_by(version: Arc<Version>, reviewers: &Reviewers, is_demo: bool) -> Offered {
    let languages = version
        .survey
        .languages
        .iter()
        .enumerate()
        .filter_map(|(index, language)| {
            let reviewed_by = reviewers.get(language).cloned();
            let is_draft = index > 0 && reviewed_by.is_none();
            let is_whole = index == 0 || speaks(language);
            let language = language.clone();
            (is_whole && (!is_draft || is_demo)).then_some(OfferedLanguage {
                language,
                reviewed_by,
                is_draft,
            })
        })
        .collect();
    Offered { version, languages }
}

/// The languages that any published survey may be shown in.
pub fn list_offered_languages(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
) -> Result<Vec<Language>, StoreError> {
    let mut languages = BTreeSet::new();
    for version_id in store::list_published_versions(connection)? {
        let offered = offer(connection, frozen, is_demo, version_id)?;
        languages.extend(offered.languages.into_iter().map(|offered| offered.language));
    }
    Ok(languages.into_iter().collect())
}

/// Slugs of the surveys that are offered.
pub fn list_offered_slugs(connection: &mut Database) -> Result<Vec<String>, StoreError> {
    Ok(store::list_published_slugs(connection)?)
}

/// The definition of a survey's latest version.
pub fn export(
    connection: &mut Database,
    frozen: &Frozen,
    slug: &str,
) -> Result<Survey, SurveyError> {
    let no_such = || SurveyError::NoSuchSurvey(slug.to_owned());
    let (survey_id, _) = store::find_published(connection, slug)?.ok_or_else(no_such)?;
    let (id, _) = store::find_latest_version(connection, survey_id)?.ok_or_else(no_such)?;
    Ok(read_version(connection, frozen, id)?.survey.clone())
}
