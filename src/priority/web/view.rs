//! What stands on the leaders' page, built from the ranking alone.

use std::collections::BTreeMap;

use serde::Serialize;

use super::group_names::name_in_sentence;
use super::groups::Groups;
use super::headline::Headline;
use super::heard::WhoWeHeard;
use super::history::History;
use super::other_ways::OtherWays;
use super::raised::{Raised, raised};
use super::ranked::Ranked;
use super::sources::Sources;
use super::teller::{Named, Teller};
use super::weights::Weights;
use crate::i18n::Value;
use crate::priority::published::PublishedRanking;
use crate::priority::{FEWEST_PEOPLE, WeightError, is_small};
use crate::staff::{SignedIn, Task};

/// With more issues than this, four pages hold the tables only in small print.
const MOST_PRINTED_LARGE: usize = 10;

/// The page of a ranking.
#[derive(Serialize)]
pub struct RankingView {
    survey: Named,
    slug: String,
    today: String,
    people: i64,
    k: usize,
    /// Whether so many issues stand on it that it has to be printed small.
    is_long: bool,
    misfit: Option<Misfit>,
    headline: Headline,
    ranked: Ranked,
    heard: WhoWeHeard,
    groups: Option<Groups>,
    sources: Sources,
    weights: Option<Weights>,
    history: Option<History>,
    others: OtherWays,
    raised: Vec<Raised>,
    last: Option<LastPublished>,
    may_publish: bool,
    may_read_words: bool,
}

/// When a ranking was last published, and how many have left it since.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct LastPublished {
    on: String,
    gone: Option<i64>,
    is_gone_few: bool,
}

/// Why the ranking is not weighted, though there is a table to weight it to.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Misfit {
    /// Which group does not fit.
    group: Option<String>,
    may_mend: bool,
}

impl Misfit {
    fn new(teller: &Teller, signed_in: &SignedIn) -> Option<Self> {
        let because = teller.live.misfit.as_ref()?;
        let may_mend = signed_in.role.may(Task::PublishRanking);
        Some(Self { group: misfit(teller, because), may_mend })
    }
}

fn misfit(teller: &Teller, because: &WeightError) -> Option<String> {
    let (id, margin, category) = match because {
        WeightError::EmptyCategory { margin, category, .. } => {
            ("priority-cannot-weight-empty", margin, category)
        }
        WeightError::NoTarget { margin, category } => {
            ("priority-cannot-weight-unknown", margin, category)
        }
        _ => return None,
    };
    let group = name_in_sentence(teller.texts(), teller.language, (margin, category));
    Some(teller.say(id, &[("group", Value::Text(&group))]))
}

impl LastPublished {
    /// What is told of the ranking that was published last.
    pub fn new(teller: &Teller) -> Option<Self> {
        let (published, gone) = (teller.live.last_published_at?, teller.live.withdrawn_since);
        Some(Self {
            on: teller.day(published),
            gone: (gone >= FEWEST_PEOPLE).then_some(gone),
            is_gone_few: is_small(gone),
        })
    }
}

impl RankingView {
    /// The page for an account.
    pub fn new(
        teller: &Teller,
        signed_in: &SignedIn,
        now: chrono::NaiveDateTime,
        (published, mentions): (&[PublishedRanking], &BTreeMap<String, usize>),
    ) -> Self {
        let live = teller.live;
        let survey = &live.offered.version.survey;
        Self {
            survey: Named::of(&live.offered, teller.language, Some(&survey.title)),
            slug: survey.slug.clone(),
            today: teller.day(now),
            people: live.ranking.n,
            k: live.ranking.k,
            is_long: live.items.len() > MOST_PRINTED_LARGE,
            misfit: Misfit::new(teller, signed_in),
            headline: Headline::new(teller),
            ranked: Ranked::new(teller),
            heard: WhoWeHeard::new(teller),
            groups: Groups::new(teller),
            sources: Sources::new(teller),
            weights: Weights::new(teller),
            history: History::new(teller, published),
            others: OtherWays::new(teller),
            raised: raised(teller, mentions),
            last: LastPublished::new(teller),
            // Frozen and told to everybody is only what is weighted as it should be.
            may_publish: signed_in.role.may(Task::PublishRanking) && live.misfit.is_none(),
            may_read_words: signed_in.role.may(Task::SeeAnswers),
        }
    }
}
