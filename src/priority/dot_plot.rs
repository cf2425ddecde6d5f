//! The geometry of the ranked dot plot: one scale for every row, the half always on it.
//!
//! Places are shares of the width, so that a drawing is as wide as there is room; in a language
//! that is read from the right they count from the right.

use serde::Serialize;

use super::Ranking;
use super::wording::{told_percent, whole_percent};

/// Room left at each end, in percent, so that a dot at the edge is whole.
const EDGE: f64 = 4.0;
/// Standard errors on each side of a 95 % interval.
const NORMAL_95: f64 = 1.959_964;
/// Steps between marks of the scale, in percent; the first that leaves few enough is taken. The half
/// is a multiple of each.
const STEPS: [i64; 4] = [5, 10, 25, 50];
const MOST_MARKS: i64 = 6;

/// Where things stand in one row, and the numbers that say the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plot {
    /// Where the interval begins, in percent of the width.
    pub low_x: String,
    /// Where it ends.
    pub high_x: String,
    /// The dot.
    pub x: String,
    /// Half of the comparisons.
    pub half_x: String,
    /// Share of comparisons won, in percent.
    pub percent: i64,
    /// Lower end of the interval, in percent.
    pub low_percent: i64,
    /// Upper end of the interval, in percent.
    pub high_percent: i64,
}

/// A mark of the scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// Where it stands, in percent of the width.
    pub x: String,
    /// What it says, in percent.
    pub percent: i64,
}

/// One row per item of a ranking, all on one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct DotPlot {
    /// The rows, in the order of the items.
    pub rows: Vec<Plot>,
    /// The marks of the scale.
    pub marks: Vec<Mark>,
}

/// The dot plot of a ranking, as it is read from the left or from the right.
pub fn dot_plot(ranking: &Ranking, is_from_the_right: bool) -> DotPlot {
    // A drawing tells no more than the numbers beside it.
    let told = |rate: f64| super::real(told_percent(rate, ranking.n)) / 100.0;
    let intervals: Vec<(f64, f64)> = ranking
        .theta
        .iter()
        .enumerate()
        .map(|(item, theta)| {
            let reach = NORMAL_95 * ranking.se.get(item).copied().unwrap_or(0.0);
            (told((theta - reach).max(0.0)), told((theta + reach).min(1.0)))
        })
        .collect();
    let lowest = intervals.iter().fold(0.5_f64, |least, (low, _)| least.min(*low));
    let highest = intervals.iter().fold(0.5_f64, |most, (_, high)| most.max(*high));
    let span = (highest - lowest).max(0.01);
    let x = |share: f64| {
        let from_the_left = EDGE + (share - lowest) / span * (100.0 - 2.0 * EDGE);
        along(if is_from_the_right { 100.0 - from_the_left } else { from_the_left })
    };
    let rows = ranking
        .theta
        .iter()
        .zip(&intervals)
        .map(|(&theta, &(low, high))| Plot {
            low_x: x(low),
            high_x: x(high),
            x: x(told(theta)),
            half_x: x(0.5),
            percent: told_percent(theta, ranking.n),
            low_percent: whole_percent(low),
            high_percent: whole_percent(high),
        })
        .collect();
    let marks = marks(lowest, highest);
    let mark = |percent: i64| Mark { x: x(super::real(percent) / 100.0), percent };
    DotPlot { rows, marks: marks.into_iter().map(mark).collect() }
}

/// Round percentages between two shares, the half among them.
fn marks(lowest: f64, highest: f64) -> Vec<i64> {
    let (low, high) = (whole_percent(lowest), whole_percent(highest));
    let step = STEPS.into_iter().find(|step| (high - low) / step < MOST_MARKS).unwrap_or(50);
    let is_between = |percent: &i64| {
        let share = super::real(*percent) / 100.0;
        (lowest..=highest).contains(&share)
    };
    (0..=100 / step).map(|place| place * step).filter(is_between).collect()
}

/// A place along the width, in percent.
fn along(place: f64) -> String {
    format!("{place:.1}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::{Ballot, Group, Items, Settings, Statistics, rank};

    fn ranking() -> Ranking {
        let mut statistics = Statistics::new(Items::Count(3));
        let group = Group::verified("sms/top1", std::collections::BTreeMap::new());
        for (item, count) in [(0, 20), (1, 9), (2, 1)] {
            let ballot = Ballot::new(3, None, &[vec![item]]).unwrap();
            statistics.add(&group, &ballot, count);
        }
        rank(&statistics, &Settings { k: 1, ..Settings::default() }).unwrap()
    }

    fn number(place: &str) -> f64 {
        place.strip_suffix('%').unwrap().parse().unwrap()
    }

    #[test]
    fn every_row_shares_one_scale_that_holds_all_intervals_and_the_half() {
        let DotPlot { rows, marks } = dot_plot(&ranking(), false);
        assert!(rows.iter().all(|plot| plot.half_x == rows[0].half_x));
        let x: Vec<f64> = rows.iter().map(|plot| number(&plot.x)).collect();
        assert!(x[0] > x[1] && x[1] > x[2]);
        for plot in &rows {
            let [low, x, high] = [&plot.low_x, &plot.x, &plot.high_x].map(|place| number(place));
            assert!((4.0..=x).contains(&low) && (x..=96.0).contains(&high), "{plot:?}");
        }
        let half = marks.iter().find(|mark| mark.percent == 50).unwrap();
        assert_eq!(half.x, rows[0].half_x);
        assert!((2..=7).contains(&marks.len()), "{marks:?}");
    }

    #[test]
    fn from_the_right_everything_stands_mirrored_and_says_the_same() {
        let (left, right) = (dot_plot(&ranking(), false), dot_plot(&ranking(), true));
        for (one, other) in left.rows.iter().zip(&right.rows) {
            assert!((number(&one.x) + number(&other.x) - 100.0).abs() < 0.11);
            assert!(number(&other.low_x) >= number(&other.high_x));
            assert_eq!(one.percent, other.percent);
        }
    }
}
