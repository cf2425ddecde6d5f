//! A survey gets a new topic while people are being asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::prelude::*;
use hearth::app::survey_check;
use hearth::i18n::Texts;
use hearth::outreach::Disposition;
use hearth::storage::StoreError;
use hearth::storage::schema::response;
use hearth::survey::flow::{bring, export, find_overview, publish};
use hearth::survey::{Choice, Kind, TopicDefinition};
use hearth::topic::store::list_titles;

use crate::panel::{Asking, askings};
use crate::phone::Phone;

const SURVEY: &str = "patient-voice";

/// Brings the survey in once more, with a topic and a choice for it, and publishes that version;
/// the versions before and after.
async fn add_topic(asking: &Asking) -> (i64, i64) {
    let services = &asking.town.services;
    let frozen = Arc::clone(&services.frozen);
    let latest =
        || asking.town.read(|c| Ok(find_overview(c, &frozen, false, SURVEY)?.unwrap().latest.id));
    let before = latest();
    let mut survey = asking.town.read(|c| Ok(export(c, &frozen, SURVEY).unwrap()));
    let named = |text: &str| {
        Texts(survey.languages.iter().map(|l| (l.clone(), format!("{text} {l}"))).collect())
    };
    let topic = TopicDefinition { id: "cool-rooms".to_owned(), title: named("Cool rooms") };
    let choice = Choice {
        id: "cool".to_owned(),
        topic: Some(topic.id.clone()),
        text: named("Cool rooms"),
        aliases: BTreeMap::new(),
    };
    survey.topics.push(topic);
    let ranked = survey.questions.iter_mut().find(|question| question.kind == Kind::Rank);
    let ranked = ranked.unwrap();
    ranked.choices.push(choice);
    // A text shows six at most.
    ranked.subset = Some(6);
    bring(services, survey_check(), &asking.ana, survey, "r".to_owned()).await.unwrap();
    let after = latest();
    publish(services, &asking.ana, SURVEY, after, "r".to_owned()).await.unwrap();
    (before, after)
}

/// The versions that are answered, in their order.
fn answered(asking: &Asking) -> Vec<i64> {
    asking.town.read(|c| {
        let versions = response::table.order(response::version_id).select(response::version_id);
        versions.load(c).map_err(StoreError::from)
    })
}

#[tokio::test]
async fn a_topic_added_meanwhile_is_asked_of_whoever_comes_after() {
    for asking in askings("topic_added_meanwhile").await {
        asking.consented("+15551230001", "en");
        asking.consented("+15551230002", "en");
        let id = asking.begins().await;
        let (before, after) = add_topic(&asking).await;
        assert_ne!(before, after);
        assert!(asking.town.read(list_titles).contains_key("cool-rooms"));

        // Who is being asked is asked as it was begun, to the end.
        assert_eq!(asking.turn().await, 2);
        let ana = Phone::new(&asking.town, 1);
        ana.hears().await;
        ana.asks("1").await;
        assert_eq!(answered(&asking), [before]);
        assert_eq!(asking.dispositions(id).await[&Disposition::Started], 1);

        // Who comes by themselves is asked the new one.
        let newcomer = Phone::new(&asking.town, 3);
        newcomer.asks("VOICE").await;
        newcomer.asks("1").await;
        assert_eq!(answered(&asking), [before, after]);
    }
}
