//! The people who count together in one view: the statistics of their groups, folded by cell.

use std::collections::BTreeMap;

use super::pair_sums::PairSums;
use super::raking::Cell;
use super::statistics::Tally;
use super::{Ballot, Group, Margin, Statistics, real};

/// Some of the statistics' groups, as the margins divide them.
pub struct Sample<'a> {
    statistics: &'a Statistics,
    /// The weighting cells that hold people, in order.
    pub cells: Vec<Cell>,
    /// People who share a cell, a session and a unit of counting.
    pub rows: Vec<Row<'a>>,
    /// People whose ballots compare something.
    pub people: i64,
    /// Ballots that compare nothing.
    pub empty_ballots: i64,
}

/// Ballots that have one weight and, if in a session, stand or fall together.
pub struct Row<'a> {
    /// Position in the sample's cells.
    pub cell: usize,
    /// How many counts make one person.
    pub dots_each: f64,
    pub cluster: Option<&'a str>,
    pub sums: PairSums,
    pub tallies: Vec<&'a Tally>,
}

impl Row<'_> {
    /// How many people are in it.
    pub fn people(&self) -> f64 {
        real(self.sums.ballots()) / self.dots_each
    }
}

impl<'a> Sample<'a> {
    /// The groups that `chosen` holds for.
    pub fn select(
        statistics: &'a Statistics,
        margins: &[Margin],
        chosen: impl Fn(&Group) -> bool,
    ) -> Self {
        let mut folded: BTreeMap<_, (PairSums, Vec<&Tally>)> = BTreeMap::new();
        let mut empty_ballots = 0;
        for (group, tally) in statistics.groups().iter().filter(|(group, _)| chosen(group)) {
            empty_ballots += tally.sums.empty_ballots();
            if tally.sums.ballots() > 0 {
                let categories: Vec<_> =
                    margins.iter().map(|margin| category(group, &margin.name)).collect();
                let key = (categories, group.cluster.as_deref(), group.dots_each.max(1));
                let (sums, tallies) = folded
                    .entry(key)
                    .or_insert_with(|| (PairSums::new(statistics.items().count()), Vec::new()));
                sums.merge(&tally.sums);
                tallies.push(tally);
            }
        }
        let mut sample =
            Self { statistics, cells: Vec::new(), rows: Vec::new(), people: 0, empty_ballots };
        let mut counted: BTreeMap<u32, i64> = BTreeMap::new();
        for ((categories, cluster, dots_each), (sums, tallies)) in folded {
            *counted.entry(dots_each).or_insert(0) += sums.ballots();
            sample.add_row(&categories, cluster, dots_each, sums, tallies);
        }
        sample.people =
            counted.into_iter().map(|(dots_each, count)| count / i64::from(dots_each)).sum();
        sample
    }

    /// The distinct ballots; a tally's ids are positions here.
    pub fn ballots(&self) -> &'a [Ballot] {
        self.statistics.ballots()
    }

    /// Every ballot that compares something with the weight of all who cast it, in the order of what
    /// the ballots say: their ids tell the order of arrival.
    pub fn weighted_ballots(
        &self,
        weights: &[f64],
    ) -> impl Iterator<Item = (&'a Ballot, f64)> + use<'a> {
        let ballots = self.ballots();
        let mut sums = vec![0.0; ballots.len()];
        for row in &self.rows {
            let weight = weights[row.cell] / row.dots_each;
            for &(id, count) in row.tallies.iter().flat_map(|tally| &tally.counts) {
                sums[id as usize] += weight * real(count);
            }
        }
        let mut weighted: Vec<(&Ballot, f64)> = ballots
            .iter()
            .zip(sums)
            .filter(|(ballot, sum)| *sum > 0.0 && !ballot.is_empty())
            .collect();
        weighted.sort_unstable_by_key(|(ballot, _)| *ballot);
        weighted.into_iter()
    }

    /// How many items are ranked.
    pub fn items(&self) -> usize {
        self.statistics.items().count()
    }

    /// Σw, Σw² over people.
    pub fn weight_sums(&self, weights: &[f64]) -> (f64, f64) {
        self.cells.iter().zip(weights).fold((0.0, 0.0), |(sum, squares), (cell, weight)| {
            (sum + weight * cell.people, squares + weight * weight * cell.people)
        })
    }

    fn add_row(
        &mut self,
        categories: &[Option<&str>],
        cluster: Option<&'a str>,
        dots_each: u32,
        sums: PairSums,
        tallies: Vec<&'a Tally>,
    ) {
        let same = |cell: &Cell| {
            cell.categories.iter().map(Option::as_deref).eq(categories.iter().copied())
        };
        // Rows come ordered by cell, so a row's cell is the last one or a new one.
        if !self.cells.last().is_some_and(same) {
            let categories = categories.iter().map(|name| name.map(str::to_owned)).collect();
            self.cells.push(Cell { categories, people: 0.0 });
        }
        let cell = self.cells.len() - 1;
        let row = Row { cell, dots_each: f64::from(dots_each), cluster, sums, tallies };
        self.cells[cell].people += row.people();
        self.rows.push(row);
    }
}

/// A cell's name, as `lang=en|age=18-39`; "prefer not to say" is `null`.
pub fn cell_name(margins: &[Margin], cell: &Cell) -> String {
    let said = |category: &Option<String>| category.clone().unwrap_or_else(|| "null".to_owned());
    let parts: Vec<String> = margins
        .iter()
        .zip(&cell.categories)
        .map(|(margin, category)| format!("{}={}", margin.name, said(category)))
        .collect();
    parts.join("|")
}

fn category<'a>(group: &'a Group, stratum: &str) -> Option<&'a str> {
    group.strata.get(stratum)?.as_deref()
}
