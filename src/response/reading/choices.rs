//! The choices of a question in one language: what each may be called in a text message.
//!
//! A name that would mean two choices means neither.

use std::collections::{BTreeMap, HashMap};

use crate::i18n::{Folded, Glue, Language, LanguageWords, Phrases, Pieces};
use crate::survey::Choice;

/// The least letters of a word in which a slip is forgiven.
const FORGIVEN_FROM_LETTERS: usize = 5;

/// The least letters of a cut-off word in which a slip is forgiven.
const BEGINNING_FORGIVEN_FROM_LETTERS: usize = 7;

/// The least letters that may begin a choice's text.
const BEGINNING_LETTERS: usize = 2;

/// What the choices may be called, ready to be looked up.
#[derive(Debug, Default)]
pub(super) struct ChoiceTable {
    /// How many are shown, and numbered; those not shown follow them.
    count: usize,
    names: Vec<Name>,
    phrases: Phrases<Option<usize>>,
    accented: HashMap<Box<str>, Option<usize>>,
    /// In any language of the survey: somebody may answer in another than the one asked in.
    anywhere: HashMap<Box<str>, Option<usize>>,
}

#[derive(Debug)]
struct Name {
    choice: usize,
    tokens: Vec<Box<str>>,
    whole: String,
}

impl ChoiceTable {
    /// A table of the choices that are shown and of those that are not.
    ///
    /// The latter must be known, or "dental" would be taken for a slip of "mental".
    pub(super) fn new(
        words: &LanguageWords,
        shown: &[&Choice],
        hidden: &[&Choice],
        language: &Language,
    ) -> Self {
        let mut table = Self { count: shown.len(), ..Self::default() };
        let mut full: BTreeMap<Vec<Box<str>>, Option<usize>> = BTreeMap::new();
        for (index, choice) in shown.iter().chain(hidden).enumerate() {
            for text in choice.text.0.values().chain(choice.aliases.values().flatten()) {
                note(&mut table.anywhere, Folded::new(text).whole(), index);
            }
            let aliases = choice.aliases.get(language).into_iter().flatten().map(String::as_str);
            for text in choice.text.get(language).into_iter().chain(aliases) {
                let folded = Folded::new(text);
                note(&mut table.accented, folded.whole_accented(), index);
                let tokens = words.pieces(&folded, &|_| true).texts;
                let tokens: Vec<Box<str>> = tokens.into_iter().map(Box::from).collect();
                let meant = full.entry(tokens).or_insert(Some(index));
                if *meant != Some(index) {
                    *meant = None;
                }
            }
        }
        let mut shorter: BTreeMap<Vec<Box<str>>, Option<usize>> = BTreeMap::new();
        for (tokens, meant) in &full {
            for tokens in without_leading_fillers(words, tokens) {
                if full.contains_key(&tokens) {
                    continue;
                }
                let known = shorter.entry(tokens).or_insert(*meant);
                if known != meant {
                    *known = None;
                }
            }
        }
        full.extend(shorter);
        for (tokens, meant) in full {
            table.add(tokens, meant);
        }
        table
    }

    /// How many choices there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The words of a text as this question's language reads them.
    pub(super) fn pieces<'t>(&self, words: &'t LanguageWords, folded: &'t Folded) -> Pieces<'t> {
        words.pieces(folded, &|word| self.phrases.starts_with(word))
    }

    /// Whether a whole message is one choice's text or alias, accents included.
    pub(super) fn is_exact_with_accents(&self, folded: &Folded) -> bool {
        self.accented.get(folded.whole_accented()).copied().flatten().is_some()
    }

    /// The choice that a whole message is word for word.
    pub(super) fn find_exact(&self, words: &LanguageWords, folded: &Folded) -> Option<usize> {
        if self.count == 0 {
            return None;
        }
        let choice = if let Some(Some(choice)) = self.accented.get(folded.whole_accented()) {
            Some(*choice)
        } else {
            let pieces = self.pieces(words, folded);
            let (len, meant) = self.phrases.longest_at(&pieces.texts, 0)?;
            meant.filter(|_| len == pieces.texts.len())
        };
        choice.filter(|choice| self.is_shown(*choice))
    }

    /// The choice that a whole message is in any language of the survey.
    pub(super) fn find_anywhere(&self, folded: &Folded) -> Option<usize> {
        let choice = self.anywhere.get(folded.whole()).copied().flatten();
        choice.filter(|choice| self.is_shown(*choice))
    }

    /// Whether that choice is among those shown.
    pub(super) fn is_shown(&self, choice: usize) -> bool {
        choice < self.count
    }

    /// The longest name at that word: its words and the choice, `None` if it is two choices' name.
    pub(super) fn longest_at(&self, texts: &[&str], at: usize) -> Option<(usize, Option<usize>)> {
        self.phrases.longest_at(texts, at).map(|(len, meant)| (len, *meant))
    }

    /// The only choice that begins with these words, the last of them perhaps cut off.
    pub(super) fn find_beginning(&self, texts: &[&str]) -> Option<usize> {
        let beginning = texts.join(" ");
        let is_han = beginning.chars().next().is_some_and(|first| first >= '\u{3400}');
        if !is_han && beginning.chars().count() < BEGINNING_LETTERS {
            return None;
        }
        self.only(|name| name.whole.starts_with(&beginning))
    }

    /// The only choice whose first words are these but for one slip in a longer word.
    pub(super) fn find_near(&self, texts: &[&str]) -> Option<usize> {
        let (last, before) = texts.split_last()?;
        self.only(|name| {
            name.tokens.len() >= texts.len()
                && name.tokens.iter().zip(before).all(|(name, text)| is_near(name, text))
                && is_near_beginning(&name.tokens[before.len()], last)
        })
    }

    fn add(&mut self, tokens: Vec<Box<str>>, meant: Option<usize>) {
        let texts: Vec<&str> = tokens.iter().map(|token| &**token).collect();
        self.phrases.insert_tokens(&texts, meant);
        let whole = texts.join(" ");
        if let Some(choice) = meant {
            self.names.push(Name { choice, tokens, whole });
        }
    }

    fn only(&self, fits: impl Fn(&Name) -> bool) -> Option<usize> {
        let mut found = None;
        for name in self.names.iter().filter(|name| fits(name)) {
            if found.is_some_and(|choice| choice != name.choice) {
                return None;
            }
            found = Some(name.choice);
        }
        found
    }
}

fn note(table: &mut HashMap<Box<str>, Option<usize>>, whole: &str, choice: usize) {
    let meant = table.entry(whole.into()).or_insert(Some(choice));
    if *meant != Some(choice) {
        *meant = None;
    }
}

/// The name without the words at its start that say nothing: "lejos" for "está muy lejos".
fn without_leading_fillers(words: &LanguageWords, tokens: &[Box<str>]) -> Vec<Vec<Box<str>>> {
    let texts: Vec<&str> = tokens.iter().map(|token| &**token).collect();
    let mut shorter = Vec::new();
    let mut at = 0;
    while let Some((len, Glue::Filler)) = words.glue.longest_at(&texts, at) {
        at += len;
        if at >= tokens.len() {
            break;
        }
        shorter.push(tokens[at..].to_vec());
    }
    shorter
}

/// Whether a word is near the name's word, or near its beginning if it is long enough to tell.
fn is_near_beginning(name: &str, text: &str) -> bool {
    let letters = text.chars().count();
    let cut = |letters: usize| name.char_indices().nth(letters).map(|(end, _)| &name[..end]);
    is_near(name, text)
        || (letters >= BEGINNING_FORGIVEN_FROM_LETTERS
            && [letters - 1, letters, letters + 1]
                .into_iter()
                .filter_map(cut)
                .any(|beginning| is_near(beginning, text)))
}

/// Whether a word is the name's word but for one letter too many, missing, wrong or swapped.
fn is_near(name: &str, text: &str) -> bool {
    if name == text {
        return true;
    }
    let name: Vec<char> = name.chars().collect();
    let text: Vec<char> = text.chars().collect();
    if name.len() < FORGIVEN_FROM_LETTERS || !name.iter().all(|letter| letter.is_alphabetic()) {
        return false;
    }
    let start = name.iter().zip(&text).take_while(|(a, b)| a == b).count();
    let (name, text) = (&name[start..], &text[start..]);
    match (name, text) {
        ([_, name @ ..], text) if name == text => true,
        (name, [_, text @ ..]) if name == text => true,
        ([a, b, name @ ..], [c, d, text @ ..]) if a == d && b == c && name == text => true,
        ([_, name @ ..], [_, text @ ..]) => name == text,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_in_a_longer_word_is_forgiven() {
        for text in ["dentla", "dentl", "dental", "dentaal", "dantal", "edntal", "ental", "dentall"]
        {
            assert!(is_near("dental", text), "{text}");
        }
        for text in ["dntla", "metal", "dent", "dentists"] {
            assert!(!is_near("dental", text), "{text}");
        }
        assert!(!is_near("good", "god"), "a word of four letters is taken as written");
    }
}
