//! What a script lets happen that no text brings about: time passes, and a phone is shared.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use hearth::app::may_remind;
use hearth::clock::SystemClock;
use hearth::config::Config;
use hearth::conversation::flow::Worker;
use hearth::i18n::Language;
use hearth::people::Phone;
use hearth::people::store::sharing::insert_sharer;
use hearth::people::store::{
    NewParticipant, SealedPhone, insert_participant, insert_phone, phone_index,
};
use hearth::services::Services;
use hearth::storage::schema::{conversation, outbox_message};
use hearth::storage::{Database, Store, StoreError};

/// Texts go out at any hour: a test may run at night.
pub const ANY_HOUR: &str = "00:00-23:59";
/// How long the program may take to note that a text was handed over.
const PATIENCE: Duration = Duration::from_secs(10);

/// A second node beside the program, on its database.
pub struct Office {
    services: Services,
}

impl Office {
    pub fn new(store: &Store) -> Self {
        let (services, _) = crate::support::services(store);
        let any_hour = |name: &str| (name == "HEARTH_TEXT_HOURS").then(|| ANY_HOUR.to_owned());
        let config = Arc::new(Config::read(&any_hour).unwrap());
        Self { services: Services { clock: Arc::new(SystemClock), config, ..services } }
    }

    /// That many hours pass in which nothing is heard of a number, and those who are silent are
    /// looked after.
    pub fn let_pass(&self, number: &str, hours: i64) -> Result<(), String> {
        let index = phone_index(&self.services.keys, &Phone::parse(number).unwrap());
        let by = TimeDelta::hours(hours);
        let until = Instant::now() + PATIENCE;
        loop {
            let index = index.clone();
            if self.write(move |c| set_back(c, &index, by)) {
                break;
            }
            if Instant::now() >= until {
                return Err(format!("a text to {number} is not noted as sent"));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let worker = Worker { services: self.services.clone(), may_remind: may_remind() };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(worker.look()).map_err(|error| error.to_string())
    }

    /// A number reaches these people, whom it belongs to first.
    pub fn share(&self, number: &str, names: &[String]) {
        let (keys, at) = (Arc::clone(&self.services.keys), self.services.clock.now());
        let phone = SealedPhone::seal(&keys, &Phone::parse(number).unwrap());
        let names = names.to_vec();
        self.write(move |c| {
            let language = Language::new("en");
            let mut contact_point_id = None;
            for name in &names {
                let name = Some(name.as_str());
                let new =
                    NewParticipant { language: &language, site_id: None, name, strata: "{}", at };
                let participant_id = insert_participant(c, &keys, &new)?;
                match contact_point_id {
                    None => contact_point_id = insert_phone(c, participant_id, &phone)?,
                    Some(id) => insert_sharer(c, id, participant_id)?,
                }
            }
            Ok(())
        });
    }

    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Database) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.services.store.write_now(work).unwrap()
    }
}

/// Moves a dialogue back in time; false while a text of it may still be on its way.
fn set_back(c: &mut Database, index: &[u8], by: TimeDelta) -> Result<bool, StoreError> {
    let (id, contact_point_id, moved_at): (i64, i64, NaiveDateTime) = conversation::table
        .filter(conversation::phone_index.eq(index))
        .select((conversation::id, conversation::contact_point_id, conversation::updated_at))
        .first(c)?;
    let texts: Vec<(i64, String, Option<NaiveDateTime>)> = outbox_message::table
        .filter(outbox_message::contact_point_id.eq(contact_point_id))
        .select((outbox_message::id, outbox_message::state, outbox_message::sent_at))
        .load(c)?;
    if texts.iter().any(|(_, state, _)| matches!(state.as_str(), "queued" | "sending")) {
        return Ok(false);
    }
    for (id, _, sent_at) in texts {
        let text = diesel::update(outbox_message::table.find(id));
        text.set(outbox_message::sent_at.eq(sent_at.map(|at| at - by))).execute(c)?;
    }
    let dialogue = diesel::update(conversation::table.find(id));
    dialogue.set(conversation::updated_at.eq(moved_at - by)).execute(c)?;
    Ok(true)
}
