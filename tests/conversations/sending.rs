//! What the provider and the carrier answer, and what is never sent twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use hearth::app::outbox_reactions;
use hearth::outbox::Urgency;
use hearth::outbox::flow::{Worker, take_status};
use hearth::outbox::sms::{DeliveryStatus, OutgoingSms, SendOutcome, Sending, SmsTransport};
use hearth::outbox::store::{NewSms, insert_sms};
use hearth::storage::{Database, StoreError};

use crate::phone::{Phone, Town};
use crate::{NO_MORE_TEXTS, towns};

/// Reports what became of the last text a phone received.
async fn report(town: &Town, phone: &Phone, status: DeliveryStatus, code: Option<u32>) {
    let last = phone.received().pop().unwrap();
    let (_, token) = last.status_callback.split_once("?m=").unwrap();
    let known =
        take_status(&town.services, &outbox_reactions(), token, &last.sid, status, code).await;
    assert!(known.unwrap());
}

fn withdrawn_by_the_carrier() -> [(String, String, String); 1] {
    [("text".to_owned(), "carrier".to_owned(), "all".to_owned())]
}

#[tokio::test]
async fn an_opt_out_that_the_carrier_reports_withdraws_texts_once_and_cancels_what_waits() {
    for (_place, town) in towns("21610_by_callback").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        ana.says("2 5 1").await;
        for _ in 0..3 {
            report(&town, &ana, DeliveryStatus::Undelivered, Some(21610)).await;
        }
        assert_eq!(ana.withdrawals(), withdrawn_by_the_carrier());
        assert_eq!(ana.hears().await, [""; 0]);
        assert_eq!(ana.outbox().pop().unwrap().0, "cancelled");
        assert_eq!(ana.suppression().as_deref(), Some("carrier"));
        ana.says("The bus.").await;
        assert_eq!(ana.hears().await, [""; 0]);
        assert!(ana.permits_improvement());
        assert_eq!(town.count_voices().await, 1);
        assert!(ana.asks("START").await.contains("To go on with the survey"));
    }
}

#[tokio::test]
async fn an_opt_out_that_the_provider_answers_with_withdraws_texts_once() {
    for (_place, town) in towns("21610_by_refusal").await {
        let ana = Phone::new(&town, 1);
        ana.asks("VOICE").await;
        ana.says("1").await;
        ana.says("2 5 1").await;
        town.phones.end_next_with(SendOutcome::Refused { code: Some(21610), http_status: 400 });
        assert_eq!(ana.hears().await, [""; 0]);
        assert_eq!(ana.withdrawals(), withdrawn_by_the_carrier());
        let states: Vec<String> = ana.outbox().into_iter().map(|(state, _)| state).collect();
        assert_eq!(states, ["sent", "failed", "cancelled"]);
    }
}

#[tokio::test]
async fn the_carriers_opt_out_counts_also_while_a_plea_waits_for_a_person() {
    for (_place, town) in towns("21610_after_a_plea").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        ana.says("please stop texting me").await;
        report(&town, &ana, DeliveryStatus::Undelivered, Some(21610)).await;
        assert_eq!(ana.withdrawals(), withdrawn_by_the_carrier());
        assert_eq!(ana.suppression().as_deref(), Some("carrier"));
    }
}

#[tokio::test]
async fn reports_out_of_order_and_repeated_end_in_the_same_status() {
    use DeliveryStatus::{Delivered, Queued, Sending, Sent, Undelivered};
    for (_place, town) in towns("reports_out_of_order").await {
        let orders = [
            (vec![Queued, Sending, Sent, Delivered], "delivered"),
            (vec![Delivered, Sent, Sending, Queued], "delivered"),
            (vec![Sent, Delivered, Queued, Delivered, Sent, Undelivered], "delivered"),
            (vec![Undelivered, Sent, Delivered, Undelivered], "undelivered"),
            (vec![Sent, Sending, Queued, Sent], "sent"),
        ];
        for (number, (order, end)) in (1..).zip(orders) {
            let ana = Phone::new(&town, number);
            ana.asks("VOICE").await;
            for status in order {
                report(&town, &ana, status, None).await;
            }
            assert_eq!(ana.outbox(), [("sent".to_owned(), Some(end.to_owned()))]);
        }
    }
}

#[tokio::test]
async fn a_text_the_provider_had_no_time_for_is_sent_later_and_before_the_next() {
    for (_place, town) in towns("a_429").await {
        let ana = Phone::new(&town, 1);
        ana.says("VOICE").await;
        town.phones.end_next_with(busy_for(1));
        assert_eq!(ana.hears().await, [""; 0]);
        ana.says("1").await;
        assert_eq!(ana.hears().await, [""; 0], "no text overtakes another");
        let ben = Phone::new(&town, 2);
        assert!(ben.asks("VOICE").await.starts_with("Riverside"), "and none holds up others");
        town.clock.advance(TimeDelta::seconds(2));
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 2);
        assert!(heard[0].starts_with("Riverside Health asks"), "{heard:?}");
        assert!(ana.withdrawals().is_empty());
    }
}

/// A text that asks many people something, to go out after that many hours.
async fn writes_to_many(phone: &Phone, body: &'static str, after_hours: i64) {
    let (contact_point_id, _) = phone.ids();
    let at = phone.town.services.clock.now();
    let not_before = at + TimeDelta::hours(after_hours);
    let keys = Arc::clone(&phone.town.services.keys);
    let write = move |c: &mut Database| {
        let (urgency, not_after) = (Urgency::Bulk, not_before + TimeDelta::hours(9));
        let new = NewSms { contact_point_id, urgency, body, not_before, not_after, at };
        Ok::<_, StoreError>(insert_sms(c, &keys, &new)?)
    };
    phone.town.services.store.write(write).await.unwrap();
}

fn busy_for(seconds: u64) -> SendOutcome {
    SendOutcome::NotProcessed { retry_after_seconds: Some(seconds), code: Some(20429) }
}

#[tokio::test]
async fn what_waits_for_the_morning_holds_up_no_reply() {
    for (_place, town) in towns("waits_for_morning").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        writes_to_many(&ana, "Good morning", 9).await;
        let heard = ana.asks("I want to die").await;
        assert!(heard.contains("988"), "{heard}");

        // In the morning each has its time, and a reply still goes first, though it is younger.
        town.clock.advance(TimeDelta::hours(9));
        ana.says("2 5 1").await;
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 2, "{heard:?}");
        assert!(heard[0].contains("Why does this matter"), "{heard:?}");
        assert_eq!(heard[1], "Good morning");
    }
}

#[tokio::test]
async fn what_asks_many_and_was_put_back_holds_up_no_reply_and_keeps_its_place_among_its_like() {
    for (_place, town) in towns("put_back_holds_up_no_reply").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        writes_to_many(&ana, "Good morning", 0).await;
        town.phones.end_next_with(busy_for(3600));
        assert_eq!(ana.hears().await, [""; 0]);
        writes_to_many(&ana, "Good day", 0).await;

        let heard = ana.asks("I want to die").await;
        assert!(heard.contains("988"), "{heard}");
        // A reply that was put back goes before the others, and before what asks many.
        ana.says("2 5 1").await;
        town.phones.end_next_with(busy_for(7200));
        assert_eq!(ana.hears().await, [""; 0]);
        ana.says("HELP").await;
        assert_eq!(ana.hears().await, [""; 0], "replies keep their order");
        town.clock.advance(TimeDelta::hours(1) + TimeDelta::seconds(1));
        let heard = ana.hears().await;
        assert!(heard[0].contains("Why does this matter"), "{heard:?}");
        assert!(heard[1].contains("STOP"), "{heard:?}");
        assert_eq!(heard[2..], ["Good morning", "Good day"]);
    }
}

#[tokio::test]
async fn a_text_that_may_have_been_taken_is_never_sent_again() {
    for (_place, town) in towns("an_unknown_outcome").await {
        let ana = Phone::new(&town, 1);
        ana.says("VOICE").await;
        town.phones.end_next_with(SendOutcome::Unknown { reason: "no answer" });
        assert_eq!(ana.hears().await, [""; 0]);
        for _ in 0..3 {
            town.clock.advance(TimeDelta::hours(1));
            assert_eq!(town.worker().give_up_interrupted().await.unwrap(), 0);
            assert_eq!(ana.hears().await, [""; 0]);
        }
        assert_eq!(ana.outbox(), [("unknown".to_owned(), None)]);
        assert!(ana.asks("1").await.contains("What should we improve first?"));
    }
}

/// A STOP comes while the first text is handed over, for which there is no time; the next goes out.
struct BusyDuringStop {
    phone: Phone,
    is_over: AtomicBool,
}

impl SmsTransport for BusyDuringStop {
    fn send(&self, message: OutgoingSms) -> Sending<'_> {
        Box::pin(async {
            if self.is_over.swap(true, Ordering::Relaxed) {
                return self.phone.town.phones.send(message).await;
            }
            self.phone.says("STOP").await;
            SendOutcome::NotProcessed { retry_after_seconds: Some(600), code: Some(20429) }
        })
    }
}

#[tokio::test]
async fn a_text_that_was_being_handed_over_during_a_stop_is_not_tried_again() {
    for (_place, town) in towns("stop_while_sending").await {
        let ana = Phone::new(&town, 1);
        ana.says("VOICE").await;
        let busy = Worker {
            services: town.services.clone(),
            transport: Arc::new(BusyDuringStop {
                phone: Phone::new(&town, 1),
                is_over: AtomicBool::new(false),
            }),
            reactions: outbox_reactions(),
        };
        busy.send_all_due().await.unwrap();
        // The goodbye does not wait behind a text that will never go out.
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert!(heard[0].contains(NO_MORE_TEXTS), "{heard:?}");
        town.clock.advance(TimeDelta::hours(1));
        assert_eq!(ana.hears().await, [""; 0]);
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
async fn a_text_cut_off_while_it_was_handed_over_is_not_sent_again_and_holds_up_no_other() {
    for (_place, town) in towns("cut_off_while_sending").await {
        let ana = Phone::new(&town, 1);
        ana.says("VOICE").await;
        let cut_off = Worker {
            services: town.services.clone(),
            transport: Arc::new(Hanging),
            reactions: outbox_reactions(),
        };
        let cut = tokio::time::timeout(Duration::from_millis(300), cut_off.send_all_due()).await;
        assert!(cut.is_err(), "the handover hangs");
        assert_eq!(ana.outbox(), [("sending".to_owned(), None)]);

        // Another node may be handing it over: for a minute it is left alone.
        assert_eq!(town.worker().give_up_interrupted().await.unwrap(), 0);
        ana.says("1").await;
        assert_eq!(ana.hears().await, [""; 0]);
        town.clock.advance(TimeDelta::seconds(61));
        assert_eq!(town.worker().give_up_interrupted().await.unwrap(), 1);
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert!(heard[0].contains("What should we improve first?"), "{heard:?}");
        assert_eq!(ana.outbox()[0], ("unknown".to_owned(), None));
    }
}

#[tokio::test]
async fn a_running_worker_gives_up_what_was_cut_off_less_than_a_minute_before_it_started() {
    for (_place, town) in towns("cut_off_just_before_the_start").await {
        let ana = Phone::new(&town, 1);
        ana.says("VOICE").await;
        let cut_off = Worker {
            services: town.services.clone(),
            transport: Arc::new(Hanging),
            reactions: outbox_reactions(),
        };
        drop(tokio::time::timeout(Duration::from_millis(300), cut_off.send_all_due()).await);
        ana.says("1").await;
        town.clock.advance(TimeDelta::seconds(5));

        let (stop, stopped) = tokio::sync::watch::channel(false);
        let running = tokio::spawn(town.worker().run(stopped));
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(ana.received(), []);
        town.clock.advance(TimeDelta::seconds(60));
        tokio::time::sleep(Duration::from_millis(800)).await;
        stop.send_replace(true);
        running.await.unwrap();
        assert_eq!(ana.received().len(), 1, "the next text goes out, the cut-off one does not");
        assert_eq!(ana.outbox()[0], ("unknown".to_owned(), None));
    }
}
