//! What was typed when a session ended: kept for who typed it, never sent by itself, never for
//! anybody else.

use chrono::TimeDelta;
use hearth::staff::Role;

use crate::browser::{PASSWORD, add, counts, everything, get, open_session, post, raw_rows};
use crate::{app, send, signed_in, support};

const PATH: &str = "/staff/backlog/7/decision";
const WORDS: &str = "We asked three pharmacies.";

/// The token of the forms of a page.
fn csrf(page: &str) -> String {
    let (_, after) = page.split_once("name=\"csrf_token\" value=\"").expect("a form");
    after.split('"').next().unwrap().to_owned()
}

#[actix_web::test]
async fn a_form_that_comes_too_late_is_kept_for_who_typed_it_and_sent_when_they_say_so() {
    for (place, store) in support::stores("a_form_that_comes_too_late") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let lea = add(&services, "lea@example.org", Role::Leadership);
        add(&services, "bo@example.org", Role::Administrator);
        let session = open_session(&services, lea);
        clock.advance(TimeDelta::minutes(15));
        let form = [
            ("csrf_token", session.csrf_token.as_str()),
            ("from", "proposed"),
            ("to", "declined"),
            ("reason", WORDS),
        ];
        let late = send!(app, post(PATH, &session.cookie, &form));
        assert_eq!(late.status, 303);
        let kept = late.location.strip_prefix("/staff/sign-in?next=").unwrap().to_owned();
        assert!(kept.starts_with("/staff/kept/"), "{kept}");
        assert!(!raw_rows(&services, "kept_form").contains("pharmacies"), "sealed at rest");

        // At the same computer somebody else signs in: it is not theirs.
        let foreign = signed_in!(app, "bo@example.org", PASSWORD);
        let token = csrf(&send!(app, get("/staff/me", &foreign)).body);
        let before = everything(&place);
        assert_eq!(send!(app, get(&kept, &foreign)).status, 404);
        for path in [kept.clone(), format!("{kept}/end")] {
            let answer = send!(app, post(&path, &foreign, &[("csrf_token", &token)]));
            assert_eq!(answer.status, 404, "{path}");
        }
        assert_eq!(everything(&place), before);

        let own = signed_in!(app, "lea@example.org", PASSWORD);
        assert!(send!(app, get("/staff/me", &own)).body.contains(&kept));
        let page = send!(app, get(&kept, &own)).body;
        assert!(page.contains(WORDS) && page.contains("was not sent"));
        assert!(!page.contains(&session.csrf_token), "with a token of the new session");
        assert_eq!(send!(app, get(&kept, &own)).status, 200, "looking sends nothing");
        let token = csrf(&page);
        let again = [("csrf_token", token.as_str()), form[1], form[2], form[3]];
        let sent = send!(app, post(&kept, &own, &again));
        assert_eq!((sent.status, sent.location.as_str()), (307, PATH));
        assert_eq!(send!(app, post(PATH, &own, &again)).status, 404, "there is no item 7");
        assert_eq!(send!(app, get(&kept, &own)).status, 404, "sent is sent");
    }
}

#[actix_web::test]
async fn nothing_is_kept_of_a_stranger_of_a_forged_form_or_of_a_secret() {
    for (place, store) in support::stores("nothing_is_kept_of_a_stranger") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let lea = add(&services, "lea@example.org", Role::Leadership);
        let session = open_session(&services, lea);
        let token = ("csrf_token", session.csrf_token.as_str());
        clock.advance(TimeDelta::minutes(15));
        let before = everything(&place);
        let typed = ("reason", WORDS);
        let made_up = "hearth_staff=made-up";
        for (path, cookie, form) in [
            (PATH, "", vec![token, typed]),
            (PATH, made_up, vec![token, typed]),
            (PATH, session.cookie.as_str(), vec![("csrf_token", "made-up"), typed]),
            (PATH, session.cookie.as_str(), vec![typed]),
            (PATH, session.cookie.as_str(), vec![token]),
            (
                "/staff/me/password",
                session.cookie.as_str(),
                vec![token, ("old_password", PASSWORD), ("new_password", "another one")],
            ),
        ] {
            let answer = send!(app, post(path, cookie, &form));
            assert_eq!((answer.status, answer.location.as_str()), (303, "/staff/sign-in"));
        }
        let elsewhere = post(PATH, &session.cookie, &[token, typed])
            .insert_header((actix_web::http::header::ORIGIN, "https://evil.example"));
        assert_eq!(send!(app, elsewhere).status, 403);
        for (cookie, form) in [
            ("", vec![token, typed, ("kept_path", PATH)]),
            (session.cookie.as_str(), vec![typed, ("kept_path", PATH)]),
            (session.cookie.as_str(), vec![token, typed, ("kept_path", "https://evil.example")]),
            (session.cookie.as_str(), vec![token, typed, ("kept_path", "/staff/sign-in")]),
        ] {
            assert_eq!(send!(app, post("/staff/kept", cookie, &form)).status, 403);
        }
        assert_eq!(everything(&place), before);
    }
}

#[actix_web::test]
async fn what_a_script_puts_away_renews_no_session_and_can_be_thrown_away() {
    for (_place, store) in support::stores("what_a_script_puts_away") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let lea = add(&services, "lea@example.org", Role::Leadership);
        let session = open_session(&services, lea);
        let token = ("csrf_token", session.csrf_token.as_str());
        clock.advance(TimeDelta::seconds(14 * 60 + 50));
        let form = [token, ("reason", WORDS), ("kept_path", PATH)];
        let put = send!(app, post("/staff/kept", &session.cookie, &form));
        assert_eq!(put.status, 201);
        clock.advance(TimeDelta::seconds(10));
        let page = send!(app, get("/staff/me", &session.cookie));
        assert_eq!(page.status, 303, "it did not renew");

        let own = signed_in!(app, "lea@example.org", PASSWORD);
        let page = send!(app, get(&put.location, &own)).body;
        assert!(page.contains(WORDS) && !page.contains("kept_path"));
        let token = csrf(&page);
        let end = format!("{}/end", put.location);
        assert_eq!(send!(app, post(&end, &own, &[("csrf_token", &token)])).status, 303);
        assert_eq!(counts(&services, "kept_form"), 0);
    }
}

#[actix_web::test]
async fn kept_forms_are_few_and_gone_after_a_day() {
    for (_place, store) in support::stores("kept_forms_are_few") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let lea = add(&services, "lea@example.org", Role::Leadership);
        let session = open_session(&services, lea);
        let form = [("csrf_token", session.csrf_token.as_str()), ("reason", WORDS)];
        clock.advance(TimeDelta::minutes(15));
        let mut last = String::new();
        for _ in 0..23 {
            clock.advance(TimeDelta::seconds(1));
            last = send!(app, post(PATH, &session.cookie, &form)).location;
        }
        assert_eq!(counts(&services, "kept_form"), 20);
        let last = last.strip_prefix("/staff/sign-in?next=").unwrap();
        clock.advance(TimeDelta::hours(24));
        let own = signed_in!(app, "lea@example.org", PASSWORD);
        assert_eq!(send!(app, get(last, &own)).status, 404);
        hearth::staff::flow::forget_ended(&services).await.unwrap();
        assert_eq!(counts(&services, "kept_form"), 0);
    }
}

#[actix_web::test]
async fn an_open_form_stays_good_when_its_owner_signs_in_again_in_the_same_browser() {
    for (_place, store) in support::stores("an_open_form_stays_good") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let lea = add(&services, "lea@example.org", Role::Leadership);
        let session = open_session(&services, lea);
        clock.advance(TimeDelta::minutes(15));
        let credentials = [("email", "lea@example.org"), ("password", PASSWORD)];
        let half = send!(app, post("/staff/sign-in", &session.cookie, &credentials)).cookies;
        let half = half[0].split(';').next().unwrap();
        let code =
            crate::signing_in::code_on_the_phone(&services, half.split_once('=').unwrap().1).await;
        let both = format!("{half}; {}", session.cookie);
        let done = send!(app, post("/staff/sign-in/code", &both, &[("code", &code)]));
        let cookie = done.cookies[0].split(';').next().unwrap();
        assert_ne!(cookie, session.cookie, "the session is a new one");
        let form = [("csrf_token", session.csrf_token.as_str()), ("from", "proposed")];
        assert_ne!(send!(app, post(PATH, cookie, &form)).status, 403);
    }
}

#[actix_web::test]
async fn a_page_tells_how_long_the_session_lasts_and_asking_to_stay_renews_it() {
    for (_place, store) in support::stores("a_page_tells_how_long") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let id = add(&services, "ana@example.org", Role::Analyst);
        let session = open_session(&services, id);
        let page = send!(app, get("/staff/me", &session.cookie));
        assert_eq!(page.timing, "session;dur=900000");
        assert!(page.body.contains("<script src=\"/assets/desk."));
        let form = [("csrf_token", session.csrf_token.as_str())];
        for _ in 0..50 {
            clock.advance(TimeDelta::minutes(14));
            let stay = send!(app, post("/staff/stay", &session.cookie, &form));
            assert_eq!(stay.status, 204);
        }
        clock.advance(TimeDelta::minutes(10));
        let stay = send!(app, post("/staff/stay", &session.cookie, &form));
        assert_eq!(stay.timing, "session;dur=600000", "twelve hours at most");
    }
}
