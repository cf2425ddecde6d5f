//! Who is not understood three times is offered a call, and whoever asks for one gets the promise.

use hearth::calls::Kind;
use hearth::outbox::sms::segments::segments;
use hearth::survey::Survey;

use crate::phone::Phone;
use crate::towns;

/// The sample's keyword and the word for a call in each language, as the offer prints it.
const CALLS: [(&str, &str, &str); 6] = [
    ("en", "VOICE", "CALL"),
    ("es", "VOZ", "LLAMAR"),
    ("ht", "VWA", "RELE"),
    ("vi", "TIENGNOI", "GOI"),
    ("zh-Hans", "心声", "回电"),
    ("ar", "صوتي", "اتصال"),
];

#[tokio::test]
async fn the_third_misunderstanding_offers_a_call_in_every_language_within_six_segments() {
    for (_place, town) in towns("the_third_misunderstanding").await {
        for (number, (tag, keyword, word)) in (1..).zip(CALLS) {
            if tag != "en" {
                town.review(tag).await;
            }
            let ana = Phone::new(&town, number);
            ana.goes_through(&[keyword, "1"]).await;
            for (times, number) in [(1, "97"), (2, "98"), (3, "99")] {
                let heard = ana.asks(number).await;
                assert_eq!(heard.contains(word), times == 3, "{tag} {times}: {heard}");
                let cost = segments(&heard).segments;
                assert!(cost <= 6, "{tag}: {cost} segments: {heard}");
            }
            let promise = ana.asks(word).await;
            assert!(promise.contains("Our health center"), "{tag}: {promise}");
            assert!(segments(&promise).segments <= 3, "{tag}: {promise}");
            assert_eq!(town.open_entry(Kind::CallBack).contact_point_id, ana.ids().0);
            // The question stands as it was, and the list is not made longer by asking again.
            ana.asks(word).await;
            assert_eq!(town.open_entry(Kind::CallBack).times, 2);
            let next = ana.asks("2 5 1").await;
            assert!(!next.contains(word), "{tag}: the answer was taken: {next}");
            let liaison = crate::add_account(&town.services, tag, hearth::staff::Role::Liaison);
            let entry = town.open_entry(Kind::CallBack);
            town.acts(&liaison, &entry, hearth::calls::Action::Called).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_call_may_be_asked_for_at_any_time_and_after_a_stop_in_silence() {
    for (_place, town) in towns("a_call_at_any_time").await {
        let stages: [&[&str]; 4] = [&[], &["VOICE"], &["VOICE", "1"], &["VOICE", "1", "2 5 1"]];
        for (number, before) in (1..).zip(stages) {
            let ana = Phone::new(&town, number);
            ana.goes_through(before).await;
            assert!(ana.asks("Call me!").await.contains("will call you"), "{before:?}");
            assert!(ana.suppression().is_none());
        }
        assert_eq!(town.open_now(), [Kind::CallBack; 4]);
        let ben = Phone::new(&town, 9);
        ben.goes_through(&["VOICE", "STOP"]).await;
        ben.says("call me").await;
        assert_eq!(ben.hears().await, [""; 0]);
        assert_eq!(town.open_now().len(), 5);
        assert_eq!(ben.suppression().as_deref(), Some("sms_keyword"));
    }
}

/// A survey one of whose choices is called as the word for a call.
const SURVEY: &str = r#"
slug = "reach"
languages = ["en"]
title = { en = "How to reach you" }
keywords = { en = "REACH" }
notice = { slug = "reach", purposes = ["answer"], text = { en = "OK to ask?" } }
question = [
  { id = "how", kind = "single", text = { en = "How may we reach you?" }, choice = [
    { id = "call", text = { en = "Call" } },
    { id = "text", text = { en = "Text" } },
  ] },
]
"#;

#[tokio::test]
async fn a_choice_that_is_called_so_is_the_answer_and_a_keyword_may_not_be() {
    for (_place, town) in towns("a_choice_called_call").await {
        let survey = Survey::from_toml(SURVEY).unwrap();
        hearth::survey::flow::import(&town.services, survey, true).await.unwrap();
        let ana = Phone::new(&town, 1);
        assert!(ana.goes_through(&["REACH", "1", "call"]).await.contains("Your answers are saved"));
        assert_eq!(town.entries().len(), 0);
    }
    let renamed = Survey::from_toml(&SURVEY.replace("REACH", "CALL")).unwrap();
    let (i18n, words) =
        (hearth::i18n::I18n::embedded().unwrap(), hearth::i18n::Words::embedded().unwrap());
    let findings = hearth::conversation::check_as_spoken(&i18n, &words, &renamed);
    assert!(findings.iter().any(|finding| finding.what.to_string().contains("asks for a call")));
}
