//! How is it going? The door of the console.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use serde::Serialize;

use super::Named;
use crate::i18n::I18n;
use crate::report::first_run::{Standing, Step};
use crate::report::flow::home::{self, Lately, Title, ToRead, find_home};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Empty, Refusal};
use crate::staff::{SignedIn, Task};
use crate::web::answer::page;

#[derive(Serialize)]
struct HomePage {
    bar: Bar,
    steps: Vec<StepView>,
    keeps_mail: bool,
    needs: Needs,
    /// For those who see surveys.
    under_way: Option<UnderWay>,
    empty: Empty,
}

/// What needs a person now.
#[derive(Serialize)]
struct Needs {
    are_there: bool,
    counts: Vec<Need>,
    to_publish: Vec<SurveyNamed>,
    to_read: Vec<ToReadView>,
}

/// The surveys that people can answer.
#[derive(Serialize)]
struct UnderWay {
    sees_counts: bool,
    has_hidden: bool,
    surveys: Vec<UnderWayView>,
}

/// A step of the first run.
#[derive(Serialize)]
struct StepView {
    number: usize,
    class: &'static str,
    title_id: &'static str,
    about_id: &'static str,
    do_id: &'static str,
    to: String,
    is_done: bool,
    is_next: bool,
    needs_operator: bool,
    badge_id: Option<&'static str>,
    badge_class: &'static str,
}

/// Something that needs a person now.
#[derive(Serialize)]
struct Need {
    text_id: &'static str,
    count: usize,
    to: &'static str,
}

#[derive(Serialize)]
struct SurveyNamed {
    slug: String,
    title: Named,
}

/// The languages of a survey that want to be signed.
#[derive(Serialize)]
struct ToReadView {
    slug: String,
    title: Named,
    languages: Vec<Named>,
}

#[derive(Serialize)]
struct UnderWayView {
    slug: String,
    title: Named,
    languages: Vec<Named>,
    people: i64,
    is_hidden: bool,
}

pub(super) async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
) -> Result<HttpResponse, Refusal> {
    let home = find_home(&services, &signed_in).await?;
    let content = content(&services.i18n, &signed_in, &home);
    Ok(page(&services, StatusCode::OK, "report/home", &signed_in.language, &content))
}

fn content(i18n: &I18n, signed_in: &SignedIn, home: &home::Home) -> HomePage {
    let role = signed_in.role;
    let surveys: Vec<UnderWayView> =
        home.under_way.iter().map(|survey| under_way(i18n, survey)).collect();
    let under_way = UnderWay {
        sees_counts: role.may(Task::SeeAnswers),
        has_hidden: surveys.iter().any(|survey| survey.is_hidden),
        surveys,
    };
    let sees_surveys = role.may(Task::SeeAnswers) || role.may(Task::ReviewTexts);
    HomePage {
        bar: Bar::new(signed_in, Desk::Home),
        steps: steps(home),
        keeps_mail: home.keeps_mail,
        needs: needs(i18n, home),
        under_way: sees_surveys.then_some(under_way),
        empty: Empty::new("home-nothing-under-way"),
    }
}

fn named(title: &Title) -> Named {
    Named::new(&title.language, &title.text)
}

fn steps(home: &home::Home) -> Vec<StepView> {
    let survey = home.first_survey.as_ref();
    let survey = survey.map(|slug| format!("/staff/surveys/{slug}")).unwrap_or_default();
    let steps = home.first_run.iter().flatten();
    steps
        .enumerate()
        .map(|(place, (step, standing))| view(place + 1, *step, *standing, &survey))
        .collect()
}

fn view(number: usize, step: Step, standing: Standing, survey: &str) -> StepView {
    let (title_id, about_id, do_id, to) = match step {
        Step::Sites => {
            let to = "/staff/sites".to_owned();
            ("home-step-sites", "home-step-sites-about", "home-step-sites-do", to)
        }
        Step::Languages => {
            let to = "/staff/start".to_owned();
            ("home-step-languages", "home-step-languages-about", "home-step-languages-do", to)
        }
        Step::Consent => {
            let to = format!("{survey}#languages");
            ("home-step-consent", "home-step-consent-about", "home-step-consent-do", to)
        }
        Step::TestText => {
            let to = format!("{survey}/test");
            ("home-step-text", "home-step-text-about", "home-step-text-do", to)
        }
        Step::Survey => {
            let to = format!("{survey}#versions");
            ("home-step-survey", "home-step-survey-about", "home-step-survey-do", to)
        }
    };
    let (class, badge_id, badge_class) = match standing {
        Standing::Done => ("done", Some("home-step-is-done"), "probable"),
        Standing::Next => ("next", Some("home-step-is-next"), "clear"),
        Standing::Later => ("later", None, ""),
        Standing::NeedsOperator => ("later", Some("home-step-is-operators"), "close"),
    };
    StepView {
        number,
        class,
        title_id,
        about_id,
        do_id,
        to,
        is_done: standing == Standing::Done,
        is_next: standing == Standing::Next,
        needs_operator: standing == Standing::NeedsOperator,
        badge_id,
        badge_class,
    }
}

fn needs(i18n: &I18n, home: &home::Home) -> Needs {
    let counts = counts(home);
    let survey =
        |(slug, title): &(String, Title)| SurveyNamed { slug: slug.clone(), title: named(title) };
    let to_publish: Vec<SurveyNamed> = home.to_publish.iter().map(survey).collect();
    let to_read = to_read(i18n, &home.to_read);
    let are_there = !(counts.is_empty() && to_publish.is_empty() && to_read.is_empty());
    Needs { are_there, counts, to_publish, to_read }
}

/// How much there is of what, and where it is done.
fn counts(home: &home::Home) -> Vec<Need> {
    let to_call = usize::try_from(home.to_call).unwrap_or_default();
    [
        ("calls-wait", to_call, "/staff/calls"),
        ("home-to-decide", home.to_decide, "/staff/backlog"),
        ("home-to-tell", home.to_tell, "/staff/backlog"),
    ]
    .into_iter()
    .filter(|(_, count, _)| *count > 0)
    .map(|(text_id, count, to)| Need { text_id, count, to })
    .collect()
}

fn to_read(i18n: &I18n, unsigned: &[ToRead]) -> Vec<ToReadView> {
    let mut views: Vec<ToReadView> = Vec::new();
    for one in unsigned {
        if views.last().is_none_or(|view| view.slug != one.slug) {
            let (slug, title) = (one.slug.clone(), named(&one.title));
            views.push(ToReadView { slug, title, languages: Vec::new() });
        }
        if let Some(view) = views.last_mut() {
            view.languages.push(Named::own(i18n, &one.language));
        }
    }
    views
}

fn under_way(i18n: &I18n, survey: &home::UnderWay) -> UnderWayView {
    UnderWayView {
        slug: survey.slug.clone(),
        title: named(&survey.title),
        languages: survey.languages.iter().map(|language| Named::own(i18n, language)).collect(),
        people: match survey.lately {
            Some(Lately::People(people)) => people,
            _ => 0,
        },
        is_hidden: survey.lately == Some(Lately::Hidden),
    }
}
