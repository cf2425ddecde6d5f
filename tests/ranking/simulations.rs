//! What the ranking makes of people whose true preferences are known, because they are invented.
//!
//! Every seed is fixed: the same people answer each time.

use std::collections::BTreeMap;

use hearth::priority::{
    Ballot, Flag, Group, Items, Ranking, Settings, Signal, Statistics, Tier, rank,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const TOP: usize = 3;

struct People(ChaCha8Rng);

impl People {
    fn new(seed: u8) -> Self {
        Self(ChaCha8Rng::from_seed([seed; 32]))
    }

    /// Between 0 and 1.
    fn uniform(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / f64::from(u32::MAX)
    }

    /// The first three of the slate, each drawn among what is left by its worth.
    fn top_three(&mut self, worths: &[f64], slate: &[usize]) -> Ballot {
        let mut left = slate.to_vec();
        let tiers: Vec<Vec<usize>> = (0..TOP)
            .map(|_| {
                let total: f64 = left.iter().map(|&item| worths[item]).sum();
                let mut at = self.uniform() * total;
                let taken = left.iter().position(|&item| {
                    at -= worths[item];
                    at <= 0.0
                });
                vec![left.remove(taken.unwrap_or(left.len() - 1))]
            })
            .collect();
        Ballot::new(worths.len(), Some(slate), &tiers).unwrap()
    }
}

fn everything(items: usize) -> Vec<usize> {
    (0..items).collect()
}

fn from(source: &str) -> Group {
    Group::verified(source, BTreeMap::new())
}

fn ranked(statistics: &Statistics, draws: usize) -> Ranking {
    rank(statistics, &Settings { draws, ..Settings::default() }).unwrap()
}

/// Average win rates over all people there could be: every top three with its chance.
fn true_rates(worths: &[f64]) -> Vec<f64> {
    let m = worths.len();
    let total: f64 = worths.iter().sum();
    let others = f64::from(u32::try_from(m - 1).unwrap());
    // Unnamed items are beaten by the three and tie with each other.
    let unnamed = 0.5 * (others - 3.0) / others;
    let mut rates = vec![unnamed; m];
    for first in 0..m {
        for second in (0..m).filter(|&i| i != first) {
            for third in (0..m).filter(|&i| i != first && i != second) {
                let left = [total, total - worths[first], total - worths[first] - worths[second]];
                let stages = [first, second, third].into_iter().zip(left);
                let chance: f64 = stages.map(|(item, left)| worths[item] / left).product();
                for (item, behind) in [(first, 0.0), (second, 1.0), (third, 2.0)] {
                    rates[item] += chance * ((others - behind) / others - unnamed);
                }
            }
        }
    }
    rates
}

fn places(values: &[f64]) -> Vec<usize> {
    values.iter().map(|own| 1 + values.iter().filter(|other| *other > own).count()).collect()
}

#[test]
fn of_what_is_called_so_probable_so_much_is_in_the_top() {
    const ITEMS: usize = 8;
    const BINS: usize = 5;
    let mut people = People::new(1);
    let (mut said, mut true_in, mut counted) = ([0.0; BINS], [0.0; BINS], [0.0; BINS]);
    for _ in 0..600 {
        let worths: Vec<f64> = (0..ITEMS).map(|_| (1.2 * people.uniform()).exp()).collect();
        let mut statistics = Statistics::new(Items::Count(ITEMS));
        for _ in 0..150 {
            let ballot = people.top_three(&worths, &everything(ITEMS));
            statistics.add(&from("sms/top3"), &ballot, 1);
        }
        let truth = places(&true_rates(&worths));
        for (item, p) in ranked(&statistics, 400).p_top_k.into_iter().enumerate() {
            let bins = f64::from(u32::try_from(BINS).unwrap());
            let bin =
                (0..BINS - 1).find(|&bin| p * bins < f64::from(u32::try_from(bin).unwrap()) + 1.0);
            let bin = bin.unwrap_or(BINS - 1);
            said[bin] += p;
            true_in[bin] += f64::from(u8::from(truth[item] <= TOP));
            counted[bin] += 1.0;
        }
    }
    for bin in 0..BINS {
        let (said, found) = (said[bin] / counted[bin], true_in[bin] / counted[bin]);
        println!("{said:.3} {found:.3} of {}", counted[bin]);
        assert!(counted[bin] >= 50.0, "a bin of {}", counted[bin]);
        assert!((said - found).abs() <= 0.05, "called {said}, found {found}");
    }
}

#[test]
fn the_best_item_is_first_though_only_the_last_fifth_was_shown_it() {
    const ITEMS: usize = 10;
    const LATE: usize = ITEMS - 1;
    let worths: Vec<f64> = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 1.5].to_vec();
    let mut people = People::new(2);
    let runs = 20;
    let (mut places_found, mut places_counted) = (0, 0);
    for _ in 0..runs {
        let mut statistics = Statistics::new(Items::Count(ITEMS));
        let mut named = vec![0.0; ITEMS];
        for person in 0..500 {
            let slate = everything(if person < 400 { LATE } else { ITEMS });
            let ballot = people.top_three(&worths, &slate);
            ballot.tiers()[..TOP].iter().flatten().for_each(|&item| named[item] += 1.0);
            statistics.add(&from("sms/top3"), &ballot, 1);
        }
        places_counted += places(&named)[LATE];
        places_found += ranked(&statistics, 10).rank[LATE];
    }
    println!("{places_found} and, by how often it was named, {places_counted} in {runs} runs");
    assert_eq!(places_counted, 10 * runs);
    assert!(places_found <= runs + runs / 4, "{places_found}");
}

#[test]
fn a_brigade_is_contested_and_stays_out_if_nobody_knows_its_people() {
    const ITEMS: usize = 6;
    let worths = [6.0, 5.0, 4.0, 2.0, 1.5, 1.0];
    let last = ITEMS - 1;
    let mut people = People::new(3);
    let mut statistics = Statistics::new(Items::Count(ITEMS));
    for source in ["sms/top3", "web/top3"] {
        for _ in 0..300 {
            let ballot = people.top_three(&worths, &everything(ITEMS));
            statistics.add(&from(source), &ballot, 1);
        }
    }
    let honest = ranked(&statistics, 1_000);
    assert!(honest.flags.is_empty(), "{:?}", honest.flags);
    assert_eq!(honest.rank[last], ITEMS);

    let invented = Ballot::new(ITEMS, None, &[vec![last], vec![4], vec![3]]).unwrap();
    let link = from("link/top3");
    let mut known = statistics.clone();
    known.add(&link, &invented, 5_000);
    let contested = ranked(&known, 1_000);
    assert_eq!(contested.rank[last], 1);
    assert!(contested.flags.contains(&Flag::Contested));
    assert!(!contested.tier.contains(&Tier::Clear));
    assert_eq!(contested.leave_one_source_out["link/top3"], honest.rank);
    let is_told = |signal: &Signal| matches!(signal, Signal::SourceDiffers { source, .. } if source == "link/top3");
    assert!(contested.signals.iter().any(is_told), "{:?}", contested.signals);

    statistics.add(&Group { verified: false, ..link }, &invented, 5_000);
    let beside = ranked(&statistics, 1_000);
    assert_eq!((&beside.theta, &beside.rank), (&honest.theta, &honest.rank));
    assert_eq!((&beside.tier, &beside.flags), (&honest.tier, &honest.flags));
}
