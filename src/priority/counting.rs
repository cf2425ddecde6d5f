//! Counting by group and kind while ballots stream past.
//!
//! Entries gather in a buffer that is sorted and merged when full: no table of millions of slots
//! is touched at random, and what comes out is in order.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Entries gathered before they are merged.
const GATHERED: usize = 1 << 19;

/// Bits of a key that one pass of sorting looks at.
const DIGIT_BITS: u32 = 11;

/// Positions of what was met before.
pub type Index<K> = HashMap<K, u32, BuildHasherDefault<Fold>>;

/// How often a kind of ballot was cast in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: u32,
    pub group: u32,
    pub count: u64,
}

/// Counts in the making.
#[derive(Debug, Default)]
pub struct Counting {
    gathered: Vec<Entry>,
    counted: Vec<Entry>,
}

impl Counting {
    /// Counts a kind of ballot in a group.
    pub fn add(&mut self, kind: u32, group: u32, count: u64) {
        self.gathered.push(Entry { kind, group, count });
        if self.gathered.len() >= GATHERED {
            self.merge();
        }
    }

    /// One entry per group and kind, in that order.
    pub fn finish(mut self) -> Vec<Entry> {
        self.merge();
        self.counted
    }

    fn merge(&mut self) {
        sort(&mut self.gathered);
        let mut merged: Vec<Entry> = Vec::with_capacity(self.counted.len() + self.gathered.len());
        let mut known = self.counted.iter().copied().peekable();
        for entry in self.gathered.drain(..) {
            while let Some(earlier) = known.next_if(|known| known.key() <= entry.key()) {
                merged.push(earlier);
            }
            match merged.last_mut() {
                Some(last) if last.key() == entry.key() => last.count += entry.count,
                _ => merged.push(entry),
            }
        }
        merged.extend(known);
        merged.shrink_to_fit();
        self.counted = merged;
    }
}

impl Entry {
    fn key(&self) -> u64 {
        u64::from(self.group) << 32 | u64::from(self.kind)
    }
}

/// Sorts by key, digit by digit from the lowest, passing over digits that are the same in all.
fn sort(entries: &mut Vec<Entry>) {
    let differing = entries.iter().fold(0, |bits, entry| bits | (entry.key() ^ entries[0].key()));
    let mut sorted = entries.clone();
    for shift in (0..u64::BITS).step_by(DIGIT_BITS as usize) {
        let digit = |key: u64| {
            usize::try_from(key >> shift & ((1 << DIGIT_BITS) - 1)).expect("a digit is small")
        };
        if digit(differing) == 0 {
            continue;
        }
        let mut starts = vec![0_usize; 1 << DIGIT_BITS];
        for entry in entries.iter() {
            starts[digit(entry.key())] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += std::mem::replace(start, before);
        }
        for entry in entries.iter() {
            let place = &mut starts[digit(entry.key())];
            sorted[*place] = *entry;
            *place += 1;
        }
        std::mem::swap(entries, &mut sorted);
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
    fn counts_of_one_kind_and_group_add_up_across_merges() {
        let mut counting = Counting::default();
        for round in 0..3 * GATHERED {
            let kind = u32::try_from(round % 5).unwrap();
            counting.add(kind, kind % 2, 2);
        }
        let counted = counting.finish();
        let keys: Vec<_> = counted.iter().map(|entry| (entry.group, entry.kind)).collect();
        assert_eq!(keys, [(0, 0), (0, 2), (0, 4), (1, 1), (1, 3)]);
        assert_eq!(counted.iter().map(|entry| entry.count).sum::<u64>(), 6 * GATHERED as u64);
    }

    #[test]
    fn keys_that_differ_in_any_bit_are_sorted() {
        let mut entries: Vec<Entry> = (0..1_000_u32)
            .map(|at| at.wrapping_mul(0x9e37_79b9))
            .map(|kind| Entry { kind, group: kind.rotate_left(7) >> (kind % 20), count: 1 })
            .collect();
        let mut expected: Vec<u64> = entries.iter().map(Entry::key).collect();
        expected.sort_unstable();
        sort(&mut entries);
        assert!(entries.iter().map(Entry::key).eq(expected));
    }
}
