//! Who does not answer is reminded once, by day, then left alone; and may go on for two weeks.

use std::sync::Arc;

use chrono::TimeDelta;
use hearth::outbox::sms::SendOutcome;

use crate::looking::look_after_silent;
use crate::phone::{Phone, Town};
use crate::towns;

const QUESTION: &str = "What should we improve first?";

async fn hours_pass(town: &Arc<Town>, hours: i64) {
    town.clock.advance(TimeDelta::hours(hours));
    look_after_silent(&town.services).await;
}

#[tokio::test]
async fn a_question_is_asked_once_more_then_rests_and_resumes_where_it_was() {
    for (_place, town) in towns("reminded_once").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "2 5 1"]).await;
        hours_pass(&town, 23).await;
        assert!(ana.hears().await.is_empty());
        hours_pass(&town, 1).await;
        look_after_silent(&town.services).await;
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 1, "{heard:?}");
        assert!(heard[0].contains("a reminder. You can still answer"), "{heard:?}");
        assert!(heard[0].contains("Why does this matter to you?"), "{heard:?}");
        // Then it rests, and no day brings another text.
        for _ in 0..5 {
            hours_pass(&town, 24).await;
        }
        assert!(ana.hears().await.is_empty());
        // Whatever they say repeats the question, and is not taken for its answer.
        assert!(ana.asks("Hello?").await.contains("Why does this matter to you?"));
        assert_eq!(ana.answers().len(), 1);
        assert!(ana.asks("It is far.").await.contains("When is the best time"));
        assert_eq!(ana.answers().len(), 2);
    }
}

#[tokio::test]
async fn an_answer_to_the_reminder_counts() {
    for (_place, town) in towns("reminder_answered").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes"]).await;
        hours_pass(&town, 24).await;
        assert!(ana.hears().await[0].contains(QUESTION));
        assert!(ana.asks("2 5 1").await.contains("Why does this matter"));
        // The next silence is another one.
        hours_pass(&town, 24).await;
        assert!(ana.hears().await[0].contains("Why does this matter"));
    }
}

#[tokio::test]
async fn an_answer_in_the_same_moment_leaves_the_timer_nothing_to_do() {
    for (_place, town) in towns("reminder_passed").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes"]).await;
        town.clock.advance(TimeDelta::hours(24));
        let (said, ()) =
            tokio::join!(ana.says_as("SMx", "2 5 1"), look_after_silent(&town.services));
        assert_eq!(said, hearth::inbound::flow::Taken::Now);
        let heard = ana.hears().await;
        let reminded = heard.iter().filter(|text| text.contains("a reminder")).count();
        // Before the answer or not at all, and never of the question that came after it.
        assert!(reminded <= 1 && heard.len() == 1 + reminded, "{heard:?}");
        assert!(heard.iter().all(|text| !text.contains("a reminder") || text.contains(QUESTION)));
        look_after_silent(&town.services).await;
        assert!(ana.hears().await.is_empty());
    }
}

#[tokio::test]
async fn two_nodes_that_look_at_once_remind_once() {
    for (_place, town) in towns("reminded_by_two").await {
        let phones: Vec<Phone> = (1..=8).map(|number| Phone::new(&town, number)).collect();
        for phone in &phones {
            phone.goes_through(&["voice", "yes"]).await;
        }
        town.clock.advance(TimeDelta::hours(24));
        tokio::join!(look_after_silent(&town.services), look_after_silent(&town.services));
        for phone in &phones {
            assert_eq!(phone.hears().await.len(), 1);
        }
    }
}

#[tokio::test]
async fn nobody_is_reminded_at_night() {
    for (_place, town) in towns("no_reminder_at_night").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes"]).await;
        // From eleven in the morning to half past nine in the evening of the next day.
        town.clock.advance(TimeDelta::minutes(34 * 60 + 30));
        look_after_silent(&town.services).await;
        assert!(ana.hears().await.is_empty());
        // Half past seven in the morning, half past eight.
        hours_pass(&town, 10).await;
        assert!(ana.hears().await.is_empty());
        hours_pass(&town, 1).await;
        assert_eq!(ana.hears().await.len(), 1);
    }
}

#[tokio::test]
async fn the_wait_begins_when_the_text_was_sent() {
    for (_place, town) in towns("wait_from_sending").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes"]).await;
        // The provider takes nothing for two hours.
        let later = SendOutcome::NotProcessed { retry_after_seconds: Some(7200), code: None };
        town.phones.end_next_with(later);
        ana.says("2 5 1").await;
        assert!(ana.hears().await.is_empty());
        town.clock.advance(TimeDelta::hours(2));
        assert_eq!(ana.hears().await.len(), 1);
        hours_pass(&town, 23).await;
        assert!(ana.hears().await.is_empty(), "25 hours after the answer, 23 after the question");
        hours_pass(&town, 1).await;
        assert_eq!(ana.hears().await.len(), 1);
    }
}

#[tokio::test]
async fn nobody_is_reminded_who_never_agreed_to_texts_or_does_not_any_more() {
    for (_place, town) in towns("no_reminder_without_yes").await {
        let (asker, stopper) = (Phone::new(&town, 1), Phone::new(&town, 2));
        asker.asks("voice").await;
        stopper.goes_through(&["voice", "yes", "STOP", "START"]).await;
        let danger = Phone::new(&town, 3);
        danger.goes_through(&["voice", "yes", "I want to die"]).await;
        let called = Phone::new(&town, 4);
        called.goes_through(&["voice", "yes", "call"]).await;
        hours_pass(&town, 48).await;
        for phone in [&asker, &stopper, &danger, &called] {
            assert!(phone.hears().await.is_empty(), "{}", phone.number);
        }
        // A yes to the notice is one for as long as the survey is open.
        assert!(asker.asks("yes").await.contains(QUESTION));
    }
}

#[tokio::test]
async fn after_two_weeks_what_was_said_counts_and_a_keyword_goes_on_with_the_rest() {
    for (_place, town) in towns("partial_in_the_end").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["voice", "yes", "2 5 1"]).await;
        hours_pass(&town, 24).await;
        ana.hears().await;
        hours_pass(&town, 24 * 13).await;
        assert_eq!(ana.responses(), ["started"]);
        hours_pass(&town, 24).await;
        assert_eq!(ana.responses(), ["partial"]);
        assert_eq!(town.count_voices().await, 1);
        assert!(ana.asks("hello").await.contains("Nothing is being asked"));
        assert!(ana.asks("voice").await.starts_with("Riverside Health asks"));
        let next = ana.asks("yes").await;
        assert!(next.contains("Why does this matter to you?"), "{next}");
        assert_eq!(ana.responses(), ["started"]);
        assert_eq!(ana.answers().len(), 1);
    }
}
