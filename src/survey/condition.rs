//! Skip logic: a condition over earlier answers.
//!
//! A condition keeps the words it was written with. One that cannot be read is still a value, so
//! that `check` can say what is wrong with it; it holds of nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Value;

mod grammar;

pub use grammar::ConditionError;

/// A `show_if` condition, as written in the definition: `visits == 0 or why contains 'cost'`.
///
/// It knows `==`, `!=`, `contains`, `and`, `or`, parentheses, texts in single quotes, numbers,
/// `true`, `false`, and `.first` of a ranking. `and` binds tighter than `or`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Condition {
    written: String,
    read: Result<Expression, ConditionError>,
}

impl Condition {
    /// The condition those words state.
    ///
    /// # Errors
    /// [`ConditionError`] says where the words stop making sense.
    pub fn parse(written: &str) -> Result<Self, ConditionError> {
        let read = grammar::parse(written)?;
        Ok(Self { written: written.to_owned(), read: Ok(read) })
    }

    /// The words as written.
    pub fn as_written(&self) -> &str {
        &self.written
    }

    /// Why the condition cannot be read, if it cannot.
    pub fn fault(&self) -> Option<&ConditionError> {
        self.read.as_ref().err()
    }

    /// The comparisons it makes, in the order written.
    pub fn comparisons(&self) -> Vec<&Comparison> {
        let mut found = Vec::new();
        if let Ok(expression) = &self.read {
            expression.collect(&mut found);
        }
        found
    }

    /// Ids of the questions it looks at, in the order written, without repeats.
    pub fn questions(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for comparison in self.comparisons() {
            if !ids.contains(&comparison.question.as_str()) {
                ids.push(&comparison.question);
            }
        }
        ids
    }

    /// Whether it holds of those answers; `answer_to` takes a question's id.
    ///
    /// A question without an answer equals nothing and contains nothing, so only `!=` holds of it.
    pub fn holds<'a>(&self, answer_to: &dyn Fn(&str) -> Option<&'a Value>) -> bool {
        self.read.as_ref().is_ok_and(|expression| expression.holds(answer_to))
    }
}

impl From<String> for Condition {
    fn from(written: String) -> Self {
        let read = grammar::parse(&written);
        Self { written, read }
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.written
    }
}

/// One comparison of an answer with something fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Id of the question whose answer is looked at.
    pub question: String,
    /// Whether only the first of a ranking is looked at.
    pub first: bool,
    /// How the two are compared.
    pub operator: Operator,
    /// What the answer is compared with.
    pub literal: Literal,
}

impl Comparison {
    fn holds(&self, answer: Option<&Value>) -> bool {
        match self.operator {
            Operator::Equals => answer.is_some_and(|value| self.equals(value)),
            Operator::Differs => !answer.is_some_and(|value| self.equals(value)),
            Operator::Contains => answer.is_some_and(|value| self.is_among(value)),
        }
    }

    fn equals(&self, value: &Value) -> bool {
        match (value, &self.literal) {
            (Value::Choices(ids), Literal::Text(text)) => {
                self.first && ids.first().is_some_and(|id| id == text)
            }
            _ if self.first => false,
            (Value::Text(given), Literal::Text(text)) => given == text,
            (Value::Date(given), Literal::Text(text)) => given.to_string() == *text,
            (Value::YesNo(given), Literal::YesNo(wanted)) => given == wanted,
            (Value::Whole(given), Literal::Number(number)) => given.to_string() == *number,
            (Value::Decimal(given), Literal::Number(number)) => {
                canonical_decimal(*given) == *number
            }
            _ => false,
        }
    }

    fn is_among(&self, value: &Value) -> bool {
        match (value, &self.literal) {
            (Value::Choices(ids), Literal::Text(text)) => !self.first && ids.contains(text),
            _ => false,
        }
    }
}

/// How an answer is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equals,
    /// `!=`
    Differs,
    /// `contains`: the choice is among those given.
    Contains,
}

/// The fixed side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A choice's id, a date as `YYYY-MM-DD`, or words.
    Text(String),
    /// A number in its shortest decimal form, so that equal numbers are equal texts: `2`, `-0.5`.
    Number(String),
    /// `true` or `false`.
    YesNo(bool),
}

impl fmt::Display for Literal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(formatter, "'{text}'"),
            Self::Number(number) => formatter.write_str(number),
            Self::YesNo(value) => write!(formatter, "{value}"),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Expression {
    Any(Vec<Expression>),
    All(Vec<Expression>),
    Compare(Comparison),
}

impl Expression {
    fn holds<'a>(&self, answer_to: &dyn Fn(&str) -> Option<&'a Value>) -> bool {
        match self {
            Self::Any(parts) => parts.iter().any(|part| part.holds(answer_to)),
            Self::All(parts) => parts.iter().all(|part| part.holds(answer_to)),
            Self::Compare(comparison) => comparison.holds(answer_to(&comparison.question)),
        }
    }

    fn collect<'e>(&'e self, found: &mut Vec<&'e Comparison>) {
        match self {
            Self::Any(parts) | Self::All(parts) => {
                for part in parts {
                    part.collect(found);
                }
            }
            Self::Compare(comparison) => found.push(comparison),
        }
    }
}

fn canonical_decimal(number: f64) -> String {
    // Adding zero turns minus zero into zero.
    (number + 0.0).to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;

    use super::*;

    fn holds(written: &str, answers: &[(&str, Value)]) -> bool {
        let answers: BTreeMap<_, _> = answers.iter().cloned().collect();
        Condition::parse(written).unwrap().holds(&|id| answers.get(id))
    }

    fn text(words: &str) -> Value {
        Value::Text(words.to_owned())
    }

    fn choices(ids: &[&str]) -> Value {
        Value::Choices(ids.iter().map(|id| (*id).to_owned()).collect())
    }

    #[test]
    fn each_kind_of_answer_is_compared_by_its_own_type() {
        assert!(holds("a == 'rides'", &[("a", text("rides"))]));
        assert!(!holds("a == 'rides'", &[("a", text("Rides"))]));
        assert!(holds("a == 3", &[("a", Value::Whole(3))]));
        assert!(holds("a == 3.0", &[("a", Value::Whole(3))]));
        assert!(holds("a == -2.50", &[("a", Value::Decimal(-2.5))]));
        assert!(holds("a == 0", &[("a", Value::Decimal(-0.0))]));
        assert!(holds("a == true", &[("a", Value::YesNo(true))]));
        assert!(!holds("a == false", &[("a", Value::YesNo(true))]));
        let day = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        assert!(holds("a == '2026-03-04'", &[("a", Value::Date(day))]));
        assert!(!holds("a == '3'", &[("a", Value::Whole(3))]), "a text is not a number");
        assert!(!holds("a == 3", &[("a", text("3"))]), "a number is not a text");
    }

    #[test]
    fn a_list_is_asked_what_it_contains_and_a_ranking_what_is_first() {
        let given = [("top", choices(&["hours", "rides"]))];
        assert!(holds("top contains 'rides'", &given));
        assert!(!holds("top contains 'dental'", &given));
        assert!(holds("top.first == 'hours'", &given));
        assert!(!holds("top.first == 'rides'", &given));
        assert!(holds("top.first != 'rides'", &given));
        assert!(!holds("top == 'hours'", &given), "a list is not its first member");
    }

    #[test]
    fn a_question_without_an_answer_only_differs() {
        assert!(!holds("a == 'x'", &[]));
        assert!(!holds("a contains 'x'", &[]));
        assert!(!holds("a.first == 'x'", &[]));
        assert!(holds("a != 'x'", &[]));
        assert!(holds("a.first != 'x'", &[("a", choices(&[]))]));
    }

    #[test]
    fn and_binds_tighter_than_or_and_parentheses_tighter_still() {
        let given = [("a", Value::Whole(1)), ("b", Value::Whole(2))];
        assert!(holds("a == 1 or a == 9 and b == 9", &given));
        assert!(!holds("(a == 1 or a == 9) and b == 9", &given));
        assert!(holds("a == 9 and b == 9 or b == 2", &given));
    }

    #[test]
    fn it_names_the_questions_it_looks_at_once_each() {
        let condition = Condition::parse("b.first == 'x' or (a == 1 and b contains 'y')").unwrap();
        assert_eq!(condition.questions(), ["b", "a"]);
    }

    #[test]
    fn one_that_cannot_be_read_keeps_its_words_and_holds_of_nothing() {
        let condition = Condition::from("a = 1".to_owned());
        assert!(condition.fault().is_some());
        assert!(!condition.holds(&|_| None));
        assert_eq!(serde_json::to_string(&condition).unwrap(), r#""a = 1""#);
    }
}
