//! Mail: what it says, how it travels, and the worker that sends it.
//!
//! A mail is written in the transaction of what caused it. One that a server may have taken is
//! never sent again by itself.

pub mod flow;
pub mod folder;
pub mod letter;
pub mod smtp;
pub mod store;

use std::pin::Pin;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// A mail to be sent. Personal, and it may hold a secret link: it is kept sealed and never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// One address.
    pub to: String,
    /// The subject, in one line.
    pub subject: String,
    /// The words as plain text.
    pub text: String,
    /// The same words as HTML.
    pub html: String,
}

/// A mail that is handed over.
pub struct OutgoingMail {
    /// What it says.
    pub mail: Mail,
    /// Names the mail for good, the same with every try.
    pub token: String,
    /// When it was written, in UTC.
    pub at: NaiveDateTime,
}

/// How an attempt to send ended. `code` is the server's reply code; its words may name a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailOutcome {
    /// The server, or the folder, has it.
    Accepted,
    /// It was certainly not taken: sending it again is safe.
    NotProcessed {
        /// 4xx, or what the server said before it was shown the mail.
        code: Option<u16>,
    },
    /// It will not be taken, now or later.
    Refused {
        /// 5xx, where a server said it.
        code: Option<u16>,
    },
    /// It may have been taken.
    Unknown,
}

/// The answer to come of [`MailTransport::send`].
pub type Sending<'a> = Pin<Box<dyn Future<Output = MailOutcome> + Send + 'a>>;

/// A way for mail to go out: a server, or a folder.
pub trait MailTransport: Send + Sync {
    /// Tries once to send that mail.
    fn send(&self, mail: OutgoingMail) -> Sending<'_>;
}
