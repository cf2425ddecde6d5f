//! What people said to a ranking question, as the ranking counts it.

use std::collections::BTreeMap;

use super::store::{self, RankedAnswer};
use crate::consent::Subject;
use crate::consent::flow::permit_improvement;
use crate::people::store as people;
use crate::storage::{Database, StoreError};
use crate::survey::flow::Version;
use crate::survey::{Choice, Question};

/// A ranking answer with the strata it counts in.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The answer.
    pub answer: RankedAnswer,
    /// Whether the person is known: they answered by text or by a link of their own.
    pub is_verified: bool,
    /// Category per stratum, language included.
    pub strata: BTreeMap<String, String>,
}

impl Voice {
    /// The choices of the question that this person was shown: what is not on this slate was not
    /// passed over by them.
    pub fn shown<'q>(&self, question: &'q Question) -> Vec<&'q Choice> {
        match self.answer.channel.as_str() {
            "sms" => question.shown_by_text(self.answer.response_id),
            _ => question.choices.iter().collect(),
        }
    }
}

/// What everybody who permits it said to a ranking question of a survey.
pub fn list_voices(
    connection: &mut Database,
    version: &Version,
    question_id: &str,
) -> Result<Vec<Voice>, StoreError> {
    let proof = permit_improvement(connection, &version.programme)?;
    let ranked = store::list_ranked(connection, &proof, version.survey_id, question_id)?;
    let known = people::list_strata(connection)?;
    Ok(ranked
        .into_iter()
        .map(|answer| {
            let participant = match answer.subject {
                Subject::Participant(participant) => Some(participant),
                Subject::AnonymousResponse(_) => None,
            };
            let mut strata = participant.and_then(|id| known.get(&id).cloned()).unwrap_or_default();
            strata.entry("language".to_owned()).or_insert_with(|| answer.language.tag().to_owned());
            Voice { answer, is_verified: participant.is_some(), strata }
        })
        .collect())
}
