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
    /// Whether people can choose it in the survey.
    is_ranked: bool,
}

impl Raised {
    /// The same as a line of a file.
    pub fn line(&self, teller: &Teller) -> Vec<String> {
        let few = || teller.say("priority-raised-few", &[]);
        vec![self.topic.text.clone(), self.people.map_or_else(few, |people| people.to_string())]
    }
}

/// The topics that were brought up, those by most people first; also those that nobody could choose.
pub fn raised(teller: &Teller, mentions: &BTreeMap<String, usize>) -> Vec<Raised> {
    let live = teller.live;
    let row = |(topic, &people): (&String, &usize)| {
        let title = Named::of(&live.offered, teller.language, live.title(topic));
        let is_named = people > 0 && !title.text.is_empty();
        let is_ranked = live.items.contains(topic);
        is_named.then(|| Raised { topic: title, people: told(people), is_ranked })
    };
    let mut raised: Vec<Raised> = mentions.iter().filter_map(row).collect();
    // Few come last in the order of their names: a place among others would tell.
    raised.sort_by_key(|row| (row.people.is_none(), std::cmp::Reverse(row.people)));
    raised
}
