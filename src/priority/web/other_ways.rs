//! How sure, counted other ways: what it would take to change the top, and second opinions.

use serde::Serialize;

use super::teller::{Named, Teller, TierView};
use crate::i18n::Value;
use crate::priority::Tier;
use crate::priority::channels::Pooled;
use crate::priority::wording::place;
use crate::priority::wording::whole_percent;

/// What it would take, and what other ways of counting make of the same ballots.
#[derive(Debug, Serialize)]
pub struct OtherWays {
    sentences: Vec<String>,
    /// The heads of the columns beside the place.
    ways: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    topic: Named,
    place: String,
    tier: TierView,
    /// Whether it is far down.
    is_tail: bool,
    ranks: Vec<String>,
}

/// A way of counting, by the text that names it, and the rank it gives each item: none to one that
/// it does not place.
pub type Way = (&'static str, Vec<Option<usize>>);

/// What other ways of counting make of a ranking's ballots.
pub fn ways(teller: &Teller) -> Vec<Way> {
    let ranking = teller.ranking();
    let all = |ranks: &Vec<usize>| ranks.iter().copied().map(Some).collect::<Vec<_>>();
    let aside = ranking.set_aside.as_ref().map(|aside| all(&aside.rank_with_them));
    let ways = [
        ("priority-way-unweighted", Some(all(&ranking.unweighted.rank))),
        ("priority-way-channels", ranking.pooled.as_ref().map(|of| pooled_ranks(of, teller))),
        ("priority-way-model", ranking.plackett_luce.as_ref().map(|model| all(&model.rank))),
        ("priority-way-duels", ranking.schulze.as_ref().map(|schulze| all(&schulze.rank))),
        ("priority-way-set-aside", aside),
    ];
    let named = ways.into_iter().filter_map(|(id, ranks)| Some((id, ranks?)));
    named.filter(|(_, ranks)| ranks.len() == teller.titles.len()).collect()
}

/// The channels may share some of the items only.
fn pooled_ranks(pooled: &Pooled, teller: &Teller) -> Vec<Option<usize>> {
    let items = 0..teller.titles.len();
    match &pooled.items {
        None => pooled.rank.iter().copied().map(Some).collect(),
        Some(shared) => items
            .map(|item| Some(pooled.rank[shared.iter().position(|other| *other == item)?]))
            .collect(),
    }
}

/// A rank as it stands in a table.
pub fn rank_or_dash(rank: Option<usize>) -> String {
    rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string())
}

impl OtherWays {
    /// What may be said of a ranking.
    pub fn new(teller: &Teller) -> Self {
        let ranking = teller.ranking();
        let ways = ways(teller);
        let row = |item: usize| Row {
            topic: teller.titles[item].clone(),
            place: place(ranking.rank_set[item]),
            tier: ranking.tier[item].into(),
            is_tail: ranking.tier[item] == Tier::Lower,
            ranks: ways.iter().map(|(_, ranks)| rank_or_dash(ranks[item])).collect(),
        };
        let flipped = ranking.ballots_to_flip.and_then(|ballots| i64::try_from(ballots).ok());
        let flip = flipped.map(|ballots| {
            let values = [("ballots", Value::Number(ballots)), ("k", Value::Number(teller.k()))];
            teller.say("priority-flip", &values)
        });
        let is_weighted = flip.is_some() && !teller.live.settings.margins.is_empty();
        let heaviest = is_weighted.then(|| teller.say("priority-flip-weighted", &[]));
        Self {
            sentences: [Some(tipping(teller)), flip, heaviest, weighing(teller)]
                .into_iter()
                .flatten()
                .collect(),
            ways: ways.iter().map(|(id, _)| teller.say(id, &[])).collect(),
            rows: teller.in_order().into_iter().map(row).collect(),
        }
    }
}

/// How much those who did not answer would have to differ.
fn tipping(teller: &Teller) -> String {
    let ranking = teller.ranking();
    let order = teller.in_order();
    let at_the_cut = ranking.k.checked_sub(1).and_then(|last| order.get(last..last + 2));
    let (Some(point), Some(rate), Some(&[last, next])) =
        (ranking.tipping_point, teller.live.settings.response_rate, at_the_cut)
    else {
        return teller.say("priority-tipping-unknown", &[]);
    };
    let (last, next) = (teller.quoted(last), teller.quoted(next));
    let id = match point {
        0.0 => "priority-tipping-tie",
        // Nobody can prefer one to the other in more than all comparisons.
        point if point > 1.0 => "priority-tipping-never",
        _ => "priority-tipping",
    };
    let points = format!("{:.1}", point * 100.0);
    let values = [
        ("last", Value::Text(&last)),
        ("next", Value::Text(&next)),
        ("points", Value::Text(&points)),
        ("rate", Value::Number(whole_percent(rate))),
    ];
    teller.say(id, &values)
}

/// Whether the answers were weighted at all.
fn weighing(teller: &Teller) -> Option<String> {
    teller.live.settings.margins.is_empty().then(|| teller.say("priority-not-weighted", &[]))
}
