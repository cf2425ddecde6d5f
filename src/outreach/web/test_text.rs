//! A survey's first text, sent to a phone of one's own before anybody is asked.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::Named;
use super::asked::typed_phone;
use crate::i18n::Language;
use crate::outreach::flow::{TestFault, send_test};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{Bar, Desk, Fault, Flash, Refusal, SignedForm};
use crate::survey::flow::find_overview;
use crate::web::answer::{page, request_id, see_other};
use crate::web::languages::{LanguageLink, links};

#[derive(Serialize)]
struct TestPage {
    bar: Bar,
    slug: String,
    title: Named,
    languages: Vec<LanguageLink>,
    typed: String,
    goes_nowhere: bool,
}

/// What was typed and could not be taken, and why.
struct Typed {
    phone: String,
    language: Language,
    fault_id: &'static str,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    sent: String,
}

pub(super) async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    slug: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let sent = || Flash::new("asking-test-sent").leading_to("/staff", "staff-nav-home");
    let flash = (!asked.sent.is_empty()).then(sent);
    answer(&services, &signed_in, &slug, flash, None).await
}

async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    slug: &str,
    flash: Option<Flash>,
    typed: Option<Typed>,
) -> Result<HttpResponse, Refusal> {
    let (wanted, frozen, is_demo) =
        (slug.to_owned(), Arc::clone(&services.frozen), services.is_demo);
    let found = services
        .store
        .read(move |connection| find_overview(connection, &frozen, is_demo, &wanted))
        .await?;
    let Some(overview) = found else { return Ok(HttpResponse::NotFound().finish()) };
    let version = overview.offered_or_latest();
    let source = version.source_language();
    let languages = overview.ready_languages();
    let chosen = typed.as_ref().map_or(source, |typed| &typed.language);
    let fault = typed.as_ref().map(|typed| Fault {
        text: services.i18n.web(&signed_in.language, typed.fault_id, &[]),
        field: Some("phone".to_owned()),
    });
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let content = TestPage {
        bar: Bar::new(signed_in, Desk::Surveys).saying(flash).faulting(fault),
        slug: version.survey.slug.clone(),
        title: Named::source(source, &version.survey.title),
        languages: links(&services.i18n, &languages, chosen),
        typed: typed.as_ref().map(|typed| typed.phone.clone()).unwrap_or_default(),
        goes_nowhere: services.config.twilio.is_none() && !services.is_demo,
    };
    Ok(page(services, status, "outreach/test", &signed_in.language, &content))
}

#[derive(Deserialize)]
pub(super) struct TestForm {
    phone: String,
    language: String,
}

pub(super) async fn send(
    request: HttpRequest,
    services: Data<Services>,
    slug: Path<String>,
    sent: SignedForm<TestForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let language = Language::new(&form.language);
    let typed =
        |fault_id| Typed { phone: form.phone.clone(), language: language.clone(), fault_id };
    let Some(phone) = typed_phone(&form.phone) else {
        let typed = Some(typed("asking-test-no-number"));
        return answer(&services, &signed_in, &slug, None, typed).await;
    };
    let id = request_id(&request);
    match send_test(&services, &signed_in, &slug, language.clone(), phone, id).await {
        Ok(()) => Ok(see_other(&format!("/staff/surveys/{slug}/test?sent=1"))),
        Err(TestFault::NoTexts) => {
            let typed = Some(typed("asking-test-no-texts"));
            answer(&services, &signed_in, &slug, None, typed).await
        }
        Err(TestFault::NotAllowed) => Err(Refusal::NotAllowed(signed_in.role.name())),
        Err(TestFault::NotFound) => Ok(HttpResponse::NotFound().finish()),
        Err(TestFault::Store(error)) => Err(error.into()),
    }
}
