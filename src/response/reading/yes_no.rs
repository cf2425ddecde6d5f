//! Yes or no, in words, numbers or thumbs.
//!
//! A text that holds both, or a doubt, is neither: consent hangs on this reading.

use crate::i18n::{Folded, Glue, Language, LanguageWords, Words};

use super::NotUnderstood;
use super::command::without_politeness;
use super::number_words::number_at;

/// Reads yes (also 1) or no (also 2) to a consent question, in that language or else in English.
///
/// `None` if it is neither, or could be both. A number is an answer only by itself or with words of
/// politeness: "I have 1 visit" speaks of something else.
pub fn read_yes_no(words: &Words, language: &Language, text: &str) -> Option<bool> {
    let folded = Folded::new(text);
    let bare = Folded::new(&without_politeness(words, &folded).join(" "));
    [words.of(language), words.english()].into_iter().find_map(|spoken| {
        let said = hear(spoken, &folded).ok()?;
        let is_plain = said.numbers == 0 || hear(spoken, &bare).is_ok_and(|bare| bare.others == 0);
        said.answer().filter(|_| is_plain)
    })
}

/// Reads yes or no in one language.
pub(super) fn read(words: &LanguageWords, folded: &Folded) -> Result<bool, NotUnderstood> {
    hear(words, folded)?.answer().ok_or(NotUnderstood::NeitherYesNorNo)
}

fn hear(words: &LanguageWords, folded: &Folded) -> Result<Said, NotUnderstood> {
    let pieces = words.pieces(folded, &|_| false);
    let mut said = Said::default();
    let mut at = 0;
    while at < pieces.texts.len() {
        let glue = words.glue.longest_at(&pieces.texts, at);
        let glue_len = glue.map_or(0, |(len, _)| len);
        match words.yes_no.longest_at(&pieces.texts, at) {
            Some((len, yes)) if len >= glue_len => {
                said.note(*yes);
                at += len;
                continue;
            }
            _ => {}
        }
        if let Some((len, value)) = number_at(words, &pieces, at)
            && len >= glue_len
        {
            match value {
                Some(1) => said.note(true),
                Some(2) => said.note(false),
                _ => {
                    let given = pieces.texts[at].to_owned();
                    return Err(NotUnderstood::NoSuchChoice { given, choices: 2 });
                }
            }
            said.numbers += 1;
            at += len;
            continue;
        }
        match glue {
            Some((len, Glue::Filler | Glue::And)) => {
                said.others += 1;
                at += len;
            }
            Some((len, Glue::Negation)) => {
                said.negated = true;
                at += len;
            }
            Some((_, Glue::Vague)) => return Err(NotUnderstood::NeitherYesNorNo),
            None => {
                said.note(sign(words, pieces.texts[at]).ok_or(NotUnderstood::NeitherYesNorNo)?);
                at += 1;
            }
        }
    }
    Ok(said)
}

/// What was heard in a text.
#[derive(Default)]
struct Said {
    yes: bool,
    no: bool,
    negated: bool,
    /// How often 1 or 2 was said.
    numbers: usize,
    /// How many words say neither.
    others: usize,
}

impl Said {
    fn note(&mut self, yes: bool) {
        if yes {
            self.yes = true;
        } else {
            self.no = true;
        }
    }

    fn answer(&self) -> Option<bool> {
        match (self.yes, self.no) {
            (true, false) if !self.negated => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }
}

/// Thumbs and ticks, and words drawn out ("yesss").
fn sign(words: &LanguageWords, text: &str) -> Option<bool> {
    match text {
        "👍" | "✅" | "✔" | "☑" => return Some(true),
        "👎" | "❌" | "✖" | "❎" => return Some(false),
        _ => {}
    }
    let mut short = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        short.push(letter);
        while letters.next_if_eq(&letter).is_some() {}
    }
    words.yes_no.longest_at(&[short.as_str()], 0).map(|(_, yes)| *yes)
}
