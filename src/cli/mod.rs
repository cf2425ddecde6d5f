//! The commands of `hearth`, one file each.
//!
//! A command that fails says why in one sentence on stderr and exits with a code other than zero.

mod try_text;

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
    /// Shows how a text message would be read, as JSON
    Try(try_text::Try),
}

/// Runs the command named on the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome: Result<(), CommandError> = match arguments.command {
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
