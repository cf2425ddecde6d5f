//! What a member of staff decided about somebody's words, as far as the dialogue goes.
//!
//! Each of these takes hold of the conversation first, as a text of the person would.

use super::disowned::{disown, own_again};
use super::scene::text_evidence;
use super::store::forgetting::forget_texts;
use super::store::{self, Held};
use super::word::{close_texts, on_texts};
use super::{Hold, State, Step};
use crate::calls::Kind;
use crate::calls::flow::{Decided, Said};
use crate::calls::store::has_another_open;
use crate::consent::flow::{Word, lift_hold, permit_text, record};
use crate::consent::store::find_suppression;
use crate::consent::{Actor, Method};
use crate::crypto::Keys;
use crate::outbox::Urgency;
use crate::outbox::store::copies::{begin_erasing, insert_copies};
use crate::outbox::store::find_by_token;
use crate::people::store::contact::give_contact;
use crate::services::Services;
use crate::storage::{Database, StoreError};
use crate::survey::flow::read_version;

/// How many texts of the person stand around the one that is looked at.
const TEXTS_SHOWN: i64 = 5;

/// They want no more texts: the withdrawal stands in the ledger with their own words as its proof.
pub fn end_texts(
    connection: &mut Database,
    keys: &Keys,
    decided: &Decided,
) -> Result<(), StoreError> {
    let (index, mut held) = hold_conversation(connection, decided.contact_point_id)?;
    held.state.step = Step::Stopped(held.state.step.open_question());
    withdraw(connection, keys, (&held, held.participant_id), &index, decided)?;
    close_texts(connection, &held, &index, Method::SmsFreeText.name(), decided.at)?;
    Ok(store::update(connection, &held, decided.at)?)
}

/// They did not mean that. Nothing is sent now: their next text, whatever it says, repeats the
/// question, so that nobody is surprised at night by what a member of staff decided.
pub fn go_on(connection: &mut Database, _: &Keys, decided: &Decided) -> Result<(), StoreError> {
    let (index, mut held) = hold_conversation(connection, decided.contact_point_id)?;
    let is_disowned = held.state.former.is_some();
    if is_disowned && !is_open_beside(connection, &[Kind::WrongNumber], decided)? {
        own_again(connection, &mut held)?;
        store::update(connection, &held, decided.at)?;
    }
    // Another doubt about the same number holds it still.
    if is_open_beside(connection, &Kind::HOLDS, decided)? {
        return Ok(());
    }
    let holds = [Hold::StopSuspected, Hold::WrongNumber, Hold::Repeating].map(Hold::name);
    if !lift_hold(connection, &index, &holds)? {
        return Ok(());
    }
    held.state.misunderstood = 0;
    held.state.step = match held.state.step.before() {
        Step::Question(id) => Step::Resting(id.clone()),
        before => before.clone(),
    };
    Ok(store::update(connection, &held, decided.at)?)
}

/// The number is somebody else's. The person loses it, and with it the word that they may be texted
/// there; what they answered stays theirs. Whoever has the number now is somebody new, and gets no
/// text before they ask for one; who has done so since goes on.
pub fn give_up_number(
    connection: &mut Database,
    keys: &Keys,
    decided: &Decided,
) -> Result<(), StoreError> {
    let (index, mut held) = hold_conversation(connection, decided.contact_point_id)?;
    disown(connection, keys, &mut held, decided.at)?;
    let Some(former) = held.state.former.take() else { return Ok(()) };
    withdraw(connection, keys, (&held, former.participant_id), &index, decided)?;
    // A STOP or DELETE of whoever has it now is theirs, and stays as it is.
    if held.state.step.is_held() || matches!(held.state.step, Step::StopUnclear(_)) {
        let language = held.state.language.clone();
        held.state = State { step: Step::Stopped(None), ..State::new(language) };
        close_texts(connection, &held, &index, Hold::WrongNumber.name(), decided.at)?;
    }
    if former.deletion.is_some() {
        // Nothing would lead from the person to these texts when their time comes.
        let sids = forget_texts(connection, held.id, &[])?;
        insert_copies(connection, &sids, decided.at)?;
        begin_erasing(connection, held.contact_point_id)?;
    }
    give_contact(connection, held.contact_point_id, held.participant_id)?;
    Ok(store::update(connection, &held, decided.at)?)
}

/// Whether a text that was lost may be sent once more. A reply is what the person asked for; what
/// they did not ask for takes a consent to texts that stands now.
pub fn may_text_again(
    connection: &mut Database,
    services: &Services,
    contact_point_id: i64,
    urgency: Urgency,
) -> Result<bool, StoreError> {
    // Nobody talks there: it was a trial.
    let Some(index) = store::find_index_of_contact(connection, contact_point_id)? else {
        return Ok(false);
    };
    let Some(held) = store::lock(connection, &index)? else { return Ok(false) };
    if held.state.step.is_silent() || find_suppression(connection, &index)?.is_some() {
        return Ok(false);
    }
    match (urgency, held.version_id) {
        (Urgency::Reply, _) => Ok(true),
        (Urgency::Bulk, None) => Ok(false),
        (Urgency::Bulk, Some(version_id)) => {
            let programme = &read_version(connection, &services.frozen, version_id)?.programme;
            Ok(permit_text(connection, held.participant_id, programme)?.is_some())
        }
    }
}

/// Takes hold of the conversation of a contact point, if there is one.
pub fn hold_contact(connection: &mut Database, contact_point_id: i64) -> Result<(), StoreError> {
    if let Some(index) = store::find_index_of_contact(connection, contact_point_id)? {
        store::lock(connection, &index)?;
    }
    Ok(())
}

/// A lost text goes out once more: from now on that one is waited for.
pub fn follow_text(connection: &mut Database, lost: &str, again: &str) -> Result<(), StoreError> {
    let Some(text) = find_by_token(connection, again)? else { return Ok(()) };
    let Some(index) = store::find_index_of_contact(connection, text.contact_point_id)? else {
        return Ok(());
    };
    let Some(mut held) = store::lock(connection, &index)? else { return Ok(()) };
    let Some(asked_by) = held.state.asked_by.as_mut().filter(|text| text.token == lost) else {
        return Ok(());
    };
    again.clone_into(&mut asked_by.token);
    let moved_at = store::find_last_moved(connection, held.id)?;
    Ok(store::update(connection, &held, moved_at)?)
}

/// The last texts that came from a number, and the one that is named, the latest first.
pub fn list_said(
    connection: &mut Database,
    keys: &Keys,
    contact_point_id: i64,
    about: Option<i64>,
) -> Result<Vec<Said>, StoreError> {
    store::list_said(connection, keys, contact_point_id, about, TEXTS_SHOWN)
}

/// Takes hold of the conversation, for what has to be done before the decision is.
pub fn hold_for(connection: &mut Database, decided: &Decided) -> Result<(), StoreError> {
    hold_conversation(connection, decided.contact_point_id).map(|_| ())
}

fn hold_conversation(connection: &mut Database, of: i64) -> Result<(Vec<u8>, Held), StoreError> {
    let missing = || StoreError::inconsistent("conversation", &of);
    let index = store::find_index_of_contact(connection, of)?.ok_or_else(missing)?;
    let held = store::lock(connection, &index)?.ok_or_else(missing)?;
    Ok((index, held))
}

/// Whether another entry of those kinds than the one that was decided stands open about the number.
fn is_open_beside(
    connection: &mut Database,
    kinds: &[Kind],
    decided: &Decided,
) -> Result<bool, StoreError> {
    Ok(has_another_open(connection, decided.contact_point_id, kinds, decided.entry_id)?)
}

fn withdraw(
    connection: &mut Database,
    keys: &Keys,
    (held, participant_id): (&Held, i64),
    index: &[u8],
    decided: &Decided,
) -> Result<(), StoreError> {
    let (sid, body) = store::find_words(connection, keys, decided.inbound_id)?;
    let evidence = text_evidence(keys, &sid, &body);
    let word = on_texts(held, Method::SmsFreeText, &evidence, index, decided.at);
    // The words are the person's; that they mean this, a member of staff has judged.
    record(connection, &Word { participant_id, actor: Actor::Staff(decided.account_id), ..word })
}
