//! The ranking of a survey as it stands, published, and computed again.
//!
//! Nobody is counted whose consent to improvement does not stand at that moment, and nothing is
//! shown or published of fewer than [`FEWEST_PEOPLE`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::store::{self, NewSnapshot};
use super::voices::{LANGUAGE, count, ranked_question, topics};
use super::{Items, RankError, Ranking, Settings, Statistics, rank};
use crate::crypto::sha256_hex;
use crate::i18n::Language;
use crate::response::flow::list_voices;
use crate::response::store::mark_of_usable;
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, Frozen, MANY_ROWS, StoreError};
use crate::survey::TopicDefinition;
use crate::survey::flow::{Offered, find_offered, list_offered_slugs, read_version};

/// Fewer people than this are never shown or published.
pub const FEWEST_PEOPLE: i64 = 11;

/// A survey's ranking as it stands.
#[derive(Clone, Debug)]
pub struct Live {
    /// The survey, in the languages it may be shown in.
    pub offered: Offered,
    /// The question it is made from.
    pub question_id: String,
    /// The ranking; its items are topics.
    pub ranking: Ranking,
    /// How many of the people it counts answered in each language.
    pub heard_by_language: BTreeMap<Language, i64>,
    /// How many answers over an open link stand beside it, not in it.
    pub set_beside: i64,
    /// When it was last published.
    pub last_published_at: Option<NaiveDateTime>,
}

impl Live {
    /// The topics ranked, in the order of the ranking's items.
    pub fn topics(&self) -> impl Iterator<Item = Option<&TopicDefinition>> {
        let names = match &self.ranking.items {
            Items::Names(names) => names.as_slice(),
            Items::Count(_) => &[],
        };
        let topics = &self.offered.version.survey.topics;
        names.iter().map(|name| topics.iter().find(|topic| topic.id == *name))
    }
}

/// Slugs of the published surveys that rank topics.
pub async fn list_ranked_surveys(services: &Services) -> Result<Vec<String>, StoreError> {
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    services
        .store
        .read(move |connection| {
            let mut ranked = Vec::new();
            for slug in list_offered_slugs(connection)? {
                let offered = find_offered(connection, &frozen, is_demo, &slug)?;
                if offered.is_some_and(|o| ranked_question(&o.version.survey).is_some()) {
                    ranked.push(slug);
                }
            }
            Ok(ranked)
        })
        .await
}

/// Why there is no ranking to show or publish.
#[derive(Debug, thiserror::Error)]
pub enum RankingFault {
    /// No such survey is published.
    #[error("there is no published survey called \"{0}\"")]
    NoSuchSurvey(String),
    /// The survey asks nobody to rank topics.
    #[error("the survey has no question that ranks topics")]
    NothingRanked,
    /// Too few to show without showing people.
    #[error(
        "fewer than {FEWEST_PEOPLE} people have answered: too few to show or publish a ranking"
    )]
    TooFew,
    /// The role does not publish.
    #[error("this account may not publish a ranking")]
    NotAllowed,
    /// The mathematics refuses.
    #[error(transparent)]
    Rank(RankError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<RankError> for RankingFault {
    fn from(error: RankError) -> Self {
        match error {
            RankError::NoBallots => Self::TooFew,
            other => Self::Rank(other),
        }
    }
}

/// The ranking of a survey as it stands now.
pub async fn live_ranking(services: &Services, slug: &str) -> Result<Live, RankingFault> {
    let (slug, frozen, is_demo) = (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let (recent, now) = (Arc::clone(&services.recent), services.clock.now());
    services
        .store
        .read(move |connection| {
            let offered = find_offered(connection, &frozen, is_demo, &slug)?
                .ok_or_else(|| RankingFault::NoSuchSurvey(slug.clone()))?;
            let survey_id = offered.version.survey_id;
            let latest = store::find_latest(connection, survey_id)?;
            // The mark comes first: what changes after it is worked out anew next time.
            let mut mark = mark_of_usable(connection, survey_id)?;
            mark.push(latest.as_ref().map_or(0, |latest| latest.id));
            if let Some(live) = recent.find::<Live>(survey_id, &mark, now) {
                return Ok(Live { offered, ..Live::clone(&live) });
            }
            let counted = Counted::read(connection, &frozen, is_demo, &slug)?;
            let ranking = counted.rank()?;
            let last_published_at = latest.map(|latest| latest.published_at);
            let Counted { offered, question_id, heard_by_language, set_beside, .. } = counted;
            let live = Live {
                offered,
                question_id,
                ranking,
                heard_by_language,
                set_beside,
                last_published_at,
            };
            if usize::try_from(live.ranking.n).is_ok_and(|people| people >= MANY_ROWS) {
                recent.keep(survey_id, mark, now, Arc::new(live.clone()));
            }
            Ok(live)
        })
        .await
}

/// A ranking has been published: the fact that later rooms act on in the same transaction.
#[derive(Clone, Debug)]
pub struct Published {
    /// The snapshot.
    pub snapshot_id: i64,
    /// The version of the survey that was offered then: it holds the topics' names.
    pub version_id: i64,
    /// The ranking; its items are topics.
    pub ranking: Ranking,
    /// When, UTC.
    pub at: NaiveDateTime,
}

/// Acts on a published ranking inside its transaction.
pub type OnPublished = fn(&mut Database, &Published) -> Result<(), StoreError>;

/// What happens with a published ranking, in order, inside its transaction.
#[derive(Clone, Default)]
pub struct Reactions {
    /// On publishing.
    pub published: Vec<OnPublished>,
}

/// Publishes a survey's ranking as it stands: freezes it, and lets later rooms act on it.
pub async fn publish(
    services: &Services,
    reactions: &Reactions,
    by: &SignedIn,
    slug: &str,
    request_id: String,
) -> Result<i64, RankingFault> {
    if !by.role.may(Task::PublishRanking) {
        return Err(RankingFault::NotAllowed);
    }
    let (slug, frozen, is_demo) = (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let (reactions, account_id, now) = (reactions.clone(), by.account_id, services.clock.now());
    services
        .store
        .write(move |connection| {
            // The lock comes first: who waited for it counts what is there by then.
            store::lock_survey(connection, &slug)?;
            let counted = Counted::read(connection, &frozen, is_demo, &slug)?;
            let (snapshot, ranking) = counted.freeze(account_id, now)?;
            let latest = store::find_latest(connection, snapshot.survey_id)?;
            // A double tap publishes once: the same again is the same snapshot.
            if let Some(same) = latest.filter(|latest| {
                (&latest.inputs_sha256, &latest.settings)
                    == (&snapshot.inputs_sha256, &snapshot.settings)
            }) {
                return Ok(same.id);
            }
            let version_id = counted.offered.version.id;
            let snapshot_id = store::insert_snapshot(connection, &snapshot)?;
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "ranking_published",
                record: format!("ranking_snapshot/{snapshot_id}"),
                detail: format!("inputs {}", snapshot.inputs_sha256),
                request_id,
            };
            audit(connection, &entry, now)?;
            let published = Published { snapshot_id, version_id, ranking, at: now };
            for react in &reactions.published {
                react(connection, &published)?;
            }
            Ok(snapshot_id)
        })
        .await
}

/// What computing a snapshot again found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// The same to the last bit.
    Same,
    /// The inputs are not those that were published.
    InputsChanged,
    /// The inputs are, but another ranking comes out.
    ResultDiffers,
}

/// Computes a snapshot again from its frozen inputs; `None` if there is none of that id.
pub fn replay(connection: &mut Database, id: i64) -> Result<Option<Replay>, StoreError> {
    let Some(snapshot) = store::find_snapshot(connection, id)? else { return Ok(None) };
    if sha256_hex(snapshot.inputs.as_bytes()) != snapshot.inputs_sha256 {
        return Ok(Some(Replay::InputsChanged));
    }
    let unreadable = || StoreError::inconsistent("ranking_snapshot", &id);
    let again = rank_written(&snapshot.inputs, &snapshot.settings).ok_or_else(unreadable)?;
    let is_same = again.is_ok_and(|ranking| written(&ranking) == snapshot.result);
    Ok(Some(if is_same { Replay::Same } else { Replay::ResultDiffers }))
}

/// The ballots of a survey, counted.
struct Counted {
    offered: Offered,
    question_id: String,
    statistics: Statistics,
    heard_by_language: BTreeMap<Language, i64>,
    set_beside: i64,
    settings: Settings,
}

impl Counted {
    fn read(
        connection: &mut Database,
        frozen: &Frozen,
        is_demo: bool,
        slug: &str,
    ) -> Result<Self, RankingFault> {
        let offered = find_offered(connection, frozen, is_demo, slug)?
            .ok_or_else(|| RankingFault::NoSuchSurvey(slug.to_owned()))?;
        let version = &offered.version;
        let question = ranked_question(&version.survey).ok_or(RankingFault::NothingRanked)?;
        let voices = list_voices(connection, version, &question.id)?;
        let answered: BTreeSet<i64> = voices.iter().map(|voice| voice.answer.version_id).collect();
        let mut versions = BTreeMap::new();
        for id in answered {
            versions.insert(id, read_version(connection, frozen, id)?);
        }
        let items = topics(question);
        let statistics = count(&items, &question.id, &versions, &voices);
        let settings =
            Settings { k: Settings::default().k.min(items.len() - 1), ..Settings::default() };
        let question_id = question.id.clone();
        let (heard_by_language, set_beside) = by_language(&statistics);
        Ok(Self { offered, question_id, statistics, heard_by_language, set_beside, settings })
    }

    fn rank(&self) -> Result<Ranking, RankingFault> {
        of_enough_people(rank(&self.statistics, &self.settings)?)
    }

    fn freeze(
        &self,
        published_by: i64,
        published_at: NaiveDateTime,
    ) -> Result<(NewSnapshot, Ranking), RankingFault> {
        let (inputs, settings) = (written(&self.statistics), written(&self.settings));
        // From what is written, as a replay will: a number may read back a little different.
        let ranking = rank_written(&inputs, &settings)
            .ok_or_else(|| StoreError::inconsistent("ranking_snapshot", &"new"))??;
        let ranking = of_enough_people(ranking)?;
        let snapshot = NewSnapshot {
            survey_id: self.offered.version.survey_id,
            question_id: self.question_id.clone(),
            inputs_sha256: sha256_hex(inputs.as_bytes()),
            inputs,
            settings,
            result: written(&ranking),
            published_by: Some(published_by),
            published_at,
        };
        Ok((snapshot, ranking))
    }
}

fn of_enough_people(ranking: Ranking) -> Result<Ranking, RankingFault> {
    if ranking.n < FEWEST_PEOPLE { Err(RankingFault::TooFew) } else { Ok(ranking) }
}

/// The people whom the headline counts, by language, and how many others there are.
///
/// Of the very ballots that the headline counts: from two counts that differ by a few, those few
/// could be worked out.
fn by_language(statistics: &Statistics) -> (BTreeMap<Language, i64>, i64) {
    let people = || {
        statistics
            .groups()
            .iter()
            .map(|(group, tally)| (group, tally.sums.ballots()))
            .filter(|(_, ballots)| *ballots > 0)
    };
    let some_are_verified = people().any(|(group, _)| group.verified);
    let mut counts = BTreeMap::new();
    let mut set_beside = 0;
    for (group, ballots) in people() {
        if group.verified != some_are_verified {
            set_beside += ballots;
        } else if let Some(Some(language)) = group.strata.get(LANGUAGE) {
            *counts.entry(Language::new(language)).or_insert(0) += ballots;
        }
    }
    (counts, set_beside)
}

fn rank_written(inputs: &str, settings: &str) -> Option<Result<Ranking, RankError>> {
    let statistics: Statistics = serde_json::from_str(inputs).ok()?;
    let settings: Settings = serde_json::from_str(settings).ok()?;
    Some(rank(&statistics, &settings))
}

fn written(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("numbers, texts and maps with text keys have a JSON form")
}
