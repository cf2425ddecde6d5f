//! Which of many differences are more than chance, when so many are looked at.

use super::uncertainty::EQUAL;
use super::{normal, real_length};

/// Standard errors that stand for a gap that chance never moves.
pub const CERTAIN: f64 = 1e6;

/// From which size on, in standard errors either way, differences are called real so that at most
/// the given share of those is chance, on average; infinite if none is.
///
/// Source: Benjamini & Hochberg 1995, "Controlling the False Discovery Rate", Journal of the Royal
/// Statistical Society B 57; with the normal's quantiles in place of p-values.
pub fn discovery_bar(mut sizes: Vec<f64>, share: f64) -> f64 {
    sizes.sort_unstable_by(|a, b| b.total_cmp(a));
    let tested = real_length(sizes.len());
    let bar = |place: usize| -normal::quantile(share * real_length(place) / tested / 2.0);
    let found = (1..=sizes.len()).rev().find(|&place| sizes[place - 1] >= bar(place));
    found.map_or(f64::INFINITY, |place| sizes[place - 1])
}

/// The gap over its standard error, and never beyond what a number can be written for.
pub fn standardized(gap: f64, variance: f64) -> f64 {
    match gap.abs() {
        size if size <= EQUAL => 0.0,
        _ if variance <= EQUAL * EQUAL => CERTAIN.copysign(gap),
        _ => (gap / variance.sqrt()).clamp(-CERTAIN, CERTAIN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_judged_by_its_place_among_all() {
        // At 10 % over four: 2.24, 1.96, 1.78, 1.64 for the first to the fourth.
        let bar = |sizes: &[f64]| discovery_bar(sizes.to_vec(), 0.10);
        assert!((bar(&[1.5, 2.3, 0.1, 1.9]) - 2.3).abs() < 1e-15);
        assert!((bar(&[1.9, 1.5, 2.0, 2.1]) - 1.9).abs() < 1e-15, "the third saves the others");
        assert!(bar(&[1.6, 1.5, 2.2, 1.7]).is_infinite());
        assert!(bar(&[]).is_infinite());
    }
}
