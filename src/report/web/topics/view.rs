//! The page of topics, made of what is kept.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::Named;
use crate::i18n::{I18n, Language};
use crate::report::flow::topics::{TopicLine, Topics};
use crate::services::Services;
use crate::staff::web::{Bar, Empty};
use crate::staff::{SignedIn, Task};
use crate::topic::LONGEST_TITLE;

/// What was typed and could not be taken: of which topic, or of a new one; by language.
pub(super) struct Typed {
    pub slug: Option<String>,
    pub titles: BTreeMap<Language, String>,
}

#[derive(Serialize)]
pub(super) struct Page {
    bar: Bar,
    empty: Option<Empty>,
    topics: Vec<TopicView>,
    retired: Vec<TopicView>,
    /// Where a new topic is typed, one field a language.
    new: Vec<NameView>,
    is_new_open: bool,
    may_keep: bool,
    may_code: bool,
    longest: usize,
}

#[derive(Serialize)]
struct TopicView {
    slug: String,
    title: Named,
    surveys: Vec<SurveyView>,
    /// What else counts as this.
    also: Vec<AlsoView>,
    names: Vec<NameView>,
    /// Whether a name can be corrected here.
    has_fields: bool,
    /// The topics it may be merged into.
    others: Vec<OtherView>,
    is_open: bool,
}

#[derive(Serialize)]
struct SurveyView {
    slug: String,
    title: Named,
}

/// A topic that counts as another.
#[derive(Serialize)]
struct AlsoView {
    slug: String,
    title: Named,
    into_slug: String,
    /// The one between, where it does not count so directly.
    by_way_of: Option<Named>,
    surveys: Vec<SurveyView>,
}

#[derive(Serialize)]
struct OtherView {
    slug: String,
    title: Named,
}

/// What a topic is called in a language.
#[derive(Serialize)]
struct NameView {
    /// The id of its field.
    field: String,
    language: Named,
    /// What is kept.
    was: String,
    /// What stands in its field.
    text: String,
    /// The survey in whose texts it is corrected.
    survey: Option<String>,
    /// Where it is corrected, for those who work on texts.
    correct_at: Option<String>,
}

impl Page {
    pub fn new(
        services: &Services,
        signed_in: &SignedIn,
        bar: Bar,
        topics: &Topics,
        typed: Option<&Typed>,
    ) -> Self {
        let maker = Maker { i18n: &services.i18n, signed_in, topics, typed };
        let own = topics.lines.keys().filter(|slug| topics.standing.merged_into(slug).is_none());
        let (retired, standing): (Vec<&String>, Vec<&String>) =
            own.partition(|slug| topics.standing.is_retired(slug));
        let may_run = signed_in.role.may(Task::RunSurveys);
        let empty = || {
            Empty::new("topics-empty").leading_to(may_run, "/staff/surveys", "topics-to-surveys")
        };
        let new = typed.filter(|typed| typed.slug.is_none());
        Self {
            bar,
            empty: topics.lines.is_empty().then(empty),
            topics: maker.views(&standing),
            retired: maker.views(&retired),
            new: maker.names_of_new(),
            is_new_open: new.is_some(),
            may_keep: signed_in.role.may(Task::KeepTopics),
            may_code: signed_in.role.may(Task::CodeWords),
            longest: LONGEST_TITLE,
        }
    }
}

/// A topic's title in that language, or as it was written, marked as what it is.
pub(super) fn named(slug: &str, line: &TopicLine, language: &Language) -> Named {
    match line.title_in(language) {
        Some((language, title)) => Named::new(language, title),
        None => Named::new(&Language::new("zxx"), slug),
    }
}

struct Maker<'a> {
    i18n: &'a I18n,
    signed_in: &'a SignedIn,
    topics: &'a Topics,
    typed: Option<&'a Typed>,
}

impl Maker<'_> {
    fn views(&self, slugs: &[&String]) -> Vec<TopicView> {
        let mut views: Vec<TopicView> = slugs.iter().map(|slug| self.view(slug)).collect();
        views.sort_by_cached_key(|view| (view.title.text.to_lowercase(), view.slug.clone()));
        views
    }

    fn title(&self, slug: &str) -> Named {
        match self.topics.lines.get(slug) {
            Some(line) => named(slug, line, &self.signed_in.language),
            None => Named::new(&Language::new("zxx"), slug),
        }
    }

    fn view(&self, slug: &str) -> TopicView {
        let line = &self.topics.lines[slug];
        let typed = self.typed.filter(|typed| typed.slug.as_deref() == Some(slug));
        let names = self.names(slug, line, typed);
        let may_keep = self.signed_in.role.may(Task::KeepTopics);
        TopicView {
            slug: slug.to_owned(),
            title: self.title(slug),
            surveys: surveys(line),
            also: self.also(slug),
            has_fields: may_keep && names.iter().any(|name| name.survey.is_none()),
            names,
            others: self.others(slug),
            is_open: typed.is_some(),
        }
    }

    fn also(&self, slug: &str) -> Vec<AlsoView> {
        let standing = &self.topics.standing;
        let counts_here = |other: &&String| *other != slug && standing.end_of(other) == slug;
        let view = |other: &String| {
            let into = standing.merged_into(other).unwrap_or_default();
            AlsoView {
                slug: other.clone(),
                title: self.title(other),
                into_slug: into.to_owned(),
                by_way_of: (into != slug).then(|| self.title(into)),
                surveys: surveys(&self.topics.lines[other]),
            }
        };
        self.topics.lines.keys().filter(counts_here).map(view).collect()
    }

    fn others(&self, slug: &str) -> Vec<OtherView> {
        let stands = |other: &&String| *other != slug && self.topics.standing.stands(other);
        let view = |other: &String| OtherView { slug: other.clone(), title: self.title(other) };
        let mut others: Vec<_> = self.topics.lines.keys().filter(stands).map(view).collect();
        others.sort_by_cached_key(|other| other.title.text.to_lowercase());
        others
    }

    /// The page's language first, then the others.
    fn languages(&self) -> Vec<&Language> {
        let own = &self.signed_in.language;
        let mut all: Vec<&Language> = self.i18n.languages().collect();
        all.sort_by_key(|language| *language != own);
        all
    }

    fn names(&self, slug: &str, line: &TopicLine, typed: Option<&Typed>) -> Vec<NameView> {
        let mut languages = self.languages();
        let of_ours = languages.clone();
        languages.extend(line.titles.0.keys().filter(|language| !of_ours.contains(language)));
        let works_on_texts = self.signed_in.role.may(Task::ReviewTexts);
        let view = |language: &Language| {
            let kept = line.titles.get(language).unwrap_or_default();
            let typed = typed.and_then(|typed| typed.titles.get(language));
            let survey = line.named_by(language).map(|survey| survey.slug.clone());
            let review = |slug: &String| format!("/staff/surveys/{slug}/review/{language}");
            NameView {
                field: format!("title-{slug}-{language}"),
                language: Named::own(self.i18n, language),
                was: kept.to_owned(),
                text: typed.cloned().unwrap_or_else(|| kept.to_owned()),
                correct_at: survey.as_ref().filter(|_| works_on_texts).map(review),
                survey,
            }
        };
        languages.into_iter().map(view).collect()
    }

    fn names_of_new(&self) -> Vec<NameView> {
        let typed = self.typed.filter(|typed| typed.slug.is_none());
        let view = |language: &Language| NameView {
            field: format!("new-{language}"),
            language: Named::own(self.i18n, language),
            was: String::new(),
            text: typed.and_then(|typed| typed.titles.get(language)).cloned().unwrap_or_default(),
            survey: None,
            correct_at: None,
        };
        self.languages().into_iter().map(view).collect()
    }
}

fn surveys(line: &TopicLine) -> Vec<SurveyView> {
    let view = |survey: &crate::report::flow::topics::AsksAbout| SurveyView {
        slug: survey.slug.clone(),
        title: Named::source(&survey.source, &survey.title),
    };
    line.surveys.iter().map(view).collect()
}
