//! The people who count together in one view: the statistics of their groups, row by row.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::frame::{Frame, Member};
use super::pair_sums::PairSums;
use super::raking::Cell;
use super::statistics::Tally;
use super::{Ballot, Group, Margin, Statistics, real};

/// Some of the statistics' groups, as the margins divide them.
pub struct Sample<'a> {
    statistics: &'a Statistics,
    /// The weighting cells that hold people, in order.
    pub cells: Vec<Cell>,
    /// The groups, by cell.
    pub rows: Vec<Row<'a>>,
    /// People whose ballots compare something.
    pub people: i64,
    /// Ballots that compare nothing.
    pub empty_ballots: i64,
    counted: OnceCell<Vec<f64>>,
}

/// The ballots of one group: they have one weight and, if in a session, stand or fall together.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// Position in the sample's cells.
    pub cell: usize,
    /// How many counts make one person.
    pub dots_each: f64,
    pub cluster: Option<&'a str>,
    tally: &'a Tally,
}

impl<'a> Row<'a> {
    /// The sums over its ballots.
    pub fn sums(&self) -> &'a PairSums {
        &self.tally.sums
    }

    /// Each ballot's id and how often it was cast.
    pub fn counts(&self) -> &'a [(u32, i64)] {
        &self.tally.counts
    }

    /// How many people are in it.
    pub fn people(&self) -> f64 {
        real(self.sums().ballots()) / self.dots_each
    }
}

impl<'a> Sample<'a> {
    /// The groups that `chosen` holds for.
    pub fn select(frame: &Frame<'a>, chosen: impl Fn(&Group) -> bool) -> Self {
        let mut sample = Self::empty(frame.statistics);
        let mut last = None;
        for Member { cell, group, tally } in frame.members.iter().filter(|of| chosen(of.group)) {
            sample.empty_ballots += tally.sums.empty_ballots();
            if tally.sums.ballots() == 0 {
                continue;
            }
            if last.replace(*cell) != Some(*cell) {
                let categories = frame.cells[*cell].iter();
                let categories = categories.map(|name| name.map(str::to_owned)).collect();
                sample.cells.push(Cell { categories, people: 0.0 });
            }
            sample.rows.push(Row {
                cell: sample.cells.len() - 1,
                dots_each: f64::from(group.dots_each.max(1)),
                cluster: group.cluster.as_deref(),
                tally,
            });
        }
        sample.count_people();
        sample
    }

    /// The people in some of the cells; all cells keep their place.
    pub fn within(&self, keep: impl Fn(&Cell) -> bool) -> Self {
        let mut some = Self::empty(self.statistics);
        some.cells = self.cells.iter().map(|cell| Cell { people: 0.0, ..cell.clone() }).collect();
        let kept = self.rows.iter().filter(|row| keep(&self.cells[row.cell]));
        some.rows = kept.copied().collect();
        some.count_people();
        some
    }

    fn empty(statistics: &'a Statistics) -> Self {
        Self {
            statistics,
            cells: Vec::new(),
            rows: Vec::new(),
            people: 0,
            empty_ballots: 0,
            counted: OnceCell::new(),
        }
    }

    fn count_people(&mut self) {
        let mut counted: BTreeMap<u64, (f64, i64)> = BTreeMap::new();
        for row in &self.rows {
            self.cells[row.cell].people += row.people();
            let of_unit = counted.entry(row.dots_each.to_bits()).or_insert((row.dots_each, 0));
            of_unit.1 += row.sums().ballots();
        }
        // Dots of one size make whole people together.
        let whole = |(dots_each, count): &(f64, i64)| (real(*count) / dots_each).floor();
        #[expect(clippy::cast_possible_truncation, reason = "counts are held below 2^53")]
        let people = counted.values().map(whole).sum::<f64>() as i64;
        self.people = people;
    }

    /// The distinct ballots; a tally's ids are positions here.
    pub fn ballots(&self) -> &'a [Ballot] {
        self.statistics.ballots()
    }

    /// Ids of the ballots that compare something, in the order of what these say.
    pub fn ids_in_order(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.statistics.catalogue().ids.iter().map(|&id| id as usize)
    }

    /// Every ballot that compares something with the weight of all who cast it, in the order of what
    /// the ballots say.
    pub fn weighted_ballots(&self, weights: &[f64]) -> Vec<(&'a Ballot, f64)> {
        self.in_order(&self.sums_by_id(|row| weights[row.cell]))
    }

    /// Every ballot that compares something with how many cast it, in the same order.
    pub fn counted_ballots(&self) -> Vec<(&'a Ballot, f64)> {
        self.in_order(self.counted.get_or_init(|| self.sums_by_id(|_| 1.0)))
    }

    /// The form of each counted ballot, in the same order.
    pub fn forms_counted(&self) -> impl Iterator<Item = usize> + '_ {
        let sums = self.counted.get_or_init(|| self.sums_by_id(|_| 1.0));
        let forms = &self.statistics.catalogue().forms;
        self.ids_in_order().filter(|&id| sums[id] > 0.0).map(|id| forms[id] as usize)
    }

    fn sums_by_id(&self, weight: impl Fn(&Row) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.ballots().len()];
        for row in &self.rows {
            let weight = weight(row) / row.dots_each;
            for &(id, count) in row.counts() {
                sums[id as usize] += weight * real(count);
            }
        }
        sums
    }

    fn in_order(&self, sums: &[f64]) -> Vec<(&'a Ballot, f64)> {
        let ballots = self.ballots();
        let cast = self.ids_in_order().filter(|&id| sums[id] > 0.0);
        cast.map(|id| (&ballots[id], sums[id])).collect()
    }

    /// (Σw)²/Σw².
    pub fn n_eff(&self, weights: &[f64]) -> f64 {
        let (sum, squares) = self.weight_sums(weights);
        sum * sum / squares
    }

    /// Whether everybody compares all items.
    pub fn has_equal_slates(&self) -> bool {
        self.rows.iter().all(|row| row.sums().partial_ballots() == 0)
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
