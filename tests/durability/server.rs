//! The program itself, started with settings of its own, and talked to as Twilio does.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hearth::outbox::sms::signature::sign;

const PROGRAM: &str = env!("CARGO_BIN_EXE_hearth");
const AUTH_TOKEN: &str = "a token of the test";
const PATIENCE: Duration = Duration::from_secs(20);

/// Settings of one program, and how to reach it.
pub struct Settings {
    address: String,
    values: BTreeMap<&'static str, String>,
}

impl Settings {
    /// A program on a free port, with Twilio's API at that address.
    pub fn new(database_url: &str, twilio: Option<&str>) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        let mut values = BTreeMap::from([
            ("DATABASE_URL", database_url.to_owned()),
            ("HEARTH_BIND", address.clone()),
            ("HEARTH_PUBLIC_URL", "http://voice.test".to_owned()),
            ("HEARTH_SECRET_KEY", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".to_owned()),
            ("HEARTH_SMS_PER_SECOND", "1000".to_owned()),
            ("RUST_LOG", "warn".to_owned()),
        ]);
        if let Some(base) = twilio {
            values.extend([
                ("TWILIO_ACCOUNT_SID", "AC1".to_owned()),
                ("TWILIO_AUTH_TOKEN", AUTH_TOKEN.to_owned()),
                ("TWILIO_FROM", "+15550000000".to_owned()),
                ("TWILIO_API_BASE", base.to_owned()),
            ]);
        }
        Self { address, values }
    }

    /// The same with another value; an empty one counts as absent.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.values.insert(name, value.to_owned());
        self
    }

    /// Runs a command to its end: its code, and what it said on stderr.
    pub fn command(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.program(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }

    /// Offers the sample survey.
    pub fn offer_survey(&self) {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/patient-voice.toml");
        let (code, said) = self.command(&["survey", "import", file, "--publish"]);
        assert_eq!(code, Some(0), "{said}");
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        // Nothing but these settings counts: no .env of the folder, no environment of the test.
        command.args(arguments).env_clear().envs(&self.values).current_dir("/");
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// Hands a text over as Twilio does; the status of the answer, if there was one.
    pub fn text(&self, sid: &str, number: &str, words: &str) -> Option<u16> {
        let params = params(sid, number, words);
        let signed = signature("/sms/inbound", &params);
        let pairs: Vec<String> =
            params.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        self.post("/sms/inbound", &pairs.join("&"), &signed)
    }

    pub fn post(&self, path: &str, form: &str, signature: &str) -> Option<u16> {
        let length = form.len();
        self.request(&format!(
            "POST {path} HTTP/1.1\r\nHost: voice.test\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\
             X-Twilio-Signature: {signature}\r\nContent-Length: {length}\r\n\r\n{form}"
        ))
    }

    pub fn get(&self, path: &str) -> Option<u16> {
        let head = "Host: voice.test\r\nConnection: close";
        self.request(&format!("GET {path} HTTP/1.1\r\n{head}\r\n\r\n"))
    }

    fn request(&self, request: &str) -> Option<u16> {
        let mut connection = TcpStream::connect(&self.address).ok()?;
        connection.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
        connection.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer).ok()?;
        answer.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
    }
}

/// Twilio's parameters of a text coming in.
pub fn params(sid: &str, number: &str, words: &str) -> Vec<(String, String)> {
    let pairs = [("From", number), ("MessageSid", sid), ("Body", words)];
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// Twilio's signature, for the address the world knows.
pub fn signature(path: &str, params: &[(String, String)]) -> String {
    sign(AUTH_TOKEN, &format!("http://voice.test{path}"), params)
}

/// Everything but letters and digits, as `%XX`.
pub fn percent(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The program, serving. Killed when it is dropped.
pub struct Server(pub Child);

impl Server {
    /// Starts it, and waits until it is ready.
    pub fn start(settings: &Settings) -> Self {
        let child = settings.program(&["serve"]).stderr(Stdio::inherit()).spawn().unwrap();
        let mut server = Self(child);
        let until = Instant::now() + PATIENCE;
        while settings.get("/readyz") != Some(200) {
            assert!(server.0.try_wait().unwrap().is_none(), "the server ended by itself");
            assert!(Instant::now() < until, "the server is not ready in time");
            std::thread::sleep(Duration::from_millis(10));
        }
        server
    }

    /// Ends it as a power cut would: SIGKILL.
    pub fn kill(self) {
        drop(self);
    }

    /// Asks it to end, and waits; its code.
    pub fn terminate(mut self) -> Option<i32> {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let until = Instant::now() + Duration::from_secs(40);
        while Instant::now() < until {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already: then there is nothing to kill.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Starts a program that must not start: the one sentence it says.
pub fn refused_start(settings: &Settings) -> String {
    let mut child = settings.program(&["serve"]).stderr(Stdio::piped()).spawn().unwrap();
    let until = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if Instant::now() > until {
            drop(child.kill());
            panic!("it serves with these settings: {:?}", settings.values);
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!status.success(), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    let sentences: Vec<&str> = said.lines().filter(|line| !line.starts_with('{')).collect();
    assert_eq!(sentences.len(), 1, "{said}");
    assert!(sentences[0].starts_with("hearth: "), "{said}");
    sentences[0].to_owned()
}
