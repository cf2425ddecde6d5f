//! What the form says of each answer on the page.

use std::collections::BTreeSet;

use crate::i18n::{I18n, Language};
use crate::mention::flow::Found;
use crate::mention::{AnswerKey, Translation};
use crate::staff::web::Refusal;

/// What a form says of one answer.
#[derive(Clone)]
pub struct Coding {
    /// What was found in it.
    pub found: Found,
    /// Whether it speaks of none of the topics.
    pub is_none: bool,
    /// The language of its translation.
    into: String,
}

/// The fields of the form in their order: `answer`, `mark`, then `topic` and `none` where ticked, and
/// `into` and `translation` where there is room for one.
pub fn codings(i18n: &I18n, form: &[(String, String)]) -> Result<Vec<Coding>, Refusal> {
    let mut codings: Vec<Coding> = Vec::new();
    for (name, value) in form {
        match (name.as_str(), codings.last_mut()) {
            ("answer", _) => {
                let key = value.parse::<AnswerKey>().map_err(|_| Refusal::Unreadable)?;
                let (mark, topics) = (String::new(), BTreeSet::new());
                let found = Found { key, mark, topics, translation: None };
                codings.push(Coding { found, is_none: false, into: String::new() });
            }
            ("mark", Some(coding)) => coding.found.mark.clone_from(value),
            ("topic", Some(coding)) => drop(coding.found.topics.insert(value.clone())),
            ("none", Some(coding)) => coding.is_none = true,
            ("into", Some(coding)) => coding.into.clone_from(value),
            ("translation", Some(coding)) => {
                let into = i18n.languages().find(|language| language.tag() == coding.into);
                let into = into.ok_or(Refusal::Unreadable)?;
                coding.found.translation = written(into, value);
            }
            _ => {}
        }
    }
    Ok(codings)
}

/// A translation, the field of its language having come before that of its text.
fn written(language: &Language, text: &str) -> Option<Translation> {
    let text = text.trim().replace("\r\n", "\n");
    (!text.is_empty()).then(|| Translation { language: language.clone(), text })
}

/// The first value of a field, or nothing.
pub fn field<'a>(form: &'a [(String, String)], name: &str) -> &'a str {
    form.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
}
