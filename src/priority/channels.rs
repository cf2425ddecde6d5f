//! A second opinion: what comes out if the channels are weighed as studies are, each one voice that
//! differs from the others by more than chance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::rank_sets::{RankSet, by_bonferroni};
use super::source_view::source_views;
use super::uncertainty::{Draws, competition_ranks, simulate};
use super::{Matrix, Settings, SourceView, Statistics, real_length};

/// Fewer people than this are shown as a source, and not pooled.
const FEWEST_PEOPLE: i64 = 30;

/// A source whose rates vary by less agrees in everything: it would count for all, and what is left
/// of its variance is rounding.
const UNANIMOUS: f64 = 1e-12;

/// The channels together. Lists have one entry per item that they share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// The items that all of them place, where that is not all items: their rates and ranks are
    /// then those among these alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<usize>>,
    /// Average win rate.
    pub theta: Vec<f64>,
    /// Its covariance.
    pub cov: Matrix,
    /// Competition rank from 1.
    pub rank: Vec<usize>,
    /// Lowest and highest rank that chance leaves open, in closed form.
    pub rank_set_bonferroni: Vec<RankSet>,
    /// Probability of being in the top `k`.
    pub p_top_k: Vec<f64>,
    /// Variance between channels, beyond chance.
    pub tau2: f64,
    /// Share of the differences between channels that is not chance.
    pub i2: f64,
    /// Weighted squares of the differences.
    pub q: f64,
    /// What chance alone makes of `q` on average.
    pub df: f64,
    /// How much each channel counts; they sum to 1.
    pub lambda: BTreeMap<String, f64>,
}

/// Pools the verified sources that have enough people and could be weighted, over the items that all of them place; if
/// they do not share two, those that place all items. `None` if there is none.
pub fn pool(
    statistics: &Statistics,
    sources: &BTreeMap<String, SourceView>,
    settings: &Settings,
    draws: &Draws,
) -> Option<Pooled> {
    let mut common: Vec<usize> = (0..statistics.items().count()).collect();
    for source in sources.values().filter(|source| is_voice(source)) {
        if let Some(placed) = &source.places_only {
            common.retain(|item| placed.contains(item));
        }
    }
    if common.len() < 2 || common.len() == statistics.items().count() {
        return pool_whole(sources, draws);
    }
    let fewer = statistics.over(&common);
    let shared = source_views(&Frame::new(&fewer, &settings.margins), settings);
    let pooled = pool_whole(&shared, draws)?;
    Some(Pooled { items: Some(common), ..pooled })
}

/// Whether a source speaks for the people that the margins describe, and for enough of them.
fn is_voice(source: &SourceView) -> bool {
    source.verified
        && source.n >= FEWEST_PEOPLE
        && source.unweighted_because.is_none()
        && mean_variance(source) > UNANIMOUS
}

/// The mean of its items' variances, 0 where they are unknown.
fn mean_variance(source: &SourceView) -> f64 {
    let variances = source.cov.iter().enumerate().map(|(item, row)| row[item]);
    variances.sum::<f64>() / real_length(source.theta.len())
}

/// Pools the voices that compare all items.
///
/// Source: `DerSimonian` & Laird 1986, "Meta-analysis in clinical trials", Controlled Clinical Trials
/// 7, with one variance for all items; I² after Higgins & Thompson 2002.
fn pool_whole(sources: &BTreeMap<String, SourceView>, draws: &Draws) -> Option<Pooled> {
    let voices = sources.iter().filter(|(_, source)| is_voice(source) && source.compares_all);
    let pooled: Vec<(&String, &SourceView)> = voices.collect();
    let m = pooled.first()?.1.theta.len();
    let (items, voices) = (real_length(m), real_length(pooled.len()));
    let variances: Vec<f64> = pooled.iter().map(|(_, source)| mean_variance(source)).collect();
    let precise: Vec<f64> = variances.iter().map(|variance| 1.0 / variance).collect();
    let total: f64 = precise.iter().sum();
    let squares: f64 = precise.iter().map(|w| w * w).sum();
    let mean = weighted_mean(&pooled, &precise, m);
    let q: f64 = pooled
        .iter()
        .zip(&precise)
        .map(|((_, source), w)| {
            w * source.theta.iter().zip(&mean).map(|(x, mean)| (x - mean) * (x - mean)).sum::<f64>()
        })
        .sum();
    let df = (items - 1.0) * (voices - 1.0);
    let (tau2, i2) = if pooled.len() == 1 {
        (0.0, 0.0)
    } else {
        let tau2 = (q - df) / ((items - 1.0) * (total - squares / total));
        (tau2.max(0.0), (1.0 - df / q).max(0.0))
    };
    let lambda: Vec<f64> = variances.iter().map(|variance| 1.0 / (variance + tau2)).collect();
    let sum: f64 = lambda.iter().sum();
    let lambda: Vec<f64> = lambda.into_iter().map(|share| share / sum).collect();
    let theta = weighted_mean(&pooled, &lambda, m);
    let cov = covariance(&pooled, &lambda, tau2, m);
    let parts = [(0..m).collect::<Vec<_>>()];
    Some(Pooled {
        items: None,
        rank: competition_ranks(&theta, &parts),
        rank_set_bonferroni: by_bonferroni(&theta, &cov, &parts),
        p_top_k: simulate(&theta, &cov, &parts, draws).p_top_k,
        theta,
        cov,
        tau2,
        i2,
        q,
        df,
        lambda: pooled.iter().map(|(name, _)| (*name).clone()).zip(lambda).collect(),
    })
}

fn weighted_mean(pooled: &[(&String, &SourceView)], weights: &[f64], m: usize) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    let mean = |i: usize| {
        pooled.iter().zip(weights).map(|((_, source), w)| w * source.theta[i]).sum::<f64>() / total
    };
    (0..m).map(mean).collect()
}

/// `Σλ²Σ + Σλ²τ²(I − 11ᵀ/m)·m/(m−1)`: rates sum to a constant, between channels too.
fn covariance(pooled: &[(&String, &SourceView)], lambda: &[f64], tau2: f64, m: usize) -> Matrix {
    let items = real_length(m);
    let between =
        tau2 * lambda.iter().map(|share| share * share).sum::<f64>() * items / (items - 1.0);
    let cell = |i: usize, j: usize| {
        let within: f64 = pooled
            .iter()
            .zip(lambda)
            .map(|((_, source), share)| share * share * source.cov[i][j])
            .sum();
        within + between * (f64::from(u8::from(i == j)) - 1.0 / items)
    };
    (0..m).map(|i| (0..m).map(|j| cell(i, j)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::{Ballot, Flag, Group, Items, Ranking, rank};

    /// Rankings of the items in that order, by verified people: source, slate, count.
    fn ranked(items: usize, cast: &[(&str, &[usize], u64)]) -> Ranking {
        let mut statistics = Statistics::new(Items::Count(items));
        for (source, order, count) in cast {
            let tiers: Vec<Vec<usize>> = order.iter().map(|&item| vec![item]).collect();
            let ballot = Ballot::new(items, Some(order), &tiers).unwrap();
            statistics.add(&Group::verified(source, BTreeMap::new()), &ballot, *count);
        }
        rank(&statistics, &Settings { k: 2, draws: 2_000, ..Settings::default() }).unwrap()
    }

    #[test]
    fn channels_with_other_lists_are_pooled_over_what_they_share() {
        let mixed = ranked(
            5,
            &[
                ("sms/all", &[1, 0, 3], 60),
                ("sms/all", &[0, 3, 1], 50),
                ("web/all", &[4, 0, 2, 1, 3], 40),
                ("web/all", &[3, 2, 0, 1, 4], 45),
            ],
        );
        let shared = ranked(
            3,
            &[
                ("sms/all", &[1, 0, 2], 60),
                ("sms/all", &[0, 2, 1], 50),
                ("web/all", &[0, 1, 2], 40),
                ("web/all", &[2, 0, 1], 45),
            ],
        );
        assert_eq!(mixed.sources["sms/all"].places_only, Some(vec![0, 1, 3]));
        assert_eq!(mixed.sources["web/all"].places_only, None);
        let expected = Pooled { items: Some(vec![0, 1, 3]), ..shared.pooled.unwrap() };
        assert_eq!(mixed.pooled.unwrap(), expected);
    }

    #[test]
    fn a_channel_that_shares_nothing_leaves_the_others_to_themselves() {
        let cast: [(&str, &[usize], u64); 4] = [
            ("sms/all", &[0, 1, 2, 3], 60),
            ("sms/all", &[1, 0, 3, 2], 60),
            ("web/all", &[0, 2, 1, 3], 60),
            ("web/all", &[1, 2, 3, 0], 60),
        ];
        let alone = ranked(4, &cast).pooled.unwrap();
        let pair: (&str, &[usize], u64) = ("card/pair", &[0, 3], 90);
        let other: (&str, &[usize], u64) = ("desk/pair", &[1, 2], 90);
        let with = ranked(4, &[cast.as_slice(), &[pair, other]].concat()).pooled.unwrap();
        assert_eq!(with, alone);
    }

    #[test]
    fn a_unanimous_channel_leaves_the_others_to_themselves() {
        let cast: [(&str, &[usize], u64); 4] = [
            ("sms/all", &[0, 1, 2], 60),
            ("sms/all", &[1, 0, 2], 70),
            ("web/all", &[0, 2, 1], 60),
            ("web/all", &[2, 1, 0], 50),
        ];
        let alone = ranked(3, &cast).pooled.unwrap();
        // Sums of so many equal ballots leave a variance of rounding alone.
        for people in [30, 41, 1_000_003] {
            let agreeing: (&str, &[usize], u64) = ("desk/all", &[2, 0, 1], people);
            let with = ranked(3, &[cast.as_slice(), &[agreeing]].concat()).pooled.unwrap();
            assert_eq!(with, alone);
        }
    }

    #[test]
    fn among_shared_items_the_top_is_what_the_headline_has_there() {
        // The headline's top is 4 and 0; among 0, 1 and 3 both channels put 0 first.
        let agreeing = ranked(
            5,
            &[
                ("sms/all", &[0, 1, 3], 90),
                ("sms/all", &[0, 3, 1], 90),
                ("web/all", &[4, 0, 1, 2, 3], 80),
                ("web/all", &[4, 0, 3, 2, 1], 80),
            ],
        );
        assert_eq!((agreeing.rank[4], agreeing.rank[0]), (1, 2));
        assert!(!agreeing.flags.contains(&Flag::ChannelSensitive), "{:?}", agreeing.pooled);
        // Without the web nothing connects 2 and 4 to the others: that contests nobody's place.
        assert!(!agreeing.flags.contains(&Flag::Contested));
        assert_eq!(agreeing.leave_one_source_out.keys().collect::<Vec<_>>(), ["sms/all"]);
    }
}
