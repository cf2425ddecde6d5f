//! A text that is a word on consent: to the notice, or on being texted at all.

use chrono::{NaiveDateTime, TimeDelta};

use super::disowned::disown;
use super::scene::{Scene, Text, Tools};
use super::store::{self, Held};
use super::{Hold, Step};
use crate::calls::Kind;
use crate::calls::flow::{note_text, person_stopped, person_went_on};
use crate::consent::flow::{Evidence, Word, allow_texts_again, hold, lift_hold, record, suppress};
use crate::consent::{Action, Actor, Method, Purpose, Scope, store as consent_store};
use crate::crypto::Keys;
use crate::outbox::OptedOut;
use crate::outbox::store::cancel_queued;
use crate::response::{ResponseState, store as responses};
use crate::storage::{Database, StoreError};
use crate::survey::flow::Offered;

/// A text that is refused within this time of START shows that START did not reach the carrier.
const STARTED_WITHIN: TimeDelta = TimeDelta::hours(24);

/// The yes or no to the notice as it was shown: its purposes are one bundle.
pub(super) fn say_on_notice(
    connection: &mut Database,
    tools: &Tools<'_>,
    held: &Held,
    offered: &Offered,
    text: &Text<'_>,
    action: Action,
) -> Result<(), StoreError> {
    let version = &offered.version;
    let notice = offered.notice_shown(&held.state.language);
    let evidence = text.evidence(tools.keys);
    let word = Word {
        programme: &version.programme,
        purposes: &version.purposes,
        action,
        scope: Scope::Programme,
        notice: notice.as_ref(),
        ..on_texts(held, Method::SmsKeyword, &evidence, text.phone_index, text.at)
    };
    record(connection, &word)
}

/// Ends the texts and nothing else: what was answered stays, and counts.
pub(super) fn stop_texts(
    connection: &mut Database,
    tools: &Tools<'_>,
    held: &Held,
    scene: &Scene,
    text: &Text<'_>,
) -> Result<(), StoreError> {
    let evidence = text.evidence(tools.keys);
    let programme = scene.offered.as_ref().map_or("", |offered| &offered.version.programme);
    let word = Word {
        programme,
        ..on_texts(held, Method::SmsKeyword, &evidence, text.phone_index, text.at)
    };
    end_texts(connection, held, text.phone_index, &word)
}

/// Nothing is sent until a person has looked at what was meant.
pub(super) fn hold_texts(
    connection: &mut Database,
    keys: &Keys,
    held: &mut Held,
    text: &Text<'_>,
    inbound_id: i64,
    why: Hold,
) -> Result<(), StoreError> {
    if why != Hold::Repeating {
        // What a person says outweighs that a machine may have been speaking.
        lift_hold(connection, text.phone_index, &[Hold::Repeating.name()])?;
        cancel_queued(connection, held.contact_point_id)?;
    }
    if why == Hold::WrongNumber {
        disown(connection, keys, held, text.at)?;
    }
    hold(connection, text.phone_index, why.name(), text.at)?;
    let kind = match why {
        // Who opted out already has nothing left to be asked.
        Hold::StopSuspected if matches!(held.state.step, Step::Stopped(_)) => return Ok(()),
        Hold::StopSuspected => Kind::HeldOptOut,
        Hold::WrongNumber => Kind::WrongNumber,
        Hold::Repeating => Kind::Repeating,
    };
    note_text(connection, kind, held.contact_point_id, inbound_id, text.at)
}

/// Texts may come again, from the programmes that were stopped.
pub(super) fn allow_texts(
    connection: &mut Database,
    tools: &Tools<'_>,
    held: &Held,
    text: &Text<'_>,
) -> Result<(), StoreError> {
    let evidence = text.evidence(tools.keys);
    let word = Word {
        action: Action::Granted,
        scope: Scope::Programme,
        ..on_texts(held, Method::SmsKeyword, &evidence, text.phone_index, text.at)
    };
    allow_texts_again(connection, text.phone_index, &word)?;
    person_went_on(connection, held.contact_point_id, text.at)
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
    let is_known = [Method::SmsKeyword, Method::SmsFreeText, Method::Carrier].map(Method::name);
    if reason.is_some_and(|reason| is_known.contains(&reason.as_str())) {
        return Ok(());
    }
    held.state.step = Step::Stopped(held.state.step.open_question());
    let evidence =
        Evidence::seal(keys, &format!("21610 for contact point {}", held.contact_point_id));
    let word = on_texts(&held, Method::Carrier, &evidence, &index, fact.at);
    end_texts(connection, &held, &index, &word)?;
    // Only the carrier's own word lifts its block: they wait for texts that do not come.
    let since = fact.at - STARTED_WITHIN;
    if let Some(start) = store::texts::find_read_as(connection, held.id, "start", since)? {
        note_text(connection, Kind::StartBlocked, held.contact_point_id, start, fact.at)?;
    }
    Ok(store::update(connection, &held, fact.at)?)
}

/// The number is suppressed, what waits for it is not sent, and a survey under way ends where it
/// stands.
fn end_texts(
    connection: &mut Database,
    held: &Held,
    phone_index: &[u8],
    word: &Word<'_>,
) -> Result<(), StoreError> {
    record(connection, word)?;
    close_texts(connection, held, phone_index, word.method.name(), word.at)?;
    person_stopped(connection, held.contact_point_id, word.at)
}

/// What every end of texts brings about, whoever said the word.
pub(super) fn close_texts(
    connection: &mut Database,
    held: &Held,
    phone_index: &[u8],
    reason: &str,
    at: NaiveDateTime,
) -> Result<(), StoreError> {
    suppress(connection, phone_index, reason, at)?;
    cancel_queued(connection, held.contact_point_id)?;
    if let (Step::Stopped(Some(_)), Some(response_id)) = (&held.state.step, held.response_id) {
        responses::update_state(connection, response_id, ResponseState::Partial, at.date())?;
    }
    Ok(())
}

/// A word of this phone's holder; as it stands, the end of all texts.
pub(super) fn on_texts<'a>(
    held: &Held,
    method: Method,
    evidence: &'a Evidence,
    phone_index: &'a [u8],
    at: NaiveDateTime,
) -> Word<'a> {
    Word {
        participant_id: held.participant_id,
        contact_index: Some(phone_index),
        channel: "sms",
        programme: "",
        purposes: &[Purpose::Text],
        action: Action::Withdrawn,
        scope: Scope::All,
        notice: None,
        method,
        actor: if method == Method::Carrier { Actor::System } else { Actor::Participant },
        evidence,
        at,
        recorded_at: at,
    }
}
