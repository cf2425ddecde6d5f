//! The real program, killed and started again: what it acknowledged is there, once.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

#[expect(dead_code, reason = "the program under test brings its own services")]
mod support;
#[path = "durability/provider.rs"]
mod provider;
#[path = "durability/sending.rs"]
mod sending;
#[path = "durability/server.rs"]
mod server;
#[path = "durability/together.rs"]
mod together;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use hearth::storage::schema::{answer, conversation, inbound_message, outbox_message, participant};
use hearth::storage::{Store, StoreError};
use provider::Provider;
use server::{Server, Settings, params, refused_start, signature};

/// How often the program is killed in the middle of its work.
const KILLS: usize = 10;
/// How many texts it takes between two kills: never the same.
const TAKES: [usize; 5] = [35, 12, 50, 6, 24];
/// How many texts the program hands to the provider side by side.
const AT_ONCE: usize = 16;
/// How many threads hand texts over.
const SENDERS: usize = 8;

/// Who texts, and what becomes of every text.
struct Load<'a> {
    settings: &'a Settings,
    is_over: AtomicBool,
    people: AtomicUsize,
    /// Ids of texts that were answered with a 2xx.
    acknowledged: Mutex<BTreeSet<String>>,
    /// Texts that got no such answer before all was over: id, number, words.
    open: Mutex<Vec<Text>>,
    /// How many texts had to be handed over more than once.
    again: AtomicUsize,
}

/// Id, number and words of a text.
type Text = (String, String, String);

/// What everybody says, in this order.
const SAYS: [&str; 6] = ["VOICE", "1", "2 5 1", "The last bus leaves early.", "3", "1 3"];

impl<'a> Load<'a> {
    fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            is_over: AtomicBool::new(false),
            people: AtomicUsize::new(0),
            acknowledged: Mutex::default(),
            open: Mutex::default(),
            again: AtomicUsize::new(0),
        }
    }

    /// One person after the other says everything, whatever happens to the program.
    fn run(&self) {
        while !self.is_over.load(Ordering::Relaxed) {
            let person = self.people.fetch_add(1, Ordering::Relaxed);
            let number = format!("+1555{person:07}");
            for (turn, words) in SAYS.into_iter().enumerate() {
                let sid = format!("SM{person:030}{turn:02}");
                let text = (sid, number.clone(), words.to_owned());
                self.hand_over_until_taken(text);
            }
        }
    }

    /// The provider hands a text over again if nobody took it.
    fn hand_over_until_taken(&self, text: Text) {
        let mut tries = 0;
        while !self.hand_over(&text) {
            tries += 1;
            if self.is_over.load(Ordering::Relaxed) {
                self.open.lock().unwrap().push(text);
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.again.fetch_add(usize::from(tries > 0), Ordering::Relaxed);
    }

    /// Waits until so many more texts were taken: a count, so that a slow machine tries as much.
    fn wait_until_taken(&self, more: usize) {
        let taken = || self.acknowledged.lock().unwrap().len();
        let (before, until) = (taken(), Instant::now() + Duration::from_mins(1));
        while taken() < before + more {
            // The senders end first: the test ends with them.
            self.is_over.store(Instant::now() > until, Ordering::Relaxed);
            assert!(Instant::now() < until, "texts are taken while the program runs");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn hand_over(&self, (sid, number, words): &Text) -> bool {
        let status = self.settings.text(sid, number, words);
        let is_taken = status.is_some_and(|status| (200..300).contains(&status));
        if is_taken {
            self.acknowledged.lock().unwrap().insert(sid.clone());
        }
        is_taken
    }
}

fn sids(store: &Store) -> Vec<String> {
    let read = |c: &mut hearth::storage::Database| {
        Ok::<_, StoreError>(inbound_message::table.select(inbound_message::sid).load(c)?)
    };
    store.read_now(read).unwrap()
}

/// Waits until the outbox is empty or nothing can empty it.
fn wait_for_the_outbox(store: &Store) {
    let until = Instant::now() + Duration::from_secs(20);
    let waiting = |c: &mut hearth::storage::Database| {
        let queued = outbox_message::table.filter(outbox_message::state.eq("queued"));
        Ok::<i64, StoreError>(queued.count().get_result(c)?)
    };
    let mut before = i64::MAX;
    while Instant::now() < until {
        let now = store.read_now(waiting).unwrap();
        if now == 0 || now == before {
            return;
        }
        before = now;
        std::thread::sleep(Duration::from_secs(1));
    }
}

#[test]
fn what_was_acknowledged_survives_ten_kills_and_is_there_once() {
    for (place, store) in support::stores("ten_kills") {
        drop(store);
        let provider = Provider::start();
        let settings = Settings::new(&place.url, Some(&provider.address));
        settings.offer_survey();
        let load = Load::new(&settings);
        std::thread::scope(|threads| {
            let mut server = Server::start(&settings);
            for _ in 0..SENDERS {
                threads.spawn(|| load.run());
            }
            for kill in 0..KILLS {
                load.wait_until_taken(TAKES[kill % TAKES.len()]);
                server.kill();
                server = Server::start(&settings);
            }
            load.wait_until_taken(50);
            load.is_over.store(true, Ordering::Relaxed);
            server
        });
        // The scope's server has ended with it; what nobody acknowledged is handed over again.
        let server = Server::start(&settings);
        let acknowledged = load.acknowledged.lock().unwrap().clone();
        let open = std::mem::take(&mut *load.open.lock().unwrap());
        for text in &open {
            assert!(load.hand_over(text), "a quiet server takes every text");
        }
        for sid in acknowledged.iter().take(50) {
            let number = format!("+1555{}", &sid[25..32]);
            assert_eq!(settings.text(sid, &number, "VOICE"), Some(204), "taken before");
        }

        let store = Store::open(&place.url).unwrap();
        let kept = sids(&store);
        let once: BTreeSet<String> = kept.iter().cloned().collect();
        assert_eq!(kept.len(), once.len(), "no text is kept twice");
        let lost: Vec<&String> = acknowledged.iter().filter(|sid| !once.contains(*sid)).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        assert!(open.iter().all(|(sid, ..)| once.contains(sid)));
        assert!(load.again.load(Ordering::Relaxed) > KILLS, "the kills were felt");

        check_people(&store);
        wait_for_the_outbox(&store);
        drop(store);
        assert_eq!(server.terminate(), Some(0));
        let (code, said) = settings.command(&["consent", "verify"]);
        assert_eq!(code, Some(0), "{said}");
        let (code, said) = settings.command(&["rank", "--audit"]);
        assert_eq!(code, Some(0), "{said}");
        provider.assert_no_token_twice();
        println!(
            "{}: {} texts acknowledged, {} handed over again, {} texts sent",
            &place.url[..8],
            acknowledged.len(),
            load.again.load(Ordering::Relaxed),
            provider.count(),
        );
    }
}

/// Tokens of the texts that stand so.
fn tokens(store: &Store, state: &str) -> BTreeSet<String> {
    let read = |c: &mut hearth::storage::Database| {
        let standing = outbox_message::table.filter(outbox_message::state.eq(state));
        Ok::<Vec<String>, StoreError>(standing.select(outbox_message::token).load(c)?)
    };
    store.read_now(read).unwrap().into_iter().collect()
}

/// Waits until the provider has so many texts.
fn wait_for_texts(provider: &Provider, count: usize) {
    let until = Instant::now() + Duration::from_secs(20);
    while provider.count() < count {
        assert!(Instant::now() < until, "{} of {count} texts came", provider.count());
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_kill_forgets_nobody_whose_text_was_not_being_handed_over() {
    for (place, store) in support::stores("a_kill_while_sending") {
        let provider = Provider::start();
        let settings = Settings::new(&place.url, Some(&provider.address));
        settings.offer_survey();
        provider.be_silent(true);
        let server = Server::start(&settings);
        for person in 0..40 {
            let (sid, number) = (format!("SM{person:032}"), format!("+1555{person:07}"));
            assert_eq!(settings.text(&sid, &number, "VOICE"), Some(204));
        }
        wait_for_texts(&provider, AT_ONCE);
        server.kill();
        let begun = provider.tokens();
        assert_eq!(begun.len(), AT_ONCE, "no more are handed over side by side");
        assert_eq!(tokens(&store, "sending"), begun, "only these may have been accepted");
        let waiting = tokens(&store, "queued");
        assert_eq!(waiting.len(), 40 - AT_ONCE);

        provider.be_silent(false);
        let server = Server::start(&settings);
        wait_for_texts(&provider, 40);
        assert_eq!(server.terminate(), Some(0));
        assert_eq!(tokens(&store, "sent"), waiting, "everybody else has their text");
        assert_eq!(tokens(&store, "sending"), begun);
        provider.assert_no_token_twice();
    }
}

/// One participant a phone, and no answer without its text.
fn check_people(store: &Store) {
    let check = |c: &mut hearth::storage::Database| {
        let phones: i64 = conversation::table.count().get_result(c)?;
        let people: i64 = participant::table.count().get_result(c)?;
        let from: Vec<Option<i64>> = answer::table.select(answer::inbound_id).load(c)?;
        Ok::<_, StoreError>((phones, people, from))
    };
    let (phones, people, from) = store.read_now(check).unwrap();
    assert_eq!(phones, people);
    let distinct: BTreeSet<_> = from.iter().collect();
    assert_eq!(distinct.len(), from.len(), "no text is two answers");
    assert!(from.iter().all(Option::is_some));
}

#[test]
fn a_forged_webhook_is_refused_and_nothing_of_it_is_kept() {
    for (place, store) in support::stores("a_forged_webhook") {
        let settings = Settings::new(&place.url, Some("http://127.0.0.1:9"));
        let server = Server::start(&settings);
        let body = "From=%2B15551230001&MessageSid=SM1&Body=VOICE";
        for forged in ["", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "not base64"] {
            assert_eq!(settings.post("/sms/inbound", body, forged), Some(403));
            assert_eq!(settings.post("/sms/status?m=x", body, forged), Some(403));
        }
        // The signature of another text, and of another address.
        let params = params("SM1", "+15551230001", "VOICE");
        let signed = signature("/sms/inbound", &params);
        let changed = body.replace("VOICE", "STOP");
        assert_eq!(settings.post("/sms/inbound", &changed, &signed), Some(403));
        assert_eq!(settings.post("/sms/inbound?a=b", body, &signed), Some(403));
        assert!(sids(&store).is_empty());
        assert_eq!(settings.post("/sms/inbound", body, &signed), Some(204));
        assert_eq!(sids(&store), ["SM1"]);
        server.kill();
    }
}

#[test]
fn it_says_that_it_is_alive_and_whether_it_is_ready() {
    for (place, _store) in support::stores("alive_and_ready") {
        let settings = Settings::new(&place.url, None);
        let server = Server::start(&settings);
        assert_eq!((settings.get("/healthz"), settings.get("/readyz")), (Some(200), Some(200)));
        make_newer(&place.url);
        assert_eq!((settings.get("/healthz"), settings.get("/readyz")), (Some(200), Some(503)));
        server.kill();
    }
}

/// Leaves the database as a newer Hearth would.
fn make_newer(url: &str) {
    let store = Store::open(url).unwrap();
    let newer = "INSERT INTO __diesel_schema_migrations (version, run_on) \
        VALUES ('20990101000000', '2099-01-01 00:00:00')";
    store.write_now(|c| c.batch_execute(newer).map_err(StoreError::from)).unwrap();
}

#[test]
fn a_stop_of_the_program_finishes_what_was_acknowledged() {
    for (place, store) in support::stores("a_stop_of_the_program") {
        drop(store);
        let provider = Provider::start();
        let settings = Settings::new(&place.url, Some(&provider.address));
        settings.offer_survey();
        let load = Load::new(&settings);
        let code = std::thread::scope(|threads| {
            let server = Server::start(&settings);
            for _ in 0..SENDERS {
                threads.spawn(|| load.run());
            }
            load.wait_until_taken(20);
            let code = server.terminate();
            load.is_over.store(true, Ordering::Relaxed);
            code
        });
        assert_eq!(code, Some(0));
        let store = Store::open(&place.url).unwrap();
        let kept: BTreeSet<String> = sids(&store).into_iter().collect();
        let acknowledged = load.acknowledged.lock().unwrap();
        assert!(acknowledged.iter().all(|sid| kept.contains(sid)));
        let half_handed_over = store.read_now(|c| {
            let sending = outbox_message::table.filter(outbox_message::state.eq("sending"));
            Ok::<i64, StoreError>(sending.count().get_result(c)?)
        });
        assert_eq!(half_handed_over.unwrap(), 0, "what the worker had taken is finished");
    }
}

#[test]
fn a_wrong_setting_stops_the_start_with_one_sentence() {
    let (place, store) = support::stores("wrong_settings").swap_remove(0);
    drop(store);
    let cases: [(&str, &str, &str); 9] = [
        ("DATABASE_URL", "mysql://x", "DATABASE_URL"),
        ("DATABASE_URL", "sqlite:///nowhere/at/all/hearth.db", "database"),
        ("HEARTH_BIND", "everywhere", "HEARTH_BIND"),
        ("HEARTH_PUBLIC_URL", "voice.example.org", "HEARTH_PUBLIC_URL"),
        ("HEARTH_SECRET_KEY", "short", "HEARTH_SECRET_KEY"),
        ("HEARTH_SMS_PER_SECOND", "many", "HEARTH_SMS_PER_SECOND"),
        ("TWILIO_AUTH_TOKEN", "", "TWILIO_AUTH_TOKEN"),
        ("TWILIO_FROM", "", "TWILIO_FROM"),
        ("TWILIO_API_BASE", "api.example.org", "TWILIO_API_BASE"),
    ];
    for (name, value, named) in cases {
        let settings = Settings::new(&place.url, Some("http://127.0.0.1:9")).with(name, value);
        let sentence = refused_start(&settings);
        assert!(sentence.contains(named), "{name}={value}: {sentence}");
    }
}

#[test]
fn an_address_that_is_taken_stops_the_start_with_one_sentence() {
    for (place, store) in support::stores("an_address_in_use") {
        drop(store);
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let settings = Settings::new(&place.url, None).with("HEARTH_BIND", &address);
        let sentence = refused_start(&settings);
        assert!(sentence.contains("HEARTH_BIND"), "{sentence}");
    }
}

#[test]
fn a_second_server_on_the_same_file_is_refused_until_the_first_has_ended() {
    let (place, store) = support::stores("one_server_a_file").swap_remove(0);
    drop(store);
    let settings = Settings::new(&place.url, None);
    let server = Server::start(&settings);
    let second = Settings::new(&place.url, None);
    let sentence = refused_start(&second);
    assert!(sentence.contains("another hearth is serving"), "{sentence}");
    server.kill();
    Server::start(&second).kill();
}

#[test]
fn a_database_of_a_newer_hearth_is_left_alone() {
    for (place, store) in support::stores("a_newer_database") {
        drop(store);
        make_newer(&place.url);
        let settings = Settings::new(&place.url, None);
        let sentence = refused_start(&settings);
        assert!(sentence.contains("newer hearth"), "{sentence}");
    }
}
