//! What journeys share: a database of their own on each engine, and services that stand on it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDateTime};
use diesel::Connection as _;
use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use hearth::clock::{Clock, FixedClock};
use hearth::config::Config;
use hearth::crypto::{Keys, SecretKey};
use hearth::i18n::{I18n, Words};
use hearth::metrics::Metrics;
use hearth::services::Services;
use hearth::storage::{Frozen, Recent, Store};
use hearth::web::Renderer;

/// A database that exists for one test; dropped with this value.
pub struct Place {
    /// `DATABASE_URL` of this database.
    pub url: String,
    kind: Kind,
}

enum Kind {
    Sqlite { folder: PathBuf },
    Postgres { superuser_url: String, name: String },
}

impl Drop for Place {
    fn drop(&mut self) {
        match &self.kind {
            Kind::Sqlite { folder } => drop(std::fs::remove_dir_all(folder)),
            Kind::Postgres { superuser_url, name } => {
                if let Ok(mut server) = PgConnection::establish(superuser_url) {
                    drop(server.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")));
                }
            }
        }
    }
}

/// A fresh database on SQLite, and one on PostgreSQL where `HEARTH_TEST_POSTGRES` names a server
/// by a URL of its superuser.
pub fn stores(test_name: &str) -> Vec<(Place, Store)> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("hearth_test_{}_{number}", std::process::id());
    let mut places = vec![sqlite(&name)];
    match std::env::var("HEARTH_TEST_POSTGRES") {
        Ok(superuser_url) => places.push(postgres(superuser_url, name)),
        Err(_) => {
            eprintln!("{test_name}: PostgreSQL is left out (HEARTH_TEST_POSTGRES is not set)");
        }
    }
    places
        .into_iter()
        .map(|place| {
            let store = Store::open(&place.url).expect("a fresh database opens");
            (place, store)
        })
        .collect()
}

/// Services over a store, at a clock that stands still, with a key known to all tests.
pub fn services(store: &Store) -> (Services, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::at(morning()));
    let secret = SecretKey::from_base64("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")
        .expect("32 bytes in base64");
    let i18n = Arc::new(I18n::embedded().expect("the texts are good"));
    let services = Services {
        store: store.clone(),
        clock: Arc::clone(&clock) as Arc<dyn Clock>,
        keys: Arc::new(Keys::new(&secret)),
        i18n: Arc::clone(&i18n),
        words: Arc::new(Words::embedded().expect("the word lists are good")),
        renderer: Arc::new(Renderer::new(i18n, "Test Center", false).expect("the pages are good")),
        frozen: Arc::new(Frozen::default()),
        recent: Arc::new(Recent::default()),
        metrics: Arc::new(Metrics::default()),
        config: Arc::new(Config::read(&|_| None).expect("the defaults are good")),
        is_demo: false,
    };
    (services, clock)
}

/// When tests begin: 1 October 2026, 15:00 UTC.
pub fn morning() -> NaiveDateTime {
    DateTime::from_timestamp(1_790_866_800, 0).expect("a time in range").naive_utc()
}

fn sqlite(name: &str) -> Place {
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let url = format!("sqlite://{}", folder.join("hearth.db").display());
    Place { url, kind: Kind::Sqlite { folder } }
}

fn postgres(superuser_url: String, name: String) -> Place {
    let mut server =
        PgConnection::establish(&superuser_url).expect("the PostgreSQL server answers");
    server.batch_execute(&format!("CREATE DATABASE {name}")).expect("a superuser may add one");
    let (server_part, _) = superuser_url.rsplit_once('/').expect("a URL that names a database");
    let url = format!("{server_part}/{name}");
    Place { url, kind: Kind::Postgres { superuser_url, name } }
}
