//! Which ranks chance leaves open to each item, with all items considered at once.

use std::ops::RangeInclusive;

use super::uncertainty::EQUAL;
use super::{Matrix, normal, real_length};

/// How often, in percent, any rank set at all may miss.
const ERROR_PERCENT: usize = 5;

/// A variance of a difference below this share of the largest variance is rounding.
const NEGLIGIBLE: f64 = 1e-12;

/// Lowest and highest rank, from 1.
pub type RankSet = (usize, usize);

/// Two items of one part.
#[derive(Clone, Copy)]
struct Pair {
    better: usize,
    worse: usize,
    /// θ of the first less θ of the second.
    gap: f64,
    /// The standard error of that, zero if the two never vary against each other.
    error: f64,
}

/// Rank sets from joint draws: pairs that differ by more than the largest chance difference among
/// the pairs not yet told apart are told apart, until none is.
///
/// `noise` holds draws of N(0, Cov): per item one number a draw.
///
/// Source: Mogstad, Romano, Shaikh & Wilhelm 2023, "Inference for Ranks", Review of Economic
/// Studies; the stepwise test of Romano & Wolf 2005.
pub fn by_draws(theta: &[f64], cov: &Matrix, parts: &[Vec<usize>], noise: &Matrix) -> Vec<RankSet> {
    let (mut differing, mut open) = certain(ordered_pairs(theta, cov, parts));
    while !open.is_empty() {
        let mut largest = largest_differences(&open, noise);
        let at = (largest.len() * (100 - ERROR_PERCENT)).div_ceil(100) - 1;
        let (_, &mut bar, _) = largest.select_nth_unstable_by(at, f64::total_cmp);
        let (apart, still_open): (Vec<_>, Vec<_>) =
            open.iter().partition(|pair| pair.gap / pair.error > bar);
        if apart.is_empty() {
            break;
        }
        differing.extend(apart);
        open = still_open;
    }
    sets(theta.len(), parts, &differing)
}

/// Rank sets in closed form: every pair tested as if all of them had to hold at once.
///
/// Source: Bonferroni on the pairwise tests, two-sided over m(m−1)/2 pairs.
pub fn by_bonferroni(theta: &[f64], cov: &Matrix, parts: &[Vec<usize>]) -> Vec<RankSet> {
    let m = theta.len();
    let pairs = real_length(m * (m - 1));
    let bar = -normal::quantile(real_length(ERROR_PERCENT) / 100.0 / pairs);
    let (mut differing, open) = certain(ordered_pairs(theta, cov, parts));
    differing.extend(open.iter().filter(|pair| pair.gap / pair.error > bar));
    sets(m, parts, &differing)
}

/// Every rank within its part: what is known of items whose spread is unknown.
pub fn all_open(items: usize, parts: &[Vec<usize>]) -> Vec<RankSet> {
    sets(items, parts, &[])
}

fn ordered_pairs(theta: &[f64], cov: &Matrix, parts: &[Vec<usize>]) -> Vec<Pair> {
    let floor = (0..theta.len()).map(|i| cov[i][i]).fold(0.0, f64::max) * NEGLIGIBLE;
    let pair = |better: usize, worse: usize| {
        let variance = cov[better][better] + cov[worse][worse] - 2.0 * cov[better][worse];
        let error = if variance > floor { variance.sqrt() } else { 0.0 };
        Pair { better, worse, gap: theta[better] - theta[worse], error }
    };
    let within = |part: &Vec<usize>| {
        let part = part.clone();
        let others = part.clone();
        part.into_iter().flat_map(move |better| {
            others.clone().into_iter().filter(move |&j| j != better).map(move |j| (better, j))
        })
    };
    parts.iter().flat_map(within).map(|(better, worse)| pair(better, worse)).collect()
}

/// Pairs that chance cannot turn because it never moves one against the other, and the rest.
fn certain(pairs: Vec<Pair>) -> (Vec<Pair>, Vec<Pair>) {
    let (fixed, open): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|pair| pair.error == 0.0);
    (fixed.into_iter().filter(|pair| pair.gap > EQUAL).collect(), open)
}

/// By draw the largest chance difference among the open pairs, in standard errors.
fn largest_differences(open: &[Pair], noise: &Matrix) -> Vec<f64> {
    let mut largest = vec![f64::NEG_INFINITY; noise.first().map_or(0, Vec::len)];
    for Pair { better, worse, error, .. } in open {
        let both = noise[*better].iter().zip(&noise[*worse]);
        for (largest, (better, worse)) in largest.iter_mut().zip(both) {
            let difference = (better - worse) / error;
            *largest = if difference > *largest { difference } else { *largest };
        }
    }
    largest
}

fn sets(items: usize, parts: &[Vec<usize>], differing: &[Pair]) -> Vec<RankSet> {
    let mut sets: Vec<RangeInclusive<usize>> = vec![1..=1; items];
    for part in parts {
        for &item in part {
            sets[item] = 1..=part.len();
        }
    }
    for pair in differing {
        let (better, worse) = (sets[pair.better].clone(), sets[pair.worse].clone());
        sets[pair.better] = *better.start()..=better.end() - 1;
        sets[pair.worse] = worse.start() + 1..=*worse.end();
    }
    sets.into_iter().map(RangeInclusive::into_inner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::uncertainty::{Draws, simulate};

    fn diagonal(variances: &[f64]) -> Matrix {
        let row =
            |i: usize| (0..variances.len()).map(move |j| if i == j { variances[i] } else { 0.0 });
        (0..variances.len()).map(|i| row(i).collect()).collect()
    }

    #[test]
    fn far_apart_items_have_one_rank_and_close_ones_share() {
        let theta = [0.9, 0.501, 0.5, 0.1];
        let cov = diagonal(&[1e-4; 4]);
        let parts = [vec![0, 1, 2, 3]];
        let expected = [(1, 1), (2, 3), (2, 3), (4, 4)];
        assert_eq!(by_bonferroni(&theta, &cov, &parts), expected);
        let noise = simulate(&theta, &cov, &parts, &Draws::new(3, 1000, 1)).noise;
        assert_eq!(by_draws(&theta, &cov, &parts, &noise), expected);
    }

    #[test]
    fn a_second_step_tells_apart_what_the_first_could_not() {
        // The first bar is that of the studentized range of ten, 4.47/√2 = 3.16; with the far
        // pairs gone only one direction is left of them, and the bar falls to about 3.0.
        let mut theta: Vec<f64> = (0..9).map(|i| 100.0 * f64::from(i)).collect();
        theta.push(800.0 + 3.08 * 2.0_f64.sqrt());
        let cov = diagonal(&[1.0; 10]);
        let parts = [(0..10).collect::<Vec<_>>()];
        let noise = simulate(&theta, &cov, &parts, &Draws::new(3, 10_000, 1)).noise;
        assert_eq!(by_draws(&theta, &cov, &parts, &noise)[9], (1, 1));
        assert_eq!(by_bonferroni(&theta, &cov, &parts)[9], (1, 2));
    }

    #[test]
    fn items_that_never_vary_against_each_other_are_certain_or_equal() {
        let cov = vec![vec![1.0; 3]; 3];
        let sets = by_bonferroni(&[0.5, 0.4, 0.4], &cov, &[vec![0, 1, 2]]);
        assert_eq!(sets, [(1, 1), (2, 3), (2, 3)]);
    }

    #[test]
    fn ranks_hold_within_a_part() {
        let sets =
            by_bonferroni(&[0.9, 0.1, 0.5, 0.5], &diagonal(&[1e-6; 4]), &[vec![0, 1], vec![2, 3]]);
        assert_eq!(sets, [(1, 1), (2, 2), (1, 2), (1, 2)]);
    }
}
