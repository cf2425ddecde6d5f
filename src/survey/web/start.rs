//! A first survey: begun from the sample that ships with Hearth, or from a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::findings::fault_text;
use crate::i18n::{I18n, Language, Value, speaks};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{Bar, Desk, Fault, NoFile, Refusal, SignedForm, SignedUpload};
use crate::survey::Survey;
use crate::survey::check::{Finding, Severity};
use crate::survey::flow::{BringFault, SurveyCheck, SurveyError, bring, find_overview};
use crate::web::answer::{page, request_id, see_other};
use crate::web::languages::{LanguageLink, direction, links, own_name};

/// The largest definition taken; the sample has a sixtieth of it.
const DEFINITION_BYTES: usize = 1024 * 1024;
/// The largest that is mended on the page: a form takes no more. Others are mended in their file.
const MENDED_BYTES: usize = 64 * 1024;

#[derive(Serialize)]
struct StartPage<'a> {
    bar: Bar,
    sample: Sample<'a>,
    /// The address of the sample's survey, where it was begun before.
    begun: Option<String>,
    findings: Vec<FindingView>,
    definition: String,
}

/// What the sample asks, to be read before it is begun.
#[derive(Serialize)]
struct Sample<'a> {
    lang: &'a str,
    dir: &'static str,
    title: &'a str,
    notice: &'a str,
    questions: Vec<&'a str>,
    source: String,
    languages: Vec<LanguageLink>,
    has_read: bool,
}

/// A fault of a file, in place.
#[derive(Serialize)]
struct FindingView {
    is_error: bool,
    question: Option<String>,
    language: Option<String>,
    text: String,
}

impl FindingView {
    fn new(i18n: &I18n, shown_in: &Language, finding: &Finding) -> Self {
        Self {
            is_error: finding.severity == Severity::Error,
            question: finding.question.clone(),
            language: finding.language.as_ref().map(|language| own_name(i18n, language)),
            text: fault_text(i18n, shown_in, &finding.what),
        }
    }
}

/// What was typed and could not be taken.
#[derive(Default)]
struct Typed {
    /// `None` before anything was chosen: then every language is.
    languages: Option<Vec<Language>>,
    has_read: bool,
    definition: String,
    faults: Vec<Fault>,
    findings: Vec<Finding>,
}

impl Typed {
    /// The field in which a definition is mended.
    fn field(&self) -> &'static str {
        if self.definition.is_empty() { "file" } else { "definition" }
    }
}

pub(super) async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
) -> Result<HttpResponse, Refusal> {
    answer(&services, &signed_in, StatusCode::OK, Typed::default()).await
}

async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    status: StatusCode,
    typed: Typed,
) -> Result<HttpResponse, Refusal> {
    let survey = Survey::sample(&services.config.center_name);
    let (slug, frozen, is_demo) =
        (survey.slug.clone(), Arc::clone(&services.frozen), services.is_demo);
    let begun = services
        .store
        .read(move |connection| find_overview(connection, &frozen, is_demo, &slug))
        .await?;
    let Typed { languages, has_read, definition, faults, findings } = typed;
    let view = |found| FindingView::new(&services.i18n, &signed_in.language, found);
    let content = StartPage {
        bar: Bar::new(signed_in, Desk::Surveys).faulting(faults),
        sample: sample(&services.i18n, &survey, languages.as_deref(), has_read),
        begun: begun.map(|_| format!("/staff/surveys/{}", survey.slug)),
        findings: findings.iter().map(view).collect(),
        definition,
    };
    Ok(page(services, status, "survey/start", &signed_in.language, &content))
}

fn sample<'a>(
    i18n: &I18n,
    survey: &'a Survey,
    chosen: Option<&[Language]>,
    has_read: bool,
) -> Sample<'a> {
    let source = survey.source_language().expect("the sample has a language");
    let said = |texts: &'a crate::i18n::Texts| texts.get(source).unwrap_or_default();
    let others = survey.languages.iter().filter(|language| *language != source && speaks(language));
    let mut languages = links(i18n, others, source);
    for link in &mut languages {
        link.is_current =
            chosen.is_none_or(|chosen| chosen.iter().any(|one| one.tag() == link.lang));
    }
    Sample {
        lang: source.tag(),
        dir: direction(source),
        title: said(&survey.title),
        notice: survey.notice.as_ref().map(|notice| said(&notice.text)).unwrap_or_default(),
        questions: survey.questions.iter().map(|question| said(&question.text)).collect(),
        source: own_name(i18n, source),
        languages,
        has_read,
    }
}

/// Begins the sample in the languages that were chosen.
pub(super) async fn begin_sample(
    request: HttpRequest,
    services: Data<Services>,
    check: Data<SurveyCheck>,
    sent: SignedForm<BTreeMap<String, String>>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let chosen = form.keys().filter_map(|field| field.strip_prefix("language-"));
    let languages: Vec<Language> = chosen.map(Language::new).collect();
    let has_read = form.contains_key("read");
    let typed = Typed { languages: Some(languages.clone()), has_read, ..Typed::default() };
    if !has_read {
        let text = services.i18n.web(&signed_in.language, "start-fault-unread", &[]);
        let faults = vec![Fault { text, field: Some("read".to_owned()) }];
        let typed = Typed { faults, ..typed };
        return answer(&services, &signed_in, StatusCode::UNPROCESSABLE_ENTITY, typed).await;
    }
    let survey = Survey::sample(&services.config.center_name).only_in(&languages);
    keep(&request, &services, **check, &signed_in, survey, typed).await
}

/// Takes a definition of the center's own, as a file.
pub(super) async fn take_file(
    request: HttpRequest,
    services: Data<Services>,
    check: Data<SurveyCheck>,
    sent: SignedUpload,
) -> Result<HttpResponse, Refusal> {
    let SignedUpload { signed_in, file, .. } = sent;
    let fault_id = match file {
        Ok(file) if file.bytes.len() <= DEFINITION_BYTES => match String::from_utf8(file.bytes) {
            Ok(text) if !text.contains('\0') => {
                return take(&request, &services, **check, &signed_in, text).await;
            }
            _ => "start-fault-no-text",
        },
        Err(NoFile::Missing) => "start-fault-no-file",
        Ok(_) | Err(NoFile::TooLarge) => "start-fault-no-text",
    };
    let text = services.i18n.web(&signed_in.language, fault_id, &[]);
    let faults = vec![Fault { text, field: Some("file".to_owned()) }];
    let typed = Typed { faults, ..Typed::default() };
    answer(&services, &signed_in, StatusCode::UNPROCESSABLE_ENTITY, typed).await
}

#[derive(Deserialize)]
pub(super) struct MendedForm {
    definition: String,
}

/// Takes a definition that was mended on the page.
pub(super) async fn take_mended(
    request: HttpRequest,
    services: Data<Services>,
    check: Data<SurveyCheck>,
    sent: SignedForm<MendedForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    take(&request, &services, **check, &signed_in, form.definition).await
}

async fn take(
    request: &HttpRequest,
    services: &Services,
    check: SurveyCheck,
    signed_in: &SignedIn,
    definition: String,
) -> Result<HttpResponse, Refusal> {
    let is_json = definition.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let read =
        if is_json { Survey::from_json(&definition) } else { Survey::from_toml(&definition) };
    let mended = if definition.len() <= MENDED_BYTES { definition } else { String::new() };
    let typed = Typed { definition: mended, ..Typed::default() };
    let error = match read {
        Ok(survey) => return keep(request, services, check, signed_in, survey, typed).await,
        Err(error) => error,
    };
    let line = i64::try_from(error.line).unwrap_or(i64::MAX);
    let values = [("line", Value::Number(line)), ("what", Value::Text(&error.what))];
    let text = services.i18n.web(&signed_in.language, "start-fault-unreadable", &values);
    let faults = vec![Fault { text, field: Some(typed.field().to_owned()) }];
    let typed = Typed { faults, ..typed };
    answer(services, signed_in, StatusCode::UNPROCESSABLE_ENTITY, typed).await
}

async fn keep(
    request: &HttpRequest,
    services: &Services,
    check: SurveyCheck,
    signed_in: &SignedIn,
    survey: Survey,
    typed: Typed,
) -> Result<HttpResponse, Refusal> {
    let slug = survey.slug.clone();
    let (fault_id, findings) =
        match bring(services, check, signed_in, survey, request_id(request)).await {
            Ok(()) => return Ok(see_other(&format!("/staff/surveys/{slug}?begun=1"))),
            Err(BringFault::Faults(findings)) => ("start-fault-found", findings),
            Err(BringFault::Survey(SurveyError::Store(error))) => return Err(error.into()),
            Err(BringFault::Survey(SurveyError::NotAllowed)) => {
                return Err(Refusal::NotAllowed(signed_in.role.name()));
            }
            Err(BringFault::Survey(_)) => ("start-fault-incomplete", Vec::new()),
        };
    let text = services.i18n.web(&signed_in.language, fault_id, &[]);
    let field = if findings.is_empty() { typed.field() } else { "findings" };
    let faults = vec![Fault { text, field: Some(field.to_owned()) }];
    let typed = Typed { faults, findings, ..typed };
    answer(services, signed_in, StatusCode::UNPROCESSABLE_ENTITY, typed).await
}
