//! A second opinion: who comes ahead of whom by the strongest chain of majorities.

use serde::{Deserialize, Serialize};

use super::sample::Sample;
use super::win_rate::weighted_wins;
use super::{Matrix, uncertainty::EQUAL};

/// What the method makes of the ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schulze {
    /// Competition rank from 1, by how many items each is ahead of.
    pub rank: Vec<usize>,
}

/// The order of a weighted sample by weighted margins.
///
/// Source: Schulze 2011, "A new monotonic, clone-independent, reversal symmetric, and
/// Condorcet-consistent single-winner election method", Social Choice and Welfare 36.
pub fn schulze(sample: &Sample, weights: &[f64]) -> Schulze {
    let paths = strongest_paths(&weighted_wins(sample, weights));
    let items = 0..paths.len();
    // Sums of weights that differ by rounding alone tie.
    let ahead = |i: usize, j: usize| paths[i][j] > paths[j][i] * (1.0 + EQUAL) + EQUAL;
    let behind: Vec<usize> =
        items.clone().map(|i| items.clone().filter(|&j| ahead(i, j)).count()).collect();
    let rank = behind.iter().map(|own| 1 + behind.iter().filter(|other| *other > own).count());
    Schulze { rank: rank.collect() }
}

/// Of every pair the strength of the weakest link in the best chain from one to the other.
fn strongest_paths(wins: &Matrix) -> Matrix {
    let m = wins.len();
    let mut paths = vec![vec![0.0_f64; m]; m];
    for i in 0..m {
        for j in (0..m).filter(|&j| j != i) {
            paths[i][j] = (wins[i][j] - wins[j][i]).max(0.0);
        }
    }
    for via in 0..m {
        let from_via = paths[via].clone();
        for path in &mut paths {
            let to_via = path[via];
            for (strength, onward) in path.iter_mut().zip(&from_via) {
                *strength = strength.max(to_via.min(*onward));
            }
        }
    }
    for (item, path) in paths.iter_mut().enumerate() {
        path[item] = 0.0;
    }
    paths
}
