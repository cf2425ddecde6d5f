//! Phones that text a Hearth and hear its answers, so that a test reads like a dialogue.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::prelude::*;
use hearth::app::outbox_reactions;
use hearth::clock::FixedClock;
use hearth::config::Config;
use hearth::consent::Subject;
use hearth::consent::flow::permit_improvement;
use hearth::conversation::CarrierWord;
use hearth::i18n::Language;
use hearth::inbound::flow::{InboundText, Taken, take};
use hearth::outbox::flow::Worker;
use hearth::outbox::sms::Phonebook;
use hearth::outbox::sms::phonebook::ReceivedSms;
use hearth::people::store::{find_phone, phone_index};
use hearth::response::flow::{RankingAsked, Voice, find_survey, list_voices};
use hearth::services::Services;
use hearth::storage::schema::consent_event;
use hearth::storage::{Database, Store, StoreError};
use hearth::survey::Survey;

/// Everything a test of texts needs: a Hearth that offers the sample survey, and its phones.
pub struct Town {
    pub services: Services,
    pub clock: Arc<FixedClock>,
    pub phones: Arc<Phonebook>,
}

impl Town {
    /// The sample survey is offered, in English alone.
    pub async fn new(store: &Store) -> Arc<Self> {
        let (services, clock) = crate::support::services(store);
        let fast = |name: &str| (name == "HEARTH_SMS_PER_SECOND").then(|| "10000".to_owned());
        let config = Arc::new(Config::read(&fast).unwrap());
        let services = Services { config, ..services };
        let survey = Survey::from_toml(include_str!("../../samples/patient-voice.toml")).unwrap();
        hearth::survey::flow::import(&services, survey, true).await.unwrap();
        Arc::new(Self { services, clock, phones: Arc::new(Phonebook::new(7)) })
    }

    /// A named person reviewed that language.
    pub async fn review(&self, tag: &str) {
        let language = Language::new(tag);
        hearth::survey::flow::review(&self.services, "patient-voice", language, "Rosa Díaz")
            .await
            .unwrap();
    }

    pub fn worker(&self) -> Worker {
        Worker {
            services: self.services.clone(),
            transport: Arc::<Phonebook>::clone(&self.phones),
            reactions: outbox_reactions(),
        }
    }

    /// How many people's ranking counts.
    pub async fn count_voices(&self) -> usize {
        self.voices("patient-voice", "priorities").await.len()
    }

    /// What people said to a ranking question, as it counts.
    pub async fn voices(&self, slug: &str, question_id: &str) -> Vec<Voice> {
        let version = find_survey(&self.services, slug).await.unwrap().unwrap().version;
        let (survey_id, programme) = (version.survey_id, version.programme.clone());
        let asked = RankingAsked { survey_id, question_id: question_id.to_owned(), programme };
        self.read(|c| list_voices(c, &self.services.frozen, &asked))
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut Database) -> Result<T, StoreError>) -> T {
        self.services.store.read_now(work).unwrap()
    }
}

/// How many texts were said: every text has an id of its own.
static SAID: AtomicUsize = AtomicUsize::new(0);

/// One person's phone.
pub struct Phone {
    pub town: Arc<Town>,
    pub number: String,
    looked: AtomicUsize,
}

impl Phone {
    pub fn new(town: &Arc<Town>, number: u32) -> Self {
        let number = format!("+1555123{number:04}");
        Self { town: Arc::clone(town), number, looked: AtomicUsize::new(0) }
    }

    /// Texts the service.
    pub async fn says(&self, words: &str) {
        let sid = format!("SM{:032x}", SAID.fetch_add(1, Ordering::Relaxed));
        assert_eq!(self.says_as(&sid, words).await, Taken::Now);
    }

    /// Texts the service in a message that the provider calls so.
    pub async fn says_as(&self, sid: &str, words: &str) -> Taken {
        self.texts(sid, words, None).await
    }

    /// Texts the service in every particular.
    pub async fn texts(&self, sid: &str, words: &str, carrier: Option<CarrierWord>) -> Taken {
        let from = hearth::people::Phone::parse(&self.number).unwrap();
        let text = InboundText { sid: sid.to_owned(), from, body: words.to_owned(), carrier };
        take(&self.town.services, text).await.unwrap()
    }

    /// The texts that came since it was last looked at.
    pub async fn hears(&self) -> Vec<String> {
        self.town.worker().send_all_due().await.unwrap();
        let received = self.received();
        let looked = self.looked.swap(received.len(), Ordering::Relaxed);
        received.into_iter().skip(looked).map(|text| text.body).collect()
    }

    /// Texts the service, which answers with one text: that text.
    pub async fn asks(&self, words: &str) -> String {
        self.says(words).await;
        let mut heard = self.hears().await;
        assert_eq!(heard.len(), 1, "{words:?} is answered by {heard:?}");
        heard.remove(0)
    }

    /// Says several things, each answered by one text; the last answer.
    pub async fn goes_through(&self, texts: &[&str]) -> String {
        let mut last = String::new();
        for words in texts {
            last = self.asks(words).await;
        }
        last
    }

    pub fn received(&self) -> Vec<ReceivedSms> {
        self.town.phones.list_received_by(&self.number)
    }

    pub fn index(&self) -> Vec<u8> {
        let number = hearth::people::Phone::parse(&self.number).unwrap();
        phone_index(&self.town.services.keys, &number)
    }

    /// `(contact point, participant)`.
    pub fn ids(&self) -> (i64, i64) {
        self.town.read(|c| Ok(find_phone(c, &self.index())?)).expect("the phone is known")
    }

    /// The ledger's events of this person: `(purpose, action, method, scope)`, oldest first.
    pub fn ledger(&self) -> Vec<(String, String, String, String)> {
        let (_, participant_id) = self.ids();
        self.town.read(|c| {
            Ok(consent_event::table
                .filter(consent_event::participant_id.eq(participant_id))
                .order(consent_event::id)
                .select((
                    consent_event::purpose,
                    consent_event::action,
                    consent_event::method,
                    consent_event::scope,
                ))
                .load(c)?)
        })
    }

    /// Whether the answers may be used to improve care.
    pub fn permits_improvement(&self) -> bool {
        let (_, participant_id) = self.ids();
        let permitted = self.town.read(|c| permit_improvement(c, "patient-voice"));
        permitted.contains(Subject::Participant(participant_id))
    }
}
