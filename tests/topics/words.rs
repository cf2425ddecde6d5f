//! Own words looked through for topics, and how many people raised each.

use std::collections::BTreeSet;
use std::sync::Arc;

use diesel::RunQueryDsl as _;
use hearth::consent::flow::{Evidence, Word, permit_answer, record};
use hearth::consent::{Action, Actor, Method, Purpose, Scope};
use hearth::crypto::{random_id, random_token};
use hearth::mention::flow::{CodeError, Found, Look, WORDS_A_PAGE, Words, code, look, uncode};
use hearth::mention::store::list_mentions;
use hearth::mention::{LONGEST_TRANSLATION, Translation};
use hearth::people::store::{NewParticipant, insert_participant};
use hearth::response::flow::{find_survey, save_answer, start_anonymous, withdraw};
use hearth::response::store::{
    NewResponse, find_of_participant, forget_participant, insert_response, keep_answer,
};
use hearth::services::Services;
use hearth::staff::{Role, SignedIn};
use hearth::storage::StoreError;
use hearth::survey::{Kind, Value};
use hearth::topic::flow::{merge, retire};

use crate::opened::open_session;
use crate::support::{morning, services, stores};
use crate::{account, get, language, offer_survey, post, read, trail};

fn r() -> String {
    "r".to_owned()
}

/// Somebody unknown says something in their own words; the token of their response.
async fn says(services: &Services, tag: &str, words: &str) -> String {
    let offered = find_survey(services, "voice").await.unwrap().unwrap();
    let token = random_token();
    start_anonymous(services, &offered, &language(tag), &token).await.unwrap();
    says_now(services, &token, words).await;
    token
}

async fn says_now(services: &Services, token: &str, words: &str) {
    let value = Value::Text(words.to_owned());
    save_answer(services, token, "why", Some(value)).await.unwrap();
}

/// Somebody known says something, and may say it in more than one response.
async fn known_says(services: &Services, words: &'static str) -> i64 {
    let offered = find_survey(services, "voice").await.unwrap().unwrap();
    let keys = Arc::clone(&services.keys);
    services
        .store
        .write(move |connection| {
            let english = language("en");
            let at = morning();
            let person =
                NewParticipant { language: &english, site_id: None, name: None, strata: "{}", at };
            let participant_id = insert_participant(connection, &keys, &person)?;
            consent(connection, participant_id, Action::Granted, &Evidence::seal(&keys, "1"))?;
            let response = NewResponse {
                id: random_id(),
                version_id: offered.version.id,
                participant_id: Some(participant_id),
                channel: "sms",
                language: &english,
                link_index: None,
                receipt_index: None,
                started_on: at.date(),
            };
            insert_response(connection, &response)?;
            let row = find_of_participant(connection, participant_id, offered.version.id)?.unwrap();
            let proof = permit_answer(connection, participant_id, "voice")?.unwrap();
            let value = Value::Text(words.to_owned());
            let question = ("why", Kind::Text);
            keep_answer(connection, &keys, &proof, &row, question, Some(&value), None)?;
            Ok::<_, StoreError>(participant_id)
        })
        .await
        .unwrap()
}

fn consent(
    connection: &mut hearth::storage::Database,
    participant_id: i64,
    action: Action,
    evidence: &Evidence,
) -> Result<(), StoreError> {
    let word = Word {
        participant_id,
        contact_index: None,
        channel: "sms",
        programme: "voice",
        purposes: &[Purpose::Answer, Purpose::Improve],
        action,
        scope: Scope::Programme,
        notice: None,
        method: Method::SmsKeyword,
        actor: Actor::Participant,
        evidence,
        at: morning(),
        recorded_at: morning(),
    };
    record(connection, &word)
}

/// All answers that were looked through, or were not, page by page.
async fn all(services: &Services, by: &SignedIn, are_coded: bool) -> Vec<Words> {
    let (mut words, mut after) = (Vec::new(), None);
    loop {
        let wanted = Look { slug: "voice".to_owned(), are_coded, after };
        let sight = look(services, by, wanted, r()).await.unwrap();
        assert!(sight.words.len() <= WORDS_A_PAGE);
        after = sight.words.last().map(|last| last.key.clone());
        words.extend(sight.words);
        if !sight.has_more {
            return words;
        }
    }
}

fn found(words: &Words, topics: &[&str]) -> Found {
    let topics: BTreeSet<String> = topics.iter().map(ToString::to_string).collect();
    Found { key: words.key.clone(), mark: words.mark.clone(), topics, translation: None }
}

/// Says of each answer that is left the topic it names.
async fn code_all(services: &Services, by: &SignedIn) -> usize {
    let left = all(services, by, false).await;
    let topic = |words: &Words| {
        let topics = ["rides", "vans", "hours"];
        topics.into_iter().filter(|topic| words.text.contains(topic)).collect::<Vec<_>>()
    };
    let found = left.iter().map(|words| found(words, &topic(words))).collect();
    code(services, by, "voice", found, r()).await.unwrap()
}

/// How many people raised each topic, as `rides 2, vans 1`.
async fn raised(services: &Services) -> String {
    let version = find_survey(services, "voice").await.unwrap().unwrap().version;
    let people = read(services, move |connection| list_mentions(connection, &version));
    let said: Vec<_> = people.iter().map(|(topic, people)| format!("{topic} {people}")).collect();
    said.join(", ")
}

#[tokio::test]
async fn people_are_counted_once_and_only_while_their_consent_stands() {
    for (_place, store) in stores("mentions") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let ana = account(&services, Role::Liaison);
        let token = says(&services, "en", "rides and vans").await;
        says(&services, "es", "rides").await;
        says(&services, "en", "nothing at all").await;
        let known = known_says(&services, "hours, and rides").await;
        let other = known_says(&services, "hours").await;
        assert_eq!(raised(&services).await, "", "nobody looked yet");
        assert_eq!(code_all(&services, &ana).await, 5);
        assert_eq!(raised(&services).await, "hours 2, rides 3, vans 1");
        assert!(all(&services, &ana, false).await.is_empty());
        assert_eq!(all(&services, &ana, true).await.len(), 5);

        // Who brought up both counts once.
        let lea = account(&services, Role::Leadership);
        merge(&services, &lea, "vans", "rides", r()).await.unwrap();
        assert_eq!(raised(&services).await, "hours 2, rides 3");
        retire(&services, &lea, "hours", true, r()).await.unwrap();
        assert_eq!(raised(&services).await, "rides 3");
        retire(&services, &lea, "hours", false, r()).await.unwrap();

        assert!(withdraw(&services, &services.keys.receipt_code(&token)).await.unwrap());
        assert_eq!(raised(&services).await, "hours 2, rides 2");
        let keys = Arc::clone(&services.keys);
        services
            .store
            .write_now(move |connection| {
                let evidence = Evidence::seal(&keys, "no");
                consent(connection, known, Action::Withdrawn, &evidence)
            })
            .unwrap();
        assert_eq!(raised(&services).await, "hours 1, rides 1");
        assert_eq!(all(&services, &ana, true).await.len(), 3, "their words are not shown either");
        let keys = Arc::clone(&services.keys);
        services
            .store
            .write_now(move |connection| {
                let evidence = Evidence::seal(&keys, "yes");
                consent(connection, known, Action::Granted, &evidence)
            })
            .unwrap();
        assert_eq!(raised(&services).await, "hours 2, rides 2");

        // What is erased takes with it what was found in it.
        services
            .store
            .write_now(move |c| {
                Ok::<_, StoreError>(forget_participant(c, other, morning().date())?)
            })
            .unwrap();
        assert_eq!(raised(&services).await, "hours 1, rides 2");
    }
}

#[tokio::test]
async fn words_said_later_are_to_be_read_and_words_not_read_are_not_marked() {
    for (_place, store) in stores("words_changed") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let ana = account(&services, Role::Liaison);
        let token = says(&services, "en", "rides").await;
        let seen = all(&services, &ana, false).await;
        says_now(&services, &token, "hours, not what I said").await;
        let late = code(&services, &ana, "voice", vec![found(&seen[0], &["rides"])], r()).await;
        assert_eq!(late.unwrap(), 0, "these words nobody has read");
        code_all(&services, &ana).await;
        assert_eq!(raised(&services).await, "hours 1");
        says_now(&services, &token, "vans").await;
        assert_eq!(raised(&services).await, "", "what was found was found in other words");
        assert_eq!(all(&services, &ana, false).await.len(), 1);
        code_all(&services, &ana).await;
        assert_eq!(raised(&services).await, "vans 1");

        let coded = all(&services, &ana, true).await;
        assert_eq!(coded[0].topics.clone().unwrap(), BTreeSet::from(["vans".to_owned()]));
        let keys = BTreeSet::from([coded[0].key.clone()]);
        for gone in [1, 0] {
            assert_eq!(uncode(&services, &ana, "voice", keys.clone(), r()).await.unwrap(), gone);
        }
        assert_eq!(all(&services, &ana, false).await.len(), 1);
        // Of an answer that is gone, and of a topic that is none, nothing is kept.
        let seen = all(&services, &ana, false).await;
        let none = code(&services, &ana, "voice", vec![found(&seen[0], &["none"])], r()).await;
        assert!(matches!(none, Err(CodeError::TopicChanged)));
        assert!(withdraw(&services, &services.keys.receipt_code(&token)).await.unwrap());
        let gone = code(&services, &ana, "voice", vec![found(&seen[0], &["rides"])], r()).await;
        assert_eq!(gone.unwrap(), 0);
    }
}

/// How many translations are kept, of whatever words.
fn count_translations(services: &Services) -> i64 {
    let count = "SELECT count(*) AS n FROM translated_words";
    read(services, move |connection| Ok(diesel::sql_query(count).get_result::<Count>(connection)?))
        .n
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

#[tokio::test]
async fn a_translation_stands_beside_the_words_and_goes_with_them() {
    for (_place, store) in stores("words_translated") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let ana = account(&services, Role::Liaison);
        let token = says(&services, "es", "El bus no llega, rides").await;
        let in_english =
            |text: &str| Some(Translation { language: language("en"), text: text.to_owned() });
        let translated = |words: &Words, text: &str| Found {
            translation: in_english(text),
            ..found(words, &["rides"])
        };
        let seen = all(&services, &ana, false).await;
        let too_long = translated(&seen[0], &"x".repeat(LONGEST_TRANSLATION + 1));
        let refused = code(&services, &ana, "voice", vec![too_long], r()).await;
        assert!(matches!(refused, Err(CodeError::TranslationTooLong)));
        let kept = translated(&seen[0], "The bus does not come");
        code(&services, &ana, "voice", vec![kept], r()).await.unwrap();
        let coded = all(&services, &ana, true).await;
        assert_eq!(coded[0].translation, in_english("The bus does not come"));
        assert!(trail(&services, "words").iter().all(|row| !row.contains("bus")));
        // Who says something else takes back what they said, in every language.
        says_now(&services, &token, "hours").await;
        assert_eq!(count_translations(&services), 0);
        let seen = all(&services, &ana, false).await;
        let kept = translated(&seen[0], "When you are open");
        code(&services, &ana, "voice", vec![kept], r()).await.unwrap();
        assert_eq!(count_translations(&services), 1);
        assert!(withdraw(&services, &services.keys.receipt_code(&token)).await.unwrap());
        assert_eq!(count_translations(&services), 0);
    }
}

#[tokio::test]
async fn every_look_is_on_the_trail_and_only_who_may_looks() {
    for (_place, store) in stores("words_trail") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let ana = account(&services, Role::Liaison);
        all(&services, &ana, false).await;
        assert!(trail(&services, "words").is_empty(), "nothing was seen");
        for number in 0..23 {
            says(&services, "en", &format!("rides {number}")).await;
        }
        assert_eq!(all(&services, &ana, false).await.len(), 23);
        code_all(&services, &ana).await;
        let expected = ["seen 10", "seen 10", "seen 3", "seen 10", "seen 10", "seen 3", "coded 23"]
            .map(|it| {
                let (what, count) = it.split_once(' ').unwrap();
                format!("words_{what} survey/voice {count} answers")
            });
        assert_eq!(trail(&services, "words"), expected);
        for role in [Role::PatientAdvisor, Role::Analyst, Role::Translator, Role::Leadership] {
            let by = account(&services, role);
            let wanted = Look { slug: "voice".to_owned(), are_coded: false, after: None };
            let refused = look(&services, &by, wanted, r()).await;
            assert!(matches!(refused, Err(CodeError::NotAllowed)), "{role:?}");
            let refused = code(&services, &by, "voice", Vec::new(), r()).await;
            assert!(matches!(refused, Err(CodeError::NotAllowed)), "{role:?}");
        }
        let unknown = Look { slug: "none".to_owned(), are_coded: false, after: None };
        let unknown = look(&services, &ana, unknown, r()).await;
        assert!(matches!(unknown, Err(CodeError::NoSuchSurvey)));
    }
}

#[actix_web::test]
async fn words_are_marked_on_the_page_and_the_marks_taken_back() {
    for (_place, store) in stores("words_page") {
        let (services, _clock) = services(&store);
        let ana = account(&services, Role::Liaison);
        let app = app!(services);
        let session = open_session(&services, ana.account_id);
        let (cookie, token) =
            (session.cookie.as_str(), ("csrf_token", session.csrf_token.as_str()));
        let page = send!(app, get("/staff/topics/words", cookie));
        assert!(page.body.contains("No survey asks people for their own words yet."));
        offer_survey(&services).await;
        says(&services, "es", "El <transporte> es caro").await;
        let page = send!(app, get("/staff/topics/words", cookie)).body;
        assert!(
            page.contains("lang=\"es\" dir=\"ltr\">El &lt;transporte&gt; es caro</blockquote>")
        );
        let value = |name: &str| {
            let (_, after) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
            after.split('"').next().unwrap().to_owned()
        };
        let (key, mark) = (value("answer"), value("mark"));
        let form = [
            token,
            ("survey", "voice"),
            ("show", ""),
            ("answer", key.as_str()),
            ("mark", mark.as_str()),
            ("topic", "rides"),
        ];
        let saved = send!(app, post("/staff/topics/words", cookie, &form));
        assert_eq!(saved.status, 303);
        assert!(!saved.location.contains("transporte"));
        let said = send!(app, get(&saved.location, cookie)).body;
        assert!(said.contains("Saved.") && said.contains("Nothing is left to look through here."));
        assert!(said.contains("A few"), "one person is no number");
        assert!(said.contains("action=\"/staff/topics/words/undo\""));
        assert_eq!(raised(&services).await, "rides 1");
        let coded = send!(app, get("/staff/topics/words?show=coded", cookie)).body;
        assert!(coded.contains("value=\"rides\" checked"));
        let typed = [
            token,
            ("survey", "voice"),
            ("show", ""),
            ("answer", key.as_str()),
            ("mark", mark.as_str()),
            ("into", "en"),
            ("translation", "Rides are <dear>"),
        ];
        let undo = [token, ("survey", "voice"), ("answer", key.as_str())];
        assert_eq!(send!(app, post("/staff/topics/words/undo", cookie, &undo)).status, 303);
        assert_eq!(raised(&services).await, "");
        // What it speaks of is missing, and what was typed is not lost.
        let unticked = send!(app, post("/staff/topics/words", cookie, &typed));
        assert_eq!(unticked.status, 409);
        assert!(unticked.body.contains("Rides are &lt;dear&gt;</textarea>"), "{}", unticked.body);
        let ticked = [typed.as_slice(), &[("topic", "rides")]].concat();
        assert_eq!(send!(app, post("/staff/topics/words", cookie, &ticked)).status, 303);
        let coded = send!(app, get("/staff/topics/words?show=coded", cookie)).body;
        assert!(coded.contains("Rides are &lt;dear&gt;</textarea>"));
        assert_eq!(send!(app, post("/staff/topics/words/undo", cookie, &undo)).status, 303);

        let broken = [token, ("survey", "voice"), ("answer", "no key"), ("topic", "rides")];
        assert_eq!(send!(app, post("/staff/topics/words", cookie, &broken)).status, 400);
        let gone = [token, ("survey", "voice"), ("answer", key.as_str()), ("topic", "gone")];
        let gone = send!(app, post("/staff/topics/words", cookie, &gone));
        assert!(gone.status == 409 && gone.body.contains("merged or retired"));
    }
}
