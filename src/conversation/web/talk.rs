//! One talk by text: hidden or with its words, taken in hand, written in, and given back.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};

use super::lines::{Line, Reader};
use super::stand::{Marked, Stand};
use super::{PATH, pager, refusal, told};
use crate::calls::web::{Named, Who};
use crate::conversation::SEGMENTS_AT_MOST;
use crate::conversation::flow::look::{Look, Sight, last_digits, see};
use crate::conversation::flow::{ByHand, HandFault, Silence, checked, give_back, take_over, write};
use crate::crypto::random_token;
use crate::outbox::sms::segments::{Encoding, segments};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Fault, Flash, Pager, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{page, request_id, see_other};

/// The longest token of a form that is kept, in bytes; ours are shorter.
const LONGEST_TOKEN: usize = 64;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The text before which texts are shown.
    before: Option<i64>,
    /// What was just done.
    #[serde(default)]
    did: String,
}

#[derive(Serialize)]
struct TalkPage {
    bar: Bar,
    id: i64,
    with_words: bool,
    path: String,
    stand: Stand,
    survey: Option<Marked>,
    spoken: Named,
    last_digits: String,
    number: Option<String>,
    name: Option<String>,
    /// What keeps texts from the number.
    note_ids: Vec<&'static str>,
    entries: Vec<i64>,
    holder: Option<Who>,
    holder_id: String,
    since: Option<String>,
    is_own: bool,
    can_be_taken: bool,
    silence_id: Option<&'static str>,
    until: Option<String>,
    lines: Vec<Line>,
    complete_since: Option<String>,
    pager: Option<Pager>,
    typed: String,
    /// What is wrong with it.
    wrong_id: Option<&'static str>,
    form_token: String,
    cost: Option<CostView>,
    most_parts: usize,
}

/// What a text as typed would cost.
#[derive(Serialize)]
struct CostView {
    text_id: &'static str,
    parts: usize,
    units: usize,
    room: usize,
}

impl CostView {
    fn of(text: &str) -> Self {
        let cost = segments(text);
        let room = match cost.segments {
            1 => cost.encoding.units_alone(),
            parts => parts * cost.encoding.units_each(),
        };
        let text_id = match cost.encoding {
            Encoding::Gsm7 => "talks-cost-plain",
            Encoding::Ucs2 => "talks-cost-wide",
        };
        Self { text_id, parts: cost.segments, units: cost.units, room }
    }
}

/// How the page is shown.
struct Shown {
    look: Look,
    status: StatusCode,
    flash: Option<Flash>,
    fault: Option<(&'static str, Option<&'static str>)>,
    /// A text that is being written, and the token of its form.
    draft: Option<(String, String)>,
}

impl Shown {
    fn new(look: Look) -> Self {
        Self { look, status: StatusCode::OK, flash: None, fault: None, draft: None }
    }
}

pub(super) async fn show(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    id: Path<i64>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let look = Look { id: *id, with_words: false, before: asked.before };
    let shown = Shown { flash: flash(&asked.did), ..Shown::new(look) };
    answer(&request, &services, &signed_in, shown).await
}

pub(super) async fn show_words(
    request: HttpRequest,
    services: Data<Services>,
    signed_in: SignedIn,
    id: Path<i64>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Refusal> {
    let look = Look { id: *id, with_words: true, before: asked.before };
    let shown = Shown { flash: flash(&asked.did), ..Shown::new(look) };
    answer(&request, &services, &signed_in, shown).await
}

/// What was just done.
fn flash(did: &str) -> Option<Flash> {
    match did {
        "take" => Some(Flash::new("talks-did-take")),
        "asked" => Some(Flash::new("talks-did-give-back-asked")),
        "given" => Some(Flash::new("talks-did-give-back")),
        "written" => Some(Flash::new("talks-did-write")),
        _ => None,
    }
}

async fn answer(
    request: &HttpRequest,
    services: &Services,
    signed_in: &SignedIn,
    shown: Shown,
) -> Result<HttpResponse, Refusal> {
    signed_in.require(Task::Converse)?;
    let seen = see(services, signed_in, shown.look, request_id(request)).await?;
    let Some(sight) = seen else { return Ok(HttpResponse::NotFound().finish()) };
    let status = shown.status;
    let content = content(services, signed_in, &sight, shown);
    Ok(page(services, status, "conversation/talk", &signed_in.language, &content))
}

fn content(services: &Services, by: &SignedIn, sight: &Sight, shown: Shown) -> TalkPage {
    let Look { id, with_words, before } = shown.look;
    let (contact, holder) = (&sight.contact, sight.holder.as_ref());
    let version = sight.version.as_deref();
    let fault = shown.fault.map(|(text_id, field)| Fault {
        text: services.i18n.web(&by.language, text_id, &[]),
        field: field.map(ToOwned::to_owned),
    });
    let path = if with_words { format!("{PATH}/{id}/words") } else { format!("{PATH}/{id}") };
    let (silence_id, until) = match sight.silence {
        Some(silence) => silence_in_words(services, silence),
        None => (None, None),
    };
    let (typed, form_token) = shown.draft.unwrap_or_else(|| (String::new(), random_token()));
    TalkPage {
        bar: Bar::new(by, Desk::Conversations).saying(shown.flash).faulting(fault),
        id,
        with_words,
        stand: Stand::new(&sight.row.state, holder.is_some(), version, &by.language),
        survey: version.map(|version| Marked::of(&version.survey.title, &by.language, version)),
        spoken: Named::own(&services.i18n, &contact.language),
        last_digits: last_digits(&contact.number),
        number: with_words.then(|| contact.number.clone()),
        name: contact.name.clone().filter(|_| with_words),
        note_ids: note_ids(sight),
        entries: sight.entries.clone(),
        holder: Who::new(by, holder.map(|who| who.account_id), holder.map(|who| &who.address)),
        holder_id: holder.map(|who| who.account_id.to_string()).unwrap_or_default(),
        since: holder.map(|who| services.shown(who.since)),
        is_own: holder.is_some_and(|who| who.account_id == by.account_id),
        can_be_taken: sight.can_be_taken,
        silence_id,
        until,
        lines: Reader { services, by, with_words }.lines(sight),
        complete_since: sight.complete_since.map(|at| services.shown(at)),
        pager: pager(&path, before, sight.older),
        path,
        cost: (!typed.is_empty()).then(|| CostView::of(&typed)),
        typed,
        wrong_id: shown.fault.filter(|(_, field)| field.is_some()).map(|(text_id, _)| text_id),
        form_token,
        most_parts: SEGMENTS_AT_MOST,
    }
}

fn note_ids(sight: &Sight) -> Vec<&'static str> {
    let suppressed = sight.suppression.as_ref().map(|_| "calls-suppressed");
    let unusable = sight.contact.unusable_since.map(|_| "calls-unusable");
    suppressed.into_iter().chain(unusable).collect()
}

/// Why nobody may text them now, and until when.
fn silence_in_words(
    services: &Services,
    silence: Silence,
) -> (Option<&'static str>, Option<String>) {
    match silence {
        Silence::NoTexts => (Some("calls-suppressed"), None),
        Silence::Unusable => (Some("calls-unusable"), None),
        Silence::NotConsented => (Some("talks-silence-consent"), None),
        Silence::Night(until) => (Some("talks-silence-night"), Some(services.shown(until))),
    }
}

#[derive(Deserialize)]
pub(super) struct ActForm {
    action: String,
    /// Who had it in hand when the page was shown.
    #[serde(default)]
    holder: String,
}

pub(super) async fn act(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<ActForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (id, by, request_id) = (*id, &signed_in, request_id(&request));
    let done = match form.action.as_str() {
        "take" => {
            let holder_seen = form.holder.parse().ok();
            take_over(&services, by, id, holder_seen, request_id).await.map(|()| "take")
        }
        "give_back" => {
            let given = give_back(&services, by, id, request_id).await;
            given.map(|is_asked| if is_asked { "asked" } else { "given" })
        }
        _ => return Err(Refusal::Unreadable),
    };
    match done {
        Ok(did) => Ok(see_other(&format!("{PATH}/{id}?did={did}"))),
        Err(fault) => {
            let look = Look { id, with_words: false, before: None };
            fail(&request, &services, &signed_in, Shown::new(look), fault).await
        }
    }
}

/// Shows the page again with what is wrong.
async fn fail(
    request: &HttpRequest,
    services: &Services,
    signed_in: &SignedIn,
    shown: Shown,
    fault: HandFault,
) -> Result<HttpResponse, Refusal> {
    let Some(told) = told(&fault) else { return refusal(fault, signed_in) };
    let is_of_text = told.1.is_some();
    let status = if is_of_text { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CONFLICT };
    let shown = Shown { status, fault: Some(told), ..shown };
    answer(request, services, signed_in, shown).await
}

#[derive(Deserialize)]
pub(super) struct TextForm {
    body: String,
    form_token: String,
    /// `send` sends it; all else, as a form that was put away, shows what it would cost. Not called
    /// `action`: a script that puts the form away asks for where it goes by that name.
    #[serde(default)]
    what: String,
}

pub(super) async fn write_now(
    request: HttpRequest,
    services: Data<Services>,
    id: Path<i64>,
    sent: SignedForm<TextForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let (id, request_id) = (*id, request_id(&request));
    let TextForm { body, form_token, what } = form;
    if !(1..=LONGEST_TOKEN).contains(&form_token.len()) {
        return Err(Refusal::Unreadable);
    }
    let look = Look { id, with_words: true, before: None };
    let draft = Some((body.clone(), form_token.clone()));
    let shown = Shown { draft, ..Shown::new(look) };
    if what != "send" {
        return match checked(&body) {
            Ok(_) => answer(&request, &services, &signed_in, shown).await,
            Err(fault) => fail(&request, &services, &signed_in, shown, fault).await,
        };
    }
    match write(&services, &signed_in, ByHand { id, form_token, body, request_id }).await {
        Ok(()) => Ok(see_other(&format!("{PATH}/{id}/words?did=written"))),
        Err(fault) => fail(&request, &services, &signed_in, shown, fault).await,
    }
}
