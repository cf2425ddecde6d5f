//! Words as a text message's reader compares them: two choices must not be called alike.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{FaultKind, Findings, ReservedWord};
use crate::i18n::Language;
use crate::survey::{Choice, Question};

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
                let first = *taken.entry(normal(word)).or_insert(&choice.id);
                if first != choice.id && !normal(word).is_empty() {
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

/// A word without what a person may leave out or write otherwise: case, accents, punctuation,
/// zero-width marks, width of characters, repeated spaces.
pub(super) fn normal(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|&character| !is_combining_mark(character))
        .flat_map(char::to_lowercase)
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| character.is_alphanumeric() || *character == ' ')
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_may_leave_out_makes_no_difference() {
        assert_eq!(normal("  ¡Más   TARDE!\u{200b} "), "mas tarde");
        assert_eq!(normal("don’t"), normal("DON'T"));
        assert_eq!(normal("ＡＢ１"), "ab1");
        assert_eq!(normal("cafe\u{301}"), normal("café"));
        assert_eq!(normal("صوتي"), "صوتي");
    }
}
