//! What a list may not do to people who said something themselves, and a list taken back.

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::consent::flow::{list_words, seal, verify};
use hearth::consent::{Purpose, stands};
use hearth::enrolment::State;
use hearth::enrolment::flow::look::look_up;
use hearth::enrolment::flow::steps::{Step, step};
use hearth::i18n::Language;
use hearth::inbound::flow::{InboundText, take};
use hearth::people::Phone;
use hearth::people::store::{find_phone, phone_index};
use hearth::services::Services;
use hearth::storage::StoreError;
use hearth::storage::schema::{consent_event, contact_point, panel_member, participant};

use super::{begin, finish, found, liaison, list, support, totals};

async fn text(services: &Services, number: &str, sid: &str, body: &str) {
    let text = InboundText {
        sid: format!("SM{sid}"),
        from: Phone::parse(number).unwrap(),
        body: body.to_owned(),
        carrier: None,
    };
    take(services, text).await.unwrap();
}

/// Whether a number's holder agreed to be texted by any programme.
fn may_text(services: &Services, number: &str) -> bool {
    let index = phone_index(&services.keys, &Phone::parse(number).unwrap());
    services
        .store
        .read_now(|connection| {
            let (_, id) = find_phone(connection, &index)?.unwrap();
            let words = list_words(connection, &[id], Purpose::Text)?;
            let facts = words.get(&id).map_or(&[][..], Vec::as_slice);
            Ok::<_, StoreError>(stands(facts, "any-programme", Purpose::Text))
        })
        .unwrap()
}

fn count_errors(services: &Services) -> i64 {
    services
        .store
        .read_now(|connection| {
            let errors = consent_event::table.filter(consent_event::action.eq("entered_in_error"));
            Ok::<_, StoreError>(errors.count().get_result(connection)?)
        })
        .unwrap()
}

fn count_members(services: &Services) -> i64 {
    services
        .store
        .read_now(|connection| {
            Ok::<_, StoreError>(panel_member::table.count().get_result(connection)?)
        })
        .unwrap()
}

const STOPPED: &str = "+16172000000";
const KNOWN: &str = "+16172000001";
const TEXTED_SINCE: &str = "+16172000003";
const STOPPED_SINCE: &str = "+16172000004";

#[tokio::test]
async fn a_number_that_said_stop_stays_stopped_whatever_a_list_says() {
    for (_place, store) in support::stores("a_number_that_said_stop") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        text(&services, STOPPED, "1", "STOP").await;
        text(&services, KNOWN, "2", "hello").await;
        let id = begin(&services, &lia, &list(0, 10), "P").await;
        finish(&services).await;
        let counts = found(&services, &lia, id).await.counts;
        assert_eq!((counts.new, counts.known, counts.suppressed, counts.stated), (8, 2, 1, 9));
        assert!(!may_text(&services, STOPPED) && may_text(&services, KNOWN));
        let person = look_up(&services, &lia, STOPPED, "r".to_owned()).await.unwrap().unwrap();
        assert!(person.is_suppressed);

        text(&services, STOPPED, "3", "START").await;
        let again = begin(&services, &lia, &list(0, 10), "P").await;
        finish(&services).await;
        let counts = found(&services, &lia, again).await.counts;
        assert_eq!((counts.suppressed, counts.stated), (0, 9), "who withdrew is asked, not listed");
        assert!(!may_text(&services, STOPPED));
    }
}

#[tokio::test]
async fn a_stop_ends_what_a_list_stated_and_a_start_brings_it_back() {
    for (_place, store) in support::stores("a_stop_ends_what_a_list_stated") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        begin(&services, &lia, &list(0, 2), "P").await;
        finish(&services).await;
        assert!(may_text(&services, KNOWN));
        text(&services, KNOWN, "1", "STOP").await;
        assert!(!may_text(&services, KNOWN));
        text(&services, KNOWN, "2", "START").await;
        assert!(may_text(&services, KNOWN));
    }
}

#[tokio::test]
async fn a_known_person_keeps_their_language_and_name_and_gets_what_was_blank() {
    for (_place, store) in support::stores("a_known_person_keeps_their_language") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let first = "name,phone,language\nAna Ruiz,617-200-0000,Spanish\n,617-200-0001,\n";
        begin(&services, &lia, first, "One").await;
        finish(&services).await;
        let second = "name,phone,language,site,age\nA. Ruiz,617-200-0000,English,North,34\n\
                      Bo,617-200-0001,,,\n";
        let id = begin(&services, &lia, second, "Two").await;
        finish(&services).await;
        let ana = look_up(&services, &lia, STOPPED, "r".to_owned()).await.unwrap().unwrap();
        let ana = ana.known.unwrap().people.remove(0);
        assert_eq!((ana.name.as_deref(), ana.language.as_str()), (Some("Ana Ruiz"), "es"));
        assert_eq!(
            (ana.site.as_deref(), ana.panels),
            (Some("North"), vec!["One".into(), "Two".into()])
        );
        assert_eq!(ana.strata["age"], "18-39");
        let bo = look_up(&services, &lia, KNOWN, "r".to_owned()).await.unwrap().unwrap();
        assert_eq!(bo.known.unwrap().people[0].name.as_deref(), Some("Bo"));

        step(&services, &lia, id, Step::Undo, "r".to_owned()).await.unwrap();
        finish(&services).await;
        let counts = found(&services, &lia, id).await.counts;
        assert_eq!((counts.removed, counts.restored, counts.taken_back), (0, 2, 2));
        let ana = look_up(&services, &lia, STOPPED, "r".to_owned()).await.unwrap().unwrap();
        let ana = ana.known.unwrap().people.remove(0);
        assert_eq!((ana.site, ana.panels), (None, vec!["One".to_owned()]));
        assert!(ana.name.is_some() && !ana.strata.contains_key("age"));
        assert!(may_text(&services, STOPPED), "what the first list stated stands");
    }
}

#[tokio::test]
async fn a_list_taken_back_takes_out_whoever_did_nothing_and_says_who_stays() {
    for (_place, store) in support::stores("a_list_taken_back") {
        let (services, clock) = support::services(&store);
        let lia = liaison(&services);
        let id = begin(&services, &lia, &list(0, 120), "P").await;
        finish(&services).await;
        assert_eq!((totals(&services), count_members(&services)), ((120, 120, 120), 120));
        clock.advance(TimeDelta::minutes(5));
        text(&services, TEXTED_SINCE, "1", "hello").await;
        text(&services, STOPPED_SINCE, "2", "STOP").await;

        step(&services, &lia, id, Step::Undo, "r".to_owned()).await.unwrap();
        assert!(step(&services, &lia, id, Step::Undo, "r".to_owned()).await.is_err());
        finish(&services).await;
        let import = found(&services, &lia, id).await;
        assert_eq!(import.state, State::Undone);
        let counts = import.counts;
        assert_eq!((counts.removed, counts.stayed, counts.taken_back), (118, 2, 120));
        let (reachable, rows, stated) = totals(&services);
        assert_eq!((reachable, rows, stated), (2, 120, 120), "the ledger keeps all it names");
        assert_eq!((count_errors(&services), count_members(&services)), (120, 0));
        assert!(!may_text(&services, TEXTED_SINCE));
        let gone = look_up(&services, &lia, STOPPED, "r".to_owned()).await.unwrap().unwrap();
        assert!(gone.known.is_none());

        while seal(&services).await.unwrap() > 0 {}
        let verified = services.store.read_now(verify).unwrap().unwrap();
        assert_eq!((verified.sealed, verified.not_yet_sealed), (241, 0));

        let again = begin(&services, &lia, &list(0, 120), "P").await;
        finish(&services).await;
        let counts = found(&services, &lia, again).await.counts;
        assert_eq!((counts.new, counts.known), (118, 2), "who was taken out comes anew");
        assert!(may_text(&services, TEXTED_SINCE) && !may_text(&services, STOPPED_SINCE));
    }
}

#[tokio::test]
async fn whose_number_is_said_to_be_somebody_elses_stays_until_a_person_has_looked() {
    for (_place, store) in support::stores("undone_and_disowned") {
        let (services, clock) = support::services(&store);
        let lia = liaison(&services);
        let id = begin(&services, &lia, &list(0, 3), "P").await;
        finish(&services).await;
        clock.advance(TimeDelta::minutes(5));
        text(&services, KNOWN, "1", "wrong number").await;
        step(&services, &lia, id, Step::Undo, "r".to_owned()).await.unwrap();
        finish(&services).await;
        let counts = found(&services, &lia, id).await.counts;
        assert_eq!((counts.removed, counts.stayed), (2, 1));
    }
}

#[tokio::test]
async fn a_list_without_proof_lets_nobody_be_texted_and_leaves_no_trace_when_undone() {
    for (_place, store) in support::stores("a_list_without_proof") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let file = ("a.csv".to_owned(), list(0, 30).into_bytes());
        let id = hearth::enrolment::flow::receive::receive(&services, &lia, file, "r".to_owned())
            .await
            .unwrap();
        let guessed = found(&services, &lia, id).await.plan;
        assert_eq!((guessed.panel.as_str(), &guessed.language), ("a", &Language::new("en")));
        hearth::enrolment::flow::check::check(&services, &lia, id, guessed, "r".to_owned())
            .await
            .unwrap();
        let seen = found(&services, &lia, id).await.changed_at;
        hearth::enrolment::flow::steps::confirm(&services, &lia, id, seen, "r".to_owned())
            .await
            .unwrap();
        finish(&services).await;
        let counts = found(&services, &lia, id).await.counts;
        assert_eq!((counts.new, counts.unproven, counts.stated), (30, 30, 0));
        assert!(!may_text(&services, KNOWN));
        step(&services, &lia, id, Step::Undo, "r".to_owned()).await.unwrap();
        finish(&services).await;
        assert_eq!(totals(&services), (0, 30, 0), "blank rows stay");
        let known: (i64, i64) = services
            .store
            .read_now(|connection| {
                let named = participant::sealed_name
                    .is_not_null()
                    .or(participant::site_id.is_not_null())
                    .or(participant::strata.ne("{}"));
                let held = contact_point::sealed_value.ne(Vec::<u8>::new());
                Ok::<_, StoreError>((
                    participant::table.filter(named).count().get_result(connection)?,
                    contact_point::table.filter(held).count().get_result(connection)?,
                ))
            })
            .unwrap();
        assert_eq!(known, (0, 0), "of nobody is anything known");
    }
}

#[tokio::test]
async fn a_list_taken_back_leaves_in_the_panel_whom_another_list_holds() {
    for (_place, store) in support::stores("two_lists_one_panel") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let first = begin(&services, &lia, &list(0, 10), "P").await;
        finish(&services).await;
        let second = begin(&services, &lia, &list(5, 10), "P").await;
        finish(&services).await;
        assert_eq!(count_members(&services), 15);
        step(&services, &lia, first, Step::Undo, "r".to_owned()).await.unwrap();
        finish(&services).await;
        assert_eq!((count_members(&services), totals(&services).0), (10, 10));
        assert!(may_text(&services, "+16172000005"), "the second list states it too");
        step(&services, &lia, second, Step::Undo, "r".to_owned()).await.unwrap();
        finish(&services).await;
        assert_eq!(count_members(&services), 0);
    }
}
