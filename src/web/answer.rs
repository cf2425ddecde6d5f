//! A page as the answer to a request.

use std::error::Error;
use std::fmt::{self, Debug, Display, Write as _};

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;

use super::guard::RequestId;
use crate::i18n::Language;
use crate::services::Services;

/// The page of a template; what cannot be made is answered with an error's page.
pub fn page<T: Serialize>(
    services: &Services,
    status: StatusCode,
    template: &str,
    language: &Language,
    content: &T,
) -> HttpResponse {
    let today = Some(services.clock.now().date());
    match services.renderer.page_on(template, language, today, content) {
        Ok(html) => HttpResponse::build(status).content_type(ContentType::html()).body(html),
        Err(error) => failed(StatusCode::INTERNAL_SERVER_ERROR, error),
    }
}

/// An empty answer that says nothing of the cause but carries it to the guard, which logs it.
pub fn failed(status: StatusCode, error: impl Error + 'static) -> HttpResponse {
    HttpResponse::from_error(Failure { status, error })
}

#[derive(Debug)]
struct Failure<E> {
    status: StatusCode,
    error: E,
}

impl<E: Display> Display for Failure<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(formatter)
    }
}

impl<E: Debug + Display> ResponseError for Failure<E> {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status)
    }
}

/// Goes on elsewhere with a GET, so that a refresh repeats nothing.
pub fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

/// A value as it stands in the query of an address.
pub fn in_query(value: &str) -> String {
    let mut written = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            written.push(char::from(byte));
        } else {
            write!(written, "%{byte:02X}").expect("memory takes every letter");
        }
    }
    written
}

/// The id under which the log tells of this request.
pub fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_in_an_address_as_it_was() {
        use actix_web::web::Query;
        let value = "Clínica & más? #1 + 2% 中";
        let read = Query::<Vec<(String, String)>>::from_query(&format!("a={}", in_query(value)));
        assert_eq!(read.unwrap()[0].1, value);
    }
}
