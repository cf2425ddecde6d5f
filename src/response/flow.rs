//! A passage through a survey on the web: begun, answered, finished, taken back.

use std::sync::Arc;

use super::store::{self, NewResponse, ResponseRow};
pub use super::voices::{RankingAsked, Voice, list_subjects, list_voices, list_voices_of};
use super::{Given, ResponseState, ValueFault, answers, check_value};
use crate::consent::flow::{permit_anonymous_answer, permit_answer, record_anonymous};
use crate::consent::{Action, Answer, Permitted, Subject};
use crate::crypto::{Keys, random_id};
use crate::i18n::Language;
use crate::services::Services;
use crate::storage::{Database, Frozen, QueryError, StoreError};
use crate::survey::flow::{Offered, Version, find_offered, offer};
use crate::survey::{Answers, Question, Value, visible_questions};

/// Why something a person did on a survey's pages was not taken.
#[derive(Debug, thiserror::Error)]
pub enum PassageError {
    /// No response has that link.
    #[error("the link leads to no response")]
    NoSuchLink,
    /// The survey does not ask that of this person.
    #[error("the question is not asked of this person")]
    NotAsked,
    /// The value does not answer the question.
    #[error(transparent)]
    Value(#[from] ValueFault),
    /// The response is finished or was taken back: nothing is changed any more.
    #[error("the response is finished")]
    Finished,
    /// A question that must be answered is open: its id.
    #[error("question \"{0}\" is not answered yet")]
    Unanswered(String),
    /// The survey is not offered in that language.
    #[error("the survey is not offered in that language")]
    NotOffered,
    /// Consent to answering does not stand.
    #[error("there is no consent to keep answers")]
    NotConsented,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<QueryError> for PassageError {
    fn from(error: QueryError) -> Self {
        Self::Store(error.into())
    }
}

/// A response under way, with all its pages need.
#[derive(Debug)]
pub struct Passage {
    /// The survey in the languages it may be shown in.
    pub offered: Offered,
    /// Language the person reads.
    pub language: Language,
    /// Where the response stands.
    pub state: ResponseState,
    /// What was said so far.
    pub given: Given,
    /// Without it nothing is read, and nothing more is kept.
    proof: Option<Permitted<Answer>>,
}

impl Passage {
    /// The version being answered.
    pub fn version(&self) -> &Version {
        &self.offered.version
    }

    /// The answers given so far, for skip logic.
    pub fn answers(&self) -> Answers {
        answers(&self.given)
    }

    /// The first question asked of this person that has neither answer nor skip.
    pub fn first_open_question(&self) -> Option<&str> {
        visible_questions(&self.version().survey, &self.answers())
            .into_iter()
            .find(|question| !self.given.contains_key(&question.id))
            .map(|question| question.id.as_str())
    }
}

/// The published survey of that slug.
pub async fn find_survey(services: &Services, slug: &str) -> Result<Option<Offered>, StoreError> {
    let (slug, frozen, is_demo) = (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    services.store.read(move |connection| find_offered(connection, &frozen, is_demo, &slug)).await
}

/// Begins an anonymous response for somebody who said yes, under the token of its link.
///
/// The same token again, even at the same moment, begins nothing: one yes is one response. No time
/// but the date is kept, and nothing about where the request came from.
pub async fn start_anonymous(
    services: &Services,
    offered: &Offered,
    language: &Language,
    token: &str,
) -> Result<(), PassageError> {
    let keys = &services.keys;
    let link_index = link_index(keys, token);
    let receipt_index = receipt_index(keys, &keys.receipt_code(token));
    let notice = offered.notice_shown(language).ok_or(PassageError::NotOffered)?;
    let (version, language) = (Arc::clone(&offered.version), language.clone());
    let response_id = random_id();
    let today = services.clock.now().date();
    let begun = services
        .store
        .write(move |connection| {
            let new = NewResponse {
                id: response_id,
                version_id: version.id,
                participant_id: None,
                channel: "web",
                language: &language,
                link_index: Some(link_index),
                receipt_index: Some(receipt_index),
                started_on: today,
            };
            store::insert_response(connection, &new)?;
            record_anonymous(
                connection,
                response_id,
                &version.programme,
                &version.purposes,
                Action::Granted,
                &notice,
                today,
            )
        })
        .await;
    match begun {
        // The form came twice: the response of its link is begun.
        Err(error) if error.is_unique_violation() => Ok(()),
        begun => Ok(begun?),
    }
}

/// The response that a link resumes, where it was.
pub async fn find_passage(services: &Services, token: &str) -> Result<Passage, PassageError> {
    let index = link_index(&services.keys, token);
    let reader = Reader::of(services);
    services
        .store
        .read(move |connection| {
            let row = store::find_by_link(connection, &index)?.ok_or(PassageError::NoSuchLink)?;
            reader.read(connection, &row)
        })
        .await
}

/// Keeps what was said to a question; `None` skips it.
///
/// The same again changes nothing. Once the response is finished, anything else is refused.
pub async fn save_answer(
    services: &Services,
    token: &str,
    question_id: &str,
    value: Option<Value>,
) -> Result<Passage, PassageError> {
    match save_typed(services, token, question_id, move |_| Ok(value)).await? {
        Saved::Kept(passage) => Ok(passage),
        Saved::Misread { fault, .. } => Err(PassageError::Value(fault)),
    }
}

/// What came of what a person typed.
#[derive(Debug)]
pub enum Saved<F> {
    /// It is kept.
    Kept(Passage),
    /// It is no answer to the question, and nothing was changed.
    Misread {
        /// Where the person is.
        passage: Passage,
        /// What is wrong with it.
        fault: F,
    },
}

/// Keeps what `read` makes of what was typed, as [`save_answer`] keeps a value.
pub async fn save_typed<F: From<ValueFault> + Send + 'static>(
    services: &Services,
    token: &str,
    question_id: &str,
    read: impl FnOnce(&Question) -> Result<Option<Value>, F> + Send + 'static,
) -> Result<Saved<F>, PassageError> {
    let index = link_index(&services.keys, token);
    let reader = Reader::of(services);
    let question_id = question_id.to_owned();
    services
        .store
        .write(move |connection| {
            let row = store::lock_by_link(connection, &index)?.ok_or(PassageError::NoSuchLink)?;
            let passage = reader.read(connection, &row)?;
            let version = Arc::clone(&passage.offered.version);
            let question = version.survey.question(&question_id).ok_or(PassageError::NotAsked)?;
            let read = read(question);
            if read.as_ref().is_ok_and(|value| passage.given.get(&question_id) == Some(value)) {
                return Ok(Saved::Kept(passage));
            }
            if row.state != ResponseState::Started {
                return Err(PassageError::Finished);
            }
            if !visible_questions(&version.survey, &passage.answers()).contains(&question) {
                return Err(PassageError::NotAsked);
            }
            match read.and_then(|value| Ok(check_value(question, value.as_ref()).map(|()| value)?))
            {
                Ok(value) => {
                    reader.keep(connection, &row, passage, question, value).map(Saved::Kept)
                }
                Err(fault) => Ok(Saved::Misread { passage, fault }),
            }
        })
        .await
}

/// Goes on in another language, from the same place.
pub async fn switch_language(
    services: &Services,
    token: &str,
    language: Language,
) -> Result<(), PassageError> {
    let index = link_index(&services.keys, token);
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    services
        .store
        .write(move |connection| {
            let row = store::lock_by_link(connection, &index)?.ok_or(PassageError::NoSuchLink)?;
            let offered = offer(connection, &frozen, is_demo, row.version_id)?;
            offered.language(&language).ok_or(PassageError::NotOffered)?;
            Ok(store::update_language(connection, row.id, &language)?)
        })
        .await
}

/// Finishes a response. Finishing twice is finishing once.
pub async fn complete(services: &Services, token: &str) -> Result<(), PassageError> {
    let index = link_index(&services.keys, token);
    let today = services.clock.now().date();
    let reader = Reader::of(services);
    services
        .store
        .write(move |connection| {
            let row = store::lock_by_link(connection, &index)?.ok_or(PassageError::NoSuchLink)?;
            match row.state {
                ResponseState::Completed => return Ok(()),
                ResponseState::Withdrawn => return Err(PassageError::Finished),
                ResponseState::Started | ResponseState::Partial => {}
            }
            let passage = reader.read(connection, &row)?;
            let survey = &passage.version().survey;
            let open = visible_questions(survey, &passage.answers())
                .into_iter()
                .find(|question| !question.optional && !passage.given.contains_key(&question.id));
            if let Some(question) = open {
                return Err(PassageError::Unanswered(question.id.clone()));
            }
            Ok(store::update_state(connection, row.id, ResponseState::Completed, today)?)
        })
        .await
}

/// Takes back everything said in the response of a receipt code; false if there is none.
///
/// The answers are deleted; that consent was given and withdrawn stays on record.
pub async fn withdraw(services: &Services, receipt_code: &str) -> Result<bool, PassageError> {
    let index = receipt_index(&services.keys, receipt_code);
    let today = services.clock.now().date();
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    services
        .store
        .write(move |connection| {
            let Some(row) = store::lock_by_receipt(connection, &index)? else { return Ok(false) };
            if row.state == ResponseState::Withdrawn {
                return Ok(true);
            }
            let offered = offer(connection, &frozen, is_demo, row.version_id)?;
            let version = &offered.version;
            let notice = offered
                .notice_shown(&row.language)
                .or_else(|| offered.notice_shown(version.source_language()))
                .ok_or(PassageError::NotOffered)?;
            record_anonymous(
                connection,
                row.id,
                &version.programme,
                &version.purposes,
                Action::Withdrawn,
                &notice,
                today,
            )?;
            store::delete_answers(connection, row.id)?;
            store::update_state(connection, row.id, ResponseState::Withdrawn, today)?;
            Ok(true)
        })
        .await
}

/// What reading a passage takes, ready to go into a transaction.
struct Reader {
    keys: Arc<Keys>,
    frozen: Arc<Frozen>,
    is_demo: bool,
}

impl Reader {
    fn of(services: &Services) -> Self {
        Self {
            keys: Arc::clone(&services.keys),
            frozen: Arc::clone(&services.frozen),
            is_demo: services.is_demo,
        }
    }

    fn read(&self, connection: &mut Database, row: &ResponseRow) -> Result<Passage, PassageError> {
        let offered = offer(connection, &self.frozen, self.is_demo, row.version_id)?;
        let proof = permit(connection, row, &offered.version)?;
        let given = match &proof {
            Some(proof) => {
                store::list_given(connection, &self.keys, proof, &offered.version.survey, row)?
            }
            None => Given::new(),
        };
        Ok(Passage { offered, language: row.language.clone(), state: row.state, given, proof })
    }

    fn keep(
        &self,
        connection: &mut Database,
        row: &ResponseRow,
        mut passage: Passage,
        question: &Question,
        value: Option<Value>,
    ) -> Result<Passage, PassageError> {
        let proof = passage.proof.as_ref().ok_or(PassageError::NotConsented)?;
        let asked = (question.id.as_str(), question.kind);
        store::keep_answer(connection, &self.keys, proof, row, asked, value.as_ref(), None)?;
        passage.given.insert(question.id.clone(), value);
        let survey = &passage.offered.version.survey;
        store::forget_unasked(connection, survey, row.id, &mut passage.given)?;
        Ok(passage)
    }
}

/// Proof that a response's answers may be kept and gone on with, if consent stands.
pub fn permit(
    connection: &mut Database,
    row: &ResponseRow,
    version: &Version,
) -> Result<Option<Permitted<Answer>>, StoreError> {
    match row.subject() {
        Subject::Participant(id) => permit_answer(connection, id, &version.programme),
        Subject::AnonymousResponse(id) => permit_anonymous_answer(connection, id),
    }
}

fn link_index(keys: &Keys, token: &str) -> Vec<u8> {
    keys.blind_index("response link", token)
}

fn receipt_index(keys: &Keys, code: &str) -> Vec<u8> {
    let plain: String =
        code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    keys.blind_index("receipt", &plain)
}
