//! Own words and the topics found in them, in the database.
//!
//! Words are read here only with proof of consent, and what was found goes with the answer.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Integer, Nullable};

use super::{AnswerKey, Translation};
use crate::consent::flow::permit_improvement_of;
use crate::consent::{Improve, PermittedSet, Subject};
use crate::crypto::{Keys, Place, SEALED_MARK_BYTES};
use crate::i18n::Language;
use crate::response::ResponseState;
use crate::storage::schema::{
    answer, coded_words, mention, response, survey_version, translated_words,
};
use crate::storage::{Database, StoreError};
use crate::survey::flow::Version;
use crate::topic::store::read_standing;

diesel::define_sql_function! {
    /// Some bytes of a value: both engines count from 1.
    fn substr(value: Nullable<Binary>, from: Integer, count: Integer) -> Nullable<Binary>;
}

/// The answer that was coded, as long as it says what was read.
macro_rules! of_answer {
    () => {
        answer::response_id
            .eq(coded_words::response_id)
            .and(answer::question_id.eq(coded_words::question_id))
            .and(substr(answer::sealed_words, 1, MARK_BYTES).eq(coded_words::words_mark.nullable()))
    };
}

/// How many responses are looked at together.
const RESPONSES_AT_ONCE: usize = 500;

/// How many people raised each topic in their own words, of those who answered a survey and whose
/// consent to improvement stands now. A topic counts as what it was merged into; a retired one
/// does not count.
///
/// Numbers of one to ten are not to be shown: see [`super::told`].
pub fn list_mentions(
    connection: &mut Database,
    version: &Version,
) -> Result<BTreeMap<String, usize>, StoreError> {
    let standing = read_standing(connection)?;
    let versions = versions_of(connection, version.survey_id)?;
    let coded: Vec<i64> =
        mention::table.select(mention::response_id).distinct().load(connection)?;
    let mut people: BTreeMap<String, HashSet<Subject>> = BTreeMap::new();
    // Beginning with the few that were coded: a database that began with the answers would go
    // through all of them.
    for coded in coded.chunks(RESPONSES_AT_ONCE) {
        let rows = list_mentions_of(connection, coded, &versions)?;
        let known: Vec<i64> = rows.iter().filter_map(|(_, participant, _)| *participant).collect();
        let unknown = rows.iter().filter(|(_, participant, _)| participant.is_none());
        let unknown: Vec<i64> = unknown.map(|(response, ..)| *response).collect();
        let proof = permit_improvement_of(connection, &version.programme, &known, &unknown)?;
        for (response_id, participant_id, topic) in rows {
            let subject = Subject::of_response(response_id, participant_id);
            if let Some(topic) = standing.now(&topic).filter(|_| proof.contains(subject)) {
                people.entry(topic.to_owned()).or_default().insert(subject);
            }
        }
    }
    Ok(people.into_iter().map(|(topic, people)| (topic, people.len())).collect())
}

/// Response, participant and topic of what was found in these responses, as far as they answer one
/// of these versions and the words are those that were looked through.
fn list_mentions_of(
    connection: &mut Database,
    response_ids: &[i64],
    versions: &[i64],
) -> QueryResult<Vec<(i64, Option<i64>, String)>> {
    mention::table
        .inner_join(
            coded_words::table.on(coded_words::response_id
                .eq(mention::response_id)
                .and(coded_words::question_id.eq(mention::question_id))),
        )
        .inner_join(answer::table.on(of_answer!()))
        .inner_join(response::table.on(response::id.eq(mention::response_id)))
        .filter(mention::response_id.eq_any(response_ids))
        .filter(response::version_id.eq_any(versions))
        .filter(response::state.ne(ResponseState::Withdrawn.name()))
        .select((response::id, response::participant_id, mention::topic))
        .load(connection)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "it is 25")]
const MARK_BYTES: i32 = SEALED_MARK_BYTES as i32;

fn versions_of(connection: &mut Database, survey_id: i64) -> QueryResult<Vec<i64>> {
    survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .select(survey_version::id)
        .load(connection)
}

/// An answer in somebody's own words, still sealed. Made only for who permits improvement work.
#[derive(Clone, Debug)]
pub struct SealedWords {
    /// Which answer.
    pub key: AnswerKey,
    /// The version of the survey it was given to.
    pub version_id: i64,
    /// The language it was given in.
    pub language: Language,
    /// Whose it is.
    pub(super) subject: Subject,
    pub(super) sealed: Vec<u8>,
}

/// Answers of how many rows are read at a time, of which those that permit it are kept.
const ROWS_AT_ONCE: i64 = 200;

/// The next answers in own words after one, by response and question: those that were looked
/// through, or those that were not, `most` at most.
pub(super) fn list_words(
    connection: &mut Database,
    proof: &PermittedSet<Improve>,
    survey_id: i64,
    are_coded: bool,
    after: Option<AnswerKey>,
    most: usize,
) -> Result<Vec<SealedWords>, StoreError> {
    type Row = (i64, String, i64, Option<i64>, String, Option<Vec<u8>>);
    let versions = versions_of(connection, survey_id)?;
    let mut after = after;
    let mut found = Vec::new();
    loop {
        let mut query = answer::table
            .inner_join(response::table.on(response::id.eq(answer::response_id)))
            .left_join(coded_words::table.on(of_answer!()))
            .filter(response::version_id.eq_any(versions.clone()))
            .filter(response::state.ne(ResponseState::Withdrawn.name()))
            .filter(answer::sealed_words.is_not_null())
            .filter(coded_words::response_id.nullable().is_not_null().eq(are_coded))
            .order((answer::response_id, answer::question_id))
            .limit(ROWS_AT_ONCE)
            .select((
                answer::response_id,
                answer::question_id,
                response::version_id,
                response::participant_id,
                response::language,
                answer::sealed_words,
            ))
            .into_boxed();
        if let Some(AnswerKey { response_id, question_id }) = after.clone() {
            let is_later_there =
                answer::response_id.eq(response_id).and(answer::question_id.gt(question_id));
            query = query.filter(answer::response_id.gt(response_id).or(is_later_there));
        }
        let rows: Vec<Row> = query.load(connection)?;
        let is_last = rows.len() < usize::try_from(ROWS_AT_ONCE).unwrap_or(usize::MAX);
        for (response_id, question_id, version_id, participant_id, language, sealed) in rows {
            let (key, subject) = (
                AnswerKey { response_id, question_id },
                Subject::of_response(response_id, participant_id),
            );
            after = Some(key.clone());
            let Some(sealed) = sealed.filter(|_| proof.contains(subject)) else { continue };
            let language = Language::new(&language);
            found.push(SealedWords { key, version_id, language, subject, sealed });
            if found.len() == most {
                return Ok(found);
            }
        }
        if is_last {
            return Ok(found);
        }
    }
}

/// The topics found in an answer, as they were named then.
pub(super) fn list_topics_of(
    connection: &mut Database,
    key: &AnswerKey,
) -> Result<BTreeSet<String>, StoreError> {
    let topics: Vec<String> = mention::table
        .filter(mention::response_id.eq(key.response_id))
        .filter(mention::question_id.eq(&key.question_id))
        .select(mention::topic)
        .load(connection)?;
    Ok(topics.into_iter().collect())
}

/// An answer's words as they are kept now, with the row held until the transaction ends; `None` if
/// there are none any more.
pub(super) fn lock_words(
    connection: &mut Database,
    key: &AnswerKey,
) -> Result<Option<Vec<u8>>, StoreError> {
    let held: Option<Option<Vec<u8>>> =
        diesel::update(answer::table.find((key.response_id, &key.question_id)))
            .set(answer::inbound_id.eq(answer::inbound_id))
            .returning(answer::sealed_words)
            .get_result(connection)
            .optional()?;
    Ok(held.flatten())
}

/// Keeps what somebody found in an answer whose row is held, in place of what was found before.
pub(super) fn replace_coding(
    connection: &mut Database,
    key: &AnswerKey,
    mark: &[u8],
    topics: &BTreeSet<String>,
    by: i64,
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    delete_coding(connection, key)?;
    diesel::insert_into(coded_words::table)
        .values((
            coded_words::response_id.eq(key.response_id),
            coded_words::question_id.eq(&key.question_id),
            coded_words::words_mark.eq(mark),
            coded_words::coded_by.eq(by),
            coded_words::coded_at.eq(now),
        ))
        .execute(connection)?;
    for topic in topics {
        diesel::insert_into(mention::table)
            .values((
                mention::response_id.eq(key.response_id),
                mention::question_id.eq(&key.question_id),
                mention::topic.eq(topic),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Forgets what was found in an answer; tells whether something was.
pub(super) fn delete_coding(
    connection: &mut Database,
    key: &AnswerKey,
) -> Result<bool, StoreError> {
    // What was found goes with it, and what was translated.
    let gone = diesel::delete(coded_words::table.find((key.response_id, &key.question_id)))
        .execute(connection)?;
    Ok(gone > 0)
}

fn translation_place(row: &str) -> Place<'_> {
    Place { table: "translated_words", column: "words", row }
}

/// Keeps what an answer that was just coded says in another language.
pub(super) fn insert_translation(
    connection: &mut Database,
    keys: &Keys,
    key: &AnswerKey,
    translation: &Translation,
) -> Result<(), StoreError> {
    diesel::insert_into(translated_words::table)
        .values((
            translated_words::response_id.eq(key.response_id),
            translated_words::question_id.eq(&key.question_id),
            translated_words::language.eq(translation.language.tag()),
            translated_words::sealed_words
                .eq(keys.seal(translation_place(&key.to_string()), &translation.text)),
        ))
        .execute(connection)?;
    Ok(())
}

/// What an answer says in another language, if somebody wrote that for the words it has now.
pub fn find_translation(
    connection: &mut Database,
    keys: &Keys,
    key: &AnswerKey,
) -> Result<Option<Translation>, StoreError> {
    let found: Option<(String, Vec<u8>)> = translated_words::table
        .find((key.response_id, &key.question_id))
        .select((translated_words::language, translated_words::sealed_words))
        .first(connection)
        .optional()?;
    let Some((language, sealed)) = found else { return Ok(None) };
    let text = keys
        .open(translation_place(&key.to_string()), &sealed)
        .map_err(|_| StoreError::inconsistent("translated_words", &key.response_id))?;
    Ok(Some(Translation { language: Language::new(&language), text }))
}

/// The topics that were found in each answer to a survey that somebody looked through, as they count
/// now; none where it speaks of none of them.
pub fn list_found(
    connection: &mut Database,
    survey_id: i64,
) -> Result<HashMap<AnswerKey, BTreeSet<String>>, StoreError> {
    let standing = read_standing(connection)?;
    let versions = versions_of(connection, survey_id)?;
    let rows: Vec<(i64, String, Option<String>)> = coded_words::table
        .inner_join(answer::table.on(of_answer!()))
        .inner_join(response::table.on(response::id.eq(coded_words::response_id)))
        .left_join(
            mention::table.on(mention::response_id
                .eq(coded_words::response_id)
                .and(mention::question_id.eq(coded_words::question_id))),
        )
        .filter(response::version_id.eq_any(versions))
        .select((coded_words::response_id, coded_words::question_id, mention::topic.nullable()))
        .load(connection)?;
    let mut found: HashMap<AnswerKey, BTreeSet<String>> = HashMap::new();
    for (response_id, question_id, topic) in rows {
        let topics = found.entry(AnswerKey { response_id, question_id }).or_default();
        topics.extend(topic.and_then(|topic| standing.now(&topic).map(str::to_owned)));
    }
    Ok(found)
}
