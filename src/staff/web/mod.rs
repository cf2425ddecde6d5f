//! The pages of accounts and of signing in, and what stands above every page of the console.

mod accounts;
mod guard;
mod kept;
mod link;
mod own;
mod second_step;
mod sign_in;
mod signed;
mod trail;

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get};
use serde::{Deserialize, Serialize};

use super::{Role, SignedIn, Task};
use crate::web::answer::see_other;

pub use guard::guard;
pub use signed::{Refusal, SignedForm};

/// The pages of signing in and out, and of accounts.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route("/staff", get().to(enter))
        .configure(sign_in::configure)
        .configure(second_step::configure)
        .configure(own::configure)
        .configure(kept::configure)
        .configure(accounts::configure)
        .configure(trail::configure)
        .configure(link::configure);
}

/// What stands above every page of the console.
#[derive(Serialize)]
pub struct Bar {
    csrf_token: String,
    links: Vec<BarLink>,
}

#[derive(Serialize)]
struct BarLink {
    to: &'static str,
    text_id: &'static str,
    is_current: bool,
}

/// The pages the bar leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// What matters most?
    Priorities,
    /// What are we doing about it?
    Backlog,
    /// What do we ask, in which languages, and what was answered?
    Surveys,
    /// Who works with Hearth?
    Accounts,
    /// Who did or looked at what?
    Trail,
    /// One's own account.
    Own,
}

impl Bar {
    /// The bar on that page, with the pages open to that account.
    pub fn new(signed_in: &SignedIn, current: Desk) -> Self {
        let role = signed_in.role;
        let pages = [
            (Desk::Priorities, role.may(Task::SeeRanking)),
            (Desk::Backlog, role.may(Task::SeeBacklog) || role.may(Task::ReviewTexts)),
            (Desk::Surveys, role.may(Task::SeeAnswers) || role.may(Task::ReviewTexts)),
            (Desk::Accounts, role.may(Task::ManageAccounts)),
            (Desk::Trail, role.may(Task::ReadTrail)),
            (Desk::Own, true),
        ];
        let link = |(desk, _): (Desk, bool)| {
            let (to, text_id) = match desk {
                Desk::Priorities => ("/staff/priorities", "staff-nav-priorities"),
                Desk::Backlog => ("/staff/backlog", "staff-nav-backlog"),
                Desk::Surveys => ("/staff/surveys", "surveys-nav"),
                Desk::Accounts => (accounts::PATH, "staff-nav-accounts"),
                Desk::Trail => (trail::PATH, "audit-title"),
                Desk::Own => (own::PATH, "own-title"),
            };
            BarLink { to, text_id, is_current: desk == current }
        };
        Self {
            csrf_token: signed_in.csrf_token.clone(),
            links: pages.into_iter().filter(|(_, is_open)| *is_open).map(link).collect(),
        }
    }
}

/// The first page of the console for a role.
fn first_page(role: Role) -> &'static str {
    if role.may(Task::SeeRanking) { "/staff/priorities" } else { "/staff/backlog" }
}

async fn enter(signed_in: SignedIn) -> HttpResponse {
    see_other(first_page(signed_in.role))
}

/// A form that says all by being sent.
#[derive(Deserialize)]
struct NothingElse {}
