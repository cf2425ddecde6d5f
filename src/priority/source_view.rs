//! Every channel and ballot format by itself, weighted by itself.
//!
//! A source is shown even where it cannot be weighted; it then says why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::raking::rake;
use super::sample::{Sample, cell_name};
use super::win_rate::win_rates;
use super::{Group, Matrix, Settings, real};

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
    /// Whether its ballots connect all items, so that it can be set beside other sources.
    #[serde(default)]
    pub compares_all: bool,
    /// The items it can be asked about, where that is not all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places_only: Option<Vec<usize>>,
    /// Why it could not be weighted: every weight is then 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unweighted_because: Option<String>,
}

/// What weighting does to a sample.
pub struct Weighted {
    pub n_eff: f64,
    pub deff: f64,
    pub weight_by_cell: BTreeMap<String, f64>,
}

impl Weighted {
    /// Effective sample size and design effect of cell weights.
    ///
    /// Source: Kish 1965, Survey Sampling, §11.7.
    pub fn new(sample: &Sample, settings: &Settings, weights: &[f64]) -> Self {
        let n_eff = sample.n_eff(weights);
        let named = sample.cells.iter().zip(weights);
        let weight_by_cell = match settings.margins.as_slice() {
            [] => BTreeMap::new(),
            margins => named.map(|(cell, &weight)| (cell_name(margins, cell), weight)).collect(),
        };
        Self { n_eff, deff: real(sample.people) / n_eff, weight_by_cell }
    }
}

/// Every source with anybody in it, by name.
pub fn source_views(frame: &Frame, settings: &Settings) -> BTreeMap<String, SourceView> {
    let groups = frame.statistics.groups().keys().filter(|group| group.counts());
    let names: BTreeMap<String, bool> =
        groups.map(|group| (group.source_name(), group.verified)).collect();
    let view = |(name, verified): (String, bool)| {
        let of_it = |group: &Group| group.counts_as(verified) && group.is_from(&name);
        let sample = Sample::select(frame, of_it);
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
    let is_all = rates.placed.len() == sample.items();
    SourceView {
        places_only: (!is_all).then_some(rates.placed),
        n: sample.people,
        n_eff: weighted.n_eff,
        deff: weighted.deff,
        theta: rates.theta,
        cov: rates.cov,
        weight_by_cell: weighted.weight_by_cell,
        verified,
        compares_all: rates.parts.len() == 1 && rates.provisional.is_empty(),
        unweighted_because,
    }
}
