//! DELETE takes everything out at once, UNDO gives it back for a week, and then it is erased: here,
//! and at the provider.

use std::sync::Arc;

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::consent::flow::{seal, verify};
use hearth::erasure::flow::erase_next;
use hearth::inbound::flow::Taken;
use hearth::outbox::flow::Eraser;
use hearth::storage::StoreError;
use hearth::storage::schema::{
    answer, consent_event, contact_point, conversation, erasure, inbound_message, outbox_message,
    participant, provider_copy, suppression,
};
use tokio::sync::watch;

use crate::phone::{Phone, Town};
use crate::{ALL_ANSWERS, choices, towns, words};

/// Lets that long pass, and both workers do what is due by then.
async fn days_pass(town: &Arc<Town>, days: i64) {
    town.clock.advance(TimeDelta::days(days));
    while erase_next(&town.services).await.unwrap() {}
    erase_texts(town).await;
}

async fn erase_texts(town: &Arc<Town>) {
    let phones = Arc::<hearth::outbox::sms::Phonebook>::clone(&town.phones);
    let eraser = Eraser { services: town.services.clone(), transport: Some(phones) };
    let (_stop, stopped) = watch::channel(false);
    eraser.erase_all(&stopped).await.unwrap();
}

fn count(town: &Town, what: &str) -> i64 {
    town.read(|c| {
        let blank = Vec::<u8>::new();
        Ok(match what {
            "answers" => answer::table.count().get_result(c)?,
            "waiting" => erasure::table.count().get_result(c)?,
            "copies" => provider_copy::table.count().get_result(c)?,
            "numbers" => {
                let known = contact_point::table.filter(contact_point::sealed_value.ne(blank));
                known.count().get_result(c)?
            }
            "said" => {
                let said = inbound_message::table.filter(inbound_message::sealed_body.ne(blank));
                said.count().get_result(c)?
            }
            _ => {
                let sent = outbox_message::table.filter(outbox_message::sealed_body.ne(blank));
                sent.count().get_result(c)?
            }
        })
    })
}

fn reason(phone: &Phone) -> Option<String> {
    phone.town.read(|c| {
        let row = suppression::table.find(phone.index()).select(suppression::reason);
        Ok::<_, StoreError>(row.first(c).optional()?)
    })
}

#[tokio::test]
async fn in_every_language_delete_takes_everything_out_and_undo_gives_it_back() {
    for (_place, town) in towns("delete_and_undo").await {
        for tag in ["es", "ht", "vi", "zh-Hans", "ar"] {
            town.review(tag).await;
        }
        let said = [
            ("voice", "DELETE", "UNDO"),
            ("voz", "Borrar", "deshacer"),
            ("vwa", "efase", "UNDO"),
            ("tiengnoi", "xóa", "hoàn tác"),
            ("心声", "删除", "撤销"),
            ("صوتي", "احذف", "تراجع"),
        ];
        for (number, (keyword, delete, undo)) in (1..).zip(said) {
            let phone = Phone::new(&town, number);
            phone.goes_through(&[keyword, "1", "2 5 1"]).await;
            assert!(phone.permits_improvement());
            let voices = town.count_voices().await;
            let asked = phone.asks(delete).await;
            assert!(asked.contains('1') && asked.contains('2'), "{asked}");
            assert_eq!(town.count_voices().await, voices, "nothing before it is confirmed");
            let done = phone.asks("1").await;
            assert!(done.contains("UNDO") && done.contains('7'), "{done}");
            assert_eq!(town.count_voices().await, voices - 1);
            assert!(!phone.permits_improvement());
            assert_eq!(reason(&phone).as_deref(), Some("deleted"));
            // Nothing is answered any more, until it is taken back.
            phone.says("hello").await;
            assert!(phone.hears().await.is_empty());
            let back = phone.asks(undo).await;
            assert!(back.contains("STOP") && back.contains('1'), "{back}");
            assert_eq!(town.count_voices().await, voices);
            assert_eq!(reason(&phone), None);
            assert_eq!(count(&town, "waiting"), 0);
            // The survey goes on where it stood.
            let question = phone.asks("1").await;
            assert!(question.lines().count() >= 2, "{question}");
            phone.asks("The bus.").await;
            assert_eq!(phone.answers().len(), 2);
        }
    }
}

#[tokio::test]
async fn whoever_keeps_what_they_said_is_asked_again_what_was_open() {
    for (_place, town) in towns("delete_kept").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "2 5 1"]).await;
        let asked = ana.asks("delete").await;
        assert_eq!(ana.asks("what?").await, asked);
        ana.says("2").await;
        let heard = ana.hears().await;
        assert_eq!(heard[0], "OK, nothing was deleted.");
        assert!(heard.len() == 2 && heard[1].contains("Why does this matter"), "{heard:?}");
        assert_eq!(ana.answers().len(), 1);
        // STOP comes before everything.
        ana.asks("delete").await;
        assert!(ana.asks("STOP").await.contains("no more texts"));
        assert_eq!((ana.answers().len(), town.count_voices().await), (1, 1));
    }
}

#[tokio::test]
async fn after_a_stop_delete_needs_no_confirmation_and_undo_brings_no_texts() {
    for (_place, town) in towns("delete_after_stop").await {
        let ana = Phone::new(&town, 1);
        let stopped = ana.goes_through(&["voice", "yes", "2 5 1", "STOP"]).await;
        assert!(stopped.contains("To remove it, text DELETE"), "{stopped}");
        assert_eq!(town.count_voices().await, 1);
        ana.says("DELETE").await;
        assert_eq!(town.count_voices().await, 0);
        assert_eq!(reason(&ana).as_deref(), Some("sms_keyword"));
        ana.says("UNDO").await;
        assert!(ana.hears().await.is_empty());
        assert_eq!(town.count_voices().await, 1);
        assert_eq!(reason(&ana).as_deref(), Some("sms_keyword"));
        // A STOP after the deletion stays one too.
        ana.asks("START").await;
        ana.goes_through(&["DELETE", "yes"]).await;
        ana.says("STOP").await;
        ana.says("UNDO").await;
        assert!(ana.hears().await.is_empty());
        assert_eq!((town.count_voices().await, reason(&ana).as_deref()), (1, Some("sms_keyword")));
    }
}

#[tokio::test]
async fn nobody_deletes_for_whom_a_number_is_said_to_belong_to_another() {
    for (_place, town) in towns("delete_wrong_number").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "2 5 1"]).await;
        ana.says("wrong number").await;
        ana.says("DELETE").await;
        assert_eq!((town.count_voices().await, count(&town, "waiting")), (1, 0));
        assert!(ana.hears().await.is_empty());
        // Nor when they asked for texts themselves: they delete what is theirs.
        ana.goes_through(&["START", "DELETE", "1"]).await;
        assert_eq!((town.count_voices().await, count(&town, "waiting")), (1, 1));
        ana.asks("UNDO").await;
        assert_eq!(count(&town, "waiting"), 0);
        // What was deleted before is not for them to take back.
        let ben = Phone::new(&town, 2);
        ben.goes_through(&["voice", "yes", "4", "DELETE", "1"]).await;
        ben.says("wrong number").await;
        ben.says("UNDO").await;
        ben.asks("START").await;
        ben.says("UNDO").await;
        assert_eq!((town.count_voices().await, count(&town, "waiting")), (1, 1));
    }
}

#[tokio::test]
async fn after_a_week_nothing_is_left_by_which_anybody_is_known() {
    for (_place, town) in towns("erased").await {
        let (ana, ben) = (Phone::new(&town, 1), Phone::new(&town, 2));
        ana.asks("voice").await;
        ana.asks("yes").await;
        ana.goes_through(&ALL_ANSWERS).await;
        ben.goes_through(&["voice", "yes", "2 5 1"]).await;
        ana.says("I want to file a complaint").await;
        ana.hears().await;
        let texts = ana.received().len();
        ana.goes_through(&["DELETE", "1"]).await;
        let (_, participant_id) = ana.ids();
        days_pass(&town, 6).await;
        assert!(count(&town, "answers") > 1, "it can still be taken back");
        let of_ben = 3;
        days_pass(&town, 1).await;
        assert_eq!(count(&town, "answers"), 1, "what others said stays");
        assert_eq!((count(&town, "numbers"), count(&town, "said")), (1, of_ben));
        assert_eq!(count(&town, "sent"), of_ben);
        assert_eq!((count(&town, "waiting"), count(&town, "copies")), (0, 0));
        assert!(ana.received().is_empty(), "the provider has no copy");
        let deleted = town.phones.list_deleted().len();
        assert_eq!(deleted, texts + 2 + 13, "ours and theirs");
        assert_eq!(town.count_voices().await, 1);
        let (name, index): (Option<Vec<u8>>, i64) = town.read(|c| {
            let name = participant::table
                .find(participant_id)
                .select(participant::sealed_name)
                .get_result(c)?;
            let held = conversation::table.filter(conversation::phone_index.eq(ana.index()));
            Ok((name, held.count().get_result(c)?))
        });
        assert_eq!((name, index), (None, 0));

        // The ledger is whole, and keeps that there was a yes and that it was withdrawn.
        while seal(&town.services).await.unwrap() > 0 {}
        town.read(verify).unwrap();
        let events: i64 = town.read(|c| {
            let of = consent_event::table.filter(consent_event::participant_id.eq(participant_id));
            Ok(of.count().get_result(c)?)
        });
        assert!(events >= 6, "{events}");

        // Whoever texts from there is somebody new, and gets nothing before they ask for it.
        ana.says("UNDO").await;
        ana.says("voice").await;
        assert!(ana.hears().await.is_empty());
        assert_ne!(ana.ids().1, participant_id);
        ana.asks("START").await;
        assert!(ana.asks("voice").await.starts_with("Riverside Health asks"));
        assert!(ana.asks("yes").await.contains("What should we improve first?"));
    }
}

#[tokio::test]
async fn whoever_begins_anew_keeps_what_they_say_now_and_nothing_of_before() {
    for (_place, town) in towns("begun_anew").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "2 5 1", "The bus.", "DELETE", "1"]).await;
        let started = ana.asks("START").await;
        assert!(started.contains("will still be erased") && started.contains("UNDO"), "{started}");
        assert_eq!(town.count_voices().await, 0);
        assert!(ana.asks("voice").await.starts_with("Riverside Health asks"));
        assert_eq!(town.count_voices().await, 0);
        assert!(ana.asks("yes").await.contains("What should we improve first?"));
        assert!(ana.answers().is_empty(), "what was deleted does not come back");
        ana.asks("3 4").await;
        days_pass(&town, 8).await;
        assert_eq!(ana.answers().len(), 1);
        assert_eq!((town.count_voices().await, count(&town, "waiting")), (1, 0));
        assert!(ana.asks("undo").await.contains("Reply STOP"), "there is nothing to take back");
    }
}

#[tokio::test]
async fn the_same_text_twice_deletes_once_and_undo_and_erasure_never_both_happen() {
    for (_place, town) in towns("delete_twice").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "2 5 1", "DELETE"]).await;
        let (first, second) = tokio::join!(ana.says_as("SMdel", "1"), ana.says_as("SMdel", "1"));
        assert!([first, second].contains(&Taken::Now) && first != second);
        assert_eq!(ana.hears().await.len(), 1);
        let withdrawn = ana.ledger().into_iter().filter(|(_, action, ..)| action == "withdrawn");
        let mut purposes: Vec<String> = withdrawn.map(|(purpose, ..)| purpose).collect();
        purposes.sort();
        purposes.dedup();
        let all = ana.ledger().into_iter().filter(|(_, action, ..)| action == "withdrawn").count();
        assert_eq!(all, purposes.len(), "each purpose is withdrawn once");
        // At the last moment.
        town.clock.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
        let (said, erased) =
            tokio::join!(ana.says_as("SMundo", "UNDO"), erase_next(&town.services));
        assert_eq!((said, erased.unwrap()), (Taken::Now, false));
        assert_eq!((ana.answers().len(), ana.hears().await.len()), (1, 1));
        town.clock.advance(TimeDelta::days(8));
        assert!(!erase_next(&town.services).await.unwrap());
        assert_eq!(ana.answers()["priorities"], choices(&["evening", "cost", "transport"]));
        // And at the first that is too late.
        ana.goes_through(&["1", "The bus."]).await;
        assert_eq!(ana.answers()["why"], words("The bus."));
        ana.goes_through(&["DELETE", "1"]).await;
        town.clock.advance(TimeDelta::days(7));
        let erase = || erase_next(&town.services);
        let (_, first, second) = tokio::join!(ana.says_as("SMlate", "UNDO"), erase(), erase());
        first.unwrap();
        second.unwrap();
        assert_eq!(count(&town, "answers"), 0);
        assert!(ana.hears().await.is_empty());
    }
}

#[tokio::test]
async fn a_copy_that_the_provider_keeps_is_asked_for_again() {
    for (_place, town) in towns("copies_kept").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "DELETE", "1"]).await;
        town.phones.keep_copies(true);
        days_pass(&town, 7).await;
        let kept = count(&town, "copies");
        assert!(kept >= 8, "{kept}");
        town.phones.keep_copies(false);
        erase_texts(&town).await;
        assert_eq!(count(&town, "copies"), kept, "not before its time");
        town.clock.advance(TimeDelta::minutes(1));
        erase_texts(&town).await;
        assert_eq!(count(&town, "copies"), 0);
    }
}

#[tokio::test]
async fn whatever_is_said_over_and_over_a_stop_is_still_heard() {
    for (_place, town) in towns("never_locked_up").await {
        town.review("vi").await;
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["tiengnoi", "1"]).await;
        for _ in 0..150 {
            ana.says("DELETE").await;
            ana.says("dung").await;
        }
        ana.hears().await;
        let state: String =
            town.read(|c| Ok(conversation::table.select(conversation::state).first(c)?));
        assert!(state.len() < 400, "{state}");
        ana.says("STOP").await;
        assert_eq!(reason(&ana).as_deref(), Some("sms_keyword"));
    }
}

#[tokio::test]
async fn undo_gives_back_what_stood_before_and_not_what_was_deleted_earlier() {
    for (_place, town) in towns("undo_no_more").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "2 5 1", "DELETE", "1"]).await;
        // Somebody else may have the number: nothing is taken back by them.
        ana.says("wrong number").await;
        ana.says("UNDO").await;
        assert!(ana.hears().await.is_empty());
        assert_eq!(town.count_voices().await, 0);
        assert_eq!(reason(&ana).as_deref(), Some("deleted"));
    }
}
