//! The people who count together in one view: the statistics of their groups, row by row.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::frame::{Frame, Member};
use super::pair_sums::{PairSums, Scores};
use super::raking::Cell;
use super::stages::Stages;
use super::statistics::Tally;
use super::{Ballot, Group, Margin, Statistics, real};

/// Some of the statistics' groups, as the margins divide them.
pub struct Sample<'a> {
    statistics: &'a Statistics,
    /// The weighting cells that hold people, in order.
    pub cells: Vec<Cell<'a>>,
    /// The groups, by cell.
    pub rows: Vec<Row<'a>>,
    /// People whose ballots compare something.
    pub people: i64,
    /// Ballots that compare nothing.
    pub empty_ballots: i64,
    counts: OnceLock<Vec<f64>>,
}

/// The ballots of one group: they have one weight and, if in a session, stand or fall together.
#[derive(Clone)]
pub struct Row<'a> {
    /// Position in the sample's cells.
    pub cell: usize,
    /// How many counts make one person.
    pub dots_each: f64,
    pub cluster: Option<&'a str>,
    tally: &'a Tally,
    scores: Arc<OnceLock<Scores>>,
}

impl<'a> Row<'a> {
    /// The sums over its ballots.
    pub fn sums(&self) -> &'a PairSums {
        &self.tally.sums
    }

    /// The sums of scores among them.
    pub fn scores(&self) -> &Scores {
        self.scores.get_or_init(|| self.sums().scores())
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
        for member in frame.members.iter().filter(|of| chosen(of.group)) {
            let Member { cell, group, tally, scores } = member;
            sample.empty_ballots += tally.sums.empty_ballots();
            if tally.sums.ballots() == 0 {
                continue;
            }
            if last.replace(*cell) != Some(*cell) {
                let categories = Arc::clone(&frame.cells[*cell]);
                sample.cells.push(Cell { categories, people: 0.0 });
            }
            sample.rows.push(Row {
                cell: sample.cells.len() - 1,
                dots_each: f64::from(group.dots_each.max(1)),
                cluster: group.cluster.as_deref(),
                tally,
                scores: Arc::clone(scores),
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
        some.rows = kept.cloned().collect();
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
            counts: OnceLock::new(),
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

    /// By id, how many people cast each ballot.
    pub fn counts(&self) -> &[f64] {
        self.counts.get_or_init(|| {
            let mut counts = vec![0.0; self.ballots().len()];
            for row in &self.rows {
                let each = 1.0 / row.dots_each;
                for &(id, count) in row.counts() {
                    counts[id as usize] += each * real(count);
                }
            }
            counts
        })
    }

    /// By id, the weight of all who cast each ballot. How many they are is counted on the way: to
    /// walk through all counts takes longer than what is done there.
    pub fn weighted_counts(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![(0.0, 0.0); self.ballots().len()];
        for row in &self.rows {
            let (each, weight) = (1.0 / row.dots_each, weights[row.cell] / row.dots_each);
            for &(id, count) in row.counts() {
                let (counted, weighted) = &mut sums[id as usize];
                *counted += each * real(count);
                *weighted += weight * real(count);
            }
        }
        self.counts.get_or_init(|| sums.iter().map(|(counted, _)| *counted).collect());
        sums.into_iter().map(|(_, weighted)| weighted).collect()
    }

    /// Every ballot that compares something and was cast, in the order of what the ballots say.
    pub fn ballots_cast(&self) -> impl Iterator<Item = &'a Ballot> + '_ {
        self.ids_cast().map(|id| &self.ballots()[id])
    }

    /// Their ids, in the same order.
    pub fn ids_cast(&self) -> impl Iterator<Item = usize> + '_ {
        let counts = self.counts();
        self.ids_in_order().filter(|&id| counts[id] > 0.0)
    }

    /// One of the ballots cast of each form.
    pub fn forms_cast(&self) -> Vec<&'a Ballot> {
        let mut met = BTreeSet::new();
        let is_first = |id: &usize| met.insert(self.forms()[*id]);
        self.ids_cast().filter(is_first).map(|id| &self.ballots()[id]).collect()
    }

    /// Items that stand in the bottom tier of every ballot that shows them, or on none.
    pub fn nobody_chose(&self) -> Vec<usize> {
        let mut left: BTreeSet<usize> = (0..self.items()).collect();
        for ballot in self.ballots_cast() {
            if left.is_empty() {
                break;
            }
            let bottom = ballot.places().last().map(|(_, tier)| tier);
            let above = ballot.places().take_while(|&(_, tier)| Some(tier) != bottom);
            above.for_each(|(item, _)| {
                left.remove(&item);
            });
        }
        left.into_iter().collect()
    }

    /// The draws that each ballot is made of.
    pub fn stages(&self) -> &'a Stages {
        &self.statistics.catalogue().stages
    }

    /// By id the number of each ballot's form.
    pub fn forms(&self) -> &'a [u32] {
        &self.statistics.catalogue().forms
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

/// The items that somebody whom the headline counts was asked about.
pub fn items_asked(statistics: &Statistics) -> Vec<usize> {
    let tallies = |verified: bool| {
        let groups = statistics.groups().iter().filter(move |(group, _)| group.counts_as(verified));
        groups.map(|(_, tally)| tally).filter(|tally| tally.sums.ballots() > 0)
    };
    let verified = tallies(true).next().is_some();
    let mut asked = vec![false; statistics.items().count()];
    for tally in tallies(verified) {
        // Who compares all items was asked about all.
        if tally.sums.ballots() > tally.sums.partial_ballots() {
            return (0..asked.len()).collect();
        }
        let ballots = tally.counts.iter().map(|&(id, _)| &statistics.ballots()[id as usize]);
        ballots.flat_map(Ballot::places).for_each(|(item, _)| asked[item] = true);
    }
    (0..asked.len()).filter(|&item| asked[item]).collect()
}

/// A cell's name, as `lang=en|age=18-39`; "prefer not to say" is `null`.
pub fn cell_name(margins: &[Margin], cell: &Cell) -> String {
    let parts: Vec<String> = margins
        .iter()
        .zip(&*cell.categories)
        .map(|(margin, category)| format!("{}={}", margin.name, category.unwrap_or("null")))
        .collect();
    parts.join("|")
}
