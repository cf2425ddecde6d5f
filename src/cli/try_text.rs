//! `hearth try`: shows how a text message would be read.
//!
//! Only the questions of the file are needed: no database, no settings, no reviewed languages.

use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::CommandError;
use crate::i18n::{Language, Words};
use crate::response::reading::{self, Command, Reading};
use crate::survey::Question;

/// Shows how Hearth reads a text message, as JSON.
#[derive(Args)]
pub(super) struct Try {
    /// Survey definition file, TOML (or JSON if its name ends so)
    file: PathBuf,
    /// The question that waits for an answer
    #[arg(long)]
    question: String,
    /// The language it is asked in, for example zh-Hans
    #[arg(long)]
    language: String,
    /// The message; write -- before one that begins with a hyphen
    text: String,
}

/// The part of a definition that reading needs.
#[derive(Deserialize)]
struct Questions {
    #[serde(default, rename = "question")]
    questions: Vec<Question>,
}

pub(super) fn run(arguments: &Try) -> Result<(), CommandError> {
    let name = arguments.file.display();
    let definition = std::fs::read_to_string(&arguments.file)
        .map_err(|error| CommandError(format!("{name} cannot be read: {error}.")))?;
    let is_json = arguments.file.extension().is_some_and(|extension| extension == "json");
    let Questions { questions } = if is_json {
        serde_json::from_str(&definition).map_err(|error| one_line(&name, &error))?
    } else {
        toml::from_str(&definition).map_err(|error| one_line(&name, &error))?
    };
    let question = questions.iter().find(|question| question.id == arguments.question);
    let question = question
        .ok_or_else(|| CommandError(format!("{name} has no question {:?}.", arguments.question)))?;
    let language = Language::new(&arguments.language);
    if question.text.get(&language).is_none() {
        let id = &question.id;
        return Err(CommandError(format!(
            "question {id:?} of {name} is not asked in {language:?}.",
            language = language.tag()
        )));
    }
    let words = Words::embedded().map_err(CommandError::from_display)?;
    println!("{}", as_json(&reading::read(&words, question, &language, &arguments.text)));
    Ok(())
}

fn one_line(name: &dyn std::fmt::Display, error: &dyn std::fmt::Display) -> CommandError {
    let error = error.to_string();
    let words: Vec<&str> = error.split_whitespace().collect();
    CommandError(format!("{name} is not a survey definition: {}", words.join(" ")))
}

fn as_json(reading: &Reading) -> Json {
    match reading {
        Reading::Answer { value, .. } => json!({ "outcome": "answer", "value": value }),
        Reading::NotUnderstood(reason) => {
            json!({ "outcome": "not_understood", "reason": reason.to_string() })
        }
        Reading::Command(Command::Language(language)) => {
            json!({ "outcome": "command", "command": "language", "language": language })
        }
        Reading::Command(command) => json!({ "outcome": "command", "command": command.name() }),
    }
}
