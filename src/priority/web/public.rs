//! What people told us matters most: the page that everybody may read.
//!
//! Tiers in plain words of the ranking that was published, no intervals, and nobody counted but
//! all together.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use crate::i18n::Language;
use crate::priority::published::flow::{ForEverybody, list_for_everybody};
use crate::priority::{Flag, Tier};
use crate::response::day_in_words;
use crate::services::Services;
use crate::staff::web::Refusal;
use crate::web::answer::page;
use crate::web::guard::visitors_language;
use crate::web::languages::{LanguageLink, links};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    lang: String,
    #[serde(default)]
    survey: String,
}

#[derive(Serialize)]
struct PublicPage {
    slug: String,
    languages: Vec<LanguageLink>,
    shown: Option<ShownView>,
    /// Where it can be read, if not in this language.
    elsewhere: Vec<LanguageLink>,
    others: Vec<OtherSurvey>,
}

#[derive(Serialize)]
struct ShownView {
    survey: String,
    people: i64,
    on: String,
    k: usize,
    is_draft: bool,
    /// What must be known beside it.
    note_ids: Vec<&'static str>,
    tiers: Vec<TierOfIssues>,
}

#[derive(Serialize)]
struct TierOfIssues {
    title_id: &'static str,
    text_id: &'static str,
    issues: Vec<String>,
}

#[derive(Serialize)]
struct OtherSurvey {
    slug: String,
    title: String,
}

/// Shows the page in the language asked for.
pub async fn show(
    request: HttpRequest,
    services: Data<Services>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let known = services.i18n.languages().find(|language| language.tag() == asked.lang);
    let language =
        known.cloned().unwrap_or_else(|| visitors_language(&services, request.headers()));
    let mut all = list_for_everybody(&services).await?;
    let place = all.iter().position(|one| one.offered.version.survey.slug == asked.survey);
    let wanted = (!all.is_empty()).then(|| all.remove(place.unwrap_or(0)));
    let shown = wanted.as_ref().and_then(|wanted| shown(&services, &language, wanted));
    let elsewhere =
        wanted.as_ref().filter(|_| shown.is_none()).map(readable_in).unwrap_or_default();
    let spoken: Vec<&Language> =
        services.i18n.languages().filter(|spoken| elsewhere.contains(spoken)).collect();
    let content = PublicPage {
        slug: wanted.map(|wanted| wanted.offered.version.survey.slug.clone()).unwrap_or_default(),
        languages: links(&services.i18n, services.i18n.languages(), &language),
        elsewhere: links(&services.i18n, spoken, &language),
        shown,
        others: all.iter().filter_map(|other| other_survey(&language, other)).collect(),
    };
    Ok(page(&services, StatusCode::OK, "priority/public", &language, &content))
}

/// The languages in which all of it can be read.
fn readable_in(wanted: &ForEverybody) -> Vec<Language> {
    let languages = wanted.offered.languages.iter().map(|offered| &offered.language);
    languages.filter(|language| issues(wanted, language).is_some()).cloned().collect()
}

/// What each issue is called in a language; `None` if one has no name in it.
fn issues(wanted: &ForEverybody, language: &Language) -> Option<Vec<String>> {
    wanted.offered.language(language)?;
    let title = |topic: &String| Some(wanted.title(topic)?.get(language)?.to_owned());
    wanted.published.topics().iter().map(title).collect()
}

fn shown(services: &Services, language: &Language, wanted: &ForEverybody) -> Option<ShownView> {
    let (ranking, issues) = (&wanted.published.ranking, issues(wanted, language)?);
    let offered = wanted.offered.language(language)?;
    let mut items: Vec<usize> = (0..issues.len()).collect();
    items.sort_by_key(|&item| ranking.rank[item]);
    let of_tier = |&(tier, title_id, text_id): &(Tier, &'static str, &'static str)| {
        let of = items.iter().filter(|&&item| ranking.tier[item] == tier);
        TierOfIssues { title_id, text_id, issues: of.map(|&item| issues[item].clone()).collect() }
    };
    let say = |id: &str, values: &[(&str, crate::i18n::Value<'_>)]| {
        services.i18n.web(language, id, values)
    };
    Some(ShownView {
        survey: wanted.offered.version.survey.title.get(language).unwrap_or_default().to_owned(),
        people: ranking.n,
        on: day_in_words(services.local_day(wanted.published.at), say),
        k: ranking.k,
        is_draft: offered.is_draft,
        note_ids: note_ids(&ranking.flags),
        tiers: TIERS.iter().map(of_tier).filter(|tier| !tier.issues.is_empty()).collect(),
    })
}

/// In plain words what a ranking is flagged for.
fn note_ids(flags: &BTreeSet<Flag>) -> Vec<&'static str> {
    let has = |flag: Flag| flags.contains(&flag);
    let notes = [
        ("public-unverified", has(Flag::Unverified)),
        ("public-disconnected", has(Flag::Disconnected)),
        ("public-contested", flags.iter().any(|flag| flag.contradicts())),
        ("public-provisional", has(Flag::Provisional)),
    ];
    notes.into_iter().filter(|(_, holds)| *holds).map(|(id, _)| id).collect()
}

const TIERS: [(Tier, &str, &str); 4] = [
    (Tier::Clear, "public-tier-clear", "public-says-clear"),
    (Tier::Probable, "public-tier-probable", "public-says-probable"),
    (Tier::TooClose, "public-tier-close", "public-says-close"),
    (Tier::Lower, "public-tier-lower", "public-says-lower"),
];

fn other_survey(language: &Language, other: &ForEverybody) -> Option<OtherSurvey> {
    issues(other, language)?;
    let survey = &other.offered.version.survey;
    Some(OtherSurvey { slug: survey.slug.clone(), title: survey.title.get(language)?.to_owned() })
}
