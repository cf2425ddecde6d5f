//! Whether another way to count says something else about the top than the headline does.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::Frame;
use super::raking::rake;
use super::sample::Sample;
use super::spread::Others;
use super::win_rate::win_rates;
use super::{Flag, Ranking, Settings};

/// Probabilities of being in the top between which an item is too close to call.
const TOO_CLOSE: std::ops::Range<f64> = 0.20..0.80;

/// The headline without each of its sources, the others weighted anew; a source without which
/// nobody is left, or the rest cannot be weighted, is not there.
pub fn without_each_source(
    frame: &Frame,
    settings: &Settings,
    verified: bool,
) -> BTreeMap<String, Others> {
    let in_it = frame.statistics.groups().keys().filter(|group| group.counts_as(verified));
    let names: BTreeSet<String> = in_it.map(super::Group::source_name).collect();
    let without = |name: String| {
        let sample =
            Sample::select(frame, |group| group.counts_as(verified) && !group.is_from(&name));
        if sample.people == 0 {
            return None;
        }
        let fit = rake(&sample.cells, settings).ok()?;
        let rates = win_rates(&sample, &fit.weights);
        Some((name, Others { rates, n_eff: sample.n_eff(&fit.weights) }))
    };
    names.into_iter().filter_map(without).collect()
}

impl Ranking {
    /// Flags whatever contradicts the headline; no tier is clear then.
    pub(super) fn add_contradictions(&mut self) {
        let contested =
            self.leave_one_source_out.values().any(|rank| self.is_contradicted(rank, None));
        let by_method = [
            self.plackett_luce.as_ref().map(|opinion| &opinion.rank),
            self.schulze.as_ref().map(|opinion| &opinion.rank),
        ];
        let by_method =
            by_method.into_iter().flatten().any(|rank| self.is_contradicted(rank, None));
        let by_channel = self
            .pooled
            .as_ref()
            .is_some_and(|pooled| self.is_contradicted(&pooled.rank, pooled.items.as_deref()));
        let found = [
            (Flag::Contested, contested),
            (Flag::MethodSensitive, by_method),
            (Flag::ChannelSensitive, by_channel),
        ];
        self.flags.extend(found.into_iter().filter(|(_, holds)| *holds).map(|(flag, _)| flag));
        self.add_tiers();
    }

    /// Whether these ranks, of some items if those are named, are more than a toss-up away: an item
    /// that is not too close to call enters the top, or one that is at least probable there leaves
    /// it. Among some items the top is as many as the headline has there.
    fn is_contradicted(&self, other: &[usize], items: Option<&[usize]>) -> bool {
        // Where nothing says how sure the headline is, nothing can contradict it.
        if self.parts.len() > 1 || self.cov.is_empty() {
            return false;
        }
        let item_at = |at: usize| items.map_or(at, |items| items[at]);
        let is_top = |at: &usize| self.rank[item_at(*at)] <= self.k;
        let top = (0..other.len()).filter(is_top).count().min(self.k);
        (0..other.len()).any(|at| {
            let (is_in, was_in) = (other[at] <= top, is_top(&at));
            let p = self.p_top_k[item_at(at)];
            let enters = is_in && !was_in && !TOO_CLOSE.contains(&p);
            let leaves = was_in && !is_in && p >= TOO_CLOSE.end;
            enters || leaves
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::priority::{Ballot, Flag, Group, Items, Ranking, Settings, Statistics, Tier, rank};
    use std::collections::BTreeMap;

    /// Whole rankings of four items by verified people: source, ranking, count.
    fn ranked(cast: &[(&str, [usize; 4], u64)]) -> Ranking {
        let mut statistics = Statistics::new(Items::Count(4));
        for (source, order, count) in cast {
            let tiers = order.map(|item| vec![item]);
            let ballot = Ballot::new(4, None, &tiers).unwrap();
            statistics.add(&Group::verified(source, BTreeMap::new()), &ballot, *count);
        }
        rank(&statistics, &Settings { k: 1, draws: 2_000, ..Settings::default() }).unwrap()
    }

    #[test]
    fn sources_that_agree_contradict_nothing() {
        let ranking = ranked(&[
            ("sms/all", [0, 1, 2, 3], 200),
            ("sms/all", [1, 0, 2, 3], 40),
            ("web/all", [0, 1, 2, 3], 200),
            ("web/all", [0, 2, 1, 3], 40),
        ]);
        assert!(ranking.flags.is_empty(), "{:?}", ranking.flags);
        assert_eq!(ranking.tier[0], Tier::Clear);
        assert_eq!(ranking.leave_one_source_out["sms/all"][0], 1);
    }

    #[test]
    fn a_top_that_one_source_alone_makes_is_contested_and_nothing_in_it_clear() {
        let ranking = ranked(&[
            ("sms/all", [0, 1, 2, 3], 100),
            ("sms/all", [0, 2, 1, 3], 100),
            ("web/all", [3, 0, 1, 2], 900),
            ("web/all", [3, 0, 2, 1], 900),
        ]);
        assert_eq!((ranking.rank[3], ranking.p_top_k[3]), (1, 1.0));
        assert_eq!(ranking.leave_one_source_out["web/all"], [1, 2, 2, 4]);
        assert!(ranking.flags.contains(&Flag::Contested));
        assert_eq!(ranking.tier[3], Tier::Probable);
    }

    #[test]
    fn what_is_a_toss_up_contradicts_nothing() {
        let ranking = ranked(&[("sms/all", [0, 1, 2, 3], 30), ("web/all", [1, 0, 2, 3], 31)]);
        assert_ne!(
            ranking.leave_one_source_out["web/all"],
            ranking.leave_one_source_out["sms/all"]
        );
        assert!(!ranking.flags.contains(&Flag::Contested), "{:?}", ranking.p_top_k);
    }
}
