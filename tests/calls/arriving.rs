//! Each kind comes onto the list by the way it really comes, once.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::app::outbox_reactions;
use hearth::calls::flow::list_entries;
use hearth::calls::{Action, Kind, Outcome};
use hearth::outbox::flow::Worker;
use hearth::outbox::sms::DeliveryStatus::{Delivered, Sent, Undelivered};
use hearth::outbox::sms::{OutgoingSms, SendOutcome, Sending, SmsTransport};
use hearth::staff::Role;
use hearth::storage::backup::{Restored, dump, load, read_header};
use hearth::storage::schema::{call_entry, inbound_message};
use tokio::task::JoinSet;

use crate::phone::Phone;
use crate::{add_account, support, towns};

#[tokio::test]
async fn words_that_need_a_person_come_onto_the_list_with_the_text_they_are_in() {
    for (_place, town) in towns("words_that_need_a_person").await {
        let words = [
            ("please leave me alone", Kind::HeldOptOut),
            ("no más mensajes por favor", Kind::HeldOptOut),
            ("退订", Kind::HeldOptOut),
            ("wrong number", Kind::WrongNumber),
            ("I want to die", Kind::Crisis),
            ("call me please", Kind::CallBack),
        ];
        for (number, (said, kind)) in (1..).zip(words) {
            let ana = Phone::new(&town, number);
            ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
            ana.says(said).await;
            let entry = town.entries().pop().unwrap();
            assert_eq!((entry.kind, entry.times, entry.closed), (kind, 1, None), "{said}");
            assert_eq!(entry.contact_point_id, ana.ids().0);
            let reading: String = town.read(|c| {
                let text = inbound_message::table.find(entry.inbound_id.unwrap());
                Ok(text.select(inbound_message::reading).first(c)?)
            });
            assert!(["stop_suspected", "wrong_number", "crisis", "call"].contains(&&*reading));
        }
        assert_eq!(town.entries().len(), 6, "an answer, a keyword and a yes need nobody");
        let by_urgency = town.open_now();
        assert_eq!((by_urgency[0], by_urgency[5]), (Kind::Crisis, Kind::CallBack));
    }
}

#[tokio::test]
async fn what_is_said_again_is_one_entry_that_tells_so() {
    for (_place, town) in towns("said_again").await {
        let ana = Phone::new(&town, 1);
        ana.says_as("SMsame", "leave me alone").await;
        ana.says_as("SMsame", "leave me alone").await;
        assert_eq!(town.open_entry(Kind::HeldOptOut).times, 1, "the same text is one text");
        let first = town.open_entry(Kind::HeldOptOut).inbound_id;
        ana.says("please leave me alone").await;
        let entry = town.open_entry(Kind::HeldOptOut);
        assert_eq!(entry.times, 2);
        assert!(entry.inbound_id > first, "it is about the latest words");

        let ben = Arc::new(Phone::new(&town, 2));
        let mut at_once = JoinSet::new();
        for _ in 0..10 {
            let ben = Arc::clone(&ben);
            at_once.spawn(async move { ben.says("wrong number").await });
        }
        at_once.join_all().await;
        assert_eq!(town.open_entry(Kind::WrongNumber).times, 10);
    }
}

#[tokio::test]
async fn the_persons_own_stop_or_start_settles_what_was_held() {
    for (_place, town) in towns("the_persons_own_word").await {
        let own_words = [("STOP", Outcome::NoMoreTexts), ("START", Outcome::WentOn)];
        for (number, (said, outcome)) in (1..).zip(own_words) {
            let ana = Phone::new(&town, number);
            ana.goes_through(&["VOICE", "1"]).await;
            ana.says("leave me alone").await;
            ana.says(said).await;
            let closed = town.entries().pop().unwrap().closed.unwrap();
            assert_eq!((closed.outcome, closed.by), (outcome, None));
            assert_eq!(town.open_now(), []);
        }
        let ben = Phone::new(&town, 9);
        ben.goes_through(&["VOICE", "1"]).await;
        ben.says("leave me alone").await;
        ben.reported(Undelivered, Some(21610)).await;
        assert_eq!(ben.suppression().as_deref(), Some("carrier"));
        assert_eq!(town.open_now(), [], "the carrier's word is theirs too");
        ben.says("please leave me alone").await;
        assert_eq!(town.open_now(), [], "who opted out has nothing left to be asked");
    }
}

#[tokio::test]
async fn a_word_that_may_mean_stop_needs_a_person_only_if_it_is_left_unanswered() {
    for (_place, town) in towns("a_word_left_unanswered").await {
        for (number, answer) in (1..).zip(["1", "STOP", ""]) {
            let linh = Phone::new(&town, number);
            linh.goes_through(&["VOICE", "1", "dung"]).await;
            if !answer.is_empty() {
                linh.says(answer).await;
            }
        }
        assert_eq!(town.open_now(), []);
        town.clock.advance(TimeDelta::hours(20));
        assert_eq!(town.open_now(), [Kind::UnclearOptOut]);
    }
}

#[tokio::test]
async fn a_text_that_the_provider_reports_as_lost_is_on_the_list_however_often_it_says_so() {
    for (_place, town) in towns("reported_as_lost").await {
        for (number, code) in (1..).zip([30002, 30004, 30005, 30007, 30008, 30034, 30009]) {
            let ana = Phone::new(&town, number);
            ana.asks("VOICE").await;
            for _ in 0..3 {
                ana.reported(Undelivered, Some(code)).await;
            }
            let entry = town.entries().pop().unwrap();
            assert_eq!((entry.kind, entry.times), (Kind::NotDelivered, 1), "{code}");
            assert_eq!(entry.contact_point_id, ana.ids().0);
        }
        assert_eq!(town.open_now().len(), 7);
        let ben = Arc::new(Phone::new(&town, 20));
        ben.asks("VOICE").await;
        let mut at_once = JoinSet::new();
        for _ in 0..5 {
            let ben = Arc::clone(&ben);
            at_once.spawn(async move { ben.reported(Undelivered, None).await });
        }
        at_once.join_all().await;
        assert_eq!((town.open_now().len(), town.entries().pop().unwrap().times), (8, 1));
        let fine = Phone::new(&town, 30);
        fine.asks("VOICE").await;
        fine.reported(Sent, None).await;
        fine.reported(Delivered, None).await;
        assert_eq!(town.open_now().len(), 8);
    }
}

#[tokio::test]
async fn whose_start_did_not_reach_the_carrier_is_on_the_list_and_stays_without_texts() {
    for (_place, town) in towns("start_blocked").await {
        let refused = SendOutcome::Refused { code: Some(21610), http_status: 400 };
        let (ana, ben) = (Phone::new(&town, 1), Phone::new(&town, 2));
        for phone in [&ana, &ben] {
            phone.goes_through(&["VOICE", "1", "STOP"]).await;
        }
        ana.says("INICIO").await;
        town.phones.end_next_with(refused);
        assert!(ana.hears().await.is_empty());
        ben.asks("INICIO").await;
        for _ in 0..2 {
            ben.reported(Undelivered, Some(21610)).await;
        }
        assert_eq!(town.open_now(), [Kind::StartBlocked; 2]);
        for phone in [&ana, &ben] {
            assert_eq!(phone.suppression().as_deref(), Some("carrier"));
            assert_eq!(phone.withdrawals().len(), 2);
        }
        // The word that lifts the block as well ends the matter.
        ana.asks("START").await;
        assert_eq!(town.open_now(), [Kind::StartBlocked]);
        assert_eq!(ana.suppression(), None);
        ben.says("STOP").await;
        assert_eq!(town.entries().len(), 2);
        // Who opted out long after a START meant it.
        town.clock.advance(TimeDelta::days(30));
        ana.reported(Undelivered, Some(21610)).await;
        assert_eq!(town.entries().len(), 2);
    }
}

#[tokio::test]
async fn a_text_the_worker_gives_up_is_on_the_list_whichever_way_it_gave_up() {
    for (_place, town) in towns("given_up").await {
        let refused = |code| SendOutcome::Refused { code, http_status: 400 };
        let busy = SendOutcome::NotProcessed { retry_after_seconds: None, code: Some(20429) };
        for (number, code) in (1..).zip([Some(21211), Some(21614), None]) {
            let ana = Phone::new(&town, number);
            ana.says("VOICE").await;
            town.phones.end_next_with(refused(code));
            ana.hears().await;
            assert_eq!(town.open_now().len(), usize::try_from(number).unwrap());
        }
        let opted_out = Phone::new(&town, 10);
        opted_out.says("VOICE").await;
        town.phones.end_next_with(refused(Some(21610)));
        opted_out.hears().await;
        assert_eq!(town.open_now().len(), 3, "who wants no texts misses none");

        let too_busy = Phone::new(&town, 11);
        too_busy.says("VOICE").await;
        for _ in 0..12 {
            town.phones.end_next_with(busy.clone());
            too_busy.hears().await;
            town.clock.advance(TimeDelta::seconds(400));
        }
        assert_eq!(too_busy.outbox(), ["failed"]);
        assert_eq!(town.open_now().len(), 4);

        let too_late = Phone::new(&town, 12);
        too_late.says("VOICE").await;
        town.clock.advance(TimeDelta::hours(5));
        too_late.hears().await;
        assert_eq!(too_late.outbox(), ["failed"]);
        assert_eq!(town.open_now().len(), 5);

        let never_again = Phone::new(&town, 13);
        never_again.says("VOICE").await;
        let wait = SendOutcome::NotProcessed { retry_after_seconds: Some(3600), code: None };
        town.clock.advance(TimeDelta::minutes(239));
        town.phones.end_next_with(wait);
        never_again.hears().await;
        assert_eq!(never_again.outbox(), ["failed"], "another try would come too late");
        assert_eq!(town.open_now().len(), 6);
    }
}

#[tokio::test]
async fn an_unknown_text_has_ten_minutes_for_its_report() {
    for (_place, town) in towns("ten_minutes").await {
        let unknown = SendOutcome::Unknown { reason: "no answer" };
        let (ana, ben, cai) = (Phone::new(&town, 1), Phone::new(&town, 2), Phone::new(&town, 3));
        for phone in [&ana, &ben, &cai] {
            phone.says("VOICE").await;
            town.phones.end_next_with(unknown.clone());
            phone.hears().await;
        }
        assert_eq!(town.open_now(), []);
        ana.reported(Sent, None).await;
        ben.reported(Undelivered, Some(30008)).await;
        assert_eq!(town.open_now(), [Kind::NotDelivered], "a loss needs no waiting");
        town.clock.advance(TimeDelta::minutes(10));
        assert_eq!(town.open_now().len(), 2);
        cai.reported(Delivered, None).await;
        assert_eq!(town.open_now().len(), 1);
        let outcomes: Vec<_> =
            town.entries().iter().map(|entry| entry.closed.map(|closed| closed.outcome)).collect();
        assert_eq!(outcomes, [Some(Outcome::Taken), None, Some(Outcome::Taken)]);
        assert!(town.entries().iter().all(|entry| entry.times == 1));
    }
}

/// Takes a text and never says how it ended.
struct Hanging;

impl SmsTransport for Hanging {
    fn send(&self, _message: OutgoingSms) -> Sending<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_text_cut_off_by_a_kill_is_on_the_list() {
    for (_place, town) in towns("cut_off_by_a_kill").await {
        let ana = Phone::new(&town, 1);
        ana.says("VOICE").await;
        let cut_off = Worker {
            services: town.services.clone(),
            transport: Arc::new(Hanging),
            reactions: outbox_reactions(),
        };
        drop(tokio::time::timeout(Duration::from_millis(300), cut_off.send_all_due()).await);
        town.clock.advance(TimeDelta::seconds(61));
        assert_eq!(town.worker().give_up_interrupted().await.unwrap(), 1);
        assert_eq!(town.worker().give_up_interrupted().await.unwrap(), 0);
        assert_eq!((town.open_now(), town.entries().len()), (vec![], 1));
        town.clock.advance(TimeDelta::minutes(10));
        assert_eq!(town.open_now(), [Kind::NotDelivered]);
    }
}

#[tokio::test]
async fn the_list_survives_a_backup_and_tells_of_what_was_waiting_to_be_sent() {
    for ((place, town), (other, target)) in
        towns("a_list_backed_up").await.into_iter().zip(support::stores("a_list_restored"))
    {
        let (ana, ben) = (Phone::new(&town, 1), Phone::new(&town, 2));
        ana.says("leave me alone").await;
        ben.says("VOICE").await;
        let mut text = Vec::new();
        dump(&place.url, support::morning(), &mut text).unwrap();
        let mut lines = text.as_slice();
        let taken_at = read_header(&mut lines).unwrap().taken_at;
        let restored = Restored { taken_at, at: town.services.clock.now() };
        load(&other.url, &mut lines, &restored, &hearth::app::after_restore()).unwrap();
        let kinds: Vec<String> = target
            .read_now(|c| {
                let all = call_entry::table.order(call_entry::id);
                Ok::<_, hearth::storage::StoreError>(all.select(call_entry::kind).load(c)?)
            })
            .unwrap();
        assert_eq!(kinds, ["held_opt_out", "not_delivered"]);
    }
}

#[tokio::test]
async fn the_database_holds_no_number_and_no_words_of_anybody_on_the_list() {
    for (place, town) in towns("no_words_in_the_clear").await {
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        for (number, words) in (1..).zip(["leave me alone", "wrong number", "call me"]) {
            Phone::new(&town, number).says(words).await;
        }
        let (held, wrong) = (town.open_entry(Kind::HeldOptOut), town.open_entry(Kind::WrongNumber));
        town.acts(&liaison, &held, Action::NoMoreTexts).await.unwrap();
        town.acts(&liaison, &wrong, Action::WrongNumber).await.unwrap();
        list_entries(&town.services, &liaison, "r".to_owned()).await.unwrap();
        let mut text = Vec::new();
        dump(&place.url, support::morning(), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains("call_hold") || text.contains("call_opt_out_confirmed"));
        for secret in ["5551230001", "5551230002", "leave me", "call me", "ana@example.org"] {
            assert!(!text.contains(secret), "{secret}");
        }
    }
}

#[tokio::test]
async fn a_list_of_many_shows_the_most_urgent_and_how_many_more_there_are() {
    for (_place, town) in towns("a_long_list").await {
        let ana = add_account(&town.services, "ana", Role::Liaison);
        for number in 1..=103 {
            Phone::new(&town, number).says("call me").await;
        }
        Phone::new(&town, 200).says("I want to die").await;
        let listed = list_entries(&town.services, &ana, "r".to_owned()).await.unwrap();
        assert_eq!((listed.now.len(), listed.count), (100, 104));
        assert_eq!(listed.now[0].entry.kind, Kind::Crisis);
        let gauges = town.read(|c| hearth::calls::store::gauges(c, town.services.clock.now()));
        let values: Vec<i64> = gauges.iter().map(|standing| standing.value).collect();
        assert_eq!(values, [1, 0, 0, 0, 0, 103, 0, 0, 0, 0]);
    }
}
