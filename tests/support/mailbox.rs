//! A post office in memory, so that a test reads the mail it caused.

use std::sync::{Arc, Mutex};

use hearth::outbox::email::flow::Worker;
use hearth::outbox::email::{Mail, MailOutcome, MailTransport, OutgoingMail, Sending};
use hearth::services::Services;

/// Takes every mail.
#[derive(Default)]
pub struct Mailbox(Mutex<Vec<Mail>>);

impl MailTransport for Mailbox {
    fn send(&self, outgoing: OutgoingMail) -> Sending<'_> {
        self.0.lock().unwrap().push(outgoing.mail);
        Box::pin(std::future::ready(MailOutcome::Accepted))
    }
}

/// Sends what is due, and returns it.
pub async fn collect(services: &Services) -> Vec<Mail> {
    let mailbox = Arc::new(Mailbox::default());
    let transport: Arc<dyn MailTransport> = Arc::<Mailbox>::clone(&mailbox);
    Worker { services: services.clone(), transport }.send_all_due().await.unwrap();
    mailbox.0.lock().unwrap().clone()
}

/// The token of the link in a mail.
pub fn token_in(mail: &Mail) -> String {
    let (_, after) = mail.text.split_once("/link/").expect("a mail with a link");
    let token = after.lines().next().unwrap().to_owned();
    assert!(mail.html.contains(&format!("/link/{token}\"")), "both forms hold the same link");
    token
}
