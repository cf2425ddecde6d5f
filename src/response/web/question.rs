//! One question per page, in the person's language.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::field::{Field, Wrong};
use super::finish::already_over;
use super::typed::{Typed, TypedFault, date_parts};
use super::{Fault, Head, is_over, page, see, shown, way_on};
use crate::response::flow::{Passage, PassageError, find_passage, save_answer};
use crate::services::Services;
use crate::survey::{Question, next_question, visible_questions};

/// Where the person came from.
#[derive(Deserialize)]
pub(super) struct Origin {
    #[serde(default)]
    from: String,
}

#[derive(Serialize)]
struct QuestionPage<'a> {
    head: Head<'a>,
    text: &'a str,
    is_optional: bool,
    /// Whether the fields are a group with the question as its legend.
    is_group: bool,
    number: usize,
    count: usize,
    back: String,
    field: Field<'a>,
    wrong: Option<Wrong<'a>>,
}

pub(super) async fn show(
    services: web::Data<Services>,
    path: web::Path<(String, String)>,
    origin: web::Query<Origin>,
) -> Result<HttpResponse, Fault> {
    let (token, id) = path.into_inner();
    let passage = find_passage(&services, &token).await?;
    if is_over(&passage) {
        return Ok(see(&way_on(&passage, &token)));
    }
    let typed = match passage.given.get(&id) {
        Some(Some(value)) => Typed::of(value),
        _ => Typed::default(),
    };
    let asked = Asked { passage: &passage, token: &token, id: &id, from: &origin.from };
    asked.page(&services, &typed, None)
}

pub(super) async fn save(
    services: web::Data<Services>,
    path: web::Path<(String, String)>,
    fields: web::Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Fault> {
    let (token, id) = path.into_inner();
    let typed = Typed(fields.into_inner());
    let passage = find_passage(&services, &token).await?;
    let from = typed.get("from");
    let question = passage.version().survey.question(&id).ok_or(PassageError::NotAsked)?;
    let value = if typed.get("skip").is_empty() {
        typed.read(question)
    } else if question.optional {
        Ok(None)
    } else {
        Err(TypedFault::Value(crate::response::ValueFault::Missing))
    };
    let value = match value {
        Ok(value) => value,
        Err(_) if is_over(&passage) => return already_over(&services, &passage, &token),
        Err(fault) => {
            let asked = Asked { passage: &passage, token: &token, id: &id, from };
            return asked.page(&services, &typed, Some(&fault));
        }
    };
    match save_answer(&services, &token, &id, value).await {
        Ok(saved) => Ok(see(&next_page(&saved, &token, &id, from))),
        Err(PassageError::Finished) => already_over(&services, &passage, &token),
        Err(error) => Err(error.into()),
    }
}

/// Where to go after a question: to the next, or back to the check the person came from, by way of
/// what the changed answer newly asks.
fn next_page(passage: &Passage, token: &str, id: &str, from: &str) -> String {
    if is_over(passage) {
        return way_on(passage, token);
    }
    if from == "check" {
        return match passage.first_open_question() {
            Some(open) => format!("/r/{token}/q/{open}?from=check"),
            None => format!("/r/{token}/check"),
        };
    }
    match next_question(&passage.version().survey, &passage.answers(), Some(id)) {
        Some(next) => format!("/r/{token}/q/{}", next.id),
        None => format!("/r/{token}/check"),
    }
}

/// A question under way.
struct Asked<'a> {
    passage: &'a Passage,
    token: &'a str,
    id: &'a str,
    from: &'a str,
}

impl Asked<'_> {
    fn page(
        &self,
        services: &Services,
        typed: &Typed,
        fault: Option<&TypedFault>,
    ) -> Result<HttpResponse, Fault> {
        let passage = self.passage;
        let answers = passage.answers();
        let visible = visible_questions(&passage.version().survey, &answers);
        let place = visible
            .iter()
            .position(|question| question.id == self.id)
            .ok_or(PassageError::NotAsked)?;
        let question = visible[place];
        let language = &shown(passage).language;
        let order = services.words.of(language).date_order;
        let at = format!("q/{}", self.id);
        let content = QuestionPage {
            head: Head::of_passage(passage, self.token, &at, self.from),
            text: question.text.get(language).unwrap_or(&question.id),
            is_optional: question.optional,
            is_group: !is_one_field(question),
            number: place + 1,
            count: visible.len(),
            back: self.back(visible.get(place.wrapping_sub(1)).copied(), language.tag()),
            field: Field::new(question, language, order, typed, fault),
            wrong: fault.map(|fault| Wrong::new(fault, question, language, date_parts(order)[0])),
        };
        let status =
            if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        page(services, status, "response/question", language, &content)
    }

    fn back(&self, previous: Option<&Question>, lang: &str) -> String {
        match previous {
            _ if self.from == "check" => format!("/r/{}/check", self.token),
            Some(previous) => format!("/r/{}/q/{}", self.token, previous.id),
            None => format!("/s/{}?lang={lang}", self.passage.version().survey.slug),
        }
    }
}

fn is_one_field(question: &Question) -> bool {
    use crate::survey::Kind::{Number, Text};
    matches!(question.kind, Number | Text)
}
