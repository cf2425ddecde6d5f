//! A language read beside the source, corrected, and signed by name.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::findings::fault_text;
use crate::i18n::{I18n, Language, Value, speaks};
use crate::outbox::sms::segments::{Cost, Encoding, dollars};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Fault, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::survey::check::{FaultKind, Finding};
use crate::survey::flow::{
    Correction, LONGEST_NAME, Overview, ReviewFault, SurveyCheck, SurveyError, correct_and_sign,
    find_overview,
};
use crate::survey::{LanguageState, Survey, TextPlace};
use crate::web::answer::{page, request_id, see_other};
use crate::web::languages::{direction, own_name};

#[derive(Serialize)]
struct ReviewPage {
    bar: Bar,
    slug: String,
    survey: Named,
    version: i64,
    version_number: i64,
    language: Named,
    source: Named,
    is_source: bool,
    may_sign: bool,
    state_id: &'static str,
    missing: usize,
    signed_by: Option<String>,
    signed_on: String,
    parts: Vec<Part>,
    /// What all of them together cost one person, if they have texts.
    whole: Option<AsText>,
    name: String,
    longest_name: usize,
}

#[derive(Serialize)]
struct Named {
    lang: String,
    dir: &'static str,
    text: String,
}

impl Named {
    fn new(language: &Language, text: String) -> Self {
        Self { lang: language.tag().to_owned(), dir: direction(language), text }
    }
}

/// The texts that belong together: the head, the topics, a question with its choices.
#[derive(Serialize)]
struct Part {
    heading_id: &'static str,
    number: Option<usize>,
    texts: Vec<Line>,
    as_text: Option<AsText>,
}

/// What a text message costs.
#[derive(Serialize)]
struct AsText {
    segments: usize,
    letters: usize,
    price: String,
}

impl AsText {
    fn new(segments: usize, encoding: Encoding, segment_millicents: i64) -> Self {
        let millicents = i64::try_from(segments).unwrap_or(i64::MAX);
        let price = dollars(millicents.saturating_mul(segment_millicents));
        Self { segments, letters: encoding.units_alone(), price }
    }

    /// What texts cost together; the letters of the one that has least room.
    fn all(costs: &[(TextPlace, Cost)], segment_millicents: i64) -> Option<Self> {
        let segments = costs.iter().map(|(_, cost)| cost.segments).sum();
        let mut encodings = costs.iter().map(|(_, cost)| cost.encoding);
        let first = encodings.next()?;
        let wide = encodings.find(|encoding| *encoding == Encoding::Ucs2).unwrap_or(first);
        Some(Self::new(segments, wide, segment_millicents))
    }
}

/// A text beside its source.
#[derive(Serialize)]
struct Line {
    number: usize,
    kind_id: &'static str,
    source: String,
    text: String,
    rows: usize,
    is_missing: bool,
}

/// What was typed and could not be taken.
#[derive(Default)]
struct Typed {
    texts: BTreeMap<usize, String>,
    name: String,
    fault: String,
    fault_at: FaultAt,
}

/// The field that a fault is in.
#[derive(Default)]
enum FaultAt {
    /// The first text that is empty, or else the first.
    #[default]
    Empty,
    /// That text.
    Text(TextPlace),
    /// The name.
    Name,
}

pub(super) async fn show(
    services: Data<Services>,
    check: Data<SurveyCheck>,
    signed_in: SignedIn,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (slug, tag) = path.into_inner();
    answer(&services, **check, &signed_in, &slug, &Language::new(&tag), StatusCode::OK, None).await
}

async fn answer(
    services: &Services,
    check: SurveyCheck,
    signed_in: &SignedIn,
    slug: &str,
    language: &Language,
    status: StatusCode,
    typed: Option<Typed>,
) -> Result<HttpResponse, Refusal> {
    let (wanted, frozen, is_demo) =
        (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let overview = services
        .store
        .read(move |connection| find_overview(connection, &frozen, is_demo, &wanted))
        .await?;
    let found = overview.as_ref().and_then(|overview| {
        let (_, state) = overview.languages.iter().find(|(known, _)| known == language)?;
        Some((overview, state))
    });
    let Some((overview, state)) = found else { return Ok(HttpResponse::NotFound().finish()) };
    if *state == LanguageState::Source {
        signed_in.require(Task::RunSurveys)?;
    }
    let content = content(services, check, signed_in, overview, (language, state), typed);
    Ok(page(services, status, "survey/review", &signed_in.language, &content))
}

fn content(
    services: &Services,
    check: SurveyCheck,
    signed_in: &SignedIn,
    overview: &Overview,
    (language, state): (&Language, &LanguageState),
    typed: Option<Typed>,
) -> ReviewPage {
    let i18n = &services.i18n;
    let version = &overview.latest;
    let (survey, source) = (&version.survey, version.source_language());
    let (state_id, missing, signed) = match state {
        LanguageState::Source => ("surveys-state-source", 0, None),
        LanguageState::Missing(missing) => ("surveys-state-missing", *missing, None),
        LanguageState::Draft => ("surveys-state-draft", 0, None),
        LanguageState::Reviewed(signature) => ("surveys-state-reviewed", 0, Some(signature)),
        LanguageState::Stale(signature) => ("surveys-state-stale", 0, Some(signature)),
    };
    let is_source = *state == LanguageState::Source;
    let typed = typed.unwrap_or_default();
    let costs = (check.costs)(&services.i18n, survey, language);
    let price = services.config.asking.segment_millicents;
    let parts = parts(survey, (source, language), &typed.texts, &costs, price);
    let field = field_of(survey, &parts, &typed.fault_at);
    let is_faulty = !typed.fault.is_empty();
    let fault = is_faulty.then_some(Fault { text: typed.fault, field: Some(field) });
    ReviewPage {
        bar: Bar::new(signed_in, Desk::Surveys).faulting(fault),
        slug: survey.slug.clone(),
        survey: Named::new(source, survey.title.get(source).unwrap_or_default().to_owned()),
        version: version.id,
        version_number: version.number,
        language: Named::new(language, own_name(i18n, language)),
        source: Named::new(source, own_name(i18n, source)),
        is_source,
        may_sign: !is_source && speaks(language),
        state_id,
        missing,
        signed_by: signed.map(|signature| signature.by.clone()),
        signed_on: signed.map(|s| s.at.date().to_string()).unwrap_or_default(),
        parts,
        whole: AsText::all(&costs, price),
        name: typed.name,
        longest_name: LONGEST_NAME,
    }
}

fn field_of(survey: &Survey, parts: &[Part], at: &FaultAt) -> String {
    let number = match at {
        FaultAt::Name => return "name".to_owned(),
        FaultAt::Text(place) => survey.placed_texts().iter().position(|(known, _)| known == place),
        FaultAt::Empty => {
            let mut lines = parts.iter().flat_map(|part| &part.texts);
            lines.find(|line| line.is_missing).map(|line| line.number)
        }
    };
    format!("text-{}", number.unwrap_or_default())
}

fn parts(
    survey: &Survey,
    (source, language): (&Language, &Language),
    typed: &BTreeMap<usize, String>,
    costs: &[(TextPlace, Cost)],
    segment_millicents: i64,
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut questions = 0;
    for (number, (place, texts)) in survey.placed_texts().into_iter().enumerate() {
        let (heading_id, kind_id) = match place {
            TextPlace::Title => ("surveys-part-head", "surveys-text-title"),
            TextPlace::Notice => ("surveys-part-head", "surveys-text-notice"),
            TextPlace::Topic(_) => ("surveys-part-topics", "surveys-text-topic"),
            TextPlace::Question(_) => ("surveys-part-question", "surveys-text-question"),
            TextPlace::Choice { .. } => ("surveys-part-question", "surveys-text-choice"),
        };
        let is_question = matches!(place, TextPlace::Question(_));
        questions += usize::from(is_question);
        if is_question || parts.last().is_none_or(|part| part.heading_id != heading_id) {
            let number = is_question.then_some(questions);
            parts.push(Part { heading_id, number, texts: Vec::new(), as_text: None });
        }
        let cost = costs.iter().find(|(of, _)| *of == place).map(|(_, cost)| cost);
        let kept = texts.get(language).unwrap_or_default();
        let text = typed.get(&number).map_or(kept, String::as_str).to_owned();
        let source = texts.get(source).unwrap_or_default().to_owned();
        let rows = rows(&source).max(rows(&text));
        let is_missing = text.trim().is_empty();
        let line = Line { number, kind_id, source, text, rows, is_missing };
        if let Some(part) = parts.last_mut() {
            part.texts.push(line);
            let as_text =
                |cost: &Cost| AsText::new(cost.segments, cost.encoding, segment_millicents);
            part.as_text = cost.map(as_text).or(part.as_text.take());
        }
    }
    parts
}

/// How many lines a field needs to show a text whole in most scripts and widths.
fn rows(text: &str) -> usize {
    text.lines().map(|line| line.chars().count() / 40 + 1).sum::<usize>().clamp(1, 14)
}

#[derive(Deserialize)]
struct Button {
    version: i64,
    #[serde(default)]
    name: String,
    #[serde(default)]
    action: String,
}

pub(super) async fn take(
    request: HttpRequest,
    services: Data<Services>,
    check: Data<SurveyCheck>,
    path: Path<(String, String)>,
    sent: SignedForm<BTreeMap<String, String>>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (slug, tag) = path.into_inner();
    let language = Language::new(&tag);
    let button = button(&form).ok_or(Refusal::Unreadable)?;
    let texts: Vec<(usize, String)> = form
        .iter()
        .filter_map(|(field, text)| {
            let number = field.strip_prefix("text-")?.parse().ok()?;
            Some((number, text.replace("\r\n", "\n").trim().to_owned()))
        })
        .collect();
    let correction = Correction {
        slug: slug.clone(),
        language: language.clone(),
        version_id: button.version,
        texts: texts.clone(),
        sign_as: (button.action == "sign").then(|| button.name.clone()),
        request_id: request_id(&request),
    };
    let fault = match correct_and_sign(&services, **check, &signed_in, correction).await {
        Ok(()) => return Ok(see_other(&format!("/staff/surveys/{slug}?signed=1#languages"))),
        Err(ReviewFault::Survey(SurveyError::Store(error))) => return Err(error.into()),
        Err(ReviewFault::Survey(SurveyError::NotAllowed)) => {
            return Err(Refusal::NotAllowed(signed_in.role.name()));
        }
        Err(ReviewFault::Survey(SurveyError::NoSuchSurvey(_) | SurveyError::NoSuchLanguage(_))) => {
            return Ok(HttpResponse::NotFound().finish());
        }
        Err(fault) => fault,
    };
    let status = match fault {
        ReviewFault::Changed => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let (text, fault_at) = told(&services.i18n, &signed_in.language, &fault);
    let texts = texts.into_iter().collect();
    let typed = Typed { texts, name: button.name, fault: text, fault_at };
    answer(&services, **check, &signed_in, &slug, &language, status, Some(typed)).await
}

fn button(form: &BTreeMap<String, String>) -> Option<Button> {
    let field = |name: &str| form.get(name).cloned().unwrap_or_default();
    let version = form.get("version")?.parse().ok()?;
    Some(Button { version, name: field("name"), action: field("action") })
}

/// What is wrong, and the field it is in.
fn told(i18n: &I18n, language: &Language, fault: &ReviewFault) -> (String, FaultAt) {
    let say = |id: &str| i18n.web(language, id, &[]);
    match fault {
        ReviewFault::Changed => (say("surveys-fault-changed"), FaultAt::Empty),
        ReviewFault::NameMissing => (say("surveys-fault-name"), FaultAt::Name),
        ReviewFault::NameTooLong => {
            let most = Value::Number(i64::try_from(LONGEST_NAME).unwrap_or(i64::MAX));
            let text = i18n.web(language, "surveys-fault-name-long", &[("most", most)]);
            (text, FaultAt::Name)
        }
        ReviewFault::TextsMissing(_) => (say("surveys-fault-missing"), FaultAt::Empty),
        ReviewFault::Fault(finding) => {
            let place = place_of(finding).map_or(FaultAt::Empty, FaultAt::Text);
            (fault_text(i18n, language, &finding.what), place)
        }
        ReviewFault::Survey(_) => (say("surveys-fault-unsigned"), FaultAt::Name),
    }
}

/// The text that a finding is in.
fn place_of(finding: &Finding) -> Option<TextPlace> {
    let in_choice = |choice: &String| {
        let (question, choice) = (finding.question.clone()?, choice.clone());
        Some(TextPlace::Choice { question, choice })
    };
    match &finding.what {
        FaultKind::MissingTranslation(_) => None,
        FaultKind::LongNotice(_) => Some(TextPlace::Notice),
        FaultKind::OptOutChoice { choice, .. } => in_choice(choice),
        FaultKind::AmbiguousChoices { second, .. } => in_choice(second),
        _ => finding.question.clone().map(TextPlace::Question),
    }
}
