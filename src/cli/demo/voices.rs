//! What the invented people say, through the same journeys as everybody's.

use std::ops::Range;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use super::people::{Person, SITES};
use crate::cli::CommandError;
use crate::clock::FixedClock;
use crate::crypto::random_token;
use crate::inbound::flow::{InboundText, take};
use crate::people::Phone;
use crate::people::store::{self as people, NewParticipant, SealedPhone};
use crate::response::flow as responses;
use crate::services::Services;
use crate::storage::StoreError;
use crate::survey::flow::Offered;
use crate::survey::{Kind, Question, Value};

/// Some say no, and some stop in the middle: one in so many.
const ONE_REFUSES_IN: usize = 19;
const ONE_STOPS_IN: usize = 17;

/// The invented phone number of the person at that place.
pub fn phone_number(place: usize) -> Option<Phone> {
    Phone::parse(&format!("+1555{:07}", 2_010_000 + place * 37))
}

/// The panel: everybody who texts, with their site and strata, before they say anything.
pub fn join_panel(services: &Services, persons: &Arc<Vec<Person>>) -> Result<(), CommandError> {
    let (keys, persons) = (Arc::clone(&services.keys), Arc::clone(persons));
    let at = services.clock.now();
    services
        .store
        .write_now(move |connection| {
            let panel = people::upsert_panel(connection, "Patient panel")?;
            let mut sites = Vec::new();
            for name in SITES {
                sites.push(people::upsert_site(connection, name)?);
            }
            for (place, person) in persons.iter().enumerate() {
                let new = NewParticipant {
                    language: &person.language,
                    site_id: sites.get(person.site).copied(),
                    name: Some(&person.name),
                    strata: &person.strata(),
                    at,
                };
                let participant = people::insert_participant(connection, &keys, &new)?;
                people::insert_panel_member(connection, panel, participant)?;
                if let Some(phone) = phone_number(place) {
                    let sealed = SealedPhone::seal(&keys, &phone);
                    people::insert_phone(connection, participant, &sealed)?;
                }
            }
            Ok::<_, StoreError>(())
        })
        .map_err(CommandError::from_display)
}

/// Some of the panel answer by text, from keyword to thanks, all at the same time.
pub async fn answer_by_text(
    services: &Services,
    offered: &Offered,
    persons: &[Person],
    places: Range<usize>,
) -> Result<(), StoreError> {
    let talks: Vec<_> = places
        .filter_map(|place| {
            let texts = texts_of(offered, persons.get(place)?, place);
            let services = services.clone();
            Some(tokio::spawn(async move { talk(&services, place, texts).await }))
        })
        .collect();
    for talk in talks {
        talk.await.map_err(|_| StoreError::BrokeOff)??;
    }
    Ok(())
}

async fn talk(services: &Services, place: usize, texts: Vec<String>) -> Result<(), StoreError> {
    let Some(from) = phone_number(place) else { return Ok(()) };
    for (turn, body) in texts.into_iter().enumerate() {
        let text = InboundText {
            sid: format!("SMdemo{place:05}{turn:03}"),
            from: from.clone(),
            body,
            carrier: None,
        };
        take(services, text).await?;
    }
    Ok(())
}

/// What only a person can see to: in which language it is said, and how many hours ago.
const NEEDS: [(&str, &str, i64); 3] = [
    ("en", "Please leave me alone", 15),
    ("ht", "Tanpri rele m", 3),
    ("es", "Número equivocado", 1),
];

/// Some write what only a person can see to.
pub async fn need_a_person(services: &Services, persons: &[Person]) -> Result<(), StoreError> {
    for (turn, (tag, words, hours)) in NEEDS.into_iter().enumerate() {
        let speaks = |person: &Person| person.language.tag() == tag;
        let Some(from) = persons.iter().position(speaks).and_then(phone_number) else { continue };
        let at = services.clock.now() - TimeDelta::hours(hours);
        let then = Services { clock: Arc::new(FixedClock::at(at)), ..services.clone() };
        let sid = format!("SMdemoneed{turn:03}");
        take(&then, InboundText { sid, from, body: words.to_owned(), carrier: None }).await?;
    }
    Ok(())
}

/// What a person texts, one text after another.
fn texts_of(offered: &Offered, person: &Person, place: usize) -> Vec<String> {
    let survey = &offered.version.survey;
    let keyword = survey.keywords.get(&person.language).cloned().unwrap_or_default();
    let mut texts = vec![keyword];
    if place % ONE_REFUSES_IN == ONE_REFUSES_IN - 1 {
        texts.push("2".to_owned());
        return texts;
    }
    texts.push("1".to_owned());
    let met = said_yes_to_meeting(person);
    for question in &survey.questions {
        if question.show_if.is_some() && !met {
            continue;
        }
        texts.push(text_answer(question, person));
    }
    if place % ONE_STOPS_IN == ONE_STOPS_IN - 1 {
        texts.truncate(4);
        texts.push("STOP".to_owned());
    }
    texts
}

fn text_answer(question: &Question, person: &Person) -> String {
    let one_based = |value: &Value| match value {
        Value::Choices(ids) => ids
            .iter()
            .filter_map(|id| question.choices.iter().position(|choice| choice.id == *id))
            .map(|place| (place + 1).to_string())
            .collect::<Vec<_>>()
            .join(" "),
        Value::Text(id) if question.kind == Kind::Single => question
            .choices
            .iter()
            .position(|choice| choice.id == *id)
            .map_or_else(String::new, |place| (place + 1).to_string()),
        Value::Text(words) => words.clone(),
        Value::Whole(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::YesNo(yes) => if *yes { "1" } else { "2" }.to_owned(),
        Value::Date(date) => date.to_string(),
    };
    one_based(&answer(question, person))
}

fn said_yes_to_meeting(person: &Person) -> bool {
    !person.dice[3].is_multiple_of(3)
}

/// What a person answers to a question.
fn answer(question: &Question, person: &Person) -> Value {
    let choice = |die: usize| {
        let place = person.dice[die] as usize % question.choices.len().max(1);
        question.choices.get(place).map(|choice| choice.id.clone()).unwrap_or_default()
    };
    match question.kind {
        Kind::Single => Value::Text(choice(0)),
        Kind::Multiple => Value::Choices(vec![choice(1)]),
        Kind::Rank => {
            let places = person.order.iter().take(question.most_ranked());
            Value::Choices(
                places
                    .filter_map(|place| question.choices.get(*place))
                    .map(|choice| choice.id.clone())
                    .collect(),
            )
        }
        Kind::Scale => {
            let (min, max) = question.scale_range();
            Value::Whole(min + i64::from(person.dice[2]) % (max - min + 1))
        }
        Kind::YesNo => Value::YesNo(said_yes_to_meeting(person)),
        Kind::Number => Value::Whole(i64::from(person.dice[4] % 5)),
        Kind::Date => Value::Date(
            NaiveDate::from_ymd_opt(2026, 12, 1 + person.dice[1] % 28).unwrap_or_default(),
        ),
        Kind::Text => Value::Text(person.words.to_owned()),
    }
}

/// Some answer on the web without saying who they are.
pub async fn answer_on_the_web(
    services: &Services,
    offered: &Offered,
    persons: &[Person],
) -> Result<(), CommandError> {
    for person in persons {
        let token = random_token();
        responses::start_anonymous(services, offered, &person.language, &token)
            .await
            .map_err(CommandError::from_display)?;
        for question in &offered.version.survey.questions {
            if question.show_if.is_some() && !said_yes_to_meeting(person) {
                continue;
            }
            let value = Some(answer(question, person));
            responses::save_answer(services, &token, &question.id, value)
                .await
                .map_err(CommandError::from_display)?;
        }
        responses::complete(services, &token).await.map_err(CommandError::from_display)?;
    }
    Ok(())
}
