//! The page of signs: what looks coordinated is set aside with a reason, and counted again.

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::test::{TestRequest, call_service, init_service};
use hearth::priority::flow::live_ranking;
use hearth::routes;

use crate::opened::open_session;
use crate::ranked::{offer, rank_known};
use crate::{leader, support};

#[actix_web::test]
async fn ballots_that_look_coordinated_are_set_aside_with_a_reason_and_counted_again() {
    for (_place, store) in support::stores("the_page_of_signs") {
        let (services, _clock) = support::services(&store);
        offer(&services, &["es", "vi"]).await;
        let lea = leader(&services);
        // Every pair of three choices equally often, and then always the fourth with the same one.
        let choices = ["a", "b", "c"];
        for place in 0..60 {
            let (first, further) = (place % 3, 1 + place / 3 % 2);
            let pair = [choices[first], choices[(first + further) % 3]];
            rank_known(&services, "en", "{}", &pair).await;
        }
        for _ in 0..60 {
            rank_known(&services, "en", "{}", &["d", "c"]).await;
        }
        let live = live_ranking(&services, "voice").await.unwrap();
        assert_eq!(live.ranking.signals.len(), 1, "{:?}", live.ranking.signals);
        let for_app = services.clone();
        let routes = App::new().configure(move |routes| routes::configure(routes, &for_app));
        let app = init_service(routes).await;
        let session = open_session(&services, lea.account_id);
        let send = async |request: TestRequest| {
            let request = request
                .insert_header((header::COOKIE, session.cookie.clone()))
                .insert_header((header::HOST, "console.test"))
                .insert_header((header::ORIGIN, "http://console.test"));
            let response = call_service(&app, request.to_request()).await;
            let status = response.status().as_u16();
            let location = response.headers().get(header::LOCATION);
            let location = location.map(|to| to.to_str().unwrap().to_owned());
            let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
            (status, location.unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap())
        };
        let look = || TestRequest::get().uri("/staff/priorities/aside");
        let (status, _, page) = send(look()).await;
        assert!(status == 200 && page.contains("id=\"sign-1\""), "{page}");
        assert!(page.contains("“Parking” and “Dental care”"), "what it says, best first");
        let field = |name: &str| {
            let (_, after) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
            after.split('"').next().unwrap().replace("&quot;", "\"")
        };
        let (source, ballot) = (field("source"), field("ballot"));
        let form = |reason: &str| {
            TestRequest::post().uri("/staff/priorities/aside").set_form([
                ("csrf_token", session.csrf_token.clone()),
                ("survey", "voice".to_owned()),
                ("number", "1".to_owned()),
                ("source", source.clone()),
                ("ballot", ballot.clone()),
                ("reason", reason.to_owned()),
            ])
        };
        let (status, _, page) = send(form(" ")).await;
        assert!(status == 422 && page.contains("href=\"#reason-1\""), "{page}");
        assert_eq!(live_ranking(&services, "voice").await.unwrap().ranking.n, 120);
        let (status, to, _) = send(form("Sent by <one> phone bank")).await;
        assert_eq!((status, to.as_str()), (303, "/staff/priorities/aside?survey=voice&done=aside"));
        let (_, _, page) = send(TestRequest::get().uri(&to)).await;
        assert!(page.contains("These ballots are set aside"), "{page}");
        assert!(page.contains("Sent by &lt;one&gt; phone bank"), "{page}");
        assert!(page.contains("Ballots set aside: ") && page.contains("60"), "{page}");
        let live = live_ranking(&services, "voice").await.unwrap();
        assert_eq!(live.ranking.n, 60);
        let (_, _, page) = send(TestRequest::get().uri("/staff/priorities?survey=voice")).await;
        assert!(
            page.contains("With ballots that were set aside"),
            "the ranking is shown both ways"
        );
        let again = TestRequest::post().uri("/staff/priorities/aside").set_form([
            ("csrf_token", session.csrf_token.clone()),
            ("survey", "voice".to_owned()),
            ("again", live.asides[0].id.to_string()),
        ]);
        let (status, to, _) = send(again).await;
        assert_eq!((status, to.as_str()), (303, "/staff/priorities/aside?survey=voice&done=again"));
        assert_eq!(live_ranking(&services, "voice").await.unwrap().ranking.n, 120);
    }
}
