//! Somebody is asked: the conversation of their phone opens with a survey.

use chrono::NaiveDateTime;

use super::hands::{Hands, hands_of};
use super::{begin_response, speak_with};
use crate::consent::flow::{agrees, permit_text};
use crate::consent::store::find_suppression;
use crate::conversation::onward::first_open;
use crate::conversation::scene::{Tools, find_whom, read_given};
use crate::conversation::silence::OPEN_FOR;
use crate::conversation::store::{self, Held, Holder};
use crate::conversation::wording::Wording;
use crate::conversation::{AskedBy, Reply, Step};
use crate::i18n::Language;
use crate::outbox::Urgency;
use crate::outbox::store::{NewSms, insert_sms};
use crate::people::store::sharing::is_shared;
use crate::response::store::{self as responses, ResponseRow};
use crate::response::{Given, ResponseState};
use crate::storage::{Database, StoreError};
use crate::survey::flow::{Offered, offer};

/// Whom to ask what.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    /// Whom.
    pub participant_id: i64,
    /// Where.
    pub contact_point_id: i64,
    /// Blind index of the phone.
    pub phone_index: &'a [u8],
    /// The text that asked them this before, if it is known that it did not go out.
    pub lost_text: Option<&'a str>,
    /// The language they speak.
    pub language: &'a Language,
    /// Version of the survey.
    pub version_id: i64,
    /// Latest moment for the text to go out, in UTC.
    pub not_after: NaiveDateTime,
    /// Now, in UTC.
    pub at: NaiveDateTime,
}

/// How asking somebody turned out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// The text waits in the outbox.
    Asked {
        /// Token of the text.
        text_token: String,
        /// Whether it asks for consent, and not yet the first question.
        is_consent: bool,
        /// The language it is in.
        language: Language,
    },
    /// This number gets no texts.
    NoTexts,
    /// They never agreed to be texted for this programme, or do not any more.
    NotConsented,
    /// They finished the survey, are in the middle of it, or took their answers back.
    Before,
    /// Another survey is open with them, or a person has to look at what they meant: this one waits
    /// its turn.
    Busy,
}

/// Opens the conversation of a phone with a survey, in this transaction: with the consent question
/// or, where consent to all of it stands, with the first question that is open.
pub fn invite(
    connection: &mut Database,
    tools: &Tools<'_>,
    invitation: &Invitation<'_>,
) -> Result<Invited, StoreError> {
    let holder = Holder {
        phone_index: invitation.phone_index,
        participant_id: invitation.participant_id,
        contact_point_id: invitation.contact_point_id,
        language: invitation.language,
    };
    let mut held = store::lock_or_begin(connection, &holder, invitation.at)?;
    let offered = offer(connection, tools.frozen, tools.is_demo, invitation.version_id)?;
    if let Some(obstacle) = find_obstacle(connection, tools, &held, &offered, invitation)? {
        return Ok(obstacle);
    }
    let at = invitation.at;
    end_what_rested(connection, &held, &offered, invitation)?;
    if held.participant_id != invitation.participant_id {
        // What one of those who share the phone deletes is not for another to take back.
        held.state.deletion = None;
    }
    speak_with(connection, &mut held, invitation.participant_id)?;
    held.state.is_shared = is_shared(connection, held.contact_point_id)?;
    held.state.language = offered.language_or_source(invitation.language).language.clone();
    held.state.misunderstood = 0;
    held.version_id = Some(offered.version.id);
    let (participant_id, version) = (held.participant_id, &offered.version);
    let begun = responses::find_of_participant(connection, participant_id, version.id)?;
    held.response_id = begun.as_ref().map(|response| response.id);
    let is_agreed = agrees(connection, participant_id, &version.programme, &version.purposes)?;
    let (step, reply) = if is_agreed {
        let Some(question) = find_first_open(connection, tools, &offered, begun.as_ref())? else {
            return Ok(Invited::Before);
        };
        begin_response(connection, &mut held, &offered, begun.as_ref(), at)?;
        (Step::Question(question.clone()), Reply::Invited { question })
    } else {
        (Step::Consent, Reply::Consent)
    };
    held.state.step = step;
    let wording = tools.wording(&held.state.language, Some(&offered), held.response_id);
    let wording = Wording { for_whom: find_whom(connection, tools.keys, &held)?, ..wording };
    let new = NewSms {
        contact_point_id: held.contact_point_id,
        urgency: Urgency::Bulk,
        body: &wording.text(&reply),
        not_before: at,
        not_after: invitation.not_after,
        at,
    };
    let text_token = insert_sms(connection, tools.keys, &new)?;
    held.state.asked_by = Some(AskedBy { token: text_token.clone(), is_reminder: false });
    store::update(connection, &held, at)?;
    let language = held.state.language;
    Ok(Invited::Asked { text_token, is_consent: !is_agreed, language })
}

/// The first text of a survey as everybody gets it in that language: for a preview, so that of a
/// long ranking all is shown.
pub fn first_text(
    tools: &Tools<'_>,
    offered: &Offered,
    language: &Language,
    is_consent: bool,
) -> String {
    let reply = match first_open(&offered.version.survey, &Given::new()) {
        Some(question) if !is_consent => Reply::Invited { question },
        _ => Reply::Consent,
    };
    tools.wording(language, Some(offered), None).text(&reply)
}

/// What follows the first text if everything is answered, each as its own text: for a preview.
pub fn texts_to_the_end(tools: &Tools<'_>, offered: &Offered, language: &Language) -> Vec<String> {
    let wording = tools.wording(language, Some(offered), None);
    let questions = offered.version.survey.questions.iter();
    let asked = questions.map(|question| {
        wording.text(&Reply::Question { question: question.id.clone(), echo: None })
    });
    asked.chain([wording.text(&Reply::Finished { echo: None })]).collect()
}

/// Why this person is not asked now, if they are not.
fn find_obstacle(
    connection: &mut Database,
    tools: &Tools<'_>,
    held: &Held,
    offered: &Offered,
    invitation: &Invitation<'_>,
) -> Result<Option<Invited>, StoreError> {
    // Until a person has looked at what somebody meant, or while one writes to them by hand, they
    // are neither asked nor passed over.
    let is_in_hand = hands_of(connection, held, invitation.at)? == Hands::Have;
    if held.state.step.is_held() || held.state.former.is_some() || is_in_hand {
        return Ok(Some(Invited::Busy));
    }
    if held.state.step.is_silent()
        || find_suppression(connection, invitation.phone_index)?.is_some()
    {
        return Ok(Some(Invited::NoTexts));
    }
    let (participant_id, version) = (invitation.participant_id, &offered.version);
    if permit_text(connection, participant_id, &version.programme)?.is_none() {
        return Ok(Some(Invited::NotConsented));
    }
    if responses::has_gone_through(connection, participant_id, version.survey_id)? {
        return Ok(Some(Invited::Before));
    }
    // Whom a text never reached that is still waited for, nobody has asked yet.
    let waits_for = held.state.asked_by.as_ref().map(|text| text.token.as_str());
    let is_open = held.state.step.is_open()
        && (waits_for.is_none() || waits_for != invitation.lost_text)
        && store::find_last_moved(connection, held.id)? > invitation.at - OPEN_FOR;
    // Whoever was asked whether they meant STOP, or DELETE, has not said that they did not.
    let is_unclear = matches!(held.state.step, Step::StopUnclear(_) | Step::DeleteAsked(_));
    if !is_open && !is_unclear {
        return Ok(None);
    }
    let Some(open_id) = held.version_id else { return Ok(Some(Invited::Busy)) };
    let open = offer(connection, tools.frozen, tools.is_demo, open_id)?;
    // Whoever shares their phone with somebody who is being asked waits for their turn.
    let is_this =
        open.version.survey_id == version.survey_id && held.participant_id == participant_id;
    Ok(Some(if is_this { Invited::Before } else { Invited::Busy }))
}

/// A survey that rested too long ends where it stood: what was said counts.
fn end_what_rested(
    connection: &mut Database,
    held: &Held,
    offered: &Offered,
    invitation: &Invitation<'_>,
) -> Result<(), StoreError> {
    let is_another = held.version_id != Some(offered.version.id)
        || held.participant_id != invitation.participant_id;
    match held.response_id {
        Some(id) if held.state.step.is_open() && is_another => {
            let today = invitation.at.date();
            Ok(responses::update_state(connection, id, ResponseState::Partial, today)?)
        }
        _ => Ok(()),
    }
}

/// The first question that somebody who agreed to it is asked.
fn find_first_open(
    connection: &mut Database,
    tools: &Tools<'_>,
    offered: &Offered,
    begun: Option<&ResponseRow>,
) -> Result<Option<String>, StoreError> {
    let given = match begun {
        Some(response) => read_given(connection, tools.keys, &offered.version, response)?.1,
        None => Given::new(),
    };
    Ok(first_open(&offered.version.survey, &given))
}
