//! Ballots that somebody set aside: which, why, and until when.
//!
//! They are named by what they have in common, not one by one: so what comes later of the same
//! kind is set aside too, and whoever takes it back takes back all of it.

pub mod flow;
pub mod store;

use crate::priority::{Ballot, Group};

/// Longest reason, in characters: it stands on pages and in files.
pub const LONGEST_REASON: usize = 200;

/// Which ballots do not count, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Row.
    pub id: i64,
    /// The source they came from, as a ranking names it.
    pub source: String,
    /// What they say, as [`crate::priority::topic_ballot`] writes it; `None` for all of the source.
    pub ballot: Option<String>,
    /// Why, in the words of who set them aside.
    pub reason: String,
}

/// The group in which a ballot counts: among those set aside, if one of these names it.
///
/// `asides` are with what their ballots say over what is ranked.
pub fn counted_in<'a>(
    group: &Group,
    ballot: &Ballot,
    asides: impl IntoIterator<Item = (&'a Aside, Option<&'a Ballot>)>,
) -> Group {
    let reason = asides.into_iter().find_map(|(aside, says)| {
        let is_named =
            aside.source == group.source_name() && says.is_none_or(|says| says == ballot);
        is_named.then(|| aside.reason.clone())
    });
    Group { set_aside: reason, ..group.clone() }
}
