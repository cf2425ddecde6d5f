//! One's own account, and what administrators do about those of others.

use std::sync::Arc;

use chrono::TimeDelta;
use hearth::staff::Role;
use hearth::staff::second_factor::TotpSecret;
use hearth::staff::store::second_step::find_secret;

use crate::browser::{PASSWORD, add, add_speaking, counts, everything, get, open_session, post};
use crate::{app, send, signed_in, support};

const NEW: &str = "a lamp beside the door";

/// The names of the sessions that the page offers to end.
fn names(page: &str) -> Vec<String> {
    let after = page.split("action=\"/staff/me/sessions/").skip(1);
    after.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn one_sees_and_ends_ones_own_sessions_and_nobody_elses() {
    for (place, store) in support::stores("one_sees_ones_own_sessions") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        let ana = add(&services, "ana@example.org", Role::Analyst);
        let bo = add(&services, "bo@example.org", Role::Administrator);
        let (here, _there, third) = (
            open_session(&services, ana),
            open_session(&services, ana),
            open_session(&services, ana),
        );
        let foreign = open_session(&services, bo);
        let page = send!(app, get("/staff/me", &here.cookie)).body;
        assert!(page.contains("192.0.2.7") && page.contains("this one"));
        let others = names(&page);
        assert_eq!(others.len(), 2, "one's own is not offered");

        let form = |of: &crate::opened::Opened| of.csrf_token.clone();
        let end = format!("/staff/me/sessions/{}", others[0]);
        let before = everything(&place);
        let token = form(&foreign);
        let forbidden = send!(app, post(&end, &foreign.cookie, &[("csrf_token", &token)]));
        assert_eq!(forbidden.status, 404);
        assert_eq!(everything(&place), before, "another's session stays");
        let token = form(&here);
        let own = [("csrf_token", token.as_str())];
        assert_eq!(send!(app, post(&end, &here.cookie, &own)).status, 303);
        assert_eq!(send!(app, post(&end, &here.cookie, &own)).status, 404, "it has ended");
        assert_eq!(send!(app, post("/staff/me/sessions", &here.cookie, &own)).status, 303);
        assert_eq!(counts(&services, "staff_session"), 2);
        assert_eq!(send!(app, get("/staff/me", &third.cookie)).status, 303);
        assert_eq!(send!(app, get("/staff/me", &here.cookie)).status, 200);
        assert_eq!(send!(app, get("/staff/me", &foreign.cookie)).status, 200);
    }
}

#[actix_web::test]
async fn a_password_is_changed_by_who_knows_it_and_every_session_ends() {
    for (_place, store) in support::stores("a_password_is_changed") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let ana = add(&services, "ana@example.org", Role::Analyst);
        let (here, there) = (open_session(&services, ana), open_session(&services, ana));
        let path = "/staff/me/password";
        let token = ("csrf_token", here.csrf_token.as_str());
        for (old, new, said) in [
            ("wrong wrong wrong", NEW, "Nothing was changed"),
            (PASSWORD, "x1y2z3", "too short"),
            (PASSWORD, "password1234", "easy to guess"),
        ] {
            let form = [token, ("old_password", old), ("new_password", new)];
            let answer = send!(app, post(path, &here.cookie, &form));
            assert!(answer.status == 422 && answer.body.contains(said), "{said}");
            assert!(!answer.body.contains(old) && !answer.body.contains(new), "never shown");
        }
        let wrong = [token, ("old_password", "wrong wrong wrong"), ("new_password", NEW)];
        for _ in 0..4 {
            assert_eq!(send!(app, post(path, &here.cookie, &wrong)).status, 422);
        }
        let form = [token, ("old_password", PASSWORD), ("new_password", NEW)];
        assert_eq!(send!(app, post(path, &here.cookie, &form)).status, 429, "guessing slows down");
        clock.advance(TimeDelta::seconds(5));
        let done = send!(app, post(path, &here.cookie, &form));
        assert_eq!((done.status, done.location.as_str()), (303, "/staff/sign-in?chosen=1"));
        for ended in [&here, &there] {
            assert_eq!(send!(app, get("/staff/me", &ended.cookie)).status, 303);
        }
        signed_in!(app, "ana@example.org", NEW);
        assert_eq!(counts(&services, "mail_message"), 1, "its owner is told");
    }
}

#[actix_web::test]
async fn recovery_codes_are_made_anew_and_a_phone_changed_with_password_and_code_only() {
    for (_place, store) in support::stores("recovery_codes_are_made_anew") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let ana = add(&services, "ana@example.org", Role::Analyst);
        let cookie = signed_in!(app, "ana@example.org", PASSWORD);
        let page = send!(app, get("/staff/me", &cookie)).body;
        let (_, after) = page.split_once("name=\"csrf_token\" value=\"").unwrap();
        let token = ("csrf_token", after.split('"').next().unwrap());
        let path = "/staff/me/recovery-codes";
        clock.advance(TimeDelta::minutes(1));
        let now = secret(&services, ana).unwrap().code_at(services.clock.now());
        for (password, code) in
            [("wrong wrong", now.as_str()), (PASSWORD, ""), (PASSWORD, "000000")]
        {
            let form = [token, ("codes_password", password), ("codes_code", code)];
            assert_eq!(send!(app, post(path, &cookie, &form)).status, 422);
        }
        assert_eq!(counts(&services, "mail_message"), 0);
        let form = [token, ("codes_password", PASSWORD), ("codes_code", &now)];
        let made = send!(app, post(path, &cookie, &form));
        assert_eq!(counts(&services, "mail_message"), 1, "its owner is told");
        let again = send!(app, post(path, &cookie, &form));
        assert_eq!(again.status, 422, "a code is good once");
        let code = made.body.split("lang=\"zxx\">").nth(1).unwrap().split('<').next().unwrap();
        assert_eq!((made.status, counts(&services, "staff_recovery_code")), (200, 10));

        let path = "/staff/me/second-factor";
        for (password, code) in [("wrong wrong wrong", code), (PASSWORD, "000000"), (PASSWORD, "")]
        {
            let form = [token, ("factor_password", password), ("code", code)];
            assert_eq!(send!(app, post(path, &cookie, &form)).status, 422);
            assert!(secret(&services, ana).is_some());
        }
        let form = [token, ("factor_password", PASSWORD), ("code", code)];
        assert_eq!(send!(app, post(path, &cookie, &form)).status, 303);
        assert!(secret(&services, ana).is_none());
        assert_eq!(send!(app, get("/staff/me", &cookie)).status, 303, "signed out everywhere");
        assert_eq!(counts(&services, "staff_recovery_code"), 0);
        assert_eq!(counts(&services, "mail_message"), 2, "its owner is told");
    }
}

fn secret(services: &hearth::services::Services, id: i64) -> Option<TotpSecret> {
    let keys = Arc::clone(&services.keys);
    services.store.read_now(move |connection| find_secret(connection, &keys, id)).unwrap()
}

#[actix_web::test]
async fn an_administrator_takes_a_second_factor_away_and_ends_sessions_of_others() {
    for (_place, store) in support::stores("an_administrator_takes_a_second_factor") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        let ana = add(&services, "ana@example.org", Role::Analyst);
        let bo = add(&services, "bo@example.org", Role::Administrator);
        let cookie = signed_in!(app, "ana@example.org", PASSWORD);
        let admin = open_session(&services, bo);
        let form = [("csrf_token", admin.csrf_token.as_str())];
        let page = send!(app, get("/staff/accounts", &admin.cookie)).body;
        assert!(page.contains(&format!("/staff/accounts/{ana}/sessions")));
        let sessions = format!("/staff/accounts/{ana}/sessions");
        assert_eq!(send!(app, post(&sessions, &admin.cookie, &form)).status, 303);
        assert_eq!(send!(app, get("/staff/me", &cookie)).status, 303);

        let factor = |id: i64| format!("/staff/accounts/{id}/second-factor");
        assert_eq!(
            send!(app, post(&factor(bo), &admin.cookie, &form)).status,
            404,
            "not one's own"
        );
        assert_eq!(send!(app, post(&factor(ana), &admin.cookie, &form)).status, 303);
        assert!(secret(&services, ana).is_none());
        signed_in!(app, "ana@example.org", PASSWORD);
        assert!(secret(&services, ana).is_some(), "set up anew");
    }
}

#[actix_web::test]
async fn the_page_of_ones_own_account_is_whole_in_every_language() {
    let (_place, store) = support::stores("the_own_page_in_every_language").remove(0);
    let (services, _clock) = support::services(&store);
    let app = app!(services);
    let languages: Vec<_> = services.i18n.languages().cloned().collect();
    let ana = add_speaking(&services, "ana@example.org", Role::Administrator, "en");
    let cookie = signed_in!(app, "ana@example.org", PASSWORD);
    open_session(&services, ana);
    for tag in languages.iter().map(hearth::i18n::Language::tag) {
        let page = send!(app, get("/staff/me", &cookie)).body;
        let (_, after) = page.split_once("name=\"csrf_token\" value=\"").unwrap();
        let token = ("csrf_token", after.split('"').next().unwrap());
        let path = "/staff/me/language";
        assert_eq!(send!(app, post(path, &cookie, &[token, ("language", "xx")])).status, 400);
        assert_eq!(send!(app, post(path, &cookie, &[token, ("language", tag)])).status, 303);
        for path in ["/staff/me?done=language", "/staff/accounts", "/staff/audit"] {
            let page = send!(app, get(path, &cookie));
            let html = format!("<html lang=\"{tag}\" dir=");
            assert!(page.status == 200 && page.body.contains(&html), "{path} {tag}");
            assert!(!page.body.contains("style=") && !page.body.contains("{ $"), "{path} {tag}");
        }
    }
}
