//! Files as people have them, and as nobody should: each is met with a sentence, and nothing is
//! lost.

use hearth::enrolment::flow::check::{CheckError, check};
use hearth::enrolment::flow::receive::receive;
use hearth::enrolment::flow::steps::give_back;
use hearth::enrolment::plan::{Plan, PlanFault};
use hearth::services::Services;
use hearth::staff::SignedIn;

use super::journey::{get, hidden, upload};
use super::opened::open_session;
use super::{begin, finish, found, liaison, list, support, totals};
use crate::{app, send};

#[actix_web::test]
async fn a_file_that_is_no_list_is_met_with_a_sentence() {
    for (_place, store) in support::stores("a_file_that_is_no_list") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let app = app!(services);
        let cookie = open_session(&services, lia.account_id).cookie;
        let page = send!(app, get("/staff/people/bring", &cookie));
        let token = hidden(&page.body, "csrf_token");
        let large = vec![b'1'; hearth::staff::web::UPLOAD_BYTES + 1];
        let many = "6175550101\n".repeat(100_001);
        for (name, bytes, said) in [
            ("", &b""[..], "choose a file first"),
            ("a.csv", b"", "This file is empty"),
            ("a.csv", b"\xEF\xBB\xBF\r\n , \r\n", "This file is empty"),
            ("a.csv", b"PK\x03\x04\x14\x00", "This is an Excel"),
            ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1", "This is an Excel"),
            ("a.pdf", b"%PDF-1.7\n%", "This is a PDF"),
            ("a.xls", b"<html><body><table>", "is a web page"),
            ("a.csv", b"\x00\x01\x02\x03\x04\x05\x06\x07\x08", "cannot be read as a list"),
            ("a.csv", &large, "larger than"),
            ("a.csv", many.as_bytes(), "rows. Please split"),
        ] {
            let answer = send!(app, upload(&cookie, &token, name, bytes));
            assert_eq!(answer.status, 422, "{name} {said}");
            assert!(answer.body.contains(said), "{said}: {}", answer.body);
        }
        assert_eq!(totals(&services), (0, 0, 0));
    }
}

/// The file of rows that were not taken.
async fn rejects(services: &Services, by: &SignedIn, text: &[u8]) -> String {
    let file = ("list.csv".to_owned(), text.to_vec());
    let id = receive(services, by, file, "r".to_owned()).await.unwrap();
    let guessed = found(services, by, id).await.plan;
    let plan = Plan { panel: "P".to_owned(), ..guessed };
    check(services, by, id, plan, "r".to_owned()).await.unwrap();
    let seen = found(services, by, id).await.changed_at;
    hearth::enrolment::flow::steps::confirm(services, by, id, seen, "r".to_owned()).await.unwrap();
    finish(services).await;
    give_back(services, by, id, "r".to_owned()).await.unwrap()
}

#[tokio::test]
async fn a_row_that_cannot_be_taken_is_given_back_with_its_reason() {
    for (_place, store) in support::stores("a_row_that_cannot_be_taken") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let long = "x".repeat(5_000_000);
        let text = format!(
            "name,phone\nAna,617-555-0101\n=HYPERLINK(\"http://evil.example\"),617-555-0102\n\
             Nul\0Nul,617-555-0103\n{long},617-555-0104\nBo\nCy,617-555-0105,more\n\
             Di,6.17555E+09\nEd,617-555-0106 x9\nFi,\n'=1+1,617-555-0107\n"
        );
        let file = rejects(&services, &lia, text.as_bytes()).await;
        for said in [
            "3,A cell is a formula",
            "4,There are signs in it that cannot be read",
            "5,\"A cell is far too long",
            "6,The row has fewer cells",
            "7,The row has more cells",
            "8,\"The spreadsheet has shortened",
            "9,The phone number has an extension",
            "10,There is no phone number",
        ] {
            assert!(file.contains(said), "{said}: {file}");
        }
        assert!(file.contains("\"'=HYPERLINK(\"\"http"), "no formula leaves as one: {file}");
        assert!(file.len() < 10_000, "five megabytes do not come back");
        assert_eq!(totals(&services), (2, 2, 0), "Ana, and a name that only looks like a formula");
    }
}

#[tokio::test]
async fn one_number_a_thousand_times_is_one_person() {
    for (_place, store) in support::stores("one_number_a_thousand_times") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let text = format!("phone,name\n{}", "617-555-0101,Ana\n(617) 555-0101,Bo\n".repeat(500));
        let id = begin(&services, &lia, &text, "P").await;
        let preview = found(&services, &lia, id).await.preview.unwrap().counts;
        finish(&services).await;
        let counts = found(&services, &lia, id).await.counts;
        assert_eq!((counts.new, counts.repeated, counts.rejected), (1, 999, 0));
        assert_eq!(counts, preview, "what was promised is what came");
        assert_eq!(totals(&services), (1, 1, 1));
        let back = give_back(&services, &lia, id, "r".to_owned()).await.unwrap();
        assert_eq!(back.lines().count(), 1_000, "the rows that were put together can be seen");
    }
}

#[tokio::test]
async fn a_list_without_numbers_or_with_many_sites_is_not_looked_through() {
    for (_place, store) in support::stores("a_list_without_numbers") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let file = ("a.csv".to_owned(), b"name,city\nAna,Here\n".to_vec());
        let id = receive(&services, &lia, file, "r".to_owned()).await.unwrap();
        let plan = found(&services, &lia, id).await.plan;
        let checked = check(&services, &lia, id, plan, "r".to_owned()).await;
        assert!(matches!(checked, Err(CheckError::Plan(PlanFault::NoPhone))));
        let rows: Vec<String> = (0..60).map(|n| format!("617-555-01{n:02},Site {n}\n")).collect();
        let rows = rows.concat();
        let file = ("a.csv".to_owned(), format!("phone,site\n{rows}").into_bytes());
        let id = receive(&services, &lia, file, "r".to_owned()).await.unwrap();
        let plan = Plan { panel: "P".into(), ..found(&services, &lia, id).await.plan };
        let checked = check(&services, &lia, id, plan, "r".to_owned()).await;
        assert!(matches!(checked, Err(CheckError::TooManySites)));
    }
}

#[tokio::test]
async fn a_list_in_any_encoding_brings_the_same_people() {
    for (_place, store) in support::stores("a_list_in_any_encoding") {
        let (services, _clock) = support::services(&store);
        let lia = liaison(&services);
        let text = list(0, 3).replace("Person", "Peña");
        let wide: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(text.replace(',', "\t").encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let narrow: Vec<u8> = text
            .replace(',', ";")
            .chars()
            .map(|sign| u8::try_from(u32::from(sign)).unwrap())
            .collect();
        for (number, bytes) in [text.into_bytes(), wide, narrow].into_iter().enumerate() {
            let back = rejects(&services, &lia, &bytes).await;
            assert_eq!(back.lines().count(), 1, "{number}: {back}");
            assert_eq!(totals(&services).0, 3, "{number}");
        }
    }
}
