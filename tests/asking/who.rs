//! Who is asked, in which language, and who is not.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::i18n::Language;
use hearth::outreach::flow::{AskFault, Wish, plan};
use hearth::outreach::{CampaignState, Disposition, Obstacle, Step};
use hearth::people::store::many::forget_person;
use hearth::storage::schema::contact_point;

use crate::panel::{askings, wish, write};
use crate::phone::Phone;

#[tokio::test]
async fn only_people_who_agreed_to_texts_and_can_get_them_are_asked() {
    for asking in askings("only_consented").await {
        let town = &asking.town;
        asking.consented("+15551230001", "en");
        asking.unconsented("+15551230002", "en");
        let withdrew = asking.consented("+15551230003", "en");
        asking.says_of_texts(withdrew, "withdrawn");
        asking.consented("+15551230004", "en");
        Phone::new(town, 4).says("STOP").await;
        let unusable = asking.consented("+15551230005", "en");
        town.services
            .store
            .write_now(move |c| {
                let of = contact_point::table.filter(contact_point::participant_id.eq(unusable));
                diesel::update(of)
                    .set(
                        contact_point::unusable_since
                            .eq(hearth::clock::Clock::now(&hearth::clock::SystemClock)),
                    )
                    .execute(c)
                    .map_err(hearth::storage::StoreError::from)
            })
            .unwrap();
        asking.consented("+15551230006", "en");
        let answered = Phone::new(town, 6);
        let all = ["VOICE", "1", "2 5 1", "SKIP", "3", "1 3", "4", "SKIP", "2"];
        answered.goes_through(&all).await;
        let before = asking.texted();

        let planned = plan(&town.services, wish(asking.panel_id)).await.unwrap().unwrap();
        let expected = [
            (Obstacle::NotConsented, 2),
            (Obstacle::OptedOut, 1),
            (Obstacle::Unusable, 1),
            (Obstacle::Before, 1),
        ];
        assert_eq!(planned.audience.obstacles, BTreeMap::from(expected));
        assert_eq!(planned.estimate.people(), 1);

        let id = asking.begins().await;
        assert_eq!(asking.turn().await, 1);
        assert_eq!(asking.texted().len(), before.len() + 1);
        assert!(asking.last_text_to("+15551230001").starts_with("Riverside Health asks"));
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Sent, 1)]));
    }
}

#[tokio::test]
async fn a_withdrawal_between_confirming_and_asking_counts() {
    for asking in askings("withdrawn_meanwhile").await {
        let person = asking.consented("+15551230001", "en");
        let id = asking.begins().await;
        asking.says_of_texts(person, "withdrawn");
        assert_eq!(asking.turn().await, 0);
        assert_eq!(asking.texted(), [""; 0]);
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::NotConsented, 1)]));
    }
}

#[tokio::test]
async fn nobody_is_asked_where_nobody_can_be() {
    for asking in askings("nobody").await {
        asking.unconsented("+15551230001", "en");
        assert!(matches!(asking.confirm().await, Err(AskFault::Nobody)));
        let elsewhere = Wish { slug: "no-such".to_owned(), ..wish(asking.panel_id) };
        assert!(plan(&asking.town.services, elsewhere).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn each_is_asked_in_their_language_if_somebody_reviewed_it_and_else_in_the_source() {
    for asking in askings("their_language").await {
        asking.town.review("es").await;
        asking.consented("+15551230001", "es");
        asking.consented("+15551230002", "ht");
        asking.consented("+15551230003", "en");
        let planned = plan(&asking.town.services, wish(asking.panel_id)).await.unwrap().unwrap();
        let rows: Vec<_> = planned
            .estimate
            .languages
            .iter()
            .map(|cost| (cost.language.tag(), cost.people, cost.speak_another))
            .collect();
        assert_eq!(rows, [("en", 2, 1), ("es", 1, 0)]);
        let consent = planned.texts.iter().find(|(language, _)| language.tag() == "es").unwrap();
        assert!(consent.1.starts_with("Riverside Health pregunta"));

        let only = Wish { languages: vec![Language::new("es")], ..wish(asking.panel_id) };
        let planned = plan(&asking.town.services, only).await.unwrap().unwrap();
        assert_eq!(planned.estimate.people(), 1);

        asking.begins().await;
        assert_eq!(asking.turn().await, 3);
        assert!(asking.last_text_to("+15551230001").starts_with("Riverside Health pregunta"));
        assert!(asking.last_text_to("+15551230002").starts_with("Riverside Health asks"));
        assert!(asking.last_text_to("+15551230003").starts_with("Riverside Health asks"));
    }
}

#[tokio::test]
async fn a_language_chosen_after_confirming_is_the_one_that_is_spoken() {
    for asking in askings("language_meanwhile").await {
        asking.town.review("es").await;
        asking.consented("+15551230001", "en");
        let luz = Phone::new(&asking.town, 1);
        asking.begins().await;
        luz.says("español").await;
        luz.hears().await;
        assert_eq!(asking.turn().await, 1);
        assert!(asking.last_text_to(&luz.number).starts_with("Riverside Health pregunta"));
    }
}

#[tokio::test]
async fn who_answers_the_invitation_goes_through_to_the_thanks() {
    for asking in askings("answers_the_invitation").await {
        asking.consented("+15551230001", "en");
        let ana = Phone::new(&asking.town, 1);
        let id = asking.begins().await;
        asking.turn().await;
        assert_eq!(ana.hears().await.len(), 1);
        assert!(ana.asks("yes").await.starts_with("Thank you!\nWhat should we improve first?"));
        let started = BTreeMap::from([(Disposition::Started, 1)]);
        assert_eq!(asking.dispositions(id).await, started);
        let answers = ["2 5 1", "SKIP", "3", "1 3", "4", "SKIP", "2"];
        assert!(ana.goes_through(&answers).await.contains("Your answers are saved."));
        let completed = BTreeMap::from([(Disposition::Completed, 1)]);
        assert_eq!(asking.dispositions(id).await, completed);
        assert_eq!(asking.town.count_voices().await, 1);
        assert!(ana.permits_improvement());
    }
}

#[tokio::test]
async fn who_agreed_before_is_asked_the_first_question_and_counts_only_once_they_answer() {
    for asking in askings("agreed_before").await {
        asking.consented("+15551230001", "en");
        let ana = Phone::new(&asking.town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        // The survey rests for longer than it stays open; what was agreed to stands.
        asking.town.clock.advance(TimeDelta::days(15));
        let id = asking.begins().await;
        assert_eq!(asking.turn().await, 1);
        let first = ana.hears().await.pop().unwrap();
        assert!(first.contains("STOP ends texts.\nWhat should we improve"), "{first}");
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Sent, 1)]));
        assert_eq!(asking.town.count_voices().await, 0);
        ana.asks("2 5 1").await;
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Started, 1)]));
        assert_eq!(asking.town.count_voices().await, 1);
    }
}

#[tokio::test]
async fn who_is_in_the_middle_of_another_survey_is_asked_after_it() {
    for asking in askings("another_survey_open").await {
        let other = include_str!("../../samples/patient-voice.toml")
            .replace("slug = \"patient-voice\"", "slug = \"other\"")
            .replace("keywords.en = \"VOICE\"", "keywords.en = \"OTHER\"")
            .lines()
            .filter(|line| !line.starts_with("keywords.") || line.starts_with("keywords.en"))
            .collect::<Vec<_>>()
            .join("\n");
        let other = hearth::survey::Survey::from_toml(&other).unwrap();
        hearth::survey::flow::import(&asking.town.services, other, true).await.unwrap();
        asking.consented("+15551230001", "en");
        let ana = Phone::new(&asking.town, 1);
        ana.goes_through(&["OTHER", "1"]).await;

        let planned = plan(&asking.town.services, wish(asking.panel_id)).await.unwrap().unwrap();
        assert_eq!((planned.audience.busy, planned.estimate.people()), (1, 1));
        let id = asking.begins().await;
        assert_eq!(asking.turn().await, 0);
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Queued, 1)]));
        ana.goes_through(&["2 5 1", "SKIP", "3", "1 3", "4", "SKIP", "2"]).await;
        asking.town.clock.advance(TimeDelta::minutes(10));
        assert_eq!(asking.turn().await, 1);
        assert_eq!(asking.turn().await, 0);
        assert!(asking.step(id, Step::Pause).await.is_err(), "everybody was asked");
        let first = ana.hears().await.pop().unwrap();
        assert!(first.starts_with("Riverside Health asks"), "its own consent: {first}");
    }
}

#[tokio::test]
async fn whose_number_was_taken_away_is_not_asked_and_holds_up_no_end() {
    for asking in askings("taken_away").await {
        let ines = asking.consented("+15551230001", "en");
        asking.consented("+15551230002", "en");
        let id = asking.begins().await;
        write(&asking.town.services, move |c| Ok(forget_person(c, ines)?));
        assert_eq!(asking.turn().await, 1);
        let expected = BTreeMap::from([(Disposition::Sent, 1), (Disposition::Failed, 1)]);
        assert_eq!(asking.dispositions(id).await, expected);
        assert_eq!(asking.state(id).await, CampaignState::Finished);
    }
}
