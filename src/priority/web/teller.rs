//! Says things of one ranking in the language of one page.

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use serde::Serialize;

use crate::clock::local;
use crate::i18n::{I18n, Language, Texts, Value};
use crate::priority::flow::Live;
use crate::priority::rank_sets::RankSet;
use crate::priority::wording::{likelihood_id, percent, place};
use crate::priority::{Ranking, Tier, is_small};
use crate::response::day_in_words;
use crate::services::Services;
use crate::survey::flow::Offered;
use crate::web::languages::direction;

/// A text in the language of the page, or in its own where that is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    /// The language it is in.
    pub lang: String,
    /// Which way that is written.
    pub dir: &'static str,
    /// The text.
    pub text: String,
}

impl Named {
    /// A text in that language.
    pub fn new(language: &Language, text: &str) -> Self {
        let (lang, dir) = (language.tag().to_owned(), direction(language));
        Self { lang, dir, text: text.to_owned() }
    }

    /// A survey's text in that language if it was reviewed in it, else as it was written.
    pub fn of(offered: &Offered, language: &Language, texts: Option<&Texts>) -> Self {
        let source = offered.version.source_language();
        let language = offered.language(language).map_or(source, |offered| &offered.language);
        let texts = texts.map(|texts| &texts.0);
        let own = texts.and_then(|texts| texts.get_key_value(language));
        let any = || texts.and_then(|texts| texts.get_key_value(source).or(texts.iter().next()));
        match own.or_else(any) {
            Some((language, text)) => Self::new(language, text),
            None => Self::new(language, ""),
        }
    }
}

/// A tier as a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TierView {
    class: &'static str,
    text_id: &'static str,
}

impl TierView {
    /// The id of its text.
    pub fn text_id(&self) -> &'static str {
        self.text_id
    }
}

impl From<Tier> for TierView {
    fn from(tier: Tier) -> Self {
        let (class, text_id) = match tier {
            Tier::Clear => ("clear", "priority-tier-clear"),
            Tier::Probable => ("probable", "priority-tier-probable"),
            Tier::TooClose => ("close", "priority-tier-close"),
            Tier::Lower => ("lower", "priority-tier-lower"),
        };
        Self { class, text_id }
    }
}

/// Says things of one ranking.
pub struct Teller<'a> {
    i18n: &'a I18n,
    zone: Tz,
    /// The language of the page.
    pub language: &'a Language,
    /// The ranking as it stands.
    pub live: &'a Live,
    /// What its items are called, in their order.
    pub titles: Vec<Named>,
}

impl<'a> Teller<'a> {
    /// Says things of a ranking in that language.
    pub fn new(services: &'a Services, language: &'a Language, live: &'a Live) -> Self {
        let titles = live.titles().map(|title| Named::of(&live.offered, language, title)).collect();
        let (i18n, zone) = (&services.i18n, services.config.asking.time_zone);
        Self { i18n, zone, language, live, titles }
    }

    /// The ranking.
    pub fn ranking(&self) -> &'a Ranking {
        &self.live.ranking
    }

    /// The interface's texts.
    pub fn texts(&self) -> &'a I18n {
        self.i18n
    }

    /// A text of the interface.
    pub fn say(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.i18n.web(self.language, id, values)
    }

    /// The items, the best first; where comparisons fall into parts, part by part.
    pub fn in_order(&self) -> Vec<usize> {
        let mut items: Vec<usize> = (0..self.titles.len()).collect();
        items.sort_by_key(|&item| (self.part(item), self.ranking().rank[item]));
        items
    }

    /// The part of the items whose comparisons connect this one, from 0.
    pub fn part(&self, item: usize) -> Option<usize> {
        self.ranking().parts.iter().position(|part| part.contains(&item))
    }

    /// An item's name in quotes.
    ///
    /// Without marks of direction inside: a browser would not look past them for those around it.
    pub fn quoted(&self, item: usize) -> String {
        let topic = Value::Text(&self.titles[item].text);
        self.i18n.sms(self.language, "priority-quoted", &[("topic", topic)])
    }

    /// "A, B and C"; `None` of nothing.
    pub fn list(&self, names: &[String]) -> Option<String> {
        let (first, rest) = names.split_first()?;
        Some(rest.iter().enumerate().fold(first.clone(), |list, (place, next)| {
            let is_last = place + 1 == rest.len();
            let id = if is_last { "priority-list-last" } else { "priority-list-more" };
            let values = [("list", Value::Text(&list)), ("next", Value::Text(next))];
            self.i18n.sms(self.language, id, &values)
        }))
    }

    /// The names of items in quotes, as a list.
    pub fn quoted_list(&self, items: &[usize]) -> Option<String> {
        let names: Vec<String> = items.iter().map(|&item| self.quoted(item)).collect();
        self.list(&names)
    }

    /// How likely something is, in a word and its number.
    pub fn likelihood(&self, p: f64) -> String {
        self.say(likelihood_id(p), &[("percent", Value::Text(&percent(p)))])
    }

    /// How many people drawn at random would say as much, as it may be told: where the answers are
    /// weighted and 1 to 10 people are a category by themselves, the exact number would tell how many.
    pub fn as_precise_as(&self) -> i64 {
        let n_eff = self.ranking().n_eff.round();
        #[expect(clippy::cast_possible_truncation, reason = "it is at most the number of people")]
        let exact = n_eff as i64;
        if self.weighs_few() { one_digit(exact) } else { exact }
    }

    /// Whether 1 to 10 people are a category that is weighted.
    pub fn weighs_few(&self) -> bool {
        let is_weighted =
            |name: &str| self.live.settings.margins.iter().any(|margin| margin.name == name);
        let groups = &self.ranking().lens.groups;
        groups.iter().any(|group| is_small(group.n) && is_weighted(&group.stratum))
    }

    /// The name of a tier.
    pub fn tier(&self, tier: Tier) -> String {
        self.say(TierView::from(tier).text_id(), &[])
    }

    /// The places that chance leaves open, with the tier: a place is never said without it.
    pub fn place_in_tier(&self, rank_set: RankSet, tier: Tier) -> String {
        let (place, tier) = (place(rank_set), self.tier(tier));
        let values = [("place", Value::Text(&place)), ("tier", Value::Text(&tier))];
        self.say("priority-place-in-tier", &values)
    }

    /// How many places are the top.
    pub fn k(&self) -> i64 {
        i64::try_from(self.ranking().k).unwrap_or(i64::MAX)
    }

    /// A time in UTC by the center's clock, to the minute.
    pub fn minute(&self, at: NaiveDateTime) -> String {
        local(self.zone, at).format("%Y-%m-%d %H:%M").to_string()
    }

    /// What a topic is called now, or its own name where nothing calls it anything.
    pub fn title(&self, topic: &str) -> Named {
        let named = Named::of(&self.live.offered, self.language, self.live.title(topic));
        if named.text.is_empty() { Named { text: topic.to_owned(), ..named } } else { named }
    }

    /// The day of a time in UTC by the center's clock, as this language writes it.
    pub fn day(&self, at: NaiveDateTime) -> String {
        day_in_words(local(self.zone, at).date(), |id, values| {
            self.i18n.web(self.language, id, values)
        })
    }
}

/// A count to its first digit.
fn one_digit(count: i64) -> i64 {
    let unit = 10_i64.pow(count.max(1).ilog10());
    (count + unit / 2) / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_told_to_its_first_digit() {
        assert_eq!(
            [0, 7, 14, 15, 94, 95, 230, 412].map(one_digit),
            [0, 7, 10, 20, 90, 100, 200, 400]
        );
    }
}
