//! Whom the center serves: how many people in each category of what is known of those it asks.
//!
//! Pure. A table of them brings the people who answered to the people who are served, when a
//! ranking is weighted. It never says more than the center counted: what does not fit the categories
//! of the people asked is told before the table counts, and never dropped in silence.
//!
//! Source: `ranking.md` §2.

pub mod flow;
pub mod reading;
pub mod store;
pub mod web;

use crate::people::small_cells::hide_small_cells;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Stratum, category, and the category that takes over its share where nobody is in it.
pub type Neighbours = BTreeMap<String, BTreeMap<String, String>>;

/// How many of the people asked are in each category of each stratum.
pub type Present = BTreeMap<String, BTreeMap<String, usize>>;

/// A table of the people a center serves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// In the order of the file.
    pub strata: Vec<Stratum>,
    /// What stood in the file and does not count.
    pub left_out: Vec<LeftOut>,
}

/// One stratum with how many people are in each of its categories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stratum {
    /// What it is called, as `age`.
    pub name: String,
    /// Category and people, in the order of the file.
    pub categories: Vec<(String, u64)>,
}

/// People in the file who are in no share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Of which stratum.
    pub stratum: String,
    /// The category as it stood there.
    pub category: String,
    /// How many.
    pub people: u64,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why people are in no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeftOut {
    /// They are younger than 18, and adults are asked.
    Minors,
    /// It is not known of them: who answered and did not say is weighted on nothing either.
    NotSaid,
}

/// One stratum's shares, as a ranking is weighted by them.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// The stratum.
    pub name: String,
    /// Category and share; together 1.
    pub targets: BTreeMap<String, f64>,
}

/// Where a table and the people asked do not fit together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misfit {
    /// Nobody asked has anything on record there.
    NoSuchStratum {
        /// The stratum.
        stratum: String,
    },
    /// The center serves such people, and asks none: another category has to take them over.
    Nobody {
        /// The stratum.
        stratum: String,
        /// The category.
        category: String,
    },
    /// The neighbour named for a category is none, or has nobody in it either.
    NoSuchNeighbour {
        /// The stratum.
        stratum: String,
        /// The category.
        category: String,
    },
    /// Such people are asked, and the table does not know them.
    Unknown {
        /// The stratum.
        stratum: String,
        /// The category.
        category: String,
    },
}

impl Stratum {
    /// How many people there are in all.
    pub fn people(&self) -> u64 {
        self.categories.iter().map(|(_, people)| people).sum()
    }

    /// The share of a number of people.
    #[expect(clippy::cast_precision_loss, reason = "nobody serves 2^53 people")]
    pub fn share(&self, people: u64) -> f64 {
        people as f64 / self.people().max(1) as f64
    }

    fn has(&self, category: &str) -> bool {
        self.categories.iter().any(|(known, _)| known == category)
    }
}

impl Table {
    /// The shares of each stratum.
    pub fn shares(&self) -> Vec<Shares> {
        let of = |stratum: &Stratum| Shares {
            name: stratum.name.clone(),
            targets: stratum
                .categories
                .iter()
                .map(|(category, people)| (category.clone(), stratum.share(*people)))
                .collect(),
        };
        self.strata.iter().map(of).collect()
    }

    /// Where the table does not fit the people asked, with the neighbours named.
    pub fn misfits(&self, present: &Present, neighbours: &Neighbours) -> BTreeSet<Misfit> {
        let mut misfits = BTreeSet::new();
        for stratum in &self.strata {
            let name = || stratum.name.clone();
            let Some(asked) = present.get(&stratum.name).filter(|asked| !asked.is_empty()) else {
                misfits.insert(Misfit::NoSuchStratum { stratum: name() });
                continue;
            };
            let named = neighbours.get(&stratum.name);
            for (category, people) in &stratum.categories {
                let neighbour = named.and_then(|named| named.get(category));
                let takes_over = |other: &String| {
                    other != category && stratum.has(other) && asked.contains_key(other)
                };
                let category = category.clone();
                if neighbour.is_some_and(|neighbour| !takes_over(neighbour)) {
                    misfits.insert(Misfit::NoSuchNeighbour { stratum: name(), category });
                } else if *people > 0 && !asked.contains_key(&category) && neighbour.is_none() {
                    misfits.insert(Misfit::Nobody { stratum: name(), category });
                }
            }
            for category in asked.keys().filter(|category| !stratum.has(category)) {
                let category = category.clone();
                misfits.insert(Misfit::Unknown { stratum: name(), category });
            }
        }
        misfits
    }
}

impl Table {
    /// Who could take over for the bands of age in which nobody is: those beside them, in the order
    /// of the table. Of anything else nobody but the center knows what is near to what.
    pub fn suggested(&self, present: &Present) -> Neighbours {
        let ages = self.strata.iter().find(|stratum| stratum.name == "age");
        let Some((ages, asked)) = ages.and_then(|ages| Some((ages, present.get("age")?))) else {
            return Neighbours::new();
        };
        let names: Vec<&String> = ages.categories.iter().map(|(name, _)| name).collect();
        let has_somebody = |at: &usize| asked.contains_key(names[*at]);
        let beside = |at: usize| {
            let (mut before, mut after) = ((0..at).rev(), at + 1..names.len());
            before.find(has_somebody).or_else(|| after.find(has_somebody))
        };
        let empty = (0..names.len()).filter(|at| !has_somebody(at));
        let of_it = empty.filter_map(|at| Some((names[at].clone(), names[beside(at)?].clone())));
        Neighbours::from([("age".to_owned(), of_it.collect())])
    }
}

/// How many of the people asked are in each category.
pub fn present<'a>(people: impl IntoIterator<Item = &'a BTreeMap<String, String>>) -> Present {
    let mut present = Present::new();
    for strata in people {
        for (stratum, category) in strata {
            let categories = present.entry(stratum.clone()).or_default();
            *categories.entry(category.clone()).or_default() += 1;
        }
    }
    present
}

/// The categories whose number of people is not shown, so that none of one to ten can be worked out
/// from the others and from how many there are in all.
pub fn hidden(categories: &BTreeMap<String, usize>) -> BTreeSet<&str> {
    let people = categories.values().map(|&people| i64::try_from(people).unwrap_or(i64::MAX));
    let shown = hide_small_cells(&people.collect::<Vec<_>>());
    let shown = shown.unwrap_or_else(|| vec![None; categories.len()]);
    let names = categories.keys().map(String::as_str).zip(shown);
    names.filter(|(_, people)| people.is_none()).map(|(category, _)| category).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let categories = [("en", 60), ("es", 30), ("vi", 10), ("ar", 0)];
        let categories = categories.map(|(c, people)| (c.to_owned(), people)).to_vec();
        let strata = vec![Stratum { name: "language".to_owned(), categories }];
        Table { strata, left_out: Vec::new() }
    }

    fn asked(categories: &[&str]) -> Present {
        let people: Vec<BTreeMap<String, String>> = categories
            .iter()
            .map(|c| BTreeMap::from([("language".to_owned(), (*c).to_owned())]))
            .collect();
        present(&people)
    }

    fn neighbours(pairs: &[(&str, &str)]) -> Neighbours {
        let pairs = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
        BTreeMap::from([("language".to_owned(), pairs.collect())])
    }

    #[test]
    fn a_small_number_of_people_is_not_shown_and_cannot_be_worked_out() {
        let told = |people: &[(&str, usize)]| {
            let of = people.iter().map(|(category, people)| ((*category).to_owned(), *people));
            let of: BTreeMap<String, usize> = of.collect();
            hidden(&of).into_iter().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told(&[("a", 40), ("b", 11), ("c", 0)]), "");
        assert_eq!(told(&[("a", 40), ("b", 10), ("c", 30)]), "b c");
        assert_eq!(told(&[("a", 40), ("b", 10), ("c", 1)]), "b c");
        assert_eq!(told(&[("b", 10)]), "b");
        assert_eq!(told(&[("a", 40), ("b", 1), ("c", 1)]), "a b c", "two people are two ones");
    }

    #[test]
    fn shares_are_of_those_who_count() {
        let shares = table().shares();
        assert_eq!(shares[0].name, "language");
        assert!((shares[0].targets["es"] - 0.3).abs() < 1e-12);
        assert!((shares[0].targets.values().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_category_with_people_and_nobody_asked_needs_a_neighbour_with_somebody_in_it() {
        let (table, asked) = (table(), asked(&["en", "es", "es"]));
        let told = |named: &[(&str, &str)]| table.misfits(&asked, &neighbours(named));
        let (stratum, category) = ("language".to_owned(), "vi".to_owned());
        let nobody = Misfit::Nobody { stratum: stratum.clone(), category: category.clone() };
        assert_eq!(told(&[]), BTreeSet::from([nobody]), "a share of nothing needs nobody");
        assert!(told(&[("vi", "en")]).is_empty());
        for other in ["vi", "ar", "fr"] {
            let (stratum, category) = (stratum.clone(), category.clone());
            let none = Misfit::NoSuchNeighbour { stratum, category };
            assert_eq!(told(&[("vi", other)]), BTreeSet::from([none]), "{other}");
        }
    }

    #[test]
    fn a_band_of_age_in_which_nobody_is_may_lean_on_the_one_beside_it() {
        let categories = ["18-39", "40-64", "65+"].map(|band| (band.to_owned(), 5)).to_vec();
        let strata = vec![Stratum { name: "age".to_owned(), categories }];
        let table = Table { strata, left_out: Vec::new() };
        let asked = |bands: &[&str]| {
            let bands = bands.iter().map(|band| ((*band).to_owned(), 3)).collect();
            table.suggested(&Present::from([("age".to_owned(), bands)]))
        };
        let told = |bands: &[&str]| format!("{:?}", asked(bands).remove("age"));
        assert_eq!(told(&["18-39", "40-64"]), "Some({\"65+\": \"40-64\"})");
        assert_eq!(told(&["65+"]), "Some({\"18-39\": \"65+\", \"40-64\": \"65+\"})");
        assert!(table.suggested(&Present::new()).is_empty());
    }

    #[test]
    fn whom_the_table_does_not_know_is_told() {
        let stratum = || "language".to_owned();
        let unknown = Misfit::Unknown { stratum: stratum(), category: "ht".to_owned() };
        let asked_too = asked(&["en", "es", "vi", "ht"]);
        assert_eq!(table().misfits(&asked_too, &Neighbours::new()), BTreeSet::from([unknown]));
        let none = Misfit::NoSuchStratum { stratum: stratum() };
        assert_eq!(table().misfits(&Present::new(), &Neighbours::new()), BTreeSet::from([none]));
    }
}
