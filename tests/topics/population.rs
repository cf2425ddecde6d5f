//! A table of whom the center serves: brought in, looked at, let count, taken back.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::test::TestRequest;
use hearth::people::store::{NewParticipant, insert_participant};
use hearth::population::flow::{Choose, PopulationError, choose, find_sight, receive, undo};
use hearth::population::reading::TableFault;
use hearth::population::store::{find_latest_choice, read_margins};
use hearth::population::{Misfit, Neighbours};
use hearth::services::Services;
use hearth::staff::{Role, SignedIn};
use hearth::storage::StoreError;

use crate::opened::open_session;
use crate::support::{morning, services, stores};
use crate::{account, account_in, get, language, post, read, trail};

const TABLE: &str = "stratum;category;count\r\nlanguage;English;600\r\nlanguage;Spanish;300\r\n\
                     language;Vietnamese;100\r\nage;Under 18;50\r\nage;18-29;40\r\nage;65+;60\r\n";

fn r() -> String {
    "r".to_owned()
}

/// People of those languages and ages are known.
fn know(services: &Services, people: &'static [(&'static str, &'static str, usize)]) {
    let keys = Arc::clone(&services.keys);
    services
        .store
        .write_now(move |connection| {
            for (tag, age, count) in people {
                let (language, strata) = (language(tag), format!("{{\"age\":\"{age}\"}}"));
                let at = morning();
                let (site_id, name, strata) = (None, None, strata.as_str());
                let new = NewParticipant { language: &language, site_id, name, strata, at };
                for _ in 0..*count {
                    insert_participant(connection, &keys, &new)?;
                }
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn neighbours(pairs: &[(&str, &str, &str)]) -> Neighbours {
    let mut all = Neighbours::new();
    for (stratum, category, neighbour) in pairs {
        let of_it = all.entry((*stratum).to_owned()).or_default();
        of_it.insert((*category).to_owned(), (*neighbour).to_owned());
    }
    all
}

async fn brought(services: &Services, by: &SignedIn) -> i64 {
    receive(services, by, TABLE.as_bytes().to_vec(), r()).await.unwrap()
}

fn choice(table_id: Option<i64>, seen: i64, neighbours: Neighbours) -> Choose {
    Choose { table_id, seen, neighbours, request_id: r() }
}

/// What a ranking would be weighted by, as `language en=0.6 …`.
fn margins(services: &Services) -> String {
    let (shares, neighbours) = read(services, read_margins);
    let of = shares.iter().map(|one| {
        let each = one.targets.iter().map(|(category, share)| format!("{category}={share:.2}"));
        format!("{} {}", one.name, each.collect::<Vec<_>>().join(" "))
    });
    let named = neighbours.iter().flat_map(|(stratum, pairs)| {
        pairs.iter().map(move |(category, other)| format!("{stratum}: {category} -> {other}"))
    });
    of.chain(named).collect::<Vec<_>>().join("; ")
}

fn latest(services: &Services) -> i64 {
    read(services, find_latest_choice).map_or(0, |choice| choice.id)
}

#[tokio::test]
async fn a_table_counts_once_it_fits_and_each_choice_is_taken_back() {
    for (_place, store) in stores("population") {
        let (services, _clock) = services(&store);
        let lea = account(&services, Role::Leadership);
        know(&services, &[("en", "18-39", 12), ("es", "65+", 3)]);
        let id = brought(&services, &lea).await;
        assert_eq!(margins(&services), "", "it was only brought in");
        let (sight, seen) = find_sight(&services, id).await.unwrap().unwrap();
        assert_eq!((sight.brought.table.left_out.len(), seen), (1, 0));
        let vi = || ("language".to_owned(), "vi".to_owned());
        let (stratum, category) = vi();
        let bare = choose(&services, &lea, choice(Some(id), 0, Neighbours::new())).await;
        let nobody = Misfit::Nobody { stratum, category };
        assert!(
            matches!(bare, Err(PopulationError::Misfits(found)) if found.contains(&nobody)),
            "never dropped in silence"
        );
        let named = neighbours(&[("language", "vi", "en")]);
        for _ in 0..2 {
            choose(&services, &lea, choice(Some(id), 0, named.clone())).await.unwrap();
        }
        let full = "language en=0.60 es=0.30 vi=0.10; age 18-39=0.40 65+=0.60; language: vi -> en";
        assert_eq!(margins(&services), full);
        let first = latest(&services);
        let late = choose(&services, &lea, choice(None, 0, Neighbours::new())).await;
        assert!(matches!(late, Err(PopulationError::Changed)));
        choose(&services, &lea, choice(None, first, Neighbours::new())).await.unwrap();
        assert_eq!(margins(&services), "");
        undo(&services, &lea, latest(&services), r()).await.unwrap();
        assert_eq!(margins(&services), full);
        let late = undo(&services, &lea, first, r()).await;
        assert!(matches!(late, Err(PopulationError::Changed)));

        // Whoever comes later is told of, and the table on record stays what it is.
        know(&services, &[("ht", "40-64", 1)]);
        let (sight, _) = find_sight(&services, id).await.unwrap().unwrap();
        assert_eq!(sight.misfits.len(), 2);
        assert_eq!(margins(&services), full);
        let table = format!("population_table/{id}");
        let expected = [
            format!("population_received {table} "),
            format!("population_chosen {table} "),
            "population_put_aside population_table ".to_owned(),
            format!("population_chosen {table} "),
        ];
        assert_eq!(trail(&services, "population"), expected);
    }
}

#[tokio::test]
async fn of_two_who_choose_at_once_one_is_told() {
    for (_place, store) in stores("population_at_once") {
        let (services, _clock) = services(&store);
        let lea = account(&services, Role::Leadership);
        know(&services, &[("en", "18-39", 12), ("es", "65+", 3)]);
        let (one, two) = (brought(&services, &lea).await, brought(&services, &lea).await);
        for round in 0..5 {
            let seen = latest(&services);
            let named =
                || neighbours(&[("language", "vi", if round % 2 == 0 { "es" } else { "en" })]);
            let (a, b) = tokio::join!(
                choose(&services, &lea, choice(Some(one), seen, named())),
                choose(&services, &lea, choice(Some(two), seen, named())),
            );
            let lost = [a, b].into_iter().filter_map(Result::err).collect::<Vec<_>>();
            assert!(matches!(lost[..], [PopulationError::Changed]), "{lost:?}");
        }
    }
}

#[tokio::test]
async fn only_who_publishes_changes_what_is_weighted_by() {
    for (_place, store) in stores("population_roles") {
        let (services, _clock) = services(&store);
        for role in [Role::PatientAdvisor, Role::Analyst, Role::Translator] {
            let by = account(&services, role);
            let refused = [
                receive(&services, &by, TABLE.as_bytes().to_vec(), r()).await.map(drop),
                choose(&services, &by, choice(None, 0, Neighbours::new())).await,
                undo(&services, &by, 0, r()).await,
            ];
            let is_refused = |it: &Result<(), _>| matches!(it, Err(PopulationError::NotAllowed));
            assert!(refused.iter().all(is_refused), "{role:?}");
        }
        let ana = account(&services, Role::Liaison);
        let fault = receive(&services, &ana, b"%PDF-1.7".to_vec(), r()).await;
        assert!(matches!(fault, Err(PopulationError::Table(TableFault::Sheet(_)))));
        assert!(matches!(undo(&services, &ana, 0, r()).await, Err(PopulationError::Changed)));
        let none = choose(&services, &ana, choice(Some(9), 0, Neighbours::new())).await;
        assert!(matches!(none, Err(PopulationError::NoSuchTable)));
    }
}

/// A form with a file, as a browser sends it.
fn upload(cookie: &str, token: &str, file: &[u8]) -> TestRequest {
    let mut body = format!(
        "--X\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n{token}\r\n--X\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--X--\r\n");
    TestRequest::post()
        .uri("/staff/population")
        .insert_header((header::COOKIE, cookie.to_owned()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=X"))
        .set_payload(body)
}

#[actix_web::test]
async fn a_table_is_looked_at_confirmed_and_taken_back_on_the_pages() {
    for (_place, store) in stores("population_pages") {
        let (services, _clock) = services(&store);
        let lea = account(&services, Role::Leadership);
        know(&services, &[("en", "18-39", 12), ("es", "65+", 3)]);
        let app = app!(services);
        let session = open_session(&services, lea.account_id);
        let (cookie, csrf) = (session.cookie.as_str(), session.csrf_token.as_str());
        let token = ("csrf_token", csrf);
        let empty = send!(app, get("/staff/population", cookie)).body;
        assert!(empty.contains("No table counts yet"));
        let sent = send!(app, upload(cookie, csrf, TABLE.as_bytes()));
        assert_eq!((sent.status, sent.location.as_str()), (303, "/staff/population/1"));
        let preview = send!(app, get("/staff/population/1", cookie)).body;
        assert!(preview.contains("60.0 %") && preview.contains("younger than 18; we ask adults"));
        assert!(
            preview.contains("Not shown") && !preview.contains(">3</td>"),
            "three are no number"
        );
        assert_eq!(margins(&services), "");

        let bare = send!(app, post("/staff/population/1", cookie, &[token, ("seen", "0")]));
        assert_eq!(bare.status, 422);
        assert!(bare.body.contains("we know nobody in") && bare.body.contains("Tiếng Việt"));
        assert!(bare.body.contains("href=\"#neighbour-0-2\""));
        let form = [
            token,
            ("seen", "0"),
            ("stratum", "language"),
            ("category", "vi"),
            ("neighbour", "es"),
        ];
        let chosen = send!(app, post("/staff/population/1", cookie, &form));
        assert_eq!(chosen.location, "/staff/population?done=chosen");
        assert!(margins(&services).ends_with("language: vi -> es"));
        let page = send!(app, get(&chosen.location, cookie)).body;
        assert!(page.contains("The table counts from now on.") && page.contains("Español"));
        let seen = latest(&services).to_string();
        let undone = post("/staff/population/undo", cookie, &[token, ("seen", &seen)]);
        assert_eq!(send!(app, undone).location, "/staff/population?done=undone");
        assert_eq!(margins(&services), "");
        let again = post("/staff/population/undo", cookie, &[token, ("seen", &seen)]);
        assert_eq!(send!(app, again).status, 409);
        let record = send!(app, get("/staff/population", cookie)).body;
        assert!(record.contains("href=\"/staff/population/1\""), "it stays on record");
        assert_eq!(send!(app, get("/staff/population/99", cookie)).status, 404);
    }
}

#[actix_web::test]
async fn what_is_no_table_is_refused_in_one_sentence_of_ones_language() {
    for (_place, store) in stores("population_refused") {
        let (services, _clock) = services(&store);
        know(&services, &[("en", "18-39", 12), ("es", "65+", 3)]);
        let app = app!(services);
        let line = "12,Patients best served in a language other than English,4000\n";
        for (tag, file, said) in [
            ("en", line, "“a language other than English” is one line"),
            ("es", line, "es una sola línea y no dice qué idiomas"),
            ("ar", "a,b\n1,2\n", "لا يسمّي أي سطر الأعمدة"),
            ("vi", "stratum,category,count\nage,18-39,<b>\n", "&lt;b&gt;"),
            ("ht", "", "Fichye sa a vid"),
            ("zh-Hans", "PK\u{3}\u{4}", "Excel"),
        ] {
            let by = account_in(&services, Role::Administrator, tag);
            let session = open_session(&services, by.account_id);
            let (cookie, csrf) = (session.cookie.as_str(), session.csrf_token.as_str());
            let refused = send!(app, upload(cookie, csrf, file.as_bytes()));
            assert_eq!(refused.status, 422, "{tag}");
            assert!(refused.body.contains(said), "{tag}: {}", refused.body);
        }
        assert!(trail(&services, "population").is_empty());
    }
}
