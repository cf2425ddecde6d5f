//! A frozen version, and what of it is offered in which language.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::consent::Purpose;
use crate::consent::flow::NoticeShown;
use crate::i18n::Language;
use crate::survey::Survey;

/// A frozen version of a survey with the notice it asks consent with.
#[derive(Debug)]
pub struct Version {
    /// Row of the version.
    pub id: i64,
    /// Row of the survey.
    pub survey_id: i64,
    /// 1, 2, 3 … within the survey.
    pub number: i64,
    /// What is asked.
    pub survey: Survey,
    /// Programme: the notice's slug.
    pub programme: String,
    /// Purposes one yes grants.
    pub purposes: Vec<Purpose>,
    pub(super) notice_version_id: i64,
    pub(super) notice: BTreeMap<Language, NoticeText>,
}

#[derive(Debug)]
pub(super) struct NoticeText {
    pub text: String,
    pub sha256: String,
}

impl Version {
    /// The consent text in a language.
    pub fn notice_text(&self, language: &Language) -> Option<&str> {
        self.notice.get(language).map(|notice| notice.text.as_str())
    }

    /// The language the others are translated from.
    pub fn source_language(&self) -> &Language {
        self.survey.source_language().expect("a survey without languages is never imported")
    }
}

/// One language a survey can be answered in.
#[derive(Clone, Debug)]
pub struct OfferedLanguage {
    /// The language.
    pub language: Language,
    /// Who reviewed it. The source language needs no review.
    pub reviewed_by: Option<String>,
    /// Whether nobody reviewed it: shown in the demo only, and marked.
    pub is_draft: bool,
}

/// A published survey in the languages it may be shown in.
#[derive(Clone, Debug)]
pub struct Offered {
    /// What is offered.
    pub version: Arc<Version>,
    /// The source language first, then those that were reviewed.
    pub languages: Vec<OfferedLanguage>,
}

impl Offered {
    /// That language, if it is offered.
    pub fn language(&self, language: &Language) -> Option<&OfferedLanguage> {
        self.languages.iter().find(|offered| offered.language == *language)
    }

    /// That language if it is offered, else the source language.
    pub fn language_or_source(&self, language: &Language) -> &OfferedLanguage {
        self.language(language).unwrap_or(&self.languages[0])
    }

    /// What somebody sees who is asked in that language.
    pub fn notice_shown(&self, language: &Language) -> Option<NoticeShown> {
        let notice = self.version.notice.get(language)?;
        Some(NoticeShown {
            version_id: self.version.notice_version_id,
            sha256: notice.sha256.clone(),
            language: language.clone(),
            reviewed_by: self.language(language).and_then(|offered| offered.reviewed_by.clone()),
        })
    }
}
