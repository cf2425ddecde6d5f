//! Rates with what chance may have moved them by, whichever way they were worked out.

use std::collections::{BTreeMap, BTreeSet};

use super::sample::{Row, Sample};
use super::{Matrix, real, real_length};

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
    /// Items that the people can be asked about: connected, and shown often enough beside the others
    /// that were shown at all.
    pub placed: Vec<usize>,
    /// How many listening sessions the people came from, if any did.
    pub sessions: usize,
    /// How far each session that counts as one moves every rate, times the root of the factor that
    /// the covariance has for small samples.
    pub session_moves: BTreeMap<String, Vec<f64>>,
}

impl WinRates {
    /// How the rates of one item vary together in two samples of different people, because some of
    /// either came to the same sessions.
    pub fn covariance_by_session(&self, other: &Self, item: usize) -> f64 {
        let both = self.session_moves.iter().filter_map(|(session, moves)| {
            Some(moves[item] * other.session_moves.get(session)?[item])
        });
        both.sum()
    }
}

/// What the headline's people say without some of them.
pub struct Others {
    pub rates: WinRates,
    /// (Σw)²/Σw².
    pub n_eff: f64,
}

/// Whether people vary one by one or session by session, and the small-sample factor of either.
pub struct Spread {
    pub by_session: bool,
    /// n/(n−1) over the independent units; `None` if there is but one.
    pub factor: Option<f64>,
    pub sessions: usize,
}

impl Spread {
    /// Of so many sessions, people in none, and people in all.
    pub fn new(sessions: usize, alone: f64, people: i64) -> Self {
        let units = alone + real_length(sessions);
        // A single session by itself says nothing of how sessions vary.
        let by_session = sessions > 0 && units > 1.0;
        let n = if by_session { units } else { real(people) };
        Self { by_session, factor: (n > 1.0).then(|| n / (n - 1.0)), sessions }
    }

    /// Of a sample's people.
    pub fn of_people(sample: &Sample) -> Self {
        let sessions: BTreeSet<&str> = sample.rows.iter().filter_map(|row| row.cluster).collect();
        let alone = sample.rows.iter().filter(|row| row.cluster.is_none());
        Self::new(sessions.len(), alone.map(Row::people).sum(), sample.people)
    }
}

/// Adds `weight · v vᵀ` to the upper triangle.
pub fn add_square(matrix: &mut Matrix, weight: f64, vector: &[f64]) {
    for (i, row) in matrix.iter_mut().enumerate() {
        for j in i..vector.len() {
            row[j] += weight * vector[i] * vector[j];
        }
    }
}

/// Scales the upper triangle and mirrors it; no factor, no covariance.
pub fn finish(mut matrix: Matrix, factor: Option<f64>) -> Matrix {
    let Some(factor) = factor else { return Vec::new() };
    for i in 0..matrix.len() {
        let (above, below) = matrix.split_at_mut(i + 1);
        above[i][i] *= factor;
        for (value, row) in above[i][i + 1..].iter_mut().zip(below) {
            *value *= factor;
            row[i] = *value;
        }
    }
    matrix
}
