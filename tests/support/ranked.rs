//! A survey that ranks topics, and people who answer it.

use std::sync::Arc;

use hearth::consent::flow::{Evidence, Word, permit_answer, record};
use hearth::consent::{Action, Actor, Method, Purpose, Scope};
use hearth::crypto::{random_id, random_token};
use hearth::i18n::Language;
use hearth::people::store::{NewParticipant, insert_participant};
use hearth::response::flow::{find_survey, save_answer, start_anonymous};
use hearth::response::store::{NewResponse, find_of_participant, insert_response, keep_answer};
use hearth::services::Services;
use hearth::storage::{Database, StoreError};
use hearth::survey::{Kind, Survey, Value};

use crate::support::morning;

/// Four topics; the choice `e` is none.
pub const SURVEY: &str = r#"
slug = "voice"
languages = ["en", "es", "vi"]
title = { en = "Your voice", es = "Su voz", vi = "Tiếng nói" }
[notice]
slug = "voice"
purposes = ["answer", "improve"]
text = { en = "May we use your answers?", es = "¿Podemos usar sus respuestas?", vi = "Được không?" }
[[topic]]
id = "rides"
title = { en = "Rides", es = "Transporte", vi = "Xe đưa đón" }
[[topic]]
id = "hours"
title = { en = "Hours", es = "Horario", vi = "Giờ mở cửa" }
[[topic]]
id = "dental"
title = { en = "Dental care", es = "Dentista", vi = "Nha khoa" }
[[topic]]
id = "parking"
title = { en = "Parking", es = "Estacionamiento", vi = "Bãi đậu xe" }
[[question]]
id = "first"
kind = "rank"
top = 2
text = { en = "What first?", es = "¿Qué primero?", vi = "Điều gì trước?" }
  [[question.choice]]
  id = "a"
  topic = "rides"
  text = { en = "Rides", es = "Transporte", vi = "Xe đưa đón" }
  [[question.choice]]
  id = "b"
  topic = "hours"
  text = { en = "Hours", es = "Horario", vi = "Giờ mở cửa" }
  [[question.choice]]
  id = "c"
  topic = "dental"
  text = { en = "Dental care", es = "Dentista", vi = "Nha khoa" }
  [[question.choice]]
  id = "d"
  topic = "parking"
  text = { en = "Parking", es = "Estacionamiento", vi = "Bãi đậu xe" }
  [[question.choice]]
  id = "e"
  text = { en = "Something else", es = "Otra cosa", vi = "Điều khác" }
"#;

/// Imports and publishes the survey, reviewed in these languages beside its own.
pub async fn offer(services: &Services, reviewed: &[&str]) {
    let survey = Survey::from_toml(SURVEY).unwrap();
    hearth::survey::flow::import(services, survey, true).await.unwrap();
    for tag in reviewed {
        let language = Language::new(tag);
        hearth::survey::flow::review(services, "voice", language, "Rosa Díaz").await.unwrap();
    }
}

/// Choices, best first, as an answer.
pub fn chosen(choices: &[&str]) -> Value {
    Value::Choices(choices.iter().map(ToString::to_string).collect())
}

/// Somebody unknown ranks; returns the token of their response.
pub async fn rank_unknown(services: &Services, tag: &str, choices: &[&str]) -> String {
    let offered = find_survey(services, "voice").await.unwrap().unwrap();
    let token = random_token();
    start_anonymous(services, &offered, &Language::new(tag), &token).await.unwrap();
    save_answer(services, &token, "first", Some(chosen(choices))).await.unwrap();
    token
}

/// Somebody known by their phone, with the strata told as JSON, ranks; returns who they are.
pub async fn rank_known(
    services: &Services,
    tag: &str,
    strata: &'static str,
    choices: &[&str],
) -> i64 {
    let (tag, at) = (Language::new(tag), morning());
    let offered = find_survey(services, "voice").await.unwrap().unwrap();
    let (keys, value, version_id) =
        (Arc::clone(&services.keys), chosen(choices), offered.version.id);
    services
        .store
        .write(move |connection| {
            let person = NewParticipant { language: &tag, site_id: None, name: None, strata, at };
            let participant_id = insert_participant(connection, &keys, &person)?;
            say(connection, participant_id, Action::Granted, &Evidence::seal(&keys, "1"))?;
            let response = NewResponse {
                id: random_id(),
                version_id,
                participant_id: Some(participant_id),
                channel: "sms",
                language: &tag,
                link_index: None,
                receipt_index: None,
                started_on: at.date(),
            };
            insert_response(connection, &response)?;
            answer(connection, &keys, participant_id, version_id, Some(&value))?;
            Ok::<_, StoreError>(participant_id)
        })
        .await
        .unwrap()
}

/// Somebody known answers the ranking question, again or for the first time.
pub fn answer(
    connection: &mut Database,
    keys: &hearth::crypto::Keys,
    participant_id: i64,
    version_id: i64,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let row = find_of_participant(connection, participant_id, version_id)?.unwrap();
    let Some(proof) = permit_answer(connection, participant_id, "voice")? else { return Ok(()) };
    keep_answer(connection, keys, &proof, &row, ("first", Kind::Rank), value, None)
}

/// Somebody known gives or takes back their consent.
pub fn say(
    connection: &mut Database,
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
