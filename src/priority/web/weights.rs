//! Weighted beside unweighted, where the answers were weighted.

use serde::Serialize;

use super::teller::{Named, Teller, TierView};
use crate::priority::wording::place;
use crate::priority::wording::told_percent;

/// Each issue with and without weights.
#[derive(Debug, Serialize)]
pub struct Weights {
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    topic: Named,
    place: String,
    tier: TierView,
    percent: i64,
    unweighted_percent: i64,
    unweighted_rank: usize,
}

impl Weights {
    /// With and without; `None` where every person weighs the same.
    pub fn new(teller: &Teller) -> Option<Self> {
        let ranking = teller.ranking();
        let row = |item: usize| Row {
            topic: teller.titles[item].clone(),
            place: place(ranking.rank_set[item]),
            tier: ranking.tier[item].into(),
            percent: told_percent(ranking.theta[item], ranking.n),
            unweighted_percent: told_percent(ranking.unweighted.theta[item], ranking.n),
            unweighted_rank: ranking.unweighted.rank[item],
        };
        let is_weighted = !teller.live.settings.margins.is_empty();
        is_weighted.then(|| Self { rows: teller.in_order().into_iter().map(row).collect() })
    }
}
