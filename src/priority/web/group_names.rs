//! What the groups of a ranking are called in the language of a page.

use super::teller::Named;
use crate::i18n::{I18n, Language};
use crate::priority::voices::LANGUAGE;
use crate::web::languages::own_name;

/// What a stratum is called.
pub fn stratum_name(i18n: &I18n, language: &Language, name: &str) -> String {
    let id = match name {
        LANGUAGE => "priority-language",
        "age" => "people-group-age",
        "site" => "people-column-site",
        "race_ethnicity" => "people-column-race-ethnicity",
        other => return other.to_owned(),
    };
    i18n.web(language, id, &[])
}

/// What a group is called: a language names itself.
pub fn group_name(i18n: &I18n, language: &Language, (stratum, category): (&str, &str)) -> Named {
    if stratum == LANGUAGE {
        let spoken = Language::new(category);
        return Named::new(&spoken, &own_name(i18n, &spoken));
    }
    // "65+" keeps its order wherever it stands.
    let has_letters = category.chars().any(char::is_alphabetic);
    let dir = if has_letters { "auto" } else { "ltr" };
    Named { dir, ..Named::new(language, category) }
}

/// A group's name in a sentence: "40-64" has to be told of what.
pub fn name_in_sentence(i18n: &I18n, language: &Language, group: (&str, &str)) -> String {
    let own = group_name(i18n, language, group).text;
    match group.0 {
        LANGUAGE => own,
        stratum => {
            format!("{} · \u{2068}{own}\u{2069}", stratum_name(i18n, language, stratum))
        }
    }
}
