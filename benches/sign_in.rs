//! Whether an address has an account does not show in how long a wrong password takes, nor asking
//! for a new one: the medians of known and unknown addresses, tried in turn in one run, are within a
//! fifth of each other. On a busy machine they swing too much for a test.
//!
//! `cargo bench --bench sign_in`; on PostgreSQL as well where `HEARTH_TEST_POSTGRES` names a server.

#![expect(clippy::unwrap_used, reason = "what a measurement cannot go on without ends it")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use hearth::clock::FixedClock;
use hearth::i18n::Language;
use hearth::services::Services;
use hearth::staff::flow::link::{answer_reset_requests, ask_for_reset};
use hearth::staff::flow::{SignIn, SignInError, Visit, add_account_now, sign_in};
use hearth::staff::{Email, Password, Role};

const ROUNDS: usize = 101;
const MOST: f64 = 1.2;
const EMAILS: [&str; 2] = ["known@example.org", "unknown@example.org"];

fn median(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for (place, store) in support::stores("sign_in") {
        let (services, clock) = support::services(&store);
        let email = Email::parse(EMAILS[0]).unwrap();
        let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
        add_account_now(&services, &email, &password, Role::Analyst, Language::new("en")).unwrap();
        let engine = place.url.split(':').next().unwrap();
        let signing_in = try_passwords(&services, &clock).await;
        let asking = ask_for_new_passwords(&services).await;
        // Both are shown before either ends the run.
        let ratios =
            [show(engine, "wrong password", signing_in), show(engine, "new password", asking)];
        for ratio in ratios {
            assert!((1.0 / MOST..=MOST).contains(&ratio), "{ratio}");
        }
    }
}

/// Prints the medians of known and unknown addresses; returns their ratio.
fn show(engine: &str, what: &str, times: [Vec<Duration>; 2]) -> f64 {
    let [known, unknown] = times.map(|mut times| median(&mut times));
    let ratio = known / unknown;
    println!("{engine}, {what}: known {known:.6} s, unknown {unknown:.6} s, ratio {ratio:.3}");
    ratio
}

async fn try_passwords(services: &Services, clock: &FixedClock) -> [Vec<Duration>; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        clock.advance(TimeDelta::minutes(6));
        // Who goes first changes, so that neither gains by the other's work.
        for place in [round % 2, 1 - round % 2] {
            let visit = Visit {
                known_browser: None,
                earlier_token: None,
                from: "192.0.2.7".to_owned(),
                browser: String::new(),
                request_id: "r".to_owned(),
            };
            let attempt = SignIn {
                email: EMAILS[place].to_owned(),
                password: "wrong wrong wrong".to_owned().into(),
                visit,
            };
            let began = Instant::now();
            let outcome = sign_in(services, attempt).await;
            times[place].push(began.elapsed());
            assert!(matches!(outcome, Err(SignInError::Wrong)));
        }
    }
    times
}

async fn ask_for_new_passwords(services: &Services) -> [Vec<Duration>; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for place in [round % 2, 1 - round % 2] {
            let began = Instant::now();
            ask_for_reset(services, EMAILS[place], "r".to_owned()).await.unwrap();
            times[place].push(began.elapsed());
        }
        answer_reset_requests(services).await.unwrap();
    }
    times
}
