//! Survey definition files, as their authors meet them on the command line.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use hearth::i18n::Language;
use hearth::staff::store::list_unsealed;
use hearth::survey::Survey;
use hearth::survey::flow::{import, review};

/// Runs `hearth survey check` from the folder of the bad files.
fn survey_check(file: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hearth"))
        .args(["survey", "check", file])
        .current_dir(bad_files())
        .output()
        .expect("the program was built for this test")
}

fn bad_files() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/survey"))
}

fn sample() -> Survey {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/patient-voice.toml");
    Survey::from_toml(&read(Path::new(file))).expect("the sample is a definition")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("the file belongs to the project")
}

fn words(printed: Vec<u8>) -> String {
    String::from_utf8(printed).expect("the program prints UTF-8")
}

/// The findings of `NAME.toml` are exactly the lines of `NAME.txt`, and the last word is `told`.
fn assert_findings(name: &str, told: &str) {
    let output = survey_check(&format!("{name}.toml"));
    let expected = read(&bad_files().join(format!("{name}.txt")));
    assert_eq!(words(output.stdout), expected, "{name}");
    assert_eq!(words(output.stderr), told, "{name}");
    assert!(!output.status.success(), "{name} has errors");
}

#[test]
fn faults_of_the_header_are_named() {
    assert_findings("header", "hearth: header.toml has 17 errors\n");
    assert_findings("empty", "hearth: empty.toml has 3 errors\n");
    assert_findings("purposes", "hearth: purposes.toml has 1 error\n");
}

#[test]
fn languages_without_interface_texts_are_named() {
    assert_findings("unspoken", "hearth: unspoken.toml has 1 error\n");
}

#[test]
fn a_keyword_that_is_a_command_is_named() {
    assert_findings("keywords", "hearth: keywords.toml has 5 errors\n");
}

#[test]
fn faults_of_settings_and_choices_are_named_with_their_question() {
    assert_findings("questions", "hearth: questions.toml has 15 errors\n");
    assert_findings("many", "hearth: many.toml has 1 error\n");
}

#[test]
fn conditions_that_can_never_hold_are_named() {
    assert_findings("conditions", "hearth: conditions.toml has 14 errors\n");
}

#[test]
fn choices_that_are_opt_out_words_or_called_alike_are_named_with_their_language() {
    assert_findings("words", "hearth: words.toml has 4 errors\n");
}

#[test]
fn long_texts_are_a_warning_first_and_then_an_error() {
    assert_findings("lengths", "hearth: lengths.toml has 2 errors\n");
}

#[test]
fn a_file_with_nothing_but_warnings_passes() {
    let output = survey_check("warnings.toml");
    let expected = read(&bad_files().join("warnings.txt"));
    assert_eq!(words(output.stdout), expected);
    assert!(expected.starts_with("warning  "));
    assert!(output.status.success());
}

#[test]
fn a_file_that_cannot_be_read_is_told_in_one_sentence() {
    let told = |file: &str| {
        let output = survey_check(file);
        assert!(!output.status.success() && output.stdout.is_empty(), "{file}");
        words(output.stderr)
    };
    let broken = told("broken.toml");
    assert!(
        broken.starts_with("hearth: broken.toml: line 7: unknown variant `choose`"),
        "{broken}"
    );
    let broken = told("broken.json");
    assert!(broken.starts_with("hearth: broken.json: line 4: "), "{broken}");
    let missing = told("missing.toml");
    assert!(missing.starts_with("hearth: missing.toml: No such file"), "{missing}");
    for sentence in [broken, missing] {
        assert_eq!(sentence.lines().count(), 1, "{sentence}");
    }
}

#[test]
fn the_sample_has_no_error_and_asks_every_kind_of_question_once() {
    let survey = sample();
    let output = survey_check("../../../samples/patient-voice.toml");
    assert!(output.status.success(), "{}", words(output.stdout));
    let mut kinds: Vec<_> = survey.questions.iter().map(|q| format!("{:?}", q.kind)).collect();
    kinds.sort();
    let every = ["Date", "Multiple", "Number", "Rank", "Scale", "Single", "Text", "YesNo"];
    assert_eq!(kinds, every);
    assert_eq!(survey.languages.len(), 6);
}

#[test]
fn the_sample_keeps_stop_and_help_untranslated_in_every_notice() {
    let notice = sample().notice.unwrap();
    for (language, text) in &notice.text.0 {
        assert!(text.contains("STOP") && text.contains("HELP"), "{language}");
        assert!(text.contains("1 = ") && text.contains("2 = "), "{language}");
        if language.is_right_to_left() {
            // On one line with STOP, the 1 would be read on the wrong side of it.
            let last = text.lines().last().unwrap_or_default();
            assert!(last.starts_with("1 = ") && !last.contains("STOP"), "{language}: {last}");
        }
    }
}

#[test]
fn the_sample_reads_back_equal_after_an_export() {
    let survey = sample();
    assert_eq!(Survey::from_toml(&survey.to_toml()).unwrap(), survey);
    assert_eq!(Survey::from_json(&survey.canonical_json()).unwrap(), survey);
}

#[tokio::test]
async fn publishing_and_reviewing_on_the_command_line_leave_rows_in_the_trail() {
    for (_place, store) in support::stores("publishing_and_reviewing_leave_rows") {
        let (services, _clock) = support::services(&store);
        import(&services, sample(), false).await.unwrap();
        assert!(store.read_now(|c| list_unsealed(c, 9)).unwrap().is_empty());
        import(&services, sample(), true).await.unwrap();
        review(&services, "patient-voice", Language::new("es"), "Rosa Díaz").await.unwrap();
        review(&services, "patient-voice", Language::new("tlh"), "Nobody").await.unwrap_err();
        let trail = store.read_now(|c| list_unsealed(c, 9)).unwrap();
        let told: Vec<_> = trail
            .iter()
            .map(|row| (row.action.as_str(), row.record.as_str(), row.detail.as_str()))
            .collect();
        let version = "survey_version/1";
        let reviewed = "patient-voice version 1 in es, reviewed by Rosa Díaz";
        assert_eq!(
            told,
            [
                ("survey_published", version, "patient-voice version 1"),
                ("survey_reviewed", version, reviewed),
            ]
        );
    }
}
