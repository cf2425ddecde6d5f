//! An answer counts only while its question is asked.

use hearth::crypto::random_token;
use hearth::i18n::Language;
use hearth::response::flow::{find_passage, find_survey, save_answer, start_anonymous};
use hearth::survey::{Survey, Value};

use crate::phone::{Phone, Town};
use crate::towns;

/// Ranks only for those who come to the clinic.
const SURVEY: &str = r#"
slug = "clinic"
languages = ["en"]
title = { en = "Clinic" }
keywords = { en = "CLINIC" }
notice = { slug = "clinic", purposes = ["answer", "improve"], text = { en = "OK to ask?" } }
question = [
  { id = "comes", kind = "yes_no", text = { en = "Do you come to us?" } },
  { id = "first", kind = "rank", show_if = "comes == true", text = { en = "What first?" }, choice = [
    { id = "rides", text = { en = "Rides" } },
    { id = "hours", text = { en = "Hours" } },
  ] },
  { id = "why", kind = "text", optional = true, show_if = "first.first == 'rides'", text = { en = "Why?" } },
  { id = "more", kind = "text", optional = true, text = { en = "Anything else?" } },
]
"#;

async fn offer_clinic(town: &Town) {
    let survey = Survey::from_toml(SURVEY).unwrap();
    hearth::survey::flow::import(&town.services, survey, true).await.unwrap();
}

/// How many rankings count.
async fn count_rankings(town: &Town) -> usize {
    town.voices("clinic", "first").await.len()
}

#[tokio::test]
async fn a_ranking_hidden_by_a_later_answer_counts_no_more_by_text() {
    for (_place, town) in towns("a_hidden_ranking_by_text").await {
        offer_clinic(&town).await;
        let ana = Phone::new(&town, 1);
        assert!(ana.goes_through(&["CLINIC", "1", "1", "1 2"]).await.contains("Why?"));
        assert!(ana.asks("The bus.").await.contains("Anything else?"));
        assert_eq!(count_rankings(&town).await, 1);
        assert!(ana.goes_through(&["BACK", "BACK", "BACK"]).await.contains("Do you come"));
        assert!(ana.asks("2").await.contains("Anything else?"));
        assert_eq!(count_rankings(&town).await, 0);
        // Another change of mind asks the question anew.
        assert!(ana.goes_through(&["BACK", "1"]).await.contains("What first?"));
        assert_eq!(count_rankings(&town).await, 0);
        assert!(ana.asks("2").await.contains("Anything else?"));
        assert_eq!(count_rankings(&town).await, 1);
    }
}

#[tokio::test]
async fn a_ranking_hidden_by_a_later_answer_counts_no_more_on_the_web() {
    for (_place, town) in towns("a_hidden_ranking_on_the_web").await {
        offer_clinic(&town).await;
        let services = &town.services;
        let offered = find_survey(services, "clinic").await.unwrap().unwrap();
        let token = random_token();
        start_anonymous(services, &offered, &Language::new("en"), &token).await.unwrap();
        let ranking = Value::Choices(vec!["rides".to_owned(), "hours".to_owned()]);
        for (question, value) in [
            ("comes", Value::YesNo(true)),
            ("first", ranking),
            ("why", Value::Text("The bus.".to_owned())),
        ] {
            save_answer(services, &token, question, Some(value)).await.unwrap();
        }
        assert_eq!(count_rankings(&town).await, 1);
        let no = Some(Value::YesNo(false));
        let passage = save_answer(services, &token, "comes", no).await.unwrap();
        assert_eq!(count_rankings(&town).await, 0);
        let kept = find_passage(services, &token).await.unwrap().given;
        assert_eq!(kept, passage.given);
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["comes"]);
    }
}
