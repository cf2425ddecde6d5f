//! Faults of a question's condition: what it looks at, and what it compares that with.

use chrono::NaiveDate;

use super::{FaultKind, Findings};
use crate::survey::{Comparison, Kind, Literal, Operator, Question, Survey};

pub(super) fn check_condition(survey: &Survey, place: usize, findings: &mut Findings) {
    let question = &survey.questions[place];
    let Some(condition) = &question.show_if else { return };
    let mut add = |what| findings.add_at(Some(&question.id), None, what);
    if let Some(fault) = condition.fault() {
        add(FaultKind::ConditionUnreadable(fault.clone()));
    }
    for comparison in condition.comparisons() {
        let id = &comparison.question;
        match survey.questions[..place].iter().find(|earlier| earlier.id == *id) {
            Some(earlier) => comparison_fault(comparison, earlier).into_iter().for_each(&mut add),
            None if survey.question(id).is_some() => {
                add(FaultKind::ConditionNotEarlier(id.clone()));
            }
            None => add(FaultKind::ConditionUnknownQuestion(id.clone())),
        }
    }
}

fn comparison_fault(comparison: &Comparison, looked_at: &Question) -> Option<FaultKind> {
    let id = || looked_at.id.clone();
    let is_list = matches!(looked_at.kind, Kind::Multiple | Kind::Rank) && !comparison.first;
    if comparison.first && looked_at.kind != Kind::Rank {
        Some(FaultKind::FirstOfNoRanking(id()))
    } else if is_list && comparison.operator != Operator::Contains {
        Some(FaultKind::WholeListCompared(id()))
    } else if !is_list && comparison.operator == Operator::Contains {
        Some(FaultKind::ContainsOfNoList(id()))
    } else {
        literal_fault(&comparison.literal, looked_at)
    }
}

fn literal_fault(literal: &Literal, looked_at: &Question) -> Option<FaultKind> {
    let (fits, answers) = match looked_at.kind {
        Kind::Single | Kind::Multiple | Kind::Rank => {
            let is_choice =
                matches!(literal, Literal::Text(text) if looked_at.choice(text).is_some());
            return (!is_choice).then(|| FaultKind::NotAChoice {
                question: looked_at.id.clone(),
                literal: literal.to_string(),
            });
        }
        Kind::Scale | Kind::Number => (matches!(literal, Literal::Number(_)), "numbers"),
        Kind::YesNo => (matches!(literal, Literal::YesNo(_)), "true or false"),
        Kind::Date => (is_date(literal), "dates, written 'YYYY-MM-DD'"),
        Kind::Text => (matches!(literal, Literal::Text(_)), "words, written in single quotes"),
    };
    (!fits).then(|| FaultKind::WrongType {
        question: looked_at.id.clone(),
        literal: literal.to_string(),
        answers,
    })
}

fn is_date(literal: &Literal) -> bool {
    // Answers are compared in the one form that a date is printed in.
    matches!(literal, Literal::Text(text)
        if text.parse::<NaiveDate>().is_ok_and(|date| date.to_string() == *text))
}
