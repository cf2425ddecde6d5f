//! The ballots of a survey, counted as they come and go.
//!
//! The database notes in the transaction of every change whose ballot it may move
//! (`changed_voice`). Whoever counts looks at these people alone, and moves each from where they
//! were counted to where they are counted now: so a change costs the same however many have
//! answered, and counting twice counts once.

mod board;
pub mod flow;
mod store;

pub use board::{Board, Places};

use crate::consent::Subject;

/// Where a person is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cast {
    /// Those who count alike: a [`super::Group`] as JSON.
    pub people: String,
    /// What they said, as [`super::topic_ballot`] writes it.
    pub ballot: String,
}

/// A person who is to be counted elsewhere than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The survey.
    pub survey_id: i64,
    /// Whose ballot it is.
    pub subject: Subject,
    /// The counted ballot that was theirs, by row.
    pub from: Option<i64>,
    /// What is theirs now.
    pub to: Option<Cast>,
}

/// What is to be counted, as it was found.
#[derive(Debug, Default)]
pub struct Changes {
    /// The count this was read against: another one since makes it stale.
    pub generation: i64,
    /// The notes that are used up by it, by row.
    pub notes: Vec<i64>,
    /// Who moves.
    pub moves: Vec<Move>,
}

/// How often a ballot was cast in a group, as the database keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Row.
    pub id: i64,
    /// Row of the group.
    pub group_id: i64,
    /// What was said.
    pub ballot: String,
    /// By how many people.
    pub cast_by: i64,
}
