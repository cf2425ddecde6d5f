//! Journeys of people through the real program, in a real Chromium as narrow as a small phone.
//!
//! `tests/run` starts chromedriver and names it in `HEARTH_TEST_WEBDRIVER`. Every wait is bounded.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

#[path = "browser/first_run.rs"]
mod first_run;
#[path = "browser/person.rs"]
mod person;
#[path = "browser/whole_day.rs"]
mod whole_day;

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// The narrowest screen that every page must fit, in CSS pixels (WCAG 2.2, 1.4.10 Reflow).
const WIDTH: u64 = 320;
const HEIGHT: u64 = 700;
const PATIENCE: Duration = Duration::from_secs(30);

/// A demo that runs; ended with this value, and what it left behind with it.
struct Demo {
    process: Child,
    folder: PathBuf,
    /// Where it listens, as `http://127.0.0.1:PORT`.
    address: String,
    /// Address and password of somebody who leads.
    sign_in: (String, String),
    /// Address and password of an administrator.
    administrator: (String, String),
    /// The folder its mail goes to.
    mail: PathBuf,
}

impl Demo {
    /// The demo that the tests running now share; started if there is none.
    fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Demo>> = Mutex::new(Weak::new());
        // A test that failed while starting one must not fail the others for it.
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let demo = Arc::new(Self::start(&[("HEARTH_BIND", "127.0.0.1:0")]));
            *shared = Arc::downgrade(&demo);
            demo
        })
    }

    fn start(settings: &[(&str, &str)]) -> Self {
        let folder = fresh_folder("demo");
        let process = Command::new(env!("CARGO_BIN_EXE_hearth"))
            .arg("demo")
            .env_remove("HEARTH_PUBLIC_URL")
            .envs(settings.iter().copied())
            .env("TMPDIR", &folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the demo starts");
        let mut demo = Self {
            process,
            folder,
            address: String::new(),
            sign_in: (String::new(), String::new()),
            administrator: (String::new(), String::new()),
            mail: PathBuf::new(),
        };
        demo.read_what_it_prints();
        demo
    }

    fn read_what_it_prints(&mut self) {
        let printed = BufReader::new(self.process.stdout.take().expect("it is piped"));
        for line in printed.lines().map(|line| line.expect("it prints text")) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                ["Start", "here", url] => {
                    url.strip_suffix("/demo")
                        .expect("it is the start")
                        .clone_into(&mut self.address);
                }
                ["leadership", email, password] => {
                    self.sign_in = (email.to_owned(), password.to_owned());
                }
                ["administrator", email, password] => {
                    self.administrator = (email.to_owned(), password.to_owned());
                }
                ["Mail", folder] => self.mail = PathBuf::from(folder),
                ["Stop", "it", ..] => break,
                _ => {}
            }
        }
        assert!(!self.address.is_empty() && !self.sign_in.1.is_empty(), "it says where it is");
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Asked to end, not killed: only then does it delete its database.
        drop(Command::new("kill").arg(self.process.id().to_string()).status());
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE && matches!(self.process.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(self.process.kill());
        drop(self.process.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn fresh_folder(name: &str) -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("hearth-browser-{name}-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir(&folder).expect("a folder can be made for the test");
    folder
}

/// A browser, and the page it shows.
#[derive(Clone)]
struct Browser(Client);

impl Browser {
    async fn open(webdriver: &str, profile: &str) -> Self {
        let quiet = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ];
        let profile = format!("--user-data-dir={profile}");
        let arguments: Vec<&str> = quiet.into_iter().chain([profile.as_str()]).collect();
        // A window cannot be made as narrow as a phone; what the page sees can.
        let screen = json!({ "width": WIDTH, "height": HEIGHT, "pixelRatio": 1 });
        let options = json!({
            "args": arguments,
            "mobileEmulation": { "deviceMetrics": screen },
        });
        let wanted = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let opening = ClientBuilder::new(HttpConnector::new()).capabilities(wanted).clone();
        let opened = tokio::time::timeout(PATIENCE, opening.connect(webdriver)).await;
        Self(opened.expect("the browser opens in time").expect("the browser opens"))
    }

    async fn go(&self, url: &str) {
        self.0.goto(url).await.unwrap();
        self.fits().await;
    }

    /// Waits for the element of this selector.
    async fn find(&self, css: &str) -> Element {
        self.wait_for(Locator::Css(css)).await
    }

    async fn find_xpath(&self, xpath: &str) -> Element {
        self.wait_for(Locator::XPath(xpath)).await
    }

    async fn wait_for(&self, what: Locator<'_>) -> Element {
        match self.0.wait().at_most(PATIENCE).for_element(what).await {
            Ok(element) => element,
            Err(error) => {
                let at = self.0.current_url().await.unwrap();
                panic!("{what:?} is not on {at}: {error}\n{}", self.text_of("body").await)
            }
        }
    }

    async fn has(&self, css: &str) -> bool {
        !self.0.find_all(Locator::Css(css)).await.unwrap().is_empty()
    }

    async fn text_of(&self, css: &str) -> String {
        self.0.find(Locator::Css(css)).await.unwrap().text().await.unwrap()
    }

    async fn texts_of(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.0.find_all(Locator::Css(css)).await.unwrap() {
            texts.push(element.text().await.unwrap());
        }
        texts
    }

    /// Presses a button that leads to another page, and waits until that page is there.
    async fn press(&self, button: &Element) {
        // The mark goes with the page it stands on: so the same form, shown again, is a new page.
        let mark = "document.documentElement.setAttribute('data-before', '')";
        self.0.execute(mark, Vec::new()).await.unwrap();
        button.click().await.unwrap();
        self.find("html:not([data-before]) body").await;
        self.fits().await;
    }

    /// Nobody has to scroll sideways on this page.
    async fn fits(&self) {
        // `innerWidth` would not do: on a phone it grows with what does not fit.
        let measure = "return document.documentElement.scrollWidth";
        let width = self.0.execute(measure, Vec::new()).await.unwrap();
        let at = self.0.current_url().await.unwrap();
        assert!(width.as_u64().unwrap() <= WIDTH, "{at} is {width} pixels wide");
    }
}

/// Walks through a journey over the demo.
async fn walk<Journey>(name: &str, journey: impl FnOnce(Browser, Arc<Demo>) -> Journey)
where
    Journey: Future<Output = ()> + Send + 'static,
{
    walk_over(name, Demo::shared, journey).await;
}

/// Walks through a journey over what was started for it, in a browser of its own, which is closed
/// even if the journey fails.
async fn walk_over<Place, Journey>(
    name: &str,
    start: impl FnOnce() -> Place,
    journey: impl FnOnce(Browser, Place) -> Journey,
) where
    Journey: Future<Output = ()> + Send + 'static,
{
    let Ok(webdriver) = std::env::var("HEARTH_TEST_WEBDRIVER") else {
        eprintln!("{name}: left out (HEARTH_TEST_WEBDRIVER is not set)");
        return;
    };
    let place = start();
    let folder = fresh_folder("profile");
    let browser = Browser::open(&webdriver, folder.to_str().expect("it is in ASCII")).await;
    let walked = tokio::spawn(journey(browser.clone(), place)).await;
    let closed = browser.0.close().await;
    drop(std::fs::remove_dir_all(folder));
    if let Err(failure) = walked {
        std::panic::resume_unwind(failure.into_panic());
    }
    closed.expect("the browser closes");
}

const TEXT_CAME_IN: &str = "//li[@class = 'in']";

async fn text(browser: &Browser, words: &str) {
    browser.find("#write").await.send_keys(words).await.unwrap();
    browser.press(&browser.find(".phone form button").await).await;
}

#[tokio::test]
async fn a_survey_by_text_goes_from_the_keyword_over_consent_to_the_first_answer() {
    walk("a survey by text", |browser, demo| async move {
        browser.go(&demo.url("/demo/phone?lang=es")).await;
        browser.press(&browser.find_xpath("//button[normalize-space() = 'VOZ']").await).await;
        browser.find_xpath(&format!("{TEXT_CAME_IN}[contains(., '1 = sí, 2 = no')]")).await;
        assert_eq!(browser.texts_of(".chat .in").await.len(), 1, "nothing before consent");

        text(&browser, "1").await;
        let thanks = format!("{TEXT_CAME_IN}[contains(., '¡Gracias!')]");
        let question = browser.find_xpath(&thanks).await.text().await.unwrap();
        assert!(question.contains("¿Qué debemos mejorar primero?"), "{question}");

        text(&browser, "1 4 3").await;
        let chosen = format!("{TEXT_CAME_IN}[contains(., 'Usted eligió')]");
        let chosen = browser.find_xpath(&chosen).await.text().await.unwrap();
        let mut places = Vec::new();
        for number in ["1", "4", "3"] {
            let option = question.lines().find_map(|line| line.strip_prefix(number));
            let option = option.unwrap().trim_start_matches([' ', '.', ')', '=']);
            places.push(chosen.find(option).unwrap_or_else(|| panic!("{option}: {chosen}")));
        }
        assert!(places.is_sorted(), "in the order in which they were chosen: {chosen}");
    })
    .await;
}

const CONTINUE: &str = "main form > button.button:not(.quiet)";

/// Answers the question of the page, or skips it if it may be skipped; the labels chosen.
async fn answer(browser: &Browser) -> Vec<String> {
    let mut chosen = Vec::new();
    if browser.has("button[name=skip]").await {
        browser.press(&browser.find("button[name=skip]").await).await;
        return chosen;
    }
    browser.press(&browser.find(CONTINUE).await).await;
    browser.find(".errors[role=alert] a").await;
    let title = browser.0.title().await.unwrap();
    assert!(title.starts_with("خطأ:"), "{title}");

    let places = browser.0.find_all(Locator::Css("select")).await.unwrap();
    for (at, select) in places.iter().enumerate() {
        let option = format!("option:nth-of-type({})", at + 2);
        let option = select.find(Locator::Css(&option)).await.unwrap();
        chosen.push(option.text().await.unwrap());
        option.click().await.unwrap();
    }
    if places.is_empty() {
        let choice = browser.find("label.choice").await;
        chosen.push(choice.text().await.unwrap());
        choice.click().await.unwrap();
    }
    browser.press(&browser.find(CONTINUE).await).await;
    chosen
}

#[tokio::test]
async fn a_person_who_reads_arabic_answers_the_whole_survey_from_right_to_left() {
    walk("the survey in Arabic", |browser, demo| async move {
        browser.go(&demo.url("/s/patient-voice?lang=ar")).await;
        browser.find("html[lang=ar][dir=rtl]").await;
        browser.press(&browser.find("button[name=agree][value=yes]").await).await;

        let mut chosen = Vec::new();
        while !browser.has("dl.check").await {
            browser.find("html[lang=ar][dir=rtl]").await;
            let before = browser.0.current_url().await.unwrap();
            chosen.push(answer(&browser).await);
            let after = browser.0.current_url().await.unwrap();
            assert_ne!(before, after, "the answer was taken");
            assert!(chosen.len() <= 12, "the survey has an end");
        }
        assert_eq!(chosen[0].len(), 3, "the first question asks for three, in order");
        let chosen: Vec<String> = chosen.concat();
        assert_eq!(browser.texts_of("dl.check .line bdi").await, chosen);

        browser.press(&browser.find(CONTINUE).await).await;
        browser.find("html[lang=ar][dir=rtl]").await;
        assert_eq!(browser.text_of("h1").await, "شكرًا لك!");
        let code = browser.text_of(".code").await;
        assert!(code.len() >= 8 && code.is_ascii(), "a receipt code: {code}");
    })
    .await;
}

#[tokio::test]
async fn what_leadership_decides_on_a_published_priority_can_be_read_by_everybody() {
    const REASON: &str = "We asked three pharmacies for lower prices and start in May.";
    walk("leadership", |browser, demo| async move {
        browser.go(&demo.url("/staff/priorities")).await;
        let (email, password) = &demo.sign_in;
        browser.find("#email").await.send_keys(email).await.unwrap();
        browser.find("#password").await.send_keys(password).await.unwrap();
        browser.press(&browser.find("form[action='/staff/sign-in'] button").await).await;

        browser.find("table.ranked tbody tr").await;
        browser.press(&browser.find("form[action='/staff/priorities/publish'] button").await).await;
        browser.find("[role=status] a[href='/staff/backlog']").await;

        browser.go(&demo.url("/staff/backlog")).await;
        let from_proposed = "[.//input[@name = 'from'][@value = 'proposed']]";
        let details = browser.find_xpath(&format!("//details{from_proposed}")).await;
        details.find(Locator::Css("summary")).await.unwrap().click().await.unwrap();
        let form = browser.find_xpath(&format!("//form{from_proposed}")).await;
        let accept = Locator::XPath(".//label[input[@value = 'accepted']]");
        form.find(accept).await.unwrap().click().await.unwrap();
        let reason = form.find(Locator::Css("textarea")).await.unwrap();
        reason.send_keys(REASON).await.unwrap();
        browser.press(&form.find(Locator::Css("button")).await.unwrap()).await;
        browser.find("[role=status]").await;

        browser.0.delete_all_cookies().await.unwrap();
        browser.go(&demo.url("/heard?lang=en")).await;
        let told = browser.texts_of("p.told").await;
        assert!(told.iter().any(|words| words == REASON), "{told:?}");
    })
    .await;
}
