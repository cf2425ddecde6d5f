//! Asking people, for staff: the list, a plan, a campaign as it goes, and its people.

mod asked;
mod campaign;
mod people;
mod plan;
mod test_text;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, ServiceConfig, get, post};
use serde::Serialize;

use super::CampaignState;
use super::flow::{self, AskFault};
use crate::i18n::{Language, Texts};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Empty, Refusal};
use crate::staff::{SignedIn, Task};
use crate::web::answer::page;
use crate::web::languages::direction;

const PATH: &str = "/staff/asking";

/// The pages of asking.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route(PATH, post().to(plan::confirm_now))
        .route("/staff/asking/new", get().to(plan::choose))
        .route("/staff/asking/plan", get().to(plan::show))
        .route("/staff/asking/test", post().to(plan::test))
        .route("/staff/surveys/{slug}/test", get().to(test_text::show))
        .route("/staff/surveys/{slug}/test", post().to(test_text::send))
        .route("/staff/asking/{id}", get().to(campaign::show))
        .route("/staff/asking/{id}/cancel", post().to(campaign::cancel))
        .route("/staff/asking/{id}/pause", post().to(campaign::pause))
        .route("/staff/asking/{id}/go-on", post().to(campaign::go_on))
        .route("/staff/asking/{id}/stop", post().to(campaign::stop))
        .route("/staff/asking/{id}/people/{disposition}", get().to(people::show))
        .route("/staff/asking/{id}/people.csv", post().to(people::send));
}

#[derive(Serialize)]
struct AskingPage {
    bar: Bar,
    empty: Option<Empty>,
    campaigns: Vec<CampaignLine>,
}

#[derive(Serialize)]
struct CampaignLine {
    id: i64,
    title: Named,
    panel: String,
    state_id: &'static str,
    state_class: &'static str,
    confirmed_at: String,
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
}

fn state(state: CampaignState) -> (&'static str, &'static str) {
    match state {
        CampaignState::Waiting => ("asking-state-waiting", "close"),
        CampaignState::Sending => ("asking-state-sending", "probable"),
        CampaignState::Paused => ("asking-state-paused", "close"),
        CampaignState::Halted => ("asking-state-halted", "close"),
        CampaignState::Finished => ("asking-state-finished", "clear"),
        CampaignState::Stopped => ("asking-state-stopped", "lower"),
        CampaignState::Cancelled => ("asking-state-cancelled", "lower"),
    }
}

/// A fault that no page tells of.
fn refusal(fault: AskFault, signed_in: &SignedIn) -> Result<HttpResponse, Refusal> {
    match fault {
        AskFault::NotAllowed => Err(Refusal::NotAllowed(signed_in.role.name())),
        AskFault::NotFound => Ok(HttpResponse::NotFound().finish()),
        AskFault::Nobody | AskFault::TooLate => Ok(HttpResponse::Conflict().finish()),
        AskFault::Store(error) => Err(error.into()),
    }
}

async fn show(services: Data<Services>, signed_in: SignedIn) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::AskPeople)?;
    let mut campaigns = Vec::new();
    for (campaign, version) in flow::list(&services).await? {
        let (state_id, state_class) = state(campaign.state);
        campaigns.push(CampaignLine {
            id: campaign.id,
            title: Named::source(version.source_language(), &version.survey.title),
            panel: campaign.panel,
            state_id,
            state_class,
            confirmed_at: services.shown(campaign.created_at),
        });
    }
    let empty = Empty::new("asking-empty").leading_to(true, "/staff/asking/new", "asking-new");
    let content = AskingPage {
        bar: Bar::new(&signed_in, Desk::Asking),
        empty: campaigns.is_empty().then_some(empty),
        campaigns,
    };
    Ok(page(&services, StatusCode::OK, "outreach/asking", &signed_in.language, &content))
}
