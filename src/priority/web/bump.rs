//! Lines between places: how the order of the issues changes from one column to the next.

use serde::Serialize;

use super::teller::{Named, Teller};
use crate::priority::real_length;

/// Height of one place in the drawing.
const PLACE: usize = 44;

/// A drawing with a line for each issue, and their names beside the last column.
#[derive(Debug, Serialize)]
pub struct Bump {
    /// What it shows, for those who cannot see it.
    label: String,
    lines: Vec<Line>,
    topics: Vec<Named>,
    height: usize,
}

/// One issue's way through the drawing.
#[derive(Debug, Serialize)]
struct Line {
    is_marked: bool,
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

/// By issue its rank in one column, if it has one there.
pub type Ranks = Vec<Option<usize>>;

impl Bump {
    /// Draws two columns or more, the first where reading begins; marked lines over the others.
    pub fn new(
        teller: &Teller,
        label: String,
        columns: &[Ranks],
        is_marked: impl Fn(usize) -> bool,
    ) -> Self {
        let mut lines = lines(columns, teller.language.is_right_to_left(), is_marked);
        lines.sort_by_key(|line| line.is_marked);
        let last = columns.last().map(in_order).unwrap_or_default();
        let topics = last.into_iter().map(|issue| teller.titles[issue].clone());
        Self { label, lines, topics: topics.collect(), height: teller.titles.len() * PLACE }
    }
}

fn lines(
    columns: &[Ranks],
    is_right_to_left: bool,
    is_marked: impl Fn(usize) -> bool,
) -> Vec<Line> {
    let x = |column: usize| x(column, columns.len(), is_right_to_left);
    let heights: Vec<Ranks> = columns.iter().map(heights).collect();
    let dot = |column: usize, issue: usize| {
        let (height, rank) = (heights[column][issue]?, columns[column][issue]?);
        Some(Dot { x: x(column), y: height * PLACE + PLACE / 2, rank })
    };
    let line = |issue: usize| {
        let dots: Vec<Option<Dot>> = (0..columns.len()).map(|column| dot(column, issue)).collect();
        let (is_marked, steps) = (is_marked(issue), steps(&dots));
        Line { is_marked, steps, dots: dots.into_iter().flatten().collect() }
    };
    (0..columns.first().map_or(0, Vec::len)).map(line).collect()
}

/// The issues in the order of one column, those that have no place in it left out.
fn in_order(ranks: &Ranks) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranks.len()).filter(|&issue| ranks[issue].is_some()).collect();
    order.sort_by_key(|&issue| ranks[issue]);
    order
}

/// Where each issue stands among the others, from 0: no two at one height.
fn heights(ranks: &Ranks) -> Ranks {
    let mut heights = vec![None; ranks.len()];
    in_order(ranks).into_iter().enumerate().for_each(|(at, issue)| heights[issue] = Some(at));
    heights
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
fn x(column: usize, columns: usize, is_right_to_left: bool) -> String {
    let share = real_length(column) / real_length(columns - 1);
    let along = 8.0 + 84.0 * share;
    format!("{:.1}%", if is_right_to_left { 100.0 - along } else { along })
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
        let columns = [vec![Some(1)], vec![None], vec![Some(1)], vec![Some(1)]];
        let line = &lines(&columns, false, |_| false)[0];
        assert_eq!((line.steps.len(), line.dots.len()), (1, 3));
    }

    #[test]
    fn issues_that_share_a_rank_stand_one_below_the_other() {
        assert_eq!(
            heights(&vec![Some(2), Some(1), None, Some(2)]),
            [Some(1), Some(0), None, Some(2)]
        );
    }
}
