//! The survey that ships with the program, to start from.

use super::Survey;
use crate::i18n::{Language, Texts};

/// The sample as a definition file: an invented center's survey.
pub const SAMPLE: &str = include_str!("../../samples/patient-voice.toml");
/// The invented center's name, wherever a text says it.
const SAMPLE_CENTER: &str = "Riverside Health";

impl Survey {
    /// The sample in the words of a center of that name.
    pub fn sample(center: &str) -> Self {
        let mut survey = Self::from_toml(SAMPLE).expect("the sample is free of faults");
        for texts in survey.texts_mut() {
            for text in texts.0.values_mut() {
                *text = text.replace(SAMPLE_CENTER, center);
            }
        }
        survey
    }

    /// The survey in its source language and those of its others that are asked for.
    #[must_use]
    pub fn only_in(mut self, languages: &[Language]) -> Self {
        let source = self.source_language().cloned();
        let stays =
            |language: &Language| Some(language) == source.as_ref() || languages.contains(language);
        self.languages.retain(&stays);
        self.keywords.retain(|language, _| stays(language));
        for Texts(texts) in self.texts_mut() {
            texts.retain(|language, _| stays(language));
        }
        for choice in self.questions.iter_mut().flat_map(|question| &mut question.choices) {
            choice.aliases.retain(|language, _| stays(language));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_speaks_for_the_center_in_the_languages_it_chose() {
        let chosen = [Language::new("ar"), Language::new("xx")];
        let survey = Survey::sample("Clínica \"del\" Valle").only_in(&chosen);
        assert_eq!(survey.languages, [Language::new("en"), Language::new("ar")]);
        let toml = survey.to_toml();
        assert!(toml.contains("Clínica") && toml.contains("عيادة") | toml.contains("العيادة"));
        assert!(!toml.contains(SAMPLE_CENTER) && !toml.contains("VOZ") && !toml.contains("Su voz"));
        assert_eq!(Survey::from_toml(&toml).unwrap(), survey);
    }
}
