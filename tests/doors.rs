//! The doors of the console, as whoever should not come in would try them: every route of the
//! table, on both engines.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

#[path = "doors/browser.rs"]
mod browser;
#[path = "doors/kept.rs"]
mod kept;
#[path = "doors/mounted.rs"]
mod mounted;
#[path = "support/opened.rs"]
mod opened;
#[path = "doors/own.rs"]
mod own;
#[path = "doors/second_step.rs"]
mod second_step;
#[path = "support/signing_in.rs"]
mod signing_in;
mod support;
#[path = "doors/trail.rs"]
mod trail;

use browser::{add, everything, form, get, open_session, post};
use chrono::TimeDelta;
use hearth::staff::Role;
use hearth::staff::access::{Access, ROUTES, Route};

/// The path of a row, with parts that name nothing there is.
fn path(row: &Route) -> String {
    let part = |part: &str| match part {
        "{language}" => "es".to_owned(),
        "{slug}" => "no-such".to_owned(),
        _ if part.starts_with('{') => "999999".to_owned(),
        _ => part.to_owned(),
    };
    row.pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[test]
fn every_mounted_route_of_the_console_stands_in_the_table_and_every_row_is_mounted() {
    let mounted = mounted::routes();
    let rows: Vec<(String, String)> =
        ROUTES.iter().map(|row| (row.method.to_owned(), row.pattern.to_owned())).collect();
    let missing: Vec<_> = mounted.iter().filter(|route| !rows.contains(route)).collect();
    assert!(missing.is_empty(), "in no row of staff/access.rs, so never served: {missing:?}");
    let left_over: Vec<_> = rows.iter().filter(|row| !mounted.contains(row)).collect();
    assert!(left_over.is_empty(), "rows of staff/access.rs that no room mounts: {left_over:?}");
}

#[actix_web::test]
async fn who_has_not_signed_in_comes_through_no_door_but_those_of_signing_in() {
    for (_place, store) in support::stores("who_has_not_signed_in") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        for row in ROUTES.iter().filter(|row| row.access != Access::Open) {
            let path = path(row);
            for cookie in ["", "hearth_staff=made-up", "hearth_staff="] {
                let request = match row.method {
                    "GET" => get(&path, cookie),
                    _ => post(&path, cookie, &[("csrf_token", "x")]),
                };
                let answer = send!(app, request);
                assert_eq!(answer.status, 303, "{} {path}", row.method);
                let to = answer.location.split('?').next().unwrap();
                assert_eq!(to, "/staff/sign-in", "{} {path}", row.method);
            }
        }
    }
}

#[actix_web::test]
async fn each_role_comes_through_the_doors_of_its_row_and_no_others() {
    for (_place, store) in support::stores("each_role_comes_through") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        for role in Role::ALL {
            let id = add(&services, &format!("{}@example.org", role.name()), role);
            for row in ROUTES.iter().filter(|row| row.access != Access::Open) {
                let session = open_session(&services, id);
                let path = path(row);
                let request = match row.method {
                    "GET" => get(&path, &session.cookie),
                    _ => form(&path, &session.cookie, &session.csrf_token),
                };
                let answer = send!(app, request);
                let is_let_in = answer.status != 403;
                let told = (row.method, &path, role, answer.status);
                assert_eq!(is_let_in, row.access.lets(Some(role)), "{told:?}");
                assert!(answer.status < 500, "{told:?}");
            }
        }
    }
}

#[actix_web::test]
async fn what_stands_in_no_row_is_not_served_to_anybody() {
    let (_place, store) = support::stores("what_stands_in_no_row").remove(0);
    let (services, _clock) = support::services(&store);
    let app = app!(services);
    let id = add(&services, "ana@example.org", Role::Administrator);
    let session = open_session(&services, id);
    for path in ["/staff/nothing", "/staff/accounts/", "/staff//accounts", "/staff/accounts/7"] {
        assert_eq!(send!(app, get(path, &session.cookie)).status, 404, "{path}");
        assert_eq!(send!(app, get(path, "")).status, 404, "{path}");
    }
    // However the path is spelled, it is the router's reading that counts.
    for path in ["/%73taff/accounts", "/staff/%61ccounts", "/st%61ff/acc%6funts"] {
        assert_eq!(send!(app, get(path, "")).status, 303, "{path}");
    }
}

/// Sends what must be refused, and holds what there was before against what there is after.
macro_rules! refused {
    ($app:expr, ($place:expr, $before:expr), $request:expr, $status:expr, $told:expr) => {{
        let answer = send!($app, $request);
        assert_eq!(answer.status, $status, "{}", $told);
        assert!(everything(&$place) == $before, "{}: something changed", $told);
        answer
    }};
}

#[actix_web::test]
async fn a_stale_session_opens_nothing_and_changes_nothing() {
    for (place, store) in support::stores("a_stale_session") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let id = add(&services, "ana@example.org", Role::Administrator);
        let idle = open_session(&services, id);
        clock.advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
        assert_eq!(send!(app, get("/staff/me", &idle.cookie)).status, 200, "a second before");
        clock.advance(TimeDelta::minutes(15));
        let old = open_session(&services, id);
        for _ in 0..51 {
            clock.advance(TimeDelta::minutes(14));
            assert_eq!(send!(app, get("/staff/me", &old.cookie)).status, 200);
        }
        clock.advance(TimeDelta::minutes(6) - TimeDelta::seconds(1));
        assert_eq!(send!(app, get("/staff/me", &old.cookie)).status, 200, "a second before");
        clock.advance(TimeDelta::seconds(1));
        let before = everything(&place);
        for stale in [&idle, &old] {
            for row in ROUTES.iter().filter(|row| row.access != Access::Open) {
                let path = path(row);
                let request = match row.method {
                    "GET" => get(&path, &stale.cookie),
                    _ => post(&path, &stale.cookie, &[("csrf_token", &stale.csrf_token)]),
                };
                let answer = refused!(app, (place, before), request, 303, path);
                assert!(answer.location.starts_with("/staff/sign-in"), "{path}");
            }
        }
    }
}

#[actix_web::test]
async fn a_form_from_elsewhere_or_of_another_session_changes_nothing() {
    for (place, store) in support::stores("a_form_from_elsewhere") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        let id = add(&services, "ana@example.org", Role::Administrator);
        let (own, other) = (open_session(&services, id), open_session(&services, id));
        let is_form = |row: &&Route| row.method == "POST";
        let before = everything(&place);
        for row in ROUTES.iter().filter(is_form) {
            let path = path(row);
            let whole = [("csrf_token", own.csrf_token.as_str())];
            for origin in ["https://evil.example", "null", "http://console.test.evil.example"] {
                let elsewhere = post(&path, &own.cookie, &whole)
                    .insert_header((actix_web::http::header::ORIGIN, origin));
                refused!(app, (place, before), elsewhere, 403, format!("{path} from {origin}"));
            }
            if row.access == Access::Open {
                continue;
            }
            for token in ["", "made-up", other.csrf_token.as_str()] {
                let forged = post(&path, &own.cookie, &[("csrf_token", token)]);
                refused!(app, (place, before), forged, 403, format!("{path} with {token:?}"));
            }
            refused!(app, (place, before), post(&path, &own.cookie, &[]), 403, path);
        }
    }
}

#[actix_web::test]
async fn a_wrong_role_changes_nothing_with_a_form_that_is_its_own() {
    for (place, store) in support::stores("a_wrong_role_changes_nothing") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        for role in Role::ALL {
            let id = add(&services, &format!("{}@example.org", role.name()), role);
            let session = open_session(&services, id);
            let before = everything(&place);
            let closed = ROUTES.iter().filter(|row| !row.access.lets(Some(role)));
            for row in closed {
                let path = path(row);
                let request = match row.method {
                    "GET" => get(&path, &session.cookie),
                    _ => post(&path, &session.cookie, &[("csrf_token", &session.csrf_token)]),
                };
                refused!(app, (place, before), request, 403, format!("{role:?} {path}"));
            }
        }
    }
}
