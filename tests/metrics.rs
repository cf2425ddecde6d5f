//! `/metrics` tells how the service does to whoever may know, and tells nothing of anybody.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

mod support;
#[path = "support/phone.rs"]
#[expect(dead_code, reason = "few texts are needed to count some")]
mod phone;

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::middleware::from_fn;
use actix_web::{App, test};
use hearth::config::Config;
use hearth::routes;
use hearth::services::Services;
use hearth::web::guard::guard;
use phone::{Phone, Town};

const HERE: &str = "127.0.0.1:4000";
const ELSEWHERE: &str = "192.0.2.7:4000";
const TOKEN: &str = "0123456789abcdef";

/// Asks for the numbers; the status and the page.
async fn ask(services: &Services, peer: &str, header: Option<(&str, &str)>) -> (u16, String) {
    let mounted = services.clone();
    let app = App::new()
        .configure(move |routes| routes::configure(routes, &mounted))
        .wrap(from_fn(guard));
    let app = test::init_service(app).await;
    let peer: SocketAddr = peer.parse().unwrap();
    let mut request = test::TestRequest::get().uri("/metrics").peer_addr(peer);
    if let Some(header) = header {
        request = request.insert_header(header);
    }
    let response = test::call_service(&app, request.to_request()).await;
    let status = response.status().as_u16();
    (status, String::from_utf8(test::read_body(response).await.to_vec()).unwrap())
}

#[actix_web::test]
async fn the_numbers_say_what_happened_and_what_waits() {
    for (_place, store) in support::stores("the_numbers") {
        let town = Town::new(&store).await;
        let phone = Phone::new(&town, 1);
        phone.goes_through(&["VOICE", "1"]).await;
        phone.says("STOP").await;
        town.clock.advance(chrono::TimeDelta::seconds(90));
        ask(&town.services, HERE, None).await;
        let (status, page) = ask(&town.services, HERE, None).await;
        assert_eq!(status, 200);
        for expected in [
            "hearth_build_info{version=\"",
            "hearth_texts_read_total{reading=\"stop\"} 1\n",
            "hearth_texts_read_total{reading=\"yes\"} 1\n",
            "hearth_texts_ended_total{state=\"sent\"} 2\n",
            "hearth_outbox_messages{state=\"queued\"} 1\n",
            "hearth_outbox_messages{state=\"sending\"} 0\n",
            "hearth_outbox_oldest_due_seconds 90\n",
            "hearth_consent_events_unsealed 4\n",
            "hearth_audit_events_unsealed 1\n",
            "hearth_requests_total{route=\"/metrics\",status=\"200\"} 1\n",
            "\nhearth_writes_waiting 0\n",
        ] {
            assert!(page.contains(expected), "{expected} is not in\n{page}");
        }
        assert!(!page.contains("1555"), "no number of anybody's phone");
    }
}

#[actix_web::test]
async fn without_a_token_only_this_machine_may_ask_and_no_proxy_on_it() {
    let (_place, store) = support::stores("who_may_ask").swap_remove(0);
    let (services, _) = support::services(&store);
    for (peer, header, expected) in [
        (HERE, None, 200),
        ("[::1]:4000", None, 200),
        ("[::ffff:127.0.0.1]:4000", None, 200),
        (ELSEWHERE, None, 403),
        (HERE, Some(("X-Forwarded-For", "192.0.2.7")), 403),
        (HERE, Some(("Via", "1.1 proxy")), 403),
        (ELSEWHERE, Some(("Authorization", "Bearer 0123456789abcdef")), 403),
    ] {
        let (status, page) = ask(&services, peer, header).await;
        assert_eq!(status, expected, "{peer} {header:?}");
        assert_eq!(page.contains("hearth_build_info"), expected == 200);
    }
}

#[actix_web::test]
async fn with_a_token_whoever_bears_it_may_ask() {
    let (_place, store) = support::stores("who_bears_it").swap_remove(0);
    let (services, _) = support::services(&store);
    let set = |name: &str| (name == "HEARTH_METRICS_TOKEN").then(|| TOKEN.to_owned());
    let services = Services { config: Arc::new(Config::read(&set).unwrap()), ..services };
    for (peer, header, expected) in [
        (ELSEWHERE, Some(("Authorization", "Bearer 0123456789abcdef")), 200),
        (ELSEWHERE, Some(("Authorization", "Bearer 0123456789abcdeF")), 401),
        (ELSEWHERE, Some(("Authorization", "Basic 0123456789abcdef")), 401),
        (ELSEWHERE, None, 401),
        (HERE, None, 401),
    ] {
        let (status, _) = ask(&services, peer, header).await;
        assert_eq!(status, expected, "{peer} {header:?}");
    }
}
