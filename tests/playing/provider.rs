//! A stand-in for Twilio's API that remembers every text, and fails as it is told to.

use std::collections::VecDeque;
use std::io::{BufReader, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use actix_web::web::Query;
use serde::Deserialize;

use crate::taking::read_form;

/// A text that the provider has.
#[derive(Clone, Debug)]
pub struct Message {
    pub sid: String,
    pub to: String,
    pub body: String,
    /// Where to tell what became of it.
    pub callback: String,
}

/// What the next request is answered with.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Failure {
    #[serde(default)]
    status: u16,
    #[serde(default)]
    code: u32,
    /// The text is taken, and the answer never comes.
    #[serde(default)]
    cut: bool,
}

/// The stand-in, as long as the test lives.
pub struct Provider {
    /// For `TWILIO_API_BASE`.
    pub address: String,
    desk: Arc<Mutex<Desk>>,
}

#[derive(Default)]
struct Desk {
    sent: Vec<Message>,
    failures: VecDeque<Failure>,
}

impl Desk {
    fn find(&self, number: &str, before: usize) -> Option<&Message> {
        self.sent.iter().filter(|message| message.to == number).nth(before)
    }
}

impl Provider {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let desk = Arc::new(Mutex::new(Desk::default()));
        let kept = Arc::clone(&desk);
        std::thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || serve(connection, &kept));
            }
        });
        Self { address, desk }
    }

    /// The next text is not taken as it should be.
    pub fn fail_next(&self, failure: Failure) {
        self.desk.lock().unwrap().failures.push_back(failure);
    }

    /// The text to that number after so many others, as soon as it comes.
    pub fn wait_for(&self, number: &str, before: usize, patience: Duration) -> Option<Message> {
        let until = Instant::now() + patience;
        loop {
            // The desk is let go before the wait: whoever sends needs it too.
            let message = self.desk.lock().unwrap().find(number, before).cloned();
            if message.is_some() || Instant::now() >= until {
                return message;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn serve(connection: TcpStream, desk: &Mutex<Desk>) {
    let mut lines = BufReader::new(connection.try_clone().unwrap());
    let mut answers = connection;
    while let Some(form) = read_form(&mut lines) {
        let failure = desk.lock().unwrap().failures.pop_front();
        let (status, headers, body) = match failure {
            Some(Failure { status, code, cut: false }) => {
                let wait = if status == 429 { "Retry-After: 1\r\n" } else { "" };
                (status, wait, format!(r#"{{"code":{code},"message":"as asked"}}"#))
            }
            _ => (201, "", take(&form, desk)),
        };
        if failure.is_some_and(|failure| failure.cut) {
            drop(answers.shutdown(Shutdown::Both));
            return;
        }
        let length = body.len();
        let answer = format!(
            "HTTP/1.1 {status} As asked\r\nContent-Type: application/json\r\n{headers}\
             Content-Length: {length}\r\n\r\n{body}"
        );
        if answers.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

/// Takes a text, and answers as in Twilio's own examples.
fn take(form: &str, desk: &Mutex<Desk>) -> String {
    let form = Query::<Vec<(String, String)>>::from_query(form).unwrap().into_inner();
    let value = |name: &str| {
        let pair = form.iter().find(|(key, _)| key == name);
        pair.unwrap_or_else(|| panic!("every text has {name}")).1.clone()
    };
    let mut desk = desk.lock().unwrap();
    let sid = format!("SM{:032x}", desk.sent.len() + 1);
    let (to, body, callback) = (value("To"), value("Body"), value("StatusCallback"));
    desk.sent.push(Message { sid: sid.clone(), to, body, callback });
    format!(r#"{{"sid":"{sid}","status":"queued","price_unit":null,"from":null}}"#)
}
