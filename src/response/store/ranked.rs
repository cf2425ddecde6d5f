//! Answers to a ranking question, as ballots are made of them: one a person.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::ResponseState;
use crate::consent::{Improve, PermittedSet, Subject};
use crate::i18n::Language;
use crate::on_engine;
use crate::storage::schema::{answer, response, survey_version};
use crate::storage::{Database, StoreError};
use crate::survey::{Kind, Value};

/// An answer to a ranking question.
#[derive(Clone, Debug, PartialEq)]
pub struct RankedAnswer {
    /// The response it belongs to.
    pub response_id: i64,
    /// Whose it is.
    pub subject: Subject,
    /// Version of the survey it answers.
    pub version_id: i64,
    /// `sms` or `web`.
    pub channel: String,
    /// Language it was given in.
    pub language: Language,
    /// Ids of the choices, best first.
    pub chosen: Vec<String>,
}

type Columns = (i64, i64, Option<i64>, String, String, String);

/// The columns of answers to a question that are not withdrawn.
macro_rules! ranked {
    ($question_id:expr) => {
        response::table
            .inner_join(answer::table.on(answer::response_id.eq(response::id)))
            .filter(response::state.ne(ResponseState::Withdrawn.name()))
            .filter(answer::question_id.eq($question_id).and(answer::value.is_not_null()))
            .select((
                response::id,
                response::version_id,
                response::participant_id,
                response::channel,
                response::language,
                answer::value.assume_not_null(),
            ))
    };
}

/// Answers to a question over the versions of a survey in which it ranks, of everybody permitted.
pub fn list_ranked(
    connection: &mut Database,
    proof: &PermittedSet<Improve>,
    versions: &[i64],
    question_id: &str,
) -> Result<Vec<RankedAnswer>, StoreError> {
    let rows: Vec<Columns> =
        ranked!(question_id).filter(response::version_id.eq_any(versions)).load(connection)?;
    latest_of_each(proof, rows)
}

/// The same of these participants and these responses of nobody known.
pub fn list_ranked_among(
    connection: &mut Database,
    proof: &PermittedSet<Improve>,
    versions: &[i64],
    question_id: &str,
    (participant_ids, response_ids): (&[i64], &[i64]),
) -> Result<Vec<RankedAnswer>, StoreError> {
    let mut rows: Vec<Columns> = on_engine!(connection, |engine| ranked!(question_id)
        .filter(response::participant_id.eq_any(participant_ids))
        .load(engine))?;
    let of_nobody_known: Vec<Columns> = on_engine!(connection, |engine| ranked!(question_id)
        .filter(response::id.eq_any(response_ids))
        .load(engine))?;
    rows.extend(of_nobody_known.into_iter().filter(|row| row.2.is_none()));
    // Not in the queries: SQLite would go through all responses of the versions instead of theirs.
    rows.retain(|row| versions.contains(&row.1));
    latest_of_each(proof, rows)
}

/// All versions of a survey.
pub fn list_versions(connection: &mut Database, survey_id: i64) -> QueryResult<Vec<i64>> {
    survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .select(survey_version::id)
        .load(connection)
}

fn latest_of_each(
    proof: &PermittedSet<Improve>,
    rows: Vec<Columns>,
) -> Result<Vec<RankedAnswer>, StoreError> {
    let mut latest: BTreeMap<(Option<i64>, i64), RankedAnswer> = BTreeMap::new();
    for (id, version_id, participant_id, channel, language, json) in rows {
        let subject = Subject::of_response(id, participant_id);
        if !proof.contains(subject) {
            continue;
        }
        let Some(Value::Choices(chosen)) = Value::from_json(Kind::Rank, &json) else {
            return Err(StoreError::inconsistent("answer", &id));
        };
        let language = Language::new(&language);
        let ranked =
            RankedAnswer { response_id: id, subject, version_id, channel, language, chosen };
        // One person, one ballot: that of the latest version they answered.
        let key = (participant_id, if participant_id.is_some() { 0 } else { id });
        let rank = |answer: &RankedAnswer| (answer.version_id, answer.response_id);
        if latest.get(&key).is_none_or(|kept| rank(kept) < rank(&ranked)) {
            latest.insert(key, ranked);
        }
    }
    Ok(latest.into_values().collect())
}

/// Whose these responses are, of those that are there.
pub fn list_participants(
    connection: &mut Database,
    response_ids: &[i64],
) -> QueryResult<Vec<(i64, Option<i64>)>> {
    on_engine!(connection, |engine| response::table
        .filter(response::id.eq_any(response_ids))
        .select((response::id, response::participant_id))
        .load(engine))
}
