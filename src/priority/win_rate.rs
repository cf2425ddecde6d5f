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
    for sum in &mut scaled {
        *sum /= total;
    }

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
    for sum in sessions.values() {
        add_square(&mut cov, 1.0, sum);
    }
    let factor = spread.factor.map(|factor| factor / (total * scale * total * scale));
    let root = factor.unwrap_or(0.0).sqrt();
    let moves = |(session, sum): (&str, Vec<f64>)| {
        (session.to_owned(), sum.iter().map(|sum| sum * root).collect())
    };
    WinRates {
        session_moves: sessions.into_iter().map(moves).collect(),
        theta: scaled.iter().map(|score| score / scale).collect(),
        cov: finish(cov, factor),
        parts: vec![(0..m).collect()],
        provisional: Vec::new(),
        placed: (0..m).collect(),
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
    let largest = parts.iter().max_by_key(|part| (part.len(), std::cmp::Reverse(part[0])));
    let is_placed = |&i: &usize, part: &Vec<usize>| 2 * enough(i) >= part.len() - 1;
    let placed = largest.map_or_else(Vec::new, |part| {
        if part.len() < 2 {
            Vec::new()
        } else {
            part.iter().copied().filter(|i| is_placed(i, part)).collect()
        }
    });
    let (squares, mut session_moves) =
        influence_squares(sample, weights, spread, &rates, &shown, &others);
    let root = spread.factor.unwrap_or(0.0).sqrt();
    session_moves.values_mut().flatten().for_each(|moved| *moved *= root);
    WinRates {
        theta,
        cov: finish(squares, spread.factor),
        session_moves,
        placed,
        provisional: (0..m).filter(|&i| 2 * enough(i) < m - 1).collect(),
        parts,
        sessions: spread.sessions,
    }
}

/// W and N: weighted wins and weighted exposures of every ordered pair.
pub fn weighted_pairs(sample: &Sample, weights: &[f64]) -> (Matrix, Matrix) {
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

/// Σ u uᵀ over people, or over sessions, where u is how far one of them moves every θ; and u of
/// every session.
fn influence_squares(
    sample: &Sample,
    weights: &[f64],
    spread: &Spread,
    rates: &Matrix,
    shown: &Matrix,
    others: &[f64],
) -> (Matrix, BTreeMap<String, Vec<f64>>) {
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
        for &(id, count) in row.tallies.iter().flat_map(|tally| &tally.counts) {
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
    for sum in &session_sums {
        add_square(&mut cov, 1.0, sum);
    }
    let sessions = by_session.into_keys().map(str::to_owned);
    (cov, sessions.zip(session_sums).collect())
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
        let (above, below) = matrix.split_at_mut(i + 1);
        above[i][i] *= factor;
        for (value, row) in above[i][i + 1..].iter_mut().zip(below) {
            *value *= factor;
            row[i] = *value;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::{Ballot, Group, Items, Statistics};

    /// A slate, its tiers and the session.
    type Cast<'a> = (&'a [usize], &'a [Vec<usize>], Option<&'a str>);

    fn group(cluster: Option<&str>) -> Group {
        let group = Group::verified("web/all", BTreeMap::new());
        Group { cluster: cluster.map(str::to_owned), ..group }
    }

    /// Rates of people who each weigh 1.
    fn rates(items: usize, cast: &[Cast]) -> WinRates {
        let mut statistics = Statistics::new(Items::Count(items));
        for (slate, tiers, session) in cast {
            statistics.add(&group(*session), &Ballot::new(items, Some(slate), tiers).unwrap(), 1);
        }
        let sample = Sample::select(&statistics, &[], |_| true);
        win_rates(&sample, &[1.0])
    }

    #[track_caller]
    fn assert_close(found: &[f64], expected: &[f64]) {
        let close = |(found, expected): (&f64, &f64)| (found - expected).abs() < 1e-12;
        assert!(found.iter().zip(expected).all(close), "{found:?} {expected:?}");
    }

    #[test]
    fn three_single_picks_by_hand() {
        // s is (1, ¼, ¼) twice and (¼, 1, ¼) once; the deviations are (¼, −¼, 0) and (−½, ½, 0).
        let all: &[usize] = &[0, 1, 2];
        let (first, second) = (vec![vec![0]], vec![vec![1]]);
        let rates = rates(3, &[(all, &first, None), (all, &first, None), (all, &second, None)]);
        assert_close(&rates.theta, &[0.75, 0.5, 0.25]);
        assert_close(&rates.cov[0], &[0.0625, -0.0625, 0.0]);
        assert_close(&rates.cov[2], &[0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_sessions_people_move_together() {
        // Deviations sum to (½, −½, 0) in one session and to (−½, ½, 0) in the other: 2 · ½ / 9.
        let all: &[usize] = &[0, 1, 2];
        let (first, second) = (vec![vec![0]], vec![vec![1]]);
        let (east, west) = (Some("east"), Some("west"));
        let rates = rates(3, &[(all, &first, east), (all, &first, east), (all, &second, west)]);
        assert_close(&rates.cov[0], &[1.0 / 9.0, -1.0 / 9.0, 0.0]);
        assert_eq!(rates.sessions, 2);
    }

    #[test]
    fn one_ballot_leaves_the_spread_unknown() {
        let tiers = vec![vec![0]];
        assert!(rates(2, &[(&[0, 1], &tiers, None)]).cov.is_empty());
    }

    #[test]
    fn a_pair_seen_once_by_hand() {
        // Items 0 and 1 were compared once, 1 and 2 never, 0 and 2 never: parts {0, 1} and {2}.
        let tiers = vec![vec![0]];
        let rates = rates(3, &[(&[0, 1], &tiers, None), (&[0, 1], &tiers, None)]);
        assert_eq!(rates.parts, [vec![0, 1], vec![2]]);
        assert_eq!(rates.provisional, [0, 1, 2]);
        // 0 won 2 of 2; its rate is (2 + 2π)/4 with π = a/(a + b).
        let worths = bradley_terry::worths(&vec![
            vec![0.0, 2.0, 0.0],
            vec![0.0, 0.0, 0.0],
            vec![0.0, 0.0, 0.0],
        ]);
        let expected = (2.0 + 2.0 * worths[0] / (worths[0] + worths[1])) / 4.0;
        assert_close(&rates.theta, &[expected, 1.0 - expected, 0.5]);
        // Each person moves it by (1 − rate)/4: the variance is 2/1 · 2 · that squared.
        let moved = (1.0 - expected) / 4.0;
        assert_close(&rates.cov[0], &[4.0 * moved * moved, -4.0 * moved * moved, 0.0]);
    }

    #[test]
    fn an_item_added_late_is_not_punished_for_it() {
        // Everybody ranks 3 first as soon as it is shown, which it is to the last fifth only.
        let (early, late): (&[usize], &[usize]) = (&[0, 1, 2], &[0, 1, 2, 3]);
        let (before, after) = (vec![vec![0], vec![1]], vec![vec![3], vec![0], vec![1]]);
        let mut cast = vec![(early, before.as_slice(), None); 80];
        cast.extend(vec![(late, after.as_slice(), None); 20]);
        let theta = rates(4, &cast).theta;
        assert!(theta[3] > theta[0] && theta[0] > theta[1] && theta[1] > theta[2], "{theta:?}");
    }
}
