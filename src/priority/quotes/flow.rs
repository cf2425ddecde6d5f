//! The words of people who agreed to be quoted, read: each look is on the trail.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{ByTopic, Candidate, MOST_OF_AN_ISSUE, Quoted, in_turn};
use crate::consent::flow::{permit_improvement, permit_quotes};
use crate::consent::{PermittedSet, Quote};
use crate::crypto::{Keys, sha256_hex};
use crate::mention::AnswerKey;
use crate::mention::store::{find_translation, list_found};
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
    let found = list_found(connection, version.survey_id)?;
    let candidates = |answer| candidates(answer, &people, &first, &found);
    let candidates = answers.iter().filter(|answer| answer.has_words()).flat_map(candidates);
    let candidates = in_turn(candidates.collect());
    open_few(connection, keys, &may_quote, candidates)
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

/// One for each topic that was found in an answer's words; for the topic put first if nobody looked.
fn candidates<'a>(
    answer: &'a UsableAnswer,
    people: &HashMap<i64, &'a UsableResponse>,
    first: &HashMap<i64, String>,
    found: &HashMap<AnswerKey, BTreeSet<String>>,
) -> Vec<Candidate<Said<'a>>> {
    let Some(&response) = people.get(&answer.response_id) else { return Vec::new() };
    let key = key(answer);
    let topics: Vec<String> = match found.get(&key) {
        Some(topics) => topics.iter().cloned().collect(),
        None => first.get(&answer.response_id).cloned().into_iter().collect(),
    };
    let candidate = |topic| Candidate {
        topic,
        language: response.language.clone(),
        lot: sha256_hex(key.to_string().as_bytes()),
        of: (response, answer),
    };
    topics.into_iter().map(candidate).collect()
}

fn key(answer: &UsableAnswer) -> AnswerKey {
    AnswerKey { response_id: answer.response_id, question_id: answer.question_id.clone() }
}

/// Opens the words of those whose turn it is, and of nobody else.
fn open_few(
    connection: &mut Database,
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
            let translation = find_translation(connection, keys, &key(answer))?;
            let question_id = answer.question_id.clone();
            let told = Quoted { question_id, language, words, translation };
            quotes.entry(topic).or_default().push(told);
        }
    }
    Ok(quotes)
}
