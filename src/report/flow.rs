//! What people said so far, counted; and taken out as a file, which is audited.

pub mod home;
pub mod topics;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{Answered, Columns, Counts, FEWEST_PEOPLE, cell, count_answers};
use crate::consent::flow::{permit_improvement, permit_quotes};
use crate::consent::{PermittedSet, Quote};
use crate::crypto::random_below;
use crate::i18n::Language;
use crate::response::store::{
    UsableAnswer, UsableResponse, list_usable, list_usable_answers, list_usable_answers_of,
    mark_of_usable, open_words,
};
use crate::services::Services;
use crate::staff::store::audit;
use crate::staff::{AuditEntry, SignedIn, Task};
use crate::storage::{Database, Frozen, MANY_ROWS, Recent, StoreError};
use crate::survey::Value;
use crate::survey::flow::{Overview, Version, find_overview, list_overviews, read_version};
use crate::web::csv;

/// How many people's answers are read at a time.
const ROWS_AT_ONCE: usize = 500;

/// A survey with how many people's answers may be used, for those who may see it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The survey.
    pub overview: Overview,
    /// How many people answered whose answers may be used.
    pub people: Option<usize>,
}

/// Every survey there is.
pub async fn list_surveys(
    services: &Services,
    sees_answers: bool,
) -> Result<Vec<Listed>, StoreError> {
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    let (recent, now) = (Arc::clone(&services.recent), services.clock.now());
    services
        .store
        .read(move |connection| {
            let mut listed = Vec::new();
            for overview in list_overviews(connection, &frozen, is_demo)? {
                let people = if sees_answers {
                    Some(count_people(connection, &recent, &overview, now)?)
                } else {
                    None
                };
                listed.push(Listed { overview, people });
            }
            Ok(listed)
        })
        .await
}

/// How many people's answers may be used.
fn count_people(
    connection: &mut Database,
    recent: &Recent,
    overview: &Overview,
    now: NaiveDateTime,
) -> Result<usize, StoreError> {
    let mark = mark_of_usable(connection, overview.survey_id)?;
    if let Some(people) = recent.find::<usize>(overview.survey_id, &mark, now) {
        return Ok(*people);
    }
    let people = usable(connection, overview)?.len();
    if people >= MANY_ROWS {
        recent.keep(overview.survey_id, mark, now, Arc::new(people));
    }
    Ok(people)
}

fn usable(
    connection: &mut Database,
    overview: &Overview,
) -> Result<Vec<UsableResponse>, StoreError> {
    let proof = permit_improvement(connection, &overview.offered_or_latest().programme)?;
    list_usable(connection, &proof, overview.survey_id)
}

/// A survey, with its answers counted for those who may see them.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The survey.
    pub overview: Overview,
    /// How many people answered, and how many of them what.
    pub answers: Option<(usize, Vec<Counts>)>,
}

/// The survey of that slug.
pub async fn find_survey(
    services: &Services,
    slug: &str,
    sees_answers: bool,
) -> Result<Option<Survey>, StoreError> {
    let (slug, frozen, is_demo) = (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let (recent, now) = (Arc::clone(&services.recent), services.clock.now());
    services
        .store
        .read(move |connection| {
            let Some(overview) = find_overview(connection, &frozen, is_demo, &slug)? else {
                return Ok(None);
            };
            let answers = if sees_answers {
                Some(count_recently(connection, &frozen, &recent, &overview, now)?)
            } else {
                None
            };
            Ok(Some(Survey { overview, answers }))
        })
        .await
}

type Counted = (usize, Vec<Counts>);

fn count_recently(
    connection: &mut Database,
    frozen: &Frozen,
    recent: &Recent,
    overview: &Overview,
    now: NaiveDateTime,
) -> Result<Counted, StoreError> {
    // The mark comes first: what changes after it is worked out anew next time.
    let mark = mark_of_usable(connection, overview.survey_id)?;
    if let Some(counted) = recent.find::<Counted>(overview.survey_id, &mark, now) {
        return Ok(Counted::clone(&counted));
    }
    let counted = count(connection, frozen, overview)?;
    if counted.0 >= MANY_ROWS {
        recent.keep(overview.survey_id, mark, now, Arc::new(counted.clone()));
    }
    Ok(counted)
}

fn count(
    connection: &mut Database,
    frozen: &Frozen,
    overview: &Overview,
) -> Result<Counted, StoreError> {
    let usable = usable(connection, overview)?;
    if usable.len() < FEWEST_PEOPLE {
        return Ok((usable.len(), Vec::new()));
    }
    let versions = versions_of(connection, frozen, &usable)?;
    let said = list_usable_answers(connection, &usable, overview.survey_id)?;
    let place: HashMap<i64, usize> =
        usable.iter().enumerate().map(|(place, response)| (response.id, place)).collect();
    let mut people = vec![Answered::default(); usable.len()];
    for answer in &said {
        let Some(&place) = place.get(&answer.response_id) else { continue };
        if answer.has_words() {
            people[place].in_words.insert(answer.question_id.clone());
        } else if let Some(value) = value(&versions, &usable[place], answer)? {
            people[place].values.insert(answer.question_id.clone(), value);
        }
    }
    Ok((usable.len(), count_answers(&overview.offered_or_latest().survey, &people)))
}

type Versions = BTreeMap<i64, Arc<Version>>;

fn versions_of(
    connection: &mut Database,
    frozen: &Frozen,
    usable: &[UsableResponse],
) -> Result<Versions, StoreError> {
    let ids: BTreeSet<i64> = usable.iter().map(|response| response.version_id).collect();
    ids.into_iter().map(|id| Ok((id, read_version(connection, frozen, id)?))).collect()
}

/// The value of an answer, read as the version it was given to has it; `None` of a skip.
fn value(
    versions: &Versions,
    response: &UsableResponse,
    answer: &UsableAnswer,
) -> Result<Option<Value>, StoreError> {
    let fault = || StoreError::inconsistent("answer", &response.id);
    let Some(json) = &answer.value else { return Ok(None) };
    let version = versions.get(&response.version_id).ok_or_else(fault)?;
    let question = version.survey.question(&answer.question_id).ok_or_else(fault)?;
    Value::from_json(question.kind, json).map(Some).ok_or_else(fault)
}

/// Why no file of answers is made.
#[derive(Debug, thiserror::Error)]
pub enum ExportFault {
    /// The role does not take answers out.
    #[error("this account may not take answers out")]
    NotAllowed,
    /// No such survey.
    #[error("there is no such survey")]
    NoSuchSurvey,
    /// So few that a row would tell who it is.
    #[error("fewer than {FEWEST_PEOPLE} people have answered: too few to take out")]
    TooFew,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A file of answers under way: read bit by bit, in an order that says nothing.
pub struct Export {
    columns: Columns,
    versions: Arc<Versions>,
    quotes: Arc<PermittedSet<Quote>>,
    /// Whose rows are still to come.
    left: Vec<UsableResponse>,
    written: usize,
    /// Stands for words that the person did not agree to have shown.
    kept_private: String,
}

/// Begins a file of what everybody said who permits it, and writes down who took it out.
pub async fn begin_export(
    services: &Services,
    by: &SignedIn,
    slug: &str,
    request_id: String,
) -> Result<Export, ExportFault> {
    if !by.role.may(Task::ExportAnswers) {
        return Err(ExportFault::NotAllowed);
    }
    let kept_private = services.i18n.web(&by.language, "surveys-export-private", &[]);
    let (wanted, frozen, is_demo) =
        (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let export = services
        .store
        .read(move |connection| {
            let overview = find_overview(connection, &frozen, is_demo, &wanted)?
                .ok_or(ExportFault::NoSuchSurvey)?;
            let mut left = usable(connection, &overview)?;
            if left.len() < FEWEST_PEOPLE {
                return Err(ExportFault::TooFew);
            }
            shuffle(&mut left);
            let versions = versions_of(connection, &frozen, &left)?;
            let newest_first = versions.values().rev().map(|version| &version.survey);
            let columns = Columns::new(newest_first, left.iter().map(|r| &r.language));
            let quotes = permit_quotes(connection, &overview.offered_or_latest().programme)?;
            let (versions, quotes) = (Arc::new(versions), Arc::new(quotes));
            Ok(Export { columns, versions, quotes, left, written: 0, kept_private })
        })
        .await?;
    let entry = AuditEntry {
        account_id: Some(by.account_id),
        action: "answers_exported",
        record: format!("survey/{slug}"),
        detail: format!("{} rows", export.left.len()),
        request_id,
    };
    let now = services.clock.now();
    // The row stands before the first answer leaves.
    services
        .store
        .write(move |connection| audit(connection, &entry, now).map_err(ExportFault::from))
        .await?;
    Ok(export)
}

/// Brings rows into an order that tells nothing of when they came.
fn shuffle(rows: &mut [UsableResponse]) {
    for place in (1..rows.len()).rev() {
        let other = random_below(u64::try_from(place + 1).unwrap_or(u64::MAX));
        rows.swap(place, usize::try_from(other).unwrap_or(place));
    }
}

impl Export {
    /// What the file begins with.
    pub fn head(&self) -> String {
        format!("{}{}", csv::UTF8_MARK, csv::lines([self.columns.header().as_slice()]))
    }

    /// The next lines; `None` after the last. Who took their answers back since has an
    /// empty one.
    pub async fn next_lines(&mut self, services: &Services) -> Result<Option<String>, StoreError> {
        if self.left.is_empty() {
            return Ok(None);
        }
        let now = self.left.split_off(self.left.len().saturating_sub(ROWS_AT_ONCE));
        let (versions, quotes) = (Arc::clone(&self.versions), Arc::clone(&self.quotes));
        let (keys, kept_private) = (Arc::clone(&services.keys), self.kept_private.clone());
        let people: Vec<(Language, BTreeMap<String, String>)> = services
            .store
            .read(move |connection| {
                let mut said: HashMap<i64, Vec<UsableAnswer>> = HashMap::new();
                for answer in list_usable_answers_of(connection, &now)? {
                    said.entry(answer.response_id).or_default().push(answer);
                }
                let mut people = Vec::new();
                for response in &now {
                    let mut cells = BTreeMap::new();
                    for answer in said.get(&response.id).into_iter().flatten() {
                        let text = if answer.has_words() {
                            let words = open_words(&keys, &quotes, response, answer)?;
                            words.unwrap_or_else(|| kept_private.clone())
                        } else {
                            let value = value(&versions, response, answer)?;
                            value.as_ref().map(cell).unwrap_or_default()
                        };
                        cells.insert(answer.question_id.clone(), text);
                    }
                    people.push((response.language.clone(), cells));
                }
                Ok::<_, StoreError>(people)
            })
            .await?;
        let mut rows = Vec::with_capacity(people.len());
        for (language, cells) in &people {
            self.written += 1;
            let cells = cells.iter().map(|(id, text)| (id.as_str(), text.clone())).collect();
            rows.push(self.columns.row(self.written, language, &cells));
        }
        Ok(Some(csv::lines(rows.iter().map(Vec::as_slice))))
    }
}
