//! Consent given, refused, withdrawn and proven; the ledger sealed and verified.
//!
//! The functions that take a connection run inside the transaction of what they permit.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::ledger::ChainWalk;
use super::store::{self, NewAnonymousConsent, NewEvent, notices};
use super::{
    Action, Answer, ChainFault, Fact, Improve, Method, Permitted, PermittedSet, Purpose,
    PurposeType, Quote, Scope, Subject, Verified, agreed_programmes, stands,
};
use crate::crypto::{Keys, Place, chain_hash, random_id, sha256_hex};
use crate::i18n::{Language, Texts};
use crate::metrics::Standing;
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// How many events one transaction seals, so that answers need not wait long behind it.
const SEALED_AT_ONCE: i64 = 200;
const VERIFIED_AT_ONCE: i64 = 2_000;
/// A day is anchored this long after it ended: a yes said just before midnight may still be on its
/// way into the database, on a node whose clock is a little behind.
const ANCHORED_AFTER: TimeDelta = TimeDelta::hours(1);

/// The notice a person saw, exactly.
#[derive(Clone, Debug)]
pub struct NoticeShown {
    /// Version of the notice.
    pub version_id: i64,
    /// SHA-256 of the text as shown.
    pub sha256: String,
    /// Language it was shown in.
    pub language: Language,
    /// Who reviewed that language, where somebody did.
    pub reviewed_by: Option<String>,
}

/// What proves that somebody said so: hashed into the chain, kept sealed and erasable beside it.
#[derive(Clone, Debug)]
pub struct Evidence {
    sha256: String,
    sealed: Vec<u8>,
}

impl Evidence {
    /// Seals the proof's text, such as a message's id with its words.
    pub fn seal(keys: &Keys, proof: &str) -> Self {
        let sha256 = sha256_hex(proof.as_bytes());
        let place = Place { table: "consent_evidence", column: "evidence", row: &sha256 };
        let sealed = keys.seal(place, proof);
        Self { sha256, sealed }
    }
}

/// A known person's word on one or more purposes.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// Whose word.
    pub participant_id: i64,
    /// Blind index of the contact point it came by.
    pub contact_index: Option<&'a [u8]>,
    /// `sms`, `web` …
    pub channel: &'static str,
    /// Programme: the notice's slug.
    pub programme: &'a str,
    /// Purposes it is about.
    pub purposes: &'a [Purpose],
    /// What they said.
    pub action: Action,
    /// How far it reaches.
    pub scope: Scope,
    /// The notice they saw.
    pub notice: Option<&'a NoticeShown>,
    /// How they said it.
    pub method: Method,
    /// Proof.
    pub evidence: &'a Evidence,
    /// When, in UTC.
    pub at: NaiveDateTime,
}

/// Writes a person's word into the ledger.
pub fn record(connection: &mut Database, word: &Word<'_>) -> Result<(), StoreError> {
    let actor = if word.method == Method::Carrier { "system" } else { "participant" };
    let event = |purpose: &Purpose| NewEvent {
        kind: "person",
        participant_id: Some(word.participant_id),
        contact_index: word.contact_index.map(<[u8]>::to_vec),
        channel: word.channel,
        programme: word.programme.to_owned(),
        purpose: purpose.name(),
        action: word.action.name(),
        scope: word.scope.name(),
        notice_version_id: word.notice.map(|notice| notice.version_id),
        notice_sha256: word.notice.map(|notice| notice.sha256.clone()),
        notice_language: word.notice.map(|notice| notice.language.tag().to_owned()),
        notice_reviewed_by: word.notice.and_then(|notice| notice.reviewed_by.clone()),
        method: word.method.name(),
        evidence_sha256: word.evidence.sha256.clone(),
        actor,
        // The notice says that texts are not private; without it nobody was told.
        unencrypted_risk_acknowledged: word.channel == "sms"
            && word.action == Action::Granted
            && word.notice.is_some(),
        occurred_at: word.at,
        recorded_at: word.at,
    };
    store::insert_evidence(connection, &word.evidence.sha256, &word.evidence.sealed)?;
    for purpose in word.purposes {
        store::insert_event(connection, &event(purpose))?;
    }
    Ok(())
}

/// Puts a number on the list of those that get no text.
pub fn suppress(
    connection: &mut Database,
    contact_index: &[u8],
    reason: &str,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    Ok(store::insert_suppression(connection, contact_index, reason, at)?)
}

/// Puts a number on that list until a person has looked. Who opted out stays so: a doubt about
/// what somebody meant takes nothing back.
pub fn hold(
    connection: &mut Database,
    contact_index: &[u8],
    reason: &str,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    if store::find_suppression(connection, contact_index)?.is_none() {
        store::insert_suppression(connection, contact_index, reason, at)?;
    }
    Ok(())
}

/// Takes a number off that list: only a START does this. What STOP ended stands again; nothing
/// more, so that nobody agrees by it to what they never agreed to.
pub fn allow_texts_again(
    connection: &mut Database,
    contact_index: &[u8],
    word: &Word<'_>,
) -> Result<(), StoreError> {
    store::delete_suppression(connection, contact_index)?;
    let facts = store::list_facts(connection, word.participant_id, Purpose::Text)?;
    let ended = agreed_programmes(&facts, Purpose::Text);
    if ended.is_empty() {
        // It reaches no programme, but proves that the number may be answered again.
        return record(connection, &Word { programme: "", ..*word });
    }
    ended.iter().try_for_each(|programme| record(connection, &Word { programme, ..*word }))
}

/// Records what somebody unknown agreed to or refused on the web, with nothing but the date.
///
/// What a notice asks for beside that needs a phone or an address is left out: there is none.
pub fn record_anonymous(
    connection: &mut Database,
    response_id: i64,
    programme: &str,
    purposes: &[Purpose],
    action: Action,
    notice: &NoticeShown,
    on_date: NaiveDate,
) -> Result<(), StoreError> {
    let rows: Vec<NewAnonymousConsent> = purposes
        .iter()
        .filter(|purpose| !purpose.needs_contact())
        .map(|purpose| NewAnonymousConsent {
            id: random_id(),
            response_id,
            programme: programme.to_owned(),
            purpose: purpose.name(),
            action: action.name(),
            notice_sha256: notice.sha256.clone(),
            notice_language: notice.language.tag().to_owned(),
            notice_reviewed_by: notice.reviewed_by.clone(),
            on_date,
        })
        .collect();
    Ok(store::insert_anonymous(connection, &rows)?)
}

/// Proof that a known person's answers may be kept, if their consent stands.
pub fn permit_answer(
    connection: &mut Database,
    participant_id: i64,
    programme: &str,
) -> Result<Option<Permitted<Answer>>, StoreError> {
    let facts = store::list_facts(connection, participant_id, Purpose::Answer)?;
    Ok(stands(&facts, programme, Purpose::Answer)
        .then(|| Permitted::new(Subject::Participant(participant_id))))
}

/// Proof that an unknown person's answers may be kept, if their consent stands.
pub fn permit_anonymous_answer(
    connection: &mut Database,
    response_id: i64,
) -> Result<Option<Permitted<Answer>>, StoreError> {
    let actions = store::list_anonymous_actions(connection, response_id, Purpose::Answer)?;
    Ok(anonymous_stands(&actions).then(|| Permitted::new(Subject::AnonymousResponse(response_id))))
}

/// Proof for everybody whose answers may be used in improvement work of a programme.
pub fn permit_improvement(
    connection: &mut Database,
    programme: &str,
) -> Result<PermittedSet<Improve>, StoreError> {
    permit_everybody(connection, programme)
}

/// Proof for everybody whose words may be shown in a programme without their name.
pub fn permit_quotes(
    connection: &mut Database,
    programme: &str,
) -> Result<PermittedSet<Quote>, StoreError> {
    permit_everybody(connection, programme)
}

fn permit_everybody<P: PurposeType>(
    connection: &mut Database,
    programme: &str,
) -> Result<PermittedSet<P>, StoreError> {
    let mut facts: HashMap<i64, Vec<Fact>> = HashMap::new();
    for (participant, fact) in store::list_facts_of_purpose(connection, P::PURPOSE)? {
        facts.entry(participant).or_default().push(fact);
    }
    let known = facts
        .into_iter()
        .filter(|(_, facts)| stands(facts, programme, P::PURPOSE))
        .map(|(participant, _)| Subject::Participant(participant));
    let mut actions: HashMap<i64, Vec<String>> = HashMap::new();
    for (response, action) in store::list_anonymous(connection, programme, P::PURPOSE)? {
        actions.entry(response).or_default().push(action);
    }
    let unknown = actions
        .into_iter()
        .filter(|(_, actions)| anonymous_stands(actions))
        .map(|(response, _)| Subject::AnonymousResponse(response));
    Ok(PermittedSet::new(known.chain(unknown).collect::<HashSet<_>>()))
}

/// Anonymous rows stand in no order, so a withdrawal is final: there is nobody to ask again.
fn anonymous_stands(actions: &[String]) -> bool {
    let said = |action: Action| actions.iter().any(|name| name == action.name());
    said(Action::Granted) && !said(Action::Withdrawn) && !said(Action::Refused)
}

/// The notice version that holds exactly these purposes and texts: the latest, or a new one.
pub fn keep_notice(
    connection: &mut Database,
    slug: &str,
    purposes: &[String],
    texts: &Texts,
) -> Result<i64, StoreError> {
    let rows: Vec<(Language, String, String)> = texts
        .0
        .iter()
        .map(|(language, text)| (language.clone(), text.clone(), sha256_hex(text.as_bytes())))
        .collect();
    let purposes = purposes.join(" ");
    let latest = notices::find_latest_notice(connection, slug)?;
    if let Some((id, _, kept_purposes)) = &latest {
        let kept = notices::list_notice_texts(connection, *id)?;
        let same = *kept_purposes == purposes
            && kept.len() == rows.len()
            && kept.iter().zip(&rows).all(
                |((kept_language, kept_text, _), (language, text, _))| {
                    kept_language == language.tag() && kept_text == text
                },
            );
        if same {
            return Ok(*id);
        }
    }
    let number = latest.map_or(1, |(_, number, _)| number + 1);
    Ok(notices::insert_notice(connection, slug, number, &purposes, &rows)?)
}

/// Seals what was written since the last time into the chain; returns how many events.
///
/// Run by the worker: writing an event takes no lock that others wait for.
pub async fn seal(services: &Services) -> Result<usize, StoreError> {
    let now = services.clock.now();
    services.store.write(move |connection| seal_some(connection, now)).await
}

fn seal_some(connection: &mut Database, now: NaiveDateTime) -> Result<usize, StoreError> {
    let (mut seq, mut hash) = store::lock_chain_head(connection)?;
    anchor_anonymous_days(connection, now)?;
    let events = store::list_unsealed(connection, SEALED_AT_ONCE)?;
    for event in &events {
        let next = chain_hash(&hash, &event.canonical());
        seq += 1;
        store::seal_event(connection, event.id, seq, &hash, &next)?;
        hash = next;
    }
    if !events.is_empty() {
        store::move_chain_head(connection, seq, &hash)?;
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
        store::insert_event(
            connection,
            &NewEvent {
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
                actor: "system",
                unencrypted_risk_acknowledged: false,
                occurred_at: now,
                recorded_at: now,
            },
        )?;
    }
    Ok(())
}

fn digest_of_day(connection: &mut Database, day: NaiveDate) -> Result<String, StoreError> {
    let rows = store::list_anonymous_of_day(connection, day)?;
    Ok(sha256_hex(super::canonical_form(&rows).as_bytes()))
}

/// How much of the ledger stands outside its chain as yet.
pub fn gauges(connection: &mut Database, _: NaiveDateTime) -> Result<Vec<Standing>, StoreError> {
    let name = "hearth_consent_events_unsealed";
    let help = "Events of the consent ledger that are not yet sealed into its chain.";
    let value = store::count_unsealed(connection)?;
    Ok(vec![Standing { name, help, label: None, value }])
}

/// Checks the whole chain, and every day's digest against its rows.
///
/// The head is read first: what a running service seals meanwhile stands behind it.
pub fn verify(connection: &mut Database) -> Result<Result<Verified, ChainFault>, StoreError> {
    // In this order: what is sealed between the two reads moves the head too, and is left alone.
    let last = store::find_last_seq(connection)?;
    let (expected, head) = store::chain_head(connection)?;
    if last > expected {
        return Ok(Err(ChainFault::Cut { expected: last, found: expected }));
    }
    let mut walk = ChainWalk::default();
    let mut digests = 0;
    loop {
        let events = store::list_sealed(connection, walk.seq, expected, VERIFIED_AT_ONCE)?;
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
    let not_yet_sealed = store::count_unsealed(connection)?.unsigned_abs();
    Ok(Ok(Verified { sealed: walk.seq.unsigned_abs(), not_yet_sealed, digests, head }))
}
