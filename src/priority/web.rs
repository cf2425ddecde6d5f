//! What matters most? The ranking's page, and the button that publishes it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::dot_plot::{Plot, plots};
use super::flow::{
    FEWEST_PEOPLE, Live, RankingFault, Reactions, list_ranked_surveys, live_ranking, publish,
};
use super::wording::{likelihood_id, percent, place};
use super::{Flag, Settings, Tier, hide_small_cells};
use crate::i18n::{I18n, Language, Value};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Empty, Flash, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::survey::flow::Offered;
use crate::web::answer::{page, request_id, see_other};
use crate::web::languages::own_name;

const PATH: &str = "/staff/priorities";

/// The ranking's pages.
pub fn configure(routes: &mut ServiceConfig) {
    routes.route(PATH, get().to(show)).route("/staff/priorities/publish", post().to(publish_now));
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    survey: String,
    #[serde(default)]
    published: String,
}

#[derive(Serialize)]
struct PrioritiesPage {
    bar: Bar,
    other_surveys: Vec<String>,
    ranking: Option<RankingView>,
    empty: Option<Empty>,
}

#[derive(Serialize)]
struct RankingView {
    survey: Named,
    slug: String,
    people: i64,
    sentences: Vec<String>,
    caution_ids: Vec<&'static str>,
    k: usize,
    rows: Vec<Row>,
    heard: Option<Vec<HeardRow>>,
    has_hidden: bool,
    beside: Option<i64>,
    is_beside_few: bool,
    draws: usize,
    last_published_on: Option<String>,
    may_publish: bool,
}

/// A text in the language of the page, or in its own where that is missing.
#[derive(Serialize)]
struct Named {
    lang: String,
    text: String,
}

#[derive(Serialize)]
struct Row {
    place: String,
    topic: Named,
    is_chosen_by_nobody: bool,
    plot: Plot,
    has_interval: bool,
    likelihood: String,
    tier: TierView,
}

/// A tier as a badge.
#[derive(Serialize)]
pub struct TierView {
    class: &'static str,
    text_id: &'static str,
}

impl TierView {
    /// The id of its text.
    pub fn text_id(&self) -> &'static str {
        self.text_id
    }
}

impl From<Tier> for TierView {
    fn from(tier: Tier) -> Self {
        let (class, text_id) = match tier {
            Tier::Clear => ("clear", "priority-tier-clear"),
            Tier::Probable => ("probable", "priority-tier-probable"),
            Tier::TooClose => ("close", "priority-tier-close"),
            Tier::Lower => ("lower", "priority-tier-lower"),
        };
        Self { class, text_id }
    }
}

#[derive(Serialize)]
struct HeardRow {
    lang: String,
    name: String,
    people: Option<i64>,
}

async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let surveys = list_ranked_surveys(&services).await?;
    let slug = if asked.survey.is_empty() {
        surveys.first().cloned().unwrap_or_default()
    } else {
        asked.survey.clone()
    };
    let published =
        || Flash::new("priority-published").leading_to("/staff/backlog", "staff-nav-backlog");
    let flash = (!asked.published.is_empty()).then(published);
    let mut content = PrioritiesPage {
        bar: Bar::new(&signed_in, Desk::Priorities).saying(flash),
        other_surveys: surveys.into_iter().filter(|other| *other != slug).collect(),
        ranking: None,
        empty: None,
    };
    match live_ranking(&services, &slug).await {
        Ok(live) => content.ranking = Some(view(&services.i18n, &signed_in, &slug, &live)),
        Err(fault) => content.empty = Some(empty(fault, &signed_in)?),
    }
    let language = &signed_in.language;
    Ok(page(&services, StatusCode::OK, "priority/priorities", language, &content))
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

fn view(i18n: &I18n, signed_in: &SignedIn, slug: &str, live: &Live) -> RankingView {
    let (ranking, language) = (&live.ranking, &signed_in.language);
    let survey = &live.offered.version.survey;
    let topics: Vec<Named> =
        live.titles().map(|title| named(&live.offered, language, title)).collect();
    let heard = heard(i18n, live);
    RankingView {
        survey: named(&live.offered, language, Some(&survey.title)),
        slug: slug.to_owned(),
        people: ranking.n,
        sentences: sentences(i18n, language, live, &topics),
        caution_ids: cautions(live),
        k: ranking.k,
        has_hidden: heard.as_ref().is_some_and(|rows| rows.iter().any(|r| r.people.is_none())),
        heard,
        beside: (live.set_beside >= FEWEST_PEOPLE).then_some(live.set_beside),
        is_beside_few: (1..FEWEST_PEOPLE).contains(&live.set_beside),
        draws: Settings::default().draws,
        last_published_on: live.last_published_at.map(|at| at.date().to_string()),
        may_publish: signed_in.role.may(Task::PublishRanking),
        rows: rows(i18n, language, live, topics),
    }
}

fn rows(i18n: &I18n, language: &Language, live: &Live, topics: Vec<Named>) -> Vec<Row> {
    let ranking = &live.ranking;
    let mut rows: Vec<(usize, Row)> = topics
        .into_iter()
        .zip(plots(ranking))
        .enumerate()
        .map(|(item, (topic, plot))| {
            let p = ranking.p_top_k[item];
            let percent = percent(p);
            let said = [("percent", Value::Text(&percent))];
            let row = Row {
                place: place(ranking.rank_set[item]),
                topic,
                is_chosen_by_nobody: ranking.nobody_chose.contains(&item),
                plot,
                has_interval: !ranking.se.is_empty(),
                likelihood: i18n.web(language, likelihood_id(p), &said),
                tier: ranking.tier[item].into(),
            };
            (ranking.rank[item], row)
        })
        .collect();
    rows.sort_by_key(|(rank, _)| *rank);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The headline: which issues are sure, which belong together.
fn sentences(i18n: &I18n, language: &Language, live: &Live, topics: &[Named]) -> Vec<String> {
    let ranking = &live.ranking;
    let k = i64::try_from(ranking.k).unwrap_or(i64::MAX);
    let is_contradicted = ranking.flags.iter().any(|flag| flag.contradicts());
    let probable_id =
        if is_contradicted { "priority-top-probable-or-more" } else { "priority-top-probable" };
    [
        (Tier::Clear, "priority-top-clear"),
        (Tier::Probable, probable_id),
        (Tier::TooClose, "priority-top-close"),
    ]
    .into_iter()
    .filter_map(|(tier, id)| {
        let mut items: Vec<usize> =
            (0..topics.len()).filter(|&item| ranking.tier[item] == tier).collect();
        items.sort_by_key(|&item| ranking.rank[item]);
        let quoted = |&item: &usize| {
            let topic = Value::Text(&topics[item].text);
            i18n.sms(language, "priority-quoted", &[("topic", topic)])
        };
        let names: Vec<String> = items.iter().map(quoted).collect();
        let list = list(i18n, language, &names)?;
        let values = [("k", Value::Number(k)), ("topics", Value::Text(&list))];
        // A text that has no use for the number of places takes none.
        let values = if tier == Tier::TooClose { &values[1..] } else { &values };
        Some(i18n.web(language, id, values))
    })
    .collect()
}

/// "A, B and C" in a language; `None` of nothing.
///
/// Without marks of direction inside: a browser would not look past them for the list's own.
fn list(i18n: &I18n, language: &Language, names: &[String]) -> Option<String> {
    let (first, rest) = names.split_first()?;
    Some(rest.iter().enumerate().fold(first.clone(), |list, (place, next)| {
        let is_last = place + 1 == rest.len();
        let id = if is_last { "priority-list-last" } else { "priority-list-more" };
        i18n.sms(language, id, &[("list", Value::Text(&list)), ("next", Value::Text(next))])
    }))
}

fn cautions(live: &Live) -> Vec<&'static str> {
    let mut ids: Vec<&'static str> = live
        .ranking
        .flags
        .iter()
        .filter_map(|flag| match flag {
            Flag::Unverified => Some("priority-flag-unverified"),
            Flag::Provisional | Flag::Disconnected => Some("priority-flag-provisional"),
            Flag::Contested | Flag::MethodSensitive | Flag::ChannelSensitive => {
                Some("priority-flag-contradicted")
            }
            Flag::TooFew
            | Flag::DesignEffectAbove2
            | Flag::DesignEffectAbove3
            | Flag::MarginsNotMet
            | Flag::IntervalsUnreliable => None,
        })
        .collect();
    ids.dedup();
    ids
}

fn heard(i18n: &I18n, live: &Live) -> Option<Vec<HeardRow>> {
    let counts: Vec<i64> = live.heard_by_language.values().copied().collect();
    let shown = hide_small_cells(&counts)?;
    let mut rows: Vec<HeardRow> = live
        .heard_by_language
        .keys()
        .zip(shown)
        .map(|(language, people)| HeardRow {
            lang: language.tag().to_owned(),
            name: own_name(i18n, language),
            people,
        })
        .collect();
    // Hidden counts come last in the order of their names: a place among others would tell.
    rows.sort_by_key(|row| (row.people.is_none(), row.people.map(|people| -people)));
    Some(rows)
}

/// A survey's text in that language if it was reviewed in it, else as it was written.
fn named(offered: &Offered, language: &Language, texts: Option<&crate::i18n::Texts>) -> Named {
    let source = offered.version.source_language();
    let language = offered.language(language).map_or(source, |offered| &offered.language);
    let text = texts.and_then(|texts| texts.get(language)).unwrap_or_default().to_owned();
    Named { lang: language.tag().to_owned(), text }
}
