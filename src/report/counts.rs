//! How many gave which answer to each question, with what would tell of few people hidden.

use std::collections::{BTreeMap, BTreeSet};

use crate::priority::{hide_small_cells, is_small};
use crate::survey::{Answers, Kind, Question, Survey, Value, visible_questions};

/// What one person said, and the questions they answered in their own words.
#[derive(Clone, Debug, Default)]
pub struct Answered {
    /// Values by question.
    pub values: Answers,
    /// Questions answered in own words.
    pub in_words: BTreeSet<String>,
}

/// What a count is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// The choice of that id. Of a ranking: it was put first.
    Choice(String),
    /// Yes or no.
    YesNo(bool),
    /// A step of a scale.
    Step(i64),
    /// An answer that today's version of the question does not offer.
    NoLongerOffered,
    /// Any answer, where answers are not counted one by one.
    Answered,
    /// Asked, and not answered.
    NotAnswered,
}

/// One count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Of what.
    pub label: Label,
    /// How many people; `None` if it is hidden.
    pub people: Option<i64>,
}

/// The counts of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The question's id.
    pub question_id: String,
    /// The counts, in the order of the definition; `None` if all of them are hidden.
    pub rows: Option<Vec<Row>>,
}

impl Counts {
    /// Whether every count is shown.
    fn is_whole(&self) -> bool {
        self.rows.as_ref().is_some_and(|rows| rows.iter().all(|row| row.people.is_some()))
    }
}

/// The counts of every question of a survey, over people of whom it is known how many they are.
///
/// An answer counts while its question is asked. What is said of a question that only some are
/// asked says something of the answers by which they were chosen: it is hidden where that would
/// tell of few people, or give away what is hidden there.
pub fn count_answers(survey: &Survey, people: &[Answered]) -> Vec<Counts> {
    let asked: Vec<BTreeSet<&str>> = people
        .iter()
        .map(|person| {
            let visible = visible_questions(survey, &person.values);
            visible.into_iter().map(|question| question.id.as_str()).collect()
        })
        .collect();
    let mut counted: BTreeMap<&str, Counts> = BTreeMap::new();
    for question in &survey.questions {
        let is_asked: Vec<bool> =
            asked.iter().map(|ids| ids.contains(question.id.as_str())).collect();
        let may_be_counted = question.show_if.as_ref().is_none_or(|condition| {
            let asks = condition.questions();
            let mut parents = asks.iter().filter_map(|id| survey.question(id));
            parents.all(|parent| {
                counted.get(parent.id.as_str()).is_some_and(Counts::is_whole)
                    && !singles_out(parent, people, &is_asked)
            })
        });
        let rows = may_be_counted.then(|| rows(question, people, &is_asked)).flatten();
        let question_id = question.id.clone();
        counted.insert(&question.id, Counts { question_id, rows });
    }
    survey.questions.iter().filter_map(|question| counted.remove(question.id.as_str())).collect()
}

/// Whether few of those who gave some answer are asked a later question, or few are not.
fn singles_out(parent: &Question, people: &[Answered], is_asked: &[bool]) -> bool {
    let mut groups: BTreeMap<Label, (i64, i64)> = BTreeMap::new();
    for (person, is_asked) in people.iter().zip(is_asked) {
        for label in labels(parent, person) {
            let (asked, not_asked) = groups.entry(label).or_default();
            *(if *is_asked { asked } else { not_asked }) += 1;
        }
    }
    groups.values().any(|(asked, not_asked)| is_small(*asked) || is_small(*not_asked))
}

/// What a person's answer counts as; several labels of several choices.
fn labels(question: &Question, person: &Answered) -> Vec<Label> {
    let offered = |id: &String| match question.choice(id) {
        Some(_) => Label::Choice(id.clone()),
        None => Label::NoLongerOffered,
    };
    let (least, greatest) = question.scale_range();
    match (question.kind, person.values.get(&question.id)) {
        (Kind::Single, Some(Value::Text(id))) => vec![offered(id)],
        (Kind::Rank, Some(Value::Choices(ids))) => ids.iter().take(1).map(offered).collect(),
        (Kind::Multiple, Some(Value::Choices(ids))) => {
            let labels: BTreeSet<Label> = ids.iter().map(offered).collect();
            labels.into_iter().collect()
        }
        (Kind::YesNo, Some(Value::YesNo(yes))) => vec![Label::YesNo(*yes)],
        (Kind::Scale, Some(Value::Whole(step))) if (least..=greatest).contains(step) => {
            vec![Label::Step(*step)]
        }
        (Kind::Number | Kind::Date | Kind::Text, Some(_)) => vec![Label::Answered],
        (Kind::Text, None) if person.in_words.contains(&question.id) => vec![Label::Answered],
        (_, Some(_)) => vec![Label::NoLongerOffered],
        (_, None) => vec![Label::NotAnswered],
    }
}

fn rows(question: &Question, people: &[Answered], is_asked: &[bool]) -> Option<Vec<Row>> {
    let mut counts: BTreeMap<Label, i64> = BTreeMap::new();
    let asked: Vec<&Answered> =
        people.iter().zip(is_asked).filter_map(|(person, asked)| asked.then_some(person)).collect();
    for person in &asked {
        for label in labels(question, person) {
            *counts.entry(label).or_default() += 1;
        }
    }
    let all = i64::try_from(asked.len()).unwrap_or(i64::MAX);
    if is_small(all) || is_small(i64::try_from(people.len()).unwrap_or(i64::MAX) - all) {
        return None;
    }
    let order: Vec<Label> = order(question)
        .into_iter()
        .filter(|label| *label != Label::NoLongerOffered || counts.contains_key(label))
        .collect();
    let count = |label: &Label| counts.get(label).copied().unwrap_or_default();
    let shown = if question.kind == Kind::Multiple {
        // Everybody either named a choice or did not: each choice is a table of its own.
        let shown = |people: i64| !is_small(people) && !is_small(all - people);
        order.iter().map(|label| Some(count(label)).filter(|n| shown(*n))).collect()
    } else {
        hide_small_cells(&order.iter().map(count).collect::<Vec<_>>())?
    };
    let rows = order.into_iter().zip(shown).map(|(label, people)| Row { label, people });
    Some(rows.collect())
}

/// Every label a question may have, in the order of its definition.
fn order(question: &Question) -> Vec<Label> {
    let choices = question.choices.iter().map(|choice| Label::Choice(choice.id.clone()));
    let (least, greatest) = question.scale_range();
    let mut order: Vec<Label> = match question.kind {
        Kind::Single | Kind::Multiple | Kind::Rank => choices.collect(),
        Kind::YesNo => vec![Label::YesNo(true), Label::YesNo(false)],
        Kind::Scale => (least..=greatest).map(Label::Step).collect(),
        Kind::Number | Kind::Date | Kind::Text => vec![Label::Answered],
    };
    order.push(Label::NoLongerOffered);
    // Where choices are counted side by side, who named none of them is nobody's business: with
    // it, what is hidden of one choice could be bounded by the others.
    if question.kind != Kind::Multiple {
        order.push(Label::NotAnswered);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    const SURVEY: &str = r#"
        slug = "s"
        languages = ["en"]
        title = { en = "S" }
        question = [
          { id = "time", kind = "single", text = { en = "When?" }, choice = [
            { id = "am", text = { en = "AM" } }, { id = "pm", text = { en = "PM" } } ] },
          { id = "why", kind = "multiple", text = { en = "Why?" }, choice = [
            { id = "far", text = { en = "Far" } }, { id = "cost", text = { en = "Cost" } } ] },
          { id = "more", kind = "yes_no", show_if = "time == 'am'", text = { en = "More?" } },
          { id = "words", kind = "text", optional = true, text = { en = "Else?" } },
        ]
    "#;

    fn person(time: &str, why: &[&str], more: Option<bool>) -> Answered {
        let why = why.iter().map(ToString::to_string).collect();
        let mut values = Answers::from([
            ("time".to_owned(), Value::Text(time.to_owned())),
            ("why".to_owned(), Value::Choices(why)),
        ]);
        values.extend(more.map(|more| ("more".to_owned(), Value::YesNo(more))));
        Answered { values, in_words: BTreeSet::new() }
    }

    fn counted(people: &[(usize, Answered)]) -> Vec<Counts> {
        let everybody: Vec<Answered> =
            people.iter().flat_map(|(n, person)| vec![person.clone(); *n]).collect();
        count_answers(&Survey::from_toml(SURVEY).unwrap(), &everybody)
    }

    fn shown(counts: &Counts) -> Vec<Option<i64>> {
        counts.rows.as_ref().unwrap().iter().map(|row| row.people).collect()
    }

    #[test]
    fn large_counts_are_shown_by_question() {
        let counts = counted(&[
            (20, person("am", &["far"], Some(true))),
            (30, person("am", &["far", "cost"], Some(false))),
            (40, person("pm", &[], None)),
        ]);
        assert_eq!(shown(&counts[0]), [Some(50), Some(40), Some(0)]);
        assert_eq!(shown(&counts[1]), [Some(50), Some(30)]);
        assert_eq!(shown(&counts[2]), [Some(20), Some(30), Some(0)]);
        assert_eq!(shown(&counts[3]), [Some(0), Some(90)]);
    }

    #[test]
    fn a_choice_of_few_and_one_of_all_but_few_are_hidden_by_themselves() {
        let counts = counted(&[
            (4, person("am", &["far", "cost"], None)),
            (46, person("am", &["far"], None)),
            (3, person("am", &[], None)),
        ]);
        assert_eq!(shown(&counts[1]), [None, None]);
    }

    #[test]
    fn a_question_asked_of_some_is_hidden_where_what_it_hangs_on_is() {
        let people = [
            (95, person("am", &[], Some(true))),
            (30, person("pm", &[], None)),
            (5, person("", &[], None)),
        ];
        let counts = counted(&people);
        assert_eq!(shown(&counts[0]).iter().filter(|count| count.is_none()).count(), 2);
        assert_eq!(
            counts[2].rows, None,
            "95 would tell how many said am, and so that 5 said nothing"
        );
    }

    #[test]
    fn few_who_are_asked_are_not_counted_at_all() {
        let counts = counted(&[(6, person("am", &[], Some(true))), (60, person("pm", &[], None))]);
        assert_eq!((&counts[0].rows, &counts[2].rows), (&None, &None));
    }

    #[test]
    fn an_answer_to_a_question_no_longer_asked_counts_nowhere() {
        let counts =
            counted(&[(30, person("am", &[], Some(true))), (30, person("pm", &[], Some(false)))]);
        assert_eq!(shown(&counts[2]), [Some(30), Some(0), Some(0)]);
    }
}
