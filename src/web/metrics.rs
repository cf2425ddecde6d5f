//! `/metrics`, for whoever watches over the service.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpRequest, HttpResponse, web};
use secrecy::ExposeSecret as _;

use super::answer::failed;
use crate::crypto::equal_in_constant_time;
use crate::metrics::{Gauges, Standing};
use crate::services::Services;
use crate::storage::{Database, StoreError};

/// Headers with which proxies say whom they speak for.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// The page of numbers.
pub fn configure(routes: &mut web::ServiceConfig) {
    routes.route("/metrics", web::get().to(show));
}

async fn show(
    request: HttpRequest,
    services: web::Data<Services>,
    gauges: web::Data<Gauges>,
) -> HttpResponse {
    match &services.config.metrics_token {
        Some(token) if !bears(request.headers(), token.expose_secret()) => {
            return HttpResponse::Unauthorized()
                .insert_header((header::WWW_AUTHENTICATE, "Bearer"))
                .finish();
        }
        None if !is_from_here(&request) => return HttpResponse::Forbidden().finish(),
        _ => {}
    }
    let now = services.clock.now();
    let ask = move |connection: &mut Database| {
        gauges.0.iter().map(|gauge| gauge(connection, now)).collect::<Result<Vec<_>, StoreError>>()
    };
    match services.store.read(ask).await {
        Ok(standings) => {
            let mut standings: Vec<Standing> = standings.into_iter().flatten().collect();
            standings.push(waiting(&services));
            HttpResponse::Ok()
                .content_type("text/plain; version=0.0.4; charset=utf-8")
                .body(services.metrics.page(&standings))
        }
        Err(error) => failed(StatusCode::SERVICE_UNAVAILABLE, error),
    }
}

fn bears(headers: &HeaderMap, token: &str) -> bool {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
        .is_some_and(|given| equal_in_constant_time(given.as_bytes(), token.as_bytes()))
}

/// Whether a program on this machine asks, and not a proxy on it for somebody else.
fn is_from_here(request: &HttpRequest) -> bool {
    let is_loopback =
        request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    is_loopback && !FORWARDED.iter().any(|name| request.headers().contains_key(*name))
}

fn waiting(services: &Services) -> Standing {
    Standing {
        name: "hearth_writes_waiting",
        help: "Changes that wait for whoever writes; more than 4096 are refused.",
        label: None,
        value: i64::try_from(services.store.count_waiting_writes()).unwrap_or(i64::MAX),
    }
}
