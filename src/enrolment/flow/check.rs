//! A whole file looked through before anything is changed.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{ImportError, allowed, write_down};
use crate::consent::Purpose;
use crate::consent::flow::list_words;
use crate::consent::store::list_suppressed_among;
use crate::crypto::Keys;
use crate::enrolment::plan::{Plan, PlanFault};
use crate::enrolment::reading::{Entry, Reader};
use crate::enrolment::sharing::{Key, claim, key};
use crate::enrolment::store::{self, Import};
use crate::enrolment::{Preview, State, Texting};
use crate::people::store::phone_index;
use crate::people::store::sharing::list_reached;
use crate::people::store::sites::list_sites;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::storage::{Database, StoreError};

/// The most sites that one list may bring: more are no sites.
const MOST_NEW_SITES: usize = 50;
/// How many different words that are no language are shown.
const MOST_UNKNOWN: usize = 20;
/// How many numbers are looked up at a time.
const LOOKED_UP_AT_ONCE: usize = 500;

/// Why a file was not looked through.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// It cannot be read so.
    #[error("the file cannot be read by this plan: {0:?}")]
    Plan(PlanFault),
    /// So many sites that it is another column.
    #[error("the column of sites names more than {MOST_NEW_SITES} new ones")]
    TooManySites,
    /// Something else.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl From<StoreError> for CheckError {
    fn from(error: StoreError) -> Self {
        Self::Import(error.into())
    }
}

/// What the file says of one person, all their rows together.
struct Person {
    name: Option<String>,
    language: String,
    site: Option<String>,
    is_stated: bool,
    says_no: bool,
}

/// What was found so far.
struct Look {
    found: Preview,
    people: BTreeMap<Key, Person>,
    may_share: bool,
}

/// Looks through a file by a plan, and keeps both. Nothing else is changed.
pub async fn check(
    services: &Services,
    by: &SignedIn,
    id: i64,
    plan: Plan,
    request_id: String,
) -> Result<(), CheckError> {
    allowed(by)?;
    let now = services.clock.now();
    plan.check(now.date()).map_err(CheckError::Plan)?;
    let keys = Arc::clone(&services.keys);
    let import = services
        .store
        .read(move |connection| {
            let row = store::find_import(connection, id)?.ok_or(ImportError::NotFound)?;
            Ok::<_, ImportError>(row.open(&keys)?)
        })
        .await?;
    if !matches!(import.state, State::Draft | State::Checked) {
        return Err(ImportError::Changed.into());
    }
    let services_here = services.clone();
    let look_plan = plan.clone();
    let preview = services
        .store
        .read(move |connection| look_through(connection, &services_here, &import, &look_plan))
        .await?;
    let (keys, account_id) = (Arc::clone(&services.keys), by.account_id);
    services
        .store
        .write(move |connection| {
            let mut import =
                store::lock_import(connection, &keys, id)?.ok_or(ImportError::NotFound)?;
            if !matches!(import.state, State::Draft | State::Checked) {
                return Err(ImportError::Changed);
            }
            import.state = State::Checked;
            import.plan = plan;
            import.preview = Some(preview);
            import.changed_at = now;
            store::update_import(connection, &keys, &import)?;
            let record = format!("people_import/{id}");
            let what = (account_id, "people_list_checked");
            Ok(write_down(connection, what, record, String::new(), request_id, now)?)
        })
        .await?;
    Ok(())
}

fn look_through(
    connection: &mut Database,
    services: &Services,
    import: &Import,
    plan: &Plan,
) -> Result<Preview, CheckError> {
    let first = import.head.first.first().ok_or(ImportError::NotFound)?;
    let reader = Reader::new(plan, first, services.config.country, services.clock.now().date());
    let mut look = Look {
        found: Preview::default(),
        people: BTreeMap::new(),
        may_share: services.config.shared_phones,
    };
    for number in 1..=import.parts {
        let rows = store::find_part(connection, &services.keys, import, number)?
            .ok_or(ImportError::Changed)?;
        for row in rows.iter().filter(|row| !reader.is_heading(row, first)) {
            look.found.counts.rows += 1;
            match reader.read(row) {
                Ok(entry) => look.take(&services.keys, plan, &entry),
                Err(fault) => look.found.add_reject(row.number, fault.text_id()),
            }
        }
    }
    look.finish(connection, &services.keys)
}

impl Look {
    fn take(&mut self, keys: &Keys, plan: &Plan, entry: &Entry) {
        let index = phone_index(keys, &entry.phone);
        let key = key(&index, entry.name.as_deref(), self.may_share);
        if let Some(person) = self.people.get_mut(&key) {
            person.is_stated |= entry.agreed_on.is_some();
            person.says_no |= entry.says_no;
            self.found.counts.repeated += 1;
            return;
        }
        if let Some(unknown) = &entry.unknown_language {
            count(&mut self.found.unknown_languages, unknown, MOST_UNKNOWN);
        }
        let language = entry.language.as_ref().unwrap_or(&plan.language).tag().to_owned();
        let is_stated = entry.agreed_on.is_some();
        let (site, says_no) = (entry.site.clone(), entry.says_no);
        let name = entry.name.clone();
        self.people.insert(key, Person { name, language, site, is_stated, says_no });
    }

    /// Looks up who is known, and what each of them said before.
    fn finish(mut self, connection: &mut Database, keys: &Keys) -> Result<Preview, CheckError> {
        let known_sites: HashSet<String> = list_sites(connection)
            .map_err(StoreError::from)?
            .into_iter()
            .map(|site| site.name)
            .collect();
        let people: Vec<(&Key, &Person)> = self.people.iter().collect();
        for some in people.chunks(LOOKED_UP_AT_ONCE) {
            let indexes: Vec<Vec<u8>> = some.iter().map(|((index, _), _)| index.clone()).collect();
            let mut reached = list_reached(connection, keys, &indexes)?;
            let claimed: Vec<Option<i64>> = some
                .iter()
                .map(|((index, _), person)| {
                    let people = &mut reached.get_mut(index)?.people;
                    claim(people, person.name.as_deref(), self.may_share)
                })
                .collect();
            let suppressed =
                list_suppressed_among(connection, &indexes).map_err(StoreError::from)?;
            let ids: Vec<i64> = claimed.iter().flatten().copied().collect();
            let words = list_words(connection, &ids, Purpose::Text)?;
            for (((index, _), person), participant) in some.iter().zip(&claimed) {
                let said = participant.and_then(|id| words.get(&id));
                let facts = said.map_or(&[][..], Vec::as_slice);
                let texting = Texting::of(
                    facts,
                    suppressed.contains(index),
                    person.is_stated && !person.says_no,
                );
                self.found.counts.add_person(participant.is_none(), texting);
                *self.found.languages.entry(person.language.clone()).or_default() += 1;
                if let Some(site) = person.site.as_ref().filter(|site| !known_sites.contains(*site))
                {
                    count(&mut self.found.new_sites, site, MOST_NEW_SITES + 1);
                }
            }
        }
        if self.found.new_sites.len() > MOST_NEW_SITES {
            return Err(CheckError::TooManySites);
        }
        Ok(self.found)
    }
}

/// Counts a word among at most so many.
fn count(words: &mut BTreeMap<String, u64>, word: &str, most: usize) {
    if words.len() < most || words.contains_key(word) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
}
