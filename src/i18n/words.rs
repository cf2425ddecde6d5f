//! What people text, in every language: opt-out words, commands, number words and the rest.
//!
//! Read once from `locales/<tag>/words.toml` and folded once, so that reading a text folds only the
//! text. Opt-out words of any language count everywhere and never match fuzzily.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Language;
use super::language_words::LanguageWords;
use super::normalise::Folded;
use super::phrases::Phrases;
use super::word_file::WordFile;

const EMBEDDED: [(&str, &str); 8] = [
    ("en", include_str!("../../locales/en/words.toml")),
    ("es", include_str!("../../locales/es/words.toml")),
    ("ht", include_str!("../../locales/ht/words.toml")),
    ("vi", include_str!("../../locales/vi/words.toml")),
    ("zh-Hans", include_str!("../../locales/zh-Hans/words.toml")),
    ("ar", include_str!("../../locales/ar/words.toml")),
    ("fr", include_str!("../../locales/fr/words.toml")),
    ("pt", include_str!("../../locales/pt/words.toml")),
];

/// Why a language's word lists cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("locales/{language}/words.toml: {fault}")]
pub struct WordsError {
    /// The language's tag.
    pub language: String,
    /// What is wrong, as the parser says it.
    pub fault: String,
}

/// A whole message that is a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// An opt-out word: acts at once if a speaker reviewed the list, else suspends.
    Stop {
        /// Whether the list has been reviewed.
        reviewed: bool,
    },
    /// Opts back in, where somebody is opted out.
    Start,
    /// Asks who is texting.
    Help,
    /// Asks to delete what was answered.
    Delete,
    /// Takes a deletion back.
    Undo,
    /// Leaves the question.
    Skip,
    /// Returns to the question before.
    Back,
    /// Asks for a call.
    Call,
    /// Names this language.
    Name,
}

/// What a sentence means that is found inside a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// Plainly asks for no more texts.
    Stop,
    /// Asks for no more texts if nothing else is said in the clause: "stop it".
    StopClause,
    /// Speaks of danger to somebody's life.
    Crisis,
    /// Speaks of danger where a clause begins or ends with it, and may be a number elsewhere.
    CrisisAtEdge,
    /// Says that the number belongs to somebody else.
    WrongNumber,
    /// Means nothing beside an answer, whatever it holds.
    Ordinary,
}

/// The word lists of all languages.
#[derive(Debug)]
pub struct Words {
    languages: BTreeMap<Language, LanguageWords>,
    keywords: HashMap<Box<str>, Vec<(Language, Keyword)>>,
    exact: HashMap<Box<str>, Keyword>,
    unclear: HashSet<Box<str>>,
    sentences: Phrases<(Sentence, Language)>,
    complaints: Phrases<bool>,
    leads: HashMap<Language, HashSet<Box<str>>>,
    polite: Phrases<()>,
    corrections: Phrases<()>,
    months: Phrases<u32>,
    date_fillers: Phrases<()>,
}

impl Words {
    /// The lists that are part of the program.
    ///
    /// # Errors
    /// [`WordsError`] if a file is not as the program expects it; the tests keep it so.
    pub fn embedded() -> Result<Self, WordsError> {
        let mut words = Self {
            languages: BTreeMap::new(),
            keywords: HashMap::new(),
            exact: HashMap::new(),
            unclear: HashSet::new(),
            sentences: Phrases::default(),
            complaints: Phrases::default(),
            leads: HashMap::new(),
            polite: Phrases::default(),
            corrections: Phrases::default(),
            months: Phrases::default(),
            date_fillers: Phrases::default(),
        };
        for (tag, text) in EMBEDDED {
            let fault = |fault: String| WordsError { language: tag.to_owned(), fault };
            let file: WordFile = toml::from_str(text).map_err(|error| fault(error.to_string()))?;
            words.add(&Language::new(tag), &file).map_err(fault)?;
        }
        Ok(words)
    }

    /// The lists of that language, else of its base language, else of English.
    pub fn of(&self, language: &Language) -> &LanguageWords {
        let base = language.tag().split('-').next().unwrap_or_default();
        self.languages
            .get(language)
            .or_else(|| {
                let mut tags = self.languages.iter();
                tags.find(|(known, _)| known.tag().split('-').next() == Some(base))
                    .map(|(_, words)| words)
            })
            .unwrap_or_else(|| self.english())
    }

    /// The lists of English, which people use beside their own language.
    ///
    /// # Panics
    /// Never: English is one of the embedded languages.
    pub fn english(&self) -> &LanguageWords {
        self.languages.get("en").expect("`EMBEDDED` has English")
    }

    /// What a whole message of those words is a command for, and in which languages.
    pub fn keywords(&self, whole: &str) -> &[(Language, Keyword)] {
        self.keywords.get(whole).map_or(&[], Vec::as_slice)
    }

    /// The opt-out word that a message is, if it is one and nothing else.
    pub fn find_opt_out(&self, text: &Folded) -> Option<Keyword> {
        self.exact.get(text.whole_accented()).copied().or_else(|| {
            // An English word always acts, whatever an unreviewed list says of it.
            let stops = self.keywords(text.whole()).iter().map(|(_, keyword)| *keyword);
            stops
                .filter(|keyword| matches!(keyword, Keyword::Stop { .. }))
                .max_by_key(|keyword| *keyword == Keyword::Stop { reviewed: true })
        })
    }

    /// Whether a message is a word that means stop only with accents it does not have.
    pub fn is_unclear_opt_out(&self, text: &Folded) -> bool {
        self.unclear.contains(text.whole_accented())
    }

    /// Sentences that mean something, each with its language.
    pub fn sentences(&self) -> &Phrases<(Sentence, Language)> {
        &self.sentences
    }

    /// Whether the text holds a word of complaint, in any language, that is not taken back.
    pub fn complains(&self, text: &Folded) -> bool {
        let tokens: Vec<&str> = (0..text.len()).map(|at| text.token(at)).collect();
        let mut at = 0;
        while at < tokens.len() {
            match self.complaints.longest_at(&tokens, at) {
                Some((_, true)) => return true,
                Some((len, false)) => at += len,
                None => at += 1,
            }
        }
        false
    }

    /// Whether that token may stand before a sentence of that language without changing it.
    pub fn is_lead(&self, language: &Language, token: &str) -> bool {
        // "Please" is said in every language.
        [language.tag(), "en"]
            .iter()
            .filter_map(|tag| self.leads.get(*tag))
            .any(|leads| leads.contains(token))
    }

    /// Words of politeness in any language.
    pub fn polite(&self) -> &Phrases<()> {
        &self.polite
    }

    /// What stands behind words such as "oops", in any language, that take back the answer before.
    pub fn after_correction<'t>(&self, text: &'t Folded) -> Option<&'t str> {
        let tokens: Vec<&str> = (0..text.len()).map(|at| text.token(at)).collect();
        let mut at = 0;
        while let Some((len, ())) = self.corrections.longest_at(&tokens, at) {
            at += len;
        }
        (at > 0 && at < text.len()).then(|| text.from_token(at))
    }

    /// Month names of every language: 1 to 12.
    pub fn months(&self) -> &Phrases<u32> {
        &self.months
    }

    /// Words that say nothing in a date, of every language.
    pub fn date_fillers(&self) -> &Phrases<()> {
        &self.date_fillers
    }

    fn add(&mut self, language: &Language, file: &WordFile) -> Result<(), String> {
        let reviewed = file.opt_out.reviewed;
        let commands = &file.commands;
        for (list, keyword) in [
            (&file.opt_out.stop, Keyword::Stop { reviewed }),
            (&commands.start, Keyword::Start),
            (&commands.help, Keyword::Help),
            (&commands.delete, Keyword::Delete),
            (&commands.undo, Keyword::Undo),
            (&commands.skip, Keyword::Skip),
            (&commands.decline, Keyword::Skip),
            (&commands.back, Keyword::Back),
            (&commands.call, Keyword::Call),
            (&commands.language_names, Keyword::Name),
        ] {
            for phrase in list {
                let whole = Folded::new(phrase).whole().into();
                self.keywords.entry(whole).or_default().push((language.clone(), keyword));
            }
        }
        self.add_opt_out(language, file);
        for phrase in &file.safety.crisis {
            match phrase.strip_suffix('.') {
                Some(edge) => self.add_sentence(language, edge, Sentence::CrisisAtEdge),
                None => self.add_sentence(language, phrase, Sentence::Crisis),
            }
        }
        for phrase in &file.safety.ordinary {
            self.add_sentence(language, phrase, Sentence::Ordinary);
        }
        for (patterns, is_one) in
            [(&file.safety.complaint, true), (&file.safety.no_complaint, false)]
        {
            for phrase in patterns.iter().flat_map(|pattern| written_out(pattern)) {
                let tokens: Vec<&str> = phrase.split_whitespace().collect();
                self.complaints.insert_tokens(&tokens, is_one);
            }
        }
        for phrase in &file.answers.correction {
            self.corrections.insert(phrase, ());
        }
        for phrase in &file.safety.wrong_number {
            self.add_sentence(language, phrase, Sentence::WrongNumber);
        }
        for (names, month) in file.dates.months.iter().zip(1..) {
            for name in names {
                self.months.insert(name, month);
            }
        }
        for phrase in &file.dates.filler {
            self.date_fillers.insert(phrase, ());
        }
        self.languages.insert(language.clone(), LanguageWords::new(file)?);
        Ok(())
    }

    fn add_opt_out(&mut self, language: &Language, file: &WordFile) {
        let reviewed = file.opt_out.reviewed;
        for phrase in &file.opt_out.stop_exact {
            let whole = Folded::new(phrase).whole_accented().into();
            self.exact.insert(whole, Keyword::Stop { reviewed });
        }
        for phrase in &file.opt_out.stop_unclear {
            self.unclear.insert(Folded::new(phrase).whole_accented().into());
        }
        for phrase in &file.opt_out.stop_sentences {
            match phrase.strip_suffix('.') {
                Some(clause) => self.add_sentence(language, clause, Sentence::StopClause),
                None => self.add_sentence(language, phrase, Sentence::Stop),
            }
        }
        let leads = self.leads.entry(language.clone()).or_default();
        for phrase in file.opt_out.lead.iter().chain(&file.opt_out.polite) {
            let folded = Folded::new(phrase);
            leads.extend((0..folded.len()).map(|at| folded.token(at).into()));
        }
        for phrase in &file.opt_out.polite {
            self.polite.insert(phrase, ());
        }
    }

    fn add_sentence(&mut self, language: &Language, pattern: &str, sentence: Sentence) {
        for phrase in written_out(pattern) {
            let tokens: Vec<&str> = phrase.split_whitespace().collect();
            self.sentences.insert_tokens(&tokens, (sentence, language.clone()));
        }
    }
}

/// Every phrase, folded, that a pattern stands for: `stop|quit texting me?` is four of them, and
/// `do_not` is two words.
fn written_out(pattern: &str) -> Vec<String> {
    let mut phrases = vec![String::new()];
    for part in pattern.split_whitespace() {
        let (part, may_miss) = part.strip_suffix('?').map_or((part, false), |part| (part, true));
        let words: Vec<Folded> =
            part.split('|').map(|word| Folded::new(&word.replace('_', " "))).collect();
        let mut longer = if may_miss { phrases.clone() } else { Vec::new() };
        for phrase in &phrases {
            longer.extend(words.iter().map(|word| format!("{phrase} {}", word.whole())));
        }
        phrases = longer;
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_list_can_be_read() {
        let words = Words::embedded().unwrap();
        for tag in ["en", "es", "ht", "vi", "zh-Hans", "ar"] {
            assert!(words.languages.contains_key(tag), "{tag}");
        }
    }

    #[test]
    fn no_is_never_an_opt_out_word() {
        let words = Words::embedded().unwrap();
        for no in ["no", "NO", "non", "không", "不", "لا", "não"] {
            assert_eq!(words.find_opt_out(&Folded::new(no)), None, "{no}");
            assert!(!words.is_unclear_opt_out(&Folded::new(no)), "{no}");
        }
    }

    #[test]
    fn a_pattern_is_written_out_into_its_phrases() {
        let phrases = written_out("stop|quit texting me?");
        let expected = [" stop texting", " quit texting", " stop texting me", " quit texting me"];
        assert_eq!(phrases, expected);
    }

    #[test]
    fn a_regional_tag_reads_with_its_base_language() {
        let words = Words::embedded().unwrap();
        let mexican = words.of(&Language::new("es-MX"));
        assert!(std::ptr::eq(mexican, words.of(&Language::new("es"))));
        assert!(std::ptr::eq(words.of(&Language::new("tlh")), words.english()));
    }
}
