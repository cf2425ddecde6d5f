//! What would come out if the ballots that were set aside counted: nothing is deleted, and both
//! rankings are shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Settings;
use super::frame::Frame;
use super::raking::rake;
use super::sample::Sample;
use super::uncertainty::competition_ranks;
use super::win_rate::win_rates;

/// Ballots that somebody set aside, and the ranking with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// How many ballots were set aside for each reason.
    pub reasons: BTreeMap<String, i64>,
    /// All of them.
    pub ballots: i64,
    /// Average win rate with them; empty where the people with them cannot be weighted.
    pub theta_with_them: Vec<f64>,
    /// Competition rank from 1 with them; empty likewise.
    pub rank_with_them: Vec<usize>,
}

/// The ballots of those whom the headline would count that were set aside; `None` if there are
/// none. Where all verified ballots were, so that others stand in for them, that is told too.
pub fn set_aside(frame: &Frame, settings: &Settings) -> Option<SetAside> {
    let verified = frame.statistics.groups().keys().any(|group| group.verified);
    let mut reasons: BTreeMap<String, i64> = BTreeMap::new();
    for (group, tally) in frame.statistics.groups() {
        if let Some(reason) = group.set_aside.as_ref().filter(|_| group.verified == verified) {
            let ballots = tally.sums.ballots() / i64::from(group.dots_each.max(1));
            *reasons.entry(reason.clone()).or_insert(0) += ballots;
        }
    }
    let ballots = reasons.values().sum();
    if ballots == 0 {
        return None;
    }
    let with_them = Sample::select(frame, |group| group.verified == verified);
    let fit = rake(&with_them.cells, settings).ok();
    let rates = fit.map(|fit| win_rates(&with_them, &fit.weights));
    Some(SetAside {
        reasons,
        ballots,
        rank_with_them: rates
            .as_ref()
            .map_or_else(Vec::new, |rates| competition_ranks(&rates.theta, &rates.parts)),
        theta_with_them: rates.map_or_else(Vec::new, |rates| rates.theta),
    })
}
