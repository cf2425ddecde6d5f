//! What a ranking says of ballots whose outcome is known by hand.

use super::*;
use crate::priority::sample::items_asked;
use crate::priority::{Ballot, Group, Margin};

/// Single picks over three items: source, verified, language, pick, count.
fn picks(cast: &[(&str, bool, &str, usize, u64)]) -> Statistics {
    let mut statistics = Statistics::new(Items::Count(3));
    for &(source, verified, language, pick, count) in cast {
        let strata = BTreeMap::from([("lang".to_owned(), Some(language.to_owned()))]);
        let group = Group { verified, ..Group::verified(source, strata) };
        statistics.add(&group, &Ballot::new(3, None, &[vec![pick]]).unwrap(), count);
    }
    statistics
}

fn settings() -> Settings {
    Settings { k: 1, draws: 2_000, ..Settings::default() }
}

fn by_language(shares: &[(&str, f64)]) -> Settings {
    let targets = shares.iter().map(|&(name, share)| (name.to_owned(), share)).collect();
    Settings { margins: vec![Margin { name: "lang".to_owned(), targets }], ..settings() }
}

#[test]
fn unverified_people_stand_beside_the_headline_never_in_it() {
    let known = [("sms/pick", true, "en", 0, 40), ("sms/pick", true, "en", 1, 10)];
    let brigade = ("web/pick", false, "en", 2, 5_000);
    let alone = rank(&picks(&known), &settings()).unwrap();
    let beside = rank(&picks(&[known[0], known[1], brigade]), &settings()).unwrap();
    assert_eq!((&beside.theta, &beside.cov, beside.n), (&alone.theta, &alone.cov, 50));
    assert_eq!(beside.sources["web/pick/unverified"].n, 5_000);
    assert!(!beside.flags.contains(&Flag::Unverified));
}

#[test]
fn without_a_verified_ballot_the_unverified_view_says_so() {
    let ranking = rank(&picks(&[("web/pick", false, "en", 2, 30)]), &settings()).unwrap();
    assert_eq!((ranking.n, ranking.rank[2]), (30, 1));
    assert!(ranking.flags.contains(&Flag::Unverified));
}

#[test]
fn where_all_who_are_known_were_set_aside_the_others_stand_in_and_it_is_told() {
    let mut statistics = picks(&[("web/pick", false, "en", 2, 30)]);
    let aside = Group {
        set_aside: Some("copies".to_owned()),
        ..Group::verified("sms/pick", BTreeMap::new())
    };
    statistics.add(&aside, &Ballot::new(3, None, &[vec![0]]).unwrap(), 20);
    let ranking = rank(&statistics, &settings()).unwrap();
    assert_eq!((ranking.n, ranking.rank[2]), (30, 1));
    assert!(ranking.flags.contains(&Flag::Unverified));
    let told = ranking.set_aside.unwrap();
    assert_eq!((told.ballots, told.rank_with_them), (20, vec![1, 2, 2]));
}

#[test]
fn ten_people_are_too_few_and_eleven_are_not() {
    let flags = |count| rank(&picks(&[("web/pick", true, "en", 2, count)]), &settings());
    assert!(flags(10).unwrap().flags.contains(&Flag::TooFew));
    assert!(!flags(11).unwrap().flags.contains(&Flag::TooFew));
}

#[test]
fn weights_can_turn_the_order_and_both_orders_are_shown() {
    let cast = [("sms/pick", true, "en", 0, 60), ("sms/pick", true, "es", 1, 40)];
    let ranking = rank(&picks(&cast), &by_language(&[("en", 0.3), ("es", 0.7)])).unwrap();
    assert_eq!((ranking.rank, ranking.unweighted.rank), (vec![2, 1, 3], vec![1, 2, 3]));
    assert_eq!(ranking.weight_by_cell.keys().collect::<Vec<_>>(), ["lang=en", "lang=es"]);
    assert_eq!(ranking.nobody_chose, [2]);
}

#[test]
fn a_source_that_lacks_a_language_is_shown_unweighted_with_the_reason() {
    let cast = [("sms/pick", true, "en", 0, 60), ("web/pick", true, "es", 1, 40)];
    let ranking = rank(&picks(&cast), &by_language(&[("en", 0.5), ("es", 0.5)])).unwrap();
    let because = ranking.sources["sms/pick"].unweighted_because.as_deref().unwrap();
    assert!(because.contains("lang=es"), "{because}");
    assert_eq!(ranking.pooled, None, "it does not speak for the people of the margins");
}

#[test]
fn the_tipping_point_is_the_gap_at_the_cut_times_the_odds_of_answering() {
    let cast = [("sms/pick", true, "en", 0, 60), ("sms/pick", true, "en", 1, 40)];
    let asked = Settings { response_rate: Some(0.2), ..settings() };
    let ranking = rank(&picks(&cast), &asked).unwrap();
    // θ is ¼ + ¾ of the share that picked it: the gap is 0.15, the odds are 1 to 4.
    assert!((ranking.tipping_point.unwrap() - 0.15 / 4.0).abs() < 1e-12);
    assert_eq!(rank(&picks(&cast), &settings()).unwrap().tipping_point, None);
}

#[test]
fn one_ballot_ranks_but_leaves_every_rank_open() {
    let ranking = rank(&picks(&[("sms/pick", true, "en", 0, 1)]), &settings()).unwrap();
    assert_eq!(ranking.rank, [1, 2, 2]);
    assert_eq!(ranking.rank_set, [(1, 3); 3]);
    assert_eq!(ranking.tier, [Tier::TooClose; 3]);
}

#[test]
fn items_that_nothing_connects_have_ranks_in_their_part_and_no_tier() {
    let mut statistics = Statistics::new(Items::Count(4));
    let group = Group::verified("web/pair", BTreeMap::new());
    for (slate, pick) in [([0, 1], 1), ([2, 3], 2)] {
        let ballot = Ballot::new(4, Some(&slate), &[vec![pick]]).unwrap();
        statistics.add(&group, &ballot, 50);
    }
    let ranking = rank(&statistics, &settings()).unwrap();
    assert_eq!(ranking.parts, [vec![0, 1], vec![2, 3]]);
    assert_eq!(ranking.rank, [2, 1, 1, 2]);
    assert_eq!(ranking.tier, [Tier::TooClose; 4]);
    assert!(ranking.flags.contains(&Flag::Disconnected));
}

#[test]
fn what_cannot_be_ranked_is_refused() {
    let nothing = picks(&[]);
    assert_eq!(rank(&nothing, &settings()).unwrap_err(), RankError::NoBallots);
    let one = Statistics::new(Items::Names(vec!["rides".to_owned()]));
    assert_eq!(rank(&one, &settings()).unwrap_err(), RankError::Items(1));
    for k in [0, 3, 4] {
        let asked = Settings { k, ..settings() };
        let refused = rank(&nothing, &asked).unwrap_err();
        assert_eq!(refused, RankError::Top { k, items: 3 });
        assert!(refused.to_string().starts_with("k must be from 1 to 2, "), "{refused}");
    }
    let asked = Settings { response_rate: Some(1.5), ..settings() };
    assert_eq!(rank(&nothing, &asked).unwrap_err(), RankError::ResponseRate(1.5));
}

#[test]
fn what_nobody_chose_is_never_told_to_be_at_the_top() {
    let cast = [("sms/pick", true, "en", 0, 20)];
    let ranking = rank(&picks(&cast), &Settings { k: 2, ..settings() }).unwrap();
    assert_eq!(
        (ranking.rank.as_slice(), ranking.nobody_chose.as_slice()),
        (&[1, 2, 2][..], &[1, 2][..])
    );
    assert_eq!(ranking.tier, [Tier::Clear, Tier::Lower, Tier::Lower]);
}

#[test]
fn only_what_somebody_was_asked_about_has_been_asked() {
    let mut statistics = Statistics::new(Items::Count(4));
    let ballot = |slate: &[usize]| Ballot::new(4, Some(slate), &[vec![slate[0]]]).unwrap();
    let (known, open) = (Group::verified("sms/top1", BTreeMap::new()), Group::default());
    statistics.add(&open, &ballot(&[3, 0]), 30);
    assert_eq!(items_asked(&statistics), [0, 3], "the unverified stand in");
    statistics.add(&known, &ballot(&[2, 0]), 2);
    assert_eq!(items_asked(&statistics), [0, 2]);
    statistics.add(&known, &Ballot::new(4, None, &[vec![1]]).unwrap(), 1);
    assert_eq!(items_asked(&statistics), [0, 1, 2, 3]);
}
