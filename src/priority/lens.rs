//! Every group by itself, so that what matters to few is not lost in what matters to most.
//!
//! A person weighs in a group what they weigh in the headline: so the headline is the mean of its
//! groups, each as heavy as it is there, and no small group has to be weighted to margins that it
//! cannot fill.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::discoveries::{discovery_bar, standardized};
use super::divided::{Divided, Headline};
use super::frame::Frame;
use super::spread::{Others, WinRates};
use super::uncertainty::{Draws, competition_ranks, simulate};
use super::{FEWEST_PEOPLE, Settings, real, real_length};

/// As precise as fewer people than this, a group has rates and no probabilities.
const FEWEST_EFFECTIVE: f64 = 30.0;

/// Of the gaps that are called real, so many may be chance, on average.
const FALSE_DISCOVERIES: f64 = 0.10;

/// Missed: at least so probably in the group's top, and at most so probably in everybody's.
const IN_THEIR_TOP: f64 = 0.80;
const NOT_IN_THE_TOP: f64 = 0.20;

/// The headline's people, divided by every stratum that is known of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lens {
    /// Every category of every stratum, in the order of their names.
    pub groups: Vec<GroupView>,
    /// By stratum what comes out if its groups, and not their people, are equal.
    pub by_stratum: BTreeMap<String, StratumView>,
}

/// One group by itself. Lists have one entry per item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupView {
    /// As `lang`.
    pub stratum: String,
    /// As `es`.
    pub category: String,
    /// People whose ballots count.
    pub n: i64,
    /// Σw over that of everybody.
    #[serde(default)]
    pub share: f64,
    /// (Σw)²/Σw².
    pub n_eff: f64,
    /// nΣw²/(Σw)²; `None` below 11 people.
    pub deff: Option<f64>,
    /// Average win rate; empty below 11 people: too small to rank.
    pub theta: Vec<f64>,
    /// Its standard error; empty likewise.
    pub se: Vec<f64>,
    /// Competition rank from 1; empty likewise.
    pub rank: Vec<usize>,
    /// Probability of being in this group's top `k`, from 30 effective people.
    pub p_top_k: Option<Vec<f64>>,
    /// How much higher the rate is here than among those known to be in another group of the
    /// stratum; empty unless both have 30 effective people and compare all items.
    pub gap: Vec<f64>,
    /// The gap over its standard error; empty likewise.
    pub gap_z: Vec<f64>,
    /// Whether the gap is more than chance, with all gaps of all groups considered; empty likewise.
    pub differs: Vec<bool>,
    /// Items that belong to this group's top and not to everybody's: they go on the agenda.
    pub missed_by_average: Vec<usize>,
}

/// What comes out of a stratum if each group that can be ranked counts once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StratumView {
    /// The mean over groups.
    pub equal_groups: Standing,
    /// The lowest over groups: what nobody puts far down stands high.
    pub worst_group: Standing,
}

/// Rates and their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// One rate per item, 0 to 1.
    pub theta: Vec<f64>,
    /// Competition rank from 1.
    pub rank: Vec<usize>,
}

/// Looks at each group of the headline's people by itself; `p_top_k` is everybody's.
pub fn lens(
    headline: &Headline,
    frame: &Frame,
    settings: &Settings,
    draws: &Draws,
    p_top_k: &[f64],
) -> Lens {
    let mut lens = Lens::default();
    for (stratum, categories) in headline.strata(frame) {
        let people = Divided::new(headline, frame, settings, stratum, categories);
        let mut thetas = Vec::new();
        for at in 0..people.categories.len() {
            let mut group = GroupView::of(&people, at);
            if group.n >= FEWEST_PEOPLE {
                let rates = people.rates(at);
                group.rank_by(&rates, draws);
                group.find_missed(&rates, p_top_k, || people.nobody_chose(at));
                if group.p_top_k.is_some() {
                    group.set_beside(&rates, people.others(at));
                }
                // Rates of parts that nobody compared cannot be averaged.
                if rates.parts.len() == 1 {
                    thetas.push(rates.theta);
                }
            }
            lens.groups.push(group);
        }
        if !thetas.is_empty() {
            lens.by_stratum.insert(stratum.to_owned(), side_by_side(&thetas));
        }
    }
    test_gaps(&mut lens.groups);
    lens
}

impl GroupView {
    fn of(divided: &Divided, at: usize) -> Self {
        let (people, n_eff) = (divided.people(at), divided.n_eff(at));
        let is_enough = people >= FEWEST_PEOPLE;
        Self {
            stratum: divided.stratum.to_owned(),
            category: divided.categories[at].to_owned(),
            n: people,
            share: divided.share(at),
            n_eff,
            deff: is_enough.then(|| real(people) / n_eff),
            theta: Vec::new(),
            se: Vec::new(),
            rank: Vec::new(),
            p_top_k: None,
            gap: Vec::new(),
            gap_z: Vec::new(),
            differs: Vec::new(),
            missed_by_average: Vec::new(),
        }
    }

    fn rank_by(&mut self, rates: &WinRates, draws: &Draws) {
        self.theta.clone_from(&rates.theta);
        self.se = (0..rates.cov.len()).map(|i| rates.cov[i][i].max(0.0).sqrt()).collect();
        self.rank = competition_ranks(&rates.theta, &rates.parts);
        if self.n_eff >= FEWEST_EFFECTIVE && !rates.cov.is_empty() {
            let simulation = simulate(&rates.theta, &rates.cov, &rates.parts, draws);
            self.p_top_k = Some(simulation.p_top_k);
        }
    }

    fn find_missed(
        &mut self,
        rates: &WinRates,
        everybodys: &[f64],
        nobody_chose: impl FnOnce() -> Vec<usize>,
    ) {
        // Being first of a part says nothing about the other parts.
        let theirs = self.p_top_k.as_deref().filter(|_| rates.parts.len() == 1).unwrap_or_default();
        let items = theirs.iter().zip(everybodys).enumerate();
        self.missed_by_average = items
            .filter(|(_, (here, all))| **here >= IN_THEIR_TOP && **all <= NOT_IN_THE_TOP)
            .map(|(item, _)| item)
            .collect();
        if !self.missed_by_average.is_empty() {
            // It shares its place, however near the top, with all that nobody here chose.
            let nobody_chose = nobody_chose();
            self.missed_by_average.retain(|item| !nobody_chose.contains(item));
        }
    }

    /// Measures the gaps to the others of the stratum, if they can be measured.
    fn set_beside(&mut self, rates: &WinRates, others: Option<Others>) {
        let Some(Others { rates: theirs, n_eff }) = others else { return };
        if n_eff < FEWEST_EFFECTIVE
            || theirs.cov.is_empty()
            || theirs.parts.len().max(rates.parts.len()) > 1
        {
            return;
        }
        for item in 0..rates.theta.len() {
            let gap = rates.theta[item] - theirs.theta[item];
            let variance = rates.cov[item][item] + theirs.cov[item][item]
                - 2.0 * rates.covariance_by_session(&theirs, item);
            self.gap.push(gap);
            self.gap_z.push(standardized(gap, variance));
        }
    }
}

/// The groups of one stratum, each counted once.
fn side_by_side(thetas: &[Vec<f64>]) -> StratumView {
    let items = || 0..thetas[0].len();
    let rates = |item: usize| thetas.iter().map(move |theta| theta[item]);
    let mean = items().map(|item| rates(item).sum::<f64>() / real_length(thetas.len()));
    let lowest = items().map(|item| rates(item).fold(1.0, f64::min));
    StratumView {
        equal_groups: Standing::of(mean.collect()),
        worst_group: Standing::of(lowest.collect()),
    }
}

impl Standing {
    fn of(theta: Vec<f64>) -> Self {
        let all = [(0..theta.len()).collect::<Vec<_>>()];
        Self { rank: competition_ranks(&theta, &all), theta }
    }
}

/// Marks the gaps that are more than chance.
fn test_gaps(groups: &mut [GroupView]) {
    let sizes = groups.iter().flat_map(|group| &group.gap_z).map(|z| z.abs());
    let bar = discovery_bar(sizes.collect(), FALSE_DISCOVERIES);
    for group in groups {
        group.differs = group.gap_z.iter().map(|z| z.abs() >= bar).collect();
    }
}

#[cfg(test)]
mod tests;
