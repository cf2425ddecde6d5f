//! Builds the services and fills the reaction tables: the same when serving and in tests.

use std::sync::Arc;

use crate::clock::{Clock, SystemClock};
use crate::config::{Config, ConfigError};
use crate::crypto::Keys;
use crate::i18n::{I18n, Words};
use crate::outbox::email::MailTransport;
use crate::outbox::email::folder::Folder;
use crate::outbox::email::smtp::{MailSettingsError, Sender, Smtp};
use crate::outbox::sms::SmsTransport;
use crate::outbox::sms::twilio::{Twilio, TwilioSettingsError};
use crate::services::Services;
use crate::storage::{Frozen, OpenError, Store};
use crate::web::Renderer;
use crate::{backlog, conversation, outbox, priority};

/// Why Hearth could not start, in one sentence.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A setting.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Twilio's settings.
    #[error(transparent)]
    Twilio(#[from] TwilioSettingsError),
    /// The settings of mail.
    #[error(transparent)]
    Mail(#[from] MailSettingsError),
    /// The database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The texts or templates in the program.
    #[error("the program's own texts cannot be read: {0}")]
    Texts(String),
}

/// The services of a Hearth with these settings, on the system's clock.
pub fn services(config: Config) -> Result<Services, StartError> {
    services_at(config, Arc::new(SystemClock), false)
}

/// The services with a clock of one's own, and as the demo or not.
pub fn services_at(
    config: Config,
    clock: Arc<dyn Clock>,
    is_demo: bool,
) -> Result<Services, StartError> {
    let keys = Keys::new(&config.secret_key()?);
    let store = Store::open(&config.database_url)?;
    let texts = |error: &dyn std::fmt::Display| StartError::Texts(error.to_string());
    let i18n = Arc::new(I18n::embedded().map_err(|error| texts(&error))?);
    let renderer = Renderer::new(Arc::clone(&i18n), &config.center_name, is_demo)
        .map_err(|error| texts(&error))?;
    Ok(Services {
        store,
        clock,
        keys: Arc::new(keys),
        i18n,
        words: Arc::new(Words::embedded().map_err(|error| texts(&error))?),
        renderer: Arc::new(renderer),
        frozen: Arc::new(Frozen::default()),
        config: Arc::new(config),
        is_demo,
    })
}

/// What rooms do about what the outbox learns.
pub fn outbox_reactions() -> outbox::Reactions {
    outbox::Reactions { opted_out: vec![conversation::flow::opted_out_with_carrier] }
}

/// What rooms do about a published ranking.
pub fn priority_reactions() -> priority::flow::Reactions {
    priority::flow::Reactions { published: vec![backlog::flow::feed] }
}

/// How texts go out, where it is set.
pub fn transport(config: &Config) -> Result<Option<Arc<dyn SmsTransport>>, StartError> {
    let Some(twilio) = &config.twilio else { return Ok(None) };
    Ok(Some(Arc::new(Twilio::new(twilio)?)))
}

/// How mail goes out: by the server that is set, or else into a folder.
pub fn mail_transport(config: &Config) -> Result<Arc<dyn MailTransport>, StartError> {
    let sender = Sender::parse(&config.mail.from, &config.center_name)?;
    Ok(match &config.mail.smtp_url {
        Some(url) => Arc::new(Smtp::new(url, sender)?),
        None => Arc::new(Folder::new(config.mail.folder.clone(), sender)),
    })
}
