//! A ranking published: frozen with all it was made from, and computed again.

use std::sync::Arc;

use chrono::NaiveDateTime;
use serde_json::Value;

use super::{Asked, RankingFault, of_enough_people, over_what_was_asked, response_rate};
use crate::crypto::sha256_hex;
use crate::priority::live::flow::{board_here, count_changes_here};
use crate::priority::store::{self, NewSnapshot};
use crate::priority::{METHOD, RankError, Ranking, Settings, Statistics, rank};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, StoreError};

/// A ranking has been published: the fact that later rooms act on in the same transaction.
#[derive(Clone, Debug)]
pub struct Published {
    /// The snapshot.
    pub snapshot_id: i64,
    /// The version of the survey that was offered then: it holds the topics' names.
    pub version_id: i64,
    /// The ranking; its items are topics.
    pub ranking: Ranking,
    /// When, UTC.
    pub at: NaiveDateTime,
}

/// Acts on a published ranking inside its transaction.
pub type OnPublished = fn(&mut Database, &Published) -> Result<(), StoreError>;

/// What happens with a published ranking, in order, inside its transaction.
#[derive(Clone, Default)]
pub struct Reactions {
    /// On publishing.
    pub published: Vec<OnPublished>,
}

/// Publishes a survey's ranking as it stands: freezes it, and lets later rooms act on it.
pub async fn publish(
    services: &Services,
    reactions: &Reactions,
    by: &SignedIn,
    slug: &str,
    request_id: String,
) -> Result<i64, RankingFault> {
    if !by.role.may(Task::PublishRanking) {
        return Err(RankingFault::NotAllowed);
    }
    let (slug, frozen, is_demo) = (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let (reactions, account_id, now) = (reactions.clone(), by.account_id, services.clock.now());
    let recent = Arc::clone(&services.recent);
    services
        .store
        .write(move |connection| {
            // The lock comes first: who waited for it counts what is there by then.
            store::lock_survey(connection, &slug)?;
            count_changes_here(connection, &frozen, is_demo)?;
            let mut asked = Asked::read(connection, &frozen, is_demo, &slug)?;
            let survey_id = asked.offered.version.survey_id;
            asked.settings.response_rate = response_rate(connection, &asked)?.rate();
            let board = board_here(connection, &recent, survey_id, &asked.places)?;
            let (snapshot, ranking) = freeze(&asked, board.statistics(), account_id, now)?;
            let latest = store::find_latest(connection, snapshot.survey_id)?;
            // A double tap publishes once: the same again is the same snapshot.
            if let Some(same) = latest.filter(|latest| {
                (&latest.inputs_sha256, &latest.settings)
                    == (&snapshot.inputs_sha256, &snapshot.settings)
            }) {
                return Ok(same.id);
            }
            let version_id = asked.offered.version.id;
            let snapshot_id = store::insert_snapshot(connection, &snapshot)?;
            let entry = AuditEntry {
                account_id: Some(account_id),
                action: "ranking_published",
                record: format!("ranking_snapshot/{snapshot_id}"),
                detail: format!("inputs {}", snapshot.inputs_sha256),
                request_id,
            };
            audit(connection, &entry, now)?;
            let published = Published { snapshot_id, version_id, ranking, at: now };
            for react in &reactions.published {
                react(connection, &published)?;
            }
            Ok(snapshot_id)
        })
        .await
}

/// What computing a snapshot again found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// The same to the last bit.
    Same,
    /// The inputs are not those that were published.
    InputsChanged,
    /// The inputs are, but another ranking comes out.
    ResultDiffers,
    /// The inputs are, and by the rules of today, which are not those it was made by, another
    /// ranking comes out.
    OtherMethod(u32),
}

/// Computes a snapshot again from its frozen inputs; `None` if there is none of that id.
pub fn replay(connection: &mut Database, id: i64) -> Result<Option<Replay>, StoreError> {
    let Some(snapshot) = store::find_snapshot(connection, id)? else { return Ok(None) };
    if sha256_hex(snapshot.inputs.as_bytes()) != snapshot.inputs_sha256 {
        return Ok(Some(Replay::InputsChanged));
    }
    let unreadable = || StoreError::inconsistent("ranking_snapshot", &id);
    let again = rank_written(&snapshot.inputs, &snapshot.settings).ok_or_else(unreadable)?;
    let is_same = again.is_ok_and(|ranking| says_again(&snapshot.result, &ranking));
    let method = serde_json::from_str::<Ranking>(&snapshot.result).map(|ranking| ranking.method);
    Ok(Some(match method {
        Ok(_) if is_same => Replay::Same,
        Ok(method) if method != METHOD => Replay::OtherMethod(method),
        _ => Replay::ResultDiffers,
    }))
}

/// Whether all that a frozen result says comes out again, to the last bit. A Hearth that has learned
/// to say more says more.
fn says_again(frozen: &str, again: &Ranking) -> bool {
    let (Ok(mut frozen), Ok(again)) = (serde_json::from_str(frozen), serde_json::to_value(again))
    else {
        return false;
    };
    // Other rules may well say the same of these ballots.
    if let Value::Object(fields) = &mut frozen {
        fields.remove("method");
    }
    holds(&again, &frozen)
}

/// Whether one value is the other, but for fields that it has more of.
fn holds(all: &Value, some: &Value) -> bool {
    match (all, some) {
        (Value::Object(all), Value::Object(some)) => {
            some.iter().all(|(name, value)| all.get(name).is_some_and(|other| holds(other, value)))
        }
        (Value::Array(all), Value::Array(some)) => {
            all.len() == some.len() && all.iter().zip(some).all(|(all, some)| holds(all, some))
        }
        (all, some) => all == some,
    }
}

fn freeze(
    asked: &Asked,
    statistics: &Statistics,
    published_by: i64,
    published_at: NaiveDateTime,
) -> Result<(NewSnapshot, Ranking), RankingFault> {
    let (statistics, settings) = over_what_was_asked(statistics, &asked.settings);
    let (inputs, settings) = (written(&*statistics), written(&settings));
    // From what is written, as a replay will.
    let ranking = rank_written(&inputs, &settings)
        .ok_or_else(|| StoreError::inconsistent("ranking_snapshot", &"new"))??;
    let ranking = of_enough_people(ranking)?;
    let snapshot = NewSnapshot {
        survey_id: asked.offered.version.survey_id,
        question_id: asked.question_id.clone(),
        inputs_sha256: sha256_hex(inputs.as_bytes()),
        inputs,
        settings,
        result: written(&ranking),
        published_by: Some(published_by),
        published_at,
    };
    Ok((snapshot, ranking))
}

fn rank_written(inputs: &str, settings: &str) -> Option<Result<Ranking, RankError>> {
    let statistics: Statistics = serde_json::from_str(inputs).ok()?;
    let settings: Settings = serde_json::from_str(settings).ok()?;
    Some(rank(&statistics, &settings))
}

fn written(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("numbers, texts and maps with text keys have a JSON form")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_frozen_result_comes_out_again_though_more_is_said_by_now() {
        let frozen = json!({"theta": [0.1, 0.2], "flags": [], "lens": {"groups": [{"n": 1}]}});
        let more = json!({"theta": [0.1, 0.2], "flags": [], "signals": [],
            "lens": {"groups": [{"n": 1, "se": []}]}});
        assert!(holds(&more, &frozen) && !holds(&frozen, &more));
        for other in [
            json!({"theta": [0.1, 0.200_000_000_000_000_04], "flags": [], "lens": {"groups": []}}),
            json!({"theta": [0.1], "flags": []}),
            json!({"theta": [0.1, 0.2, 0.3], "flags": [], "lens": {"groups": [{"n": 1}]}}),
        ] {
            assert!(!holds(&more, &other), "{other}");
        }
    }
}
