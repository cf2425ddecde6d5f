//! Several nodes on one PostgreSQL, each with connections and caches of its own: texts of one
//! person that reach them at the same time are taken one after the other, each once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;
use hearth::conversation::store::find_words;
use hearth::inbound::flow::Taken;
use hearth::services::Services;
use hearth::storage::schema::{
    answer, contact_point, inbound_message, outbox_message, participant,
};
use hearth::storage::{Frozen, Recent, Store};
use hearth::survey::flow::import;
use hearth::survey::{Survey, Value};
use tokio::task::JoinSet;

use crate::phone::{Phone, Town};
use crate::provider::Provider;
use crate::server::{Server, Settings};
use crate::support::Place;
use crate::{choices, towns, words};

/// How many nodes there are.
const NODES: usize = 4;
/// How often the provider hands over each text, every time to another node.
const REPEATS: usize = 3;
/// What a person says to one question after the other: no two the same, and none of them a word
/// that means something else.
const WORDS: [&str; 24] = [
    "bread", "rice", "beans", "milk", "soup", "tea", "corn", "eggs", "fish", "figs", "pears",
    "plums", "beets", "kale", "leeks", "mint", "oats", "peas", "salt", "honey", "lemons",
    "mangoes", "onions", "dates",
];

/// Another node on the town's database. A file of SQLite has one node: there it is the same.
pub fn node(place: &Place, town: &Town) -> Arc<Town> {
    let services = &town.services;
    let store = if place.url.starts_with("sqlite") {
        services.store.clone()
    } else {
        Store::open(&place.url).unwrap()
    };
    let (frozen, recent) = (Arc::new(Frozen::default()), Arc::new(Recent::default()));
    let services = Services { store, frozen, recent, ..services.clone() };
    Arc::new(Town { services, clock: Arc::clone(&town.clock), phones: Arc::clone(&town.phones) })
}

fn nodes(place: &Place, town: &Arc<Town>) -> Vec<Arc<Town>> {
    let others = (1..NODES).map(|_| node(place, town));
    std::iter::once(Arc::clone(town)).chain(others).collect()
}

/// A survey that takes any words for an answer, so that every text answers one question.
async fn offer_a_long_talk(town: &Town) {
    let questions = (1..=WORDS.len()).map(|number| {
        format!("[[question]]\nid = \"q{number}\"\nkind = \"text\"\ntext.en = \"Part {number}?\"\n")
    });
    let survey = "slug = \"long-talk\"\nlanguages = [\"en\"]\ntitle.en = \"A long talk\"\n\
         keywords.en = \"LONGTALK\"\n[notice]\nslug = \"long-talk\"\npurposes = [\"answer\"]\n\
         text.en = \"OK to ask you 24 things? 1 = yes, 2 = no\"\n"
        .to_owned();
    let survey = questions.fold(survey, |survey, question| survey + &question);
    import(&town.services, Survey::from_toml(&survey).unwrap(), true).await.unwrap();
}

/// Hands texts over at the same time, each several times and every time to another node: how often
/// each was taken.
async fn hand_over(nodes: &[Arc<Town>], texts: &[(String, &'static str)]) -> Vec<usize> {
    let mut at_once = JoinSet::new();
    for repeat in 0..REPEATS {
        for (number, (sid, words)) in texts.iter().enumerate() {
            let phone = Phone::new(&nodes[(number + repeat) % NODES], 1);
            let (sid, words) = (sid.clone(), *words);
            at_once.spawn(async move { (number, phone.says_as(&sid, words).await) });
        }
    }
    let mut taken = vec![0; texts.len()];
    for (number, outcome) in at_once.join_all().await {
        taken[number] += usize::from(outcome == Taken::Now);
    }
    taken
}

/// What a person said, in the order in which it was taken: row, provider's id, words.
fn said(town: &Town) -> Vec<(i64, String, String)> {
    town.read(|c| {
        let ids: Vec<i64> = inbound_message::table
            .select(inbound_message::id)
            .order(inbound_message::id)
            .load(c)?;
        ids.into_iter()
            .map(|id| {
                let (sid, words) = find_words(c, &town.services.keys, id)?;
                Ok((id, sid, words))
            })
            .collect()
    })
}

/// Which text answered each question.
fn answered(town: &Town) -> BTreeMap<String, Option<i64>> {
    let rows: Vec<(String, Option<i64>)> = town
        .read(|c| Ok(answer::table.select((answer::question_id, answer::inbound_id)).load(c)?));
    let count = rows.len();
    let by_question: BTreeMap<_, _> = rows.into_iter().collect();
    assert_eq!(by_question.len(), count, "no question is answered twice");
    by_question
}

#[tokio::test]
async fn texts_of_one_person_at_several_nodes_are_each_kept_and_answered_once_in_one_order() {
    for (place, town) in towns("one_person_many_nodes").await {
        offer_a_long_talk(&town).await;
        let ana = Phone::new(&town, 1);
        let first = ana.goes_through(&["LONGTALK", "1"]).await;
        assert!(first.contains("Part 1?"), "{first}");
        let texts: Vec<_> = (0..).map(|number| format!("SMn{number}")).zip(WORDS).collect();
        let taken = hand_over(&nodes(&place, &town), &texts).await;
        assert!(taken.iter().all(|times| *times == 1), "taken once each: {taken:?}");

        let said = said(&town).split_off(2);
        let sids: BTreeMap<&str, &str> =
            said.iter().map(|(_, sid, words)| (sid.as_str(), words.as_str())).collect();
        assert_eq!(said.len(), texts.len());
        assert!(texts.iter().all(|(sid, words)| sids.get(sid.as_str()) == Some(words)));
        // The text that was taken first answers the first question, and so on: none is skipped.
        let in_order = (1..).zip(&said).map(|(number, (id, ..))| (format!("q{number}"), Some(*id)));
        assert_eq!(answered(&town), in_order.collect());
        assert_eq!(ana.responses(), ["completed"]);
        let heard = ana.hears().await;
        assert_eq!(heard.len(), texts.len(), "one answer each: {heard:?}");
        for (number, text) in (2..).zip(&heard[..texts.len() - 1]) {
            assert!(text.contains(&format!("Part {number}?")), "{number}: {text:?}");
        }
    }
}

#[tokio::test]
async fn the_first_text_of_a_phone_at_several_nodes_makes_one_person_who_is_answered_once() {
    for (place, town) in towns("a_first_text_many_nodes").await {
        let nodes = nodes(&place, &town);
        for round in 0..10 {
            let taken = hand_over(&nodes, &[(format!("SMf{round}"), "VOICE")]).await;
            assert_eq!(taken, [1]);
            let rows: [i64; 4] = town.read(|c| {
                Ok([
                    participant::table.count().get_result(c)?,
                    contact_point::table.count().get_result(c)?,
                    inbound_message::table.count().get_result(c)?,
                    outbox_message::table.count().get_result(c)?,
                ])
            });
            assert_eq!(rows, [1, 1, round + 1, round + 1]);
        }
    }
}

/// How long a text that is expected may take to come.
const PATIENCE: Duration = Duration::from_secs(20);
/// Topics by the numbers they are shown under.
const TOPICS: [&str; 5] = ["transport", "evening", "interpreter", "dental", "cost"];

/// What one of the ten says, and a part of what is asked next; nobody says the same as another.
fn dialogue(person: usize) -> [(String, &'static str); 10] {
    let say = |words: &str| words.to_owned();
    let (first, second) = (person % 5 + 1, (person + 1 + person / 5) % 5 + 1);
    [
        (say("VOICE"), "what to improve"),
        (say("1"), "What should we improve first?"),
        (format!("{first} {second}"), "Why does this matter to you?"),
        (reason(person), "When is the best time"),
        (say("3"), "What makes it hard to get care?"),
        (say("1 3"), "How hard or easy is it"),
        (format!("{}", person % 5 + 1), "How many children"),
        (format!("{person}"), "Would you come to a community meeting"),
        (say("1"), "What date is best for you?"),
        (format!("12/{}/2026", person + 1), "Your answers are saved."),
    ]
}

fn reason(person: usize) -> String {
    format!("My neighbour {} told me so.", WORDS[person])
}

/// What is kept of that, as far as it is that person's own.
fn expected(person: usize) -> [(&'static str, Option<Value>); 5] {
    let (first, second) = (person % 5, (person + 1 + person / 5) % 5);
    let whole = |number: usize| Some(Value::Whole(i64::try_from(number).unwrap()));
    let day = u32::try_from(person + 1).unwrap();
    let date = chrono::NaiveDate::from_ymd_opt(2026, 12, day).map(Value::Date);
    [
        ("priorities", choices(&[TOPICS[first], TOPICS[second]])),
        ("why", words(&reason(person))),
        ("easy", whole(person % 5 + 1)),
        ("children", whole(person)),
        ("meeting_date", date),
    ]
}

/// Says everything by the webhooks of the nodes in turn, each text to two of them at once as a
/// provider may, and goes on when the answer came.
fn go_through(nodes: &[Settings], provider: &Provider, number: &str, person: usize) {
    for (turn, (said, asked)) in dialogue(person).iter().enumerate() {
        let sid = format!("SMp{person:02}t{turn:02}");
        std::thread::scope(|threads| {
            for place in 0..2 {
                let node = &nodes[(person + turn + place) % nodes.len()];
                let sid = &sid;
                threads.spawn(move || assert_eq!(node.text(sid, number, said), Some(204)));
            }
        });
        let heard = provider.wait_for(number, turn, PATIENCE);
        let heard = heard.unwrap_or_else(|| panic!("{person} hears nothing to {said:?}"));
        assert!(heard.body.contains(asked), "{person}, {said:?}: {:?}", heard.body);
    }
}

#[tokio::test]
async fn ten_peoples_dialogues_over_three_nodes_lose_double_and_mix_nothing() {
    for (place, town) in towns("ten_people_three_nodes").await {
        let provider = Provider::start();
        let count = if place.url.starts_with("sqlite") { 1 } else { 3 };
        let nodes: Vec<Settings> =
            (0..count).map(|_| Settings::new(&place.url, Some(&provider.address))).collect();
        let servers: Vec<Server> = nodes.iter().map(Server::start).collect();
        let phones: Vec<Phone> = (1..=10).map(|number| Phone::new(&town, number)).collect();
        std::thread::scope(|threads| {
            for (person, phone) in phones.iter().enumerate() {
                let (nodes, provider, number) = (&nodes, &provider, &phone.number);
                threads.spawn(move || go_through(nodes, provider, number, person));
            }
        });
        for (person, phone) in phones.iter().enumerate() {
            let more = provider.wait_for(&phone.number, 10, Duration::ZERO);
            assert!(more.is_none(), "each text is answered once: {more:?}");
            assert_eq!(phone.count_inbound(), 10, "and kept once");
            assert_eq!(phone.responses(), ["completed"]);
            let answers = phone.answers();
            assert_eq!(answers.len(), 8);
            for (question, value) in expected(person) {
                assert_eq!(answers[question], value, "{person}, {question}");
            }
        }
        drop(servers);
    }
}
