//! A survey's texts one by one, and how far each language is: missing, draft, reviewed or stale.

use chrono::NaiveDateTime;

use super::Survey;
use crate::crypto::sha256_hex;
use crate::i18n::{Language, Texts};

/// Where a text stands in a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPlace {
    /// What the survey is called.
    Title,
    /// What people agree to.
    Notice,
    /// The title of the topic of that id.
    Topic(String),
    /// What the question of that id asks.
    Question(String),
    /// A choice.
    Choice {
        /// The question's id.
        question: String,
        /// The choice's id.
        choice: String,
    },
}

/// A named person's signature under a whole language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who read every text.
    pub by: String,
    /// When, in UTC.
    pub at: NaiveDateTime,
}

/// How far a language of a version is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LanguageState {
    /// The language the others are translated from.
    Source,
    /// So many texts are missing.
    Missing(usize),
    /// Whole, but nobody has signed these texts.
    Draft,
    /// Signed as it stands.
    Reviewed(Signature),
    /// It was signed, and the source has changed since.
    Stale(Signature),
}

impl Survey {
    /// Every text a person may read with its place, in the order of the definition.
    pub fn placed_texts(&self) -> Vec<(TextPlace, &Texts)> {
        let mut texts = vec![(TextPlace::Title, &self.title)];
        texts.extend(self.notice.iter().map(|notice| (TextPlace::Notice, &notice.text)));
        texts.extend(
            self.topics.iter().map(|topic| (TextPlace::Topic(topic.id.clone()), &topic.title)),
        );
        for question in &self.questions {
            texts.push((TextPlace::Question(question.id.clone()), &question.text));
            texts.extend(question.choices.iter().map(|choice| {
                let (question, choice_id) = (question.id.clone(), choice.id.clone());
                (TextPlace::Choice { question, choice: choice_id }, &choice.text)
            }));
        }
        texts
    }

    /// Every text a person may read, in the order of [`Survey::placed_texts`].
    pub(super) fn texts_mut(&mut self) -> Vec<&mut Texts> {
        let mut texts = vec![&mut self.title];
        texts.extend(self.notice.iter_mut().map(|notice| &mut notice.text));
        texts.extend(self.topics.iter_mut().map(|topic| &mut topic.title));
        for question in &mut self.questions {
            texts.push(&mut question.text);
            texts.extend(question.choices.iter_mut().map(|choice| &mut choice.text));
        }
        texts
    }

    /// Puts texts of a language in place of those there are, by their number among all texts, and
    /// tells how many that changed. An empty text stands for none, and changes nothing where there
    /// is none.
    pub fn correct(&mut self, language: &Language, typed: &[(usize, String)]) -> usize {
        let mut texts = self.texts_mut();
        let mut changed = 0;
        for (number, words) in typed {
            let Some(texts) = texts.get_mut(*number) else { continue };
            if texts.get(language).unwrap_or_default() != words {
                texts.0.insert(language.clone(), words.clone());
                changed += 1;
            }
        }
        changed
    }

    /// SHA-256 over every text of the source language and of `language`: what a reviewer compared.
    pub fn texts_sha256(&self, language: &Language) -> String {
        let both: Vec<(Option<&str>, Option<&str>)> =
            self.source_texts().into_iter().zip(self.texts_in(language)).collect();
        sha256_hex(serde_json::to_string(&both).expect("texts are always JSON").as_bytes())
    }

    /// Whether the texts that translations are made from are those of another survey too.
    pub fn has_source_of(&self, other: &Self) -> bool {
        self.source_texts() == other.source_texts()
    }

    /// How far a language is, given who signed this version's texts in it, or else who signed it
    /// last and the version they read.
    pub fn language_state(
        &self,
        language: &Language,
        signed: Option<Signature>,
        earlier: Option<(Signature, &Self)>,
    ) -> LanguageState {
        if self.source_language() == Some(language) {
            return LanguageState::Source;
        }
        let is_there = |text: &str| !text.trim().is_empty();
        let there = self.texts_in(language).into_iter().flatten().filter(|text| is_there(text));
        let missing = self.texts().count() - there.count();
        match (missing, signed, earlier) {
            (1.., _, _) => LanguageState::Missing(missing),
            (0, Some(signature), _) => LanguageState::Reviewed(signature),
            (0, None, Some((signature, read))) if !self.has_source_of(read) => {
                LanguageState::Stale(signature)
            }
            (0, None, _) => LanguageState::Draft,
        }
    }

    fn source_texts(&self) -> Vec<Option<&str>> {
        match self.source_language() {
            Some(source) => self.texts_in(source),
            None => self.texts().map(|_| None).collect(),
        }
    }

    fn texts_in(&self, language: &Language) -> Vec<Option<&str>> {
        self.texts().map(|texts| texts.get(language)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey() -> Survey {
        Survey::from_toml(
            r#"
            slug = "s"
            languages = ["en", "es", "vi"]
            title = { en = "Voice", es = "Voz" }
            topic = [{ id = "t", title = { en = "Rides", es = "Transporte" } }]
            question = [{ id = "q", kind = "single", text = { en = "What?", es = "¿Qué?" }, choice = [
              { id = "a", text = { en = "Rides", es = "Transporte" } },
            ] }]
            "#,
        )
        .unwrap()
    }

    fn language(tag: &str) -> Language {
        Language::new(tag)
    }

    fn rosa() -> Signature {
        Signature { by: "Rosa".to_owned(), at: chrono::DateTime::UNIX_EPOCH.naive_utc() }
    }

    #[test]
    fn texts_to_read_and_texts_to_correct_stand_in_one_order() {
        let mut survey = survey();
        let read: Vec<Texts> =
            survey.placed_texts().into_iter().map(|(_, texts)| texts.clone()).collect();
        let listed: Vec<Texts> = survey.texts().cloned().collect();
        let corrected: Vec<Texts> = survey.texts_mut().into_iter().map(|t| t.clone()).collect();
        assert!(read == listed && read == corrected);
    }

    #[test]
    fn a_correction_changes_what_differs_and_nothing_else() {
        let mut corrected = survey();
        let typed = [(0, "La voz".to_owned()), (2, "¿Qué?".to_owned()), (99, "x".to_owned())];
        assert_eq!(corrected.correct(&language("es"), &typed), 1);
        assert_eq!(corrected.title.get(&language("es")), Some("La voz"));
        assert!(corrected.has_source_of(&survey()));
        assert_eq!(corrected.correct(&language("vi"), &[(0, String::new())]), 0);
    }

    #[test]
    fn a_language_goes_from_missing_to_draft_to_reviewed_and_a_new_source_makes_it_stale() {
        let before = survey();
        let state = |survey: &Survey, tag: &str, signed, earlier| {
            survey.language_state(&language(tag), signed, earlier)
        };
        assert_eq!(state(&before, "en", None, None), LanguageState::Source);
        assert_eq!(state(&before, "vi", None, None), LanguageState::Missing(4));
        assert_eq!(state(&before, "es", None, None), LanguageState::Draft);
        assert_eq!(state(&before, "es", Some(rosa()), None), LanguageState::Reviewed(rosa()));

        let mut translated = survey();
        translated.correct(&language("es"), &[(0, "La voz".to_owned())]);
        assert_eq!(state(&translated, "es", None, Some((rosa(), &before))), LanguageState::Draft);
        let mut rewritten = survey();
        rewritten.correct(&language("en"), &[(0, "Your voice".to_owned())]);
        let since = state(&rewritten, "es", None, Some((rosa(), &before)));
        assert_eq!(since, LanguageState::Stale(rosa()));
    }
}
