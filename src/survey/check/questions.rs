//! Faults of one question: its settings, its choices, and what its text costs.

use super::conditions::check_condition;
use super::fault::MANY_SEGMENTS;
use super::words::check_words;
use super::{FaultKind, Findings, Spoken, TextPart};
use crate::i18n::Language;
use crate::outbox::sms::segments::{is_gsm, segments};
use crate::survey::{Kind, Question, Survey, is_short_name};

/// Choices that fit a ranking by text message.
const MOST_RANKED_BY_TEXT: usize = 6;
/// Steps between the ends of the widest usual scale, 0 to 10.
const WIDEST_SCALE: u64 = 10;

pub(super) fn check_question(
    survey: &Survey,
    place: usize,
    spoken: &Spoken<'_>,
    findings: &mut Findings,
) {
    let question = &survey.questions[place];
    let id = Some(question.id.as_str());
    if !is_short_name(&question.id) {
        findings.add_at(id, None, FaultKind::BadId(question.id.clone()));
    }
    if survey.questions[..place].iter().any(|earlier| earlier.id == question.id) {
        findings.add_at(id, None, FaultKind::DuplicateQuestion);
    }
    findings.add_untranslated(id, &question.text, &TextPart::Question);
    check_condition(survey, place, findings);
    for fault in settings_faults(question) {
        findings.add_at(id, None, fault);
    }
    check_choices(survey, question, findings);
    check_words(question, spoken.reserved, findings);
    for language in findings.languages.clone() {
        let choices = costliest_choices(question, &language);
        let cost = segments(&(spoken.sent)(question, &choices, &language)).segments;
        if cost > MANY_SEGMENTS {
            findings.add_at(id, Some(&language), FaultKind::LongText { segments: cost });
        }
    }
}

fn settings_faults(question: &Question) -> Vec<FaultKind> {
    let mut faults = unused_settings(question);
    let choices = question.choices.len();
    match question.kind {
        Kind::Single | Kind::Multiple | Kind::Rank if choices < 2 => {
            faults.push(FaultKind::TooFewChoices(choices));
        }
        Kind::Single | Kind::Multiple => {}
        Kind::Rank => faults.extend(ranking_faults(question)),
        Kind::Scale | Kind::Number | Kind::YesNo | Kind::Date | Kind::Text => {
            faults.extend((choices > 0).then_some(FaultKind::SuperfluousChoices));
            faults.extend(range_fault(question));
        }
    }
    faults
}

fn unused_settings(question: &Question) -> Vec<FaultKind> {
    let is_ranking = question.kind == Kind::Rank;
    let has_range = matches!(question.kind, Kind::Scale | Kind::Number);
    let settings = [
        ("top", question.top.is_some(), is_ranking),
        ("subset", question.subset.is_some(), is_ranking),
        ("min", question.min.is_some(), has_range),
        ("max", question.max.is_some(), has_range),
        ("decimals", question.decimals.is_some(), question.kind == Kind::Number),
    ];
    settings
        .into_iter()
        .filter(|(_, is_set, is_used)| *is_set && !is_used)
        .map(|(name, ..)| FaultKind::UnusedSetting(name))
        .collect()
}

fn ranking_faults(question: &Question) -> Vec<FaultKind> {
    let choices = question.choices.len();
    let mut faults = Vec::new();
    if let Some(top) = question.top.filter(|top| *top == 0 || *top > choices) {
        faults.push(FaultKind::TopOutOfRange { top, choices });
    }
    if let Some(subset) = question.subset {
        let top = question.most_ranked();
        if subset < 2 || subset > choices {
            faults.push(FaultKind::SubsetOutOfRange { subset, choices });
        } else if question.top.is_some() && subset < top {
            faults.push(FaultKind::SubsetBelowTop { subset, top });
        }
    }
    let shown = question.subset.unwrap_or(choices).min(choices);
    if shown > MOST_RANKED_BY_TEXT {
        faults.push(FaultKind::TooManyToRank(shown));
    }
    faults
}

fn range_fault(question: &Question) -> Option<FaultKind> {
    let (min, max) = match question.kind {
        Kind::Scale => question.scale_range(),
        Kind::Number => (question.min?, question.max?),
        _ => return None,
    };
    if min > max || (min == max && question.kind == Kind::Scale) {
        Some(FaultKind::EmptyRange { min, max })
    } else if question.kind == Kind::Scale && max.abs_diff(min) > WIDEST_SCALE {
        Some(FaultKind::WideScale { min, max })
    } else {
        None
    }
}

fn check_choices(survey: &Survey, question: &Question, findings: &mut Findings) {
    let id = Some(question.id.as_str());
    for (place, choice) in question.choices.iter().enumerate() {
        if !is_short_name(&choice.id) {
            findings.add_at(id, None, FaultKind::BadId(choice.id.clone()));
        }
        if question.choices[..place].iter().any(|earlier| earlier.id == choice.id) {
            findings.add_at(id, None, FaultKind::DuplicateChoice(choice.id.clone()));
        }
        if let Some(topic) = &choice.topic
            && !survey.topics.iter().any(|defined| defined.id == *topic)
        {
            let (choice, topic) = (choice.id.clone(), topic.clone());
            findings.add_at(id, None, FaultKind::UnknownTopic { choice, topic });
        }
        findings.add_untranslated(id, &choice.text, &TextPart::Choice(choice.id.clone()));
    }
}

/// The choices with which this question costs most: a subset may be of its longest.
pub(super) fn costliest_choices<'q>(question: &'q Question, language: &Language) -> Vec<&'q str> {
    let mut choices: Vec<&str> =
        question.choices.iter().filter_map(|choice| choice.text.get(language)).collect();
    if let Some(subset) = question.subset.filter(|subset| *subset > 0 && *subset < choices.len()) {
        choices.sort_by_key(|text| std::cmp::Reverse(text.encode_utf16().count()));
        let is_costly = |text: &&str| !text.chars().all(is_gsm);
        // One character outside the GSM alphabet makes the whole message dearer.
        if !choices[..subset].iter().any(is_costly)
            && let Some(costly) = choices.iter().position(is_costly)
        {
            choices.swap(subset - 1, costly);
        }
        choices.truncate(subset);
    }
    choices
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::i18n::Texts;
    use crate::survey::Choice;

    fn text(words: &str) -> Texts {
        Texts(BTreeMap::from([(Language::new("en"), words.to_owned())]))
    }

    fn ranking(subset: usize, choices: &[&str]) -> Question {
        let choice = |words: &&str| Choice {
            id: (*words).to_owned(),
            topic: None,
            text: text(words),
            aliases: BTreeMap::new(),
        };
        Question {
            id: "q".to_owned(),
            kind: Kind::Rank,
            text: text("Which?"),
            optional: false,
            show_if: None,
            top: None,
            subset: Some(subset),
            min: None,
            max: None,
            decimals: None,
            choices: choices.iter().map(choice).collect(),
        }
    }

    #[test]
    fn a_subset_is_measured_by_its_longest_and_dearest_choices() {
        let english = Language::new("en");
        for (subset, choices, costliest) in [
            (2, ["a", "bbb", "cc"], &["bbb", "cc"][..]),
            (2, ["ó", "bbb", "cc"], &["bbb", "ó"]),
            (3, ["a", "bbb", "cc"], &["a", "bbb", "cc"]),
        ] {
            assert_eq!(costliest_choices(&ranking(subset, &choices), &english), costliest);
        }
    }
}
