//! The languages of the interface, as a page offers them.

use serde::Serialize;

use crate::i18n::{I18n, Language};

/// A language to go on in.
#[derive(Debug, Serialize)]
pub struct LanguageLink {
    /// Its tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// What it calls itself.
    pub name: String,
    /// Whether the page is in it.
    pub is_current: bool,
}

/// What a language calls itself; its tag where the interface does not know it.
pub fn own_name(i18n: &I18n, language: &Language) -> String {
    if i18n.languages().any(|known| known == language) {
        i18n.web(language, "language-own-name", &[])
    } else {
        language.tag().to_owned()
    }
}

/// The direction a language is written in, for `dir` attributes.
pub fn direction(language: &Language) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}

/// Links to these languages from a page in `current`.
pub fn links<'a>(
    i18n: &I18n,
    languages: impl IntoIterator<Item = &'a Language>,
    current: &Language,
) -> Vec<LanguageLink> {
    languages
        .into_iter()
        .map(|language| LanguageLink {
            lang: language.tag().to_owned(),
            dir: direction(language),
            name: own_name(i18n, language),
            is_current: language == current,
        })
        .collect()
}
