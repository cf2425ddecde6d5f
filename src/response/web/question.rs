//! One question per page, in the person's language.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::field::{Field, Wrong};
use super::finish::already_over;
use super::typed::{Typed, TypedFault, date_parts};
use super::{Fault, Head, is_over, page, see, shown, way_on};
use crate::response::flow::{Passage, PassageError, Saved, find_passage, save_typed};
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
    /// Nothing stands before the first question: a second yes would begin a second response.
    back: Option<String>,
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
    let survey = &passage.version().survey;
    let question = survey.question(&id).ok_or(PassageError::NotAsked)?;
    // An answer changed since may have hidden the question that the back button leads to.
    let is_asked = visible_questions(survey, &passage.answers()).contains(&question);
    if is_over(&passage) || !is_asked {
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
    let from = typed.get("from");
    let form = typed.clone();
    match save_typed(&services, &token, &id, move |question| form.read_or_skip(question)).await {
        Ok(Saved::Kept(passage)) => Ok(see(&next_page(&passage, &token, &id, from))),
        Ok(Saved::Misread { passage, fault }) => {
            let asked = Asked { passage: &passage, token: &token, id: &id, from };
            asked.page(&services, &typed, Some(&fault))
        }
        Err(PassageError::Finished) => {
            let passage = find_passage(&services, &token).await?;
            already_over(&services, &passage, &token)
        }
        // An answer given in another window hides the question: there is nothing to mend here.
        Err(PassageError::NotAsked) => Ok(see(&format!("/r/{token}"))),
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
            back: self.back(place.checked_sub(1).map(|before| visible[before])),
            field: Field::new(question, language, (order, self.token), typed, fault),
            wrong: fault.map(|fault| Wrong::new(fault, question, language, date_parts(order)[0])),
        };
        let status =
            if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        page(services, status, "response/question", language, &content)
    }

    fn back(&self, previous: Option<&Question>) -> Option<String> {
        if self.from == "check" {
            return Some(format!("/r/{}/check", self.token));
        }
        previous.map(|question| format!("/r/{}/q/{}", self.token, question.id))
    }
}

fn is_one_field(question: &Question) -> bool {
    use crate::survey::Kind::{Number, Text};
    matches!(question.kind, Number | Text)
}
