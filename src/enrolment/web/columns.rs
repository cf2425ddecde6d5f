//! What the columns of a file hold, as staff see and correct it before the file is looked through.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use serde::Serialize;

use super::{PATH, fault, refused};
use crate::enrolment::State;
use crate::enrolment::flow::check::{CheckError, check};
use crate::enrolment::flow::look::{self, find};
use crate::enrolment::plan::{Column, Plan, PlanFault, Proof, ProofMethod, ProofOf};
use crate::i18n::Language;
use crate::people::SiteName;
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id, see_other};
use crate::web::languages::{LanguageLink, links};

type Typed = HashMap<String, String>;

#[derive(Serialize)]
struct ColumnsPage {
    bar: Bar,
    id: i64,
    file: String,
    has_heading: bool,
    columns: Vec<ColumnLine>,
    panel: String,
    panels: Vec<String>,
    languages: Vec<LanguageLink>,
    site: String,
    sites: Vec<String>,
    /// Of whom consent is stated, as the form says it.
    of: String,
    statement: String,
    on: String,
    methods: Vec<Choice>,
}

#[derive(Serialize)]
struct ColumnLine {
    at: usize,
    letter: String,
    head: Option<String>,
    cells: Vec<String>,
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    name: &'static str,
    text_id: &'static str,
    is_chosen: bool,
}

pub(super) async fn show(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    signed_in: SignedIn,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::ManagePeople)?;
    let desk = match find(&services, &signed_in, *id, request_id(&request)).await {
        Ok(desk) => desk,
        Err(error) => return refused(error, &signed_in),
    };
    if !matches!(desk.import.state, State::Draft | State::Checked) {
        return Ok(see_other(&format!("{PATH}/lists/{id}")));
    }
    let typed = as_typed(&desk.import.plan);
    Ok(columns_page(&services, &signed_in, desk, &typed, None))
}

pub(super) async fn check_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<Typed>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form: typed } = sent;
    signed_in.require(Task::ManagePeople)?;
    let wrong = match read_plan(&services, &signed_in, &typed) {
        Ok(plan) => match check(&services, &signed_in, *id, plan, request_id(&request)).await {
            Ok(()) => return Ok(see_other(&format!("{PATH}/lists/{id}"))),
            Err(CheckError::Plan(fault)) => fault.ids(),
            Err(CheckError::TooManySites) => ("people-fault-too-many-sites", "column-0"),
            Err(CheckError::Import(error)) => return refused(error, &signed_in),
        },
        Err(fault) => fault.ids(),
    };
    let desk = match find(&services, &signed_in, *id, request_id(&request)).await {
        Ok(desk) => desk,
        Err(error) => return refused(error, &signed_in),
    };
    Ok(columns_page(&services, &signed_in, desk, &typed, Some(wrong)))
}

/// A plan as its form has it, so that what was typed and what is kept are shown by the same code.
fn as_typed(plan: &Plan) -> Typed {
    let mut typed = Typed::from([
        ("panel".to_owned(), plan.panel.clone()),
        ("language".to_owned(), plan.language.tag().to_owned()),
        ("site".to_owned(), plan.site.clone().unwrap_or_default()),
    ]);
    if plan.has_heading {
        typed.insert("has_heading".to_owned(), "1".to_owned());
    }
    for (at, column) in plan.columns.iter().enumerate() {
        let (_, name, _) =
            Column::ALL.iter().find(|(one, ..)| one == column).unwrap_or(&Column::ALL[0]);
        typed.insert(format!("column-{at}"), (*name).to_owned());
    }
    if let Some(proof) = &plan.proof {
        let of = if proof.of == ProofOf::Everybody { "everybody" } else { "rows" };
        typed.extend([
            ("of".to_owned(), of.to_owned()),
            ("statement".to_owned(), proof.statement.clone()),
            ("method".to_owned(), proof.method.name().to_owned()),
            ("on".to_owned(), proof.on.to_string()),
        ]);
    }
    typed
}

fn read_plan(services: &Services, signed_in: &SignedIn, typed: &Typed) -> Result<Plan, PlanFault> {
    let text = |name: &str| typed.get(name).map_or("", |text| text.trim());
    let columns = (0..).map_while(|at| typed.get(&format!("column-{at}")));
    let columns = columns.map(|name| Column::from_name(name).unwrap_or(Column::Ignored)).collect();
    let of = match text("of") {
        "everybody" => Some(ProofOf::Everybody),
        "rows" => Some(ProofOf::WhoseRowSaysSo),
        _ => None,
    };
    let proof = of.map(|of| {
        Ok(Proof {
            statement: text("statement").to_owned(),
            method: ProofMethod::from_name(text("method")).ok_or(PlanFault::Method)?,
            on: text("on").parse::<NaiveDate>().map_err(|_| PlanFault::Day)?,
            of,
            stated_by: signed_in.account_id,
        })
    });
    let language = Language::new(text("language"));
    let is_spoken = services.i18n.languages().any(|spoken| *spoken == language);
    Ok(Plan {
        has_heading: typed.contains_key("has_heading"),
        columns,
        panel: text("panel").to_owned(),
        language: if is_spoken { language } else { signed_in.language.clone() },
        site: SiteName::parse(text("site")).ok().map(|name| name.as_str().to_owned()),
        proof: proof.transpose()?,
    })
}

fn columns_page(
    services: &Services,
    signed_in: &SignedIn,
    desk: look::Desk,
    typed: &Typed,
    wrong: Option<(&'static str, &'static str)>,
) -> HttpResponse {
    let text = |name: &str| typed.get(name).map_or("", String::as_str);
    let import = desk.import;
    let has_heading = typed.contains_key("has_heading");
    let language = Language::new(text("language"));
    let method = |(_, name, text_id): (_, &'static str, &'static str)| Choice {
        name,
        text_id,
        is_chosen: text("method") == name,
    };
    let of = text("of");
    let content = ColumnsPage {
        bar: Bar::new(signed_in, Desk::People)
            .faulting(wrong.map(|ids| fault(services, signed_in, ids, &[]))),
        id: import.id,
        has_heading,
        columns: (0..import.head.width())
            .map(|at| {
                column_line(&import.head.first, has_heading, at, text(&format!("column-{at}")))
            })
            .collect(),
        panel: text("panel").to_owned(),
        panels: desk.panels,
        languages: links(&services.i18n, services.i18n.languages(), &language),
        site: text("site").to_owned(),
        sites: desk.sites,
        of: if of.is_empty() { "nobody" } else { of }.to_owned(),
        statement: text("statement").to_owned(),
        on: text("on").to_owned(),
        methods: ProofMethod::ALL.map(method).into(),
        file: import.head.file,
    };
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    page(services, status, "enrolment/columns", &signed_in.language, &content)
}

fn column_line(
    first: &[crate::enrolment::sheet::Row],
    has_heading: bool,
    at: usize,
    chosen: &str,
) -> ColumnLine {
    let cell = |row: &crate::enrolment::sheet::Row| row.cells.get(at).cloned().unwrap_or_default();
    let head = first.first().filter(|_| has_heading).map(cell).filter(|head| !head.is_empty());
    let choice = |(_, name, text_id): (_, &'static str, &'static str)| Choice {
        name,
        text_id,
        is_chosen: chosen == name,
    };
    ColumnLine {
        at,
        letter: letter(at),
        head,
        cells: first.iter().skip(usize::from(has_heading)).map(cell).take(3).collect(),
        choices: Column::ALL.map(choice).into(),
    }
}

/// What a spreadsheet calls a column: A to Z, then AA.
fn letter(at: usize) -> String {
    let sign = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    match at / 26 {
        0 => sign(at).to_string(),
        more => format!("{}{}", sign(more - 1), sign(at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 51, 52].map(letter), ["A", "Z", "AA", "AZ", "BA"]);
    }
}
