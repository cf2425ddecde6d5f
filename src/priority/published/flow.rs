//! The rankings of a survey that were published: for staff, and the one for everybody.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::store::{list_ids_after, list_latest, read};
use super::{PublishedRanking, read_by_everybody};
use crate::i18n::Texts;
use crate::priority::voices::ranked_question;
use crate::services::Services;
use crate::staff::store::accounts::list_accounts;
use crate::storage::{Database, Recent, StoreError};
use crate::survey::flow::{Offered, find_offered, list_offered_slugs};
use crate::topic::store::list_titles;

/// As many of the latest are shown over time.
const MOST_SHOWN: i64 = 24;

/// The latest published rankings of a survey, oldest first, and who published each.
pub async fn list_published(
    services: &Services,
    survey_id: i64,
) -> Result<Vec<(PublishedRanking, Option<String>)>, StoreError> {
    let keys = Arc::clone(&services.keys);
    services
        .store
        .read(move |connection| {
            let emails: BTreeMap<i64, String> = list_accounts(connection, &keys)?
                .into_iter()
                .map(|account| (account.id, account.email))
                .collect();
            let published = list_latest(connection, survey_id, MOST_SHOWN)?;
            let with_email = |ranking: PublishedRanking| {
                let by = ranking.by.and_then(|account| emails.get(&account).cloned());
                (ranking, by)
            };
            Ok(published.into_iter().map(with_email).collect())
        })
        .await
}

/// What everybody may read of a survey's rankings.
#[derive(Clone, Debug)]
pub struct ForEverybody {
    /// The survey, in the languages it may be shown in.
    pub offered: Offered,
    /// The ranking.
    pub published: Arc<PublishedRanking>,
    /// What topics are called that the survey itself does not name.
    other_titles: BTreeMap<String, Texts>,
}

impl ForEverybody {
    /// What a topic is called.
    pub fn title(&self, topic: &str) -> Option<&Texts> {
        let topics = &self.offered.version.survey.topics;
        let own = topics.iter().find(|own| own.id == topic).map(|own| &own.title);
        own.or_else(|| self.other_titles.get(topic))
    }
}

/// The surveys of which a ranking was published, each with what everybody may read of it.
pub async fn list_for_everybody(services: &Services) -> Result<Vec<ForEverybody>, StoreError> {
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    let recent = Arc::clone(&services.recent);
    services
        .store
        .read(move |connection| {
            let mut all = Vec::new();
            for slug in list_offered_slugs(connection)? {
                let Some(offered) = find_offered(connection, &frozen, is_demo, &slug)? else {
                    continue;
                };
                if ranked_question(&offered.version.survey).is_none() {
                    continue;
                }
                let survey_id = offered.version.survey_id;
                if let Some(published) = find_for_everybody(connection, &recent, survey_id)? {
                    let other_titles = list_titles(connection)?;
                    all.push(ForEverybody { offered, published, other_titles });
                }
            }
            Ok(all)
        })
        .await
}

/// What was shown last, and the last published ranking it was chosen among.
#[derive(Default)]
struct Shown {
    seen: i64,
    people: Vec<i64>,
    ids: Vec<i64>,
    ranking: Option<Arc<PublishedRanking>>,
}

/// The ranking of a survey that everybody reads. What is published stays as it is, so each
/// is read once.
fn find_for_everybody(
    connection: &mut Database,
    recent: &Recent,
    survey_id: i64,
) -> Result<Option<Arc<PublishedRanking>>, StoreError> {
    let shown = recent.get_or_keep(survey_id, Mutex::<Shown>::default);
    let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
    for id in list_ids_after(connection, survey_id, shown.seen)? {
        let published = Arc::new(read(connection, id)?);
        shown.people.push(published.ranking.n);
        shown.ids.push(id);
        shown.seen = id;
        let chosen = read_by_everybody(&shown.people).map(|place| shown.ids[place]);
        if chosen == Some(id) {
            shown.ranking = Some(published);
        }
    }
    Ok(shown.ranking.clone())
}
