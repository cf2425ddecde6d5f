//! The pages of topics as staff see and use them.

use hearth::staff::Role;

use crate::opened::open_session;
use crate::support::{services, stores};
use crate::{account, account_in, get, offer_survey, post, standing};

#[actix_web::test]
async fn topics_are_merged_after_a_look_and_taken_apart_by_undo() {
    for (_place, store) in stores("topics_page") {
        let (services, _clock) = services(&store);
        let lea = account(&services, Role::Leadership);
        let app = app!(services);
        let session = open_session(&services, lea.account_id);
        let (cookie, token) =
            (session.cookie.as_str(), ("csrf_token", session.csrf_token.as_str()));
        assert!(send!(app, get("/staff/topics", cookie)).body.contains("There is no issue yet"));
        offer_survey(&services).await;
        let page = send!(app, get("/staff/topics", cookie));
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Vans &lt;b&gt;") && !page.body.contains("Vans <b>"));

        let look = send!(app, get("/staff/topics/merge?topic=vans&into=rides", cookie));
        assert!(look.body.contains("Ballots that name both keep the better place."));
        assert_eq!(standing(&services).now("vans"), Some("vans"), "looking changes nothing");
        for pair in ["topic=vans&into=vans", "topic=vans&into=none", ""] {
            let answer = send!(app, get(&format!("/staff/topics/merge?{pair}"), cookie));
            assert_eq!((answer.status, answer.location.as_str()), (303, "/staff/topics"), "{pair}");
        }

        let merged = post("/staff/topics/vans/merge", cookie, &[token, ("into", "rides")]);
        let merged = send!(app, merged);
        assert_eq!(merged.status, 303);
        assert_eq!(standing(&services).now("vans"), Some("rides"));
        let said = send!(app, get(&merged.location, cookie)).body;
        assert!(said.contains("The two issues count as one now."));
        assert!(said.contains("action=\"/staff/topics/vans/unmerge\""));
        let late = post("/staff/topics/hours/merge", cookie, &[token, ("into", "vans")]);
        let late = send!(app, late);
        assert_eq!(late.status, 409);
        assert!(late.body.contains("Somebody changed this issue meanwhile"));

        let undone = post("/staff/topics/vans/unmerge", cookie, &[token, ("into", "rides")]);
        let undone = send!(app, undone);
        let said = send!(app, get(&undone.location, cookie)).body;
        assert!(said.contains("action=\"/staff/topics/vans/merge\""), "undo has an undo");
        assert_eq!(standing(&services).now("vans"), Some("vans"));

        let retired = send!(app, post("/staff/topics/hours/retire", cookie, &[token]));
        let said = send!(app, get(&retired.location, cookie)).body;
        assert!(said.contains("action=\"/staff/topics/hours/bring-back\""));
        send!(app, post("/staff/topics/hours/bring-back", cookie, &[token]));
        assert_eq!(standing(&services).now("hours"), Some("hours"));
    }
}

#[actix_web::test]
async fn names_are_corrected_where_no_survey_names_the_topic() {
    for (_place, store) in stores("topics_names") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let lea = account(&services, Role::Administrator);
        let app = app!(services);
        let session = open_session(&services, lea.account_id);
        let (cookie, token) =
            (session.cookie.as_str(), ("csrf_token", session.csrf_token.as_str()));
        let new =
            [token, ("language", "en"), ("title", ""), ("language", "vi"), ("title", "Mái che")];
        let added = send!(app, post("/staff/topics", cookie, &new));
        assert_eq!(added.location, "/staff/topics?done=added&topic=m-i-che");
        let page = send!(app, get(&added.location, cookie)).body;
        assert!(page.contains("<h3 id=\"topic-m-i-che\" lang=\"vi\""), "marked as what it is");
        assert!(page.contains("/staff/surveys/voice/review/es\">"), "corrected with the survey");
        assert!(!page.contains("id=\"title-rides-es\"") && page.contains("id=\"title-rides-vi\""));

        let names = [
            token,
            ("language", "vi"),
            ("was", "Mái che"),
            ("title", "Mái che mưa"),
            ("language", "en"),
            ("was", ""),
            ("title", "Shelter"),
        ];
        let named = send!(app, post("/staff/topics/m-i-che/titles", cookie, &names));
        assert_eq!(named.status, 303);
        let page = send!(app, get(&named.location, cookie)).body;
        assert!(page.contains(">Shelter</h3>"));
        let undo = "name=\"language\" value=\"vi\"><input type=\"hidden\" name=\"was\" \
                    value=\"Mái che mưa\"><input type=\"hidden\" name=\"title\" value=\"Mái che\">";
        assert!(page.contains(undo), "what was typed can be taken back");
        let long = "x".repeat(121);
        let names = [token, ("language", "en"), ("was", "Shelter"), ("title", long.as_str())];
        let refused = send!(app, post("/staff/topics/m-i-che/titles", cookie, &names));
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(&long) && refused.body.contains("#title-m-i-che-en"));
        let nothing = [token, ("language", "en"), ("title", "")];
        assert_eq!(send!(app, post("/staff/topics", cookie, &nothing)).status, 422);
    }
}

#[actix_web::test]
async fn an_advisor_sees_what_counts_as_what_and_changes_nothing() {
    for (_place, store) in stores("topics_advisor") {
        let (services, _clock) = services(&store);
        offer_survey(&services).await;
        let lea = account(&services, Role::Leadership);
        hearth::topic::flow::merge(&services, &lea, "vans", "rides", "r".to_owned()).await.unwrap();
        let app = app!(services);
        for (role, tag, said) in [
            (Role::PatientAdvisor, "es", "También cuenta como este tema:"),
            (Role::Translator, "ar", "يُحسب أيضًا ضمن هذا الموضوع:"),
        ] {
            let session = open_session(&services, account_in(&services, role, tag).account_id);
            let page = send!(app, get("/staff/topics", &session.cookie));
            assert!(page.status == 200 && page.body.contains(said), "{tag}");
            assert!(!page.body.contains("/unmerge") && !page.body.contains("/retire"));
            let token = ("csrf_token", session.csrf_token.as_str());
            let form = [token, ("into", "rides")];
            let refused = send!(app, post("/staff/topics/hours/merge", &session.cookie, &form));
            assert_eq!(refused.status, 403);
        }
    }
}
