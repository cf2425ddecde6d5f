//! What chance may do to the rates: replayable draws, and how often each item is in the top.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{Matrix, normal, real_length};

/// Rates closer than this are equal.
pub const EQUAL: f64 = 1e-12;

/// A pivot below this share of the largest variance is rounding.
const NEGLIGIBLE: f64 = 1e-13;

/// At least and at most so many draws are kept for rank sets.
const KEPT: (usize, usize) = (1_000, 10_000);

/// Draws that are made together, item by item: so neighbours in memory meet the same operation, and
/// a processor does several at once.
const TOGETHER: usize = 250;

/// What came of drawing the rates anew.
pub struct Simulation {
    /// Per item the share of draws in which its rank is at most `k`.
    pub p_top_k: Vec<f64>,
    /// Draws of N(0, Cov): per item one number a draw.
    pub noise: Vec<Vec<f64>>,
}

/// What every simulation of a ranking shares: what is asked, and the standard normals.
pub struct Draws {
    /// How many places are the top.
    pub k: usize,
    times: usize,
    seed: u64,
    /// By how many make a draw, those of the draws that are kept: in columns of one number a draw.
    standard: Mutex<BTreeMap<usize, Arc<Matrix>>>,
}

impl Draws {
    /// So many draws from a seed, to look for the top `k`.
    pub fn new(k: usize, times: usize, seed: u64) -> Self {
        Self { k, times, seed, standard: Mutex::default() }
    }

    fn kept(&self) -> usize {
        self.times.clamp(KEPT.0, KEPT.1)
    }

    /// The standard normals of the draws that are kept, so many a draw.
    fn standard(&self, each: usize) -> Arc<Matrix> {
        let mut standard = self.standard.lock().unwrap_or_else(PoisonError::into_inner);
        let made = standard.entry(each).or_insert_with(|| {
            let mut columns = vec![vec![0.0; self.kept()]; each];
            draw_standard(&mut self.generator(), &mut columns);
            Arc::new(columns)
        });
        Arc::clone(made)
    }

    fn generator(&self) -> ChaCha8Rng {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&self.seed.to_le_bytes());
        ChaCha8Rng::from_seed(bytes)
    }
}

/// Fills columns with standard normals, draw by draw.
fn draw_standard(generator: &mut ChaCha8Rng, columns: &mut Matrix) {
    for draw in 0..columns.first().map_or(0, Vec::len) {
        for column in columns.iter_mut() {
            column[draw] = normal::quantile(uniform(generator.next_u64()));
        }
    }
}

/// Draws from N(θ, Cov) and counts who is in the top `k`; ranks hold within a part.
pub fn simulate(theta: &[f64], cov: &Matrix, parts: &[Vec<usize>], asked: &Draws) -> Simulation {
    let kept = asked.kept();
    let (factor, rank) = pivoted_cholesky(cov);
    let standard = asked.standard(rank);
    let mut noise = vec![vec![0.0; kept]; theta.len()];
    let mut top = TopCount::new(theta, parts, asked.k);
    for first in (0..kept).step_by(TOGETHER) {
        let some = first..kept.min(first + TOGETHER);
        correlate(&factor, &standard, some.clone(), &mut noise);
        // Rank sets may need more draws than were asked for.
        top.count(&noise, some.start.min(asked.times)..some.end.min(asked.times));
    }
    // Those that are not kept follow in the stream of numbers, of which each normal takes two words.
    let mut generator = asked.generator();
    generator.set_word_pos(2 * (kept * rank) as u128);
    for first in (kept..asked.times).step_by(TOGETHER) {
        let some = 0..TOGETHER.min(asked.times - first);
        let mut standard = vec![vec![0.0; some.len()]; rank];
        draw_standard(&mut generator, &mut standard);
        let mut noise = vec![vec![0.0; some.len()]; theta.len()];
        correlate(&factor, &standard, some.clone(), &mut noise);
        top.count(&noise, some);
    }
    let share = |hits: usize| real_length(hits) / real_length(asked.times);
    Simulation { p_top_k: top.hits.into_iter().map(share).collect(), noise }
}

/// Makes standard normals, in columns, into the noise of every item for some of the draws.
fn correlate(factor: &Matrix, standard: &Matrix, some: Range<usize>, noise: &mut Matrix) {
    for (noise, row) in noise.iter_mut().zip(factor) {
        let noise = &mut noise[some.clone()];
        for (column, l) in standard.iter().zip(row).filter(|(_, l)| **l != 0.0) {
            noise.iter_mut().zip(&column[some.clone()]).for_each(|(noise, z)| *noise += l * z);
        }
    }
}

/// In how many draws each item was in the top.
struct TopCount<'a> {
    theta: &'a [f64],
    parts: &'a [Vec<usize>],
    k: usize,
    hits: Vec<usize>,
}

impl<'a> TopCount<'a> {
    fn new(theta: &'a [f64], parts: &'a [Vec<usize>], k: usize) -> Self {
        Self { theta, parts, k, hits: vec![0; theta.len()] }
    }

    fn count(&mut self, noise: &Matrix, some: Range<usize>) {
        for part in self.parts {
            let rates =
                |&i: &usize| noise[i][some.clone()].iter().map(|z| self.theta[i] + z).collect();
            let rates: Matrix = part.iter().map(rates).collect();
            let bar = top_bar(&rates, self.k);
            for (&i, rates) in part.iter().zip(&rates) {
                let is_in = |(rate, bar): (&f64, &f64)| usize::from(rate + EQUAL >= *bar);
                self.hits[i] += rates.iter().zip(&bar).map(is_in).sum::<usize>();
            }
        }
    }
}

/// The k-th largest rate of each draw: who is not below it has at most k−1 others above.
fn top_bar(rates: &Matrix, k: usize) -> Vec<f64> {
    let lowest = vec![f64::NEG_INFINITY; rates[0].len()];
    if k >= rates.len() {
        return lowest;
    }
    // The k best so far, best first: each rate falls through them and changes places with what is
    // smaller.
    let mut falling = lowest.clone();
    let mut best = vec![lowest; k];
    for item in rates {
        falling.copy_from_slice(item);
        for best in &mut best {
            for (best, falling) in best.iter_mut().zip(&mut falling) {
                let (low, high) =
                    if *falling > *best { (*best, *falling) } else { (*falling, *best) };
                (*falling, *best) = (low, high);
            }
        }
    }
    best.pop().unwrap_or_default()
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
        let moment = |i: usize, j: usize| {
            let both = first.noise[i].iter().zip(&first.noise[j]);
            both.map(|(x, y)| x * y).sum::<f64>() / 10_000.0
        };
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
