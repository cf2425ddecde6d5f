//! A language's tag, and a text in several languages.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A BCP 47 language tag as a center writes it: `en`, `es`, `zh-Hans`.
///
/// The set of languages is open: a center adds one by adding texts, not code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(Box<str>);

impl Language {
    /// The language a tag names; the tag is kept as written.
    pub fn new(tag: &str) -> Self {
        Self(tag.into())
    }

    /// The tag, for `lang` attributes, settings and the database.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// What its speakers call the language; its tag where that is not known here.
    pub fn own_name(&self) -> &str {
        match self.tag() {
            "en" => "English",
            "es" => "Español",
            "ht" => "Kreyòl ayisyen",
            "vi" => "Tiếng Việt",
            "zh-Hans" => "简体中文",
            "ar" => "العربية",
            "fr" => "Français",
            "pt" => "Português",
            tag => tag,
        }
    }

    /// Whether the language is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        let base = self.0.split('-').next().unwrap_or_default();
        matches!(base, "ar" | "he" | "fa" | "ur" | "ps" | "ckb" | "dv" | "yi" | "sd" | "ug")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Borrow<str> for Language {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// One text in several languages, as a survey file writes it: `{ en = "…", es = "…" }`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<Language, String>);

impl Texts {
    /// The text in that language, if there is one.
    pub fn get(&self, language: &Language) -> Option<&str> {
        self.0.get(language).map(String::as_str)
    }
}
