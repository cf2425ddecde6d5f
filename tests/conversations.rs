//! Whole dialogues by text message: what is asked, what is kept, and when there is silence.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

mod support;
#[path = "support/silent.rs"]
mod looking;
#[path = "support/phone.rs"]
mod phone;
#[path = "conversations/correcting.rs"]
mod correcting;
#[path = "conversations/deleting.rs"]
mod deleting;
#[path = "conversations/handing_over.rs"]
mod handing_over;
#[path = "conversations/hidden.rs"]
mod hidden;
#[path = "conversations/kept.rs"]
mod kept;
#[path = "conversations/nodes.rs"]
mod nodes;
#[path = "conversations/sending.rs"]
mod sending;
#[path = "conversations/silent.rs"]
mod silent;
#[path = "conversations/stop.rs"]
mod stop;
#[path = "conversations/webhook.rs"]
mod webhook;

#[path = "playing/provider.rs"]
#[expect(dead_code, reason = "this provider takes every text")]
mod provider;
#[path = "durability/server.rs"]
#[expect(dead_code, reason = "it is only texted, and ends with the test")]
mod server;
#[path = "durability/provider.rs"]
#[expect(dead_code, reason = "only how a form is read is shared")]
mod taking;

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use hearth::i18n::Language;
use hearth::inbound::flow::Taken;
use hearth::services::Services;
use hearth::storage::schema::{answer, contact_point, conversation, participant, response};
use hearth::survey::flow::import;
use hearth::survey::{Survey, Value};
use phone::{Phone, Town};
use support::Place;
use tokio::task::JoinSet;

/// A town on each engine.
async fn towns(name: &str) -> Vec<(Place, Arc<Town>)> {
    let mut towns = Vec::new();
    for (place, store) in support::stores(name) {
        towns.push((place, Town::new(&store).await));
    }
    towns
}

#[expect(clippy::unnecessary_wraps, reason = "as it is kept: a skip is none")]
fn choices(ids: &[&str]) -> Option<Value> {
    Some(Value::Choices(ids.iter().map(ToString::to_string).collect()))
}

#[expect(clippy::unnecessary_wraps, reason = "as it is kept: a skip is none")]
fn words(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

/// Every question of the sample survey answered in numbers and plain words.
const ALL_ANSWERS: [&str; 8] =
    ["2 5 1", "The last bus leaves early.", "3", "1 3", "4", "2", "1", "12/5/2026"];

const NO_MORE_TEXTS: &str = "OK, no more texts. What you already answered still counts.";

#[tokio::test]
async fn a_keyword_leads_through_consent_and_every_question_to_thanks() {
    for (_place, town) in towns("a_whole_survey").await {
        let ana = Phone::new(&town, 1);
        let consent = ana.asks("voice").await;
        assert!(consent.starts_with("Riverside Health asks adult patients"), "{consent}");
        assert!(ana.responses().is_empty());

        let first = ana.asks("yes").await;
        assert!(first.starts_with("Thank you!\nWhat should we improve first?"), "{first}");
        let why = ana.asks("2 5 1").await;
        assert!(why.contains("Evening and weekend hours, Cost of medicine, Rides"), "{why}");
        assert!(why.contains("Why does this matter to you?"), "{why}");
        for (said, asked) in [
            ("The last bus leaves early.", "When is the best time"),
            ("evening", "What makes it hard to get care?"),
            ("1 and 3", "How hard or easy is it"),
            ("4", "How many children"),
            ("two", "Would you come to a community meeting"),
            ("yes", "What date is best for you?"),
            ("December 5, 2026", "Your answers are saved."),
        ] {
            let heard = ana.asks(said).await;
            assert!(heard.contains(asked), "{said:?} is answered by {heard:?}");
        }

        let kept: Vec<(String, Option<Value>)> = ana.answers().into_iter().collect();
        let expected = [
            ("barriers", choices(&["work", "far"])),
            ("best_time", words("evening")),
            ("children", Some(Value::Whole(2))),
            ("easy", Some(Value::Whole(4))),
            ("meeting", Some(Value::YesNo(true))),
            ("meeting_date", NaiveDate::from_ymd_opt(2026, 12, 5).map(Value::Date)),
            ("priorities", choices(&["evening", "cost", "transport"])),
            ("why", words("The last bus leaves early.")),
        ];
        assert_eq!(kept, expected.map(|(id, value)| (id.to_owned(), value)));
        assert_eq!(ana.responses(), ["completed"]);
        assert_eq!(town.count_voices().await, 1);
        assert!(ana.asks("VOICE").await.contains("answered this survey already"));
        assert_eq!(ana.responses(), ["completed"]);
    }
}

#[tokio::test]
async fn a_keyword_starts_the_survey_however_it_is_typed() {
    for (_place, town) in towns("a_keyword_however_typed").await {
        let typed =
            ["Voice.", "“VOICE”", " voice!\n", "V\u{200b}OICE", "ＶＯＩＣＥ", "vòicé", "voice\0"];
        for (number, words) in (1..).zip(typed) {
            let ana = Phone::new(&town, number);
            assert!(ana.asks(words).await.starts_with("Riverside Health asks"), "{words:?}");
        }
        town.review("vi").await;
        for (number, words) in (20..).zip(["TIENGNOI", "Tiếngnói", "tiengnoi."]) {
            let lan = Phone::new(&town, number);
            assert!(lan.asks(words).await.starts_with("Riverside Health hỏi"), "{words:?}");
            // Said again while the consent question is open, it is the same word.
            assert!(lan.asks(words).await.starts_with("Riverside Health hỏi"), "{words:?}");
        }
    }
}

#[tokio::test]
async fn a_day_that_can_be_read_in_two_ways_is_read_back_in_words() {
    for (_place, town) in towns("a_day_in_words").await {
        for (number, tag, keyword, day) in [
            (1, "en", "VOICE", "You chose: December 5, 2026. Wrong?"),
            (2, "es", "VOZ", "12 de mayo de 2026"),
            (3, "vi", "TIENGNOI", "ngày 12 tháng 5 năm 2026"),
            (4, "zh-Hans", "心声", "2026年12月5日"),
        ] {
            if tag != "en" {
                town.review(tag).await;
            }
            let ana = Phone::new(&town, number);
            ana.goes_through(&[keyword, "1", "2 5 1", "SKIP", "3", "1 3", "4", "2", "1"]).await;
            let heard = ana.asks("12/5/2026").await;
            assert!(heard.contains(day), "{tag}: {heard}");
        }
    }
}

#[tokio::test]
async fn a_reviewed_language_is_spoken_from_the_keyword_to_the_thanks() {
    for (_place, town) in towns("a_whole_survey_in_spanish").await {
        town.review("es").await;
        let luz = Phone::new(&town, 1);
        assert!(luz.asks("voz").await.starts_with("Riverside Health pregunta"));
        assert!(luz.asks("sí").await.contains("¿Qué debemos mejorar primero?"));
        for (said, asked) in [
            ("2, 5 y 1", "¿Por qué es importante"),
            ("Mi turno termina tarde.", "¿Qué horario le conviene"),
            ("noche", "¿Qué le dificulta"),
            ("1 y 3", "¿Es difícil o fácil"),
            ("cuatro", "¿Cuántos menores"),
            ("ninguno", "¿Vendría a una reunión"),
        ] {
            let heard = luz.asks(said).await;
            assert!(heard.contains(asked), "{said:?} is answered by {heard:?}");
        }
        let thanks = luz.asks("no").await;
        assert!(thanks.contains("Gracias") || thanks.contains("gracias"), "{thanks}");
        let kept = luz.answers();
        assert_eq!(kept["priorities"], choices(&["evening", "cost", "transport"]));
        assert_eq!((kept["children"].clone(), kept.len()), (Some(Value::Whole(0)), 7));
        assert_eq!(luz.responses(), ["completed"]);
    }
}

#[tokio::test]
async fn a_long_ranking_shows_each_phone_a_part_that_answers_and_ballot_go_by() {
    for (_place, town) in towns("a_part_of_a_ranking").await {
        let mut survey = Survey::from_toml(include_str!("../samples/patient-voice.toml")).unwrap();
        survey.questions[0].subset = Some(4);
        import(&town.services, survey.clone(), true).await.unwrap();
        let question = &survey.questions[0];
        let english = Language::new("en");
        let mut parts = Vec::new();
        for number in 1..=6 {
            let ana = Phone::new(&town, number);
            let asked = ana.goes_through(&["VOICE", "1"]).await;
            let listed: Vec<&str> = asked
                .lines()
                .filter_map(|line| line.split_once(". "))
                .map(|(_, text)| text)
                .collect();
            let of_text = |text: &str| {
                question
                    .choices
                    .iter()
                    .find(|choice| choice.text.get(&english) == Some(text))
                    .map(|choice| choice.id.as_str())
            };
            let shown: Vec<&str> = listed.into_iter().filter_map(of_text).collect();
            assert_eq!(shown.len(), 4, "{asked}");
            assert!(ana.asks("5").await.contains("5 is not on the list"));
            ana.asks("4 1").await;
            assert_eq!(ana.answers()["priorities"], choices(&[shown[3], shown[0]]));
            parts.push(shown);
        }
        let voices = town.voices("patient-voice", "priorities").await;
        for voice in &voices {
            let slate: Vec<&str> =
                voice.shown(question).iter().map(|choice| choice.id.as_str()).collect();
            let place =
                parts.iter().position(|shown| *shown == slate).expect("somebody was shown it");
            let shown = parts.remove(place);
            assert_eq!(voice.answer.chosen, [shown[3], shown[0]]);
        }
        assert!(parts.is_empty() && voices.len() == 6);
    }
}

#[tokio::test]
async fn a_language_nobody_reviewed_is_not_spoken() {
    for (_place, town) in towns("no_language_without_review").await {
        let guerda = Phone::new(&town, 1);
        assert!(guerda.asks("VWA").await.starts_with("Riverside Health asks adult patients"));
        assert!(guerda.asks("kreyòl").await.starts_with("Riverside Health asks adult patients"));
        assert!(guerda.asks("1").await.contains("What should we improve first?"));
        assert!(guerda.asks("kreyòl").await.contains("What should we improve first?"));
        let unknown = Phone::new(&town, 2);
        assert!(unknown.asks("kreyòl").await.contains("Reply STOP to end texts."));
        town.review("ht").await;
        assert!(!unknown.asks("kreyòl").await.contains("Reply STOP to end texts."));
    }
}

#[tokio::test]
async fn the_demo_marks_every_text_of_a_language_nobody_reviewed() {
    for (_place, town) in towns("the_demo_marks_drafts").await {
        let services = Services { is_demo: true, ..town.services.clone() };
        let (clock, phones) = (Arc::clone(&town.clock), Arc::clone(&town.phones));
        let town = Arc::new(Town { services, clock, phones });
        let guerda = Phone::new(&town, 1);
        assert!(guerda.asks("VWA").await.starts_with("DRAFT\nRiverside Health ap mande"));
        assert!(guerda.asks("wi").await.starts_with("DRAFT\n"));
        town.review("ht").await;
        let reviewed = guerda.asks("2 5 1").await;
        assert!(!reviewed.contains("DRAFT"), "{reviewed}");
        let source = Phone::new(&town, 2).asks("VOICE").await;
        assert!(source.starts_with("Riverside Health asks"), "{source}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_one_is_asked_back_and_not_kept() {
    for (_place, town) in towns("a_wrong_answer").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        let heard = ana.asks("9").await;
        assert!(heard.contains("9 is not on the list"), "{heard}");
        assert!(heard.contains("What should we improve first?"), "{heard}");
        assert!(ana.asks("1 1").await.contains("counts once"));
        assert!(ana.answers().is_empty());
        assert!(ana.asks("1").await.contains("Why does this matter"));
        assert_eq!(ana.answers().len(), 1);
    }
}

#[tokio::test]
async fn a_message_handed_over_three_times_is_one_answer_and_one_reply() {
    for (_place, town) in towns("a_message_three_times").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        assert_eq!(ana.says_as("SMsame", "2 5 1").await, Taken::Now);
        assert_eq!(ana.says_as("SMsame", "2 5 1").await, Taken::Before);
        assert_eq!(ana.says_as("SMsame", "2 5 1").await, Taken::Before);
        assert_eq!(ana.hears().await.len(), 1);
        assert_eq!(ana.answers().len(), 1);
        assert_eq!(ana.count_inbound(), 3);

        let ana = Arc::new(ana);
        let mut at_once = JoinSet::new();
        for _ in 0..3 {
            let ana = Arc::clone(&ana);
            at_once.spawn(async move { ana.says_as("SMagain", "The bus.").await });
        }
        let taken = at_once.join_all().await;
        assert_eq!(taken.iter().filter(|taken| **taken == Taken::Now).count(), 1, "{taken:?}");
        assert_eq!(ana.hears().await.len(), 1);
        assert_eq!(ana.count_inbound(), 4);
    }
}

#[tokio::test]
async fn nothing_is_kept_of_somebody_who_says_no() {
    for (_place, town) in towns("nothing_before_the_yes").await {
        let ana = Phone::new(&town, 1);
        ana.asks("VOICE").await;
        assert!(ana.asks("2 5 1").await.contains("1 for yes or 2 for no"));
        assert!(ana.asks("2").await.contains("OK, no questions."));
        let said: Vec<(String, String)> =
            ana.ledger().into_iter().map(|(purpose, action, ..)| (purpose, action)).collect();
        let refused = |purpose: &str| (purpose.to_owned(), "refused".to_owned());
        assert_eq!(said, [refused("answer"), refused("text"), refused("improve")]);
        let rows: (i64, i64) = town.read(|c| {
            Ok((response::table.count().get_result(c)?, answer::table.count().get_result(c)?))
        });
        assert_eq!(rows, (0, 0));
        assert!(!ana.permits_improvement());

        // A later text is no answer either; the keyword asks for consent anew.
        assert!(ana.asks("2 5 1").await.contains("Nothing is being asked"));
        assert!(ana.asks("VOICE").await.starts_with("Riverside Health asks"));
        assert!(ana.answers().is_empty());
    }
}

#[tokio::test]
async fn the_own_name_of_a_language_goes_on_in_it_from_the_same_place() {
    for (_place, town) in towns("a_language_by_its_name").await {
        town.review("es").await;
        let luz = Phone::new(&town, 1);
        luz.asks("VOICE").await;
        assert!(luz.asks("español").await.starts_with("Riverside Health pregunta"));
        assert!(luz.asks("english").await.starts_with("Riverside Health asks"));
        luz.goes_through(&["1", "2 5 1"]).await;
        assert!(luz.asks("en español").await.contains("¿Por qué es importante"));
        assert!(!luz.answers().contains_key("why"));
        assert!(luz.asks("Por el turno.").await.contains("¿Qué horario"));
        assert_eq!(luz.answers()["priorities"], choices(&["evening", "cost", "transport"]));
        // Nobody reviewed Vietnamese.
        assert!(luz.asks("tiếng việt").await.contains("¿Qué horario"));
    }
}

#[tokio::test]
async fn help_says_how_to_stop_and_leaves_the_question_open() {
    for (_place, town) in towns("help_leaves_the_question_open").await {
        let ana = Phone::new(&town, 1);
        assert!(ana.asks("HELP").await.contains("Reply STOP to end texts."));
        ana.asks("VOICE").await;
        assert!(ana.asks("HELP").await.contains("Reply STOP to end texts."));
        ana.goes_through(&["1", "2 5 1"]).await;
        assert!(ana.asks("ayuda").await.contains("Reply STOP to end texts."));
        assert!(!ana.answers().contains_key("why"));
        assert!(ana.asks("The bus.").await.contains("When is the best time"));
    }
}

#[tokio::test]
async fn back_asks_the_question_before_again_and_the_new_answer_replaces_the_old() {
    for (_place, town) in towns("back").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        assert!(ana.asks("BACK").await.contains("What should we improve first?"));
        assert!(ana.asks("back").await.contains("What should we improve first?"));
        assert_eq!(ana.answers()["priorities"], choices(&["evening", "cost", "transport"]));
        assert!(ana.asks("4").await.contains("Why does this matter"));
        assert_eq!(ana.answers()["priorities"], choices(&["dental"]));
        assert_eq!(ana.answers().len(), 1);
    }
}

#[tokio::test]
async fn an_optional_question_is_skipped_at_once_and_a_needed_one_when_asked_twice() {
    for (_place, town) in towns("skip").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        assert!(ana.asks("SKIP").await.contains("When is the best time"));
        assert!(ana.asks("skip").await.contains("We would like to hear this"));
        assert!(!ana.answers().contains_key("best_time"));
        assert!(ana.asks("skip").await.contains("What makes it hard"));
        let kept = ana.answers();
        assert_eq!((&kept["why"], &kept["best_time"]), (&None, &None));
    }
}

#[tokio::test]
async fn a_text_that_belongs_to_nothing_is_answered_once_a_day() {
    for (_place, town) in towns("one_help_a_day").await {
        let ana = Phone::new(&town, 1);
        assert!(ana.asks("hello?").await.contains("Nothing is being asked right now."));
        ana.says("anybody there").await;
        assert_eq!(ana.hears().await, [""; 0]);
        town.clock.advance(TimeDelta::days(1));
        assert!(ana.asks("hello?").await.contains("Nothing is being asked right now."));
        assert!(ana.ledger().is_empty());
    }
}

#[tokio::test]
async fn two_people_who_text_in_turns_are_not_mixed_up() {
    for (_place, town) in towns("two_people").await {
        let (ana, ben) = (Phone::new(&town, 1), Phone::new(&town, 2));
        assert!(ana.asks("VOICE").await.starts_with("Riverside"));
        assert!(ben.asks("VOICE").await.starts_with("Riverside"));
        assert!(ana.asks("1").await.contains("What should we improve first?"));
        assert!(ben.asks("2").await.contains("OK, no questions."));
        assert!(ana.asks("4").await.contains("Why does this matter"));
        assert!(ben.asks("4").await.contains("Nothing is being asked"));
        assert!(ana.asks("STOP").await.contains(NO_MORE_TEXTS));
        assert!(ben.asks("VOICE").await.starts_with("Riverside"));
        assert_eq!((ana.answers().len(), ben.answers().len()), (1, 0));
        assert_eq!((ana.suppression().is_some(), ben.suppression().is_some()), (true, false));
    }
}

/// Texts the same words that many times, all at once.
async fn says_at_once(phone: &Arc<Phone>, texts: usize, words: &'static str) {
    let mut at_once = JoinSet::new();
    for _ in 0..texts {
        let phone = Arc::clone(phone);
        at_once.spawn(async move { phone.says(words).await });
    }
    at_once.join_all().await;
}

#[tokio::test]
async fn twenty_texts_at_once_are_taken_as_if_one_came_after_the_other() {
    for (_place, town) in towns("twenty_texts_at_once").await {
        let (hasty, calm) = (Arc::new(Phone::new(&town, 1)), Phone::new(&town, 2));
        hasty.asks("VOICE").await;
        says_at_once(&hasty, 20, "1").await;

        calm.asks("VOICE").await;
        for _ in 0..20 {
            calm.says("1").await;
        }
        let heard = hasty.hears().await;
        assert_eq!(heard, calm.hears().await);
        assert_eq!(heard.len(), 10, "the welcome, seven questions, and the last asked back twice");
        assert_eq!(hasty.answers(), calm.answers());
        assert_eq!((hasty.answers().len(), hasty.count_inbound()), (7, 21));
    }
}

#[tokio::test]
async fn the_first_twenty_texts_of_a_phone_at_once_make_one_person() {
    for (_place, town) in towns("twenty_first_texts").await {
        let ana = Arc::new(Phone::new(&town, 1));
        says_at_once(&ana, 20, "VOICE").await;
        assert_eq!(ana.hears().await.len(), 20);
        assert_eq!(ana.count_inbound(), 20);
        let rows: [i64; 3] = town.read(|c| {
            Ok([
                participant::table.count().get_result(c)?,
                contact_point::table.count().get_result(c)?,
                conversation::table.count().get_result(c)?,
            ])
        });
        assert_eq!(rows, [1, 1, 1]);
    }
}

#[tokio::test]
async fn ten_phones_at_once_each_have_their_own_conversation() {
    for (_place, town) in towns("ten_phones_at_once").await {
        let phones: Vec<Arc<Phone>> =
            (1..=10).map(|number| Arc::new(Phone::new(&town, number))).collect();
        let mut at_once = JoinSet::new();
        for phone in &phones {
            let phone = Arc::clone(phone);
            at_once.spawn(async move {
                for said in ["VOICE", "1"].into_iter().chain(ALL_ANSWERS) {
                    phone.says(said).await;
                }
            });
        }
        at_once.join_all().await;
        let first = phones[0].hears().await;
        assert_eq!(first.len(), 10);
        for phone in &phones[1..] {
            assert_eq!(phone.hears().await, first);
            assert_eq!(phone.answers(), phones[0].answers());
            assert_eq!(phone.count_inbound(), 10);
            assert_eq!(phone.responses(), ["completed"]);
        }
        assert_eq!(town.count_voices().await, 10);
    }
}
