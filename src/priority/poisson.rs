//! How unlikely a count is where so many are expected, without a library's logarithm.

use super::normal::logarithm;
use super::real;

/// ln 10⁻⁶: what is rarer is no chance.
pub const NO_CHANCE: f64 = -13.815_510_557_964_274;

/// Half the logarithm of 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// The natural logarithm of the chance of `count` or more where `expected` are, by a Poisson
/// distribution; 0 where the count is no more than expected.
pub fn log_tail(count: i64, expected: f64) -> f64 {
    if real(count) <= expected || expected <= 0.0 {
        return if expected <= 0.0 && count > 0 { f64::NEG_INFINITY } else { 0.0 };
    }
    let log_of_exactly = real(count) * logarithm(expected) - expected - log_factorial(count);
    // Each further count is likelier than the next by what it is above the expected.
    let (mut sum, mut term, mut next) = (1.0, 1.0, count + 1);
    while term > sum * f64::EPSILON {
        term *= expected / real(next);
        sum += term;
        next += 1;
    }
    log_of_exactly + logarithm(sum)
}

/// Source: Stirling's series, Abramowitz & Stegun 1964, 6.1.41; from 20 on good to 1 in 10¹⁵.
fn log_factorial(count: i64) -> f64 {
    if count < 20 {
        return logarithm((1..=count).map(real).product());
    }
    let x = real(count);
    let cube = x * x * x;
    let correction = 1.0 / (12.0 * x) - 1.0 / (360.0 * cube) + 1.0 / (1260.0 * cube * x * x);
    (x + 0.5) * logarithm(x) - x + HALF_LN_TAU + correction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_of_the_sums() {
        let tail = |count: i64, expected: f64| {
            let mut term = (-expected).exp();
            let mut below = 0.0;
            for k in 0..count {
                below += term;
                term *= expected / real(k + 1);
            }
            1.0 - below
        };
        for (count, expected) in [(1, 0.5), (5, 2.0), (19, 12.0), (20, 12.0), (130, 100.0)] {
            let found = log_tail(count, expected).exp();
            assert!((found / tail(count, expected) - 1.0).abs() < 1e-9, "{count} {expected}");
        }
    }

    #[test]
    fn what_is_expected_is_no_surprise_and_what_cannot_be_is() {
        assert!(log_tail(5, 5.0).abs() < 1e-15 && log_tail(0, 0.0).abs() < 1e-15);
        assert!(log_tail(1, 0.0).is_infinite());
        // e⁻¹/20! · (1 + 1/21 + 1/(21 · 22) + …)
        let twenty = -1.0 - 42.335_616_460_753_485 + (1.0_f64 + 1.0 / 21.0 + 1.0 / 462.0).ln();
        assert!((log_tail(20, 1.0) - twenty).abs() < 1e-3);
    }
}
