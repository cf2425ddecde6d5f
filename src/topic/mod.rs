//! Possible priorities of the community: what they are called, and what each counts as today.
//!
//! Pure. Topics that turn out to be one are merged: answers and ballots keep the name they were
//! given under, and [`Standing`] says what that name counts as. So a merge is taken back without
//! touching what anybody said.

pub mod flow;
pub mod store;
mod title;

use std::collections::{BTreeMap, BTreeSet};

pub use title::{LONGEST_TITLE, Title, TitleError};

/// What every topic counts as today.
///
/// A topic of which nothing is kept counts as itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    merged_into: BTreeMap<String, String>,
    retired: BTreeSet<String>,
}

impl Standing {
    /// The standing of topics of which some were merged, `(topic, into)`, and some retired.
    pub fn new(
        merges: impl IntoIterator<Item = (String, String)>,
        retired: impl IntoIterator<Item = String>,
    ) -> Self {
        Self { merged_into: merges.into_iter().collect(), retired: retired.into_iter().collect() }
    }

    /// What a topic counts as: itself, or the one it was merged into, however many merges lead
    /// there; none where that one is retired.
    pub fn now<'a>(&'a self, slug: &'a str) -> Option<&'a str> {
        let end = self.end_of(slug);
        (!self.retired.contains(end)).then_some(end)
    }

    /// The topic it was merged into, directly.
    pub fn merged_into(&self, slug: &str) -> Option<&str> {
        self.merged_into.get(slug).map(String::as_str)
    }

    /// Whether it was retired itself.
    pub fn is_retired(&self, slug: &str) -> bool {
        self.retired.contains(slug)
    }

    /// Whether it is a topic of its own: not merged into another, and not retired.
    pub fn stands(&self, slug: &str) -> bool {
        self.merged_into(slug).is_none() && !self.is_retired(slug)
    }

    /// The topic at the end of all merges, retired or not.
    ///
    /// It takes as many steps as there are merges at most, so that rows from elsewhere that lead in
    /// a circle hold nothing up.
    pub fn end_of<'a>(&'a self, slug: &'a str) -> &'a str {
        let mut end = slug;
        for _ in 0..self.merged_into.len() {
            match self.merged_into.get(end) {
                Some(into) => end = into,
                None => break,
            }
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(merges: &[(&str, &str)], retired: &[&str]) -> Standing {
        let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        Standing::new(merges.iter().map(own), retired.iter().map(ToString::to_string))
    }

    #[test]
    fn a_topic_counts_as_itself_until_it_is_merged_or_retired() {
        let nothing = Standing::default();
        assert_eq!(nothing.now("rides"), Some("rides"));
        assert!(nothing.stands("rides"));
        let some = standing(&[("vans", "rides")], &["parking"]);
        assert_eq!(some.now("vans"), Some("rides"));
        assert_eq!(some.now("rides"), Some("rides"));
        assert_eq!(some.now("parking"), None);
        assert!(!some.stands("vans") && !some.stands("parking") && some.stands("rides"));
    }

    #[test]
    fn merges_are_followed_to_their_end_and_taken_back_one_at_a_time() {
        let both = standing(&[("vans", "buses"), ("buses", "rides")], &[]);
        assert_eq!(both.now("vans"), Some("rides"));
        assert_eq!(both.merged_into("vans"), Some("buses"));
        let one = standing(&[("vans", "buses")], &[]);
        assert_eq!(one.now("vans"), Some("buses"));
    }

    #[test]
    fn what_was_merged_into_a_retired_topic_counts_as_none() {
        let some = standing(&[("vans", "rides")], &["rides"]);
        assert_eq!(some.now("vans"), None);
        assert_eq!(some.merged_into("vans"), Some("rides"));
        assert!(!some.is_retired("vans"));
    }

    #[test]
    fn rows_that_lead_in_a_circle_hold_nothing_up() {
        let round = standing(&[("a", "b"), ("b", "a")], &[]);
        assert!(round.now("a").is_some() && round.now("c") == Some("c"));
    }
}
