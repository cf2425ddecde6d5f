//! The score: how often an issue comes out ahead of another, both taken at random, for one of our
//! patients taken at random; and how far chance may have moved it.

use std::collections::{BTreeMap, BTreeSet};

use super::bradley_terry;
use super::sample::{Row, Sample};
use super::{Matrix, real, real_length};

/// How much the paired model counts beside what was seen of a pair, in comparisons.
const PRIOR: f64 = 2.0;

/// Weighted exposures against half of the others that place an added item for good.
const ENOUGH_EXPOSURES: f64 = 30.0;

/// Average win rates with their covariance.
pub struct WinRates {
    /// One rate per item, 0 to 1.
    pub theta: Vec<f64>,
    /// m × m; empty where one ballot alone leaves it unknown.
    pub cov: Matrix,
    /// Items that comparisons connect, part by part. Rates of different parts cannot be compared.
    pub parts: Vec<Vec<usize>>,
    /// Items shown too seldom beside the others.
    pub provisional: Vec<usize>,
    /// How many listening sessions the people came from, if any did.
    pub sessions: usize,
}

/// The average win rate of every item in a weighted sample that holds at least one person.
///
/// `weights` has one weight per cell of the sample.
pub fn win_rates(sample: &Sample, weights: &[f64]) -> WinRates {
    let spread = Spread::new(sample);
    if sample.rows.iter().all(|row| row.sums.partial_ballots() == 0) {
        equal_slates(sample, weights, &spread)
    } else {
        unequal_slates(sample, weights, &spread)
    }
}

/// Whether people vary one by one or session by session, and the small-sample factor of either.
struct Spread {
    by_session: bool,
    /// n/(n−1) over the independent units; `None` if there is but one.
    factor: Option<f64>,
    sessions: usize,
}

impl Spread {
    fn new(sample: &Sample) -> Self {
        let sessions: BTreeSet<&str> = sample.rows.iter().filter_map(|row| row.cluster).collect();
        let sessions = sessions.len();
        let alone = sample.rows.iter().filter(|row| row.cluster.is_none());
        let alone: f64 = alone.map(Row::people).sum();
        let units = alone + real_length(sessions);
        // A single session by itself says nothing of how sessions vary.
        let by_session = sessions > 0 && units > 1.0;
        let n = if by_session { units } else { real(sample.people) };
        Self { by_session, factor: (n > 1.0).then(|| n / (n - 1.0)), sessions }
    }

    fn session<'a>(&self, row: &Row<'a>) -> Option<&'a str> {
        row.cluster.filter(|_| self.by_session)
    }
}

/// θ = Σwb/Σwn and its sandwich covariance, from sums per row.
///
/// Source: the ratio estimator's linearisation, Särndal, Swensson & Wretman 1992, §5.6; by
/// sessions as by clusters.
fn equal_slates(sample: &Sample, weights: &[f64], spread: &Spread) -> WinRates {
    let m = sample.items();
    let scale = 2.0 * (real_length(m) - 1.0);
    let (total, _) = sample.weight_sums(weights);
    let mut scaled = vec![0.0; m];
    for row in &sample.rows {
        for (i, sum) in scaled.iter_mut().enumerate() {
            *sum += weights[row.cell] / row.dots_each * real(row.sums.score(i));
        }
    }
    scaled.iter_mut().for_each(|sum| *sum /= total);

    let mut cov = vec![vec![0.0; m]; m];
    let mut sessions: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in &sample.rows {
        let (weight, n) = (weights[row.cell], row.people());
        let score = |i: usize| real(row.sums.score(i)) / row.dots_each;
        if let Some(session) = spread.session(row) {
            let sum = sessions.entry(session).or_insert_with(|| vec![0.0; m]);
            for (i, sum) in sum.iter_mut().enumerate() {
                *sum += weight * (score(i) - n * scaled[i]);
            }
            continue;
        }
        for i in 0..m {
            for j in i..m {
                let product = real(row.sums.score_product(i, j)) / row.dots_each;
                let cross = score(i) * scaled[j] + scaled[i] * score(j);
                cov[i][j] += weight * weight * (product - cross + n * scaled[i] * scaled[j]);
            }
        }
    }
    sessions.values().for_each(|sum| add_square(&mut cov, 1.0, sum));
    let factor = spread.factor.map(|factor| factor / (total * scale * total * scale));
    WinRates {
        theta: scaled.iter().map(|score| score / scale).collect(),
        cov: finish(cov, factor),
        parts: vec![(0..m).collect()],
        provisional: Vec::new(),
        sessions: spread.sessions,
    }
}

/// Mean over the others of the smoothed pair rates, for items that not everybody was shown.
///
/// A pair's rate is what was seen of it, drawn towards what the Bradley–Terry model expects by as
/// much as two comparisons weigh.
fn unequal_slates(sample: &Sample, weights: &[f64], spread: &Spread) -> WinRates {
    let m = sample.items();
    let (wins, shown) = weighted_pairs(sample, weights);
    let worths = bradley_terry::worths(&wins);
    let mut rates = vec![vec![0.5; m]; m];
    for i in 0..m {
        for j in (0..m).filter(|&j| j != i) {
            let expected = worths[i] / (worths[i] + worths[j]);
            rates[i][j] = (wins[i][j] + PRIOR * expected) / (shown[i][j] + PRIOR);
        }
    }
    let parts = connected_parts(&shown);
    let mut theta = vec![0.5; m];
    let mut others = vec![1.0; m];
    for part in parts.iter().filter(|part| part.len() > 1) {
        for &i in part {
            others[i] = real_length(part.len() - 1);
            let sum: f64 = part.iter().filter(|&&j| j != i).map(|&j| rates[i][j]).sum();
            theta[i] = sum / others[i];
        }
    }
    let enough = |i: usize| (0..m).filter(|&j| shown[i][j] >= ENOUGH_EXPOSURES).count();
    WinRates {
        theta,
        cov: finish(
            influence_squares(sample, weights, spread, &rates, &shown, &others),
            spread.factor,
        ),
        provisional: (0..m).filter(|&i| 2 * enough(i) < m - 1).collect(),
        parts,
        sessions: spread.sessions,
    }
}

/// W and N: weighted wins and weighted exposures of every ordered pair.
fn weighted_pairs(sample: &Sample, weights: &[f64]) -> (Matrix, Matrix) {
    let m = sample.items();
    let mut wins = vec![vec![0.0; m]; m];
    let mut shown = vec![vec![0.0; m]; m];
    for row in &sample.rows {
        let weight = weights[row.cell] / row.dots_each;
        for i in 0..m {
            for j in (0..m).filter(|&j| j != i) {
                wins[i][j] += weight * 0.5 * real(row.sums.doubled_wins(i, j));
                shown[i][j] += weight * real(row.sums.shown_both(i, j));
            }
        }
    }
    (wins, shown)
}

/// Σ u uᵀ over people, or over sessions, where u is how far one of them moves every θ.
fn influence_squares(
    sample: &Sample,
    weights: &[f64],
    spread: &Spread,
    rates: &Matrix,
    shown: &Matrix,
    others: &[f64],
) -> Matrix {
    let m = sample.items();
    let ballots = sample.ballots();
    let mut squares = vec![0.0; ballots.len()];
    let mut by_session: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in &sample.rows {
        let weight = weights[row.cell];
        let (sums, each) = match spread.session(row) {
            Some(session) => {
                (by_session.entry(session).or_insert_with(|| vec![0.0; ballots.len()]), weight)
            }
            None => (&mut squares, weight * weight),
        };
        for (&id, &count) in row.tallies.iter().flat_map(|tally| &tally.counts) {
            sums[id as usize] += each * real(count) / row.dots_each;
        }
    }
    // Ids tell the order of arrival; sums run in the order of what the ballots say.
    let mut ids: Vec<usize> = (0..ballots.len()).filter(|&id| !ballots[id].is_empty()).collect();
    ids.sort_unstable_by_key(|&id| &ballots[id]);
    let mut cov = vec![vec![0.0; m]; m];
    let mut session_sums = vec![vec![0.0; m]; by_session.len()];
    let mut influence = vec![0.0; m];
    for id in ids {
        influence.fill(0.0);
        for (i, tier) in ballots[id].places() {
            for (j, other) in ballots[id].places().filter(|&(j, _)| j != i) {
                let x = if tier == other { 0.5 } else { f64::from(u8::from(tier < other)) };
                influence[i] += (x - rates[i][j]) / (shown[i][j] + PRIOR) / others[i];
            }
        }
        if squares[id] != 0.0 {
            add_square(&mut cov, squares[id], &influence);
        }
        for (sum, weights) in session_sums.iter_mut().zip(by_session.values()) {
            sum.iter_mut().zip(&influence).for_each(|(sum, u)| *sum += weights[id] * u);
        }
    }
    session_sums.iter().for_each(|sum| add_square(&mut cov, 1.0, sum));
    cov
}

/// Adds `weight · v vᵀ` to the upper triangle.
fn add_square(matrix: &mut Matrix, weight: f64, vector: &[f64]) {
    for (i, row) in matrix.iter_mut().enumerate() {
        for j in i..vector.len() {
            row[j] += weight * vector[i] * vector[j];
        }
    }
}

/// Scales the upper triangle and mirrors it; no factor, no covariance.
fn finish(mut matrix: Matrix, factor: Option<f64>) -> Matrix {
    let Some(factor) = factor else { return Vec::new() };
    for i in 0..matrix.len() {
        for j in i..matrix.len() {
            matrix[i][j] *= factor;
            matrix[j][i] = matrix[i][j];
        }
    }
    matrix
}

/// Items that a chain of comparisons connects, each part in order, by their first items.
fn connected_parts(shown: &Matrix) -> Vec<Vec<usize>> {
    let mut part_of: Vec<usize> = (0..shown.len()).collect();
    for i in 0..shown.len() {
        for j in (0..i).filter(|&j| shown[i][j] > 0.0) {
            let (old, new) = (part_of[i].max(part_of[j]), part_of[i].min(part_of[j]));
            part_of.iter_mut().filter(|part| **part == old).for_each(|part| *part = new);
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (item, part) in part_of.into_iter().enumerate() {
        parts.entry(part).or_default().push(item);
    }
    parts.into_values().collect()
}
