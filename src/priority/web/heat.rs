//! A table in which each cell is the darker the more often an issue comes out ahead: everybody
//! first, then groups or sources beside them.

use serde::Serialize;

use super::teller::{Named, Teller, TierView};
use crate::priority::real;
use crate::priority::wording::{place, rate_step, told_percent};
use crate::priority::{Tier, is_small};

/// Shades of a cell, from none.
const SHADES: i64 = 6;
/// A share that can only be told to so many points either way says nothing of anybody.
const POINTS_THAT_SAY_NOTHING: f64 = 10.0;

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
    /// Of how many people, at the fewest: their rates are told accordingly.
    pub of: i64,
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
    /// Whether it is far down, and for nobody otherwise than for the others.
    is_tail: bool,
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
    pub fn plain(column: Column, theta: &[f64], of: i64) -> Self {
        let theta = theta.to_vec();
        Self { column, marks: vec![None; theta.len()], below: vec![None; theta.len()], theta, of }
    }

    /// What its column is called.
    pub fn name(&self) -> &str {
        &self.column.label.text
    }

    /// A rate as it is told.
    pub fn percent(&self, item: usize) -> i64 {
        told_percent(self.theta[item], self.of)
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
        let mut columns = vec![Filled::plain(everybody, &ranking.theta, ranking.n)];
        columns.extend(beside);
        let rates = || {
            let items = 0..ranking.theta.len();
            columns.iter().flat_map(move |column| items.clone().map(|item| column.percent(item)))
        };
        let range = (rates().min().unwrap_or_default(), rates().max().unwrap_or_default());
        let cell = |column: &Filled, item: usize| Cell {
            percent: column.percent(item),
            shade: shade(column.percent(item), range),
            is_more: column.marks[item] == Some(Mark::More),
            is_less: column.marks[item] == Some(Mark::Less),
            below: column.below[item].clone(),
        };
        let row = |item: usize| Row {
            topic: teller.titles[item].clone(),
            place: place(ranking.rank_set[item]),
            tier: ranking.tier[item].into(),
            is_tail: ranking.tier[item] == Tier::Lower
                && columns.iter().all(|column| column.marks[item].is_none()),
            cells: columns.iter().map(|column| cell(column, item)).collect(),
        };
        let rows = teller.in_order().into_iter().map(row).collect();
        Self { rows, columns: columns.into_iter().map(|filled| filled.column).collect() }
    }
}

fn shade(percent: i64, (lowest, highest): (i64, i64)) -> i64 {
    let span = (highest - lowest).max(1);
    ((percent - lowest) * SHADES + span / 2) / span
}

/// Some of everybody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// How many they are.
    pub people: i64,
    /// Their share of everybody's rates, 0 to 1.
    pub share: f64,
}

impl Part {
    /// Parts in which everybody weighs the same.
    pub fn equal(everybody: i64, people: &[i64]) -> Vec<Self> {
        let part = |&people: &i64| Self { people, share: real(people) / real(everybody.max(1)) };
        people.iter().map(part).collect()
    }
}

/// Which of these parts of everybody may be shown with their rates, as rates are told.
///
/// If 1 to 10 people are left, their own rates could be worked out from everybody's and the
/// others': then the smallest is held back too, unless rounding alone leaves them open.
pub fn may_show(everybody: i64, parts: &[Part]) -> Vec<bool> {
    let mut shown: Vec<bool> =
        parts.iter().map(|part| part.people > 0 && !is_small(part.people)).collect();
    loop {
        let open: Vec<usize> = (0..parts.len()).filter(|&at| shown[at]).collect();
        let told: Vec<Part> = open.iter().map(|&at| parts[at]).collect();
        if !tells_rates_of_few(everybody, &told) {
            return shown;
        }
        let Some(&smallest) = open.iter().min_by_key(|&&at| parts[at].people) else {
            return shown;
        };
        shown[smallest] = false;
    }
}

/// Whether the rates of the few who are left follow from everybody's and those told.
fn tells_rates_of_few(everybody: i64, told: &[Part]) -> bool {
    let few = everybody - told.iter().map(|part| part.people).sum::<i64>();
    if !is_small(few) {
        return false;
    }
    let left = 1.0 - told.iter().map(|part| part.share).sum::<f64>();
    // Half a step either way of each, as much as it counts, over how much the few count.
    let half_step = |people: i64| real(rate_step(people)) / 2.0;
    let of_parts: f64 = told.iter().map(|part| half_step(part.people) * part.share).sum();
    half_step(everybody) + of_parts < POINTS_THAT_SAY_NOTHING * left
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(everybody: i64, people: &[i64]) -> Vec<bool> {
        may_show(everybody, &Part::equal(everybody, people))
    }

    #[test]
    fn rates_of_a_few_who_are_left_cannot_be_worked_out() {
        assert_eq!(shown(210, &[201, 9]), [true, false], "within 22 points either way");
        assert_eq!(shown(30, &[24, 6]), [true, false], "within 45");
        // Where the few weigh much, their rates follow more closely.
        let heavy = [Part { people: 201, share: 0.88 }, Part { people: 9, share: 0.12 }];
        assert_eq!(may_show(210, &heavy), [false, false]);
        let three = [(201, 0.5), (30, 0.38), (9, 0.12)];
        let three = three.map(|(people, share)| Part { people, share });
        assert_eq!(may_show(240, &three), [true, true, false], "30 are told in steps of ten");
        let three = [(201, 0.5), (210, 0.3), (9, 0.2)];
        let three = three.map(|(people, share)| Part { people, share });
        assert_eq!(may_show(420, &three), [false, true, false], "210 are left then");
    }

    #[test]
    fn where_rounding_hides_the_few_the_others_are_shown() {
        assert_eq!(shown(412, &[367, 40, 5]), [true, true, false]);
    }

    #[test]
    fn small_ones_are_never_shown_and_large_ones_are_where_nobody_is_left() {
        assert_eq!(shown(40, &[12, 8, 9, 11]), [true, false, false, true]);
        assert_eq!(shown(40, &[20, 20, 0]), [true, true, false]);
    }

    /// All rates in percent that round to a told one.
    fn behind(told: i64, people: i64) -> (f64, f64) {
        let half_step = real(rate_step(people)) / 2.0;
        (real(told) - half_step, real(told) + half_step)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        /// Somebody who reads every rate shown, and knows how much each group weighs, tries to work
        /// out that of the few who are left.
        #[test]
        fn no_table_tells_the_rate_of_a_few(
            groups in prop::collection::vec((1..80_i64, 0.2..5.0_f64, 0.0..1.0_f64), 1..6),
        ) {
            let everybody: i64 = groups.iter().map(|(people, ..)| people).sum();
            let total: f64 = groups.iter().map(|(people, weight, _)| real(*people) * weight).sum();
            let part = |(people, weight, _): &(i64, f64, f64)| Part {
                people: *people,
                share: real(*people) * weight / total,
            };
            let parts: Vec<Part> = groups.iter().map(part).collect();
            let shown = may_show(everybody, &parts);
            let rate: f64 = parts.iter().zip(&groups).map(|(part, of)| part.share * of.2).sum();
            let (mut low, mut high) = behind(told_percent(rate, everybody), everybody);
            let (mut left, mut few) = (1.0, everybody);
            for ((part, of), _) in parts.iter().zip(&groups).zip(&shown).filter(|(_, shown)| **shown) {
                prop_assert!(part.people > 10);
                let (least, most) = behind(told_percent(of.2, part.people), part.people);
                low -= part.share * most;
                high -= part.share * least;
                left -= part.share;
                few -= part.people;
            }
            if is_small(few) {
                prop_assert!((high - low) / left >= 2.0 * POINTS_THAT_SAY_NOTHING - 1e-6);
            }
        }
    }

    #[test]
    fn shades_run_from_the_lowest_to_the_highest() {
        assert_eq!([20, 50, 80].map(|percent| shade(percent, (20, 80))), [0, 3, 6]);
        assert_eq!(shade(50, (50, 50)), 0);
    }
}
