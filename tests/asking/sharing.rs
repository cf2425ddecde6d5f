//! Several people on one phone: each is asked in turn, texts say for whom they are, and a STOP of
//! the phone is a STOP for all of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::conversation::flow::OPEN_FOR;
use hearth::erasure::flow::erase_next;
use hearth::i18n::Language;
use hearth::outreach::Disposition;
use hearth::people::store::sharing::insert_sharer;
use hearth::people::store::{NewParticipant, insert_panel_member, insert_participant};
use hearth::storage::schema::response;

use crate::looking::look_after_silent;
use crate::panel::{Asking, askings, word_on_texts, write};
use crate::phone::Phone;

/// The number of Inés, which she shares with Ben: the people's rows.
fn ines_and_ben(asking: &Asking) -> (i64, i64) {
    let ines = asking.consented("+15551230001", "en");
    let (contact_point_id, owner) = Phone::new(&asking.town, 1).ids();
    assert_eq!(owner, ines);
    let services = &asking.town.services;
    let (keys, panel_id, at) = (Arc::clone(&services.keys), asking.panel_id, services.clock.now());
    let ben = write(services, move |c| {
        let (language, name) = (Language::new("en"), Some("Ben"));
        let new = NewParticipant { language: &language, site_id: None, name, strata: "{}", at };
        let ben = insert_participant(c, &keys, &new)?;
        insert_sharer(c, contact_point_id, ben)?;
        insert_panel_member(c, panel_id, ben)?;
        word_on_texts(c, ben, "granted", at);
        Ok(ben)
    });
    (ines, ben)
}

/// Who answered, and how far they are.
fn responses(asking: &Asking) -> BTreeMap<i64, String> {
    asking.town.read(|c| {
        let rows: Vec<(Option<i64>, String)> =
            response::table.select((response::participant_id, response::state)).load(c)?;
        Ok(rows.into_iter().filter_map(|(id, state)| Some((id?, state))).collect())
    })
}

const REST: [&str; 8] =
    ["2 5 1", "The last bus leaves early.", "3", "1 3", "4", "2", "1", "12/5/2026"];

#[tokio::test]
async fn two_people_on_one_phone_are_asked_one_after_the_other_each_by_name() {
    for asking in askings("shared_in_turn").await {
        let (ines, ben) = ines_and_ben(&asking);
        let id = asking.begins().await;
        assert_eq!(asking.turn().await, 1, "the other waits for their turn");
        let phone = Phone::new(&asking.town, 1);
        let first = phone.hears().await.remove(0);
        // Whose turn comes first is nobody's to say.
        let mut people = [(ines, "For Inés Quintero:\n"), (ben, "For Ben:\n")];
        people.sort_by_key(|(_, whom)| !first.starts_with(whom));
        let [(one, whom), (other, whom_else)] = people;
        assert!(first.starts_with(&format!("{whom}Riverside Health asks")), "{first}");
        assert!(phone.asks("1").await.starts_with(&format!("{whom}Thank you!")));
        asking.town.clock.advance(TimeDelta::hours(24));
        look_after_silent(&asking.town.services).await;
        let reminder = phone.hears().await.remove(0);
        assert!(
            reminder.starts_with(&format!("{whom}Our health center: a reminder")),
            "{reminder}"
        );
        assert_eq!(asking.turn().await, 0, "the first is not done");
        phone.goes_through(&REST).await;
        assert_eq!(responses(&asking), BTreeMap::from([(one, "completed".to_owned())]));

        asking.town.clock.advance(TimeDelta::minutes(11));
        assert_eq!(asking.turn().await, 1);
        let first = phone.hears().await.remove(0);
        assert!(first.starts_with(&format!("{whom_else}Riverside Health asks")), "{first}");
        phone.goes_through(&["1", "2"]).await;
        let expected = [(one, "completed".to_owned()), (other, "started".to_owned())];
        assert_eq!(responses(&asking), BTreeMap::from(expected));
        let stand = BTreeMap::from([(Disposition::Completed, 1), (Disposition::Started, 1)]);
        assert_eq!(asking.dispositions(id).await, stand);
        // One is silent for good: what they said counts, and it is theirs.
        asking.town.clock.advance(OPEN_FOR);
        look_after_silent(&asking.town.services).await;
        assert_eq!(responses(&asking)[&other], "partial");
        assert_eq!(responses(&asking)[&one], "completed");
        assert_eq!(asking.town.count_voices().await, 2);
    }
}

#[tokio::test]
async fn a_stop_of_the_phone_is_one_for_everybody_on_it() {
    for asking in askings("shared_stop").await {
        let _ = ines_and_ben(&asking);
        let id = asking.begins().await;
        asking.turn().await;
        let phone = Phone::new(&asking.town, 1);
        phone.hears().await;
        phone.asks("STOP").await;
        asking.town.clock.advance(TimeDelta::days(2));
        assert_eq!(asking.turn().await, 0);
        assert!(phone.hears().await.is_empty());
        let stand = BTreeMap::from([(Disposition::OptedOut, 2)]);
        assert_eq!(asking.dispositions(id).await, stand);
    }
}

#[tokio::test]
async fn a_keyword_from_a_shared_phone_asks_who_is_answering() {
    for asking in askings("shared_keyword").await {
        let (ines, ben) = ines_and_ben(&asking);
        let phone = Phone::new(&asking.town, 1);
        let who = phone.asks("voice").await;
        assert_eq!(
            who,
            "Our health center: Who is answering?\n1. Inés Quintero\n2. Ben\nReply with one number."
        );
        assert!(phone.asks("me").await.contains("1. Inés Quintero\n2. Ben"));
        assert!(phone.asks("Ben.").await.starts_with("For Ben:\nRiverside Health asks"));
        phone.goes_through(&["yes"]).await;
        phone.goes_through(&REST).await;
        assert_eq!(responses(&asking), BTreeMap::from([(ben, "completed".to_owned())]));
        phone.asks("voice").await;
        assert!(phone.asks("2").await.contains("answered this survey already"));
        phone.asks("voice").await;
        assert!(phone.asks("one").await.starts_with("For Inés Quintero:\nRiverside Health asks"));
        assert!(phone.asks("yes").await.starts_with("For Inés Quintero:\n"));
        assert_eq!(responses(&asking)[&ines], "started");
    }
}

#[tokio::test]
async fn one_of_those_who_share_a_phone_is_erased_and_the_other_is_not() {
    for asking in askings("shared_erasure").await {
        let (ines, ben) = ines_and_ben(&asking);
        let phone = Phone::new(&asking.town, 1);
        phone.goes_through(&["voice", "1", "yes"]).await;
        phone.goes_through(&REST).await;
        phone.goes_through(&["voice", "2", "yes", "3 4", "My own words."]).await;
        let asked = phone.asks("DELETE").await;
        assert!(asked.starts_with("For Ben:"), "{asked}");
        phone.asks("1").await;
        assert_eq!(asking.town.count_voices().await, 1);
        asking.town.clock.advance(TimeDelta::days(7));
        assert!(erase_next(&asking.town.services).await.unwrap());
        let expected = [(ines, "completed".to_owned()), (ben, "withdrawn".to_owned())];
        assert_eq!(responses(&asking), BTreeMap::from(expected));
        assert_eq!(asking.town.count_voices().await, 1);
        assert_eq!(phone.ids().1, ines);
        phone.asks("START").await;
        // Nobody has to say any more who is answering.
        assert!(phone.asks("voice").await.contains("answered this survey already"));
    }
}
