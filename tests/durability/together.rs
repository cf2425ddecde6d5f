//! Changes that share a transaction: each is kept by itself, or not at all, and in its order.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::prelude::*;
use futures_util::future::join_all;
use hearth::storage::schema::survey;
use hearth::storage::{QueryError, StoreError};

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
        let changes = (0..CHANGES).map(|number| {
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
        });
        let outcomes: Vec<Result<usize, StoreError>> = join_all(changes).await;
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
