//! Texts handed over side by side: how many, in what order, and what a cut leaves behind.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::app::outbox_reactions;
use hearth::outbox::flow::{Worker, take_status};
use hearth::outbox::sms::{DeliveryStatus, OutgoingSms, SendOutcome, Sending, SmsTransport};
use hearth::outbox::store::list_of_contact;
use hearth::storage::schema::outbox_message;
use secrecy::ExposeSecret as _;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::nodes::node;
use crate::phone::{Phone, Town};
use crate::towns;

/// How many texts are handed over at once.
const AT_ONCE: usize = 16;

/// A provider behind a door: texts wait before it until it opens, and then take their time.
struct Door {
    opens: watch::Sender<bool>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Texts that reached the door, in this order: token, number, words.
    begun: Vec<(String, String, String)>,
    /// Tokens of texts that were taken.
    accepted: Vec<String>,
    /// Numbers whose text is at the door.
    under_way: Vec<String>,
    most_at_once: usize,
    two_of_one_number: bool,
}

impl Door {
    fn new(is_open: bool) -> Arc<Self> {
        Arc::new(Self { opens: watch::Sender::new(is_open), state: Mutex::default() })
    }

    fn open(&self) {
        self.opens.send_replace(true);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Tokens of texts that reached the door.
    fn begun(&self) -> BTreeSet<String> {
        self.state().begun.iter().map(|(token, ..)| token.clone()).collect()
    }

    fn begin(&self, message: &OutgoingSms) -> (String, String) {
        let (_, token) = message.status_callback.split_once("?m=").unwrap();
        let number = message.to.expose_secret().to_owned();
        let words = message.body.expose_secret().to_owned();
        let mut state = self.state();
        state.two_of_one_number |= state.under_way.contains(&number);
        state.under_way.push(number.clone());
        state.most_at_once = state.most_at_once.max(state.under_way.len());
        state.begun.push((token.to_owned(), number.clone(), words));
        (token.to_owned(), number)
    }

    fn accept(&self, token: String, number: &str) -> SendOutcome {
        let mut state = self.state();
        state.under_way.retain(|other| other != number);
        let sid = format!("SM{}", state.accepted.len());
        state.accepted.push(token);
        SendOutcome::Accepted { sid, status: None }
    }

    fn assert_nothing_twice(&self) {
        let state = self.state();
        let once: BTreeSet<&String> = state.accepted.iter().collect();
        assert_eq!(once.len(), state.accepted.len(), "accepted twice");
        assert!(!state.two_of_one_number, "two texts of one number at once");
    }
}

impl SmsTransport for Door {
    fn send(&self, message: OutgoingSms) -> Sending<'_> {
        Box::pin(async move {
            let (token, number) = self.begin(&message);
            self.opens.subscribe().wait_for(|is_open| *is_open).await.unwrap();
            // Some numbers answer later than others.
            let takes = 2 + u64::from(number.as_bytes()[number.len() - 1] % 5) * 4;
            tokio::time::sleep(Duration::from_millis(takes)).await;
            self.accept(token, &number)
        })
    }
}

fn worker(town: &Town, door: &Arc<Door>) -> Worker {
    Worker {
        services: town.services.clone(),
        transport: Arc::<Door>::clone(door),
        reactions: outbox_reactions(),
    }
}

fn start(town: &Town, door: &Arc<Door>) -> (JoinHandle<()>, watch::Sender<bool>) {
    let (stop, stopped) = watch::channel(false);
    (tokio::spawn(worker(town, door).run(stopped)), stop)
}

/// So many phones, each of which said a word and waits for the answer.
async fn waiting_phones(town: &Arc<Town>, count: usize) -> Vec<Phone> {
    let mut phones = Vec::new();
    for number in (1..).take(count) {
        let phone = Phone::new(town, number);
        phone.says("VOICE").await;
        phones.push(phone);
    }
    phones
}

/// Waits until so many texts stand at the closed door.
async fn until_begun(door: &Door, count: usize) {
    let until = tokio::time::Instant::now() + Duration::from_secs(20);
    while door.begun().len() < count {
        assert!(tokio::time::Instant::now() < until, "{} of {count} begun", door.begun().len());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Tokens of all texts by where they stand.
fn tokens_by_state(town: &Town) -> BTreeMap<String, BTreeSet<String>> {
    let rows: Vec<(String, String)> = town.read(|c| {
        Ok(outbox_message::table.select((outbox_message::state, outbox_message::token)).load(c)?)
    });
    let mut states: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (state, token) in rows {
        states.entry(state).or_default().insert(token);
    }
    states
}

fn count_by_state(town: &Town) -> Vec<(String, usize)> {
    tokens_by_state(town).into_iter().map(|(state, tokens)| (state, tokens.len())).collect()
}

#[tokio::test]
async fn sixteen_texts_are_handed_over_side_by_side_and_the_others_wait_as_queued() {
    for (_place, town) in towns("side_by_side").await {
        waiting_phones(&town, 20).await;
        let door = Door::new(false);
        let (running, stop) = start(&town, &door);
        until_begun(&door, AT_ONCE).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let states = tokens_by_state(&town);
        assert_eq!(states["sending"], door.begun(), "being sent is what is being handed over");
        assert_eq!((states["sending"].len(), states["queued"].len()), (AT_ONCE, 4));

        door.open();
        until_begun(&door, 20).await;
        stop.send_replace(true);
        running.await.unwrap();
        assert_eq!(count_by_state(&town), [("sent".to_owned(), 20)]);
        assert_eq!(door.state().most_at_once, AT_ONCE);
        door.assert_nothing_twice();
    }
}

#[tokio::test]
async fn texts_to_one_phone_go_one_after_the_other_in_their_order() {
    for (_place, town) in towns("in_their_order").await {
        let phones = waiting_phones(&town, 6).await;
        for phone in &phones {
            for words in ["1", "2 5 1", "The last bus leaves early."] {
                phone.says(words).await;
            }
        }
        let door = Door::new(true);
        worker(&town, &door).send_all_due().await.unwrap();
        door.assert_nothing_twice();
        assert!(door.state().most_at_once > 1, "different phones' texts go side by side");
        for phone in &phones {
            let (contact_point_id, _) = phone.ids();
            let keys = &town.services.keys;
            let written = town.read(|c| list_of_contact(c, keys, contact_point_id));
            let written: Vec<String> = written.into_iter().map(|text| text.body).collect();
            let state = door.state();
            let to_it = state.begun.iter().filter(|(_, number, _)| *number == phone.number);
            let handed_over: Vec<String> = to_it.map(|(.., words)| words.clone()).collect();
            assert_eq!(handed_over.len(), 4);
            assert_eq!(handed_over, written);
        }
    }
}

#[tokio::test]
async fn a_worker_cut_off_leaves_unknown_only_what_it_was_handing_over() {
    for (_place, town) in towns("a_worker_cut_off").await {
        waiting_phones(&town, 40).await;
        let (first, next) = (Door::new(false), Door::new(true));
        let (running, _stop) = start(&town, &first);
        until_begun(&first, AT_ONCE).await;
        running.abort();
        assert!(running.await.unwrap_err().is_cancelled());
        let begun = first.begun();
        assert_eq!(tokens_by_state(&town)["sending"], begun);

        worker(&town, &next).send_all_due().await.unwrap();
        let states = tokens_by_state(&town);
        assert_eq!(states["sent"].len(), 40 - AT_ONCE, "nobody else is forgotten");
        assert_eq!(states["sent"], next.begun());
        assert_eq!(states["sending"], begun);
        next.assert_nothing_twice();

        town.clock.advance(TimeDelta::seconds(61));
        let given_up = worker(&town, &next).give_up_interrupted().await.unwrap();
        assert_eq!(given_up, AT_ONCE);
        worker(&town, &next).send_all_due().await.unwrap();
        assert_eq!(tokens_by_state(&town)["unknown"], begun);
        assert!(next.begun().is_disjoint(&begun), "what may have been taken is not sent again");
    }
}

#[tokio::test]
async fn a_stop_of_the_worker_finishes_what_was_begun_and_begins_nothing() {
    for (_place, town) in towns("a_stop_of_the_worker").await {
        waiting_phones(&town, 20).await;
        let door = Door::new(false);
        let (running, stop) = start(&town, &door);
        until_begun(&door, AT_ONCE).await;
        stop.send_replace(true);
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(!running.is_finished(), "it waits for the provider's answers");
        door.open();
        running.await.unwrap();
        assert_eq!(count_by_state(&town), [("queued".to_owned(), 4), ("sent".to_owned(), AT_ONCE)]);
    }
}

#[tokio::test]
async fn a_stop_cancels_a_text_that_waits_for_its_turn() {
    for (_place, town) in towns("a_stop_before_its_turn").await {
        let phones = waiting_phones(&town, AT_ONCE + 1).await;
        let last = &phones[AT_ONCE];
        let door = Door::new(false);
        let (running, stop) = start(&town, &door);
        until_begun(&door, AT_ONCE).await;
        assert_eq!(last.outbox(), [("queued".to_owned(), None)]);
        last.says("STOP").await;
        door.open();
        until_begun(&door, AT_ONCE + 1).await;
        stop.send_replace(true);
        running.await.unwrap();
        let states: Vec<String> = last.outbox().into_iter().map(|(state, _)| state).collect();
        assert_eq!(states, ["cancelled", "sent"], "only the goodbye goes out");
        assert_eq!(door.begun().len(), AT_ONCE + 1);
    }
}

#[tokio::test]
async fn two_nodes_share_the_texts_and_send_none_twice() {
    for (place, town) in towns("two_workers").await {
        for phone in waiting_phones(&town, 30).await {
            phone.says("1").await;
            phone.says("2 5 1").await;
        }
        let door = Door::new(false);
        let (one, stop_one) = start(&town, &door);
        let (other, stop_other) = start(&node(&place, &town), &door);
        // More than one of them hands over side by side.
        until_begun(&door, 30).await;
        door.open();
        until_begun(&door, 90).await;
        stop_one.send_replace(true);
        stop_other.send_replace(true);
        one.await.and(other.await).unwrap();
        assert_eq!(count_by_state(&town), [("sent".to_owned(), 90)]);
        assert_eq!(door.state().accepted.len(), 90);
        door.assert_nothing_twice();
    }
}

/// Reports that a text was delivered, and then loses its own answer.
struct ReportsFirst(Arc<Town>);

impl SmsTransport for ReportsFirst {
    fn send(&self, message: OutgoingSms) -> Sending<'_> {
        Box::pin(async move {
            let (_, token) = message.status_callback.split_once("?m=").unwrap();
            let status = DeliveryStatus::Delivered;
            take_status(&self.0.services, &outbox_reactions(), token, "SM1", status, None)
                .await
                .unwrap();
            SendOutcome::Unknown { reason: "no answer" }
        })
    }
}

#[tokio::test]
async fn a_report_that_comes_before_the_answer_is_lost_stands() {
    for (_place, town) in towns("a_report_before_the_answer").await {
        let ana = waiting_phones(&town, 1).await.remove(0);
        let transport = Arc::new(ReportsFirst(Arc::clone(&town)));
        let worker =
            Worker { services: town.services.clone(), transport, reactions: outbox_reactions() };
        worker.send_all_due().await.unwrap();
        assert_eq!(ana.outbox(), [("sent".to_owned(), Some("delivered".to_owned()))]);
    }
}
