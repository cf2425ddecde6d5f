//! What is done about it: items, where they stand, and why it was decided so.
//!
//! Pure. What a person decided is never changed by the program: publishing a ranking adds evidence
//! and new items, nothing else.

pub mod flow;
pub mod item;
pub mod store;
pub mod web;

use serde::{Deserialize, Serialize};

use crate::priority::Tier;

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// People said it matters; nobody has taken it up yet.
    Proposed,
    /// Leadership is looking into it.
    UnderReview,
    /// It will be done.
    Accepted,
    /// Not in this period.
    NotNow,
    /// It will not be done.
    Declined,
    /// A change is being tried out.
    Testing,
    /// The change is being brought everywhere.
    Implementing,
    /// It is done; not everybody has been told.
    DoneTelling,
    /// It is done, and the community was told in all its languages.
    Told,
}

impl Status {
    /// Every status there is, in the order of the way through them.
    pub const ALL: [Self; 9] = [
        Self::Proposed,
        Self::UnderReview,
        Self::Accepted,
        Self::NotNow,
        Self::Declined,
        Self::Testing,
        Self::Implementing,
        Self::DoneTelling,
        Self::Told,
    ];

    /// The name in the database and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::UnderReview => "under_review",
            Self::Accepted => "accepted",
            Self::NotNow => "not_now",
            Self::Declined => "declined",
            Self::Testing => "testing",
            Self::Implementing => "implementing",
            Self::DoneTelling => "done_telling",
            Self::Told => "told",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// What an item that stands here may become next.
    pub fn next(self) -> &'static [Self] {
        use Status::{
            Accepted, Declined, DoneTelling, Implementing, NotNow, Proposed, Testing, Told,
            UnderReview,
        };
        match self {
            Proposed => &[Accepted, NotNow, Declined, UnderReview],
            UnderReview => &[Accepted, NotNow, Declined],
            Accepted => &[Testing, Implementing, NotNow, Declined],
            NotNow => &[Accepted, Declined, UnderReview],
            Declined => &[Accepted, UnderReview],
            Testing => &[Implementing, DoneTelling, NotNow, Declined],
            Implementing => &[DoneTelling, Testing],
            DoneTelling => &[Told, Implementing],
            Told => &[UnderReview],
        }
    }

    /// Whether this needs words that the community can read.
    pub fn needs_public_words(self) -> bool {
        matches!(self, Self::Accepted | Self::NotNow | Self::Declined | Self::DoneTelling)
    }

    /// Whether something has been decided that the community can be told.
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Proposed | Self::UnderReview)
    }
}

/// What one published ranking says of an item's topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The snapshot.
    pub snapshot_id: i64,
    /// The version of the survey that was offered then.
    pub version_id: i64,
    /// Lowest and highest rank that chance leaves open.
    pub rank_set: (usize, usize),
    /// How sure it is to be among the top.
    pub tier: Tier,
    /// Probability of being in the top `k`.
    pub p_top_k: f64,
    /// How many places are the top.
    pub k: usize,
    /// How many people's answers count: 11 or more.
    pub n: i64,
    /// Groups at whose top it stands, far down as it is for everybody together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missed_by: Vec<GroupOf>,
}

/// A group of people, as a ranking divides them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupOf {
    /// As `language`.
    pub stratum: String,
    /// As `es`.
    pub category: String,
}

impl Evidence {
    /// Whether a topic that stands so becomes an item by itself: the average alone does not decide
    /// what is on the agenda.
    pub fn is_proposal(&self) -> bool {
        match self.tier {
            Tier::Clear | Tier::Probable | Tier::TooClose => true,
            Tier::Lower => !self.missed_by.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_found_by_its_name_and_can_be_reached() {
        for status in Status::ALL {
            assert_eq!(Status::from_name(status.name()), Some(status));
            let is_reached = Status::ALL.iter().any(|from| from.next().contains(&status));
            assert!(is_reached || status == Status::Proposed, "{status:?}");
        }
    }

    #[test]
    fn nothing_is_told_before_it_is_done_and_nothing_done_before_it_was_accepted() {
        for from in Status::ALL {
            let next = from.next();
            assert_eq!(next.contains(&Status::Told), from == Status::DoneTelling);
            if next.contains(&Status::DoneTelling) {
                assert!(matches!(from, Status::Testing | Status::Implementing));
            }
            if next.contains(&Status::Testing) {
                assert!(matches!(from, Status::Accepted | Status::Implementing));
            }
        }
    }

    #[test]
    fn a_decision_that_ends_the_talk_needs_words_for_the_community() {
        for status in [Status::Accepted, Status::NotNow, Status::Declined, Status::DoneTelling] {
            assert!(status.needs_public_words() && status.is_public());
        }
        assert!(!Status::UnderReview.needs_public_words());
    }
}
