//! Counts over tables of several rooms.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::outbox::MessageState;
use crate::response::ResponseState;
use crate::storage::schema::{outbox_message, response, survey_version};
use crate::storage::{Database, StoreError};

/// The responses over all versions of a survey, without those taken back.
macro_rules! of_survey {
    ($survey_id:expr) => {
        response::table
            .filter(
                response::version_id.eq_any(
                    survey_version::table
                        .filter(survey_version::survey_id.eq($survey_id))
                        .select(survey_version::id),
                ),
            )
            .filter(response::state.ne(ResponseState::Withdrawn.name()))
    };
}

/// How many responses to a survey began on that day or later, without those taken back.
pub(super) fn count_begun_since(
    connection: &mut Database,
    survey_id: i64,
    since: NaiveDate,
) -> Result<i64, StoreError> {
    Ok(of_survey!(survey_id)
        .filter(response::started_on.ge(since))
        .count()
        .get_result(connection)?)
}

/// How many responses to a survey began before that day, counted up to `most`.
pub(super) fn count_begun_before(
    connection: &mut Database,
    survey_id: i64,
    before: NaiveDate,
    most: i64,
) -> Result<usize, StoreError> {
    let found: Vec<i64> = of_survey!(survey_id)
        .filter(response::started_on.lt(before))
        .select(response::id)
        .limit(most)
        .load(connection)?;
    Ok(found.len())
}

/// Whether the provider has taken any text.
pub(super) fn has_texted(connection: &mut Database) -> Result<bool, StoreError> {
    let sent: Option<i64> = outbox_message::table
        .filter(outbox_message::state.eq(MessageState::Sent.name()))
        .select(outbox_message::id)
        .first(connection)
        .optional()?;
    Ok(sent.is_some())
}
