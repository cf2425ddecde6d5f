//! The call list as staff see it, and one entry opened, which is a look at somebody's data.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{Dialogue, Said};
use crate::calls::Why;
use crate::calls::store::{self, Entry};
use crate::consent::store::find_suppression;
use crate::crypto::Keys;
use crate::i18n::Language;
use crate::outbox::store::written::{Written, list_became, list_written};
use crate::people::store::contact::{Contact, list_contacts};
use crate::services::Services;
use crate::staff::store::accounts::list_accounts;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn};
use crate::storage::{Database, StoreError};

/// How many entries one page shows.
const SHOWN: i64 = 100;
/// How many texts of ours stand around an entry.
const TEXTS_SHOWN: i64 = 5;

/// The list.
pub struct Listed {
    /// To be looked at now, the most urgent first.
    pub now: Vec<Card>,
    /// Put off.
    pub later: Vec<Card>,
    /// How many there are to be looked at now, shown or not.
    pub count: i64,
    /// When it was read, in UTC.
    pub at: NaiveDateTime,
}

/// An entry with what may be shown before it is opened.
pub struct Card {
    /// The entry.
    pub entry: Entry,
    /// About whom.
    pub of: CardOf,
    /// Why a text did not arrive, where that is what it is about.
    pub why: Option<Why>,
    /// The address of who has taken it.
    pub taken_by: Option<String>,
}

/// About whom an entry is, without telling who it is.
pub struct CardOf {
    /// The last two digits of the number.
    pub last_digits: String,
    /// The language the person speaks.
    pub language: Language,
}

/// The call list. That somebody looked is kept.
pub async fn list_entries(
    services: &Services,
    by: &SignedIn,
    request_id: String,
) -> Result<Listed, StoreError> {
    let (keys, at) = (Arc::clone(&services.keys), services.clock.now());
    let entry = seen(by, "call_list_seen", "call_entry".to_owned(), request_id);
    services
        .store
        .write(move |connection| {
            audit(connection, &entry, at)?;
            let now = store::list_open(connection, at, SHOWN)?;
            let later = store::list_put_off(connection, at, SHOWN)?;
            let count = store::count_open(connection, at)?;
            let now = cards(connection, &keys, now)?;
            Ok(Listed { now, later: cards(connection, &keys, later)?, count, at })
        })
        .await
}

fn seen(by: &SignedIn, action: &'static str, record: String, request_id: String) -> AuditEntry {
    let account_id = Some(by.account_id);
    AuditEntry { account_id, action, record, detail: String::new(), request_id }
}

fn cards(
    connection: &mut Database,
    keys: &Keys,
    entries: Vec<Entry>,
) -> Result<Vec<Card>, StoreError> {
    let ids: Vec<i64> = entries.iter().map(|entry| entry.contact_point_id).collect();
    let contacts = list_contacts(connection, keys, &ids)?;
    let ids: Vec<i64> = entries.iter().filter_map(|entry| entry.outbox_id).collect();
    let became: HashMap<i64, _> = list_became(connection, &ids)?.into_iter().collect();
    let is_any_taken = entries.iter().any(|entry| entry.taken_by.is_some());
    let addresses = if is_any_taken { addresses(connection, keys)? } else { HashMap::new() };
    entries
        .into_iter()
        .map(|entry| {
            let contact = contacts.get(&entry.contact_point_id);
            let contact =
                contact.ok_or_else(|| StoreError::inconsistent("call_entry", &entry.id))?;
            let why = entry.outbox_id.and_then(|id| became.get(&id)).map(Why::of);
            let taken_by = entry.taken_by.and_then(|id| addresses.get(&id).cloned());
            Ok(Card { of: CardOf::new(contact), why, taken_by, entry })
        })
        .collect()
}

impl CardOf {
    fn new(contact: &Contact) -> Self {
        let start = contact.number.len().saturating_sub(2);
        let last_digits = contact.number.get(start..).unwrap_or_default().to_owned();
        Self { last_digits, language: contact.language.clone() }
    }
}

/// The address of each account, so that people know whom to ask.
fn addresses(connection: &mut Database, keys: &Keys) -> Result<HashMap<i64, String>, StoreError> {
    let accounts = list_accounts(connection, keys)?;
    Ok(accounts.into_iter().map(|account| (account.id, account.email)).collect())
}

/// An entry opened: who it is about, and what was said. Personal.
pub struct Sight {
    /// The entry.
    pub entry: Entry,
    /// Who, and how to reach them.
    pub contact: Contact,
    /// Why nothing is sent to the number, if nothing is.
    pub suppression: Option<String>,
    /// Texts that came in, the latest first; the one it is about among them.
    pub said: Vec<Said>,
    /// Texts of ours, the latest first.
    pub written: Vec<Written>,
    /// Why a text did not arrive, where that is what it is about.
    pub why: Option<Why>,
    /// Whether that text may be sent once more.
    pub may_send_again: bool,
    /// The address of who has taken it.
    pub taken_by: Option<String>,
    /// The address of who closed it.
    pub closed_by: Option<String>,
}

/// Opens an entry. That somebody looked is kept in the same transaction.
pub async fn see_entry(
    services: &Services,
    dialogue: Dialogue,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<Option<Sight>, StoreError> {
    let (keys, at) = (Arc::clone(&services.keys), services.clock.now());
    let look = seen(by, "call_entry_seen", format!("call_entry/{id}"), request_id);
    services
        .store
        .write(move |connection| {
            let Some(entry) = store::find(connection, id)? else { return Ok(None) };
            audit(connection, &look, at)?;
            open(connection, &keys, dialogue, entry).map(Some)
        })
        .await
}

fn open(
    connection: &mut Database,
    keys: &Keys,
    dialogue: Dialogue,
    entry: Entry,
) -> Result<Sight, StoreError> {
    let of = entry.contact_point_id;
    let contact = list_contacts(connection, keys, &[of])?
        .remove(&of)
        .ok_or_else(|| StoreError::inconsistent("call_entry", &entry.id))?;
    let suppression = find_suppression(connection, &contact.index)?;
    let said = (dialogue.list_said)(connection, keys, of, entry.inbound_id)?;
    let written = list_written(connection, keys, of, TEXTS_SHOWN)?;
    let about: Vec<i64> = entry.outbox_id.into_iter().collect();
    let why = list_became(connection, &about)?.first().map(|(_, became)| Why::of(became));
    let is_latest = written.first().map(|text| text.id) == entry.outbox_id;
    let may_send_again = is_latest
        && suppression.is_none()
        && contact.unusable_since.is_none()
        && why.is_some_and(Why::may_be_sent_again);
    let ids = [entry.taken_by, entry.closed.and_then(|closed| closed.by)];
    let addresses = match ids {
        [None, None] => HashMap::new(),
        _ => addresses(connection, keys)?,
    };
    let [taken_by, closed_by] = ids.map(|id| id.and_then(|id| addresses.get(&id).cloned()));
    Ok(Sight {
        entry,
        contact,
        suppression,
        said,
        written,
        why,
        may_send_again,
        taken_by,
        closed_by,
    })
}
