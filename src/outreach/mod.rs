//! Asking people: a campaign sends one survey to the people of a panel by text message.
//!
//! Invariant: a person is asked only while their consent to texts stands, at hours permitted where
//! they are, and once a campaign, whatever breaks off in the middle.

mod audience;
mod disposition;
mod estimate;
pub mod flow;
pub mod store;
pub mod web;

pub use audience::{Audience, Known, Obstacle, Recipient};
pub use disposition::{Disposition, Standing};
pub use estimate::{Duration, Estimate, LanguageCost, Segments};

use chrono::TimeDelta;

/// How long a campaign can be cancelled before anything leaves.
pub const TIME_TO_CANCEL: TimeDelta = TimeDelta::seconds(60);
/// How long a campaign asks people; who could not be asked until then is not asked any more.
pub const ASKS_FOR: TimeDelta = TimeDelta::days(14);

/// Of those who were asked a question, how many have answered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// People who were asked.
    pub asked: i64,
    /// People of these who answered.
    pub answered: i64,
}

impl Reach {
    /// The share who answered, above 0 to 1; `None` where nobody was asked or nobody answered.
    pub fn rate(self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "people are counted below 2^53")]
        let rate = self.answered as f64 / self.asked.max(1) as f64;
        (self.answered > 0).then_some(rate)
    }
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignState {
    /// It can still be cancelled, and nothing has left.
    Waiting,
    /// People are being asked.
    Sending,
    /// Nobody is asked until somebody says go on.
    Paused,
    /// The carriers refuse our sender: nobody is asked until that is mended.
    Halted,
    /// Everybody who could be asked was.
    Finished,
    /// Ended by a person before everybody was asked.
    Stopped,
    /// Called off before anything left.
    Cancelled,
}

impl CampaignState {
    /// Every state with its name in the database.
    pub const NAMES: [(Self, &'static str); 7] = [
        (Self::Waiting, "waiting"),
        (Self::Sending, "sending"),
        (Self::Paused, "paused"),
        (Self::Halted, "halted"),
        (Self::Finished, "finished"),
        (Self::Stopped, "stopped"),
        (Self::Cancelled, "cancelled"),
    ];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find_map(|(state, name)| (*state == self).then_some(*name))
            .expect("every state stands in NAMES")
    }

    /// The state of that name.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::NAMES.iter().find_map(|(state, name)| (*name == text).then_some(*state))
    }

    /// Whether people may still be asked.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Sending | Self::Paused | Self::Halted)
    }
}

/// What staff do about a campaign that was confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Call it off before anything leaves.
    Cancel,
    /// Ask nobody for now.
    Pause,
    /// Go on.
    GoOn,
    /// Ask nobody any more.
    Stop,
}

impl Step {
    /// The states it can be done in, and the state it leads to. Whatever asked anybody is not called
    /// off any more, and what goes on within its minute to cancel still waits for the rest of it.
    pub fn way(self) -> (&'static [CampaignState], CampaignState) {
        use CampaignState::{Cancelled, Halted, Paused, Sending, Stopped, Waiting};
        match self {
            Self::Cancel => (&[Waiting, Halted], Cancelled),
            Self::Pause => (&[Sending], Paused),
            Self::GoOn => (&[Paused, Halted], Sending),
            Self::Stop => (&[Sending, Paused, Halted], Stopped),
        }
    }

    /// What the audit trail calls it.
    pub fn action(self) -> &'static str {
        match self {
            Self::Cancel => "campaign_cancelled",
            Self::Pause => "campaign_paused",
            Self::GoOn => "campaign_went_on",
            Self::Stop => "campaign_stopped",
        }
    }
}

/// Where an invitation stands with us; how it went on, the answers and the provider tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// Not asked yet.
    Waiting,
    /// The first text was written.
    Asked,
    /// No to the notice.
    Refused,
    /// No more texts.
    OptedOut,
    /// Consent to texts did not stand when their turn came.
    NotConsented,
    /// Their number took no texts when their turn came.
    Unusable,
    /// They had answered when their turn came, or were about to.
    Before,
    /// The campaign ended before their turn came.
    NotAsked,
}

impl InvitationState {
    const NAMES: [(Self, &'static str); 8] = [
        (Self::Waiting, "waiting"),
        (Self::Asked, "asked"),
        (Self::Refused, "refused"),
        (Self::OptedOut, "opted_out"),
        (Self::NotConsented, "not_consented"),
        (Self::Unusable, "unusable"),
        (Self::Before, "before"),
        (Self::NotAsked, "not_asked"),
    ];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find_map(|(state, name)| (*state == self).then_some(*name))
            .expect("every state stands in NAMES")
    }

    /// The state of that name.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::NAMES.iter().find_map(|(state, name)| (*name == text).then_some(*state))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_cancelled_that_has_begun_and_nothing_goes_on_that_has_ended() {
        use CampaignState::{Cancelled, Finished, Stopped};
        for step in [Step::Cancel, Step::Pause, Step::GoOn, Step::Stop] {
            let (from, to) = step.way();
            assert!(from.iter().all(|state| state.is_open()) && !from.contains(&to));
            assert!(!from.iter().any(|state| [Finished, Stopped, Cancelled].contains(state)));
        }
        assert_eq!(Step::Cancel.way().0, [CampaignState::Waiting, CampaignState::Halted]);
    }

    #[test]
    fn every_state_is_found_by_its_name() {
        for (state, name) in CampaignState::NAMES {
            assert_eq!((CampaignState::from_name(name), state.name()), (Some(state), name));
        }
        for (state, name) in InvitationState::NAMES {
            assert_eq!((InvitationState::from_name(name), state.name()), (Some(state), name));
        }
    }
}
