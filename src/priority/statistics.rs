//! What a ranking is computed from: how often each ballot was cast in each group of people.
//!
//! Counts are whole, so a withdrawn ballot leaves no trace; what is written out is in a fixed
//! order whatever the order of arrival, so its hash names the inputs.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{Ballot, Group, Items, pair_sums::PairSums};

/// The counted ballots, by group and by what they say.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "Written", from = "Written")]
pub struct Statistics {
    items: Items,
    ballots: Vec<Ballot>,
    ballot_ids: HashMap<Ballot, u32>,
    groups: BTreeMap<Group, Tally>,
}

/// The ballots of one group.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// How often each ballot, by its id, was cast.
    pub counts: BTreeMap<u32, i64>,
    pub sums: PairSums,
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
        Self { items, ballots: Vec::new(), ballot_ids: HashMap::new(), groups: BTreeMap::new() }
    }

    /// Counts every ballot of an iterator, each as often as it says.
    pub fn collect<'a>(
        items: Items,
        ballots: impl IntoIterator<Item = (&'a Group, &'a Ballot, u64)>,
    ) -> Self {
        let mut statistics = Self::new(items);
        for (group, ballot, count) in ballots {
            statistics.add(group, ballot, count);
        }
        statistics
    }

    /// What is ranked.
    pub fn items(&self) -> &Items {
        &self.items
    }

    /// Counts a ballot `count` times.
    pub fn add(&mut self, group: &Group, ballot: &Ballot, count: u64) {
        self.add_all(group, [(ballot, count)]);
    }

    /// Counts many ballots of one group: what [`Self::add`] does one at a time.
    pub fn add_all<'a>(
        &mut self,
        group: &Group,
        ballots: impl IntoIterator<Item = (&'a Ballot, u64)>,
    ) {
        // An untouched group must stay absent: equal statistics hold equal groups.
        let mut ballots = ballots.into_iter().filter(|&(_, count)| count > 0).peekable();
        if ballots.peek().is_none() {
            return;
        }
        let items = self.items.count();
        let tally = match self.groups.get_mut(group) {
            Some(tally) => tally,
            None => self
                .groups
                .entry(group.clone())
                .or_insert_with(|| Tally { counts: BTreeMap::new(), sums: PairSums::new(items) }),
        };
        for (ballot, count) in ballots {
            let count = count.cast_signed();
            let id = self.ballot_ids.get(ballot).copied().unwrap_or_else(|| {
                let id = u32::try_from(self.ballots.len()).expect("fewer kinds than 2^32");
                self.ballots.push(ballot.clone());
                self.ballot_ids.insert(ballot.clone(), id);
                id
            });
            *tally.counts.entry(id).or_insert(0) += count;
            tally.sums.add(ballot, count);
        }
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
        let too_many =
            |counted: i64| WithdrawError { counted: counted.cast_unsigned(), withdrawn: count };
        let tally = self.groups.get_mut(group).ok_or(too_many(0))?;
        let id = self.ballot_ids.get(ballot).ok_or(too_many(0))?;
        let counted = tally.counts.get_mut(id).ok_or(too_many(0))?;
        if counted.cast_unsigned() < count {
            return Err(too_many(*counted));
        }
        *counted -= count.cast_signed();
        if *counted == 0 {
            tally.counts.remove(id);
        }
        tally.sums.add(ballot, -count.cast_signed());
        if tally.counts.is_empty() {
            self.groups.remove(group);
        }
        Ok(())
    }

    /// The groups in their fixed order.
    pub(super) fn groups(&self) -> &BTreeMap<Group, Tally> {
        &self.groups
    }

    /// The distinct ballots; a tally's ids are positions here.
    pub(super) fn ballots(&self) -> &[Ballot] {
        &self.ballots
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
                .map(|(&id, &count)| (statistics.ballots[id as usize].clone(), count))
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

impl From<Written> for Statistics {
    fn from(written: Written) -> Self {
        let mut statistics = Self::new(written.items);
        for (group, ballots) in &written.groups {
            let counted = ballots.iter();
            statistics.add_all(
                group,
                counted.map(|(ballot, count)| (ballot, count.max(&0).unsigned_abs())),
            );
        }
        statistics
    }
}
