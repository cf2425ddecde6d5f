//! A survey brought in by staff: from the sample, or from a file of their own.

use super::{Doer, SurveyCheck, SurveyError, import_in};
use crate::services::Services;
use crate::staff::{SignedIn, Task};
use crate::storage::{QueryError, StoreError};
use crate::survey::Survey;
use crate::survey::check::{Finding, Severity};
use crate::survey::store;

/// Why a survey was not brought in.
#[derive(Debug, thiserror::Error)]
pub enum BringFault {
    /// It could not go out: every fault and warning.
    #[error("the survey has faults")]
    Faults(Vec<Finding>),
    /// As on the command line.
    #[error(transparent)]
    Survey(#[from] SurveyError),
}

impl From<StoreError> for BringFault {
    fn from(error: StoreError) -> Self {
        Self::Survey(error.into())
    }
}

impl From<QueryError> for BringFault {
    fn from(error: QueryError) -> Self {
        StoreError::from(error).into()
    }
}

/// Keeps a definition without faults as the latest version of its survey. Nobody is asked in it
/// before it is published.
pub async fn bring(
    services: &Services,
    check: SurveyCheck,
    by: &SignedIn,
    survey: Survey,
    request_id: String,
) -> Result<(), BringFault> {
    if !by.role.may(Task::RunSurveys) {
        return Err(SurveyError::NotAllowed.into());
    }
    let findings = (check.faults)(&services.i18n, &services.words, &survey);
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(BringFault::Faults(findings));
    }
    let doer = Doer { account_id: Some(by.account_id), request_id };
    let now = services.clock.now();
    services
        .store
        .write(move |connection| {
            let survey_id = store::upsert_survey(connection, &survey.slug)?;
            let before = store::find_latest_version(connection, survey_id)?;
            let id = import_in(connection, &survey, false, now)?;
            // A definition that is there already, as by a double tap, makes no version.
            if before.is_none_or(|(latest, _)| latest != id) {
                let number = before.map_or(1, |(_, number)| number + 1);
                let detail = format!("{} version {number}", survey.slug);
                doer.record(connection, "survey_imported", id, detail, now)?;
            }
            Ok(())
        })
        .await
}
