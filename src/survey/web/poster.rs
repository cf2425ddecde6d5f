//! A poster to print: the survey's name, a QR code, the address and the keyword, in one language.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use serde::Serialize;

use crate::i18n::Language;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::Refusal;
use crate::storage::StoreError;
use crate::survey::flow::{Offered, find_offered};
use crate::web::answer::page;
use crate::web::languages::direction;
use crate::web::qr_code::{Drawn, draw};

#[derive(Serialize)]
struct PosterPage<'a> {
    title: &'a str,
    /// The address as people type it.
    address: String,
    code: Drawn,
    keyword: Option<&'a str>,
    number: Option<String>,
    is_draft: bool,
    /// What only staff read, in their language.
    staff: Staff<'a>,
}

#[derive(Serialize)]
struct Staff<'a> {
    lang: &'a str,
    dir: &'static str,
    back_to: String,
    back: String,
    hint: String,
    no_number: Option<String>,
}

pub(super) async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Refusal> {
    let (slug, tag) = path.into_inner();
    let language = Language::new(&tag);
    let (frozen, is_demo) = (Arc::clone(&services.frozen), services.is_demo);
    let offered = services
        .store
        .read(move |connection| find_offered(connection, &frozen, is_demo, &slug))
        .await?;
    let no_poster = || HttpResponse::NotFound().finish();
    let Some(offered) = offered else { return Ok(no_poster()) };
    // A language that nobody can answer in has no poster.
    let Some(shown) = offered.language(&language) else { return Ok(no_poster()) };
    let content = content(&services, &signed_in, &offered, &language, shown.is_draft)?;
    Ok(page(&services, StatusCode::OK, "survey/poster", &language, &content))
}

fn content<'a>(
    services: &Services,
    signed_in: &'a SignedIn,
    offered: &'a Offered,
    language: &Language,
    is_draft: bool,
) -> Result<PosterPage<'a>, StoreError> {
    let survey = &offered.version.survey;
    let url = format!("{}/s/{}", services.config.public_url, survey.slug);
    let code = draw(&format!("{url}?lang={language}"));
    let code = code.ok_or_else(|| StoreError::inconsistent("survey", &survey.slug))?;
    let address = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).to_owned();
    let number = services.config.twilio.as_ref().and_then(|twilio| twilio.from.clone());
    let keyword = survey.keywords.get(language).map(String::as_str);
    let say = |id: &str| services.i18n.web(&signed_in.language, id, &[]);
    Ok(PosterPage {
        title: survey.title.get(language).unwrap_or_default(),
        address,
        code,
        staff: Staff {
            lang: signed_in.language.tag(),
            dir: direction(&signed_in.language),
            back_to: format!("/staff/surveys/{}", survey.slug),
            back: say("surveys-back"),
            hint: say("surveys-poster-hint"),
            no_number: number.is_none().then(|| say("surveys-poster-no-number")),
        },
        keyword: keyword.filter(|_| number.is_some()),
        number,
        is_draft,
    })
}
