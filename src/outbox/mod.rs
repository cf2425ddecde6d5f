//! Messages to send, how they were delivered, and the worker that sends them.
//!
//! Nothing is sent inside a request. A message is written in the transaction of what caused it;
//! the worker sends it. One that the provider may have accepted is never sent again by itself.

pub mod email;
pub mod flow;
pub mod pace;
pub mod sms;
pub mod store;
pub mod web;

use chrono::NaiveDateTime;

use crate::crypto::Keys;
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// How soon a message goes out beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// An answer to what a person just wrote: at any hour, before all else.
    Reply,
    /// One of many that ask people something: after every reply.
    Bulk,
}

impl Urgency {
    /// The number by which messages are sorted: the smaller goes first.
    pub fn order(self) -> i64 {
        match self {
            Self::Reply => 0,
            Self::Bulk => 1,
        }
    }
}

/// Where a message stands with us; what the provider says of it is its delivery status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// Waiting for its turn.
    Queued,
    /// Being handed to the provider: it may have been accepted.
    Sending,
    /// Accepted by the provider.
    Sent,
    /// Handed over without an answer: only a status callback can tell.
    Unknown,
    /// Given up.
    Failed,
    /// Taken back before it went out.
    Cancelled,
}

impl MessageState {
    const NAMES: [(Self, &'static str); 6] = [
        (Self::Queued, "queued"),
        (Self::Sending, "sending"),
        (Self::Sent, "sent"),
        (Self::Unknown, "unknown"),
        (Self::Failed, "failed"),
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
}

/// The carrier or provider said that a number opted out.
#[derive(Clone, Copy, Debug)]
pub struct OptedOut {
    /// The contact point.
    pub contact_point_id: i64,
    /// When we were told, in UTC.
    pub at: NaiveDateTime,
}

/// A text of ours that has not arrived, as far as we know, and is not sent again by itself.
#[derive(Clone, Copy, Debug)]
pub struct Undelivered {
    /// The message.
    pub message_id: i64,
    /// The contact point.
    pub contact_point_id: i64,
    /// Whether the provider may have it after all: then a report may still say so.
    pub may_have_arrived: bool,
    /// The provider's error code.
    pub code: Option<u32>,
    /// When we were told, in UTC.
    pub at: NaiveDateTime,
}

/// A text that says another once more, and is about to go out.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The message.
    pub message_id: i64,
    /// Its token.
    pub token: String,
    /// The contact point.
    pub contact_point_id: i64,
}

/// The provider reports on a text of which nobody knew whether it was taken: it was.
#[derive(Clone, Copy, Debug)]
pub struct HeardOf {
    /// The message.
    pub message_id: i64,
    /// When we were told, in UTC.
    pub at: NaiveDateTime,
}

/// The carriers take no text from our sender: it is not registered with them.
#[derive(Clone, Debug)]
pub struct SenderRefused {
    /// Token of the text that was refused.
    pub token: String,
    /// The contact point it was to go to.
    pub contact_point_id: i64,
    /// The provider's error code.
    pub code: u32,
    /// When we were told, in UTC.
    pub at: NaiveDateTime,
}

/// What other rooms do, in the same transaction, about what the outbox learns.
#[derive(Clone, Default)]
pub struct Reactions {
    /// A number opted out with the carrier.
    pub opted_out: Vec<OptedOutReaction>,
    /// Our sender is refused.
    pub sender_refused: Vec<SenderRefusedReaction>,
    /// Takes hold of what is decided along with a text that did not arrive, before the text itself.
    pub hold_contact: Vec<HoldContact>,
    /// A text did not arrive.
    pub undelivered: Vec<UndeliveredReaction>,
    /// All of these have to agree that a text is still to be said once more.
    pub may_repeat: Vec<MayRepeat>,
    /// A text was taken of which that was not known.
    pub heard_of: Vec<HeardOfReaction>,
}

impl Reactions {
    /// Tells the rooms of a text that did not arrive.
    pub fn tell_undelivered(
        &self,
        connection: &mut Database,
        services: &Services,
        fact: &Undelivered,
    ) -> Result<(), StoreError> {
        self.undelivered.iter().try_for_each(|react| react(connection, services, fact))
    }

    /// Whether a text is still to be said once more.
    pub fn may_repeat(
        &self,
        connection: &mut Database,
        services: &Services,
        repeat: &Repeat,
    ) -> Result<bool, StoreError> {
        for may_repeat in &self.may_repeat {
            if !may_repeat(connection, services, repeat)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Something done about a sender that is refused.
pub type SenderRefusedReaction = fn(&mut Database, &SenderRefused) -> Result<(), StoreError>;

/// Something done about an opt-out.
pub type OptedOutReaction = fn(&mut Database, &Keys, &OptedOut) -> Result<(), StoreError>;

/// Something done about a text that did not arrive.
pub type UndeliveredReaction = fn(&mut Database, &Services, &Undelivered) -> Result<(), StoreError>;

/// Takes hold of what belongs to a contact point.
pub type HoldContact = fn(&mut Database, i64) -> Result<(), StoreError>;

/// Whether a text that says another once more may still go out.
pub type MayRepeat = fn(&mut Database, &Services, &Repeat) -> Result<bool, StoreError>;

/// Something done about a text that was taken after all.
pub type HeardOfReaction = fn(&mut Database, &HeardOf) -> Result<(), StoreError>;
