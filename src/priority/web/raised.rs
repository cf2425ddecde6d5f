//! What people brought up by themselves, beside the ranking and never in it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::teller::{Named, Teller};
use crate::mention::told;

/// One topic that somebody brought up.
#[derive(Debug, Serialize)]
pub struct Raised {
    topic: Named,
    /// By how many people; nothing of so few that they could be known.
    people: Option<usize>,
}

/// The topics of a ranking that were brought up, those by most people first.
pub fn raised(teller: &Teller, mentions: &BTreeMap<String, usize>) -> Vec<Raised> {
    let items = teller.live.items.iter().zip(&teller.titles);
    let mut raised: Vec<Raised> = items
        .filter_map(|(item, title)| {
            let people = *mentions.get(item).filter(|&&people| people > 0)?;
            Some(Raised { topic: title.clone(), people: told(people) })
        })
        .collect();
    // Few come last in the order of their names: a place among others would tell.
    raised.sort_by_key(|row| (row.people.is_none(), std::cmp::Reverse(row.people)));
    raised
}
