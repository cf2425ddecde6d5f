//! Which talks by text there are.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::stand::{Marked, Stand};
use super::{PATH, pager};
use crate::calls::web::{Ago, Named, Who};
use crate::conversation::flow::look::{Card, Listed, find_of, list};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Empty, Pager, Refusal};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id, see_other};

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The text before which conversations are listed.
    before: Option<i64>,
    /// A contact point whose conversation is meant.
    of: Option<i64>,
}

#[derive(Serialize)]
struct ListPage {
    bar: Bar,
    empty: Option<Empty>,
    new: Vec<CardView>,
    in_hand: Vec<CardView>,
    moved: Vec<CardView>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct CardView {
    id: i64,
    stand: Stand,
    survey: Option<Marked>,
    spoken: Named,
    last_digits: String,
    ago: Ago,
    taken: Option<Who>,
    has_new: bool,
}

pub(super) async fn show(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::Converse)?;
    if let Some(contact_point_id) = asked.of {
        return Ok(match find_of(&services, contact_point_id).await? {
            Some(id) => see_other(&format!("{PATH}/{id}")),
            None => HttpResponse::NotFound().finish(),
        });
    }
    let listed = list(&services, &signed_in, asked.before, request_id(&request)).await?;
    let content = content(&services, &signed_in, &listed, asked.before);
    Ok(page(&services, StatusCode::OK, "conversation/list", &signed_in.language, &content))
}

fn content(services: &Services, by: &SignedIn, listed: &Listed, before: Option<i64>) -> ListPage {
    let views = |cards: &[Card]| {
        cards.iter().map(|card| CardView::new(services, by, card, listed)).collect::<Vec<_>>()
    };
    let lists = [&listed.new, &listed.in_hand, &listed.moved];
    let is_empty = before.or(listed.older).is_none() && lists.iter().all(|list| list.is_empty());
    ListPage {
        bar: Bar::new(by, Desk::Conversations),
        empty: is_empty.then(|| Empty::new("talks-empty")),
        new: views(&listed.new),
        in_hand: views(&listed.in_hand),
        moved: views(&listed.moved),
        pager: pager(PATH, before, listed.older),
    }
}

impl CardView {
    fn new(services: &Services, by: &SignedIn, card: &Card, listed: &Listed) -> Self {
        let holder = card.holder.as_ref();
        let version = card.version.as_deref();
        Self {
            id: card.id,
            stand: Stand::new(&card.state, holder.is_some(), version, &by.language),
            survey: version.map(|version| Marked::of(&version.survey.title, &by.language, version)),
            spoken: Named::own(&services.i18n, &card.language),
            last_digits: card.last_digits.clone(),
            ago: Ago::new(card.moved_at, listed.at),
            taken: Who::new(by, holder.map(|who| who.account_id), holder.map(|who| &who.address)),
            has_new: card.has_new,
        }
    }
}
