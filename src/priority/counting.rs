//! Counting by group and kind while ballots stream past.
//!
//! What comes in is noted group by group and counted now and then, one group at a time: no table of
//! millions of slots is touched at random, and what comes out is in order.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A group is not counted for fewer notes than this.
const FEWEST_NOTES: usize = 1 << 10;

/// Positions of what was met before.
pub type Index<K> = HashMap<K, u32, BuildHasherDefault<Fold>>;

/// Kinds of ballot, and how often each was cast.
pub type Counts = Vec<(u32, u64)>;

/// Counts in the making.
#[derive(Debug, Default)]
pub struct Counting {
    groups: Vec<Notes>,
    scratch: Scratch,
}

/// What came in of one group.
#[derive(Debug)]
pub struct Notes {
    /// Kinds that were cast once more.
    once: Vec<u32>,
    /// What was counted, and after it what came in larger numbers.
    often: Counts,
    /// How many may still come before they are counted.
    room: usize,
}

impl Counting {
    /// Counts a kind of ballot in a group.
    pub fn add(&mut self, kind: u32, group: u32, count: u64) {
        let notes = notes_of(&mut self.groups, group);
        match count {
            0 => {}
            1 => notes.once.push(kind),
            count => notes.often.push((kind, count)),
        }
        match notes.room {
            0 => notes.count(&mut self.scratch),
            _ => notes.room -= 1,
        }
    }

    /// Takes in what was counted by other numbers, which are here those of the lists.
    pub fn absorb(&mut self, other: Self, groups: &[u32], kinds: &[u32]) {
        let kind = |kind: u32| kinds[kind as usize];
        for (notes, &group) in other.groups.into_iter().zip(groups) {
            let own = notes_of(&mut self.groups, group);
            own.once.extend(notes.once.into_iter().map(kind));
            own.often.extend(notes.often.into_iter().map(|(of, count)| (kind(of), count)));
        }
    }

    /// What came in of each group, up to the last of which anything did.
    pub fn into_groups(self) -> Vec<Notes> {
        self.groups
    }
}

fn notes_of(groups: &mut Vec<Notes>, group: u32) -> &mut Notes {
    let group = group as usize;
    if group >= groups.len() {
        groups.resize_with(group + 1, Notes::none);
    }
    &mut groups[group]
}

impl Notes {
    fn none() -> Self {
        Self { once: Vec::new(), often: Vec::new(), room: FEWEST_NOTES }
    }

    /// Each kind once, in order.
    pub fn finish(&mut self, scratch: &mut Scratch) -> Counts {
        self.count(scratch);
        std::mem::take(&mut self.often)
    }

    fn count(&mut self, scratch: &mut Scratch) {
        self.once.drain(..).for_each(|kind| scratch.add(kind, 1));
        self.often.drain(..).for_each(|(kind, count)| scratch.add(kind, count));
        scratch.take(&mut self.often);
        // To count takes a walk over what was counted before, and over all kinds as bits.
        self.room = FEWEST_NOTES.max(self.often.len()).max(scratch.met.len());
    }
}

/// Room to count one group in: counts by kind, and as bits the kinds that were met.
#[derive(Debug, Default)]
pub struct Scratch {
    counts: Vec<u64>,
    met: Vec<u64>,
}

impl Scratch {
    fn add(&mut self, kind: u32, count: u64) {
        let kind = kind as usize;
        if kind >= self.counts.len() {
            let words = kind / 64 + 1;
            self.met.resize(words, 0);
            self.counts.resize(words * 64, 0);
        }
        self.counts[kind] += count;
        self.met[kind / 64] |= 1 << (kind % 64);
    }

    /// Moves what was counted to an empty list, which then holds no more than it needs.
    fn take(&mut self, counted: &mut Counts) {
        counted.reserve_exact(self.met.iter().map(|bits| bits.count_ones() as usize).sum());
        for (first, bits) in (0_u32..).step_by(64).zip(&mut self.met) {
            while *bits != 0 {
                let kind = first + bits.trailing_zeros();
                counted.push((kind, std::mem::take(&mut self.counts[kind as usize])));
                *bits &= *bits - 1;
            }
        }
    }
}

/// A quick hash for keys that nobody gains by making collide: a file's own groups and ballots.
#[derive(Default)]
pub struct Fold(u64);

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_u64(&mut self, word: u64) {
        // An odd constant near 2^64 over the golden ratio spreads neighbouring keys.
        let product = u128::from(self.0.rotate_left(23) ^ word) * 0x9e37_79b9_7f4a_7c15;
        let [low, high] = [product & u128::from(u64::MAX), product >> 64]
            .map(|half| u64::try_from(half).expect("half of 128 bits"));
        self.0 = low ^ high;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_time_and_again_is_counted_once_and_in_order() {
        let mut counting = Counting::default();
        let mut expected = vec![vec![0_u64; 700]; 3];
        for round in 0..20 * u32::try_from(FEWEST_NOTES).unwrap() {
            let (kind, group) = (round.wrapping_mul(0x9e37_79b9) % 700, round % 3);
            let count = u64::from(round % 4);
            counting.add(kind, group, count);
            expected[group as usize][kind as usize] += count;
        }
        let mut scratch = Scratch::default();
        for (mut notes, expected) in counting.into_groups().into_iter().zip(expected) {
            let expected: Counts = (0..).zip(expected).filter(|(_, count)| *count > 0).collect();
            assert_eq!(notes.finish(&mut scratch), expected);
        }
    }
}
