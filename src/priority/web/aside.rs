//! Does anything look coordinated? The signs, and what was set aside because of one.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use serde::{Deserialize, Serialize};

use super::sources::{say, source_name};
use super::teller::{Named, Teller};
use super::{Asked, PATH, RankingPage, chosen, empty, page_of};
use crate::i18n::Value;
use crate::priority::aside::flow::{AsideError, count_again, set_aside};
use crate::priority::aside::{Aside, LONGEST_REASON};
use crate::priority::flow::{Live, RankingFault, live_ranking};
use crate::priority::{Items, Signal};
use crate::services::Services;
use crate::staff::web::{Bar, Desk, Fault, Flash, Refusal, SignedForm};
use crate::staff::{SignedIn, Task};
use crate::web::answer::{request_id, see_other};

/// The page.
#[derive(Serialize)]
pub struct AsideView {
    survey: Named,
    slug: String,
    signs: Vec<Sign>,
    asides: Vec<AsideRow>,
    /// How many ballots are set aside, where that may be told.
    ballots: Option<i64>,
    longest: usize,
    may_set_aside: bool,
}

/// Something that a person should look at.
#[derive(Serialize)]
struct Sign {
    /// Its place in the list: names the fields of its form.
    number: usize,
    said: String,
    /// The ballot in words, best first.
    ballot_said: Option<String>,
    source: String,
    ballot: Option<String>,
    is_aside: bool,
}

#[derive(Serialize)]
struct AsideRow {
    id: i64,
    what: String,
    reason: String,
}

impl AsideView {
    fn new(teller: &Teller, signed_in: &SignedIn) -> Self {
        let live = teller.live;
        let survey = &live.offered.version.survey;
        let signs = live.ranking.signals.iter().zip(1..);
        let ballots = live.ranking.set_aside.as_ref().map(|aside| aside.ballots);
        Self {
            survey: Named::of(&live.offered, teller.language, Some(&survey.title)),
            slug: survey.slug.clone(),
            signs: signs.map(|(signal, number)| Sign::new(teller, signal, number)).collect(),
            asides: live.asides.iter().map(|aside| AsideRow::new(teller, aside)).collect(),
            ballots: ballots.filter(|&ballots| !crate::priority::is_small(ballots)),
            longest: LONGEST_REASON,
            may_set_aside: signed_in.role.may(Task::PublishRanking),
        }
    }
}

impl Sign {
    fn new(teller: &Teller, signal: &Signal, number: usize) -> Self {
        let (source, ballot) = named(teller.live, signal);
        let tiers = match signal {
            Signal::IdenticalBallots { tiers, .. } => Some(in_words(teller, tiers)),
            Signal::SourceDiffers { .. } => None,
        };
        let is_aside = teller.live.asides.iter().any(|a| a.source == source && a.ballot == ballot);
        Self { number, said: say(teller, signal), ballot_said: tiers, source, ballot, is_aside }
    }
}

impl AsideRow {
    fn new(teller: &Teller, aside: &Aside) -> Self {
        let source = source_name(teller, &aside.source);
        let said = aside.ballot.as_deref().and_then(|text| {
            let tiers: Vec<Vec<String>> = serde_json::from_str(text).ok()?;
            let place = |topic: &String| teller.live.items.iter().position(|item| item == topic);
            let tiers: Vec<Vec<usize>> =
                tiers.iter().map(|tier| tier.iter().filter_map(place).collect()).collect();
            Some(in_words(teller, &tiers))
        });
        let of = ("source", Value::Text(&source));
        let what = match said {
            Some(ballot) => {
                teller.say("priority-aside-ballot", &[of, ("ballot", Value::Text(&ballot))])
            }
            None => teller.say("priority-aside-source", &[of]),
        };
        Self { id: aside.id, what, reason: aside.reason.clone() }
    }
}

/// What was ranked, best first; the bottom tier is what was left.
fn in_words(teller: &Teller, tiers: &[Vec<usize>]) -> String {
    let ranked = tiers.split_last().map_or(&[][..], |(_, ranked)| ranked);
    teller.quoted_list(&ranked.concat()).unwrap_or_default()
}

/// How ballots are named that a signal is about: their source, and what they say if it is one thing.
fn named(live: &Live, signal: &Signal) -> (String, Option<String>) {
    let (Signal::IdenticalBallots { source, .. } | Signal::SourceDiffers { source, .. }) = signal;
    let ballot = match (signal, &live.ranking.items) {
        (Signal::IdenticalBallots { tiers, .. }, Items::Names(items)) => {
            let names: Vec<Vec<&str>> = tiers
                .iter()
                .map(|tier| tier.iter().map(|&item| items[item].as_str()).collect())
                .collect();
            Some(serde_json::to_string(&names).expect("lists of texts have a JSON form"))
        }
        _ => None,
    };
    (source.clone(), ballot)
}

#[derive(Deserialize)]
pub struct AskedAside {
    #[serde(default)]
    survey: String,
    #[serde(default)]
    done: String,
}

/// Shows the signs and what is set aside.
pub async fn show(
    services: Data<Services>,
    signed_in: SignedIn,
    asked: Query<AskedAside>,
) -> Result<HttpResponse, Refusal> {
    let flash = match asked.done.as_str() {
        "aside" => Some(Flash::new("priority-aside-done")),
        "again" => Some(Flash::new("priority-again-done")),
        _ => None,
    };
    answer(&services, &signed_in, &asked.survey, flash, None).await
}

async fn answer(
    services: &Services,
    signed_in: &SignedIn,
    survey: &str,
    flash: Option<Flash>,
    fault: Option<Fault>,
) -> Result<HttpResponse, Refusal> {
    let asked = Asked { survey: survey.to_owned(), published: String::new() };
    let (slug, other_surveys) = chosen(services, &signed_in.language, &asked).await?;
    let is_faulty = fault.is_some();
    let bar = Bar::new(signed_in, Desk::Priorities).saying(flash).faulting(fault);
    let mut content = RankingPage { bar, other_surveys, ranking: None, empty: None };
    match live_ranking(services, &slug).await {
        Ok(live) => {
            let teller = Teller::new(services, &signed_in.language, &live);
            content.ranking = Some(AsideView::new(&teller, signed_in));
        }
        Err(fault) => content.empty = Some(empty(fault, signed_in)?),
    }
    Ok(page_of(services, signed_in, is_faulty, "priority/aside", &content))
}

/// Which ballots to set aside, and why; or which to count again.
#[derive(Deserialize)]
pub struct AsideForm {
    survey: String,
    #[serde(default)]
    number: usize,
    #[serde(default)]
    source: String,
    #[serde(default)]
    ballot: String,
    #[serde(default)]
    reason: String,
    /// What is set aside, to count again.
    #[serde(default)]
    again: Option<i64>,
}

/// Whether a sign names these ballots now. Of any others, the numbers before and after would tell
/// how many cast them, be it one.
async fn is_signed(services: &Services, form: &AsideForm) -> Result<bool, Refusal> {
    let live = match live_ranking(services, &form.survey).await {
        Ok(live) => live,
        Err(RankingFault::Store(error)) => return Err(error.into()),
        Err(_) => return Ok(false),
    };
    let is_it = |signal: &Signal| {
        let (source, ballot) = named(&live, signal);
        source == form.source && ballot.unwrap_or_default() == form.ballot
    };
    Ok(live.ranking.signals.iter().any(is_it))
}

/// Sets ballots aside, or lets them count again.
pub async fn change(
    request: HttpRequest,
    services: Data<Services>,
    sent: SignedForm<AsideForm>,
) -> Result<HttpResponse, Refusal> {
    let SignedForm { signed_in, form } = sent;
    let id = request_id(&request);
    let (changed, done) = if let Some(aside) = form.again {
        (count_again(&services, &signed_in, &form.survey, aside, id).await, "again")
    } else {
        let ballot = Some(form.ballot.clone()).filter(|ballot| !ballot.is_empty());
        let named = (form.source.clone(), ballot, form.reason.clone());
        if !is_signed(&services, &form).await? {
            let text = services.i18n.web(&signed_in.language, "priority-sign-gone", &[]);
            let fault = Some(Fault { text, field: None });
            return answer(&services, &signed_in, &form.survey, None, fault).await;
        }
        (set_aside(&services, &signed_in, &form.survey, named, id).await, "aside")
    };
    match changed {
        Ok(()) => {
            let slug: String =
                form.survey.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            Ok(see_other(&format!("{PATH}/aside?survey={slug}&done={done}")))
        }
        Err(AsideError::Reason) => {
            let longest = i64::try_from(LONGEST_REASON).unwrap_or(i64::MAX);
            let values = [("most", Value::Number(longest))];
            let text = services.i18n.web(&signed_in.language, "priority-aside-why", &values);
            let fault = Fault { text, field: Some(format!("reason-{}", form.number)) };
            answer(&services, &signed_in, &form.survey, None, Some(fault)).await
        }
        Err(AsideError::NotAllowed) => Err(Refusal::NotAllowed(signed_in.role.name())),
        Err(AsideError::NoSuchSurvey) => Err(Refusal::Unreadable),
        Err(AsideError::Store(error)) => Err(error.into()),
    }
}
