//! Restarts, kills and two lists at once: nobody is lost, and nobody comes twice.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::enrolment::State;
use hearth::enrolment::flow::receive::receive;
use hearth::enrolment::flow::steps::{Step, give_back, step};
use hearth::enrolment::flow::{forget_old, work};
use hearth::storage::schema::{people_import, people_import_part, people_import_reject};
use hearth::storage::{Store, StoreError};

use super::server::{Server, Settings};
use super::{begin, finish, found, liaison, list, support, totals};

const PEOPLE: usize = 3_000;
const KILLS: usize = 4;
const PATIENCE: Duration = Duration::from_mins(2);

fn progress(store: &Store) -> (i64, String) {
    store
        .read_now(|connection| {
            let row =
                people_import::table.select((people_import::parts_done, people_import::state));
            Ok::<_, StoreError>(row.first(connection)?)
        })
        .unwrap()
}

/// Waits until the program has brought in more parts than those, or everybody.
fn wait_for_more(store: &Store, before: i64) -> (i64, String) {
    let until = Instant::now() + PATIENCE;
    loop {
        let (parts, state) = progress(store);
        if parts > before || state == "done" {
            return (parts, state);
        }
        assert!(Instant::now() < until, "nothing goes on");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[tokio::test]
async fn a_program_killed_in_the_middle_loses_nobody_and_doubles_nobody() {
    for (place, store) in support::stores("a_program_killed_in_the_middle") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let text = format!("{}{}", list(0, PEOPLE), "No Number,,English,yes\n");
        let id = begin(&services, &lia, &text, "P").await;
        let settings = Settings::new(&place.url, None);
        let (mut parts, mut state) = (0, String::new());
        for _ in 0..KILLS {
            let server = Server::start(&settings);
            (parts, state) = wait_for_more(&store, parts);
            server.kill();
        }
        assert_eq!(state, "working", "it is killed before it is done: {parts}");
        let server = Server::start(&settings);
        while state != "done" {
            (parts, state) = wait_for_more(&store, parts);
        }
        assert_eq!(server.terminate(), Some(0));
        let people = i64::try_from(PEOPLE).unwrap();
        assert_eq!(totals(&services), (people, people, people));
        let counts = found(&services, &lia, id).await.counts;
        assert_eq!((counts.new, counts.known, counts.rejected), (PEOPLE as u64, 0, 1));
    }
}

#[tokio::test]
async fn two_imports_of_the_same_file_at_the_same_time_bring_everybody_once() {
    for (_place, store) in support::stores("two_imports_of_the_same_file") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let text = list(0, 600);
        let first = begin(&services, &lia, &text, "One").await;
        let second = begin(&services, &lia, &text, "Two").await;
        let workers: Vec<_> = (0..4)
            .map(|_| {
                let services = services.clone();
                tokio::spawn(async move { while work(&services).await.unwrap() {} })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap();
        }
        assert_eq!(totals(&services), (600, 600, 1200), "each list with its own proof");
        let (one, two) =
            (found(&services, &lia, first).await, found(&services, &lia, second).await);
        assert_eq!((one.state, two.state), (State::Done, State::Done));
        assert_eq!(one.counts.new + two.counts.new, 600);
        assert_eq!(one.counts.known + two.counts.known, 600);
        assert_eq!((one.counts.stated, two.counts.stated), (600, 600));
    }
}

#[tokio::test]
async fn a_list_can_wait_and_go_on() {
    for (_place, store) in support::stores("a_list_can_wait") {
        let (services, clock) = support::services(&store);
        let lia = liaison(&services);
        let id = begin(&services, &lia, &list(0, 350), "P").await;
        assert!(work(&services).await.unwrap());
        step(&services, &lia, id, Step::Pause, "r".to_owned()).await.unwrap();
        assert!(!work(&services).await.unwrap(), "what is paused waits");
        assert!(step(&services, &lia, id, Step::Pause, "r".to_owned()).await.is_err());
        assert_eq!(found(&services, &lia, id).await.parts_done, 1);
        step(&services, &lia, id, Step::Resume, "r".to_owned()).await.unwrap();
        finish(&services).await;
        assert_eq!(totals(&services).0, 350);

        let id = begin(&services, &lia, &list(1_000, 350), "P").await;
        assert!(work(&services).await.unwrap());
        step(&services, &lia, id, Step::Pause, "r".to_owned()).await.unwrap();
        clock.advance(TimeDelta::days(8));
        forget_old(&services).await.unwrap();
        let left = found(&services, &lia, id).await;
        assert_eq!((left.state, left.parts_done), (State::Done, 1));
        assert!(!work(&services).await.unwrap());
        assert_eq!(totals(&services).0, 449, "ninety-nine of them and the heading came");
    }
}

#[tokio::test]
async fn a_file_is_forgotten_as_soon_as_nobody_needs_it() {
    for (_place, store) in support::stores("a_file_is_forgotten") {
        let (services, clock) = support::services(&store);
        let lia = liaison(&services);
        let rows = |services: &hearth::services::Services| {
            services
                .store
                .read_now(|connection| {
                    let imports: i64 = people_import::table.count().get_result(connection)?;
                    let parts: i64 = people_import_part::table.count().get_result(connection)?;
                    let rejects: i64 =
                        people_import_reject::table.count().get_result(connection)?;
                    Ok::<_, StoreError>((imports, parts, rejects))
                })
                .unwrap()
        };
        let file = ("a.csv".to_owned(), list(0, 5).into_bytes());
        receive(&services, &lia, file, "r".to_owned()).await.unwrap();
        forget_old(&services).await.unwrap();
        assert_eq!(rows(&services), (1, 1, 0));
        clock.advance(TimeDelta::hours(25));
        forget_old(&services).await.unwrap();
        assert_eq!(rows(&services), (0, 0, 0), "nobody confirmed it within a day");

        let text = format!("{}No Number,,English,yes\n", list(0, 5));
        let id = begin(&services, &lia, &text, "P").await;
        finish(&services).await;
        assert_eq!(rows(&services), (1, 0, 1));
        clock.advance(TimeDelta::days(31));
        forget_old(&services).await.unwrap();
        assert_eq!(rows(&services), (1, 0, 0));
        let back = give_back(&services, &lia, id, "r".to_owned()).await.unwrap();
        assert_eq!(back.lines().count(), 1, "only the heading is left");
    }
}

#[tokio::test]
async fn an_old_list_that_cannot_be_read_keeps_no_other_from_being_forgotten() {
    for (_place, store) in support::stores("an_old_unreadable_list") {
        let (services, clock) = support::services(&store);
        let lia = liaison(&services);
        let mut lists = Vec::new();
        for panel in ["One", "Two"] {
            let id = begin(&services, &lia, &list(0, 350), panel).await;
            step(&services, &lia, id, Step::Pause, "r".to_owned()).await.unwrap();
            lists.push(id);
        }
        let broken = lists[0];
        services
            .store
            .write_now(move |connection| {
                diesel::update(people_import::table.find(broken))
                    .set(people_import::sealed_plan.eq(vec![1_u8]))
                    .execute(connection)?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
        clock.advance(TimeDelta::days(8));
        forget_old(&services).await.unwrap();
        let states: Vec<String> = services
            .store
            .read_now(|connection| {
                let states = people_import::table.order(people_import::id);
                Ok::<_, StoreError>(states.select(people_import::state).load(connection)?)
            })
            .unwrap();
        assert_eq!(states, ["paused", "done"]);
    }
}
