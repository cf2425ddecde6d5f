//! For whom it differs: what the average misses, and each group beside everybody.

use serde::Serialize;

use super::bump::{Bump, Ranks};
use super::group_names;
use super::heat::{Column, Filled, Heat, Mark, Part, may_show};
use super::teller::{Named, Teller};
use crate::i18n::Value;
use crate::priority::voices::LANGUAGE;
use crate::priority::{GroupView, hide_small_cells};

/// The groups of everybody, beside everybody.
#[derive(Debug, Serialize)]
pub struct Groups {
    /// What belongs to a group's top and not to everybody's, a sentence each.
    missed: Vec<String>,
    /// How the order of each group that was missed differs from everybody's.
    slopes: Vec<Slope>,
    strata: Vec<StratumView>,
}

/// From everybody's order to a group's: a drawing, and the same as a table.
#[derive(Debug, Serialize)]
struct Slope {
    drawing: Bump,
    group: String,
    rows: Vec<SlopeRow>,
}

#[derive(Debug, Serialize)]
struct SlopeRow {
    topic: Named,
    everybodys: usize,
    theirs: usize,
}

#[derive(Debug, Serialize)]
struct StratumView {
    /// Names it on the page.
    at: usize,
    name: String,
    heat: Option<Heat>,
    /// Who are too few to rank.
    small: Vec<Named>,
    has_hidden: bool,
}

/// The groups of one stratum, with what may be shown of each.
pub struct Stratum<'a> {
    /// As `language`.
    pub name: &'a str,
    /// Each group, how many they are if that may be shown, and whether their rates may be.
    pub groups: Vec<(&'a GroupView, Option<i64>, bool)>,
}

/// The strata of a ranking: the language first, then in the order of their names.
pub fn strata<'a>(teller: &Teller<'a>) -> Vec<Stratum<'a>> {
    let ranking = teller.ranking();
    let mut names: Vec<&str> =
        ranking.lens.groups.iter().map(|group| group.stratum.as_str()).collect();
    names.dedup();
    names.sort_by_key(|name| *name != LANGUAGE);
    names
        .into_iter()
        .map(|name| {
            let groups: Vec<&GroupView> =
                ranking.lens.groups.iter().filter(|group| group.stratum == name).collect();
            let mut people: Vec<i64> = groups.iter().map(|group| group.n).collect();
            let part = |group: &&GroupView| Part { people: group.n, share: group.share };
            let is_open = may_show(ranking.n, &groups.iter().map(part).collect::<Vec<_>>());
            // Those of whom it is not known are a count like the others: the sum is known.
            people.push(ranking.n - people.iter().sum::<i64>());
            let mut counts = hide_small_cells(&people).unwrap_or(vec![None; people.len()]);
            counts.pop();
            let groups = groups.into_iter().zip(counts).zip(is_open);
            let ranked = |group: &GroupView| !group.theta.is_empty();
            let groups = groups.map(|((group, n), open)| (group, n, open && ranked(group)));
            Stratum { name, groups: groups.collect() }
        })
        .collect()
}

/// What a stratum is called on the page.
pub fn stratum_name(teller: &Teller, name: &str) -> String {
    group_names::stratum_name(teller.texts(), teller.language, name)
}

/// What a group is called.
pub fn group_name(teller: &Teller, group: &GroupView) -> Named {
    group_names::group_name(teller.texts(), teller.language, (&group.stratum, &group.category))
}

impl Groups {
    /// The groups of a ranking; `None` if it knows none.
    pub fn new(teller: &Teller) -> Option<Self> {
        let strata = strata(teller);
        let views = strata.iter().enumerate().map(|(at, stratum)| view(teller, at, stratum));
        let groups = strata.iter().flat_map(|stratum| &stratum.groups);
        let open = || groups.clone().filter(|(.., open)| *open).map(|(group, ..)| *group);
        let missed = open().flat_map(|group| missed(teller, group));
        let slopes = open().filter_map(|group| slope(teller, group));
        (!strata.is_empty()).then(|| Self {
            missed: missed.collect(),
            slopes: slopes.collect(),
            strata: views.collect(),
        })
    }
}

/// A group's name in a sentence.
fn name_in_sentence(teller: &Teller, group: &GroupView) -> String {
    let named = (group.stratum.as_str(), group.category.as_str());
    group_names::name_in_sentence(teller.texts(), teller.language, named)
}

/// From everybody's order to that of a group which the average misses.
fn slope(teller: &Teller, group: &GroupView) -> Option<Slope> {
    if group.missed_by_average.is_empty() {
        return None;
    }
    let ranks = |ranks: &[usize]| ranks.iter().copied().map(Some).collect::<Ranks>();
    let columns = [ranks(&teller.ranking().rank), ranks(&group.rank)];
    let name = name_in_sentence(teller, group);
    let label = teller.say("priority-slope", &[("group", Value::Text(&name))]);
    let is_missed = |item: usize| group.missed_by_average.contains(&item);
    let row = |item: usize| SlopeRow {
        topic: teller.titles[item].clone(),
        everybodys: teller.ranking().rank[item],
        theirs: group.rank[item],
    };
    Some(Slope {
        drawing: Bump::new(teller, label, &columns, is_missed),
        group: name,
        rows: teller.in_order().into_iter().map(row).collect(),
    })
}

fn missed(teller: &Teller, group: &GroupView) -> Vec<String> {
    let ranking = teller.ranking();
    let theirs = group.p_top_k.as_deref().unwrap_or_default();
    let name = name_in_sentence(teller, group);
    let sentence = |&item: &usize| {
        let topic = teller.quoted(item);
        let likelihood = teller.likelihood(theirs.get(item).copied().unwrap_or_default());
        let place = teller.place_in_tier(ranking.rank_set[item], ranking.tier[item]);
        let values = [
            ("group", Value::Text(&name)),
            ("topic", Value::Text(&topic)),
            ("likelihood", Value::Text(&likelihood)),
            ("place", Value::Text(&place)),
            ("k", Value::Number(teller.k())),
        ];
        teller.say("priority-missed", &values)
    };
    group.missed_by_average.iter().map(sentence).collect()
}

fn view(teller: &Teller, at: usize, stratum: &Stratum) -> StratumView {
    let shown: Vec<_> = stratum.groups.iter().filter(|(_, _, is_open)| *is_open).collect();
    let mut columns: Vec<Filled> =
        shown.iter().map(|(group, people, _)| column(teller, group, *people)).collect();
    columns.extend(worked_out_of(teller, stratum));
    StratumView {
        at,
        name: stratum_name(teller, stratum.name),
        heat: (!columns.is_empty()).then(|| Heat::new(teller, columns)),
        small: stratum
            .groups
            .iter()
            .filter(|(_, _, is_open)| !is_open)
            .map(|(group, ..)| group_name(teller, group))
            .collect(),
        has_hidden: shown.iter().any(|(_, people, _)| people.is_none()),
    }
}

fn column(teller: &Teller, group: &GroupView, people: Option<i64>) -> Filled {
    let mark = |item: usize| {
        let differs = group.differs.get(item).copied().unwrap_or_default();
        let gap = group.gap.get(item).copied().unwrap_or_default();
        differs.then_some(if gap > 0.0 { Mark::More } else { Mark::Less })
    };
    Filled {
        marks: (0..group.theta.len()).map(mark).collect(),
        ..Filled::plain(Column::of(group_name(teller, group), people), &group.theta, group.n)
    }
}

/// What may be shown of a stratum as a whole: from the mean of all groups one that is held back could
/// be worked out.
pub fn worked_out_of(teller: &Teller, stratum: &Stratum) -> Vec<Filled> {
    let is_whole = stratum.groups.iter().all(|(group, _, open)| *open || group.theta.is_empty());
    let open = stratum.groups.iter().filter(|(_, _, is_open)| *is_open).map(|(group, ..)| group.n);
    match open.clone().min().filter(|_| is_whole && open.count() > 1) {
        Some(fewest) => worked_out(teller, stratum.name, fewest),
        None => Vec::new(),
    }
}

/// The stratum with each group counted once, and at its lowest: told as the rates of the smallest.
fn worked_out(teller: &Teller, stratum: &str, fewest: i64) -> Vec<Filled> {
    let Some(of) = teller.ranking().lens.by_stratum.get(stratum) else { return Vec::new() };
    let label = |id: &str| Column::worked_out(Named::new(teller.language, &teller.say(id, &[])));
    vec![
        Filled::plain(label("priority-equal-groups"), &of.equal_groups.theta, fewest),
        Filled::plain(label("priority-worst-group"), &of.worst_group.theta, fewest),
    ]
}
