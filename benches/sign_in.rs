//! Whether an address has an account does not show in how long a wrong password takes: the medians
//! of known and unknown addresses, tried in turn in one run, are within a fifth of each other.
//!
//! `cargo bench --bench sign_in`; on PostgreSQL as well where `HEARTH_TEST_POSTGRES` names a server.

#![expect(clippy::unwrap_used, reason = "what a measurement cannot go on without ends it")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use hearth::i18n::Language;
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
                let outcome = sign_in(&services, attempt).await;
                times[place].push(began.elapsed());
                assert!(matches!(outcome, Err(SignInError::Wrong)));
            }
        }
        let [known, unknown] = times.map(|mut times| median(&mut times));
        let ratio = known / unknown;
        let engine = place.url.split(':').next().unwrap();
        println!("{engine}: known {known:.6} s, unknown {unknown:.6} s, ratio {ratio:.3}");
        assert!((1.0 / MOST..=MOST).contains(&ratio), "{ratio}");
    }
}
