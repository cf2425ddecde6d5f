//! What the forms and addresses of a plan say, read into what it is about.

use serde::Deserialize;

use super::PATH;
use crate::i18n::{I18n, Language};
use crate::outreach::flow::Wish;
use crate::people::Phone;

/// What a form or an address says of whom to ask: `language` may stand several times.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub survey: String,
    pub panel: String,
    pub site: String,
    pub languages: Vec<String>,
    pub token: String,
    pub phone: String,
    pub test_language: String,
    pub tested: String,
}

impl<'de> Deserialize<'de> for Asked {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut asked = Self::default();
        for (name, value) in Vec::<(String, String)>::deserialize(deserializer)? {
            match name.as_str() {
                "survey" => asked.survey = value,
                "panel" => asked.panel = value,
                "site" => asked.site = value,
                "language" => asked.languages.push(value),
                "token" => asked.token = value,
                "phone" => asked.phone = value,
                "test_language" => asked.test_language = value,
                "tested" => asked.tested = value,
                _ => {}
            }
        }
        Ok(asked)
    }
}

impl Asked {
    /// The wish, if it names a panel.
    pub fn wish(&self, i18n: &I18n) -> Option<Wish> {
        let languages = self.languages.iter().map(|tag| Language::new(tag));
        Some(Wish {
            slug: self.survey.clone(),
            panel_id: self.panel.parse().ok()?,
            site_id: if self.site.is_empty() { None } else { Some(self.site.parse().ok()?) },
            languages: languages.filter(|tag| i18n.languages().any(|known| known == tag)).collect(),
        })
    }
}

/// The page's address for a wish.
pub(super) fn address(wish: &Wish) -> String {
    let site = wish.site_id.map_or_else(String::new, |id| format!("&site={id}"));
    let languages = wish.languages.iter().map(|language| format!("&language={language}"));
    format!(
        "{PATH}/plan?survey={}&panel={}{site}{}",
        wish.slug,
        wish.panel_id,
        languages.collect::<String>()
    )
}

/// A number as people in the United States write it, or with `+` and the country in front.
pub(super) fn typed_phone(text: &str) -> Option<Phone> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_foreign = text.trim_start().starts_with('+');
    match (is_foreign, digits.len()) {
        (true, _) => Phone::parse(&format!("+{digits}")),
        (false, 10) => Phone::parse(&format!("+1{digits}")),
        (false, 11) if digits.starts_with('1') => Phone::parse(&format!("+{digits}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (text, number) in [
            ("(212) 555-0100", "+12125550100"),
            ("1-212-555-0100", "+12125550100"),
            ("+1 212 555 0100", "+12125550100"),
            ("+49 30 123456", "+4930123456"),
        ] {
            assert_eq!(typed_phone(text).unwrap().expose(), number, "{text}");
        }
        for text in ["", "555-0100", "22125550100", "call me"] {
            assert!(typed_phone(text).is_none(), "{text}");
        }
    }
}
