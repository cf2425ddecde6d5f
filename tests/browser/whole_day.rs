//! A day of the people who run it: from an invitation by mail to a file of answers.

use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use fantoccini::Locator;
use hearth::clock::{Clock as _, SystemClock};
use hearth::staff::second_factor::TotpSecret;

use super::person::{By, Person};
use super::{Browser, Demo, PATIENCE, walk_over};

const EMAIL: &str = "lena@riverside.example";
const PASSWORD: &str = "nine patient otters";
const PANEL: &str = "Spring list";
/// The number of Denise Carter in `samples/contacts.csv`, as somebody might type it.
const DENISE: &str = "617 555 0110";
/// What Denise says, after the question whether she agrees.
const ANSWERS: [&str; 7] = ["1 2 3", "The wait is long", "1", "1", "4", "17", "no"];
/// How long a campaign may take to begin: the minute to cancel, and a slow machine.
const BEGINS_WITHIN: Duration = Duration::from_mins(3);

/// A demo whose texts go out at every hour, and whose mails lead back to it.
fn demo() -> Demo {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    Demo::start(&[("HEARTH_BIND", &free), ("HEARTH_TEXT_HOURS", "00:00-23:59")])
}

/// The link of the invitation, as soon as the mail is there.
async fn link_in_mail(folder: &Path) -> String {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        for file in std::fs::read_dir(folder).into_iter().flatten() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "eml") {
                let mail = std::fs::read_to_string(path).unwrap();
                assert!(mail.contains(&format!("To: {EMAIL}")), "{mail}");
                let line = mail.lines().find(|line| line.contains("/link/")).expect("a link");
                return line[line.find("http").unwrap()..].trim().to_owned();
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail came into {}", folder.display());
}

async fn sign_in(person: &Person, email: &str, password: &str) {
    person.write("#email", email).await;
    person.write("#password", password).await;
    person.go_by("form[action='/staff/sign-in'] button").await;
}

async fn sign_out(person: &Person) {
    person.unfold("details.menu summary").await;
    person.go_by("details.menu form[action='/staff/sign-out'] button").await;
}

/// The administrator invites a liaison, who chooses a password with the link in the mail.
async fn invite(person: &Person, demo: &Demo) {
    person.browser.go(&demo.url("/staff")).await;
    sign_in(person, &demo.administrator.0, &demo.administrator.1).await;
    person.go_by_menu("/staff/accounts").await;
    person.write("#email", EMAIL).await;
    person.pick("input[name=role]", "input[name=role][value=liaison]").await;
    person.go_by("form[action='/staff/accounts'] button").await;
    person.browser.find(".said").await;
    let link = link_in_mail(&demo.mail).await;
    sign_out(person).await;

    person.browser.go(&link).await;
    assert_eq!(person.browser.find("#email").await.prop("value").await.unwrap().unwrap(), EMAIL);
    person.write("#password", PASSWORD).await;
    person.go_by("main form button").await;
    sign_in(person, EMAIL, PASSWORD).await;
}

/// The liaison sets up a phone for codes, and is asked for one from then on.
async fn protect(person: &Person, demo: &Demo) {
    let browser = &person.browser;
    browser.go(&demo.url("/staff/me")).await;
    person.write("#new_factor_password", PASSWORD).await;
    person.go_by("form[action='/staff/me/second-factor/new'] button").await;
    let key = browser.text_of("#key").await.replace(' ', "");
    let secret = TotpSecret::from_base32(&key).unwrap();
    let now = SystemClock.now();
    person.write("#code", &secret.code_at(now)).await;
    person.go_by("form[action='/staff/sign-in/code'] button").await;
    assert_eq!(browser.texts_of("li.code").await.len(), 10);
    person.go_by("main a.button").await;
    assert!(browser.text_of("#own-factor ~ p").await.contains("is asked for"));

    sign_out(person).await;
    browser.go(&demo.url("/staff")).await;
    sign_in(person, EMAIL, PASSWORD).await;
    // Each code is good once; the next is taken a little early.
    let later = SystemClock.now().max(now + TimeDelta::seconds(30));
    person.write("#code", &secret.code_at(later)).await;
    person.go_by("form[action='/staff/sign-in/code'] button").await;
    browser.find("details.menu").await;
}

/// The texts of the definitions of a list, by their terms.
async fn counts(browser: &Browser) -> Vec<(String, String)> {
    let terms = browser.texts_of("dl.check dt").await;
    terms.into_iter().zip(browser.texts_of("dl.check dd").await).collect()
}

async fn bring_people(person: &Person) {
    let browser = &person.browser;
    person.go_by_menu("/staff/people").await;
    person.go_by("main a[href='/staff/people/bring']").await;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/contacts.csv");
    person.write("#file", file.to_str().unwrap()).await;
    person.go_by("form[action='/staff/people/bring'] button").await;

    let mut guessed = Vec::new();
    for select in browser.0.find_all(Locator::Css("select[id^=column-]")).await.unwrap() {
        guessed.push(select.prop("value").await.unwrap().unwrap());
    }
    assert_eq!(guessed, COLUMNS);
    person.write("#panel", PANEL).await;
    person.pick("input[name=of]", "input[name=of][value=rows]").await;
    person.write("#statement", "Intake form of 2026, question 12").await;
    person.choose("#method", 1).await;
    person.write("#on", "02202026").await;
    let on = browser.find("#on").await.prop("value").await.unwrap();
    assert_eq!(on.as_deref(), Some("2026-02-20"));
    person.go_by("form[action$='/columns'] button").await;

    let found = counts(browser).await;
    let of = |term: &str| found.iter().find(|(dt, _)| dt.starts_with(term)).map(|(_, dd)| &dd[..]);
    assert_eq!(of("New people"), Some("24"), "{found:?}");
    assert_eq!(of("Rows with a number that stands"), Some("1"), "{found:?}");
    assert_eq!(of("Rows that are not taken"), Some("3"), "{found:?}");
    assert_eq!(of("You state that they agreed"), Some("20"), "{found:?}");
    person.go_by("form[action$='/confirm'] button").await;

    let began = Instant::now();
    while browser.text_of("main .badge").await != "Brought in" {
        assert!(began.elapsed() < PATIENCE, "{}", browser.text_of("main").await);
        person.go_by("main a.quiet[href^='/staff/people/lists/']").await;
    }
    let done = counts(browser).await;
    assert!(done.contains(&("New people".to_owned(), "24".to_owned())), "{done:?}");
}

const COLUMNS: [&str; 8] =
    ["name", "phone", "language", "site", "age", "race_ethnicity", "consent", "consent_date"];

/// The liaison asks the people of the list; the address of the campaign.
async fn ask(person: &Person) -> String {
    let browser = &person.browser;
    person.go_by_menu("/staff/asking").await;
    person.go_by("main a[href='/staff/asking/new']").await;
    let panel = browser.find_xpath(&format!("//label[contains(., '{PANEL}')]/input")).await;
    let panel = panel.attr("value").await.unwrap().unwrap();
    let panel = format!("input[name=panel][value='{panel}']");
    person.pick("input[name=panel]", &panel).await;
    person.go_by("form[action='/staff/asking/plan'] button").await;

    assert!(browser.text_of("h1").await.contains("20"), "{}", browser.text_of("h1").await);
    let languages = browser.texts_of("section[aria-labelledby=who] tbody th").await;
    assert_eq!(languages.len(), 7, "six languages, and all: {languages:?}");
    person.go_by("form[action='/staff/asking'] button").await;
    browser.find("[data-seconds]").await;
    browser.0.current_url().await.unwrap().to_string()
}

/// Takes the phone of whoever has that number; the address of its page.
async fn hold_phone(person: &Person, demo: &Demo, number: &str) -> String {
    person.browser.go(&demo.url("/demo/phone?lang=en")).await;
    person.write("#number", number).await;
    person.go_by("form[action$='/hold'] button").await;
    let address = person.browser.0.current_url().await.unwrap().to_string();
    assert!(!address.contains("0110"), "no number stands in an address: {address}");
    address
}

/// Waits until the campaign's page, which keeps itself up to date, says that its texts go out.
async fn wait_until_asked(browser: &Browser) {
    let over = Locator::Css("main:not(:has([data-seconds])) dl.sums");
    let waited = browser.0.wait().at_most(BEGINS_WITHIN).for_element(over).await;
    assert!(waited.is_ok(), "{}", browser.text_of("main").await);
}

async fn texts_that_came(browser: &Browser) -> Vec<String> {
    browser.texts_of(".chat .in .bubble").await
}

/// Denise agrees and answers every question.
async fn answer_by_text(person: &Person, phone: &str) {
    let browser = &person.browser;
    let began = Instant::now();
    browser.go(phone).await;
    while texts_that_came(browser).await.is_empty() {
        assert!(began.elapsed() < BEGINS_WITHIN, "a text comes");
        browser.go(phone).await;
    }
    let consent = texts_that_came(browser).await.concat();
    assert!(consent.contains("Riverside Health") && consent.contains("STOP"), "{consent}");

    for words in ["1"].into_iter().chain(ANSWERS) {
        let before = texts_that_came(browser).await.len();
        person.write("#write", words).await;
        person.go_by(".phone form button").await;
        let began = Instant::now();
        while texts_that_came(browser).await.len() == before {
            assert!(began.elapsed() < PATIENCE, "an answer to {words}");
            browser.go(phone).await;
        }
    }
    let last = texts_that_came(browser).await.swap_remove(0);
    assert!(last.contains("Thank you"), "{last}");
}

async fn responses(person: &Person) -> u32 {
    person.go_by_menu("/staff/surveys").await;
    person.go_by("main a[href='/staff/surveys/patient-voice']").await;
    let said = person.browser.text_of("section[aria-labelledby=answers]").await;
    let (_, after) = said.split_once("Responses so far: ").expect("how many answered");
    let line = after.lines().next().unwrap_or_default();
    let digits: String = line.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

/// The file of answers, as the button's form brings it to this session.
async fn export(person: &Person) -> String {
    let button = "form[action='/staff/surveys/patient-voice/answers.csv'] button";
    person.tab_to(button).await;
    let send = "const [done] = [...arguments].slice(-1), form = document.activeElement.form; \
                fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))})\
                .then(answer => answer.text()).then(done)";
    let file = person.browser.0.execute_async(send, Vec::new()).await.unwrap();
    file.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_liaison_comes_by_keyboard_alone_from_the_invitation_to_the_file_of_answers() {
    walk_over("the whole day", demo, |browser, demo| async move {
        let person = Person { browser, by: By::Keyboard };
        invite(&person, &demo).await;
        protect(&person, &demo).await;
        let before = responses(&person).await;
        bring_people(&person).await;
        let campaign = ask(&person).await;

        let phone = hold_phone(&person, &demo, DENISE).await;
        let came = texts_that_came(&person.browser).await;
        person.browser.go(&campaign).await;
        // On a slow machine the minute may be over by now.
        if person.browser.has("[data-seconds]").await {
            assert!(came.is_empty(), "nothing leaves while it can be cancelled: {came:?}");
        }
        wait_until_asked(&person.browser).await;
        answer_by_text(&person, &phone).await;

        person.browser.go(&campaign).await;
        assert_eq!(person.browser.text_of("dl.sums dd").await, "1", "who answered");
        assert_eq!(responses(&person).await, before + 1);
        let answers = person.browser.text_of("section[aria-labelledby=answers]").await;
        assert!(answers.contains("not shown"), "small cells are hidden: {answers}");
        let file = export(&person).await;
        let rows = file.lines().filter(|row| row.contains(",17,no")).count();
        assert_eq!(rows, 1, "{file}");
    })
    .await;
}
