//! The commands of `hearth`, one file each.
//!
//! A command that fails says why in one sentence on stderr and exits with a code other than zero.

mod audit;
mod backup;
mod consent;
mod demo;
mod migrate;
mod rank;
mod restore;
mod serve;
mod staff;
mod survey;

mod try_text;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Config;
use crate::storage::Store;

/// Why a command failed, as the one sentence its user reads.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct CommandError(pub String);

impl CommandError {
    /// A failure told by any error's own words.
    pub fn from_display(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// The database of the settings, for a command that only reads it.
fn open_existing() -> Result<Store, CommandError> {
    let config = Config::from_environment().map_err(CommandError::from_display)?;
    Store::open_existing(&config.database_url).map_err(CommandError::from_display)
}

#[derive(Parser)]
#[command(name = "hearth", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Try the whole service with invented people, on a database of its own.
    Demo,
    /// Serve the pages, the webhooks and the background worker.
    Serve,
    /// Bring the database up to date.
    Migrate,
    /// Work with survey definition files.
    #[command(subcommand)]
    Survey(survey::SurveyCommand),
    /// Rank the ballots in a JSON file and print the ranking; or compute a published one again; or
    /// prove that the live ones count what the answers say.
    Rank {
        /// Items, ballots and settings, as `tests/data/ranking/pool_example.json`.
        #[arg(required_unless_present_any = ["replay", "audit"])]
        #[arg(conflicts_with_all = ["replay", "audit"])]
        file: Option<PathBuf>,
        /// Print a table instead, one line an item.
        #[arg(long, conflicts_with_all = ["replay", "audit"])]
        csv: bool,
        /// Count all answers anew, and compare with the live rankings bit by bit.
        #[arg(long, conflicts_with = "replay")]
        audit: bool,
        /// The published ranking (its snapshot's number) to compute again and compare.
        #[arg(long, value_name = "ID")]
        replay: Option<i64>,
    },
    /// Prove that the trail of what staff did is whole.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Prove that the record of consent is whole.
    #[command(subcommand)]
    Consent(consent::ConsentCommand),
    /// Accounts of the people who work with Hearth.
    Staff(staff::Arguments),
    /// Keep everything the database holds in one sealed file, while the service runs.
    Backup {
        /// The file to make. One that is there already is left alone.
        file: PathBuf,
    },
    /// Bring a backup into a new database.
    Restore {
        /// A file that `hearth backup` made.
        file: PathBuf,
    },
    /// Show how a text message would be read, as JSON.
    Try(try_text::Try),
}

/// Runs the command named on the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    start_log();
    let outcome: Result<(), CommandError> = match arguments.command {
        Command::Demo => demo::run(),
        Command::Serve => serve::run(),
        Command::Migrate => migrate::run(),
        Command::Survey(command) => survey::run(command),
        Command::Rank { replay: Some(id), .. } => rank::run_again(id),
        Command::Rank { audit: true, .. } => rank::run_audit(),
        Command::Rank { file, csv, .. } => rank::run(&file.unwrap_or_default(), csv),
        Command::Audit(command) => audit::run(&command),
        Command::Consent(command) => consent::run(&command),
        Command::Staff(arguments) => staff::run(arguments),
        Command::Backup { file } => backup::run(&file),
        Command::Restore { file } => restore::run(&file),
        Command::Try(arguments) => try_text::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hearth: {error}");
            ExitCode::FAILURE
        }
    }
}

/// One JSON line an event on stderr; `RUST_LOG` chooses how much.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
}
