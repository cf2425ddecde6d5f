//! The ranking: the headline over all verified people, with every source beside it.
//!
//! Invariant: nobody whom the headline does not name is counted in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::raking::{WeightError, rake};
use super::rank_sets::{self, RankSet};
use super::sample::{Sample, cell_name};
use super::uncertainty::{competition_ranks, simulate};
use super::win_rate::{WinRates, win_rates};
use super::{Flag, Group, Items, Matrix, Settings, Statistics, Tier, ballot, real};

/// Fewer people than this are never shown or published.
const FEWEST_PEOPLE: i64 = 11;

/// Fewer sessions than this say little of how sessions vary.
const FEWEST_SESSIONS: usize = 8;

/// A margin that still misses its target by more than this share is spoken of.
const MARGIN_TOLERANCE: f64 = 0.01;

/// What `hearth rank` prints and a snapshot keeps. Lists have one entry per item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// What is ranked.
    pub items: Items,
    /// How many places are "the top".
    pub k: usize,
    /// People whose ballots count.
    pub n: i64,
    /// Ballots that compared nothing: responses only.
    pub empty_ballots: i64,
    /// (Σw)²/Σw²: as precise as so many people drawn at random.
    pub n_eff: f64,
    /// nΣw²/(Σw)²: what weighting costs.
    pub deff: f64,
    /// Average win rate, 0 to 1.
    pub theta: Vec<f64>,
    /// Its standard error; empty where one person alone leaves it unknown.
    pub se: Vec<f64>,
    /// Its covariance, m × m; empty likewise.
    pub cov: Matrix,
    /// Competition rank from 1.
    pub rank: Vec<usize>,
    /// Lowest and highest rank that chance leaves open, by joint draws.
    pub rank_set: Vec<RankSet>,
    /// The same in closed form, a little wider.
    pub rank_set_bonferroni: Vec<RankSet>,
    /// Probability of being in the top `k`.
    pub p_top_k: Vec<f64>,
    /// What may be said of its place.
    pub tier: Vec<Tier>,
    /// What must be told with the ranking.
    pub flags: BTreeSet<Flag>,
    /// Weight per cell, relative to a mean of 1 over people.
    pub weight_by_cell: BTreeMap<String, f64>,
    /// Largest relative distance left between a weighted margin and its target.
    pub margin_error: f64,
    /// What comes out if every person weighs 1.
    pub unweighted: Unweighted,
    /// How much more those who did not answer would have to prefer the item at rank k+1 over that
    /// at rank k for the two to change places; `None` without a response rate.
    pub tipping_point: Option<f64>,
    /// Items that nobody put ahead of any other.
    pub nobody_chose: Vec<usize>,
    /// Items shown too seldom beside the others to be placed for good.
    pub provisional: Vec<usize>,
    /// Items that comparisons connect; more than one part means ranks hold within a part only.
    pub parts: Vec<Vec<usize>>,
    /// Every channel and format by itself, weighted by itself.
    pub sources: BTreeMap<String, SourceView>,
}

/// The ranking with every weight 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unweighted {
    /// Average win rate.
    pub theta: Vec<f64>,
    /// Competition rank from 1.
    pub rank: Vec<usize>,
}

/// One source by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceView {
    /// People whose ballots count.
    pub n: i64,
    /// (Σw)²/Σw².
    pub n_eff: f64,
    /// nΣw²/(Σw)².
    pub deff: f64,
    /// Average win rate.
    pub theta: Vec<f64>,
    /// Its covariance; empty where one person alone leaves it unknown.
    pub cov: Matrix,
    /// Weight per cell.
    pub weight_by_cell: BTreeMap<String, f64>,
    /// Whether its people are known, so that the headline counts them.
    pub verified: bool,
    /// Why it could not be weighted: every weight is then 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unweighted_because: Option<String>,
}

/// Why there is no ranking.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RankError {
    /// A ranking takes two.
    #[error("{0} items cannot be ranked: a ranking takes from 2 to 1000")]
    Items(usize),
    /// Nobody has compared anything.
    #[error("there is no ballot that compares anything")]
    NoBallots,
    /// The top holds at least one.
    #[error("k must be at least 1")]
    NoTop,
    /// A probability takes draws.
    #[error("draws must be from 1 to 10000000, not {0}")]
    Draws(usize),
    /// A rate is a share.
    #[error("response_rate must be above 0 and at most 1, not {0}")]
    ResponseRate(f64),
    /// The sample cannot be weighted.
    #[error(transparent)]
    Weights(#[from] WeightError),
}

/// Ranks the verified people of all sources together, once each; without a verified ballot the
/// unverified stand in their place, flagged.
///
/// # Errors
/// [`RankError`] if there is nothing to rank or the people cannot be weighted.
pub fn rank(statistics: &Statistics, settings: &Settings) -> Result<Ranking, RankError> {
    check(statistics.items().count(), settings)?;
    let verified = Sample::select(statistics, &settings.margins, |group| group.verified);
    let stand_in = verified.people == 0;
    let sample = if stand_in {
        Sample::select(statistics, &settings.margins, |group| !group.verified)
    } else {
        verified
    };
    if sample.people == 0 {
        return Err(RankError::NoBallots);
    }
    let raking = rake(&sample.cells, settings)?;
    let rates = win_rates(&sample, &raking.weights);
    let weighted = Weighted::new(&sample, settings, &raking.weights);
    let mut flags = flags(&sample, &weighted, &rates);
    if stand_in {
        flags.insert(Flag::Unverified);
    }
    if raking.margin_error > MARGIN_TOLERANCE {
        flags.insert(Flag::MarginsNotMet);
    }
    let equal = win_rates(&sample, &vec![1.0; sample.cells.len()]);
    let mut ranking = Ranking {
        items: statistics.items().clone(),
        k: settings.k,
        n: sample.people,
        empty_ballots: sample.empty_ballots,
        n_eff: weighted.n_eff,
        deff: weighted.deff,
        se: (0..rates.cov.len()).map(|i| rates.cov[i][i].max(0.0).sqrt()).collect(),
        rank: competition_ranks(&rates.theta, &rates.parts),
        rank_set: Vec::new(),
        rank_set_bonferroni: Vec::new(),
        p_top_k: Vec::new(),
        tier: Vec::new(),
        flags,
        weight_by_cell: weighted.weight_by_cell,
        margin_error: raking.margin_error,
        unweighted: Unweighted {
            rank: competition_ranks(&equal.theta, &equal.parts),
            theta: equal.theta,
        },
        tipping_point: tipping_point(&rates, settings),
        nobody_chose: nobody_chose(&sample),
        sources: source_views(statistics, settings),
        theta: rates.theta,
        cov: rates.cov,
        provisional: rates.provisional,
        parts: rates.parts,
    };
    ranking.add_uncertainty(settings);
    Ok(ranking)
}

impl Ranking {
    /// Rank sets, probabilities and tiers, from the rates and their covariance.
    fn add_uncertainty(&mut self, settings: &Settings) {
        let (theta, cov, parts) = (&self.theta, &self.cov, &self.parts);
        if cov.is_empty() {
            let open = rank_sets::all_open(theta.len(), parts);
            self.p_top_k = open
                .iter()
                .map(|&(_, last)| (super::real_length(self.k) / super::real_length(last)).min(1.0))
                .collect();
            self.rank_set.clone_from(&open);
            self.rank_set_bonferroni = open;
        } else {
            let asked = (settings.k, settings.draws, settings.seed);
            let simulation = simulate(theta, cov, parts, asked);
            self.rank_set = rank_sets::by_draws(theta, cov, parts, &simulation.noise);
            self.rank_set_bonferroni = rank_sets::by_bonferroni(theta, cov, parts);
            self.p_top_k = simulation.p_top_k;
        }
        self.tier = self.p_top_k.iter().map(|&p| self.tier_for(p)).collect();
    }

    fn tier_for(&self, p_top_k: f64) -> Tier {
        // Being first of a part says nothing about the other parts.
        if self.flags.contains(&Flag::Disconnected) || self.cov.is_empty() {
            return Tier::TooClose;
        }
        Tier::new(p_top_k, self.flags.iter().any(|flag| flag.contradicts()))
    }
}

/// What weighting does to a sample.
struct Weighted {
    n_eff: f64,
    deff: f64,
    weight_by_cell: BTreeMap<String, f64>,
}

impl Weighted {
    /// Source: Kish 1965, Survey Sampling, §11.7.
    fn new(sample: &Sample, settings: &Settings, weights: &[f64]) -> Self {
        let (sum, squares) = sample.weight_sums(weights);
        let n_eff = sum * sum / squares;
        let named = sample.cells.iter().zip(weights);
        let weight_by_cell = match settings.margins.as_slice() {
            [] => BTreeMap::new(),
            margins => named.map(|(cell, &weight)| (cell_name(margins, cell), weight)).collect(),
        };
        Self { n_eff, deff: real(sample.people) / n_eff, weight_by_cell }
    }
}

fn check(items: usize, settings: &Settings) -> Result<(), RankError> {
    if !(2..=ballot::MOST_ITEMS).contains(&items) {
        return Err(RankError::Items(items));
    }
    if settings.k == 0 {
        return Err(RankError::NoTop);
    }
    if !(1..=10_000_000).contains(&settings.draws) {
        return Err(RankError::Draws(settings.draws));
    }
    match settings.response_rate {
        Some(rate) if !(rate > 0.0 && rate <= 1.0) => Err(RankError::ResponseRate(rate)),
        _ => Ok(()),
    }
}

fn flags(sample: &Sample, weighted: &Weighted, rates: &WinRates) -> BTreeSet<Flag> {
    let told = [
        (Flag::TooFew, sample.people < FEWEST_PEOPLE),
        (Flag::DesignEffectAbove2, weighted.deff > 2.0),
        (Flag::DesignEffectAbove3, weighted.deff > 3.0),
        (Flag::Provisional, !rates.provisional.is_empty()),
        (Flag::Disconnected, rates.parts.len() > 1),
        (Flag::IntervalsUnreliable, (1..FEWEST_SESSIONS).contains(&rates.sessions)),
    ];
    told.into_iter().filter(|(_, holds)| *holds).map(|(flag, _)| flag).collect()
}

/// Δ·r/(1−r), Δ the gap between ranks k and k+1; nothing can tip where everybody answered.
///
/// Source: the bound on nonresponse bias, Cochran 1977, Sampling Techniques, §13.2.
fn tipping_point(rates: &WinRates, settings: &Settings) -> Option<f64> {
    let rate = settings.response_rate.filter(|&rate| rate < 1.0)?;
    let mut sorted = rates.theta.clone();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let gap = sorted.get(settings.k - 1)? - sorted.get(settings.k)?;
    (rates.parts.len() == 1).then(|| gap * rate / (1.0 - rate))
}

/// Items that stand in the bottom tier of every ballot that shows them, or on none.
fn nobody_chose(sample: &Sample) -> Vec<usize> {
    let ballots = sample.ballots();
    let mut cast = vec![false; ballots.len()];
    for tally in sample.rows.iter().flat_map(|row| &row.tallies) {
        tally.counts.keys().for_each(|&id| cast[id as usize] = true);
    }
    let mut chosen = vec![false; sample.items()];
    for (ballot, _) in ballots.iter().zip(cast).filter(|(_, cast)| *cast) {
        let bottom = ballot.places().last().map(|(_, tier)| tier);
        let above = ballot.places().filter(|&(_, tier)| Some(tier) != bottom);
        above.for_each(|(item, _)| chosen[item] = true);
    }
    (0..chosen.len()).filter(|&item| !chosen[item]).collect()
}

fn source_views(statistics: &Statistics, settings: &Settings) -> BTreeMap<String, SourceView> {
    let names: BTreeMap<String, bool> =
        statistics.groups().keys().map(|group| (group.source_name(), group.verified)).collect();
    let view = |(name, verified): (String, bool)| {
        let of_it = |group: &Group| group.verified == verified && group.source_name() == name;
        let sample = Sample::select(statistics, &settings.margins, of_it);
        (sample.people > 0).then(|| (name, source_view(&sample, settings, verified)))
    };
    names.into_iter().filter_map(view).collect()
}

fn source_view(sample: &Sample, settings: &Settings, verified: bool) -> SourceView {
    let (weights, unweighted_because) = match rake(&sample.cells, settings) {
        Ok(raking) => (raking.weights, None),
        Err(refused) => (vec![1.0; sample.cells.len()], Some(refused.to_string())),
    };
    let rates = win_rates(sample, &weights);
    let weighted = Weighted::new(sample, settings, &weights);
    SourceView {
        n: sample.people,
        n_eff: weighted.n_eff,
        deff: weighted.deff,
        theta: rates.theta,
        cov: rates.cov,
        weight_by_cell: weighted.weight_by_cell,
        verified,
        unweighted_because,
    }
}
