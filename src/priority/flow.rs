//! The ranking of a survey as it stands.
//!
//! Nobody is counted whose consent to improvement does not stand at that moment, and nothing is
//! shown or published of fewer than [`FEWEST_PEOPLE`].

mod publishing;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDateTime, TimeDelta};

pub use publishing::{OnPublished, Published, Reactions, Replay, publish, replay};

use super::aside::Aside;
use super::aside::store::list_asides;
use super::live::flow::{count_changes, count_departed, with_board};
use super::live::{Board, Places};
use super::sample::items_asked;
use super::voices::{LANGUAGE, ranked_question, topics};
use super::{
    FEWEST_PEOPLE, Items, Margin, RankError, Ranking, Settings, Statistics, WeightError, rank,
    store,
};
use crate::i18n::{Language, Texts};
use crate::outreach::Reach;
use crate::outreach::store::count_reached;
use crate::population::Shares;
use crate::population::store::read_margins;
use crate::services::Services;
use crate::storage::{Database, Frozen, MANY_ROWS, Recent, StoreError};
use crate::survey::flow::{Offered, find_offered, list_offered_slugs};
use crate::topic::store::{list_titles, read_standing};

/// How long the rate of answers of a large campaign is used again.
const RATE_LASTS: TimeDelta = TimeDelta::minutes(10);

/// A survey's ranking as it stands.
#[derive(Clone, Debug)]
pub struct Live {
    /// The survey, in the languages it may be shown in.
    pub offered: Offered,
    /// The question it is made from.
    pub question_id: String,
    /// The topics that are ranked.
    pub items: Vec<String>,
    /// Those that would be, had anybody been asked about them.
    pub not_asked: Vec<String>,
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
    /// Why it is not weighted to the table of whom the center serves, where it should be.
    pub misfit: Option<WeightError>,
    /// What is set aside.
    pub asides: Vec<Aside>,
    /// How many people who were counted then have left since.
    pub withdrawn_since: i64,
    other_titles: BTreeMap<String, Texts>,
}

impl Live {
    /// What the ranking's items are called, in their order: as this survey calls them, or, where
    /// topics of it were merged into one of another, as that one is called.
    pub fn titles(&self) -> impl Iterator<Item = Option<&Texts>> {
        self.items.iter().map(|item| self.title(item))
    }

    /// What a topic is called, likewise.
    pub fn title(&self, topic: &str) -> Option<&Texts> {
        let own = self.offered.version.survey.topics.iter().find(|own| own.id == topic);
        own.map(|own| &own.title).or_else(|| self.other_titles.get(topic))
    }
}

/// The published surveys that rank topics.
pub async fn list_ranked_surveys(services: &Services) -> Result<Vec<Offered>, StoreError> {
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    services
        .store
        .read(move |connection| {
            let mut ranked = Vec::new();
            for slug in list_offered_slugs(connection)? {
                let offered = find_offered(connection, &frozen, is_demo, &slug)?;
                ranked.extend(offered.filter(|o| ranked_question(&o.version.survey).is_some()));
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
    let (recent, now) = (Arc::clone(&services.recent), services.clock.now());
    services
        .store
        .read(move |connection| {
            let mut asked = Asked::read(connection, &frozen, is_demo, &slug)?;
            let survey_id = asked.offered.version.survey_id;
            asked.settings.response_rate = recent_rate(connection, &recent, &asked, now)?;
            let latest = store::find_latest(connection, survey_id)?;
            let ranked = with_board(connection, &recent, survey_id, &asked.places, |board| {
                Ranked::last_or_now(&recent, survey_id, board, &asked)
            })??;
            let withdrawn_since = match &latest {
                Some(latest) => count_departed(connection, survey_id, latest.id)?,
                None => 0,
            };
            let is_ranked = |topic: &String| match &ranked.ranking.items {
                Items::Names(names) => names.contains(topic),
                Items::Count(_) => true,
            };
            let (items, not_asked) = asked.places.items.into_iter().partition(is_ranked);
            Ok(Live {
                other_titles: list_titles(connection)?,
                offered: asked.offered,
                question_id: asked.question_id,
                items,
                not_asked,
                asides: asked.asides,
                ranking: ranked.ranking.clone(),
                settings: Settings {
                    k: ranked.ranking.k,
                    margins: match ranked.misfit {
                        Some(_) => Vec::new(),
                        None => asked.settings.margins,
                    },
                    ..asked.settings
                },
                misfit: ranked.misfit.clone(),
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
    misfit: Option<WeightError>,
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
        let (statistics, mut settings) = over_what_was_asked(board.statistics(), &asked.settings);
        let (ranking, misfit) = match rank(&statistics, &settings) {
            // What people said is not withheld because a table does not fit them.
            Err(RankError::Weights(misfit)) => {
                settings.margins.clear();
                (rank(&statistics, &settings)?, Some(misfit))
            }
            ranked => (ranked?, None),
        };
        let ranking = of_enough_people(ranking)?;
        let (heard_by_language, set_beside) = by_language(board.statistics());
        let ranked = Arc::new(Self { ranking, misfit, heard_by_language, set_beside });
        *last = Some((from, Arc::clone(&ranked)));
        Ok(ranked)
    }
}

/// What a survey's ranking is made from, beside the ballots.
struct Asked {
    offered: Offered,
    question_id: String,
    places: Places,
    asides: Vec<Aside>,
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
        let asides =
            list_asides(connection, offered.version.survey_id).map_err(StoreError::from)?;
        let places =
            Places::new(&topics(question), read_standing(connection)?).without(asides.clone());
        if places.items.len() < 2 {
            return Err(RankingFault::NothingRanked);
        }
        let (shares, neighbours) = read_margins(connection)?;
        let margin = |Shares { name, targets }| Margin { name, targets };
        let settings = Settings {
            k: Settings::default().k.min(places.items.len() - 1),
            margins: shares.into_iter().map(margin).collect(),
            neighbours,
            ..Settings::default()
        };
        let question_id = question.id.clone();
        Ok(Self { offered, question_id, places, asides, settings })
    }
}

/// Of those who were asked by text, how many answered the question.
///
/// Counted of too few, it would tell of them; then it says nothing.
fn response_rate(connection: &mut Database, asked: &Asked) -> Result<Reach, StoreError> {
    let survey_id = asked.offered.version.survey_id;
    let reach = count_reached(connection, survey_id, &asked.question_id)?;
    Ok(if reach.answered < FEWEST_PEOPLE { Reach { asked: 0, answered: 0 } } else { reach })
}

/// The same as it was a moment ago where very many were asked: it moves little in that time.
fn recent_rate(
    connection: &mut Database,
    recent: &Recent,
    asked: &Asked,
    now: NaiveDateTime,
) -> Result<Option<f64>, StoreError> {
    let survey_id = asked.offered.version.survey_id;
    if let Some(reach) = recent.find_for::<Reach>(survey_id, &[], now, RATE_LASTS) {
        return Ok(reach.rate());
    }
    let reach = response_rate(connection, asked)?;
    if usize::try_from(reach.asked).is_ok_and(|people| people >= MANY_ROWS) {
        recent.keep(survey_id, Vec::new(), now, Arc::new(reach));
    }
    Ok(reach.rate())
}

/// The ballots over the topics that anybody was asked about, and the settings for these. One that
/// nobody was shown yet would stand beside all others as a ranking of its own.
fn over_what_was_asked<'a>(
    statistics: &'a Statistics,
    settings: &Settings,
) -> (Cow<'a, Statistics>, Settings) {
    let asked = items_asked(statistics);
    let mut settings = settings.clone();
    if asked.len() < 2 || asked.len() == statistics.items().count() {
        return (Cow::Borrowed(statistics), settings);
    }
    settings.k = settings.k.min(asked.len() - 1);
    (Cow::Owned(statistics.over(&asked)), settings)
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
            .filter(|(group, _)| group.counts())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::{Ballot, Group};

    fn speaker(language: &str) -> Group {
        let strata = BTreeMap::from([(LANGUAGE.to_owned(), Some(language.to_owned()))]);
        Group::verified("sms/top1", strata)
    }

    #[test]
    fn a_topic_that_nobody_was_asked_about_leaves_the_others_their_ranking() {
        let names = ["hours", "new", "rides"].map(str::to_owned);
        let mut statistics = Statistics::new(Items::Names(names.to_vec()));
        let asked = Ballot::new(3, Some(&[0, 2]), &[vec![2]]).unwrap();
        statistics.add(&speaker("en"), &asked, 30);
        let settings = Settings { k: 2, ..Settings::default() };
        let (over, settings) = over_what_was_asked(&statistics, &settings);
        let ranking = rank(&over, &settings).unwrap();
        assert_eq!(ranking.items, Items::Names(vec![names[0].clone(), names[2].clone()]));
        assert_eq!((ranking.k, ranking.rank, ranking.parts.len()), (1, vec![2, 1], 1));
    }

    #[test]
    fn whoever_was_set_aside_is_in_no_count_by_language() {
        let mut statistics = Statistics::new(Items::Count(2));
        let ballot = Ballot::new(2, None, &[vec![0]]).unwrap();
        statistics.add(&speaker("en"), &ballot, 20);
        let aside = Group { set_aside: Some("copies".to_owned()), ..speaker("en") };
        statistics.add(&aside, &ballot, 5);
        statistics.add(&Group { verified: false, ..speaker("es") }, &ballot, 12);
        let (heard, beside) = by_language(&statistics);
        assert_eq!((heard, beside), (BTreeMap::from([(Language::new("en"), 20)]), 12));
    }
}
