//! How this was made: every setting and every count behind a ranking, on one page.

use serde::Serialize;

use super::group_names::name_in_sentence;
use super::groups::stratum_name;
use super::teller::{Named, Teller};
use crate::i18n::Value;
use crate::priority::is_small;
use crate::priority::wording::whole_percent;

/// The page. It does not say what the people of each cell weigh: from that, and their share of all
/// patients, would follow how many they are.
#[derive(Serialize)]
pub struct HowView {
    survey: Named,
    slug: String,
    /// The steps, one sentence or two each.
    steps: Vec<String>,
    facts: Vec<Fact>,
    margins: Vec<MarginView>,
    uncovered_ids: &'static [&'static str],
}

#[derive(Debug, Serialize)]
struct Fact {
    text_id: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
struct MarginView {
    name: String,
    shares: Vec<ShareView>,
}

#[derive(Debug, Serialize)]
struct ShareView {
    category: String,
    percent: i64,
}

const UNCOVERED: [&str; 4] =
    ["priority-chance-only", "priority-how-tail", "priority-how-feasible", "priority-how-hidden"];

impl HowView {
    /// The page of a ranking.
    pub fn new(teller: &Teller) -> Self {
        let live = teller.live;
        let share = |(category, share): (&String, &f64)| ShareView {
            category: category.clone(),
            percent: whole_percent(*share),
        };
        let margins = live.settings.margins.iter().map(|margin| MarginView {
            name: stratum_name(teller, &margin.name),
            shares: margin.targets.iter().map(share).collect(),
        });
        let survey = &live.offered.version.survey;
        Self {
            survey: Named::of(&live.offered, teller.language, Some(&survey.title)),
            slug: survey.slug.clone(),
            steps: steps(teller),
            facts: facts(teller),
            margins: margins.collect(),
            uncovered_ids: &UNCOVERED,
        }
    }
}

impl HowView {
    /// Its numbers as the lines of a file.
    pub fn lines(&self, teller: &Teller) -> Vec<Vec<String>> {
        let fact = |fact: &Fact| vec![teller.say(fact.text_id, &[]), fact.value.clone()];
        let shares = self.margins.iter().flat_map(|margin| {
            let line = |share: &ShareView| {
                let name = format!("{} · {}", margin.name, share.category);
                vec![
                    name,
                    teller.say("priority-percent", &[("percent", Value::Number(share.percent))]),
                ]
            };
            margin.shares.iter().map(line)
        });
        self.facts.iter().map(fact).chain(shares).collect()
    }
}

/// What was done, in the order in which it is done.
fn steps(teller: &Teller) -> Vec<String> {
    let ranking = teller.ranking();
    let draws = Value::Number(i64::try_from(teller.live.settings.draws).unwrap_or(i64::MAX));
    let mut steps: Vec<String> =
        ["priority-how-score", "priority-how-people", "priority-how-consent"]
            .map(|id| teller.say(id, &[]))
            .into();
    // It is told wherever everybody was shown the same.
    if ranking.ballots_to_flip.is_none() {
        steps.push(teller.say("priority-how-slates", &[]));
    }
    steps.push(teller.say("priority-how-weights", &[]));
    steps.extend(neighbours(teller));
    steps.push(teller.say("priority-how-chance", &[("draws", draws)]));
    let opinions = match ranking.pooled {
        Some(_) => "priority-how-opinions",
        None => "priority-how-opinions-two",
    };
    steps.extend(
        ["priority-how-tiers", "priority-how-groups", opinions].map(|id| teller.say(id, &[])),
    );
    steps
}

/// Which group speaks for which, should nobody of that answer.
fn neighbours(teller: &Teller) -> Vec<String> {
    let name = |stratum: &str, category: &str| {
        name_in_sentence(teller.texts(), teller.language, (stratum, category))
    };
    let declared = teller.live.settings.neighbours.iter();
    let pairs = declared.flat_map(|(stratum, of)| of.iter().map(move |pair| (stratum, pair)));
    let sentence = |(stratum, (group, neighbour)): (&String, (&String, &String))| {
        let (group, neighbour) = (name(stratum, group), name(stratum, neighbour));
        let values = [("group", Value::Text(&group)), ("neighbour", Value::Text(&neighbour))];
        teller.say("priority-how-neighbour", &values)
    };
    pairs.map(sentence).collect()
}

fn facts(teller: &Teller) -> Vec<Fact> {
    let (ranking, settings) = (&teller.live.ranking, &teller.live.settings);
    let unknown = || teller.say("priority-unknown", &[]);
    let none = || teller.say("priority-none", &[]);
    let hidden = || teller.say("priority-hidden", &[]);
    let count = |people: i64| {
        if is_small(people) { teller.say("priority-few", &[]) } else { people.to_string() }
    };
    let percent = |share: f64| {
        teller.say("priority-percent", &[("percent", Value::Number(whole_percent(share)))])
    };
    let trim = settings.trim.map_or_else(none, |(least, most)| format!("{least}–{most}"));
    let deff = if teller.weighs_few() { hidden() } else { format!("{:.2}", ranking.deff) };
    let margins = if settings.margins.is_empty() { none() } else { percent(ranking.margin_error) };
    [
        ("priority-fact-people", count(ranking.n)),
        ("priority-fact-beside", count(teller.live.set_beside)),
        ("priority-fact-empty", count(ranking.empty_ballots)),
        ("priority-fact-precise", teller.as_precise_as().to_string()),
        ("priority-fact-deff", deff),
        ("priority-fact-top", ranking.k.to_string()),
        ("priority-fact-draws", settings.draws.to_string()),
        ("priority-fact-seed", settings.seed.to_string()),
        ("priority-fact-trim", trim),
        ("priority-fact-margin-error", margins),
        ("priority-fact-response", settings.response_rate.map_or_else(unknown, percent)),
    ]
    .into_iter()
    .map(|(text_id, value)| Fact { text_id, value })
    .collect()
}
