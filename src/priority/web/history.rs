//! Over time: where each issue stood in every ranking that was published, and where it stands now.

use chrono::NaiveDate;
use serde::Serialize;

use super::teller::{Named, Teller, TierView};
use crate::priority::published::PublishedRanking;
use crate::priority::wording::place;
use crate::priority::{Ranking, Tier, real_length};

/// The latest columns that fit on a phone.
const MOST_COLUMNS: usize = 6;
/// Height of one place in the drawing.
const PLACE: usize = 44;

/// The bump chart, and the same as a table.
#[derive(Debug, Serialize)]
pub struct History {
    columns: Vec<ColumnView>,
    lines: Vec<Line>,
    rows: Vec<Row>,
    height: usize,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    /// The day; none of how it stands now.
    on: Option<String>,
    people: i64,
}

/// One issue's way through the drawing.
#[derive(Debug, Serialize)]
struct Line {
    is_top: bool,
    steps: Vec<Step>,
    dots: Vec<Dot>,
}

#[derive(Debug, Serialize)]
struct Step {
    from_x: String,
    from_y: usize,
    to_x: String,
    to_y: usize,
}

#[derive(Clone, Debug, Serialize)]
struct Dot {
    x: String,
    y: usize,
    rank: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    topic: Named,
    cells: Vec<Option<Cell>>,
}

#[derive(Debug, Serialize)]
struct Cell {
    place: String,
    tier: TierView,
}

/// A ranking at one time, and which of its items is which of today's.
struct Wave<'a> {
    on: Option<NaiveDate>,
    ranking: &'a Ranking,
    /// For each of today's items its item then.
    items: Vec<Option<usize>>,
}

impl Wave<'_> {
    /// Where today's items stood among each other, from 0: no two at one height.
    fn heights(&self) -> Vec<Option<usize>> {
        let rank = |item: &Option<usize>| item.map(|item| self.ranking.rank[item]);
        let mut order: Vec<usize> =
            (0..self.items.len()).filter(|&item| self.items[item].is_some()).collect();
        order.sort_by_key(|&item| rank(&self.items[item]));
        let mut heights = vec![None; self.items.len()];
        order.into_iter().enumerate().for_each(|(height, item)| heights[item] = Some(height));
        heights
    }
}

impl History {
    /// What was published, and how it stands now; `None` where there is nothing to set beside.
    pub fn new(teller: &Teller, published: &[PublishedRanking]) -> Option<Self> {
        let waves = waves(teller, published);
        if waves.len() < 2 {
            return None;
        }
        let x = |column: usize| x(column, waves.len(), teller.language.is_right_to_left());
        let heights: Vec<Vec<Option<usize>>> = waves.iter().map(Wave::heights).collect();
        let dot = |column: usize, item: usize| {
            let (height, then) = (heights[column][item]?, waves[column].items[item]?);
            let y = height * PLACE + PLACE / 2;
            Some(Dot { x: x(column), y, rank: waves[column].ranking.rank[then] })
        };
        let order = teller.in_order();
        let line = |&item: &usize| {
            let dots: Vec<Option<Dot>> = (0..waves.len()).map(|column| dot(column, item)).collect();
            let is_top = matches!(teller.ranking().tier[item], Tier::Clear | Tier::Probable);
            Line { is_top, steps: steps(&dots), dots: dots.into_iter().flatten().collect() }
        };
        let row = |&item: &usize| Row {
            topic: teller.titles[item].clone(),
            cells: waves.iter().map(|wave| cell(wave, item)).collect(),
        };
        let column = |wave: &Wave| ColumnView {
            on: wave.on.map(|day| teller.day(day)),
            people: wave.ranking.n,
        };
        Some(Self {
            // Those at the top are drawn last, over the others.
            lines: order.iter().rev().map(line).collect(),
            rows: order.iter().map(row).collect(),
            columns: waves.iter().map(column).collect(),
            height: order.len() * PLACE,
        })
    }
}

fn waves<'a>(teller: &Teller<'a>, published: &'a [PublishedRanking]) -> Vec<Wave<'a>> {
    let live = teller.live;
    let then = |published: &'a PublishedRanking| Wave {
        on: Some(published.at.date()),
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

fn steps(dots: &[Option<Dot>]) -> Vec<Step> {
    let step = |pair: &[Option<Dot>]| {
        let [Some(from), Some(to)] = pair else { return None };
        let (from_x, to_x) = (from.x.clone(), to.x.clone());
        Some(Step { from_x, from_y: from.y, to_x, to_y: to.y })
    };
    dots.windows(2).filter_map(step).collect()
}

/// Where a column stands, in percent of the width: the first where reading begins.
fn x(column: usize, columns: usize, is_from_the_right: bool) -> String {
    let share = real_length(column) / real_length(columns - 1);
    let along = 8.0 + 84.0 * share;
    format!("{:.1}%", if is_from_the_right { 100.0 - along } else { along })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_run_from_where_reading_begins() {
        assert_eq!([0, 1, 2].map(|column| x(column, 3, false)), ["8.0%", "50.0%", "92.0%"]);
        assert_eq!([0, 1, 2].map(|column| x(column, 3, true)), ["92.0%", "50.0%", "8.0%"]);
    }

    #[test]
    fn a_line_is_broken_where_an_issue_was_not_ranked() {
        let dot = |y| Some(Dot { x: "8.0%".to_owned(), y, rank: 1 });
        assert_eq!(steps(&[dot(1), None, dot(2)]).len(), 0);
        assert_eq!(steps(&[dot(1), dot(2), dot(3)]).len(), 2);
    }
}
