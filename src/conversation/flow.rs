//! One text taken: read, kept, answered, in the one transaction of the text.

use chrono::{NaiveDateTime, TimeDelta};

use super::scene::{Scene, asked_of};
use super::store::{self, Held};
use super::wording::Wording;
use super::{Fact, Situation, Step, Turn, step};

pub use super::scene::Tools;
use crate::consent::flow::{
    Evidence, Word, hold, lift_suppression, permit_answer, record, suppress,
};
use crate::consent::{Action, Answer, Method, Permitted, Purpose, Scope, store as consent_store};
use crate::crypto::Keys;
use crate::outbox::store::{NewSms, cancel_queued, insert_sms};
use crate::outbox::{OptedOut, Urgency};
use crate::people::store as people;
use crate::response::ResponseState;
use crate::response::store::{self as responses, NewResponse};
use crate::storage::{Database, StoreError};
use crate::survey::Kind;
use crate::survey::flow::Offered;

/// A reply that could not be handed over within this time is not sent any more.
const REPLY_VALID: TimeDelta = TimeDelta::hours(4);

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
    /// Proof, should the text turn out to be a word on consent.
    pub evidence: &'a Evidence,
    /// Whether the carrier answered a STOP or START already.
    pub carrier_replied: bool,
    /// When it came, in UTC.
    pub at: NaiveDateTime,
}

/// Takes a text of a conversation that this transaction holds; false if it was taken before.
pub fn take_text(
    connection: &mut Database,
    tools: &Tools<'_>,
    mut held: Held,
    text: &Text<'_>,
) -> Result<bool, StoreError> {
    let is_suppressed = consent_store::find_suppression(connection, text.phone_index)?.is_some();
    let scene = Scene::set(connection, tools, &held, text.body)?;
    let asked = match (&scene.offered, &held.state.step) {
        (Some(offered), Step::Question(_)) => Some(asked_of(tools, &offered.version)?),
        _ => None,
    };
    let situation = Situation {
        words: tools.words,
        offered: scene.offered.as_ref(),
        asked: asked.as_deref().and_then(|asked| asked.at(&held.state)),
        given: &scene.given,
        keyword: scene.keyword.as_ref(),
        is_suppressed,
        carrier_replied: text.carrier_replied,
        today: text.at.date(),
    };
    let turn = step(&held.state, text.body, &situation);
    let Some(inbound_id) = store::insert_inbound(
        connection,
        text.sid,
        held.id,
        text.sealed_body,
        turn.reading,
        text.at,
    )?
    else {
        return Ok(false);
    };
    let Turn { state, replies, facts, .. } = turn;
    held.state = state;
    for fact in &facts {
        keep_fact(connection, tools, &mut held, &scene, text, inbound_id, fact)?;
    }
    store::update(connection, &held, text.at)?;
    let wording = Wording {
        i18n: tools.i18n,
        center: tools.center,
        help_phone: tools.help_phone,
        heard_link: tools.heard_link,
        language: &held.state.language,
        version: scene.offered.as_ref().map(|offered| &*offered.version),
    };
    for reply in &replies {
        let new = NewSms {
            contact_point_id: held.contact_point_id,
            urgency: Urgency::Reply,
            body: &wording.text(reply),
            not_before: text.at,
            not_after: text.at + REPLY_VALID,
            at: text.at,
        };
        insert_sms(connection, tools.keys, &new)?;
    }
    Ok(true)
}

fn keep_fact(
    connection: &mut Database,
    tools: &Tools<'_>,
    held: &mut Held,
    scene: &Scene,
    text: &Text<'_>,
    inbound_id: i64,
    fact: &Fact,
) -> Result<(), StoreError> {
    match (fact, &scene.offered) {
        (Fact::Invited, Some(offered)) => {
            held.version_id = Some(offered.version.id);
            held.response_id = scene.response.as_ref().map(|response| response.id);
            Ok(())
        }
        (Fact::Consented, Some(offered)) => {
            say_on_notice(connection, held, offered, text, Action::Granted)?;
            people::update_language(connection, held.participant_id, &held.state.language)?;
            begin_response(connection, held, scene, offered, text)
        }
        (Fact::Refused, Some(offered)) => {
            say_on_notice(connection, held, offered, text, Action::Refused)
        }
        (Fact::Answered { question, value }, Some(offered)) => {
            let kind = offered.version.survey.question(question).map(|question| question.kind);
            let (Some(response), Some(kind)) = (&scene.response, kind) else {
                return Err(StoreError::inconsistent("conversation", &held.id));
            };
            let proof = permit(connection, held, offered)?;
            let inbound = Some(inbound_id);
            let asked: (&str, Kind) = (question, kind);
            responses::keep_answer(
                connection,
                tools.keys,
                &proof,
                response,
                asked,
                value.as_ref(),
                inbound,
            )
        }
        (Fact::Completed, _) => end_response(connection, held, ResponseState::Completed, text.at),
        (Fact::LanguageChosen(language), _) => {
            if let Some(response_id) = held.response_id {
                responses::update_language(connection, response_id, language)?;
            }
            Ok(people::update_language(connection, held.participant_id, language)?)
        }
        (Fact::TextsStopped, _) => stop_texts(connection, held, scene, text, Method::SmsKeyword),
        (Fact::TextsHeld(reason), _) => {
            hold(connection, text.phone_index, reason, text.at)?;
            Ok(cancel_queued(connection, held.contact_point_id)?)
        }
        (Fact::TextsAllowed, _) => {
            lift_suppression(connection, text.phone_index)?;
            say_on_texts(connection, held, scene, text, Action::Granted)
        }
        (Fact::Invited | Fact::Consented | Fact::Refused | Fact::Answered { .. }, None) => {
            Err(StoreError::inconsistent("conversation", &held.id))
        }
    }
}

/// No answer is kept unless consent stands before it, whatever the state says.
fn permit(
    connection: &mut Database,
    held: &Held,
    offered: &Offered,
) -> Result<Permitted<Answer>, StoreError> {
    permit_answer(connection, held.participant_id, &offered.version.programme)?
        .ok_or_else(|| StoreError::inconsistent("conversation", &held.id))
}

/// The yes or no to the notice as it was shown: its purposes are one bundle.
fn say_on_notice(
    connection: &mut Database,
    held: &Held,
    offered: &Offered,
    text: &Text<'_>,
    action: Action,
) -> Result<(), StoreError> {
    let version = &offered.version;
    let notice = offered.notice_shown(&held.state.language);
    let word = Word {
        participant_id: held.participant_id,
        contact_index: Some(text.phone_index),
        channel: "sms",
        programme: &version.programme,
        purposes: &version.purposes,
        action,
        scope: Scope::Programme,
        notice: notice.as_ref(),
        method: Method::SmsKeyword,
        evidence: text.evidence,
        at: text.at,
    };
    record(connection, &word)
}

fn begin_response(
    connection: &mut Database,
    held: &mut Held,
    scene: &Scene,
    offered: &Offered,
    text: &Text<'_>,
) -> Result<(), StoreError> {
    if let Some(response) = &scene.response {
        held.response_id = Some(response.id);
        return Ok(());
    }
    let new = NewResponse {
        version_id: offered.version.id,
        participant_id: Some(held.participant_id),
        channel: "sms",
        language: &held.state.language,
        link_index: None,
        receipt_index: None,
        started_on: text.at.date(),
    };
    held.response_id = Some(responses::insert_response(connection, &new)?);
    Ok(())
}

fn end_response(
    connection: &mut Database,
    held: &Held,
    state: ResponseState,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    match held.response_id {
        Some(id) => Ok(responses::update_state(connection, id, state, at.date())?),
        None => Ok(()),
    }
}

/// Ends the texts and nothing else: what was answered stays, and counts.
fn stop_texts(
    connection: &mut Database,
    held: &Held,
    scene: &Scene,
    text: &Text<'_>,
    method: Method,
) -> Result<(), StoreError> {
    suppress(connection, text.phone_index, method.name(), text.at)?;
    cancel_queued(connection, held.contact_point_id)?;
    say_on_texts(connection, held, scene, text, Action::Withdrawn)?;
    let was_under_way = matches!(&held.state.step, Step::Stopped(Some(_)));
    if was_under_way {
        end_response(connection, held, ResponseState::Partial, text.at)?;
    }
    Ok(())
}

fn say_on_texts(
    connection: &mut Database,
    held: &Held,
    scene: &Scene,
    text: &Text<'_>,
    action: Action,
) -> Result<(), StoreError> {
    let programme = scene.offered.as_ref().map_or("", |offered| &offered.version.programme);
    let word = Word {
        participant_id: held.participant_id,
        contact_index: Some(text.phone_index),
        channel: "sms",
        programme,
        purposes: &[Purpose::Text],
        action,
        scope: Scope::All,
        notice: None,
        method: Method::SmsKeyword,
        evidence: text.evidence,
        at: text.at,
    };
    record(connection, &word)
}

/// The carrier says that a number opted out: the same as a STOP, without a confirmation.
pub fn opted_out_with_carrier(
    connection: &mut Database,
    keys: &Keys,
    fact: &OptedOut,
) -> Result<(), StoreError> {
    let Some(index) = store::find_index_of_contact(connection, fact.contact_point_id)? else {
        return Ok(());
    };
    let Some(mut held) = store::lock(connection, &index)? else { return Ok(()) };
    let reason = consent_store::find_suppression(connection, &index)?;
    let is_known = [Method::SmsKeyword, Method::Carrier].map(Method::name);
    if reason.is_some_and(|reason| is_known.contains(&reason.as_str())) {
        return Ok(());
    }
    let evidence =
        Evidence::seal(keys, &format!("21610 for contact point {}", held.contact_point_id));
    let word = Word {
        participant_id: held.participant_id,
        contact_index: Some(&index),
        channel: "sms",
        programme: "",
        purposes: &[Purpose::Text],
        action: Action::Withdrawn,
        scope: Scope::All,
        notice: None,
        method: Method::Carrier,
        evidence: &evidence,
        at: fact.at,
    };
    record(connection, &word)?;
    suppress(connection, &index, Method::Carrier.name(), fact.at)?;
    cancel_queued(connection, held.contact_point_id)?;
    held.state.step = match held.state.step {
        Step::Question(id) | Step::Resting(id) => Step::Stopped(Some(id)),
        Step::StopUnclear(id) | Step::Stopped(id) => Step::Stopped(id),
        Step::Idle | Step::Consent | Step::Finished => Step::Stopped(None),
    };
    Ok(store::update(connection, &held, fact.at)?)
}
