//! Reading text messages, as `hearth try` does: tables of texts and what they mean.

use std::path::{Path, PathBuf};
use std::process::Command;

use hearth::i18n::{Language, Words};
use hearth::response::reading::{Reading, read};
use hearth::survey::Question;
use serde::Deserialize;
use serde_json::{Value as Json, json};

#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

#[derive(Deserialize)]
struct Case {
    question: String,
    language: String,
    text: String,
    expect: Json,
}

#[test]
fn every_text_of_our_own_table_is_read_as_it_says() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let cases = std::fs::read_to_string(data.join("reading.json")).unwrap();
    assert_all_read(
        &data.join("reading.toml"),
        &serde_json::from_str::<Vec<Case>>(&cases).unwrap(),
    );
}

#[test]
fn every_text_of_the_shared_table_is_read_as_it_says() {
    let Some(data) = shared_directory().map(|shared| shared.join("data/sms")) else {
        println!("left out: the shared cases are not beside this directory (HEARTH_SHARED)");
        return;
    };
    let cases = std::fs::read_to_string(data.join("cases.json")).unwrap();
    assert_all_read(&data.join("survey.toml"), &serde_json::from_str::<Vec<Case>>(&cases).unwrap());
}

#[test]
fn trying_a_text_prints_the_outcome_and_exits_with_zero() {
    let output = hearth_try("children", "en", &["--", "-1"]);
    assert!(output.status.success());
    let printed: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed, json!({"outcome": "not_understood", "reason": "out of range: 0 to 20"}));

    let output = hearth_try("visit", "en", &["español"]);
    let printed: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed, json!({"outcome": "command", "command": "language", "language": "es"}));
}

#[test]
fn trying_a_text_on_an_unknown_question_says_so_in_one_sentence() {
    for (question, language) in [("nowhere", "en"), ("visit", "tlh")] {
        let output = hearth_try(question, language, &["2"]);
        assert!(!output.status.success());
        assert!(output.stdout.is_empty());
        assert_eq!(String::from_utf8(output.stderr).unwrap().lines().count(), 1);
    }
}

fn hearth_try(question: &str, language: &str, text: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_hearth"))
        .arg("try")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reading.toml"))
        .args(["--question", question, "--language", language])
        .args(text)
        .output()
        .expect("the hearth command runs")
}

fn shared_directory() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("HEARTH_SHARED").map_or_else(beside, PathBuf::from);
    shared.join("data/sms/cases.json").exists().then_some(shared)
}

fn assert_all_read(survey: &Path, cases: &[Case]) {
    let words = Words::embedded().expect("the lists are in order");
    let survey = std::fs::read_to_string(survey).expect("the survey is there");
    let survey: Questions = toml::from_str(&survey).expect("it is a survey");
    let mut wrong = Vec::new();
    for case in cases {
        let mut questions = survey.question.iter();
        let question =
            questions.find(|question| question.id == case.question).expect(&case.question);
        let outcome = read(&words, question, &Language::new(&case.language), &case.text);
        if as_json(&outcome) != case.expect {
            let Case { question, language, text, expect } = case;
            wrong.push(format!("{question} {language} {text:?}: {outcome:?}, not {expect}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn as_json(reading: &Reading) -> Json {
    use hearth::response::reading::Command as Asked;
    match reading {
        Reading::Answer { value, .. } => json!({"outcome": "answer", "value": value}),
        Reading::NotUnderstood(_) => json!({"outcome": "not_understood"}),
        Reading::Command(Asked::Language(language)) => {
            json!({"outcome": "command", "command": "language", "language": language})
        }
        Reading::Command(command) => json!({"outcome": "command", "command": command.name()}),
    }
}
