//! What a ranking is computed from: how often each ballot was cast in each group of people.
//!
//! Counts are whole, so a withdrawn ballot leaves no trace; what is written out is in a fixed
//! order whatever the order of arrival, so its hash names the inputs.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::OnceLock;
use std::{slice, thread};

use serde::{Deserialize, Serialize};

use super::counting::{Counting, Index, Notes, Scratch};
use super::effects::Effects;
use super::pair_sums::{Effect, PairSums, list_placed};
use super::sorting::{Sorted, listed};
use super::stages::Stages;
use super::{Ballot, BallotError, Group, Items};

/// Fewer groups than this are not worth a thread of their own.
const FEWEST_GROUPS: usize = 64;

/// The counted ballots, by group and by what they say.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Statistics {
    items: Items,
    ballots: Vec<Ballot>,
    ballot_ids: Index<Ballot>,
    groups: BTreeMap<Group, Tally>,
    catalogue: OnceLock<Catalogue>,
}

/// The ballots of one group.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// Each ballot's id and how often it was cast, by id; never 0.
    pub counts: Vec<(u32, i64)>,
    pub sums: PairSums,
}

impl Tally {
    fn new(items: usize) -> Self {
        Self { counts: Vec::new(), sums: PairSums::new(items) }
    }

    fn counted(&self, id: u32) -> i64 {
        self.counts.binary_search_by_key(&id, |&(id, _)| id).map_or(0, |at| self.counts[at].1)
    }

    fn count(&mut self, id: u32, count: i64) {
        match self.counts.binary_search_by_key(&id, |&(id, _)| id) {
            Ok(at) => {
                self.counts[at].1 += count;
                if self.counts[at].1 == 0 {
                    self.counts.remove(at);
                }
            }
            Err(at) => self.counts.insert(at, (id, count)),
        }
    }

    fn count_all(&mut self, counts: Vec<(u32, i64)>) {
        if self.counts.is_empty() && counts.is_sorted_by(|(id, _), (next, _)| id < next) {
            self.counts = counts;
        } else {
            for (id, count) in counts {
                self.count(id, count);
            }
        }
    }
}

/// The distinct ballots, put in order.
#[derive(Clone, Debug)]
pub(super) struct Catalogue {
    /// The ids of the ballots that compare something, in the order of what these say: ids tell the
    /// order of arrival.
    pub ids: Vec<u32>,
    /// By id a number that ballots of one form share: tiers of the same sizes over the same slate.
    pub forms: Vec<u32>,
    pub stages: Stages,
}

impl Catalogue {
    fn new(ballots: &[Ballot], items: usize) -> Self {
        let number = |at: usize| u32::try_from(at).expect("ids are made so");
        let mut ids: Vec<u32> = (0..ballots.len()).map(number).collect();
        ids.retain(|&id| !ballots[id as usize].is_empty());
        ids.sort_unstable_by_key(|&id| &ballots[id as usize]);
        let mut known: Index<Vec<usize>> = Index::default();
        let form = |ballot: &Ballot| {
            let next = number(known.len());
            *known.entry(ballot.form(items)).or_insert(next)
        };
        let forms = ballots.iter().map(form).collect();
        Self { stages: Stages::of(ballots, &ids, items), ids, forms }
    }
}

/// The ballots to withdraw were never counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("only {counted} such ballots were counted, {withdrawn} cannot be withdrawn")]
pub struct WithdrawError {
    /// How many there are.
    pub counted: u64,
    /// How many were to go.
    pub withdrawn: u64,
}

impl Statistics {
    /// No ballots yet on these items.
    pub fn new(items: Items) -> Self {
        Self {
            items,
            ballots: Vec::new(),
            ballot_ids: Index::default(),
            groups: BTreeMap::new(),
            catalogue: OnceLock::new(),
        }
    }

    /// Counts ballots, each with its group and as often as it says.
    pub fn collect<G, B>(items: Items, cast: &[(G, B, u64)]) -> Self
    where
        G: Borrow<Group> + Sync,
        B: Borrow<Ballot> + Sync,
    {
        let Sorted { groups, kinds, counting, .. } = Sorted::of(items.count(), cast);
        let groups: Vec<Group> = groups.into_iter().cloned().collect();
        let kinds: Vec<Ballot> = kinds.into_iter().cloned().collect();
        let mut statistics = Self::new(items);
        statistics.add_counted(&groups, &kinds, counting);
        statistics
    }

    /// What is ranked.
    pub fn items(&self) -> &Items {
        &self.items
    }

    /// Counts a ballot, made over as many items as are ranked, `count` times.
    pub fn add(&mut self, group: &Group, ballot: &Ballot, count: u64) {
        let mut counting = Counting::default();
        counting.add(0, 0, count);
        self.add_counted(slice::from_ref(group), slice::from_ref(ballot), counting);
    }

    /// Counts many ballots, known by their positions in `kinds` and `groups`.
    pub(super) fn add_counted(&mut self, groups: &[Group], kinds: &[Ballot], counting: Counting) {
        let items = self.items.count();
        let mut tallies: Vec<Tally> = groups
            .iter()
            .map(|group| self.groups.remove(group).unwrap_or_else(|| Tally::new(items)))
            .collect();
        let ids: Vec<u32> = kinds.iter().map(|ballot| self.ballot_id(ballot)).collect();
        let effects = Effects::of(kinds, items);
        let count_some = |tallies: &mut [Tally], notes: &mut [Notes]| {
            let (mut scratch, mut other) = (Scratch::default(), Vec::new());
            for (tally, notes) in tallies.iter_mut().zip(notes) {
                let counted = notes.finish(&mut scratch);
                for &(kind, count) in &counted {
                    let effect = effects.of_kind(kind as usize, &mut other);
                    tally.sums.add(effect, count.cast_signed());
                }
                let known = |(kind, count): (u32, u64)| (ids[kind as usize], count.cast_signed());
                tally.count_all(counted.into_iter().map(known).collect());
            }
        };
        let mut notes = counting.into_groups();
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let each = groups.len().div_ceil(threads).max(FEWEST_GROUPS);
        thread::scope(|scope| {
            let mut parts = tallies.chunks_mut(each).zip(notes.chunks_mut(each));
            let own = parts.next();
            parts.for_each(|(tallies, notes)| {
                scope.spawn(move || count_some(tallies, notes));
            });
            if let Some((tallies, notes)) = own {
                count_some(tallies, notes);
            }
        });
        // A group without ballots stays absent: equal statistics hold equal groups.
        let counted = groups.iter().zip(tallies).filter(|(_, tally)| !tally.counts.is_empty());
        self.groups.extend(counted.map(|(group, tally)| (group.clone(), tally)));
    }

    /// Takes ballots out again, exactly.
    ///
    /// # Errors
    /// [`WithdrawError`], and nothing changes, if the group holds fewer of them.
    pub fn withdraw(
        &mut self,
        group: &Group,
        ballot: &Ballot,
        count: u64,
    ) -> Result<(), WithdrawError> {
        let items = self.items.count();
        let id = self.ballot_ids.get(ballot).copied();
        let tally = self.groups.get_mut(group);
        let (Some(id), Some(tally)) = (id, tally) else {
            return if count == 0 {
                Ok(())
            } else {
                Err(WithdrawError { counted: 0, withdrawn: count })
            };
        };
        let counted = tally.counted(id).cast_unsigned();
        if counted < count {
            return Err(WithdrawError { counted, withdrawn: count });
        }
        if count > 0 {
            let count = -count.cast_signed();
            let mut placed = Vec::new();
            let form = list_placed(ballot, items, &mut placed);
            tally.sums.add(Effect { form, items: &placed }, count);
            tally.count(id, count);
        }
        if tally.counts.is_empty() {
            self.groups.remove(group);
        }
        Ok(())
    }

    /// The same ballots over some of the items, which are then known by their place in the list.
    pub(super) fn over(&self, items: &[usize]) -> Self {
        let mut position = vec![None; self.items.count()];
        items.iter().enumerate().for_each(|(at, &item)| position[item] = Some(at));
        let ballots: Vec<Ballot> =
            self.ballots.iter().map(|ballot| ballot.over(&position)).collect();
        let ballots = &ballots;
        let counted = self.groups.iter().flat_map(|(group, tally)| {
            let counts = tally.counts.iter();
            counts.map(move |&(id, count)| (group, &ballots[id as usize], count.cast_unsigned()))
        });
        let items = match &self.items {
            Items::Count(_) => Items::Count(items.len()),
            Items::Names(names) => {
                Items::Names(items.iter().map(|&item| names[item].clone()).collect())
            }
        };
        Self::collect(items, &counted.collect::<Vec<_>>())
    }

    /// The groups in their fixed order.
    pub(super) fn groups(&self) -> &BTreeMap<Group, Tally> {
        &self.groups
    }

    /// The distinct ballots; a tally's ids are positions here.
    pub(super) fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// What is known of the ballots once they are all there.
    pub(super) fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::new(&self.ballots, self.items.count()))
    }

    fn ballot_id(&mut self, ballot: &Ballot) -> u32 {
        if let Some(&id) = self.ballot_ids.get(ballot) {
            return id;
        }
        self.catalogue.take();
        let id = listed(&mut self.ballots, ballot.clone());
        self.ballot_ids.insert(ballot.clone(), id);
        id
    }
}

impl PartialEq for Statistics {
    fn eq(&self, other: &Self) -> bool {
        Written::from(self) == Written::from(other)
            && self
                .groups
                .values()
                .map(|tally| &tally.sums)
                .eq(other.groups.values().map(|tally| &tally.sums))
    }
}

/// Statistics as they are kept: groups and ballots in order, nothing that follows from them.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Written {
    items: Items,
    groups: Vec<(Group, Vec<(Ballot, i64)>)>,
}

impl From<&Statistics> for Written {
    fn from(statistics: &Statistics) -> Self {
        let groups = statistics.groups.iter().map(|(group, tally)| {
            let counted = tally.counts.iter();
            let mut ballots: Vec<_> = counted
                .map(|&(id, count)| (statistics.ballots[id as usize].clone(), count))
                .collect();
            ballots.sort_unstable();
            (group.clone(), ballots)
        });
        Self { items: statistics.items.clone(), groups: groups.collect() }
    }
}

impl From<Statistics> for Written {
    fn from(statistics: Statistics) -> Self {
        Self::from(&statistics)
    }
}

impl TryFrom<Written> for Statistics {
    type Error = BallotError;

    fn try_from(written: Written) -> Result<Self, BallotError> {
        let items = written.items.count();
        let counted = written.groups.iter().flat_map(|(group, ballots)| {
            let counted = |count: i64| count.max(0).cast_unsigned();
            ballots.iter().map(move |(ballot, count)| (group, ballot, counted(*count)))
        });
        let counted: Vec<(&Group, &Ballot, u64)> = counted.collect();
        let mut places = counted.iter().flat_map(|(_, ballot, _)| ballot.places());
        match places.find(|&(item, _)| item >= items) {
            Some((item, _)) => Err(BallotError::NotOnSlate(item as u64)),
            None => Ok(Self::collect(written.items.clone(), &counted)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(item: usize) -> Ballot {
        Ballot::new(3, None, &[vec![item]]).unwrap()
    }

    #[test]
    fn what_was_not_counted_cannot_be_withdrawn() {
        let group = Group::verified("sms/pick", BTreeMap::new());
        let mut statistics = Statistics::new(Items::Count(3));
        statistics.add(&group, &pick(0), 2);
        let before = statistics.clone();
        let refused = |counted| Err(WithdrawError { counted, withdrawn: 3 });
        assert_eq!(statistics.withdraw(&group, &pick(0), 3), refused(2));
        assert_eq!(statistics.withdraw(&group, &pick(1), 3), refused(0));
        assert_eq!(statistics.withdraw(&Group::default(), &pick(0), 3), refused(0));
        assert!(statistics == before);
    }

    #[test]
    fn a_ballot_over_other_items_is_not_read_back() {
        let written = r#"{"items":2,"groups":[[{"source":"a","verified":true,"strata":{}},
            [[[[2],[0,1]],1]]]]}"#;
        let refused = serde_json::from_str::<Statistics>(written).unwrap_err();
        assert!(refused.to_string().contains("item 2 is not on the slate"), "{refused}");
    }

    #[test]
    fn statistics_are_written_without_a_trace_of_the_order_of_arrival() {
        let group = Group::verified("sms/pick", BTreeMap::new());
        let mut statistics = Statistics::new(Items::Count(3));
        for item in [2, 0, 2, 1] {
            statistics.add(&group, &pick(item), 1);
        }
        statistics.withdraw(&group, &pick(1), 1).unwrap();
        assert_eq!(
            serde_json::to_string(&statistics).unwrap(),
            concat!(
                r#"{"items":3,"groups":[[{"source":"sms/pick","verified":true,"strata":{},"#,
                r#""dots_each":1},[[[[0],[1,2]],1],[[[2],[0,1]],2]]]]}"#
            )
        );
    }
}
