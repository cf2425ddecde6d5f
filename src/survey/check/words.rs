//! Words as a text message's reader compares them: two choices must not be called alike.

use std::collections::BTreeMap;

use super::{FaultKind, Findings, ReservedWord};
use crate::i18n::Language;
use crate::survey::{Choice, Question, keyword_form};

/// Choices that end the texts of whoever sends them, or that are called like another one.
pub(super) fn check_words(
    question: &Question,
    reserved: &dyn Fn(&str) -> Option<ReservedWord>,
    findings: &mut Findings,
) {
    for language in findings.languages.clone() {
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for choice in &question.choices {
            for word in words_of(choice, &language) {
                let mut add = |what| findings.add_at(Some(&question.id), Some(&language), what);
                if reserved(word) == Some(ReservedWord::Stop) {
                    let choice = choice.id.clone();
                    add(FaultKind::OptOutChoice { choice, word: word.to_owned() });
                }
                let form = keyword_form(word);
                let is_word = !form.is_empty();
                let first = *taken.entry(form).or_insert(&choice.id);
                if first != choice.id && is_word {
                    add(FaultKind::AmbiguousChoices {
                        first: first.to_owned(),
                        second: choice.id.clone(),
                        word: word.to_owned(),
                    });
                }
            }
        }
    }
}

fn words_of<'c>(choice: &'c Choice, language: &Language) -> impl Iterator<Item = &'c str> {
    let aliases = choice.aliases.get(language).into_iter().flatten();
    choice.text.get(language).into_iter().chain(aliases.map(String::as_str))
}
