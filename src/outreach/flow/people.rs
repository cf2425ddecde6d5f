//! How a campaign goes: how many stand where, and who, which is a look that is written down.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::conversation::flow::OPEN_FOR;
use crate::i18n::Language;
use crate::outreach::Disposition;
use crate::outreach::store::{self, Campaign, Invited};
use crate::people::store::{list_names, list_phones};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, StoreError};
use crate::survey::flow::{Version, read_version};
use crate::web::csv;

use super::AskFault;

/// How many people one page of the list shows.
pub const PEOPLE_A_PAGE: usize = 50;
/// How many people's names and numbers are looked up with one statement.
const ROWS_AT_ONCE: usize = 500;

/// A campaign with how many people stand where.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The campaign.
    pub campaign: Campaign,
    /// What is asked.
    pub version: Arc<Version>,
    /// How many people stand where; nobody where none is named.
    pub people: BTreeMap<Disposition, i64>,
    /// To how many a text went out.
    pub texted: i64,
    /// Whether it can be called off before anything leaves.
    pub can_be_cancelled: bool,
}

impl Overview {
    /// How many people stand in any of these.
    pub fn count(&self, dispositions: &[Disposition]) -> i64 {
        dispositions.iter().filter_map(|disposition| self.people.get(disposition)).sum()
    }

    /// How many people there are in all.
    pub fn all(&self) -> i64 {
        self.people.values().sum()
    }
}

/// A campaign, and how it goes.
pub async fn find_overview(
    services: &Services,
    campaign_id: i64,
) -> Result<Option<Overview>, StoreError> {
    let (frozen, now) = (Arc::clone(&services.frozen), services.clock.now());
    services
        .store
        .read(move |connection| {
            let Some(campaign) = store::find_campaign(connection, campaign_id)? else {
                return Ok(None);
            };
            let version = read_version(connection, &frozen, campaign.version_id)?;
            let (mut people, mut texted) = (BTreeMap::new(), 0);
            for counted in store::count_standings(connection, campaign_id, now - OPEN_FOR)? {
                *people.entry(counted.standing.disposition()).or_default() += counted.people;
                texted += if counted.standing.was_texted() { counted.people } else { 0 };
            }
            let can_be_cancelled = store::can_be_cancelled(connection, campaign_id)?;
            Ok(Some(Overview { campaign, version, people, texted, can_be_cancelled }))
        })
        .await
}

/// Somebody who was invited, as a person looks at them.
#[derive(Clone)]
pub struct Person {
    /// What they are called; empty if they never said.
    pub name: String,
    /// Their number.
    pub phone: String,
    /// The language they are asked in.
    pub language: Language,
    /// When they were asked, in UTC.
    pub asked_at: Option<NaiveDateTime>,
    /// Where their invitation stands.
    pub disposition: Disposition,
}

/// A page of the people of a campaign who stand so, and how many there are in all. Written down.
pub async fn list_people(
    services: &Services,
    by: &SignedIn,
    campaign_id: i64,
    disposition: Disposition,
    page: usize,
    request_id: String,
) -> Result<(Vec<Person>, usize), AskFault> {
    let entry = AuditEntry {
        account_id: Some(by.account_id),
        action: "campaign_people_seen",
        record: format!("campaign/{campaign_id}"),
        detail: format!("{}, page {page}", disposition.name()),
        request_id,
    };
    read_people(services, by, campaign_id, Some((disposition, page)), move |_| entry).await
}

/// Everybody of a campaign as a table for spreadsheets, headed in the language of who takes it.
pub async fn people_as_csv(
    services: &Services,
    by: &SignedIn,
    campaign_id: i64,
    request_id: String,
) -> Result<String, AskFault> {
    let account_id = Some(by.account_id);
    let entry = move |count| AuditEntry {
        account_id,
        action: "campaign_people_exported",
        record: format!("campaign/{campaign_id}"),
        detail: format!("{count} rows"),
        request_id,
    };
    let (people, _) = read_people(services, by, campaign_id, None, entry).await?;
    let say = |id: &str| services.i18n.web(&by.language, id, &[]);
    let head = [
        say("asking-person"),
        say("asking-phone"),
        say("asking-language"),
        say("asking-state"),
        say("asking-asked-at"),
    ];
    let asked_at = |at| services.shown(at);
    let rows: Vec<[String; 5]> = people
        .into_iter()
        .map(|person| {
            [
                person.name,
                person.phone,
                person.language.tag().to_owned(),
                person.disposition.name().to_owned(),
                person.asked_at.map(asked_at).unwrap_or_default(),
            ]
        })
        .collect();
    let lines = [&head].into_iter().chain(&rows).map(<[String; 5]>::as_slice);
    Ok(format!("{}{}", csv::UTF8_MARK, csv::lines(lines)))
}

/// The people of a campaign, all or a page of those who stand so, and how many there are. What
/// `entry` makes of that number is on the trail before any name is opened.
async fn read_people(
    services: &Services,
    by: &SignedIn,
    campaign_id: i64,
    only: Option<(Disposition, usize)>,
    entry: impl FnOnce(usize) -> AuditEntry + Send + 'static,
) -> Result<(Vec<Person>, usize), AskFault> {
    if !by.role.may(Task::AskPeople) {
        return Err(AskFault::NotAllowed);
    }
    let (here, now) = (services.clone(), services.clock.now());
    let mut invited = services
        .store
        .read(move |connection| {
            store::find_campaign(connection, campaign_id)?.ok_or(AskFault::NotFound)?;
            Ok::<_, AskFault>(store::list_invited(connection, campaign_id, now - OPEN_FOR)?)
        })
        .await?;
    if let Some((disposition, _)) = only {
        invited.retain(|one| one.standing.disposition() == disposition);
    }
    let count = invited.len();
    if let Some((_, page)) = only {
        let start = page.saturating_mul(PEOPLE_A_PAGE).min(count);
        invited = invited.drain(start..(start + PEOPLE_A_PAGE).min(count)).collect();
    }
    services
        .store
        .write(move |connection| {
            audit(connection, &entry(count), now)?;
            let mut people = Vec::with_capacity(invited.len());
            for some in invited.chunks(ROWS_AT_ONCE) {
                people.extend(open(connection, &here, some)?);
            }
            Ok((people, count))
        })
        .await
}

fn open(
    connection: &mut Database,
    services: &Services,
    invited: &[Invited],
) -> Result<Vec<Person>, StoreError> {
    let people: Vec<i64> = invited.iter().map(|one| one.participant_id).collect();
    let contacts: Vec<i64> = invited.iter().map(|one| one.contact_point_id).collect();
    let mut names = list_names(connection, &services.keys, &people)?;
    let mut phones = HashMap::new();
    let phones_of = list_phones(connection, &contacts)?;
    for phone in phones_of.into_iter().filter(|phone| !phone.is_blank()) {
        let number = phone.open(&services.keys)?.expose().to_owned();
        phones.insert(phone.contact_point_id, number);
    }
    Ok(invited
        .iter()
        .map(|one| Person {
            name: names.remove(&one.participant_id).unwrap_or_default(),
            phone: phones.remove(&one.contact_point_id).unwrap_or_default(),
            language: Language::new(&one.language),
            asked_at: one.asked_at,
            disposition: one.standing.disposition(),
        })
        .collect())
}
