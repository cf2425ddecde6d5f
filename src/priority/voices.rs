//! What people said, turned into ballots on topics.

use super::{Group, topic_ballot};
use crate::response::flow::Voice;
use crate::survey::{Kind, Question, Survey};

/// The stratum of the language a person speaks with the center.
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

/// Where a person's answer to a ranking question counts: who they are counted with, and their
/// ballot on the topics of the choices they were shown.
pub fn cast(voice: &Voice, question: &Question) -> (Group, String) {
    let shown = voice.shown(question);
    let topic_of = |choice_id: &String| {
        let choice = shown.iter().find(|choice| choice.id == *choice_id)?;
        choice.topic.as_deref()
    };
    let ranked: Vec<&str> = voice.answer.chosen.iter().filter_map(topic_of).collect();
    let slate: Vec<&str> = shown.iter().filter_map(|choice| choice.topic.as_deref()).collect();
    (group(voice, question), topic_ballot::write(&slate, &ranked))
}

fn group(voice: &Voice, question: &Question) -> Group {
    let source = format!("{}/top{}", voice.answer.channel, question.most_ranked());
    let strata = voice.strata.iter().map(|(name, category)| (name.clone(), Some(category.clone())));
    Group { verified: voice.is_verified, ..Group::verified(&source, strata.collect()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Choice;

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
        let topic_of = |id: &&str| shown.iter().find(|choice| choice.id == **id)?.topic.as_deref();
        let slate: Vec<&str> = shown.iter().filter_map(|choice| choice.topic.as_deref()).collect();
        let ranked: Vec<&str> = chosen.iter().filter_map(topic_of).collect();
        let place = |topic: &str| items.iter().position(|item| *item == topic);
        let text = topic_ballot::write(&slate, &ranked);
        topic_ballot::read(&text, items.len(), place).unwrap().tiers()
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
