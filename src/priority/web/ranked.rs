//! The main picture: the issues in order, in the bands of what may be said of them.

use serde::Serialize;

use super::teller::{Named, Teller, TierView};
use crate::i18n::Value;
use crate::priority::Tier;
use crate::priority::dot_plot::{DotPlot, Mark, Plot, dot_plot};
use crate::priority::wording::place;

/// The ranked dot plot.
#[derive(Debug, Serialize)]
pub struct Ranked {
    /// The issues by tier, in the order of the ranking.
    bands: Vec<Band>,
    marks: Vec<Mark>,
    /// What nobody was asked about yet.
    not_asked: Vec<Named>,
}

/// Issues that stand together and of which the same may be said.
#[derive(Debug, Serialize)]
struct Band {
    /// Where a new part of the issues begins, which one, from 1.
    part: Option<usize>,
    tier: TierView,
    says: String,
    rows: Vec<Row>,
}

/// Which part and tier an issue is of.
type Stand = (Option<usize>, Tier);

#[derive(Debug, Serialize)]
struct Row {
    place: String,
    topic: Named,
    remarks: Vec<String>,
    plot: Plot,
    has_interval: bool,
    likelihood: Option<String>,
    /// The likelihood as a share of a bar's width.
    width: String,
}

impl Ranked {
    /// The picture of a ranking.
    pub fn new(teller: &Teller) -> Self {
        let ranking = teller.ranking();
        let DotPlot { rows: plots, marks } = dot_plot(ranking, teller.language.is_right_to_left());
        let mut bands: Vec<(Stand, Vec<Row>)> = Vec::new();
        for item in teller.in_order() {
            let (tier, p) = (ranking.tier[item], ranking.told_p_top(item));
            let row = Row {
                place: place(ranking.rank_set[item]),
                topic: teller.titles[item].clone(),
                remarks: remarks(teller, item),
                plot: plots[item].clone(),
                has_interval: !ranking.se.is_empty(),
                likelihood: p.map(|p| teller.likelihood(p)),
                width: format!("{:.0}%", p.unwrap_or_default() * 100.0),
            };
            let of = (teller.part(item), tier);
            match bands.last_mut() {
                Some((last, rows)) if *last == of => rows.push(row),
                _ => bands.push((of, vec![row])),
            }
        }
        let has_parts = ranking.parts.len() > 1;
        let mut told = None;
        let band = |((part, tier), rows): (Stand, Vec<Row>)| Band {
            part: part.filter(|_| has_parts && told.replace(part) != Some(part)).map(|at| at + 1),
            tier: tier.into(),
            says: teller.say(band_id(tier), &[("k", Value::Number(teller.k()))]),
            rows,
        };
        let live = teller.live;
        let name = |topic: &String| Named::of(&live.offered, teller.language, live.title(topic));
        let not_asked = live.not_asked.iter().map(name).collect();
        Self { bands: bands.into_iter().map(band).collect(), marks, not_asked }
    }
}

/// What must be known of an issue beside its place.
pub fn remarks(teller: &Teller, item: usize) -> Vec<String> {
    let ranking = teller.ranking();
    let remarks = [
        ("priority-no-one-chose", ranking.nobody_chose.contains(&item)),
        ("priority-new", ranking.provisional.contains(&item)),
    ];
    remarks.iter().filter(|(_, is_so)| *is_so).map(|(id, _)| teller.say(id, &[])).collect()
}

fn band_id(tier: Tier) -> &'static str {
    match tier {
        Tier::Clear => "priority-band-clear",
        Tier::Probable => "priority-band-probable",
        Tier::TooClose => "priority-band-close",
        Tier::Lower => "priority-band-lower",
    }
}
