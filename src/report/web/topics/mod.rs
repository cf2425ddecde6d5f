//! What could be a priority, and what counts as what? The topics, merged, named and retired.

mod acts;
mod view;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query, ServiceConfig, get, post};
use serde::{Deserialize, Serialize};

use super::Named;
use crate::report::flow::topics::{Topics, list_topics};
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{Bar, Desk, Flash, Refusal};
use crate::web::answer::{page, see_other};
use view::{Page, Typed};

const PATH: &str = "/staff/topics";

/// The page of topics and its forms.
pub(super) fn configure(routes: &mut ServiceConfig) {
    routes
        .route(PATH, get().to(show))
        .route(PATH, post().to(acts::add_one))
        .route("/staff/topics/merge", get().to(confirm))
        .route("/staff/topics/{slug}/merge", post().to(acts::merge_one))
        .route("/staff/topics/{slug}/unmerge", post().to(acts::unmerge_one))
        .route("/staff/topics/{slug}/retire", post().to(acts::retire_one))
        .route("/staff/topics/{slug}/bring-back", post().to(acts::bring_back))
        .route("/staff/topics/{slug}/titles", post().to(acts::correct_titles));
}

/// What was done last, as its address says: fields in their order.
type Asked = Vec<(String, String)>;

fn flash(asked: &Asked) -> Option<Flash> {
    let find = |name: &str| asked.iter().find(|(field, _)| field == name).map(|(_, v)| v.as_str());
    let (done, topic) = (find("done")?, find("topic")?);
    let at = |what: &str| format!("{PATH}/{topic}/{what}");
    // It becomes part of an address.
    if !topic.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        return None;
    }
    match done {
        "merged" => Some(Flash::new("topics-done-merged").undone_by(at("unmerge"), Vec::new())),
        "unmerged" => {
            let fields = vec![("into", find("into")?.to_owned())];
            Some(Flash::new("topics-done-unmerged").undone_by(at("merge"), fields))
        }
        "retired" => {
            Some(Flash::new("topics-done-retired").undone_by(at("bring-back"), Vec::new()))
        }
        "back" => Some(Flash::new("topics-done-back").undone_by(at("retire"), Vec::new())),
        "added" => Some(Flash::new("topics-done-added").undone_by(at("retire"), Vec::new())),
        "named" => {
            let named = |name: &str| match name {
                "language" => Some("language"),
                "was" => Some("was"),
                "title" => Some("title"),
                _ => None,
            };
            let fields = asked.iter().filter_map(|(name, v)| Some((named(name)?, v.clone())));
            Some(Flash::new("topics-done-named").undone_by(at("titles"), fields.collect()))
        }
        _ => None,
    }
}

async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let topics = list_topics(&services).await?;
    let bar = Bar::new(&signed_in, Desk::Topics).saying(flash(&asked));
    Ok(answer(&services, &signed_in, StatusCode::OK, bar, &topics, None))
}

fn answer(
    services: &Services,
    signed_in: &SignedIn,
    status: StatusCode,
    bar: Bar,
    topics: &Topics,
    typed: Option<&Typed>,
) -> HttpResponse {
    let content = Page::new(services, signed_in, bar, topics, typed);
    page(services, status, "report/topics", &signed_in.language, &content)
}

/// Which two topics are to be one.
#[derive(Deserialize)]
struct Pair {
    #[serde(default)]
    topic: String,
    #[serde(default)]
    into: String,
}

#[derive(Serialize)]
struct MergePage {
    bar: Bar,
    slug: String,
    into_slug: String,
    topic: Named,
    into: Named,
}

/// Says what merging would do, before it is done.
async fn confirm(
    services: Data<Services>,
    signed_in: SignedIn,
    pair: Query<Pair>,
) -> Result<HttpResponse, Refusal> {
    let Pair { topic: slug, into: into_slug } = pair.into_inner();
    let topics = list_topics(&services).await?;
    let standing = |slug: &str| topics.lines.get(slug).filter(|_| topics.standing.stands(slug));
    // One that was merged or retired meanwhile: the page shows how it is now.
    let (Some(topic), Some(into)) = (standing(&slug), standing(&into_slug)) else {
        return Ok(see_other(PATH));
    };
    if slug == into_slug {
        return Ok(see_other(PATH));
    }
    let topic = view::named(&slug, topic, &signed_in.language);
    let into = view::named(&into_slug, into, &signed_in.language);
    let bar = Bar::new(&signed_in, Desk::Topics);
    let content = MergePage { bar, slug, into_slug, topic, into };
    Ok(page(&services, StatusCode::OK, "report/topic-merge", &signed_in.language, &content))
}
