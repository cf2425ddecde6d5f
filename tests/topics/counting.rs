//! What the backlog does about topics that count as one.

use std::collections::BTreeMap;

use hearth::backlog::flow::{feed, list_items};
use hearth::crypto::random_token;
use hearth::i18n::Texts;
use hearth::priority::flow::{Reactions, publish};
use hearth::response::flow::{find_survey, save_answer, start_anonymous};
use hearth::services::Services;
use hearth::staff::{Role, SignedIn};
use hearth::survey::Value;
use hearth::topic::flow::{add, merge, retire, unmerge};

use crate::support::{services, stores};
use crate::{account, language, offer_survey};

async fn people_say(services: &Services, people: usize, chosen: &[&str]) {
    let offered = find_survey(services, "voice").await.unwrap().unwrap();
    for _ in 0..people {
        let token = random_token();
        start_anonymous(services, &offered, &language("en"), &token).await.unwrap();
        let value = Value::Choices(chosen.iter().map(ToString::to_string).collect());
        save_answer(services, &token, "first", Some(value)).await.unwrap();
    }
}

async fn publish_now(services: &Services, by: &SignedIn) {
    let reactions = Reactions { published: vec![feed] };
    publish(services, &reactions, by, "voice", "r".to_owned()).await.unwrap();
}

/// Each item by its English name: how much evidence it has, and what it counts as.
async fn items(services: &Services) -> BTreeMap<String, (usize, Option<String>)> {
    let english = |title: &Texts| title.get(&language("en")).unwrap_or_default().to_owned();
    let items = list_items(services).await.unwrap();
    let of = items.iter().map(|item| {
        let counts_as = item.counts_as.as_ref().map(english);
        (english(&item.title), (item.evidence.len(), counts_as))
    });
    of.collect()
}

#[tokio::test]
async fn evidence_goes_to_the_item_of_the_topic_that_stands_and_none_is_doubled() {
    for (_place, store) in stores("evidence_follows") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let lea = account(&services, Role::Leadership);
        people_say(&services, 20, &["a", "b"]).await;
        publish_now(&services, &lea).await;
        let before = items(&services).await;
        assert_eq!(before["Rides"], (1, None));
        assert_eq!(before["Vans <b>"], (1, None));

        merge(&services, &lea, "vans", "rides", "r".to_owned()).await.unwrap();
        people_say(&services, 20, &["b", "a"]).await;
        publish_now(&services, &lea).await;
        let merged = items(&services).await;
        assert_eq!(merged["Rides"], (2, None));
        assert_eq!(merged["Vans <b>"], (1, Some("Rides".to_owned())), "it keeps its history");

        unmerge(&services, &lea, "vans", "r".to_owned()).await.unwrap();
        people_say(&services, 20, &["b", "a"]).await;
        publish_now(&services, &lea).await;
        let apart = items(&services).await;
        assert_eq!((&apart["Rides"], &apart["Vans <b>"]), (&(3, None), &(2, None)));

        retire(&services, &lea, "vans", true, "r".to_owned()).await.unwrap();
        people_say(&services, 20, &["b", "a"]).await;
        publish_now(&services, &lea).await;
        let retired = items(&services).await;
        assert_eq!((retired["Rides"].0, retired["Vans <b>"].0), (4, 2));
    }
}

#[tokio::test]
async fn an_item_whose_topic_no_survey_asks_about_is_called_as_staff_named_it() {
    for (_place, store) in stores("named_by_staff") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let lea = account(&services, Role::Leadership);
        let titles = [(language("en"), "Getting here".to_owned())];
        let slug = add(&services, &lea, &titles, "r".to_owned()).await.unwrap();
        for topic in ["vans", "rides"] {
            merge(&services, &lea, topic, &slug, "r".to_owned()).await.unwrap();
        }
        people_say(&services, 20, &["a", "c"]).await;
        publish_now(&services, &lea).await;
        let found = list_items(&services).await.unwrap();
        let item = found.iter().find(|item| item.title_in(&language("es")).1 == "Getting here");
        let item = item.expect("the merged topic has an item");
        assert!(item.public_languages.iter().all(|offered| offered.is_draft), "nobody signed it");
        assert_eq!(item.evidence.len(), 1);
        assert!(!items(&services).await.contains_key("Vans <b>"));
    }
}
