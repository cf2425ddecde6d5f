//! `hearth survey`: survey definition files.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{CommandError, open_existing};
use crate::app;
use crate::config::Config;
use crate::conversation::check_as_spoken;
use crate::i18n::{I18n, Language, Words};
use crate::services::Services;
use crate::storage::Frozen;
use crate::survey::check::{Finding, Severity};
use crate::survey::{Survey, flow as survey_flow};

/// What can be done with a survey definition.
#[derive(Subcommand)]
pub enum SurveyCommand {
    /// Names every fault of a definition file; fails if one of them is an error.
    Check {
        /// The definition, in TOML, or in JSON if its name ends in `.json`.
        file: PathBuf,
    },
    /// Keeps a definition as a new version of its survey.
    Import {
        /// The definition.
        file: PathBuf,
        /// Offer this version from now on.
        #[arg(long)]
        publish: bool,
    },
    /// Prints the latest version of a survey as a definition file.
    Export {
        /// The survey's slug.
        slug: String,
    },
    /// Records that a named person reviewed every text of a language, the notice included.
    Review {
        /// The survey's slug.
        slug: String,
        /// The language, such as `es`.
        #[arg(long)]
        language: String,
        /// Who reviewed it.
        #[arg(long)]
        by: String,
    },
}

/// Runs one of them.
pub fn run(command: SurveyCommand) -> Result<(), CommandError> {
    match command {
        SurveyCommand::Check { file } => check_file(&file),
        SurveyCommand::Import { file, publish } => import_file(&file, publish),
        SurveyCommand::Export { slug } => export(&slug),
        SurveyCommand::Review { slug, language, by } => review(&slug, &language, by.trim()),
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
    let findings = findings(&read_definition(file)?)?;
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

/// The faults of a definition, with its texts read and sent as the service reads and sends them.
fn findings(survey: &Survey) -> Result<Vec<Finding>, CommandError> {
    let words = Words::embedded().map_err(CommandError::from_display)?;
    let i18n = I18n::embedded().map_err(CommandError::from_display)?;
    Ok(check_as_spoken(&i18n, &words, survey))
}

fn import_file(file: &Path, publish: bool) -> Result<(), CommandError> {
    let survey = read_definition(file)?;
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    if let Some(finding) = findings(&survey)?.iter().find(is_error) {
        return Err(CommandError(format!(
            "{} is not imported: {} (hearth survey check names every fault)",
            file.display(),
            finding.what
        )));
    }
    let slug = survey.slug.clone();
    let services = services()?;
    now(survey_flow::import(&services, survey, publish))?;
    println!("{slug} is imported{}.", if publish { " and published" } else { "" });
    Ok(())
}

fn export(slug: &str) -> Result<(), CommandError> {
    let survey = open_existing()?
        .read_now(|connection| survey_flow::export(connection, &Frozen::default(), slug))
        .map_err(CommandError::from_display)?;
    print!("{}", survey.to_toml());
    Ok(())
}

fn review(slug: &str, language: &str, by: &str) -> Result<(), CommandError> {
    if by.is_empty() {
        return Err(CommandError("--by must name the person who reviewed the texts".to_owned()));
    }
    now(survey_flow::review(&services()?, slug, Language::new(language), by))?;
    println!("{slug} is reviewed in {language} by {by}.");
    Ok(())
}

fn services() -> Result<Services, CommandError> {
    let config = Config::from_environment().map_err(CommandError::from_display)?;
    app::services(config).map_err(CommandError::from_display)
}

/// Waits for a flow: a command has nothing else to do meanwhile.
fn now<T>(
    work: impl Future<Output = Result<T, survey_flow::SurveyError>>,
) -> Result<T, CommandError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(CommandError::from_display)?;
    runtime.block_on(work).map_err(CommandError::from_display)
}

fn line(finding: &Finding, file: &Path) -> String {
    let question = finding.question.as_deref().unwrap_or("-");
    let language = finding.language.as_ref().map_or("-", |language| language.tag());
    format!("{}  {}  {question}  {language}  {}", finding.severity, file.display(), finding.what)
}
