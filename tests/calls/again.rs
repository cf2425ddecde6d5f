//! What did not arrive for a reason that passes is tried again, and only then on the list.

use std::sync::Arc;

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::calls::{Action, Kind};
use hearth::outbox::sms::DeliveryStatus::{Failed, Undelivered};
use hearth::outbox::sms::SendOutcome;
use hearth::outbox::store::mark_unusable;
use hearth::staff::Role;
use hearth::storage::{Database, StoreError};
use tokio::task::JoinSet;

use crate::phone::Phone;
use crate::{add_account, towns};

const NO_TEXT: [&str; 0] = [];

/// Hears nothing, and a moment after the wait what it should have heard before.
async fn hears_after(phone: &Phone, wait: TimeDelta, words: &str) {
    let moment = TimeDelta::seconds(1);
    phone.town.clock.advance(wait - moment);
    assert_eq!(phone.hears().await, NO_TEXT, "not before {wait}");
    phone.town.clock.advance(moment);
    assert_eq!(phone.hears().await, [words], "after {wait}");
}

/// It turns out that texts do not reach that number.
fn takes_no_texts(phone: &Phone) {
    let (of, at) = (phone.ids().0, phone.town.services.clock.now());
    let mark = move |c: &mut Database| Ok::<_, StoreError>(mark_unusable(c, of, at)?);
    phone.town.services.store.write_now(mark).unwrap();
}

#[tokio::test]
async fn who_cannot_be_reached_is_tried_twice_more_hours_apart_however_often_that_is_reported() {
    for (_place, town) in towns("unreachable").await {
        let ana = Arc::new(Phone::new(&town, 1));
        let words = ana.asks("VOICE").await;
        for hours in [3, 6] {
            let mut at_once = JoinSet::new();
            let token = ana.last_token();
            for _ in 0..5 {
                let (ana, token) = (Arc::clone(&ana), token.clone());
                at_once.spawn(async move {
                    ana.reported_of(&token, Undelivered, Some(30003)).await;
                });
            }
            at_once.join_all().await;
            assert_eq!(town.entries().len(), 0);
            hears_after(&ana, TimeDelta::hours(hours), &words).await;
        }
        assert_eq!(ana.outbox(), ["sent"; 3]);
        ana.reported(Undelivered, Some(30003)).await;
        let entry = town.open_entry(Kind::NotDelivered);
        assert_eq!(entry.times, 1);
        town.clock.advance(TimeDelta::days(2));
        assert_eq!(ana.hears().await, NO_TEXT);
        // Whoever looks may still try once more by themselves.
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        town.acts(&liaison, &entry, Action::SendAgain).await.unwrap();
        assert_eq!(ana.hears().await, [words]);
        ana.reported(Undelivered, Some(30003)).await;
        town.open_entry(Kind::NotDelivered);
    }
}

#[tokio::test]
async fn nobody_is_woken_by_another_try() {
    for (_place, town) in towns("another_try_by_day").await {
        let ana = Phone::new(&town, 1);
        // Half past seven in the evening in New York.
        town.clock.advance(TimeDelta::minutes(8 * 60 + 30));
        let words = ana.asks("VOICE").await;
        ana.reported(Failed, Some(30003)).await;
        hears_after(&ana, TimeDelta::minutes(12 * 60 + 30), &words).await;
    }
}

#[tokio::test]
async fn a_full_queue_is_tried_three_times_more_within_the_hour() {
    for (_place, town) in towns("queue_full").await {
        let ana = Phone::new(&town, 1);
        let full = SendOutcome::Refused { code: Some(30001), http_status: 400 };
        ana.says("VOICE").await;
        for minutes in [5, 15, 60] {
            let token = ana.last_token();
            town.phones.end_next_with(full.clone());
            assert_eq!(ana.hears().await, NO_TEXT);
            // A report says again what the answer said before.
            ana.reported_of(&token, Failed, Some(30001)).await;
            assert_eq!(town.entries().len(), 0);
            town.clock.advance(TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
            assert_eq!(ana.hears().await, NO_TEXT);
            town.clock.advance(TimeDelta::seconds(1));
        }
        town.phones.end_next_with(full.clone());
        assert_eq!(ana.hears().await, NO_TEXT);
        town.open_entry(Kind::NotDelivered);
        assert_eq!(ana.outbox().len(), 4);

        let ben = Phone::new(&town, 2);
        let words = ben.asks("VOICE").await;
        ben.reported(Failed, Some(30001)).await;
        hears_after(&ben, TimeDelta::minutes(5), &words).await;
    }
}

#[tokio::test]
async fn a_text_after_which_another_came_is_not_tried_again_and_needs_nobody() {
    for (_place, town) in towns("old_words").await {
        let ana = Phone::new(&town, 1);
        ana.asks("VOICE").await;
        let first = ana.last_token();
        ana.asks("1").await;
        ana.reported_of(&first, Undelivered, Some(30003)).await;
        town.clock.advance(TimeDelta::hours(5));
        assert_eq!(ana.hears().await, NO_TEXT);

        // The talk goes on while the try waits.
        ana.reported(Undelivered, Some(30003)).await;
        let heard = ana.asks("2 5 1").await;
        assert!(heard.contains("Why does this matter"), "{heard}");
        town.clock.advance(TimeDelta::hours(5));
        assert_eq!(ana.hears().await, NO_TEXT);
        assert_eq!(ana.outbox(), ["sent", "sent", "cancelled", "sent"]);
        assert_eq!(town.entries().len(), 0);
    }
}

#[tokio::test]
async fn whoever_wrote_since_gets_no_other_try_though_nobody_answered() {
    for (_place, town) in towns("wrote_since").await {
        let moment = TimeDelta::minutes(1);
        let ana = Phone::new(&town, 1);
        ana.asks("hello").await;
        ana.reported(Undelivered, Some(30003)).await;
        town.clock.advance(moment);
        ana.says("is anybody there").await;
        assert_eq!(ana.hears().await, NO_TEXT, "help is said once a day");
        town.clock.advance(TimeDelta::hours(5));
        assert_eq!(ana.hears().await, NO_TEXT);
        assert_eq!(ana.outbox(), ["sent", "cancelled"]);

        // What they wrote before the report came got no answer: a person looks, and may send it.
        let ben = Phone::new(&town, 2);
        let words = ben.asks("hello").await;
        town.clock.advance(moment);
        ben.says("is anybody there").await;
        ben.reported(Undelivered, Some(30003)).await;
        let entry = town.open_entry(Kind::NotDelivered);
        let liaison = add_account(&town.services, "ana", Role::Liaison);
        town.acts(&liaison, &entry, Action::SendAgain).await.unwrap();
        assert_eq!(ben.hears().await, [words]);
    }
}

/// Thousands of texts go out to somebody else.
fn many_are_written(other: &Phone) {
    let of = other.ids().0;
    let write = move |c: &mut Database| {
        let rows = format!(
            "WITH RECURSIVE counted (n) AS \
             (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 6000) \
             INSERT INTO outbox_message (token, channel, contact_point_id, urgency, sealed_body, \
             segments, state, not_before, not_after, attempts, created_at) \
             SELECT outbox_message.token || counted.n, channel, contact_point_id, urgency, \
             sealed_body, segments, 'sent', not_before, not_after, 1, created_at \
             FROM outbox_message, counted WHERE outbox_message.id = \
             (SELECT max(id) FROM outbox_message WHERE contact_point_id = {of})"
        );
        Ok::<_, StoreError>(diesel::sql_query(rows).execute(c)?)
    };
    assert_eq!(other.town.services.store.write_now(write).unwrap(), 6000);
}

#[tokio::test]
async fn thousands_of_texts_to_others_change_nothing_about_another_try() {
    for (_place, town) in towns("many_others").await {
        let others = Phone::new(&town, 9);
        others.asks("VOICE").await;
        let (ana, ben, cai) = (Phone::new(&town, 1), Phone::new(&town, 2), Phone::new(&town, 3));
        let words = ana.asks("VOICE").await;
        ben.asks("VOICE").await;
        ben.reported(Undelivered, Some(30003)).await;
        cai.asks("VOICE").await;
        let first_of_cai = cai.last_token();
        town.clock.advance(TimeDelta::minutes(1));
        ben.asks("1").await;
        cai.asks("1").await;
        many_are_written(&others);
        // Nothing came after hers; something did after theirs, though too many texts ago to be found.
        ana.reported(Undelivered, Some(30003)).await;
        cai.reported_of(&first_of_cai, Undelivered, Some(30003)).await;
        assert_eq!(town.entries().len(), 0);
        many_are_written(&others);
        hears_after(&ana, TimeDelta::hours(3), &words).await;
        for phone in [&ben, &cai] {
            assert_eq!(phone.hears().await, NO_TEXT);
        }
        assert_eq!(ben.outbox(), ["sent", "cancelled", "sent"]);
        assert_eq!(cai.outbox(), ["sent", "sent"]);
    }
}

#[tokio::test]
async fn whoever_wants_no_texts_or_cannot_get_any_gets_no_other_try() {
    for (_place, town) in towns("no_other_try").await {
        let ana = Phone::new(&town, 1);
        ana.asks("VOICE").await;
        ana.reported(Undelivered, Some(30003)).await;
        let heard = ana.asks("STOP").await;
        assert!(heard.contains("no more texts"), "{heard}");
        ana.reported(Undelivered, Some(30003)).await;
        assert_eq!(town.entries().len(), 0, "who wants no texts misses none");

        let ben = Phone::new(&town, 2);
        ben.asks("VOICE").await;
        ben.reported(Undelivered, Some(30003)).await;
        ben.says("please leave me alone").await;
        let cai = Phone::new(&town, 3);
        cai.asks("VOICE").await;
        cai.reported(Undelivered, Some(30003)).await;
        takes_no_texts(&cai);
        town.clock.advance(TimeDelta::hours(4));
        for phone in [&ana, &ben, &cai] {
            assert_eq!(phone.hears().await, NO_TEXT);
        }
        assert!(!ben.outbox().contains(&"queued".to_owned()), "{:?}", ben.outbox());
        assert_eq!(cai.outbox(), ["sent", "cancelled"]);
        // One whose number is known to take no texts is on the list at once.
        let dan = Phone::new(&town, 4);
        dan.asks("VOICE").await;
        takes_no_texts(&dan);
        dan.reported(Undelivered, Some(30003)).await;
        town.open_entry(Kind::NotDelivered);
    }
}
