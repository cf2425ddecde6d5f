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
    /// Over full ballots, c being the score of the largest tier: Σc and Σc².
    base: i64,
    base_squared: i64,
    of_item: Vec<OfItem>,
    /// Row by row; a pair stands under its smaller item.
    of_pair: Vec<OfPair>,
}

/// Sums over full ballots, d being what the item's score is above that of the largest tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct OfItem {
    /// Σd and Σcd.
    offset: i64,
    base_offset: i64,
    /// Σ sign(item before the largest tier).
    lead: i64,
}

/// Sums for two items, or an item with itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct OfPair {
    /// Σdd over full ballots.
    offset_product: i64,
    /// What Σ sign(i before j) has beyond the difference of the two items' leads.
    lead: i64,
    /// Partial ballots that showed both.
    shown: i64,
}

impl PairSums {
    /// Sums over no ballots.
    pub fn new(items: usize) -> Self {
        let (of_item, of_pair) =
            (vec![OfItem::default(); items], vec![OfPair::default(); items * items]);
        Self { items, of_item, of_pair, ..Self::default() }
    }

    /// Counts ballots that say the same `count` times; a negative count takes them out again.
    pub fn add(&mut self, Effect { form, items }: Effect, count: i64) {
        match form {
            Form::Empty => self.empty += count,
            Form::Full { base } => self.add_full(base.into(), items, count),
            Form::Partial => self.add_partial(items, count),
        }
    }

    fn add_full(&mut self, base: i64, items: &[Placed], count: i64) {
        self.full += count;
        self.base += count * base;
        self.base_squared += count * base * base;
        for (at, first) in items.iter().enumerate() {
            let offset = count * i64::from(first.offset);
            let sums = &mut self.of_item[usize::from(first.item)];
            sums.offset += offset;
            sums.base_offset += base * offset;
            sums.lead += count * i64::from(first.lead);
            let row = self.row(*first);
            row[usize::from(first.item)].offset_product += offset * i64::from(first.offset);
            for second in &items[at + 1..] {
                let sums = &mut row[usize::from(second.item)];
                sums.offset_product += offset * i64::from(second.offset);
                sums.lead += count * first.lead_beyond(*second);
            }
        }
    }

    fn add_partial(&mut self, items: &[Placed], count: i64) {
        self.partial += count;
        for (at, first) in items.iter().enumerate() {
            let row = self.row(*first);
            for second in &items[at + 1..] {
                let sums = &mut row[usize::from(second.item)];
                sums.shown += count;
                sums.lead += count * sign(first.tier, second.tier);
            }
        }
    }

    fn row(&mut self, Placed { item, .. }: Placed) -> &mut [OfPair] {
        let start = usize::from(item) * self.items;
        &mut self.of_pair[start..start + self.items]
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
        self.base + self.of_item[item].offset
    }

    /// Σ (2(m−1))² s s over ballots that compare all items.
    #[cfg(test)]
    fn score_product(&self, first: usize, second: usize) -> i64 {
        self.base_squared
            + self.of_item[first].base_offset
            + self.of_item[second].base_offset
            + self.pair(first, second).offset_product
    }

    /// The scores and their products as fractions.
    pub fn scores(&self) -> Scores {
        let m = self.items;
        let mut products = Vec::with_capacity(m * (m + 1) / 2);
        for i in 0..m {
            let first = self.base_squared + self.of_item[i].base_offset;
            let row = self.of_pair[i * m + i..i * m + m].iter().zip(&self.of_item[i..]);
            let product = |(pair, second): (&OfPair, &OfItem)| {
                real(first + second.base_offset + pair.offset_product)
            };
            products.extend(row.map(product));
        }
        Scores { sums: (0..m).map(|item| real(self.score(item))).collect(), products }
    }

    /// Ballots that compare both items.
    pub fn shown_both(&self, first: usize, second: usize) -> i64 {
        self.full + self.pair(first, second).shown
    }

    /// Twice the ballots that put the first item ahead; a tie counts one for each.
    pub fn doubled_wins(&self, first: usize, second: usize) -> i64 {
        let beyond = self.pair(first, second).lead;
        let beyond = if first < second { beyond } else { -beyond };
        let lead = self.of_item[first].lead - self.of_item[second].lead;
        self.shown_both(first, second) + lead + beyond
    }

    fn pair(&self, first: usize, second: usize) -> &OfPair {
        &self.of_pair[pair_at(self.items, first, second)]
    }
}

/// Sums of scores over ballots that compare all items, as the sums of fractions need them.
#[derive(Debug)]
pub struct Scores {
    /// Σ 2(m−1)s per item.
    pub sums: Vec<f64>,
    /// Σ (2(m−1))² s s of every pair: the first item with itself and all after it, then the second
    /// likewise, and so on.
    pub products: Vec<f64>,
}

/// What one ballot adds to the sums.
#[derive(Clone, Copy, Debug)]
pub struct Effect<'a> {
    pub form: Form,
    /// In order of the items.
    pub items: &'a [Placed],
}

/// Of what form a ballot is, and which of its items an effect lists.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// It compares nothing.
    Empty,
    /// It compares all items: those off the largest tier, and that tier's score.
    Full { base: i32 },
    /// It compares some items: these.
    Partial,
}

/// An item in its place. Small, because many are held.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    item: u16,
    tier: u16,
    /// What its score is above that of the largest tier.
    offset: i16,
    /// 1 if it is before the largest tier, −1 if after.
    lead: i16,
}

impl Placed {
    /// What its lead on another is beyond the difference of their leads on the largest tier.
    fn lead_beyond(self, other: Self) -> i64 {
        sign(self.tier, other.tier) - i64::from(self.lead - other.lead)
    }
}

/// Adds to a list the items that the ballot's effect on sums over so many items is about.
pub fn list_placed(ballot: &Ballot, items: usize, list: &mut Vec<Placed>) -> Form {
    let start = list.len();
    let scores = tier_scores(ballot);
    let largest = largest_tier(ballot, scores.len());
    let base = scores.get(largest).copied().unwrap_or_default();
    let placed = |(item, tier): (usize, usize)| Placed {
        item: small(item),
        tier: small(tier),
        offset: small(scores[tier] - base),
        lead: small(sign(tier, largest)),
    };
    let form = match ballot.slate_size() {
        0 => Form::Empty,
        size if size == items => Form::Full { base: small(base) },
        _ => Form::Partial,
    };
    let is_listed =
        |&(_, tier): &(usize, usize)| !matches!(form, Form::Full { .. }) || tier != largest;
    list.extend(ballot.places().filter(is_listed).map(placed));
    list[start..].sort_unstable_by_key(|placed| placed.item);
    form
}

/// Where a pair stands: once, under its smaller item.
fn pair_at(items: usize, first: usize, second: usize) -> usize {
    first.min(second) * items + first.max(second)
}

fn small<T, Small: TryFrom<T>>(value: T) -> Small {
    Small::try_from(value).ok().expect("an item, a tier or a score of at most 1000 items")
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
fn sign<T: Ord + Copy>(tier: T, other: T) -> i64 {
    i64::from(tier < other) - i64::from(tier > other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores, wins and exposures counted pair by pair, as the definition says.
    fn check_by_definition(items: usize, ballots: &[(Ballot, i64)]) {
        let mut sums = PairSums::new(items);
        for (ballot, count) in ballots {
            let mut placed = Vec::new();
            let form = list_placed(ballot, items, &mut placed);
            sums.add(Effect { form, items: &placed }, *count);
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
        let mut placed = Vec::new();
        let form = list_placed(&Ballot::new(3, None, &[vec![1]]).unwrap(), 3, &mut placed);
        sums.add(Effect { form, items: &placed }, 1);
        assert_eq!([0, 1, 2].map(|item| sums.score(item)), [1, 4, 1]);
        assert_eq!(sums.score_product(0, 1), 4);
        assert_eq!((sums.doubled_wins(1, 0), sums.doubled_wins(0, 2)), (2, 1));
    }
}
