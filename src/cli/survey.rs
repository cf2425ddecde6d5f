//! `hearth survey`: survey definition files.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::CommandError;
use crate::survey::Survey;
use crate::survey::check::{Finding, ReservedWord, Severity, check};

/// What can be done with a survey definition.
#[derive(Subcommand)]
pub enum SurveyCommand {
    /// Names every fault of a definition file; fails if one of them is an error.
    Check {
        /// The definition, in TOML, or in JSON if its name ends in `.json`.
        file: PathBuf,
    },
}

/// Runs one of them.
pub fn run(command: SurveyCommand) -> Result<(), CommandError> {
    match command {
        SurveyCommand::Check { file } => check_file(&file),
    }
}

/// Reads a definition file, by its name as TOML or JSON.
pub fn read_definition(file: &Path) -> Result<Survey, CommandError> {
    let failed = |error: String| CommandError(format!("{}: {error}", file.display()));
    let text = fs::read_to_string(file).map_err(|error| failed(error.to_string()))?;
    let is_json = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let read = if is_json { Survey::from_json(&text) } else { Survey::from_toml(&text) };
    read.map_err(|error| failed(error.to_string()))
}

fn check_file(file: &Path) -> Result<(), CommandError> {
    let findings = check(&read_definition(file)?, &reserved_in_english);
    for finding in &findings {
        println!("{}", line(finding, file));
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    match errors {
        0 => Ok(()),
        1 => Err(CommandError(format!("{} has 1 error", file.display()))),
        _ => Err(CommandError(format!("{} has {errors} errors", file.display()))),
    }
}

fn line(finding: &Finding, file: &Path) -> String {
    let question = finding.question.as_deref().unwrap_or("-");
    let language = finding.language.as_ref().map_or("-", |language| language.tag());
    format!("{}  {}  {question}  {language}  {}", finding.severity, file.display(), finding.what)
}

fn reserved_in_english(message: &str) -> Option<ReservedWord> {
    match message.trim().to_uppercase().as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "END" | "QUIT" | "CANCEL" | "REVOKE" | "OPTOUT"
        | "OPT OUT" | "REMOVE" => Some(ReservedWord::Stop),
        "START" | "UNSTOP" => Some(ReservedWord::Start),
        "HELP" | "INFO" => Some(ReservedWord::Help),
        _ => None,
    }
}
