//! Whom Hearth knows, how far the imports are, and what is kept of whoever a number reaches.

use std::collections::BTreeMap;
use std::slice;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{ImportError, allowed, write_down};
use crate::consent::store::{History, find_suppression, list_history};
use crate::conversation::store::texts::find_of_contact;
use crate::enrolment::State;
use crate::enrolment::phone::read_phone;
use crate::enrolment::store::overview::{
    KeptNumber, Panel, find_kept, find_kept_number, list_panel_names, list_panels,
};
use crate::enrolment::store::{self, Import};
use crate::people::Phone;
use crate::people::store::phone_index;
use crate::people::store::sharing::{Reached, ReachedBy, list_reached};
use crate::people::store::sites::list_sites;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::storage::{Database, StoreError};

/// How many imports are listed.
const IMPORTS_LISTED: i64 = 20;

/// Whom Hearth knows, and how far the imports are.
pub async fn overview(
    services: &Services,
    by: &SignedIn,
) -> Result<(Vec<Panel>, Vec<Import>), ImportError> {
    allowed(by)?;
    let keys = Arc::clone(&services.keys);
    services
        .store
        .read(move |connection| {
            let imports = store::list_imports(connection, IMPORTS_LISTED)?;
            let imports: Result<_, StoreError> =
                imports.into_iter().map(|row| row.open(&keys)).collect();
            Ok((list_panels(connection)?, imports?))
        })
        .await
}

/// An import with what it can be read into.
pub struct Desk {
    /// The import.
    pub import: Import,
    /// The panels there are.
    pub panels: Vec<String>,
    /// The sites there are.
    pub sites: Vec<String>,
    /// Whether rows are kept to be given back.
    pub has_rejects: bool,
}

/// An import. Where rows of the file are shown, the look is written down.
pub async fn find(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<Desk, ImportError> {
    allowed(by)?;
    let (keys, now, account_id) = (Arc::clone(&services.keys), services.clock.now(), by.account_id);
    let desk = services
        .store
        .read(move |connection| {
            let import = store::find_import(connection, id)?.ok_or(ImportError::NotFound)?;
            Ok::<_, ImportError>(Desk {
                import: import.open(&keys)?,
                panels: list_panel_names(connection)?,
                sites: list_sites(connection)?.into_iter().map(|site| site.name).collect(),
                has_rejects: store::has_rejects(connection, id)?,
            })
        })
        .await?;
    match desk.import.state {
        State::Receiving => return Err(ImportError::NotFound),
        State::Draft | State::Checked => {
            let record = format!("people_import/{id}");
            let what = (account_id, "people_list_seen");
            services
                .store
                .write(move |connection| {
                    write_down(connection, what, record, String::new(), request_id, now)
                })
                .await?;
        }
        _ => {}
    }
    Ok(desk)
}

/// A number, and what is kept of everybody it reaches.
pub struct Found {
    /// The number in full.
    pub phone: Phone,
    /// Whether it gets no texts.
    pub is_suppressed: bool,
    /// What is kept of it, if anybody has it.
    pub known: Option<Known>,
}

/// What is kept of a number, and of everybody it reaches.
pub struct Known {
    /// The conversation held on it, if there is one.
    pub conversation_id: Option<i64>,
    /// The number itself.
    pub number: KeptNumber,
    /// Everybody it reaches, whom it belongs to first.
    pub people: Vec<Person>,
}

/// What is kept of a person.
pub struct Person {
    /// Their name.
    pub name: Option<String>,
    /// Tag of their language.
    pub language: String,
    /// Their site.
    pub site: Option<String>,
    /// Their strata.
    pub strata: BTreeMap<String, String>,
    /// Since when they are known.
    pub since: NaiveDateTime,
    /// The panels they are in.
    pub panels: Vec<String>,
    /// How many surveys they began.
    pub responses: i64,
    /// What they agreed to and refused, oldest first.
    pub consents: Vec<History>,
}

/// Looks up everybody whom a number reaches, and writes each look down; `None` if it is none.
pub async fn look_up(
    services: &Services,
    by: &SignedIn,
    typed: &str,
    request_id: String,
) -> Result<Option<Found>, ImportError> {
    allowed(by)?;
    let read = read_phone(typed, services.config.country).ok();
    let Some(phone) = read.or_else(|| Phone::parse(typed)) else { return Ok(None) };
    let (keys, now, account_id) = (Arc::clone(&services.keys), services.clock.now(), by.account_id);
    let index = phone_index(&keys, &phone);
    services
        .store
        .write(move |connection| {
            let reached = list_reached(connection, &keys, slice::from_ref(&index))?.remove(&index);
            let records: Vec<String> = match &reached {
                Some(by) => by.people.iter().map(|who| record_of(who.participant_id)).collect(),
                None => vec!["participant/none".to_owned()],
            };
            for record in records {
                let what = (account_id, "person_seen");
                write_down(connection, what, record, String::new(), request_id.clone(), now)?;
            }
            let is_suppressed = find_suppression(connection, &index)?.is_some();
            let known = reached.map(|by| known(connection, by)).transpose()?;
            Ok(Some(Found { phone, is_suppressed, known }))
        })
        .await
}

fn record_of(participant_id: i64) -> String {
    format!("participant/{participant_id}")
}

fn known(connection: &mut Database, by: ReachedBy) -> Result<Known, StoreError> {
    let people = by.people.into_iter().map(|who| person(connection, who));
    let people = people.collect::<Result<_, _>>()?;
    Ok(Known {
        conversation_id: find_of_contact(connection, by.contact_point_id)?,
        number: find_kept_number(connection, by.contact_point_id)?,
        people,
    })
}

fn person(connection: &mut Database, who: Reached) -> Result<Person, StoreError> {
    let id = who.participant_id;
    let kept = find_kept(connection, id)?;
    let strata = serde_json::from_str(&kept.strata);
    Ok(Person {
        name: who.name,
        strata: strata.map_err(|_| StoreError::inconsistent("participant", &id))?,
        language: kept.language,
        site: kept.site,
        since: kept.created_at,
        panels: kept.panels,
        responses: kept.responses,
        consents: list_history(connection, id)?,
    })
}
