//! Invitations, new passwords and the links that lead to them, on both engines, and over HTTP as an
//! attacker would try them.

#![expect(clippy::unwrap_used, reason = "what a test cannot go on without fails it")]

#[path = "support/entering.rs"]
mod entering;
#[path = "support/mailbox.rs"]
mod mailbox;
#[path = "support/signing_in.rs"]
mod signing_in;
mod support;

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use chrono::TimeDelta;
use diesel::prelude::*;
use hearth::i18n::Language;
use hearth::services::Services;
use hearth::staff::flow::accounts::{
    EndAccessError, Invitation, InviteError, end_access, invite, invite_again, list_accounts,
};
use hearth::staff::flow::link::{
    SetPasswordError, answer_reset_requests, ask_for_reset, set_password,
};
use hearth::staff::flow::{Session, SignInError, add_account_now, find_signed_in};
use hearth::staff::link::AccountState;
use hearth::staff::{Email, Password, Role, SignedIn};
use hearth::storage::StoreError;
use hearth::storage::schema::{audit_event, mail_message, staff_link};
use hearth::{routes, web::guard};

use entering::attempt;
use mailbox::{collect, token_in};

const OLD: &str = "three quiet herons";
const NEW: &str = "a lamp beside the door";

fn add(services: &Services, email: &str, role: Role) -> i64 {
    let email = Email::parse(email).unwrap();
    let password = Password::parse(OLD.to_owned().into()).unwrap();
    add_account_now(services, &email, &password, role, Language::new("en")).unwrap()
}

/// An administrator, signed in.
fn administrator(services: &Services, email: &str) -> SignedIn {
    SignedIn {
        account_id: add(services, email, Role::Administrator),
        role: Role::Administrator,
        language: Language::new("en"),
        csrf_token: "t".to_owned(),
    }
}

async fn enter(services: &Services, email: &str, password: &str) -> Result<Session, SignInError> {
    entering::enter(services, attempt(email, password)).await
}

async fn invite_one(
    services: &Services,
    by: &SignedIn,
    email: &str,
    tag: &str,
) -> Result<(), InviteError> {
    let invitation = Invitation {
        email: Email::parse(email).unwrap(),
        role: Role::Translator,
        language: Language::new(tag),
        request_id: "r".to_owned(),
    };
    invite(services, by, invitation).await
}

async fn choose(services: &Services, token: &str, password: &str) -> Result<(), SetPasswordError> {
    let password = Password::parse(password.to_owned().into()).unwrap();
    set_password(services, token, password, "r".to_owned()).await.map(drop)
}

/// Asks for a new password for that address; the link's token, if a mail with one came.
async fn ask(services: &Services, email: &str) -> Option<String> {
    ask_for_reset(services, email, "r".to_owned()).await.unwrap();
    answer_reset_requests(services).await.unwrap();
    let mails = collect(services).await;
    assert!(mails.len() <= 1);
    mails.first().map(token_in)
}

fn actions(services: &Services) -> Vec<String> {
    services
        .store
        .read_now(|connection| {
            audit_event::table
                .order(audit_event::id)
                .select(audit_event::action)
                .load(connection)
                .map_err(StoreError::from)
        })
        .unwrap()
}

#[tokio::test]
async fn an_invited_colleague_chooses_a_password_once_and_signs_in() {
    for (_place, store) in support::stores("an_invited_colleague_chooses_a_password") {
        let (services, _clock) = support::services(&store);
        let ana = administrator(&services, "ana@example.org");
        invite_one(&services, &ana, "Bo@Example.org", "ar").await.unwrap();
        let again = invite_one(&services, &ana, "bo@example.org", "en").await;
        assert!(matches!(again, Err(InviteError::HasAccount)));
        assert!(enter(&services, "bo@example.org", "").await.is_err(), "no password is no way in");

        let mails = collect(&services).await;
        assert_eq!((mails.len(), mails[0].to.as_str()), (1, "bo@example.org"));
        assert!(mails[0].html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{}", mails[0].html);
        assert!(mails[0].text.contains("مترجم") && mails[0].subject.contains("Our health center"));
        let token = token_in(&mails[0]);
        choose(&services, &token, NEW).await.unwrap();
        let twice = choose(&services, &token, "another good password").await;
        assert!(matches!(twice, Err(SetPasswordError::Gone)));

        let session = enter(&services, "bo@example.org", NEW).await.unwrap();
        let bo = find_signed_in(&services, &session.token).await.unwrap().unwrap();
        assert_eq!((bo.role, bo.language.tag()), (Role::Translator, "ar"));
        let trail = actions(&services).join(" ");
        assert!(trail.contains("account_invited invitation_accepted sign_in_begun"), "{trail}");
    }
}

#[tokio::test]
async fn an_invitation_sent_again_is_the_only_one_that_works() {
    for (_place, store) in support::stores("an_invitation_sent_again") {
        let (services, clock) = support::services(&store);
        let ana = administrator(&services, "ana@example.org");
        invite_one(&services, &ana, "bo@example.org", "en").await.unwrap();
        let first = token_in(&collect(&services).await[0]);
        let listed = list_accounts(&services, &ana, "r".to_owned()).await.unwrap();
        let bo = listed.iter().find(|l| l.account.email == "bo@example.org").unwrap();
        assert_eq!(bo.account.state, AccountState::Invited);
        assert_eq!(bo.invitation.as_deref(), Some("sent"));

        assert!(invite_again(&services, &ana, bo.account.id, "r".to_owned()).await.unwrap());
        let second = token_in(&collect(&services).await[0]);
        assert!(matches!(choose(&services, &first, NEW).await, Err(SetPasswordError::Gone)));
        clock.advance(TimeDelta::days(7));
        let late = choose(&services, &second, NEW).await;
        assert!(matches!(late, Err(SetPasswordError::Gone)));
        let listed = list_accounts(&services, &ana, "r".to_owned()).await.unwrap();
        assert!(listed.iter().all(|listed| listed.invitation.is_none()));
        assert!(!invite_again(&services, &ana, ana.account_id, "r".to_owned()).await.unwrap());
    }
}

#[tokio::test]
async fn a_link_used_many_times_at_once_works_once() {
    for (_place, store) in support::stores("a_link_used_many_times_at_once") {
        let (services, _clock) = support::services(&store);
        add(&services, "ana@example.org", Role::Analyst);
        let token = ask(&services, "ana@example.org").await.unwrap();
        let uses: Vec<_> = (0..8)
            .map(|number| {
                let (services, token) = (services.clone(), token.clone());
                tokio::spawn(async move {
                    let password = format!("password of use {number}");
                    choose(&services, &token, &password).await.is_ok().then_some(password)
                })
            })
            .collect();
        let mut worked = Vec::new();
        for one in uses {
            worked.extend(one.await.unwrap());
        }
        assert_eq!(worked.len(), 1);
        enter(&services, "ana@example.org", &worked[0]).await.unwrap();
    }
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_link_and_its_owner_is_told() {
    for (_place, store) in support::stores("a_new_password_ends_every_session") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org", Role::Analyst);
        add(&services, "bo@example.org", Role::Analyst);
        let session = enter(&services, "ana@example.org", OLD).await.unwrap();
        let others = enter(&services, "bo@example.org", OLD).await.unwrap();
        let first = ask(&services, " ANA@example.org ").await.unwrap();
        assert_eq!(ask(&services, "ana@example.org").await, None, "not twice in a row");
        clock.advance(TimeDelta::minutes(5));
        let second = ask(&services, "ana@example.org").await.unwrap();

        choose(&services, &second, NEW).await.unwrap();
        assert!(find_signed_in(&services, &session.token).await.unwrap().is_none());
        assert!(find_signed_in(&services, &others.token).await.unwrap().is_some());
        assert!(matches!(choose(&services, &first, OLD).await, Err(SetPasswordError::Gone)));
        assert!(enter(&services, "ana@example.org", OLD).await.is_err());
        enter(&services, "ana@example.org", NEW).await.unwrap();
        enter(&services, "bo@example.org", OLD).await.unwrap();
        let told = collect(&services).await;
        assert_eq!((told.len(), told[0].to.as_str()), (1, "ana@example.org"));
        assert!(told[0].text.contains("was just changed") && !told[0].text.contains("/link/"));
    }
}

#[tokio::test]
async fn a_reset_link_ends_after_an_hour() {
    for (_place, store) in support::stores("a_reset_link_ends_after_an_hour") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org", Role::Analyst);
        let token = ask(&services, "ana@example.org").await.unwrap();
        clock.advance(TimeDelta::minutes(60));
        assert!(matches!(choose(&services, &token, NEW).await, Err(SetPasswordError::Gone)));
        enter(&services, "ana@example.org", OLD).await.unwrap();
    }
}

#[tokio::test]
async fn an_ended_account_is_out_at_once_and_may_be_invited_anew() {
    for (_place, store) in support::stores("an_ended_account_is_out_at_once") {
        let (services, _clock) = support::services(&store);
        let ana = administrator(&services, "ana@example.org");
        let bo = add(&services, "bo@example.org", Role::Liaison);
        let session = enter(&services, "bo@example.org", OLD).await.unwrap();
        let reset = ask(&services, "bo@example.org").await.unwrap();
        end_access(&services, &ana, bo, "r".to_owned()).await.unwrap();
        assert!(find_signed_in(&services, &session.token).await.unwrap().is_none());
        assert!(enter(&services, "bo@example.org", OLD).await.is_err());
        assert!(matches!(choose(&services, &reset, NEW).await, Err(SetPasswordError::Gone)));
        assert_eq!(ask(&services, "bo@example.org").await, None);

        invite_one(&services, &ana, "bo@example.org", "es").await.unwrap();
        end_access(&services, &ana, bo, "r".to_owned()).await.unwrap();
        assert!(collect(&services).await.is_empty(), "an invitation taken back is not sent");
        invite_one(&services, &ana, "bo@example.org", "es").await.unwrap();
        let token = token_in(&collect(&services).await[0]);
        choose(&services, &token, NEW).await.unwrap();
        let session = enter(&services, "bo@example.org", NEW).await.unwrap();
        let back = find_signed_in(&services, &session.token).await.unwrap().unwrap();
        assert_eq!((back.account_id, back.role), (bo, Role::Translator));
    }
}

#[tokio::test]
async fn administrators_who_end_each_other_leave_one() {
    for (_place, store) in support::stores("administrators_who_end_each_other") {
        let (services, _clock) = support::services(&store);
        let ana = administrator(&services, "ana@example.org");
        let bo = administrator(&services, "bo@example.org");
        let own = end_access(&services, &ana, ana.account_id, "r".to_owned()).await;
        assert!(matches!(own, Err(EndAccessError::Own)));
        let (one, other) = tokio::join!(
            end_access(&services, &ana, bo.account_id, "r".to_owned()),
            end_access(&services, &bo, ana.account_id, "r".to_owned()),
        );
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|ok| **ok).count(), 1);
        let nobody = end_access(&services, &ana, 9_999, "r".to_owned()).await;
        assert!(matches!(nobody, Err(EndAccessError::NotFound)));
    }
}

#[tokio::test]
async fn the_database_holds_neither_the_link_nor_the_address_and_forgets_what_was_sent() {
    for (_place, store) in support::stores("the_database_holds_neither_link_nor_address") {
        let (services, _clock) = support::services(&store);
        let ana = administrator(&services, "ana@example.org");
        invite_one(&services, &ana, "bo@example.org", "en").await.unwrap();
        let kept = || -> Vec<Option<Vec<u8>>> {
            let mails = |c: &mut _| mail_message::table.select(mail_message::sealed_mail).load(c);
            services.store.read_now(|c| mails(c).map_err(StoreError::from)).unwrap()
        };
        let sealed = kept().remove(0).unwrap();
        let token = token_in(&collect(&services).await[0]);
        let holds = |text: &str| sealed.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!holds("bo@example.org") && !holds(&token) && !holds("/link/"));
        assert_eq!(kept(), [None]);
        let index: Vec<u8> = services
            .store
            .read_now(|c| {
                let link = staff_link::table.select(staff_link::token_index);
                link.first(c).map_err(StoreError::from)
            })
            .unwrap();
        assert!(index.len() == 32 && index != token.as_bytes());
    }
}

/// What came back, whole.
#[derive(Debug, PartialEq)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

macro_rules! app {
    ($services:expr) => {{
        let services = $services.clone();
        init_service(
            App::new()
                .configure(move |routes| routes::configure(routes, &services))
                .wrap(from_fn(guard::guard)),
        )
        .await
    }};
}

macro_rules! send {
    ($app:expr, $request:expr) => {{
        let response = call_service(&$app, $request.to_request()).await;
        let status = response.status().as_u16();
        let mut headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect();
        headers.sort();
        let body = to_bytes(response.into_body()).await.ok().unwrap_or_default();
        Answer { status, headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }};
}

fn post(path: &str, cookie: &str, form: &[(&str, &str)]) -> TestRequest {
    TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, cookie.to_owned()))
        .insert_header((header::HOST, "console.test"))
        .insert_header((header::ORIGIN, "http://console.test"))
        .set_form(form)
}

fn get(path: &str, cookie: &str) -> TestRequest {
    TestRequest::get().uri(path).insert_header((header::COOKIE, cookie.to_owned()))
}

#[actix_web::test]
async fn a_link_that_is_tampered_with_used_or_late_is_met_kindly_and_changes_nothing() {
    for (_place, store) in support::stores("a_link_tampered_with_used_or_late") {
        let (services, clock) = support::services(&store);
        add(&services, "ana@example.org", Role::Analyst);
        let app = app!(services);
        let token = ask(&services, "ana@example.org").await.unwrap();
        let mut tampered = token.clone();
        let last = if tampered.pop() == Some('A') { 'Q' } else { 'A' };
        tampered.push(last);
        let form = [("password", NEW)];
        for wrong in [tampered.as_str(), &token[1..], "x", "%00", &"A".repeat(22)] {
            let path = format!("/link/{wrong}");
            for request in [get(&path, ""), post(&path, "", &form)] {
                let answer = send!(app, request);
                assert_eq!(answer.status, 410, "{wrong}");
                assert!(answer.body.contains("This link no longer works"));
            }
        }
        let path = format!("/link/{token}");
        let page = send!(app, get(&path, ""));
        assert!(page.status == 200 && page.body.contains("ana@example.org"));
        assert!(page.headers.contains(&("referrer-policy".into(), "no-referrer".into())));
        assert_eq!(send!(app, get(&path, "")).status, 200, "a look does not use it up");
        for (short, said) in [("too short", "too short"), ("password1234", "easy to guess")] {
            let answer = send!(app, post(&path, "", &[("password", short)]));
            assert!(answer.status == 422 && answer.body.contains(said));
        }
        enter(&services, "ana@example.org", OLD).await.unwrap();
        assert_eq!(send!(app, post(&path, "", &form)).status, 303);
        let again = send!(app, post(&path, "", &[("password", "yet another one")]));
        assert_eq!((again.status, send!(app, get(&path, "")).status), (410, 410));

        clock.advance(TimeDelta::minutes(6));
        collect(&services).await;
        let late = format!("/link/{}", ask(&services, "ana@example.org").await.unwrap());
        clock.advance(TimeDelta::minutes(60));
        assert_eq!(send!(app, get(&late, "")).status, 410);
        assert_eq!(send!(app, post(&late, "", &[("password", OLD)])).status, 410);
        enter(&services, "ana@example.org", NEW).await.unwrap();
    }
}

#[actix_web::test]
async fn every_address_is_answered_alike_and_only_an_account_gets_mail() {
    for (_place, store) in support::stores("every_address_is_answered_alike") {
        let (services, _clock) = support::services(&store);
        let ana = administrator(&services, "ana@example.org");
        let gone = add(&services, "gone@example.org", Role::Analyst);
        end_access(&services, &ana, gone, "r".to_owned()).await.unwrap();
        invite_one(&services, &ana, "invited@example.org", "en").await.unwrap();
        collect(&services).await;
        let app = app!(services);
        let mut answers = Vec::new();
        for email in [
            "ana@example.org",
            "nobody@example.org",
            "gone@example.org",
            "invited@example.org",
            "?",
        ] {
            answers.push(send!(app, post("/staff/forgot", "", &[("email", email)])));
        }
        assert_eq!(answers[0].status, 303);
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        assert_eq!(answer_reset_requests(&services).await.unwrap(), 1);
        let mails = collect(&services).await;
        assert_eq!((mails.len(), mails[0].to.as_str()), (1, "ana@example.org"));
        let page = send!(app, get("/staff/forgot?sent=1", ""));
        assert!(page.status == 200 && !page.body.contains("example.org"));
        let elsewhere = post("/staff/forgot", "", &[("email", "ana@example.org")])
            .insert_header((header::ORIGIN, "https://evil.example"));
        assert_eq!(send!(app, elsewhere).status, 403);
    }
}

/// Signs in over HTTP: the cookie to send, and the token of the session's forms.
macro_rules! sign_in_at {
    ($app:expr, $email:expr) => {{
        let cookie = signed_in!($app, $email, OLD);
        let page = send!($app, get("/staff/backlog", &cookie));
        let (_, after) = page.body.split_once("name=\"csrf_token\" value=\"").unwrap();
        (cookie, after.split('"').next().unwrap().to_owned())
    }};
}

#[actix_web::test]
async fn only_administrators_see_and_change_accounts() {
    for (_place, store) in support::stores("only_administrators_see_accounts") {
        let (services, _clock) = support::services(&store);
        let target = add(&services, "target@example.org", Role::Analyst);
        let app = app!(services);
        let end = format!("/staff/accounts/{target}/end");
        let again = format!("/staff/accounts/{target}/invitation");
        for role in Role::ALL {
            let email = format!("{}@example.org", role.name());
            add(&services, &email, role);
            if role == Role::Administrator {
                continue;
            }
            let (cookie, csrf) = sign_in_at!(app, email.as_str());
            let form = [
                ("csrf_token", csrf.as_str()),
                ("email", "new@example.org"),
                ("role", "administrator"),
                ("language", "en"),
            ];
            assert_eq!(send!(app, get("/staff/accounts", &cookie)).status, 403, "{role:?}");
            for path in ["/staff/accounts", end.as_str(), again.as_str()] {
                assert_eq!(send!(app, post(path, &cookie, &form)).status, 403, "{role:?} {path}");
                assert_eq!(send!(app, post(path, "", &form)).status, 303, "{path}");
            }
        }
        let (cookie, csrf) = sign_in_at!(app, "administrator@example.org");
        for path in ["/staff/accounts", end.as_str(), again.as_str()] {
            let forged = [("csrf_token", "x"), ("email", "n@example.org"), ("role", "analyst")];
            assert_eq!(send!(app, post(path, &cookie, &forged)).status, 403);
        }
        enter(&services, "target@example.org", OLD).await.unwrap();
        assert!(collect(&services).await.is_empty());
        let form = [("csrf_token", csrf.as_str())];
        assert_eq!(send!(app, post(&again, &cookie, &form)).status, 404, "nobody waits for one");
        assert_eq!(send!(app, post("/staff/accounts/9999/end", &cookie, &form)).status, 404);
        assert_eq!(send!(app, post(&end, &cookie, &form)).status, 303);
        assert!(enter(&services, "target@example.org", OLD).await.is_err());
    }
}

#[actix_web::test]
async fn the_form_keeps_what_was_typed_and_the_page_is_whole_in_every_language() {
    let (_place, store) = support::stores("the_accounts_page_in_every_language").remove(0);
    let (services, _clock) = support::services(&store);
    let app = app!(services);
    let languages: Vec<Language> = services.i18n.languages().cloned().collect();
    assert!(languages.len() >= 6);
    for language in &languages {
        let tag = language.tag();
        let email = format!("{tag}@example.org");
        let password = Password::parse(OLD.to_owned().into()).unwrap();
        let address = Email::parse(&email).unwrap();
        let role = Role::Administrator;
        add_account_now(&services, &address, &password, role, language.clone()).unwrap();
        let (cookie, csrf) = sign_in_at!(app, email.as_str());
        let colleague = format!("colleague-{tag}@example.org");
        let mut form = [
            ("csrf_token", csrf.as_str()),
            ("email", "no address"),
            ("role", "translator"),
            ("language", tag),
        ];
        let answer = send!(app, post("/staff/accounts", &cookie, &form));
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("value=\"no address\""));
        assert!(answer.body.contains("value=\"translator\" required checked"));
        form[1].1 = &colleague;
        assert_eq!(send!(app, post("/staff/accounts", &cookie, &form)).status, 303);
        let mail = collect(&services).await.remove(0);
        let accept = (header::ACCEPT_LANGUAGE, tag.to_owned());
        let link = format!("/link/{}", token_in(&mail));
        for path in ["/staff/accounts?done=invited", "/staff/forgot", "/link/none", &link] {
            let page = send!(app, get(path, &cookie).insert_header(accept.clone()));
            assert!(page.body.contains(&format!("<html lang=\"{tag}\" dir=")), "{path} {tag}");
            assert!(!page.body.contains("style=") && !page.body.contains("{ $"), "{path} {tag}");
        }
        for words in [&mail.subject, &mail.text, &mail.html] {
            assert!(!words.contains("{ $") && words.contains("enter"), "{tag}: {words}");
        }
        assert!(!mail.text.contains("&#") && !mail.text.contains('<'), "{}", mail.text);
    }
}
