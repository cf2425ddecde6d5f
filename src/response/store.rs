//! Responses and answers in the database.
//!
//! Nothing is kept as an answer, and no answer is read for use, without proof of consent.

pub mod by_text;
mod forgetting;
mod given;
mod gone_through;
mod ranked;
mod usable;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{Given, ResponseState, unasked};
use crate::consent::Subject;
use crate::crypto::Place;
use crate::i18n::Language;
use crate::storage::schema::{answer, response};
use crate::storage::{Database, StoreError};
use crate::survey::Survey;

pub use forgetting::{delete_answers, forget_participant, list_answering_texts};
use given::check_proof;
pub use given::{GivenIn, Kept, answer_to_keep, keep_answer, list_given};
pub use gone_through::{has_gone_through, list_gone_through};
pub use ranked::{RankedAnswer, list_participants, list_ranked, list_ranked_among, list_versions};
pub use usable::{
    UsableAnswer, UsableResponse, list_usable, list_usable_answers, list_usable_answers_of,
    mark_of_usable, open_words, open_words_to_code,
};

/// A response as far as its passage is concerned.
#[derive(Clone, Debug)]
pub struct ResponseRow {
    /// Row.
    pub id: i64,
    /// Version of the survey.
    pub version_id: i64,
    /// Whose it is, where that is known.
    pub participant_id: Option<i64>,
    /// Language it is given in.
    pub language: Language,
    /// Where it stands.
    pub state: ResponseState,
}

impl ResponseRow {
    /// Whose consent its answers need.
    pub fn subject(&self) -> Subject {
        Subject::of_response(self.id, self.participant_id)
    }
}

/// A response to be written.
pub struct NewResponse<'a> {
    /// Row id: at random where nobody may know in what order the responses came.
    pub id: i64,
    /// Version of the survey.
    pub version_id: i64,
    /// Whose it is, where that is known.
    pub participant_id: Option<i64>,
    /// `sms` or `web`.
    pub channel: &'static str,
    /// Language.
    pub language: &'a Language,
    /// Blind index of the link that resumes it.
    pub link_index: Option<Vec<u8>>,
    /// Blind index of the code that withdraws it.
    pub receipt_index: Option<Vec<u8>>,
    /// The day, in UTC.
    pub started_on: NaiveDate,
}

type Columns = (i64, i64, Option<i64>, String, String);
const COLUMNS: (
    response::id,
    response::version_id,
    response::participant_id,
    response::language,
    response::state,
) = (
    response::id,
    response::version_id,
    response::participant_id,
    response::language,
    response::state,
);

fn row(
    (id, version_id, participant_id, language, state): Columns,
) -> Result<ResponseRow, StoreError> {
    let state = ResponseState::from_name(&state)
        .ok_or_else(|| StoreError::inconsistent("response", &id))?;
    Ok(ResponseRow { id, version_id, participant_id, language: Language::new(&language), state })
}

/// Adds a response.
pub fn insert_response(connection: &mut Database, new: &NewResponse<'_>) -> QueryResult<()> {
    diesel::insert_into(response::table)
        .values((
            response::id.eq(new.id),
            response::version_id.eq(new.version_id),
            response::participant_id.eq(new.participant_id),
            response::channel.eq(new.channel),
            response::language.eq(new.language.tag()),
            response::state.eq(ResponseState::Started.name()),
            response::link_index.eq(new.link_index.as_deref()),
            response::receipt_index.eq(new.receipt_index.as_deref()),
            response::started_on.eq(new.started_on),
        ))
        .execute(connection)?;
    Ok(())
}

/// A person's response to a version, if they began one.
pub fn find_of_participant(
    connection: &mut Database,
    participant_id: i64,
    version_id: i64,
) -> Result<Option<ResponseRow>, StoreError> {
    response::table
        .filter(response::participant_id.eq(participant_id))
        .filter(response::version_id.eq(version_id))
        .select(COLUMNS)
        .get_result::<Columns>(connection)
        .optional()?
        .map(row)
        .transpose()
}

/// The response that a link resumes.
pub fn find_by_link(
    connection: &mut Database,
    link_index: &[u8],
) -> Result<Option<ResponseRow>, StoreError> {
    response::table
        .filter(response::link_index.eq(link_index))
        .select(COLUMNS)
        .get_result::<Columns>(connection)
        .optional()?
        .map(row)
        .transpose()
}

/// The response that a link resumes, held until this transaction ends: a double tap waits here.
pub fn lock_by_link(
    connection: &mut Database,
    link_index: &[u8],
) -> Result<Option<ResponseRow>, StoreError> {
    diesel::update(response::table.filter(response::link_index.eq(link_index)))
        .set(response::state.eq(response::state))
        .returning(COLUMNS)
        .get_result::<Columns>(connection)
        .optional()?
        .map(row)
        .transpose()
}

/// The response that a receipt code withdraws, held until this transaction ends.
pub fn lock_by_receipt(
    connection: &mut Database,
    receipt_index: &[u8],
) -> Result<Option<ResponseRow>, StoreError> {
    diesel::update(response::table.filter(response::receipt_index.eq(receipt_index)))
        .set(response::state.eq(response::state))
        .returning(COLUMNS)
        .get_result::<Columns>(connection)
        .optional()?
        .map(row)
        .transpose()
}

/// Keeps the language a response goes on in.
pub fn update_language(connection: &mut Database, id: i64, language: &Language) -> QueryResult<()> {
    diesel::update(response::table.find(id))
        .set(response::language.eq(language.tag()))
        .execute(connection)?;
    Ok(())
}

/// Moves a response to another state; the day is kept when it is finished.
pub fn update_state(
    connection: &mut Database,
    id: i64,
    state: ResponseState,
    today: NaiveDate,
) -> QueryResult<()> {
    let completed_on = (state == ResponseState::Completed).then_some(today);
    diesel::update(response::table.find(id))
        .set((response::state.eq(state.name()), response::completed_on.eq(completed_on)))
        .execute(connection)?;
    Ok(())
}

/// Deletes what was said to questions that are not asked any more, here and in `given`.
///
/// An answer counts only while its question is asked; one that counts for nothing is not kept.
pub fn forget_unasked(
    connection: &mut Database,
    survey: &Survey,
    response_id: i64,
    given: &mut Given,
) -> QueryResult<()> {
    let unasked = unasked(survey, given);
    if unasked.is_empty() {
        return Ok(());
    }
    given.retain(|question, _| !unasked.contains(question));
    diesel::delete(
        answer::table
            .filter(answer::response_id.eq(response_id))
            .filter(answer::question_id.eq_any(unasked)),
    )
    .execute(connection)?;
    Ok(())
}

fn words_row(response_id: i64, question_id: &str) -> String {
    format!("{response_id}/{question_id}")
}

fn words_place(row: &str) -> Place<'_> {
    Place { table: "answer", column: "words", row }
}
