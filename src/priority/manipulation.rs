//! Signals that ballots may have been coordinated. Nothing is left out because of one: a person
//! looks at them, and sets ballots aside or does not.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::discoveries::{discovery_bar, standardized};
use super::frame::Frame;
use super::plackett_luce::worths;
use super::poisson::{NO_CHANCE, log_tail};
use super::sample::Sample;
use super::spread::Others;
use super::{Ballot, FEWEST_PEOPLE, Settings, SourceView, real};

/// A model that does not fit makes many ballots too common: only the most striking are told.
const MOST_TOLD: usize = 10;

/// A tie of more items has too many orders to add up.
const LARGEST_TIE: usize = 10;

/// Up to four standard deviations above, a count is no such surprise by any Poisson distribution.
const NO_SURPRISE: f64 = 16.0;

/// As precise as fewer people than this, sources are not compared.
const FEWEST_EFFECTIVE: f64 = 30.0;

/// Of the differences between sources that are told, so many may be chance, on average.
const FALSE_DISCOVERIES: f64 = 0.01;

/// Something that honest ballots seldom do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "signal", rename_all = "snake_case")]
pub enum Signal {
    /// The same ballot came far more often than its source's other ballots make likely.
    IdenticalBallots {
        /// Where it came from.
        source: String,
        /// What it says: tiers, best first.
        tiers: Vec<Vec<usize>>,
        /// How often it came, never fewer than 11.
        count: i64,
        /// How often it was to be expected.
        expected: f64,
    },
    /// A source rates items differently from all others together.
    SourceDiffers {
        /// Which one.
        source: String,
        /// The items that it rates differently.
        items: Vec<usize>,
        /// The largest difference, in standard errors, either way.
        largest_z: f64,
    },
}

/// Ballots that came too often, source by source, and among the ballots of one form.
///
/// What is expected of a ballot is as many as there are of its form, times the chance that the
/// Plackett–Luce model of its source gives it: the product over its places of the worth that took
/// each over the worths that were left, a tie being the sum over its orders.
pub fn identical_ballots(frame: &Frame) -> Vec<Signal> {
    let groups = frame.statistics.groups().keys().filter(|group| group.counts());
    let names: BTreeSet<String> = groups.map(super::Group::source_name).collect();
    names.into_iter().flat_map(|name| identical_in(frame, &name)).collect()
}

fn identical_in(frame: &Frame, source: &str) -> Vec<Signal> {
    let sample = Sample::select(frame, |group| {
        group.counts() && group.dots_each == 1 && group.is_from(source)
    });
    let (counts, forms) = (sample.counts(), sample.forms());
    let common: Vec<usize> =
        sample.ids_cast().filter(|&id| counts[id] >= real(FEWEST_PEOPLE)).collect();
    if common.is_empty() {
        return Vec::new();
    }
    let mut of_form = vec![0.0; forms.len()];
    sample.ids_cast().for_each(|id| of_form[forms[id] as usize] += counts[id]);
    let worths = worths(&sample.stages().drawn(counts));
    let mut found: Vec<(f64, Signal)> = Vec::new();
    for id in common {
        let (ballot, times) = (&sample.ballots()[id], counts[id]);
        let Some(chance) = chance(ballot, &worths) else { continue };
        let expected = of_form[forms[id] as usize] * chance;
        let above = times - expected;
        if above < 0.0 || above * above < NO_SURPRISE * expected {
            continue;
        }
        #[expect(clippy::cast_possible_truncation, reason = "counts are held below 2^53")]
        let count = times as i64;
        let tail = log_tail(count, expected);
        if tail < NO_CHANCE {
            let source = source.to_owned();
            let tiers = ballot.tiers();
            found.push((tail, Signal::IdenticalBallots { source, tiers, count, expected }));
        }
    }
    found.sort_by(|(tail, _), (other, _)| tail.total_cmp(other));
    found.into_iter().take(MOST_TOLD).map(|(_, signal)| signal).collect()
}

/// The chance of a ballot among all of its form; `None` if a tie is too large.
fn chance(ballot: &Ballot, worths: &[f64]) -> Option<f64> {
    let mut left: f64 = ballot.places().map(|(item, _)| worths[item]).sum();
    let (_, last) = ballot.places().last()?;
    let mut places = ballot.places().take_while(|&(_, tier)| tier < last).peekable();
    let (mut chance, mut tied) = (1.0, Vec::with_capacity(LARGEST_TIE));
    while let Some(&(_, tier)) = places.peek() {
        tied.clear();
        while let Some((item, _)) = places.next_if(|&(_, next)| next == tier) {
            tied.push(worths[item]);
        }
        chance *= match tied.as_slice() {
            [alone] => alone / left,
            tied if tied.len() <= LARGEST_TIE => chance_of_tie(tied, left),
            _ => return None,
        };
        left -= tied.iter().sum::<f64>();
    }
    Some(chance)
}

/// The chance that these come first of all that is left, in any order.
fn chance_of_tie(worths: &[f64], left: f64) -> f64 {
    // By which of them are placed, as bits: each set is reached from those that lack one of it.
    let mut chances = vec![0.0; 1 << worths.len()];
    chances[0] = 1.0;
    for placed in 0..chances.len() {
        let is_in = |item: usize| placed >> item & 1 == 1;
        let gone: f64 = (0..worths.len()).filter(|&item| is_in(item)).map(|i| worths[i]).sum();
        for item in (0..worths.len()).filter(|&item| !is_in(item)) {
            chances[placed | 1 << item] += chances[placed] * worths[item] / (left - gone);
        }
    }
    chances.last().copied().unwrap_or(1.0)
}

/// Sources whose rates differ from those of all others together, item by item.
///
/// `others` holds for each source of the headline all of its others; a source outside of it is set
/// beside the headline. A source that cannot be weighted like the others is not compared.
///
/// Source: Wald tests of independent samples, with Benjamini & Hochberg's bar.
pub fn sources_that_differ(
    sources: &BTreeMap<String, SourceView>,
    headline: &Others,
    others: &BTreeMap<String, Others>,
    settings: &Settings,
) -> Vec<Signal> {
    let is_comparable = |source: &SourceView| {
        let is_weighted = settings.margins.is_empty() || source.unweighted_because.is_none();
        source.compares_all && is_weighted && source.n_eff >= FEWEST_EFFECTIVE
    };
    let beside = |(name, source)| {
        let others = others.get(name).unwrap_or(headline);
        let is_enough = others.n_eff >= FEWEST_EFFECTIVE && others.rates.parts.len() == 1;
        is_enough.then(|| (name, differences(source, others)))
    };
    let comparable = sources.iter().filter(|(_, source)| is_comparable(source));
    let compared: Vec<(&String, Vec<f64>)> = comparable.filter_map(beside).collect();
    let all = compared.iter().flat_map(|(_, sizes)| sizes).copied().collect();
    let bar = discovery_bar(all, FALSE_DISCOVERIES);
    let signal = |(source, sizes): (&String, Vec<f64>)| {
        let items: Vec<usize> = (0..sizes.len()).filter(|&item| sizes[item] >= bar).collect();
        let largest_z = sizes.into_iter().fold(0.0, f64::max);
        let source = source.clone();
        (!items.is_empty()).then_some(Signal::SourceDiffers { source, items, largest_z })
    };
    compared.into_iter().filter_map(signal).collect()
}

/// How many standard errors apart, either way, item by item.
fn differences(source: &SourceView, others: &Others) -> Vec<f64> {
    let size = |item: usize| {
        let gap = source.theta[item] - others.rates.theta[item];
        let spread = |cov: &super::Matrix| cov.get(item).map_or(0.0, |row| row[item]);
        standardized(gap, spread(&source.cov) + spread(&others.rates.cov)).abs()
    };
    (0..source.theta.len()).map(size).collect()
}

#[cfg(test)]
mod tests;
