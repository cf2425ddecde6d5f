//! One form for every way of writing the same words.
//!
//! A text and the lists it is held against pass through the same [`Folded`], so that case, accents,
//! digits of another script, composed or decomposed letters and curly quotes never matter. Marks
//! between words are not lost: they stay readable as the gap before each token.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Signs that mean something by themselves and are kept as tokens; other signs are only gaps.
const SPEAKING_SIGNS: [char; 8] = ['👍', '👎', '✅', '✔', '☑', '❌', '✖', '❎'];

/// The zeros of the decimal digits that compatibility normalisation leaves as they are.
///
/// Source: Unicode Character Database, general category Nd; each block has ten digits in order.
const ZEROS: [u32; 40] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0x104A0, 0x11066, 0x110F0, 0x11136, 0x1E950,
];

/// A text in the form in which it is compared.
///
/// A token is a run of letters, a run of digits, one Chinese character or one speaking sign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    plain: String,
    tokens: Vec<Range<usize>>,
    whole: String,
    whole_accented: String,
}

impl Folded {
    /// Folds a text: compatibility forms, case, zero-width signs, accents, digits and marks.
    pub fn new(text: &str) -> Self {
        let mut folding = Folding::default();
        for sign in prepared(text).nfkc().filter(|sign| !is_ignorable(*sign)) {
            for letter in sign.to_lowercase() {
                folding.take(letter);
            }
        }
        folding.finish()
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no word, digit or speaking sign at all.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at that place, without accents.
    pub fn token(&self, at: usize) -> &str {
        &self.plain[self.tokens[at].clone()]
    }

    /// What stands between the token at that place and the one before it; `len()` asks for the end.
    pub fn gap(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.tokens[at - 1].end };
        let end = self.tokens.get(at).map_or(self.plain.len(), |token| token.start);
        &self.plain[start..end]
    }

    /// All from the token at that place on, without accents, with the marks between.
    pub fn from_token(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.plain[token.start..])
    }

    /// All tokens without accents, one space between them.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// All tokens with their accents, composed, one space between them.
    pub fn whole_accented(&self) -> &str {
        &self.whole_accented
    }
}

/// What a character is to the tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Class {
    #[default]
    Gap,
    Letter,
    Digit,
    Single,
}

#[derive(Default)]
struct Folding {
    folded: Folded,
    class: Class,
    apostrophe: bool,
}

impl Folding {
    fn take(&mut self, letter: char) {
        let (class, letter) = classify(letter, self.class);
        if class == Class::Gap {
            if is_apostrophe(letter) && self.class == Class::Letter && !self.apostrophe {
                // "haven’t" is one word; the mark counts only if no letter follows.
                self.apostrophe = true;
                return;
            }
            self.leave_token();
            self.folded.plain.push(letter);
            return;
        }
        if self.apostrophe && class != Class::Letter {
            self.leave_token();
        }
        self.apostrophe = false;
        if class != self.class || class == Class::Single {
            let start = self.folded.plain.len();
            self.folded.tokens.push(start..start);
            if !self.folded.whole.is_empty() {
                self.folded.whole.push(' ');
                self.folded.whole_accented.push(' ');
            }
            self.class = class;
        }
        self.append(letter);
    }

    fn append(&mut self, letter: char) {
        self.folded.whole_accented.push(letter);
        let start = self.folded.plain.len();
        if letter.is_ascii() {
            self.folded.plain.push(letter);
        } else {
            for base in std::iter::once(letter).nfd().filter(|base| !is_combining_mark(*base)) {
                push_plain(&mut self.folded.plain, base);
            }
        }
        let Folded { plain, tokens, whole, .. } = &mut self.folded;
        whole.push_str(&plain[start..]);
        if let Some(token) = tokens.last_mut() {
            token.end = plain.len();
        }
    }

    fn leave_token(&mut self) {
        if self.apostrophe {
            self.folded.plain.push('\'');
            self.apostrophe = false;
        }
        self.class = Class::Gap;
    }

    fn finish(mut self) -> Folded {
        self.leave_token();
        let Folded { plain, tokens, whole, .. } = &mut self.folded;
        // A stray accent alone leaves a token without letters, which must not part two words.
        if tokens.iter().any(Range::is_empty) {
            tokens.retain(|token| !token.is_empty());
            let words: Vec<&str> = tokens.iter().map(|token| &plain[token.clone()]).collect();
            *whole = words.join(" ");
        }
        self.folded
    }
}

/// Writes apart what compatibility forms would glue together or misread.
fn prepared(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(|sign| {
        let (before, sign, after) = match sign {
            '\u{20E3}' => (None, ' ', None),
            '①'..='⑳' | '❶'..='❿' | '🄁'..='🄊' => {
                (Some(' '), circled(sign), Some(' '))
            }
            '№' => (None, '#', None),
            'º' | 'ª' | '°' => (None, '\u{200B}', None),
            '´' | '`' | 'ʼ' | 'ʻ' | '‘' | '’' | '＇' => (None, '\'', None),
            // The hyphen of dates and ranges has many faces.
            '‐' | '‑' | '‒' | '–' | '—' | '−' | '﹣' | '－' => (None, '-', None),
            '¼' | '½' | '¾' => (Some(' '), sign, Some(' ')),
            _ => (None, sign, None),
        };
        before.into_iter().chain(std::iter::once(sign)).chain(after)
    })
}

fn circled(sign: char) -> char {
    match sign {
        '❶'..='❾' => shifted(sign, '❶', '1'),
        '❿' => '⑩',
        '🄁'..='🄊' => shifted(sign, '🄁', '0'),
        _ => sign,
    }
}

fn shifted(sign: char, from: char, to: char) -> char {
    char::from_u32(u32::from(sign) - u32::from(from) + u32::from(to)).unwrap_or(sign)
}

/// Signs that are not seen: zero-width, direction, variation and skin-tone marks.
fn is_ignorable(sign: char) -> bool {
    matches!(sign,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0100}'..='\u{E01EF}'
        | '\u{0640}')
}

fn is_apostrophe(sign: char) -> bool {
    sign == '\''
}

fn classify(letter: char, open: Class) -> (Class, char) {
    if letter.is_ascii() {
        return match letter {
            'a'..='z' => (Class::Letter, letter),
            '0'..='9' => (Class::Digit, letter),
            _ => (Class::Gap, letter),
        };
    }
    if let Some(digit) = ascii_digit(letter) {
        return (Class::Digit, digit);
    }
    // Compatibility forms bring them back: one letter that is written "ʼn".
    if matches!(letter, 'ʼ' | 'ʻ') {
        return (Class::Gap, '\'');
    }
    if is_han(letter) || SPEAKING_SIGNS.contains(&letter) {
        return (Class::Single, letter);
    }
    if letter.is_alphabetic() {
        return (Class::Letter, letter);
    }
    if is_combining_mark(letter) && open == Class::Letter {
        return (Class::Letter, letter);
    }
    (Class::Gap, letter)
}

fn ascii_digit(letter: char) -> Option<char> {
    let code = u32::from(letter);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .and_then(|zero| char::from_digit(code - zero, 10))
}

fn is_han(letter: char) -> bool {
    matches!(letter,
        '々' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Letters that are written one for another, and letters whose stroke is no combining mark.
fn push_plain(plain: &mut String, letter: char) {
    match letter {
        'đ' | 'ð' => plain.push('d'),
        'ı' => plain.push('i'),
        'ł' => plain.push('l'),
        'ø' => plain.push('o'),
        'ß' => plain.push_str("ss"),
        'œ' => plain.push_str("oe"),
        'æ' => plain.push_str("ae"),
        'ς' => plain.push('σ'),
        'ٱ' => plain.push('ا'),
        'ة' => plain.push('ه'),
        'ى' | 'ی' => plain.push('ي'),
        'ک' => plain.push('ك'),
        'ء' => {}
        _ => plain.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(text: &str) -> String {
        Folded::new(text).whole().to_owned()
    }

    #[test]
    fn digits_of_any_script_are_the_same_number() {
        for three in ["3", "٣", "۳", "३", "৩", "３", "③", "3️⃣", "❸", " (3)", "៣"]
        {
            assert_eq!(whole(three), "3", "{three}");
        }
        assert_eq!(whole("1️⃣3️⃣"), "1 3");
        assert_eq!(whole("①③"), "1 3");
        assert_eq!(whole("１３"), "13");
    }

    #[test]
    fn accents_case_and_composition_do_not_matter() {
        assert_eq!(whole("DỪNG"), "dung");
        assert_eq!(whole("Du\u{31b}\u{300}ng"), "dung");
        assert_eq!(whole("Đúng"), "dung");
        assert_eq!(whole("Kreyòl"), "kreyol");
        assert_eq!(Folded::new("DỪNG").whole_accented(), "dừng");
        assert_eq!(Folded::new("Du\u{31b}\u{300}ng").whole_accented(), "dừng");
    }

    #[test]
    fn arabic_letters_written_one_for_another_are_one() {
        assert_eq!(whole("سيئة"), whole("سيئه"));
        assert_eq!(whole("إيقاف"), whole("ايقاف"));
        assert_eq!(whole("مـــساعدة"), whole("مساعده"));
        assert_eq!(whole("جداً"), whole("جدا"));
    }

    #[test]
    fn an_apostrophe_inside_a_word_is_dropped_and_one_outside_is_a_gap() {
        assert_eq!(whole("haven’t"), "havent");
        assert_eq!(whole("haven't"), "havent");
        assert_eq!(whole("'stop'"), "stop");
        assert_eq!(Folded::new("stop'").gap(1), "'");
    }

    #[test]
    fn marks_between_tokens_stay_readable() {
        let folded = Folded::new("2>5 , 1");
        assert_eq!(folded.gap(1), ">");
        assert_eq!(folded.gap(2), " , ");
        assert_eq!(folded.token(2), "1");
        assert_eq!(whole("1y3"), "1 y 3");
        assert_eq!(whole("不好"), "不 好");
    }

    #[test]
    fn unseen_signs_do_not_hide_a_word() {
        assert_eq!(whole("S\u{200b}T\u{2060}OP\u{feff}."), "stop");
        assert_eq!(whole("👍🏽"), "👍");
    }

    proptest! {
        #[test]
        fn any_text_folds_and_folding_again_changes_nothing(text in any::<String>()) {
            let folded = Folded::new(&text);
            for at in 0..folded.len() {
                prop_assert!(!folded.token(at).is_empty());
                let _ = folded.gap(at);
            }
            let _ = folded.gap(folded.len());
            let again = Folded::new(folded.whole());
            prop_assert_eq!(again.whole(), folded.whole());
            prop_assert_eq!(again.len(), folded.len());
        }

        #[test]
        fn letters_that_fall_away_part_no_words(text in "[aéŉßœİءَ̈ئٱ가ำ½③٣好'’.\\- ]{0,10}") {
            let folded = Folded::new(&text);
            let tokens: Vec<&str> = (0..folded.len()).map(|at| folded.token(at)).collect();
            prop_assert_eq!(tokens.join(" "), folded.whole());
            let again = Folded::new(folded.whole());
            prop_assert_eq!(again.whole(), folded.whole());
        }
    }
}
