//! Ballots that came by themselves, and ballots that were brought.

use super::*;
use crate::priority::{Group, Items, Ranking, Statistics, rank};

/// Ballots over five items: source, whether verified, why set aside, tiers, count.
type Cast<'a> = (&'a str, bool, Option<&'a str>, &'a [&'a [usize]], u64);

fn ranked(cast: &[Cast]) -> Ranking {
    let mut statistics = Statistics::new(Items::Count(5));
    for &(source, verified, reason, tiers, count) in cast {
        let group = Group::verified(source, BTreeMap::new());
        let group = Group { verified, set_aside: reason.map(str::to_owned), ..group };
        let tiers: Vec<Vec<usize>> = tiers.iter().map(|tier| tier.to_vec()).collect();
        statistics.add(&group, &Ballot::new(5, None, &tiers).unwrap(), count);
    }
    rank(&statistics, &Settings { k: 1, draws: 2_000, ..Settings::default() }).unwrap()
}

/// Every first and second place, each as often.
fn everything(source: &'static str, count: u64) -> Vec<Cast<'static>> {
    const ONE: [&[usize]; 5] = [&[0], &[1], &[2], &[3], &[4]];
    const BOTH: [[&[usize]; 2]; 20] = {
        let mut both = [[ONE[0]; 2]; 20];
        let mut at = 0;
        while at < 20 {
            let (first, step) = (at / 4, 1 + at % 4);
            both[at] = [ONE[first], ONE[(first + step) % 5]];
            at += 1;
        }
        both
    };
    BOTH.iter().map(|tiers| (source, true, None, tiers.as_slice(), count)).collect()
}

#[test]
fn the_chance_of_a_ballot_is_the_product_of_its_stages() {
    let ballot = |tiers: &[Vec<usize>]| Ballot::new(4, None, tiers).unwrap();
    let worths = [4.0, 3.0, 2.0, 1.0];
    let chance = |tiers: &[Vec<usize>]| chance(&ballot(tiers), &worths).unwrap();
    assert!((chance(&[vec![1], vec![0]]) - 3.0 / 10.0 * 4.0 / 7.0).abs() < 1e-15);
    // A tie of 0 and 1 is 0 before 1 or 1 before 0.
    let tie = 4.0 / 10.0 * 3.0 / 6.0 + 3.0 / 10.0 * 4.0 / 7.0;
    assert!((chance(&[vec![0, 1]]) - tie).abs() < 1e-15);
    let pairs: f64 = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]
        .iter()
        .map(|pair| chance(&[pair.to_vec()]))
        .sum();
    assert!((pairs - 1.0).abs() < 1e-12);
}

#[test]
fn the_same_ballot_far_too_often_is_a_signal_and_an_even_crowd_none() {
    let mut cast = everything("sms/top2", 20);
    assert_eq!(ranked(&cast).signals, []);
    cast.push(("sms/top2", true, None, &[&[3], &[1]], 100));
    let signals = ranked(&cast).signals;
    let [Signal::IdenticalBallots { source, tiers, count, expected }] = &signals[..] else {
        panic!("{signals:?}")
    };
    assert_eq!((source.as_str(), tiers[..2].concat(), *count), ("sms/top2", vec![3, 1], 120));
    // 3 takes 180 of 500 firsts and 1 then about 180 of 320.
    assert!((40.0..70.0).contains(expected), "{expected}");
}

#[test]
fn single_picks_are_as_common_as_they_are() {
    let cast: [Cast; 2] =
        [("sms/top1", true, None, &[&[2]], 900), ("sms/top1", true, None, &[&[0]], 10)];
    assert_eq!(ranked(&cast).signals, []);
}

#[test]
fn a_link_that_says_something_else_is_a_signal_wherever_it_is_counted() {
    for verified in [true, false] {
        let mut cast = everything("sms/top2", 20);
        cast.extend(everything("web/top2", 20));
        assert_eq!(ranked(&cast).signals, []);
        cast.push(("link/top2", verified, None, &[&[4], &[0]], 40));
        cast.push(("link/top2", verified, None, &[&[4], &[2]], 40));
        let signals = ranked(&cast).signals;
        let name = if verified { "link/top2" } else { "link/top2/unverified" };
        let differs = signals.iter().find_map(|signal| match signal {
            Signal::SourceDiffers { source, items, largest_z } if source == name => {
                Some((items.clone(), *largest_z))
            }
            _ => None,
        });
        let (items, largest_z) = differs.unwrap();
        assert!(items.contains(&4) && largest_z > 10.0, "{items:?} {largest_z}");
    }
}

#[test]
fn what_is_set_aside_is_not_counted_and_its_ranking_stands_beside() {
    let mut cast = everything("sms/top2", 5);
    cast.push(("sms/top2", true, None, &[&[0], &[1]], 10));
    let without = ranked(&cast);
    assert_eq!((without.rank[0], without.set_aside.as_ref()), (1, None));
    cast.push(("sms/top2", true, Some("one address"), &[&[4], &[3]], 60));
    cast.push(("web/top2", true, Some("same minute"), &[&[4], &[2]], 15));
    cast.push(("web/top2", false, Some("same minute"), &[&[4], &[2]], 7));
    let with = ranked(&cast);
    assert_eq!((&with.theta, &with.cov, with.n), (&without.theta, &without.cov, 110));
    assert_eq!((&with.sources, &with.lens), (&without.sources, &without.lens));
    let beside = with.set_aside.unwrap();
    let reasons = [("one address".to_owned(), 60), ("same minute".to_owned(), 15)];
    assert_eq!((beside.ballots, beside.reasons), (75, BTreeMap::from(reasons)));
    assert_eq!((beside.rank_with_them[4], with.rank[4] > 1), (1, true));
    let as_one = |cast: &[Cast]| {
        let counted: Vec<Cast> =
            cast.iter().map(|&(s, v, _, tiers, n)| (s, v, None, tiers, n)).collect();
        ranked(&counted).theta
    };
    assert_eq!(beside.theta_with_them, as_one(&cast));
}
