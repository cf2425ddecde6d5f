//! The ranking of a survey as it stands, published, and computed again.
//!
//! Nobody is counted whose consent to improvement does not stand at that moment, and nothing is
//! shown or published of fewer than [`FEWEST_PEOPLE`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDateTime;

use super::live::flow::{
    board_here, count_changes, count_changes_here, count_departed, with_board,
};
use super::live::{Board, Places};
use super::store::{self, NewSnapshot};
use super::voices::{LANGUAGE, ranked_question, topics};
use super::{RankError, Ranking, Settings, Statistics, rank};
use crate::crypto::sha256_hex;
use crate::i18n::{Language, Texts};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, Frozen, Recent, StoreError};
use crate::survey::flow::{Offered, find_offered, list_offered_slugs};
use crate::topic::store::{list_titles, read_standing};

/// Fewer people than this are never shown or published.
pub const FEWEST_PEOPLE: i64 = 11;

/// A survey's ranking as it stands.
#[derive(Clone, Debug)]
pub struct Live {
    /// The survey, in the languages it may be shown in.
    pub offered: Offered,
    /// The question it is made from.
    pub question_id: String,
    /// The topics that are ranked.
    pub items: Vec<String>,
    /// The ranking; its items are these topics.
    pub ranking: Ranking,
    /// How many of the people it counts answered in each language.
    pub heard_by_language: BTreeMap<Language, i64>,
    /// How many answers over an open link stand beside it, not in it.
    pub set_beside: i64,
    /// What it was asked for.
    pub settings: Settings,
    /// When it was last published.
    pub last_published_at: Option<NaiveDateTime>,
    /// How many people who were counted then have left since.
    pub withdrawn_since: i64,
    other_titles: BTreeMap<String, Texts>,
}

impl Live {
    /// What the ranking's items are called, in their order: as this survey calls them, or, where
    /// topics of it were merged into one of another, as that one is called.
    pub fn titles(&self) -> impl Iterator<Item = Option<&Texts>> {
        let topics = &self.offered.version.survey.topics;
        self.items.iter().map(|item| {
            let own = topics.iter().find(|topic| topic.id == *item);
            own.map(|topic| &topic.title).or_else(|| self.other_titles.get(item))
        })
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
    count_changes(services).await?;
    let (slug, frozen, is_demo) = (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let recent = Arc::clone(&services.recent);
    services
        .store
        .read(move |connection| {
            let asked = Asked::read(connection, &frozen, is_demo, &slug)?;
            let survey_id = asked.offered.version.survey_id;
            let latest = store::find_latest(connection, survey_id)?;
            let ranked = with_board(connection, &recent, survey_id, &asked.places, |board| {
                Ranked::last_or_now(&recent, survey_id, board, &asked)
            })??;
            let withdrawn_since = match &latest {
                Some(latest) => count_departed(connection, survey_id, latest.id)?,
                None => 0,
            };
            Ok(Live {
                other_titles: list_titles(connection)?,
                offered: asked.offered,
                question_id: asked.question_id,
                items: asked.places.items,
                ranking: ranked.ranking.clone(),
                settings: asked.settings,
                heard_by_language: ranked.heard_by_language.clone(),
                set_beside: ranked.set_beside,
                last_published_at: latest.map(|latest| latest.published_at),
                withdrawn_since,
            })
        })
        .await
}

/// The ranking of what is counted, with whom it was made from.
struct Ranked {
    ranking: Ranking,
    heard_by_language: BTreeMap<Language, i64>,
    set_beside: i64,
}

/// What a ranking was made from: while it is the same, so is the ranking.
#[derive(PartialEq)]
struct MadeFrom {
    generation: i64,
    places: Places,
    settings: Settings,
}

impl Ranked {
    /// The ranking made last if nothing has changed since, else one made now.
    fn last_or_now(
        recent: &Recent,
        survey_id: i64,
        board: &Board,
        asked: &Asked,
    ) -> Result<Arc<Self>, RankingFault> {
        let (places, settings) = (asked.places.clone(), asked.settings.clone());
        let from = MadeFrom { generation: board.generation, places, settings };
        let last = recent.get_or_keep(survey_id, Mutex::<Option<(MadeFrom, Arc<Self>)>>::default);
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, ranked)) = last.as_ref().filter(|(last, _)| *last == from) {
            return Ok(Arc::clone(ranked));
        }
        let ranking = of_enough_people(rank(board.statistics(), &asked.settings)?)?;
        let (heard_by_language, set_beside) = by_language(board.statistics());
        let ranked = Arc::new(Self { ranking, heard_by_language, set_beside });
        *last = Some((from, Arc::clone(&ranked)));
        Ok(ranked)
    }
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
    let recent = Arc::clone(&services.recent);
    services
        .store
        .write(move |connection| {
            // The lock comes first: who waited for it counts what is there by then.
            store::lock_survey(connection, &slug)?;
            count_changes_here(connection, &frozen, is_demo)?;
            let asked = Asked::read(connection, &frozen, is_demo, &slug)?;
            let survey_id = asked.offered.version.survey_id;
            let board = board_here(connection, &recent, survey_id, &asked.places)?;
            let (snapshot, ranking) = asked.freeze(board.statistics(), account_id, now)?;
            let latest = store::find_latest(connection, snapshot.survey_id)?;
            // A double tap publishes once: the same again is the same snapshot.
            if let Some(same) = latest.filter(|latest| {
                (&latest.inputs_sha256, &latest.settings)
                    == (&snapshot.inputs_sha256, &snapshot.settings)
            }) {
                return Ok(same.id);
            }
            let version_id = asked.offered.version.id;
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

/// What a survey's ranking is made from, beside the ballots.
struct Asked {
    offered: Offered,
    question_id: String,
    places: Places,
    settings: Settings,
}

impl Asked {
    fn read(
        connection: &mut Database,
        frozen: &Frozen,
        is_demo: bool,
        slug: &str,
    ) -> Result<Self, RankingFault> {
        let offered = find_offered(connection, frozen, is_demo, slug)?
            .ok_or_else(|| RankingFault::NoSuchSurvey(slug.to_owned()))?;
        let question =
            ranked_question(&offered.version.survey).ok_or(RankingFault::NothingRanked)?;
        let places = Places::new(&topics(question), read_standing(connection)?);
        if places.items.len() < 2 {
            return Err(RankingFault::NothingRanked);
        }
        let settings = Settings {
            k: Settings::default().k.min(places.items.len() - 1),
            ..Settings::default()
        };
        let question_id = question.id.clone();
        Ok(Self { offered, question_id, places, settings })
    }

    fn freeze(
        &self,
        statistics: &Statistics,
        published_by: i64,
        published_at: NaiveDateTime,
    ) -> Result<(NewSnapshot, Ranking), RankingFault> {
        let (inputs, settings) = (written(statistics), written(&self.settings));
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
