//! Consent given, refused, withdrawn and proven; the ledger sealed and verified.
//!
//! The functions that take a connection run inside the transaction of what they permit.

mod chain;
mod everything;
mod permit;

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};

pub use chain::{gauges, seal, verify};
pub use everything::{give_back_all, withdraw_all};
pub use permit::{
    agrees, list_agreeing, permit_anonymous_answer, permit_answer, permit_answer_by,
    permit_improvement, permit_improvement_of, permit_quotes, permit_text, permit_texts,
    said_on_answers,
};

use super::store::{self, NewAnonymousConsent, NewEvent, notices};
use super::{Action, Actor, Fact, Method, Purpose, Scope, agreed_programmes, agreed_to_all};
use crate::crypto::{Keys, Place, random_id, sha256_hex};
use crate::i18n::{Language, Texts};
use crate::storage::{Database, StoreError};

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
    /// Who writes it down.
    pub actor: Actor,
    /// Proof.
    pub evidence: &'a Evidence,
    /// When they said so, in UTC.
    pub at: NaiveDateTime,
    /// When it is written down, in UTC.
    pub recorded_at: NaiveDateTime,
}

/// Writes a person's word into the ledger.
pub fn record(connection: &mut Database, word: &Word<'_>) -> Result<(), StoreError> {
    record_all(connection, std::slice::from_ref(word))
}

/// Writes the words of several people into the ledger, in that order.
pub fn record_all(connection: &mut Database, words: &[Word<'_>]) -> Result<(), StoreError> {
    let evidence: Vec<(&str, &[u8])> = words
        .iter()
        .map(|word| (word.evidence.sha256.as_str(), word.evidence.sealed.as_slice()))
        .collect();
    store::insert_evidence(connection, &evidence)?;
    let events: Vec<NewEvent> = words.iter().flat_map(events_of).collect();
    Ok(store::insert_events(connection, &events)?)
}

/// One event a purpose.
fn events_of(word: &Word<'_>) -> Vec<NewEvent> {
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
        actor: word.actor.name(),
        // The notice says that texts are not private; without it nobody was told.
        unencrypted_risk_acknowledged: word.channel == "sms"
            && word.action == Action::Granted
            && word.notice.is_some(),
        occurred_at: word.at,
        recorded_at: word.recorded_at,
    };
    word.purposes.iter().map(event).collect()
}

/// What each of these people said on a purpose, oldest first.
pub fn list_words(
    connection: &mut Database,
    participant_ids: &[i64],
    purpose: Purpose,
) -> Result<HashMap<i64, Vec<Fact>>, StoreError> {
    let mut words: HashMap<i64, Vec<Fact>> = HashMap::new();
    for (participant, fact) in store::list_facts_among(connection, participant_ids, purpose)? {
        words.entry(participant).or_default().push(fact);
    }
    Ok(words)
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

/// Ends what [`hold`] began: a person looked, and no opt-out was meant. A number that opted out
/// meanwhile stays so; false then.
pub fn lift_hold(
    connection: &mut Database,
    contact_index: &[u8],
    reasons: &[&str],
) -> Result<bool, StoreError> {
    match store::find_suppression(connection, contact_index)? {
        Some(reason) if !reasons.contains(&reason.as_str()) => Ok(false),
        Some(_) => {
            store::delete_suppression(connection, contact_index)?;
            Ok(true)
        }
        None => Ok(true),
    }
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
    if agreed_to_all(&facts, Purpose::Text) {
        record(connection, &Word { programme: "", scope: Scope::All, ..*word })?;
    } else if ended.is_empty() {
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
