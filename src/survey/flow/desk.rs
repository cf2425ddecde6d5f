//! Surveys as the staff see them: versions, languages with their states, and publishing one.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{Doer, SurveyError, Version, offer, publish_version, read_version};
use crate::i18n::Language;
use crate::services::Services;
use crate::staff::{SignedIn, Task};
use crate::storage::{Database, Frozen, StoreError};
use crate::survey::store::{self, Review};
use crate::survey::{LanguageState, Signature};

/// A survey with its versions, and how far each language of the latest is.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The survey.
    pub survey_id: i64,
    /// Its latest version, which texts are reviewed and corrected in.
    pub latest: Arc<Version>,
    /// The version being offered.
    pub published: Option<Arc<Version>>,
    /// Every version, the latest first.
    pub versions: Vec<VersionLine>,
    /// The languages in the order of the definition: the source comes first.
    pub languages: Vec<(Language, LanguageState)>,
    /// The languages it can be answered in today.
    pub offered_in: Vec<Language>,
}

/// One version in the list of a survey's versions.
#[derive(Clone, Debug)]
pub struct VersionLine {
    /// Row of the version.
    pub id: i64,
    /// 1, 2, 3 … within the survey.
    pub number: i64,
    /// When it was made, in UTC.
    pub made_at: NaiveDateTime,
    /// Whether it is the one being offered.
    pub is_published: bool,
}

impl Overview {
    /// The version being offered, or else the latest.
    pub fn offered_or_latest(&self) -> &Version {
        self.published.as_ref().unwrap_or(&self.latest)
    }

    /// The languages of that version that are ready for people.
    pub fn ready_languages(&self) -> Vec<Language> {
        if self.published.is_some() {
            return self.offered_in.clone();
        }
        let is_ready = |state: &LanguageState| {
            matches!(state, LanguageState::Source | LanguageState::Reviewed(_))
        };
        let ready = self.languages.iter().filter(|(_, state)| is_ready(state));
        ready.map(|(language, _)| language.clone()).collect()
    }
}

/// Every survey there is, by slug.
pub fn list_overviews(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
) -> Result<Vec<Overview>, StoreError> {
    let rows = store::list_surveys(connection)?;
    let overviews = rows.into_iter().map(|row| overview(connection, frozen, is_demo, row));
    overviews.filter_map(Result::transpose).collect()
}

/// The survey of that slug.
pub fn find_overview(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
    slug: &str,
) -> Result<Option<Overview>, StoreError> {
    let Some((id, published)) = store::find_published(connection, slug)? else { return Ok(None) };
    overview(connection, frozen, is_demo, (id, slug.to_owned(), published))
}

/// A survey; `None` while it has no version.
fn overview(
    connection: &mut Database,
    frozen: &Frozen,
    is_demo: bool,
    (survey_id, _, published_id): store::SurveyRow,
) -> Result<Option<Overview>, StoreError> {
    let rows = store::list_versions(connection, survey_id)?;
    let Some((latest_id, ..)) = rows.first() else { return Ok(None) };
    let latest = read_version(connection, frozen, *latest_id)?;
    let published = published_id.map(|id| read_version(connection, frozen, id)).transpose()?;
    let reviews = store::list_all_reviews(connection, survey_id)?;
    let mut languages = Vec::new();
    for language in &latest.survey.languages {
        let state = language_state(connection, frozen, &latest, language, &reviews)?;
        languages.push((language.clone(), state));
    }
    let offered = published_id.map(|id| offer(connection, frozen, is_demo, id)).transpose()?;
    let offered_in = offered.map_or_else(Vec::new, |offered| {
        offered.languages.into_iter().map(|offered| offered.language).collect()
    });
    let line = |(id, number, made_at): (i64, i64, NaiveDateTime)| VersionLine {
        id,
        number,
        made_at,
        is_published: Some(id) == published_id,
    };
    let versions = rows.into_iter().map(line).collect();
    Ok(Some(Overview { survey_id, latest, published, versions, languages, offered_in }))
}

fn language_state(
    connection: &mut Database,
    frozen: &Frozen,
    version: &Version,
    language: &Language,
    reviews: &[Review],
) -> Result<LanguageState, StoreError> {
    let signature =
        |review: &Review| Signature { by: review.reviewed_by.clone(), at: review.reviewed_at };
    let mut of_it = reviews.iter().filter(|review| review.language == *language);
    let signed = of_it.clone().find(|review| review.version_id == version.id).map(signature);
    let earlier = of_it.next();
    let read = earlier.map(|r| read_version(connection, frozen, r.version_id)).transpose()?;
    let earlier =
        earlier.zip(read.as_ref()).map(|(review, read)| (signature(review), &read.survey));
    Ok(version.survey.language_state(language, signed, earlier))
}

/// Offers a version of a survey from now on; tells which was offered before.
pub async fn publish(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    version_id: i64,
    request_id: String,
) -> Result<Option<i64>, SurveyError> {
    if !by.role.may(Task::RunSurveys) {
        return Err(SurveyError::NotAllowed);
    }
    let (slug, frozen) = (slug.to_owned(), Arc::clone(&services.frozen));
    let doer = Doer { account_id: Some(by.account_id), request_id };
    let now = services.clock.now();
    services
        .store
        .write(move |connection| {
            let no_such = || SurveyError::NoSuchSurvey(slug.clone());
            let (survey_id, offered) =
                store::find_published(connection, &slug)?.ok_or_else(no_such)?;
            let versions = store::list_versions(connection, survey_id)?;
            if !versions.iter().any(|(id, ..)| *id == version_id) {
                return Err(no_such());
            }
            // A double tap publishes once.
            if offered == Some(version_id) {
                return Ok(None);
            }
            let version = read_version(connection, &frozen, version_id)?;
            publish_version(connection, survey_id, version_id, &version.survey, &doer, now)?;
            Ok(offered)
        })
        .await
}
