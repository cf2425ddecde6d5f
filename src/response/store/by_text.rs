//! Which text gave which answer.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{ResponseRow, check_proof};
use crate::consent::{Answer, Permitted};
use crate::storage::schema::answer;
use crate::storage::{Database, StoreError};

/// The questions of a response that were answered by text: the text's row, and the question's id.
pub fn list_answered_by_text(
    connection: &mut Database,
    proof: &Permitted<Answer>,
    response: &ResponseRow,
) -> Result<HashMap<i64, String>, StoreError> {
    check_proof(proof, response)?;
    let rows: Vec<(i64, String)> = answer::table
        .filter(answer::response_id.eq(response.id).and(answer::inbound_id.is_not_null()))
        .select((answer::inbound_id.assume_not_null(), answer::question_id))
        .load(connection)?;
    Ok(rows.into_iter().collect())
}
