//! The file of answers: one row a person, one column a question, and nothing that leads to them.

use std::collections::BTreeMap;

use crate::i18n::Language;
use crate::priority::hide_small_cells;
use crate::survey::{Survey, Value};

/// The columns of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// Ids of the questions: those of the first version in their order, then what others add.
    pub questions: Vec<String>,
    /// The languages that may be told; the others were spoken by too few.
    told: Vec<Language>,
}

impl Columns {
    /// The columns for answers to these versions by people of these languages.
    pub fn new<'a>(
        versions: impl IntoIterator<Item = &'a Survey>,
        languages: impl IntoIterator<Item = &'a Language>,
    ) -> Self {
        let mut questions: Vec<String> = Vec::new();
        for question in versions.into_iter().flat_map(|survey| &survey.questions) {
            if !questions.contains(&question.id) {
                questions.push(question.id.clone());
            }
        }
        let mut people: BTreeMap<&Language, i64> = BTreeMap::new();
        for language in languages {
            *people.entry(language).or_default() += 1;
        }
        let shown = hide_small_cells(&people.values().copied().collect::<Vec<_>>());
        let told = people
            .into_keys()
            .zip(shown.unwrap_or_default())
            .filter_map(|(language, people)| people.map(|_| language.clone()))
            .collect();
        Self { questions, told }
    }

    /// What the first row says.
    pub fn header(&self) -> Vec<String> {
        let first = ["row", "language"].map(str::to_owned).into_iter();
        first.chain(self.questions.iter().cloned()).collect()
    }

    /// A person's row.
    pub fn row(
        &self,
        number: usize,
        language: &Language,
        cells: &BTreeMap<&str, String>,
    ) -> Vec<String> {
        let language = if self.told.contains(language) { language.tag() } else { "" };
        let answers =
            self.questions.iter().map(|id| cells.get(id.as_str()).cloned().unwrap_or_default());
        [number.to_string(), language.to_owned()].into_iter().chain(answers).collect()
    }
}

/// A value as the file writes it: choices by their ids, the best first where they are ranked.
pub fn cell(value: &Value) -> String {
    match value {
        Value::YesNo(true) => "yes".to_owned(),
        Value::YesNo(false) => "no".to_owned(),
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.clone(),
        Value::Choices(ids) => ids.join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_of_few_is_not_told_nor_is_another_that_would_give_it_away() {
        let languages: Vec<Language> = [("ar", 3), ("en", 50), ("es", 40)]
            .iter()
            .flat_map(|(tag, people)| vec![Language::new(tag); *people])
            .collect();
        let columns = Columns::new([], &languages);
        let told = |tag: &str| columns.row(1, &Language::new(tag), &BTreeMap::new())[1].clone();
        assert_eq!([told("ar"), told("en"), told("es")], ["", "en", ""]);
    }
}
