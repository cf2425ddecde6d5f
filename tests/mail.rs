//! Mail to a real server and into a folder.
//!
//! The server is Python's aiosmtpd: `HEARTH_TEST_PYTHON` names a Python that has it, as `tests/run`
//! does. Without it those tests say that they are left out; on CI (`CI=true`) that fails them.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

mod support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::app;
use hearth::config::Config;
use hearth::i18n::Language;
use hearth::outbox::email::flow::Worker;
use hearth::outbox::email::letter::Letter;
use hearth::outbox::email::store::insert;
use hearth::outbox::email::{MailOutcome, MailTransport, OutgoingMail};
use hearth::services::Services;
use hearth::storage::StoreError;
use hearth::storage::schema::mail_message;

const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/smtp_server.py");
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder that goes with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("hearth_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A Python with aiosmtpd, or a sentence that says why the test is left out.
fn python(test_name: &str) -> Option<String> {
    let python = std::env::var("HEARTH_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let imports =
        Command::new(&python).args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
    if imports.is_ok_and(|status| status.success()) {
        return Some(python);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "CI leaves out nothing: no aiosmtpd");
    eprintln!("{test_name}: the mail server is left out (HEARTH_TEST_PYTHON has no aiosmtpd)");
    None
}

/// A mail server of one test.
struct MailServer {
    child: Child,
    port: u16,
    mails: PathBuf,
}

impl MailServer {
    fn start(python: &str, scratch: &Scratch, certificate: Option<(&str, &str)>) -> Self {
        let mails = scratch.0.join("mails");
        let mut command = Command::new(python);
        command.arg(SERVER).arg(&mails);
        if let Some((certificate, key)) = certificate {
            command.args([certificate, key]);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { child, port: line.trim().parse().expect("the server tells its port"), mails }
    }

    /// The mails it took, oldest first.
    fn mails(&self) -> Vec<serde_json::Value> {
        let lines = std::fs::read_to_string(&self.mails).unwrap_or_default();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn wait_for_mail(&self) -> serde_json::Value {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(mail) = self.mails().pop() {
                return mail;
            }
            assert!(Instant::now() < until, "no mail came in time");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A self-signed certificate for `localhost` and its key.
fn certificate(scratch: &Scratch) -> (String, String) {
    let (certificate, key) = (scratch.path("certificate.pem"), scratch.path("key.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-keyout", &key, "-out", &certificate])
        .stderr(Stdio::null())
        .status();
    assert!(made.is_ok_and(|status| status.success()), "openssl makes a certificate");
    (certificate, key)
}

fn transport(smtp_url: &str) -> Arc<dyn MailTransport> {
    let config = Config::read(&|name| match name {
        "SMTP_URL" => Some(smtp_url.to_owned()),
        "HEARTH_MAIL_FROM" => Some("hearth@center.example".to_owned()),
        _ => None,
    });
    app::mail_transport(&config.unwrap()).unwrap()
}

fn letter<'a>() -> Letter<'a> {
    Letter {
        subject: "mail-invitation-subject",
        before: &["mail-invitation"],
        action: "mail-invitation-action",
        url: "http://voice.test/link/AAAA",
        after: &["mail-invitation-until"],
        role: "…",
        count: 7,
    }
}

/// Writes an invitation in Arabic to that address, to be sent within an hour.
fn write_to(services: &Services, to: &str) {
    let mail = letter().mail(services, &Language::new("ar"), to).unwrap();
    let (keys, now) = (Arc::clone(&services.keys), services.clock.now());
    let not_after = now + TimeDelta::hours(1);
    services.store.write_now(move |c| insert(c, &keys, &mail, now, not_after)).unwrap();
}

/// How mails stand: (state, tries, whether the words are kept).
fn standing(services: &Services) -> Vec<(String, i64, bool)> {
    services
        .store
        .read_now(|c| {
            let columns = (
                mail_message::state,
                mail_message::attempts,
                mail_message::sealed_mail.is_not_null(),
            );
            let rows = mail_message::table.order(mail_message::id).select(columns);
            rows.load(c).map_err(StoreError::from)
        })
        .unwrap()
}

fn stands(state: &str, tries: i64, is_kept: bool) -> Vec<(String, i64, bool)> {
    vec![(state.to_owned(), tries, is_kept)]
}

#[tokio::test]
async fn a_mail_reaches_a_server_once_in_two_forms_that_read_from_the_right() {
    let Some(python) = python("a_mail_reaches_a_server_once") else { return };
    for (place, store) in support::stores("a_mail_reaches_a_server_once") {
        let (services, _clock) = support::services(&store);
        let scratch = Scratch::new(&format!("mail_once_{}", place.url.len()));
        let server = MailServer::start(&python, &scratch, None);
        let url = format!("smtp://hearth:let%2Fme%20in@127.0.0.1:{}", server.port);
        let worker = Worker { services: services.clone(), transport: transport(&url) };
        write_to(&services, "bo@example.org");
        worker.send_all_due().await.unwrap();
        worker.send_all_due().await.unwrap();
        assert_eq!(standing(&services), stands("sent", 1, false));
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        let mail = &mails[0];
        assert_eq!(mail["types"].as_array().unwrap().len(), 3);
        assert_eq!(mail["types"][0], "multipart/alternative");
        assert_eq!(
            (&mail["types"][1], &mail["types"][2]),
            (&"text/plain".into(), &"text/html".into())
        );
        assert_eq!(mail["to"][0], "bo@example.org");
        assert_eq!(mail["from"], "hearth@center.example");
        let headers = &mail["headers"];
        assert_eq!(headers["from"], "Our health center <hearth@center.example>");
        assert_eq!(headers["subject"], "حسابك في Our health center");
        assert_eq!(headers["auto-submitted"], "auto-generated");
        assert!(headers["message-id"].as_str().unwrap().ends_with("@center.example>"));
        assert!(headers["date"].as_str().unwrap().starts_with("Thu, 01 Oct 2026 15:00:00"));
        let (text, html) = (mail["text"].as_str().unwrap(), mail["html"].as_str().unwrap());
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{html}");
        for form in [text, html] {
            assert!(
                form.contains("http://voice.test/link/AAAA") && form.contains("اختيار كلمة مرور")
            );
        }
        assert!(!text.contains('<'), "{text}");
    }
}

#[tokio::test]
async fn what_is_put_off_is_tried_again_and_what_is_refused_is_given_up() {
    let Some(python) = python("what_is_put_off_is_tried_again") else { return };
    for (place, store) in support::stores("what_is_put_off_is_tried_again") {
        let (services, clock) = support::services(&store);
        let scratch = Scratch::new(&format!("mail_put_off_{}", place.url.len()));
        let server = MailServer::start(&python, &scratch, None);
        let url = format!("smtp://127.0.0.1:{}", server.port);
        let worker = Worker { services: services.clone(), transport: transport(&url) };
        write_to(&services, "later@example.org");
        worker.send_all_due().await.unwrap();
        assert_eq!(standing(&services), stands("queued", 1, true));
        clock.advance(TimeDelta::seconds(2));
        worker.send_all_due().await.unwrap();
        write_to(&services, "never@example.org");
        write_to(&services, "cut@example.org");
        worker.send_all_due().await.unwrap();
        clock.advance(TimeDelta::minutes(30));
        worker.send_all_due().await.unwrap();
        let ended = [("sent", 2), ("failed", 1), ("unknown", 1)]
            .map(|(state, tries)| (state.to_owned(), tries, false));
        assert_eq!(standing(&services), ended);
        let to: Vec<_> = server.mails().iter().map(|mail| mail["to"][0].clone()).collect();
        assert_eq!(to, ["later@example.org", "cut@example.org"], "nobody gets a mail twice");
    }
}

#[tokio::test]
async fn a_server_that_is_away_or_knows_another_password_costs_no_mail_until_it_is_too_late() {
    let Some(python) = python("a_server_that_is_away") else { return };
    for (place, store) in support::stores("a_server_that_is_away") {
        let (services, clock) = support::services(&store);
        let scratch = Scratch::new(&format!("mail_away_{}", place.url.len()));
        let server = MailServer::start(&python, &scratch, None);
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let wrong = format!("smtp://hearth:wrong@127.0.0.1:{}", server.port);
        write_to(&services, "bo@example.org");
        for (tries, url) in [(1, format!("smtp://{nobody}")), (2, wrong)] {
            let worker = Worker { services: services.clone(), transport: transport(&url) };
            worker.send_all_due().await.unwrap();
            assert_eq!(standing(&services), stands("queued", tries, true), "{url}");
            clock.advance(TimeDelta::seconds(5));
        }
        clock.advance(TimeDelta::hours(1));
        let url = format!("smtp://127.0.0.1:{}", server.port);
        let worker = Worker { services: services.clone(), transport: transport(&url) };
        worker.send_all_due().await.unwrap();
        assert_eq!(standing(&services), stands("failed", 3, false));
        assert!(server.mails().is_empty(), "a link that no longer works is not sent");
    }
}

#[tokio::test]
async fn what_a_run_left_half_handed_over_is_not_sent_again() {
    for (_place, store) in support::stores("what_a_run_left_half_handed_over") {
        let (services, clock) = support::services(&store);
        write_to(&services, "bo@example.org");
        let now = services.clock.now();
        store
            .write_now(move |c| {
                let all = diesel::update(mail_message::table);
                let sending = (mail_message::state.eq("sending"), mail_message::sent_at.eq(now));
                all.set(sending).execute(c).map_err(StoreError::from)
            })
            .unwrap();
        let transport = transport("smtp://127.0.0.1:9");
        let worker = Worker { services: services.clone(), transport };
        assert_eq!(worker.give_up_interrupted().await.unwrap(), 0, "it may still be under way");
        clock.advance(TimeDelta::minutes(5));
        assert_eq!(worker.give_up_interrupted().await.unwrap(), 1);
        worker.send_all_due().await.unwrap();
        assert_eq!(standing(&services), stands("unknown", 0, false));
    }
}

#[tokio::test]
async fn without_trusted_tls_where_it_is_required_nothing_is_said() {
    let Some(python) = python("without_trusted_tls") else { return };
    let (_place, store) = support::stores("without_trusted_tls").remove(0);
    let (services, _clock) = support::services(&store);
    let scratch = Scratch::new("mail_untrusted");
    let (certificate, key) = certificate(&scratch);
    let untrusted = MailServer::start(&python, &scratch, Some((&certificate, &key)));
    let plain = MailServer::start(&python, &scratch, None);
    for server in [&untrusted, &plain] {
        let url = format!("smtp://hearth:let%2Fme%20in@localhost:{}?tls=required", server.port);
        let mail = letter().mail(&services, &Language::new("en"), "bo@example.org").unwrap();
        let outgoing = OutgoingMail { mail, token: "t".to_owned(), at: services.clock.now() };
        let outcome = transport(&url).send(outgoing).await;
        assert_eq!(outcome, MailOutcome::NotProcessed { code: None });
        assert!(server.mails().is_empty());
    }
}

#[tokio::test]
async fn without_a_server_a_mail_is_a_file_that_nobody_else_reads() {
    use std::os::unix::fs::PermissionsExt as _;
    for (place, store) in support::stores("a_mail_is_a_file") {
        let (services, _clock) = support::services(&store);
        let scratch = Scratch::new(&format!("mail_folder_{}", place.url.len()));
        let folder = scratch.path("new/mail");
        let set = |name: &str| (name == "HEARTH_MAIL_DIR").then(|| folder.clone());
        let transport = app::mail_transport(&Config::read(&set).unwrap()).unwrap();
        let worker = Worker { services: services.clone(), transport };
        write_to(&services, "bo@example.org");
        worker.send_all_due().await.unwrap();
        assert_eq!(standing(&services), stands("sent", 1, false));
        let files: Vec<_> =
            std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 1, "{files:?}");
        assert_eq!(files[0].extension().unwrap(), "eml");
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&files[0]), mode(Path::new(&folder))), (0o600, 0o700));
        let eml = std::fs::read_to_string(&files[0]).unwrap();
        for part in ["To: bo@example.org", "multipart/alternative", "text/plain", "text/html"] {
            assert!(eml.contains(part), "{eml}");
        }
    }
}

#[test]
fn a_wrong_setting_of_mail_is_told_in_one_sentence() {
    for (url, from, said) in [
        ("mail.example.org", "a@example.org", "SMTP_URL must be"),
        ("ftp://mail.example.org", "a@example.org", "SMTP_URL must be"),
        ("smtp://mail.example.org?tls=maybe", "a@example.org", "SMTP_URL must be"),
        ("smtp://secret@mail.example.org", "nobody", "HEARTH_MAIL_FROM must be"),
    ] {
        let config = Config::read(&|name| match name {
            "SMTP_URL" => Some(url.to_owned()),
            "HEARTH_MAIL_FROM" => Some(from.to_owned()),
            _ => None,
        });
        let sentence = app::mail_transport(&config.unwrap()).err().unwrap().to_string();
        assert!(sentence.starts_with(said) && !sentence.contains("secret"), "{sentence}");
    }
}

/// The program, serving. Killed when it is dropped.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The whole answer to a request.
fn request(address: &str, request: &str) -> Option<String> {
    let mut connection = TcpStream::connect(address).ok()?;
    connection.set_read_timeout(Some(PATIENCE)).ok()?;
    connection.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).ok()?;
    Some(answer)
}

fn get(address: &str, path: &str) -> Option<String> {
    let head = "Host: voice.test\r\nConnection: close";
    request(address, &format!("GET {path} HTTP/1.1\r\n{head}\r\n\r\n"))
}

/// The program with a database of its own, its mail going to that server by STARTTLS.
fn serve(
    database_url: &str,
    server: &MailServer,
    certificate: &str,
    log: &Path,
) -> (Program, String) {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let smtp_url = format!("smtp://hearth:let%2Fme%20in@localhost:{}?tls=required", server.port);
    let program = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hearth"));
        command.args(arguments).env_clear().current_dir("/");
        command.stdin(Stdio::piped()).stdout(Stdio::null()).envs([
            ("DATABASE_URL", database_url),
            ("HEARTH_BIND", &address),
            ("HEARTH_PUBLIC_URL", "http://voice.test"),
            ("HEARTH_SECRET_KEY", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="),
            ("HEARTH_MAIL_FROM", "hearth@center.example"),
            ("SMTP_URL", &smtp_url),
            ("SSL_CERT_FILE", certificate),
        ]);
        command
    };
    let mut adding =
        program(&["staff", "add", "ana@example.org", "--role", "analyst"]).spawn().unwrap();
    adding.stdin.take().unwrap().write_all(b"three quiet herons\n").unwrap();
    assert!(adding.wait().unwrap().success());
    let file = std::fs::File::create(log).unwrap();
    let serving = Program(program(&["serve"]).stderr(file).spawn().unwrap());
    let until = Instant::now() + PATIENCE;
    while !get(&address, "/readyz").is_some_and(|answer| answer.contains("200 OK")) {
        assert!(Instant::now() < until, "the server is not ready in time");
        std::thread::sleep(Duration::from_millis(20));
    }
    (serving, address)
}

#[test]
fn who_forgot_a_password_gets_a_link_by_starttls_and_the_log_names_nobody() {
    let Some(python) = python("who_forgot_a_password_gets_a_link") else { return };
    for (place, store) in support::stores("who_forgot_a_password_gets_a_link") {
        drop(store);
        let scratch = Scratch::new(&format!("mail_tls_{}", place.url.len()));
        let (certificate, key) = certificate(&scratch);
        let server = MailServer::start(&python, &scratch, Some((&certificate, &key)));
        let log = scratch.0.join("log");
        let (_program, address) = serve(&place.url, &server, &certificate, &log);
        let form = "email=ana%40example.org";
        let head = "Host: voice.test\r\nConnection: close\r\n\
                    Content-Type: application/x-www-form-urlencoded";
        let post = |path: &str, form: &str| {
            let length = form.len();
            let text =
                format!("POST {path} HTTP/1.1\r\n{head}\r\nContent-Length: {length}\r\n\r\n{form}");
            request(&address, &text).unwrap()
        };
        assert!(post("/staff/forgot", form).starts_with("HTTP/1.1 303"));
        let mail = server.wait_for_mail();
        assert_eq!((&mail["is_tls"], &mail["to"][0]), (&true.into(), &"ana@example.org".into()));
        let text = mail["text"].as_str().unwrap();
        let (_, link) = text.split_once("http://voice.test").unwrap();
        let link = link.lines().next().unwrap();
        assert!(get(&address, link).unwrap().starts_with("HTTP/1.1 200"));
        assert!(post(link, "password=a+lamp+beside+the+door").starts_with("HTTP/1.1 303"));
        assert!(get(&address, link).unwrap().starts_with("HTTP/1.1 410"));
        let told = std::fs::read_to_string(&log).unwrap();
        let token = link.trim_start_matches("/link/");
        assert!(told.contains("/link/{token}"), "{told}");
        assert!(!told.contains("ana@") && !told.contains(token) && !told.contains("let"), "{told}");
    }
}
