//! What leaders read of a ranking, and what everybody reads: on both engines, from people's answers
//! to the pages and files.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

mod support;

#[path = "support/opened.rs"]
mod opened;

use std::sync::Arc;

use actix_web::http::header;
use actix_web::test::TestRequest;
use hearth::consent::flow::{Evidence, Word, permit_answer, record};
use hearth::consent::{Action, Actor, Method, Purpose, Scope};
use hearth::crypto::random_id;
use hearth::i18n::Language;
use hearth::mention::Translation;
use hearth::mention::flow::{Found, Look, code, look};
use hearth::people::store::{NewParticipant, insert_participant};
use hearth::population::Neighbours;
use hearth::population::flow::{Choose, choose, receive};
use hearth::priority::RankError;
use hearth::priority::flow::{RankingFault, Reactions, live_ranking, publish};
use hearth::priority::wording::{percent, told_percent};
use hearth::response::flow::find_survey;
use hearth::response::store::{NewResponse, find_of_participant, insert_response, keep_answer};
use hearth::services::Services;
use hearth::staff::flow::add_account_now;
use hearth::staff::store::accounts::update_language;
use hearth::staff::store::list_unsealed;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::StoreError;
use hearth::survey::flow::{import, review};
use hearth::survey::{Kind, Survey, Value};

use opened::open_session;
use support::{morning, services, stores};

/// Five topics; a spreadsheet would take one for a formula. Vietnamese is reviewed by nobody.
const SURVEY: &str = r#"
slug = "voice"
languages = ["en", "es", "vi"]
title = { en = "Your voice", es = "Su voz", vi = "Tiếng nói" }
topic = [
    { id = "dental", title = { en = "Dental care", es = "Dentista", vi = "Nha khoa" } },
    { id = "hours", title = { en = "Hours", es = "Horario", vi = "Giờ" } },
    { id = "parking", title = { en = "=Parking", es = "=Autos", vi = "=Xe" } },
    { id = "rides", title = { en = "Rides", es = "Transporte", vi = "Xe đưa đón" } },
    { id = "wifi", title = { en = "Wi-Fi", es = "Wifi", vi = "Mạng" } },
]
[notice]
slug = "voice"
purposes = ["answer", "improve"]
text = { en = "May we use your answers?", es = "¿Podemos?", vi = "Được không?" }
[[question]]
id = "first"
kind = "rank"
top = 2
text = { en = "What first?", es = "¿Qué primero?", vi = "Điều gì trước?" }
choice = [
    { id = "d", topic = "dental", text = { en = "Dental", es = "Dentista", vi = "Nha khoa" } },
    { id = "h", topic = "hours", text = { en = "Hours", es = "Horario", vi = "Giờ" } },
    { id = "p", topic = "parking", text = { en = "Parking", es = "Autos", vi = "Xe" } },
    { id = "r", topic = "rides", text = { en = "Rides", es = "Transporte", vi = "Đưa đón" } },
    { id = "w", topic = "wifi", text = { en = "Wi-Fi", es = "Wifi", vi = "Mạng" } },
]
[[question]]
id = "why"
kind = "text"
optional = true
text = { en = "Why?", es = "¿Por qué?", vi = "Vì sao?" }
"#;

async fn offer(services: &Services) {
    import(services, Survey::from_toml(SURVEY).unwrap(), true).await.unwrap();
    review(services, "voice", Language::new("es"), "Rosa Díaz").await.unwrap();
}

fn account(services: &Services, role: Role) -> SignedIn {
    let email = Email::parse(&format!("{}@example.org", role.name())).unwrap();
    let password = Password::parse("three quiet herons".to_owned().into()).unwrap();
    let language = Language::new("en");
    let account_id = add_account_now(services, &email, &password, role, language.clone()).unwrap();
    SignedIn { account_id, role, language, csrf_token: String::new() }
}

/// So many people who speak that language rank alike; they wrote these words, if any, and agreed
/// to these purposes.
async fn hear(
    services: &Services,
    people: usize,
    tag: &str,
    choices: &[&str],
    (words, purposes): (Option<&'static str>, &'static [Purpose]),
) {
    let version_id = find_survey(services, "voice").await.unwrap().unwrap().version.id;
    let (keys, tag) = (Arc::clone(&services.keys), Language::new(tag));
    let ranked = Value::Choices(choices.iter().map(ToString::to_string).collect());
    let (channel, at) = ("sms", morning());
    let store = &services.store;
    store
        .write(move |connection| {
            for _ in 0..people {
                let (language, strata) = (&tag, r#"{"site":"Main"}"#);
                let person = NewParticipant { language, site_id: None, name: None, strata, at };
                let participant_id = insert_participant(connection, &keys, &person)?;
                let evidence = &Evidence::seal(&keys, "1");
                let word = Word {
                    participant_id,
                    contact_index: None,
                    channel,
                    programme: "voice",
                    purposes,
                    action: Action::Granted,
                    scope: Scope::Programme,
                    notice: None,
                    method: Method::SmsKeyword,
                    actor: Actor::Participant,
                    evidence,
                    at,
                    recorded_at: at,
                };
                record(connection, &word)?;
                let response = NewResponse {
                    id: random_id(),
                    version_id,
                    participant_id: Some(participant_id),
                    channel,
                    language,
                    link_index: None,
                    receipt_index: None,
                    started_on: at.date(),
                };
                insert_response(connection, &response)?;
                let row = find_of_participant(connection, participant_id, version_id)?.unwrap();
                let proof = permit_answer(connection, participant_id, "voice")?.unwrap();
                let question = ("first", Kind::Rank);
                keep_answer(connection, &keys, &proof, &row, question, Some(&ranked), None)?;
                if let Some(words) = words {
                    let (question, words) = (("why", Kind::Text), Value::Text(words.to_owned()));
                    keep_answer(connection, &keys, &proof, &row, question, Some(&words), None)?;
                }
            }
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
}

const SILENT: (Option<&str>, &[Purpose]) = (None, &[Purpose::Answer, Purpose::Improve]);

/// English speakers want rides, hours and parking; Spanish speakers want a dentist.
async fn hear_two_minds(services: &Services) {
    for choices in [["r", "h"], ["h", "p"], ["p", "r"]] {
        hear(services, 34, "en", &choices, SILENT).await;
    }
    hear(services, 36, "es", &["d", "w"], SILENT).await;
}

async fn publish_as(services: &Services, by: &SignedIn) {
    publish(services, &Reactions::default(), by, "voice", "r".to_owned()).await.unwrap();
}

macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        let routes = actix_web::App::new()
            .configure(move |routes| hearth::routes::configure(routes, &services));
        let guard = actix_web::middleware::from_fn(hearth::web::guard::guard);
        actix_web::test::init_service(routes.wrap(guard)).await
    }};
}

/// Status and body of a page, without the marks that keep names apart.
macro_rules! read {
    ($app:expr, $path:expr, $cookie:expr) => {{
        let request = TestRequest::get().uri($path).insert_header((header::COOKIE, $cookie));
        let response = actix_web::test::call_service(&$app, request.to_request()).await;
        let status = response.status().as_u16();
        let body = actix_web::body::to_bytes(response.into_body()).await.ok().unwrap_or_default();
        let body = String::from_utf8(body.to_vec()).unwrap();
        (status, body.replace(['\u{2068}', '\u{2069}'], "").replace('\u{a0}', " "))
    }};
}

#[actix_web::test]
async fn the_page_tells_what_how_sure_and_for_whom_it_differs() {
    for (_place, store) in stores("the_leaders_page") {
        let (services, _clock) = services(&store);
        offer(&services).await;
        hear_two_minds(&services).await;
        let lea = account(&services, Role::Leadership);
        let (app, session) = (app!(services), open_session(&services, lea.account_id));
        let (status, page) = read!(app, "/staff/priorities", session.cookie.as_str());
        assert_eq!(status, 200);
        let ranking = live_ranking(&services, "voice").await.unwrap().ranking;
        assert!(page.contains(&format!("Among the {} people we heard from", ranking.n)));
        for (item, theta) in ranking.theta.iter().enumerate() {
            let share = told_percent(*theta, ranking.n);
            let share = format!("Comes out ahead in {share} % of comparisons");
            let likely = format!("({} %)", percent(ranking.p_top_k[item])).replace('\u{a0}', " ");
            let likely = likely.replace('<', "&lt;").replace('>', "&gt;");
            assert!(page.contains(&share), "{share}");
            assert!(page.contains(&likely), "{likely}");
        }
        assert!(page.contains("Español: “Dental care” is almost certain"), "missed by the average");
        assert!(page.contains("Lower on this list)."), "no place without its tier");
        let slope = page.split("The same as a table").nth(1).unwrap();
        let dental = slope.split("Dental care</span></th>").nth(1).unwrap();
        assert!(dental.starts_with("<td class=\"num\">4</td><td class=\"num\">1</td>"), "{dental}");
        let ballots = ranking.ballots_to_flip.unwrap();
        assert!(page.contains(&format!("enough to change the top 3: about {ballots}.")));
        assert!(page.contains("Plackett–Luce model") && page.contains("Duels of two"));
        assert!(page.contains("The answers are not weighted: each person counts the same."));
        assert!(!page.contains("significant") && !page.contains("community wants"));

        assert!(page.contains("Once a ranking is published"), "nothing to set beside yet");
        let form = [("csrf_token", session.csrf_token.as_str()), ("survey", "voice")];
        let pressed = TestRequest::post()
            .uri("/staff/priorities/publish")
            .insert_header((header::COOKIE, session.cookie.as_str()))
            .insert_header((header::HOST, "console.test"))
            .insert_header((header::ORIGIN, "http://console.test"))
            .set_form(form);
        let answer = actix_web::test::call_service(&app, pressed.to_request()).await;
        assert_eq!(answer.status().as_u16(), 303);
        hear(&services, 12, "en", &["h", "r"], SILENT).await;
        let (_, page) = read!(app, "/staff/priorities?survey=voice", session.cookie.as_str());
        assert!(page.contains("class=\"bump\"") && page.contains("people: 138"), "{page}");
        let (_, page) = read!(app, "/staff/priorities/published", session.cookie.as_str());
        assert!(page.contains("October 1, 2026") && page.contains("leadership@example.org"));
        let (_, page) = read!(app, "/staff/priorities/how", session.cookie.as_str());
        assert!(page.contains("10000 random draws") && page.contains(">150<"), "{page}");
    }
}

#[actix_web::test]
async fn a_table_that_does_not_fit_those_who_answered_withholds_nothing_they_said() {
    for (_place, store) in stores("a_table_that_does_not_fit") {
        let (services, _clock) = services(&store);
        offer(&services).await;
        hear_two_minds(&services).await;
        let lea = account(&services, Role::Leadership);
        // Somebody is known who speaks Vietnamese, and did not answer.
        let (keys, language, at) = (Arc::clone(&services.keys), Language::new("vi"), morning());
        services
            .store
            .write_now(move |connection| {
                let (language, strata) = (&language, "{}");
                let person = NewParticipant { language, site_id: None, name: None, strata, at };
                Ok::<_, StoreError>(insert_participant(connection, &keys, &person)?)
            })
            .unwrap();
        let table = "stratum,category,count\nlanguage,English,60\nlanguage,Spanish,30\nlanguage,Vietnamese,10\n";
        let id = receive(&services, &lea, table.as_bytes().to_vec(), "r".to_owned()).await.unwrap();
        let (neighbours, request_id) = (Neighbours::new(), "r".to_owned());
        let chosen = Choose { table_id: Some(id), seen: 0, neighbours, request_id };
        choose(&services, &lea, chosen).await.unwrap();
        let (app, session) = (app!(services), open_session(&services, lea.account_id));
        let (status, page) = read!(app, "/staff/priorities", session.cookie.as_str());
        assert!(status == 200 && page.contains("Not weighted yet"), "{page}");
        assert!(page.contains("Nobody answered from this group of the table: Tiếng Việt"));
        assert!(page.contains("Among the 138 people we heard from"), "{page}");
        assert!(
            !page.contains("action=\"/staff/priorities/publish\""),
            "it is not to be published so"
        );
        let published =
            publish(&services, &Reactions::default(), &lea, "voice", "r".to_owned()).await;
        assert!(matches!(published, Err(RankingFault::Rank(RankError::Weights(_)))));
    }
}

#[actix_web::test]
async fn no_rate_tells_of_a_few_on_the_page_or_in_its_files() {
    for (_place, store) in stores("rates_of_a_few") {
        let (services, _clock) = services(&store);
        offer(&services).await;
        hear(&services, 24, "en", &["r", "h"], SILENT).await;
        hear(&services, 6, "es", &["d", "w"], SILENT).await;
        let lea = account(&services, Role::Leadership);
        let (app, session) = (app!(services), open_session(&services, lea.account_id));
        let (_, page) = read!(app, "/staff/priorities", session.cookie.as_str());
        let groups = page.split("id=\"groups\"").nth(1).unwrap();
        let language = groups.split("</section>").next().unwrap();
        assert!(
            language.contains("Not shown by themselves, to protect small groups"),
            "{language}"
        );
        // Theirs would follow from everybody's and the others', were these told to the point.
        let percents: Vec<i64> = language
            .split("num\"><bdi>")
            .filter_map(|cell| cell.split_once(" %").and_then(|(percent, _)| percent.parse().ok()))
            .collect();
        assert_eq!(percents.len(), 2 * 5, "everybody and English: {language}");
        assert!(percents.iter().all(|percent| percent % 10 == 0), "{percents:?}");
        let path = "/staff/priorities/tables/groups.csv";
        let (_, table) = read!(app, path, session.cookie.as_str());
        assert!(table.contains("language,en,English,,rides,Rides,100,"), "{table}");
        assert!(table.contains("language,es,Español,,,,,,,\r\n"), "{table}");
        assert!(table.contains("site,Main,Main,30,rides,Rides,"), "{table}");
    }
}

#[actix_web::test]
async fn every_table_is_a_file_that_a_spreadsheet_can_open() {
    for (_place, store) in stores("every_table_is_a_file") {
        let (services, _clock) = services(&store);
        offer(&services).await;
        hear_two_minds(&services).await;
        let lea = account(&services, Role::Analyst);
        publish_as(&services, &account(&services, Role::Leadership)).await;
        let (app, session) = (app!(services), open_session(&services, lea.account_id));
        for (language, rows) in [
            (
                "en",
                [
                    ("ranking", "parking,'=Parking,"),
                    ("heard", "Español,36\r\n"),
                    ("groups", "language,es,Español,36,dental,Dental care,100,"),
                    ("groups", "language,,Lowest of any group,,wifi,Wi-Fi,"),
                    ("sources", "sms/top2,By text message,yes,138,"),
                    ("raised", "Issue,People\r\n"),
                    ("history", ",138,dental,Dental care,"),
                    ("how", "People counted,138\r\n"),
                ],
            ),
            (
                "es",
                [
                    ("ranking", "Qué tan seguro"),
                    ("heard", "Idioma,Personas\r\n"),
                    ("groups", "language,es,Español,36,dental,Dentista,100,"),
                    ("groups", "language,,El valor más bajo entre los grupos,,wifi,Wifi,"),
                    ("sources", "sms/top2,Por mensaje de texto,sí,138,"),
                    ("raised", "Tema,Personas\r\n"),
                    ("history", ",138,dental,Dentista,"),
                    ("how", "Personas contadas,138\r\n"),
                ],
            ),
        ] {
            let (account, language) = (lea.account_id, Language::new(language));
            services.store.write_now(move |c| update_language(c, account, &language)).unwrap();
            for (name, row) in rows {
                let path = format!("/staff/priorities/tables/{name}.csv?survey=voice");
                let (status, table) = read!(app, &path, session.cookie.as_str());
                assert_eq!(status, 200, "{name}");
                assert!(table.starts_with('\u{feff}') && table.contains(row), "{name}: {table}");
                let columns = |line: &str| line.matches(',').count();
                let quoted = table.contains('"');
                let head = columns(table.lines().next().unwrap());
                assert!(
                    quoted || table.lines().all(|line| columns(line) == head),
                    "{name}: {table}"
                );
            }
        }
        let path = "/staff/priorities/tables/people.csv";
        assert_eq!(read!(app, path, session.cookie.as_str()).0, 404);
    }
}

#[actix_web::test]
async fn words_are_read_only_of_who_may_be_quoted_and_each_look_is_on_the_trail() {
    const QUOTED: &[Purpose] = &[Purpose::Answer, Purpose::Improve, Purpose::Quote];
    for (_place, store) in stores("words_of_who_may_be_quoted") {
        let (services, _clock) = services(&store);
        offer(&services).await;
        hear(&services, 12, "en", &["r", "h"], (Some("Not to be shown."), SILENT.1)).await;
        hear(&services, 4, "en", &["r", "h"], (Some("The bus is late."), QUOTED)).await;
        hear(&services, 1, "es", &["r", "d"], (Some("Vivo lejos."), QUOTED)).await;
        // Who may be quoted, but not counted, is not quoted.
        let alone: &[Purpose] = &[Purpose::Answer, Purpose::Quote];
        hear(&services, 1, "en", &["w"], (Some("Never used."), alone)).await;
        let app = app!(services);
        let lea = account(&services, Role::Leadership);
        let session = open_session(&services, lea.account_id);
        let (_, page) = read!(app, "/staff/priorities", session.cookie.as_str());
        assert!(!page.contains("The bus is late."), "words have a page of their own");
        let looks = || {
            let trail = services.store.read_now(|c| list_unsealed(c, 100)).unwrap();
            let seen = trail.into_iter().filter(|row| row.action == "quotes_seen");
            seen.map(|row| row.detail).collect::<Vec<_>>()
        };
        assert!(looks().is_empty());
        let (status, page) = read!(app, "/staff/priorities/words", session.cookie.as_str());
        assert_eq!((status, looks()), (200, vec!["3 quotes".to_owned()]));
        assert_eq!(page.matches("The bus is late.").count(), 2, "at most three an issue");
        assert!(page.contains("lang=\"es\" dir=\"ltr\">Vivo lejos."), "{page}");
        assert!(!page.contains("Not to be shown.") && !page.contains("Never used."));

        // Who looked through them knows better than the ranking what they speak of.
        let liaison = account(&services, Role::Liaison);
        let (mut after, mut found) = (None, None);
        while found.is_none() {
            let wanted = Look { slug: "voice".to_owned(), are_coded: false, after };
            let sight = look(&services, &liaison, wanted, "r".to_owned()).await.unwrap();
            after = Some(sight.words.last().unwrap().key.clone());
            found = sight.words.into_iter().find(|words| words.text == "Vivo lejos.");
        }
        let words = found.unwrap();
        let (key, mark) = (words.key, words.mark);
        let (language, text) = (Language::new("en"), "I live far away.".to_owned());
        let (topics, translation) =
            (["parking".to_owned()].into(), Some(Translation { language, text }));
        let found = vec![Found { key, mark, topics, translation }];
        code(&services, &liaison, "voice", found, "r".to_owned()).await.unwrap();
        let (_, page) = read!(app, "/staff/priorities/words", session.cookie.as_str());
        let (before, parking) = page.split_once("Parking").unwrap();
        assert!(!before.contains("Vivo lejos.") && parking.contains("Vivo lejos."), "{page}");
        assert!(parking.contains("lang=\"en\" dir=\"ltr\">I live far away.</blockquote>"));
        let (_, leaders) = read!(app, "/staff/priorities", session.cookie.as_str());
        assert!(leaders.contains("a few"), "brought up by one, and no number");

        let advisor = account(&services, Role::PatientAdvisor);
        let session = open_session(&services, advisor.account_id);
        assert_eq!(read!(app, "/staff/priorities", session.cookie.as_str()).0, 200);
        assert_eq!(read!(app, "/staff/priorities/words", session.cookie.as_str()).0, 403);
        assert_eq!(looks().len(), 2);
    }
}

#[actix_web::test]
async fn everybody_reads_tiers_of_what_was_published_and_new_ones_after_eleven_people() {
    for (_place, store) in stores("everybody_reads_tiers") {
        let (services, _clock) = services(&store);
        offer(&services).await;
        hear_two_minds(&services).await;
        let lea = account(&services, Role::Leadership);
        let app = app!(services);
        let (status, page) = read!(app, "/priorities", "");
        assert!(status == 200 && page.contains("There is nothing to read here yet"));

        publish_as(&services, &lea).await;
        let (_, page) = read!(app, "/priorities?lang=en", "");
        assert!(page.contains("Number of people who answered: 138."), "{page}");
        assert!(page.contains("Rides") && page.contains("Less likely in the top 3"));
        for told in [" %", "36", "102", "1–", "–5", "<svg", "<table"] {
            let main = page.split("<main>").nth(1).unwrap();
            assert!(!main.contains(told), "{told}");
        }
        assert!(read!(app, "/priorities?lang=es", "").1.contains("Transporte"));
        let (_, page) = read!(app, "/priorities?lang=vi", "");
        assert!(!page.contains("Xe đưa đón") && page.contains("lang=es\" lang=\"es\""), "{page}");

        let answered = |page: &str, people: i64| {
            page.contains(&format!("Number of people who answered: {people}."))
        };
        hear(&services, 10, "en", &["h", "r"], SILENT).await;
        publish_as(&services, &lea).await;
        assert!(answered(&read!(app, "/priorities?lang=en", "").1, 138), "ten would be told");
        hear(&services, 1, "en", &["h", "r"], SILENT).await;
        assert!(answered(&read!(app, "/priorities?lang=en", "").1, 138), "only what is published");
        publish_as(&services, &lea).await;
        assert!(answered(&read!(app, "/priorities?lang=en", "").1, 149));
        assert!(read!(app, "/heard?lang=en", "").1.contains("href=\"/priorities?lang=en\""));
    }
}
