//! A survey definition read from a file and written to one.
//!
//! What is written reads back equal. Reading says nothing of faults in the content: that is
//! `check`'s business.

use std::ops::Range;

use super::Survey;

/// Why a definition file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct DefinitionError {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl Survey {
    /// Reads a definition in TOML.
    ///
    /// # Errors
    /// [`DefinitionError`] if the text is no TOML or not of a survey's shape.
    pub fn from_toml(text: &str) -> Result<Self, DefinitionError> {
        let text = without_byte_order_mark(text);
        toml::from_str(text).map_err(|error| DefinitionError {
            line: line_of(text, error.span()),
            what: in_one_line(error.message()),
        })
    }

    /// Reads a definition in JSON of the same shape.
    ///
    /// # Errors
    /// [`DefinitionError`] if the text is no JSON or not of a survey's shape.
    pub fn from_json(text: &str) -> Result<Self, DefinitionError> {
        serde_json::from_str(without_byte_order_mark(text)).map_err(|error| {
            let told = error.to_string();
            let what = told.split(" at line ").next().unwrap_or(&told);
            DefinitionError { line: error.line().max(1), what: in_one_line(what) }
        })
    }

    /// Writes the definition as TOML that a person can edit.
    #[expect(clippy::missing_panics_doc, reason = "every survey can be written, see the tests")]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("a survey holds only text, counts, lists and tables")
    }

    /// Writes the definition as JSON that depends on nothing but its content: keys in order, no
    /// spaces. Hashes of a survey are taken over these bytes.
    #[expect(clippy::missing_panics_doc, reason = "every survey can be written, see the tests")]
    pub fn canonical_json(&self) -> String {
        let mut json = serde_json::to_value(self).expect("every key of a survey is a text");
        json.sort_all_objects();
        json.to_string()
    }
}

// Spreadsheet and Windows editors put the mark in front of what they save.
fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn line_of(text: &str, span: Option<Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start);
    text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1
}

fn in_one_line(message: &str) -> String {
    message.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{
        Activity, Choice, Condition, Kind, NoticeDefinition, Question, TopicDefinition,
    };
    use super::*;
    use crate::i18n::{Language, Texts};

    const SMALL: &str = r#"
slug = "small"
languages = ["en"]
title = { en = "Small" }

[[question]]
id = "came"
kind = "yes_no"
text = { en = "Did you come?" }
"#;

    fn toml_fault(text: &str) -> String {
        Survey::from_toml(text).unwrap_err().to_string()
    }

    #[test]
    fn an_error_says_the_line_and_what_is_wrong_there() {
        let unknown = SMALL.replace("\"yes_no\"", "\"maybe\"");
        let fault = toml_fault(&unknown);
        assert!(fault.starts_with("line 8: unknown variant `maybe`"), "{fault}");
        let misspelled = SMALL.replace("id =", "name =");
        assert!(toml_fault(&misspelled).starts_with("line 7: unknown field `name`"));
        assert!(toml_fault(&SMALL.replace("kind = \"yes_no\"\n", "")).contains("`kind`"));
        let broken = toml_fault("slug = \"a\" b\nc = 1");
        assert!(broken.starts_with("line 1: "), "{broken}");
        assert!(!toml_fault("slug = \n= [[").contains('\n'));
    }

    #[test]
    fn an_error_in_json_says_the_line_once() {
        let fault = Survey::from_json("{\n  \"slug\": 5\n}").unwrap_err();
        assert_eq!(fault.line, 2);
        assert!(!fault.what.contains("line"), "{fault}");
    }

    #[test]
    fn the_canonical_form_does_not_depend_on_how_the_file_was_written() {
        let survey = Survey::from_toml(SMALL).unwrap();
        let json = survey.canonical_json();
        assert_eq!(
            json,
            r#"{"activity":"improvement","languages":["en"],"question":[{"id":"came","kind":"yes_no","text":{"en":"Did you come?"}}],"slug":"small","title":{"en":"Small"}}"#
        );
        let marked = format!("\u{feff}{}", json.replace(',', " ,\n "));
        assert_eq!(Survey::from_json(&marked).unwrap(), survey);
        assert_eq!(Survey::from_toml(&survey.to_toml()).unwrap().canonical_json(), json);
    }

    fn texts() -> impl Strategy<Value = Texts> {
        prop::collection::btree_map("[a-z]{2}(-[A-Z][a-z]{3})?", "(?s).{0,12}", 0..3).prop_map(
            |texts| Texts(texts.iter().map(|(l, text)| (Language::new(l), text.clone())).collect()),
        )
    }

    fn choices() -> impl Strategy<Value = Vec<Choice>> {
        let aliases = prop::collection::vec("(?s).{0,6}", 0..3);
        let choice = (".{0,5}", prop::option::of(".{0,5}"), texts(), aliases).prop_map(
            |(id, topic, text, words)| {
                let aliases = text.0.keys().map(|l| (l.clone(), words.clone())).collect();
                Choice { id, topic, text, aliases }
            },
        );
        prop::collection::vec(choice, 0..3)
    }

    fn questions() -> impl Strategy<Value = Vec<Question>> {
        let kind = prop::sample::select(vec![Kind::Rank, Kind::YesNo, Kind::Text, Kind::Number]);
        let ends = (any::<Option<i64>>(), any::<Option<i64>>(), any::<Option<u8>>());
        let counts = (any::<Option<usize>>(), any::<bool>(), prop::option::of("(?s).{0,9}"));
        let question = (".{0,5}", kind, texts(), ends, counts, choices()).prop_map(
            |(id, kind, text, (min, max, decimals), (count, optional, condition), choices)| {
                let show_if = condition.map(Condition::from);
                let (top, subset) = (count, count);
                Question {
                    id,
                    kind,
                    text,
                    optional,
                    show_if,
                    top,
                    subset,
                    min,
                    max,
                    decimals,
                    choices,
                }
            },
        );
        prop::collection::vec(question, 0..4)
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_equal(
            slug in "(?s).{0,9}",
            title in texts(),
            is_research in any::<bool>(),
            irb in prop::option::of("(?s).{0,9}"),
            questions in questions(),
        ) {
            let survey = Survey {
                slug: slug.clone(),
                languages: title.0.keys().cloned().collect(),
                activity: if is_research { Activity::Research } else { Activity::Improvement },
                irb,
                keywords: title.0.clone(),
                notice: is_research.then(|| NoticeDefinition {
                    slug: slug.clone(),
                    purposes: vec![slug.clone()],
                    text: title.clone(),
                }),
                topics: vec![TopicDefinition { id: slug, title: title.clone() }],
                title,
                questions,
            };
            prop_assert_eq!(&Survey::from_toml(&survey.to_toml()).unwrap(), &survey);
            prop_assert_eq!(&Survey::from_json(&survey.canonical_json()).unwrap(), &survey);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "(?s).{0,80}") {
            let _ = Survey::from_toml(&text);
            let _ = Survey::from_json(&text);
        }
    }
}
