//! The story in sentences: which issues are sure, which belong together, and how far to trust it.

use serde::Serialize;

use super::teller::Teller;
use crate::i18n::Value;
use crate::priority::rank_sets::RankSet;
use crate::priority::wording::place;
use crate::priority::{Flag, Tier};

/// The sentences at the head of the page.
#[derive(Debug, Serialize)]
pub struct Headline {
    /// Among whom.
    among: String,
    /// One sentence an issue, then those that belong together.
    sentences: Vec<String>,
    /// How much weighting costs.
    precise: Option<String>,
    /// What the reader must know beside.
    flag_ids: Vec<&'static str>,
}

impl Headline {
    /// The sentences of a ranking.
    pub fn new(teller: &Teller) -> Self {
        let ranking = teller.ranking();
        let is_weighted = !teller.live.settings.margins.is_empty();
        let among_id = match (ranking.flags.contains(&Flag::Unverified), is_weighted) {
            (true, _) => "priority-among-open",
            (false, true) => "priority-among-weighted",
            (false, false) => "priority-among",
        };
        let people = ("people", Value::Number(ranking.n));
        Self {
            among: teller.say(among_id, &[people]),
            sentences: sentences(teller),
            precise: Some(teller.as_precise_as())
                .filter(|drawn| *drawn < ranking.n)
                .map(|drawn| teller.say("priority-precise", &[("people", Value::Number(drawn))])),
            flag_ids: ranking.flags.iter().filter_map(|flag| flag_id(*flag)).collect(),
        }
    }
}

fn sentences(teller: &Teller) -> Vec<String> {
    let ranking = teller.ranking();
    let k = ("k", Value::Number(teller.k()));
    let (close, rest): (Vec<usize>, Vec<usize>) =
        teller.in_order().into_iter().partition(|&item| ranking.tier[item] == Tier::TooClose);
    let is_sure = |item: &&usize| matches!(ranking.tier[**item], Tier::Clear | Tier::Probable);
    let mut sentences: Vec<String> = rest
        .iter()
        .filter(is_sure)
        .map(|&item| {
            let (topic, likelihood) =
                (teller.quoted(item), teller.likelihood(ranking.p_top_k[item]));
            let values =
                [("topic", Value::Text(&topic)), ("likelihood", Value::Text(&likelihood)), k];
            teller.say("priority-one-in-top", &values)
        })
        .collect();
    if sentences.is_empty() {
        sentences.push(teller.say("priority-none-sure", &[k]));
    }
    if let Some(topics) = teller.quoted_list(&close) {
        let id = if close.len() == 1 { "priority-close-alone" } else { "priority-close" };
        let places = place(span(close.iter().map(|&item| ranking.rank_set[item])));
        let values = [("topics", Value::Text(&topics)), ("places", Value::Text(&places))];
        sentences.push(teller.say(id, &values));
        sentences.extend(left_open(teller));
    }
    sentences
}

/// How many places of the top the sure ones leave to those that are too close to call.
fn left_open(teller: &Teller) -> Option<String> {
    let tiers = &teller.ranking().tier;
    let sure = tiers.iter().filter(|tier| matches!(tier, Tier::Clear | Tier::Probable)).count();
    let open = teller.ranking().k.checked_sub(sure).filter(|open| sure > 0 && *open > 0)?;
    let values = [
        ("open", Value::Number(i64::try_from(open).unwrap_or(i64::MAX))),
        ("k", Value::Number(teller.k())),
    ];
    Some(teller.say("priority-left-open", &values))
}

/// All the places that any of these leave open.
fn span(sets: impl Iterator<Item = RankSet>) -> RankSet {
    sets.reduce(|(low, high), (lower, higher)| (low.min(lower), high.max(higher)))
        .unwrap_or_default()
}

/// What a flag says; nothing of one that another sentence or page says.
pub fn flag_id(flag: Flag) -> Option<&'static str> {
    match flag {
        Flag::Unverified => Some("priority-flag-unverified"),
        Flag::Contested => Some("priority-flag-contested"),
        Flag::MethodSensitive => Some("priority-flag-method"),
        Flag::ChannelSensitive => Some("priority-flag-channel"),
        Flag::Provisional => Some("priority-flag-provisional"),
        Flag::Disconnected => Some("priority-flag-disconnected"),
        Flag::DesignEffectAbove2 => Some("priority-flag-deff-2"),
        Flag::DesignEffectAbove3 => Some("priority-flag-deff-3"),
        Flag::MarginsNotMet => Some("priority-flag-margins"),
        Flag::IntervalsUnreliable => Some("priority-flag-sessions"),
        // Nothing is shown of so few.
        Flag::TooFew => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_belong_together_are_told_as_one_span() {
        assert_eq!(span([(3, 4), (2, 4), (3, 5)].into_iter()), (2, 5));
    }
}
