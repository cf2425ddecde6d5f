//! Twilio's webhook for texts that come in.

pub mod phone;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::conversation::CarrierWord;
use crate::inbound::flow::{InboundText, Taken, take};
use crate::outbox::web::{SignedForm, is_from_twilio};
use crate::people::Phone;
use crate::services::Services;
use crate::web::answer::failed;

/// The webhook's address.
pub fn configure(routes: &mut web::ServiceConfig) {
    routes.route("/sms/inbound", web::post().to(receive));
}

async fn receive(
    request: HttpRequest,
    services: web::Data<Services>,
    form: web::Form<SignedForm>,
) -> HttpResponse {
    if !is_from_twilio(&services, &request, &form) {
        return HttpResponse::Forbidden().finish();
    }
    let (Some(sid), Some(from)) =
        (form.value("MessageSid"), form.value("From").and_then(Phone::parse))
    else {
        // A short code or an alphanumeric sender cannot be answered, and is no patient.
        return HttpResponse::NoContent().finish();
    };
    let text = InboundText {
        sid: sid.to_owned(),
        from,
        body: form.value("Body").unwrap_or_default().to_owned(),
        carrier: form.value("OptOutType").and_then(carrier_word),
    };
    match take(&services, text).await {
        Ok(Taken::Now | Taken::Before) => HttpResponse::NoContent().finish(),
        // Twilio tries again: nothing was acknowledged.
        Err(error) => failed(StatusCode::SERVICE_UNAVAILABLE, error),
    }
}

/// Source: Twilio's documentation of Advanced Opt-Out, the webhook's parameter `OptOutType`.
fn carrier_word(opt_out_type: &str) -> Option<CarrierWord> {
    match opt_out_type {
        "STOP" => Some(CarrierWord::Stop),
        "START" => Some(CarrierWord::Start),
        "HELP" => Some(CarrierWord::Help),
        _ => None,
    }
}
