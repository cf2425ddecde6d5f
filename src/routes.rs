//! Every route of the service, on one page.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, web};

use crate::services::Services;
use crate::storage::StoreError;
use crate::web::answer::failed;
use crate::{
    app, backlog, calls, conversation, enrolment, inbound, mention, outbox, outreach, people,
    population, priority, report, response, staff, survey,
};

/// Mounts everything.
///
/// | path | room |
/// |---|---|
/// | `POST /sms/inbound` | inbound: texts that come in |
/// | `POST /sms/status` | outbox: what became of texts sent |
/// | `/s/{slug}`, `/r/{token}/…` | response: the survey's pages |
/// | `/staff/sign-in`, `/staff/sign-out`, `/staff/forgot`, `/link/{token}` | staff |
/// | `/staff/accounts` | staff: who works with Hearth |
/// | `/staff/calls`, `/staff/calls/{id}` | calls: what needs a person now? |
/// | `/staff/conversations` and its pages | conversation: how does each talk by text stand? |
/// | `/staff` | report: how is it going? |
/// | `/staff/sites` | people: where people come to |
/// | `/staff/population` and its forms | population: whom do we serve? |
/// | `/staff/start` | survey: a first survey |
/// | `/staff/people`, its lists and persons | enrolment: whom do we know? |
/// | `/staff/surveys`, its pages and answers | report: how many gave which answer? |
/// | `/staff/surveys/{slug}/review/…`, `…/poster/…` | survey: texts beside the source, posters |
/// | `/staff/asking` and its pages | outreach: who is asked, and who answered? |
/// | `/staff/priorities` and its pages, `/priorities` | priority: what matters most? |
/// | `/staff/topics` and its forms | report: what could be a priority, and what counts as what? |
/// | `/staff/topics/words` | mention: what did people bring up by themselves? |
/// | `/staff/backlog`, `/heard` | backlog: what are we doing about it? |
/// | `/demo/…` | demo only: the phone |
/// | `/metrics` | numbers for whoever watches over the service |
/// | `/healthz`, `/readyz` | alive; database reachable and up to date |
pub fn configure(routes: &mut web::ServiceConfig, services: &Services) {
    routes
        .app_data(web::Data::new(services.clone()))
        .app_data(web::Data::new(app::outbox_reactions()))
        .app_data(web::Data::new(app::priority_reactions()))
        .app_data(web::Data::new(app::gauges()))
        .app_data(web::Data::new(app::survey_check()))
        .app_data(web::Data::new(app::call_dialogue()))
        .app_data(web::FormConfig::default().limit(FORM_BYTES))
        .configure(inbound::web::configure)
        .configure(outbox::web::configure)
        .configure(crate::web::files::configure)
        .configure(crate::web::metrics::configure)
        .route("/healthz", web::get().to(|| async { HttpResponse::Ok().body("alive\n") }))
        .route("/readyz", web::get().to(ready));
    if services.is_demo {
        routes.configure(inbound::web::phone::configure);
    }
    // Last, because it takes every path. Whatever of it belongs to the console passes the guard.
    let people = web::scope("")
        .configure(response::web::configure)
        .configure(staff::web::configure)
        .configure(calls::web::configure)
        .configure(people::web::configure)
        .configure(survey::web::configure)
        .configure(mention::web::configure)
        .configure(conversation::web::configure)
        .configure(enrolment::web::configure)
        .configure(outreach::web::configure)
        .configure(population::web::configure)
        .configure(priority::web::configure)
        .configure(backlog::web::configure)
        .configure(report::web::configure);
    routes.service(people.wrap(from_fn(staff::web::guard)));
}

/// The largest form taken: a text of 1,600 characters in any script fits several times.
const FORM_BYTES: usize = 64 * 1024;

async fn ready(services: web::Data<Services>) -> HttpResponse {
    let services = Arc::clone(&services);
    let checked = web::block(move || services.store.check_ready_now()).await;
    match checked.unwrap_or(Err(StoreError::BrokeOff)) {
        Ok(()) => HttpResponse::Ok().body("ready\n"),
        Err(error) => failed(StatusCode::SERVICE_UNAVAILABLE, error),
    }
}
