//! What people said, turned into ballots on topics.
//!
//! One person, one ballot. What is no topic of the ranking is on no slate.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Ballot, Group, Items, Statistics};
use crate::response::flow::Voice;
use crate::survey::flow::Version;
use crate::survey::{Choice, Kind, Question, Survey};

/// The stratum that is kept with the ballots.
///
/// No other stratum is: without the population's shares of it, it would weight nothing, and a
/// frozen ranking keeps what it holds.
pub const LANGUAGE: &str = "language";

/// The question that a survey's ranking is made from: its first ranking of two topics or more.
pub fn ranked_question(survey: &Survey) -> Option<&Question> {
    survey
        .questions
        .iter()
        .find(|question| question.kind == Kind::Rank && topics(question).len() >= 2)
}

/// The topics that a question's choices vote for, in order of their names.
pub fn topics(question: &Question) -> Vec<String> {
    let mut topics: Vec<String> =
        question.choices.iter().filter_map(|choice| choice.topic.clone()).collect();
    topics.sort();
    topics.dedup();
    topics
}

/// The ballots of all voices, counted. `items` are topics; `versions` holds each version answered.
pub fn count(
    items: &[String],
    question_id: &str,
    versions: &BTreeMap<i64, Arc<Version>>,
    voices: &[Voice],
) -> Statistics {
    let mut statistics = Statistics::new(Items::Names(items.to_vec()));
    for voice in voices {
        let question = versions
            .get(&voice.answer.version_id)
            .and_then(|version| version.survey.question(question_id));
        let Some(question) = question else { continue };
        let shown = voice.shown(question);
        let Some(ballot) = ballot(items, &shown, &voice.answer.chosen) else { continue };
        statistics.add(&group(voice, question), &ballot, 1);
    }
    statistics
}

fn ballot(items: &[String], shown: &[&Choice], chosen: &[String]) -> Option<Ballot> {
    let item_of = |choice_id: &str| {
        let choice = shown.iter().find(|choice| choice.id == choice_id)?;
        let topic = choice.topic.as_deref()?;
        items.iter().position(|item| item == topic)
    };
    let mut slate: Vec<usize> = shown.iter().filter_map(|choice| item_of(&choice.id)).collect();
    slate.sort_unstable();
    slate.dedup();
    let tiers: Vec<Vec<usize>> =
        chosen.iter().filter_map(|id| item_of(id)).map(|item| vec![item]).collect();
    Ballot::new(items.len(), Some(&slate), &tiers).ok()
}

fn group(voice: &Voice, question: &Question) -> Group {
    let source = format!("{}/top{}", voice.answer.channel, question.most_ranked());
    let language = voice.strata.get(LANGUAGE).cloned();
    let strata = BTreeMap::from([(LANGUAGE.to_owned(), language)]);
    Group { verified: voice.is_verified, ..Group::verified(&source, strata) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURVEY: &str = r#"
slug = "s"
languages = ["en"]
title = { en = "S" }
[[question]]
id = "colours"
kind = "rank"
text = { en = "?" }
choice = [{ id = "x", text = { en = "x" } }, { id = "y", text = { en = "y" } }]
[[question]]
id = "first"
kind = "rank"
top = 2
text = { en = "?" }
choice = [
    { id = "van", topic = "rides", text = { en = "A van" } },
    { id = "bus", topic = "rides", text = { en = "A bus" } },
    { id = "late", topic = "hours", text = { en = "Late" } },
    { id = "old", topic = "retired", text = { en = "Old" } },
    { id = "other", text = { en = "Other" } },
]
"#;

    fn question(survey: &Survey) -> &Question {
        ranked_question(survey).unwrap()
    }

    fn tiers(items: &[&str], chosen: &[&str]) -> Vec<Vec<usize>> {
        tiers_of(items, &["van", "bus", "late", "old", "other"], chosen)
    }

    fn tiers_of(items: &[&str], shown: &[&str], chosen: &[&str]) -> Vec<Vec<usize>> {
        let survey = Survey::from_toml(SURVEY).unwrap();
        let shown: Vec<&Choice> =
            shown.iter().filter_map(|id| question(&survey).choice(id)).collect();
        let items: Vec<String> = items.iter().map(ToString::to_string).collect();
        let chosen: Vec<String> = chosen.iter().map(ToString::to_string).collect();
        ballot(&items, &shown, &chosen).unwrap().tiers()
    }

    #[test]
    fn a_ranking_that_names_no_topics_is_passed_over() {
        let survey = Survey::from_toml(SURVEY).unwrap();
        assert_eq!(question(&survey).id, "first");
        assert_eq!(topics(question(&survey)), ["hours", "retired", "rides"]);
    }

    #[test]
    fn choices_of_one_topic_count_at_the_better_place() {
        let items = ["hours", "retired", "rides"];
        assert_eq!(tiers(&items, &["bus", "late"]), [vec![2], vec![0], vec![1]]);
        assert_eq!(tiers(&items, &["bus", "van"]), [vec![2], vec![0, 1]]);
    }

    #[test]
    fn what_a_person_was_not_shown_is_not_below_what_they_chose() {
        let items = ["hours", "retired", "rides"];
        assert_eq!(tiers_of(&items, &["bus", "late"], &["late"]), [vec![0], vec![2]]);
        assert_eq!(tiers_of(&items, &["van", "bus"], &["van"]), [[0; 0]; 0], "nothing to compare");
    }

    #[test]
    fn what_is_no_topic_or_no_longer_one_is_on_no_slate() {
        assert_eq!(tiers(&["hours", "rides"], &["old", "late"]), [vec![0], vec![1]]);
        assert!(tiers(&["hours", "rides"], &["other"]).is_empty(), "it compares nothing");
        assert_eq!(tiers(&["hours", "new", "rides"], &["late"]), [vec![0], vec![2]]);
    }
}
