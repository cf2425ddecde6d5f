//! A poster to print: the survey's name, a QR code, the address and the keyword, in one language.

use std::fmt::Write as _;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use fast_qr::qr::{QRBuilder, QRCode};
use serde::Serialize;

use crate::i18n::Language;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::Refusal;
use crate::storage::StoreError;
use crate::survey::flow::{Offered, find_offered};
use crate::web::answer::page;
use crate::web::languages::direction;

/// Modules left white around the code.
///
/// Source: ISO/IEC 18004, section 9.1: four modules at least.
const QUIET: usize = 4;

#[derive(Serialize)]
struct PosterPage<'a> {
    title: &'a str,
    /// The address as people type it.
    address: String,
    code: Code,
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

/// A QR code as one path of squares.
#[derive(Serialize)]
struct Code {
    side: usize,
    path: String,
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
    let code = QRBuilder::new(format!("{url}?lang={language}")).build();
    let code = code.map_err(|_| StoreError::inconsistent("survey", &survey.slug))?;
    let address = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest).to_owned();
    let number = services.config.twilio.as_ref().and_then(|twilio| twilio.from.clone());
    let keyword = survey.keywords.get(language).map(String::as_str);
    let say = |id: &str| services.i18n.web(&signed_in.language, id, &[]);
    Ok(PosterPage {
        title: survey.title.get(language).unwrap_or_default(),
        address,
        code: squares(&code),
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

/// The dark squares of a code, each run of them in a row as one rectangle.
fn squares(code: &QRCode) -> Code {
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|at| code[row][*at].value()).count();
            if run > 0 {
                let (x, y) = (column + QUIET, row + QUIET);
                write!(path, "M{x} {y}h{run}v1h-{run}z").expect("memory takes every letter");
            }
            column += run.max(1);
        }
    }
    Code { side: code.size + 2 * QUIET, path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_square_of_a_code_is_drawn_and_no_other() {
        let code = QRBuilder::new("https://voice.example.org/s/voice?lang=ar").build().unwrap();
        let drawn = squares(&code);
        let mut is_dark = vec![vec![false; drawn.side]; drawn.side];
        for run in drawn.path.split('M').skip(1) {
            let (start, rest) = run.split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let run: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            is_dark[y][x..x + run].fill(true);
        }
        for (y, row) in is_dark.iter().enumerate() {
            for (x, is_dark) in row.iter().enumerate() {
                let is_inside = |at: usize| (QUIET..QUIET + code.size).contains(&at);
                let expected = is_inside(x) && is_inside(y) && code[y - QUIET][x - QUIET].value();
                assert_eq!(*is_dark, expected, "{x} {y}");
            }
        }
    }
}
