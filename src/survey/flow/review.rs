//! Texts of a language read beside the source, corrected, and signed by name.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{Doer, SurveyError, Version, keep_version, read_version};
use crate::i18n::{I18n, Language, Words, speaks};
use crate::outbox::sms::segments::Cost;
use crate::services::Services;
use crate::staff::{SignedIn, Task};
use crate::storage::{Database, Frozen, QueryError, StoreError};
use crate::survey::check::{Finding, Severity};
use crate::survey::store::{self, Review};
use crate::survey::{LanguageState, Survey, TextPlace};

/// The longest name that is kept under a language, in characters.
pub const LONGEST_NAME: usize = 100;

/// A survey's texts, read and sent as later rooms read and send them.
#[derive(Clone, Copy)]
pub struct SurveyCheck {
    /// Every fault.
    pub faults: fn(&I18n, &Words, &Survey) -> Vec<Finding>,
    /// What the texts of one language cost as text messages.
    pub costs: fn(&I18n, &Survey, &Language) -> Vec<(TextPlace, Cost)>,
}

/// What somebody typed beside the source, and whether they sign it.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The survey's slug.
    pub slug: String,
    /// The language.
    pub language: Language,
    /// The version that was read.
    pub version_id: i64,
    /// Texts by their number among all texts of the version.
    pub texts: Vec<(usize, String)>,
    /// The name to sign the whole language with, if it is signed.
    pub sign_as: Option<String>,
    /// The request.
    pub request_id: String,
}

/// Why texts were not kept or signed.
#[derive(Debug, thiserror::Error)]
pub enum ReviewFault {
    /// Somebody changed the survey meanwhile.
    #[error("the survey has a newer version than the one that was read")]
    Changed,
    /// Nobody signs without a name.
    #[error("the name of who read the texts is missing")]
    NameMissing,
    /// Nobody's name is that long.
    #[error("a name has {LONGEST_NAME} characters at most")]
    NameTooLong,
    /// A language is signed when it is whole.
    #[error("{0} texts are missing")]
    TextsMissing(usize),
    /// The survey could not go out with these texts.
    #[error("{}", .0.what)]
    Fault(Box<Finding>),
    /// As on the command line.
    #[error(transparent)]
    Survey(#[from] SurveyError),
}

impl From<StoreError> for ReviewFault {
    fn from(error: StoreError) -> Self {
        // Two corrections at once are two versions of the same number.
        if error.is_unique_violation() { Self::Changed } else { Self::Survey(error.into()) }
    }
}

impl From<QueryError> for ReviewFault {
    fn from(error: QueryError) -> Self {
        StoreError::from(error).into()
    }
}

/// Records that a named person reviewed every text of a language, the notice included.
pub async fn review(
    services: &Services,
    slug: &str,
    language: Language,
    reviewed_by: &str,
) -> Result<(), SurveyError> {
    let (slug, name) = (slug.to_owned(), reviewed_by.to_owned());
    let (frozen, now) = (Arc::clone(&services.frozen), services.clock.now());
    services
        .store
        .write(move |connection| {
            let version = find_latest(connection, &frozen, &slug)?;
            may_be_signed(&version.survey, &language)?;
            sign(connection, &version, &language, name, &Doer::default(), now)
        })
        .await
}

/// Keeps what was corrected in a language as a new version, and signs the whole language if a
/// name is given.
///
/// Texts that are as they were make no version. The form sent twice is taken once.
pub async fn correct_and_sign(
    services: &Services,
    check: SurveyCheck,
    by: &SignedIn,
    correction: Correction,
) -> Result<(), ReviewFault> {
    if !by.role.may(Task::ReviewTexts) {
        return Err(SurveyError::NotAllowed.into());
    }
    let (frozen, words) = (Arc::clone(&services.frozen), Arc::clone(&services.words));
    let i18n = Arc::clone(&services.i18n);
    let (by, now) = (by.clone(), services.clock.now());
    let request_id = correction.request_id.clone();
    let doer = Doer { account_id: Some(by.account_id), request_id };
    services
        .store
        .write(move |connection| {
            let check = |survey: &Survey| (check.faults)(&i18n, &words, survey);
            let Correction { slug, language, .. } = &correction;
            let latest = find_latest(connection, &frozen, slug)?;
            if !latest.survey.languages.contains(language) {
                return Err(SurveyError::NoSuchLanguage(language.clone()).into());
            }
            let is_source = latest.source_language() == language;
            if is_source && !by.role.may(Task::RunSurveys) {
                return Err(SurveyError::NotAllowed.into());
            }
            let mut survey = latest.survey.clone();
            let changed = survey.correct(language, &correction.texts);
            if latest.id != correction.version_id {
                let is_taken = changed == 0 && !is_source;
                if !is_taken || !read_the_same(connection, &frozen, &latest, &correction)? {
                    return Err(ReviewFault::Changed);
                }
            }
            refuse_new_faults(&latest.survey, &survey, language, &check)?;
            let version = if changed == 0 {
                latest
            } else {
                let id = keep_version(connection, latest.survey_id, &survey, now)?;
                let detail = format!("{slug} in {language}: {changed} texts");
                doer.record(connection, "survey_texts_corrected", id, detail, now)?;
                read_version(connection, &frozen, id)?
            };
            let Some(name) = correction.sign_as.as_deref().map(str::trim) else { return Ok(()) };
            may_be_signed(&version.survey, language)?;
            check_name(name)?;
            if let LanguageState::Missing(texts) =
                version.survey.language_state(language, None, None)
            {
                return Err(ReviewFault::TextsMissing(texts));
            }
            Ok(sign(connection, &version, language, name.to_owned(), &doer, now)?)
        })
        .await
}

fn find_latest(
    connection: &mut Database,
    frozen: &Frozen,
    slug: &str,
) -> Result<Arc<Version>, SurveyError> {
    let no_such = || SurveyError::NoSuchSurvey(slug.to_owned());
    let (survey_id, _) = store::find_published(connection, slug)?.ok_or_else(no_such)?;
    let (id, _) = store::find_latest_version(connection, survey_id)?.ok_or_else(no_such)?;
    Ok(read_version(connection, frozen, id)?)
}

/// Only a translation that the interface speaks too is signed.
fn may_be_signed(survey: &Survey, language: &Language) -> Result<(), SurveyError> {
    if survey.source_language() == Some(language) {
        return Err(SurveyError::SourceLanguage(language.clone()));
    }
    if !survey.languages.contains(language) {
        return Err(SurveyError::NoSuchLanguage(language.clone()));
    }
    if speaks(language) { Ok(()) } else { Err(SurveyError::NotSpoken(language.clone())) }
}

/// Whether the version that was read has the source and as many texts as the latest: then a form
/// whose texts stand there already was only sent twice.
fn read_the_same(
    connection: &mut Database,
    frozen: &Frozen,
    latest: &Version,
    correction: &Correction,
) -> Result<bool, StoreError> {
    let versions = store::list_versions(connection, latest.survey_id)?;
    if !versions.iter().any(|(id, ..)| *id == correction.version_id) {
        return Ok(false);
    }
    let read = read_version(connection, frozen, correction.version_id)?;
    let is_whole = correction.texts.len() == latest.survey.texts().count();
    Ok(is_whole && latest.survey.has_source_of(&read.survey))
}

/// Refuses texts with which the survey could not go out in that language, where it could before.
fn refuse_new_faults(
    before: &Survey,
    after: &Survey,
    language: &Language,
    check: &dyn Fn(&Survey) -> Vec<Finding>,
) -> Result<(), ReviewFault> {
    let known = check(before);
    let is_new = |finding: &Finding| {
        finding.severity == Severity::Error
            && finding.language.as_ref() == Some(language)
            && !known.contains(finding)
    };
    match check(after).into_iter().find(is_new) {
        Some(finding) => Err(ReviewFault::Fault(Box::new(finding))),
        None => Ok(()),
    }
}

fn check_name(name: &str) -> Result<(), ReviewFault> {
    match name.chars().count() {
        0 => Err(ReviewFault::NameMissing),
        1..=LONGEST_NAME => Ok(()),
        _ => Err(ReviewFault::NameTooLong),
    }
}

fn sign(
    connection: &mut Database,
    version: &Version,
    language: &Language,
    reviewed_by: String,
    doer: &Doer,
    now: NaiveDateTime,
) -> Result<(), SurveyError> {
    let source_sha256 = version.survey.texts_sha256(language);
    // A double tap signs once.
    let is_signed = store::list_reviews(connection, version.id)?.iter().any(|review| {
        (&review.language, &review.reviewed_by, &review.source_sha256)
            == (language, &reviewed_by, &source_sha256)
    });
    if is_signed {
        return Ok(());
    }
    let (slug, number) = (&version.survey.slug, version.number);
    let detail = format!("{slug} version {number} in {language}, reviewed by {reviewed_by}");
    doer.record(connection, "survey_reviewed", version.id, detail, now)?;
    let (version_id, language) = (version.id, language.clone());
    let review = Review { version_id, language, reviewed_by, source_sha256, reviewed_at: now };
    Ok(store::upsert_review(connection, &review)?)
}
