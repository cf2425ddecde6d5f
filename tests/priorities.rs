//! From answers to a published ranking, to the backlog, to what the community is told.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

#[path = "support/ranked.rs"]
mod ranked;
mod support;

use diesel::connection::SimpleConnection as _;
use hearth::backlog::flow::{
    Decide, DecideError, Words, decide, feed, list_heard, list_items, translate,
};
use hearth::backlog::item::Item;
use hearth::backlog::{GroupOf, Status};
use hearth::consent::Action;
use hearth::consent::flow::Evidence;
use hearth::crypto::sha256_hex;
use hearth::i18n::Language;
use hearth::priority::flow::{RankingFault, Reactions, Replay, live_ranking, publish, replay};
use hearth::priority::{Flag, METHOD, Tier};
use hearth::response::flow::withdraw;
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::store::list_unsealed;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::{Store, StoreError};
use hearth::survey::Survey;
use ranked::{SURVEY, rank_unknown, say};

fn language(tag: &str) -> Language {
    Language::new(tag)
}

fn words(tag: &str, text: &str) -> Words {
    Words { language: language(tag), text: text.to_owned() }
}

fn reactions() -> Reactions {
    Reactions { published: vec![feed] }
}

/// Imports and publishes the survey, with Spanish reviewed and Vietnamese not.
async fn offer_survey(services: &Services) -> SignedIn {
    ranked::offer(services, &["es"]).await;
    let email = Email::parse("lea@example.org").unwrap();
    let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
    let account_id =
        add_account_now(services, &email, &password, Role::Leadership, language("en")).unwrap();
    SignedIn {
        account_id,
        role: Role::Leadership,
        language: language("en"),
        csrf_token: String::new(),
    }
}

/// Somebody known by their phone ranks.
async fn rank_known(services: &Services, tag: &str, chosen: &[&str]) -> i64 {
    ranked::rank_known(services, tag, "{}", chosen).await
}

/// 30 people known by their phones: most want rides, then dental care.
async fn thirty_voices(services: &Services) {
    for person in 0..30 {
        let tag = if person % 5 == 0 { "es" } else { "en" };
        let chosen: &[&str] = if person % 6 == 0 { &["c", "a"] } else { &["a", "c"] };
        rank_known(services, tag, chosen).await;
    }
}

async fn item(services: &Services, title: &str) -> Item {
    let items = list_items(services).await.unwrap();
    items.into_iter().find(|item| item.title.get(&language("en")) == Some(title)).unwrap()
}

fn decision(item: &Item, to: Status, reason: Option<&str>) -> Decide {
    Decide {
        item_id: item.id,
        from: item.status,
        to,
        reason: reason.map(|text| words("en", text)),
        drafts: Vec::new(),
        request_id: "r".to_owned(),
    }
}

/// Why something was refused.
fn why<T>(outcome: Result<T, DecideError>) -> String {
    format!("{:?}", outcome.err().expect("it is refused"))
}

#[tokio::test]
async fn publishing_feeds_the_backlog_with_the_top_and_its_evidence() {
    for (_place, store) in support::stores("publishing_feeds_the_backlog") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        let snapshot_id =
            publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let rides = item(&services, "Rides").await;
        assert_eq!(rides.status, Status::Proposed);
        let evidence = rides.evidence.last().unwrap();
        assert_eq!((evidence.snapshot_id, evidence.n, evidence.k), (snapshot_id, 30, 3));
        assert_eq!((evidence.tier, evidence.rank_set), (Tier::Clear, (1, 1)));
        let titles: Vec<_> = list_items(&services).await.unwrap();
        assert!(titles.iter().all(|item| item.title.get(&language("en")) != Some("Parking")));
    }
}

#[tokio::test]
async fn what_the_average_misses_is_on_the_agenda_with_those_who_want_it() {
    for (_place, store) in support::stores("what_the_average_misses") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        for person in 0..160 {
            let chosen: &[&str] = if person % 2 == 0 { &["a", "b"] } else { &["b", "d"] };
            rank_known(&services, "en", chosen).await;
        }
        for _ in 0..30 {
            rank_known(&services, "es", &["c"]).await;
        }
        publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let evidence = item(&services, "Dental care").await.evidence.pop().unwrap();
        assert_eq!((evidence.tier, evidence.rank_set), (Tier::Lower, (4, 4)));
        let group = |stratum: &str, category: &str| GroupOf {
            stratum: stratum.to_owned(),
            category: category.to_owned(),
        };
        assert_eq!(evidence.missed_by, [group("language", "es")]);
        assert_eq!(item(&services, "Hours").await.evidence[0].missed_by, []);
    }
}

#[tokio::test]
async fn publishing_again_brings_evidence_and_never_overwrites_a_decision() {
    for (_place, store) in support::stores("publishing_again_never_overwrites") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let rides = item(&services, "Rides").await;
        let no = decision(&rides, Status::Declined, Some("The city runs the buses."));
        decide(&services, &lea, no).await.unwrap();

        rank_known(&services, "en", &["a"]).await;
        publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let rides = item(&services, "Rides").await;
        assert_eq!(rides.status, Status::Declined);
        assert_eq!(rides.evidence.iter().map(|e| e.n).collect::<Vec<_>>(), [30, 31]);
        assert_eq!(rides.answer().unwrap().words[&language("en")].text, "The city runs the buses.");
    }
}

#[tokio::test]
async fn publishing_the_same_twice_is_publishing_once() {
    for (_place, store) in support::stores("publishing_the_same_twice") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        let reactions = reactions();
        let once = || publish(&services, &reactions, &lea, "voice", String::new());
        let (first, again) = tokio::join!(once(), once());
        assert_eq!(first.unwrap(), again.unwrap());
        assert_eq!(item(&services, "Rides").await.evidence.len(), 1);
    }
}

fn change(store: &Store, sql: &str) -> Result<(), StoreError> {
    let sql = sql.to_owned();
    store.write_now(move |connection| Ok(connection.batch_execute(&sql)?))
}

#[tokio::test]
async fn the_database_refuses_to_change_what_was_published() {
    for (place, store) in support::stores("the_database_keeps_snapshots") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        let id = publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let evidence = "DELETE FROM backlog_evidence";
        change(&store, evidence).expect("nothing else holds the snapshot");
        for sql in [
            "UPDATE ranking_snapshot SET result = '{}'",
            "UPDATE ranking_snapshot SET published_at = published_at",
            "DELETE FROM ranking_snapshot",
        ] {
            let refused = change(&store, sql).expect_err(sql).to_string();
            assert!(refused.contains("append-only"), "{sql}: {refused}");
        }
        if place.url.starts_with("postgres") {
            assert!(change(&store, "TRUNCATE ranking_snapshot CASCADE").is_err());
        }
        assert_eq!(store.read_now(|c| replay(c, id)).unwrap(), Some(Replay::Same));
    }
}

#[tokio::test]
async fn a_snapshot_computes_again_to_the_last_bit_and_shows_a_change() {
    for (place, store) in support::stores("a_snapshot_computes_again") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        let id = publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        rank_known(&services, "en", &["b"]).await;
        assert_eq!(store.read_now(|c| replay(c, id)).unwrap(), Some(Replay::Same));
        assert_eq!(store.read_now(|c| replay(c, id + 1)).unwrap(), None);
        let on = if place.url.starts_with("postgres") { " ON ranking_snapshot" } else { "" };
        change(&store, &format!("DROP TRIGGER ranking_snapshot_is_unchanged{on}")).unwrap();
        let replaced = |old: &str, new: &str| {
            format!("UPDATE ranking_snapshot SET result = replace(result, '{old}', '{new}')")
        };
        let of_before = replaced(&format!("\"method\":{METHOD}"), "\"method\":1");
        let changed = replaced("\"n\":30", "\"n\":31");
        for (sql, found) in [
            (of_before.as_str(), Replay::Same),
            (changed.as_str(), Replay::OtherMethod(1)),
            ("UPDATE ranking_snapshot SET result = '{}'", Replay::ResultDiffers),
            ("UPDATE ranking_snapshot SET inputs = inputs || ' '", Replay::InputsChanged),
        ] {
            change(&store, sql).unwrap();
            assert_eq!(store.read_now(|c| replay(c, id)).unwrap(), Some(found));
        }
    }
}

#[tokio::test]
async fn ten_people_are_neither_shown_nor_published() {
    for (_place, store) in support::stores("ten_people_are_not_published") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        for _ in 0..10 {
            rank_unknown(&services, "en", &["a", "b"]).await;
        }
        let refused = publish(&services, &reactions(), &lea, "voice", String::new()).await;
        assert!(matches!(refused, Err(RankingFault::TooFew)));
        assert!(matches!(live_ranking(&services, "voice").await, Err(RankingFault::TooFew)));
        assert!(list_items(&services).await.unwrap().is_empty());

        rank_unknown(&services, "en", &["a", "b"]).await;
        let live = live_ranking(&services, "voice").await.unwrap();
        assert!(live.ranking.n == 11 && live.ranking.flags.contains(&Flag::Unverified));
    }
}

#[tokio::test]
async fn who_answered_over_an_open_link_stands_beside_those_who_are_known() {
    for (_place, store) in support::stores("open_links_stand_beside") {
        let (services, _clock) = support::services(&store);
        offer_survey(&services).await;
        thirty_voices(&services).await;
        for _ in 0..40 {
            rank_unknown(&services, "en", &["d"]).await;
        }
        // These compare no topics: who only they are must not show by taking counts apart.
        for tag in ["es", "es", "vi"] {
            rank_known(&services, tag, &["e"]).await;
        }
        rank_unknown(&services, "en", &["e"]).await;
        let live = live_ranking(&services, "voice").await.unwrap();
        assert_eq!((live.ranking.n, live.set_beside), (30, 40));
        let spoken: Vec<_> =
            live.heard_by_language.iter().map(|(l, n)| (l.tag().to_owned(), *n)).collect();
        assert_eq!(spoken, [("en".to_owned(), 24), ("es".to_owned(), 6)]);
    }
}

#[tokio::test]
async fn who_takes_their_answers_back_leaves_the_ranking_at_once() {
    for (_place, store) in support::stores("who_takes_back_leaves") {
        let (services, _clock) = support::services(&store);
        offer_survey(&services).await;
        let mut last = String::new();
        for _ in 0..13 {
            last = rank_unknown(&services, "en", &["a", "b"]).await;
        }
        assert!(withdraw(&services, &services.keys.receipt_code(&last)).await.unwrap());
        assert_eq!(live_ranking(&services, "voice").await.unwrap().ranking.n, 12);

        thirty_voices(&services).await;
        let leaver = rank_known(&services, "en", &["b"]).await;
        assert_eq!(live_ranking(&services, "voice").await.unwrap().ranking.n, 31);
        let proof = Evidence::seal(&services.keys, "DELETE");
        services
            .store
            .write(move |connection| say(connection, leaver, Action::Withdrawn, &proof))
            .await
            .unwrap();
        assert_eq!(live_ranking(&services, "voice").await.unwrap().ranking.n, 30);
    }
}

#[tokio::test]
async fn no_decision_without_a_reason_a_right_or_a_way() {
    for (_place, store) in support::stores("no_decision_without_a_reason") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let rides = item(&services, "Rides").await;
        for (to, reason, fault) in [
            (Status::Declined, None, DecideError::ReasonMissing),
            (Status::NotNow, Some("  "), DecideError::ReasonMissing),
            (Status::Accepted, None, DecideError::ReasonMissing),
            (Status::Told, None, DecideError::NoSuchStep(Status::Proposed, Status::Told)),
        ] {
            let outcome = decide(&services, &lea, decision(&rides, to, reason)).await;
            assert_eq!(why(outcome), format!("{fault:?}"));
        }
        let analyst = SignedIn { role: Role::Analyst, ..lea.clone() };
        let yes = decision(&rides, Status::Accepted, Some("Yes."));
        assert_eq!(why(decide(&services, &analyst, yes.clone()).await), "NotAllowed");
        decide(&services, &lea, yes.clone()).await.unwrap();
        let other = decision(&rides, Status::Accepted, Some("Yes, in May."));
        assert_eq!(why(decide(&services, &lea, other).await), "Changed");
        decide(&services, &lea, yes).await.unwrap();
        assert_eq!(item(&services, "Rides").await.decisions.len(), 1);
        let refused = publish(&services, &reactions(), &analyst, "voice", String::new()).await;
        assert!(matches!(refused, Err(RankingFault::NotAllowed)));
    }
}

#[tokio::test]
async fn the_community_reads_decided_items_in_languages_that_were_reviewed() {
    for (_place, store) in support::stores("the_community_reads_decided_items") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let en = language("en");
        let (es, vi) = (language("es"), language("vi"));
        assert!(list_heard(&services, &en).await.unwrap().answers.is_empty());

        let rides = item(&services, "Rides").await;
        let mut yes = decision(&rides, Status::Accepted, Some("A van will run on Tuesdays."));
        yes.drafts = vec![words("es", "Un borrador")];
        let id = decide(&services, &lea, yes).await.unwrap();
        let heard = list_heard(&services, &en).await.unwrap();
        assert_eq!(heard.answers.len(), 1);
        assert_eq!(heard.answers[0].title, "Rides");
        assert_eq!(heard.answers[0].words.text, "A van will run on Tuesdays.");
        // Spanish is reviewed as a language, but nobody stands for these words yet.
        let heard = list_heard(&services, &es).await.unwrap();
        assert!(heard.answers.is_empty());
        assert_eq!(heard.elsewhere.iter().map(Language::tag).collect::<Vec<_>>(), ["en"]);

        let unsigned = translate(&services, &lea, id, words("es", "x"), " ", String::new()).await;
        assert_eq!(why(unsigned), "ReviewerMissing");
        for (tag, text) in [("es", "Una camioneta los martes."), ("vi", "Xe chạy thứ Ba.")] {
            translate(&services, &lea, id, words(tag, text), "Rosa Díaz", String::new())
                .await
                .unwrap();
        }
        let heard = list_heard(&services, &es).await.unwrap();
        assert_eq!(heard.answers[0].title, "Transporte");
        // Vietnamese was never reviewed as a language: the topic's name could not be shown.
        let heard = list_heard(&services, &vi).await.unwrap();
        assert!(heard.answers.is_empty() && heard.elsewhere.contains(&es));
    }
}

#[tokio::test]
async fn an_item_is_told_only_when_every_language_can_read_it() {
    for (_place, store) in support::stores("told_only_when_every_language_can_read") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let mut id = 0;
        for to in [Status::Accepted, Status::Implementing, Status::DoneTelling] {
            let rides = item(&services, "Rides").await;
            id =
                decide(&services, &lea, decision(&rides, to, Some("The van runs."))).await.unwrap();
        }
        let rides = item(&services, "Rides").await;
        let told = decision(&rides, Status::Told, None);
        let missing = DecideError::NotToldIn(vec![language("es"), language("vi")]);
        assert_eq!(why(decide(&services, &lea, told.clone()).await), format!("{missing:?}"));

        hearth::survey::flow::review(&services, "voice", language("vi"), "Lan").await.unwrap();
        for tag in ["es", "vi"] {
            translate(&services, &lea, id, words(tag, "…"), "Rosa Díaz", String::new())
                .await
                .unwrap();
        }
        decide(&services, &lea, told).await.unwrap();
        assert_eq!(item(&services, "Rides").await.status, Status::Told);
    }
}

#[tokio::test]
async fn words_that_somebody_stands_for_are_never_replaced() {
    for (_place, store) in support::stores("words_that_somebody_stands_for") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let rides = item(&services, "Rides").await;
        let no = decision(&rides, Status::Declined, Some("The city runs the buses."));
        let id = decide(&services, &lea, no).await.unwrap();
        let mia = SignedIn { role: Role::Translator, ..lea.clone() };
        let write = |tag: &str, text: &str| {
            let (services, mia, said) = (services.clone(), mia.clone(), words(tag, text));
            async move { translate(&services, &mia, id, said, "Rosa Díaz", "r".to_owned()).await }
        };
        assert_eq!(why(write("en", "We do not want to.").await), "Changed");
        write("es", "La ciudad opera los autobuses.").await.unwrap();
        write("es", "La ciudad opera los autobuses.").await.expect("a double tap is one tap");
        assert_eq!(why(write("es", "No queremos.").await), "Changed");
        for tag in ["fr", "ar"] {
            assert!(why(write(tag, "…").await).starts_with("NoSuchLanguage"), "{tag}");
        }
        let answer = item(&services, "Rides").await.answer().unwrap().words.clone();
        assert_eq!(answer.len(), 2);
        assert_eq!(answer[&language("en")].text, "The city runs the buses.");
        assert_eq!(answer[&language("es")].text, "La ciudad opera los autobuses.");

        let trail = store.read_now(|c| list_unsealed(c, 100)).unwrap();
        let signed: Vec<_> =
            trail.iter().filter(|row| row.action == "decision_translated").collect();
        let sha256 = sha256_hex("La ciudad opera los autobuses.".as_bytes());
        assert_eq!(signed.len(), 1);
        assert_eq!(
            signed[0].detail,
            format!("decision/{id} in es, reviewed by Rosa Díaz, sha256 {sha256}")
        );
    }
}

#[tokio::test]
async fn an_item_is_called_as_the_survey_calls_it_now() {
    for (_place, store) in support::stores("an_item_is_called_as_now") {
        let (services, _clock) = support::services(&store);
        let lea = offer_survey(&services).await;
        thirty_voices(&services).await;
        publish(&services, &reactions(), &lea, "voice", "r".to_owned()).await.unwrap();
        let rides = item(&services, "Rides").await;
        let offer = async |definition: &str| {
            let survey = Survey::from_toml(definition).unwrap();
            hearth::survey::flow::import(&services, survey, true).await.unwrap();
        };
        offer(&SURVEY.replace("title = { en = \"Rides\"", "title = { en = \"Free rides\"")).await;
        hearth::survey::flow::review(&services, "voice", language("vi"), "Lan").await.unwrap();
        let renamed = item(&services, "Free rides").await;
        assert_eq!(renamed.id, rides.id);
        let languages: Vec<_> =
            renamed.public_languages.iter().map(|offered| offered.language.tag()).collect();
        assert_eq!(languages, ["en", "vi"]);

        offer(&SURVEY.replace("\"rides\"", "\"vans\"")).await;
        assert_eq!(item(&services, "Rides").await.id, rides.id, "what was ranked keeps its name");
    }
}
