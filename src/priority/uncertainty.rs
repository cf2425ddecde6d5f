//! What chance may do to the rates: replayable draws, and how often each item is in the top.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{Matrix, normal, real_length};

/// Rates closer than this are equal.
pub const EQUAL: f64 = 1e-12;

/// A pivot below this share of the largest variance is rounding.
const NEGLIGIBLE: f64 = 1e-13;

/// At least and at most so many draws are kept for rank sets.
const KEPT: (usize, usize) = (1_000, 10_000);

/// What came of drawing the rates anew.
pub struct Simulation {
    /// Per item the share of draws in which its rank is at most `k`.
    pub p_top_k: Vec<f64>,
    /// Draws of N(0, Cov), one row of m after another.
    pub noise: Vec<f64>,
}

/// Draws from N(θ, Cov) and counts who is in the top `k`; ranks hold within a part.
pub fn simulate(
    theta: &[f64],
    cov: &Matrix,
    parts: &[Vec<usize>],
    (k, draws, seed): (usize, usize, u64),
) -> Simulation {
    let m = theta.len();
    let kept = draws.clamp(KEPT.0, KEPT.1);
    let mut normals = Normals::new(cov, seed);
    let mut noise = vec![0.0; m];
    let mut simulation = Simulation { p_top_k: vec![0.0; m], noise: Vec::with_capacity(kept * m) };
    let mut rates = Vec::with_capacity(m);
    for draw in 0..draws.max(kept) {
        normals.draw(&mut noise);
        if draw < kept {
            simulation.noise.extend_from_slice(&noise);
        }
        if draw < draws {
            for part in parts {
                rates.clear();
                rates.extend(part.iter().map(|&i| theta[i] + noise[i]));
                let bar = top_bar(&mut rates, k);
                for &i in part.iter().filter(|&&i| theta[i] + noise[i] + EQUAL >= bar) {
                    simulation.p_top_k[i] += 1.0;
                }
            }
        }
    }
    simulation.p_top_k.iter_mut().for_each(|hits| *hits /= real_length(draws));
    simulation
}

/// Competition ranks from 1, best first; equal rates share a rank. Ranks hold within a part.
pub fn competition_ranks(theta: &[f64], parts: &[Vec<usize>]) -> Vec<usize> {
    let mut ranks = vec![1; theta.len()];
    for part in parts {
        for &i in part {
            ranks[i] += part.iter().filter(|&&j| theta[j] > theta[i] + EQUAL).count();
        }
    }
    ranks
}

/// The k-th largest rate: who is not below it has at most k−1 others above.
fn top_bar(rates: &mut [f64], k: usize) -> f64 {
    if k >= rates.len() {
        return f64::NEG_INFINITY;
    }
    *rates.select_nth_unstable_by(k - 1, |a, b| b.total_cmp(a)).1
}

/// A stream of normal vectors with a given covariance.
struct Normals {
    /// One row per item, as many columns as the covariance has rank.
    factor: Vec<Vec<f64>>,
    rank: usize,
    standard: Vec<f64>,
    generator: ChaCha8Rng,
}

impl Normals {
    fn new(cov: &Matrix, seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let (factor, rank) = pivoted_cholesky(cov);
        Self { factor, rank, standard: vec![0.0; rank], generator: ChaCha8Rng::from_seed(bytes) }
    }

    fn draw(&mut self, into: &mut [f64]) {
        for value in &mut self.standard {
            *value = normal::quantile(uniform(self.generator.next_u64()));
        }
        for (value, row) in into.iter_mut().zip(&self.factor) {
            *value = row[..self.rank].iter().zip(&self.standard).map(|(l, z)| l * z).sum();
        }
    }
}

/// Strictly between 0 and 1, by the 52 highest bits.
fn uniform(bits: u64) -> f64 {
    super::real(((bits >> 12) * 2 + 1).cast_signed()) / super::real(1 << 53)
}

/// L with L Lᵀ = `cov`, rows in the items' order, and how many of its columns are in use.
///
/// The rates sum to a constant, so the covariance is singular: the largest variance left is taken
/// first, and what remains of rounding is dropped.
///
/// Source: Higham 2002, Accuracy and Stability of Numerical Algorithms, §10.3.
fn pivoted_cholesky(cov: &Matrix) -> (Vec<Vec<f64>>, usize) {
    let m = cov.len();
    let mut factor = vec![vec![0.0; m]; m];
    let mut left: Vec<f64> = (0..m).map(|i| cov[i][i]).collect();
    let mut open: Vec<usize> = (0..m).collect();
    let floor = left.iter().copied().fold(0.0, f64::max) * NEGLIGIBLE;
    for column in 0..m {
        let largest = (0..open.len())
            .max_by(|&a, &b| left[open[a]].total_cmp(&left[open[b]]).then(open[b].cmp(&open[a])));
        let Some(pivot) = largest.filter(|&at| left[open[at]] > floor).map(|at| open.remove(at))
        else {
            return (factor, column);
        };
        let root = left[pivot].sqrt();
        factor[pivot][column] = root;
        for &i in &open {
            let known: f64 = (0..column).map(|c| factor[i][c] * factor[pivot][c]).sum();
            let value = (cov[i][pivot] - known) / root;
            factor[i][column] = value;
            left[i] -= value * value;
        }
    }
    (factor, m)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factor_gives_back_a_singular_covariance() {
        // Rank 2: the third item is minus the sum of the others.
        let cov = vec![vec![2.0, 0.5, -2.5], vec![0.5, 1.0, -1.5], vec![-2.5, -1.5, 4.0]];
        let (factor, rank) = pivoted_cholesky(&cov);
        assert_eq!(rank, 2);
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = factor[i].iter().zip(&factor[j]).map(|(a, b)| a * b).sum();
                assert!((product - cov[i][j]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn draws_have_the_covariance_asked_for_and_replay() {
        let cov = vec![vec![2.0, -0.5], vec![-0.5, 1.0]];
        let draw = || simulate(&[0.0, 0.0], &cov, &[vec![0, 1]], (1, 10_000, 7));
        let (first, again) = (draw(), draw());
        assert_eq!(first.noise, again.noise);
        assert_eq!(first.p_top_k, again.p_top_k);
        let moment =
            |i: usize, j: usize| first.noise.chunks(2).map(|z| z[i] * z[j]).sum::<f64>() / 10_000.0;
        assert!((moment(0, 0) - 2.0).abs() < 0.1);
        assert!((moment(1, 1) - 1.0).abs() < 0.05);
        assert!((moment(0, 1) + 0.5).abs() < 0.06);
        assert_ne!(simulate(&[0.0, 0.0], &cov, &[vec![0, 1]], (1, 10_000, 8)).noise, first.noise);
    }

    #[test]
    fn the_better_of_two_is_first_as_often_as_the_normal_says() {
        // The difference is N(1, 1): positive with probability 0.8413.
        let cov = vec![vec![0.5, 0.0], vec![0.0, 0.5]];
        let p = simulate(&[1.0, 0.0], &cov, &[vec![0, 1]], (1, 100_000, 1)).p_top_k;
        assert!((p[0] - 0.8413).abs() < 0.004 && (p[0] + p[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn equal_rates_share_a_rank_and_so_do_equal_draws() {
        let parts = [vec![0, 1, 2, 3]];
        let theta = [0.4, 0.6, 0.6 + 1e-13, 0.2];
        assert_eq!(competition_ranks(&theta, &parts), [3, 1, 1, 4]);
        let certain = vec![vec![0.0; 4]; 4];
        let p = simulate(&theta, &certain, &parts, (1, 10, 1)).p_top_k;
        assert_eq!(p, [0.0, 1.0, 1.0, 0.0]);
    }
}
