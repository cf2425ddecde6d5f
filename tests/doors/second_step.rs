//! The second step of signing in: no way around it, each code once, wrong ones slow down.

use actix_web::http::header;
use chrono::TimeDelta;
use hearth::services::Services;
use hearth::staff::Role;

use crate::browser::{Answer, PASSWORD, add, counts, get, post};
use crate::signing_in::code_on_the_phone;
use crate::{app, send, signed_in, support};

const STEP: &str = "/staff/sign-in/code";

/// The pair of name and value of a cookie that was set.
fn cookie(answer: &Answer, name: &str) -> String {
    let pairs = answer.cookies.iter().map(|cookie| cookie.split(';').next().unwrap());
    let mut found = pairs.filter(|pair| pair.starts_with(&format!("{name}=")));
    found.next().unwrap_or_default().to_owned()
}

/// Gives the right password; the half session's cookie.
macro_rules! half {
    ($app:expr, $email:expr) => {{
        let form = [("email", $email), ("password", PASSWORD), ("next", "")];
        let answer = send!($app, post("/staff/sign-in", "", &form));
        assert_eq!((answer.status, answer.location.as_str()), (303, STEP));
        assert_eq!(cookie(&answer, "hearth_staff"), "", "half is no session");
        cookie(&answer, "hearth_half")
    }};
}

async fn shown(services: &Services, half: &str) -> String {
    code_on_the_phone(services, half.split_once('=').unwrap().1).await
}

/// The recovery codes on the page that shows them once.
fn codes_on(page: &str) -> Vec<String> {
    let mut after = page.split("lang=\"zxx\">").skip(1);
    let codes: Vec<String> =
        after.by_ref().map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    codes.into_iter().filter(|code| code.len() == 11).collect()
}

#[actix_web::test]
async fn who_has_no_second_factor_gets_one_before_anything_else() {
    for (_place, store) in support::stores("who_has_no_second_factor") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org", Role::Analyst);
        let app = app!(services);
        let half = half!(app, "ana@example.org");
        for path in ["/staff", "/staff/backlog", "/staff/accounts"] {
            assert_eq!(send!(app, get(path, &half)).status, 303, "{path}");
        }
        let page = send!(app, get(STEP, &half));
        assert_eq!(page.status, 200);
        assert!(page.body.contains("<svg") && page.body.contains("id=\"key\""));
        assert_eq!(send!(app, post(STEP, &half, &[("code", "abcdefghjk")])).status, 422);

        let code = shown(&services, &half).await;
        let done = send!(app, post(STEP, &half, &[("code", &code)]));
        let codes = codes_on(&done.body);
        assert_eq!((done.status, codes.len()), (200, 10));
        let session = cookie(&done, "hearth_staff");
        assert_eq!(send!(app, get("/staff/backlog", &session)).status, 200);
        assert_eq!(cookie(&done, "hearth_half"), "hearth_half=", "what is used up goes");
        let again = send!(app, post(STEP, &half, &[("code", &code)]));
        assert_eq!(again.location, "/staff/sign-in?over=1");

        // The next time there is nothing to set up, and the key is not shown again.
        clock.advance(TimeDelta::seconds(30));
        let half = half!(app, "ana@example.org");
        let page = send!(app, get(STEP, &half));
        assert!(!page.body.contains("<svg") && !page.body.contains("id=\"key\""));
    }
}

#[actix_web::test]
async fn a_code_works_once_and_one_step_early_or_late() {
    for (_place, store) in support::stores("a_code_works_once") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org", Role::Analyst);
        let app = app!(services);
        signed_in!(app, "ana@example.org", PASSWORD);
        let half = half!(app, "ana@example.org");
        let code = shown(&services, &half).await;
        assert_eq!(send!(app, post(STEP, &half, &[("code", &code)])).status, 303);
        for late in [0, 30] {
            clock.advance(TimeDelta::seconds(late));
            let half = half!(app, "ana@example.org");
            let replayed = send!(app, post(STEP, &half, &[("code", &code)]));
            assert_eq!((replayed.status, replayed.cookies.len()), (422, 0), "{late}");
        }
        let half = half!(app, "ana@example.org");
        let code = shown(&services, &half).await;
        clock.advance(TimeDelta::seconds(60));
        assert_eq!(send!(app, post(STEP, &half, &[("code", &code)])).status, 422);
        clock.advance(TimeDelta::seconds(-30));
        let typed = format!(" {} {}", &code[..3], &code[3..]);
        assert_eq!(send!(app, post(STEP, &half, &[("code", &typed)])).status, 303);
    }
}

#[actix_web::test]
async fn a_recovery_code_works_once_for_its_own_account_only() {
    for (_place, store) in support::stores("a_recovery_code_works_once") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        let mut codes = Vec::new();
        for email in ["ana@example.org", "bo@example.org"] {
            add(&services, email, Role::Analyst);
            let half = half!(app, email);
            let code = shown(&services, &half).await;
            codes.push(codes_on(&send!(app, post(STEP, &half, &[("code", &code)])).body));
        }
        let half = half!(app, "ana@example.org");
        assert_eq!(send!(app, post(STEP, &half, &[("code", &codes[1][0])])).status, 422);
        let typed = codes[0][0].to_lowercase().replace('-', " ");
        assert_eq!(send!(app, post(STEP, &half, &[("code", &typed)])).status, 303);
        let half = half!(app, "ana@example.org");
        assert_eq!(send!(app, post(STEP, &half, &[("code", &codes[0][0])])).status, 422);
        assert_eq!(send!(app, post(STEP, &half, &[("code", &codes[0][1])])).status, 303);
        assert_eq!(counts(&services, "staff_recovery_code"), 18);
    }
}

#[actix_web::test]
async fn wrong_codes_slow_down_and_a_stranger_with_the_password_never_keeps_the_owner_out() {
    for (_place, store) in support::stores("wrong_codes_slow_down") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org", Role::Analyst);
        let app = app!(services);
        let half = half!(app, "ana@example.org");
        let code = shown(&services, &half).await;
        let done = send!(app, post(STEP, &half, &[("code", &code)]));
        let known = cookie(&done, "hearth_known_browser");

        let stranger = half!(app, "ana@example.org");
        for _ in 0..5 {
            assert_eq!(send!(app, post(STEP, &stranger, &[("code", "000000")])).status, 422);
        }
        let before = counts(&services, "audit_event");
        let code = shown(&services, &stranger).await;
        let refused = send!(app, post(STEP, &stranger, &[("code", &code)]));
        assert_eq!((refused.status, refused.cookies.len()), (429, 0));
        // A new half session does not begin the count anew.
        let another = half!(app, "ana@example.org");
        assert_eq!(send!(app, post(STEP, &another, &[("code", &code)])).status, 429);
        assert_eq!(counts(&services, "audit_event"), before + 1, "only the password is told of");

        let own = format!("{}; {known}", half!(app, "ana@example.org"));
        assert_eq!(send!(app, post(STEP, &own, &[("code", &code)])).status, 303);
        clock.advance(TimeDelta::seconds(60));
        let code = shown(&services, &another).await;
        assert_eq!(send!(app, post(STEP, &another, &[("code", &code)])).status, 303);
    }
}

#[actix_web::test]
async fn a_half_session_ends_after_ten_minutes_and_with_the_account() {
    for (_place, store) in support::stores("a_half_session_ends") {
        let (services, clock) = support::services(&store);
        let id = add(&services, "ana@example.org", Role::Analyst);
        let app = app!(services);
        let half = half!(app, "ana@example.org");
        let code = shown(&services, &half).await;
        clock.advance(TimeDelta::minutes(10));
        for made_up in [half.as_str(), "hearth_half=made-up", ""] {
            let late = send!(app, post(STEP, made_up, &[("code", &code)]));
            assert_eq!(late.location, "/staff/sign-in?over=1");
            assert_eq!(send!(app, get(STEP, made_up)).location, "/staff/sign-in?over=1");
        }
        let half = half!(app, "ana@example.org");
        let code = shown(&services, &half).await;
        services
            .store
            .write_now(move |connection| {
                let now = support::morning();
                hearth::staff::store::accounts::mark_account_ended(connection, id, now)
            })
            .unwrap();
        let out = send!(app, post(STEP, &half, &[("code", &code)]));
        assert_eq!(out.location, "/staff/sign-in?over=1");
        assert_eq!(counts(&services, "staff_session"), 0);
    }
}

#[actix_web::test]
async fn the_same_code_sent_many_times_at_once_opens_one_session() {
    for (_place, store) in support::stores("the_same_code_at_once") {
        let (services, _clock) = support::services(&store);
        add(&services, "ana@example.org", Role::Analyst);
        let app = app!(services);
        signed_in!(app, "ana@example.org", PASSWORD);
        let mut halves = Vec::new();
        for _ in 0..4 {
            halves.push(half!(app, "ana@example.org"));
        }
        let code = shown(&services, &halves[0]).await;
        let before = counts(&services, "staff_session");
        let form = [("code", code.as_str())];
        let one = |half: &str| post(STEP, half, &form).to_request();
        let all = tokio::join!(
            actix_web::test::call_service(&app, one(&halves[0])),
            actix_web::test::call_service(&app, one(&halves[1])),
            actix_web::test::call_service(&app, one(&halves[2])),
            actix_web::test::call_service(&app, one(&halves[3])),
        );
        let statuses = [all.0.status(), all.1.status(), all.2.status(), all.3.status()];
        let opened = statuses.iter().filter(|status| status.as_u16() == 303).count();
        assert_eq!((opened, counts(&services, "staff_session")), (1, before + 1));
    }
}

#[actix_web::test]
async fn the_pages_of_the_second_step_are_whole_in_every_language() {
    let (_place, store) = support::stores("the_second_step_in_every_language").remove(0);
    let (services, _clock) = support::services(&store);
    let app = app!(services);
    let languages: Vec<_> = services.i18n.languages().cloned().collect();
    for tag in languages.iter().map(hearth::i18n::Language::tag) {
        let email = format!("{tag}@example.org");
        crate::browser::add_speaking(&services, &email, Role::Analyst, tag);
        let half = half!(app, email.as_str());
        let mut pages = vec![send!(app, get(STEP, &half)).body];
        pages.push(send!(app, post(STEP, &half, &[("code", "1")])).body);
        let code = shown(&services, &half).await;
        pages.push(send!(app, post(STEP, &half, &[("code", &code)])).body);
        let half = half!(app, email.as_str());
        pages.push(send!(app, get(STEP, &half)).body);
        let asked = get("/staff/sign-in?over=1", "").insert_header((header::ACCEPT_LANGUAGE, tag));
        pages.push(send!(app, asked).body);
        for page in pages {
            assert!(page.contains(&format!("<html lang=\"{tag}\" dir=")), "{tag}: {page}");
            assert!(!page.contains("style=") && !page.contains("{ $"), "{tag}");
        }
    }
}
