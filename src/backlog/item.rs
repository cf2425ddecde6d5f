//! An item with its evidence and decisions, and in which languages it can be read.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::{Evidence, Status};
use crate::i18n::{Language, Texts};
use crate::survey::flow::OfferedLanguage;

/// An item with all that is known of it.
#[derive(Clone, Debug)]
pub struct Item {
    /// The item.
    pub id: i64,
    /// Where it stands.
    pub status: Status,
    /// What it is called, in every language its survey is written in.
    pub title: Texts,
    /// What its topic counts as now, where that was merged into another: how that one is called.
    pub counts_as: Option<Texts>,
    /// The language the title was written in.
    pub source_language: Language,
    /// The languages of the community: those of its survey.
    pub community_languages: Vec<Language>,
    /// The languages of the survey that may be shown in public.
    pub public_languages: Vec<OfferedLanguage>,
    /// What published rankings say of it, the latest last.
    pub evidence: Vec<Evidence>,
    /// What was decided, the latest last.
    pub decisions: Vec<Decision>,
}

/// A decision with its words.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The decision.
    pub id: i64,
    /// What the item became.
    pub status: Status,
    /// When, UTC.
    pub at: NaiveDateTime,
    /// Its words for the community, by language.
    pub words: BTreeMap<Language, PublicWords>,
    /// The decision it takes back, if it takes one back.
    pub undoes: Option<i64>,
}

/// Words for the community in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicWords {
    /// What they say.
    pub text: String,
    /// Whether nobody stands for them yet: never shown in public outside the demo.
    pub is_draft: bool,
}

impl Item {
    /// The latest decision with words for the community that was not taken back.
    pub fn answer(&self) -> Option<&Decision> {
        self.decisions
            .iter()
            .rev()
            .find(|decision| !decision.words.is_empty() && !self.is_undone(decision))
    }

    /// Whether a decision was taken back.
    pub fn is_undone(&self, decision: &Decision) -> bool {
        self.decisions.iter().any(|later| later.undoes == Some(decision.id))
    }

    /// Whether that decision can be taken back: nothing was decided since, and nobody was told.
    pub fn can_undo(&self, decision_id: i64) -> bool {
        self.status != Status::Told
            && self
                .decisions
                .last()
                .is_some_and(|latest| latest.id == decision_id && latest.undoes.is_none())
    }

    /// The title in that language if it was reviewed in it, else as it was written.
    pub fn title_in<'a>(&'a self, language: &'a Language) -> (&'a Language, &'a str) {
        let is_public = self.public_languages.iter().any(|one| one.language == *language);
        match self.title.get(language).filter(|_| is_public) {
            Some(title) => (language, title),
            None => {
                (&self.source_language, self.title.get(&self.source_language).unwrap_or_default())
            }
        }
    }

    /// Title and words as the community may read them in a language, and whether one is a draft.
    pub fn readable_in(
        &self,
        answer: &Decision,
        language: &Language,
    ) -> Option<(&str, PublicWords)> {
        let offered = self.public_languages.iter().find(|offered| offered.language == *language)?;
        let title = self.title.get(language)?;
        let mut words = answer.words.get(language)?.clone();
        words.is_draft |= offered.is_draft;
        Some((title, words))
    }

    /// The languages of the community in which the answer cannot be read yet.
    pub fn not_told_in(&self) -> Vec<Language> {
        let Some(answer) = self.answer() else { return self.community_languages.clone() };
        let can_read = |language: &Language| {
            self.readable_in(answer, language).is_some_and(|(_, words)| !words.is_draft)
        };
        self.community_languages.iter().filter(|language| !can_read(language)).cloned().collect()
    }
}
