//! What chance may do to the rates: replayable draws, and how often each item is in the top.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

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

/// What every simulation of a ranking shares: what is asked, and the standard normals.
pub struct Draws {
    k: usize,
    times: usize,
    seed: u64,
    /// By how many make a draw, those of the draws that are kept.
    standard: RefCell<BTreeMap<usize, Rc<[f64]>>>,
}

impl Draws {
    /// So many draws from a seed, to look for the top `k`.
    pub fn new(k: usize, times: usize, seed: u64) -> Self {
        Self { k, times, seed, standard: RefCell::default() }
    }

    fn kept(&self) -> usize {
        self.times.clamp(KEPT.0, KEPT.1)
    }

    /// The standard normals of the draws that are kept, so many a draw.
    fn standard(&self, each: usize) -> Rc<[f64]> {
        let mut standard = self.standard.borrow_mut();
        let made = standard.entry(each).or_insert_with(|| {
            let mut generator = self.generator();
            (0..self.kept() * each).map(|_| standard_normal(&mut generator)).collect()
        });
        Rc::clone(made)
    }

    fn generator(&self) -> ChaCha8Rng {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.seed.to_le_bytes());
        ChaCha8Rng::from_seed(bytes)
    }
}

fn standard_normal(generator: &mut ChaCha8Rng) -> f64 {
    normal::quantile(uniform(generator.next_u64()))
}

/// Draws from N(θ, Cov) and counts who is in the top `k`; ranks hold within a part.
pub fn simulate(theta: &[f64], cov: &Matrix, parts: &[Vec<usize>], asked: &Draws) -> Simulation {
    let m = theta.len();
    let kept = asked.kept();
    let mut normals = Normals::new(cov, asked);
    let mut simulation = Simulation { p_top_k: vec![0.0; m], noise: Vec::with_capacity(kept * m) };
    let (mut noise, mut best) = (vec![0.0; m], Vec::with_capacity(asked.k + 1));
    for draw in 0..asked.times.max(kept) {
        normals.draw(draw, &mut noise);
        if draw < kept {
            simulation.noise.extend_from_slice(&noise);
        }
        if draw < asked.times {
            for part in parts {
                let rates = part.iter().map(|&i| theta[i] + noise[i]);
                let bar = top_bar(rates, asked.k, &mut best);
                for &i in part.iter().filter(|&&i| theta[i] + noise[i] + EQUAL >= bar) {
                    simulation.p_top_k[i] += 1.0;
                }
            }
        }
    }
    simulation.p_top_k.iter_mut().for_each(|hits| *hits /= real_length(asked.times));
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

/// The k-th largest rate: who is not below it has at most k−1 others above. `best` is room for it.
fn top_bar(rates: impl Iterator<Item = f64>, k: usize, best: &mut Vec<f64>) -> f64 {
    best.clear();
    let mut bar = f64::NEG_INFINITY;
    let mut seen = 0;
    for rate in rates {
        seen += 1;
        if rate > bar {
            let at = best.partition_point(|other| *other >= rate);
            best.insert(at, rate);
            best.truncate(k);
            if best.len() == k {
                bar = best[k - 1];
            }
        }
    }
    if k >= seen { f64::NEG_INFINITY } else { bar }
}

/// A stream of normal vectors with a given covariance.
struct Normals {
    /// Column by column, as many as the covariance has rank, each with one entry per item.
    columns: Vec<Vec<f64>>,
    standard: Rc<[f64]>,
    /// For the draws that are not kept.
    generator: ChaCha8Rng,
}

impl Normals {
    fn new(cov: &Matrix, asked: &Draws) -> Self {
        let (factor, rank) = pivoted_cholesky(cov);
        let column = |column: usize| factor.iter().map(|row| row[column]).collect();
        let standard = asked.standard(rank);
        let mut generator = asked.generator();
        // Each normal takes two words of the stream.
        generator.set_word_pos(2 * standard.len() as u128);
        Self { columns: (0..rank).map(column).collect(), standard, generator }
    }

    fn draw(&mut self, number: usize, into: &mut [f64]) {
        let rank = self.columns.len();
        into.fill(0.0);
        for (at, column) in self.columns.iter().enumerate() {
            let z = match self.standard.get(number * rank + at) {
                Some(z) => *z,
                None => standard_normal(&mut self.generator),
            };
            for (value, l) in into.iter_mut().zip(column) {
                *value += l * z;
            }
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
        let draw = || simulate(&[0.0, 0.0], &cov, &[vec![0, 1]], &Draws::new(1, 10_000, 7));
        let (first, again) = (draw(), draw());
        assert_eq!(first.noise, again.noise);
        assert_eq!(first.p_top_k, again.p_top_k);
        let moment =
            |i: usize, j: usize| first.noise.chunks(2).map(|z| z[i] * z[j]).sum::<f64>() / 10_000.0;
        assert!((moment(0, 0) - 2.0).abs() < 0.1);
        assert!((moment(1, 1) - 1.0).abs() < 0.05);
        assert!((moment(0, 1) + 0.5).abs() < 0.06);
        assert_ne!(
            simulate(&[0.0, 0.0], &cov, &[vec![0, 1]], &Draws::new(1, 10_000, 8)).noise,
            first.noise
        );
    }

    #[test]
    fn the_better_of_two_is_first_as_often_as_the_normal_says() {
        // The difference is N(1, 1): positive with probability 0.8413.
        let cov = vec![vec![0.5, 0.0], vec![0.0, 0.5]];
        let p = simulate(&[1.0, 0.0], &cov, &[vec![0, 1]], &Draws::new(1, 100_000, 1)).p_top_k;
        assert!((p[0] - 0.8413).abs() < 0.004 && (p[0] + p[1] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn equal_rates_share_a_rank_and_so_do_equal_draws() {
        let parts = [vec![0, 1, 2, 3]];
        let theta = [0.4, 0.6, 0.6 + 1e-13, 0.2];
        assert_eq!(competition_ranks(&theta, &parts), [3, 1, 1, 4]);
        let certain = vec![vec![0.0; 4]; 4];
        let p = simulate(&theta, &certain, &parts, &Draws::new(1, 10, 1)).p_top_k;
        assert_eq!(p, [0.0, 1.0, 1.0, 0.0]);
    }
}
