//! All groups by weighting cell, worked out once for all samples of a ranking.

use std::sync::{Arc, OnceLock};

use super::pair_sums::Scores;
use super::statistics::Tally;
use super::{Group, Margin, Statistics};

/// Every group with the weighting cell it belongs to, in the order of the cells.
pub struct Frame<'a> {
    pub statistics: &'a Statistics,
    /// The categories of each cell, one per margin, in order.
    pub cells: Vec<Arc<[Option<&'a str>]>>,
    pub members: Vec<Member<'a>>,
}

/// One group in its place.
pub struct Member<'a> {
    /// Position in the frame's cells.
    pub cell: usize,
    pub group: &'a Group,
    pub tally: &'a Tally,
    /// Made when first asked for, and shared by all samples that hold the group.
    pub scores: Arc<OnceLock<Scores>>,
}

impl<'a> Frame<'a> {
    /// Groups as the margins divide them.
    pub fn new(statistics: &'a Statistics, margins: &[Margin]) -> Self {
        let placed = statistics.groups().iter().map(|(group, tally)| {
            let categories: Vec<_> = margins.iter().map(|margin| category(group, margin)).collect();
            (categories, group, tally)
        });
        let mut placed: Vec<_> = placed.collect();
        placed.sort_by(|(categories, ..), (other, ..)| categories.cmp(other));
        let mut frame = Self { statistics, cells: Vec::new(), members: Vec::new() };
        for (categories, group, tally) in placed {
            if frame.cells.last().is_none_or(|last| **last != *categories) {
                frame.cells.push(categories.into());
            }
            let cell = frame.cells.len() - 1;
            frame.members.push(Member { cell, group, tally, scores: Arc::default() });
        }
        frame
    }
}

fn category<'a>(group: &'a Group, margin: &Margin) -> Option<&'a str> {
    group.strata.get(&margin.name)?.as_deref()
}
