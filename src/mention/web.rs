//! What did people bring up by themselves? Own words, looked through a page at a time.

mod form;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::LONGEST_TRANSLATION;
use super::flow::{CodeError, Found, Look, Words, code, list_surveys, look, uncode};
use super::store::list_mentions;
use crate::i18n::{I18n, Language, Texts};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{Bar, Desk, Empty, Fault, Flash, Refusal, SignedForm};
use crate::storage::StoreError;
use crate::survey::flow::Overview;
use crate::topic::store::{list_titles, read_standing};
use crate::web::answer::{in_query, page, request_id, see_other};
use crate::web::languages::{direction, own_name};
use form::{Coding, codings, field};

const PATH: &str = "/staff/topics/words";

/// The page of own words and its forms.
pub fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route(PATH, post().to(save))
        .route("/staff/topics/words/undo", post().to(undo));
}

#[derive(Serialize)]
struct WordsPage {
    bar: Bar,
    empty: Option<Empty>,
    surveys: Vec<Choice>,
    slug: String,
    are_coded: bool,
    words: Vec<WordsView>,
    topics: Vec<Marked>,
    raised: Vec<Raised>,
    next: Option<String>,
    longest: usize,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    title: Marked,
    is_chosen: bool,
}

/// A text in a language, with how it is marked, and what it names.
#[derive(Clone, Serialize)]
struct Marked {
    value: String,
    lang: String,
    dir: &'static str,
    text: String,
}

/// How many people brought up a topic: a few where the number is not told.
#[derive(Serialize)]
struct Raised {
    topic: Marked,
    people: Option<usize>,
}

#[derive(Serialize)]
struct WordsView {
    /// Where it stands on the page, from 1.
    number: usize,
    key: String,
    mark: String,
    lang: String,
    dir: &'static str,
    text: String,
    question: Option<Marked>,
    topics: Vec<TopicView>,
    is_none: bool,
    translation: Option<TranslationView>,
}

/// Where an answer in another language is put into one.
#[derive(Serialize)]
struct TranslationView {
    lang: String,
    dir: &'static str,
    /// What the language is called.
    name: String,
    text: String,
}

#[derive(Serialize)]
struct TopicView {
    #[serde(flatten)]
    topic: Marked,
    is_chosen: bool,
}

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    survey: String,
    #[serde(default)]
    show: String,
    #[serde(default)]
    after: String,
    /// How many were saved; for the answers themselves see `undo`.
    #[serde(default)]
    saved: String,
    /// The answers that can be taken back, with spaces between.
    #[serde(default)]
    undo: String,
}

fn marked(value: &str, texts: &Texts, wanted: &[&Language]) -> Marked {
    let mut in_order = wanted.iter().filter_map(|l| Some((*l, texts.get(l)?)));
    let first = texts.0.iter().next().map(|(l, text)| (l, text.as_str()));
    let (lang, dir, text) = match in_order.next().or(first) {
        Some((language, text)) => (language.tag(), direction(language), text),
        None => ("zxx", "ltr", value),
    };
    Marked { value: value.to_owned(), lang: lang.to_owned(), dir, text: text.to_owned() }
}

async fn show(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    answer(&request, &services, &signed_in, asked.into_inner(), None).await
}

fn flash(asked: &Asked, slug: &str) -> Option<Flash> {
    let flash = match asked.saved.as_str() {
        "" => return None,
        "back" => return Some(Flash::new("words-done-back")),
        _ => Flash::new("words-done-saved"),
    };
    let mut fields = vec![("survey", slug.to_owned())];
    fields
        .extend(asked.undo.split(' ').filter(|k| !k.is_empty()).map(|k| ("answer", k.to_owned())));
    Some(if fields.len() > 1 { flash.undone_by(format!("{PATH}/undo"), fields) } else { flash })
}

async fn answer(
    request: &HttpRequest,
    services: &Services,
    signed_in: &SignedIn,
    asked: Asked,
    refused: Option<Refused>,
) -> Result<HttpResponse, Refusal> {
    let (fault, typed) = refused.map(|refused| (refused.fault, refused.typed)).unzip();
    let language = &signed_in.language;
    let status = if fault.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let overviews = list_surveys(services).await?;
    let chosen = overviews.iter().find(|one| slug_of(one) == asked.survey).or(overviews.first());
    let bar = Bar::new(signed_in, Desk::Topics).faulting(fault);
    let Some(overview) = chosen else {
        let empty = Some(Empty::new("words-empty-no-survey"));
        let (surveys, words, topics, raised) = Default::default();
        let content = WordsPage {
            bar,
            empty,
            surveys,
            slug: String::new(),
            are_coded: false,
            words,
            topics,
            raised,
            next: None,
            longest: LONGEST_TRANSLATION,
        };
        return Ok(page(services, status, "mention/words", language, &content));
    };
    let (slug, are_coded) = (slug_of(overview).to_owned(), asked.show == "coded");
    let after = asked.after.parse().ok();
    let wanted = Look { slug: slug.clone(), are_coded, after };
    let mut sight = match look(services, signed_in, wanted, request_id(request)).await {
        Ok(sight) => sight,
        Err(CodeError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(Refusal::NotAllowed(signed_in.role.name())),
    };
    for coding in typed.unwrap_or_default() {
        fill_in(&mut sight.words, coding);
    }
    let (topics, raised) = read_topics(services, overview, language).await?;
    let next = sight.words.last().filter(|_| sight.has_more).map(|last| {
        let show = if are_coded { "&show=coded" } else { "" };
        format!("{PATH}?survey={slug}{show}&after={}", in_query(&last.key.to_string()))
    });
    let views = sight.words.iter().enumerate();
    let views: Vec<WordsView> =
        views.map(|numbered| view(&services.i18n, numbered, &topics, language)).collect();
    let empty = if are_coded { "words-empty-coded" } else { "words-empty" };
    let content = WordsPage {
        bar: bar.saying(flash(&asked, &slug)),
        empty: sight.words.is_empty().then(|| Empty::new(empty)),
        surveys: overviews.iter().map(|one| choice(one, &slug)).collect(),
        words: views,
        topics,
        raised,
        are_coded,
        next,
        slug,
        longest: LONGEST_TRANSLATION,
    };
    Ok(page(services, status, "mention/words", language, &content))
}

/// A form that was not taken: why, and what was typed into it.
struct Refused {
    fault: Fault,
    typed: Vec<Coding>,
}

impl Refused {
    fn new(services: &Services, by: &SignedIn, text_id: &'static str, typed: Vec<Coding>) -> Self {
        let text = services.i18n.web(&by.language, text_id, &[]);
        Self { fault: Fault { text, field: None }, typed }
    }
}

/// Shows an answer as somebody filled in its part of the form.
fn fill_in(words: &mut [Words], typed: Coding) {
    let Coding { found: Found { key, topics, translation, .. }, is_none, .. } = typed;
    if let Some(words) = words.iter_mut().find(|words| words.key == key) {
        words.topics = (is_none || !topics.is_empty()).then_some(topics);
        words.translation = translation;
    }
}

fn slug_of(overview: &Overview) -> &str {
    &overview.offered_or_latest().survey.slug
}

fn choice(overview: &Overview, chosen: &str) -> Choice {
    let version = overview.offered_or_latest();
    let slug = &version.survey.slug;
    let title = marked(slug, &version.survey.title, &[version.source_language()]);
    Choice { value: slug.clone(), title, is_chosen: slug == chosen }
}

/// The topics that stand, by their titles, and how many people brought up each.
async fn read_topics(
    services: &Services,
    overview: &Overview,
    language: &Language,
) -> Result<(Vec<Marked>, Vec<Raised>), StoreError> {
    let version = Arc::clone(overview.published.as_ref().unwrap_or(&overview.latest));
    let language = language.clone();
    services
        .store
        .read(move |connection| {
            let standing = read_standing(connection)?;
            let titles: BTreeMap<String, Texts> = list_titles(connection)?;
            let people = list_mentions(connection, &version)?;
            let in_words = [&language, version.source_language()];
            let stands = titles.iter().filter(|(slug, _)| standing.stands(slug));
            let mut topics: Vec<Marked> =
                stands.map(|(slug, titles)| marked(slug, titles, &in_words)).collect();
            topics.sort_by_cached_key(|topic| topic.text.to_lowercase());
            let raised = topics.iter().filter_map(|topic| {
                let people = *people.get(&topic.value)?;
                Some(Raised { topic: topic.clone(), people: super::told(people) })
            });
            let mut raised: Vec<Raised> = raised.collect();
            raised.sort_by_key(|raised| std::cmp::Reverse(raised.people.unwrap_or_default()));
            Ok((topics, raised))
        })
        .await
}

fn view(
    i18n: &I18n,
    (at, words): (usize, &Words),
    topics: &[Marked],
    language: &Language,
) -> WordsView {
    let is_chosen =
        |topic: &Marked| words.topics.as_ref().is_some_and(|chosen| chosen.contains(&topic.value));
    let question = words.version.survey.question(&words.key.question_id);
    let asked_in = [language, words.version.source_language()];
    WordsView {
        number: at + 1,
        key: words.key.to_string(),
        mark: words.mark.clone(),
        lang: words.language.tag().to_owned(),
        dir: direction(&words.language),
        text: words.text.clone(),
        question: question.map(|question| marked(&question.id, &question.text, &asked_in)),
        topics: topics
            .iter()
            .map(|topic| TopicView { topic: topic.clone(), is_chosen: is_chosen(topic) })
            .collect(),
        is_none: words.topics.as_ref().is_some_and(BTreeSet::is_empty),
        translation: translation_view(i18n, words, language),
    }
}

/// In the language of what was written already, or else of the page; none for words in that.
fn translation_view(i18n: &I18n, words: &Words, language: &Language) -> Option<TranslationView> {
    let written = words.translation.as_ref();
    let into = written.map_or(language, |written| &written.language);
    (*into != words.language).then(|| TranslationView {
        lang: into.tag().to_owned(),
        dir: direction(into),
        name: own_name(i18n, into),
        text: written.map(|written| written.text.clone()).unwrap_or_default(),
    })
}

async fn save(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<Vec<(String, String)>>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (slug, show) = (field(&form, "survey").to_owned(), field(&form, "show").to_owned());
    let typed = codings(&services.i18n, &form)?;
    let (ticked, blank): (Vec<Coding>, Vec<Coding>) =
        typed.iter().cloned().partition(|one| one.is_none || !one.found.topics.is_empty());
    if show != "coded" && blank.iter().any(|one| one.found.translation.is_some()) {
        let refused = Refused::new(&services, &signed_in, "words-fault-tick", typed);
        let asked = Asked { survey: slug, show, ..Asked::default() };
        return answer(&request, &services, &signed_in, asked, Some(refused)).await;
    }
    let keys: Vec<String> = ticked.iter().map(|one| one.found.key.to_string()).collect();
    let found = ticked.into_iter().map(|one| one.found).collect();
    let mut outcome = code(&services, &signed_in, &slug, found, request_id(&request)).await;
    // Among those that were looked through, one with nothing ticked is to be looked through again.
    if outcome.is_ok() && show == "coded" {
        let again = blank.into_iter().map(|one| one.found.key).collect();
        outcome = uncode(&services, &signed_in, &slug, again, request_id(&request)).await;
    }
    match outcome {
        Ok(_) => {
            let undo = if show == "coded" { String::new() } else { in_query(&keys.join(" ")) };
            let (slug, show) = (in_query(&slug), in_query(&show));
            Ok(see_other(&format!("{PATH}?survey={slug}&show={show}&saved=1&undo={undo}")))
        }
        Err(CodeError::Store(error)) => Err(error.into()),
        Err(CodeError::NotAllowed) => Err(Refusal::NotAllowed(signed_in.role.name())),
        Err(CodeError::NoSuchSurvey) => Ok(HttpResponse::NotFound().finish()),
        Err(fault @ (CodeError::TopicChanged | CodeError::TranslationTooLong)) => {
            let id = match fault {
                CodeError::TranslationTooLong => "words-fault-long",
                _ => "words-fault-topic",
            };
            let refused = Refused::new(&services, &signed_in, id, typed);
            let asked = Asked { survey: slug, show, ..Asked::default() };
            answer(&request, &services, &signed_in, asked, Some(refused)).await
        }
    }
}

async fn undo(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<Vec<(String, String)>>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let slug = field(&form, "survey").to_owned();
    let keys = codings(&services.i18n, &form)?.into_iter().map(|one| one.found.key).collect();
    match uncode(&services, &signed_in, &slug, keys, request_id(&request)).await {
        Ok(_) => Ok(see_other(&format!("{PATH}?survey={}&saved=back", in_query(&slug)))),
        Err(CodeError::Store(error)) => Err(error.into()),
        Err(_) => Err(Refusal::NotAllowed(signed_in.role.name())),
    }
}
