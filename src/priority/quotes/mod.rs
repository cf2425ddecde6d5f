//! A few words of people who agreed to be quoted, beside the issues that they speak of.
//!
//! Which these are says who looked through them. Where nobody did, words stand beside the issue that
//! who wrote them put first; they may speak of something else, and the page says so.

pub mod flow;

use std::collections::BTreeMap;

use crate::i18n::Language;
use crate::mention::Translation;

/// So many quotes of an issue are shown at most.
pub const MOST_OF_AN_ISSUE: usize = 3;

/// What somebody said who agreed to be quoted. It is not to be printed anywhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The question they answered.
    pub question_id: String,
    /// The language they answered in.
    pub language: Language,
    /// Their own words.
    pub words: String,
    /// The same in another language, if somebody wrote that.
    pub translation: Option<Translation>,
}

/// Quotes by topic.
pub type ByTopic = BTreeMap<String, Vec<Quoted>>;

/// Something that may be quoted, with what decides its turn.
struct Candidate<T> {
    topic: String,
    language: Language,
    /// Says nothing of when it came, and is the same at every look.
    lot: String,
    of: T,
}

/// Candidates in the order in which they are read: of each topic one of each language first, so
/// that no language waits behind the one that most people speak.
fn in_turn<T>(mut candidates: Vec<Candidate<T>>) -> Vec<Candidate<T>> {
    candidates.sort_by(|one, other| one.lot.cmp(&other.lot));
    let mut said: BTreeMap<(String, Language), usize> = BTreeMap::new();
    let mut turns: Vec<(usize, Candidate<T>)> = candidates
        .into_iter()
        .map(|candidate| {
            let turn = said.entry((candidate.topic.clone(), candidate.language.clone()));
            let turn = turn.or_default();
            *turn += 1;
            (*turn, candidate)
        })
        .collect();
    turns.sort_by_key(|(turn, _)| *turn);
    turns.into_iter().map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_comes_once_before_any_comes_twice() {
        let candidate = |(topic, tag, lot): (&str, &str, &str)| Candidate {
            topic: topic.to_owned(),
            language: Language::new(tag),
            lot: lot.to_owned(),
            of: lot.to_owned(),
        };
        let said = [("a", "en", "3"), ("a", "en", "1"), ("a", "ht", "9"), ("b", "en", "2")];
        let turns = in_turn(said.map(candidate).into());
        let lots: Vec<&str> = turns.iter().map(|candidate| candidate.of.as_str()).collect();
        assert_eq!(lots, ["1", "2", "9", "3"]);
    }
}
