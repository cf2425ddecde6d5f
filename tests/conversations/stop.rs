//! STOP in every language and at every stage, what looks like it, and START.

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::storage::schema::inbound_message;

use crate::phone::Phone;
use crate::{NO_MORE_TEXTS, towns, words};

/// What a phone has said before it says stop.
const STAGES: [(&str, &[&str]); 4] = [
    ("idle", &[]),
    ("consent", &["VOICE"]),
    ("question", &["VOICE", "1", "2 5 1"]),
    ("finished", &["VOICE", "1", "2 5 1", "SKIP", "3", "1 3", "4", "SKIP", "2"]),
];

#[tokio::test]
async fn a_reviewed_stop_word_of_any_language_ends_texts_and_nothing_else_at_every_stage() {
    for (_place, town) in towns("stop_at_every_stage").await {
        let mut number = 0;
        let mut counted = 0;
        for stop in ["STOP", "Alto", "no más", "kanpe", "ARRÊT", "sair", "Stop.", "STOP\0"] {
            for (stage, before) in STAGES {
                number += 1;
                let ana = Phone::new(&town, number);
                ana.goes_through(before).await;
                let kept = if before.is_empty() { vec![] } else { ana.responses() };
                let confirmation = ana.asks(stop).await;
                assert!(confirmation.contains(NO_MORE_TEXTS), "{stop} {stage}: {confirmation}");

                let text = ("text".to_owned(), "sms_keyword".to_owned(), "all".to_owned());
                assert_eq!(ana.withdrawals(), [text], "{stop} {stage}");
                assert_eq!(ana.suppression().as_deref(), Some("sms_keyword"));
                let has_answered = matches!(stage, "question" | "finished");
                assert_eq!(ana.permits_improvement(), has_answered, "{stop} {stage}");
                assert_eq!(ana.answers().contains_key("priorities"), has_answered);
                assert_eq!(ana.responses().len(), kept.len());
                counted += usize::from(has_answered);
            }
        }
        assert_eq!(town.count_voices().await, counted);
    }
}

#[tokio::test]
async fn after_a_stop_nothing_but_start_is_answered() {
    for (_place, town) in towns("silence_after_stop").await {
        for (number, (stage, before)) in (1..).zip(STAGES) {
            let ana = Phone::new(&town, number);
            ana.goes_through(before).await;
            ana.asks("STOP").await;
            let kept = ana.answers();
            for said in ["VOICE", "1", "HELP", "hello?", "español", "YES", "STOP", "SKIP", "911"] {
                ana.says(said).await;
                assert_eq!(ana.hears().await, [""; 0], "{stage}: {said}");
            }
            town.clock.advance(TimeDelta::days(2));
            ana.says("hello?").await;
            assert_eq!(ana.hears().await, [""; 0], "{stage}");
            assert_eq!(ana.answers(), kept);
            assert_eq!(ana.suppression().as_deref(), Some("sms_keyword"), "{stage}");
            assert!(ana.asks("START").await.contains("You can get texts from us again."));
            assert_eq!(ana.suppression(), None);
        }
    }
}

#[tokio::test]
async fn a_cry_for_help_after_a_stop_is_on_record_though_nothing_may_be_sent() {
    for (_place, town) in towns("a_cry_after_a_stop").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "STOP"]).await;
        ana.says("I want to die").await;
        assert_eq!(ana.hears().await, [""; 0]);
        ana.says("The bus.").await;
        let readings: Vec<String> = town.read(|connection| {
            let all = inbound_message::table.order(inbound_message::id);
            Ok(all.select(inbound_message::reading).load(connection)?)
        });
        assert_eq!(readings[3..], ["crisis", "not_wanted"]);
        assert!(ana.asks("START").await.contains("You can get texts from us again."));
    }
}

#[tokio::test]
async fn a_stop_the_carrier_has_confirmed_is_not_confirmed_twice() {
    for (_place, town) in towns("one_confirmation").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        ana.stops_with_the_carrier("STOP").await;
        assert_eq!(ana.hears().await, [""; 0]);
        assert_eq!(ana.withdrawals().len(), 1);
    }
}

#[tokio::test]
async fn a_stop_takes_back_what_was_still_to_be_sent() {
    for (_place, town) in towns("stop_cancels").await {
        let ana = Phone::new(&town, 1);
        ana.says("VOICE").await;
        ana.says("1").await;
        ana.says("STOP").await;
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 1);
        assert!(heard[0].contains(NO_MORE_TEXTS));
        let states: Vec<String> = ana.outbox().into_iter().map(|(state, _)| state).collect();
        assert_eq!(states, ["cancelled", "cancelled", "sent"]);
    }
}

#[tokio::test]
async fn start_does_not_go_on_by_itself_and_the_next_text_repeats_the_question() {
    for (_place, town) in towns("start_resumes_nothing").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1", "STOP"]).await;
        let heard = ana.asks("START").await;
        assert!(heard.contains("To go on with the survey, reply 1."), "{heard}");
        assert!(!heard.contains("Why does this matter"), "{heard}");
        assert!(ana.asks("The bus.").await.contains("Why does this matter"));
        assert!(!ana.answers().contains_key("why"));
        assert!(ana.asks("The bus.").await.contains("When is the best time"));
        assert_eq!(ana.answers()["why"], words("The bus."));
        let granted = ana.ledger().into_iter().filter(|(purpose, ..)| purpose == "text");
        let actions: Vec<String> = granted.map(|(_, action, ..)| action).collect();
        assert_eq!(actions, ["granted", "withdrawn", "granted"]);
    }
}

#[tokio::test]
async fn start_grants_nothing_that_was_not_agreed_to_before() {
    for (_place, town) in towns("start_grants_nothing_new").await {
        let refused: [&str; 4] = ["VOICE", "2", "STOP", "START"];
        let unasked: [&str; 2] = ["STOP", "START"];
        for (number, said) in (1..).zip([&refused[..], &unasked]) {
            let ana = Phone::new(&town, number);
            ana.goes_through(said).await;
            assert_eq!(ana.suppression(), None);
            let grants: Vec<(String, bool)> = ana.grants_of_texts();
            assert_eq!(grants, [(String::new(), false)], "{said:?}");
        }
        let agreed = Phone::new(&town, 9);
        agreed.goes_through(&["VOICE", "1", "STOP", "START"]).await;
        let programme = || "patient-voice".to_owned();
        assert_eq!(agreed.grants_of_texts(), [(programme(), true), (programme(), false)]);
    }
}

#[tokio::test]
async fn who_finished_is_not_asked_again_after_stop_and_start() {
    for (_place, town) in towns("finished_stays_finished").await {
        let ana = Phone::new(&town, 1);
        let (_, all) = STAGES[3];
        ana.goes_through(all).await;
        assert_eq!(ana.responses(), ["completed"]);
        ana.goes_through(&["STOP", "START"]).await;
        assert!(ana.asks("VOICE").await.contains("already"));
        ana.says("STOP").await;
        assert_eq!(ana.responses(), ["completed"]);
    }
}

#[tokio::test]
async fn a_word_that_may_mean_stop_is_asked_about_and_the_place_is_kept() {
    for (_place, town) in towns("stop_unclear").await {
        for (number, (stage, before)) in (1..).zip(STAGES) {
            let linh = Phone::new(&town, number);
            let open = linh.goes_through(before).await;
            assert!(linh.asks("dung").await.contains("STOP"), "{stage}");
            linh.says("1").await;
            let heard = linh.hears().await;
            if matches!(stage, "consent" | "question") {
                // The answer before is not read back again.
                assert!(heard.len() == 1 && open.ends_with(&heard[0]), "{stage}: {heard:?}");
            } else {
                assert_eq!(heard, [""; 0], "{stage}");
            }
            assert_eq!(linh.suppression(), None, "{stage}");
            linh.asks("dung").await;
            assert!(linh.asks("STOP").await.contains(NO_MORE_TEXTS), "{stage}");
        }
    }
}

#[tokio::test]
async fn a_plea_to_stop_holds_sending_and_is_no_answer() {
    for (_place, town) in towns("a_plea_to_stop").await {
        let pleas = ["please stop texting me", "退订", "hủy đăng ký", "توقف", "no más mensajes"];
        for (number, plea) in (1..).zip(pleas) {
            let ana = Phone::new(&town, number);
            ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
            ana.says(plea).await;
            assert_eq!(ana.hears().await, [""; 0], "{plea}");
            assert_eq!(ana.suppression().as_deref(), Some("stop_suspected"), "{plea}");
            assert!(!ana.answers().contains_key("why"), "{plea}");
            assert!(ana.withdrawals().is_empty(), "a person decides what {plea:?} means");
            ana.says("The bus.").await;
            assert_eq!(ana.hears().await, [""; 0], "{plea}");
            assert!(ana.permits_improvement());
        }
    }
}

#[tokio::test]
async fn a_stop_is_on_record_whatever_else_is_waited_for() {
    for (_place, town) in towns("stop_while_held").await {
        let waits = ["please stop texting me", "wrong number", "baja", "DELETE", "911", "call"];
        for (number, before) in (1..).zip(waits) {
            let ana = Phone::new(&town, number);
            ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
            ana.says(before).await;
            let on_hold = ana.suppression().is_some();
            ana.hears().await;
            ana.says("STOP").await;
            // A number on hold gets no texts, and so no confirmation.
            assert_eq!(ana.hears().await.is_empty(), on_hold, "{before}");
            let text = ("text".to_owned(), "sms_keyword".to_owned(), "all".to_owned());
            // After a wrong number it is the word of whoever has the number, not of whose it was.
            let by_ana = if before == "wrong number" { vec![] } else { vec![text] };
            assert_eq!(ana.withdrawals(), by_ana, "{before}");
            assert_eq!(ana.suppression().as_deref(), Some("sms_keyword"), "{before}");
        }
    }
}

#[tokio::test]
async fn a_plea_after_a_stop_leaves_the_stop_as_it_is() {
    for (_place, town) in towns("a_plea_after_a_stop").await {
        for (number, after) in (1..).zip(["please stop texting me", "wrong number"]) {
            let ana = Phone::new(&town, number);
            ana.goes_through(&["VOICE", "1", "STOP"]).await;
            ana.says(after).await;
            assert_eq!(ana.hears().await, [""; 0]);
            assert_eq!(ana.suppression().as_deref(), Some("sms_keyword"), "{after}");
        }
    }
}
