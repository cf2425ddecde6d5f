//! Texts whose answer is lost, and a queue that is killed in the middle: nobody gets a text twice,
//! everybody else gets theirs, and of whom that is not known a person hears.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::clock::{Clock as _, SystemClock};
use hearth::storage::schema::{call_entry, outbox_message};
use hearth::storage::{Store, StoreError};

use crate::provider::Provider;
use crate::server::{Server, Settings, percent, signature};
use crate::{support, tokens, wait_for_texts};

/// How many people wait for an answer.
const PEOPLE: usize = 300;
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// So many people say the keyword, each once; a text to each is queued.
fn queue_texts(settings: &Settings, people: usize) {
    for person in 0..people {
        let (sid, number) = (format!("SM{person:032}"), format!("+1555{person:07}"));
        assert_eq!(settings.text(&sid, &number, "VOICE"), Some(204));
    }
}

/// Tokens of the texts about which a person is to be asked.
fn tokens_on_the_call_list(store: &Store) -> BTreeSet<String> {
    let read = |c: &mut hearth::storage::Database| {
        let ids: Vec<Option<i64>> = call_entry::table
            .filter(call_entry::kind.eq("not_delivered"))
            .filter(call_entry::closed_at.is_null())
            .select(call_entry::outbox_id)
            .load(c)?;
        let about = outbox_message::table.filter(outbox_message::id.eq_any(ids.iter().flatten()));
        let tokens: Vec<String> = about.select(outbox_message::token).load(c)?;
        assert_eq!(tokens.len(), ids.len(), "one entry each");
        Ok::<_, StoreError>(tokens)
    };
    store.read_now(read).unwrap().into_iter().collect()
}

/// Waits until no text stands so any more.
fn wait_until_none_is(store: &Store, state: &str) {
    let until = Instant::now() + PATIENCE;
    while !tokens(store, state).is_empty() {
        assert!(Instant::now() < until, "some are {state}: {:?}", tokens(store, state));
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What was being handed over was so two minutes ago.
fn let_two_minutes_pass(store: &Store) {
    let earlier = SystemClock.now() - TimeDelta::minutes(2);
    let shift = move |c: &mut hearth::storage::Database| {
        let sending = outbox_message::table.filter(outbox_message::state.eq("sending"));
        diesel::update(sending).set(outbox_message::sent_at.eq(earlier)).execute(c)?;
        Ok::<_, StoreError>(())
    };
    store.write_now(shift).unwrap();
}

/// The provider reports that a text was delivered.
fn report_delivered(settings: &Settings, token: &str) {
    let path = format!("/sms/status?m={token}");
    let form = [("MessageSid", format!("SM{token}")), ("MessageStatus", "delivered".to_owned())]
        .map(|(name, value)| (name.to_owned(), value));
    let written = form.clone().map(|(name, value)| format!("{name}={}", percent(&value)));
    let answered = settings.post(&path, &written.join("&"), &signature(&path, &form));
    assert_eq!(answered, Some(204));
}

#[test]
fn a_text_taken_whose_answer_was_cut_off_is_unknown_and_never_sent_again() {
    for (place, store) in support::stores("answers_cut_off") {
        let provider = Provider::start();
        let settings = Settings::new(&place.url, Some(&provider.address));
        settings.offer_survey();
        provider.cut_every(3);
        let server = Server::start(&settings);
        queue_texts(&settings, 60);
        wait_for_texts(&provider, 60);
        wait_until_none_is(&store, "queued");
        wait_until_none_is(&store, "sending");
        let cut = provider.tokens_cut();
        assert_eq!(cut.len(), 20);
        assert_eq!(tokens(&store, "unknown"), cut);
        assert_eq!(tokens(&store, "sent").len(), 40);
        assert_eq!(tokens_on_the_call_list(&store), cut, "a person is to look");

        // Reports tell of half of them that they were taken; a restart tells nothing.
        let (heard_of, silent): (Vec<_>, Vec<_>) =
            cut.into_iter().enumerate().partition(|(number, _)| number % 2 == 0);
        for (_, token) in &heard_of {
            report_delivered(&settings, token);
        }
        server.kill();
        provider.cut_every(0);
        let server = Server::start(&settings);
        // Everybody's next text is answered, whatever became of the one before.
        for person in 0..60 {
            let (sid, number) = (format!("SMn{person:031}"), format!("+1555{person:07}"));
            assert_eq!(settings.text(&sid, &number, "1"), Some(204));
        }
        wait_for_texts(&provider, 120);
        assert_eq!(server.terminate(), Some(0));
        let silent: BTreeSet<String> = silent.into_iter().map(|(_, token)| token).collect();
        assert_eq!(tokens(&store, "unknown"), silent);
        assert_eq!(tokens_on_the_call_list(&store), silent, "the others settled themselves");
        assert_eq!(tokens(&store, "sent").len(), 120 - silent.len());
        provider.assert_no_token_twice();
    }
}

#[test]
fn a_queue_killed_in_the_middle_goes_on_where_it_was_and_names_what_nobody_knows() {
    for (place, store) in support::stores("a_queue_killed") {
        let provider = Provider::start();
        let settings = Settings::new(&place.url, Some(&provider.address));
        settings.offer_survey();
        provider.be_silent(true);
        provider.answer_after(15);
        let mut server = Server::start(&settings);
        queue_texts(&settings, PEOPLE);
        provider.be_silent(false);
        for taken in [PEOPLE / 4, PEOPLE / 2] {
            wait_for_texts(&provider, taken);
            server.kill();
            assert!(!tokens(&store, "queued").is_empty(), "it was killed in the middle");
            server = Server::start(&settings);
        }
        wait_until_none_is(&store, "queued");
        assert_eq!(server.terminate(), Some(0));
        let in_flight = tokens(&store, "sending");
        assert!((1..=2 * 16).contains(&in_flight.len()), "{} in flight", in_flight.len());
        assert!(tokens_on_the_call_list(&store).is_empty(), "for a minute they may be another's");

        let_two_minutes_pass(&store);
        let server = Server::start(&settings);
        wait_until_none_is(&store, "sending");
        assert_eq!(server.terminate(), Some(0));
        assert_eq!(tokens(&store, "unknown"), in_flight);
        assert_eq!(tokens_on_the_call_list(&store), in_flight);
        let sent = tokens(&store, "sent");
        assert_eq!(sent.len() + in_flight.len(), PEOPLE, "everything else is sent");
        assert!(sent.is_subset(&provider.tokens()), "and the provider has it");
        provider.assert_no_token_twice();
        println!(
            "{}: {} sent, {} unknown, {} of these the provider has",
            &place.url[..8],
            sent.len(),
            in_flight.len(),
            in_flight.intersection(&provider.tokens()).count(),
        );
    }
}
