//! The wall: statements, those that were merged, and where everybody's dots lie.

use std::collections::{BTreeMap, BTreeSet};

/// Which statements were merged into which. The originals stay, and their dots with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wall {
    merged_into: BTreeMap<i64, i64>,
}

/// How many dots lie on a statement and on those that were merged into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Dots.
    pub dots: u64,
    /// People whose dots they are, each once.
    pub people: u64,
}

/// Why statements are not merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// They are one already.
    #[error("these statements are one already")]
    SameStatement,
    /// What is merged away is to be parted first.
    #[error("the statement is merged into another one")]
    AlreadyMerged,
}

impl Wall {
    /// A wall with what was merged, each statement with the one it was merged into.
    pub fn new(merged_into: impl IntoIterator<Item = (i64, i64)>) -> Self {
        Self { merged_into: merged_into.into_iter().collect() }
    }

    /// The statement that stands on the wall for this one.
    pub fn standing(&self, statement: i64) -> i64 {
        let mut standing = statement;
        // No way is longer than there are merges, whatever the database holds.
        for _ in 0..self.merged_into.len() {
            match self.merged_into.get(&standing) {
                Some(&into) => standing = into,
                None => break,
            }
        }
        standing
    }

    /// Merges a statement that stands into whatever stands for another one.
    ///
    /// # Errors
    /// [`MergeError`] if it stands no more, or for both.
    pub fn merge(&mut self, statement: i64, into: i64) -> Result<(), MergeError> {
        let into = self.standing(into);
        if self.merged_into.contains_key(&statement) {
            return Err(MergeError::AlreadyMerged);
        }
        if into == statement {
            return Err(MergeError::SameStatement);
        }
        self.merged_into.insert(statement, into);
        Ok(())
    }

    /// Parts a statement from what it was merged into; `false` if it stands already.
    pub fn unmerge(&mut self, statement: i64) -> bool {
        self.merged_into.remove(&statement).is_some()
    }

    /// How many dots lie on each statement that stands, of rows of person, statement and dots.
    pub fn tally(&self, placed: impl IntoIterator<Item = (i64, i64, u32)>) -> BTreeMap<i64, Tally> {
        let mut tallies: BTreeMap<i64, (u64, BTreeSet<i64>)> = BTreeMap::new();
        for (person, statement, dots) in placed {
            let (sum, people) = tallies.entry(self.standing(statement)).or_default();
            *sum += u64::from(dots);
            people.insert(person);
        }
        let tally =
            |(dots, people): (u64, BTreeSet<i64>)| Tally { dots, people: people.len() as u64 };
        tallies.into_iter().map(|(statement, of)| (statement, tally(of))).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dots(tallies: &BTreeMap<i64, Tally>) -> u64 {
        tallies.values().map(|tally| tally.dots).sum()
    }

    #[test]
    fn what_was_merged_counts_where_it_stands_and_each_person_once() {
        let mut wall = Wall::default();
        let placed = [(1, 10, 2), (1, 11, 1), (2, 11, 3), (3, 12, 1)];
        wall.merge(11, 10).unwrap();
        let tallies = wall.tally(placed);
        assert_eq!(tallies[&10], Tally { dots: 6, people: 2 });
        assert_eq!(tallies[&12], Tally { dots: 1, people: 1 });
        assert_eq!(wall.merge(11, 12), Err(MergeError::AlreadyMerged));
        assert_eq!(wall.merge(10, 11), Err(MergeError::SameStatement));
        wall.merge(10, 12).unwrap();
        assert_eq!(wall.standing(11), 12);
        assert!(wall.unmerge(10) && !wall.unmerge(10));
        assert_eq!(wall.tally(placed), tallies);
    }

    #[test]
    fn a_circle_in_the_database_ends_nowhere_and_for_ever() {
        let wall = Wall::new([(1, 2), (2, 1)]);
        assert!([1, 2].contains(&wall.standing(1)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn no_dot_is_lost_or_doubled_and_parting_is_as_if_never_merged(
            merges in prop::collection::vec((0..8_i64, 0..8_i64), 0..12),
            placed in prop::collection::vec((0..5_i64, 0..8_i64, 1..5_u32), 0..30),
            last in (0..8_i64, 0..8_i64),
        ) {
            let mut wall = Wall::default();
            for (statement, into) in merges {
                wall.merge(statement, into).ok();
            }
            let total: u64 = placed.iter().map(|(_, _, dots)| u64::from(*dots)).sum();
            prop_assert_eq!(dots(&wall.tally(placed.clone())), total);
            let before = wall.clone();
            if wall.merge(last.0, last.1).is_ok() {
                prop_assert_eq!(dots(&wall.tally(placed.clone())), total);
                prop_assert!(wall.unmerge(last.0));
            }
            prop_assert_eq!(wall.tally(placed.clone()), before.tally(placed));
        }
    }
}
