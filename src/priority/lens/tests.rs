//! Groups whose standing is known by hand.

use super::*;
use crate::priority::discoveries::CERTAIN;
use crate::priority::{Ballot, Group, Items, Margin, Ranking, Statistics, rank};

/// Single picks over three items by verified people: language, session, pick, count.
fn picked(cast: &[(Option<&str>, Option<&str>, usize, u64)], margins: Vec<Margin>) -> Ranking {
    picked_for(1, cast, margins)
}

/// The same for a top of `k`.
fn picked_for(
    k: usize,
    cast: &[(Option<&str>, Option<&str>, usize, u64)],
    margins: Vec<Margin>,
) -> Ranking {
    let mut statistics = Statistics::new(Items::Count(3));
    for &(language, session, pick, count) in cast {
        let strata = BTreeMap::from([("lang".to_owned(), language.map(str::to_owned))]);
        let cluster = session.map(str::to_owned);
        let group = Group { cluster, ..Group::verified("sms/pick", strata) };
        statistics.add(&group, &Ballot::new(3, None, &[vec![pick]]).unwrap(), count);
    }
    let settings = Settings { k, draws: 2_000, margins, ..Settings::default() };
    rank(&statistics, &settings).unwrap()
}

fn languages(shares: &[(&str, f64)]) -> Vec<Margin> {
    let targets = shares.iter().map(|&(name, share)| (name.to_owned(), share)).collect();
    vec![Margin { name: "lang".to_owned(), targets }]
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64]) {
    let close = |(found, expected): (&f64, &f64)| (found - expected).abs() < 1e-12;
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(expected).all(close), "{found:?} {expected:?}");
}

const EN: Option<&str> = Some("en");
const ES: Option<&str> = Some("es");

#[test]
fn two_groups_that_want_different_things_by_hand() {
    let ranking = picked(&[(EN, None, 0, 400), (ES, None, 1, 32), (ES, None, 2, 8)], vec![]);
    let [english, spanish] = &ranking.lens.groups[..] else { panic!("two groups") };
    assert_eq!((english.category.as_str(), english.n, spanish.n), ("en", 400, 40));
    // θ is ¼ + ¾ of the share that picked it.
    assert_close(&english.theta, &[1.0, 0.25, 0.25]);
    assert_close(&spanish.theta, &[0.25, 0.85, 0.4]);
    assert_eq!(spanish.rank, [3, 1, 2]);
    assert_close(&spanish.gap, &[-0.75, 0.6, 0.15]);
    // Among the 40 the variance of ¾ of a pick is 9/16 · 0.16 · 40/39; among the others it is 0.
    let error = (0.5625 * 0.16 / 39.0_f64).sqrt();
    assert_close(&spanish.gap_z, &[-CERTAIN, 0.6 / error, 0.15 / error]);
    assert_eq!(spanish.differs, [true; 3]);
    assert_eq!((spanish.missed_by_average.as_slice(), ranking.rank[1]), (&[1][..], 2));
    assert_eq!(english.missed_by_average, [0; 0]);
    let view = &ranking.lens.by_stratum["lang"];
    assert_close(&view.equal_groups.theta, &[0.625, 0.55, 0.325]);
    assert_close(&view.worst_group.theta, &[0.25, 0.25, 0.25]);
    assert_eq!(view.worst_group.rank, [1, 1, 1]);
}

#[test]
fn what_nobody_in_a_group_chose_is_not_missed_by_the_average() {
    let cast = [(EN, None, 0, 300), (EN, None, 1, 100), (ES, None, 1, 40)];
    let ranking = picked_for(2, &cast, vec![]);
    let spanish = &ranking.lens.groups[1];
    // They all picked 1, so that 0 and 2 share the second place among them.
    assert_eq!((spanish.rank[2], spanish.p_top_k.as_ref().unwrap()[2]), (2, 1.0));
    assert!(ranking.p_top_k[2] <= NOT_IN_THE_TOP);
    assert_eq!(spanish.missed_by_average, [0; 0]);
}

#[test]
fn groups_too_small_to_rank_are_named_and_no_more() {
    let cast = |spanish: u64| {
        let ranking =
            picked(&[(EN, None, 0, 50), (EN, None, 1, 50), (ES, None, 2, spanish)], vec![]);
        (ranking.lens.groups[1].clone(), ranking.lens.by_stratum["lang"].clone())
    };
    let (ten, of_english) = cast(10);
    assert_eq!((ten.category.as_str(), ten.n, ten.deff), ("es", 10, None));
    assert!(ten.theta.is_empty() && ten.rank.is_empty() && ten.p_top_k.is_none());
    assert_close(&of_english.equal_groups.theta, &[0.625, 0.625, 0.25]);
    let (eleven, _) = cast(11);
    assert_eq!((eleven.rank.as_slice(), eleven.deff), (&[2, 2, 1][..], Some(1.0)));
    let (thirty, _) = cast(30);
    assert!(
        eleven.p_top_k.is_none() && eleven.gap.is_empty() && eleven.missed_by_average.is_empty()
    );
    assert_eq!(thirty.p_top_k, Some(vec![0.0, 0.0, 1.0]));
    assert_eq!(thirty.gap.len(), 3);
}

#[test]
fn who_prefers_not_to_say_is_in_no_group_and_not_among_the_others() {
    let ranking = picked(&[(EN, None, 0, 50), (ES, None, 1, 50), (None, None, 2, 90)], vec![]);
    let groups = &ranking.lens.groups;
    assert_eq!(groups.iter().map(|group| group.n).collect::<Vec<_>>(), [50, 50]);
    assert_close(&groups[0].gap, &[0.75, -0.75, 0.0]);
}

#[test]
fn a_person_weighs_in_a_group_what_they_weigh_in_the_headline() {
    let cast = [(EN, None, 0, 80), (EN, None, 1, 20), (ES, None, 1, 20), (ES, None, 2, 80)];
    let ranking = picked(&cast, languages(&[("en", 0.9), ("es", 0.1)]));
    let [english, spanish] = &ranking.lens.groups[..] else { panic!("two groups") };
    let mean = |item: usize| 0.9 * english.theta[item] + 0.1 * spanish.theta[item];
    assert_close(&ranking.theta, &[mean(0), mean(1), mean(2)]);
    assert_close(&[english.n_eff, spanish.n_eff], &[100.0, 100.0]);
}

#[test]
fn a_session_that_both_groups_came_to_moves_both() {
    // Every session is of one mind, whoever sits in it, so that the groups never differ: the
    // sessions' covariance takes all of the variance of the gap away.
    let halls = ["a", "b", "c", "d"];
    let cast: Vec<_> = halls
        .iter()
        .zip([0, 1, 2, 0])
        .flat_map(|(&hall, pick)| [(EN, Some(hall), pick, 20), (ES, Some(hall), pick, 20)])
        .collect();
    let groups = picked(&cast, vec![]).lens.groups;
    assert_close(&groups[0].gap, &[0.0; 3]);
    let mut turned = cast.clone();
    turned[0] = (EN, Some("a"), 1, 20);
    let groups = picked(&turned, vec![]).lens.groups;
    // In session a they differ by (−¾, ¾, 0) and each group is a quarter in each session.
    assert_close(&groups[0].gap, &[-0.1875, 0.1875, 0.0]);
    // Per session ¼ of the difference less the mean gap: (−¾ + 3/16, 3 × 3/16)/4; 4/3 of squares.
    let squares = (0.5625_f64.powi(2) + 3.0 * 0.1875_f64.powi(2)) / 16.0 * 4.0 / 3.0;
    assert_close(&groups[0].gap_z[..2], &[-0.1875 / squares.sqrt(), 0.1875 / squares.sqrt()]);
}
