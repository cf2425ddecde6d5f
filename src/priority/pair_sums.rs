//! The sums over ballots that a ranking needs, in whole numbers, so that taking a ballot out
//! leaves exactly what was there before it came.
//!
//! Scores are scaled by 2(m−1) to be whole. A top-k ballot puts all but k items into one tier, so
//! each ballot is written as that tier's score for everybody plus what the few others differ by:
//! counting it costs about k² steps, not m².

use super::{Ballot, real};

/// Sums over the ballots of one group, each times its count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairSums {
    items: usize,
    /// Ballots that compare nothing, all items, or some of them.
    empty: i64,
    full: i64,
    partial: i64,
    /// Over full ballots, with c the score of the largest tier and d what an item's score is above
    /// it: Σc, Σc², and per item Σd, Σcd; per pair Σdd.
    base: i64,
    base_squared: i64,
    offset: Vec<i64>,
    base_offset: Vec<i64>,
    offset_product: Vec<i64>,
    /// Σ sign(i before the largest tier) per item, and per pair what Σ sign(i before j) has beyond
    /// the difference of the two.
    lead: Vec<i64>,
    pair_lead: Vec<i64>,
    /// Partial ballots that showed both.
    shown: Vec<i64>,
}

impl PairSums {
    /// Sums over no ballots.
    pub fn new(items: usize) -> Self {
        let pairs = items * items;
        Self {
            items,
            offset: vec![0; items],
            base_offset: vec![0; items],
            offset_product: vec![0; pairs],
            lead: vec![0; items],
            pair_lead: vec![0; pairs],
            shown: vec![0; pairs],
            ..Self::default()
        }
    }

    /// Counts ballots that say the same `count` times; a negative count takes them out again.
    pub fn add(&mut self, effect: &Effect, count: i64) {
        match effect {
            Effect::Empty => self.empty += count,
            Effect::Full { base, items, pairs } => {
                self.full += count;
                self.base += count * base;
                self.base_squared += count * base * base;
                for &(item, offset, lead) in items {
                    let (item, offset, lead) = (item as usize, i64::from(offset), i64::from(lead));
                    self.offset[item] += count * offset;
                    self.base_offset[item] += count * base * offset;
                    self.lead[item] += count * lead;
                }
                for &(pair, product, lead) in pairs {
                    self.offset_product[pair as usize] += count * i64::from(product);
                    self.pair_lead[pair as usize] += count * i64::from(lead);
                }
            }
            Effect::Partial { pairs } => {
                self.partial += count;
                for &(pair, lead) in pairs {
                    self.shown[pair as usize] += count;
                    self.pair_lead[pair as usize] += count * i64::from(lead);
                }
            }
        }
    }

    /// Ballots that compare nothing.
    pub fn empty_ballots(&self) -> i64 {
        self.empty
    }

    /// Ballots that compare something.
    pub fn ballots(&self) -> i64 {
        self.full + self.partial
    }

    /// Ballots that compare only some of the items.
    pub fn partial_ballots(&self) -> i64 {
        self.partial
    }

    /// Σ 2(m−1)s over ballots that compare all items.
    pub fn score(&self, item: usize) -> i64 {
        self.base + self.offset[item]
    }

    /// Σ (2(m−1))² s s over ballots that compare all items.
    #[cfg(test)]
    fn score_product(&self, first: usize, second: usize) -> i64 {
        self.base_squared
            + self.base_offset[first]
            + self.base_offset[second]
            + self.offset_product[self.pair(first, second)]
    }

    /// Adds each item's score, times a weight.
    pub fn add_scores(&self, weight: f64, sums: &mut [f64]) {
        for (sum, offset) in sums.iter_mut().zip(&self.offset) {
            *sum += weight * real(self.base + offset);
        }
    }

    /// Adds the score products of every pair from the diagonal on, row by row, times a weight.
    pub fn add_score_products(&self, weight: f64, sums: &mut [f64]) {
        let m = self.items;
        for i in 0..m {
            let first = self.base_squared + self.base_offset[i];
            let row = i * m + i..i * m + m;
            let products = self.offset_product[row.clone()].iter().zip(&self.base_offset[i..]);
            for (sum, (product, second)) in sums[row].iter_mut().zip(products) {
                *sum += weight * real(first + second + product);
            }
        }
    }

    /// Ballots that compare both items.
    pub fn shown_both(&self, first: usize, second: usize) -> i64 {
        self.full + self.shown[self.pair(first, second)]
    }

    /// Twice the ballots that put the first item ahead; a tie counts one for each.
    pub fn doubled_wins(&self, first: usize, second: usize) -> i64 {
        let beyond = self.pair_lead[self.pair(first, second)];
        let beyond = if first < second { beyond } else { -beyond };
        self.shown_both(first, second) + self.lead[first] - self.lead[second] + beyond
    }

    fn pair(&self, first: usize, second: usize) -> usize {
        pair_at(self.items, first, second)
    }
}

/// What one ballot adds to the sums.
#[derive(Clone, Debug)]
pub enum Effect {
    /// It compares nothing.
    Empty,
    /// It compares all items: the largest tier's score, then for every item off that tier what its
    /// score is above and its lead, and for every pair of them the product and what its lead is
    /// beyond the difference of the two.
    Full { base: i64, items: Vec<(u32, i32, i32)>, pairs: Vec<(u32, i32, i32)> },
    /// It compares some items: the lead of every pair shown.
    Partial { pairs: Vec<(u32, i32)> },
}

impl Effect {
    /// What the ballot adds to sums over so many items.
    pub fn of(ballot: &Ballot, items: usize) -> Self {
        match ballot.slate_size() {
            0 => Self::Empty,
            size if size == items => Self::full(ballot, items),
            _ => Self::partial(ballot, items),
        }
    }

    /// How many items and pairs of items it holds.
    pub fn size(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Full { items, pairs, .. } => items.len() + pairs.len(),
            Self::Partial { pairs } => pairs.len(),
        }
    }

    fn full(ballot: &Ballot, m: usize) -> Self {
        let scores = tier_scores(ballot);
        let largest = largest_tier(ballot, scores.len());
        let base = scores[largest];
        let (mut items, mut pairs) = (Vec::new(), Vec::new());
        let mut others = ballot.places().filter(|&(_, tier)| tier != largest);
        while let Some((item, tier)) = others.next() {
            let (offset, lead) = (scores[tier] - base, sign(tier, largest));
            items.push((place(item), small(offset), small(lead)));
            pairs.push((place(pair_at(m, item, item)), small(offset * offset), 0));
            for (other, lower) in others.clone() {
                let beyond = sign(tier, lower) - lead + sign(lower, largest);
                let beyond = if item < other { beyond } else { -beyond };
                let product = offset * (scores[lower] - base);
                pairs.push((place(pair_at(m, item, other)), small(product), small(beyond)));
            }
        }
        Self::Full { base, items, pairs }
    }

    fn partial(ballot: &Ballot, m: usize) -> Self {
        let mut pairs = Vec::new();
        let mut places = ballot.places();
        while let Some((item, tier)) = places.next() {
            for (other, lower) in places.clone() {
                let lead = if item < other { sign(tier, lower) } else { sign(lower, tier) };
                pairs.push((place(pair_at(m, item, other)), small(lead)));
            }
        }
        Self::Partial { pairs }
    }
}

/// Where a pair is kept: once, under its smaller item.
fn pair_at(items: usize, first: usize, second: usize) -> usize {
    first.min(second) * items + first.max(second)
}

fn place(at: usize) -> u32 {
    u32::try_from(at).expect("pairs of at most 1000 items")
}

fn small(value: i64) -> i32 {
    i32::try_from(value).expect("2(m−1) squared, of at most 1000 items")
}

/// 2(m−1)s for each tier: two for every item below, one for every item beside.
fn tier_scores(ballot: &Ballot) -> Vec<i64> {
    let mut sizes: Vec<i64> = Vec::new();
    for (_, tier) in ballot.places() {
        sizes.resize(tier + 1, 0);
        sizes[tier] += 1;
    }
    let mut below: i64 = sizes.iter().sum();
    for size in &mut sizes {
        below -= *size;
        *size += 2 * below - 1;
    }
    sizes
}

fn largest_tier(ballot: &Ballot, tiers: usize) -> usize {
    let mut sizes = vec![0_usize; tiers];
    ballot.places().for_each(|(_, tier)| sizes[tier] += 1);
    (0..tiers).max_by_key(|&tier| sizes[tier]).unwrap_or(0)
}

/// 1 if the first tier is the better one, −1 if it is the worse, 0 if it is the same.
fn sign(tier: usize, other: usize) -> i64 {
    i64::from(tier < other) - i64::from(tier > other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores, wins and exposures counted pair by pair, as the definition says.
    fn check_by_definition(items: usize, ballots: &[(Ballot, i64)]) {
        let mut sums = PairSums::new(items);
        for (ballot, count) in ballots {
            sums.add(&Effect::of(ballot, items), *count);
        }
        let place = |ballot: &Ballot, item: usize| {
            ballot.places().find(|&(other, _)| other == item).map(|(_, tier)| tier)
        };
        let doubled = |ballot: &Ballot, i: usize, j: usize| {
            Some(1 + sign(place(ballot, i)?, place(ballot, j)?))
        };
        let score = |ballot: &Ballot, i: usize| -> i64 {
            (0..items).filter(|&j| j != i).filter_map(|j| doubled(ballot, i, j)).sum()
        };
        let is_full = |ballot: &Ballot| ballot.slate_size() == items;
        let sum = |value: &dyn Fn(&Ballot) -> i64| -> i64 {
            ballots.iter().map(|(ballot, count)| count * value(ballot)).sum()
        };
        for i in 0..items {
            let scores = sum(&|b| if is_full(b) { score(b, i) } else { 0 });
            assert_eq!(sums.score(i), scores);
            for j in 0..items {
                let products = sum(&|b| if is_full(b) { score(b, i) * score(b, j) } else { 0 });
                assert_eq!(sums.score_product(i, j), products, "{i} {j}");
                if i != j {
                    assert_eq!(sums.doubled_wins(i, j), sum(&|b| doubled(b, i, j).unwrap_or(0)));
                    let both = sum(&|b| i64::from(doubled(b, i, j).is_some()));
                    assert_eq!(sums.shown_both(i, j), both);
                }
            }
        }
    }

    #[test]
    fn the_sums_are_those_of_the_definition() {
        let ballot =
            |slate: Option<&[usize]>, tiers: &[Vec<usize>]| Ballot::new(5, slate, tiers).unwrap();
        check_by_definition(
            5,
            &[
                (ballot(None, &[vec![3], vec![0]]), 7),
                (ballot(None, &[vec![4], vec![2], vec![1], vec![0], vec![3]]), 2),
                (ballot(None, &[vec![0, 1, 2], vec![4]]), 3),
                (ballot(None, &[vec![1], vec![0, 2, 3], vec![4]]), 5),
                (ballot(None, &[vec![0, 1, 2, 3, 4]]), 1),
                (ballot(Some(&[0, 3, 4]), &[vec![4], vec![0, 3]]), 4),
                (ballot(Some(&[1, 2]), &[vec![2]]), 6),
                (ballot(None, &[]), 9),
            ],
        );
    }

    #[test]
    fn a_single_pick_beats_the_rest_and_the_rest_tie() {
        let mut sums = PairSums::new(3);
        sums.add(&Effect::of(&Ballot::new(3, None, &[vec![1]]).unwrap(), 3), 1);
        assert_eq!([0, 1, 2].map(|item| sums.score(item)), [1, 4, 1]);
        assert_eq!(sums.score_product(0, 1), 4);
        assert_eq!((sums.doubled_wins(1, 0), sums.doubled_wins(0, 2)), (2, 1));
    }
}
