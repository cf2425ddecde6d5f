//! A text that did not arrive, for a reason that passes, is tried again before a person has to look.

use chrono::{NaiveDateTime, TimeDelta};

use super::Dialogue;
use crate::outbox::sms::ErrorAction;
use crate::outbox::sms::delivery::waits_before_tries;
use crate::outbox::store::written::{LastWords, find_last_words};
use crate::outbox::store::{NewSms, count_said_before, insert_repeat};
use crate::outbox::{Repeat, Undelivered, Urgency};
use crate::people::store::contact::list_contacts;
use crate::people::{Hours, Phone};
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// Nobody has use for what was written longer ago than this.
const STILL_OF_USE: TimeDelta = TimeDelta::hours(24);
/// How many of the latest texts are looked through for one that came after a lost one. Further back,
/// where the talk stands tells.
const LOOKED_THROUGH: i64 = 5_000;
/// A try at any hour that could not be handed over within this time is given up.
const VALID: TimeDelta = TimeDelta::hours(1);

/// What becomes of a text that did not arrive.
pub(super) enum Again {
    /// Another try waits for its time.
    Waits,
    /// Something later was written to them since: this text says nothing any more, and whoever
    /// would find it on the list could do nothing about it. The later one has its own fate.
    Pointless,
    /// It is not tried again.
    Never,
}

/// Writes another try of a text that did not arrive, where there may be one.
pub(super) fn try_again(
    connection: &mut Database,
    services: &Services,
    dialogue: &Dialogue,
    fact: &Undelivered,
) -> Result<Again, StoreError> {
    let Some(code) = fact.code.filter(|_| !fact.may_have_arrived) else { return Ok(Again::Never) };
    let waits = waits_before_tries(code);
    if waits.is_empty() {
        return Ok(Again::Never);
    }
    let (of, keys) = (fact.contact_point_id, &services.keys);
    let lost = find_last_words(connection, keys, of, fact.message_id, LOOKED_THROUGH)?;
    let Some(lost) = lost else { return Ok(Again::Pointless) };
    if has_moved_since(connection, dialogue, of, &lost)? {
        // What they wrote got no answer, or else a text so long ago that it was not found.
        return Ok(if lost.is_recent { Again::Never } else { Again::Pointless });
    }
    let before = count_said_before(connection, fact.message_id)?;
    let Some(wait) = waits.get(before.times) else { return Ok(Again::Never) };
    let phone = find_phone(connection, services, dialogue, (of, lost.urgency))?;
    let Some(phone) = phone else { return Ok(Again::Never) };
    let LastWords { token: lost, body, urgency, .. } = lost;
    let is_by_day =
        urgency == Urgency::Bulk || ErrorAction::for_code(code) == ErrorAction::RetryHoursApart;
    let at = fact.at + *wait;
    let (not_before, not_after) =
        if is_by_day { by_day(services, &phone, at) } else { (at, at + VALID) };
    if not_before > before.first_at + STILL_OF_USE {
        return Ok(Again::Never);
    }
    let (contact_point_id, at) = (of, fact.at);
    let new = NewSms { contact_point_id, urgency, body: &body, not_before, not_after, at };
    let (_, token) = insert_repeat(connection, keys, &new, fact.message_id)?;
    (dialogue.sent_again)(connection, &lost, &token)?;
    Ok(Again::Waits)
}

/// From when to when a text may go out that nobody just asked for, at that time or after it.
pub(super) fn by_day(
    services: &Services,
    phone: &Phone,
    at: NaiveDateTime,
) -> (NaiveDateTime, NaiveDateTime) {
    let window = Hours::new(services.config.asking, at).of(phone);
    (window.opens_at.max(at), window.closes_at)
}

/// Whether a text that says another once more is still to go out: neither they nor we wrote since,
/// and they may still be texted.
pub fn is_still_wanted(
    connection: &mut Database,
    services: &Services,
    dialogue: &Dialogue,
    repeat: &Repeat,
) -> Result<bool, StoreError> {
    let (of, id) = (repeat.contact_point_id, repeat.message_id);
    let keys = &services.keys;
    let Some(words) = find_last_words(connection, keys, of, id, LOOKED_THROUGH)? else {
        return Ok(false);
    };
    if find_phone(connection, services, dialogue, (of, words.urgency))?.is_none() {
        return Ok(false);
    }
    // What was said while another held the conversation makes this text an old one.
    let is_last = find_last_words(connection, keys, of, id, LOOKED_THROUGH)?.is_some();
    Ok(is_last && !has_moved_since(connection, dialogue, of, &words)?)
}

/// Whether the talk has moved since a text was written: by a text of theirs, answered or not, or by
/// what we asked since.
fn has_moved_since(
    connection: &mut Database,
    dialogue: &Dialogue,
    of: i64,
    words: &LastWords,
) -> Result<bool, StoreError> {
    let moved_at = (dialogue.find_last_moved)(connection, of)?;
    Ok(moved_at.is_some_and(|moved_at| moved_at > words.at))
}

/// The phone a text of that urgency may be sent to once more, if it may. Holds the conversation:
/// a STOP comes before that text, or ends it.
pub(super) fn find_phone(
    connection: &mut Database,
    services: &Services,
    dialogue: &Dialogue,
    (of, urgency): (i64, Urgency),
) -> Result<Option<Phone>, StoreError> {
    if !(dialogue.may_text_again)(connection, services, of, urgency)? {
        return Ok(None);
    }
    let contact = list_contacts(connection, &services.keys, &[of])?.remove(&of);
    let usable = contact.filter(|contact| contact.unusable_since.is_none());
    Ok(usable.and_then(|contact| Phone::parse(&contact.number)))
}
