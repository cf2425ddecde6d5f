//! Answers as they may be used in improvement work: of nobody whose consent to it does not stand.

use std::collections::BTreeMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use super::{ResponseState, words_place, words_row};
use crate::consent::{Improve, PermittedSet, Quote, Subject};
use crate::crypto::Keys;
use crate::i18n::Language;
use crate::storage::schema::{answer, response, survey, survey_version};
use crate::storage::{Database, StoreError};

/// A response whose answers may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsableResponse {
    /// Row.
    pub id: i64,
    /// Version of the survey it answers.
    pub version_id: i64,
    /// Whose it is: kept to this file, so that only proof of consent makes a usable response.
    subject: Subject,
    /// Language it was given in.
    pub language: Language,
}

/// The responses over all versions of a survey that may be used, by id: one a
/// person, that to the latest version they answered. Who was asked and said nothing has none.
pub fn list_usable(
    connection: &mut Database,
    proof: &PermittedSet<Improve>,
    survey_id: i64,
) -> Result<Vec<UsableResponse>, StoreError> {
    let versions = survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .select(survey_version::id);
    let rows: Vec<(i64, i64, Option<i64>, String)> = response::table
        .filter(response::version_id.eq_any(versions))
        .filter(response::state.ne(ResponseState::Withdrawn.name()))
        .filter(exists(answer::table.filter(answer::response_id.eq(response::id))))
        .select((response::id, response::version_id, response::participant_id, response::language))
        .load(connection)?;
    let mut of_known: BTreeMap<i64, UsableResponse> = BTreeMap::new();
    let mut usable = Vec::new();
    for (id, version_id, participant_id, language) in rows {
        let subject = Subject::of_response(id, participant_id);
        if !proof.contains(subject) {
            continue;
        }
        let language = Language::new(&language);
        let found = UsableResponse { id, version_id, subject, language };
        let Some(participant) = participant_id else {
            usable.push(found);
            continue;
        };
        match of_known.get(&participant) {
            Some(kept) if kept.version_id >= version_id => {}
            _ => drop(of_known.insert(participant, found)),
        }
    }
    usable.extend(of_known.into_values());
    usable.sort_by_key(|response| response.id);
    Ok(usable)
}

/// Numbers that change with every response that begins and every consent that is given or taken
/// back: while they stand, what was worked out from a survey's usable answers is of the same people.
pub fn mark_of_usable(connection: &mut Database, survey_id: i64) -> Result<Vec<i64>, StoreError> {
    let versions = survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .select(survey_version::id);
    let responses: i64 = response::table
        .filter(response::version_id.eq_any(versions))
        .count()
        .get_result(connection)?;
    let published: Option<i64> =
        survey::table.find(survey_id).select(survey::published_version_id).first(connection)?;
    let mut mark = crate::consent::store::mark(connection)?.to_vec();
    mark.extend([responses, published.unwrap_or_default()]);
    Ok(mark)
}

/// What was said to a question. Of own words only that there are some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsableAnswer {
    /// The response it belongs to.
    pub response_id: i64,
    /// The question's id.
    pub question_id: String,
    /// The value as JSON; none of own words and of a skip.
    pub value: Option<String>,
    /// The person's own words, sealed.
    sealed_words: Option<Vec<u8>>,
}

impl UsableAnswer {
    /// Whether it is in the person's own words.
    pub fn has_words(&self) -> bool {
        self.sealed_words.is_some()
    }
}

type Columns = (i64, String, Option<String>, Option<Vec<u8>>);

impl From<Columns> for UsableAnswer {
    fn from((response_id, question_id, value, sealed_words): Columns) -> Self {
        Self { response_id, question_id, value, sealed_words }
    }
}

/// Everything that was said in the responses over all versions of a survey that may be used.
pub fn list_usable_answers(
    connection: &mut Database,
    usable: &[UsableResponse],
    survey_id: i64,
) -> Result<Vec<UsableAnswer>, StoreError> {
    let versions = survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .select(survey_version::id);
    let rows: Vec<Columns> = response::table
        .inner_join(answer::table.on(answer::response_id.eq(response::id)))
        .filter(response::version_id.eq_any(versions))
        .filter(response::state.ne(ResponseState::Withdrawn.name()))
        .select((answer::response_id, answer::question_id, answer::value, answer::sealed_words))
        .load(connection)?;
    let is_usable = |id: i64| usable.binary_search_by_key(&id, |response| response.id).is_ok();
    Ok(rows.into_iter().filter(|row| is_usable(row.0)).map(Into::into).collect())
}

/// Everything that was said in these responses; nothing of one that was taken back meanwhile.
pub fn list_usable_answers_of(
    connection: &mut Database,
    usable: &[UsableResponse],
) -> Result<Vec<UsableAnswer>, StoreError> {
    let ids: Vec<i64> = usable.iter().map(|response| response.id).collect();
    let rows: Vec<Columns> = response::table
        .inner_join(answer::table.on(answer::response_id.eq(response::id)))
        .filter(response::id.eq_any(ids))
        .filter(response::state.ne(ResponseState::Withdrawn.name()))
        .select((answer::response_id, answer::question_id, answer::value, answer::sealed_words))
        .load(connection)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The person's own words in an answer, if they agreed to be quoted; `None` if they did not, or
/// said nothing.
pub fn open_words(
    keys: &Keys,
    proof: &PermittedSet<Quote>,
    response: &UsableResponse,
    answer: &UsableAnswer,
) -> Result<Option<String>, StoreError> {
    let may_be_quoted = answer.response_id == response.id && proof.contains(response.subject);
    let Some(sealed) = answer.sealed_words.as_ref().filter(|_| may_be_quoted) else {
        return Ok(None);
    };
    let row = words_row(response.id, &answer.question_id);
    let words = keys.open(words_place(&row), sealed);
    words.map(Some).map_err(|_| StoreError::inconsistent("answer", &response.id))
}

/// The person's own words in an answer, for who looks through them for topics: that is improvement
/// work, and takes consent to it. `None` if it does not stand.
pub fn open_words_to_code(
    keys: &Keys,
    proof: &PermittedSet<Improve>,
    subject: Subject,
    (response_id, question_id): (i64, &str),
    sealed: &[u8],
) -> Result<Option<String>, StoreError> {
    if !proof.contains(subject) {
        return Ok(None);
    }
    let row = words_row(response_id, question_id);
    let words = keys.open(words_place(&row), sealed);
    words.map(Some).map_err(|_| StoreError::inconsistent("answer", &response_id))
}
