//! People brought in from a list, on both engines: the journey over HTTP, what nobody must be able
//! to break, and what it leaves in the ledger.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

mod support;
#[path = "people/durable.rs"]
mod durable;
#[path = "people/hostile.rs"]
mod hostile;
#[path = "people/journey.rs"]
mod journey;
#[path = "support/opened.rs"]
mod opened;
#[path = "durability/server.rs"]
#[expect(dead_code, reason = "these tests hand no texts over")]
mod server;
#[path = "people/sharing.rs"]
mod sharing;
#[path = "people/undo.rs"]
mod undo;

use std::fmt::Write as _;

use chrono::NaiveDate;
use diesel::prelude::*;
use hearth::enrolment::flow::check::check;
use hearth::enrolment::flow::look::find;
use hearth::enrolment::flow::receive::receive;
use hearth::enrolment::flow::steps::confirm;
use hearth::enrolment::flow::work;
use hearth::enrolment::plan::{Plan, Proof, ProofMethod, ProofOf};
use hearth::enrolment::store::Import;
use hearth::i18n::Language;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::StoreError;
use hearth::storage::schema::{consent_event, contact_point, participant};

const PASSWORD: &str = "three quiet herons";

/// A liaison, signed in.
fn liaison(services: &Services) -> SignedIn {
    let email = Email::parse("lia@example.org").unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    let language = Language::new("en");
    let account_id =
        add_account_now(services, &email, &password, Role::Liaison, language.clone()).unwrap();
    SignedIn { account_id, role: Role::Liaison, language, csrf_token: "t".to_owned() }
}

/// A list of so many people with a name, a number and a yes, from that number on.
fn list(from: usize, people: usize) -> String {
    let mut text = "name,phone,language,ok to text\n".to_owned();
    for person in from..from + people {
        // Exchanges of 200 and more are real ones; the numbers are nobody's here.
        let (exchange, line) = (200 + person / 10_000, person % 10_000);
        let language = ["English", "Spanish", "Haitian Creole"][person % 3];
        writeln!(text, "Person {person},617{exchange}{line:04},{language},yes").unwrap();
    }
    text
}

/// What the center states in these tests.
fn proof(by: &SignedIn) -> Proof {
    Proof {
        statement: "intake form of 2026, question 12".to_owned(),
        method: ProofMethod::Written,
        on: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap(),
        of: ProofOf::Everybody,
        stated_by: by.account_id,
    }
}

async fn found(services: &Services, by: &SignedIn, id: i64) -> Import {
    find(services, by, id, "r".to_owned()).await.unwrap().import
}

/// Receives a file, looks through it with everybody's consent stated, and confirms it.
async fn begin(services: &Services, by: &SignedIn, text: &str, panel: &str) -> i64 {
    let file = ("list.csv".to_owned(), text.as_bytes().to_vec());
    let id = receive(services, by, file, "r".to_owned()).await.unwrap();
    let guessed = found(services, by, id).await.plan;
    let plan = Plan { panel: panel.to_owned(), proof: Some(proof(by)), ..guessed };
    check(services, by, id, plan, "r".to_owned()).await.unwrap();
    let seen = found(services, by, id).await.changed_at;
    confirm(services, by, id, seen, "r".to_owned()).await.unwrap();
    let Import { head, plan, .. } = found(services, by, id).await;
    assert!(plan.has_heading && head.first.len() == 1, "of the people shown nobody is kept there");
    id
}

async fn finish(services: &Services) {
    while work(services).await.unwrap() {}
}

/// How many people have a number, how many participants there are, and how many yes are stated.
fn totals(services: &Services) -> (i64, i64, i64) {
    services
        .store
        .read_now(|connection| {
            let stated = consent_event::table.filter(
                consent_event::method.eq("import").and(consent_event::action.eq("granted")),
            );
            Ok::<_, StoreError>((
                contact_point::table
                    .filter(contact_point::kind.eq("phone"))
                    .count()
                    .get_result(connection)?,
                participant::table.count().get_result(connection)?,
                stated.count().get_result(connection)?,
            ))
        })
        .unwrap()
}
