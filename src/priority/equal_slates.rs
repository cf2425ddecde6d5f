//! Rates of people who were all shown all items: from sums that add up, so that the rates of many
//! groups, and of everybody but each, are found in one walk through the people.

use std::collections::BTreeMap;

use super::pair_sums::Scores;
use super::sample::{Row, Sample};
use super::spread::{Spread, WinRates, add_square, finish};
use super::{Matrix, real_length};

/// What the rates and their covariance are made of.
#[derive(Clone)]
pub struct Moments<'a> {
    people: i64,
    alone: Sums,
    sessions: BTreeMap<&'a str, Sums>,
}

/// Weighted sums over people, with scores times 2(m−1): n is people, w a weight, b the sum of
/// scores, C that of their products.
#[derive(Clone)]
struct Sums {
    /// n, Σwn and Σw²n.
    people: f64,
    weight: f64,
    square_weight: f64,
    /// Σwb and Σw²b, per item.
    scores: Vec<f64>,
    square_scores: Vec<f64>,
    /// Σ w² C, in the order of [`Scores::products`].
    products: Vec<f64>,
}

impl Sums {
    fn new(m: usize) -> Self {
        Self {
            people: 0.0,
            weight: 0.0,
            square_weight: 0.0,
            scores: vec![0.0; m],
            square_scores: vec![0.0; m],
            products: vec![0.0; m * (m + 1) / 2],
        }
    }

    fn add(&mut self, row: &Row, weight: f64) {
        let (people, each) = (row.people(), weight / row.dots_each);
        self.people += people;
        self.weight += weight * people;
        self.square_weight += weight * weight * people;
        let Scores { sums, products } = row.scores();
        for (mine, weight, theirs) in [
            (&mut self.scores, each, sums),
            (&mut self.square_scores, weight * each, sums),
            (&mut self.products, weight * each, products),
        ] {
            mine.iter_mut().zip(theirs).for_each(|(sum, more)| *sum += weight * more);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.people += other.people;
        self.weight += other.weight;
        self.square_weight += other.square_weight;
        for (mine, theirs) in [
            (&mut self.scores, &other.scores),
            (&mut self.square_scores, &other.square_scores),
            (&mut self.products, &other.products),
        ] {
            mine.iter_mut().zip(theirs).for_each(|(sum, more)| *sum += more);
        }
    }

    /// Adds Σw²(C − bθᵀ − θbᵀ + nθθᵀ) to the upper triangle.
    fn add_squares(&self, theta: &[f64], cov: &mut Matrix) {
        let mut products = self.products.iter();
        for (i, row) in cov.iter_mut().enumerate() {
            for (j, product) in (i..theta.len()).zip(&mut products) {
                let cross = self.square_scores[i] * theta[j] + theta[i] * self.square_scores[j];
                row[j] += product - cross + self.square_weight * theta[i] * theta[j];
            }
        }
    }

    /// Σw(b − nθ).
    fn distance(&self, theta: &[f64]) -> Vec<f64> {
        let scores = self.scores.iter().zip(theta);
        scores.map(|(score, theta)| score - self.weight * theta).collect()
    }
}

impl<'a> Moments<'a> {
    /// Of nobody.
    pub fn none(items: usize) -> Self {
        Self { people: 0, alone: Sums::new(items), sessions: BTreeMap::new() }
    }

    /// Of a sample with one weight per cell.
    pub fn of(sample: &Sample<'a>, weights: &[f64]) -> Self {
        let m = sample.items();
        let mut moments = Self { people: sample.people, ..Self::none(m) };
        for row in &sample.rows {
            let sums = match row.cluster {
                Some(session) => moments.sessions.entry(session).or_insert_with(|| Sums::new(m)),
                None => &mut moments.alone,
            };
            sums.add(row, weights[row.cell]);
        }
        moments
    }

    /// Adds those of other people.
    pub fn merge(&mut self, other: &Self) {
        self.people += other.people;
        self.alone.merge(&other.alone);
        for (&session, sums) in &other.sessions {
            let m = sums.scores.len();
            self.sessions.entry(session).or_insert_with(|| Sums::new(m)).merge(sums);
        }
    }

    /// (Σw)²/Σw².
    pub fn n_eff(&self) -> f64 {
        let sum: f64 = self.parts().map(|sums| sums.weight).sum();
        sum * sum / self.parts().map(|sums| sums.square_weight).sum::<f64>()
    }

    /// How many people there are.
    pub fn people(&self) -> i64 {
        self.people
    }

    fn parts(&self) -> impl Iterator<Item = &Sums> {
        std::iter::once(&self.alone).chain(self.sessions.values())
    }

    /// θ = Σwb/Σwn and its sandwich covariance, of at least one person.
    ///
    /// Source: the ratio estimator's linearisation, Särndal, Swensson & Wretman 1992, §5.6; by
    /// sessions as by clusters.
    pub fn rates(&self) -> WinRates {
        let m = self.alone.scores.len();
        let scale = 2.0 * (real_length(m) - 1.0);
        let total: f64 = self.parts().map(|sums| sums.weight).sum();
        let score = |i: usize| self.parts().map(|sums| sums.scores[i]).sum::<f64>() / total;
        let scaled: Vec<f64> = (0..m).map(score).collect();
        let spread = Spread::new(self.sessions.len(), self.alone.people, self.people);
        let factor = spread.factor.map(|factor| factor / (total * scale * total * scale));
        let mut cov = vec![vec![0.0; m]; m];
        let mut session_moves = BTreeMap::new();
        self.alone.add_squares(&scaled, &mut cov);
        for (session, sums) in &self.sessions {
            if spread.by_session {
                let distance = sums.distance(&scaled);
                add_square(&mut cov, 1.0, &distance);
                let root = factor.unwrap_or(0.0).sqrt();
                let moves = distance.into_iter().map(|distance| distance * root).collect();
                session_moves.insert((*session).to_owned(), moves);
            } else {
                sums.add_squares(&scaled, &mut cov);
            }
        }
        WinRates {
            session_moves,
            theta: scaled.iter().map(|score| score / scale).collect(),
            cov: finish(cov, factor),
            parts: vec![(0..m).collect()],
            provisional: Vec::new(),
            placed: (0..m).collect(),
            sessions: spread.sessions,
        }
    }
}
