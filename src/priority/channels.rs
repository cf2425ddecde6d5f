//! A second opinion: what comes out if the channels are weighed as studies are, each one voice that
//! differs from the others by more than chance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rank_sets::{RankSet, by_bonferroni};
use super::uncertainty::{competition_ranks, simulate};
use super::{Matrix, Settings, SourceView, real_length};

/// Fewer people than this are shown as a source, and not pooled.
const FEWEST_PEOPLE: i64 = 30;

/// The channels together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
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

/// Pools the verified sources that have enough people and compare all items; `None` if there is
/// none.
///
/// Source: `DerSimonian` & Laird 1986, "Meta-analysis in clinical trials", Controlled Clinical Trials
/// 7, with one variance for all items; I² after Higgins & Thompson 2002.
pub fn pool(sources: &BTreeMap<String, SourceView>, settings: &Settings) -> Option<Pooled> {
    let pooled: Vec<(&String, &SourceView)> = sources
        .iter()
        .filter(|(_, source)| source.verified && source.compares_all)
        .filter(|(_, source)| source.n >= FEWEST_PEOPLE && !source.cov.is_empty())
        .collect();
    let m = pooled.first()?.1.theta.len();
    let (items, voices) = (real_length(m), real_length(pooled.len()));
    let variances: Vec<f64> = pooled
        .iter()
        .map(|(_, source)| (0..m).map(|i| source.cov[i][i]).sum::<f64>() / items)
        .collect();
    if variances.iter().any(|variance| *variance <= 0.0) {
        // Nobody differs in it: it would count for all.
        return None;
    }
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
    let asked = (settings.k, settings.draws, settings.seed);
    Some(Pooled {
        rank: competition_ranks(&theta, &parts),
        rank_set_bonferroni: by_bonferroni(&theta, &cov, &parts),
        p_top_k: simulate(&theta, &cov, &parts, asked).p_top_k,
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
