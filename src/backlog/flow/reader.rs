//! Items read with their evidence, decisions and names.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::DecideError;
use crate::backlog::Evidence;
use crate::backlog::Status;
use crate::backlog::item::{Decision, Item, PublicWords};
use crate::backlog::store::{self, DecisionRow};
use crate::i18n::{Language, Texts};
use crate::services::Services;
use crate::storage::{Database, Frozen, StoreError};
use crate::survey::Survey;
use crate::survey::flow::{Offered, OfferedLanguage, find_offered, offer};
use crate::topic::store::{list_titles, read_standing};

/// What reading items takes, ready to go into a transaction.
pub struct Reader {
    frozen: Arc<Frozen>,
    is_demo: bool,
}

impl Reader {
    /// A reader with these services.
    pub fn of(services: &Services) -> Self {
        Self { frozen: Arc::clone(&services.frozen), is_demo: services.is_demo }
    }

    /// Every item: those that wait for a decision first, the surest of them first.
    pub fn items(&self, connection: &mut Database) -> Result<Vec<Item>, StoreError> {
        let mut evidence: BTreeMap<i64, Vec<Evidence>> = BTreeMap::new();
        for (item_id, one) in store::list_evidence(connection)? {
            evidence.entry(item_id).or_default().push(one);
        }
        let mut decisions = decisions_by_item(connection)?;
        let mut offers = Offers { reader: self, read: BTreeMap::new() };
        let (titles, standing) = (list_titles(connection)?, read_standing(connection)?);
        let mut items = Vec::new();
        for row in store::list_items(connection)? {
            let evidence = evidence.remove(&row.id).unwrap_or_default();
            let (Some(topic), Some(latest)) = (row.topic, evidence.last()) else { continue };
            let offered = offers.of(connection, latest.version_id, &topic)?;
            let survey = &offered.version.survey;
            let named = name(&offered, &topic, titles.get(&topic));
            let merged = standing.end_of(&topic);
            items.push(Item {
                id: row.id,
                status: row.status,
                title: named.title,
                counts_as: titles.get(merged).filter(|_| merged != topic).cloned(),
                source_language: named.source_language,
                community_languages: survey.languages.clone(),
                public_languages: named.public_languages,
                evidence,
                decisions: decisions.remove(&row.id).unwrap_or_default(),
            });
        }
        items.sort_by(|a, b| order(a).partial_cmp(&order(b)).unwrap_or(std::cmp::Ordering::Equal));
        Ok(items)
    }

    /// One item.
    pub fn item(&self, connection: &mut Database, item_id: i64) -> Result<Item, DecideError> {
        let mut items = self.items(connection)?.into_iter();
        items.find(|item| item.id == item_id).ok_or(DecideError::NoSuchItem)
    }

    /// Whether everybody can read the latest answer.
    pub fn check_told(&self, connection: &mut Database, item_id: i64) -> Result<(), DecideError> {
        let missing = self.item(connection, item_id)?.not_told_in();
        if missing.is_empty() { Ok(()) } else { Err(DecideError::NotToldIn(missing)) }
    }
}

/// Versions of surveys in the languages they may be shown in, read once each.
struct Offers<'a> {
    reader: &'a Reader,
    /// By version: as its survey is offered now, where it is, and as it was offered itself.
    read: BTreeMap<i64, (Option<Offered>, Offered)>,
}

impl Offers<'_> {
    /// Where a topic's names are read: in what is offered now, since that is what is reviewed and
    /// corrected, or in the version that was ranked, where the survey has dropped the topic.
    fn of(
        &mut self,
        connection: &mut Database,
        version_id: i64,
        topic: &str,
    ) -> Result<Offered, StoreError> {
        let (frozen, is_demo) = (&self.reader.frozen, self.reader.is_demo);
        let (now, ranked) = match self.read.entry(version_id) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => {
                let ranked = offer(connection, frozen, is_demo, version_id)?;
                let slug = &ranked.version.survey.slug;
                let now = find_offered(connection, frozen, is_demo, slug)?;
                unread.insert((now, ranked))
            }
        };
        let has_topic = |offered: &&Offered| title(&offered.version.survey, topic).is_some();
        Ok(now.as_ref().filter(has_topic).unwrap_or(ranked).clone())
    }
}

/// What an item is called, and where that may be read.
struct Name {
    title: Texts,
    source_language: Language,
    public_languages: Vec<OfferedLanguage>,
}

/// The name in the texts of its survey, or, where no survey asks about it, the one staff gave it.
/// Nobody signed the latter: it is a draft in every language.
fn name(offered: &Offered, topic: &str, by_hand: Option<&Texts>) -> Name {
    let survey = &offered.version.survey;
    let source_language = offered.version.source_language().clone();
    let of_survey = title(survey, topic);
    let title = of_survey.or(by_hand).cloned().unwrap_or_default();
    if of_survey.is_some() {
        return Name { title, source_language, public_languages: offered.languages.clone() };
    }
    let draft = |language: &Language| OfferedLanguage {
        language: language.clone(),
        reviewed_by: None,
        is_draft: true,
    };
    Name {
        source_language: title
            .get(&source_language)
            .map(|_| &source_language)
            .or_else(|| title.0.keys().next())
            .unwrap_or(&source_language)
            .clone(),
        public_languages: title.0.keys().map(draft).collect(),
        title,
    }
}

fn title<'a>(survey: &'a Survey, topic: &str) -> Option<&'a Texts> {
    survey.topics.iter().find(|other| other.id == topic).map(|other| &other.title)
}

fn decisions_by_item(
    connection: &mut Database,
) -> Result<BTreeMap<i64, Vec<Decision>>, StoreError> {
    let mut words: BTreeMap<i64, BTreeMap<Language, PublicWords>> = BTreeMap::new();
    for reason in store::list_reasons(connection)? {
        let is_draft = reason.reviewed_by.is_none();
        let public = PublicWords { text: reason.text, is_draft };
        words.entry(reason.decision_id).or_default().insert(reason.language, public);
    }
    let mut by_item: BTreeMap<i64, Vec<Decision>> = BTreeMap::new();
    for row in store::list_decisions(connection)? {
        let words = words.remove(&row.id).unwrap_or_default();
        let DecisionRow { id, item_id, status, at, undoes } = row;
        let decision = Decision { id, status, at, words, undoes };
        by_item.entry(item_id).or_default().push(decision);
    }
    Ok(by_item)
}

fn order(item: &Item) -> (Status, f64, i64) {
    let p_top_k = item.evidence.last().map_or(0.0, |evidence| evidence.p_top_k);
    (item.status, -p_top_k, item.id)
}
