//! The audit trail as administrators see it.

use chrono::TimeDelta;
use hearth::staff::flow::seal_audit;
use hearth::staff::store::audit;
use hearth::staff::{AuditEntry, Role};

use crate::browser::{add, counts, get, open_session, post};
use crate::{app, send, support};

/// Writes rows as if somebody had done something.
fn write(services: &hearth::services::Services, by: i64, action: &'static str, record: &str) {
    let now = services.clock.now();
    let entry = AuditEntry {
        account_id: Some(by),
        action,
        record: record.to_owned(),
        detail: "=cmd()".to_owned(),
        request_id: "r".to_owned(),
    };
    services.store.write_now(move |c| audit(c, &entry, now)).unwrap();
}

/// The records of the rows on a page, in order.
fn records(page: &str) -> Vec<String> {
    let rows = page.split("<td role=\"cell\"><bdi dir=\"ltr\" lang=\"zxx\">").skip(1).step_by(2);
    rows.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_trail_is_searched_by_person_action_record_and_day() {
    for (_place, store) in support::stores("the_trail_is_searched") {
        let (services, clock) = support::services(&store);
        let app = app!(services);
        let ana = add(&services, "ana@example.org", Role::Administrator);
        let bo = add(&services, "bo@example.org", Role::Leadership);
        clock.advance(TimeDelta::days(1));
        for item in 0..3 {
            write(&services, bo, "backlog_decided", &format!("backlog_item/{item}"));
            write(&services, ana, "made_up_action", "backlog_item/1");
        }
        clock.advance(TimeDelta::days(1));
        let cookie = open_session(&services, ana).cookie;
        let bo = bo.to_string();
        for (asked, expected) in [
            (format!("account={bo}"), vec!["backlog_item/2", "backlog_item/1", "backlog_item/0"]),
            (format!("account={bo}&record=backlog_item/1"), vec!["backlog_item/1"]),
            ("action=backlog_decided&record=backlog_item/2".into(), vec!["backlog_item/2"]),
            ("record=backlog_item/1".into(), vec!["backlog_item/1"; 4]),
            ("action=made_up_action".into(), vec!["backlog_item/1"; 3]),
            (
                format!("account={bo}&from=2026-10-02&until=2026-10-02"),
                vec!["backlog_item/2", "backlog_item/1", "backlog_item/0"],
            ),
            (format!("account={bo}&from=2026-10-03"), vec![]),
            ("action=backlog_decided&until=2026-10-01".into(), vec![]),
            ("record='%20or%201=1".into(), vec![]),
        ] {
            let page = send!(app, get(&format!("/staff/audit?{asked}"), &cookie));
            assert_eq!(
                (page.status, records(&page.body)),
                (200, {
                    let expected: Vec<String> = expected.into_iter().map(Into::into).collect();
                    expected
                }),
                "{asked}"
            );
        }
        let page = send!(app, get(&format!("/staff/audit?account={bo}"), &cookie)).body;
        assert!(page.contains("Decided on the backlog") && page.contains("bo@example.org"));
        let page = send!(app, get("/staff/audit?action=made_up_action", &cookie)).body;
        assert!(page.contains("made_up_action"), "what has no words is shown as it is");
        let page = send!(app, get("/staff/audit?action=audit_seen", &cookie)).body;
        assert_eq!(records(&page).len(), 11, "every look is in it");
    }
}

#[actix_web::test]
async fn the_trail_goes_page_by_page_without_gap_or_repeat() {
    for (_place, store) in support::stores("the_trail_goes_page_by_page") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        let ana = add(&services, "ana@example.org", Role::Administrator);
        for item in 0..120 {
            write(&services, ana, "backlog_decided", &format!("backlog_item/{item}"));
        }
        let cookie = open_session(&services, ana).cookie;
        let mut seen = Vec::new();
        let mut next = "/staff/audit?action=backlog_decided".to_owned();
        for rows in [50, 50, 20] {
            let page = send!(app, get(&next, &cookie)).body;
            let found = records(&page);
            assert_eq!(found.len(), rows);
            seen.extend(found);
            let older = page.split("href=\"/staff/audit?").nth(1);
            if let Some(older) = older {
                next = format!("/staff/audit?{}", older.split('"').next().unwrap());
                next = next.replace("&amp;", "&").replace("&#x3D;", "=");
            }
        }
        let expected: Vec<String> =
            (0..120).rev().map(|item| format!("backlog_item/{item}")).collect();
        assert_eq!(seen, expected);
    }
}

#[actix_web::test]
async fn the_file_holds_what_was_asked_for_harmlessly_and_is_itself_in_the_trail() {
    for (_place, store) in support::stores("the_file_of_the_trail") {
        let (services, _clock) = support::services(&store);
        let app = app!(services);
        let ana = add(&services, "ana@example.org", Role::Administrator);
        let bo = add(&services, "bo@example.org", Role::Leadership);
        for item in 0..1_005 {
            write(&services, bo, "backlog_decided", &format!("backlog_item/{item}"));
        }
        while seal_audit(&services).await.unwrap() > 0 {}
        let session = open_session(&services, ana);
        let before = counts(&services, "audit_event");
        let form = [
            ("csrf_token", session.csrf_token.as_str()),
            ("account", &bo.to_string()),
            ("action", ""),
            ("record", ""),
            ("from", ""),
            ("until", ""),
        ];
        let file = send!(app, post("/staff/audit/trail.csv", &session.cookie, &form)).body;
        assert!(
            file.starts_with("\u{feff}time (UTC),who,action,record,detail,request,place,hash\r\n")
        );
        assert_eq!(file.lines().count(), 1_006);
        assert!(file.contains(",bo@example.org,backlog_decided,backlog_item/0,'=cmd(),r,"));
        assert!(!file.contains("ana@example.org"));
        assert_eq!(counts(&services, "audit_event"), before + 1);
        let page = send!(app, get("/staff/audit", &session.cookie)).body;
        assert!(page.contains("Took out this record as a file"), "the file is in the trail");
        let head = page.split("class=\"hash\"").nth(1).unwrap();
        assert!(head.len() > 64, "the heads are shown");
    }
}
