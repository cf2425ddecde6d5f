//! Whom Hearth knows, how far the imports are, and what is kept of one person.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{ImportError, allowed, write_down};
use crate::consent::store::{History, find_suppression, list_history};
use crate::conversation::store::texts::find_of_contact;
use crate::crypto::Place;
use crate::enrolment::State;
use crate::enrolment::phone::read_phone;
use crate::enrolment::store::overview::{Panel, find_kept, list_panel_names, list_panels};
use crate::enrolment::store::{self, Import};
use crate::people::Phone;
use crate::people::store::sites::list_sites;
use crate::people::store::{find_phone, phone_index};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::storage::StoreError;

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

/// What is kept of whoever has a number.
pub struct Person {
    /// The number in full.
    pub phone: Phone,
    /// Whether anybody has it.
    pub known: Option<Known>,
    /// Whether it gets no texts.
    pub is_suppressed: bool,
}

/// What is kept of a person.
pub struct Known {
    /// Their name.
    pub name: Option<String>,
    /// Tag of their language.
    pub language: String,
    /// The conversation held on the number, if there is one.
    pub conversation_id: Option<i64>,
    /// Their site.
    pub site: Option<String>,
    /// Their strata.
    pub strata: BTreeMap<String, String>,
    /// Since when they are known.
    pub since: NaiveDateTime,
    /// Since when texts do not reach the number.
    pub unusable_since: Option<NaiveDateTime>,
    /// The panels they are in.
    pub panels: Vec<String>,
    /// How many texts they sent.
    pub texts_in: i64,
    /// How many texts were made for them.
    pub texts_out: i64,
    /// How many surveys they began.
    pub responses: i64,
    /// What they agreed to and refused, oldest first.
    pub consents: Vec<History>,
}

/// Looks up whoever has a number, and writes the look down; `None` if it is none.
pub async fn look_up(
    services: &Services,
    by: &SignedIn,
    typed: &str,
    request_id: String,
) -> Result<Option<Person>, ImportError> {
    allowed(by)?;
    let read = read_phone(typed, services.config.country).ok();
    let Some(phone) = read.or_else(|| Phone::parse(typed)) else { return Ok(None) };
    let (keys, now, account_id) = (Arc::clone(&services.keys), services.clock.now(), by.account_id);
    let index = phone_index(&keys, &phone);
    services
        .store
        .write(move |connection| {
            let is_suppressed = find_suppression(connection, &index)?.is_some();
            let kept = find_kept(connection, &index)?;
            let record = match &kept {
                Some(kept) => format!("participant/{}", kept.participant_id),
                None => "participant/none".to_owned(),
            };
            let what = (account_id, "person_seen");
            write_down(connection, what, record, String::new(), request_id, now)?;
            let Some(kept) = kept else {
                return Ok(Some(Person { phone, known: None, is_suppressed }));
            };
            let fault = || StoreError::inconsistent("participant", &kept.participant_id);
            let place = Place { table: "participant", column: "name", row: &kept.token };
            let name = kept.sealed_name.as_ref().map(|sealed| keys.open(place, sealed));
            let conversation_id = match find_phone(connection, &index)? {
                Some((contact_point_id, _)) => find_of_contact(connection, contact_point_id)?,
                None => None,
            };
            let known = Known {
                conversation_id,
                name: name.transpose().map_err(|_| fault())?,
                strata: serde_json::from_str(&kept.strata).map_err(|_| fault())?,
                language: kept.language,
                site: kept.site,
                since: kept.created_at,
                unusable_since: kept.unusable_since,
                panels: kept.panels,
                texts_in: kept.texts_in,
                texts_out: kept.texts_out,
                responses: kept.responses,
                consents: list_history(connection, kept.participant_id)?,
            };
            Ok(Some(Person { phone, known: Some(known), is_suppressed }))
        })
        .await
}
