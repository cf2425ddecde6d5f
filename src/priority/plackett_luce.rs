//! A second opinion: how strong each item is if every next place of a ballot is drawn among what is
//! left, the stronger the likelier.

use serde::{Deserialize, Serialize};

use super::bradley_terry::rescale;
use super::counting::Index;
use super::frame::Frame;
use super::normal::logarithm;
use super::sample::Sample;
use super::uncertainty::competition_ranks;
use super::{Ballot, Statistics};

/// Half a win and half a loss against a ghost of worth 1 keep every worth finite.
const GHOST: f64 = 0.5;

const MOST_STEPS: usize = 10_000;
const CLOSE_ENOUGH: f64 = 1e-12;

/// What the method makes of the ballots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlackettLuce {
    /// Natural logarithm of each item's worth; the ghost's is 0.
    pub log_worth: Vec<f64>,
    /// Competition rank from 1.
    pub rank: Vec<usize>,
}

/// The order of a weighted sample by its worths.
pub fn plackett_luce(sample: &Sample, weights: &[f64], parts: &[Vec<usize>]) -> PlackettLuce {
    let worths = worths(&sample.weighted_ballots(weights), sample.items());
    let log_worth: Vec<f64> = worths.into_iter().map(logarithm).collect();
    PlackettLuce { rank: competition_ranks(&log_worth, parts), log_worth }
}

/// The worths that fit the verified people's ballots best, each counted once, the ghost's being 1.
pub fn worths_unweighted(statistics: &Statistics) -> Vec<f64> {
    let sample = Sample::select(&Frame::new(statistics, &[]), |group| group.counts_as(true));
    worths(&sample.counted_ballots(), sample.items())
}

/// The worths that fit weighted ballots best, the ghost's being 1.
///
/// Source: Plackett 1975; the minorize–maximize step of Hunter 2004, "MM algorithms for generalized
/// Bradley–Terry models", Annals of Statistics 32, with a ghost item.
pub fn worths(ballots: &[(&Ballot, f64)], items: usize) -> Vec<f64> {
    let stages = Stages::of(ballots, items);
    let mut worths = vec![1.0; items];
    for _ in 0..MOST_STEPS {
        let mut next = stages.step(&worths);
        rescale(&mut next);
        let moved = next.iter().zip(&worths).map(|(next, last)| (next / last - 1.0).abs());
        let moved = moved.fold(0.0, f64::max);
        worths = next;
        if moved < CLOSE_ENOUGH {
            break;
        }
    }
    worths
}

/// How often a place was drawn among which items, and how often each item took one.
///
/// Very many ballots have few such sets: a million that name the top three of twenty have 211.
struct Stages {
    sets: Vec<(Vec<usize>, f64)>,
    wins: Vec<f64>,
}

impl Stages {
    fn of(ballots: &[(&Ballot, f64)], items: usize) -> Self {
        let mut stages = Self { sets: Vec::new(), wins: vec![0.0; items] };
        let mut known = Index::default();
        for (ballot, weight) in ballots {
            stages.add(ballot, *weight, &mut known);
        }
        // In the order of the sets, whichever ballot came first.
        let mut in_order: Vec<(Box<[u64]>, u32)> = known.into_iter().collect();
        in_order.sort_unstable();
        let sets = std::mem::take(&mut stages.sets).into_iter().map(Some);
        let mut sets: Vec<_> = sets.collect();
        stages.sets = in_order.iter().filter_map(|&(_, at)| sets[at as usize].take()).collect();
        stages
    }

    /// A tied tier is as many stages as it has items, each of them against the tier and all below.
    /// The last tier is none: of what is left nothing was preferred.
    fn add(&mut self, ballot: &Ballot, weight: f64, known: &mut Index<Box<[u64]>>) {
        let mut left = vec![0_u64; self.wins.len().div_ceil(64)];
        let mut last = 0;
        for (item, tier) in ballot.places() {
            left[item / 64] |= 1 << (item % 64);
            last = tier;
        }
        let mut places = ballot.places().take_while(|&(_, tier)| tier < last).peekable();
        while let Some(&(_, tier)) = places.peek() {
            let at = known.get(left.as_slice()).copied().unwrap_or_else(|| {
                self.sets.push((members(&left), 0.0));
                let at = u32::try_from(self.sets.len() - 1).expect("sets fit into memory");
                known.insert(left.as_slice().into(), at);
                at
            });
            while let Some((item, _)) = places.next_if(|&(_, next)| next == tier) {
                self.sets[at as usize].1 += weight;
                self.wins[item] += weight;
                left[item / 64] &= !(1 << (item % 64));
            }
        }
    }

    fn step(&self, worths: &[f64]) -> Vec<f64> {
        let mut met: Vec<f64> = worths.iter().map(|worth| 2.0 * GHOST / (worth + 1.0)).collect();
        for (set, count) in &self.sets {
            let share = count / set.iter().map(|&item| worths[item]).sum::<f64>();
            for &item in set {
                met[item] += share;
            }
        }
        self.wins.iter().zip(met).map(|(won, met)| (won + GHOST) / met).collect()
    }
}

fn members(set: &[u64]) -> Vec<usize> {
    (0..set.len() * 64).filter(|&item| set[item / 64] >> (item % 64) & 1 == 1).collect()
}
