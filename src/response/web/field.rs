//! How a question is shown to be answered: its fields, filled with what was typed before.

use serde::Serialize;

use super::typed::{Typed, TypedFault, choice_text, date_parts, place_name};
use crate::crypto::sha256_hex;
use crate::i18n::{DateOrder, DatePart, Language};
use crate::response::{LONGEST_TEXT, ValueFault};
use crate::survey::{Choice, Kind, Question};

/// The fields of a question. What its kind does not use is empty.
#[derive(Default, Serialize)]
pub struct Field<'a> {
    /// Radio buttons or check boxes.
    options: Vec<FieldOption<'a>>,
    /// Whether several may be ticked.
    is_multiple: bool,
    /// Whether the options are the steps of a scale, side by side.
    is_scale: bool,
    /// One list per place of a ranking.
    places: Vec<RankPlace<'a>>,
    /// Day, month and year in the language's order.
    dates: Vec<DateField<'a>>,
    number: Option<NumberField<'a>>,
    text: Option<TextField<'a>>,
}

#[derive(Serialize)]
struct FieldOption<'a> {
    value: String,
    /// Id of the interface's text, where the survey has none.
    label_id: Option<&'static str>,
    label: &'a str,
    is_chosen: bool,
    /// The first one is where an error's link leads.
    is_first: bool,
}

#[derive(Serialize)]
struct RankPlace<'a> {
    place: usize,
    name: String,
    is_wrong: bool,
    options: Vec<FieldOption<'a>>,
}

#[derive(Serialize)]
struct DateField<'a> {
    name: &'static str,
    label_id: &'static str,
    digits: u8,
    value: &'a str,
}

#[derive(Serialize)]
struct NumberField<'a> {
    value: &'a str,
    /// Keyboard of a phone; a minus sign is on the full one only.
    keyboard: &'static str,
}

#[derive(Serialize)]
struct TextField<'a> {
    value: &'a str,
    longest: usize,
}

impl<'a> Field<'a> {
    /// The fields of a question in a language.
    ///
    /// `order` is that of a date's parts; `person` names the person's own order of what is ranked.
    pub fn new(
        question: &'a Question,
        language: &Language,
        (order, person): (DateOrder, &str),
        typed: &'a Typed,
        fault: Option<&TypedFault>,
    ) -> Self {
        let value = typed.get("answer");
        match question.kind {
            Kind::Single | Kind::Multiple => Self {
                options: choices(question, question.choices.iter(), language, |id| {
                    typed.all("answer").any(|typed| typed == id)
                }),
                is_multiple: question.kind == Kind::Multiple,
                ..Self::default()
            },
            Kind::YesNo => Self { options: yes_no(value), ..Self::default() },
            Kind::Scale => {
                Self { options: steps(question, value), is_scale: true, ..Self::default() }
            }
            Kind::Rank => {
                let places = places(question, language, person, typed, fault);
                Self { places, ..Self::default() }
            }
            Kind::Date => Self { dates: dates(order, typed), ..Self::default() },
            Kind::Number => {
                let keyboard = match (question.min, question.decimals) {
                    (Some(0..), None) => "numeric",
                    (Some(0..), Some(_)) => "decimal",
                    _ => "text",
                };
                Self { number: Some(NumberField { value, keyboard }), ..Self::default() }
            }
            Kind::Text => {
                Self { text: Some(TextField { value, longest: LONGEST_TEXT }), ..Self::default() }
            }
        }
    }
}

/// What a person reads when an answer was not taken.
#[derive(Serialize)]
pub struct Wrong<'a> {
    text_id: &'static str,
    /// The field to mend.
    field: String,
    min: i64,
    max: i64,
    most: usize,
    choice: &'a str,
}

impl<'a> Wrong<'a> {
    /// The words for a fault in the answer to a question.
    pub fn new(
        fault: &'a TypedFault,
        question: &'a Question,
        language: &Language,
        first: DatePart,
    ) -> Self {
        let field = match (question.kind, fault) {
            (_, TypedFault::Repeated { place, .. }) => place_name(*place),
            (Kind::Rank, _) => place_name(1),
            (Kind::Date, _) => part_name(first).to_owned(),
            _ => "answer".to_owned(),
        };
        let mut wrong = Self { text_id: "", field, min: 0, max: 0, most: 0, choice: "" };
        wrong.text_id = match fault {
            TypedFault::Value(ValueFault::OutOfRange { min, max }) => {
                (wrong.min, wrong.max) = (*min, *max);
                match (*min, *max) {
                    (i64::MIN, _) => "response-wrong-too-large",
                    (_, i64::MAX) => "response-wrong-too-small",
                    _ => "response-wrong-range",
                }
            }
            TypedFault::Repeated { id, .. } | TypedFault::Value(ValueFault::Repeated(id)) => {
                wrong.choice = choice_text(question, id, language);
                "response-wrong-repeated"
            }
            TypedFault::Value(ValueFault::TooMany { most }) => {
                wrong.most = *most;
                "response-wrong-too-many"
            }
            TypedFault::TooPrecise(most) => {
                wrong.most = usize::from(*most);
                "response-wrong-precise"
            }
            TypedFault::Value(ValueFault::TooLong) => {
                wrong.most = LONGEST_TEXT;
                "response-wrong-too-long"
            }
            TypedFault::NotANumber => "response-wrong-number",
            TypedFault::NotADate => "response-wrong-date",
            TypedFault::ImpossibleDate => "response-wrong-calendar",
            TypedFault::Value(
                ValueFault::Missing | ValueFault::WrongKind | ValueFault::NoSuchChoice(_),
            ) => missing(question.kind),
        };
        wrong
    }
}

fn missing(kind: Kind) -> &'static str {
    match kind {
        Kind::Single | Kind::YesNo | Kind::Scale => "response-missing-one",
        Kind::Multiple => "response-missing-some",
        Kind::Rank => "response-missing-place",
        Kind::Number => "response-wrong-number",
        Kind::Date => "response-wrong-date",
        Kind::Text => "response-missing-text",
    }
}

fn choices<'a>(
    question: &'a Question,
    shown: impl Iterator<Item = &'a Choice>,
    language: &Language,
    is_chosen: impl Fn(&str) -> bool,
) -> Vec<FieldOption<'a>> {
    let option = |(at, choice): (usize, &'a Choice)| FieldOption {
        value: choice.id.clone(),
        label_id: None,
        label: choice_text(question, &choice.id, language),
        is_chosen: is_chosen(&choice.id),
        is_first: at == 0,
    };
    shown.enumerate().map(option).collect()
}

fn yes_no(typed: &str) -> Vec<FieldOption<'static>> {
    [("yes", "response-yes"), ("no", "response-no")]
        .map(|(value, label_id)| FieldOption {
            value: value.to_owned(),
            label_id: Some(label_id),
            label: "",
            is_chosen: typed == value,
            is_first: value == "yes",
        })
        .into()
}

fn steps(question: &Question, typed: &str) -> Vec<FieldOption<'static>> {
    let (min, max) = question.scale_range();
    (min..=max)
        .map(|step| FieldOption {
            value: step.to_string(),
            label_id: None,
            label: "",
            is_chosen: typed == step.to_string(),
            is_first: step == min,
        })
        .collect()
}

/// Everybody sees what is to be ranked in an order of their own, since what stands at the top of a
/// list is picked more often.
fn places<'a>(
    question: &'a Question,
    language: &Language,
    person: &str,
    typed: &Typed,
    fault: Option<&TypedFault>,
) -> Vec<RankPlace<'a>> {
    let mut shuffled: Vec<&Choice> = question.choices.iter().collect();
    shuffled.sort_by_cached_key(|choice| {
        sha256_hex(format!("{person}/{}/{}", question.id, choice.id).as_bytes())
    });
    (1..=question.most_ranked())
        .map(|place| {
            let name = place_name(place);
            let is_wrong = match fault {
                Some(TypedFault::Repeated { place: wrong, .. }) => *wrong == place,
                Some(_) => place == 1,
                None => false,
            };
            let shown = shuffled.iter().copied();
            let options = choices(question, shown, language, |id| typed.get(&name) == id);
            RankPlace { place, name, is_wrong, options }
        })
        .collect()
}

fn dates(order: DateOrder, typed: &Typed) -> Vec<DateField<'_>> {
    date_parts(order)
        .map(|part| {
            let (label_id, digits) = match part {
                DatePart::Day => ("response-day", 2),
                DatePart::Month => ("response-month", 2),
                DatePart::Year => ("response-year", 4),
            };
            let name = part_name(part);
            DateField { name, label_id, digits, value: typed.get(name) }
        })
        .into()
}

fn part_name(part: DatePart) -> &'static str {
    match part {
        DatePart::Day => "day",
        DatePart::Month => "month",
        DatePart::Year => "year",
    }
}
