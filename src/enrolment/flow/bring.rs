//! One part of a file brought in: people, their panel and the proof of their consent, in one
//! transaction with the word that it was done.

mod part;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::super::sharing::claim;
use super::super::store::brought::{Brought, insert_brought, list_brought_among, mark_proven};
use super::super::store::{self, Import};
use super::super::{State, Texting};
use crate::consent::flow::{Word, list_words, record_all};
use crate::consent::store::list_suppressed_among;
use crate::consent::{Action, Actor, Method, Purpose, Scope};
use crate::crypto::Keys;
use crate::people::store::many::{self, NewPerson, Person};
use crate::people::store::sharing::{Reached, ReachedBy, insert_sharer, list_reached};
use crate::people::store::{SealedPhone, delete_participant, upsert_site};
use crate::services::Services;
use crate::storage::{Database, StoreError};

use part::{Candidate, Part, prepare, sealed_name, strata_of};

/// Whom numbers reach, by blind index.
type ByPhone = HashMap<Vec<u8>, ReachedBy>;

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
        let mut indexes: Vec<Vec<u8>> =
            part.candidates.keys().map(|(index, _)| index.clone()).collect();
        indexes.dedup();
        let known = list_reached(self.connection, self.keys, &indexes)?;
        // The first of a number that nobody has makes it theirs; the others share it.
        let (mut strangers, mut rest): (Vec<&Candidate>, Vec<&Candidate>) = Default::default();
        for candidate in part.candidates.values() {
            let index = &candidate.phone.index;
            let is_first = strangers.last().is_none_or(|last| last.phone.index != *index);
            let is_stranger = is_first && !known.contains_key(index);
            if is_stranger { strangers.push(candidate) } else { rest.push(candidate) }
        }
        let (mut found, late) = self.add_people(&strangers, &sites)?;
        rest.extend(late);
        self.find_among_known(&rest, &sites, part.may_share, &mut found)?;
        self.join(&found, &sites, &indexes)
    }

    /// Finds who is meant on a number that somebody has; somebody new shares it from now on.
    fn find_among_known<'p>(
        &mut self,
        candidates: &[&'p Candidate],
        sites: &HashMap<String, i64>,
        may_share: bool,
        found: &mut Vec<Found<'p>>,
    ) -> Result<(), StoreError> {
        if candidates.is_empty() {
            return Ok(());
        }
        let indexes: Vec<Vec<u8>> = candidates.iter().map(|one| one.phone.index.clone()).collect();
        let mut reached: ByPhone = list_reached(self.connection, self.keys, &indexes)?;
        for candidate in candidates {
            let missing = || StoreError::inconsistent("people_import", &self.import.id);
            let by = reached.get_mut(&candidate.phone.index).ok_or_else(missing)?;
            let claimed = claim(&mut by.people, candidate.name.as_deref(), may_share);
            if let Some(participant_id) = claimed {
                found.push(Found { participant_id, candidate, is_new: false });
                continue;
            }
            let new = [self.new_person(candidate, sites)];
            let ids = many::insert_people(self.connection, &new)?;
            let participant_id = *ids.first().ok_or_else(missing)?;
            insert_sharer(self.connection, by.contact_point_id, participant_id)?;
            by.people.push(Reached { participant_id, name: candidate.name.clone() });
            found.push(Found { participant_id, candidate, is_new: true });
        }
        Ok(())
    }

    fn new_person(&self, candidate: &Candidate, sites: &HashMap<String, i64>) -> NewPerson {
        NewPerson {
            token: candidate.token.clone(),
            language: candidate.language.clone(),
            site_id: candidate.site.as_ref().and_then(|site| sites.get(site).copied()),
            sealed_name: candidate.sealed_name.clone(),
            strata: strata_of(candidate),
            created_at: self.now,
        }
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

    /// Adds those whose number nobody has; and those whose number somebody else made theirs at the
    /// same moment.
    fn add_people<'p>(
        &mut self,
        strangers: &[&'p Candidate],
        sites: &HashMap<String, i64>,
    ) -> Result<(Vec<Found<'p>>, Vec<&'p Candidate>), StoreError> {
        let (mut found, mut late) = (Vec::with_capacity(strangers.len()), Vec::new());
        if strangers.is_empty() {
            return Ok((found, late));
        }
        let new: Vec<NewPerson> =
            strangers.iter().map(|candidate| self.new_person(candidate, sites)).collect();
        let ids = many::insert_people(self.connection, &new)?;
        let phones: Vec<(i64, &SealedPhone)> =
            ids.iter().copied().zip(strangers.iter().map(|candidate| &candidate.phone)).collect();
        let added = many::insert_phones(self.connection, &phones)?;
        for (participant_id, candidate) in ids.into_iter().zip(strangers) {
            if added.contains(&candidate.phone.index) {
                found.push(Found { participant_id, candidate, is_new: true });
            } else {
                delete_participant(self.connection, participant_id)?;
                late.push(*candidate);
            }
        }
        Ok((found, late))
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
