//! What stands around a text before it is read: the survey it may be about, the questions ready to
//! read it against, and what was said so far.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::correction::{looks_back, question_before};
use super::sharing::who_answers;
use super::store::{Held, RowOfText};
use super::wording::Wording;
use super::{CarrierWord, HeardReaction, Sharer, Step};
use crate::consent::flow::{Evidence, permit_answer_by, said_on_answers};
use crate::consent::store::WhySuppressed;
use crate::consent::{Answer, Permitted};
use crate::crypto::Keys;
use crate::i18n::{I18n, Language, Words};
use crate::people::store::contact::find_contact_index;
use crate::people::store::list_names;
use crate::people::store::sharing::{is_shared, list_reached};
use crate::response::flow::permit;
use crate::response::reading::Asked;
use crate::response::store::{self as responses, GivenIn, ResponseRow};
use crate::response::{Given, ResponseState};
use crate::services::Services;
use crate::storage::{Database, Frozen, StoreError, find_at_once};
use crate::survey::Question;
use crate::survey::flow::{
    Offered, ReviewersOf, Version, find_by_keyword, list_offered_languages, offer_by, read_version,
};

/// A text as it came in, made ready before the transaction.
pub struct Text<'a> {
    /// The provider's id of it.
    pub sid: &'a str,
    /// Blind index of the phone.
    pub phone_index: &'a [u8],
    /// What it says.
    pub body: &'a str,
    /// The body sealed.
    pub sealed_body: &'a [u8],
    /// What the carrier read in it.
    pub carrier: Option<CarrierWord>,
    /// When it came, in UTC.
    pub at: NaiveDateTime,
}

impl Text<'_> {
    /// Proof, where the text turns out to be a word on consent.
    pub(super) fn evidence(&self, keys: &Keys) -> Evidence {
        text_evidence(keys, self.sid, self.body)
    }
}

/// A text as proof: its id with its words.
pub(super) fn text_evidence(keys: &Keys, sid: &str, body: &str) -> Evidence {
    Evidence::seal(keys, &format!("{sid}\n{body}"))
}

/// What taking a text draws on, beside the database.
pub struct Tools<'a> {
    /// Keys.
    pub keys: &'a Keys,
    /// Frozen versions read before.
    pub frozen: &'a Frozen,
    /// Interface texts.
    pub i18n: &'a I18n,
    /// The lists by which texts are read.
    pub words: &'a Words,
    /// The center's name.
    pub center: &'a str,
    /// The number people can call.
    pub help_phone: &'a str,
    /// Where `/heard` is.
    pub heard_link: &'a str,
    /// Whether drafts are shown.
    pub is_demo: bool,
    /// What rooms further on do about what is heard.
    pub heard: &'a [HeardReaction],
}

impl<'a> Tools<'a> {
    /// The tools of a Hearth whose `/heard` is at that address.
    pub fn new(services: &'a Services, heard_link: &'a str, heard: &'a [HeardReaction]) -> Self {
        Self {
            keys: &services.keys,
            frozen: &services.frozen,
            i18n: &services.i18n,
            words: &services.words,
            center: &services.config.center_name,
            help_phone: &services.config.help_phone,
            heard_link,
            is_demo: services.is_demo,
            heard,
        }
    }

    /// How texts are worded in a language, about a survey and a response to it where there is one.
    pub fn wording<'w>(
        &'w self,
        language: &'w Language,
        offered: Option<&'w Offered>,
        response_id: Option<i64>,
    ) -> Wording<'w> {
        Wording {
            i18n: self.i18n,
            center: self.center,
            help_phone: self.help_phone,
            heard_link: self.heard_link,
            language,
            offered,
            response_id,
            for_whom: None,
        }
    }
}

/// Every question of a version in every language, made ready once to read texts against.
struct AskedOfVersion(HashMap<(Language, String), Arc<Asked>>);

/// The questions of a version, made ready.
fn asked_of(tools: &Tools<'_>, version: &Version) -> Result<Arc<AskedOfVersion>, StoreError> {
    tools.frozen.get_or_read(version.id, || {
        let survey = &version.survey;
        let pairs = survey
            .languages
            .iter()
            .flat_map(|language| survey.questions.iter().map(move |question| (language, question)));
        let asked = pairs.map(|(language, question)| {
            let asked = Asked::new(tools.words, question, language);
            ((language.clone(), question.id.clone()), Arc::new(asked))
        });
        Ok(AskedOfVersion(asked.collect()))
    })
}

/// The survey a text may be about, and what was said to it so far.
pub(super) struct Scene {
    /// The row the text is going to have, or none if it was taken before.
    pub inbound_id: Option<i64>,
    /// Why the number is suppressed, if it is.
    pub suppression: Option<String>,
    pub offered: Option<Offered>,
    pub keyword: Option<Language>,
    pub spoken: Vec<Language>,
    pub response: Option<ResponseRow>,
    /// Proof that answers may be kept, and those given before be read.
    pub proof: Option<Permitted<Answer>>,
    pub given: Given,
    /// Who shares the phone, where it is asked who is answering.
    pub sharers: Vec<Sharer>,
}

impl Scene {
    /// Looks up what the text may be about.
    pub fn set(
        connection: &mut Database,
        tools: &Tools<'_>,
        held: &Held,
        text: &Text<'_>,
    ) -> Result<Self, StoreError> {
        let is_idle = matches!(held.state.step, Step::Idle | Step::Finished);
        let started = if is_idle {
            find_by_keyword(connection, tools.frozen, tools.is_demo, text.body)?
        } else {
            None
        };
        let version = match (&started, held.version_id) {
            (Some((offered, _)), _) => Some(Arc::clone(&offered.version)),
            (None, Some(id)) => Some(read_version(connection, tools.frozen, id)?),
            (None, None) => None,
        };
        let response = match (&version, held.response_id) {
            // A keyword may lead to a survey this person went through before.
            (Some(version), _) if started.is_some() => {
                responses::find_of_participant(connection, held.participant_id, version.id)?
            }
            (Some(version), Some(id)) => Some(ResponseRow {
                id,
                version_id: version.id,
                participant_id: Some(held.participant_id),
                language: held.state.language.clone(),
                state: ResponseState::Started,
            }),
            _ => None,
        };
        let sought = (
            RowOfText { conversation_id: held.id, sid: text.sid },
            WhySuppressed(text.phone_index),
            ReviewersOf(version.as_ref().map(|version| version.id)),
            said_on_answers(response.as_ref().and_then(|response| response.participant_id)),
            GivenIn(response.as_ref().map(|response| response.id)),
        );
        let (inbound_id, suppression, reviewers, said, kept) = find_at_once(connection, &sought)?;
        let offered = version.map(|version| offer_by(version, &reviewers, tools.is_demo));
        let keyword = started.map(|(_, language)| language);
        let proof = offered.as_ref().and_then(|of| permit_answer_by(&said, &of.version.programme));
        let given = match (&offered, &response, &proof) {
            (Some(offered), Some(response), Some(proof)) => {
                kept.open(tools.keys, proof, &offered.version.survey, response)?
            }
            _ => Given::new(),
        };
        let spoken = match &offered {
            Some(_) => vec![],
            None => list_offered_languages(connection, tools.frozen, tools.is_demo)?,
        };
        let sharers = match &offered {
            Some(offered) if keyword.is_some() || held.state.step == Step::WhoAnswers => {
                list_sharers(connection, tools.keys, held, offered.version.id)?
            }
            _ => vec![],
        };
        Ok(Self {
            inbound_id,
            suppression,
            offered,
            keyword,
            spoken,
            response,
            proof,
            given,
            sharers,
        })
    }

    /// Whether the person went through this survey before, to its end.
    pub fn is_completed(&self) -> bool {
        self.response.as_ref().is_some_and(|response| response.state == ResponseState::Completed)
    }

    /// The open question as this person is asked it, ready to read texts against.
    pub fn asked(&self, tools: &Tools<'_>, held: &Held) -> Result<Option<Arc<Asked>>, StoreError> {
        match &held.state.step {
            Step::Question(id) => self.asked_of(tools, held, id),
            Step::WhoAnswers => {
                let language = &held.state.language;
                let question = who_answers(&self.sharers, language);
                Ok(Some(Arc::new(Asked::new(tools.words, &question, language))))
            }
            _ => Ok(None),
        }
    }

    /// The question before it, where a text may be about that one, ready likewise.
    pub fn before(
        &self,
        tools: &Tools<'_>,
        held: &Held,
        body: &str,
    ) -> Result<Option<(&Question, Arc<Asked>)>, StoreError> {
        let Some(offered) = self.offered.as_ref().filter(|_| self.keyword.is_none()) else {
            return Ok(None);
        };
        let step = &held.state.step;
        if !looks_back(step, tools.words, body) {
            return Ok(None);
        }
        let question = question_before(step, &offered.version.survey, &self.given);
        let Some(question) = question else { return Ok(None) };
        let asked = self.asked_of(tools, held, &question.id)?;
        Ok(asked.map(|asked| (question, asked)))
    }

    fn asked_of(
        &self,
        tools: &Tools<'_>,
        held: &Held,
        id: &str,
    ) -> Result<Option<Arc<Asked>>, StoreError> {
        let Some(offered) = &self.offered else { return Ok(None) };
        let language = &held.state.language;
        let question = offered.version.survey.question(id);
        if let Some((question, response_id)) = question.zip(held.response_id)
            && question.subset.is_some()
        {
            let shown = question.shown_by_text(response_id);
            let asked = Asked::with_slate(tools.words, question, &shown, language);
            return Ok(Some(Arc::new(asked)));
        }
        let asked = asked_of(tools, &offered.version)?;
        Ok(asked.0.get(&(language.clone(), id.to_owned())).cloned())
    }
}

/// Who shares the phone of a conversation and has a name: nobody, where it is one person's.
fn list_sharers(
    connection: &mut Database,
    keys: &Keys,
    held: &Held,
    version_id: i64,
) -> Result<Vec<Sharer>, StoreError> {
    let of = held.contact_point_id;
    if !is_shared(connection, of)? {
        return Ok(vec![]);
    }
    let index = find_contact_index(connection, of)?
        .ok_or_else(|| StoreError::inconsistent("conversation", &held.id))?;
    let reached = list_reached(connection, keys, &[index])?.into_values();
    let mut sharers = Vec::new();
    for person in reached.flat_map(|reached| reached.people) {
        let Some(name) = person.name else { continue };
        let participant_id = person.participant_id;
        let response = responses::find_of_participant(connection, participant_id, version_id)?;
        let is_completed =
            response.is_some_and(|response| response.state == ResponseState::Completed);
        sharers.push(Sharer { participant_id, name, is_completed });
    }
    Ok(sharers)
}

/// Whom a text is for, where several people share the phone.
pub(super) fn find_whom(
    connection: &mut Database,
    keys: &Keys,
    held: &Held,
) -> Result<Option<String>, StoreError> {
    if !held.state.is_shared {
        return Ok(None);
    }
    Ok(list_names(connection, keys, &[held.participant_id])?.remove(&held.participant_id))
}

/// What was said so far, where consent to keeping it stands.
pub(super) fn read_given(
    connection: &mut Database,
    keys: &Keys,
    version: &Version,
    response: &ResponseRow,
) -> Result<(Option<Permitted<Answer>>, Given), StoreError> {
    let Some(proof) = permit(connection, response, version)? else {
        return Ok((None, Given::new()));
    };
    let given = responses::list_given(connection, keys, &proof, &version.survey, response)?;
    Ok((Some(proof), given))
}
