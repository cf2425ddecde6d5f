//! One part of a file brought in: people, their panel and the proof of their consent, in one
//! transaction with the word that it was done.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::super::reading::{Entry, Reader, RowFault};
use super::super::store::brought::{Brought, insert_brought, list_brought_among, mark_proven};
use super::super::store::{self, Import, Reject};
use super::super::{State, Texting};
use crate::consent::flow::{Evidence, Word, list_words, record_all};
use crate::consent::store::list_suppressed_among;
use crate::consent::{Action, Actor, Method, Purpose, Scope};
use crate::crypto::{Keys, Place, random_token, sha256_hex};
use crate::enrolment::sheet::Row;
use crate::people::store::many::{self, NewPerson, Person};
use crate::people::store::{SealedPhone, delete_participant, upsert_site};
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// Participants, by the blind index of their phone.
type ByPhone = HashMap<Vec<u8>, i64>;

/// A person of a part, made ready before the transaction.
struct Candidate {
    phone: SealedPhone,
    token: String,
    sealed_name: Option<Vec<u8>>,
    name: Option<String>,
    language: String,
    site: Option<String>,
    strata: BTreeMap<String, String>,
    agreed: Option<(NaiveDate, Evidence)>,
    says_no: bool,
    /// The row as it is given back if its number stood in an earlier part.
    as_repeated: Reject,
}

/// A part made ready.
struct Part {
    number: i64,
    rows: u64,
    /// By number, so that two lists that meet take hold of people in the same order.
    candidates: BTreeMap<Vec<u8>, Candidate>,
    rejects: Vec<Reject>,
    repeated: u64,
}

/// Brings in the next part of a file; the last one ends the import.
pub(super) async fn bring_part(services: &Services, import: Import) -> Result<(), StoreError> {
    let number = import.parts_done + 1;
    let here = services.clone();
    let ready = services
        .store
        .read(move |connection| {
            let rows = store::find_part(connection, &here.keys, &import, number)?;
            Ok::<_, StoreError>((rows.map(|rows| prepare(&here, &import, number, &rows)), import))
        })
        .await?;
    let (Some(part), import) = ready else {
        // Another node was faster, or somebody is taking it back.
        return Ok(());
    };
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    services
        .store
        .write(move |connection| {
            let Some(held) = store::lock_import(connection, &keys, import.id)? else {
                return Ok(());
            };
            if held.state != State::Working || held.parts_done + 1 != part.number {
                return Ok(());
            }
            let mut bringing = Bringing { connection, keys: &keys, import: held, now };
            bringing.bring(&part)?;
            bringing.finish(&part)
        })
        .await
}

fn prepare(services: &Services, import: &Import, number: i64, rows: &[Row]) -> Part {
    let keys = &services.keys;
    let mut part =
        Part { number, rows: 0, candidates: BTreeMap::new(), rejects: Vec::new(), repeated: 0 };
    let Some(first) = import.head.first.first() else { return part };
    let today = services.clock.now().date();
    let reader = Reader::new(&import.plan, first, services.config.country, today);
    for row in rows.iter().filter(|row| !reader.is_heading(row, first)) {
        part.rows += 1;
        match reader.read(row) {
            Ok(entry) => part.add(keys, import, row, entry),
            Err(fault) => {
                part.rejects.push(Reject::seal(keys, &import.token, row, fault.text_id()));
            }
        }
    }
    part
}

impl Part {
    fn add(&mut self, keys: &Keys, import: &Import, row: &Row, entry: Entry) {
        let as_repeated = Reject::seal(keys, &import.token, row, RowFault::Repeated.text_id());
        let agreed = entry.agreed_on.map(|on| (on, evidence(keys, import, row, on)));
        let phone = SealedPhone::seal(keys, &entry.phone);
        if let Some(earlier) = self.candidates.get_mut(&phone.index) {
            earlier.name = earlier.name.take().or(entry.name);
            earlier.site = earlier.site.take().or(entry.site);
            earlier.says_no |= entry.says_no;
            earlier.agreed = earlier.agreed.take().or(agreed).filter(|_| !earlier.says_no);
            for (name, value) in entry.strata {
                earlier.strata.entry(name).or_insert(value);
            }
            earlier.sealed_name = sealed_name(keys, &earlier.token, earlier.name.as_deref());
            self.repeated += 1;
            self.rejects.push(as_repeated);
            return;
        }
        let token = random_token();
        let language = entry.language.as_ref().unwrap_or(&import.plan.language).tag().to_owned();
        let candidate = Candidate {
            sealed_name: sealed_name(keys, &token, entry.name.as_deref()),
            token,
            name: entry.name,
            language,
            site: entry.site,
            strata: entry.strata,
            agreed,
            says_no: entry.says_no,
            as_repeated,
            phone,
        };
        self.candidates.insert(candidate.phone.index.clone(), candidate);
    }
}

fn sealed_name(keys: &Keys, token: &str, name: Option<&str>) -> Option<Vec<u8>> {
    let place = Place { table: "participant", column: "name", row: token };
    name.map(|name| keys.seal(place, name))
}

/// What the center states of one person's consent, with what it can be found by.
fn evidence(keys: &Keys, import: &Import, row: &Row, on: NaiveDate) -> Evidence {
    let proof = import.plan.proof.as_ref();
    let stated = serde_json::json!({
        "stated_by": proof.map(|proof| Actor::Staff(proof.stated_by).name()),
        "statement": proof.map(|proof| proof.statement.as_str()),
        "given": proof.map(|proof| proof.method.name()),
        "on": on.to_string(),
        "file": import.head.file,
        "file_sha256": import.head.sha256,
        "row": row.number,
        "row_sha256": sha256_hex(row.cells.join("\u{1f}").as_bytes()),
    });
    Evidence::seal(keys, &stated.to_string())
}

/// A part on its way into the database.
struct Bringing<'a> {
    connection: &'a mut Database,
    keys: &'a Keys,
    import: Import,
    now: NaiveDateTime,
}

/// Somebody of the part, with the row that is theirs.
struct Found<'p> {
    participant_id: i64,
    candidate: &'p Candidate,
    is_new: bool,
}

impl Bringing<'_> {
    fn bring(&mut self, part: &Part) -> Result<(), StoreError> {
        let sites = self.sites(part)?;
        let indexes: Vec<Vec<u8>> = part.candidates.keys().cloned().collect();
        let known = many::find_phones(self.connection, &indexes)?;
        let strangers: Vec<&Candidate> =
            part.candidates.values().filter(|c| !known.contains_key(&c.phone.index)).collect();
        let (mut found, known) = self.add_people(&strangers, &sites, known)?;
        for (index, participant_id) in known {
            let candidate = &part.candidates[&index];
            found.push(Found { participant_id, candidate, is_new: false });
        }
        self.join(&found, &sites, &indexes)
    }

    fn sites(&mut self, part: &Part) -> Result<HashMap<String, i64>, StoreError> {
        let names: HashSet<&String> =
            part.candidates.values().filter_map(|candidate| candidate.site.as_ref()).collect();
        // In one order, so that two lists never wait for each other.
        let mut names: Vec<&String> = names.into_iter().collect();
        names.sort();
        names
            .into_iter()
            .map(|name| Ok((name.clone(), upsert_site(self.connection, name)?)))
            .collect()
    }

    /// Adds those whom nobody knew. Who was added elsewhere at the same moment is known after all.
    fn add_people<'p>(
        &mut self,
        strangers: &[&'p Candidate],
        sites: &HashMap<String, i64>,
        mut known: ByPhone,
    ) -> Result<(Vec<Found<'p>>, ByPhone), StoreError> {
        if strangers.is_empty() {
            return Ok((Vec::new(), known));
        }
        let new: Vec<NewPerson> = strangers
            .iter()
            .map(|candidate| NewPerson {
                token: candidate.token.clone(),
                language: candidate.language.clone(),
                site_id: candidate.site.as_ref().and_then(|site| sites.get(site).copied()),
                sealed_name: candidate.sealed_name.clone(),
                strata: strata_of(candidate),
                created_at: self.now,
            })
            .collect();
        let ids = many::insert_people(self.connection, &new)?;
        let phones: Vec<(i64, &SealedPhone)> =
            ids.iter().copied().zip(strangers.iter().map(|candidate| &candidate.phone)).collect();
        let added = many::insert_phones(self.connection, &phones)?;
        let mut found = Vec::with_capacity(strangers.len());
        let mut late = Vec::new();
        for (participant_id, candidate) in ids.into_iter().zip(strangers) {
            if added.contains(&candidate.phone.index) {
                found.push(Found { participant_id, candidate, is_new: true });
            } else {
                delete_participant(self.connection, participant_id)?;
                late.push(candidate.phone.index.clone());
            }
        }
        if !late.is_empty() {
            known.extend(many::find_phones(self.connection, &late)?);
        }
        Ok((found, known))
    }

    /// Everybody of the part joins the panel, and what is stated of them is written down.
    fn join(
        &mut self,
        found: &[Found<'_>],
        sites: &HashMap<String, i64>,
        indexes: &[Vec<u8>],
    ) -> Result<(), StoreError> {
        let connection = &mut *self.connection;
        let known: Vec<i64> =
            found.iter().filter(|f| !f.is_new).map(|f| f.participant_id).collect();
        let people: HashMap<i64, Person> = many::lock_people(connection, &known)?
            .into_iter()
            .map(|person| (person.id, person))
            .collect();
        let earlier = list_brought_among(connection, self.import.id, &known)?;
        let words = list_words(connection, &known, Purpose::Text)?;
        let suppressed = list_suppressed_among(connection, indexes)?;
        let missing = || StoreError::inconsistent("people_import", &self.import.id);
        let panel_id = self.import.panel_id.ok_or_else(missing)?;
        let members = many::list_members_among(connection, panel_id, &known)?;
        let (mut brought, mut stated) = (Vec::new(), Vec::new());
        for one in found {
            let id = one.participant_id;
            let facts = words.get(&id).map_or(&[][..], Vec::as_slice);
            let is_suppressed = suppressed.contains(&one.candidate.phone.index);
            let is_stated = one.candidate.agreed.is_some()
                && earlier.get(&id).is_none_or(|before| !before.has_proof);
            let texting = Texting::of(facts, is_suppressed, is_stated);
            if texting == Texting::Stated {
                stated.push(one);
            }
            if let Some(before) = earlier.get(&id) {
                self.repeat(one, before, texting, people.get(&id), sites)?;
                continue;
            }
            let filled = match people.get(&id) {
                Some(person) => self.fill(person, one.candidate, sites)?,
                None => Vec::new(),
            };
            self.import.counts.add_person(one.is_new, texting);
            brought.push(Brought {
                import_id: self.import.id,
                participant_id: id,
                is_new: one.is_new,
                joined_panel: !members.contains(&id),
                has_proof: texting == Texting::Stated,
                filled: serde_json::to_string(&filled).expect("texts are always JSON"),
            });
        }
        self.state(&stated)?;
        let ids: Vec<i64> = found.iter().map(|one| one.participant_id).collect();
        many::insert_members(self.connection, panel_id, &ids)?;
        Ok(insert_brought(self.connection, &brought)?)
    }

    /// A further row of somebody whom an earlier part of this file brought.
    fn repeat(
        &mut self,
        one: &Found<'_>,
        before: &Brought,
        texting: Texting,
        person: Option<&Person>,
        sites: &HashMap<String, i64>,
    ) -> Result<(), StoreError> {
        self.import.counts.repeated += 1;
        let reject = std::slice::from_ref(&one.candidate.as_repeated);
        store::insert_rejects(self.connection, self.import.id, reject)?;
        if let Some(person) = person.filter(|_| before.is_new) {
            self.fill(person, one.candidate, sites)?;
        }
        if texting == Texting::Stated {
            self.import.counts.stated += 1;
            self.import.counts.unproven = self.import.counts.unproven.saturating_sub(1);
            mark_proven(self.connection, self.import.id, one.participant_id)?;
        }
        Ok(())
    }

    /// Fills what is blank of a known person, and changes nothing else. Tells what was blank.
    fn fill(
        &mut self,
        person: &Person,
        candidate: &Candidate,
        sites: &HashMap<String, i64>,
    ) -> Result<Vec<String>, StoreError> {
        let (mut person, mut filled) = (person.clone(), Vec::new());
        if let (None, Some(name)) = (&person.sealed_name, &candidate.name) {
            person.sealed_name = sealed_name(self.keys, &person.token, Some(name));
            filled.push("name".to_owned());
        }
        if let (None, Some(site)) = (person.site_id, &candidate.site) {
            person.site_id = sites.get(site).copied();
            filled.push("site".to_owned());
        }
        let fault = || StoreError::inconsistent("participant", &person.id);
        let mut strata: BTreeMap<String, String> =
            serde_json::from_str(&person.strata).map_err(|_| fault())?;
        for (name, value) in &candidate.strata {
            if !strata.contains_key(name) {
                strata.insert(name.clone(), value.clone());
                filled.push(format!("strata/{name}"));
            }
        }
        if !filled.is_empty() {
            person.strata = serde_json::to_string(&strata).expect("texts are always JSON");
            many::update_person(self.connection, &person)?;
        }
        Ok(filled)
    }

    /// Writes what the center states into the ledger.
    fn state(&mut self, stated: &[&Found<'_>]) -> Result<(), StoreError> {
        let Some(proof) = &self.import.plan.proof else { return Ok(()) };
        let actor = Actor::Staff(proof.stated_by);
        let words: Vec<Word<'_>> = stated
            .iter()
            .filter_map(|one| {
                let (on, evidence) = one.candidate.agreed.as_ref()?;
                Some(Word {
                    participant_id: one.participant_id,
                    contact_index: Some(&one.candidate.phone.index),
                    channel: "sms",
                    programme: "",
                    purposes: &[Purpose::Text],
                    action: Action::Granted,
                    scope: Scope::All,
                    notice: None,
                    method: Method::Import,
                    actor,
                    evidence,
                    at: on.and_hms_opt(0, 0, 0)?,
                    recorded_at: self.now,
                })
            })
            .collect();
        if words.is_empty() { Ok(()) } else { record_all(self.connection, &words) }
    }

    /// Forgets the part's rows, and says that it was done.
    fn finish(mut self, part: &Part) -> Result<(), StoreError> {
        let import = &mut self.import;
        import.counts.rows += part.rows;
        import.counts.repeated += part.repeated;
        import.counts.rejected += part.rejects.len() as u64 - part.repeated;
        import.parts_done = part.number;
        import.changed_at = self.now;
        if import.parts_done == import.parts {
            import.state = State::Done;
        }
        store::insert_rejects(self.connection, import.id, &part.rejects)?;
        store::delete_parts(self.connection, import.id, Some(part.number))?;
        Ok(store::update_import(self.connection, self.keys, import)?)
    }
}

fn strata_of(candidate: &Candidate) -> String {
    serde_json::to_string(&candidate.strata).expect("texts are always JSON")
}
