//! A person takes a talk in hand: the machine is silent, what comes before all is still heard, and
//! what is written by hand goes by the same rules as all else.

use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use hearth::calls::Kind;
use hearth::conversation::flow::look::{Listed, Look, Sight, find_of, list, see};
use hearth::conversation::flow::{
    ByHand, HandFault, Invitation, Invited, Silence, Tools, give_back, invite, take_over, write,
};
use hearth::conversation::store::{Holder, lock_or_begin};
use hearth::conversation::{SEGMENTS_AT_MOST, Step};
use hearth::i18n::Language;
use hearth::people::flow::know_phone;
use hearth::staff::{Role, SignedIn};
use hearth::storage::StoreError;
use hearth::storage::schema::{audit_event, conversation, survey_version};
use tokio::task::JoinSet;

use crate::phone::{Phone, Town};
use crate::{add_account, towns};

const FIRST_QUESTION: &str = "What should we improve first?";

impl Phone {
    /// The conversation held on this phone.
    pub async fn talk(&self) -> i64 {
        let (contact_point_id, _) = self.ids();
        find_of(&self.town.services, contact_point_id).await.unwrap().expect("a conversation")
    }

    async fn taken_by(&self, by: &SignedIn) -> i64 {
        let id = self.talk().await;
        take_over(&self.town.services, by, id, None, String::new()).await.unwrap();
        id
    }

    async fn sight(&self, by: &SignedIn) -> Sight {
        let look = Look { id: self.talk().await, with_words: false, before: None };
        see(&self.town.services, by, look, String::new()).await.unwrap().expect("a conversation")
    }

    async fn step(&self, by: &SignedIn) -> Step {
        self.sight(by).await.row.state.step
    }
}

impl Town {
    async fn listed(&self, by: &SignedIn) -> Listed {
        list(&self.services, by, None, String::new()).await.unwrap()
    }

    async fn writes(&self, by: &SignedIn, id: i64, words: &str) -> Result<(), HandFault> {
        let text = ByHand {
            id,
            form_token: format!("{id}/{words}"),
            body: words.to_owned(),
            request_id: String::new(),
        };
        write(&self.services, by, text).await
    }

    async fn gives_back(&self, by: &SignedIn, id: i64) -> bool {
        give_back(&self.services, by, id, String::new()).await.unwrap()
    }

    fn goes_to(&self, time: &str) {
        let time = NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M").unwrap();
        self.clock.advance(time - self.services.clock.now());
    }

    /// What staff did and looked at in talks: action and detail.
    fn talk_trail(&self) -> Vec<(String, String)> {
        self.read(|c| {
            Ok(audit_event::table
                .filter(audit_event::action.like("conversation_%"))
                .order(audit_event::id)
                .select((audit_event::action, audit_event::detail))
                .load(c)?)
        })
    }
}

fn why(written: Result<(), HandFault>) -> Silence {
    match written {
        Err(HandFault::Silence(silence)) => silence,
        other => panic!("it was written, or failed otherwise: {other:?}"),
    }
}

#[tokio::test]
async fn in_a_persons_hands_the_machine_is_silent_and_what_comes_before_all_is_heard() {
    for (_place, town) in towns("the_machine_is_silent").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        let id = ana.taken_by(&lia).await;
        for words in ["2 5 1", "español", "skip", "voice", "What is this about?"] {
            ana.says(words).await;
            assert!(ana.hears().await.is_empty(), "{words}");
        }
        assert!(ana.sight(&lia).await.given.is_empty(), "nothing was taken as an answer");
        assert_eq!(town.listed(&lia).await.new[0].id, id);

        // A word that may mean STOP is the person's to ask about, and on the list all the same.
        ana.says("dung").await;
        assert!(ana.hears().await.is_empty());
        assert_eq!(town.open_entry(Kind::UnclearOptOut).times, 1);

        assert!(ana.asks("HELP").await.contains("Reply STOP to end texts."));
        assert!(ana.asks("I want to die").await.contains("988"));
        assert_eq!(town.open_now(), [Kind::Crisis]);
        assert!(ana.step(&lia).await.is_in_hand(), "it stays in hand");
        town.writes(&lia, id, "I am here.").await.unwrap();
        assert_eq!(ana.hears().await, ["I am here."]);

        assert!(ana.asks("STOP").await.contains("OK, no more texts."));
        let stopped = ana.sight(&lia).await;
        assert_eq!(stopped.row.state.step, Step::Stopped(Some("priorities".to_owned())));
        assert!(stopped.holder.is_none() && !stopped.can_be_taken);
        let late = town.writes(&lia, id, "Sorry to hear that.").await;
        assert!(matches!(late, Err(HandFault::NotYours)), "{late:?}");
        let again = take_over(&town.services, &lia, id, None, String::new()).await;
        assert!(matches!(again, Err(HandFault::NotPossible)), "{again:?}");
        assert!(ana.hears().await.is_empty());

        // START goes on where it stood before anybody took it.
        assert!(ana.asks("START").await.contains("You can get texts from us again."));
        assert!(ana.asks("1").await.contains(FIRST_QUESTION));
    }
}

#[tokio::test]
async fn a_sentence_that_means_stop_and_a_wrong_number_end_the_takeover_in_silence() {
    for (_place, town) in towns("a_sentence_ends_it").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        for (number, words, kind) in
            [(1, "please leave me alone", Kind::HeldOptOut), (2, "wrong number", Kind::WrongNumber)]
        {
            let ana = Phone::new(&town, number);
            ana.goes_through(&["VOICE", "1"]).await;
            let id = ana.taken_by(&lia).await;
            ana.says(words).await;
            assert!(ana.hears().await.is_empty());
            town.open_entry(kind);
            let late = town.writes(&lia, id, "Of course.").await;
            assert!(matches!(late, Err(HandFault::NotYours)), "{late:?}");
            assert_eq!(ana.sight(&lia).await.silence, Some(Silence::NoTexts));
            assert!(town.listed(&lia).await.new.iter().any(|card| card.id == id), "{words}");
        }
    }
}

#[tokio::test]
async fn a_text_by_hand_is_sent_once_and_by_whoever_has_the_talk_in_hand() {
    for (_place, town) in towns("a_text_by_hand_once").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let ben = add_account(&town.services, "ben", Role::Liaison);
        let eva = add_account(&town.services, "eva", Role::Leadership);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        let early = town.writes(&lia, ana.talk().await, "Hello.").await;
        assert!(matches!(early, Err(HandFault::NotYours)), "{early:?}");
        let id = ana.taken_by(&lia).await;
        let mut at_once = JoinSet::new();
        for _ in 0..4 {
            let (town, lia) = (Arc::clone(&town), lia.clone());
            at_once.spawn(async move { town.writes(&lia, id, " How can I help?\r\n").await });
        }
        assert!(at_once.join_all().await.iter().all(Result::is_ok));
        assert_eq!(ana.hears().await, ["How can I help?"]);
        let written = ana.sight(&lia).await.ours;
        let by_hand: Vec<_> = written.iter().filter_map(|text| text.by.as_ref()).collect();
        assert_eq!(by_hand, [&(lia.account_id, "lia@example.org".to_owned())]);
        let trail = town.talk_trail();
        let texts: Vec<_> =
            trail.iter().filter(|(action, _)| action == "conversation_text_written").collect();
        assert_eq!(texts.len(), 1);
        assert!(texts[0].1.starts_with("outbox_message/"), "{texts:?}");

        let others = town.writes(&ben, id, "I too!").await;
        assert!(matches!(others, Err(HandFault::NotYours)), "{others:?}");
        let others = town.writes(&eva, id, "I too!").await;
        assert!(matches!(others, Err(HandFault::NotAllowed)), "{others:?}");
        assert!(matches!(town.writes(&lia, id, " \n").await, Err(HandFault::Empty)));
        town.writes(&lia, id, &"a".repeat(153 * SEGMENTS_AT_MOST)).await.unwrap();
        let long = town.writes(&lia, id, &"a".repeat(153 * SEGMENTS_AT_MOST + 1)).await;
        assert!(matches!(long, Err(HandFault::TooLong)), "{long:?}");
        assert_eq!(ana.hears().await.len(), 1);
    }
}

#[tokio::test]
async fn given_back_by_day_the_question_is_asked_again_and_the_survey_goes_on() {
    for (_place, town) in towns("given_back_by_day").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        let id = ana.taken_by(&lia).await;
        ana.says("Does my mother's vote count?").await;
        town.writes(&lia, id, "It does.").await.unwrap();
        assert_eq!(ana.hears().await, ["It does."]);
        town.clock.advance(TimeDelta::hours(2));
        assert!(town.gives_back(&lia, id).await);
        let heard = ana.hears().await;
        assert_eq!(heard.len(), 1);
        assert!(heard[0].contains(FIRST_QUESTION), "{heard:?}");
        assert!(ana.asks("2 5 1").await.contains("Why does this matter to you?"));
        let sight = ana.sight(&lia).await;
        assert_eq!(sight.answers.values().collect::<Vec<_>>(), ["priorities"]);
        let twice = give_back(&town.services, &lia, id, String::new()).await;
        assert!(matches!(twice, Err(HandFault::NotYours)), "{twice:?}");
    }
}

#[tokio::test]
async fn nobody_is_texted_at_night_but_in_answer_to_what_they_just_wrote() {
    for (_place, town) in towns("not_at_night").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        let id = ana.taken_by(&lia).await;
        // Eleven in the evening in New York, where the center is too.
        town.goes_to("2026-10-02 03:00");
        let silence = why(town.writes(&lia, id, "Are you awake?").await);
        let morning = NaiveDateTime::parse_from_str("2026-10-02 12:00", "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(silence, Silence::Night(morning));
        ana.says("Is this a person?").await;
        town.clock.advance(TimeDelta::minutes(29));
        town.writes(&lia, id, "Yes.").await.unwrap();
        assert_eq!(ana.hears().await, ["Yes."]);
        town.clock.advance(TimeDelta::minutes(1));
        why(town.writes(&lia, id, "Good night!").await);

        assert!(!town.gives_back(&lia, id).await, "nothing is asked at night");
        assert_eq!(ana.step(&lia).await, Step::Resting("priorities".to_owned()));
        assert!(ana.hears().await.is_empty());
        assert!(ana.asks("2 5 1").await.contains(FIRST_QUESTION));
        assert!(ana.asks("2 5 1").await.contains("Why does this matter to you?"));
    }
}

#[tokio::test]
async fn a_yes_to_a_person_is_no_consent_and_the_consent_question_is_asked_again() {
    for (_place, town) in towns("no_consent_by_accident").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.asks("VOICE").await;
        let id = ana.taken_by(&lia).await;
        town.goes_to("2026-10-02 03:00");
        assert!(!town.gives_back(&lia, id).await);
        assert!(ana.sight(&lia).await.holder.is_none());
        assert!(ana.asks("HELP").await.contains("Reply STOP to end texts."));
        assert!(ana.asks("yes").await.starts_with("Riverside Health asks adult patients"));
        assert!(ana.ledger().is_empty(), "nothing was agreed to");
        assert!(ana.asks("yes").await.contains(FIRST_QUESTION));
        assert!(!ana.ledger().is_empty());
    }
}

#[tokio::test]
async fn a_talk_left_alone_for_a_day_is_the_machines_again_at_the_next_text() {
    for (_place, town) in towns("left_alone").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        let id = ana.taken_by(&lia).await;
        town.clock.advance(TimeDelta::hours(23));
        ana.says("Hello?").await;
        assert!(ana.hears().await.is_empty());
        town.clock.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
        assert!(ana.sight(&lia).await.holder.is_some());
        town.clock.advance(TimeDelta::seconds(1));
        assert!(ana.sight(&lia).await.holder.is_none(), "nobody wrote for a day");
        assert!(ana.asks("Hello??").await.contains(FIRST_QUESTION));
        let listed = town.listed(&lia).await;
        assert_eq!((listed.new[0].id, listed.in_hand.len()), (id, 0), "it is still to be read");
        assert!(ana.asks("2 5 1").await.contains("Why does this matter to you?"));
    }
}

#[tokio::test]
async fn who_neither_wrote_nor_agreed_is_not_texted_and_who_refused_only_once_they_write() {
    for (_place, town) in towns("who_may_be_texted").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let eve = Phone::new(&town, 7);
        let number = hearth::people::Phone::parse(&eve.number).unwrap();
        let (keys, now) = (Arc::clone(&town.services.keys), town.services.clock.now());
        let (index, language) = (eve.index(), Language::new("en"));
        let begun = town.services.store.write_now(move |c| {
            let (contact_point_id, participant_id) = know_phone(c, &keys, &number, &language, now)?;
            let (phone_index, language) = (index.as_slice(), &language);
            let holder = Holder { phone_index, participant_id, contact_point_id, language };
            Ok::<_, StoreError>(lock_or_begin(c, &holder, now)?.id)
        });
        let id = eve.taken_by(&lia).await;
        assert_eq!(id, begun.unwrap());
        assert_eq!(why(town.writes(&lia, id, "Hello!").await), Silence::NotConsented);

        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "2"]).await;
        let id = ana.taken_by(&lia).await;
        assert_eq!(why(town.writes(&lia, id, "Why not?").await), Silence::NotConsented);
        town.clock.advance(TimeDelta::minutes(1));
        ana.says("What was that about?").await;
        town.writes(&lia, id, "About your voice.").await.unwrap();
        assert_eq!(
            (eve.hears().await.len(), ana.hears().await),
            (0, vec!["About your voice.".to_owned()])
        );
    }
}

#[tokio::test]
async fn of_two_who_take_a_talk_at_once_one_has_it_and_the_other_may_take_it_from_them() {
    for (_place, town) in towns("two_take_at_once").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let ben = add_account(&town.services, "ben", Role::Administrator);
        for number in 1..=5 {
            let ana = Phone::new(&town, number);
            ana.goes_through(&["VOICE", "1"]).await;
            let id = ana.talk().await;
            let take = async |by: &SignedIn, seen: Option<i64>| {
                take_over(&town.services, by, id, seen, String::new()).await
            };
            let (first, second) = tokio::join!(take(&lia, None), take(&ben, None));
            let (holder, other) = match (&first, &second) {
                (Ok(()), Err(HandFault::Faster)) => (&lia, &ben),
                (Err(HandFault::Faster), Ok(())) => (&ben, &lia),
                outcome => panic!("one has it: {outcome:?}"),
            };
            take(holder, None).await.unwrap();
            let held = ana.sight(other).await.holder.unwrap();
            assert_eq!(held.account_id, holder.account_id);
            assert!(town.listed(other).await.in_hand.iter().any(|card| card.id == id));

            take(other, Some(holder.account_id)).await.unwrap();
            let late = town.writes(holder, id, "It is mine!").await;
            assert!(matches!(late, Err(HandFault::NotYours)), "{late:?}");
            town.writes(other, id, "Hello.").await.unwrap();
            assert_eq!(ana.hears().await, ["Hello."]);
            let taken: Vec<_> = town
                .talk_trail()
                .into_iter()
                .filter(|(action, _)| action == "conversation_taken_over")
                .map(|(_, from)| from)
                .collect();
            let from = format!("staff_account/{}", holder.account_id);
            assert_eq!(taken[taken.len() - 2..], [String::new(), from]);
        }
    }
}

#[tokio::test]
async fn whoever_a_person_writes_to_is_asked_nothing_else_meanwhile() {
    for (_place, town) in towns("nothing_else_meanwhile").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1"]).await;
        let id = ana.taken_by(&lia).await;
        let asks = || {
            let (contact_point_id, participant_id) = ana.ids();
            let (services, index, language) =
                (town.services.clone(), ana.index(), Language::new("en"));
            let now = services.clock.now();
            let outcome = town.services.store.write_now(move |c| {
                let version_id = survey_version::table.select(survey_version::id).first(c)?;
                let heard_link = services.heard_link();
                let tools = Tools::new(&services, &heard_link, &[]);
                let invitation = Invitation {
                    participant_id,
                    contact_point_id,
                    phone_index: &index,
                    lost_text: None,
                    language: &language,
                    version_id,
                    not_after: now + TimeDelta::hours(1),
                    at: now,
                };
                invite(c, &tools, &invitation)
            });
            outcome.unwrap()
        };
        assert_eq!(asks(), Invited::Busy);
        town.gives_back(&lia, id).await;
        assert_eq!(asks(), Invited::Before, "they are in the middle of it");
        // What was taken and left alone holds nobody up for ever.
        ana.taken_by(&lia).await;
        town.clock.advance(TimeDelta::days(15));
        assert!(matches!(asks(), Invited::Asked { .. }));
        let state: String =
            town.read(|c| Ok(conversation::table.find(id).select(conversation::state).first(c)?));
        assert!(!state.contains("in_hand"), "{state}");
    }
}

#[tokio::test]
async fn old_answers_are_found_among_very_many_later_texts() {
    for (_place, town) in towns("old_answers_are_found").await {
        let lia = add_account(&town.services, "lia", Role::Liaison);
        let (ana, ben) = (Phone::new(&town, 1), Phone::new(&town, 2));
        for words in ["VOICE", "1", "2 5 1"] {
            ana.asks(words).await;
            ben.asks("HELP").await;
            town.clock.advance(TimeDelta::hours(1));
        }
        let id = ana.taken_by(&lia).await;
        town.writes(&lia, id, "By hand.").await.unwrap();
        ana.hears().await;
        let whole = ana.sight(&lia).await;
        assert_eq!((whole.ours.len(), whole.complete_since), (4, None));
        // Later, as many texts to somebody else as are looked through.
        town.clock.advance(TimeDelta::hours(1));
        let now = town.services.clock.now();
        ben.asks("HELP").await;
        let many = format!(
            "INSERT INTO outbox_message (channel, state, attempts, token, contact_point_id, \
             urgency, sealed_body, segments, not_before, not_after, created_at) \
             WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 39999) \
             SELECT channel, state, attempts, token || n, contact_point_id, urgency, sealed_body, \
             segments, not_before, not_after, created_at FROM outbox_message, many \
             WHERE id = (SELECT max(id) FROM outbox_message WHERE contact_point_id = {})",
            ben.ids().0,
        );
        town.services
            .store
            .write_now(move |c| Ok::<_, StoreError>(diesel::sql_query(many).execute(c)?))
            .unwrap();
        let sight = ana.sight(&lia).await;
        let bodies = |sight: &Sight| {
            let mut bodies: Vec<(i64, String)> =
                sight.ours.iter().map(|ours| (ours.text.id, ours.text.body.clone())).collect();
            bodies.sort();
            bodies
        };
        assert_eq!(bodies(&sight), bodies(&whole), "answers, and what was written by hand");
        assert_eq!(sight.complete_since, Some(now));
    }
}
