//! What a person typed on a question's page, and the value it means.
//!
//! A field is shown from what was typed, so that nothing typed is lost when it was not taken.

use chrono::{Datelike as _, NaiveDate};

use crate::i18n::{DateOrder, DatePart, Folded, Language};
use crate::response::{ValueFault, check_value};
use crate::survey::{Kind, Question, Value};

/// The fields of a form by name, as they were sent.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// What somebody typed who gave that value.
    pub fn of(value: &Value) -> Self {
        let answer = |text: String| vec![("answer".to_owned(), text)];
        Self(match value {
            Value::YesNo(yes) => answer(if *yes { "yes" } else { "no" }.to_owned()),
            Value::Whole(number) => answer(number.to_string()),
            Value::Decimal(number) => answer(number.to_string()),
            Value::Text(text) => answer(text.clone()),
            Value::Date(date) => vec![
                ("day".to_owned(), date.day().to_string()),
                ("month".to_owned(), date.month().to_string()),
                ("year".to_owned(), date.year().to_string()),
            ],
            Value::Choices(ids) => ids
                .iter()
                .enumerate()
                .flat_map(|(at, id)| {
                    [(place_name(at + 1), id.clone()), ("answer".to_owned(), id.clone())]
                })
                .collect(),
        })
    }

    /// What stands in the field of that name; nothing if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Everything sent under that name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// What [`Typed::read`] says, unless the button pressed was the one that skips.
    pub fn read_or_skip(&self, question: &Question) -> Result<Option<Value>, TypedFault> {
        if self.get("skip").is_empty() {
            return self.read(question);
        }
        Ok(check_value(question, None).map(|()| None)?)
    }

    /// The value meant as an answer to a question; `None` where it may be, and was, left empty.
    pub fn read(&self, question: &Question) -> Result<Option<Value>, TypedFault> {
        let value = match question.kind {
            Kind::Single => self.filled("answer").map(|id| Value::Text(id.to_owned())),
            Kind::Multiple => self.read_ticked(question),
            Kind::Rank => self.read_places(question)?,
            Kind::YesNo => match self.get("answer") {
                "yes" => Some(Value::YesNo(true)),
                "no" => Some(Value::YesNo(false)),
                _ => None,
            },
            Kind::Scale | Kind::Number => self
                .filled("answer")
                .map(|text| read_number(text, question.decimals))
                .transpose()?,
            Kind::Date => self.read_date()?,
            // A page sends a line's end as two characters; a person counts it as one.
            Kind::Text => self
                .filled("answer")
                .map(|text| Value::Text(text.replace("\r\n", "\n").trim().to_owned())),
        };
        check_value(question, value.as_ref())?;
        Ok(value)
    }

    fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|text| !text.trim().is_empty())
    }

    fn read_ticked(&self, question: &Question) -> Option<Value> {
        let ids: Vec<String> = question
            .choices
            .iter()
            .filter(|choice| self.all("answer").any(|id| id == choice.id))
            .map(|choice| choice.id.clone())
            .collect();
        (!ids.is_empty()).then_some(Value::Choices(ids))
    }

    fn read_places(&self, question: &Question) -> Result<Option<Value>, TypedFault> {
        let mut ids: Vec<String> = Vec::new();
        for place in 1..=question.most_ranked() {
            if let Some(id) = self.filled(&place_name(place)) {
                if ids.iter().any(|earlier| earlier == id) {
                    return Err(TypedFault::Repeated { place, id: id.to_owned() });
                }
                ids.push(id.to_owned());
            }
        }
        Ok((!ids.is_empty()).then_some(Value::Choices(ids)))
    }

    fn read_date(&self) -> Result<Option<Value>, TypedFault> {
        let parts = ["day", "month", "year"].map(|name| self.get(name).trim());
        if parts.iter().all(|part| part.is_empty()) {
            return Ok(None);
        }
        let [day, month, year] = parts.map(|part| whole(&Folded::new(part)));
        let (Some(day), Some(month), Some(year)) = (day, month, year) else {
            return Err(TypedFault::NotADate);
        };
        let date = i32::try_from(year)
            .ok()
            .filter(|year| (1000..=9999).contains(year))
            .ok_or(TypedFault::NotADate)
            .map(|year| Some((year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)))?;
        date.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day))
            .map(|date| Some(Value::Date(date)))
            .ok_or(TypedFault::ImpossibleDate)
    }
}

/// Why what was typed is no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TypedFault {
    /// It is no number.
    #[error("not a number")]
    NotANumber,
    /// It has more digits after the mark than the question takes.
    #[error("more than {0} digits after the mark")]
    TooPrecise(u8),
    /// A part of the date is missing, or is no number.
    #[error("not a date")]
    NotADate,
    /// There is no such day in the calendar.
    #[error("no such day")]
    ImpossibleDate,
    /// One choice stands in two places.
    #[error("\"{id}\" stands in place {place} and in one before it")]
    Repeated {
        /// The second place.
        place: usize,
        /// The choice.
        id: String,
    },
    /// It is a value, but no answer to the question.
    #[error(transparent)]
    Value(#[from] ValueFault),
}

/// The name of the field for a place of a ranking; the best is 1.
pub fn place_name(place: usize) -> String {
    format!("place-{place}")
}

/// The fields of a date in the order in which a language writes it.
pub fn date_parts(order: DateOrder) -> [DatePart; 3] {
    match order {
        DateOrder::MonthFirst => [DatePart::Month, DatePart::Day, DatePart::Year],
        DateOrder::DayFirst => [DatePart::Day, DatePart::Month, DatePart::Year],
        DateOrder::YearFirst => [DatePart::Year, DatePart::Month, DatePart::Day],
    }
}

/// The choice's text in a language; its id where it has none.
pub fn choice_text<'q>(question: &'q Question, id: &'q str, language: &Language) -> &'q str {
    question.choice(id).and_then(|choice| choice.text.get(language)).unwrap_or(id)
}

/// A number in digits of any script, with a minus sign, thousands marks or a decimal mark.
fn read_number(text: &str, decimals: Option<u8>) -> Result<Value, TypedFault> {
    let folded = Folded::new(text);
    let is_negative = match folded.gap(0).trim() {
        "" | "+" => false,
        "-" => true,
        _ => return Err(TypedFault::NotANumber),
    };
    let digits = |at: usize| {
        let token = folded.token(at);
        token.bytes().all(|byte| byte.is_ascii_digit()).then_some(token)
    };
    let tokens: Option<Vec<&str>> = (0..folded.len()).map(digits).collect();
    let tokens = tokens
        .filter(|_| folded.gap(folded.len()).trim().is_empty())
        .ok_or(TypedFault::NotANumber)?;
    let signed = |number: &str| format!("{}{number}", if is_negative { "-" } else { "" });
    let whole =
        |number: &str| signed(number).parse().map(Value::Whole).map_err(|_| TypedFault::NotANumber);
    match (tokens.as_slice(), decimals) {
        ([number], _) => whole(number),
        ([before, after], Some(most)) if [".", ",", "٫"].contains(&folded.gap(1)) => {
            if after.len() > usize::from(most) {
                return Err(TypedFault::TooPrecise(most));
            }
            let number = signed(&format!("{before}.{after}")).parse();
            // Hundreds of digits read as a number without end, which nothing could keep.
            let number = number.ok().filter(|number: &f64| number.is_finite());
            number.map(Value::Decimal).ok_or(TypedFault::NotANumber)
        }
        ([_, groups @ ..], None) if !groups.is_empty() => {
            let is_grouped = (1..folded.len()).all(|at| {
                [".", ",", "٬", " ", "\u{a0}"].contains(&folded.gap(at))
                    && folded.token(at).len() == 3
            });
            if is_grouped { whole(&tokens.concat()) } else { Err(TypedFault::NotANumber) }
        }
        _ => Err(TypedFault::NotANumber),
    }
}

fn whole(folded: &Folded) -> Option<i64> {
    (folded.len() == 1).then(|| folded.token(0).parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(definition: &str) -> Question {
        toml::from_str(&format!("id = 'q'\ntext = {{ en = 'Q' }}\n{definition}")).unwrap()
    }

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    fn number(text: &str, decimals: Option<u8>) -> Result<Value, TypedFault> {
        read_number(text, decimals)
    }

    #[test]
    fn a_number_may_be_typed_in_any_script() {
        for text in ["12", " ١٢ ", "१२", "１２"] {
            assert_eq!(number(text, None), Ok(Value::Whole(12)), "{text}");
        }
        assert_eq!(number("-3", None), Ok(Value::Whole(-3)));
        assert_eq!(number("1,200", None), Ok(Value::Whole(1200)));
        assert_eq!(number("٢٫٥", Some(1)), Ok(Value::Decimal(2.5)));
    }

    #[test]
    fn what_is_more_or_less_than_a_number_is_not_guessed_at() {
        for text in ["two", "3 or 4", "2.5", "$3", "3x", "99999999999999999999"] {
            assert_eq!(number(text, None), Err(TypedFault::NotANumber), "{text}");
        }
        assert_eq!(number("2.55", Some(1)), Err(TypedFault::TooPrecise(1)));
        let endless = "9".repeat(400);
        for text in [&endless, &format!("{endless}.5"), &format!("-{endless}.5")] {
            assert_eq!(number(text, Some(1)), Err(TypedFault::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_date_needs_three_parts_that_are_a_day_of_the_calendar() {
        let question = question("kind = 'date'\noptional = true");
        let read = |day, month, year| {
            typed(&[("day", day), ("month", month), ("year", year)]).read(&question)
        };
        let day = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        assert_eq!(read("28", "2", "2026"), Ok(Some(Value::Date(day))));
        assert_eq!(read("٢٨", "٢", "٢٠٢٦"), Ok(Some(Value::Date(day))));
        assert_eq!(read("30", "2", "2026"), Err(TypedFault::ImpossibleDate));
        assert_eq!(read("28", "", "2026"), Err(TypedFault::NotADate));
        assert_eq!(read("28", "2", "26"), Err(TypedFault::NotADate));
        assert_eq!(read("", " ", ""), Ok(None));
    }

    #[test]
    fn a_ranking_closes_its_gaps_and_takes_each_choice_once() {
        let question = question(
            "kind = 'rank'\ntop = 3\nchoice = [{ id = 'a', text = {} }, { id = 'b', text = {} }, \
             { id = 'c', text = {} }]",
        );
        let ids = |ids: &[&str]| Value::Choices(ids.iter().map(|id| (*id).to_owned()).collect());
        let gap = typed(&[("place-1", "b"), ("place-2", ""), ("place-3", "a")]);
        assert_eq!(gap.read(&question), Ok(Some(ids(&["b", "a"]))));
        let twice = typed(&[("place-1", "b"), ("place-2", "b")]);
        let fault = TypedFault::Repeated { place: 2, id: "b".to_owned() };
        assert_eq!(twice.read(&question), Err(fault));
        assert_eq!(Typed::default().read(&question), Err(ValueFault::Missing.into()));
    }

    #[test]
    fn what_was_given_is_read_back_as_the_same_value() {
        let multiple = question("kind = 'multiple'\nchoice = [{ id = 'a', text = {} }]");
        let value = Value::Choices(vec!["a".to_owned()]);
        assert_eq!(Typed::of(&value).read(&multiple), Ok(Some(value)));
        let yes_no = question("kind = 'yes_no'");
        assert_eq!(Typed::of(&Value::YesNo(false)).read(&yes_no), Ok(Some(Value::YesNo(false))));
    }
}
