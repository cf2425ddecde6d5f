//! A center's first day: from an empty database to the first answer, once by taps and once by
//! keyboard alone.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use fantoccini::Locator;
use hearth::clock::{Clock as _, SystemClock};
use hearth::staff::second_factor::TotpSecret;

use super::person::{By, Person};
use super::{Browser, PATIENCE, fresh_folder, walk_over};

const EMAIL: &str = "ana@valley.example";
const PASSWORD: &str = "three quiet herons";

/// A center that runs over a database of its own, empty but for one account.
struct Center {
    process: Child,
    folder: PathBuf,
    /// Where it listens, as `http://127.0.0.1:PORT`.
    address: String,
}

impl Center {
    fn start() -> Self {
        let folder = fresh_folder("center");
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let program = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_hearth"));
            command.args(arguments).env_clear().current_dir(&folder).stdout(Stdio::null());
            command.env("HEARTH_BIND", &free).env("HEARTH_CENTER_NAME", "Valley Clinic");
            command.env("RUST_LOG", "error");
            command
        };
        let add = ["staff", "add", EMAIL, "--role", "administrator"];
        let mut adding = program(&add).stdin(Stdio::piped()).spawn().unwrap();
        writeln!(adding.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(adding.wait().unwrap().success());
        let process = program(&["serve"]).stdin(Stdio::null()).spawn().unwrap();
        let center = Self { process, folder, address: format!("http://{free}") };
        let started = Instant::now();
        while TcpStream::connect(&free).is_err() {
            assert!(started.elapsed() < PATIENCE, "the center serves");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        center
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Center {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Signs in.
async fn sign_in(person: &Person, center: &Center) {
    person.browser.go(&center.url("/staff")).await;
    person.write("#email", EMAIL).await;
    person.write("#password", PASSWORD).await;
    person.go_by("form[action='/staff/sign-in'] button").await;
    // The first time, the phone is set up.
    let key = person.browser.text_of("#key").await.replace(' ', "");
    let code = TotpSecret::from_base32(&key).unwrap().code_at(SystemClock.now());
    person.write("#code", &code).await;
    person.go_by("form[action='/staff/sign-in/code'] button").await;
    assert_eq!(person.browser.texts_of("li.code").await.len(), 10);
    person.go_by("main a.button").await;
}

const NEXT_STEP: &str = ".steps li.next a.button";

async fn next_step(person: &Person, expected: &str) {
    person.go_by(".bar .name").await;
    let step = person.browser.text_of(".steps li.next h2").await;
    assert!(step.starts_with(expected), "{step}");
    person.go_by(NEXT_STEP).await;
}

async fn set_up(person: &Person) {
    let browser = &person.browser;
    next_step(person, "Name your sites").await;
    person.write("#name", "East Side").await;
    person.go_by("form[action='/staff/sites'] button").await;
    person.go_by(".said form button").await;
    assert!(!browser.has("#list ~ ul h3").await, "it was taken back");
    person.write("#name", "East Side Clinic").await;
    person.go_by("form[action='/staff/sites'] button").await;

    next_step(person, "Choose your languages").await;
    assert!(browser.text_of("blockquote").await.starts_with("Valley Clinic asks"));
    for tag in ["ht", "vi", "zh-Hans", "ar"] {
        person.tick(&format!("input[name='language-{tag}']")).await;
    }
    person.tick("#read").await;
    person.go_by("form[action='/staff/start'] button").await;

    next_step(person, "Have the consent text").await;
    person.go_by("a[href='/staff/surveys/patient-voice/review/es']").await;
    person.write("#name", "Rosa Díaz").await;
    person.go_by("button[value=sign]").await;

    person.go_by(".bar .name").await;
    assert!(browser.text_of(".steps").await.contains("TWILIO_ACCOUNT_SID"));
    next_step(person, "Publish").await;
    person.go_by("form[action='/staff/surveys/patient-voice/publish'] button").await;
    browser.find(".said").await;
}

async fn answer_first_question(person: &Person) {
    person.go_by("a[href$='/s/patient-voice']").await;
    person.go_by("button[name=agree][value=yes]").await;
    let mut places = Vec::new();
    for select in person.browser.0.find_all(Locator::Css("select")).await.unwrap() {
        places.push(select.attr("id").await.unwrap().unwrap());
    }
    assert_eq!(places.len(), 3);
    for (at, id) in places.iter().enumerate() {
        person.choose(&format!("#{id}"), at + 1).await;
    }
    person.go_by("main form > button.button:not(.quiet)").await;
}

async fn first_day(browser: Browser, center: Center, by: By) {
    let person = Person { browser, by };
    sign_in(&person, &center).await;
    set_up(&person).await;
    answer_first_question(&person).await;

    person.browser.go(&center.url("/staff")).await;
    assert!(!person.browser.has(".steps").await, "the first run is over");
    person.go_by("#under-way ~ table a").await;
    let answers = person.browser.text_of("section[aria-labelledby=answers]").await;
    assert!(answers.contains("Fewer than 11 people have answered so far"), "{answers}");
}

#[tokio::test]
async fn a_center_comes_from_an_empty_database_to_its_first_answer() {
    walk_over("the first day", Center::start, |browser, center| {
        first_day(browser, center, By::Taps)
    })
    .await;
}

#[tokio::test]
async fn the_same_is_done_by_keyboard_alone_and_the_focus_shows_all_the_way() {
    walk_over("the first day by keyboard", Center::start, |browser, center| {
        first_day(browser, center, By::Keyboard)
    })
    .await;
}
