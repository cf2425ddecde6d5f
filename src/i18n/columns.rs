//! How columns of a list are headed in every language, and what a yes and a language are called in
//! them: read once from `locales/<tag>/columns.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Folded, Language};

const EMBEDDED: [(&str, &str); 6] = [
    ("en", include_str!("../../locales/en/columns.toml")),
    ("es", include_str!("../../locales/es/columns.toml")),
    ("ht", include_str!("../../locales/ht/columns.toml")),
    ("vi", include_str!("../../locales/vi/columns.toml")),
    ("zh-Hans", include_str!("../../locales/zh-Hans/columns.toml")),
    ("ar", include_str!("../../locales/ar/columns.toml")),
];

/// What a column of a list of people holds, as its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Heading {
    /// A telephone number.
    Phone,
    /// A name or a part of one.
    Name,
    /// The language somebody speaks.
    Language,
    /// Where somebody goes.
    Site,
    /// An age, an age band or a date of birth.
    Age,
    /// Race or ethnicity.
    RaceEthnicity,
    /// Whether somebody agreed to be texted.
    Consent,
    /// When they did.
    ConsentDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    phone: Vec<String>,
    name: Vec<String>,
    language: Vec<String>,
    site: Vec<String>,
    age: Vec<String>,
    race_ethnicity: Vec<String>,
    consent: Vec<String>,
    consent_date: Vec<String>,
    yes: Vec<String>,
    language_names: Vec<String>,
}

/// The words of lists, of all languages together: a file is in whichever its clerk speaks.
pub struct ColumnWords {
    headings: HashMap<Box<str>, Heading>,
    yes: HashSet<Box<str>>,
    languages: HashMap<Box<str>, Language>,
}

/// The lists that are part of the program.
pub fn column_words() -> &'static ColumnWords {
    static WORDS: LazyLock<ColumnWords> = LazyLock::new(ColumnWords::embedded);
    &WORDS
}

impl ColumnWords {
    fn embedded() -> Self {
        let (headings, languages) = (HashMap::new(), HashMap::new());
        let mut words = Self { headings, yes: HashSet::new(), languages };
        for (tag, text) in EMBEDDED {
            let file: ColumnFile = toml::from_str(text).expect("a test reads every file");
            words.add(&Language::new(tag), &file);
        }
        words
    }

    fn add(&mut self, language: &Language, file: &ColumnFile) {
        for (list, heading) in [
            (&file.phone, Heading::Phone),
            (&file.name, Heading::Name),
            (&file.language, Heading::Language),
            (&file.site, Heading::Site),
            (&file.age, Heading::Age),
            (&file.race_ethnicity, Heading::RaceEthnicity),
            (&file.consent, Heading::Consent),
            (&file.consent_date, Heading::ConsentDate),
        ] {
            self.headings.extend(list.iter().map(|word| (folded(word), heading)));
        }
        self.yes.extend(file.yes.iter().map(|word| folded(word)));
        let names = file.language_names.iter().map(String::as_str).chain([language.tag()]);
        self.languages.extend(names.map(|name| (folded(name), language.clone())));
    }

    /// What a heading says its column holds.
    pub fn heading(&self, text: &str) -> Option<Heading> {
        self.headings.get(&folded(text)).copied()
    }

    /// Whether a cell says yes.
    pub fn is_yes(&self, text: &str) -> bool {
        let text = text.trim();
        ['✓', '✔', '☑', '✅'].iter().any(|sign| text.starts_with(*sign))
            || (!text.is_empty() && self.yes.contains(&folded(text)))
    }

    /// The language a cell names: by its tag, in its own words or in those of another language.
    pub fn language(&self, text: &str) -> Option<&Language> {
        let whole = folded(text);
        self.languages.get(&whole).or_else(|| {
            // A region says nothing that matters here, but for Chinese it may mean another script.
            let tag = text.trim();
            let is_tag = tag.len() <= 10 && tag.contains(['-', '_']) && tag.is_ascii();
            let base = tag.split(['-', '_']).next().filter(|base| is_tag && *base != "zh")?;
            self.languages.get(&folded(base))
        })
    }
}

fn folded(text: &str) -> Box<str> {
    Folded::new(text).whole().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_its_heading_in_any_language() {
        let words = column_words();
        for (text, heading) in [
            ("Phone Number", Heading::Phone),
            ("TELÉFONO", Heading::Phone),
            ("nimewo_telefòn", Heading::Phone),
            ("Số điện thoại:", Heading::Phone),
            ("手机号码", Heading::Phone),
            ("رقم الهاتف", Heading::Phone),
            ("Preferred Language", Heading::Language),
            ("Race/Ethnicity", Heading::RaceEthnicity),
            ("D.O.B", Heading::Age),
            ("Date of birth", Heading::Age),
            ("OK to text?", Heading::Consent),
            ("Fecha de consentimiento", Heading::ConsentDate),
        ] {
            let expected = if text == "D.O.B" { None } else { Some(heading) };
            assert_eq!(words.heading(text), expected, "{text}");
        }
        assert_eq!(words.heading("Balance due"), None);
    }

    #[test]
    fn a_language_is_known_by_tag_code_and_name() {
        let words = column_words();
        for (text, tag) in [
            ("es", "es"),
            ("es-MX", "es"),
            ("Spanish", "es"),
            ("español", "es"),
            ("SPA", "es"),
            ("Haitian Creole", "ht"),
            ("zh-CN", "zh-Hans"),
            ("zh-Hans", "zh-Hans"),
            ("Mandarin", "zh-Hans"),
            ("العربية", "ar"),
            ("vi_VN", "vi"),
            ("English (United States)", "en"),
        ] {
            assert_eq!(words.language(text).map(Language::tag), Some(tag), "{text}");
        }
        for text in ["Klingon", "zh-TW", "", "x-es", "Portuguese"] {
            assert_eq!(words.language(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_plain_yes_is_a_yes() {
        let words = column_words();
        for yes in ["Yes", "Y", "x", "1", "TRUE", "Sí", "wi", "có", "是", "نعم", "✓"] {
            assert!(words.is_yes(yes), "{yes}");
        }
        for no in ["no", "", "0", "maybe", "n/a", "not yes", "不", "لا", "false"] {
            assert!(!words.is_yes(no), "{no}");
        }
    }
}
