//! What stands on the pages of the call list.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::calls::flow::{Card, Listed, Said, Sight};
use crate::calls::store::Entry;
use crate::calls::{Action, Kind, Outcome, Why};
use crate::i18n::{I18n, Language};
use crate::outbox::store::written::Written;
use crate::services::Services;
use crate::staff::SignedIn;
use crate::staff::web::{Bar, Desk, Empty, Fault, Flash};
use crate::web::languages::{direction, own_name};

use super::named::{became_id, reading_id};

/// The list.
#[derive(Serialize)]
pub struct ListPage {
    bar: Bar,
    empty: Option<Empty>,
    now: Vec<CardView>,
    later: Vec<CardView>,
    more: i64,
}

#[derive(Serialize)]
struct CardView {
    id: i64,
    kind_id: &'static str,
    about_id: &'static str,
    why_id: Option<&'static str>,
    is_urgent: bool,
    ago: Ago,
    again: i64,
    tries: i64,
    spoken: Named,
    last_digits: String,
    taken: Option<Who>,
}

/// How long ago, in the largest unit that fits.
#[derive(Serialize)]
pub struct Ago {
    text_id: &'static str,
    count: i64,
}

impl Ago {
    /// Between two times in UTC.
    pub fn new(since: NaiveDateTime, now: NaiveDateTime) -> Self {
        let minutes = (now - since).num_minutes().max(0);
        let (text_id, count) = match minutes {
            0..60 => ("calls-ago-minutes", minutes),
            60..2_880 => ("calls-ago-hours", minutes / 60),
            _ => ("calls-ago-days", minutes / 1_440),
        };
        Self { text_id, count }
    }
}

/// A language by its own name.
#[derive(Serialize)]
pub struct Named {
    lang: String,
    dir: &'static str,
    text: String,
}

impl Named {
    /// A language, as it calls itself.
    pub fn own(i18n: &I18n, language: &Language) -> Self {
        let (lang, dir) = (language.tag().to_owned(), direction(language));
        Self { lang, dir, text: own_name(i18n, language) }
    }
}

/// A colleague, or oneself.
#[derive(Serialize)]
pub struct Who {
    is_own: bool,
    address: String,
}

impl Who {
    /// The account of that id, where it is one, by its address.
    pub fn new(by: &SignedIn, account_id: Option<i64>, address: Option<&String>) -> Option<Self> {
        let is_own = account_id? == by.account_id;
        Some(Self { is_own, address: address.cloned().unwrap_or_default() })
    }
}

impl ListPage {
    /// The page for an account.
    pub fn new(i18n: &I18n, by: &SignedIn, listed: &Listed, did: Option<(Action, i64)>) -> Self {
        let card = |card: &Card| CardView::new(i18n, by, card, listed.at);
        let shown = i64::try_from(listed.now.len()).unwrap_or(i64::MAX);
        Self {
            bar: Bar::new(by, Desk::Calls).saying(did.and_then(flash)),
            empty: listed.now.is_empty().then(|| Empty::new("calls-empty")),
            now: listed.now.iter().map(card).collect(),
            later: listed.later.iter().map(card).collect(),
            more: listed.count - shown,
        }
    }
}

/// What was just done to which entry, with a way back where there is one.
fn flash((action, id): (Action, i64)) -> Option<Flash> {
    match action.outcome() {
        Some(outcome) if outcome.can_be_undone() => {
            let undo = vec![("action", Action::Undo.name().to_owned())];
            Some(Flash::new(outcome_id(outcome)).undone_by(format!("/staff/calls/{id}"), undo))
        }
        Some(outcome) => Some(Flash::new(outcome_id(outcome))),
        None if action == Action::TryLater => Some(Flash::new("calls-did-put-off")),
        None => None,
    }
}

impl CardView {
    fn new(i18n: &I18n, by: &SignedIn, card: &Card, now: NaiveDateTime) -> Self {
        let entry = &card.entry;
        Self {
            id: entry.id,
            kind_id: kind_id(entry.kind),
            about_id: about_id(entry.kind),
            why_id: card.why.map(why_id),
            is_urgent: entry.kind == Kind::Crisis,
            ago: Ago::new(entry.opened_at, now),
            again: entry.times - 1,
            tries: entry.tries,
            spoken: Named::own(i18n, &card.of.language),
            last_digits: card.of.last_digits.clone(),
            taken: Who::new(by, entry.taken_by, card.taken_by.as_ref()),
        }
    }
}

/// An entry opened.
#[derive(Serialize)]
pub struct EntryPage {
    bar: Bar,
    id: i64,
    kind_id: &'static str,
    about_id: &'static str,
    why_id: Option<&'static str>,
    is_urgent: bool,
    number: String,
    contact_point_id: i64,
    name: Option<String>,
    spoken: Named,
    since: String,
    ago: Ago,
    times: i64,
    again: i64,
    tries: i64,
    is_suppressed: bool,
    is_unusable: bool,
    talk: Vec<Line>,
    taken: Option<Who>,
    closed: Option<ClosedView>,
    actions: Vec<ActionView>,
}

/// One text of the talk.
#[derive(Serialize)]
struct Line {
    is_theirs: bool,
    is_about: bool,
    body: String,
    at: String,
    made_of_id: &'static str,
    #[serde(skip)]
    order: NaiveDateTime,
}

#[derive(Serialize)]
struct ClosedView {
    outcome_id: &'static str,
    at: String,
    by: Option<Who>,
    can_be_undone: bool,
}

#[derive(Serialize)]
struct ActionView {
    name: &'static str,
    label_id: &'static str,
    about_id: &'static str,
    is_first: bool,
}

impl EntryPage {
    /// The page for an account.
    pub fn new(
        services: &Services,
        by: &SignedIn,
        sight: &Sight,
        fault_id: Option<&'static str>,
    ) -> Self {
        let (i18n, now) = (&services.i18n, services.clock.now());
        let (entry, contact) = (&sight.entry, &sight.contact);
        let fault = fault_id.map(|id| Fault { text: i18n.web(&by.language, id, &[]), field: None });
        Self {
            bar: Bar::new(by, Desk::Calls).faulting(fault),
            id: entry.id,
            kind_id: kind_id(entry.kind),
            about_id: about_id(entry.kind),
            why_id: sight.why.map(why_id),
            is_urgent: entry.kind == Kind::Crisis,
            number: contact.number.clone(),
            contact_point_id: entry.contact_point_id,
            name: contact.name.clone(),
            spoken: Named::own(i18n, &contact.language),
            since: services.shown(entry.opened_at),
            ago: Ago::new(entry.opened_at, now),
            times: entry.times,
            again: entry.times - 1,
            tries: entry.tries,
            is_suppressed: sight.suppression.is_some(),
            is_unusable: contact.unusable_since.is_some(),
            talk: talk(services, sight),
            taken: Who::new(by, entry.taken_by, sight.taken_by.as_ref()),
            closed: entry.closed.map(|closed| ClosedView {
                outcome_id: outcome_id(closed.outcome),
                at: services.shown(closed.at),
                by: Who::new(by, closed.by, sight.closed_by.as_ref()),
                can_be_undone: closed.outcome.can_be_undone(),
            }),
            actions: if entry.closed.is_some() { vec![] } else { actions(entry, sight) },
        }
    }
}

fn actions(entry: &Entry, sight: &Sight) -> Vec<ActionView> {
    let is_open = |action: &&Action| match action {
        Action::SendAgain => sight.may_send_again,
        Action::Unusable => sight.contact.unusable_since.is_none(),
        _ => true,
    };
    let open = entry.kind.actions().iter().filter(is_open);
    open.enumerate()
        .map(|(place, action)| {
            let (label_id, about_id) = action_ids(entry.kind, *action);
            ActionView { name: action.name(), label_id, about_id, is_first: place == 0 }
        })
        .collect()
}

/// Both sides of the talk, the earliest first.
fn talk(services: &Services, sight: &Sight) -> Vec<Line> {
    let theirs = |said: &Said| Line {
        is_theirs: true,
        is_about: sight.entry.inbound_id == Some(said.id),
        body: said.body.clone(),
        at: services.shown(said.at),
        made_of_id: reading_id(&said.reading),
        order: said.at,
    };
    let ours = |written: &Written| Line {
        is_theirs: false,
        is_about: sight.entry.outbox_id == Some(written.id),
        body: written.body.clone(),
        at: services.shown(written.at),
        made_of_id: became_id(&written.became),
        order: written.at,
    };
    let mut said = sight.said.iter().rev().map(theirs).peekable();
    let mut written = sight.written.iter().rev().map(ours).peekable();
    let mut lines: Vec<Line> = Vec::new();
    while let Some(line) = match (said.peek(), written.peek()) {
        (Some(text), Some(reply)) if text.order == reply.order => {
            // A reply has the moment of what it replies to, and stands after it.
            let is_reply_next = lines.last().is_some_and(|last| last.is_theirs);
            if is_reply_next { written.next() } else { said.next() }
        }
        (Some(text), Some(reply)) if text.order > reply.order => written.next(),
        (Some(_), _) => said.next(),
        (None, _) => written.next(),
    } {
        lines.push(line);
    }
    lines
}

fn kind_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Crisis => "calls-kind-crisis",
        Kind::HeldOptOut => "calls-kind-held",
        Kind::UnclearOptOut => "calls-kind-unclear",
        Kind::WrongNumber => "calls-kind-wrong-number",
        Kind::Complaint => "calls-kind-complaint",
        Kind::CallBack => "calls-kind-call-back",
        Kind::NeedsHelp => "calls-kind-needs-help",
        Kind::Repeating => "calls-kind-repeating",
        Kind::StartBlocked => "calls-kind-start-blocked",
        Kind::NotDelivered => "calls-kind-not-delivered",
    }
}

fn about_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Crisis => "calls-about-crisis",
        Kind::HeldOptOut => "calls-about-held",
        Kind::UnclearOptOut => "calls-about-unclear",
        Kind::WrongNumber => "calls-about-wrong-number",
        Kind::Complaint => "calls-about-complaint",
        Kind::CallBack => "calls-about-call-back",
        Kind::NeedsHelp => "calls-about-needs-help",
        Kind::Repeating => "calls-about-repeating",
        Kind::StartBlocked => "calls-about-start-blocked",
        Kind::NotDelivered => "calls-about-not-delivered",
    }
}

/// Why a text did not arrive, in words.
pub fn why_id(why: Why) -> &'static str {
    match why {
        Why::Unknown => "calls-why-unknown",
        Why::GivenUp => "calls-why-given-up",
        Why::Unreachable => "calls-why-unreachable",
        Why::NoSuchNumber => "calls-why-number",
        Why::Blocked => "calls-why-blocked",
        Why::Sender => "calls-why-sender",
        Why::OptedOut => "calls-why-opted-out",
        Why::Other => "calls-why-other",
    }
}

fn outcome_id(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NoMoreTexts => "calls-outcome-no-more-texts",
        Outcome::WentOn => "calls-outcome-went-on",
        Outcome::WrongNumber => "calls-outcome-wrong-number",
        Outcome::RightNumber => "calls-outcome-right-number",
        Outcome::Called => "calls-outcome-called",
        Outcome::SentAgain => "calls-outcome-sent-again",
        Outcome::Unusable => "calls-outcome-unusable",
        Outcome::Done => "calls-outcome-done",
        Outcome::Taken => "calls-outcome-arrived",
    }
}

/// A button and what pressing it does.
fn action_ids(kind: Kind, action: Action) -> (&'static str, &'static str) {
    match action {
        Action::NoMoreTexts if kind == Kind::Repeating => {
            ("calls-do-end-repeating", "calls-do-end-repeating-about")
        }
        Action::GoOn if kind == Kind::Repeating => {
            ("calls-do-go-on-repeating", "calls-do-go-on-about")
        }
        Action::NoMoreTexts => ("calls-do-no-more-texts", "calls-do-no-more-texts-about"),
        Action::GoOn => ("calls-do-go-on", "calls-do-go-on-about"),
        Action::WrongNumber => ("calls-do-wrong-number", "calls-do-wrong-number-about"),
        Action::RightNumber => ("calls-do-right-number", "calls-do-go-on-about"),
        Action::Called => ("calls-do-called", "calls-do-called-about"),
        Action::TryLater => ("calls-do-try-later", "calls-do-try-later-about"),
        Action::SendAgain => ("calls-do-send-again", "calls-do-send-again-about"),
        Action::Unusable => ("calls-do-unusable", "calls-do-unusable-about"),
        Action::Done => ("calls-do-done", "calls-do-done-about"),
        Action::Take => ("calls-do-take", "calls-do-take-about"),
        Action::Release => ("calls-do-release", "calls-do-take-about"),
        Action::Undo => ("staff-undo", "calls-do-done-about"),
    }
}
