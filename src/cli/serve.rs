//! `hearth serve`: web, webhooks and the background worker.

use std::sync::Arc;
use std::time::Duration;

use actix_web::{App, HttpServer};
use tokio::sync::watch;

use super::CommandError;
use crate::config::Config;
use crate::outbox::email::{self, MailTransport};
use crate::outbox::flow::{Eraser, Worker};
use crate::outbox::sms::SmsTransport;
use crate::services::Services;
use crate::storage::claim;
use crate::{app, consent, conversation, enrolment, erasure, outreach, priority, routes, staff};

/// How often the chains are sealed: within a second of what they seal.
const SEAL_EVERY: Duration = Duration::from_millis(500);
/// How often it is looked whose ballot has changed.
const COUNT_EVERY: Duration = Duration::from_millis(500);
/// How often ended sessions of staff are swept away.
const SWEEP_EVERY: Duration = Duration::from_mins(10);
/// How often it is looked whether somebody asked for a new password.
const ANSWER_EVERY: Duration = Duration::from_millis(500);
/// How often it is looked whether people are to be brought in.
const BRING_EVERY: Duration = Duration::from_millis(500);
/// How often it is looked whether somebody is to be erased.
const ERASE_EVERY: Duration = Duration::from_secs(10);
/// How long a stop waits for requests that are under way.
const STOP_WITHIN_SECONDS: u64 = 20;

/// Serves until it is told to stop.
pub fn run() -> Result<(), CommandError> {
    let config = Config::from_environment().map_err(CommandError::from_display)?;
    let _claim = claim(&config.database_url).map_err(CommandError::from_display)?;
    let transports = Transports {
        texts: app::transport(&config).map_err(CommandError::from_display)?,
        mail: app::mail_transport(&config).map_err(CommandError::from_display)?,
    };
    let services = app::services(config).map_err(CommandError::from_display)?;
    if transports.texts.is_none() {
        tracing::warn!("TWILIO_ACCOUNT_SID is not set: no text message is received or sent");
    }
    if services.config.mail.smtp_url.is_none() {
        let folder = services.config.mail.folder.display();
        tracing::warn!(%folder, "SMTP_URL is not set: mail is written into a folder, not sent");
    }
    serve(&services, transports, &|_| {})
}

/// How messages go out.
pub struct Transports {
    /// Texts; without it none are sent.
    pub texts: Option<Arc<dyn SmsTransport>>,
    /// Mail.
    pub mail: Arc<dyn MailTransport>,
}

/// Serves with these services; `announce` hears the address once it listens.
pub fn serve(
    services: &Services,
    transports: Transports,
    announce: &dyn Fn(std::net::SocketAddr),
) -> Result<(), CommandError> {
    let bind = services.config.bind;
    actix_web::rt::System::new().block_on(async {
        let (stop, stopped) = watch::channel(false);
        let for_app = services.clone();
        let server = HttpServer::new(move || {
            let services = for_app.clone();
            App::new()
                .configure(move |routes| routes::configure(routes, &services))
                .wrap(actix_web::middleware::from_fn(crate::web::guard::guard))
                .wrap(actix_web::middleware::Compress::default())
        })
        // A compressed page goes out in pieces; none waits for the one before to be acknowledged.
        .tcp_nodelay(true)
        .workers(worker_threads())
        .worker_max_blocking_threads(8)
        .shutdown_timeout(STOP_WITHIN_SECONDS)
        .bind(bind)
        .map_err(|error| CommandError(format!("HEARTH_BIND {bind} cannot be used: {error}")))?;
        if let Some(address) = server.addrs().first() {
            announce(*address);
            tracing::info!(%address, "serving");
        }
        let background = start_background(services, transports, &stopped);
        server.run().await.map_err(CommandError::from_display)?;
        // The server has answered whom it acknowledged; now the worker finishes what it holds.
        stop.send_replace(true);
        for task in background {
            drop(task.await);
        }
        Ok(())
    })
}

fn worker_threads() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(1, 16)
}

fn start_background(
    services: &Services,
    transports: Transports,
    stopped: &watch::Receiver<bool>,
) -> Vec<actix_web::rt::task::JoinHandle<()>> {
    let mut tasks = vec![
        actix_web::rt::spawn(seal_chains(services.clone(), stopped.clone())),
        actix_web::rt::spawn(count_voices(services.clone(), stopped.clone())),
        actix_web::rt::spawn(sweep_sessions(services.clone(), stopped.clone())),
        actix_web::rt::spawn(answer_reset_requests(services.clone(), stopped.clone())),
        actix_web::rt::spawn(bring_people(services.clone(), stopped.clone())),
    ];
    tasks.push(actix_web::rt::spawn(erase_people(services.clone(), stopped.clone())));
    let eraser = Eraser { services: services.clone(), transport: transports.texts.clone() };
    tasks.push(actix_web::rt::spawn(eraser.run(stopped.clone())));
    let mail = email::flow::Worker { services: services.clone(), transport: transports.mail };
    tasks.push(actix_web::rt::spawn(mail.run(stopped.clone())));
    if let Some(transport) = transports.texts {
        let asking = outreach::flow::Worker { services: services.clone() };
        tasks.push(actix_web::rt::spawn(asking.run(stopped.clone())));
        let silent = conversation::flow::Worker {
            services: services.clone(),
            may_remind: app::may_remind(),
        };
        tasks.push(actix_web::rt::spawn(silent.run(stopped.clone())));
        let worker =
            Worker { services: services.clone(), transport, reactions: app::outbox_reactions() };
        let stopped = stopped.clone();
        tasks.push(actix_web::rt::spawn(worker.run(stopped)));
    }
    tasks
}

async fn seal_chains(services: Services, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let consent = consent::flow::seal(&services).await;
        let audit = staff::flow::seal_audit(&services).await;
        if let Err(error) = consent.and(audit) {
            tracing::error!(%error, "a chain could not be sealed");
        }
        tokio::select! {
            () = tokio::time::sleep(SEAL_EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// Counts whose ballot has changed, so that the ranking is never further behind than this.
async fn count_voices(services: Services, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = priority::live::flow::count_changes(&services).await {
            tracing::error!(%error, "ballots could not be counted");
        }
        tokio::select! {
            () = tokio::time::sleep(COUNT_EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}

async fn sweep_sessions(services: Services, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = staff::flow::forget_ended(&services).await {
            tracing::error!(%error, "ended sessions could not be swept away");
        }
        if let Err(error) = enrolment::flow::forget_old(&services).await {
            tracing::error!(%error, "old lists of people could not be swept away");
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEP_EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// One part of a list after the other; what comes in meanwhile is written between them.
async fn bring_people(services: Services, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match enrolment::flow::work(&services).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "people of a list could not be brought in"),
        }
        tokio::select! {
            () = tokio::time::sleep(BRING_EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// One person after the other whose time to take a deletion back has passed.
async fn erase_people(services: Services, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        match erasure::flow::erase_next(&services).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "somebody could not be erased"),
        }
        tokio::select! {
            () = tokio::time::sleep(ERASE_EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}

async fn answer_reset_requests(services: Services, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        if let Err(error) = staff::flow::link::answer_reset_requests(&services).await {
            tracing::error!(%error, "requests for a new password could not be answered");
        }
        tokio::select! {
            () = tokio::time::sleep(ANSWER_EVERY) => {}
            _ = stopped.changed() => {}
        }
    }
}
