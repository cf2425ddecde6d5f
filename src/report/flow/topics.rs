//! Topics with the surveys that ask about them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::i18n::{Language, Texts};
use crate::services::Services;
use crate::storage::StoreError;
use crate::survey::flow::list_overviews;
use crate::topic::Standing;
use crate::topic::store::{list_titles, read_standing};

/// Every topic there is, and what each counts as.
#[derive(Clone, Debug)]
pub struct Topics {
    /// By the name each is kept under.
    pub lines: BTreeMap<String, TopicLine>,
    /// What was merged and retired.
    pub standing: Standing,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct TopicLine {
    /// What it is called, per language.
    pub titles: Texts,
    /// The published surveys that ask about it.
    pub surveys: Vec<AsksAbout>,
}

/// A published survey that asks about a topic.
#[derive(Clone, Debug)]
pub struct AsksAbout {
    /// The survey.
    pub slug: String,
    /// What it is called.
    pub title: Texts,
    /// The language it was written in.
    pub source: Language,
    /// The languages it names the topic in.
    pub names_it_in: Vec<Language>,
}

impl TopicLine {
    /// The survey by whose texts it is named in that language: they are corrected there.
    pub fn named_by(&self, language: &Language) -> Option<&AsksAbout> {
        self.surveys.iter().find(|survey| survey.names_it_in.contains(language))
    }

    /// Its title in that language, or else as it was written.
    pub fn title_in<'a>(&'a self, language: &'a Language) -> Option<(&'a Language, &'a str)> {
        let sources = self.surveys.iter().map(|survey| &survey.source);
        let mut wanted = std::iter::once(language).chain(sources);
        let found = wanted.find_map(|wanted| Some((wanted, self.titles.get(wanted)?)));
        found.or_else(|| self.titles.0.iter().next().map(|(l, title)| (l, title.as_str())))
    }
}

/// Every topic there is.
pub async fn list_topics(services: &Services) -> Result<Topics, StoreError> {
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    services
        .store
        .read(move |connection| {
            let standing = read_standing(connection)?;
            let kept = list_titles(connection)?.into_iter();
            let line = |(slug, titles)| (slug, TopicLine { titles, surveys: Vec::new() });
            let mut lines: BTreeMap<String, TopicLine> = kept.map(line).collect();
            for overview in list_overviews(connection, &frozen, is_demo)? {
                let Some(version) = overview.published else { continue };
                for topic in &version.survey.topics {
                    let Some(line) = lines.get_mut(&topic.id) else { continue };
                    line.surveys.push(AsksAbout {
                        slug: version.survey.slug.clone(),
                        title: version.survey.title.clone(),
                        source: version.source_language().clone(),
                        names_it_in: topic.title.0.keys().cloned().collect(),
                    });
                }
            }
            Ok(Topics { lines, standing })
        })
        .await
}
