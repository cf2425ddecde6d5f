//! One person's ballot: ordered tiers over the slate that person was shown.
//!
//! Two ballots that say the same are equal, however they were written down.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// The mark on the last item of each tier in a ballot's code.
const TIER_END: u16 = 0x8000;

/// Most items a slate can hold.
pub const MOST_ITEMS: usize = 1000;

/// Ordered tiers, best first; every item of the slate stands in exactly one.
///
/// The empty ballot compares nothing: it counts as a response only.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ballot(Box<[u16]>);

/// By its first eight and last four items, which tell nearly all ballots apart.
impl Hash for Ballot {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let word = |items: &[u16]| {
            items.iter().fold(0, |word: u64, &item| word << u16::BITS | u64::from(item))
        };
        let (first, rest) = self.0.split_at(self.0.len().min(4));
        let second = &rest[..rest.len().min(4)];
        let last = &self.0[self.0.len().saturating_sub(4)..];
        for word in [self.0.len() as u64, word(first), word(second), word(last)] {
            state.write_u64(word);
        }
    }
}

/// Why a ballot cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BallotError {
    /// The ballot ranks or shows an item that its slate, or the whole list, does not hold.
    #[error("item {0} is not on the slate")]
    NotOnSlate(u64),
}

impl Ballot {
    /// Reads tiers as given: `slate` is all `items` if `None`, what is left of it is the bottom
    /// tier, and of an item named twice the first place counts.
    ///
    /// # Errors
    /// [`BallotError::NotOnSlate`] if a tier names an item that was not shown.
    pub fn new(
        items: usize,
        slate: Option<&[usize]>,
        tiers: &[Vec<usize>],
    ) -> Result<Self, BallotError> {
        let mut open = vec![slate.is_none(); items];
        for &item in slate.unwrap_or_default() {
            *open.get_mut(item).ok_or(BallotError::NotOnSlate(item as u64))? = true;
        }
        let shown = open.clone();
        let mut code = Vec::with_capacity(items);
        for tier in tiers {
            let start = code.len();
            for &item in tier {
                if !shown.get(item).copied().unwrap_or(false) {
                    return Err(BallotError::NotOnSlate(item as u64));
                }
                if std::mem::take(&mut open[item]) {
                    code.push(coded(item));
                }
            }
            close_tier(&mut code, start);
        }
        if code.is_empty() {
            return Ok(Self::default());
        }
        let start = code.len();
        code.extend((0..items).filter(|&item| open[item]).map(coded));
        close_tier(&mut code, start);
        Ok(if code.len() < 2 { Self::default() } else { Self(code.into()) })
    }

    /// Whether the ballot compares nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many items were shown and compared.
    pub fn slate_size(&self) -> usize {
        self.0.len()
    }

    /// The items, best first, each with the number of its tier from 0.
    pub fn places(&self) -> impl Iterator<Item = (usize, usize)> + Clone + '_ {
        self.0.iter().scan(0, |tier, &code| {
            let place = (usize::from(code & !TIER_END), *tier);
            *tier += usize::from(code & TIER_END != 0);
            Some(place)
        })
    }

    /// The ballot in one word, if it shows all of so many items and names at most four of them
    /// before the last tier: no two such ballots share one.
    pub(super) fn in_one_word(&self, items: usize) -> Option<u64> {
        let codes = self.0.split_last().map(|(_, codes)| codes)?;
        let (first, rest) = codes.split_at(codes.len().min(4));
        let ends_tier = |code: u16| code & TIER_END != 0;
        if self.0.len() != items || ends_tier(rest.iter().fold(0, |all, code| all | code)) {
            return None;
        }
        let named = first.iter().rposition(|&code| ends_tier(code)).map_or(0, |last| last + 1);
        let word = |word, &code: &u16| word << u16::BITS | u64::from(code);
        Some(first[..named].iter().fold(u64::MAX, word))
    }

    /// The same ballot over some of its items: `position` is each item's new number, if it has one.
    pub(super) fn over(&self, position: &[Option<usize>]) -> Self {
        let kept = |tier: Vec<usize>| tier.iter().filter_map(|&item| position[item]).collect();
        let tiers: Vec<Vec<usize>> = self.tiers().into_iter().map(kept).collect();
        Self::new(position.len(), Some(&tiers.concat()), &tiers).unwrap_or_default()
    }

    /// What ballots share that can be set beside each other: the sizes of their tiers, and their
    /// slate if it is not all items.
    pub(super) fn form(&self, items: usize) -> Vec<usize> {
        let mut form = Vec::with_capacity(8);
        for (_, tier) in self.places() {
            if form.len() == tier {
                form.push(0);
            }
            form[tier] += 1;
        }
        if self.slate_size() < items {
            let sizes = form.len();
            form.extend(self.places().map(|(item, _)| item));
            form[sizes..].sort_unstable();
        }
        form
    }

    /// The tiers, best first.
    pub fn tiers(&self) -> Vec<Vec<usize>> {
        self.0
            .split_inclusive(|code| code & TIER_END != 0)
            .map(|tier| tier.iter().map(|code| usize::from(code & !TIER_END)).collect())
            .collect()
    }
}

impl Serialize for Ballot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tiers().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Ballot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tiers = Vec::<Vec<usize>>::deserialize(deserializer)?;
        let slate: Vec<usize> = tiers.concat();
        Self::new(MOST_ITEMS, Some(&slate), &tiers).map_err(D::Error::custom)
    }
}

fn coded(item: usize) -> u16 {
    u16::try_from(item).expect("items are fewer than MOST_ITEMS")
}

fn close_tier(code: &mut [u16], start: usize) {
    let tier = &mut code[start..];
    tier.sort_unstable();
    if let Some(last) = tier.last_mut() {
        *last |= TIER_END;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ballot(slate: Option<&[usize]>, tiers: &[Vec<usize>]) -> Vec<Vec<usize>> {
        Ballot::new(4, slate, tiers).unwrap().tiers()
    }

    #[test]
    fn what_was_shown_but_not_ranked_is_one_bottom_tier() {
        assert_eq!(ballot(None, &[vec![2], vec![0]]), [vec![2], vec![0], vec![1, 3]]);
        assert_eq!(ballot(Some(&[3, 1]), &[vec![3]]), [vec![3], vec![1]]);
    }

    #[test]
    fn of_an_item_named_twice_the_first_place_counts() {
        assert_eq!(ballot(None, &[vec![2, 2], vec![2, 1]]), [vec![2], vec![1], vec![0, 3]]);
    }

    #[test]
    fn a_ballot_that_compares_nothing_is_empty() {
        assert!(Ballot::new(4, None, &[]).unwrap().is_empty());
        assert!(Ballot::new(4, None, &[vec![]]).unwrap().is_empty());
        assert!(Ballot::new(4, Some(&[2]), &[vec![2]]).unwrap().is_empty());
        assert!(!Ballot::new(4, None, &[vec![0, 1, 2, 3]]).unwrap().is_empty());
    }

    #[test]
    fn an_item_that_was_not_shown_is_refused() {
        let refused = Ballot::new(4, Some(&[0, 1]), &[vec![2]]);
        assert_eq!(refused, Err(BallotError::NotOnSlate(2)));
        assert_eq!(Ballot::new(4, None, &[vec![9]]), Err(BallotError::NotOnSlate(9)));
        assert_eq!(Ballot::new(4, Some(&[7]), &[]), Err(BallotError::NotOnSlate(7)));
    }

    #[test]
    fn a_ballot_over_fewer_items_keeps_their_order() {
        let ballot = Ballot::new(5, None, &[vec![4], vec![1, 3]]).unwrap();
        let over = |position: [Option<usize>; 5]| ballot.over(&position).tiers();
        assert_eq!(over([Some(0), Some(1), None, None, Some(2)]), [vec![2], vec![1], vec![0]]);
        assert_eq!(over([Some(0), None, Some(1), None, None]), [[0, 1]]);
        assert_eq!(over([None, None, None, None, Some(0)]), [[0; 0]; 0], "nothing to compare");
    }

    #[test]
    fn ballots_in_one_word_are_told_apart() {
        let tier = |items: &[usize]| items.to_vec();
        let cast: [&[Vec<usize>]; 9] = [
            &[tier(&[0, 1, 2, 3, 4, 5])],
            &[tier(&[0])],
            &[tier(&[1]), tier(&[0])],
            &[tier(&[0]), tier(&[1])],
            &[tier(&[0, 1])],
            &[tier(&[0, 1, 2])],
            &[tier(&[0]), tier(&[1, 2])],
            &[tier(&[0]), tier(&[1]), tier(&[2]), tier(&[3])],
            &[tier(&[0, 1, 2, 3]), tier(&[4, 5])],
        ];
        let words = cast.map(|tiers| Ballot::new(6, None, tiers).unwrap().in_one_word(6).unwrap());
        let distinct: std::collections::BTreeSet<u64> = words.into_iter().collect();
        assert_eq!(distinct.len(), cast.len());

        let longer = Ballot::new(6, None, &[tier(&[0, 1, 2, 3, 4])]).unwrap();
        let partial = Ballot::new(6, Some(&[0, 1, 2]), &[tier(&[0])]).unwrap();
        for other in [longer, partial, Ballot::default()] {
            assert_eq!(other.in_one_word(6), None);
        }
    }

    #[test]
    fn a_ballot_read_back_from_json_is_the_same() {
        let ballot = Ballot::new(6, Some(&[5, 1, 3]), &[vec![3]]).unwrap();
        let json = serde_json::to_string(&ballot).unwrap();
        assert_eq!(json, "[[3],[1,5]]");
        assert_eq!(serde_json::from_str::<Ballot>(&json).unwrap(), ballot);
    }
}
