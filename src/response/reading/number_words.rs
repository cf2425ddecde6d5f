//! Numbers in digits and in words, as one language says them.

use crate::i18n::{Glue, LanguageWords, NumberWord, Pieces};

/// The number that starts at that word: how many words it has, and its value.
///
/// `None` in the value if the digits are too many to be counted with.
pub(super) fn number_at(
    words: &LanguageWords,
    pieces: &Pieces<'_>,
    at: usize,
) -> Option<(usize, Option<u64>)> {
    let text = pieces.texts.get(at)?;
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return Some((1, text.parse().ok()));
    }
    spoken_number_at(words, pieces, at).map(|(len, value)| (len, Some(value)))
}

fn spoken_number_at(words: &LanguageWords, pieces: &Pieces<'_>, at: usize) -> Option<(usize, u64)> {
    let (len, word) = words.numbers.longest_at(&pieces.texts, at)?;
    let mut end = at + len;
    let mut tens_are_open = false;
    let mut value = match *word {
        NumberWord::Value(value) => value,
        NumberWord::Times(times) => {
            tens_are_open = times == 10;
            times
        }
    };
    loop {
        let mut next = end;
        let is_joined = matches!(words.glue.longest_at(&pieces.texts, next), Some((1, Glue::And)));
        if is_joined && is_close(pieces, next) {
            next += 1;
        }
        if next >= pieces.texts.len() || !is_close(pieces, next) {
            break;
        }
        let Some((len, word)) = words.numbers.longest_at(&pieces.texts, next) else { break };
        let grown = match *word {
            NumberWord::Times(times) if !is_joined && value > 0 && value < times => {
                tens_are_open = times == 10;
                Some(value * times)
            }
            // Hundreds take tens: 一百十, "trăm mười".
            NumberWord::Times(10) if value >= 100 && value.is_multiple_of(100) => {
                tens_are_open = true;
                Some(value + 10)
            }
            NumberWord::Value(added) if can_add(words, value, added, tens_are_open, is_joined) => {
                tens_are_open = false;
                Some(value + added)
            }
            _ => None,
        };
        let Some(grown) = grown else { break };
        value = grown;
        end = next + len;
    }
    Some((end - at, value))
}

fn can_add(
    words: &LanguageWords,
    value: u64,
    added: u64,
    tens_are_open: bool,
    is_joined: bool,
) -> bool {
    let is_unit = (1..=9).contains(&added);
    let ends_in_tens = value.is_multiple_of(10) && value % 100 >= 20;
    let is_hundreds = value >= 100 && value.is_multiple_of(100);
    let is_unit_before_tens = words.units_first
        && is_joined
        && (1..=9).contains(&(value % 100))
        && (20..=90).contains(&added);
    (ends_in_tens && is_unit)
        || (tens_are_open && is_unit && !is_joined)
        || (is_hundreds && added < 100)
        || is_unit_before_tens
}

/// Whether two words stand together: only spaces or a hyphen between them.
fn is_close(pieces: &Pieces<'_>, at: usize) -> bool {
    pieces.gap(at).chars().all(|mark| mark == ' ' || mark == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Folded, Language, Words};

    #[test]
    fn numbers_are_put_together_as_each_language_says_them() {
        let words = Words::embedded().unwrap();
        for (tag, text, value, len) in [
            ("en", "twenty-one", 21, 2),
            ("en", "one hundred and five", 105, 4),
            ("en", "two one", 2, 1),
            ("es", "treinta y cinco", 35, 3),
            ("es", "dos y tres", 2, 1),
            ("vi", "mười hai", 12, 2),
            ("vi", "hai mươi lăm", 25, 3),
            ("zh-Hans", "二十三", 23, 3),
            ("zh-Hans", "十二", 12, 2),
            ("zh-Hans", "一三", 1, 1),
            ("ht", "trant senk", 35, 2),
            ("ar", "خمسة وعشرون", 25, 3),
            ("ar", "اثنين", 2, 1),
        ] {
            let spoken = words.of(&Language::new(tag));
            let folded = Folded::new(text);
            let pieces = spoken.pieces(&folded, &|_| false);
            assert_eq!(number_at(spoken, &pieces, 0), Some((len, Some(value))), "{tag} {text}");
        }
    }
}
