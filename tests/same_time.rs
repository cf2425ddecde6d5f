//! Whether an address has an account does not show in how long an answer takes: the medians of
//! known and unknown addresses, asked in turn in one run, are within a fifth of each other.
//!
//! `cargo bench --bench sign_in` does the same for wrong passwords, which take too long and swing too
//! much on a busy machine to be tested each time.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

mod support;

use std::time::{Duration, Instant};

use hearth::i18n::Language;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::flow::link::{answer_reset_requests, ask_for_reset};
use hearth::staff::{Email, Password, Role};

const MOST: f64 = 1.2;

fn add(services: &Services, email: &str) {
    let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
    let email = Email::parse(email).unwrap();
    add_account_now(services, &email, &password, Role::Analyst, Language::new("en")).unwrap();
}

/// The times of one kind of address.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn median(&mut self) -> f64 {
        self.0.sort();
        self.0[self.0.len() / 2].as_secs_f64()
    }
}

fn compare([mut known, mut unknown]: [Times; 2]) {
    let ratio = known.median() / unknown.median();
    println!("known {:.6} s, unknown {:.6} s, {ratio:.3}", known.median(), unknown.median());
    assert!((1.0 / MOST..=MOST).contains(&ratio), "{ratio}");
}

#[tokio::test]
async fn asking_for_a_new_password_takes_the_same_time_for_every_address() {
    for (_place, store) in support::stores("asking_takes_the_same_time") {
        let (services, _clock) = support::services(&store);
        add(&services, "known@example.org");
        let mut times = [Times::default(), Times::default()];
        let emails = ["known@example.org", "unknown@example.org"];
        for round in 0..101 {
            // Who goes first changes, so that neither gains by the other's work.
            for place in [round % 2, 1 - round % 2] {
                let began = Instant::now();
                ask_for_reset(&services, emails[place], "r".to_owned()).await.unwrap();
                times[place].0.push(began.elapsed());
            }
            answer_reset_requests(&services).await.unwrap();
        }
        compare(times);
    }
}
