//! The demo's phone: a page that texts the service by the same way in as Twilio's webhook, and
//! shows what comes back. There are no such pages but in the demo.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::conversation::store as conversations;
use crate::crypto::{Keys, Place, is_token, random_token};
use crate::enrolment::phone::read_phone;
use crate::i18n::Language;
use crate::inbound::flow::{InboundText, take};
use crate::outbox::store::list_of_contact;
use crate::people::Phone;
use crate::people::store::{find_phone, phone_index};
use crate::services::Services;
use crate::storage::{Database, StoreError};
use crate::survey::flow::{find_offered, list_offered_slugs};
use crate::web::answer::{failed, page, see_other};
use crate::web::guard::visitors_language;

/// The demo's own addresses.
pub fn configure(routes: &mut web::ServiceConfig) {
    routes
        .route("/", web::get().to(to_start))
        .route("/demo", web::get().to(start))
        .route("/demo/phone", web::get().to(new_phone))
        .route("/demo/phone/{phone}", web::get().to(show))
        .route("/demo/phone/{phone}", web::post().to(text))
        .route("/demo/phone/{phone}/hold", web::post().to(hold));
}

async fn to_start() -> HttpResponse {
    see_other("/demo")
}

#[derive(Serialize)]
struct StartPage {
    languages: Vec<Link>,
    surveys: Vec<String>,
}

/// One language of the switcher.
#[derive(Serialize)]
struct Link {
    tag: String,
    name: String,
    is_current: bool,
}

#[derive(Deserialize)]
struct Wish {
    lang: Option<String>,
}

async fn start(
    request: HttpRequest,
    services: web::Data<Services>,
    wish: web::Query<Wish>,
) -> HttpResponse {
    let language = wished(&services, &request, wish.lang.as_deref());
    let surveys = services.store.read(list_offered_slugs).await;
    let surveys = match surveys {
        Ok(surveys) => surveys,
        Err(error) => return failed(StatusCode::INTERNAL_SERVER_ERROR, error),
    };
    let content = StartPage { languages: links(&services, &language), surveys };
    page(&services, StatusCode::OK, "demo/start", &language, &content)
}

/// Every visit may have a phone of its own; its number is worked out from the address.
async fn new_phone(wish: web::Query<Wish>) -> HttpResponse {
    see_other(&address_of(&random_token(), wish.lang.as_deref()))
}

/// The address of a phone's page in the language wished for.
fn address_of(phone: &str, lang: Option<&str>) -> String {
    let is_tag = |lang: &&str| lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match lang.filter(is_tag) {
        Some(lang) => format!("/demo/phone/{phone}?lang={lang}"),
        None => format!("/demo/phone/{phone}"),
    }
}

#[derive(Serialize)]
struct PhonePage {
    languages: Vec<Link>,
    phone: String,
    keywords: Vec<Keyword>,
    chat: Vec<Bubble>,
    /// The number of the phone that is held, or what was typed for one.
    number: Option<String>,
    is_wrong: bool,
}

#[derive(Serialize)]
struct Keyword {
    word: String,
    language: String,
}

/// A text as the phone shows it.
#[derive(Serialize)]
struct Bubble {
    is_mine: bool,
    body: String,
    segments: i64,
    cost: String,
    #[serde(skip)]
    at: NaiveDateTime,
}

async fn show(
    request: HttpRequest,
    services: web::Data<Services>,
    phone: web::Path<String>,
    wish: web::Query<Wish>,
) -> HttpResponse {
    let language = wished(&services, &request, wish.lang.as_deref());
    answer(&services, &language, phone.into_inner(), None).await
}

async fn answer(
    services: &Services,
    language: &Language,
    phone: String,
    wrong_number: Option<String>,
) -> HttpResponse {
    let Some(number) = number_of(services, &phone) else {
        return HttpResponse::NotFound().finish();
    };
    let (keys, frozen) = (Arc::clone(&services.keys), Arc::clone(&services.frozen));
    let segment_millicents = services.config.asking.segment_millicents;
    let index = phone_index(&services.keys, &number);
    let read = services
        .store
        .read(move |connection| {
            let chat = list_chat(connection, &keys, &index, segment_millicents)?;
            let mut keywords = Vec::new();
            for slug in list_offered_slugs(connection)? {
                let offered = find_offered(connection, &frozen, true, &slug)?;
                for (language, word) in offered.iter().flat_map(|o| &o.version.survey.keywords) {
                    let language = language.tag().to_owned();
                    keywords.push(Keyword { word: word.clone(), language });
                }
            }
            Ok::<_, StoreError>((chat, keywords))
        })
        .await;
    let (chat, keywords) = match read {
        Ok(read) => read,
        Err(error) => return failed(StatusCode::INTERNAL_SERVER_ERROR, error),
    };
    let status = match wrong_number {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let languages = links(services, language);
    let held = (!is_token(&phone)).then(|| number.expose().to_owned());
    let is_wrong = wrong_number.is_some();
    let number = wrong_number.or(held);
    let content = PhonePage { languages, phone, keywords, chat, number, is_wrong };
    page(services, status, "demo/phone", language, &content)
}

/// What was said on a phone, the latest first.
fn list_chat(
    connection: &mut Database,
    keys: &Keys,
    index: &[u8],
    segment_millicents: i64,
) -> Result<Vec<Bubble>, StoreError> {
    let Some((contact_point_id, _)) = find_phone(connection, index)? else {
        return Ok(Vec::new());
    };
    let mut chat = Vec::new();
    for (sid, sealed, at) in conversations::list_inbound(connection, index)? {
        let place = Place { table: "inbound_message", column: "body", row: &sid };
        let body = keys
            .open(place, &sealed)
            .map_err(|_| StoreError::inconsistent("inbound_message", &sid))?;
        chat.push(Bubble { is_mine: true, body, segments: 0, cost: String::new(), at });
    }
    for shown in list_of_contact(connection, keys, contact_point_id)? {
        chat.push(Bubble {
            is_mine: false,
            body: shown.body,
            segments: shown.segments,
            cost: dollars(shown.segments * segment_millicents),
            at: shown.at,
        });
    }
    // A reply is written in the same moment as the text it answers, and comes after it.
    chat.sort_by_key(|bubble| (bubble.at, !bubble.is_mine));
    chat.reverse();
    Ok(chat)
}

fn dollars(millicents: i64) -> String {
    format!("${}.{:03}", millicents / 100_000, millicents % 100_000 / 100)
}

#[derive(Deserialize)]
struct Typed {
    body: String,
    lang: Option<String>,
}

async fn text(
    services: web::Data<Services>,
    phone: web::Path<String>,
    typed: web::Form<Typed>,
) -> HttpResponse {
    let Some(from) = number_of(&services, &phone) else {
        return HttpResponse::NotFound().finish();
    };
    if !typed.body.trim().is_empty() {
        let sid = format!("SMdemo{}", random_token());
        let body = typed.body.clone();
        let inbound = InboundText { sid, from, body, carrier: None };
        if let Err(error) = take(&services, inbound).await {
            return failed(StatusCode::INTERNAL_SERVER_ERROR, error);
        }
    }
    see_other(&format!("{}#write", address_of(&phone, typed.lang.as_deref())))
}

#[derive(Deserialize)]
struct Held {
    number: String,
    lang: Option<String>,
}

/// Hands over the phone of whoever has that number.
async fn hold(
    request: HttpRequest,
    services: web::Data<Services>,
    phone: web::Path<String>,
    held: web::Form<Held>,
) -> HttpResponse {
    let Held { number, lang } = held.into_inner();
    let Ok(number) = read_phone(&number, services.config.country) else {
        let language = wished(&services, &request, lang.as_deref());
        return answer(&services, &language, phone.into_inner(), Some(number)).await;
    };
    let phone = services.keys.seal_for_address(HELD, number.expose());
    see_other(&address_of(&phone, lang.as_deref()))
}

/// Where the number of a phone stands that somebody holds: sealed in its page's address.
const HELD: Place<'static> = Place { table: "demo", column: "phone", row: "held" };

/// The number of a phone: sealed in its address if somebody has it, else invented; `None` where the
/// address was made by neither [`hold`] nor [`new_phone`].
fn number_of(services: &Services, phone: &str) -> Option<Phone> {
    if !is_token(phone) {
        return Phone::parse(&services.keys.open_from_address(HELD, phone)?);
    }
    let index = services.keys.blind_index("demo phone", phone);
    let digits: String = index.iter().take(9).map(|byte| char::from(b'0' + byte % 10)).collect();
    Phone::parse(&format!("+1999{digits}"))
}

fn wished(services: &Services, request: &HttpRequest, lang: Option<&str>) -> Language {
    lang.and_then(|tag| services.i18n.languages().find(|language| language.tag() == tag))
        .cloned()
        .unwrap_or_else(|| visitors_language(services, request.headers()))
}

fn links(services: &Services, current: &Language) -> Vec<Link> {
    services
        .i18n
        .languages()
        .map(|language| Link {
            tag: language.tag().to_owned(),
            name: language.own_name().to_owned(),
            is_current: language == current,
        })
        .collect()
}
