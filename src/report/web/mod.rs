//! The door of the console, and surveys for staff: the list, a survey's page, and its answers as a file.

mod answers;
mod export;
mod home;
mod survey;
mod topics;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig, get, post};
use serde::Serialize;

use super::FEWEST_PEOPLE;
use super::flow::{Listed, list_surveys};
use crate::i18n::{I18n, Language, Texts};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Empty, Refusal};
use crate::staff::{SignedIn, Task};
use crate::survey::LanguageState;
use crate::web::answer::page;
use crate::web::languages::{direction, own_name};

const PATH: &str = "/staff/surveys";

/// The survey's pages that show what was answered.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route("/staff", get().to(home::show))
        .route(PATH, get().to(show))
        .route("/staff/surveys/{slug}", get().to(survey::show))
        .route("/staff/surveys/{slug}/publish", post().to(survey::publish_now))
        .route("/staff/surveys/{slug}/answers.csv", post().to(export::send))
        .configure(topics::configure);
}

#[derive(Serialize)]
struct SurveysPage {
    bar: Bar,
    surveys: Vec<SurveyLine>,
    sees_answers: bool,
    may_run: bool,
    empty: Option<Empty>,
}

#[derive(Serialize)]
struct SurveyLine {
    slug: String,
    title: Named,
    keywords: Vec<Named>,
    published: Option<i64>,
    reviewed: usize,
    draft: usize,
    stale: usize,
    missing: usize,
    people: Option<People>,
}

/// How many people, where that tells of nobody.
#[derive(Serialize)]
struct People {
    count: usize,
    is_few: bool,
}

impl People {
    fn new(people: usize) -> Self {
        let is_few = (1..FEWEST_PEOPLE).contains(&people);
        Self { count: if is_few { 0 } else { people }, is_few }
    }
}

/// A text in a language, with how it is marked.
#[derive(Clone, Serialize)]
struct Named {
    lang: String,
    dir: &'static str,
    text: String,
}

impl Named {
    fn new(language: &Language, text: &str) -> Self {
        let lang = language.tag().to_owned();
        Self { lang, dir: direction(language), text: text.to_owned() }
    }

    /// The text as the survey's author wrote it.
    fn source(source: &Language, texts: &Texts) -> Self {
        Self::new(source, texts.get(source).unwrap_or_default())
    }

    /// A language by its own name.
    fn own(i18n: &I18n, language: &Language) -> Self {
        Self::new(language, &own_name(i18n, language))
    }
}

async fn show(services: Data<Services>, signed_in: SignedIn) -> Result<HttpResponse, Refusal> {
    let sees_answers = signed_in.role.may(Task::SeeAnswers);
    let listed = list_surveys(&services, sees_answers).await?;
    let content = SurveysPage {
        bar: Bar::new(&signed_in, Desk::Surveys),
        surveys: listed.iter().map(line).collect(),
        sees_answers,
        may_run: signed_in.role.may(Task::RunSurveys),
        empty: listed.is_empty().then(|| {
            let may = signed_in.role.may(Task::RunSurveys);
            Empty::new("surveys-empty").leading_to(may, "/staff/start", "surveys-start")
        }),
    };
    Ok(page(&services, StatusCode::OK, "report/surveys", &signed_in.language, &content))
}

fn line(listed: &Listed) -> SurveyLine {
    let overview = &listed.overview;
    let version = overview.offered_or_latest();
    let survey = &version.survey;
    let count = |is_it: fn(&LanguageState) -> bool| {
        overview.languages.iter().filter(|(_, state)| is_it(state)).count()
    };
    SurveyLine {
        slug: survey.slug.clone(),
        title: Named::source(version.source_language(), &survey.title),
        keywords: survey.keywords.iter().map(|(l, word)| Named::new(l, word)).collect(),
        published: overview.published.as_ref().map(|version| version.number),
        reviewed: count(|state| {
            matches!(state, LanguageState::Source | LanguageState::Reviewed(_))
        }),
        draft: count(|state| matches!(state, LanguageState::Draft)),
        stale: count(|state| matches!(state, LanguageState::Stale(_))),
        missing: count(|state| matches!(state, LanguageState::Missing(_))),
        people: listed.people.map(People::new),
    }
}
