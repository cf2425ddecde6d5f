//! How long it takes to queue texts to 20,000 people, and what it leaves of the rate at which
//! answers come in meanwhile.
//!
//! Alone and meanwhile are measured in one run, over the same time, so that their ratio says what
//! queueing costs on this machine. With `HEARTH_TEST_POSTGRES` it is measured on PostgreSQL too.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{NaiveDateTime, TimeDelta};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use hearth::app;
use hearth::clock::FixedClock;
use hearth::config::Config;
use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::inbound::flow::{InboundText, take};
use hearth::on_engine;
use hearth::outreach::Disposition;
use hearth::outreach::flow::{Wish, Worker, confirm, find_overview, plan};
use hearth::people::Phone;
use hearth::people::store::{
    NewParticipant, SealedPhone, insert_panel_member, insert_participant, insert_phone,
    upsert_panel,
};
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::StoreError;
use hearth::storage::schema::consent_event;
use hearth::survey::Survey;
use hearth::survey::flow::import;

const PEOPLE: usize = 20_000;
/// How many texts come in side by side.
const AT_ONCE: usize = 32;
const SECONDS: Duration = Duration::from_secs(5);
const ROUNDS: usize = 3;
/// What each of them says, over and over: from the keyword to the last question, then HELP.
const SAYS: [&str; 8] = ["VOICE", "1", "2 5 1", "SKIP", "1", "1,3", "4", "2"];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut places = vec![Place::sqlite()];
    places.extend(std::env::var("HEARTH_TEST_POSTGRES").ok().map(|url| Place::postgres(&url)));
    for place in &places {
        let mut ratios = Vec::new();
        for _ in 0..ROUNDS {
            ratios.push(round(place).await);
        }
        ratios.sort_by(f64::total_cmp);
        println!("{}: median of {ROUNDS}: {:.2} of the rate", place.name, ratios[ROUNDS / 2]);
    }
}

async fn round(place: &Place) -> f64 {
    place.make_empty();
    let services = open(&place.url).await;
    let by = fill(&services);
    let wish = Wish {
        slug: "patient-voice".to_owned(),
        panel_id: 1,
        site_id: None,
        languages: Vec::new(),
    };
    let looked = Instant::now();
    let planned = plan(&services, wish.clone()).await.expect("a plan").expect("the survey");
    let looked = looked.elapsed();
    assert_eq!(planned.audience.recipients.len(), PEOPLE);

    let alone = answers_per_second(&services, 0, SECONDS, std::future::pending::<()>()).await;
    let mut queueing = Duration::ZERO;
    let mut campaign = 0;
    let queue = async {
        let started = Instant::now();
        let token = random_token();
        campaign = confirm(&services, &by, wish, token, String::new()).await.expect("queued");
        queueing = started.elapsed();
        // And asking goes on while the answers come in, as fast as the sender's contract allows.
        let later = services.clock.now() + TimeDelta::minutes(2);
        let services = Services { clock: Arc::new(FixedClock::at(later)), ..services.clone() };
        let worker = Worker { services };
        loop {
            worker.ask_due().await.expect("people are asked");
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    let meanwhile = answers_per_second(&services, 100_000, SECONDS, queue).await;
    let shown = Instant::now();
    let overview = find_overview(&services, campaign).await.expect("read").expect("there");
    let shown = shown.elapsed();
    println!(
        "{}: {PEOPLE} queued in {:.2} s; plan {:.0} ms, page {:.0} ms; answers alone {alone:.0}/s, \
         meanwhile {meanwhile:.0}/s: {:.2}; {} asked",
        place.name,
        queueing.as_secs_f64(),
        looked.as_secs_f64() * 1e3,
        shown.as_secs_f64() * 1e3,
        meanwhile / alone,
        overview.all() - overview.count(&[Disposition::Queued]),
    );
    assert!(queueing < Duration::from_secs(5), "queueing took {queueing:?}");
    meanwhile / alone
}

/// Texts of people nobody asked, taken a second for that long, while something else goes on.
async fn answers_per_second(
    services: &Services,
    first_person: usize,
    time: Duration,
    beside: impl Future<Output = ()>,
) -> f64 {
    let (is_over, taken) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let started = Instant::now();
    let talks: Vec<_> = (0..AT_ONCE)
        .map(|talk| {
            let (services, is_over, taken) =
                (services.clone(), Arc::clone(&is_over), Arc::clone(&taken));
            tokio::spawn(async move {
                let mut person = first_person + talk;
                while !is_over.load(Ordering::Relaxed) {
                    for words in SAYS {
                        let text = InboundText {
                            sid: format!("SM{}", random_token()),
                            from: Phone::parse(&format!("+1999{person:07}")).expect("a number"),
                            body: words.to_owned(),
                            carrier: None,
                        };
                        take(&services, text).await.expect("a text is taken");
                        taken.fetch_add(1, Ordering::Relaxed);
                    }
                    person += AT_ONCE;
                }
            })
        })
        .collect();
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        () = beside => {}
    }
    is_over.store(true, Ordering::Relaxed);
    for talk in talks {
        talk.await.expect("a talk ends");
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousand texts")]
    let taken = taken.load(Ordering::Relaxed) as f64;
    taken / started.elapsed().as_secs_f64()
}

async fn open(url: &str) -> Services {
    let url = url.to_owned();
    let setting = move |name: &str| match name {
        "DATABASE_URL" => Some(url.clone()),
        "HEARTH_SECRET_KEY" => Some("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".to_owned()),
        "HEARTH_SMS_PER_SECOND" => Some("100".to_owned()),
        _ => None,
    };
    let config = Config::read(&setting).expect("the settings are good");
    let noon = NaiveDateTime::parse_from_str("2026-10-01 16:00", "%Y-%m-%d %H:%M");
    let clock = Arc::new(FixedClock::at(noon.expect("a time")));
    let services = app::services_at(config, clock, false).expect("a fresh database opens");
    let sample = include_str!("../samples/patient-voice.toml");
    let survey = Survey::from_toml(sample).expect("the sample is good");
    import(&services, survey, true).await.expect("the sample is imported");
    services
}

/// A liaison, and a panel of people who agreed to texts.
fn fill(services: &Services) -> SignedIn {
    let email = Email::parse("ana@example.org").expect("an address");
    let password = Password::parse("three quiet herons".to_owned().into());
    let password = password.expect("long enough");
    let (role, language) = (Role::Liaison, Language::new("en"));
    let account_id = add_account_now(services, &email, &password, role, language.clone())
        .expect("an account is added");
    let (keys, at) = (Arc::clone(&services.keys), services.clock.now());
    services
        .store
        .write_now(move |connection| {
            let panel_id = upsert_panel(connection, "Everybody")?;
            let english = Language::new("en");
            for person in 0..PEOPLE {
                let new = NewParticipant {
                    language: &english,
                    site_id: None,
                    name: Some("Inés Quintero"),
                    strata: "{}",
                    at,
                };
                let participant_id = insert_participant(connection, &keys, &new)?;
                let phone = Phone::parse(&format!("+1212{person:07}")).expect("a number");
                insert_phone(connection, participant_id, &SealedPhone::seal(&keys, &phone))?;
                insert_panel_member(connection, panel_id, participant_id)?;
                let word = (
                    consent_event::kind.eq("person"),
                    consent_event::participant_id.eq(participant_id),
                    consent_event::channel.eq("import"),
                    consent_event::programme.eq(""),
                    consent_event::purpose.eq("text"),
                    consent_event::action.eq("granted"),
                    consent_event::scope.eq("all"),
                    consent_event::method.eq("import"),
                    consent_event::evidence_sha256.eq("paper"),
                    consent_event::actor.eq("staff"),
                    consent_event::unencrypted_risk_acknowledged.eq(false),
                    consent_event::occurred_at.eq(at),
                    consent_event::recorded_at.eq(at),
                );
                on_engine!(connection, |engine| diesel::insert_into(consent_event::table)
                    .values(word)
                    .execute(engine))?;
            }
            Ok::<_, StoreError>(())
        })
        .expect("the panel is filled");
    SignedIn { account_id, role, language, csrf_token: String::new() }
}

/// Where a database is made anew for each round.
struct Place {
    name: &'static str,
    url: String,
    folder: Option<PathBuf>,
    superuser_url: String,
}

impl Place {
    fn sqlite() -> Self {
        let folder = std::env::temp_dir().join(format!("hearth-asking-{}", std::process::id()));
        let url = format!("sqlite://{}", folder.join("hearth.db").display());
        Self { name: "SQLite", url, folder: Some(folder), superuser_url: String::new() }
    }

    fn postgres(superuser_url: &str) -> Self {
        let (server, _) = superuser_url.rsplit_once('/').expect("a URL that names a database");
        let url = format!("{server}/hearth_asking_{}", std::process::id());
        Self { name: "PostgreSQL", url, folder: None, superuser_url: superuser_url.to_owned() }
    }

    fn make_empty(&self) {
        self.remove();
        match &self.folder {
            Some(folder) => std::fs::create_dir_all(folder).expect("a folder is made"),
            None => self.on_server("CREATE DATABASE"),
        }
    }

    fn remove(&self) {
        match &self.folder {
            Some(folder) => drop(std::fs::remove_dir_all(folder)),
            None => self.on_server("DROP DATABASE IF EXISTS"),
        }
    }

    fn on_server(&self, what: &str) {
        let (_, name) = self.url.rsplit_once('/').expect("a URL that names a database");
        let force = if what.starts_with("DROP") { " WITH (FORCE)" } else { "" };
        let mut server = PgConnection::establish(&self.superuser_url).expect("the server answers");
        server.batch_execute(&format!("{what} {name}{force}")).expect("a superuser may");
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.remove();
    }
}
