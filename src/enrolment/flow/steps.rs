//! What staff do with an import: confirm it, let it wait, take it back, throw it away, and have the
//! rows back that were not taken.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::{ImportError, allowed, write_down};
use crate::enrolment::State;
use crate::enrolment::reading::RowFault;
use crate::enrolment::store::{self, Import};
use crate::i18n::Language;
use crate::people::store::upsert_panel;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::storage::Database;
use crate::web::csv;

/// How many rows are given back at most: what one file may have.
const MOST_ROWS_BACK: i64 = 100_000;

/// Something to do with an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Let it wait.
    Pause,
    /// Go on with it.
    Resume,
    /// Take it back.
    Undo,
}

impl Step {
    fn action(self) -> &'static str {
        match self {
            Self::Pause => "people_list_paused",
            Self::Resume => "people_list_resumed",
            Self::Undo => "people_list_undone",
        }
    }

    /// Where it leads from a state; `None` from where it leads nowhere.
    fn leads_to(self, state: State) -> Option<State> {
        match (self, state) {
            (Self::Pause, State::Working) => Some(State::Paused),
            (Self::Resume, State::Paused) => Some(State::Working),
            (Self::Undo, State::Working | State::Paused | State::Done) => Some(State::Undoing),
            _ => None,
        }
    }
}

/// Does something with a held import; `work` tells whether it changed anything.
async fn change(
    services: &Services,
    by: &SignedIn,
    id: i64,
    (action, request_id): (&'static str, String),
    work: impl FnOnce(&mut Database, &mut Import) -> Result<bool, ImportError> + Send + 'static,
) -> Result<(), ImportError> {
    allowed(by)?;
    let (keys, now, account_id) = (Arc::clone(&services.keys), services.clock.now(), by.account_id);
    services
        .store
        .write(move |connection| {
            let mut import =
                store::lock_import(connection, &keys, id)?.ok_or(ImportError::NotFound)?;
            if !work(connection, &mut import)? {
                return Ok(());
            }
            import.changed_at = now;
            store::update_import(connection, &keys, &import)?;
            let people = import.preview.as_ref().map_or(0, |found| found.counts.people());
            let (record, detail) = (format!("people_import/{id}"), format!("{people} people"));
            let what = (account_id, action);
            Ok(write_down(connection, what, record, detail, request_id, now)?)
        })
        .await
}

/// Lets the worker bring in the people of a file that was looked through. `seen` is when that was,
/// as the person who confirms was shown.
pub async fn confirm(
    services: &Services,
    by: &SignedIn,
    id: i64,
    seen: NaiveDateTime,
    request_id: String,
) -> Result<(), ImportError> {
    change(services, by, id, ("people_list_confirmed", request_id), move |connection, import| {
        // Twice confirmed is confirmed once.
        if import.panel_id.is_some() {
            return Ok(false);
        }
        if import.state != State::Checked || import.changed_at != seen {
            return Err(ImportError::Changed);
        }
        import.panel_id = Some(upsert_panel(connection, &import.plan.panel)?);
        import.state = State::Working;
        import.head.forget_people(import.plan.has_heading);
        Ok(true)
    })
    .await
}

/// Lets an import wait, go on, or be taken back. The same again changes nothing.
pub async fn step(
    services: &Services,
    by: &SignedIn,
    id: i64,
    step: Step,
    request_id: String,
) -> Result<(), ImportError> {
    change(services, by, id, (step.action(), request_id), move |connection, import| {
        import.state = step.leads_to(import.state).ok_or(ImportError::Changed)?;
        if step == Step::Undo {
            // What was not brought in yet is forgotten with the rest.
            store::delete_parts(connection, import.id, None)?;
        }
        Ok(true)
    })
    .await
}

/// Throws a file away that changed nothing.
pub async fn discard(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<(), ImportError> {
    allowed(by)?;
    let (keys, now, account_id) = (Arc::clone(&services.keys), services.clock.now(), by.account_id);
    services
        .store
        .write(move |connection| {
            let import = store::lock_import(connection, &keys, id)?.ok_or(ImportError::NotFound)?;
            if !matches!(import.state, State::Draft | State::Checked) {
                return Err(ImportError::Changed);
            }
            store::delete_import(connection, id)?;
            let (what, record) =
                ((account_id, "people_list_discarded"), format!("people_import/{id}"));
            Ok(write_down(connection, what, record, String::new(), request_id, now)?)
        })
        .await
}

/// The rows of a file that were not taken, as a file of the same columns with the reason, in the
/// language of who asks. That they were taken out is written down.
pub async fn give_back(
    services: &Services,
    by: &SignedIn,
    id: i64,
    request_id: String,
) -> Result<String, ImportError> {
    allowed(by)?;
    let (keys, now, account_id) = (Arc::clone(&services.keys), services.clock.now(), by.account_id);
    let (import, rejects) = services
        .store
        .write(move |connection| {
            let import = store::find_import(connection, id)?.ok_or(ImportError::NotFound)?;
            let import = import.open(&keys)?;
            let rejects = store::list_rejects(connection, &keys, &import, 0, MOST_ROWS_BACK)?;
            let record = format!("people_import/{id}");
            let (what, detail) =
                ((account_id, "people_list_rows_taken_out"), format!("{} rows", rejects.len()));
            write_down(connection, what, record, detail, request_id, now)?;
            Ok::<_, ImportError>((import, rejects))
        })
        .await?;
    let say = |id: &str| services.i18n.web(&by.language, id, &[]);
    let mut rows = vec![heading(services, &by.language, &import)];
    for (number, reason, cells) in rejects {
        let reason = RowFault::known_id(&reason).map_or(String::new(), say);
        rows.push([vec![number.to_string(), reason], cells].concat());
    }
    let lines = csv::lines(rows.iter().map(Vec::as_slice));
    Ok(format!("{}{lines}", csv::UTF8_MARK))
}

fn heading(services: &Services, language: &Language, import: &Import) -> Vec<String> {
    let own = import.head.first.first().filter(|_| import.plan.has_heading);
    let say = |id: &str| services.i18n.web(language, id, &[]);
    let mut cells = vec![say("people-file-row"), say("people-file-reason")];
    cells.extend(own.map(|row| row.cells.clone()).unwrap_or_default());
    cells
}
