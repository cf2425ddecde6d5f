//! How long a list of 20,000 people takes from the file to the last person, on each engine, and
//! what remains of the texts that come in meanwhile.
//!
//! For information: nothing here can fail for being slow.

#[path = "../tests/support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use hearth::enrolment::flow::check::check;
use hearth::enrolment::flow::look::{find, overview};
use hearth::enrolment::flow::receive::receive;
use hearth::enrolment::flow::steps::confirm;
use hearth::enrolment::flow::work;
use hearth::enrolment::plan::{Plan, Proof, ProofMethod, ProofOf};
use hearth::i18n::Language;
use hearth::inbound::flow::{InboundText, take};
use hearth::people::Phone;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role, SignedIn};

const PEOPLE: usize = 20_000;
/// How many texts come in side by side.
const AT_ONCE: usize = 8;
const ALONE: Duration = Duration::from_secs(3);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for (place, store) in support::stores("import") {
        let engine = place.url.split(':').next().unwrap_or_default().to_owned();
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let before = texts_during(&services, "a", async { tokio::time::sleep(ALONE).await }).await;
        let start = Instant::now();
        let (first, second) = bring(&services, &lia, 0).await;
        println!(
            "{engine:<9} {PEOPLE} people: received and looked through in {first:.1} s, brought in \
             in {second:.1} s, together {:.1} s",
            start.elapsed().as_secs_f64()
        );
        let seen = Instant::now();
        overview(&services, &lia).await.expect("the overview is shown");
        println!("{engine:<9} the overview of them: {:.0} ms", seen.elapsed().as_secs_f64() * 1e3);
        let during = texts_during(&services, "b", async {
            bring(&services, &lia, PEOPLE).await;
        })
        .await;
        println!(
            "{engine:<9} texts coming in: {before:.0}/s alone, {during:.0}/s while {PEOPLE} more \
             are brought in: {:.2} of it",
            during / before
        );
    }
}

fn liaison(services: &Services) -> SignedIn {
    let email = Email::parse("lia@example.org").expect("an address");
    let password = Password::parse("three quiet herons".to_owned().into()).expect("a password");
    let language = Language::new("en");
    let account_id = add_account_now(services, &email, &password, Role::Liaison, language.clone())
        .expect("an account");
    SignedIn { account_id, role: Role::Liaison, language, csrf_token: "t".to_owned() }
}

fn list(from: usize) -> String {
    let mut text = "name,phone,language,site,date of birth,ok to text\n".to_owned();
    for person in from..from + PEOPLE {
        let (exchange, line) = (200 + person / 10_000, person % 10_000);
        let language = ["English", "Spanish", "Haitian Creole"][person % 3];
        let (site, year) = (person % 3, 1940 + person % 65);
        writeln!(
            text,
            "Person {person},617-{exchange}-{line:04},{language},Site {site},{year}-05-05,yes"
        )
        .expect("memory takes every line");
    }
    text
}

/// Seconds until a list is looked through, and from then until everybody is in.
async fn bring(services: &Services, by: &SignedIn, from: usize) -> (f64, f64) {
    let start = Instant::now();
    let id = || "r".to_owned();
    let file = ("list.csv".to_owned(), list(from).into_bytes());
    let import = receive(services, by, file, id()).await.expect("the file is received");
    let guessed = find(services, by, import, id()).await.expect("it is there").import.plan;
    let proof = Proof {
        statement: "intake form".to_owned(),
        method: ProofMethod::Written,
        on: NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day"),
        of: ProofOf::WhoseRowSaysSo,
        stated_by: by.account_id,
    };
    let plan = Plan { panel: "Everybody".to_owned(), proof: Some(proof), ..guessed };
    check(services, by, import, plan, id()).await.expect("it is looked through");
    let first = start.elapsed().as_secs_f64();
    let seen = find(services, by, import, id()).await.expect("it is there").import.changed_at;
    confirm(services, by, import, seen, id()).await.expect("it is confirmed");
    while work(services).await.expect("people are brought in") {}
    let counts = find(services, by, import, id()).await.expect("it is there").import.counts;
    assert_eq!(counts.new, PEOPLE as u64, "everybody came");
    (first, start.elapsed().as_secs_f64() - first)
}

/// How many texts a second were taken while something else went on.
async fn texts_during(services: &Services, name: &str, other: impl Future<Output = ()>) -> f64 {
    let (is_over, taken) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let senders: Vec<_> = (0..AT_ONCE)
        .map(|sender| {
            let (services, name) = (services.clone(), name.to_owned());
            let (is_over, taken) = (Arc::clone(&is_over), Arc::clone(&taken));
            tokio::spawn(async move {
                let mut number = 0;
                while !is_over.load(Ordering::Relaxed) {
                    number += 1;
                    let phone = format!("+4930{sender}{number:06}");
                    let text = InboundText {
                        sid: format!("SM{name}{sender}-{number}"),
                        from: Phone::parse(&phone).expect("a whole number"),
                        body: "hello".to_owned(),
                        carrier: None,
                    };
                    take(&services, text).await.expect("a text is taken");
                    taken.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    let start = Instant::now();
    other.await;
    let seconds = start.elapsed().as_secs_f64();
    is_over.store(true, Ordering::Relaxed);
    for sender in senders {
        sender.await.expect("a sender ends");
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousand texts")]
    let taken = taken.load(Ordering::Relaxed) as f64;
    taken / seconds
}
