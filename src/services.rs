//! What every handler and job may ask for.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::clock::{Clock, local};
use crate::config::Config;
use crate::crypto::Keys;
use crate::i18n::{I18n, Words};
use crate::metrics::Metrics;
use crate::storage::{Frozen, Recent, Store};
use crate::web::Renderer;

/// The services of one running Hearth. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The keys that seal what is personal.
    pub keys: Arc<Keys>,
    /// The interface's texts.
    pub i18n: Arc<I18n>,
    /// The lists by which text messages are read.
    pub words: Arc<Words>,
    /// The pages.
    pub renderer: Arc<Renderer>,
    /// Frozen rows that were read before.
    pub frozen: Arc<Frozen>,
    /// What was worked out from many rows a moment ago.
    pub recent: Arc<Recent>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// The settings.
    pub config: Arc<Config>,
    /// Whether this is the demo: invented people, and drafts shown as such.
    pub is_demo: bool,
}

impl Services {
    /// Where what was said and done is shown to everybody.
    pub fn heard_link(&self) -> String {
        format!("{}/heard", self.config.public_url)
    }

    /// The day of a time in UTC by the center's clocks.
    pub fn local_day(&self, at: NaiveDateTime) -> NaiveDate {
        local(self.config.asking.time_zone, at).date()
    }

    /// A time as clocks at the center show it, to the minute.
    pub fn shown(&self, at: NaiveDateTime) -> String {
        local(self.config.asking.time_zone, at).format("%Y-%m-%d %H:%M").to_string()
    }
}
