//! A stand-in for Twilio's API: takes every text and remembers its token, whether it answers or not.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The stand-in, as long as the test lives.
pub struct Provider {
    /// For `TWILIO_API_BASE`.
    pub address: String,
    taken: Arc<Taken>,
}

#[derive(Default)]
struct Taken {
    /// How often a text of that callback came.
    times: Mutex<BTreeMap<String, usize>>,
    /// While this is so, nothing that came is answered.
    is_silent: AtomicBool,
    /// How long an answer takes, in milliseconds.
    answers_after: AtomicU64,
    /// Of so many texts each, one is taken and its connection is cut; 0 is none.
    cuts_every: AtomicUsize,
    /// Callbacks of the texts that were taken and not answered.
    cut: Mutex<BTreeSet<String>>,
}

impl Provider {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let taken = Arc::new(Taken::default());
        let kept = Arc::clone(&taken);
        std::thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || serve(connection, &kept));
            }
        });
        Self { address, taken }
    }

    /// From now on texts are taken, but not answered until it is silent no more.
    pub fn be_silent(&self, is_silent: bool) {
        self.taken.is_silent.store(is_silent, Ordering::Relaxed);
    }

    /// From now on an answer takes so many milliseconds.
    pub fn answer_after(&self, milliseconds: u64) {
        self.taken.answers_after.store(milliseconds, Ordering::Relaxed);
    }

    /// From now on one text of so many is taken, and its connection cut instead of answered; 0 ends
    /// that.
    pub fn cut_every(&self, texts: usize) {
        self.taken.cuts_every.store(texts, Ordering::Relaxed);
    }

    /// Our tokens of the texts that came.
    pub fn tokens(&self) -> BTreeSet<String> {
        self.taken.times.lock().unwrap().keys().map(|callback| token(callback)).collect()
    }

    /// Our tokens of the texts that were taken and cut off.
    pub fn tokens_cut(&self) -> BTreeSet<String> {
        self.taken.cut.lock().unwrap().iter().map(|callback| token(callback)).collect()
    }

    pub fn count(&self) -> usize {
        self.taken.times.lock().unwrap().len()
    }

    pub fn assert_no_token_twice(&self) {
        let taken = self.taken.times.lock().unwrap();
        assert!(!taken.is_empty(), "texts were sent");
        let twice: Vec<_> = taken.iter().filter(|(_, times)| **times > 1).collect();
        assert!(twice.is_empty(), "sent twice: {twice:?}");
    }
}

fn token(callback: &str) -> String {
    callback.rsplit_once("m%3D").unwrap().1.to_owned()
}

/// Answers requests on one connection until its other end closes it or is killed.
fn serve(connection: TcpStream, taken: &Taken) {
    let mut lines = BufReader::new(connection.try_clone().unwrap());
    let mut answers = connection;
    while let Some(form) = read_form(&mut lines) {
        let callback = form
            .split('&')
            .find_map(|pair| pair.strip_prefix("StatusCallback="))
            .expect("every text names its callback")
            .to_owned();
        let number = {
            let mut times = taken.times.lock().unwrap();
            *times.entry(callback.clone()).or_default() += 1;
            times.len()
        };
        std::thread::sleep(Duration::from_millis(taken.answers_after.load(Ordering::Relaxed)));
        let cuts_every = taken.cuts_every.load(Ordering::Relaxed);
        if cuts_every > 0 && number.is_multiple_of(cuts_every) {
            taken.cut.lock().unwrap().insert(callback);
            drop(answers.shutdown(Shutdown::Both));
            return;
        }
        while taken.is_silent.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let body = format!(
            r#"{{"sid":"SM{number:032x}","status":"queued","price_unit":null,"from":null}}"#
        );
        let answer = format!(
            "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        if answers.write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

pub fn read_form(lines: &mut BufReader<TcpStream>) -> Option<String> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    lines.read_exact(&mut body).ok()?;
    String::from_utf8(body).ok()
}
