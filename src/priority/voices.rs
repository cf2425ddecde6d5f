//! What people said, turned into ballots on topics.
//!
//! One person, one ballot. What is no topic of the ranking is on no slate.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Ballot, Group, Items, Statistics};
use crate::response::flow::Voice;
use crate::survey::flow::Version;
use crate::survey::{Kind, Question, Survey};

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
        let Some(ballot) = ballot(items, question, &voice.answer.chosen) else { continue };
        statistics.add(&group(voice, question), &ballot, 1);
    }
    statistics
}

fn ballot(items: &[String], question: &Question, chosen: &[String]) -> Option<Ballot> {
    let item_of = |choice_id: &str| {
        let topic = question.choice(choice_id)?.topic.as_deref()?;
        items.iter().position(|item| item == topic)
    };
    let mut slate: Vec<usize> =
        question.choices.iter().filter_map(|choice| item_of(&choice.id)).collect();
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
