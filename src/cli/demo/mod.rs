//! `hearth demo`: the whole service with invented people.
//!
//! Everything in it went through the same journeys as real people's words, on a scratch database
//! of its own. A demo never opens a database that was there before. Of the settings it takes where
//! it listens, how the world reaches it, and at which hours texts go out.

mod decisions;
mod people;
mod talks;
mod voices;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::TimeDelta;
use secrecy::SecretString;

use super::{CommandError, serve};
use crate::app;
use crate::clock::{FixedClock, SystemClock};
use crate::config::Config;
use crate::crypto::random_token;
use crate::i18n::Language;
use crate::outbox::flow::Worker;
use crate::outbox::sms::{Phonebook, SmsTransport};
use crate::services::Services;
use crate::staff::flow::add_account_now;
use crate::staff::{Email, Password, Role};
use crate::survey::flow::{find_offered, import};
use crate::survey::{SAMPLE, Survey, flow::Offered};

const SLUG: &str = "patient-voice";
/// Days ago on which each group of people answered.
const DAYS_AGO: [i64; 5] = [23, 19, 14, 9, 5];
/// Those among them after whom a ranking was published, before the latest one.
const PUBLISHED: [i64; 2] = [19, 9];

/// Fills a scratch database, serves it, and prints what to try.
pub fn run() -> Result<(), CommandError> {
    let folder = Scratch::make()?;
    let services = services(&folder)?;
    let transport: Arc<dyn SmsTransport> = Arc::new(Phonebook::new(1));
    let accounts = actix_web::rt::System::new().block_on(fill(&services, &transport))?;
    let mail = app::mail_transport(&services.config).map_err(CommandError::from_display)?;
    let transports = serve::Transports { texts: Some(transport), mail };
    serve::serve(&services, transports, &|address| {
        announce(address, &services.config.mail.folder, &accounts);
    })
}

/// The services of a demo whose database is in that folder.
fn services(folder: &Scratch) -> Result<Services, CommandError> {
    let config = Config::read(&|name| match name {
        "DATABASE_URL" => Some(format!("sqlite://{}", folder.0.join("demo.db").display())),
        "HEARTH_CENTER_NAME" => Some("Riverside Health".to_owned()),
        "HEARTH_HELP_PHONE" => Some("555-0100".to_owned()),
        "HEARTH_SMS_PER_SECOND" => Some("1000".to_owned()),
        "HEARTH_BIND" | "HEARTH_PUBLIC_URL" | "HEARTH_TEXT_HOURS" => std::env::var(name).ok(),
        _ => None,
    })
    .map_err(CommandError::from_display)?;
    app::services_at(config, Arc::new(SystemClock), true).map_err(CommandError::from_display)
}

async fn fill(
    services: &Services,
    transport: &Arc<dyn SmsTransport>,
) -> Result<Vec<Account>, CommandError> {
    let accounts = add_accounts(services)?;
    let survey = Survey::from_toml(SAMPLE).map_err(CommandError::from_display)?;
    import(services, survey, true).await.map_err(CommandError::from_display)?;
    let offered = offered(services)?;
    let (texting, on_the_web) = people::invent();
    let texting = Arc::new(texting);
    voices::join_panel(&days_ago(services, 30), &texting)?;
    let share = texting.len().div_ceil(DAYS_AGO.len());
    for (group, days) in DAYS_AGO.into_iter().enumerate() {
        let then = days_ago(services, days);
        let places = group * share..((group + 1) * share).min(texting.len());
        voices::answer_by_text(&then, &offered, &texting, places)
            .await
            .map_err(CommandError::from_display)?;
        send_replies(&then, transport).await?;
        if PUBLISHED.contains(&days) {
            decisions::publish_then(&then, &accounts, SLUG).await?;
        }
    }
    voices::need_a_person(services, &texting).await.map_err(CommandError::from_display)?;
    talks::hold(services, transport, &accounts, texting.len()).await?;
    voices::answer_on_the_web(&days_ago(services, 7), &offered, &on_the_web).await?;
    decisions::decide(services, &accounts, SLUG).await?;
    Ok(accounts)
}

fn offered(services: &Services) -> Result<Offered, CommandError> {
    services
        .store
        .read_now(|connection| find_offered(connection, &services.frozen, true, SLUG))
        .map_err(CommandError::from_display)?
        .ok_or_else(|| CommandError("the demo's survey is not offered".to_owned()))
}

/// The replies go out on the day they were written.
async fn send_replies(
    then: &Services,
    transport: &Arc<dyn SmsTransport>,
) -> Result<(), CommandError> {
    let worker = Worker {
        services: then.clone(),
        transport: Arc::clone(transport),
        reactions: app::outbox_reactions(),
    };
    worker.send_all_due().await.map_err(CommandError::from_display)
}

/// The services as they were that many days ago.
fn days_ago(services: &Services, days: i64) -> Services {
    hours_ago(services, days * 24)
}

/// The services as they were that many hours ago.
fn hours_ago(services: &Services, hours: i64) -> Services {
    let then = services.clock.now() - TimeDelta::hours(hours);
    Services { clock: Arc::new(FixedClock::at(then)), ..services.clone() }
}

/// A demo sign-in.
struct Account {
    id: i64,
    role: Role,
    email: String,
    password: String,
}

fn add_accounts(services: &Services) -> Result<Vec<Account>, CommandError> {
    let roles = [
        (Role::Leadership, "leadership@riverside.example"),
        (Role::Administrator, "administrator@riverside.example"),
    ];
    roles
        .into_iter()
        .map(|(role, address)| {
            let email = Email::parse(address).map_err(CommandError::from_display)?;
            // A password of its own for every demo: nobody can know it from elsewhere.
            let typed = format!("demo-{}", &random_token()[..10]);
            let password = Password::parse(SecretString::from(typed.clone()))
                .map_err(CommandError::from_display)?;
            let id = add_account_now(services, &email, &password, role, Language::new("en"))
                .map_err(CommandError::from_display)?;
            Ok(Account { id, role, email: address.to_owned(), password: typed })
        })
        .collect()
}

fn announce(address: std::net::SocketAddr, mail: &Path, accounts: &[Account]) {
    println!("Hearth's demo: everybody in it is invented, and nothing is sent.\n");
    println!("  Start here         http://{address}/demo");
    println!("  A phone            http://{address}/demo/phone");
    println!("  The survey         http://{address}/s/{SLUG}");
    println!("  The public page    http://{address}/heard");
    println!("  The console        http://{address}/staff/priorities");
    for account in accounts {
        println!("    {:<15} {}  {}", account.role.name(), account.email, account.password);
    }
    println!("  Mail               {}", mail.display());
    println!("\nStop it with Ctrl-C: what it made is deleted then.");
}

/// A folder for one demo, deleted when it ends.
struct Scratch(PathBuf);

impl Scratch {
    fn make() -> Result<Self, CommandError> {
        let path: &Path = &std::env::temp_dir().join(format!("hearth-demo-{}", random_token()));
        std::fs::create_dir(path)
            .map_err(|error| CommandError(format!("{} cannot be made: {error}", path.display())))?;
        Ok(Self(path.to_owned()))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backlog::Status;
    use crate::backlog::flow::list_heard;

    #[test]
    fn who_takes_the_demos_files_finds_no_name_no_own_words_and_no_number() {
        let folder = Scratch::make().unwrap();
        let services = services(&folder).unwrap();
        let transport: Arc<dyn SmsTransport> = Arc::new(Phonebook::new(1));
        let heard = actix_web::rt::System::new().block_on(async {
            fill(&services, &transport).await.unwrap();
            list_heard(&services, &Language::new("en")).await.unwrap()
        });
        let is_told = |status| heard.answers.iter().any(|answer| answer.status == status);
        assert!(is_told(Status::Declined) && is_told(Status::NotNow), "{:?}", heard.answers);

        let mut kept = Vec::new();
        for file in std::fs::read_dir(&folder.0).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "key") {
                kept.extend(std::fs::read(path).unwrap());
            }
        }
        let kept = String::from_utf8_lossy(&kept);
        assert!(kept.contains(SLUG), "what is no secret is found");
        let (texting, on_the_web) = people::invent();
        let numbers = (0..texting.len()).filter_map(voices::phone_number);
        // Without the country's code too, as people write it.
        let mut secrets: std::collections::BTreeSet<String> =
            numbers.map(|number| number.expose()[2..].to_owned()).collect();
        for person in texting.into_iter().chain(on_the_web) {
            secrets.extend([person.name, person.words.to_owned()]);
        }
        assert!(secrets.len() > 200, "{}", secrets.len());
        for secret in secrets {
            assert!(!kept.contains(&secret), "{secret} can be read in the demo's files");
        }
    }
}
