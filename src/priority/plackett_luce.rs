//! A second opinion: how strong each item is if every next place of a ballot is drawn among what is
//! left, the stronger the likelier.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bradley_terry::rescale;
use super::normal::logarithm;
use super::sample::Sample;
use super::uncertainty::competition_ranks;
use super::{Ballot, Statistics, real_length};

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
    let log_worth: Vec<f64> = worths(sample, weights).into_iter().map(logarithm).collect();
    PlackettLuce { rank: competition_ranks(&log_worth, parts), log_worth }
}

/// The worths that fit the verified people's ballots best, each counted once, the ghost's being 1.
pub fn worths_unweighted(statistics: &Statistics) -> Vec<f64> {
    let sample = Sample::select(statistics, &[], |group| group.counts_as(true));
    worths(&sample, &vec![1.0; sample.cells.len()])
}

/// The worths that fit a weighted sample best, the ghost's being 1.
///
/// Source: Plackett 1975; the minorize–maximize step of Hunter 2004, "MM algorithms for generalized
/// Bradley–Terry models", Annals of Statistics 32, with a ghost item.
pub fn worths(sample: &Sample, weights: &[f64]) -> Vec<f64> {
    let stages = Stages::of(sample, weights);
    let mut worths = vec![1.0; sample.items()];
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
    fn of(sample: &Sample, weights: &[f64]) -> Self {
        let mut wins = vec![0.0; sample.items()];
        let mut sets: BTreeMap<Box<[u64]>, f64> = BTreeMap::new();
        for (ballot, weight) in sample.weighted_ballots(weights) {
            add_stages(ballot, weight, &mut wins, &mut sets);
        }
        let sets = sets.into_iter().map(|(set, count)| (members(&set), count)).collect();
        Self { sets, wins }
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

/// A tied tier is as many stages as it has items, each of them against the tier and all below. The
/// last tier is none: of what is left nothing was preferred.
fn add_stages(
    ballot: &Ballot,
    weight: f64,
    wins: &mut [f64],
    sets: &mut BTreeMap<Box<[u64]>, f64>,
) {
    let mut left = vec![0_u64; wins.len().div_ceil(64)];
    ballot.places().for_each(|(item, _)| left[item / 64] |= 1 << (item % 64));
    let mut places: Vec<(usize, usize)> = ballot.places().collect();
    let last = places.last().map_or(0, |(_, tier)| *tier);
    places.retain(|(_, tier)| *tier < last);
    for tier in places.chunk_by(|(_, tier), (_, next)| tier == next) {
        let count = weight * real_length(tier.len());
        match sets.get_mut(left.as_slice()) {
            Some(known) => *known += count,
            None => drop(sets.insert(left.as_slice().into(), count)),
        }
        for &(item, _) in tier {
            wins[item] += weight;
            left[item / 64] &= !(1 << (item % 64));
        }
    }
}

fn members(set: &[u64]) -> Vec<usize> {
    (0..set.len() * 64).filter(|&item| set[item / 64] >> (item % 64) & 1 == 1).collect()
}
