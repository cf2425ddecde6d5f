//! Mail as the world's mail programs read it, and the server that takes it. Only this file knows
//! lettre.

use std::time::{Duration, SystemTime};

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::timeout;

use super::{MailOutcome, MailTransport, OutgoingMail, Sending};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long a server may take to greet, agree on TLS and know us.
const GREETING: Duration = Duration::from_secs(15);
/// How long it may take to take a mail. Both together are less than service managers wait for an
/// end: 90 seconds.
const TAKING: Duration = Duration::from_mins(1);

/// A setting of mail that cannot be used, in a sentence for whoever started Hearth.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailSettingsError {
    /// The server's address.
    #[error(
        "SMTP_URL must be such as smtps://user:password@mail.example.org or \
         smtp://user:password@mail.example.org:587?tls=required"
    )]
    Server,
    /// The sender.
    #[error("HEARTH_MAIL_FROM must be an e-mail address, such as hearth@example.org")]
    From,
}

/// Who mail comes from.
#[derive(Clone)]
pub struct Sender(Mailbox);

impl Sender {
    /// Reads `name@example.org`, which goes by the name `center`, or `Name <name@example.org>`.
    pub fn parse(text: &str, center: &str) -> Result<Self, MailSettingsError> {
        let mailbox: Mailbox = text.parse().map_err(|_| MailSettingsError::From)?;
        let name = mailbox.name.unwrap_or_else(|| center.to_owned());
        Ok(Self(Mailbox::new(Some(name), mailbox.email)))
    }
}

/// Says that no person wrote the mail, so that no absence note answers it (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, BoxError> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The mail with its headers; `None` if its address or a header cannot be written.
fn message(sender: &Sender, outgoing: &OutgoingMail) -> Option<Message> {
    let to: Address = outgoing.mail.to.parse().ok()?;
    let Sender(from) = sender;
    // The same with every try: a server that got a mail twice can see that it is the same.
    let id = format!("<{}@{}>", outgoing.token, from.email.domain());
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(outgoing.mail.subject.clone())
        .date(SystemTime::from(outgoing.at.and_utc()))
        .message_id(Some(id))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(
            outgoing.mail.text.clone(),
            outgoing.mail.html.clone(),
        ))
        .ok()
}

/// The mail as a file of mail programs, `.eml`; `None` if it cannot be written so.
pub fn to_eml(sender: &Sender, outgoing: &OutgoingMail) -> Option<Vec<u8>> {
    message(sender, outgoing).map(|message| message.formatted())
}

/// A server that takes mail.
pub struct Smtp {
    server: AsyncSmtpTransportBuilder,
    sender: Sender,
}

impl Smtp {
    /// The server of an `SMTP_URL`: `smtp://`, `smtps://`, `?tls=required` for STARTTLS.
    pub fn new(url: &SecretString, sender: Sender) -> Result<Self, MailSettingsError> {
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())
            .map_err(|_| MailSettingsError::Server)?;
        Ok(Self { server, sender })
    }

    async fn hand_over(&self, outgoing: &OutgoingMail) -> MailOutcome {
        let Some(message) = message(&self.sender, outgoing) else {
            return MailOutcome::Refused { code: None };
        };
        // A connection for each mail: there are few, and none is found dead when it is needed.
        let server = self.server.clone().build::<Tokio1Executor>();
        // Greeting comes first and apart: what goes wrong there has certainly not taken the mail.
        let outcome = match timeout(GREETING, server.test_connection()).await {
            Ok(Ok(true)) => match timeout(TAKING, server.send(message)).await {
                Ok(Ok(_)) => MailOutcome::Accepted,
                Ok(Err(error)) => {
                    let code = error.status().map(u16::from);
                    if error.is_transient() {
                        MailOutcome::NotProcessed { code }
                    } else if error.is_permanent() || error.is_client() {
                        MailOutcome::Refused { code }
                    } else {
                        MailOutcome::Unknown
                    }
                }
                Err(_) => MailOutcome::Unknown,
            },
            Ok(Ok(false)) | Err(_) => MailOutcome::NotProcessed { code: None },
            Ok(Err(error)) => MailOutcome::NotProcessed { code: error.status().map(u16::from) },
        };
        server.shutdown().await;
        outcome
    }
}

impl MailTransport for Smtp {
    fn send(&self, mail: OutgoingMail) -> Sending<'_> {
        Box::pin(async move { self.hand_over(&mail).await })
    }
}
