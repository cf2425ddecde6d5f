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

use super::{DeliveryStatus, OutgoingSms, SendOutcome, Sending, SmsTransport};
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
        twilio.request(String::new()).ok_or(TwilioSettingsError::Malformed)?;
        Ok(twilio)
    }

    async fn attempt(&self, message: &OutgoingSms) -> SendOutcome {
        let Some(request) = self.request(self.form(message)) else {
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

    /// `None` if the account or the address cannot stand in a request, which `new` has ruled out.
    fn request(&self, form: String) -> Option<Request<Body>> {
        let mut request = self
            .account
            .send_msg("", "", "")
            .request(Method::POST, "Messages.json", Some(form))
            .ok()?;
        let path = request.uri().path();
        *request.uri_mut() = format!("{}{path}", self.api_base).parse::<Uri>().ok()?;
        Some(request)
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
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::thread::JoinHandle;

    use super::*;

    const ACCOUNT: &str = "AC00000000000000000000000000000000";

    fn settings(api_base: String) -> TwilioConfig {
        TwilioConfig {
            account_sid: ACCOUNT.into(),
            auth_token: "12345".into(),
            from: Some("+15550001111".into()),
            messaging_service_sid: None,
            api_base,
        }
    }

    fn text() -> OutgoingSms {
        OutgoingSms {
            to: "+15551230001".into(),
            body: "¿Sí & no?".into(),
            status_callback: "https://hearth.test/sms/status?m=42".into(),
            validity_seconds: 40_000,
        }
    }

    /// Plays Twilio for one connection: reads each request, gives the next answer, hangs up.
    fn twilio_answering(answers: Vec<String>) -> (Twilio, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let thread = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut requests = Vec::new();
            for answer in answers {
                requests.push(read_request(&mut stream));
                stream.write_all(answer.as_bytes()).unwrap();
            }
            requests
        });
        (Twilio::new(&settings(address)).unwrap(), thread)
    }

    fn read_request(stream: &mut TcpStream) -> String {
        let mut request = Vec::new();
        loop {
            let mut part = [0; 4096];
            let length = stream.read(&mut part).unwrap();
            request.extend_from_slice(&part[..length]);
            let text = String::from_utf8_lossy(&request);
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let head = head.to_lowercase();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                    return text.into_owned();
                }
            }
            assert_ne!(length, 0, "the request was cut");
        }
    }

    fn answer(status: &str, headers: &str, body: &str) -> String {
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len())
    }

    async fn outcome_of(answers: &str) -> SendOutcome {
        let (twilio, server) = twilio_answering(vec![answers.to_owned()]);
        let outcome = twilio.send(text()).await;
        server.join().unwrap();
        outcome
    }

    #[tokio::test]
    async fn a_message_without_price_and_sender_counts_as_sent() {
        let body = r#"{"sid":"SM1","status":"accepted","from":null,"price_unit":null}"#;
        assert_eq!(
            outcome_of(&answer("201 Created", "", body)).await,
            SendOutcome::Accepted { sid: "SM1".into(), status: Some(DeliveryStatus::Accepted) }
        );
        let body = r#"{"sid":"SM2","status":"a word of tomorrow"}"#;
        assert_eq!(
            outcome_of(&answer("200 OK", "", body)).await,
            SendOutcome::Accepted { sid: "SM2".into(), status: None }
        );
    }

    #[tokio::test]
    async fn the_request_carries_account_callback_and_validity_on_one_connection() {
        let taken = answer("201 Created", "", r#"{"sid":"SM1","status":"queued"}"#);
        let (twilio, server) = twilio_answering(vec![taken.clone(), taken]);
        twilio.send(text()).await;
        twilio.send(text()).await;
        let requests = server.join().unwrap();
        assert_eq!(requests.len(), 2);
        let (head, form) = requests[0].split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("POST /2010-04-01/Accounts/{ACCOUNT}/Messages.json ")));
        assert!(head.to_lowercase().contains("authorization: basic "));
        assert_eq!(
            form,
            "To=%2B15551230001&From=%2B15550001111&Body=%C2%BFS%C3%AD+%26+no%3F\
             &StatusCallback=https%3A%2F%2Fhearth.test%2Fsms%2Fstatus%3Fm%3D42\
             &ValidityPeriod=36000"
        );
    }

    #[tokio::test]
    async fn a_messaging_service_stands_before_a_number() {
        let mut settings = settings("http://127.0.0.1:9".into());
        settings.messaging_service_sid = Some("MG1".into());
        let form = Twilio::new(&settings).unwrap().form(&text());
        assert!(form.contains("MessagingServiceSid=MG1") && !form.contains("From="));
    }

    #[tokio::test]
    async fn too_many_requests_may_be_sent_again_when_the_provider_says() {
        let body = r#"{"code":20429,"message":"Too Many Requests","status":429}"#;
        assert_eq!(
            outcome_of(&answer("429 Too Many Requests", "Retry-After: 1\r\n", body)).await,
            SendOutcome::NotProcessed { retry_after_seconds: Some(1), code: Some(20429) }
        );
        assert_eq!(
            outcome_of(&answer("429 Too Many Requests", "", "slow down")).await,
            SendOutcome::NotProcessed { retry_after_seconds: None, code: None }
        );
    }

    #[tokio::test]
    async fn a_refusal_says_its_code() {
        let body = r#"{"code":21610,"message":"unsubscribed recipient","status":400}"#;
        assert_eq!(
            outcome_of(&answer("400 Bad Request", "", body)).await,
            SendOutcome::Refused { code: Some(21610), http_status: 400 }
        );
    }

    #[tokio::test]
    async fn a_failure_after_the_request_was_written_is_unknown() {
        let cut_body = "HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{\"sid\":\"SM1\"";
        for answer in [
            answer("500 Internal Server Error", "", r#"{"code":20500}"#),
            answer("503 Service Unavailable", "Retry-After: 1\r\n", "later"),
            answer("201 Created", "", "not json"),
            answer("302 Found", "Location: /elsewhere\r\n", ""),
            String::new(),
            cut_body.into(),
        ] {
            let outcome = outcome_of(&answer).await;
            assert!(matches!(outcome, SendOutcome::Unknown { .. }), "{answer}: {outcome:?}");
        }
    }

    #[tokio::test]
    async fn no_answer_in_time_is_unknown() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut twilio = Twilio::new(&settings(address)).unwrap();
        twilio.patience = Duration::from_millis(50);
        assert!(matches!(twilio.send(text()).await, SendOutcome::Unknown { .. }));
    }

    #[tokio::test]
    async fn a_refused_connection_is_safe_to_try_again() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        assert_eq!(
            Twilio::new(&settings(address)).unwrap().send(text()).await,
            SendOutcome::NotProcessed { retry_after_seconds: None, code: None }
        );
    }

    #[test]
    fn settings_that_make_no_request_are_refused_at_the_start() {
        let mut wrong = settings("http://127.0.0.1:9".into());
        wrong.from = None;
        assert_eq!(Twilio::new(&wrong).err(), Some(TwilioSettingsError::NoSender));
        let mut wrong = settings("http://127.0.0.1:9".into());
        wrong.account_sid = "AC 1".into();
        assert_eq!(Twilio::new(&wrong).err(), Some(TwilioSettingsError::Malformed));
    }

    #[test]
    fn printing_a_message_shows_neither_number_nor_words() {
        let printed = format!("{:?}", text());
        assert!(!printed.contains("1230001") && !printed.contains("no?"), "{printed}");
    }
}
