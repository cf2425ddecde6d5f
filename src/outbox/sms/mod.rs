//! Text messages: what they cost, who signed them, how they travel and what became of them.
//!
//! A text that may have been taken is never reported as not sent: [`SendOutcome::Unknown`] is no
//! leave to send it again.

pub mod delivery;
pub mod phonebook;
pub mod segments;
pub mod signature;
pub mod twilio;

use std::pin::Pin;

use secrecy::SecretString;

pub use delivery::{DeliveryStatus, ErrorAction};
pub use phonebook::Phonebook;
pub use twilio::Twilio;

/// A text ready to go out. Printing it for debugging shows neither number nor words.
#[derive(Clone, Debug)]
pub struct OutgoingSms {
    /// The number, as `+` and digits.
    pub to: SecretString,
    /// The words, as they will be read.
    pub body: SecretString,
    /// Where the provider reports what became of it; carries our own token for the message.
    pub status_callback: String,
    /// How long it may wait in the provider's queue before it is dropped.
    pub validity_seconds: u32,
}

/// How an attempt to send ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// The provider has it.
    Accepted {
        /// The provider's name for the message.
        sid: String,
        /// How far it is already, if that was said in a word we know.
        status: Option<DeliveryStatus>,
    },
    /// It was certainly not taken: sending it again is safe.
    NotProcessed {
        /// How long the provider asks us to wait.
        retry_after_seconds: Option<u64>,
        /// The provider's error code.
        code: Option<u32>,
    },
    /// The provider will not send it, now or later; [`ErrorAction`] says what follows.
    Refused {
        /// The provider's error code.
        code: Option<u32>,
        /// The status of the answer.
        http_status: u16,
    },
    /// It may have been taken: wait for a status callback, then for a person.
    Unknown {
        /// What happened, without anything personal.
        reason: &'static str,
    },
}

/// The answer to come of [`SmsTransport::send`].
pub type Sending<'a> = Pin<Box<dyn Future<Output = SendOutcome> + Send + 'a>>;

/// How an attempt to have the provider delete its copy of a text ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// It has none any more.
    Gone,
    /// It still may have.
    Kept,
}

/// The answer to come of [`SmsTransport::delete`].
pub type Deleting<'a> = Pin<Box<dyn Future<Output = DeleteOutcome> + Send + 'a>>;

/// A way for texts to go out: Twilio, or telephones in memory.
pub trait SmsTransport: Send + Sync {
    /// Tries once to send that text.
    fn send(&self, message: OutgoingSms) -> Sending<'_>;

    /// Tries once to have the provider delete its copy of the text of that name, whichever way it
    /// went. Whatever keeps no copies has none.
    fn delete<'a>(&'a self, _sid: &'a str) -> Deleting<'a> {
        Box::pin(std::future::ready(DeleteOutcome::Gone))
    }
}
