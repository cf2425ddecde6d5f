//! A list that brings several people on one number, where the center allows it.

use std::sync::Arc;

use diesel::prelude::*;
use hearth::config::Config;
use hearth::enrolment::flow::steps::{Step, step};
use hearth::people::Phone;
use hearth::people::store::phone_index;
use hearth::people::store::sharing::list_reached;
use hearth::services::Services;
use hearth::storage::StoreError;
use hearth::storage::schema::{audit_event, panel_member};

use super::journey::post;
use super::opened::open_session;
use super::{begin, finish, found, liaison, support, totals};
use crate::{app, send};

const LIST: &str = "name,phone,language,ok to text
Ana López,617-200-0001,Spanish,yes
Ben,617-200-0001,English,yes
ANA LOPEZ,617-200-0001,Spanish,yes
Cho,617-200-0002,English,yes
";

fn sharing(services: &Services) -> Services {
    let allows = |name: &str| (name == "HEARTH_SHARED_PHONES").then(|| "yes".to_owned());
    Services { config: Arc::new(Config::read(&allows).unwrap()), ..services.clone() }
}

/// The names of everybody whom a number reaches, whom it belongs to first.
fn reached(services: &Services, number: &str) -> Vec<String> {
    let index = phone_index(&services.keys, &Phone::parse(number).unwrap());
    let reached = services.store.read_now(|c| list_reached(c, &services.keys, &[index])).unwrap();
    let people = reached.into_values().flat_map(|by| by.people);
    people.map(|person| person.name.unwrap_or_default()).collect()
}

fn count_members(services: &Services) -> i64 {
    services
        .store
        .read_now(|c| Ok::<_, StoreError>(panel_member::table.count().get_result(c)?))
        .unwrap()
}

#[tokio::test]
async fn people_of_different_names_share_a_number_and_one_name_is_one_person() {
    for (_place, store) in support::stores("a_list_of_sharers") {
        let (services, _) = support::services(&store);
        let services = sharing(&services);
        let lia = liaison(&services);
        let id = begin(&services, &lia, LIST, "P").await;
        let preview = found(&services, &lia, id).await.preview.unwrap().counts;
        assert_eq!((preview.new, preview.repeated), (3, 1));
        finish(&services).await;
        let counts = found(&services, &lia, id).await.counts;
        assert_eq!((counts.new, counts.repeated, counts.stated), (3, 1, 3));
        assert_eq!(totals(&services), (2, 3, 3), "two numbers, three people, three yes");
        assert_eq!(reached(&services, "+16172000001"), ["Ana López", "Ben"]);
        assert_eq!(count_members(&services), 3);

        // The same list again knows everybody.
        let again = begin(&services, &lia, LIST, "P").await;
        finish(&services).await;
        let counts = found(&services, &lia, again).await.counts;
        assert_eq!((counts.new, counts.known), (0, 3));
        assert_eq!(totals(&services).1, 3);
    }
}

#[actix_web::test]
async fn whoever_looks_up_a_shared_number_sees_everybody_on_it_and_each_look_is_written_down() {
    for (_place, store) in support::stores("sharers_looked_up") {
        let (services, _) = support::services(&store);
        let services = sharing(&services);
        let lia = liaison(&services);
        begin(&services, &lia, LIST, "P").await;
        finish(&services).await;
        let app = app!(services);
        let session = open_session(&services, lia.account_id);
        let (cookie, token) = (session.cookie.as_str(), session.csrf_token.as_str());
        let search = [("csrf_token", token), ("phone", "617-200-0001")];
        let shared = send!(app, post("/staff/people/person", cookie, &search)).body;
        for shown in ["<bdi>Ana López</bdi>", "<bdi>Ben</bdi>", "People who share this number"] {
            assert!(shared.contains(shown), "{shown}: {shared}");
        }
        assert_eq!(shared.matches("Stated by the center").count(), 2, "each has said yes");
        let search = [("csrf_token", token), ("phone", "617-200-0002")];
        let single = send!(app, post("/staff/people/person", cookie, &search)).body;
        assert!(single.contains("<bdi>Cho</bdi>") && !single.contains("share this number"));
        let looks: Vec<String> = services
            .store
            .read_now(|c| {
                let looks = audit_event::table.filter(audit_event::action.eq("person_seen"));
                let looks = looks.select(audit_event::record).order(audit_event::record);
                Ok::<_, StoreError>(looks.distinct().load(c)?)
            })
            .unwrap();
        assert_eq!(looks.len(), 3, "{looks:?}");
    }
}

#[tokio::test]
async fn a_list_taken_back_leaves_a_number_with_whoever_else_has_it() {
    for (_place, store) in support::stores("sharers_taken_back") {
        let (services, _) = support::services(&store);
        let services = sharing(&services);
        let lia = liaison(&services);
        let heading = "name,phone,language,ok to text\n";
        let first = format!("{heading}Ana,617-200-0001,English,yes\n");
        let id = begin(&services, &lia, &first, "P").await;
        finish(&services).await;
        begin(&services, &lia, &format!("{heading}Ben,617-200-0001,English,yes\n"), "Q").await;
        finish(&services).await;
        assert_eq!(reached(&services, "+16172000001"), ["Ana", "Ben"]);
        step(&services, &lia, id, Step::Undo, "r".to_owned()).await.unwrap();
        finish(&services).await;
        assert_eq!(found(&services, &lia, id).await.counts.removed, 1);
        assert_eq!(reached(&services, "+16172000001"), ["Ben"]);
        assert_eq!(count_members(&services), 1);
    }
}

#[tokio::test]
async fn without_the_setting_a_number_is_one_person_whatever_their_names() {
    for (_place, store) in support::stores("no_sharers") {
        let (services, _) = support::services(&store);
        let lia = liaison(&services);
        let id = begin(&services, &lia, LIST, "P").await;
        finish(&services).await;
        let counts = found(&services, &lia, id).await.counts;
        assert_eq!((counts.new, counts.repeated), (2, 2));
        assert_eq!(reached(&services, "+16172000001"), ["Ana López"]);
    }
}
