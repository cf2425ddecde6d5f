//! Every ranking that was published: when, by whom, of how many people, and what stood at the top.

use serde::Serialize;

use super::teller::{Named, Teller, TierView};
use super::view::LastPublished;
use crate::priority::published::PublishedRanking;
use crate::priority::{Tier, wording::place};

/// The page.
#[derive(Serialize)]
pub struct RecordView {
    survey: Named,
    slug: String,
    rows: Vec<Row>,
    last: Option<LastPublished>,
}

#[derive(Serialize)]
struct Row {
    on: String,
    by: Option<String>,
    people: i64,
    top: Vec<TopView>,
}

#[derive(Serialize)]
struct TopView {
    topic: Named,
    place: String,
    tier: TierView,
}

impl RecordView {
    /// The page of a survey's rankings, the latest first.
    pub fn new(teller: &Teller, published: &[(PublishedRanking, Option<String>)]) -> Self {
        let live = teller.live;
        let survey = &live.offered.version.survey;
        let row = |(published, by): &(PublishedRanking, Option<String>)| Row {
            on: teller.day(published.at),
            by: by.clone(),
            people: published.ranking.n,
            top: top(teller, published),
        };
        Self {
            survey: Named::of(&live.offered, teller.language, Some(&survey.title)),
            slug: survey.slug.clone(),
            rows: published.iter().rev().map(row).collect(),
            last: LastPublished::new(teller),
        }
    }
}

/// What a shortlist of that day holds: everything but what is lower on the list.
fn top(teller: &Teller, published: &PublishedRanking) -> Vec<TopView> {
    let ranking = &published.ranking;
    let mut items: Vec<usize> =
        (0..published.topics().len()).filter(|&item| ranking.tier[item] != Tier::Lower).collect();
    items.sort_by_key(|&item| ranking.rank[item]);
    let view = |item: usize| TopView {
        topic: teller.title(&published.topics()[item]),
        place: place(ranking.rank_set[item]),
        tier: ranking.tier[item].into(),
    };
    items.into_iter().map(view).collect()
}
