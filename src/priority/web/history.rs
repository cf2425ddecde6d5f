//! Over time: where each issue stood in every ranking that was published, and where it stands now.

use chrono::NaiveDateTime;
use serde::Serialize;

use super::bump::{Bump, Ranks};
use super::teller::{Named, Teller, TierView};
use crate::priority::published::PublishedRanking;
use crate::priority::wording::place;
use crate::priority::{Ranking, Tier};

/// The latest columns that fit on a phone.
const MOST_COLUMNS: usize = 6;
/// The bump chart, and the same as a table.
#[derive(Debug, Serialize)]
pub struct History {
    columns: Vec<ColumnView>,
    drawing: Bump,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    /// The day; none of how it stands now.
    on: Option<String>,
    people: i64,
}

#[derive(Debug, Serialize)]
struct Row {
    topic: Named,
    /// Whether it is far down now.
    is_tail: bool,
    cells: Vec<Option<Cell>>,
}

#[derive(Debug, Serialize)]
struct Cell {
    place: String,
    tier: TierView,
}

/// A ranking at one time, and which of its items is which of today's.
struct Wave<'a> {
    on: Option<NaiveDateTime>,
    ranking: &'a Ranking,
    /// For each of today's items its item then.
    items: Vec<Option<usize>>,
}

impl Wave<'_> {
    /// Where today's items stood.
    fn ranks(&self) -> Ranks {
        let rank = |item: &Option<usize>| item.map(|item| self.ranking.rank[item]);
        self.items.iter().map(rank).collect()
    }
}

impl History {
    /// What was published, and how it stands now; `None` where there is nothing to set beside.
    pub fn new(teller: &Teller, published: &[PublishedRanking]) -> Option<Self> {
        let waves = waves(teller, published);
        if waves.len() < 2 {
            return None;
        }
        let ranks: Vec<Ranks> = waves.iter().map(Wave::ranks).collect();
        let is_top =
            |item: usize| matches!(teller.ranking().tier[item], Tier::Clear | Tier::Probable);
        let row = |&item: &usize| Row {
            topic: teller.titles[item].clone(),
            is_tail: teller.ranking().tier[item] == Tier::Lower,
            cells: waves.iter().map(|wave| cell(wave, item)).collect(),
        };
        let column = |wave: &Wave| ColumnView {
            on: wave.on.map(|at| teller.day(at)),
            people: wave.ranking.n,
        };
        let label = teller.say("priority-history-drawn", &[]);
        Some(Self {
            drawing: Bump::new(teller, label, &ranks, is_top),
            rows: teller.in_order().iter().map(row).collect(),
            columns: waves.iter().map(column).collect(),
        })
    }
}

fn waves<'a>(teller: &Teller<'a>, published: &'a [PublishedRanking]) -> Vec<Wave<'a>> {
    let live = teller.live;
    let then = |published: &'a PublishedRanking| Wave {
        on: Some(published.at),
        ranking: &published.ranking,
        items: live.items.iter().map(|topic| published.item(topic)).collect(),
    };
    let now =
        Wave { on: None, ranking: &live.ranking, items: (0..live.items.len()).map(Some).collect() };
    let is_same = |published: &PublishedRanking| {
        (published.ranking.n, &published.ranking.theta) == (live.ranking.n, &live.ranking.theta)
    };
    let mut waves: Vec<Wave> = published.iter().map(then).collect();
    if !published.last().is_some_and(is_same) {
        waves.push(now);
    }
    let first = waves.len().saturating_sub(MOST_COLUMNS);
    waves.split_off(first)
}

fn cell(wave: &Wave, item: usize) -> Option<Cell> {
    let then = wave.items[item]?;
    let (set, tier) = (wave.ranking.rank_set[then], wave.ranking.tier[then]);
    Some(Cell { place: place(set), tier: tier.into() })
}
