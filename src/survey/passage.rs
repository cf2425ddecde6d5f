//! Which questions a person is asked, given what they have answered so far.
//!
//! An answer counts only while its question is asked: what was said before a change of mind that
//! hides the question moves nothing any more.

use std::collections::BTreeMap;

use super::{Question, Survey, Value};

/// Answers by the id of their question.
pub type Answers = BTreeMap<String, Value>;

/// The questions asked of a person with those answers, in order.
pub fn visible_questions<'s>(survey: &'s Survey, answers: &Answers) -> Vec<&'s Question> {
    let mut visible = Vec::new();
    let mut counted: BTreeMap<&str, &Value> = BTreeMap::new();
    for question in &survey.questions {
        let is_shown = match &question.show_if {
            Some(condition) => condition.holds(&|id| counted.get(id).copied()),
            None => true,
        };
        if is_shown {
            visible.push(question);
            counted.extend(answers.get(&question.id).map(|value| (question.id.as_str(), value)));
        }
    }
    visible
}

/// The question asked after that one; the first of all after none.
///
/// It says what comes next in the survey, answered before or not, and nothing after an unknown
/// question.
pub fn next_question<'s>(
    survey: &'s Survey,
    answers: &Answers,
    after: Option<&str>,
) -> Option<&'s Question> {
    let place = |id: &str| survey.questions.iter().position(|question| question.id == id);
    let first_place = match after {
        Some(id) => place(id)? + 1,
        None => 0,
    };
    visible_questions(survey, answers)
        .into_iter()
        .find(|question| place(&question.id).is_some_and(|at| at >= first_place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey() -> Survey {
        Survey::from_toml(
            r#"
            slug = "s"
            languages = ["en"]
            title = { en = "S" }
            question = [
              { id = "came", kind = "yes_no", text = { en = "Did you come?" } },
              { id = "how", kind = "text", show_if = "came == true", text = { en = "How?" } },
              { id = "bus", kind = "yes_no", show_if = "how == 'bus'", text = { en = "Late?" } },
              { id = "last", kind = "text", text = { en = "More?" } },
            ]
            "#,
        )
        .unwrap()
    }

    fn answers(given: &[(&str, Value)]) -> Answers {
        given.iter().map(|(id, value)| ((*id).to_owned(), value.clone())).collect()
    }

    fn ids(answers: &Answers) -> Vec<String> {
        visible_questions(&survey(), answers).iter().map(|q| q.id.clone()).collect()
    }

    fn next(answers: &Answers, after: Option<&str>) -> Option<String> {
        next_question(&survey(), answers, after).map(|question| question.id.clone())
    }

    #[test]
    fn a_question_is_asked_only_while_its_condition_holds() {
        assert_eq!(ids(&answers(&[])), ["came", "last"]);
        let yes = answers(&[("came", Value::YesNo(true))]);
        assert_eq!(ids(&yes), ["came", "how", "last"]);
        assert_eq!(next(&yes, None).as_deref(), Some("came"));
        assert_eq!(next(&yes, Some("came")).as_deref(), Some("how"));
        assert_eq!(next(&yes, Some("how")).as_deref(), Some("last"));
        assert_eq!(next(&yes, Some("last")), None);
    }

    #[test]
    fn the_answer_of_a_question_no_longer_asked_does_not_count() {
        let bus = ("how", Value::Text("bus".to_owned()));
        let before = answers(&[("came", Value::YesNo(true)), bus.clone()]);
        assert_eq!(ids(&before), ["came", "how", "bus", "last"]);
        let after = answers(&[("came", Value::YesNo(false)), bus]);
        assert_eq!(ids(&after), ["came", "last"]);
        assert_eq!(next(&after, Some("how")).as_deref(), Some("last"), "even from a hidden one");
    }

    #[test]
    fn nothing_comes_after_a_question_nobody_knows() {
        assert_eq!(next(&answers(&[]), Some("gone")), None);
    }
}
