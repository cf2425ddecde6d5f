//! What people said to a ranking question, as the ranking counts it.

use std::collections::{BTreeMap, HashMap};

use super::store::{self, RankedAnswer};
use crate::consent::Subject;
use crate::consent::flow::{permit_improvement, permit_improvement_of};
use crate::people::store as people;
use crate::storage::{Database, Frozen, StoreError};
use crate::survey::flow::read_version;
use crate::survey::{Choice, Kind, Question};

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

/// A ranking question of a survey, over all its versions, and the programme people agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankingAsked {
    /// The survey.
    pub survey_id: i64,
    /// Its question.
    pub question_id: String,
    /// The programme whose consent to improvement counts.
    pub programme: String,
}

/// What everybody who permits it said to a ranking question.
pub fn list_voices(
    connection: &mut Database,
    frozen: &Frozen,
    asked: &RankingAsked,
) -> Result<Vec<Voice>, StoreError> {
    let proof = permit_improvement(connection, &asked.programme)?;
    let versions = list_ranking_versions(connection, frozen, asked)?;
    let ranked = store::list_ranked(connection, &proof, &versions, &asked.question_id)?;
    Ok(voices(ranked, &people::list_strata(connection)?))
}

/// What those of them said to it who permit it. It takes no more reading than they have said.
pub fn list_voices_of(
    connection: &mut Database,
    frozen: &Frozen,
    asked: &RankingAsked,
    subjects: &[Subject],
) -> Result<Vec<Voice>, StoreError> {
    let (known, unknown) = apart(subjects);
    let proof = permit_improvement_of(connection, &asked.programme, &known, &unknown)?;
    let among = (known.as_slice(), unknown.as_slice());
    let versions = list_ranking_versions(connection, frozen, asked)?;
    let question_id = &asked.question_id;
    let ranked = store::list_ranked_among(connection, &proof, &versions, question_id, among)?;
    Ok(voices(ranked, &people::list_strata_of(connection, &known)?))
}

/// The versions in which the question ranks. What another version asks by the same name, be it to
/// tick what applies, is no ballot.
fn list_ranking_versions(
    connection: &mut Database,
    frozen: &Frozen,
    asked: &RankingAsked,
) -> Result<Vec<i64>, StoreError> {
    let mut ranking = Vec::new();
    for id in store::list_versions(connection, asked.survey_id)? {
        let version = read_version(connection, frozen, id)?;
        let question = version.survey.question(&asked.question_id);
        if question.is_some_and(|question| question.kind == Kind::Rank) {
            ranking.push(id);
        }
    }
    Ok(ranking)
}

/// Whose response each is; one that is not there any more is nobody's.
pub fn list_subjects(
    connection: &mut Database,
    response_ids: &[i64],
) -> Result<Vec<Subject>, StoreError> {
    let found: HashMap<i64, Option<i64>> =
        store::list_participants(connection, response_ids)?.into_iter().collect();
    let subject = |id: &i64| Subject::of_response(*id, found.get(id).copied().flatten());
    Ok(response_ids.iter().map(subject).collect())
}

/// Participants, and responses of nobody known.
fn apart(subjects: &[Subject]) -> (Vec<i64>, Vec<i64>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for subject in subjects {
        match subject {
            Subject::Participant(id) => known.push(*id),
            Subject::AnonymousResponse(id) => unknown.push(*id),
        }
    }
    (known, unknown)
}

fn voices(ranked: Vec<RankedAnswer>, known: &HashMap<i64, BTreeMap<String, String>>) -> Vec<Voice> {
    let voice = |answer: RankedAnswer| {
        let participant = match answer.subject {
            Subject::Participant(participant) => Some(participant),
            Subject::AnonymousResponse(_) => None,
        };
        let mut strata = participant.and_then(|id| known.get(&id).cloned()).unwrap_or_default();
        strata.entry("language".to_owned()).or_insert_with(|| answer.language.tag().to_owned());
        Voice { answer, is_verified: participant.is_some(), strata }
    };
    ranked.into_iter().map(voice).collect()
}
