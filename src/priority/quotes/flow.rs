//! The words of people who agreed to be quoted, read: each look is on the trail.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{ByTopic, Candidate, MOST_OF_AN_ISSUE, Quoted, in_turn};
use crate::consent::flow::{permit_improvement, permit_quotes};
use crate::consent::{PermittedSet, Quote};
use crate::crypto::{Keys, sha256_hex};
use crate::priority::voices::ranked_question;
use crate::response::store::{
    UsableAnswer, UsableResponse, list_usable, list_usable_answers, open_words,
};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, Frozen, StoreError};
use crate::survey::flow::{Offered, Version, find_offered, read_version};
use crate::survey::{Kind, Value};
use crate::topic::Standing;
use crate::topic::store::read_standing;

/// Why no words are read.
#[derive(Debug, thiserror::Error)]
pub enum QuotesFault {
    /// The role does not read them.
    #[error("this account may not read what people wrote")]
    NotAllowed,
    /// No such survey, or one that ranks nothing.
    #[error("there is no such ranking")]
    NoSuchRanking,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A few quotes of each issue of a survey, and a row on the trail that they were read.
pub async fn read_quotes(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    request_id: String,
) -> Result<ByTopic, QuotesFault> {
    if !by.role.may(Task::SeeAnswers) {
        return Err(QuotesFault::NotAllowed);
    }
    let (slug, frozen, is_demo) = (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let (keys, now, account_id) = (Arc::clone(&services.keys), services.clock.now(), by.account_id);
    services
        .store
        .write(move |connection| {
            let offered = find_offered(connection, &frozen, is_demo, &slug)?
                .ok_or(QuotesFault::NoSuchRanking)?;
            let quotes = quotes(connection, &keys, &frozen, &offered)?;
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "quotes_seen",
                record: format!("survey/{slug}"),
                detail: format!("{} quotes", quotes.values().map(Vec::len).sum::<usize>()),
                request_id,
            };
            audit(connection, &entry, now)?;
            Ok(quotes)
        })
        .await
}

fn quotes(
    connection: &mut Database,
    keys: &Keys,
    frozen: &Frozen,
    offered: &Offered,
) -> Result<ByTopic, QuotesFault> {
    let version = &offered.version;
    let ranked = ranked_question(&version.survey).ok_or(QuotesFault::NoSuchRanking)?;
    let may_use = permit_improvement(connection, &version.programme)?;
    let may_quote = permit_quotes(connection, &version.programme)?;
    let usable = list_usable(connection, &may_use, version.survey_id)?;
    let answers = list_usable_answers(connection, &usable, version.survey_id)?;
    let standing = read_standing(connection)?;
    let people: HashMap<i64, &UsableResponse> =
        usable.iter().map(|response| (response.id, response)).collect();
    let answered: BTreeSet<i64> = usable.iter().map(|response| response.version_id).collect();
    let mut versions = BTreeMap::new();
    for id in answered {
        versions.insert(id, read_version(connection, frozen, id)?);
    }
    let put_first = |answer: &UsableAnswer| {
        let response = people.get(&answer.response_id)?;
        first_topic(versions.get(&response.version_id)?, answer, &ranked.id, &standing)
    };
    let first: HashMap<i64, String> = answers
        .iter()
        .filter(|answer| answer.question_id == ranked.id)
        .filter_map(|answer| Some((answer.response_id, put_first(answer)?)))
        .collect();
    let candidate = |answer| candidate(answer, &people, &first);
    let candidates = answers.iter().filter(|answer| answer.has_words()).filter_map(candidate);
    open_few(keys, &may_quote, in_turn(candidates.collect()))
}

/// The topic that a person put first, as what it counts as today.
fn first_topic(
    version: &Version,
    answer: &UsableAnswer,
    ranked_id: &str,
    standing: &Standing,
) -> Option<String> {
    let Value::Choices(chosen) = Value::from_json(Kind::Rank, answer.value.as_deref()?)? else {
        return None;
    };
    let question = version.survey.question(ranked_id)?;
    let topic = question.choice(chosen.first()?)?.topic.as_deref()?;
    standing.now(topic).map(str::to_owned)
}

type Said<'a> = (&'a UsableResponse, &'a UsableAnswer);

fn candidate<'a>(
    answer: &'a UsableAnswer,
    people: &HashMap<i64, &'a UsableResponse>,
    first: &HashMap<i64, String>,
) -> Option<Candidate<Said<'a>>> {
    let response = *people.get(&answer.response_id)?;
    let row = format!("{}/{}", answer.response_id, answer.question_id);
    Some(Candidate {
        topic: first.get(&answer.response_id)?.clone(),
        language: response.language.clone(),
        lot: sha256_hex(row.as_bytes()),
        of: (response, answer),
    })
}

/// Opens the words of those whose turn it is, and of nobody else.
fn open_few(
    keys: &Keys,
    may_quote: &PermittedSet<Quote>,
    candidates: Vec<Candidate<Said>>,
) -> Result<ByTopic, QuotesFault> {
    let mut quotes = ByTopic::new();
    for Candidate { topic, language, of: (response, answer), .. } in candidates {
        if quotes.get(&topic).is_some_and(|quotes| quotes.len() >= MOST_OF_AN_ISSUE) {
            continue;
        }
        if let Some(words) = open_words(keys, may_quote, response, answer)? {
            let question_id = answer.question_id.clone();
            quotes.entry(topic).or_default().push(Quoted { question_id, language, words });
        }
    }
    Ok(quotes)
}
