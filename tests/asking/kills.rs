//! The real program killed in the middle of a send, and two of them at once: nobody is texted
//! twice, nobody forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Timelike as _};
use diesel::prelude::*;
use hearth::clock::{Clock, FixedClock, SystemClock};
use hearth::config::Config;
use hearth::crypto::random_token;
use hearth::outreach::flow::confirm;
use hearth::people::store::upsert_panel;
use hearth::services::Services;
use hearth::staff::Role;
use hearth::storage::Store;
use hearth::storage::schema::{campaign, invitation, outbox_message};

use crate::panel::{add_account, join, wish, word_on_texts};
use crate::provider::Provider;
use crate::server::{Server, Settings};
use crate::support;

/// How many people are asked.
const PEOPLE: usize = 240;
/// How many texts a second: a send takes long enough to be killed in it.
const PER_SECOND: &str = "60";
/// How many texts the provider has when the program is killed.
const KILLED_AT: [usize; 6] = [7, 30, 41, 90, 140, 170];

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A zone in which it is the middle of the day now, so that texts may go out.
fn zone_of_noon() -> String {
    let east_of_here = 12 - i64::from(SystemClock.now().hour());
    match east_of_here {
        0 => "Etc/GMT".to_owned(),
        1.. => format!("Etc/GMT-{east_of_here}"),
        _ => format!("Etc/GMT+{}", -east_of_here),
    }
}

fn settings(url: &str, provider: &Provider, zone: &str) -> Settings {
    Settings::new(url, Some(&provider.address))
        .with("HEARTH_SMS_PER_SECOND", PER_SECOND)
        .with("HEARTH_TIME_ZONE", zone)
}

/// A campaign confirmed two minutes ago.
async fn confirm_campaign(store: &Store, zone: &str) {
    let (services, _) = support::services(store);
    let zone = zone.to_owned();
    let config = Config::read(&|name| (name == "HEARTH_TIME_ZONE").then(|| zone.clone())).unwrap();
    let clock = Arc::new(FixedClock::at(SystemClock.now() - TimeDelta::minutes(2)));
    let services = Services { config: Arc::new(config), clock, ..services };
    let ana = add_account(&services, Role::Liaison);
    let panel_id = store
        .write_now(|c| upsert_panel(c, "Patient panel").map_err(hearth::storage::StoreError::from))
        .unwrap();
    let at = services.clock.now();
    for person in 0..PEOPLE {
        let participant_id = join(&services, panel_id, &format!("+1555{person:07}"), "en");
        store
            .write_now(move |c| {
                word_on_texts(c, participant_id, "granted", at);
                Ok::<_, hearth::storage::StoreError>(())
            })
            .unwrap();
    }
    confirm(&services, &ana, wish(panel_id), random_token(), "r".to_owned()).await.unwrap();
}

fn block_on(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(work);
}

/// Every text written: token, contact point, state.
fn texts(store: &Store) -> Vec<(String, i64, String)> {
    store
        .read_now(|c| {
            outbox_message::table
                .select((
                    outbox_message::token,
                    outbox_message::contact_point_id,
                    outbox_message::state,
                ))
                .load(c)
                .map_err(hearth::storage::StoreError::from)
        })
        .unwrap()
}

/// Waits until the provider has so many texts.
fn wait_for_texts(provider: &Provider, count: usize) {
    let until = Instant::now() + PATIENCE;
    while provider.count() < count {
        assert!(Instant::now() < until, "{} of {count} texts came", provider.count());
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Waits until everybody was asked and no text waits.
fn wait_for_the_end(store: &Store) {
    let until = Instant::now() + PATIENCE;
    loop {
        let state: String = store
            .read_now(|c| {
                let state = campaign::table.select(campaign::state).first(c);
                state.map_err(hearth::storage::StoreError::from)
            })
            .unwrap();
        let is_waiting = texts(store).iter().any(|(_, _, state)| state == "queued");
        if state == "finished" && !is_waiting {
            return;
        }
        assert!(Instant::now() < until, "it does not come to an end: {state}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Everybody has exactly one text, and the provider got none but those, each once.
fn check(store: &Store, provider: &Provider) -> usize {
    let invited: Vec<(String, Option<String>)> = store
        .read_now(|c| {
            invitation::table
                .select((invitation::state, invitation::text_token))
                .load(c)
                .map_err(hearth::storage::StoreError::from)
        })
        .unwrap();
    assert_eq!(invited.len(), PEOPLE);
    assert!(invited.iter().all(|(state, _)| state == "asked"), "nobody is forgotten");
    let texts = texts(store);
    let mut of_contact: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, contact, _) in &texts {
        *of_contact.entry(*contact).or_default() += 1;
    }
    assert_eq!(of_contact.len(), PEOPLE);
    assert!(of_contact.values().all(|texts| *texts == 1), "nobody is texted twice");
    let written: BTreeSet<String> = texts.iter().map(|(token, ..)| token.clone()).collect();
    let asked: BTreeSet<String> = invited.into_iter().filter_map(|(_, token)| token).collect();
    assert_eq!(asked, written);
    provider.assert_no_token_twice();
    let taken = provider.tokens();
    assert!(taken.is_subset(&written));
    // Only what was just being handed over at a kill may have stayed away.
    let unknown = |state: &str| ["sending", "unknown"].contains(&state);
    let lost = texts.iter().filter(|(token, ..)| !taken.contains(token));
    lost.inspect(|(.., state)| assert!(unknown(state), "{state}")).count()
}

#[test]
fn a_send_killed_six_times_texts_nobody_twice_and_forgets_nobody() {
    for (place, store) in support::stores("a_send_killed") {
        let (provider, zone) = (Provider::start(), zone_of_noon());
        let settings = settings(&place.url, &provider, &zone);
        settings.offer_survey();
        block_on(confirm_campaign(&store, &zone));
        let mut taken_at_kills = Vec::new();
        let mut server = Server::start(&settings);
        for texts in KILLED_AT {
            wait_for_texts(&provider, texts);
            server.kill();
            taken_at_kills.push(provider.count());
            server = Server::start(&settings);
        }
        assert!(taken_at_kills.iter().all(|taken| *taken < PEOPLE), "{taken_at_kills:?}");
        wait_for_the_end(&store);
        assert_eq!(server.terminate(), Some(0));
        let lost = check(&store, &provider);
        println!("{}: taken at the kills {taken_at_kills:?}, lost {lost}", &place.url[..8]);
    }
}

#[test]
fn two_nodes_on_one_database_text_nobody_twice() {
    for (place, store) in support::stores("two_nodes") {
        if place.url.starts_with("sqlite") {
            continue;
        }
        let (provider, zone) = (Provider::start(), zone_of_noon());
        let first = settings(&place.url, &provider, &zone);
        let second = settings(&place.url, &provider, &zone);
        first.offer_survey();
        block_on(confirm_campaign(&store, &zone));
        let (one, other) = (Server::start(&first), Server::start(&second));
        wait_for_texts(&provider, 40);
        one.kill();
        let one = Server::start(&first);
        wait_for_the_end(&store);
        assert_eq!((one.terminate(), other.terminate()), (Some(0), Some(0)));
        check(&store, &provider);
    }
}
