//! What stands around every response: a request id, the log line, the security headers, and a page
//! for an error that brings none.

use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, web};
use serde::Serialize;

use crate::crypto::random_token;
use crate::i18n::Language;
use crate::services::Services;

/// The id under which the log tells of a request; the page of an error shows it.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Wraps every request.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let started = Instant::now();
    let id = RequestId(random_token());
    request.extensions_mut().insert(id.clone());
    // Webhooks that go well are counted, not told one by one.
    let is_webhook = request.path().starts_with("/sms/");
    let mut response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    if status.is_server_error() {
        let error = response.response().error().map(ToString::to_string);
        tracing::error!(request_id = id.0, error, "a request failed");
    }
    if status.is_client_error() || status.is_server_error() {
        response = with_page(response, &id);
    }
    let services = response.request().app_data::<web::Data<Services>>().cloned();
    let route = response.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let seconds = started.elapsed().as_secs_f64();
    if let Some(services) = services {
        services.metrics.count_request(&route, status.as_u16(), seconds);
        add_security_headers(&mut response, &services);
    }
    if !is_webhook || !status.is_success() {
        let request = response.request();
        tracing::info!(
            request_id = id.0,
            method = %request.method(),
            route,
            status = status.as_u16(),
            milliseconds = seconds * 1000.0,
            "request"
        );
    }
    Ok(response)
}

#[derive(Serialize)]
struct ErrorPage<'a> {
    status: u16,
    title_id: &'static str,
    text_id: &'static str,
    request_id: &'a str,
}

/// An error without a page of its own gets one in the visitor's language; it says nothing of what
/// went wrong inside.
fn with_page(response: ServiceResponse<BoxBody>, id: &RequestId) -> ServiceResponse<BoxBody> {
    let is_bare = matches!(response.response().body().size(), BodySize::None | BodySize::Sized(0))
        || response.response().error().is_some();
    let request = response.request();
    let is_page = !request.path().starts_with("/sms/");
    let Some(services) = request.app_data::<web::Data<Services>>().cloned() else {
        return response;
    };
    if !is_bare || !is_page {
        return response;
    }
    let language = visitors_language(&services, request.headers());
    let status = response.status();
    let (title_id, text_id) = match status.as_u16() {
        404 => ("error-not-found-title", "error-not-found"),
        403 => ("error-forbidden-title", "error-forbidden"),
        400..=499 => ("error-refused-title", "error-refused"),
        _ => ("error-failed-title", "error-failed"),
    };
    let content = ErrorPage { status: status.as_u16(), title_id, text_id, request_id: &id.0 };
    match services.renderer.page("web/error", &language, &content) {
        Ok(page) => response.map_body(|head, _| {
            let html = HeaderValue::from_static("text/html; charset=utf-8");
            head.headers.insert(header::CONTENT_TYPE, html);
            BoxBody::new(page)
        }),
        Err(error) => {
            tracing::error!(request_id = id.0, %error, "the page of an error could not be made");
            response
        }
    }
}

/// The interface language a browser asks for.
pub fn visitors_language(services: &Services, headers: &header::HeaderMap) -> Language {
    let accepted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    services.i18n.negotiate_interface(accepted)
}

fn add_security_headers(response: &mut ServiceResponse<BoxBody>, services: &Services) {
    let is_console = response.request().path().starts_with("/staff");
    let scripts = if is_console { "script-src 'self'; connect-src 'self'; " } else { "" };
    let policy = format!(
        "default-src 'none'; {scripts}style-src 'self' {}; img-src 'self' data:; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        services.renderer.assets().style_source()
    );
    // Under no-referrer a browser sends "Origin: null" with a form, and the console asks where its
    // forms come from. Its addresses hold no token; those of patients do.
    let referrer = if is_console { "same-origin" } else { "no-referrer" };
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let fixed: [(HeaderName, &'static str); 4] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, referrer),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::PERMISSIONS_POLICY, "interest-cohort=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if services.config.is_https() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
}
