//! The ledger sealed into its chain, and the chain verified.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::consent::ledger::{ChainWalk, canonical_form};
use crate::consent::store::{self, NewEvent, chain};
use crate::consent::{Actor, ChainFault, Method, Scope, Verified};
use crate::crypto::{chain_hash, sha256_hex};
use crate::metrics::Standing;
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// How many events one transaction seals, so that answers need not wait long behind it.
const SEALED_AT_ONCE: i64 = 200;
const VERIFIED_AT_ONCE: i64 = 2_000;
/// A day is anchored this long after it ended: a yes said just before midnight may still be on its
/// way into the database, on a node whose clock is a little behind.
const ANCHORED_AFTER: TimeDelta = TimeDelta::hours(1);

/// Seals what was written since the last time into the chain; returns how many events.
///
/// Run by the worker: writing an event takes no lock that others wait for. A list of people writes
/// thousands at once: they are sealed in transactions as short as ever, one after the other.
pub async fn seal(services: &Services) -> Result<usize, StoreError> {
    let mut sealed = 0;
    loop {
        let now = services.clock.now();
        let some = services.store.write(move |connection| seal_some(connection, now)).await?;
        sealed += some;
        if i64::try_from(some).unwrap_or(i64::MAX) < SEALED_AT_ONCE {
            return Ok(sealed);
        }
    }
}

fn seal_some(connection: &mut Database, now: NaiveDateTime) -> Result<usize, StoreError> {
    let (mut seq, mut hash) = chain::lock_chain_head(connection)?;
    anchor_anonymous_days(connection, now)?;
    let events = chain::list_unsealed(connection, SEALED_AT_ONCE)?;
    let mut links = Vec::with_capacity(events.len());
    for event in &events {
        let next = chain_hash(&hash, &event.canonical());
        seq += 1;
        let previous_hash = std::mem::replace(&mut hash, next);
        links.push(chain::Link { id: event.id, seq, previous_hash, hash: hash.clone() });
    }
    if !links.is_empty() {
        chain::seal_events(connection, &links)?;
        chain::move_chain_head(connection, seq, &hash)?;
    }
    Ok(events.len())
}

/// Writes one digest event for each past day of anonymous consents that has none yet.
fn anchor_anonymous_days(connection: &mut Database, now: NaiveDateTime) -> Result<(), StoreError> {
    let days = store::list_anonymous_days(connection, (now - ANCHORED_AFTER).date())?;
    if days.is_empty() {
        return Ok(());
    }
    let anchored: HashSet<String> = store::list_digest_days(connection)?.into_iter().collect();
    for day in days {
        if anchored.contains(&day.to_string()) {
            continue;
        }
        let digest = digest_of_day(connection, day)?;
        store::insert_events(
            connection,
            &[NewEvent {
                kind: "digest",
                participant_id: None,
                contact_index: None,
                channel: "web",
                programme: day.to_string(),
                purpose: "anonymous",
                action: "digest",
                scope: Scope::All.name(),
                notice_version_id: None,
                notice_sha256: None,
                notice_language: None,
                notice_reviewed_by: None,
                method: Method::WebForm.name(),
                evidence_sha256: digest,
                actor: Actor::System.name(),
                unencrypted_risk_acknowledged: false,
                occurred_at: now,
                recorded_at: now,
            }],
        )?;
    }
    Ok(())
}

fn digest_of_day(connection: &mut Database, day: NaiveDate) -> Result<String, StoreError> {
    let rows = store::list_anonymous_of_day(connection, day)?;
    Ok(sha256_hex(canonical_form(&rows).as_bytes()))
}

/// How much of the ledger stands outside its chain as yet.
pub fn gauges(connection: &mut Database, _: NaiveDateTime) -> Result<Vec<Standing>, StoreError> {
    let name = "hearth_consent_events_unsealed";
    let help = "Events of the consent ledger that are not yet sealed into its chain.";
    let value = chain::count_unsealed(connection)?;
    Ok(vec![Standing { name, help, label: None, value }])
}

/// Checks the whole chain, and every day's digest against its rows.
pub fn verify(connection: &mut Database) -> Result<Result<Verified, ChainFault>, StoreError> {
    // In this order: what is sealed between the two reads moves the head too, and is left alone.
    let last = chain::find_last_seq(connection)?;
    let (expected, head) = chain::chain_head(connection)?;
    if last > expected {
        return Ok(Err(ChainFault::Cut { expected: last, found: expected }));
    }
    let mut walk = ChainWalk::default();
    let mut digests = 0;
    loop {
        let events = chain::list_sealed(connection, walk.seq, expected, VERIFIED_AT_ONCE)?;
        if events.is_empty() {
            break;
        }
        for event in &events {
            let (seq, hash) = (event.seq.unwrap_or_default(), event.hash.as_deref());
            let step = walk.follow(seq, event.id, &event.canonical(), hash.unwrap_or_default());
            if let Err(fault) = step {
                return Ok(Err(fault));
            }
            if event.is_digest() {
                digests += 1;
                let day: NaiveDate = event
                    .programme
                    .parse()
                    .map_err(|_| StoreError::inconsistent("consent_event", &event.id))?;
                if digest_of_day(connection, day)? != event.evidence_sha256 {
                    return Ok(Err(ChainFault::Digest { date: event.programme.clone(), seq }));
                }
            }
        }
    }
    if (expected, &head) != (walk.seq, &walk.hash) {
        return Ok(Err(ChainFault::Cut { expected, found: walk.seq }));
    }
    let not_yet_sealed = chain::count_unsealed(connection)?.unsigned_abs();
    Ok(Ok(Verified { sealed: walk.seq.unsigned_abs(), not_yet_sealed, digests, head }))
}
