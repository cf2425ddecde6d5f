//! Twilio: the one place that speaks to its API.
//!
//! The `twilio-async` crate makes the request. Sending and reading the answer are done here,
//! because the crate takes a sent message whose price is not known yet for an error, and a retry
//! after that would text a patient twice.

use std::time::Duration;

use hyper::body::HttpBody as _;
use hyper::client::{Client, HttpConnector};
use hyper::header::RETRY_AFTER;
use hyper::{Body, Method, Request, Response, StatusCode, Uri};
use hyper_tls::HttpsConnector;
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use twilio_async::{Execute as _, encode_pairs};

use super::{
    DeleteOutcome, Deleting, DeliveryStatus, OutgoingSms, SendOutcome, Sending, SmsTransport,
};
use crate::config::TwilioConfig;

/// Time for a whole attempt, from the connection to the last byte of the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Shorter than [`PATIENCE`], so that a connection never made is known as such.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// Idle connections are dropped before Twilio drops them in the middle of a request.
const IDLE: Duration = Duration::from_secs(20);
/// Longest answer that is read, in bytes; a message's is about one thousand.
const LONGEST_ANSWER: usize = 64 * 1024;
/// Source: <https://www.twilio.com/docs/messaging/api/message-resource>, `ValidityPeriod`.
const VALIDITY_SECONDS: std::ops::RangeInclusive<u32> = 1..=36_000;
/// Twilio's code for "too many requests".
const TOO_MANY_REQUESTS: u32 = 20429;

/// A Twilio account that sends texts, over connections that are kept and shared.
pub struct Twilio {
    account: twilio_async::Twilio,
    sender: Sender,
    api_base: String,
    client: Client<HttpsConnector<HttpConnector>>,
    patience: Duration,
}

enum Sender {
    MessagingService(String),
    Number(String),
}

/// Twilio's settings cannot be used; which one is wrong is said, its value is not.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TwilioSettingsError {
    /// Neither a number nor a messaging service is set.
    #[error("TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID must say who sends")]
    NoSender,
    /// No request can be made of the account and the address.
    #[error(
        "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN or TWILIO_API_BASE has characters it cannot have"
    )]
    Malformed,
}

impl Twilio {
    /// An account by its settings; nothing is sent yet.
    pub fn new(settings: &TwilioConfig) -> Result<Self, TwilioSettingsError> {
        let service = settings.messaging_service_sid.clone().map(Sender::MessagingService);
        let sender = service
            .or_else(|| settings.from.clone().map(Sender::Number))
            .ok_or(TwilioSettingsError::NoSender)?;
        let auth_token = settings.auth_token.expose_secret();
        let account = twilio_async::Twilio::new(settings.account_sid.as_str(), auth_token)
            .map_err(|_| TwilioSettingsError::Malformed)?;
        let twilio = Self {
            account,
            sender,
            api_base: settings.api_base.clone(),
            client: client(),
            patience: PATIENCE,
        };
        twilio.request_to_send(String::new()).ok_or(TwilioSettingsError::Malformed)?;
        Ok(twilio)
    }

    async fn attempt(&self, message: &OutgoingSms) -> SendOutcome {
        let Some(request) = self.request_to_send(self.form(message)) else {
            return SendOutcome::NotProcessed { retry_after_seconds: None, code: None };
        };
        let exchange = async {
            match self.client.request(request).await {
                Ok(response) => read_outcome(response).await,
                Err(error) => outcome_without_answer(&error),
            }
        };
        tokio::time::timeout(self.patience, exchange)
            .await
            .unwrap_or(SendOutcome::Unknown { reason: "no whole answer came in time" })
    }

    async fn attempt_delete(&self, sid: &str) -> DeleteOutcome {
        // What is no name of a message is not put into a path.
        if sid.is_empty() || !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return DeleteOutcome::Gone;
        }
        let path = format!("Messages/{sid}.json");
        let Some(request) = self.request(Method::DELETE, &path, None) else {
            return DeleteOutcome::Kept;
        };
        match tokio::time::timeout(self.patience, self.client.request(request)).await {
            Ok(Ok(answer))
                if answer.status().is_success() || answer.status() == StatusCode::NOT_FOUND =>
            {
                DeleteOutcome::Gone
            }
            _ => DeleteOutcome::Kept,
        }
    }

    /// `None` if the account or the address cannot stand in a request, which `new` has ruled out.
    fn request(&self, method: Method, path: &str, form: Option<String>) -> Option<Request<Body>> {
        let mut request = self.account.send_msg("", "", "").request(method, path, form).ok()?;
        let path = request.uri().path();
        *request.uri_mut() = format!("{}{path}", self.api_base).parse::<Uri>().ok()?;
        Some(request)
    }

    fn request_to_send(&self, form: String) -> Option<Request<Body>> {
        self.request(Method::POST, "Messages.json", Some(form))
    }

    fn form(&self, message: &OutgoingSms) -> String {
        let validity =
            message.validity_seconds.clamp(*VALIDITY_SECONDS.start(), *VALIDITY_SECONDS.end());
        let sender = match &self.sender {
            Sender::MessagingService(sid) => ("MessagingServiceSid", sid.as_str()),
            Sender::Number(number) => ("From", number.as_str()),
        };
        encode_pairs([
            ("To", message.to.expose_secret()),
            sender,
            ("Body", message.body.expose_secret()),
            ("StatusCallback", &message.status_callback),
            ("ValidityPeriod", &validity.to_string()),
        ])
        .unwrap_or_default()
    }
}

impl SmsTransport for Twilio {
    fn send(&self, message: OutgoingSms) -> Sending<'_> {
        Box::pin(async move { self.attempt(&message).await })
    }

    fn delete<'a>(&'a self, sid: &'a str) -> Deleting<'a> {
        Box::pin(self.attempt_delete(sid))
    }
}

fn client() -> Client<HttpsConnector<HttpConnector>> {
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_connect_timeout(Some(CONNECT_PATIENCE));
    http.set_nodelay(true);
    Client::builder().pool_idle_timeout(IDLE).build(HttpsConnector::new_with_connector(http))
}

fn outcome_without_answer(error: &hyper::Error) -> SendOutcome {
    if error.is_connect() {
        // Nothing was written: there was no connection to write to.
        SendOutcome::NotProcessed { retry_after_seconds: None, code: None }
    } else {
        SendOutcome::Unknown { reason: "the connection broke before the answer" }
    }
}

/// What we read of Twilio's answer, to a message or to an error; every part may be missing.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    sid: Option<String>,
    status: Option<serde_json::Value>,
    code: Option<u32>,
}

async fn read_outcome(response: Response<Body>) -> SendOutcome {
    let http_status = response.status();
    let retry_after_seconds = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.trim().parse().ok());
    let answer: Answer = read_body(response.into_body())
        .await
        .and_then(|body| serde_json::from_slice(&body).ok())
        .unwrap_or_default();
    outcome(http_status, retry_after_seconds, answer)
}

async fn read_body(mut body: Body) -> Option<Vec<u8>> {
    let mut read = Vec::new();
    while let Some(chunk) = body.data().await {
        read.extend_from_slice(&chunk.ok()?);
        if read.len() > LONGEST_ANSWER {
            return None;
        }
    }
    Some(read)
}

fn outcome(
    http_status: StatusCode,
    retry_after_seconds: Option<u64>,
    answer: Answer,
) -> SendOutcome {
    let code = answer.code;
    if http_status.is_success() {
        let status = answer.status.as_ref().and_then(|word| word.as_str());
        match answer.sid {
            Some(sid) => {
                SendOutcome::Accepted { sid, status: status.and_then(DeliveryStatus::find) }
            }
            None => {
                SendOutcome::Unknown { reason: "it was taken, but under no name we could read" }
            }
        }
    } else if http_status == StatusCode::TOO_MANY_REQUESTS
        || (http_status.is_client_error() && code == Some(TOO_MANY_REQUESTS))
    {
        SendOutcome::NotProcessed { retry_after_seconds, code }
    } else if http_status.is_client_error() {
        SendOutcome::Refused { code, http_status: http_status.as_u16() }
    } else {
        SendOutcome::Unknown { reason: "the provider answered that it failed itself" }
    }
}

#[cfg(test)]
mod tests;
