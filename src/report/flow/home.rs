//! How is it going? What stands at the door of the console, as far as an account may see it.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};

use crate::backlog::Status;
use crate::backlog::flow::list_items;
use crate::calls::store::count_open;
use crate::i18n::{Language, speaks};
use crate::people::store::sites::list_sites;
use crate::priority::is_small;
use crate::report::first_run::{Begun, Done, Standing, Step, first_run};
use crate::report::{FEWEST_PEOPLE, store};
use crate::services::Services;
use crate::staff::{SignedIn, Task};
use crate::storage::{Database, StoreError};
use crate::survey::LanguageState;
use crate::survey::flow::{Overview, list_overviews};

/// Days that count as lately.
const LATELY_DAYS: i64 = 7;

/// What an account finds at the door.
#[derive(Clone, Debug)]
pub struct Home {
    /// The steps of the first run, while it lasts, for those who make them.
    pub first_run: Option<Vec<(Step, Standing)>>,
    /// The survey that was begun first.
    pub first_survey: Option<String>,
    /// The surveys that people can answer.
    pub under_way: Vec<UnderWay>,
    /// Languages that nobody has signed, for those who may.
    pub to_read: Vec<ToRead>,
    /// Surveys whose latest version is not published, for those who may: `(slug, title)`.
    pub to_publish: Vec<(String, Title)>,
    /// How many entries of the call list wait, for those who see to them.
    pub to_call: i64,
    /// How many issues wait for a decision, for those who see them.
    pub to_decide: usize,
    /// How many answers not everybody can read yet, for those who can help it.
    pub to_tell: usize,
    /// Whether mail stays in a folder, for those who invite.
    pub keeps_mail: bool,
}

/// A title in the language it was written in.
#[derive(Clone, Debug)]
pub struct Title {
    /// The language.
    pub language: Language,
    /// The words.
    pub text: String,
}

/// A survey that people can answer.
#[derive(Clone, Debug)]
pub struct UnderWay {
    /// Its short name.
    pub slug: String,
    /// What it is called.
    pub title: Title,
    /// The languages it can be answered in.
    pub languages: Vec<Language>,
    /// How many people began lately, for those who may see it.
    pub lately: Option<Lately>,
}

/// How many people, as far as that tells of nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lately {
    /// So many.
    People(i64),
    /// Few, or all but few.
    Hidden,
}

/// A language of a survey that wants to be read and signed.
#[derive(Clone, Debug)]
pub struct ToRead {
    /// The survey.
    pub slug: String,
    /// What it is called.
    pub title: Title,
    /// The language.
    pub language: Language,
}

/// What an account finds at the door.
pub async fn find_home(services: &Services, by: &SignedIn) -> Result<Home, StoreError> {
    let role = by.role;
    let sees_items = role.may(Task::SeeBacklog) || role.may(Task::ReviewTexts);
    let items = if sees_items { list_items(services).await? } else { Vec::new() };
    let waits = |status| matches!(status, Status::Proposed | Status::UnderReview);
    let is_untold = |item: &&crate::backlog::item::Item| {
        item.status.is_public() && item.answer().is_some() && !item.not_told_in().is_empty()
    };
    let may_tell = role.may(Task::ReviewTexts) || role.may(Task::Decide);
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    let config = &services.config;
    let can_text = config.twilio.is_some() || is_demo;
    let now = services.clock.now();
    let since = now.date() - TimeDelta::days(LATELY_DAYS - 1);
    let mut home = Home {
        first_run: None,
        first_survey: None,
        under_way: Vec::new(),
        to_read: Vec::new(),
        to_publish: Vec::new(),
        to_call: 0,
        to_decide: items
            .iter()
            .filter(|item| role.may(Task::SeeBacklog) && waits(item.status))
            .count(),
        to_tell: items.iter().filter(|item| may_tell && is_untold(item)).count(),
        keeps_mail: role.may(Task::ManageAccounts) && config.mail.smtp_url.is_none() && !is_demo,
    };
    services
        .store
        .read(move |connection| {
            if role.may(Task::SeeCalls) {
                home.to_call = count_open(connection, now)?;
            }
            let surveys = list_overviews(connection, &frozen, is_demo)?;
            home.first_survey = surveys.first().map(|survey| survey.latest.survey.slug.clone());
            if role.may(Task::RunSurveys) {
                home.first_run = first_run(&done(connection, &surveys, can_text)?);
                home.to_publish =
                    surveys.iter().filter(|survey| is_ahead(survey)).map(named).collect();
            }
            for survey in &surveys {
                if role.may(Task::ReviewTexts) {
                    home.to_read.extend(unsigned(survey));
                }
                if survey.published.is_some() {
                    let sees = role.may(Task::SeeAnswers);
                    home.under_way.push(under_way(connection, survey, since, sees)?);
                }
            }
            Ok(home)
        })
        .await
}

fn done(
    connection: &mut Database,
    surveys: &[Overview],
    can_text: bool,
) -> Result<Done, StoreError> {
    let is_published = surveys.iter().any(|survey| survey.published.is_some());
    let begun = |survey: &Overview| Begun {
        slug: survey.latest.survey.slug.clone(),
        unsigned: unsigned(survey).count(),
        is_published,
    };
    let survey = surveys.first().map(begun);
    if is_published {
        return Ok(Done { survey, ..Done::default() });
    }
    Ok(Done {
        has_site: !list_sites(connection)?.is_empty(),
        survey,
        has_texted: store::has_texted(connection)?,
        can_text,
    })
}

fn title(survey: &Overview) -> Title {
    let version = survey.offered_or_latest();
    let language = version.source_language();
    let text = version.survey.title.get(language).unwrap_or_default().to_owned();
    Title { language: language.clone(), text }
}

fn named(survey: &Overview) -> (String, Title) {
    (survey.latest.survey.slug.clone(), title(survey))
}

/// Whether people are asked in an older version than the latest.
fn is_ahead(survey: &Overview) -> bool {
    survey.published.as_ref().is_some_and(|published| published.id != survey.latest.id)
}

/// The languages of a survey that nobody has signed as they stand.
fn unsigned(survey: &Overview) -> impl Iterator<Item = ToRead> {
    let is_unsigned = |(language, state): &&(Language, LanguageState)| {
        speaks(language)
            && matches!(
                state,
                LanguageState::Missing(_) | LanguageState::Draft | LanguageState::Stale(_)
            )
    };
    survey.languages.iter().filter(is_unsigned).map(|(language, _)| {
        let (slug, title) = named(survey);
        ToRead { slug, title, language: language.clone() }
    })
}

fn under_way(
    connection: &mut Database,
    survey: &Overview,
    since: NaiveDate,
    sees_counts: bool,
) -> Result<UnderWay, StoreError> {
    let (slug, title) = named(survey);
    let lately =
        if sees_counts { Some(lately(connection, survey.survey_id, since)?) } else { None };
    Ok(UnderWay { slug, title, languages: survey.offered_in.clone(), lately })
}

/// How many began lately; hidden where it tells of few, by itself or beside how many there are.
fn lately(
    connection: &mut Database,
    survey_id: i64,
    since: NaiveDate,
) -> Result<Lately, StoreError> {
    let people = store::count_begun_since(connection, survey_id, since)?;
    let enough = i64::try_from(FEWEST_PEOPLE).unwrap_or(i64::MAX);
    let earlier = store::count_begun_before(connection, survey_id, since, enough)?;
    let few_are_left = people > 0 && (1..FEWEST_PEOPLE).contains(&earlier);
    Ok(if is_small(people) || few_are_left { Lately::Hidden } else { Lately::People(people) })
}
