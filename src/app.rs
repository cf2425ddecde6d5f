//! Builds the services and fills the reaction tables: the same when serving and in tests.

use std::sync::Arc;

use crate::clock::{Clock, SystemClock};
use crate::config::{Config, ConfigError};
use crate::crypto::Keys;
use crate::i18n::{I18n, Words};
use crate::metrics::{Gauges, Metrics};
use crate::outbox::email::MailTransport;
use crate::outbox::email::folder::Folder;
use crate::outbox::email::smtp::{MailSettingsError, Sender, Smtp};
use crate::outbox::sms::SmsTransport;
use crate::outbox::sms::twilio::{Twilio, TwilioSettingsError};
use crate::services::Services;
use crate::storage::backup::AfterRestore;
use crate::storage::{Frozen, OpenError, Recent, Store, StoreError};
use crate::web::Renderer;
use crate::{backlog, calls, consent, conversation, outbox, outreach, priority, staff, survey};

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
    /// The database knows a key, and there is none here.
    #[error(
        "HEARTH_SECRET_KEY is not set and {0} is not there, and this database cannot be read \
         without the key it was written with; put that key back"
    )]
    KeyMissing(String),
    /// The database was written with another key.
    #[error(
        "HEARTH_SECRET_KEY (or hearth.key) is not the key this database was written with; \
         put that key back, or every number, and every STOP, would be unknown"
    )]
    OtherKey,
    /// The database did not say which key it was written with.
    #[error(transparent)]
    Store(#[from] StoreError),
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
    let store = Store::open(&config.database_url)?;
    let keys = keys_of(&store, &config)?;
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
        recent: Arc::new(Recent::default()),
        metrics: Arc::new(Metrics::default()),
        config: Arc::new(config),
        is_demo,
    })
}

/// The keys this database is written with; made where it was not written with any yet.
///
/// # Errors
/// Under any other key every blind index would differ: each person would be a stranger, whoever
/// said STOP included. So another key, or none, is refused.
fn keys_of(store: &Store, config: &Config) -> Result<Keys, StartError> {
    let known = store.find_key_check_now()?;
    let (secret, is_new) = match (config.find_secret_key()?, &known) {
        (Some(secret), _) => (secret, false),
        (None, None) => (config.make_secret_key()?, true),
        (None, Some(_)) => {
            return Err(StartError::KeyMissing(config.key_file().display().to_string()));
        }
    };
    let keys = Keys::new(&secret);
    let known = match known {
        Some(known) => known,
        None => store.bind_to_key_now(keys.key_check())?,
    };
    if known == keys.key_check() {
        return Ok(keys);
    }
    if is_new {
        // Another node was first. A key that never was this database's is not left lying about.
        config.remove_key_file()?;
        return Err(StartError::KeyMissing(config.key_file().display().to_string()));
    }
    Err(StartError::OtherKey)
}

/// The keys of a database that was written before, for a command that makes neither.
pub fn known_keys(store: &Store, config: &Config) -> Result<Keys, StartError> {
    let missing = || StartError::KeyMissing(config.key_file().display().to_string());
    let keys = Keys::new(&config.find_secret_key()?.ok_or_else(missing)?);
    match store.find_key_check_now()? {
        Some(known) if known != keys.key_check() => Err(StartError::OtherKey),
        _ => Ok(keys),
    }
}

/// What rooms do about what the outbox learns.
pub fn outbox_reactions() -> outbox::Reactions {
    outbox::Reactions {
        // The conversation is held first, as a STOP by text holds it.
        opted_out: vec![
            conversation::flow::opted_out_with_carrier,
            outreach::flow::opted_out_with_carrier,
        ],
        sender_refused: vec![outreach::flow::halt],
        hold_contact: vec![conversation::flow::hold_contact],
        undelivered: vec![|connection, services, fact| {
            calls::flow::note_undelivered(connection, services, &call_dialogue(), fact)
        }],
        may_repeat: vec![
            |connection, services, repeat| {
                calls::flow::is_still_wanted(connection, services, &call_dialogue(), repeat)
            },
            outreach::flow::may_repeat,
        ],
        heard_of: vec![calls::flow::note_heard_of],
    }
}

/// What the dialogue, and whoever asks people, do about what staff decide on the call list.
pub fn call_dialogue() -> calls::flow::Dialogue {
    calls::flow::Dialogue {
        end_texts: |connection, keys, decided| {
            conversation::flow::end_texts(connection, keys, decided)?;
            outreach::flow::ended_by_staff(connection, decided)
        },
        go_on: conversation::flow::go_on,
        give_up_number: |connection, keys, decided| {
            conversation::flow::hold_for(connection, decided)?;
            // As long as the number is still theirs.
            outreach::flow::ended_by_staff(connection, decided)?;
            conversation::flow::give_up_number(connection, keys, decided)
        },
        may_text_again: conversation::flow::may_text_again,
        find_last_moved: |connection, of| {
            Ok(conversation::store::texts::find_last_moved(connection, of)?)
        },
        sent_again: |connection, lost, again| {
            conversation::flow::follow_text(connection, lost, again)?;
            outreach::flow::follow_text(connection, lost, again)
        },
        list_said: conversation::flow::list_said,
    }
}

/// Who has a say in whether somebody is reminded of a survey.
pub fn may_remind() -> Vec<conversation::flow::MayRemind> {
    vec![outreach::flow::may_remind]
}

/// What rooms do about a published ranking.
pub fn priority_reactions() -> priority::flow::Reactions {
    priority::flow::Reactions { published: vec![backlog::flow::feed] }
}

/// What rooms tell of how they stand, to whoever watches over the service.
pub fn gauges() -> Gauges {
    Gauges(vec![
        outbox::store::gauges,
        consent::flow::gauges,
        staff::flow::gauges,
        calls::store::gauges,
    ])
}

/// What rooms do about rows that come from a backup, before anybody sees them.
pub fn after_restore() -> Vec<AfterRestore> {
    vec![
        staff::store::end_what_was_open,
        outbox::store::hold_back_unfinished,
        calls::flow::note_held_back,
        outbox::email::store::hold_back_unfinished,
        outreach::store::stop_unfinished,
    ]
}

/// How a survey is checked before it goes out with corrected texts.
pub fn survey_check() -> survey::flow::SurveyCheck {
    survey::flow::SurveyCheck {
        faults: conversation::check_as_spoken,
        costs: conversation::costs_as_spoken,
    }
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
