//! The one guard of the console: nothing under `/staff` is reached past it.
//!
//! It asks in this order: is the route in the table, did a form come from here, who asks, and does
//! the table let them. Whom it lets through, handlers find as [`SignedIn`].

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpResponse};

use super::signed::{Refusal, check_origin, find_signed_in};
use crate::staff::access::{Access, Route, is_console, rows};

/// Wraps every page that is not for machines.
pub async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    // The path as the router reads it: "/%73taff" is the console too.
    let path = request.match_info().as_str();
    if is_console(path) {
        let rows = rows(request.method().as_str(), path);
        if let Err(refusal) = admit(&request, &rows).await {
            return Ok(request.into_response(HttpResponse::from_error(refusal)));
        }
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

async fn admit(request: &ServiceRequest, rows: &[&Route]) -> Result<(), Refusal> {
    if rows.is_empty() {
        return Err(Refusal::NoSuchRoute);
    }
    if request.method() != Method::GET {
        check_origin(request.request())?;
    }
    if rows.iter().all(|row| row.access == Access::Open) {
        return Ok(());
    }
    let signed_in = find_signed_in(request.request()).await?;
    if !rows.iter().all(|row| row.access.lets(Some(signed_in.role))) {
        return Err(Refusal::NotAllowed(signed_in.role.name()));
    }
    request.extensions_mut().insert(signed_in);
    Ok(())
}
