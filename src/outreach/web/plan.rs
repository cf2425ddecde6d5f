//! What would be asked of whom, before it is: chosen, looked at, tried out, confirmed.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use super::asked::{Asked, address, typed_phone};
use super::{Named, PATH, refusal};
use crate::crypto::random_token;
use crate::i18n::Language;
use crate::outbox::sms::segments::dollars;
use crate::outreach::flow::{self, AskFault, Plan, TestFault, Wish, confirm, list_choices};
use crate::outreach::{Duration, Obstacle};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Empty, Fault, Flash, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id, see_other};
use crate::web::languages::{LanguageLink, direction, links, own_name};

#[derive(Serialize)]
struct ChoosePage {
    bar: Bar,
    empty: Option<Empty>,
    surveys: Vec<SurveyChoice>,
    panels: Vec<PanelChoice>,
    sites: Vec<SiteChoice>,
    languages: Vec<LanguageLink>,
    can_choose: bool,
}

#[derive(Serialize)]
struct SurveyChoice {
    slug: String,
    title: Named,
    is_first: bool,
}

#[derive(Serialize)]
struct PanelChoice {
    id: i64,
    name: String,
    members: i64,
    is_first: bool,
}

#[derive(Serialize)]
struct SiteChoice {
    id: i64,
    name: String,
}

pub(super) async fn choose(
    services: Data<Services>,
    signed_in: SignedIn,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::AskPeople)?;
    let choices = list_choices(&services).await?;
    let surveys: Vec<SurveyChoice> = choices
        .surveys
        .iter()
        .enumerate()
        .map(|(place, offered)| {
            let (version, survey) = (&offered.version, &offered.version.survey);
            let title = Named::source(version.source_language(), &survey.title);
            SurveyChoice { slug: survey.slug.clone(), title, is_first: place == 0 }
        })
        .collect();
    let panels = choices.panels.into_iter().enumerate().map(|(place, panel)| PanelChoice {
        id: panel.id,
        name: panel.name,
        members: panel.members,
        is_first: place == 0,
    });
    let panels: Vec<PanelChoice> = panels.collect();
    let i18n = &services.i18n;
    let content = ChoosePage {
        bar: Bar::new(&signed_in, Desk::Asking),
        empty: match (surveys.is_empty(), panels.is_empty()) {
            (true, _) => Some(Empty::new("asking-no-survey").leading_to(
                true,
                "/staff/surveys",
                "surveys-nav",
            )),
            (false, true) => Some(Empty::new("asking-no-panel")),
            (false, false) => None,
        },
        can_choose: !surveys.is_empty() && !panels.is_empty(),
        surveys,
        panels,
        sites: choices
            .sites
            .into_iter()
            .map(|site| SiteChoice { id: site.id, name: site.name })
            .collect(),
        languages: links(i18n, i18n.languages(), &signed_in.language),
    };
    Ok(page(&services, StatusCode::OK, "outreach/new", &signed_in.language, &content))
}

#[derive(Serialize)]
struct PlanPage {
    bar: Bar,
    title: Named,
    panel: String,
    site: Option<String>,
    wish: WishView,
    people: i64,
    languages: Vec<LanguageView>,
    segments: i64,
    price: String,
    price_at_most: String,
    segment_price: String,
    obstacles: Vec<ObstacleView>,
    busy: usize,
    duration: DurationView,
    from: String,
    to: String,
    texts: Vec<TextView>,
    token: String,
    typed_phone: String,
    goes_nowhere: bool,
}

#[derive(Serialize)]
struct WishView {
    survey: String,
    panel: i64,
    site: Option<i64>,
    languages: Vec<String>,
}

#[derive(Serialize)]
struct LanguageView {
    name: Named,
    people: i64,
    speak_another: i64,
    segments: i64,
    price: String,
}

#[derive(Serialize)]
struct ObstacleView {
    text_id: &'static str,
    people: usize,
}

#[derive(Serialize)]
struct DurationView {
    hours: i64,
    minutes: i64,
}

#[derive(Serialize)]
struct TextView {
    name: Named,
    lang: String,
    dir: &'static str,
    text: String,
    segments: usize,
}

fn obstacle_id(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::NotConsented => "asking-not-consented",
        Obstacle::OptedOut => "asking-opted-out",
        Obstacle::Unusable => "asking-unusable",
        Obstacle::Before => "asking-answered-before",
    }
}

/// What is said beside the plan itself.
#[derive(Default)]
struct Said {
    flash: Option<Flash>,
    /// The text that says what is wrong, and the field it is in.
    fault: Option<(&'static str, &'static str)>,
    typed_phone: String,
    token: String,
}

async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    wish: Wish,
    said: Said,
) -> Result<HttpResponse, Refusal> {
    let Some(plan) = flow::plan(services, wish.clone()).await? else {
        return Ok(HttpResponse::NotFound().finish());
    };
    let status = match said.fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let content = content(services, signed_in, &wish, plan, said);
    Ok(page(services, status, "outreach/plan", &signed_in.language, &content))
}

fn content(
    services: &Services,
    signed_in: &SignedIn,
    wish: &Wish,
    plan: Plan,
    said: Said,
) -> PlanPage {
    let i18n = &services.i18n;
    let own = |language: &Language| Named::new(language, &own_name(i18n, language));
    let estimate = &plan.estimate;
    let millicents = estimate.segment_millicents;
    let language = |cost: &crate::outreach::LanguageCost| LanguageView {
        name: own(&cost.language),
        people: cost.people,
        speak_another: cost.speak_another,
        segments: cost.segments,
        price: dollars(cost.segments * millicents),
    };
    let text = |(language, text): &(Language, String)| TextView {
        name: own(language),
        lang: language.tag().to_owned(),
        dir: direction(language),
        segments: crate::outbox::sms::segments::segments(text).segments,
        text: text.clone(),
    };
    let fault = |(text_id, field): (&'static str, &'static str)| Fault {
        text: i18n.web(&signed_in.language, text_id, &[]),
        field: Some(field.to_owned()),
    };
    let obstacles = plan.audience.obstacles.iter();
    let (from, to) = services.config.asking.hours;
    let Duration { hours, minutes } = plan.duration;
    let version = &plan.offered.version;
    PlanPage {
        bar: Bar::new(signed_in, Desk::Asking).saying(said.flash).faulting(said.fault.map(fault)),
        title: Named::source(version.source_language(), &version.survey.title),
        panel: plan.panel,
        site: plan.site,
        wish: WishView {
            survey: wish.slug.clone(),
            panel: wish.panel_id,
            site: wish.site_id,
            languages: wish.languages.iter().map(|tag| tag.tag().to_owned()).collect(),
        },
        people: estimate.people(),
        languages: estimate.languages.iter().map(language).collect(),
        segments: estimate.segments(),
        price: dollars(estimate.segments() * millicents),
        price_at_most: dollars(estimate.segments_at_most() * millicents),
        segment_price: segment_price(millicents),
        obstacles: obstacles
            .map(|(obstacle, people)| ObstacleView {
                text_id: obstacle_id(*obstacle),
                people: *people,
            })
            .collect(),
        busy: plan.audience.busy,
        duration: DurationView { hours, minutes },
        from: from.format("%H:%M").to_string(),
        to: to.format("%H:%M").to_string(),
        texts: plan.texts.iter().map(text).collect(),
        token: if said.token.is_empty() { random_token() } else { said.token },
        typed_phone: said.typed_phone,
        goes_nowhere: services.config.twilio.is_none() && !services.is_demo,
    }
}

pub(super) async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::AskPeople)?;
    let Some(wish) = asked.wish(&services.i18n) else { return Ok(see_other("/staff/asking/new")) };
    let flash = (!asked.tested.is_empty()).then(|| Flash::new("asking-test-sent"));
    answer(&services, &signed_in, wish, Said { flash, ..Said::default() }).await
}

pub(super) async fn test(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<Asked>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    signed_in.require(Task::AskPeople)?;
    let wish = form.wish(&services.i18n).ok_or(Refusal::Unreadable)?;
    let language = Language::new(&form.test_language);
    let Some(phone) = typed_phone(&form.phone) else {
        let fault = ("asking-test-no-number", "phone");
        let said = Said { fault: Some(fault), typed_phone: form.phone, ..Said::default() };
        return answer(&services, &signed_in, wish, said).await;
    };
    let request_id = request_id(&request);
    let outcome =
        flow::send_test(&services, &signed_in, &wish.slug, language, phone, request_id).await;
    match outcome {
        Ok(()) => Ok(see_other(&format!("{}&tested=1", address(&wish)))),
        Err(TestFault::NoTexts) => {
            let fault = ("asking-test-no-texts", "phone");
            let said = Said { fault: Some(fault), typed_phone: form.phone, ..Said::default() };
            answer(&services, &signed_in, wish, said).await
        }
        Err(TestFault::NotAllowed) => Err(Refusal::NotAllowed(signed_in.role.name())),
        Err(TestFault::NotFound) => Ok(HttpResponse::NotFound().finish()),
        Err(TestFault::Store(error)) => Err(error.into()),
    }
}

pub(super) async fn confirm_now(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<Asked>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    signed_in.require(Task::AskPeople)?;
    let wish = form.wish(&services.i18n).ok_or(Refusal::Unreadable)?;
    if !crate::crypto::is_token(&form.token) {
        return Err(Refusal::Unreadable);
    }
    let (token, request_id) = (form.token.clone(), request_id(&request));
    match confirm(&services, &signed_in, wish.clone(), token, request_id).await {
        Ok(id) => Ok(see_other(&format!("{PATH}/{id}"))),
        Err(AskFault::Nobody) => {
            let fault = ("asking-nobody", "who");
            let said = Said { fault: Some(fault), token: form.token, ..Said::default() };
            answer(&services, &signed_in, wish, said).await
        }
        Err(fault) => refusal(fault, &signed_in),
    }
}

/// The price of one segment, to the thousandth of a cent.
fn segment_price(millicents: i64) -> String {
    let price = format!("${}.{:05}", millicents / 100_000, millicents % 100_000);
    price.trim_end_matches('0').trim_end_matches('.').to_owned()
}
