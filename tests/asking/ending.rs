//! What ends being asked: cancelled, paused, stopped, refused, STOP, the carriers.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::app::outbox_reactions;
use hearth::calls::Action;
use hearth::calls::store::list_open;
use hearth::conversation::flow::look;
use hearth::crypto::random_token;
use hearth::erasure::flow::erase_next;
use hearth::outbox::flow::take_status;
use hearth::outbox::sms::{DeliveryStatus, SendOutcome};
use hearth::outreach::flow::{AskFault, Worker, confirm, list_people, people_as_csv, take_step};
use hearth::outreach::store::stop_unfinished;
use hearth::outreach::{CampaignState, Disposition, Step};
use hearth::staff::Role;
use hearth::storage::backup::Restored;
use hearth::storage::schema::{audit_event, campaign, outbox_message};

use crate::looking::look_after_silent;
use crate::panel::{Asking, add_account, askings, wish};
use crate::phone::Phone;
use crate::standing::report_as;

/// What the trail says of asking.
fn trail(asking: &Asking) -> Vec<String> {
    let actions: Vec<String> = asking.town.read(|c| {
        Ok(audit_event::table.order(audit_event::id).select(audit_event::action).load(c)?)
    });
    actions.into_iter().filter(|action| action.starts_with("campaign")).collect()
}

#[tokio::test]
async fn nothing_leaves_in_the_minute_to_cancel_and_nothing_after_it_was() {
    for asking in askings("cancel_in_time").await {
        asking.consented("+15551230001", "en");
        let id = asking.confirm().await.unwrap();
        asking.town.clock.advance(TimeDelta::seconds(59));
        assert_eq!(asking.turn().await, 0);
        assert_eq!(asking.state(id).await, CampaignState::Waiting);
        asking.step(id, Step::Cancel).await.unwrap();
        asking.town.clock.advance(TimeDelta::days(1));
        assert_eq!(asking.turn().await, 0);
        assert_eq!(asking.texted(), [""; 0]);
        assert_eq!(asking.state(id).await, CampaignState::Cancelled);
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::NotAsked, 1)]));
        assert!(matches!(asking.step(id, Step::GoOn).await, Err(AskFault::TooLate)));
        assert_eq!(trail(&asking), ["campaign_confirmed", "campaign_cancelled"]);
    }
}

#[tokio::test]
async fn the_same_page_sent_twice_is_one_campaign() {
    for asking in askings("sent_twice").await {
        asking.consented("+15551230001", "en");
        let (services, token) = (&asking.town.services, random_token());
        let send =
            || confirm(services, &asking.ana, wish(asking.panel_id), token.clone(), "r".to_owned());
        let (first, second) = tokio::join!(send(), send());
        assert_eq!(first.unwrap(), second.unwrap());
        assert_eq!(trail(&asking), ["campaign_confirmed"]);
        asking.town.clock.advance(TimeDelta::seconds(60));
        asking.turn().await;
        asking.turn().await;
        assert_eq!(asking.texted(), ["+15551230001"]);
    }
}

#[tokio::test]
async fn a_pause_asks_nobody_until_it_goes_on_and_a_stop_nobody_at_all() {
    for asking in askings("pause_and_stop").await {
        asking.consented("+15551230001", "en");
        asking.consented("+18085550102", "en");
        let id = asking.begins().await;
        assert_eq!(asking.turn().await, 1, "in Honolulu it is not day yet");
        asking.step(id, Step::Pause).await.unwrap();
        assert!(matches!(asking.step(id, Step::Cancel).await, Err(AskFault::TooLate)));
        asking.town.clock.advance(TimeDelta::hours(4));
        assert_eq!(asking.turn().await, 0);
        asking.step(id, Step::GoOn).await.unwrap();
        asking.step(id, Step::Stop).await.unwrap();
        assert_eq!(asking.turn().await, 0);
        let expected = BTreeMap::from([(Disposition::Sent, 1), (Disposition::NotAsked, 1)]);
        assert_eq!(asking.dispositions(id).await, expected);
        assert_eq!(asking.texted(), ["+15551230001"]);
        // Whoever was asked can still answer.
        let ana = Phone::new(&asking.town, 1);
        ana.hears().await;
        assert!(ana.asks("1").await.contains("What should we improve first?"));
    }
}

#[tokio::test]
async fn a_campaign_goes_on_after_a_pause_to_its_end() {
    for asking in askings("goes_on").await {
        asking.consented("+15551230001", "en");
        asking.consented("+18085550102", "en");
        let id = asking.begins().await;
        asking.turn().await;
        asking.step(id, Step::Pause).await.unwrap();
        asking.town.clock.advance(TimeDelta::hours(4));
        asking.step(id, Step::GoOn).await.unwrap();
        assert_eq!(asking.turn().await, 1);
        assert_eq!(asking.state(id).await, CampaignState::Finished);
        assert_eq!(asking.texted(), ["+15551230001", "+18085550102"]);
    }
}

#[tokio::test]
async fn a_stop_takes_back_what_waits_in_the_same_transaction() {
    for asking in askings("stop_between").await {
        asking.consented("+15551230001", "en");
        let ana = Phone::new(&asking.town, 1);
        let id = asking.begins().await;
        ana.asks("STOP").await;
        let opted_out = BTreeMap::from([(Disposition::OptedOut, 1)]);
        assert_eq!(asking.dispositions(id).await, opted_out, "before anybody's turn comes");
        ana.asks("START").await;
        assert_eq!(asking.turn().await, 0, "START resumes nothing by accident");
        assert_eq!(ana.received().len(), 2);
        assert_eq!(asking.dispositions(id).await, opted_out);
    }
}

#[tokio::test]
async fn who_seems_to_mean_stop_waits_until_a_person_has_looked() {
    for asking in askings("stop_suspected").await {
        asking.consented("+15551230001", "en");
        let ana = Phone::new(&asking.town, 1);
        let id = asking.begins().await;
        ana.says("please stop texting me").await;
        assert_eq!(asking.turn().await, 0);
        assert_eq!(ana.hears().await, [""; 0]);
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Queued, 1)]));
        asking.decides("+15551230001", Action::GoOn).await.unwrap();
        asking.town.clock.advance(TimeDelta::minutes(10));
        assert_eq!(asking.turn().await, 1, "it was no STOP");
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Sent, 1)]));
    }
}

#[tokio::test]
async fn what_staff_find_that_somebody_meant_ends_what_waits_for_them() {
    for asking in askings("staff_decide").await {
        asking.consented("+15551230001", "en");
        asking.consented("+15551230002", "en");
        let (ana, ben) = (Phone::new(&asking.town, 1), Phone::new(&asking.town, 2));
        let id = asking.begins().await;
        ana.says("please stop texting me").await;
        ben.says("wrong number").await;
        assert_eq!(asking.turn().await, 0);
        asking.decides("+15551230001", Action::NoMoreTexts).await.unwrap();
        asking.decides("+15551230002", Action::WrongNumber).await.unwrap();
        let expected = BTreeMap::from([(Disposition::OptedOut, 2)]);
        assert_eq!(asking.dispositions(id).await, expected);
        asking.town.clock.advance(TimeDelta::minutes(10));
        assert_eq!(asking.turn().await, 0);
        assert_eq!(asking.texted(), [""; 0]);
    }
}

#[tokio::test]
async fn whose_number_may_be_somebody_elses_is_asked_nothing_there_until_a_person_has_looked() {
    for asking in askings("disowned").await {
        asking.consented("+15551230001", "en");
        let ana = Phone::new(&asking.town, 1);
        let id = asking.begins().await;
        ana.says("wrong number").await;
        ana.asks("START").await;
        assert_eq!(asking.turn().await, 0);
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Queued, 1)]));
        asking.decides("+15551230001", Action::RightNumber).await.unwrap();
        asking.town.clock.advance(TimeDelta::minutes(10));
        assert_eq!(asking.turn().await, 1, "it was theirs");
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Sent, 1)]));
    }
}

#[tokio::test]
async fn a_no_is_a_refusal_and_a_stop_in_the_middle_a_part() {
    for asking in askings("refused_and_partial").await {
        asking.consented("+15551230001", "en");
        asking.consented("+15551230002", "en");
        let id = asking.begins().await;
        asking.turn().await;
        let (ana, ben) = (Phone::new(&asking.town, 1), Phone::new(&asking.town, 2));
        ana.hears().await;
        ben.hears().await;
        ana.asks("no").await;
        ben.goes_through(&["1", "2 5 1", "STOP"]).await;
        let expected = BTreeMap::from([(Disposition::Refused, 1), (Disposition::Partial, 1)]);
        assert_eq!(asking.dispositions(id).await, expected);
    }
}

#[tokio::test]
async fn who_is_silent_for_two_weeks_has_not_answered() {
    for asking in askings("silent").await {
        asking.consented("+15551230001", "en");
        let id = asking.begins().await;
        asking.turn().await;
        asking.town.clock.advance(TimeDelta::days(14));
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Expired, 1)]));
        // Only then can they be asked again.
        let again = asking.begins().await;
        assert_eq!(asking.turn().await, 1);
        assert_eq!(asking.dispositions(again).await, BTreeMap::from([(Disposition::Sent, 1)]));
    }
}

#[tokio::test]
async fn a_sender_that_is_not_registered_halts_it_and_says_so() {
    for asking in askings("not_registered").await {
        asking.consented("+15551230001", "en");
        asking.consented("+18085550102", "en");
        let id = asking.begins().await;
        asking.turn().await;
        let sent = asking.town.phones.list_received().pop().unwrap();
        let (_, token) = sent.status_callback.split_once("?m=").unwrap();
        let (services, reactions) = (&asking.town.services, outbox_reactions());
        let failed = DeliveryStatus::Undelivered;
        for _ in 0..2 {
            take_status(services, &reactions, token, &sent.sid, failed, Some(30034)).await.unwrap();
        }
        assert_eq!(asking.state(id).await, CampaignState::Halted);
        let code: Option<i64> =
            asking.town.read(|c| Ok(campaign::table.select(campaign::halted_by).first(c)?));
        assert_eq!(code, Some(30034));
        assert_eq!(asking.turn().await, 0);
        let open = || {
            let now = services.clock.now();
            let open = asking.town.read(|c| list_open(c, now, 50));
            open.into_iter().map(|entry| (entry.kind, entry.outbox_id)).collect::<Vec<_>>()
        };
        let first = open();
        assert_eq!(first.len(), 1, "whom it did not reach is on the call list");
        asking.step(id, Step::GoOn).await.unwrap();
        assert_eq!(open(), first, "until they are asked again");
        // The provider may say it at once, too.
        let refused = SendOutcome::Refused { code: Some(30034), http_status: 400 };
        asking.town.phones.end_next_with(refused);
        assert_eq!(asking.turn().await, 1, "whose text was refused is asked again");
        assert_eq!(asking.state(id).await, CampaignState::Halted);
        let second = open();
        assert!(second.len() == 1 && second != first, "that text stands there alone: {second:?}");
        let expected = BTreeMap::from([(Disposition::Failed, 1), (Disposition::Queued, 1)]);
        assert_eq!(asking.dispositions(id).await, expected);
        asking.town.clock.advance(TimeDelta::hours(4));
        assert_eq!(asking.turn().await, 0);
        asking.step(id, Step::GoOn).await.unwrap();
        assert_eq!(asking.turn().await, 2);
        assert_eq!(open(), []);
        assert_eq!(asking.dispositions(id).await, BTreeMap::from([(Disposition::Sent, 2)]));
        let ana = Phone::new(&asking.town, 1);
        ana.hears().await;
        assert!(ana.asks("1").await.contains("What should we improve first?"));
    }
}

#[tokio::test]
async fn what_waits_in_the_outbox_is_not_sent_to_be_refused_and_goes_out_when_staff_say_so() {
    for asking in askings("waits_to_be_refused").await {
        let numbers = ["+15551230001", "+15551230002", "+15551230003"];
        for number in numbers {
            asking.consented(number, "en");
        }
        let first = asking.begins().await;
        let worker = Worker { services: asking.town.services.clone() };
        assert_eq!(worker.ask_due().await.unwrap(), 3);
        assert_eq!(asking.state(first).await, CampaignState::Finished);
        asking.consented("+15551230004", "en");
        let second = asking.confirm().await.unwrap();
        let token: String = asking
            .town
            .read(|c| Ok(outbox_message::table.select(outbox_message::token).first(c)?));
        let (services, reactions) = (&asking.town.services, outbox_reactions());
        let failed = DeliveryStatus::Failed;
        let (one, two) = tokio::join!(
            take_status(services, &reactions, &token, "SM1", failed, Some(30034)),
            take_status(services, &reactions, &token, "SM1", failed, Some(30034)),
        );
        assert!(one.unwrap() && two.unwrap());
        for id in [first, second] {
            assert_eq!(asking.state(id).await, CampaignState::Halted);
        }
        asking.town.clock.advance(TimeDelta::seconds(60));
        assert_eq!(asking.turn().await, 0);
        assert_eq!(asking.texted(), [""; 0]);
        assert_eq!(asking.dispositions(first).await, BTreeMap::from([(Disposition::Failed, 3)]));
        // One of them does not wait to be asked.
        let cai = Phone::new(&asking.town, 3);
        cai.goes_through(&["VOICE", "1"]).await;
        for id in [first, second] {
            asking.step(id, Step::GoOn).await.unwrap();
        }
        assert_eq!(asking.turn().await, 3);
        assert_eq!(cai.hears().await.len(), 0);
        let expected = BTreeMap::from([(Disposition::Sent, 2), (Disposition::Started, 1)]);
        assert_eq!(asking.dispositions(first).await, expected);
        assert_eq!(asking.dispositions(second).await, BTreeMap::from([(Disposition::Sent, 1)]));
        assert_eq!(asking.turn().await, 0);
    }
}

#[tokio::test]
async fn what_was_halted_before_anything_left_can_still_be_called_off() {
    for asking in askings("halted_in_the_minute").await {
        asking.consented("+15551230001", "en");
        let first = asking.begins().await;
        let worker = Worker { services: asking.town.services.clone() };
        assert_eq!(worker.ask_due().await.unwrap(), 1);
        let [mut later, mut more] = [0, 0];
        for (id, number) in [(&mut later, "+15551230002"), (&mut more, "+15551230003")] {
            asking.consented(number, "en");
            *id = asking.confirm().await.unwrap();
        }
        let refused = SendOutcome::Refused { code: Some(30034), http_status: 400 };
        asking.town.phones.end_next_with(refused);
        asking.town.worker().send_all_due().await.unwrap();
        for id in [first, later, more] {
            assert_eq!(asking.state(id).await, CampaignState::Halted);
        }
        let too_late = asking.step(first, Step::Cancel).await;
        assert!(matches!(too_late, Err(AskFault::TooLate)), "it has asked somebody");
        // The minute goes on where it was, and ends.
        asking.step(more, Step::GoOn).await.unwrap();
        assert_eq!(asking.state(more).await, CampaignState::Waiting);
        asking.town.clock.advance(TimeDelta::minutes(2));
        asking.step(later, Step::Cancel).await.unwrap();
        assert_eq!(asking.state(later).await, CampaignState::Cancelled);
        assert_eq!(asking.dispositions(later).await, BTreeMap::from([(Disposition::NotAsked, 1)]));
        assert!(matches!(asking.step(later, Step::GoOn).await, Err(AskFault::TooLate)));
        assert_eq!(asking.turn().await, 2);
        assert_eq!(asking.state(more).await, CampaignState::Finished);
    }
}

#[tokio::test]
async fn another_try_of_a_first_text_is_not_made_in_a_pause_but_after_it() {
    for asking in askings("another_try_in_a_pause").await {
        asking.consented("+15551230001", "en");
        asking.consented("+18085550102", "en");
        let id = asking.begins().await;
        asking.turn().await;
        let unreachable = (DeliveryStatus::Undelivered, Some(30003));
        report_as(&asking, "+15551230001", unreachable.0, unreachable.1).await;
        asking.step(id, Step::Pause).await.unwrap();
        asking.town.clock.advance(TimeDelta::hours(4));
        asking.turn().await;
        assert_eq!(asking.texted(), ["+15551230001"]);
        asking.step(id, Step::GoOn).await.unwrap();
        assert_eq!(asking.turn().await, 2);
        assert_eq!(asking.texted(), ["+15551230001", "+15551230001", "+18085550102"]);
    }
}

#[tokio::test]
async fn a_restored_database_asks_nobody_by_itself() {
    for asking in askings("restored").await {
        asking.consented("+15551230001", "en");
        let id = asking.begins().await;
        let at = asking.town.services.clock.now();
        asking
            .town
            .services
            .store
            .write_now(move |c| stop_unfinished(c, &Restored { taken_at: at, at }))
            .unwrap();
        assert_eq!(asking.turn().await, 0);
        assert_eq!(asking.state(id).await, CampaignState::Stopped);
    }
}

#[tokio::test]
async fn who_may_not_ask_people_neither_confirms_nor_stops() {
    for asking in askings("not_allowed").await {
        asking.consented("+15551230001", "en");
        let id = asking.confirm().await.unwrap();
        let (services, wish) = (&asking.town.services, wish(asking.panel_id));
        for role in [Role::Leadership, Role::Translator, Role::Analyst, Role::PatientAdvisor] {
            let by = add_account(services, role);
            let (token, request) = (random_token(), "r".to_owned());
            let confirmed = confirm(services, &by, wish.clone(), token, request.clone()).await;
            assert!(matches!(confirmed, Err(AskFault::NotAllowed)));
            let cancelled = take_step(services, &by, id, Step::Cancel, request).await;
            assert!(matches!(cancelled, Err(AskFault::NotAllowed)));
        }
        assert_eq!(trail(&asking), ["campaign_confirmed"]);
    }
}

#[tokio::test]
async fn nobody_is_reminded_of_what_a_campaign_asks_that_was_paused_or_stopped() {
    for asking in askings("no_reminder_in_a_pause").await {
        asking.consented("+15551230001", "en");
        asking.begins().await;
        asking.turn().await;
        let ana = Phone::new(&asking.town, 1);
        assert_eq!(ana.hears().await.len(), 1);
        asking.town.clock.advance(TimeDelta::hours(24));
        look_after_silent(&asking.town.services).await;
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 1, "a campaign that asked everybody reminds: {heard:?}");
    }
    for asking in askings("no_reminder_after_a_pause").await {
        asking.consented("+15551230001", "en");
        asking.consented("+18085550102", "en");
        let id = asking.begins().await;
        asking.turn().await;
        let ana = Phone::new(&asking.town, 1);
        assert_eq!(ana.hears().await.len(), 1);
        asking.step(id, Step::Pause).await.unwrap();
        asking.town.clock.advance(TimeDelta::hours(24));
        look_after_silent(&asking.town.services).await;
        assert!(ana.hears().await.is_empty());
        asking.step(id, Step::GoOn).await.unwrap();
        look_after_silent(&asking.town.services).await;
        assert_eq!(ana.hears().await.len(), 1);
    }
}

#[tokio::test]
async fn who_was_erased_stands_on_no_page_by_name_and_every_page_still_opens() {
    for asking in askings("pages_after_erasure").await {
        asking.consented("+15551230001", "en");
        asking.consented("+15551230002", "en");
        let id = asking.begins().await;
        asking.turn().await;
        let ana = Phone::new(&asking.town, 1);
        ana.hears().await;
        ana.goes_through(&["yes", "2 5 1", "call", "DELETE", "1"]).await;
        asking.town.clock.advance(TimeDelta::days(7));
        assert!(erase_next(&asking.town.services).await.unwrap());
        let services = &asking.town.services;
        let list = |stands| list_people(services, &asking.ana, id, stands, 0, "r".to_owned());
        let mut all = Vec::new();
        for (stands, _) in Disposition::NAMES {
            all.extend(list(stands).await.unwrap().0);
        }
        let mut known: Vec<_> = all.into_iter().map(|one| (one.name, one.phone)).collect();
        known.sort();
        let other = ("Inés Quintero".to_owned(), "+15551230002".to_owned());
        assert_eq!(known, [(String::new(), String::new()), other]);
        people_as_csv(services, &asking.ana, id, "r".to_owned()).await.unwrap();
        let talks = look::list(services, &asking.ana, None, "r".to_owned()).await.unwrap();
        assert!(talks.moved.is_empty(), "the other wrote nothing");
        assert!(asking.town.read(|c| list_open(c, services.clock.now(), 50)).is_empty());
    }
}
