//! Telephones in memory, for the demo and the tests: every text is taken and kept, none is sent.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::ExposeSecret as _;

use super::{
    DeleteOutcome, Deleting, DeliveryStatus, OutgoingSms, SendOutcome, Sending, SmsTransport,
};
use crate::crypto::sha256_hex;

/// All telephones there are, and what they received.
pub struct Phonebook {
    seed: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    received: Vec<ReceivedSms>,
    next_outcomes: VecDeque<SendOutcome>,
    deleted: Vec<String>,
    is_keeping: bool,
}

/// A text as its telephone shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedSms {
    /// The name it was taken under.
    pub sid: String,
    /// The number it came to.
    pub to: String,
    /// Its words.
    pub body: String,
    /// Where to report what became of it.
    pub status_callback: String,
    /// How long it might have waited.
    pub validity_seconds: u32,
}

impl Phonebook {
    /// An empty phonebook. Two of the same seed give messages the same sids in the same order.
    pub fn new(seed: u64) -> Self {
        Self { seed, state: Mutex::default() }
    }

    /// Every text received so far, in order.
    pub fn list_received(&self) -> Vec<ReceivedSms> {
        self.state().received.clone()
    }

    /// The texts received so far by that number, in order.
    pub fn list_received_by(&self, number: &str) -> Vec<ReceivedSms> {
        self.state().received.iter().filter(|text| text.to == number).cloned().collect()
    }

    /// The next text ends so and reaches no telephone. Said twice, it holds for the next two.
    pub fn end_next_with(&self, outcome: SendOutcome) {
        self.state().next_outcomes.push_back(outcome);
    }

    /// The names of the texts whose copies were deleted, in order.
    pub fn list_deleted(&self) -> Vec<String> {
        self.state().deleted.clone()
    }

    /// From now on no copy is deleted, or every one.
    pub fn keep_copies(&self, is_keeping: bool) {
        self.state().is_keeping = is_keeping;
    }

    fn take(&self, message: &OutgoingSms) -> SendOutcome {
        let mut state = self.state();
        if let Some(outcome) = state.next_outcomes.pop_front() {
            return outcome;
        }
        let sid = self.sid(state.received.len());
        state.received.push(ReceivedSms {
            sid: sid.clone(),
            to: message.to.expose_secret().to_owned(),
            body: message.body.expose_secret().to_owned(),
            status_callback: message.status_callback.clone(),
            validity_seconds: message.validity_seconds,
        });
        SendOutcome::Accepted { sid, status: Some(DeliveryStatus::Queued) }
    }

    fn sid(&self, number: usize) -> String {
        let hash = sha256_hex(format!("{}/{number}", self.seed).as_bytes());
        format!("SM{}", &hash[..32])
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SmsTransport for Phonebook {
    fn send(&self, message: OutgoingSms) -> Sending<'_> {
        Box::pin(async move { self.take(&message) })
    }

    fn delete<'a>(&'a self, sid: &'a str) -> Deleting<'a> {
        let mut state = self.state();
        let outcome = if state.is_keeping { DeleteOutcome::Kept } else { DeleteOutcome::Gone };
        if outcome == DeleteOutcome::Gone {
            state.received.retain(|text| text.sid != sid);
            state.deleted.push(sid.to_owned());
        }
        Box::pin(std::future::ready(outcome))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(to: &str) -> OutgoingSms {
        OutgoingSms {
            to: to.into(),
            body: "Hello".into(),
            status_callback: "http://hearth.test/sms/status?m=1".into(),
            validity_seconds: 600,
        }
    }

    #[tokio::test]
    async fn a_text_reaches_its_telephone_and_no_other() {
        let phones: &dyn SmsTransport = &Phonebook::new(1);
        let SendOutcome::Accepted { sid, .. } = phones.send(text("+15551230001")).await else {
            panic!("every text is taken");
        };
        assert_eq!((&sid[..2], sid.len()), ("SM", 34));

        let phones = Phonebook::new(1);
        phones.send(text("+15551230001")).await;
        phones.send(text("+15551230002")).await;
        let received = phones.list_received_by("+15551230001");
        assert_eq!(received.len(), 1);
        assert_eq!(received[0].sid, sid);
        assert_ne!(phones.list_received()[1].sid, sid);
    }

    #[tokio::test]
    async fn an_outcome_asked_for_holds_for_one_text() {
        let phones = Phonebook::new(1);
        let busy = SendOutcome::NotProcessed { retry_after_seconds: Some(1), code: Some(20429) };
        phones.end_next_with(busy.clone());
        assert_eq!(phones.send(text("+15551230001")).await, busy);
        assert!(phones.list_received().is_empty());
        assert!(matches!(phones.send(text("+15551230001")).await, SendOutcome::Accepted { .. }));
    }
}
