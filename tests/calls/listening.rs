//! What is heard beside an answer: a complaint, the same words over and over, and danger.

use hearth::calls::{Action, Kind};
use hearth::conversation::{State, Step};
use hearth::i18n::{Folded, Words};
use hearth::staff::Role;

use crate::phone::Phone;
use crate::{add_account, towns};

/// The sample's keyword in each language, a complaint, and what is said to it.
const COMPLAINTS: [(&str, &str, &str, &str); 6] = [
    ("en", "VOICE", "I want to file a grievance about the front desk", "get back to you"),
    ("es", "VOZ", "Quiero poner una queja de la recepción", "le va a contestar"),
    ("ht", "VWA", "Mwen vle pote plent", "ap reponn ou"),
    ("vi", "TIENGNOI", "Tôi muốn khiếu nại về quầy tiếp tân", "trả lời quý vị"),
    ("zh-Hans", "心声", "我要投诉前台", "答复您"),
    ("ar", "صوتي", "أريد تقديم شكوى", "ويرد عليك"),
];

#[test]
fn a_complaint_is_one_in_every_language_and_no_complaint_is_none() {
    let words = Words::embedded().unwrap();
    let complains = |text: &str| words.complains(&Folded::new(text));
    for (_, _, text, _) in COMPLAINTS {
        assert!(complains(text), "{text}");
    }
    for text in [
        "This is a formal complaint",
        "who do I complain to",
        "I want to report the receptionist",
        "I was discriminated against",
        "Let me talk to the manager",
        "quiero hacer un reclamo",
        "voy a denunciar a la clínica",
        "m ap plenyen pou jan yo trete m",
        "tôi muốn than phiền",
        "我要舉報",
        "لدي شكوى",
    ] {
        assert!(complains(text), "{text}");
    }
    for text in [
        "No complaints here",
        "I can't complain",
        "I don't want to complain but the wait is long",
        "no tengo quejas",
        "no me quejo",
        "M pa gen plent",
        "không có gì phàn nàn",
        "没有投诉",
        "ليس لدي أي شكوى",
        "the bus is late",
        "2",
    ] {
        assert!(!complains(text), "{text}");
    }
}

#[tokio::test]
async fn a_complaint_is_listed_at_once_and_answered_kindly_where_it_is_no_answer() {
    for (_place, town) in towns("a_complaint").await {
        for (number, (tag, keyword, text, promise)) in (1..).zip(COMPLAINTS) {
            if tag != "en" {
                town.review(tag).await;
            }
            let ana = Phone::new(&town, number);
            ana.goes_through(&[keyword, "1"]).await;
            let heard = ana.asks(text).await;
            assert!(heard.contains(promise), "{tag}: {heard}");
            assert_eq!(town.entries().last().unwrap().kind, Kind::Complaint, "{tag}");
            let next = ana.asks("2 5 1").await;
            assert!(!next.contains(promise), "{tag}: the question had stayed open: {next}");
            // To a question that asks for words it is the answer, and listed all the same.
            let after = ana.asks(text).await;
            assert!(!after.contains(promise), "{tag}: it was an answer: {after}");
            assert_eq!(town.entries().last().unwrap().times, 2, "{tag}");
        }
        assert_eq!(town.open_now(), [Kind::Complaint; 6]);
        let liaison = add_account(&town.services, "rosa", Role::Liaison);
        for (entry, action) in town.entries().iter().zip([Action::Called, Action::Done]) {
            town.acts(&liaison, entry, action).await.unwrap();
        }
        assert_eq!(town.open_now().len(), 4);
    }
}

#[tokio::test]
async fn a_complaint_from_a_number_that_wants_no_texts_is_listed_in_silence() {
    for (_place, town) in towns("a_complaint_after_stop").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "STOP"]).await;
        ana.says("I have a complaint").await;
        assert_eq!(ana.hears().await, [""; 0]);
        assert_eq!(town.open_now(), [Kind::Complaint]);
        // It belongs to nothing, and the promise is made once a day.
        let ben = Phone::new(&town, 2);
        assert!(ben.asks("I have a complaint").await.contains("get back to you"));
        ben.says("Where do I send my complaint?").await;
        assert!(!ben.hears().await.concat().contains("get back to you"));
        assert_eq!(town.entries().last().unwrap().times, 2);
    }
}

#[tokio::test]
async fn the_same_text_three_times_is_followed_by_silence_until_a_person_looks() {
    for (_place, town) in towns("a_machine").await {
        let liaison = add_account(&town.services, "rosa", Role::Liaison);
        for (number, action) in [(1, Action::GoOn), (2, Action::NoMoreTexts)] {
            let machine = Phone::new(&town, number);
            machine.goes_through(&["VOICE", "1", "We are closed.", "we are  closed"]).await;
            machine.says("We are CLOSED!").await;
            machine.says("We are closed.").await;
            machine.says("2 5 1").await;
            assert_eq!(machine.hears().await, [""; 0]);
            assert_eq!(machine.suppression().as_deref(), Some("repeating"));
            // What must be heard is heard all the same.
            assert!(machine.asks("HELP").await.contains("Reply STOP to end texts"));
            assert!(machine.asks("I want to die").await.contains("988"));
            let entry = town.open_entry(Kind::Repeating);
            town.acts(&liaison, &entry, action).await.unwrap();
            machine.says("hello").await;
            let heard = machine.hears().await.concat();
            assert_eq!(heard.contains("What should we improve"), action == Action::GoOn, "{heard}");
            assert_eq!(machine.withdrawals().len(), usize::from(action == Action::NoMoreTexts));
        }
    }
}

#[tokio::test]
async fn somebody_held_as_a_machine_may_stop_and_start() {
    for (_place, town) in towns("a_machine_that_stops").await {
        for (number, word, said) in
            [(1, "STOP", "no more texts"), (2, "START", "texts from us again")]
        {
            let ana = Phone::new(&town, number);
            ana.goes_through(&["VOICE", "1", "huh", "huh"]).await;
            ana.says("huh").await;
            assert!(ana.asks(word).await.contains(said), "{word}");
            assert_eq!(town.open_now(), [], "{word} settles it");
        }
        // A plain wish for no more texts outweighs that it may have been a machine.
        let ben = Phone::new(&town, 3);
        ben.goes_through(&["VOICE", "1", "huh", "huh"]).await;
        ben.says("huh").await;
        ben.says("please stop texting me").await;
        assert_eq!(ben.suppression().as_deref(), Some("stop_suspected"));
        assert_eq!(town.open_now(), [Kind::HeldOptOut, Kind::Repeating]);
    }
}

#[tokio::test]
async fn who_is_never_understood_is_promised_a_person_and_not_left_in_silence() {
    for (_place, town) in towns("never_understood").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "ay", "bee", "see", "dee"]).await;
        assert!(town.open_now().is_empty());
        assert!(ana.asks("ee").await.contains("get back to you"));
        assert_eq!(town.open_now(), [Kind::NeedsHelp]);
        ana.says("eff").await;
        assert_eq!(ana.hears().await, [""; 0], "a machine may be answering a machine");
        assert_eq!(town.open_entry(Kind::NeedsHelp).times, 1);
        assert!(ana.asks("2 5 1").await.contains("Why does this matter"), "it is still open");
    }
}

#[tokio::test]
async fn the_second_misunderstanding_is_answered_with_an_example_in_every_language() {
    let answers = ["2 5 1", "SKIP", "3", "1 3", "4", "2", "1"];
    // The ranking, the choices and the date show one each time; words are nobody's to suggest.
    let examples: [Option<&str>; 8] = [
        Some("2 5 1"),
        None,
        Some("2"),
        Some("1 3"),
        Some("3"),
        Some("3"),
        Some("1"),
        Some("2026"),
    ];
    for (_place, town) in towns("an_example").await {
        for (number, (tag, keyword, _, _)) in (1..).zip(COMPLAINTS) {
            if tag != "en" {
                town.review(tag).await;
            }
            let ana = Phone::new(&town, number);
            ana.goes_through(&[keyword, "1"]).await;
            for (place, example) in examples.into_iter().enumerate() {
                if let Some(example) = example {
                    let first = ana.asks("xyzzy").await;
                    let second = ana.asks("plugh").await;
                    // That it may be left out stands below.
                    let mut last = second.lines().rev().take(2);
                    assert!(last.any(|line| line.contains(example)), "{tag} {place}: {second}");
                    let grows = [2, 4, 5].contains(&place);
                    assert_eq!(second.len() > first.len(), grows, "{tag} {place}: {second}");
                }
                if let Some(answer) = answers.get(place) {
                    ana.asks(answer).await;
                }
            }
        }
    }
}

#[tokio::test]
async fn danger_is_answered_and_listed_in_every_language_and_the_question_waits() {
    let words = [
        ("VOICE", "I want to die"),
        ("VOZ", "quiero morir"),
        ("VWA", "mwen vle mouri"),
        ("TIENGNOI", "tôi muốn chết"),
        ("心声", "我想死"),
        ("صوتي", "أريد أن أموت"),
    ];
    for (_place, town) in towns("danger_in_every_language").await {
        for (number, ((tag, ..), (keyword, danger))) in (1..).zip(COMPLAINTS.into_iter().zip(words))
        {
            if tag != "en" {
                town.review(tag).await;
            }
            let ana = Phone::new(&town, number);
            ana.goes_through(&[keyword, "1"]).await;
            let heard = ana.asks(danger).await;
            assert!(heard.contains("911") && heard.contains("988"), "{tag}: {heard}");
            assert_eq!(heard.lines().count(), 1, "{tag}: the question is not repeated: {heard}");
            assert_eq!(town.entries().last().unwrap().kind, Kind::Crisis, "{tag}");
            assert!(ana.asks("2 5 1").await.lines().count() > 1, "{tag}: the question had waited");
        }
        let silenced: [&[&str]; 2] = [&["VOICE", "STOP"], &["VOICE"]];
        for (number, before) in (11..).zip(silenced) {
            let ben = Phone::new(&town, number);
            ben.goes_through(before).await;
            ben.says("please leave me alone").await;
            ben.says("I want to die").await;
            assert_eq!(ben.hears().await, [""; 0], "{before:?}");
            assert_eq!(town.entries().last().unwrap().kind, Kind::Crisis, "{before:?}");
        }
    }
}

#[test]
fn a_state_that_was_kept_before_is_read_as_it_was() {
    let kept = r#"{"language":"en","step":{"at":"question","question":"q1"},"misunderstood":2,"helped_on":null}"#;
    let state: State = serde_json::from_str(kept).unwrap();
    assert_eq!((state.step.clone(), state.misunderstood), (Step::Question("q1".into()), 2));
    assert_eq!(serde_json::to_string(&state).unwrap(), kept);
}
