//! What each kind of ballot adds to the sums: worked out once for as many as memory should hold, and
//! held close together, because counting meets them in every group.

use super::Ballot;
use super::pair_sums::{Effect, Form, Placed, list_placed};

/// So many items, in what ballots add, are held at once.
const MOST_PLACED: usize = 1_000_000;

/// What many kinds of ballot add.
pub struct Effects<'a> {
    kinds: &'a [Ballot],
    items: usize,
    placed: Vec<Placed>,
    /// By kind its form, and where what it placed ends; it begins where that of the one before ends.
    known: Vec<(Form, usize)>,
}

impl<'a> Effects<'a> {
    /// Of these kinds, which are known by their positions.
    pub fn of(kinds: &'a [Ballot], items: usize) -> Self {
        let mut effects = Self { kinds, items, placed: Vec::new(), known: Vec::new() };
        for ballot in kinds {
            if effects.placed.len() > MOST_PLACED {
                break;
            }
            let form = list_placed(ballot, items, &mut effects.placed);
            effects.known.push((form, effects.placed.len()));
        }
        effects
    }

    /// Of one kind; `other` is room for what is not held.
    pub fn of_kind<'b>(&'b self, kind: usize, other: &'b mut Vec<Placed>) -> Effect<'b> {
        if let Some(&(form, end)) = self.known.get(kind) {
            let start = kind.checked_sub(1).map_or(0, |before| self.known[before].1);
            return Effect { form, items: &self.placed[start..end] };
        }
        other.clear();
        let form = list_placed(&self.kinds[kind], self.items, other);
        Effect { form, items: other }
    }
}
