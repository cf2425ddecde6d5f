//! A campaign as it goes: the minute to cancel, how far it is, and who answered.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::{Named, PATH, refusal, state};
use crate::outreach::flow::{AskFault, Overview, find_overview, take_step};
use crate::outreach::{CampaignState, Disposition, Step};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Fault, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id, see_other};

#[derive(Serialize)]
struct CampaignPage {
    bar: Bar,
    id: i64,
    title: Named,
    panel: String,
    state_id: &'static str,
    state_class: &'static str,
    confirmed_at: String,
    /// Whether the page changes by itself.
    is_live: bool,
    /// Seconds left to cancel.
    seconds: Option<i64>,
    starts_at: String,
    ends_at: String,
    halted_by: Option<i64>,
    /// Whether it can be cancelled though no seconds are counted down.
    can_cancel: bool,
    can: Can,
    all: i64,
    asked: i64,
    sums: Vec<Sum>,
    rows: Vec<Row>,
    has_people: bool,
}

/// What can be done about a campaign now.
#[derive(Serialize)]
struct Can {
    pause: bool,
    go_on: bool,
    stop: bool,
}

/// Several dispositions as one number.
#[derive(Serialize)]
struct Sum {
    text_id: &'static str,
    people: i64,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    text_id: &'static str,
    people: i64,
}

const ANSWERED: [Disposition; 2] = [Disposition::Completed, Disposition::Partial];
const SILENT: [Disposition; 3] = [Disposition::Delivered, Disposition::Sent, Disposition::Expired];
const NOT_REACHED: [Disposition; 2] = [Disposition::Failed, Disposition::Unclear];
const SAID_NO: [Disposition; 2] = [Disposition::Refused, Disposition::OptedOut];

pub(super) fn disposition_id(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::Completed => "asking-completed",
        Disposition::Partial => "asking-partial",
        Disposition::Started => "asking-started",
        Disposition::Delivered => "asking-delivered",
        Disposition::Sent => "asking-sent",
        Disposition::Queued => "asking-queued",
        Disposition::Expired => "asking-expired",
        Disposition::Refused => "asking-refused",
        Disposition::OptedOut => "asking-opted-out",
        Disposition::NotConsented => "asking-not-consented",
        Disposition::Failed => "asking-failed",
        Disposition::Unclear => "asking-unclear",
        Disposition::NotAsked => "asking-not-asked",
    }
}

pub(super) async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    id: Path<i64>,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::AskPeople)?;
    answer(&services, &signed_in, id.into_inner(), false).await
}

async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    id: i64,
    is_late: bool,
) -> Result<HttpResponse, Refusal> {
    let Some(overview) = find_overview(services, id).await? else {
        return Ok(HttpResponse::NotFound().finish());
    };
    let status = if is_late { StatusCode::CONFLICT } else { StatusCode::OK };
    let content = content(services, signed_in, &overview, is_late);
    Ok(page(services, status, "outreach/campaign", &signed_in.language, &content))
}

fn content(
    services: &Services,
    signed_in: &SignedIn,
    overview: &Overview,
    is_late: bool,
) -> CampaignPage {
    let (campaign, version) = (&overview.campaign, &overview.version);
    let (state_id, state_class) = state(campaign.state);
    let is = |state: CampaignState| campaign.state == state;
    let can = |step: Step| step.way().0.contains(&campaign.state);
    let can_cancel = is(CampaignState::Halted) && overview.can_be_cancelled;
    let left = (campaign.starts_at - services.clock.now()).num_seconds().max(0);
    let sum = |text_id, dispositions: &[Disposition]| Sum {
        text_id,
        people: overview.count(dispositions),
    };
    let row = |(disposition, name): &(Disposition, &'static str)| Row {
        name,
        text_id: disposition_id(*disposition),
        people: overview.count(&[*disposition]),
    };
    let all = overview.all();
    let too_late = || Fault {
        text: services.i18n.web(&signed_in.language, "asking-too-late", &[]),
        field: None,
    };
    CampaignPage {
        bar: Bar::new(signed_in, Desk::Asking).faulting(is_late.then(too_late)),
        id: campaign.id,
        title: Named::source(version.source_language(), &version.survey.title),
        panel: campaign.panel.clone(),
        state_id,
        state_class,
        confirmed_at: services.shown(campaign.created_at),
        is_live: is(CampaignState::Waiting) || is(CampaignState::Sending),
        seconds: is(CampaignState::Waiting).then_some(left),
        starts_at: services.shown(campaign.starts_at),
        ends_at: services.shown(campaign.ends_at),
        halted_by: campaign.halted_by,
        can_cancel,
        can: Can {
            pause: can(Step::Pause),
            go_on: can(Step::GoOn),
            stop: can(Step::Stop) && !can_cancel,
        },
        all,
        asked: overview.texted,
        sums: vec![
            sum("asking-sum-answered", &ANSWERED),
            sum("asking-started", &[Disposition::Started]),
            sum("asking-sum-silent", &SILENT),
            sum("asking-sum-no", &SAID_NO),
            sum("asking-sum-not-reached", &NOT_REACHED),
        ],
        rows: Disposition::NAMES.iter().map(row).filter(|row| row.people > 0).collect(),
        has_people: !is(CampaignState::Cancelled),
    }
}

#[derive(Deserialize)]
pub(super) struct NothingElse {}

async fn step(
    request: &HttpRequest,
    services: &Services,
    sent: SignedForm<NothingElse>,
    id: i64,
    step: Step,
) -> Result<HttpResponse, Refusal> {
    let signed_in = sent.signed_in;
    signed_in.require(Task::AskPeople)?;
    match take_step(services, &signed_in, id, step, request_id(request)).await {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(AskFault::TooLate) => answer(services, &signed_in, id, true).await,
        Err(fault) => refusal(fault, &signed_in),
    }
}

macro_rules! handler {
    ($name:ident, $step:ident) => {
        pub(super) async fn $name(
            request: HttpRequest,
            services: Data<Services>,
            id: Path<i64>,
            sent: SignedForm<NothingElse>,
        ) -> Result<HttpResponse, Refusal> {
            step(&request, &services, sent, id.into_inner(), Step::$step).await
        }
    };
}

handler!(cancel, Cancel);
handler!(pause, Pause);
handler!(go_on, GoOn);
handler!(stop, Stop);
