//! Who comes through which door: the one table of the console's routes.
//!
//! Pure. The table stands in this room, below all that have routes in it, because the guard that
//! keeps it does; it names paths, not handlers. What stands in no row is not served.

use super::Role;
use super::permission::Task;

/// What a route takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing: these are the pages on which one signs in.
    Open,
    /// A session, of whatever role.
    SignedIn,
    /// A session of a role that may do one of these.
    OneOf(&'static [Task]),
}

impl Access {
    /// Whether somebody of that role, or nobody at all, is let through.
    pub fn lets(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Open, _) | (Self::SignedIn, Some(_)) => true,
            (Self::OneOf(tasks), Some(role)) => tasks.iter().any(|task| role.may(*task)),
            (_, None) => false,
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path; `{name}` stands for one part of it.
    pub pattern: &'static str,
    /// What it takes.
    pub access: Access,
}

const fn get(pattern: &'static str, access: Access) -> Route {
    Route { method: "GET", pattern, access }
}

const fn post(pattern: &'static str, access: Access) -> Route {
    Route { method: "POST", pattern, access }
}

/// Translators see what there is to say, if not how it was ranked.
const SEES_BACKLOG: Access = Access::OneOf(&[Task::SeeBacklog, Task::ReviewTexts]);
/// Whoever sees answers or works on texts sees which surveys there are.
const SEES_SURVEYS: Access = Access::OneOf(&[Task::SeeAnswers, Task::ReviewTexts]);
/// Whoever sees rankings sees what counts as what in them, patient advisors first.
const SEES_TOPICS: Access = Access::OneOf(&[Task::SeeRanking, Task::ReviewTexts]);
const KEEPS_TOPICS: Access = Access::OneOf(&[Task::KeepTopics]);
const CODES_WORDS: Access = Access::OneOf(&[Task::CodeWords]);
const SEES_RANKING: Access = Access::OneOf(&[Task::SeeRanking]);
/// What a ranking is weighted by, whoever publishes it may change.
const PUBLISHES: Access = Access::OneOf(&[Task::PublishRanking]);
const REVIEWS: Access = Access::OneOf(&[Task::ReviewTexts]);
const READS_TRAIL: Access = Access::OneOf(&[Task::ReadTrail]);
const RUNS: Access = Access::OneOf(&[Task::RunSurveys]);
const PEOPLE: Access = Access::OneOf(&[Task::ManagePeople]);
const ASKS: Access = Access::OneOf(&[Task::AskPeople]);
const CALLS: Access = Access::OneOf(&[Task::SeeCalls]);
const CONVERSES: Access = Access::OneOf(&[Task::Converse]);
const MANAGES: Access = Access::OneOf(&[Task::ManageAccounts]);

/// Every route of the console.
pub const ROUTES: &[Route] = &[
    get("/staff/sign-in", Access::Open),
    post("/staff/sign-in", Access::Open),
    get("/staff/sign-in/code", Access::Open),
    post("/staff/sign-in/code", Access::Open),
    get("/staff/forgot", Access::Open),
    post("/staff/forgot", Access::Open),
    post("/staff/sign-out", Access::SignedIn),
    get("/staff", Access::SignedIn),
    get("/staff/me", Access::SignedIn),
    post("/staff/me/language", Access::SignedIn),
    post("/staff/me/password", Access::SignedIn),
    post("/staff/me/recovery-codes", Access::SignedIn),
    post("/staff/me/second-factor", Access::SignedIn),
    post("/staff/me/second-factor/new", Access::SignedIn),
    post("/staff/me/sessions", Access::SignedIn),
    post("/staff/me/sessions/{name}", Access::SignedIn),
    post("/staff/stay", Access::SignedIn),
    // The session of what is put away may have ended: the handler asks for its own form's token.
    post("/staff/kept", Access::Open),
    get("/staff/kept/{name}", Access::SignedIn),
    post("/staff/kept/{name}", Access::SignedIn),
    post("/staff/kept/{name}/end", Access::SignedIn),
    get("/staff/accounts", MANAGES),
    post("/staff/accounts", MANAGES),
    post("/staff/accounts/{id}/invitation", MANAGES),
    post("/staff/accounts/{id}/end", MANAGES),
    post("/staff/accounts/{id}/sessions", MANAGES),
    post("/staff/accounts/{id}/second-factor", MANAGES),
    get("/staff/audit", READS_TRAIL),
    post("/staff/audit/trail.csv", READS_TRAIL),
    get("/staff/sites", RUNS),
    post("/staff/sites", RUNS),
    post("/staff/sites/{id}", RUNS),
    post("/staff/sites/{id}/remove", RUNS),
    get("/staff/population", SEES_RANKING),
    post("/staff/population", PUBLISHES),
    post("/staff/population/none", PUBLISHES),
    post("/staff/population/undo", PUBLISHES),
    get("/staff/population/{id}", SEES_RANKING),
    post("/staff/population/{id}", PUBLISHES),
    get("/staff/start", RUNS),
    post("/staff/start", RUNS),
    post("/staff/start/file", RUNS),
    post("/staff/start/mended", RUNS),
    get("/staff/calls", CALLS),
    get("/staff/calls/{id}", CALLS),
    post("/staff/calls/{id}", CALLS),
    get("/staff/conversations", CONVERSES),
    get("/staff/conversations/{id}", CONVERSES),
    post("/staff/conversations/{id}", CONVERSES),
    get("/staff/conversations/{id}/words", CONVERSES),
    post("/staff/conversations/{id}/words", CONVERSES),
    get("/staff/people", PEOPLE),
    get("/staff/people/bring", PEOPLE),
    post("/staff/people/bring", PEOPLE),
    post("/staff/people/person", PEOPLE),
    get("/staff/people/lists/{id}", PEOPLE),
    get("/staff/people/lists/{id}/columns", PEOPLE),
    post("/staff/people/lists/{id}/columns", PEOPLE),
    post("/staff/people/lists/{id}/confirm", PEOPLE),
    post("/staff/people/lists/{id}/pause", PEOPLE),
    post("/staff/people/lists/{id}/resume", PEOPLE),
    post("/staff/people/lists/{id}/undo", PEOPLE),
    post("/staff/people/lists/{id}/discard", PEOPLE),
    post("/staff/people/lists/{id}/rows.csv", PEOPLE),
    get("/staff/asking", ASKS),
    post("/staff/asking", ASKS),
    get("/staff/asking/new", ASKS),
    get("/staff/asking/plan", ASKS),
    post("/staff/asking/test", ASKS),
    get("/staff/asking/{id}", ASKS),
    post("/staff/asking/{id}/cancel", ASKS),
    post("/staff/asking/{id}/pause", ASKS),
    post("/staff/asking/{id}/go-on", ASKS),
    post("/staff/asking/{id}/stop", ASKS),
    get("/staff/asking/{id}/people/{disposition}", ASKS),
    post("/staff/asking/{id}/people.csv", ASKS),
    get("/staff/surveys", SEES_SURVEYS),
    get("/staff/surveys/{slug}", SEES_SURVEYS),
    get("/staff/surveys/{slug}/test", ASKS),
    post("/staff/surveys/{slug}/test", ASKS),
    post("/staff/surveys/{slug}/publish", RUNS),
    post("/staff/surveys/{slug}/answers.csv", Access::OneOf(&[Task::ExportAnswers])),
    get("/staff/surveys/{slug}/review/{language}", REVIEWS),
    post("/staff/surveys/{slug}/review/{language}", REVIEWS),
    get("/staff/surveys/{slug}/poster/{language}", SEES_SURVEYS),
    get("/staff/priorities", SEES_RANKING),
    get("/staff/priorities/aside", SEES_RANKING),
    post("/staff/priorities/aside", PUBLISHES),
    get("/staff/priorities/how", SEES_RANKING),
    get("/staff/priorities/words", Access::OneOf(&[Task::SeeAnswers])),
    get("/staff/priorities/published", SEES_RANKING),
    get("/staff/priorities/tables/{name}", SEES_RANKING),
    post("/staff/priorities/publish", PUBLISHES),
    get("/staff/topics", SEES_TOPICS),
    post("/staff/topics", KEEPS_TOPICS),
    get("/staff/topics/merge", KEEPS_TOPICS),
    get("/staff/topics/words", CODES_WORDS),
    post("/staff/topics/words", CODES_WORDS),
    post("/staff/topics/words/undo", CODES_WORDS),
    post("/staff/topics/{slug}/merge", KEEPS_TOPICS),
    post("/staff/topics/{slug}/unmerge", KEEPS_TOPICS),
    post("/staff/topics/{slug}/retire", KEEPS_TOPICS),
    post("/staff/topics/{slug}/bring-back", KEEPS_TOPICS),
    post("/staff/topics/{slug}/titles", KEEPS_TOPICS),
    get("/staff/backlog", SEES_BACKLOG),
    post("/staff/backlog/{item}/decision", Access::OneOf(&[Task::Decide])),
    post("/staff/backlog/{item}/undo", Access::OneOf(&[Task::Decide])),
    post("/staff/backlog/{item}/words/{decision}", SEES_BACKLOG),
];

/// Whether a path belongs to the console.
pub fn is_console(path: &str) -> bool {
    path.strip_prefix("/staff").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What a request takes: every row it fits has to let it through, so that it does not matter which
/// of two the router would choose. Empty if none fits: then it is not served.
pub fn rows(method: &str, path: &str) -> Vec<&'static Route> {
    ROUTES.iter().filter(|row| row.method == method && fits(row.pattern, path)).collect()
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given => {}
            (Some(wanted), Some(given)) if wanted.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_its_own_pattern_and_no_other() {
        assert!(fits("/staff", "/staff") && fits("/staff/a/{id}/b", "/staff/a/7/b"));
        for path in ["/staff/", "/staff/a/7", "/staff/a//b", "/staff/a/7/b/", "/staff/A/7/b", ""] {
            assert!(!fits("/staff", path) && !fits("/staff/a/{id}/b", path), "{path}");
        }
    }

    #[test]
    fn what_stands_in_no_row_is_not_served() {
        assert!(rows("GET", "/staff/nothing").is_empty());
        assert!(rows("DELETE", "/staff/accounts").is_empty());
        assert_eq!(rows("POST", "/staff/accounts/7/end").len(), 1);
    }

    #[test]
    fn every_row_is_of_the_console_and_stands_once() {
        for (at, row) in ROUTES.iter().enumerate() {
            assert!(is_console(row.pattern) && !row.pattern.contains([':', '*']), "{row:?}");
            let is_same =
                |other: &Route| other.method == row.method && other.pattern == row.pattern;
            assert!(!ROUTES[at + 1..].iter().any(is_same), "{row:?} stands twice");
        }
        assert!(!is_console("/staffing") && !is_console("/heard"));
    }

    #[test]
    fn nobody_comes_in_without_a_session_and_no_role_beyond_its_tasks() {
        assert!(Access::Open.lets(None) && !Access::SignedIn.lets(None) && !MANAGES.lets(None));
        assert!(Access::SignedIn.lets(Some(Role::PatientAdvisor)));
        assert!(MANAGES.lets(Some(Role::Administrator)) && !MANAGES.lets(Some(Role::Liaison)));
        assert!(!Access::OneOf(&[]).lets(Some(Role::Administrator)));
    }
}
