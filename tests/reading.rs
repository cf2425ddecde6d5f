//! Reading text messages, as `hearth try` does: tables of texts and what they mean.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use hearth::i18n::{Language, Words};
use hearth::response::reading::{Reading, read};
use hearth::survey::{Question, Value};
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

/// Words sent to a question that asks for words.
#[derive(Deserialize)]
struct Said {
    language: String,
    text: String,
}

const SIX: [&str; 6] = ["en", "es", "ht", "vi", "zh-Hans", "ar"];

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::embedded().expect("the lists are in order"));

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
fn what_people_say_about_their_care_is_taken_as_an_answer() {
    use hearth::response::reading::Command as Asked;
    let said = own_texts("ordinary_texts.json");
    for tag in SIX {
        assert!(said.iter().filter(|said| said.language == tag).count() >= 30, "{tag}");
    }
    let commands = said.iter().filter_map(|said| match read_words(said) {
        Reading::Answer { value, .. } => {
            assert_eq!(value, Value::Text(said.text.clone()));
            None
        }
        other => Some((said, other)),
    });
    let (asked_about, wrong): (Vec<_>, Vec<_>) = commands.partition(|(_, reading)| {
        matches!(
            reading,
            Reading::Command(Asked::StopSuspected | Asked::StopUnclear | Asked::WrongNumber)
        )
    });
    let listed = |found: &[(&Said, Reading)]| {
        let lines =
            found.iter().map(|(said, to)| format!("{} {:?}: {to:?}", said.language, said.text));
        lines.collect::<Vec<_>>().join("\n")
    };
    assert!(wrong.is_empty(), "taken for a command:\n{}", listed(&wrong));
    let most = 2;
    assert!(asked_about.len() <= most, "more than {most} asked about:\n{}", listed(&asked_about));
}

#[test]
fn who_plainly_wants_no_more_texts_gets_none() {
    use hearth::response::reading::Command as Asked;
    let said = own_texts("opt_out_texts.json");
    for tag in SIX {
        assert!(said.iter().filter(|said| said.language == tag).count() >= 10, "{tag}");
    }
    let passed_over: Vec<String> = said
        .iter()
        .filter(|said| {
            !matches!(read_words(said), Reading::Command(Asked::Stop | Asked::StopSuspected))
        })
        .map(|said| format!("{} {:?}", said.language, said.text))
        .collect();
    assert!(passed_over.is_empty(), "not held:\n{}", passed_over.join("\n"));
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

fn own_texts(file: &str) -> Vec<Said> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    let texts = std::fs::read_to_string(path).expect("the texts are there");
    serde_json::from_str(&texts).expect("they are texts")
}

fn questions(survey: &Path) -> Vec<Question> {
    let survey = std::fs::read_to_string(survey).expect("the survey is there");
    toml::from_str::<Questions>(&survey).expect("it is a survey").question
}

/// How words are read that are sent to the question "why", which takes any.
fn read_words(said: &Said) -> Reading {
    static WHY: LazyLock<Question> = LazyLock::new(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/reading.toml");
        questions(&path).into_iter().find(|question| question.id == "why").expect("it is there")
    });
    read(&WORDS, &WHY, &Language::new(&said.language), &said.text)
}

fn assert_all_read(survey: &Path, cases: &[Case]) {
    let survey = questions(survey);
    let mut wrong = Vec::new();
    for case in cases {
        let mut questions = survey.iter();
        let question =
            questions.find(|question| question.id == case.question).expect(&case.question);
        let outcome = read(&WORDS, question, &Language::new(&case.language), &case.text);
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
