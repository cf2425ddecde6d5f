//! A second opinion: how strong each item is if every next place of a ballot is drawn among what is
//! left, the stronger the likelier.

use serde::{Deserialize, Serialize};

use super::Statistics;
use super::bradley_terry::rescale;
use super::frame::Frame;
use super::normal::logarithm;
use super::sample::Sample;
use super::stages::Drawn;
use super::uncertainty::competition_ranks;

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
    let worths = worths(&sample.stages().drawn(&sample.weighted_counts(weights)));
    let log_worth: Vec<f64> = worths.into_iter().map(logarithm).collect();
    PlackettLuce { rank: competition_ranks(&log_worth, parts), log_worth }
}

/// The worths that fit the verified people's ballots best, each counted once, the ghost's being 1.
pub fn worths_unweighted(statistics: &Statistics) -> Vec<f64> {
    let sample = Sample::select(&Frame::new(statistics, &[]), |group| group.counts_as(true));
    worths(&sample.stages().drawn(sample.counts()))
}

/// The worths that fit what was drawn best, the ghost's being 1.
///
/// Source: Plackett 1975; the minorize–maximize step of Hunter 2004, "MM algorithms for generalized
/// Bradley–Terry models", Annals of Statistics 32, with a ghost item.
pub fn worths(drawn: &Drawn) -> Vec<f64> {
    let mut worths = vec![1.0; drawn.wins.len()];
    for _ in 0..MOST_STEPS {
        let mut next = step(drawn, &worths);
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

fn step(drawn: &Drawn, worths: &[f64]) -> Vec<f64> {
    let mut met: Vec<f64> = worths.iter().map(|worth| 2.0 * GHOST / (worth + 1.0)).collect();
    for (set, count) in &drawn.sets {
        let share = count / set.iter().map(|&item| worths[item]).sum::<f64>();
        for &item in *set {
            met[item] += share;
        }
    }
    drawn.wins.iter().zip(met).map(|(won, met)| (won + GHOST) / met).collect()
}
