//! Twilio's webhooks: who signed them, and what it says of texts that were sent.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::Reactions;
use super::flow::take_status;
use super::sms::DeliveryStatus;
use super::sms::signature::is_signed_by;
use crate::services::Services;
use crate::web::answer::failed;

/// The status webhook's address.
pub fn configure(routes: &mut web::ServiceConfig) {
    routes.route("/sms/status", web::post().to(receive_status));
}

/// A webhook's form as it came: the signature covers every parameter, known or not.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct SignedForm(Vec<(String, String)>);

impl SignedForm {
    /// The first parameter of that name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Whether Twilio signed this webhook, for the address the world knows us by.
pub fn is_from_twilio(services: &Services, request: &HttpRequest, form: &SignedForm) -> bool {
    let Some(twilio) = &services.config.twilio else { return false };
    let Some(signature) =
        request.headers().get("X-Twilio-Signature").and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    // The Host header is whatever the caller says: the signature is over the configured address.
    let public_url = &services.config.public_url;
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let url = format!("{public_url}{path}");
    is_signed_by(twilio.auth_token.expose_secret(), &url, &form.0, signature)
}

async fn receive_status(
    request: HttpRequest,
    services: web::Data<Services>,
    reactions: web::Data<Reactions>,
    form: web::Form<SignedForm>,
    query: web::Query<StatusQuery>,
) -> HttpResponse {
    if !is_from_twilio(&services, &request, &form) {
        return HttpResponse::Forbidden().finish();
    }
    let status = form.value("MessageStatus").and_then(DeliveryStatus::find);
    let (Some(sid), Some(status)) = (form.value("MessageSid"), status) else {
        return HttpResponse::NoContent().finish();
    };
    let code = form.value("ErrorCode").and_then(|code| code.parse().ok());
    match take_status(&services, &reactions, &query.m, sid, status, code).await {
        Ok(_) => HttpResponse::NoContent().finish(),
        Err(error) => failed(StatusCode::SERVICE_UNAVAILABLE, error),
    }
}

#[derive(Deserialize)]
struct StatusQuery {
    /// Token of the message.
    #[serde(default)]
    m: String,
}
