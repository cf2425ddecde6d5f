//! Talks by text, for staff: which there are, how each stands, and one taken in hand.
//!
//! Words and numbers are hidden until somebody asks for them, on a page of its own.

mod lines;
mod list;
mod stand;
mod talk;

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, post};

use super::flow::HandFault;
use crate::staff::SignedIn;
use crate::staff::web::{Pager, Refusal};

const PATH: &str = "/staff/conversations";

/// The pages of talks by text.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(list::show))
        .route("/staff/conversations/{id}", get().to(talk::show))
        .route("/staff/conversations/{id}", post().to(talk::act))
        .route("/staff/conversations/{id}/words", get().to(talk::show_words))
        .route("/staff/conversations/{id}/words", post().to(talk::write_now));
}

/// What a fault says on the page of the conversation, and in which field it is.
fn told(fault: &HandFault) -> Option<(&'static str, Option<&'static str>)> {
    match fault {
        HandFault::Faster => Some(("talks-fault-faster", None)),
        HandFault::NotYours => Some(("talks-fault-not-yours", None)),
        HandFault::NotPossible => Some(("talks-fault-not-possible", None)),
        HandFault::Silence(_) => Some(("talks-fault-not-now", None)),
        HandFault::Empty => Some(("talks-fault-empty", Some("body"))),
        HandFault::TooLong => Some(("talks-fault-long", Some("body"))),
        HandFault::NotAllowed | HandFault::NotFound | HandFault::Store(_) => None,
    }
}

/// A fault that no page tells of.
fn refusal(fault: HandFault, signed_in: &SignedIn) -> Result<HttpResponse, Refusal> {
    match fault {
        HandFault::NotAllowed => Err(Refusal::NotAllowed(signed_in.role.name())),
        HandFault::NotFound => Ok(HttpResponse::NotFound().finish()),
        HandFault::Store(error) => Err(error.into()),
        _ => Ok(HttpResponse::Conflict().finish()),
    }
}

/// The ways to what is older than a page, and back to the latest, if there are any.
fn pager(path: &str, before: Option<i64>, older: Option<i64>) -> Option<Pager> {
    (before.is_some() || older.is_some()).then(|| Pager {
        previous: before.map(|_| path.to_owned()),
        next: older.map(|before| format!("{path}?before={before}")),
    })
}
