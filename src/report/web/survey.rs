//! A survey's page: its versions, its languages, and what was answered so far.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::answers::QuestionView;
use super::{Named, PATH, People};
use crate::i18n::{I18n, speaks};
use crate::report::FEWEST_PEOPLE;
use crate::report::flow::{self, find_survey};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Fault, Flash, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::survey::flow::{Overview, SurveyError, publish};
use crate::survey::{LanguageState, Signature};
use crate::web::answer::{page, request_id, see_other};

#[derive(Serialize)]
struct SurveyPage {
    bar: Bar,
    slug: String,
    title: Named,
    link: String,
    published: Option<i64>,
    is_latest_published: bool,
    versions: Vec<VersionView>,
    languages: Vec<LanguageView>,
    may_publish: bool,
    answers: Option<AnswersView>,
}

#[derive(Serialize)]
struct VersionView {
    id: i64,
    number: i64,
    made_on: String,
    is_published: bool,
}

#[derive(Serialize)]
struct LanguageView {
    name: Named,
    class: &'static str,
    state_id: &'static str,
    /// How many texts are missing.
    missing: usize,
    signed: Option<SignatureView>,
    keyword: Option<String>,
    has_poster: bool,
    may_open: bool,
}

#[derive(Serialize)]
struct SignatureView {
    by: String,
    on: String,
}

impl From<&Signature> for SignatureView {
    fn from(signature: &Signature) -> Self {
        Self { by: signature.by.clone(), on: signature.at.date().to_string() }
    }
}

#[derive(Serialize)]
struct AnswersView {
    people: People,
    are_there: bool,
    questions: Vec<QuestionView>,
    may_be_exported: bool,
}

/// What was done last, as its address says.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    begun: String,
    #[serde(default)]
    signed: String,
    #[serde(default)]
    published: String,
    /// The version that was offered before.
    before: Option<i64>,
}

impl Asked {
    fn flash(&self, overview: &Overview) -> Option<Flash> {
        if !self.begun.is_empty() {
            return Some(Flash::new("surveys-done-begun"));
        }
        if !self.signed.is_empty() {
            return Some(Flash::new("surveys-done-saved"));
        }
        if self.published.is_empty() {
            return None;
        }
        let flash = Flash::new("surveys-done-published");
        let is_earlier = |id: &i64| {
            overview.versions.iter().any(|version| version.id == *id && !version.is_published)
        };
        let Some(before) = self.before.filter(is_earlier) else { return Some(flash) };
        let path = format!("{PATH}/{}/publish", overview.latest.survey.slug);
        Some(flash.undone_by(path, vec![("version", before.to_string())]))
    }
}

pub(super) async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    slug: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    answer(&services, &signed_in, &slug, &asked, None).await
}

async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    slug: &str,
    asked: &Asked,
    fault_id: Option<&'static str>,
) -> Result<HttpResponse, Refusal> {
    let sees_answers = signed_in.role.may(Task::SeeAnswers);
    let Some(survey) = find_survey(services, slug, sees_answers).await? else {
        return Ok(HttpResponse::NotFound().finish());
    };
    let status = if fault_id.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let content = content(services, signed_in, &survey, asked, fault_id);
    Ok(page(services, status, "report/survey", &signed_in.language, &content))
}

fn content(
    services: &Services,
    signed_in: &SignedIn,
    found: &flow::Survey,
    asked: &Asked,
    fault_id: Option<&'static str>,
) -> SurveyPage {
    let overview = &found.overview;
    let version = overview.offered_or_latest();
    let survey = &version.survey;
    let may_review = signed_in.role.may(Task::ReviewTexts);
    let may_run = signed_in.role.may(Task::RunSurveys);
    let may_export = signed_in.role.may(Task::ExportAnswers);
    let fault =
        |text_id| Fault { text: services.i18n.web(&signed_in.language, text_id, &[]), field: None };
    let line = |line: &crate::survey::flow::VersionLine| VersionView {
        id: line.id,
        number: line.number,
        made_on: line.made_at.date().to_string(),
        is_published: line.is_published,
    };
    SurveyPage {
        bar: Bar::new(signed_in, Desk::Surveys)
            .saying(asked.flash(overview).filter(|_| may_run || may_review))
            .faulting(fault_id.map(fault)),
        slug: survey.slug.clone(),
        title: Named::source(version.source_language(), &survey.title),
        link: format!("{}/s/{}", services.config.public_url, survey.slug),
        published: overview.published.as_ref().map(|version| version.number),
        is_latest_published: overview.versions.first().is_some_and(|line| line.is_published),
        versions: overview.versions.iter().map(line).collect(),
        languages: languages(&services.i18n, overview, may_review, may_run),
        may_publish: may_run,
        answers: found.answers.as_ref().map(|(people, counts)| AnswersView {
            people: People::new(*people),
            are_there: *people > 0,
            questions: counts
                .iter()
                .filter_map(|counts| {
                    QuestionView::new(&services.i18n, &signed_in.language, survey, counts)
                })
                .collect(),
            may_be_exported: may_export && *people >= FEWEST_PEOPLE,
        }),
    }
}

fn languages(
    i18n: &I18n,
    overview: &Overview,
    may_review: bool,
    may_run: bool,
) -> Vec<LanguageView> {
    let keywords = &overview.offered_or_latest().survey.keywords;
    let view = |(language, state): &(crate::i18n::Language, LanguageState)| {
        let (class, state_id) = match state {
            LanguageState::Source => ("lower", "surveys-state-source"),
            LanguageState::Missing(_) => ("close", "surveys-state-missing"),
            LanguageState::Draft => ("close", "surveys-state-draft"),
            LanguageState::Reviewed(_) => ("clear", "surveys-state-reviewed"),
            LanguageState::Stale(_) => ("close", "surveys-state-stale"),
        };
        let signed = match state {
            LanguageState::Reviewed(signature) | LanguageState::Stale(signature) => {
                Some(signature.into())
            }
            _ => None,
        };
        let is_source = *state == LanguageState::Source;
        LanguageView {
            name: Named::own(i18n, language),
            class,
            state_id,
            missing: if let LanguageState::Missing(texts) = state { *texts } else { 0 },
            signed,
            keyword: keywords.get(language).cloned(),
            has_poster: overview.offered_in.contains(language),
            may_open: may_review && (may_run || !is_source) && (is_source || speaks(language)),
        }
    };
    overview.languages.iter().map(view).collect()
}

#[derive(Deserialize)]
pub(super) struct PublishForm {
    version: i64,
}

pub(super) async fn publish_now(
    request: HttpRequest,
    services: Data<Services>,
    slug: Path<String>,
    sent: SignedForm<PublishForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let outcome = publish(&services, &signed_in, &slug, form.version, request_id(&request)).await;
    match outcome {
        Ok(before) => {
            let before = before.map_or_else(String::new, |id| format!("&before={id}"));
            Ok(see_other(&format!("{PATH}/{slug}?published=1{before}")))
        }
        Err(SurveyError::Store(error)) => Err(error.into()),
        Err(SurveyError::NotAllowed) => Err(Refusal::NotAllowed(signed_in.role.name())),
        Err(SurveyError::KeywordTaken) => {
            let fault = Some("surveys-fault-keyword");
            answer(&services, &signed_in, &slug, &Asked::default(), fault).await
        }
        Err(_) => Ok(HttpResponse::NotFound().finish()),
    }
}
