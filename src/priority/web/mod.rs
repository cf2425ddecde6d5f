//! What matters most? The pages on which leaders read a ranking, and the one that everybody reads.

mod aside;
mod bump;
mod files;
mod group_names;
mod groups;
mod headline;
mod heard;
mod heat;
mod history;
mod how;
mod other_ways;
mod public;
mod raised;
mod ranked;
mod record;
mod sources;
mod teller;
mod view;
mod weights;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::flow::{Live, RankingFault, Reactions, list_ranked_surveys, live_ranking, publish};
use super::published::PublishedRanking;
use super::published::flow::list_published;
use super::quotes::flow::{QuotesFault, read_quotes};
use crate::i18n::Language;
use crate::mention::store::list_mentions;
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Empty, Flash, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::storage::StoreError;
use crate::survey::flow::Offered;
use crate::web::answer::{page, request_id, see_other};
use files::File;
pub use group_names::name_in_sentence;
use how::HowView;
use record::RecordView;
pub use teller::TierView;
use teller::{Named, Teller};
use view::RankingView;
use words::WordsView;

const PATH: &str = "/staff/priorities";

/// The ranking's pages.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route("/staff/priorities/how", get().to(show_how))
        .route("/staff/priorities/words", get().to(show_words))
        .route("/staff/priorities/published", get().to(show_published))
        .route("/staff/priorities/tables/{name}", get().to(send_table))
        .route("/staff/priorities/aside", get().to(aside::show))
        .route("/staff/priorities/aside", post().to(aside::change))
        .route("/staff/priorities/publish", post().to(publish_now))
        .route("/priorities", get().to(public::show));
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    survey: String,
    #[serde(default)]
    published: String,
}

#[derive(Serialize)]
struct RankingPage<T> {
    bar: Bar,
    other_surveys: Vec<OtherSurvey>,
    ranking: Option<T>,
    empty: Option<Empty>,
}

/// Another survey that ranks topics.
#[derive(Serialize)]
struct OtherSurvey {
    slug: String,
    title: Named,
}

/// The survey asked for, or the first there is, and the others.
async fn chosen(
    services: &Services,
    language: &Language,
    asked: &Asked,
) -> Result<(String, Vec<OtherSurvey>), StoreError> {
    let surveys = list_ranked_surveys(services).await?;
    let slug_of = |offered: &Offered| offered.version.survey.slug.clone();
    let slug = if asked.survey.is_empty() {
        surveys.first().map(slug_of).unwrap_or_default()
    } else {
        asked.survey.clone()
    };
    let others = surveys.iter().filter(|offered| offered.version.survey.slug != slug);
    let other = |offered: &Offered| OtherSurvey {
        slug: slug_of(offered),
        title: Named::of(offered, language, Some(&offered.version.survey.title)),
    };
    let others = others.map(other).collect();
    Ok((slug, others))
}

/// A page of the ranking asked for, or the reason why there is none.
async fn answer<T: Serialize>(
    services: &Services,
    signed_in: &SignedIn,
    asked: &Asked,
    template: &str,
    view: impl AsyncFnOnce(&Live) -> Result<T, Refusal>,
) -> Result<HttpResponse, Refusal> {
    let (slug, other_surveys) = chosen(services, &signed_in.language, asked).await?;
    let published =
        || Flash::new("priority-published").leading_to("/staff/backlog", "staff-nav-backlog");
    let flash = (!asked.published.is_empty()).then(published);
    let mut content = RankingPage {
        bar: Bar::new(signed_in, Desk::Priorities).saying(flash),
        other_surveys,
        ranking: None,
        empty: None,
    };
    match live_ranking(services, &slug).await {
        Ok(live) => content.ranking = Some(view(&live).await?),
        Err(fault) => content.empty = Some(empty(fault, signed_in)?),
    }
    Ok(page(services, StatusCode::OK, template, &signed_in.language, &content))
}

/// A page of the console, as it answers a form that has a fault, or else a question.
fn page_of<T: Serialize>(
    services: &Services,
    signed_in: &SignedIn,
    is_faulty: bool,
    template: &str,
    content: &T,
) -> HttpResponse {
    let status = if is_faulty { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(services, status, template, &signed_in.language, content)
}

async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let view = async |live: &Live| {
        let published = rankings(&services, live).await?;
        let mentions = mentions(&services, live).await?;
        let teller = Teller::new(&services, &signed_in.language, live);
        let now = services.clock.now();
        Ok(RankingView::new(&teller, &signed_in, now, (&published, &mentions)))
    };
    answer(&services, &signed_in, &asked, "priority/priorities", view).await
}

/// How many people brought up each topic.
async fn mentions(services: &Services, live: &Live) -> Result<BTreeMap<String, usize>, StoreError> {
    let version = Arc::clone(&live.offered.version);
    services.store.read(move |connection| list_mentions(connection, &version)).await
}

async fn rankings(services: &Services, live: &Live) -> Result<Vec<PublishedRanking>, StoreError> {
    let published = list_published(services, live.offered.version.survey_id).await?;
    Ok(published.into_iter().map(|(ranking, _)| ranking).collect())
}

async fn show_how(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let view =
        async |live: &Live| Ok(HowView::new(&Teller::new(&services, &signed_in.language, live)));
    answer(&services, &signed_in, &asked, "priority/how", view).await
}

async fn show_published(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let view = async |live: &Live| {
        let published = list_published(&services, live.offered.version.survey_id).await?;
        let teller = Teller::new(&services, &signed_in.language, live);
        Ok(RecordView::new(&teller, &published))
    };
    answer(&services, &signed_in, &asked, "priority/published", view).await
}

async fn show_words(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let view = async |live: &Live| {
        let slug = &live.offered.version.survey.slug;
        let read = read_quotes(&services, &signed_in, slug, request_id(&request)).await;
        let quotes = read.map_err(|fault| match fault {
            QuotesFault::NotAllowed => Refusal::NotAllowed(signed_in.role.name()),
            QuotesFault::NoSuchRanking => Refusal::Unreadable,
            QuotesFault::Store(error) => error.into(),
        })?;
        let teller = Teller::new(&services, &signed_in.language, live);
        Ok(WordsView::new(&teller, &quotes))
    };
    answer(&services, &signed_in, &asked, "priority/words", view).await
}

async fn send_table(
    services: Data<Services>,
    signed_in: SignedIn,
    name: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let Some(file) = File::from_name(&name) else { return Ok(HttpResponse::NotFound().finish()) };
    let (slug, _) = chosen(&services, &signed_in.language, &asked).await?;
    let live = match live_ranking(&services, &slug).await {
        Ok(live) => live,
        Err(RankingFault::Store(error)) => return Err(error.into()),
        Err(_) => return Ok(HttpResponse::NotFound().finish()),
    };
    let published = rankings(&services, &live).await?;
    let mentions = mentions(&services, &live).await?;
    let teller = Teller::new(&services, &signed_in.language, &live);
    Ok(file.answer(&name, &teller, &published, &mentions))
}

#[derive(Deserialize)]
struct PublishForm {
    survey: String,
}

async fn publish_now(
    request: HttpRequest,
    services: Data<Services>,
    reactions: Data<Reactions>,
    sent: SignedForm<PublishForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let id = request_id(&request);
    let published = publish(&services, &reactions, &signed_in, &form.survey, id).await;
    let is_published = match published {
        Ok(_) => true,
        // The page says why there is nothing to publish.
        Err(fault) => empty(fault, &signed_in).map(|_| false)?,
    };
    let slug: String =
        form.survey.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let done = if is_published { "&published=1" } else { "" };
    Ok(see_other(&format!("{PATH}?survey={slug}{done}")))
}

/// What the page says where there is no ranking, and the one next thing to do.
fn empty(fault: RankingFault, signed_in: &SignedIn) -> Result<Empty, Refusal> {
    let surveys = |text_id, next_id| {
        let may = signed_in.role.may(Task::SeeAnswers);
        Empty::new(text_id).leading_to(may, "/staff/surveys", next_id)
    };
    match fault {
        RankingFault::NoSuchSurvey(_) | RankingFault::NothingRanked => {
            Ok(surveys("priority-no-survey", "priority-no-survey-next"))
        }
        RankingFault::TooFew => Ok(surveys("priority-too-few", "priority-too-few-next")),
        RankingFault::Rank(_) => Ok(Empty::new("priority-cannot-rank")),
        RankingFault::NotAllowed => Err(Refusal::NotAllowed("signed in")),
        RankingFault::Store(error) => Err(error.into()),
    }
}
