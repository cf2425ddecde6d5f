//! A page as the answer to a request.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use serde::Serialize;

use super::guard::RequestId;
use crate::i18n::Language;
use crate::services::Services;

/// The page of a template; what cannot be made is logged and answered with an error's page.
pub fn page<T: Serialize>(
    services: &Services,
    status: StatusCode,
    template: &str,
    language: &Language,
    content: &T,
) -> HttpResponse {
    match services.renderer.page(template, language, content) {
        Ok(html) => HttpResponse::build(status).content_type(ContentType::html()).body(html),
        Err(error) => {
            tracing::error!(%error, template, "a page could not be made");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Goes on elsewhere with a GET, so that a refresh repeats nothing.
pub fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

/// The id under which the log tells of this request.
pub fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}
