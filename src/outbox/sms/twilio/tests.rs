//! Twilio played by a socket.

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
async fn a_copy_is_gone_when_the_provider_says_so_or_never_had_it() {
    let answers = ["204 No Content", "404 Not Found", "409 Conflict", "503 Service Unavailable"];
    let answers = answers.map(|status| answer(status, "", ""));
    let (twilio, server) = twilio_answering(answers.to_vec());
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(twilio.delete("SM1").await);
    }
    let (gone, kept) = (DeleteOutcome::Gone, DeleteOutcome::Kept);
    assert_eq!(outcomes, [gone, gone, kept, kept]);
    let first = format!("DELETE /2010-04-01/Accounts/{ACCOUNT}/Messages/SM1.json ");
    assert!(server.join().unwrap().iter().all(|request| request.starts_with(&first)));
    assert_eq!(twilio.delete("../Calls").await, gone, "and nothing is asked for");
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
