//! The one guard of the console: nothing under `/staff` is reached past it.
//!
//! It asks in this order: is the route in the table, did a form come from here, who asks, and does
//! the table let them. Whom it lets through, handlers find as [`SignedIn`](crate::staff::SignedIn).

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{HttpMessage as _, HttpResponse};
use chrono::TimeDelta;

use super::kept::keep_late;
use super::signed::{Refusal, check_origin, find_lasting, services};
use crate::staff::access::{Access, Route, is_console, rows};

/// Wraps every page that is not for machines.
pub async fn guard(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // The path as the router reads it: "/%73taff" is the console too.
    let path = request.match_info().as_str();
    if !is_console(path) {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    }
    let rows = rows(request.method().as_str(), path);
    let lasts = match admit(&request, &rows).await {
        Ok(lasts) => lasts,
        Err(refusal) => {
            let refusal = keep_what_was_typed(&mut request, refusal).await;
            return Ok(request.into_response(HttpResponse::from_error(refusal)));
        }
    };
    let mut response = next.call(request).await?.map_into_boxed_body();
    if let Some(lasts) = lasts {
        tell_time_left(&mut response, lasts);
    }
    Ok(response)
}

async fn admit(request: &ServiceRequest, rows: &[&Route]) -> Result<Option<TimeDelta>, Refusal> {
    if rows.is_empty() {
        return Err(Refusal::NoSuchRoute);
    }
    if request.method() != Method::GET {
        check_origin(request.request())?;
    }
    if rows.iter().all(|row| row.access == Access::Open) {
        return Ok(None);
    }
    let (signed_in, lasts) = find_lasting(request.request()).await?;
    if !rows.iter().all(|row| row.access.lets(Some(signed_in.role))) {
        return Err(Refusal::NotAllowed(signed_in.role.name()));
    }
    request.extensions_mut().insert(signed_in);
    Ok(Some(lasts))
}

/// A form that came after its session had ended is kept; signing in leads to it.
async fn keep_what_was_typed(request: &mut ServiceRequest, refusal: Refusal) -> Refusal {
    if !matches!(refusal, Refusal::NotSignedIn { .. }) || request.method() != Method::POST {
        return refusal;
    }
    let is_form = request.content_type() == "application/x-www-form-urlencoded";
    let Ok(body) = request.extract::<Bytes>().await else { return refusal };
    let path = request.match_info().as_str().to_owned();
    let kept = if is_form {
        keep_late(request.request(), services(request.request()), &path, &body).await
    } else {
        Ok(None)
    };
    match kept {
        Ok(Some(path)) => Refusal::NotSignedIn { next: Some(path) },
        Ok(None) => refusal,
        Err(error) => error,
    }
}

/// Tells the console's script how long the session lasts: of all headers this is the one that a
/// script can read of the page it stands on.
fn tell_time_left(response: &mut ServiceResponse<BoxBody>, lasts: TimeDelta) {
    let timing = format!("session;dur={}", lasts.num_milliseconds());
    if let Ok(timing) = HeaderValue::from_str(&timing) {
        response.headers_mut().insert(HeaderName::from_static("server-timing"), timing);
    }
}
