//! The ranking: the headline over all verified people, with every source beside it.
//!
//! Invariant: nobody whom the headline does not name is counted in it.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::thread;

use serde::{Deserialize, Serialize};

use super::channels::{Pooled, pool};
use super::divided::Headline;
use super::flipping::{ballots_to_flip, tipping_point};
use super::frame::Frame;
use super::lens::{Lens, lens};
use super::manipulation::{Signal, identical_ballots, sources_that_differ};
use super::plackett_luce::{PlackettLuce, plackett_luce};
use super::raking::{WeightError, rake};
use super::rank_sets::{self, RankSet};
use super::sample::Sample;
use super::schulze::{Schulze, schulze};
use super::second_opinion::without_each_source;
use super::set_aside::{SetAside, set_aside};
use super::source_view::{SourceView, Weighted, source_views};
use super::spread::{Others, WinRates};
use super::uncertainty::{Draws, competition_ranks, simulate};
use super::win_rate::win_rates;
use super::{FEWEST_PEOPLE, Flag, Items, Matrix, Settings, Statistics, Tier, ballot, real_length};

/// Fewer sessions than this say little of how sessions vary.
const FEWEST_SESSIONS: usize = 8;

/// A margin that still misses its target by more than this share is spoken of.
const MARGIN_TOLERANCE: f64 = 0.01;

/// The rules that a ranking is made by. They change their number when other things come to be said
/// of equal ballots, so that a replay can tell a changed rule from a changed result.
pub const METHOD: u32 = 2;

/// What `hearth rank` prints and a snapshot keeps. Lists have one entry per item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// By which rules it was made: [`METHOD`] of that time.
    #[serde(default = "first_method")]
    pub method: u32,
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
    /// The ranks that come out without each source, weighted anew; a source without which the rest
    /// cannot be weighted, or is not all connected any more, is not there.
    #[serde(default)]
    pub leave_one_source_out: BTreeMap<String, Vec<usize>>,
    /// What comes out if the channels are weighed as studies are; `None` where none can be.
    #[serde(default)]
    pub pooled: Option<Pooled>,
    /// What the Plackett–Luce model makes of the same ballots.
    #[serde(default)]
    pub plackett_luce: Option<PlackettLuce>,
    /// What Schulze's method makes of them.
    #[serde(default)]
    pub schulze: Option<Schulze>,
    /// How many coordinated ballots would turn ranks k and k+1; `None` where not everybody was
    /// shown all items.
    #[serde(default)]
    pub ballots_to_flip: Option<u64>,
    /// Every group by itself, beside everybody.
    #[serde(default)]
    pub lens: Lens,
    /// What may be coordinated, for a person to look at; nothing is left out because of it.
    #[serde(default)]
    pub signals: Vec<Signal>,
    /// What somebody set aside, and what would come out with it; `None` if nothing was.
    #[serde(default)]
    pub set_aside: Option<SetAside>,
    /// Every channel and format by itself, weighted by itself.
    pub sources: BTreeMap<String, SourceView>,
}

/// Rankings made by it do not name their method.
fn first_method() -> u32 {
    1
}

/// The ranking with every weight 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unweighted {
    /// Average win rate.
    pub theta: Vec<f64>,
    /// Competition rank from 1.
    pub rank: Vec<usize>,
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
    /// The top holds at least one item and leaves one below.
    #[error("k must be from 1 to {}, one fewer than the items, not {k}", items - 1)]
    Top {
        /// How many places were asked for.
        k: usize,
        /// How many items there are.
        items: usize,
    },
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
    let frame = &Frame::new(statistics, &settings.margins);
    let (sample, stand_in) = headline_sample(frame)?;
    let fit = rake(&sample.cells, settings)?;
    let headline = &Headline { sample: &sample, weights: &fit.weights, verified: !stand_in };
    let draws = &Draws::new(settings.k, settings.draws, settings.seed);
    let rates = win_rates(&sample, &fit.weights);
    let chance = Chance::of(&rates, draws);
    // What is told of groups and of equal ballots takes as long as all the rest.
    let (lens, identical, opinions, sources) = thread::scope(|scope| {
        let everybodys = &chance.p_top_k;
        let beside = scope.spawn(|| {
            (lens(headline, frame, settings, draws, everybodys), identical_ballots(frame))
        });
        let opinions = Opinions::of(headline, &rates, settings.k);
        let sources = Sources::of(frame, settings, draws, headline.verified);
        let (lens, identical) = beside.join().unwrap_or_else(|panic| resume_unwind(panic));
        (lens, identical, opinions, sources)
    });
    let weighted = Weighted::new(&sample, settings, &fit.weights);
    let leave_one_source_out = sources.ranks_without_each(rates.parts.len());
    let flags = flags(&sample, &weighted, &rates, (stand_in, fit.margin_error));
    let everybody = Others { rates, n_eff: weighted.n_eff };
    let differing = sources_that_differ(&sources.views, &everybody, &sources.others, settings);
    let rates = everybody.rates;
    let mut ranking = Ranking {
        method: METHOD,
        items: statistics.items().clone(),
        k: settings.k,
        n: sample.people,
        empty_ballots: sample.empty_ballots,
        n_eff: weighted.n_eff,
        deff: weighted.deff,
        se: (0..rates.cov.len()).map(|i| rates.cov[i][i].max(0.0).sqrt()).collect(),
        rank: competition_ranks(&rates.theta, &rates.parts),
        rank_set: chance.rank_set,
        rank_set_bonferroni: chance.rank_set_bonferroni,
        p_top_k: chance.p_top_k,
        // They depend on what contradicts the rest.
        tier: Vec::new(),
        flags,
        weight_by_cell: weighted.weight_by_cell,
        margin_error: fit.margin_error,
        unweighted: opinions.unweighted,
        tipping_point: tipping_point(&rates, settings),
        nobody_chose: sample.nobody_chose(),
        leave_one_source_out,
        pooled: sources.pooled,
        plackett_luce: Some(opinions.plackett_luce),
        schulze: Some(opinions.schulze),
        ballots_to_flip: opinions.ballots_to_flip,
        lens,
        signals: [identical, differing].concat(),
        set_aside: sources.set_aside,
        sources: sources.views,
        theta: rates.theta,
        cov: rates.cov,
        provisional: rates.provisional,
        parts: rates.parts,
    };
    ranking.add_contradictions();
    Ok(ranking)
}

/// Where chance may have put each item.
struct Chance {
    rank_set: Vec<RankSet>,
    rank_set_bonferroni: Vec<RankSet>,
    p_top_k: Vec<f64>,
}

impl Chance {
    fn of(rates: &WinRates, draws: &Draws) -> Self {
        let WinRates { theta, cov, parts, .. } = rates;
        if cov.is_empty() {
            let open = rank_sets::all_open(theta.len(), parts);
            let share = |&(_, last): &RankSet| real_length(draws.k) / real_length(last);
            let p_top_k = open.iter().map(|set| share(set).min(1.0)).collect();
            return Self { rank_set: open.clone(), rank_set_bonferroni: open, p_top_k };
        }
        let simulation = simulate(theta, cov, parts, draws);
        Self {
            rank_set: rank_sets::by_draws(theta, cov, parts, &simulation.noise),
            rank_set_bonferroni: rank_sets::by_bonferroni(theta, cov, parts),
            p_top_k: simulation.p_top_k,
        }
    }
}

/// What other ways to count make of the headline's people.
struct Opinions {
    unweighted: Unweighted,
    plackett_luce: PlackettLuce,
    schulze: Schulze,
    ballots_to_flip: Option<u64>,
}

impl Opinions {
    fn of(Headline { sample, weights, .. }: &Headline, rates: &WinRates, k: usize) -> Self {
        let equal = win_rates(sample, &vec![1.0; sample.cells.len()]);
        Self {
            unweighted: Unweighted {
                rank: competition_ranks(&equal.theta, &equal.parts),
                theta: equal.theta,
            },
            plackett_luce: plackett_luce(sample, weights, &rates.parts),
            schulze: schulze(sample, weights),
            ballots_to_flip: ballots_to_flip(sample, weights, rates, k),
        }
    }
}

/// What the sources say by themselves, together as voices, and without each of them.
struct Sources {
    set_aside: Option<SetAside>,
    views: BTreeMap<String, SourceView>,
    pooled: Option<Pooled>,
    others: BTreeMap<String, Others>,
}

impl Sources {
    fn of(frame: &Frame, settings: &Settings, draws: &Draws, verified: bool) -> Self {
        let views = source_views(frame, settings);
        Self {
            set_aside: set_aside(frame, settings),
            pooled: pool(frame.statistics, &views, settings, draws),
            others: without_each_source(frame, settings, verified),
            views,
        }
    }

    /// Where the rest compares in parts what the whole connects, its ranks are those of parts.
    fn ranks_without_each(&self, parts: usize) -> BTreeMap<String, Vec<usize>> {
        let whole = self.others.iter().filter(|(_, others)| others.rates.parts.len() == parts);
        let ranks = |Others { rates, .. }: &Others| competition_ranks(&rates.theta, &rates.parts);
        whole.map(|(name, others)| (name.clone(), ranks(others))).collect()
    }
}

impl Ranking {
    /// What may be said of each item's place.
    pub(super) fn add_tiers(&mut self) {
        let tier = |item: usize| match self.tier_for(self.p_top_k[item]) {
            // What nobody chose shares its place, however near the top, with all of its kind.
            Tier::Clear | Tier::Probable if self.nobody_chose.contains(&item) => Tier::Lower,
            tier => tier,
        };
        self.tier = (0..self.p_top_k.len()).map(tier).collect();
    }

    /// How probably an item is in the top, where that may be told: what nobody chose shares its place
    /// with whatever else nobody did, and being first of a part says nothing of the other parts.
    pub fn told_p_top(&self, item: usize) -> Option<f64> {
        let is_told = !self.nobody_chose.contains(&item) && self.parts.len() == 1;
        is_told.then(|| self.p_top_k[item])
    }

    fn tier_for(&self, p_top_k: f64) -> Tier {
        // Being first of a part says nothing about the other parts.
        if self.flags.contains(&Flag::Disconnected) || self.cov.is_empty() {
            return Tier::TooClose;
        }
        Tier::new(p_top_k, self.flags.iter().any(|flag| flag.contradicts()))
    }
}

fn check(items: usize, settings: &Settings) -> Result<(), RankError> {
    if !(2..=ballot::MOST_ITEMS).contains(&items) {
        return Err(RankError::Items(items));
    }
    if !(1..items).contains(&settings.k) {
        return Err(RankError::Top { k: settings.k, items });
    }
    if !(1..=10_000_000).contains(&settings.draws) {
        return Err(RankError::Draws(settings.draws));
    }
    match settings.response_rate {
        Some(rate) if !(rate > 0.0 && rate <= 1.0) => Err(RankError::ResponseRate(rate)),
        _ => Ok(()),
    }
}

/// The verified people of all sources, or, flagged, the unverified if nobody is verified.
fn headline_sample<'a>(frame: &Frame<'a>) -> Result<(Sample<'a>, bool), RankError> {
    let people = |verified: bool| Sample::select(frame, |group| group.counts_as(verified));
    let verified = people(true);
    let stand_in = verified.people == 0;
    let sample = if stand_in { people(false) } else { verified };
    if sample.people == 0 { Err(RankError::NoBallots) } else { Ok((sample, stand_in)) }
}

fn flags(
    sample: &Sample,
    weighted: &Weighted,
    rates: &WinRates,
    (stand_in, margin_error): (bool, f64),
) -> BTreeSet<Flag> {
    let told = [
        (Flag::TooFew, sample.people < FEWEST_PEOPLE),
        (Flag::Unverified, stand_in),
        (Flag::MarginsNotMet, margin_error > MARGIN_TOLERANCE),
        (Flag::DesignEffectAbove2, weighted.deff > 2.0),
        (Flag::DesignEffectAbove3, weighted.deff > 3.0),
        (Flag::Provisional, !rates.provisional.is_empty()),
        (Flag::Disconnected, rates.parts.len() > 1),
        (Flag::IntervalsUnreliable, (1..FEWEST_SESSIONS).contains(&rates.sessions)),
    ];
    told.into_iter().filter(|(_, holds)| *holds).map(|(flag, _)| flag).collect()
}

#[cfg(test)]
mod tests;
