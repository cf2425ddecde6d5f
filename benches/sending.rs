//! Whether the program keeps the sender's pace, and what a kill in the middle leaves behind.
//!
//! `hearth serve` itself, with ten thousand texts queued, a contract of a hundred a second and a
//! provider that answers after 50 ms. Meanwhile people answer by the webhook; the replies to them
//! are part of the hundred. Shown are the rate as a share of the contract, how long the webhook
//! took, and the most memory the program held. Then a shorter queue is killed in the middle and
//! started again: no text may reach the provider twice. With `HEARTH_TEST_POSTGRES` on PostgreSQL
//! too; it takes some five minutes.

#![expect(clippy::unwrap_used, reason = "a bench may fail wherever it is surprised")]

#[path = "../tests/durability/provider.rs"]
#[expect(dead_code, reason = "this provider answers everything")]
mod provider;
#[path = "../tests/durability/server.rs"]
#[expect(dead_code, reason = "nothing is refused or forged here")]
mod server;
#[path = "../tests/support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::clock::{Clock as _, SystemClock};
use hearth::i18n::Language;
use hearth::outbox::Urgency;
use hearth::outbox::store::{NewSms, count_queued_bulk, insert_sms};
use hearth::people::Phone;
use hearth::people::flow::know_phone;
use hearth::storage::schema::outbox_message;
use hearth::storage::{Store, StoreError};
use provider::Provider;
use server::{Server, Settings};

/// What the sender's contract allows, in texts a second.
const PER_SECOND: f64 = 100.0;
/// The least share of it that counts as kept.
const LEAST_SHARE: f64 = 0.95;
/// The most memory the program may hold, in megabytes.
const MOST_MEMORY: f64 = 100.0;
/// How long the provider takes to answer, in milliseconds.
const PROVIDER_TAKES: u64 = 50;
const TEXTS: usize = 10_000;
const TEXTS_KILLED: usize = 2_000;
/// How long an interrupted queue may take beside what its pace asks for.
const PATIENCE: Duration = Duration::from_mins(5);
/// How many people answer at the same time, one text a second each.
const PEOPLE: usize = 20;
/// What each of them says, before the next takes their place.
const SAYS: [&str; 8] = ["VOICE", "1", "2 5 1", "SKIP", "1", "1,3", "4", "2"];

fn main() {
    let mut missed = Vec::new();
    for (place, store) in support::stores("sending") {
        let engine = if place.url.starts_with("sqlite") { "SQLite" } else { "PostgreSQL" };
        let provider = Provider::start();
        provider.answer_after(PROVIDER_TAKES);
        let settings = Settings::new(&place.url, Some(&provider.address))
            .with("HEARTH_SMS_PER_SECOND", &PER_SECOND.to_string());
        settings.offer_survey();
        let kept = keep_the_pace(&store, &provider, &settings);
        println!("{engine}: {kept}");
        if kept.share() < LEAST_SHARE || kept.memory > MOST_MEMORY {
            missed.push(engine);
        }
        println!("{engine}: {}", kill_in_the_middle(&store, &provider, &settings));
    }
    assert!(missed.is_empty(), "the pace was not kept, or too much memory held: {missed:?}");
}

/// How a queue was sent.
struct Kept {
    texts: usize,
    seconds: f64,
    /// How long the webhook took for each text, in milliseconds, sorted.
    inbound: Vec<f64>,
    /// The most that was held, in megabytes.
    memory: f64,
}

impl Kept {
    fn share(&self) -> f64 {
        as_float(self.texts) / self.seconds / PER_SECOND
    }

    /// The time within which that share of the texts was taken, in milliseconds.
    fn inbound_within(&self, percent: usize) -> f64 {
        let place = self.inbound.len() * percent / 100;
        self.inbound.get(place).or(self.inbound.last()).copied().unwrap_or(f64::NAN)
    }
}

impl std::fmt::Display for Kept {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} texts in {:.1} s, {:.1} % of the contract (at least {:.0}); {} texts in meanwhile, \
             p50 {:.1} ms, p99 {:.1} ms; peak memory {:.0} MB (at most {MOST_MEMORY:.0})",
            self.texts,
            self.seconds,
            self.share() * 100.0,
            LEAST_SHARE * 100.0,
            self.inbound.len(),
            self.inbound_within(50),
            self.inbound_within(99),
            self.memory,
        )
    }
}

/// Sends ten thousand texts while answers come in.
fn keep_the_pace(store: &Store, provider: &Provider, settings: &Settings) -> Kept {
    queue(store, 0, TEXTS);
    let server = Server::start(settings);
    let (is_over, inbound) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let (texts, seconds) = std::thread::scope(|threads| {
        threads.spawn(|| answer_by_webhook(settings, &is_over, &inbound));
        let (before, began) = (provider.count(), Instant::now());
        wait_until_sent(store, 0);
        let sent = (provider.count() - before, began.elapsed().as_secs_f64());
        is_over.store(true, Ordering::Relaxed);
        sent
    });
    let memory = peak_memory(&server);
    assert_eq!(server.terminate(), Some(0));
    let mut inbound = inbound.into_inner().expect("no thread panicked");
    inbound.sort_by(f64::total_cmp);
    Kept { texts, seconds, inbound, memory }
}

/// Kills a shorter queue at half and starts again; what came of it.
fn kill_in_the_middle(store: &Store, provider: &Provider, settings: &Settings) -> String {
    queue(store, TEXTS, TEXTS_KILLED);
    let server = Server::start(settings);
    wait_until_sent(store, TEXTS_KILLED / 2);
    server.kill();
    let left = count_queued(store);
    let server = Server::start(settings);
    wait_until_sent(store, 0);
    assert_eq!(server.terminate(), Some(0));
    provider.assert_no_token_twice();
    let taken = provider.tokens();
    let sent = tokens(store, "sent");
    let unsure = &tokens(store, "sending") | &tokens(store, "unknown");
    assert!(tokens(store, "queued").is_empty(), "nothing waits");
    assert!(sent.is_subset(&taken), "what counts as sent was taken");
    let unknown = unsure.difference(&taken).count();
    format!(
        "killed with {left} of {TEXTS_KILLED} texts waiting: {} taken in all, none twice; {} were \
         being handed over, of which the provider has not {unknown}",
        taken.len(),
        unsure.len(),
    )
}

/// Queues a text to each of so many new people.
fn queue(store: &Store, first: usize, count: usize) {
    let (services, _) = support::services(store);
    let at = SystemClock.now();
    let (keys, not_after) = (services.keys, at + TimeDelta::days(1));
    store
        .write_now(move |connection| {
            for person in first..first + count {
                let phone = Phone::parse(&format!("+1212{person:07}")).expect("a whole number");
                let english = Language::new("en");
                let (contact_point_id, _) = know_phone(connection, &keys, &phone, &english, at)?;
                let body = "Riverside Health: what should we improve first? Reply VOICE to answer.";
                let urgency = Urgency::Bulk;
                let not_before = at;
                let new = NewSms { contact_point_id, urgency, body, not_before, not_after, at };
                insert_sms(connection, &keys, &new)?;
            }
            Ok::<_, StoreError>(())
        })
        .expect("the queue is filled");
}

/// People come by the webhook, so many texts a second whatever the answers take.
fn answer_by_webhook(settings: &Settings, is_over: &AtomicBool, inbound: &Mutex<Vec<f64>>) {
    let began = Instant::now();
    std::thread::scope(|threads| {
        for text in 0.. {
            let due = Duration::from_secs_f64(as_float(text) / as_float(PEOPLE));
            std::thread::sleep(due.saturating_sub(began.elapsed()));
            if is_over.load(Ordering::Relaxed) {
                return;
            }
            threads.spawn(move || {
                let turn = text / PEOPLE;
                let person = text % PEOPLE + turn / SAYS.len() * PEOPLE;
                let (sid, number) = (format!("SM{text:032x}"), format!("+1999{person:07}"));
                let asked = Instant::now();
                let status = settings.text(&sid, &number, SAYS[turn % SAYS.len()]);
                let took = asked.elapsed().as_secs_f64() * 1e3;
                assert_eq!(status, Some(204), "every text is taken");
                inbound.lock().expect("no thread panicked").push(took);
            });
        }
    });
}

/// Waits until no more than so many of the queue wait.
fn wait_until_sent(store: &Store, left: usize) {
    let until = Instant::now() + PATIENCE;
    while count_queued(store) > left {
        assert!(Instant::now() < until, "{} texts still wait", count_queued(store));
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn count_queued(store: &Store) -> usize {
    let now = SystemClock.now();
    let queued = store.read_now(|c| count_queued_bulk(c, now).map_err(StoreError::from));
    usize::try_from(queued.expect("the queue is counted")).expect("no less than none")
}

/// Tokens of the texts that stand so.
fn tokens(store: &Store, state: &str) -> BTreeSet<String> {
    let standing = outbox_message::table.filter(outbox_message::state.eq(state.to_owned()));
    let tokens = standing.select(outbox_message::token);
    let read = store.read_now(|c| tokens.load::<String>(c).map_err(StoreError::from));
    read.expect("the outbox is read").into_iter().collect()
}

/// The most memory a program ever held, in megabytes, as Linux counts it.
fn peak_memory(server: &Server) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.0.id()));
    let status = status.unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}

#[expect(clippy::cast_precision_loss, reason = "some thousand texts")]
fn as_float(number: usize) -> f64 {
    number as f64
}
