//! What every handler and job may ask for.

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Config;
use crate::crypto::Keys;
use crate::storage::Store;

/// The services of one running Hearth. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The keys that seal what is personal.
    pub keys: Arc<Keys>,
    /// The settings.
    pub config: Arc<Config>,
}
