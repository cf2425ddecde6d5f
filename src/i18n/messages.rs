//! The interface's texts, from `locales/`, which are part of the program.
//!
//! A language is read when it is first spoken, so that those nobody speaks take no memory.
//! A text that a language lacks is said in the source language and logged: a person never reads an
//! id or an unfilled place. Tests see to it that this does not happen.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, OnceLock};

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use fluent_langneg::{NegotiationStrategy, accepted_languages, negotiate_languages};
use include_dir::{Dir, File, include_dir};
use unic_langid::LanguageIdentifier;

use super::Language;

static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/locales");
/// The language that every text exists in.
const SOURCE: &str = "en";

/// Why the program's own texts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum I18nError {
    /// A file of texts does not parse.
    #[error("{0} does not parse")]
    Unparsable(String),
    /// A folder is not named after a language.
    #[error("{0} is not a language tag")]
    NotALanguage(String),
}

/// Why a text could not be made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageFault {
    /// No such text in that language.
    #[error("there is no text \"{0}\" in that language")]
    Unknown(String),
    /// The text has a place that nothing was given for.
    #[error("text \"{0}\" lacks a value: {1}")]
    Unfilled(String, String),
}

/// A value for a place in a text.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Words.
    Text(&'a str),
    /// A count, by which a text may change.
    Number(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

type Bundle = FluentBundle<Arc<FluentResource>>;

struct Spoken {
    folder: &'static Dir<'static>,
    identifier: LanguageIdentifier,
    /// Nothing where they do not parse.
    texts: OnceLock<Option<Texts>>,
}

struct Texts {
    /// Marks the direction of what is put into a text, as pages need it.
    web: Bundle,
    /// Without those marks, which would double the price of a text message.
    sms: Bundle,
}

/// Whether the interface has texts in a language: lists of words to read texts by are not enough.
pub fn speaks(language: &Language) -> bool {
    // Asked with every text that comes in, and looked up in the folders once.
    static SPOKEN: LazyLock<BTreeSet<Language>> = LazyLock::new(|| {
        let tag = |folder: &Dir<'_>| Language::new(&folder.path().to_string_lossy());
        LOCALES.dirs().filter(|folder| has_texts(folder)).map(tag).collect()
    });
    SPOKEN.contains(language)
}

fn has_texts(folder: &Dir<'_>) -> bool {
    text_files(folder).next().is_some()
}

fn text_files<'a>(folder: &'a Dir<'a>) -> impl Iterator<Item = &'a File<'a>> {
    folder.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "ftl"))
}

/// The interface's texts in every language.
pub struct I18n(BTreeMap<Language, Spoken>);

impl I18n {
    /// The texts that are part of the program. Those of the source language are read at once.
    pub fn embedded() -> Result<Self, I18nError> {
        let mut languages = BTreeMap::new();
        for folder in LOCALES.dirs().filter(|folder| has_texts(folder)) {
            let tag = folder.path().to_string_lossy().into_owned();
            let identifier = tag.parse().map_err(|_| I18nError::NotALanguage(tag.clone()))?;
            let texts = OnceLock::new();
            if tag == SOURCE {
                let read = read(folder, &identifier)?;
                texts.get_or_init(|| Some(read));
            }
            languages.insert(Language::new(&tag), Spoken { folder, identifier, texts });
        }
        Ok(Self(languages))
    }

    /// The languages of the interface.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.0.keys()
    }

    /// A text for a page.
    pub fn web(&self, language: &Language, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.say(language, id, values, |texts| &texts.web)
    }

    /// A text for a text message.
    pub fn sms(&self, language: &Language, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.say(language, id, values, |texts| &texts.sms)
    }

    /// A text for a page, or what is wrong with it.
    pub fn try_web(
        &self,
        language: &Language,
        id: &str,
        values: &[(&str, Value<'_>)],
    ) -> Result<String, MessageFault> {
        let texts = self.0.get(language).and_then(Spoken::texts);
        format(&texts.ok_or_else(|| MessageFault::Unknown(id.to_owned()))?.web, id, values)
    }

    /// The language to speak, by what a browser asks for and what there is.
    ///
    /// `offered` must not be empty: its first is spoken where nothing fits.
    pub fn negotiate(&self, accept_language: &str, offered: &[Language]) -> Language {
        let available: Vec<LanguageIdentifier> =
            offered.iter().filter_map(|language| language.tag().parse().ok()).collect();
        let requested = accepted_languages::parse(accept_language);
        let found = negotiate_languages(&requested, &available, None, NegotiationStrategy::Lookup);
        let place = found
            .first()
            .and_then(|found| available.iter().position(|identifier| identifier == *found));
        offered.get(place.unwrap_or(0)).cloned().unwrap_or_else(|| Language::new(SOURCE))
    }

    /// The language to speak to a visitor of whom only the browser's wishes are known.
    pub fn negotiate_interface(&self, accept_language: &str) -> Language {
        let mut languages: Vec<Language> = self.0.keys().cloned().collect();
        languages.sort_by_key(|language| language.tag() != SOURCE);
        self.negotiate(accept_language, &languages)
    }

    fn say(
        &self,
        language: &Language,
        id: &str,
        values: &[(&str, Value<'_>)],
        bundle: impl Fn(&Texts) -> &Bundle,
    ) -> String {
        for spoken in [language.tag(), SOURCE] {
            let Some(texts) = self.0.get(spoken).and_then(Spoken::texts) else { continue };
            match format(bundle(texts), id, values) {
                Ok(text) => return text,
                Err(fault) => tracing::error!(language = spoken, %fault, "a text is missing"),
            }
        }
        String::new()
    }
}

impl Spoken {
    fn texts(&self) -> Option<&Texts> {
        let texts = self.texts.get_or_init(|| match read(self.folder, &self.identifier) {
            Ok(texts) => Some(texts),
            Err(error) => {
                tracing::error!(%error, "the texts of a language cannot be read");
                None
            }
        });
        texts.as_ref()
    }
}

fn read(folder: &Dir<'_>, identifier: &LanguageIdentifier) -> Result<Texts, I18nError> {
    let mut texts = Texts {
        web: Bundle::new_concurrent(vec![identifier.clone()]),
        sms: Bundle::new_concurrent(vec![identifier.clone()]),
    };
    texts.sms.set_use_isolating(false);
    for file in text_files(folder) {
        let name = || I18nError::Unparsable(file.path().display().to_string());
        let source = file.contents_utf8().ok_or_else(name)?;
        let resource = FluentResource::try_new(source.to_owned()).map_err(|_| name())?;
        let resource = Arc::new(resource);
        texts.web.add_resource(Arc::clone(&resource)).map_err(|_| name())?;
        texts.sms.add_resource(resource).map_err(|_| name())?;
    }
    Ok(texts)
}

fn format(bundle: &Bundle, id: &str, values: &[(&str, Value<'_>)]) -> Result<String, MessageFault> {
    let pattern = bundle
        .get_message(id)
        .and_then(|message| message.value())
        .ok_or_else(|| MessageFault::Unknown(id.to_owned()))?;
    let mut arguments = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        arguments.set(
            *name,
            match value {
                Value::Text(text) => FluentValue::String(Cow::Borrowed(text)),
                Value::Number(number) => FluentValue::from(*number),
            },
        );
    }
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut faults);
    match faults.first() {
        None => Ok(text.into_owned()),
        Some(fault) => Err(MessageFault::Unfilled(id.to_owned(), fault.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Language {
        Language::new(tag)
    }

    #[test]
    fn the_texts_of_every_language_can_be_read() {
        let i18n = I18n::embedded().unwrap();
        assert_eq!(i18n.languages().count(), 6);
        assert!(i18n.0.values().all(|spoken| spoken.texts().is_some()));
    }

    #[test]
    fn a_text_message_carries_no_direction_marks() {
        let i18n = I18n::embedded().unwrap();
        let values = [("center", Value::from("Riverside"))];
        let sms = i18n.sms(&language("ar"), "sms-refused", &values);
        assert!(sms.contains("Riverside") && !sms.contains('\u{2068}'), "{sms}");
        assert!(i18n.web(&language("ar"), "sms-refused", &values).contains('\u{2068}'));
    }

    #[test]
    fn a_language_with_lists_of_words_alone_is_not_spoken() {
        let spoken = ["en", "es", "ht", "vi", "zh-Hans", "ar"];
        assert!(spoken.iter().all(|tag| speaks(&language(tag))));
        assert!(!["fr", "pt", "xx", "en/web.ftl", ""].iter().any(|tag| speaks(&language(tag))));
    }

    #[test]
    fn a_missing_value_is_a_fault_and_never_shown() {
        let i18n = I18n::embedded().unwrap();
        assert!(matches!(
            i18n.try_web(&language("es"), "sms-refused", &[]),
            Err(MessageFault::Unfilled(..))
        ));
        assert!(!i18n.sms(&language("es"), "sms-refused", &[]).contains('{'));
    }

    #[test]
    fn a_browser_gets_the_language_it_asks_for_if_it_is_offered() {
        let i18n = I18n::embedded().unwrap();
        let offered = [language("en"), language("zh-Hans"), language("es")];
        for (asked, given) in [
            ("es-MX,es;q=0.9,en;q=0.8", "es"),
            ("zh-CN,zh;q=0.9", "zh-Hans"),
            ("fr", "en"),
            ("", "en"),
            ("rubbish;;q=x", "en"),
        ] {
            assert_eq!(i18n.negotiate(asked, &offered).tag(), given, "{asked}");
        }
    }
}
