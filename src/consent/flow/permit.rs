//! Proof of consent: given where it stands, and nowhere else.

use std::collections::{HashMap, HashSet};

use crate::consent::store::{self, Said, SaidOn};
use crate::consent::{
    Action, Answer, Fact, Improve, Permitted, PermittedSet, Purpose, PurposeType, Quote, Subject,
    Text, stands,
};
use crate::storage::{Database, StoreError};

/// Proof that a known person's answers may be kept, if their consent stands.
pub fn permit_answer(
    connection: &mut Database,
    participant_id: i64,
    programme: &str,
) -> Result<Option<Permitted<Answer>>, StoreError> {
    let facts = store::list_facts(connection, participant_id, Purpose::Answer)?;
    Ok(permitted_by(&facts, participant_id, programme))
}

/// What a participant said on keeping their answers, to be sought with what other rooms keep.
pub fn said_on_answers(participant_id: Option<i64>) -> SaidOn {
    SaidOn { participant_id, purpose: Purpose::Answer }
}

/// The proof that [`permit_answer`] gives, by what was found.
pub fn permit_answer_by(said: &Said, programme: &str) -> Option<Permitted<Answer>> {
    let participant_id = said.participant_id.filter(|_| said.purpose == Purpose::Answer)?;
    permitted_by(&said.facts, participant_id, programme)
}

/// Proof that an unknown person's answers may be kept, if their consent stands.
pub fn permit_anonymous_answer(
    connection: &mut Database,
    response_id: i64,
) -> Result<Option<Permitted<Answer>>, StoreError> {
    let actions = store::list_anonymous_actions(connection, response_id, Purpose::Answer)?;
    Ok(anonymous_stands(&actions).then(|| Permitted::new(Subject::AnonymousResponse(response_id))))
}

/// Proof that a person may be texted for a programme, if their consent stands.
pub fn permit_text(
    connection: &mut Database,
    participant_id: i64,
    programme: &str,
) -> Result<Option<Permitted<Text>>, StoreError> {
    let facts = store::list_facts(connection, participant_id, Purpose::Text)?;
    Ok(permitted_by(&facts, participant_id, programme))
}

fn permitted_by<P: PurposeType>(
    facts: &[Fact],
    participant_id: i64,
    programme: &str,
) -> Option<Permitted<P>> {
    stands(facts, programme, P::PURPOSE)
        .then(|| Permitted::new(Subject::Participant(participant_id)))
}

/// Proof for everybody who may be texted for a programme.
pub fn permit_texts(
    connection: &mut Database,
    programme: &str,
) -> Result<PermittedSet<Text>, StoreError> {
    permit_everybody(connection, programme)
}

/// Everybody known whose yes stands for each of these purposes of a programme.
pub fn list_agreeing(
    connection: &mut Database,
    programme: &str,
    purposes: &[Purpose],
) -> Result<HashSet<i64>, StoreError> {
    let mut agreeing: Option<HashSet<i64>> = None;
    for purpose in purposes {
        let to_this: HashSet<i64> =
            list_standing(connection, programme, *purpose)?.into_iter().collect();
        agreeing = Some(match agreeing {
            Some(before) => before.intersection(&to_this).copied().collect(),
            None => to_this,
        });
    }
    Ok(agreeing.unwrap_or_default())
}

/// Whether a known person's yes stands for each of these purposes of a programme.
pub fn agrees(
    connection: &mut Database,
    participant_id: i64,
    programme: &str,
    purposes: &[Purpose],
) -> Result<bool, StoreError> {
    for purpose in purposes {
        let facts = store::list_facts(connection, participant_id, *purpose)?;
        if !stands(&facts, programme, *purpose) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Proof for everybody whose answers may be used in improvement work of a programme.
pub fn permit_improvement(
    connection: &mut Database,
    programme: &str,
) -> Result<PermittedSet<Improve>, StoreError> {
    permit_everybody(connection, programme)
}

/// Proof for those of these participants, and of these responses of nobody known, whose answers may
/// be used in improvement work of a programme.
pub fn permit_improvement_of(
    connection: &mut Database,
    programme: &str,
    participant_ids: &[i64],
    response_ids: &[i64],
) -> Result<PermittedSet<Improve>, StoreError> {
    let purpose = Purpose::Improve;
    let mut facts: HashMap<i64, Vec<Fact>> = HashMap::new();
    for (participant, fact) in store::list_facts_among(connection, participant_ids, purpose)? {
        facts.entry(participant).or_default().push(fact);
    }
    let known = facts
        .into_iter()
        .filter(|(_, facts)| stands(facts, programme, purpose))
        .map(|(participant, _)| Subject::Participant(participant));
    let unknown = store::list_anonymous_among(connection, programme, purpose, response_ids)?;
    Ok(PermittedSet::new(known.chain(standing_unknown(unknown)).collect()))
}

/// Proof for everybody whose words may be shown in a programme without their name.
pub fn permit_quotes(
    connection: &mut Database,
    programme: &str,
) -> Result<PermittedSet<Quote>, StoreError> {
    permit_everybody(connection, programme)
}

fn permit_everybody<P: PurposeType>(
    connection: &mut Database,
    programme: &str,
) -> Result<PermittedSet<P>, StoreError> {
    let known = list_standing(connection, programme, P::PURPOSE)?;
    let unknown = store::list_anonymous(connection, programme, P::PURPOSE)?;
    let known = known.into_iter().map(Subject::Participant);
    Ok(PermittedSet::new(known.chain(standing_unknown(unknown)).collect()))
}

/// Responses of nobody known whose consent stands by these `(response, action)`.
fn standing_unknown(said: Vec<(i64, String)>) -> impl Iterator<Item = Subject> {
    let mut actions: HashMap<i64, Vec<String>> = HashMap::new();
    for (response, action) in said {
        actions.entry(response).or_default().push(action);
    }
    actions
        .into_iter()
        .filter(|(_, actions)| anonymous_stands(actions))
        .map(|(response, _)| Subject::AnonymousResponse(response))
}

/// Everybody known whose consent to a purpose stands for a programme.
fn list_standing(
    connection: &mut Database,
    programme: &str,
    purpose: Purpose,
) -> Result<Vec<i64>, StoreError> {
    let (people, facts): (Vec<i64>, Vec<Fact>) =
        store::list_facts_of_purpose(connection, purpose)?.into_iter().unzip();
    let mut first = 0;
    let mut standing = Vec::new();
    for same in people.chunk_by(|one, next| one == next) {
        let own = &facts[first..first + same.len()];
        first += same.len();
        standing.extend(same.first().filter(|_| stands(own, programme, purpose)));
    }
    Ok(standing)
}

/// Anonymous rows stand in no order, so a withdrawal is final: there is nobody to ask again.
fn anonymous_stands(actions: &[String]) -> bool {
    let said = |action: Action| actions.iter().any(|name| name == action.name());
    said(Action::Granted) && !said(Action::Withdrawn) && !said(Action::Refused)
}
