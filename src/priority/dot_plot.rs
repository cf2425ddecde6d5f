//! The geometry of the ranked dot plot: one scale for every row, the half always on it.

use serde::Serialize;

use super::Ranking;

/// Width of a row's drawing, in its own units.
const WIDTH: f64 = 300.0;
/// Room left at each end, so that a dot at the edge is whole.
const EDGE: f64 = 8.0;
/// Standard errors on each side of a 95 % interval.
const NORMAL_95: f64 = 1.959_964;

/// Where things stand in one row, and the numbers that say the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plot {
    /// Left end of the interval.
    pub low_x: i64,
    /// Right end of the interval.
    pub high_x: i64,
    /// The dot.
    pub x: i64,
    /// Half of the comparisons.
    pub half_x: i64,
    /// Share of comparisons won, in percent.
    pub percent: i64,
    /// Lower end of the interval, in percent.
    pub low_percent: i64,
    /// Upper end of the interval, in percent.
    pub high_percent: i64,
}

/// One row per item of the ranking, all on one scale.
pub fn plots(ranking: &Ranking) -> Vec<Plot> {
    let intervals: Vec<(f64, f64)> = ranking
        .theta
        .iter()
        .enumerate()
        .map(|(item, theta)| {
            let reach = NORMAL_95 * ranking.se.get(item).copied().unwrap_or(0.0);
            ((theta - reach).max(0.0), (theta + reach).min(1.0))
        })
        .collect();
    let lowest = intervals.iter().fold(0.5_f64, |least, (low, _)| least.min(*low));
    let highest = intervals.iter().fold(0.5_f64, |most, (_, high)| most.max(*high));
    let span = (highest - lowest).max(0.01);
    let x = |share: f64| whole(EDGE + (share - lowest) / span * (WIDTH - 2.0 * EDGE));
    let percent = |share: f64| whole(share * 100.0);
    ranking
        .theta
        .iter()
        .zip(intervals)
        .map(|(&theta, (low, high))| Plot {
            low_x: x(low),
            high_x: x(high),
            x: x(theta),
            half_x: x(0.5),
            percent: percent(theta),
            low_percent: percent(low),
            high_percent: percent(high),
        })
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "shares and widths lie between 0 and 300")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::{Ballot, Group, Items, Settings, Statistics, rank};

    #[test]
    fn every_row_shares_one_scale_that_holds_all_intervals_and_the_half() {
        let mut statistics = Statistics::new(Items::Count(3));
        let group = Group::verified("sms/top1", std::collections::BTreeMap::new());
        for (item, count) in [(0, 20), (1, 9), (2, 1)] {
            let ballot = Ballot::new(3, None, &[vec![item]]).unwrap();
            statistics.add(&group, &ballot, count);
        }
        let plots = plots(&rank(&statistics, &Settings { k: 1, ..Settings::default() }).unwrap());
        assert!(plots.iter().all(|plot| plot.half_x == plots[0].half_x));
        assert!(plots[0].x > plots[1].x && plots[1].x > plots[2].x);
        for plot in &plots {
            assert!(8 <= plot.low_x && plot.low_x <= plot.x, "{plot:?}");
            assert!(plot.x <= plot.high_x && plot.high_x <= 292, "{plot:?}");
        }
    }
}
