//! What was said in a response, kept and gone on with: with proof of consent, or not at all.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Nullable, Text};

use super::{ResponseRow, words_place, words_row};
use crate::consent::{Answer, Permitted};
use crate::crypto::Keys;
use crate::response::Given;
use crate::storage::schema::answer;
use crate::storage::{Change, Database, Row, Sought, StoreError};
use crate::survey::{Kind, Survey, Value};
use crate::{fixed_statement, on_engine, sought};

/// Keeps what was said to a question, in place of what was said before. `None` is a skip.
///
/// The person's own words are sealed; `inbound_id` points at the text message it came by.
pub fn keep_answer(
    connection: &mut Database,
    keys: &Keys,
    proof: &Permitted<Answer>,
    response: &ResponseRow,
    question: (&str, Kind),
    value: Option<&Value>,
    inbound_id: Option<i64>,
) -> Result<(), StoreError> {
    let keep = KeepAnswer::of(keys, proof, response, question, value, inbound_id)?;
    on_engine!(connection, |engine| keep.execute(engine))?;
    Ok(())
}

/// The same, as a change to be made with others.
pub fn answer_to_keep(
    keys: &Keys,
    proof: &Permitted<Answer>,
    response: &ResponseRow,
    question: (&str, Kind),
    value: Option<&Value>,
    inbound_id: Option<i64>,
) -> Result<impl Change + use<>, StoreError> {
    KeepAnswer::of(keys, proof, response, question, value, inbound_id)
}

struct KeepAnswer {
    response_id: i64,
    question_id: String,
    value: Option<String>,
    sealed_words: Option<Vec<u8>>,
    inbound_id: Option<i64>,
}

impl KeepAnswer {
    fn of(
        keys: &Keys,
        proof: &Permitted<Answer>,
        response: &ResponseRow,
        (question_id, kind): (&str, Kind),
        value: Option<&Value>,
        inbound_id: Option<i64>,
    ) -> Result<Self, StoreError> {
        check_proof(proof, response)?;
        let (open, sealed_words) = match (kind, value) {
            (Kind::Text, Some(Value::Text(words))) => {
                (None, Some(keys.seal(words_place(&words_row(response.id, question_id)), words)))
            }
            (_, value) => {
                (value.map(|v| serde_json::to_string(v).expect("a value is always JSON")), None)
            }
        };
        let question_id = question_id.to_owned();
        Ok(Self { response_id: response.id, question_id, value: open, sealed_words, inbound_id })
    }
}

/// Proof of one person's consent is none for another's answers.
pub(super) fn check_proof(
    proof: &Permitted<Answer>,
    response: &ResponseRow,
) -> Result<(), StoreError> {
    if proof.subject() == response.subject() {
        Ok(())
    } else {
        Err(StoreError::inconsistent("response", &response.id))
    }
}

fixed_statement!(owned KeepAnswer, (), |this, out| {
    out.push_sql(
        "INSERT INTO answer (response_id, question_id, value, sealed_words, inbound_id) VALUES (",
    );
    out.push_bind_param::<BigInt, _>(&this.response_id)?;
    out.push_sql(", ");
    out.push_bind_param::<Text, _>(&this.question_id)?;
    out.push_sql(", ");
    out.push_bind_param::<Nullable<Text>, _>(&this.value)?;
    out.push_sql(", ");
    out.push_bind_param::<Nullable<Binary>, _>(&this.sealed_words)?;
    out.push_sql(", ");
    out.push_bind_param::<Nullable<BigInt>, _>(&this.inbound_id)?;
    out.push_sql(
        ") ON CONFLICT (response_id, question_id) DO UPDATE SET value = excluded.value, \
         sealed_words = excluded.sealed_words, inbound_id = excluded.inbound_id",
    );
});

/// What was said so far in a response, for going on with it. Words are opened.
pub fn list_given(
    connection: &mut Database,
    keys: &Keys,
    proof: &Permitted<Answer>,
    survey: &Survey,
    response: &ResponseRow,
) -> Result<Given, StoreError> {
    let rows = on_engine!(connection, |engine| answer::table
        .filter(answer::response_id.eq(response.id))
        .select((answer::question_id, answer::value, answer::sealed_words))
        .load(engine))?;
    Kept { response_id: Some(response.id), rows }.open(keys, proof, survey, response)
}

/// What was said so far in a response, sought with what other rooms keep; in no response, nothing.
pub struct GivenIn(pub Option<i64>);

/// What was said in a response as it is kept: nobody reads it without proof.
pub struct Kept {
    response_id: Option<i64>,
    rows: Vec<(String, Option<String>, Option<Vec<u8>>)>,
}

impl Kept {
    /// What was said. Words are opened.
    pub fn open(
        self,
        keys: &Keys,
        proof: &Permitted<Answer>,
        survey: &Survey,
        response: &ResponseRow,
    ) -> Result<Given, StoreError> {
        check_proof(proof, response)?;
        let response_id = response.id;
        let fault = || StoreError::inconsistent("answer", &response_id);
        if self.response_id != Some(response_id) {
            return Err(fault());
        }
        let mut given = Given::new();
        for (question_id, open, sealed) in self.rows {
            let kind = survey.question(&question_id).ok_or_else(fault)?.kind;
            let value = match (open, sealed) {
                (Some(json), _) => Some(Value::from_json(kind, &json).ok_or_else(fault)?),
                (None, Some(sealed)) => {
                    let place_row = words_row(response_id, &question_id);
                    let words = keys.open(words_place(&place_row), &sealed).map_err(|_| fault())?;
                    Some(Value::Text(words))
                }
                (None, None) => None,
            };
            given.insert(question_id, value);
        }
        Ok(given)
    }
}

sought!(GivenIn, |this, out| {
    out.push_sql(
        "CAST(NULL AS BIGINT), question_id, value, CAST(NULL AS TEXT), sealed_words \
         FROM answer WHERE response_id = ",
    );
    out.push_bind_param::<Nullable<BigInt>, _>(&this.0)?;
});

impl Sought for GivenIn {
    type Found = Kept;

    fn found(&self, rows: Vec<Row>) -> Result<Kept, StoreError> {
        let fault = || StoreError::inconsistent("answer", &self.0.unwrap_or_default());
        let rows = rows.into_iter().map(|Row { texts: [question_id, value, _], bytes, .. }| {
            Ok((question_id.ok_or_else(fault)?, value, bytes))
        });
        Ok(Kept { response_id: self.0, rows: rows.collect::<Result<_, StoreError>>()? })
    }
}
