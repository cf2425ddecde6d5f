//! The commands of `hearth`, one file each.
//!
//! A command that fails says why in one sentence on stderr and exits with a code other than zero.

mod migrate;
mod rank;
mod staff;
mod survey;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

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

#[derive(Parser)]
#[command(name = "hearth", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Bring the database up to date.
    Migrate,
    /// Accounts of the people who work with Hearth.
    Staff(staff::Arguments),
    /// Works with survey definition files.
    #[command(subcommand)]
    Survey(survey::SurveyCommand),
    /// Rank the ballots in a JSON file and print the ranking.
    Rank {
        /// Items, ballots and settings, as `tests/data/ranking/pool_example.json`.
        file: PathBuf,
    },
}

/// Runs the command named on the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome: Result<(), CommandError> = match arguments.command {
        Command::Migrate => migrate::run(),
        Command::Staff(arguments) => staff::run(arguments),
        Command::Survey(command) => survey::run(command),
        Command::Rank { file } => rank::run(&file),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hearth: {error}");
            ExitCode::FAILURE
        }
    }
}
