//! One text taken: read, kept, answered, in the one transaction of the text; and somebody asked.

mod delete;
mod hand;
mod hands;
mod invite;
mod leave;
mod silent;
pub mod look;

use chrono::{NaiveDateTime, TimeDelta};

use super::in_hand::asked_again;
use super::scene::{Scene, find_whom};
use super::silence::asked_by;
use super::store::{self, Held, TextToKeep};
use super::{Fact, Heard, HeardWord, Hold, Reply, Situation, Turn, step};

pub use super::decided::{
    end_texts, follow_text, give_up_number, go_on, hold_contact, hold_for, list_said,
    may_text_again,
};
pub use super::scene::{Text, Tools};
pub use super::silence::OPEN_FOR;
pub use super::word::opted_out_with_carrier;
use super::word::{allow_texts, hold_texts, say_on_notice, stop_texts};
use super::wording::Wording;
use crate::calls::Kind;
use crate::calls::flow::{note_text, person_went_on};
use crate::consent::Action;
use crate::crypto::time_ordered_id;
use crate::outbox::Urgency;
use crate::outbox::store::{NewSms, insert_sms, sms_to_insert};
use crate::people::store as people;
use crate::response::ResponseState;
use crate::response::store::{self as responses, NewResponse, ResponseRow};
use crate::storage::{Change, Changes, Database, Moment, StoreError};
use crate::survey::Value;
use crate::survey::flow::Offered;
use delete::{DELETED, delete_all, give_back_all};
pub use hand::{ByHand, HandFault, checked, give_back, take_over, write};
use hands::Hands;
pub use invite::{Invitation, Invited, first_text, invite, texts_to_the_end};
pub use leave::{Leave, Silence};
pub use silent::{MayRemind, Worker};

/// A reply that could not be handed over within this time is not sent any more.
const REPLY_VALID: TimeDelta = TimeDelta::hours(4);

/// Takes a text of a conversation that this transaction holds: how it was read. `None` if it was
/// taken before.
pub fn take_text(
    connection: &mut Database,
    tools: &Tools<'_>,
    mut held: Held,
    text: &Text<'_>,
) -> Result<Option<&'static str>, StoreError> {
    let hands = hands::before_text(connection, &mut held, text.at)?;
    let scene = Scene::set(connection, tools, &held, text)?;
    let Some(inbound_id) = scene.inbound_id else { return Ok(None) };
    let suppression = scene.suppression.as_deref();
    // A machine that repeats itself may be a person after all: HELP and danger are still answered.
    let is_suppressed = suppression.is_some_and(|reason| reason != Hold::Repeating.name());
    let asked = scene.asked(tools, &held)?;
    let before = scene.before(tools, &held, text.body)?;
    let situation = Situation {
        words: tools.words,
        offered: scene.offered.as_ref(),
        spoken: &scene.spoken,
        asked: asked.as_deref(),
        before: before.as_ref().map(|(question, asked)| (*question, &**asked)),
        given: &scene.given,
        keyword: scene.keyword.as_ref(),
        sharers: &scene.sharers,
        // What was deleted may be answered anew.
        is_completed: scene.is_completed() && held.state.deletion.is_none(),
        is_suppressed,
        is_only_deleted: suppression == Some(DELETED),
        carrier: text.carrier,
        now: text.at,
    };
    let turn = step(&held.state, text.body, &situation);
    let turn = if hands == Hands::Have { turn } else { asked_again(turn) };
    let Turn { state, replies, facts, reading } = turn;
    held.state = state;
    let taking = Taking { tools, scene: &scene, text, inbound_id };
    let mut changes = Changes::default();
    changes.add(TextToKeep {
        id: inbound_id,
        sid: text.sid,
        conversation_id: held.id,
        sealed_body: text.sealed_body,
        reading,
        at: Moment(text.at),
    });
    for fact in &facts {
        if !matches!(fact, Fact::Answered { .. } | Fact::Completed) {
            // It may name the row of the text, which has to be there then.
            changes.make(connection)?;
        }
        keep_fact(connection, &taking, &mut held, fact, &mut changes)?;
        tell(connection, tools, &held, text, fact)?;
    }
    let last = write_replies(connection, &taking, &held, &replies, &mut changes)?;
    held.state.asked_by = asked_by(held.state.asked_by.take(), last);
    changes.add(store::update_to_make(&held, text.at));
    changes.make(connection)?;
    hands::after_text(connection, hands, &held, inbound_id, text.at)?;
    Ok(Some(reading))
}

/// What stands around the facts of a text.
struct Taking<'a> {
    tools: &'a Tools<'a>,
    scene: &'a Scene,
    text: &'a Text<'a>,
    inbound_id: i64,
}

/// Writes what is answered; the last of it, which is among the changes, with its token.
fn write_replies<'r>(
    connection: &mut Database,
    taking: &Taking<'_>,
    held: &Held,
    replies: &'r [Reply],
    changes: &mut Changes<'_>,
) -> Result<Option<(&'r Reply, String)>, StoreError> {
    let Taking { tools, scene, text, .. } = taking;
    let Some((last, earlier)) = replies.split_last() else { return Ok(None) };
    let wording = tools.wording(&held.state.language, scene.offered.as_ref(), held.response_id);
    let wording = Wording { for_whom: find_whom(connection, tools.keys, held)?, ..wording };
    let new = NewSms {
        contact_point_id: held.contact_point_id,
        urgency: Urgency::Reply,
        body: "",
        not_before: text.at,
        not_after: text.at + REPLY_VALID,
        at: text.at,
    };
    for reply in earlier {
        insert_sms(connection, tools.keys, &NewSms { body: &wording.text(reply), ..new })?;
    }
    let body = &wording.text(last);
    let (insert, token) = sms_to_insert(tools.keys, &NewSms { body, ..new });
    changes.add(insert);
    Ok(Some((last, token)))
}

fn keep_fact(
    connection: &mut Database,
    taking: &Taking<'_>,
    held: &mut Held,
    fact: &Fact,
    changes: &mut Changes<'_>,
) -> Result<(), StoreError> {
    let Taking { tools, scene, text, inbound_id } = *taking;
    match (fact, &scene.offered) {
        (Fact::Invited, Some(offered)) => {
            held.version_id = Some(offered.version.id);
            held.response_id = scene.response.as_ref().map(|response| response.id);
            Ok(())
        }
        (Fact::Speaks { participant_id }, Some(offered)) => {
            let version_id = offered.version.id;
            let begun = responses::find_of_participant(connection, *participant_id, version_id)?;
            held.response_id = begun.map(|response| response.id);
            Ok(speak_with(connection, held, *participant_id)?)
        }
        (Fact::Consented, Some(offered)) => {
            say_on_notice(connection, tools, held, offered, text, Action::Granted)?;
            people::update_language(connection, held.participant_id, &held.state.language)?;
            begin_response(connection, held, offered, scene.response.as_ref(), text.at)
        }
        (Fact::Refused, Some(offered)) => {
            say_on_notice(connection, tools, held, offered, text, Action::Refused)
        }
        (Fact::Answered { question, value }, Some(offered)) => {
            let answered = (question.as_str(), value.as_ref());
            changes.add(kept_answer(connection, taking, held, offered, answered)?);
            Ok(())
        }
        (Fact::Reopened, _) => move_response(connection, held, ResponseState::Started, text.at),
        (Fact::Completed, _) => move_response(connection, held, ResponseState::Completed, text.at),
        (Fact::LanguageChosen(language), _) => {
            if let Some(response_id) = held.response_id {
                responses::update_language(connection, response_id, language)?;
            }
            Ok(people::update_language(connection, held.participant_id, language)?)
        }
        (Fact::Deleted, _) => delete_all(connection, tools, held, text),
        (Fact::DeletionUndone, _) => give_back_all(connection, tools, held, text),
        (Fact::BegunAnew, _) => {
            Ok(responses::forget_participant(connection, held.participant_id, text.at.date())?)
        }
        (Fact::TextsStopped, _) => stop_texts(connection, tools, held, scene, text),
        (Fact::TextsHeld(why), _) => {
            hold_texts(connection, tools.keys, held, text, inbound_id, *why)
        }
        (Fact::StopDoubted, _) => note(connection, Kind::UnclearOptOut, held, inbound_id, text.at),
        (Fact::Crisis, _) => note(connection, Kind::Crisis, held, inbound_id, text.at),
        (Fact::Complaint, _) => note(connection, Kind::Complaint, held, inbound_id, text.at),
        (Fact::HelpNeeded, _) => note(connection, Kind::NeedsHelp, held, inbound_id, text.at),
        (Fact::CallAsked, _) => note(connection, Kind::CallBack, held, inbound_id, text.at),
        (Fact::StopDenied, _) => person_went_on(connection, held.contact_point_id, text.at),
        (Fact::TextsAllowed, _) => allow_texts(connection, tools, held, text),
        (
            Fact::Invited
            | Fact::Speaks { .. }
            | Fact::Consented
            | Fact::Refused
            | Fact::Answered { .. },
            None,
        ) => Err(StoreError::inconsistent("conversation", &held.id)),
    }
}

/// The conversation of a phone is held with this one of its people from now on.
fn speak_with(
    connection: &mut Database,
    held: &mut Held,
    participant_id: i64,
) -> Result<(), StoreError> {
    if held.participant_id != participant_id {
        store::update_participant(connection, held.id, participant_id)?;
        held.participant_id = participant_id;
    }
    Ok(())
}

fn note(
    connection: &mut Database,
    kind: Kind,
    held: &Held,
    inbound_id: i64,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    note_text(connection, kind, held.contact_point_id, inbound_id, at)
}

/// Rooms further on hear of a word that ends being asked.
fn tell(
    connection: &mut Database,
    tools: &Tools<'_>,
    held: &Held,
    text: &Text<'_>,
    fact: &Fact,
) -> Result<(), StoreError> {
    let word = match fact {
        Fact::Refused => HeardWord::Refused,
        // A doubt ends nothing: who is asked waits until a person has looked.
        Fact::TextsStopped => HeardWord::NoTexts,
        Fact::Deleted => HeardWord::Deleted,
        Fact::DeletionUndone | Fact::BegunAnew => HeardWord::DeletionOver,
        _ => return Ok(()),
    };
    let (participant_id, version_id) = (held.participant_id, held.version_id);
    let heard = Heard { participant_id, version_id, word, at: text.at };
    tools.heard.iter().try_for_each(|react| react(connection, &heard))
}

/// An answer to be kept. What it makes superfluous is forgotten.
fn kept_answer(
    connection: &mut Database,
    taking: &Taking<'_>,
    held: &Held,
    offered: &Offered,
    (question, value): (&str, Option<&Value>),
) -> Result<impl Change + use<>, StoreError> {
    let Taking { tools, scene, inbound_id, .. } = *taking;
    let kind = offered.version.survey.question(question).map(|question| question.kind);
    // No answer is kept unless consent stands before it, whatever the state says.
    let (Some(response), Some(proof), Some(kind)) = (&scene.response, &scene.proof, kind) else {
        return Err(StoreError::inconsistent("conversation", &held.id));
    };
    let mut given = scene.given.clone();
    given.insert(question.to_owned(), value.cloned());
    let survey = &offered.version.survey;
    responses::forget_unasked(connection, survey, response.id, &mut given)?;
    let (asked, inbound) = ((question, kind), Some(inbound_id));
    responses::answer_to_keep(tools.keys, proof, response, asked, value, inbound)
}

/// A response is under way from now on: the one that was begun before, or another.
fn begin_response(
    connection: &mut Database,
    held: &mut Held,
    offered: &Offered,
    begun: Option<&ResponseRow>,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    let id = begun.map_or_else(|| time_ordered_id(at), |response| response.id);
    held.response_id = Some(id);
    if begun.is_some() {
        // It may have ended where it stood.
        let started = ResponseState::Started;
        return Ok(responses::update_state(connection, id, started, at.date())?);
    }
    let new = NewResponse {
        id,
        version_id: offered.version.id,
        participant_id: Some(held.participant_id),
        channel: "sms",
        language: &held.state.language,
        link_index: None,
        receipt_index: None,
        started_on: at.date(),
    };
    Ok(responses::insert_response(connection, &new)?)
}

/// Where the response stands from now on.
fn move_response(
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
