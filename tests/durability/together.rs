//! Changes that share a transaction: each is kept by itself, or not at all, and in its order.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::prelude::*;
use futures_util::future::join_all;
use hearth::storage::schema::survey;
use hearth::storage::{Database, QueryError, Store, StoreError};

use crate::support;

const CHANGES: usize = 200;
const PLACES: usize = 5;

/// How the change of that number ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    Well,
    InAnError,
    InARowThatIsThere,
    InAPanic,
}

fn ends(number: usize) -> Ends {
    match number % 23 {
        7 => Ends::InAnError,
        11 => Ends::InARowThatIsThere,
        19 => Ends::InAPanic,
        _ => Ends::Well,
    }
}

fn slug(number: usize) -> String {
    format!("place-{}-{number:03}", number % PLACES)
}

#[tokio::test]
async fn what_fails_takes_only_itself_back_and_what_belongs_together_keeps_its_order() {
    for (_place, store) in support::stores("together") {
        let done = Arc::new(AtomicUsize::new(0));
        let change = |number| {
            let done = Arc::clone(&done);
            let place = vec![u8::try_from(number % PLACES).unwrap()];
            store.write_among_others(place, move |connection| {
                done.fetch_add(1, Ordering::SeqCst);
                let slug = slug(if ends(number) == Ends::InARowThatIsThere { 0 } else { number });
                diesel::insert_into(survey::table)
                    .values(survey::slug.eq(slug))
                    .execute(connection)
                    .map_err(StoreError::from)?;
                match ends(number) {
                    Ends::InAnError => Err(StoreError::Query(QueryError::NotFound)),
                    Ends::InAPanic => panic!("this test looks what a panic takes with it"),
                    _ => Ok(number),
                }
            })
        };
        // The row that is there must be, before those of other places find it.
        let mut outcomes: Vec<Result<usize, StoreError>> = vec![change(0).await];
        outcomes.extend(join_all((1..CHANGES).map(change)).await);
        for (number, outcome) in outcomes.iter().enumerate() {
            let is_as_expected = match (ends(number), outcome) {
                (Ends::Well, Ok(said)) => *said == number,
                (Ends::InAnError, Err(StoreError::Query(QueryError::NotFound)))
                | (Ends::InAPanic, Err(StoreError::BrokeOff)) => true,
                (Ends::InARowThatIsThere, Err(error)) => error.is_unique_violation(),
                _ => false,
            };
            assert!(is_as_expected, "{number} ends {:?}, not {outcome:?}", ends(number));
        }
        let kept: Vec<String> = store
            .read_now(|connection| {
                Ok::<_, StoreError>(
                    survey::table.order(survey::id).select(survey::slug).load(connection)?,
                )
            })
            .unwrap();
        for place in 0..PLACES {
            let of_place = |slug: &&String| slug.starts_with(&format!("place-{place}-"));
            let expected: Vec<String> = (0..CHANGES)
                .filter(|number| number % PLACES == place && ends(*number) == Ends::Well)
                .map(slug)
                .collect();
            let found: Vec<String> = kept.iter().filter(of_place).cloned().collect();
            assert_eq!(found, expected);
        }
        assert!(done.load(Ordering::SeqCst) >= CHANGES);
    }
}

/// As many as the connections that a node has.
const CONNECTIONS: usize = 16;

#[tokio::test]
async fn after_the_server_has_ended_all_connections_every_change_is_taken() {
    for (place, store) in support::stores("connections_ended") {
        if place.url.starts_with("sqlite") {
            continue;
        }
        let rest = |connection: &mut Database| {
            diesel::sql_query("SELECT pg_sleep(0.2)").execute(connection).map_err(StoreError::from)
        };
        for read in join_all((0..CONNECTIONS).map(|_| store.read(rest))).await {
            read.unwrap();
        }
        let other = Store::open(&place.url).unwrap();
        other
            .read_now(|connection| {
                let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
                diesel::sql_query(end).execute(connection).map_err(StoreError::from)
            })
            .unwrap();
        let changes = (0..CHANGES).map(|number| {
            let place = vec![u8::try_from(number % PLACES).unwrap()];
            store.write_among_others(place, move |connection| {
                let row = survey::slug.eq(slug(number));
                let insert = diesel::insert_into(survey::table).values(row);
                insert.execute(connection).map_err(StoreError::from)
            })
        });
        for outcome in join_all(changes).await {
            outcome.unwrap();
        }
        let kept: i64 = other
            .read_now(|connection| {
                survey::table.count().get_result(connection).map_err(StoreError::from)
            })
            .unwrap();
        assert_eq!(usize::try_from(kept).unwrap(), CHANGES);
    }
}
