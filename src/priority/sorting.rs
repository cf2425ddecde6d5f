//! Ballots in memory told apart, each group and each kind of ballot by a number of its own, on as
//! many threads as there are.

use std::borrow::Borrow;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

use super::counting::{Counting, Index};
use super::{Ballot, Group};

/// Fewer ballots than this are not worth a thread of their own.
const FEWEST_BALLOTS: usize = 1 << 14;

/// Ballots that were told apart, and how often each was cast in each group.
pub struct Sorted<'a> {
    items: usize,
    /// Groups by where they stand in memory: most come from few places, which are quicker to compare
    /// than what is there.
    places: Index<usize>,
    group_numbers: Index<&'a Group>,
    /// Kinds by the word that says all of a ballot, where one does.
    words: Index<u64>,
    kind_numbers: Index<&'a Ballot>,
    /// The groups, by number.
    pub groups: Vec<&'a Group>,
    /// The kinds of ballot, by number.
    pub kinds: Vec<&'a Ballot>,
    /// How often each kind was cast in each group.
    pub counting: Counting,
}

impl<'a> Sorted<'a> {
    /// Tells ballots over so many items apart, each with its group and how often it was cast.
    pub fn of<G, B>(items: usize, cast: &'a [(G, B, u64)]) -> Self
    where
        G: Borrow<Group> + Sync,
        B: Borrow<Ballot> + Sync,
    {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let each = cast.len().div_ceil(threads).max(FEWEST_BALLOTS);
        let (own, others) = cast.split_at(each.min(cast.len()));
        thread::scope(|scope| {
            let on_another = |cast| scope.spawn(move || Self::on_one_thread(items, cast));
            let others: Vec<_> = others.chunks(each).map(on_another).collect();
            let mut sorted = Self::on_one_thread(items, own);
            for other in others {
                sorted.absorb(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            sorted
        })
    }

    fn on_one_thread<G, B>(items: usize, cast: &'a [(G, B, u64)]) -> Self
    where
        G: Borrow<Group>,
        B: Borrow<Ballot>,
    {
        let mut sorted = Self {
            items,
            places: Index::default(),
            group_numbers: Index::default(),
            words: Index::default(),
            kind_numbers: Index::default(),
            groups: Vec::new(),
            kinds: Vec::new(),
            counting: Counting::default(),
        };
        for (group, ballot, count) in cast {
            let (group, kind) = (sorted.group(group.borrow()), sorted.kind(ballot.borrow()));
            sorted.counting.add(kind, group, *count);
        }
        sorted
    }

    /// Takes in what another thread told apart.
    fn absorb(&mut self, other: Self) {
        let groups: Vec<u32> = other.groups.iter().map(|group| self.group(group)).collect();
        let kinds: Vec<u32> = other.kinds.iter().map(|ballot| self.kind(ballot)).collect();
        self.counting.absorb(other.counting, &groups, &kinds);
    }

    fn group(&mut self, group: &'a Group) -> u32 {
        *self.places.entry(std::ptr::from_ref(group).addr()).or_insert_with(|| {
            *self.group_numbers.entry(group).or_insert_with(|| listed(&mut self.groups, group))
        })
    }

    fn kind(&mut self, ballot: &'a Ballot) -> u32 {
        let new = || listed(&mut self.kinds, ballot);
        match ballot.in_one_word(self.items) {
            Some(word) => *self.words.entry(word).or_insert_with(new),
            None => *self.kind_numbers.entry(ballot).or_insert_with(new),
        }
    }
}

/// Appends to a list of what is distinct and returns the position.
pub fn listed<T>(list: &mut Vec<T>, value: T) -> u32 {
    list.push(value);
    u32::try_from(list.len() - 1).expect("2^32 of them do not fit into memory")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::priority::counting::Scratch;

    #[test]
    fn what_several_threads_told_apart_is_counted_as_by_one() {
        let groups = ["sms/pick", "web/pick", "card/pick"]
            .map(|source| Group::verified(source, BTreeMap::new()));
        let ballot = |number: usize| {
            let slate: Vec<usize> = (number % 2..5).collect();
            Ballot::new(5, Some(&slate), &[vec![number % 4 + 1]]).unwrap()
        };
        let of =
            |number: usize| (&groups[number * number % 3], ballot(number), 1 + number as u64 % 2);
        let cast: Vec<_> = (0..2 * FEWEST_BALLOTS + 9).map(of).collect();
        let counted = |sorted: Sorted| {
            let mut scratch = Scratch::default();
            let mut all = BTreeMap::new();
            let notes = sorted.counting.into_groups();
            for (group, mut notes) in sorted.groups.iter().zip(notes) {
                for (kind, count) in notes.finish(&mut scratch) {
                    all.insert((*group, sorted.kinds[kind as usize]), count);
                }
            }
            all.into_iter().map(|(key, count)| (format!("{key:?}"), count)).collect::<Vec<_>>()
        };
        let mut halves = Sorted::on_one_thread(5, &cast[..FEWEST_BALLOTS]);
        halves.absorb(Sorted::on_one_thread(5, &cast[FEWEST_BALLOTS..]));
        let expected = counted(Sorted::on_one_thread(5, &cast));
        assert_eq!(counted(halves), expected);
        assert_eq!(counted(Sorted::of(5, &cast)), expected);
    }
}
