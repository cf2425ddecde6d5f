//! A survey's own pages: consent, a no taken kindly, and taking answers back.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::{Fault, Head, page, see};
use crate::crypto::{is_token, random_token};
use crate::i18n::Language;
use crate::response::flow::{find_survey, start_anonymous, withdraw};
use crate::services::Services;
use crate::survey::flow::{Offered, OfferedLanguage};

/// The language somebody chose by a link.
#[derive(Deserialize)]
pub(super) struct Wish {
    lang: Option<String>,
}

#[derive(Serialize)]
struct SurveyPage<'a> {
    head: Head<'a>,
    slug: &'a str,
    title: &'a str,
}

impl<'a> SurveyPage<'a> {
    fn new(offered: &'a Offered, shown: &'a OfferedLanguage) -> Self {
        let survey = &offered.version.survey;
        let title = survey.title.get(&shown.language).unwrap_or(&survey.slug);
        Self { head: Head::of_survey(offered, shown), slug: &survey.slug, title }
    }
}

#[derive(Serialize)]
struct ConsentPage<'a> {
    #[serde(flatten)]
    survey: SurveyPage<'a>,
    version: i64,
    notice: &'a str,
    /// The link of the response that a yes on this page begins: the form sent twice begins one.
    link: String,
}

pub(super) async fn ask_consent(
    request: HttpRequest,
    services: web::Data<Services>,
    slug: web::Path<String>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse, Fault> {
    let offered = find_survey(&services, &slug).await?.ok_or(Fault::NoSuchSurvey)?;
    let shown = wished(&services, &request, &offered, wish.lang.as_deref());
    let content = ConsentPage {
        survey: SurveyPage::new(&offered, shown),
        version: offered.version.id,
        notice: offered.version.notice_text(&shown.language).unwrap_or_default(),
        link: random_token(),
    };
    page(&services, StatusCode::OK, "response/consent", &shown.language, &content)
}

#[derive(Deserialize)]
pub(super) struct ConsentForm {
    agree: Option<String>,
    lang: String,
    /// The version whose notice was on the page.
    version: i64,
    #[serde(default)]
    link: String,
}

pub(super) async fn take_consent(
    services: web::Data<Services>,
    slug: web::Path<String>,
    form: web::Form<ConsentForm>,
) -> Result<HttpResponse, Fault> {
    let offered = find_survey(&services, &slug).await?.ok_or(Fault::NoSuchSurvey)?;
    let asked = Language::new(&form.lang);
    let language = &offered.language_or_source(&asked).language;
    if form.agree.as_deref() == Some("no") {
        return Ok(see(&format!("/s/{slug}/no?lang={language}")));
    }
    // A yes counts only for the notice that the person had before them.
    let saw_this_notice = form.version == offered.version.id && *language == asked;
    if form.agree.as_deref() != Some("yes") || !saw_this_notice || !is_token(&form.link) {
        return Ok(see(&format!("/s/{slug}?lang={language}")));
    }
    start_anonymous(&services, &offered, language, &form.link).await?;
    Ok(see(&format!("/r/{}", form.link)))
}

pub(super) async fn refused(
    request: HttpRequest,
    services: web::Data<Services>,
    slug: web::Path<String>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse, Fault> {
    let offered = find_survey(&services, &slug).await?.ok_or(Fault::NoSuchSurvey)?;
    let shown = wished(&services, &request, &offered, wish.lang.as_deref());
    let content = SurveyPage::new(&offered, shown);
    page(&services, StatusCode::OK, "response/refused", &shown.language, &content)
}

/// The pages on taking answers back: before it, and after.
#[derive(Serialize)]
struct WithdrawPage<'a> {
    #[serde(flatten)]
    survey: SurveyPage<'a>,
    code: &'a str,
    is_wrong: bool,
    /// How long a backup may still hold what is deleted.
    backup_days: u32,
}

pub(super) async fn ask_receipt(
    request: HttpRequest,
    services: web::Data<Services>,
    slug: web::Path<String>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse, Fault> {
    on_withdrawal(&services, &request, &slug, wish.lang.as_deref(), "response/withdraw").await
}

pub(super) async fn withdrawn(
    request: HttpRequest,
    services: web::Data<Services>,
    slug: web::Path<String>,
    wish: web::Query<Wish>,
) -> Result<HttpResponse, Fault> {
    on_withdrawal(&services, &request, &slug, wish.lang.as_deref(), "response/withdrawn").await
}

async fn on_withdrawal(
    services: &Services,
    request: &HttpRequest,
    slug: &str,
    lang: Option<&str>,
    template: &str,
) -> Result<HttpResponse, Fault> {
    let offered = find_survey(services, slug).await?.ok_or(Fault::NoSuchSurvey)?;
    let shown = wished(services, request, &offered, lang);
    let survey = SurveyPage::new(&offered, shown);
    let backup_days = services.config.backup_days;
    let content = WithdrawPage { survey, code: "", is_wrong: false, backup_days };
    page(services, StatusCode::OK, template, &shown.language, &content)
}

#[derive(Deserialize)]
pub(super) struct ReceiptForm {
    code: String,
    lang: String,
}

pub(super) async fn take_back(
    services: web::Data<Services>,
    slug: web::Path<String>,
    form: web::Form<ReceiptForm>,
) -> Result<HttpResponse, Fault> {
    let offered = find_survey(&services, &slug).await?.ok_or(Fault::NoSuchSurvey)?;
    let shown = offered.language_or_source(&Language::new(&form.lang));
    if withdraw(&services, &form.code).await? {
        return Ok(see(&format!("/s/{slug}/withdrawn?lang={}", shown.language)));
    }
    let survey = SurveyPage::new(&offered, shown);
    let backup_days = services.config.backup_days;
    let content = WithdrawPage { survey, code: &form.code, is_wrong: true, backup_days };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    page(&services, status, "response/withdraw", &shown.language, &content)
}

/// The language to show a survey in: the link's, else what the browser asks for, else the source.
fn wished<'o>(
    services: &Services,
    request: &HttpRequest,
    offered: &'o Offered,
    lang: Option<&str>,
) -> &'o OfferedLanguage {
    if let Some(chosen) = lang.and_then(|tag| offered.language(&Language::new(tag))) {
        return chosen;
    }
    let accepted = request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let languages: Vec<Language> =
        offered.languages.iter().map(|offered| offered.language.clone()).collect();
    offered.language_or_source(&services.i18n.negotiate(accepted, &languages))
}
