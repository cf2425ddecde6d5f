//! A table in which each cell is the darker the more often an issue comes out ahead: everybody
//! first, then groups or sources beside them.

use serde::Serialize;

use super::teller::{Named, Teller, TierView};
use crate::priority::is_small;
use crate::priority::wording::place;
use crate::priority::wording::whole_percent;

/// Shades of a cell, from none.
const SHADES: f64 = 6.0;
/// A share that can only be told to so many points either way says nothing of anybody.
const POINTS_THAT_SAY_NOTHING: i64 = 10;

/// The table.
#[derive(Debug, PartialEq, Serialize)]
pub struct Heat {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// Whose rates stand in a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// What they are called.
    pub label: Named,
    /// How many they are; `None` where that is not shown.
    pub people: Option<i64>,
    /// Whether it is a count of people that is not shown.
    pub is_hidden: bool,
}

/// One column with its cells, one per item.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Its head.
    pub column: Column,
    /// Average win rates.
    pub theta: Vec<f64>,
    /// Which way each differs from everybody else by more than chance.
    pub marks: Vec<Option<Mark>>,
    /// What stands below each rate.
    pub below: Vec<Option<String>>,
}

/// How a rate differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Higher.
    More,
    /// Lower.
    Less,
}

#[derive(Debug, PartialEq, Serialize)]
struct Row {
    topic: Named,
    place: String,
    tier: TierView,
    cells: Vec<Cell>,
}

#[derive(Debug, PartialEq, Serialize)]
struct Cell {
    percent: i64,
    shade: i64,
    is_more: bool,
    is_less: bool,
    below: Option<String>,
}

impl Filled {
    /// A column without marks.
    pub fn plain(column: Column, theta: &[f64]) -> Self {
        let theta = theta.to_vec();
        Self { column, marks: vec![None; theta.len()], below: vec![None; theta.len()], theta }
    }
}

impl Column {
    /// The column of so many people, or of people whose number is not shown.
    pub fn of(label: Named, people: Option<i64>) -> Self {
        Self { label, people, is_hidden: people.is_none() }
    }

    /// The column of what was worked out of others: of nobody in particular.
    pub fn worked_out(label: Named) -> Self {
        Self { label, people: None, is_hidden: false }
    }
}

impl Heat {
    /// Everybody, and those columns beside them.
    pub fn new(teller: &Teller, beside: Vec<Filled>) -> Self {
        let ranking = teller.ranking();
        let everybody = Named::new(teller.language, &teller.say("priority-everybody", &[]));
        let everybody = Column::of(everybody, Some(ranking.n));
        let mut columns = vec![Filled::plain(everybody, &ranking.theta)];
        columns.extend(beside);
        let rates = || columns.iter().flat_map(|column| column.theta.iter().copied());
        let lowest = rates().fold(f64::INFINITY, f64::min);
        let highest = rates().fold(f64::NEG_INFINITY, f64::max);
        let cell = |column: &Filled, item: usize| {
            let theta = column.theta[item];
            Cell {
                percent: whole_percent(theta),
                shade: shade(theta, lowest, highest),
                is_more: column.marks[item] == Some(Mark::More),
                is_less: column.marks[item] == Some(Mark::Less),
                below: column.below[item].clone(),
            }
        };
        let row = |item: usize| Row {
            topic: teller.titles[item].clone(),
            place: place(ranking.rank_set[item]),
            tier: ranking.tier[item].into(),
            cells: columns.iter().map(|column| cell(column, item)).collect(),
        };
        let rows = teller.in_order().into_iter().map(row).collect();
        Self { rows, columns: columns.into_iter().map(|filled| filled.column).collect() }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a shade is one of seven")]
fn shade(theta: f64, lowest: f64, highest: f64) -> i64 {
    ((theta - lowest) / (highest - lowest).max(0.01) * SHADES).round() as i64
}

/// Which of these, who are some of everybody, may be shown with their rates in whole percent.
///
/// If 1 to 10 people are left, their own rates could be worked out from everybody's and the
/// others': then the smallest is held back too, unless rounding alone leaves them open.
pub fn may_show(everybody: i64, people: &[i64]) -> Vec<bool> {
    let mut shown: Vec<bool> = people.iter().map(|count| *count > 0 && !is_small(*count)).collect();
    loop {
        let open = || (0..people.len()).filter(|&at| shown[at]);
        let told = open().map(|at| people[at]).sum();
        if !tells_rates_of_few(everybody, told) {
            return shown;
        }
        let Some(smallest) = open().min_by_key(|&at| people[at]) else { return shown };
        shown[smallest] = false;
    }
}

/// Whether the rates of the few who are left follow from two rounded ones.
fn tells_rates_of_few(everybody: i64, told: i64) -> bool {
    let few = everybody - told;
    // Half a point either way of each, times how many people it speaks for.
    is_small(few) && everybody + told < 2 * POINTS_THAT_SAY_NOTHING * few
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_a_few_who_are_left_cannot_be_worked_out() {
        assert_eq!(may_show(30, &[24, 6]), [false, false]);
        assert_eq!(may_show(60, &[30, 24, 6]), [true, false, false], "30 are left then");
    }

    #[test]
    fn where_rounding_hides_the_few_the_others_are_shown() {
        assert_eq!(may_show(412, &[367, 40, 5]), [true, true, false]);
    }

    #[test]
    fn small_ones_are_never_shown_and_large_ones_are_where_nobody_is_left() {
        assert_eq!(may_show(40, &[12, 8, 9, 11]), [true, false, false, true]);
        assert_eq!(may_show(40, &[20, 20, 0]), [true, true, false]);
    }

    #[test]
    fn shades_run_from_the_lowest_to_the_highest() {
        assert_eq!([0.2, 0.5, 0.8].map(|theta| shade(theta, 0.2, 0.8)), [0, 3, 6]);
        assert_eq!(shade(0.5, 0.5, 0.5), 0);
    }
}
