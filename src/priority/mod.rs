//! What matters most: ballots into a ranking that shows how sure it is.
//!
//! Pure: the same ballots and settings give the same bits, on any machine and in any order of
//! arrival. Ballots are counted in whole numbers, sums of fractions run in a fixed order, and
//! only operations that IEEE 754 rounds exactly are used; draws come from a seed.

pub mod aside;
mod ballot;
mod ballot_text;
mod bradley_terry;
mod channels;
mod contract;
mod counting;
mod discoveries;
mod divided;
mod dot_plot;
mod effects;
mod equal_slates;
mod flipping;
pub mod flow;
mod frame;
mod hidden_table;
mod lens;
pub mod live;
mod manipulation;
mod normal;
mod pace;
mod pair_sums;
mod plackett_luce;
mod poisson;
#[cfg(test)]
mod properties;
pub mod published;
pub mod quotes;
mod raking;
mod rank_sets;
mod ranking;
mod sample;
mod schulze;
mod second_opinion;
mod set_aside;
mod settings;
mod source_view;
mod spread;
mod stages;
mod sorting;
mod statistics;
pub mod store;
mod tier;
mod topic_ballot;
mod uncertainty;
mod values;
pub mod voices;
pub mod web;
mod win_rate;
pub mod wording;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::people::small_cells::{hide_small_cells, is_small, may_refresh, share_tells_few};
pub use ballot::{Ballot, BallotError};
pub use contract::{Input, InputError, read_input};
pub use hidden_table::{HiddenTable, hide_small_cells_in_table};
pub use lens::{GroupView, Lens, Standing, StratumView};
pub use manipulation::Signal;
pub use pace::{Burst, PositionBias, bursts, hurried, position_bias};
pub use plackett_luce::worths_unweighted;
pub use raking::WeightError;
pub use ranking::{METHOD, RankError, Ranking, Unweighted, rank};
pub use set_aside::SetAside;
pub use settings::{Margin, Settings};
pub use source_view::SourceView;
pub use statistics::{Statistics, WithdrawError};
pub use tier::Tier;

/// Fewer people than this are never shown or published.
pub const FEWEST_PEOPLE: i64 = 11;

/// A square table of numbers, one row per item.
pub type Matrix = Vec<Vec<f64>>;

/// What is ranked: the names, or only how many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Items {
    /// Items are known by their position alone.
    Count(usize),
    /// One name per item.
    Names(Vec<String>),
}

impl Items {
    /// How many items stand to be ranked.
    pub fn count(&self) -> usize {
        match self {
            Self::Count(count) => *count,
            Self::Names(names) => names.len(),
        }
    }
}

/// People whose ballots count alike: one source, one cell of strata, one session.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Group {
    /// Channel and ballot format, as `sms/top3`.
    pub source: String,
    /// Whether each person is known: by text, by a personal link or at a session's check-in.
    pub verified: bool,
    /// Stratum to category; `None` is "prefer not to say", and so is a stratum left out.
    pub strata: BTreeMap<String, Option<String>>,
    /// The listening session, if the people answered together in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// 1 for ballots. For a room's total the dots each person had: a count is then of dots, and
    /// each stands for that fraction of a person.
    #[serde(default = "one")]
    pub dots_each: u32,
    /// Why somebody set these people's ballots aside, if somebody did: they are not counted, and
    /// what comes out with them stands beside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<String>,
}

impl Group {
    /// Verified people of one source and cell, not in a session.
    pub fn verified(source: &str, strata: BTreeMap<String, Option<String>>) -> Self {
        let source = source.to_owned();
        Self { source, verified: true, strata, cluster: None, dots_each: 1, set_aside: None }
    }

    /// Whether its ballots count, none of them having been set aside.
    fn counts(&self) -> bool {
        self.set_aside.is_none()
    }

    /// Whether its ballots count among the verified, or else among the unverified.
    fn counts_as(&self, verified: bool) -> bool {
        self.counts() && self.verified == verified
    }

    /// Whether this is the source's name in a ranking.
    fn is_from(&self, name: &str) -> bool {
        let source = if self.verified { Some(name) } else { name.strip_suffix("/unverified") };
        source == Some(&self.source)
    }

    /// The source's name in a ranking: unverified people are a source of their own.
    pub fn source_name(&self) -> String {
        if self.verified { self.source.clone() } else { format!("{}/unverified", self.source) }
    }
}

fn one() -> u32 {
    1
}

/// What a reader of a ranking must be told with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Fewer than 11 people: never shown or published.
    TooFew,
    /// No verified ballot exists: this is the unverified view.
    Unverified,
    /// Weighting more than doubles the variance.
    #[serde(rename = "deff_above_2")]
    DesignEffectAbove2,
    /// Weighting more than triples the variance: categories should be collapsed.
    #[serde(rename = "deff_above_3")]
    DesignEffectAbove3,
    /// After trimming the weighted margins still miss their targets by more than one percent.
    MarginsNotMet,
    /// Some item was shown too seldom beside the others to be placed for good.
    Provisional,
    /// The comparisons fall into parts that nobody compared: ranks hold within a part only.
    Disconnected,
    /// Fewer than 8 listening sessions: their spread is hardly known.
    IntervalsUnreliable,
    /// Leaving one source out would change the top.
    Contested,
    /// Another method would change the top.
    MethodSensitive,
    /// Counting the channels as equal voices would change the top.
    ChannelSensitive,
}

impl Flag {
    /// Whether it contradicts the ranking, so that no tier can be called clear.
    pub fn contradicts(self) -> bool {
        matches!(self, Self::Contested | Self::MethodSensitive | Self::ChannelSensitive)
    }
}

/// A whole number as a fraction.
#[expect(clippy::cast_precision_loss, reason = "counts are held below 2^53")]
fn real(count: i64) -> f64 {
    count as f64
}

/// A number of items or draws as a fraction.
#[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^53")]
fn real_length(length: usize) -> f64 {
    length as f64
}
