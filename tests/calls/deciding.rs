//! What staff decide does exactly what it says, once, whoever else decides at the same time.

use std::sync::Arc;

use chrono::TimeDelta;
use diesel::dsl::count_star;
use diesel::prelude::*;
use hearth::calls::flow::{ActFault, see_entry};
use hearth::calls::{Action, Kind, Outcome};
use hearth::consent::flow::{seal, verify};
use hearth::outbox::sms::DeliveryStatus::{Delivered, Undelivered};
use hearth::outbox::sms::SendOutcome;
use hearth::staff::Role;
use hearth::storage::schema::{answer, call_entry, consent_event, contact_point, response};
use tokio::task::JoinSet;

use crate::phone::Phone;
use crate::{add_account, towns};

const NO_TEXT: [&str; 0] = [];

#[tokio::test]
async fn a_confirmed_opt_out_is_in_the_ledger_in_the_name_of_who_read_it_and_ends_the_texts() {
    for (_place, town) in towns("a_confirmed_opt_out").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        ana.says("please leave me alone").await;
        let entry = town.open_entry(Kind::HeldOptOut);
        for _ in 0..2 {
            town.acts(&liaison, &entry, Action::NoMoreTexts).await.unwrap();
        }
        let by = format!("staff/{}", liaison.account_id);
        assert_eq!(ana.withdrawals(), [("sms_free_text".to_owned(), by)]);
        assert_eq!(ana.suppression().as_deref(), Some("sms_free_text"));
        assert!(ana.permits_improvement(), "what was answered still counts");
        let closed = town.entries()[0].closed.unwrap();
        assert_eq!((closed.outcome, closed.by), (Outcome::NoMoreTexts, Some(liaison.account_id)));
        assert_eq!(town.trail().len(), 1, "twice is once");
        ana.says("The bus.").await;
        assert_eq!(ana.hears().await, NO_TEXT);
        assert!(ana.asks("START").await.contains("To go on with the survey, reply 1."));
        while seal(&town.services).await.unwrap() > 0 {}
        town.read(verify).unwrap();
    }
}

#[tokio::test]
async fn who_did_not_mean_stop_gets_nothing_at_once_and_their_question_with_their_next_text() {
    for (_place, town) in towns("not_meant").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let stages: [(&[&str], &str); 3] = [
            (&["VOICE"], "Riverside Health asks adult patients"),
            (&["VOICE", "1"], "What should we improve first?"),
            (&["VOICE", "1", "2 5 1"], "Why does this matter"),
        ];
        for (number, (before, question)) in (1..).zip(stages) {
            let ana = Phone::new(&town, number);
            ana.goes_through(before).await;
            ana.says("leave me alone").await;
            let entry = town.open_entry(Kind::HeldOptOut);
            for _ in 0..2 {
                town.acts(&liaison, &entry, Action::GoOn).await.unwrap();
            }
            assert_eq!((ana.suppression(), ana.withdrawals()), (None, vec![]));
            assert_eq!(ana.hears().await, NO_TEXT, "nobody is surprised at night");
            town.clock.advance(TimeDelta::hours(10));
            assert_eq!(ana.hears().await, NO_TEXT);
            let heard = ana.asks("hello").await;
            let is_consent = before.len() == 1;
            assert!(heard.contains(question) || is_consent, "{heard}");
            if is_consent {
                assert!(heard.contains("1 for yes or 2 for no"), "{heard}");
            } else {
                assert_ne!(ana.asks("2 5 1").await, heard, "and the answer after it is taken");
            }
        }
    }
}

#[tokio::test]
async fn whether_to_delete_is_still_open_when_staff_say_that_it_goes_on() {
    for (_place, town) in towns("delete_still_open").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let doubts: [(&[&str], Kind, Action); 4] = [
            (&["leave me alone"], Kind::HeldOptOut, Action::GoOn),
            (&["dung"], Kind::UnclearOptOut, Action::GoOn),
            (&["wrong number"], Kind::WrongNumber, Action::RightNumber),
            (&["hm hm hm"; 3], Kind::Repeating, Action::GoOn),
        ];
        for (number, (said, kind, action)) in (0..).zip(doubts) {
            let keeps = Phone::new(&town, 2 * number + 1);
            let deletes = Phone::new(&town, 2 * number + 2);
            for phone in [&keeps, &deletes] {
                phone.goes_through(&["VOICE", "1"]).await;
                let asked = phone.asks("DELETE").await;
                for words in said {
                    phone.says(words).await;
                }
                phone.hears().await;
                town.acts(&liaison, &town.open_entry(kind), action).await.unwrap();
                assert_eq!(phone.hears().await, NO_TEXT);
                assert_eq!(phone.asks("hello").await, asked, "{kind:?}");
            }
            keeps.says("2").await;
            let heard = keeps.hears().await;
            assert!(heard[1].contains("What should we improve first?"), "{heard:?}");
            assert!(deletes.permits_improvement());
            deletes.says("1").await;
            assert!(keeps.permits_improvement() && !deletes.permits_improvement(), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn a_word_left_unanswered_is_decided_like_any_other_doubt() {
    for (_place, town) in towns("left_unanswered").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let (ana, ben) = (Phone::new(&town, 1), Phone::new(&town, 2));
        for phone in [&ana, &ben] {
            phone.goes_through(&["VOICE", "1", "dung"]).await;
        }
        town.clock.advance(TimeDelta::hours(20));
        let entries = town.entries();
        town.acts(&liaison, &entries[0], Action::NoMoreTexts).await.unwrap();
        town.acts(&liaison, &entries[1], Action::GoOn).await.unwrap();
        assert_eq!((ana.withdrawals().len(), ben.withdrawals().len()), (1, 0));
        ana.says("1").await;
        assert_eq!(ana.hears().await, NO_TEXT);
        assert!(ben.asks("hello").await.contains("What should we improve first?"));
    }
}

#[tokio::test]
async fn a_stop_that_comes_meanwhile_wins_over_what_staff_decide() {
    for (_place, town) in towns("a_stop_meanwhile").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        for number in 1..=10 {
            let ana = Arc::new(Phone::new(&town, number));
            ana.goes_through(&["VOICE", "1"]).await;
            ana.says("leave me alone").await;
            let entry = town.open_entry(Kind::HeldOptOut);
            let says = Arc::clone(&ana);
            let stop = tokio::spawn(async move { says.says("STOP").await });
            let outcome = town.acts(&liaison, &entry, Action::GoOn).await;
            stop.await.unwrap();
            assert!(matches!(outcome, Ok(()) | Err(ActFault::Settled)), "{outcome:?}");
            assert_eq!(ana.suppression().as_deref(), Some("sms_keyword"));
            assert_eq!(town.open_now(), []);
        }
    }
}

#[tokio::test]
async fn what_came_since_somebody_looked_is_not_decided_with_the_rest() {
    for (_place, town) in towns("since_somebody_looked").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        ana.says("leave me alone").await;
        let seen = town.open_entry(Kind::HeldOptOut);
        ana.says("I said leave me alone").await;
        let outcome = town.acts(&liaison, &seen, Action::GoOn).await;
        assert!(matches!(outcome, Err(ActFault::Settled)));
        assert_eq!(ana.suppression().as_deref(), Some("stop_suspected"));
        assert_eq!(town.trail(), []);

        // Two doubts about one number: it is free when both are settled.
        ana.says("wrong number").await;
        town.acts(&liaison, &town.open_entry(Kind::HeldOptOut), Action::GoOn).await.unwrap();
        assert!(ana.suppression().is_some());
        town.acts(&liaison, &town.open_entry(Kind::WrongNumber), Action::RightNumber)
            .await
            .unwrap();
        assert_eq!(ana.suppression(), None);
        assert!(ana.asks("hello").await.contains("What should we improve first?"));
    }
}

#[tokio::test]
async fn a_wrong_number_is_taken_from_the_person_and_its_holder_is_somebody_new() {
    for (_place, town) in towns("a_wrong_number").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        ana.says("wrong number").await;
        let (contact, person) = ana.ids();
        let entry = town.open_entry(Kind::WrongNumber);
        for _ in 0..2 {
            town.acts(&liaison, &entry, Action::WrongNumber).await.unwrap();
        }
        let (same_contact, holder) = ana.ids();
        assert!(contact == same_contact && holder != person);
        let by = format!("staff/{}", liaison.account_id);
        assert_eq!(ana.withdrawals(), [("sms_free_text".to_owned(), by)]);
        assert_eq!(ana.suppression().as_deref(), Some("wrong_number"));
        let given: Vec<(Option<i64>, String)> = town.read(|c| {
            Ok(response::table.select((response::participant_id, response::state)).load(c)?)
        });
        assert_eq!(given, [(Some(person), "partial".to_owned())], "the answers stay theirs");
        assert_eq!(town.count_voices().await, 1);

        ana.says("hello").await;
        assert_eq!(ana.hears().await, NO_TEXT);
        let started = ana.asks("START").await;
        assert!(!started.contains("go on with the survey"), "{started}");
        let first = ana.goes_through(&["VOICE", "1"]).await;
        assert!(first.contains("What should we improve first?"), "asked from the start: {first}");
        ana.asks("4").await;
        assert_eq!(town.count_voices().await, 2);
    }
}

#[tokio::test]
async fn what_comes_from_a_number_said_to_be_wrong_is_nobodys_word_and_staff_can_give_it_back() {
    for (_place, town) in towns("given_back").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        let agreed = ana.ledger();
        ana.says("wrong number").await;
        // Whoever goes on from there is asked from the start, and is somebody else.
        ana.goes_through(&["START", "VOICE", "1", "4"]).await;
        assert_eq!(ana.ledger(), agreed, "no word of theirs is taken for hers");
        assert_eq!(town.count_voices().await, 2);
        let people: Vec<Option<i64>> = town.read(|c| {
            Ok(response::table.order(response::id).select(response::participant_id).load(c)?)
        });
        assert!(people[0] != people[1] && people.contains(&Some(ana.ids().1)), "{people:?}");
        // Until a person has looked, the list says whom it is about.
        let entry = town.open_entry(Kind::WrongNumber);
        town.acts(&liaison, &entry, Action::RightNumber).await.unwrap();
        assert_eq!(ana.hears().await, NO_TEXT);
        assert!(ana.asks("hello").await.contains("Why does this matter"), "where it stood");
        ana.asks("The bus.").await;
        let given: Vec<(Option<i64>, i64)> = town.read(|c| {
            let counted = answer::table
                .inner_join(response::table.on(response::id.eq(answer::response_id)))
                .group_by(response::participant_id)
                .select((response::participant_id, count_star()))
                .order(count_star().desc());
            Ok(counted.load(c)?)
        });
        assert_eq!(given, [(Some(ana.ids().1), 2), (people[1], 1)]);
    }
}

#[tokio::test]
async fn who_has_a_wrong_number_and_asked_for_texts_keeps_them_when_staff_confirm_it() {
    for (_place, town) in towns("confirmed_after_start").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        let person = ana.ids().1;
        ana.says("wrong number").await;
        ana.goes_through(&["START", "VOICE", "1"]).await;
        let entry = town.open_entry(Kind::WrongNumber);
        town.acts(&liaison, &entry, Action::WrongNumber).await.unwrap();
        assert_ne!(ana.ids().1, person);
        assert_eq!(ana.suppression(), None);
        let withdrawn: Vec<Option<i64>> = town.read(|c| {
            Ok(consent_event::table
                .filter(consent_event::action.eq("withdrawn"))
                .select(consent_event::participant_id)
                .load(c)?)
        });
        assert_eq!(withdrawn, [Some(person)], "hers ended, and theirs stands");
        assert!(ana.asks("4").await.contains("Why does this matter"));
        assert_eq!(town.count_voices().await, 2);

        // Who said STOP there said it for themselves.
        let ben = Phone::new(&town, 2);
        ben.goes_through(&["VOICE", "1"]).await;
        ben.says("wrong number").await;
        ben.goes_through(&["START", "STOP"]).await;
        let entry = town.open_entry(Kind::WrongNumber);
        town.acts(&liaison, &entry, Action::WrongNumber).await.unwrap();
        assert_eq!(ben.suppression().as_deref(), Some("sms_keyword"));
    }
}

#[tokio::test]
async fn the_holder_of_a_number_said_to_be_wrong_is_not_asked_what_was_somebody_elses() {
    for (_place, town) in towns("a_disowned_number").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        ana.says("wrong number").await;
        ana.says("leave me alone").await;
        let started = ana.asks("START").await;
        assert!(!started.contains("go on with the survey"), "{started}");
        assert_eq!(town.open_now(), [Kind::WrongNumber], "a person must still look at that");
    }
}

#[tokio::test]
async fn two_who_decide_at_once_do_it_once_and_the_other_is_told() {
    for (_place, town) in towns("two_at_once").await {
        let (ana, ben) = (
            add_account(&town.services, "ana", Role::Liaison),
            add_account(&town.services, "ben", Role::Administrator),
        );
        for number in 1..=8 {
            let phone = Phone::new(&town, number);
            phone.goes_through(&["VOICE", "1"]).await;
            phone.says("leave me alone").await;
            let entry = town.open_entry(Kind::HeldOptOut);
            let mut at_once = JoinSet::new();
            for (who, action) in [(&ana, Action::NoMoreTexts), (&ben, Action::GoOn)] {
                for _ in 0..2 {
                    let (town, who, entry) = (Arc::clone(&town), who.clone(), entry.clone());
                    at_once.spawn(async move {
                        (who.account_id, town.acts(&who, &entry, action).await)
                    });
                }
            }
            let outcomes = at_once.join_all().await;
            let closed = town.entries().pop().unwrap().closed.unwrap();
            for (who, outcome) in outcomes {
                let expected = Some(who) == closed.by;
                assert_eq!(outcome.is_ok(), expected, "{who} {outcome:?} {closed:?}");
                assert!(outcome.is_ok() || matches!(outcome, Err(ActFault::Settled)));
            }
            let withdrawn = usize::from(closed.outcome == Outcome::NoMoreTexts);
            assert_eq!(phone.withdrawals().len(), withdrawn);
            assert_eq!(phone.suppression().is_some(), withdrawn == 1);
        }
        assert_eq!(town.trail().len(), 8);
    }
}

#[tokio::test]
async fn a_lost_text_is_sent_once_more_however_often_it_is_pressed_and_only_if_it_may_be() {
    for (_place, town) in towns("sent_once_more").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.says("VOICE").await;
        town.phones.end_next_with(SendOutcome::Unknown { reason: "no answer" });
        assert_eq!(ana.hears().await, NO_TEXT);
        town.clock.advance(TimeDelta::minutes(10));
        let entry = town.open_entry(Kind::NotDelivered);
        let mut at_once = JoinSet::new();
        for _ in 0..5 {
            let (town, liaison, entry) = (Arc::clone(&town), liaison.clone(), entry.clone());
            at_once.spawn(async move { town.acts(&liaison, &entry, Action::SendAgain).await });
        }
        assert!(at_once.join_all().await.iter().all(Result::is_ok));
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert!(heard[0].starts_with("Riverside Health asks"));
        assert_eq!(ana.outbox(), ["unknown", "sent"]);
        let linked: Vec<(Option<i64>, Option<i64>)> = town.read(|c| {
            Ok(call_entry::table.select((call_entry::outbox_id, call_entry::resent_id)).load(c)?)
        });
        assert!(linked[0].1 > linked[0].0, "{linked:?}");

        for (number, code) in (2..).zip([30004, 30006, 30007, 30008, 30034]) {
            let ben = Phone::new(&town, number);
            ben.asks("VOICE").await;
            ben.reported(Undelivered, Some(code)).await;
            let outcome =
                town.acts(&liaison, &town.entries().pop().unwrap(), Action::SendAgain).await;
            assert!(matches!(outcome, Err(ActFault::NotPossible)), "{code}");
        }
        let cai = Phone::new(&town, 20);
        cai.asks("VOICE").await;
        cai.reported(Undelivered, Some(30009)).await;
        let entry = town.entries().pop().unwrap();
        cai.asks("1").await;
        let outcome = town.acts(&liaison, &entry, Action::SendAgain).await;
        assert!(matches!(outcome, Err(ActFault::NotPossible)), "the talk has gone on since");
        cai.says("STOP").await;
        let closed = town.entries().pop().unwrap().closed.unwrap();
        assert_eq!(closed.outcome, Outcome::NoMoreTexts);
    }
}

#[tokio::test]
async fn what_was_closed_by_mistake_is_opened_again_and_a_word_on_consent_is_not() {
    for (_place, town) in towns("closed_by_mistake").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.asks("call me").await;
        let entry = town.open_entry(Kind::CallBack);
        town.acts(&liaison, &entry, Action::Called).await.unwrap();
        for _ in 0..2 {
            town.acts(&liaison, &entry, Action::Undo).await.unwrap();
        }
        let entry = town.open_entry(Kind::CallBack);
        town.acts(&liaison, &entry, Action::Called).await.unwrap();
        ana.asks("call me").await;
        let undone = town.acts(&liaison, &entry, Action::Undo).await;
        assert!(matches!(undone, Err(ActFault::Settled)), "a newer one stands open");
        assert_eq!(town.open_now(), [Kind::CallBack]);

        let ben = Phone::new(&town, 2);
        ben.asks("VOICE").await;
        ben.reported(Undelivered, Some(30009)).await;
        let entry = town.open_entry(Kind::NotDelivered);
        town.acts(&liaison, &entry, Action::Unusable).await.unwrap();
        let unusable = || -> i64 {
            town.read(|c| {
                let marked =
                    contact_point::table.filter(contact_point::unusable_since.is_not_null());
                Ok(marked.count().get_result(c)?)
            })
        };
        assert_eq!(unusable(), 1);
        town.acts(&liaison, &entry, Action::Undo).await.unwrap();
        assert_eq!(unusable(), 0);
        town.acts(&liaison, &town.open_entry(Kind::NotDelivered), Action::Done).await.unwrap();

        ben.says("leave me alone").await;
        let entry = town.open_entry(Kind::HeldOptOut);
        town.acts(&liaison, &entry, Action::NoMoreTexts).await.unwrap();
        let undone = town.acts(&liaison, &entry, Action::Undo).await;
        assert!(matches!(undone, Err(ActFault::NotPossible)));
        assert_eq!(ben.suppression().as_deref(), Some("sms_free_text"));
    }
}

#[tokio::test]
async fn who_was_not_reached_comes_back_in_the_morning_and_sooner_in_danger() {
    for (_place, town) in towns("not_reached").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        let (ana, ben) = (Phone::new(&town, 1), Phone::new(&town, 2));
        ana.asks("call me").await;
        ben.asks("I want to die").await;
        for kind in [Kind::CallBack, Kind::Crisis] {
            let entry = town.open_entry(kind);
            for _ in 0..2 {
                town.acts(&liaison, &entry, Action::TryLater).await.unwrap();
            }
            assert_eq!(town.open_entry(kind).tries, 1);
        }
        assert_eq!((town.open_now(), town.trail().len()), (vec![], 2));
        town.clock.advance(TimeDelta::minutes(30));
        assert_eq!(town.open_now(), [Kind::Crisis]);
        ana.asks("call me").await;
        assert_eq!(town.open_now(), [Kind::Crisis, Kind::CallBack], "they asked again");
        ben.reported(Delivered, None).await;
        assert_eq!(town.open_now().len(), 2);
    }
}

#[tokio::test]
async fn an_entry_is_taken_by_one_and_a_look_at_it_is_on_the_trail() {
    for (_place, town) in towns("taken_by_one").await {
        let ana = add_account(&town.services, "ana", Role::Liaison);
        let ben = add_account(&town.services, "ben", Role::Liaison);
        Phone::new(&town, 1).asks("call me").await;
        let entry = town.open_entry(Kind::CallBack);
        town.acts(&ana, &entry, Action::Take).await.unwrap();
        town.acts(&ana, &entry, Action::Take).await.unwrap();
        let taken = town.acts(&ben, &entry, Action::Take).await;
        assert!(matches!(taken, Err(ActFault::Settled)));
        let dialogue = hearth::app::call_dialogue();
        let sight = see_entry(&town.services, dialogue, &ben, entry.id, "r".to_owned()).await;
        let sight = sight.unwrap().unwrap();
        assert_eq!(sight.taken_by.as_deref(), Some("ana@example.org"));
        assert_eq!(sight.contact.number, "+15551230001");
        assert_eq!((sight.said.len(), sight.said[0].body.as_str()), (1, "call me"));
        town.acts(&ana, &entry, Action::Release).await.unwrap();
        town.acts(&ben, &entry, Action::Take).await.unwrap();
        let actions: Vec<String> = town.trail().into_iter().map(|(action, _)| action).collect();
        let expected =
            ["call_taken", "call_taken", "call_entry_seen", "call_released", "call_taken"];
        assert_eq!(actions, expected);
        let nobody = see_entry(&town.services, dialogue, &ben, 999, "r".to_owned()).await.unwrap();
        assert!(nobody.is_none());
        let leader = add_account(&town.services, "cai", Role::Leadership);
        let refused = town.acts(&leader, &entry, Action::Called).await;
        assert!(matches!(refused, Err(ActFault::NotAllowed)));
        let wrong = town.acts(&ana, &entry, Action::NoMoreTexts).await;
        assert!(matches!(wrong, Err(ActFault::NotPossible)));
    }
}
