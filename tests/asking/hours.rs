//! Texts go out by day only, wherever the person is.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta};
use hearth::calls::Action;
use hearth::calls::flow::ActFault;
use hearth::outbox::sms::DeliveryStatus;
use hearth::outreach::Disposition;

use crate::looking::look_after_silent;
use crate::panel::{Asking, askings};
use crate::phone::Phone;
use crate::standing::{report, report_as};

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// Moves the clock to that time.
fn go_to(asking: &Asking, time: &str) {
    let now = asking.town.services.clock.now();
    asking.town.clock.advance(at(time) - now);
}

#[tokio::test]
async fn each_is_asked_when_it_is_day_where_they_are() {
    for asking in askings("day_where_they_are").await {
        for number in ["+12125550101", "+13125550102", "+18085550103", "+12195550104"] {
            asking.consented(number, "en");
        }
        // 1 October 2026, 12:30 UTC: half past eight in New York, not yet eight anywhere else.
        go_to(&asking, "2026-10-02 12:29");
        asking.begins().await;
        asking.turn().await;
        assert_eq!(asking.texted(), ["+12125550101"]);
        go_to(&asking, "2026-10-02 13:00");
        asking.turn().await;
        // 219 may be in Chicago or in New York: it waits until it is day in both.
        assert_eq!(asking.texted(), ["+12125550101", "+12195550104", "+13125550102"]);
        go_to(&asking, "2026-10-02 18:00");
        asking.turn().await;
        assert_eq!(asking.texted().len(), 4);
    }
}

#[tokio::test]
async fn what_is_confirmed_at_night_waits_for_the_morning_and_nothing_arrives_after_nine() {
    for asking in askings("confirmed_at_night").await {
        asking.consented("+12125550101", "en");
        asking.consented("+15551230002", "en");
        // Nine in the evening in New York, where the center is too.
        go_to(&asking, "2026-10-03 01:00");
        let id = asking.begins().await;
        for time in ["2026-10-03 01:05", "2026-10-03 07:00", "2026-10-03 11:59"] {
            go_to(&asking, time);
            assert_eq!(asking.turn().await, 0, "{time}");
        }
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Queued, 2)]));
        go_to(&asking, "2026-10-03 12:00");
        assert_eq!(asking.turn().await, 2);

        asking.consented("+12125550103", "en");
        go_to(&asking, "2026-10-04 00:29");
        asking.begins().await;
        asking.turn().await;
        let late = asking.town.phones.list_received_by("+12125550103").pop().unwrap();
        assert_eq!(late.validity_seconds, 30 * 60, "it ends at nine");
    }
}

#[tokio::test]
async fn a_change_of_the_clocks_moves_the_morning() {
    for asking in askings("clocks_change").await {
        // On 1 November 2026 clocks go back at night.
        asking.consented("+12125550101", "en");
        go_to(&asking, "2026-11-01 02:00");
        asking.begins().await;
        go_to(&asking, "2026-11-01 12:59");
        assert_eq!(asking.turn().await, 0, "one minute to eight");
        go_to(&asking, "2026-11-01 13:00");
        assert_eq!(asking.turn().await, 1);
    }
}

#[tokio::test]
async fn a_night_in_which_the_clocks_go_back_holds_nothing_but_replies() {
    for asking in askings("night_of_the_change").await {
        // Chicago is five hours behind until two in the morning of 1 November 2026, then six.
        asking.consented("+13125550101", "en");
        asking.consented("+17735550102", "en");
        let awake = Phone::new(&asking.town, 77);
        go_to(&asking, "2026-11-01 03:00");
        let id = asking.begins().await;
        for hour in ["03:30", "05:00", "06:30", "07:30", "08:30", "11:00", "13:00", "13:59"] {
            go_to(&asking, &format!("2026-11-01 {hour}"));
            assert_eq!(asking.turn().await, 0, "{hour}");
            // Whoever writes at night is answered at night.
            awake.asks(if hour == "03:30" { "VOICE" } else { "HELP" }).await;
        }
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Queued, 2)]));
        let texted = asking.texted();
        assert!(texted.iter().all(|number| *number == awake.number), "{texted:?}");
        go_to(&asking, "2026-11-01 14:00");
        assert_eq!(asking.turn().await, 2, "eight in the morning, by the new time");
        // At nine in the evening the day is over: it was an hour longer.
        asking.consented("+13125550103", "en");
        go_to(&asking, "2026-11-02 03:00");
        asking.begins().await;
        assert_eq!(asking.turn().await, 0);
    }
}

#[tokio::test]
async fn a_pause_over_the_evening_sends_nothing_at_night() {
    for asking in askings("pause_over_the_evening").await {
        asking.consented("+12125550101", "en");
        let id = asking.begins().await;
        asking.step(id, hearth::outreach::Step::Pause).await.unwrap_err();
        // It begins with the first look of the worker, which comes after nine.
        go_to(&asking, "2026-10-02 01:30");
        assert_eq!(asking.turn().await, 0);
        asking.town.clock.advance(TimeDelta::hours(12));
        assert_eq!(asking.turn().await, 1);
    }
}

#[tokio::test]
async fn a_lost_first_text_goes_out_once_more_by_day_and_only_with_consent() {
    for asking in askings("once_more_by_day").await {
        asking.consented("+12125550101", "en");
        let ben = asking.consented("+12125550102", "en");
        go_to(&asking, "2026-10-02 20:00");
        let id = asking.begins().await;
        asking.turn().await;
        for number in ["+12125550101", "+12125550102"] {
            report(&asking, number, &[DeliveryStatus::Undelivered]).await;
        }
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Failed, 2)]));
        asking.says_of_texts(ben, "withdrawn");
        // Three in the morning in New York.
        go_to(&asking, "2026-10-03 07:00");
        asking.decides("+12125550101", Action::SendAgain).await.unwrap();
        let refused = asking.decides("+12125550102", Action::SendAgain).await;
        assert!(matches!(refused, Err(ActFault::NotPossible)), "they agree to no texts any more");
        asking.turn().await;
        assert_eq!(asking.texted().len(), 2, "nobody is woken");
        go_to(&asking, "2026-10-03 12:00");
        asking.turn().await;
        assert_eq!(asking.texted().len(), 3);
        let expected = BTreeMap::from([(Disposition::Sent, 1), (Disposition::Failed, 1)]);
        assert_eq!(asking.dispositions(id).await, expected, "what became of the second text");
    }
}

#[tokio::test]
async fn another_try_of_a_first_text_stands_for_it_and_is_what_they_are_asked_by() {
    for asking in askings("another_try").await {
        let numbers = ["+12125550101", "+12125550102"];
        for number in numbers {
            asking.consented(number, "en");
        }
        go_to(&asking, "2026-10-02 14:00");
        let id = asking.begins().await;
        asking.turn().await;
        report_as(&asking, numbers[0], DeliveryStatus::Undelivered, Some(30003)).await;
        assert_eq!(
            asking.dispositions(id).await,
            BTreeMap::from([(Disposition::Queued, 1), (Disposition::Sent, 1)])
        );
        // Others are asked meanwhile, and who was reached is reminded from when they were.
        asking.town.clock.advance(TimeDelta::hours(4));
        asking.turn().await;
        assert_eq!(asking.texted(), [numbers[0], numbers[0], numbers[1]]);
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Sent, 2)]));
        asking.town.clock.advance(TimeDelta::hours(21));
        look_after_silent(&asking.town.services).await;
        asking.turn().await;
        assert_eq!(asking.texted(), [numbers[0], numbers[0], numbers[1], numbers[1]]);
        asking.town.clock.advance(TimeDelta::hours(3));
        look_after_silent(&asking.town.services).await;
        asking.turn().await;
        assert_eq!(asking.texted().len(), 5, "the try is what they were asked by");
    }
}
