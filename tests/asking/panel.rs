//! A panel of people who agreed to texts, and somebody who asks them.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use hearth::app::call_dialogue;
use hearth::calls::Action;
use hearth::calls::flow::{Act, ActFault, act};
use hearth::calls::store::list_open;
use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::on_engine;
use hearth::outreach::flow::{AskFault, Wish, Worker, confirm, find_overview, take_step};
use hearth::outreach::{CampaignState, Disposition, Step};
use hearth::people::Phone;
use hearth::people::store::{
    NewParticipant, SealedPhone, find_phone, insert_panel_member, insert_participant, insert_phone,
    phone_index, upsert_panel,
};
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::schema::consent_event;
use hearth::storage::{Database, StoreError};

use crate::phone::Town;
use crate::support::{Place, stores};

pub const PASSWORD: &str = "three quiet herons";

/// A town with a panel and a liaison.
pub struct Asking {
    pub town: Arc<Town>,
    pub ana: SignedIn,
    pub panel_id: i64,
    _place: Place,
}

/// One on each engine.
pub async fn askings(name: &str) -> Vec<Asking> {
    let mut askings = Vec::new();
    for (place, store) in stores(name) {
        let town = Town::new(&store).await;
        let ana = add_account(&town.services, Role::Liaison);
        let panel_id = write(&town.services, |c| Ok(upsert_panel(c, "Patient panel")?));
        askings.push(Asking { town, ana, panel_id, _place: place });
    }
    askings
}

pub fn add_account(services: &Services, role: Role) -> SignedIn {
    let email = Email::parse(&format!("{}@example.org", role.name())).unwrap();
    let password = Password::parse(PASSWORD.to_owned().into()).unwrap();
    let language = Language::new("en");
    let account_id = add_account_now(services, &email, &password, role, language.clone()).unwrap();
    SignedIn { account_id, role, language, csrf_token: String::new() }
}

pub fn write<T: Send + 'static>(
    services: &Services,
    work: impl FnOnce(&mut Database) -> Result<T, StoreError> + Send + 'static,
) -> T {
    services.store.write_now(work).unwrap()
}

/// Adds somebody to a panel; their participant.
pub fn join(services: &Services, panel_id: i64, number: &str, language: &str) -> i64 {
    let (keys, at) = (Arc::clone(&services.keys), services.clock.now());
    let phone = Phone::parse(number).unwrap();
    let language = Language::new(language);
    write(services, move |c| {
        let name = Some("Inés Quintero");
        let new = NewParticipant { language: &language, site_id: None, name, strata: "{}", at };
        let participant_id = insert_participant(c, &keys, &new)?;
        insert_phone(c, participant_id, &SealedPhone::seal(&keys, &phone))?;
        insert_panel_member(c, panel_id, participant_id)?;
        Ok(participant_id)
    })
}

/// Writes a word on texts for every programme into the ledger, as a list brought in does.
pub fn word_on_texts(c: &mut Database, participant_id: i64, action: &str, at: NaiveDateTime) {
    let row = (
        consent_event::kind.eq("person"),
        consent_event::participant_id.eq(participant_id),
        consent_event::channel.eq("import"),
        consent_event::programme.eq(""),
        consent_event::purpose.eq("text"),
        consent_event::action.eq(action),
        consent_event::scope.eq("all"),
        consent_event::method.eq("import"),
        consent_event::evidence_sha256.eq("paper"),
        consent_event::actor.eq("staff"),
        consent_event::unencrypted_risk_acknowledged.eq(false),
        consent_event::occurred_at.eq(at),
        consent_event::recorded_at.eq(at),
    );
    on_engine!(c, |engine| diesel::insert_into(consent_event::table).values(row).execute(engine))
        .unwrap();
}

pub fn wish(panel_id: i64) -> Wish {
    Wish { slug: "patient-voice".to_owned(), panel_id, site_id: None, languages: vec![] }
}

impl Asking {
    /// Adds somebody who agreed to texts.
    pub fn consented(&self, number: &str, language: &str) -> i64 {
        let participant_id = self.unconsented(number, language);
        self.says_of_texts(participant_id, "granted");
        participant_id
    }

    /// Adds somebody who never agreed to anything.
    pub fn unconsented(&self, number: &str, language: &str) -> i64 {
        join(&self.town.services, self.panel_id, number, language)
    }

    pub fn says_of_texts(&self, participant_id: i64, action: &'static str) {
        let at = self.town.services.clock.now();
        write(&self.town.services, move |c| {
            word_on_texts(c, participant_id, action, at);
            Ok(())
        });
    }

    pub async fn confirm(&self) -> Result<i64, AskFault> {
        let wish = wish(self.panel_id);
        confirm(&self.town.services, &self.ana, wish, random_token(), "r".to_owned()).await
    }

    /// Confirms, and lets the minute to cancel pass.
    pub async fn begins(&self) -> i64 {
        let id = self.confirm().await.unwrap();
        self.town.clock.advance(TimeDelta::seconds(60));
        id
    }

    pub async fn step(&self, id: i64, step: Step) -> Result<(), AskFault> {
        take_step(&self.town.services, &self.ana, id, step, "r".to_owned()).await
    }

    /// Asks those whose turn it is, and sends what is due; how many were asked.
    pub async fn turn(&self) -> usize {
        let worker = Worker { services: self.town.services.clone() };
        let asked = worker.ask_due().await.unwrap();
        self.town.worker().send_all_due().await.unwrap();
        asked
    }

    /// Numbers that received a text, in order, each as often as it did.
    pub fn texted(&self) -> Vec<String> {
        let mut numbers: Vec<String> =
            self.town.phones.list_received().into_iter().map(|text| text.to).collect();
        numbers.sort();
        numbers
    }

    pub fn last_text_to(&self, number: &str) -> String {
        self.town.phones.list_received_by(number).pop().expect("a text came").body
    }

    /// A member of staff decides on the one entry about that number on the call list.
    pub async fn decides(&self, number: &str, action: Action) -> Result<(), ActFault> {
        let services = &self.town.services;
        let (index, now) =
            (phone_index(&services.keys, &Phone::parse(number).unwrap()), services.clock.now());
        let mut open = self.town.read(|c| {
            let (of, _) = find_phone(c, &index)?.expect("the number is known");
            let open = list_open(c, now, 10)?;
            Ok(open.into_iter().filter(|entry| entry.contact_point_id == of).collect::<Vec<_>>())
        });
        let entry = open.pop().expect("an entry is open");
        let request_id = "r".to_owned();
        let (times_seen, tries_seen) = (entry.times, entry.tries);
        let decision = Act { id: entry.id, action, times_seen, tries_seen, request_id };
        act(services, call_dialogue(), &self.ana, decision).await
    }

    pub async fn state(&self, id: i64) -> CampaignState {
        find_overview(&self.town.services, id).await.unwrap().unwrap().campaign.state
    }

    /// How many people stand where, those at 0 left out.
    pub async fn dispositions(&self, id: i64) -> BTreeMap<Disposition, i64> {
        find_overview(&self.town.services, id).await.unwrap().unwrap().people
    }
}
