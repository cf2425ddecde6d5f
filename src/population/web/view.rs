//! What stands on the pages of whom the center serves.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::enrolment::sheet::{MOST_ROWS, SheetFault};
use crate::enrolment::web::sheet_fault_id;
use crate::i18n::{I18n, Language, Value};
use crate::population::flow::{Sight, Standing};
use crate::population::reading::TableFault;
use crate::population::store::Choice;
use crate::population::{LeftOut, Misfit, Neighbours, Stratum, WhyLeftOut, hidden};
use crate::services::Services;
use crate::staff::web::{Bar, Empty};
use crate::staff::{SignedIn, Task};
use crate::web::languages::own_name;

/// The page of tables.
#[derive(Serialize)]
pub struct PopulationPage {
    bar: Bar,
    empty: Option<Empty>,
    in_force: Option<TableView>,
    misfits: Vec<String>,
    since: Option<String>,
    seen: i64,
    choices: Vec<ChoiceView>,
    may_choose: bool,
}

/// The look at a table before it counts.
#[derive(Serialize)]
pub struct PreviewPage {
    bar: Bar,
    id: i64,
    seen: i64,
    table: TableView,
    /// What cannot be mended on this page: the file has to be.
    blocking: Vec<String>,
    may_choose: bool,
}

#[derive(Serialize)]
struct TableView {
    strata: Vec<StratumView>,
    left_out: Vec<LeftOutView>,
    on: String,
}

#[derive(Serialize)]
struct StratumView {
    name: String,
    /// The id of the text that names it, if it is one of those every center has.
    name_id: Option<&'static str>,
    categories: Vec<CategoryView>,
}

#[derive(Serialize)]
struct CategoryView {
    /// The id of the field of its neighbour.
    field: String,
    stratum: String,
    value: String,
    lang: Option<String>,
    text: String,
    people: u64,
    percent: String,
    is_asked: bool,
    /// How many are asked; none where that is not shown.
    asked: Option<usize>,
    neighbour: Option<String>,
    others: Vec<OtherView>,
}

#[derive(Serialize)]
struct OtherView {
    value: String,
    lang: Option<String>,
    text: String,
    is_chosen: bool,
}

#[derive(Serialize)]
struct LeftOutView {
    category: String,
    people: u64,
    why_id: &'static str,
}

#[derive(Serialize)]
struct ChoiceView {
    at: String,
    /// The table, or none.
    table: Option<i64>,
}

impl PopulationPage {
    /// The page for an account.
    pub fn new(services: &Services, signed_in: &SignedIn, bar: Bar, standing: &Standing) -> Self {
        let (i18n, language) = (&services.i18n, &signed_in.language);
        let sight = standing.in_force.as_ref();
        let misfits = sight.iter().flat_map(|sight| &sight.misfits);
        let choice = |choice: &Choice| ChoiceView {
            at: choice.at.date().to_string(),
            table: choice.table_id,
        };
        Self {
            bar,
            empty: sight.is_none().then(|| Empty::new("population-empty")),
            in_force: sight.map(|sight| table(i18n, sight, &sight.neighbours)),
            misfits: misfits.map(|misfit| misfit_text(i18n, language, misfit)).collect(),
            since: standing.choices.first().map(|choice| choice.at.date().to_string()),
            seen: standing.choices.first().map_or(0, |choice| choice.id),
            choices: standing.choices.iter().map(choice).collect(),
            may_choose: signed_in.role.may(Task::PublishRanking),
        }
    }
}

impl PreviewPage {
    /// The look at a table, with the neighbours chosen so far.
    pub fn new(
        services: &Services,
        signed_in: &SignedIn,
        bar: Bar,
        (sight, seen): (&Sight, i64),
        neighbours: &Neighbours,
    ) -> Self {
        let (i18n, language) = (&services.i18n, &signed_in.language);
        let is_blocking = |misfit: &&Misfit| {
            matches!(misfit, Misfit::Unknown { .. } | Misfit::NoSuchStratum { .. })
        };
        let blocking = sight.misfits.iter().filter(is_blocking);
        Self {
            bar,
            id: sight.brought.id,
            seen,
            table: table(i18n, sight, neighbours),
            blocking: blocking.map(|misfit| misfit_text(i18n, language, misfit)).collect(),
            may_choose: signed_in.role.may(Task::PublishRanking),
        }
    }
}

fn table(i18n: &I18n, sight: &Sight, neighbours: &Neighbours) -> TableView {
    let table = &sight.brought.table;
    let view = |(at, one): (usize, &Stratum)| stratum(i18n, sight, (at, one), neighbours);
    TableView {
        strata: table.strata.iter().enumerate().map(view).collect(),
        left_out: table.left_out.iter().map(left_out).collect(),
        on: sight.brought.at.date().to_string(),
    }
}

fn stratum(
    i18n: &I18n,
    sight: &Sight,
    (at, stratum): (usize, &Stratum),
    neighbours: &Neighbours,
) -> StratumView {
    let nobody = BTreeMap::new();
    let asked = sight.present.get(&stratum.name).unwrap_or(&nobody);
    let (few, chosen) = (hidden(asked), neighbours.get(&stratum.name));
    let named = |category: &str| names(i18n, &stratum.name, category);
    let view = |(row, (category, people)): (usize, &(String, u64))| {
        let neighbour = chosen.and_then(|chosen| chosen.get(category));
        let has_somebody =
            |other: &&(String, u64)| other.0 != *category && asked.contains_key(&other.0);
        let other = |(other, _): &(String, u64)| {
            let (lang, text) = named(other);
            OtherView { value: other.clone(), lang, text, is_chosen: neighbour == Some(other) }
        };
        let (lang, text) = named(category);
        let here = asked.get(category).copied().unwrap_or_default();
        CategoryView {
            field: format!("neighbour-{at}-{row}"),
            stratum: stratum.name.clone(),
            value: category.clone(),
            lang,
            text,
            people: *people,
            percent: format!("{:.1}", stratum.share(*people) * 100.0),
            is_asked: here > 0,
            asked: (here > 0 && !few.contains(category.as_str())).then_some(here),
            neighbour: neighbour.map(|neighbour| named(neighbour).1),
            others: stratum.categories.iter().filter(has_somebody).map(other).collect(),
        }
    };
    StratumView {
        name: stratum.name.clone(),
        name_id: stratum_id(&stratum.name),
        categories: stratum.categories.iter().enumerate().map(view).collect(),
    }
}

/// The id of the text that names a stratum, if every center has it.
fn stratum_id(stratum: &str) -> Option<&'static str> {
    match stratum {
        "age" => Some("population-stratum-age"),
        "language" => Some("population-stratum-language"),
        "site" => Some("population-stratum-site"),
        _ => None,
    }
}

/// What a category is called: a language by its own name, and what that is in.
fn names(i18n: &I18n, stratum: &str, category: &str) -> (Option<String>, String) {
    let language = Language::new(category);
    if stratum == "language" && i18n.languages().any(|known| *known == language) {
        return (Some(language.tag().to_owned()), own_name(i18n, &language));
    }
    (None, category.to_owned())
}

fn left_out(out: &LeftOut) -> LeftOutView {
    LeftOutView {
        category: out.category.clone(),
        people: out.people,
        why_id: match out.why {
            WhyLeftOut::Minors => "population-left-minors",
            WhyLeftOut::NotSaid => "population-left-not-said",
        },
    }
}

/// The field that mends a misfit.
pub fn field_of(sight: &Sight, misfit: &Misfit) -> Option<String> {
    let (Misfit::Nobody { stratum, category } | Misfit::NoSuchNeighbour { stratum, category }) =
        misfit
    else {
        return None;
    };
    let strata = &sight.brought.table.strata;
    let at = strata.iter().position(|known| known.name == *stratum)?;
    let row = strata[at].categories.iter().position(|(known, _)| known == category)?;
    Some(format!("neighbour-{at}-{row}"))
}

/// What a misfit is, in one sentence.
pub fn misfit_text(i18n: &I18n, language: &Language, misfit: &Misfit) -> String {
    let (text_id, stratum, category) = match misfit {
        Misfit::NoSuchStratum { stratum } => ("population-misfit-stratum", stratum, None),
        Misfit::Nobody { stratum, category } => {
            ("population-misfit-nobody", stratum, Some(category))
        }
        Misfit::NoSuchNeighbour { stratum, category } => {
            ("population-misfit-neighbour", stratum, Some(category))
        }
        Misfit::Unknown { stratum, category } => {
            ("population-misfit-unknown", stratum, Some(category))
        }
    };
    let category = category.map(|category| names(i18n, stratum, category).1).unwrap_or_default();
    let named = stratum_id(stratum).map(|text_id| i18n.web(language, text_id, &[]));
    let stratum = named.as_deref().unwrap_or(stratum);
    let said = [("stratum", Value::Text(stratum)), ("category", Value::Text(&category))];
    let used = if category.is_empty() { &said[..1] } else { &said[..] };
    i18n.web(language, text_id, used)
}

/// What is wrong with a file, in one sentence.
pub fn fault_text(i18n: &I18n, language: &Language, fault: &TableFault) -> String {
    let number = |row: u64| Value::Number(i64::try_from(row).unwrap_or(i64::MAX));
    let say = |text_id: &str, values: &[(&str, Value<'_>)]| i18n.web(language, text_id, values);
    match fault {
        TableFault::Sheet(fault) => {
            let most = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
            let values = [("rows", Value::Number(most))];
            let is_long = *fault == SheetFault::TooManyRows;
            say(sheet_fault_id(*fault), if is_long { &values } else { &[] })
        }
        TableFault::NoColumns => say("population-fault-columns", &[]),
        TableFault::NoRows => say("population-fault-rows", &[]),
        TableFault::TooMany => say("population-fault-many", &[]),
        TableFault::NoName { row } => say("population-fault-name", &[("row", number(*row))]),
        TableFault::NotACount { row, text } => {
            let values = [("row", number(*row)), ("text", Value::Text(text))];
            say("population-fault-count", &values)
        }
        TableFault::Twice { row, category, .. } => {
            let values = [("row", number(*row)), ("category", Value::Text(category))];
            say("population-fault-twice", &values)
        }
        TableFault::LanguageLine { row } => {
            say("population-fault-language", &[("row", number(*row))])
        }
        TableFault::MixedAges { row, category } => {
            let values = [("row", number(*row)), ("category", Value::Text(category))];
            say("population-fault-ages", &values)
        }
        TableFault::OneCategory { stratum } => {
            say("population-fault-one", &[("stratum", Value::Text(stratum))])
        }
    }
}
