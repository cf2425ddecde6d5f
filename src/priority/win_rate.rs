//! The score: how often an issue comes out ahead of another, both taken at random, for one of our
//! patients taken at random; and how far chance may have moved it.

use std::collections::BTreeMap;

use super::equal_slates::Moments;
use super::pair_sums::PairSums;
use super::sample::Sample;
use super::spread::{Spread, WinRates, add_square, finish};
use super::{Matrix, bradley_terry, real, real_length};

/// How much the paired model counts beside what was seen of a pair, in comparisons.
const PRIOR: f64 = 2.0;

/// Weighted exposures against half of the others that place an added item for good.
const ENOUGH_EXPOSURES: f64 = 30.0;

/// The average win rate of every item in a weighted sample that holds at least one person.
///
/// `weights` has one weight per cell of the sample.
pub fn win_rates(sample: &Sample, weights: &[f64]) -> WinRates {
    if sample.has_equal_slates() {
        Moments::of(sample, weights).rates()
    } else {
        unequal_slates(sample, weights)
    }
}

/// Mean over the others of the smoothed pair rates, for items that not everybody was shown.
///
/// A pair's rate is what was seen of it, drawn towards what the Bradley–Terry model expects by as
/// much as two comparisons weigh.
fn unequal_slates(sample: &Sample, weights: &[f64]) -> WinRates {
    let spread = &Spread::of_people(sample);
    let m = sample.items();
    let (wins, shown) = (weighted_wins(sample, weights), weighted_exposures(sample, weights));
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

/// W: the weighted wins of the first over the second, for every ordered pair; a tie is half of one.
pub fn weighted_wins(sample: &Sample, weights: &[f64]) -> Matrix {
    sum_over_pairs(sample, weights, |sums, i, j| 0.5 * real(sums.doubled_wins(i, j)))
}

/// N: the weighted exposures of every ordered pair.
fn weighted_exposures(sample: &Sample, weights: &[f64]) -> Matrix {
    sum_over_pairs(sample, weights, |sums, i, j| real(sums.shown_both(i, j)))
}

fn sum_over_pairs(
    sample: &Sample,
    weights: &[f64],
    of_pair: impl Fn(&PairSums, usize, usize) -> f64,
) -> Matrix {
    let m = sample.items();
    let mut sum = vec![vec![0.0; m]; m];
    for row in &sample.rows {
        let weight = weights[row.cell] / row.dots_each;
        for (i, sum) in sum.iter_mut().enumerate() {
            for (j, sum) in sum.iter_mut().enumerate().filter(|(j, _)| *j != i) {
                *sum += weight * of_pair(row.sums(), i, j);
            }
        }
    }
    sum
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
        let (sums, each) = match row.cluster.filter(|_| spread.by_session) {
            Some(session) => {
                (by_session.entry(session).or_insert_with(|| vec![0.0; ballots.len()]), weight)
            }
            None => (&mut squares, weight * weight),
        };
        for &(id, count) in row.counts() {
            sums[id as usize] += each * real(count) / row.dots_each;
        }
    }
    let mut cov = vec![vec![0.0; m]; m];
    let mut session_sums = vec![vec![0.0; m]; by_session.len()];
    let mut influence = vec![0.0; m];
    for id in sample.ids_in_order() {
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
    use crate::priority::frame::Frame;
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
        let sample = Sample::select(&Frame::new(&statistics, &[]), |_| true);
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
