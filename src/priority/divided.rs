//! The headline's people, divided by the categories of one stratum.

use std::collections::{BTreeMap, BTreeSet};

use super::Settings;
use super::equal_slates::Moments;
use super::frame::{Frame, Member};
use super::raking::Cell;
use super::sample::Sample;
use super::spread::{Others, WinRates};
use super::win_rate::win_rates;

/// Whom the headline counts, and how much.
pub struct Headline<'a> {
    pub sample: &'a Sample<'a>,
    /// One weight per cell of the sample.
    pub weights: &'a [f64],
    /// Whether they are the verified people or, without any, the unverified.
    pub verified: bool,
}

impl Headline<'_> {
    /// Every stratum in which it has people, with its categories.
    pub fn strata<'a>(&self, frame: &Frame<'a>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
        let mut strata: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for Member { group, tally, .. } in &frame.members {
            if group.counts_as(self.verified) && tally.sums.ballots() > 0 {
                for (stratum, category) in &group.strata {
                    if let Some(category) = category {
                        strata.entry(stratum).or_default().insert(category);
                    }
                }
            }
        }
        strata
    }
}

/// People by category, each weighing what they weigh in the headline.
pub struct Divided<'a> {
    headline: &'a Headline<'a>,
    frame: &'a Frame<'a>,
    /// The stratum's place among the margins, if it is one.
    margin: Option<usize>,
    pub stratum: &'a str,
    pub categories: Vec<&'a str>,
    groups: Vec<Chosen<'a>>,
    /// By category, if everybody compares all items.
    moments: Option<Vec<Moments<'a>>>,
}

/// Some people and what their cells weigh.
type Chosen<'a> = (Sample<'a>, Vec<f64>);

impl<'a> Divided<'a> {
    pub fn new(
        headline: &'a Headline<'a>,
        frame: &'a Frame<'a>,
        settings: &Settings,
        stratum: &'a str,
        categories: BTreeSet<&'a str>,
    ) -> Self {
        let mut divided = Self {
            headline,
            frame,
            margin: settings.margins.iter().position(|margin| margin.name == stratum),
            stratum,
            categories: categories.into_iter().collect(),
            groups: Vec::new(),
            moments: None,
        };
        let choose = |category: &&str| divided.choose(|name| name == *category);
        divided.groups = divided.categories.iter().map(choose).collect();
        if headline.sample.has_equal_slates() {
            let moments = |(people, weights): &Chosen<'a>| Moments::of(people, weights);
            divided.moments = Some(divided.groups.iter().map(moments).collect());
        }
        divided
    }

    /// How many people are in a category.
    pub fn people(&self, at: usize) -> i64 {
        self.groups[at].0.people
    }

    /// Σw of a category over that of everybody.
    pub fn share(&self, at: usize) -> f64 {
        let (people, weights) = &self.groups[at];
        let Headline { sample, weights: everybodys, .. } = self.headline;
        people.weight_sums(weights).0 / sample.weight_sums(everybodys).0
    }

    /// (Σw)²/Σw² of a category.
    pub fn n_eff(&self, at: usize) -> f64 {
        let (people, weights) = &self.groups[at];
        people.n_eff(weights)
    }

    /// Items that nobody of a category put ahead of any other.
    pub fn nobody_chose(&self, at: usize) -> Vec<usize> {
        self.groups[at].0.nobody_chose()
    }

    /// The rates of a category.
    pub fn rates(&self, at: usize) -> WinRates {
        match &self.moments {
            Some(moments) => moments[at].rates(),
            None => win_rates(&self.groups[at].0, &self.groups[at].1),
        }
    }

    /// Those of all people known to be in another category, if there are any.
    pub fn others(&self, at: usize) -> Option<Others> {
        if let Some(moments) = &self.moments {
            let others = moments.iter().enumerate().filter(|(other, _)| *other != at);
            let mut sum = Moments::none(self.headline.sample.items());
            others.for_each(|(_, moments)| sum.merge(moments));
            return (sum.people() > 0).then(|| Others { rates: sum.rates(), n_eff: sum.n_eff() });
        }
        let (people, weights) = self.choose(|name| name != self.categories[at]);
        (people.people > 0)
            .then(|| Others { rates: win_rates(&people, &weights), n_eff: people.n_eff(&weights) })
    }

    fn choose(&self, keep: impl Fn(&str) -> bool) -> Chosen<'a> {
        let Headline { sample, weights, verified } = *self.headline;
        if let Some(margin) = self.margin {
            let keeps = |cell: &Cell| cell.categories[margin].is_some_and(&keep);
            return (sample.within(keeps), weights.to_vec());
        }
        let people = Sample::select(self.frame, |group| {
            let category = group.strata.get(self.stratum).and_then(Option::as_deref);
            group.counts_as(verified) && category.is_some_and(&keep)
        });
        // Both list their cells in one order.
        let mut all = sample.cells.iter().zip(weights);
        let weight = |cell: &Cell| {
            all.find(|(known, _)| known.categories == cell.categories).map_or(1.0, |(_, w)| *w)
        };
        let weights = people.cells.iter().map(weight).collect();
        (people, weights)
    }
}
