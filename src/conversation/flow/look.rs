//! How talks by text stand, and one of them, for a person who looks. Every look is written down.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::hand::can_be_taken;
use super::leave::{Silence, Whom, may_text};
use crate::calls::store::list_open_of;
use crate::consent::store::find_suppression;
use crate::conversation::State;
use crate::conversation::in_hand::{LEFT_ALONE, Takeover};
use crate::conversation::scene::read_given;
use crate::conversation::store::takeover;
use crate::conversation::store::texts::{
    Heard, Row, find_heard_at, find_of_contact, list_heard, list_moved, list_rows,
};
use crate::crypto::Keys;
use crate::i18n::Language;
use crate::outbox::store::written::{Sought, Written, list_sought};
use crate::people::store::contact::{Contact, list_contacts};
use crate::people::store::list_names;
use crate::response::store::ResponseRow;
use crate::response::store::by_text::list_answered_by_text;
use crate::response::{Given, ResponseState};
use crate::services::Services;
use crate::staff::store::accounts::list_accounts;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn};
use crate::storage::{Database, StoreError};
use crate::survey::flow::{Version, read_version};

/// Conversations on a page, of those that moved last.
const MOVED_SHOWN: usize = 50;
/// Conversations shown before them, of each kind.
const IN_HAND_SHOWN: i64 = 100;
/// Texts of theirs on a page of one conversation.
const TEXTS_SHOWN: usize = 50;

/// Who has a conversation in hand.
pub struct Holder {
    /// The account.
    pub account_id: i64,
    /// Its address.
    pub address: String,
    /// Since when, in UTC.
    pub since: NaiveDateTime,
}

/// A conversation with what may be shown before it is opened.
pub struct Card {
    /// Row.
    pub id: i64,
    /// Where it stands.
    pub state: State,
    /// The last two digits of the number.
    pub last_digits: String,
    /// The language the person speaks.
    pub language: Language,
    /// The survey under way or last gone through.
    pub version: Option<Arc<Version>>,
    /// When it last moved, in UTC.
    pub moved_at: NaiveDateTime,
    /// Who has it in hand.
    pub holder: Option<Holder>,
    /// Whether a text waits for a person to read it.
    pub has_new: bool,
}

/// The list.
pub struct Listed {
    /// With texts that a person has to read, the longest waiting first.
    pub new: Vec<Card>,
    /// In a person's hands.
    pub in_hand: Vec<Card>,
    /// By their latest text, the latest first.
    pub moved: Vec<Card>,
    /// The text before which there are more.
    pub older: Option<i64>,
    /// When it was read, in UTC.
    pub at: NaiveDateTime,
}

/// The conversations that need a look, and those that moved last before a text.
pub async fn list(
    services: &Services,
    by: &SignedIn,
    before: Option<i64>,
    request_id: String,
) -> Result<Listed, StoreError> {
    let (here, at) = (services.clone(), services.clock.now());
    let entry = seen(by, "conversations_seen", "conversation".to_owned(), request_id);
    services
        .store
        .write(move |connection| {
            audit(connection, &entry, at)?;
            let (moved, older) = list_moved(connection, before, MOVED_SHOWN)?;
            let (mut new, mut in_hand) = (Vec::new(), Vec::new());
            if before.is_none() {
                let unread = takeover::list_unread(connection, IN_HAND_SHOWN)?;
                new = unread.into_iter().map(|taken| taken.conversation_id).collect();
                let held = takeover::list_held(connection, at - LEFT_ALONE, IN_HAND_SHOWN)?;
                in_hand = held.into_iter().map(|taken| taken.conversation_id).collect();
                in_hand.retain(|id| !new.contains(id));
            }
            let mut in_hand = cards(connection, &here, in_hand, at)?;
            in_hand.retain(|card| card.holder.is_some());
            let above: Vec<i64> =
                in_hand.iter().map(|card| card.id).chain(new.iter().copied()).collect();
            let moved = moved.into_iter().map(|one| one.conversation_id);
            let moved = moved.filter(|id| !above.contains(id)).collect();
            let new = cards(connection, &here, new, at)?;
            Ok(Listed { new, in_hand, moved: cards(connection, &here, moved, at)?, older, at })
        })
        .await
}

fn seen(by: &SignedIn, action: &'static str, record: String, request_id: String) -> AuditEntry {
    let account_id = Some(by.account_id);
    AuditEntry { account_id, action, record, detail: String::new(), request_id }
}

/// The cards of these conversations, in their order.
fn cards(
    connection: &mut Database,
    services: &Services,
    ids: Vec<i64>,
    at: NaiveDateTime,
) -> Result<Vec<Card>, StoreError> {
    let keys = &services.keys;
    let rows = list_rows(connection, &ids)?;
    let contact_ids: Vec<i64> = rows.iter().map(|row| row.contact_point_id).collect();
    let contacts = list_contacts(connection, keys, &contact_ids)?;
    let taken = takeover::list(connection, &ids)?;
    let addresses = addresses(connection, keys, !taken.is_empty())?;
    let mut made = HashMap::new();
    for row in rows {
        let contact = contacts.get(&row.contact_point_id);
        let contact = contact.ok_or_else(|| StoreError::inconsistent("conversation", &row.id))?;
        let taken = taken.get(&row.id);
        let card = Card {
            id: row.id,
            last_digits: last_digits(&contact.number),
            language: contact.language.clone(),
            version: find_version(connection, services, row.version_id)?,
            moved_at: row.updated_at,
            holder: holder(&row.state, taken, &addresses, at),
            has_new: taken.is_some_and(Takeover::has_new),
            state: row.state,
        };
        made.insert(row.id, card);
    }
    Ok(ids.into_iter().filter_map(|id| made.remove(&id)).collect())
}

/// The last two digits of a number, which tell people apart and nobody who they are.
pub fn last_digits(number: &str) -> String {
    number.get(number.len().saturating_sub(2)..).unwrap_or_default().to_owned()
}

fn find_version(
    connection: &mut Database,
    services: &Services,
    id: Option<i64>,
) -> Result<Option<Arc<Version>>, StoreError> {
    id.map(|id| read_version(connection, &services.frozen, id)).transpose()
}

/// The address of each account, so that people know whom to ask.
fn addresses(
    connection: &mut Database,
    keys: &Keys,
    is_needed: bool,
) -> Result<HashMap<i64, String>, StoreError> {
    if !is_needed {
        return Ok(HashMap::new());
    }
    let accounts = list_accounts(connection, keys)?;
    Ok(accounts.into_iter().map(|account| (account.id, account.email)).collect())
}

fn holder(
    state: &State,
    taken: Option<&Takeover>,
    addresses: &HashMap<i64, String>,
    at: NaiveDateTime,
) -> Option<Holder> {
    let taken = taken.filter(|_| state.step.is_in_hand())?;
    let account_id = taken.holder(at)?;
    let address = addresses.get(&account_id).cloned().unwrap_or_default();
    Some(Holder { account_id, address, since: taken.since })
}

/// The conversation that is held at a contact point.
pub async fn find_of(
    services: &Services,
    contact_point_id: i64,
) -> Result<Option<i64>, StoreError> {
    services.store.read(move |connection| Ok(find_of_contact(connection, contact_point_id)?)).await
}

/// How a conversation is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Row.
    pub id: i64,
    /// Whether the words and the number are to be shown.
    pub with_words: bool,
    /// The text before which texts are shown; the latest if it says nothing.
    pub before: Option<i64>,
}

/// A text of ours.
pub struct Ours {
    /// The text. Personal.
    pub text: Written,
    /// Who wrote it, where a person did: the account and its address.
    pub by: Option<(i64, String)>,
}

/// A conversation opened. Personal.
pub struct Sight {
    /// Where it stands, and whose it is.
    pub row: Row,
    /// Who, and how to reach them.
    pub contact: Contact,
    /// The survey under way or last gone through.
    pub version: Option<Arc<Version>>,
    /// Why nothing is sent to the number, if nothing is.
    pub suppression: Option<String>,
    /// What a person has to decide about them: entries of the call list.
    pub entries: Vec<i64>,
    /// Who has it in hand.
    pub holder: Option<Holder>,
    /// Whether it can be taken in hand.
    pub can_be_taken: bool,
    /// Why they may not be texted now, if they may not.
    pub silence: Option<Silence>,
    /// Their texts, the latest first.
    pub heard: Vec<Heard>,
    /// Ours, in no order.
    pub ours: Vec<Ours>,
    /// Which question of the survey each text answers.
    pub answers: HashMap<i64, String>,
    /// What was answered so far.
    pub given: Given,
    /// Since when all of our texts are here, if that is not always.
    pub complete_since: Option<NaiveDateTime>,
    /// The text before which there are more.
    pub older: Option<i64>,
}

/// Opens a conversation. That somebody looked is kept in the same transaction, and if it is who has
/// it in hand and they see the words, that they have read them.
pub async fn see(
    services: &Services,
    by: &SignedIn,
    look: Look,
    request_id: String,
) -> Result<Option<Sight>, StoreError> {
    let (here, at, account_id) = (services.clone(), services.clock.now(), by.account_id);
    let action = if look.with_words { "conversation_words_seen" } else { "conversation_seen" };
    let entry = seen(by, action, format!("conversation/{}", look.id), request_id);
    services
        .store
        .write(move |connection| {
            let Some(row) = list_rows(connection, &[look.id])?.pop() else { return Ok(None) };
            audit(connection, &entry, at)?;
            let sight = open(connection, &here, row, look, at)?;
            let is_readers = sight.holder.as_ref().is_none_or(|who| who.account_id == account_id);
            if let (true, true, None, Some(last)) =
                (look.with_words, is_readers, look.before, sight.heard.first())
            {
                takeover::note_read(connection, look.id, last.id)?;
            }
            Ok(Some(sight))
        })
        .await
}

fn open(
    connection: &mut Database,
    services: &Services,
    row: Row,
    look: Look,
    at: NaiveDateTime,
) -> Result<Sight, StoreError> {
    let keys = &services.keys;
    let mut contact = list_contacts(connection, keys, &[row.contact_point_id])?
        .remove(&row.contact_point_id)
        .ok_or_else(|| StoreError::inconsistent("conversation", &row.id))?;
    if row.state.is_shared {
        contact.name =
            list_names(connection, keys, &[row.participant_id])?.remove(&row.participant_id);
    }
    let suppression = find_suppression(connection, &contact.index)?;
    let version = find_version(connection, services, row.version_id)?;
    let taken = takeover::find(connection, row.id)?;
    let by_hand = takeover::list_written(connection, row.id)?;
    let addresses = addresses(connection, keys, taken.is_some())?;
    let whom = Whom {
        id: row.id,
        participant_id: row.participant_id,
        contact_point_id: row.contact_point_id,
        version_id: row.version_id,
        step: &row.state.step,
    };
    let silence = may_text(connection, services, whom, at)?.err();
    let (heard, older) = heard_before(connection, keys, look)?;
    let answered_at: Vec<NaiveDateTime> = heard.iter().map(|text| text.at).collect();
    let known: Vec<i64> = by_hand.keys().copied().collect();
    let sought = Sought {
        from: answered_at.last().copied().filter(|_| older.is_some()),
        before: before_when(connection, look)?,
        answered_at: &answered_at,
        known: &known,
    };
    let (written, complete_since) = list_sought(connection, keys, row.contact_point_id, &sought)?;
    let who = |id: i64| {
        let account_id = by_hand.get(&id)?;
        Some((*account_id, addresses.get(account_id).cloned().unwrap_or_default()))
    };
    let ours = written.into_iter().map(|text| Ours { by: who(text.id), text }).collect();
    let (answers, given) = answered(connection, keys, &row, version.as_deref())?;
    Ok(Sight {
        entries: list_open_of(connection, row.contact_point_id)?,
        holder: holder(&row.state, taken.as_ref(), &addresses, at),
        can_be_taken: can_be_taken(&row.state.step) && suppression.is_none(),
        contact,
        version,
        suppression,
        silence,
        heard,
        ours,
        answers,
        given,
        complete_since,
        older,
        row,
    })
}

/// A page of their texts, and the text before which there are more.
fn heard_before(
    connection: &mut Database,
    keys: &Keys,
    look: Look,
) -> Result<(Vec<Heard>, Option<i64>), StoreError> {
    let most = i64::try_from(TEXTS_SHOWN + 1).unwrap_or(i64::MAX);
    let mut heard = list_heard(connection, keys, look.id, look.before, most)?;
    let has_older = heard.len() > TEXTS_SHOWN;
    heard.truncate(TEXTS_SHOWN);
    let older = heard.last().map(|text| text.id).filter(|_| has_older);
    Ok((heard, older))
}

/// When the text came before which texts are shown.
fn before_when(connection: &mut Database, look: Look) -> Result<Option<NaiveDateTime>, StoreError> {
    match look.before {
        Some(id) => Ok(find_heard_at(connection, look.id, id)?),
        None => Ok(None),
    }
}

/// Which question each text answers, and what was answered, where consent to keeping it stands.
fn answered(
    connection: &mut Database,
    keys: &Keys,
    row: &Row,
    version: Option<&Version>,
) -> Result<(HashMap<i64, String>, Given), StoreError> {
    let (Some(version), Some(id)) = (version, row.response_id) else {
        return Ok((HashMap::new(), Given::new()));
    };
    let response = ResponseRow {
        id,
        version_id: version.id,
        participant_id: Some(row.participant_id),
        language: row.state.language.clone(),
        state: ResponseState::Started,
    };
    let (proof, given) = read_given(connection, keys, version, &response)?;
    match proof {
        Some(proof) => Ok((list_answered_by_text(connection, &proof, &response)?, given)),
        None => Ok((HashMap::new(), given)),
    }
}
