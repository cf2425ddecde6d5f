//! Who need not be asked again: people who finished a survey, or took back what they said.

use diesel::prelude::*;

use super::ResponseState;
use crate::storage::Database;
use crate::storage::schema::{response, survey_version};

const GONE_THROUGH: [ResponseState; 2] = [ResponseState::Completed, ResponseState::Withdrawn];

/// Everybody known who finished a survey in any of its versions, or took back what they said.
pub fn list_gone_through(connection: &mut Database, survey_id: i64) -> QueryResult<Vec<i64>> {
    let versions = survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .select(survey_version::id);
    response::table
        .filter(response::version_id.eq_any(versions))
        .filter(response::state.eq_any(GONE_THROUGH.map(ResponseState::name)))
        .filter(response::participant_id.is_not_null())
        .select(response::participant_id.assume_not_null())
        .load(connection)
}

/// Whether a person finished a survey in any of its versions, or took back what they said.
pub fn has_gone_through(
    connection: &mut Database,
    participant_id: i64,
    survey_id: i64,
) -> QueryResult<bool> {
    let versions = survey_version::table
        .filter(survey_version::survey_id.eq(survey_id))
        .select(survey_version::id);
    let found: Option<i64> = response::table
        .filter(response::participant_id.eq(participant_id))
        .filter(response::version_id.eq_any(versions))
        .filter(response::state.eq_any(GONE_THROUGH.map(ResponseState::name)))
        .select(response::id)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}
