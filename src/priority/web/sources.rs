//! By source: how people answered, each way beside everybody, and what comes out without it.

use serde::Serialize;

use super::heat::{Column, Filled, Heat, Part, may_show};
use super::teller::{Named, Teller};
use crate::i18n::Value;
use crate::priority::{FEWEST_PEOPLE, Flag, Signal, SourceView, hide_small_cells};

/// The sources beside everybody.
#[derive(Debug, Serialize)]
pub struct Sources {
    /// What a person should look at.
    signals: Vec<String>,
    heat: Option<Heat>,
    is_alone: bool,
    /// Those with too few people to show.
    small: Vec<String>,
    has_hidden: bool,
    has_without: bool,
    /// Those without which the rest could not be ranked.
    untried: Option<String>,
}

/// A source with what may be shown of it.
pub struct Shown<'a> {
    /// As `sms/top3`.
    pub name: &'a str,
    /// The source.
    pub source: &'a SourceView,
    /// How many people, if that may be shown.
    pub people: Option<i64>,
    /// Whether its rates may be shown.
    pub is_open: bool,
}

/// The sources of a ranking: those of the headline, then those beside it.
pub fn shown<'a>(teller: &Teller<'a>) -> Vec<Shown<'a>> {
    let ranking = teller.ranking();
    let mut all = Vec::new();
    for verified in [true, false] {
        let of: Vec<(&String, &SourceView)> =
            ranking.sources.iter().filter(|(_, source)| source.verified == verified).collect();
        let people: Vec<i64> = of.iter().map(|(_, source)| source.n).collect();
        let everybody = people.iter().sum();
        let is_open = may_show(everybody, &Part::equal(everybody, &people));
        let counts = hide_small_cells(&people).unwrap_or(vec![None; people.len()]);
        all.extend(
            of.into_iter()
                .zip(counts)
                .zip(is_open)
                .map(|(((name, source), people), is_open)| Shown { name, source, people, is_open }),
        );
    }
    all
}

/// What a source is called on the page.
pub fn source_name(teller: &Teller, name: &str) -> String {
    let (of, is_unverified) = match name.strip_suffix("/unverified") {
        Some(of) => (of, true),
        None => (name, false),
    };
    let (channel, format) = of.split_once('/').unwrap_or((of, ""));
    let id = match (channel, is_unverified) {
        ("sms", _) => "priority-source-sms",
        ("web", false) => "priority-source-web",
        ("web", true) => "priority-source-open",
        ("session", _) => "priority-source-session",
        _ => return name.to_owned(),
    };
    let said = teller.say(id, &[]);
    // Two formats of one channel are told apart by the name the ballots have.
    let is_like = |other: &&String| {
        let rest = other.strip_prefix(channel).and_then(|rest| rest.strip_prefix('/'));
        rest.is_some_and(|rest| rest.ends_with("/unverified") == is_unverified)
    };
    let is_alone = teller.ranking().sources.keys().filter(is_like).count() < 2;
    if is_alone || format.is_empty() { said } else { format!("{said} · {format}") }
}

impl Sources {
    /// The sources of a ranking.
    pub fn new(teller: &Teller) -> Self {
        let all = shown(teller);
        let open = || all.iter().filter(|source| source.is_open);
        let columns: Vec<Filled> = open().map(|source| column(teller, source)).collect();
        // One source that is everybody says nothing that does not stand above.
        let is_alone = all.len() == 1;
        let signals = &teller.ranking().signals;
        Self {
            signals: signals.iter().map(|signal| say(teller, signal)).collect(),
            has_without: open().any(|source| without(teller, source).is_some()),
            has_hidden: open().any(|source| source.people.is_none()),
            small: all
                .iter()
                .filter(|source| !source.is_open)
                .map(|source| source_name(teller, source.name))
                .collect(),
            untried: untried(teller, &all),
            is_alone,
            heat: (!is_alone && !columns.is_empty()).then(|| Heat::new(teller, columns)),
        }
    }
}

/// The sources of the headline without which the others cannot be weighted, or do not compare all
/// issues: whether the order holds without them is not known.
fn untried(teller: &Teller, all: &[Shown]) -> Option<String> {
    let ranking = teller.ranking();
    let in_it: Vec<&Shown> = all.iter().filter(|shown| is_in_headline(teller, shown)).collect();
    let is_tried = |shown: &Shown| ranking.leave_one_source_out.contains_key(shown.name);
    let untried = in_it.iter().filter(|shown| !is_tried(shown));
    let names: Vec<String> = untried.map(|shown| source_name(teller, shown.name)).collect();
    let sources = teller.list(&names).filter(|_| in_it.len() > 1)?;
    Some(teller.say("priority-untried", &[("sources", Value::Text(&sources))]))
}

/// Whether the headline counts its people.
pub fn is_in_headline(teller: &Teller, shown: &Shown) -> bool {
    shown.source.verified != teller.ranking().flags.contains(&Flag::Unverified)
}

/// A signal in words. It counts 11 ballots at least, and compares sources of as many people.
pub fn say(teller: &Teller, signal: &Signal) -> String {
    let (Signal::IdenticalBallots { source, .. } | Signal::SourceDiffers { source, .. }) = signal;
    let source = source_name(teller, source);
    let of = ("source", Value::Text(&source));
    match signal {
        Signal::IdenticalBallots { count, expected, .. } => {
            let expected = format!("{expected:.0}");
            let values =
                [of, ("count", Value::Number(*count)), ("expected", Value::Text(&expected))];
            teller.say("priority-signal-same", &values)
        }
        Signal::SourceDiffers { items, .. } => {
            let topics = teller.quoted_list(items).unwrap_or_default();
            teller.say("priority-signal-differs", &[of, ("topics", Value::Text(&topics))])
        }
    }
}

fn column(teller: &Teller, shown: &Shown) -> Filled {
    let label = Named::new(teller.language, &source_name(teller, shown.name));
    let mut filled =
        Filled::plain(Column::of(label, shown.people), &shown.source.theta, shown.source.n);
    if let Some(ranks) = without(teller, shown) {
        let say = |rank: &usize| {
            let place = Value::Number(i64::try_from(*rank).unwrap_or(i64::MAX));
            Some(teller.say("priority-without", &[("place", place)]))
        };
        filled.below = ranks.iter().map(say).collect();
    }
    filled
}

/// The ranks that come out without a source, where there are any: those of few others would be what
/// these few said.
pub fn without<'a>(teller: &Teller<'a>, shown: &Shown) -> Option<&'a Vec<usize>> {
    let ranking = teller.ranking();
    let ranks = ranking.leave_one_source_out.get(shown.name)?;
    let is_enough = ranking.n - shown.source.n >= FEWEST_PEOPLE;
    (is_enough && ranks.len() == teller.titles.len()).then_some(ranks)
}
