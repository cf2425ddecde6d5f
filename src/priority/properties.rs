//! What holds for every set of ballots.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Ballot, Group, Items, Margin, Ranking, Settings, Statistics, rank};

const ITEMS: usize = 5;

type Cast = (Group, Ballot, u64);

/// A ballot by the tier of each item; items whose tier is past the last were not shown.
fn ballot(tiers: &[usize]) -> Ballot {
    let slate: Vec<usize> = (0..ITEMS).filter(|&item| tiers[item] <= ITEMS).collect();
    let tier = |tier: usize| slate.iter().copied().filter(|&item| tiers[item] == tier).collect();
    let tiers: Vec<Vec<usize>> = (0..=ITEMS).map(tier).collect();
    Ballot::new(ITEMS, Some(&slate), &tiers).unwrap()
}

fn group(number: usize) -> Group {
    let language = ["en", "es", "ht"].get(number % 4).map(|&language| language.to_owned());
    let cluster = (number % 5 == 4).then(|| format!("hall-{}", number % 3));
    let strata = BTreeMap::from([("lang".to_owned(), language)]);
    let source = if number.is_multiple_of(2) { "sms/scale" } else { "web/scale" };
    let set_aside = (number % 12 == 11).then(|| "one address".to_owned());
    Group { cluster, verified: number % 7 < 5, set_aside, ..Group::verified(source, strata) }
}

fn cast(shown_up_to: usize) -> impl Strategy<Value = Vec<Cast>> {
    let one = (0..12_usize, prop::collection::vec(0..=shown_up_to, ITEMS), 1..4_u64);
    let one = one.prop_map(|(at, tiers, count)| (group(at), ballot(&tiers), count));
    prop::collection::vec(one, 1..40)
}

/// Ballots over all items, or over any of them.
fn any_cast() -> impl Strategy<Value = Vec<Cast>> {
    prop_oneof![cast(ITEMS), cast(ITEMS + 2)]
}

fn counted(cast: &[Cast]) -> Statistics {
    Statistics::collect(Items::Count(ITEMS), cast)
}

fn settings() -> Settings {
    let targets = [("en", 0.6), ("es", 0.3), ("ht", 0.1)];
    let targets = targets.map(|(name, share)| (name.to_owned(), share));
    let circle = ["en", "es", "ht", "en"].map(str::to_owned);
    let neighbours = circle.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
    Settings {
        margins: vec![Margin { name: "lang".to_owned(), targets: BTreeMap::from(targets) }],
        neighbours: BTreeMap::from([("lang".to_owned(), neighbours)]),
        draws: 1_000,
        ..Settings::default()
    }
}

/// Statistics and ranking as text: equal texts are equal bits.
fn text(statistics: &Statistics) -> (String, String) {
    let ranking = rank(statistics, &settings()).map_err(|error| error.to_string());
    (serde_json::to_string(statistics).unwrap(), serde_json::to_string(&ranking).unwrap())
}

/// Every list of rates or worths over all items that a ranking holds, by what it is of.
fn all_rates(ranking: &Ranking) -> Vec<(String, Vec<f64>)> {
    let mut rates = vec![
        ("headline".to_owned(), ranking.theta.clone()),
        ("unweighted".to_owned(), ranking.unweighted.theta.clone()),
    ];
    let model = ranking.plackett_luce.as_ref();
    rates.extend(model.map(|model| ("model".to_owned(), model.log_worth.clone())));
    let pooled = ranking.pooled.as_ref().filter(|pooled| pooled.items.is_none());
    rates.extend(pooled.map(|pooled| ("pooled".to_owned(), pooled.theta.clone())));
    let sources = ranking.sources.iter();
    rates.extend(sources.map(|(name, source)| (name.clone(), source.theta.clone())));
    let groups = ranking.lens.groups.iter().filter(|group| !group.theta.is_empty());
    rates.extend(groups.map(|group| (group.category.clone(), group.theta.clone())));
    rates
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn ballots_added_and_withdrawn_leave_no_trace(stay in any_cast(), go in any_cast()) {
        let before = counted(&stay);
        let mut after = counted(&stay);
        for (group, ballot, count) in &go {
            after.add(group, ballot, *count);
        }
        for (group, ballot, count) in &go {
            after.withdraw(group, ballot, *count).unwrap();
        }
        prop_assert!(before == after);
        prop_assert_eq!(text(&before), text(&after));
    }

    #[test]
    fn the_order_of_arrival_never_matters(
        (cast, shuffled) in any_cast().prop_flat_map(|cast| (Just(cast.clone()), Just(cast).prop_shuffle())),
    ) {
        let mut one_by_one = Statistics::new(Items::Count(ITEMS));
        for (group, ballot, count) in &shuffled {
            one_by_one.add(group, ballot, *count);
        }
        prop_assert_eq!(text(&counted(&cast)), text(&one_by_one));
    }

    #[test]
    fn statistics_read_back_are_the_same(cast in any_cast()) {
        let statistics = counted(&cast);
        let json = serde_json::to_string(&statistics).unwrap();
        let back: Statistics = serde_json::from_str(&json).unwrap();
        prop_assert!(back == statistics);
        prop_assert_eq!(text(&back), text(&statistics));
    }

    #[test]
    fn renaming_the_items_permutes_the_ranking(
        cast in any_cast(),
        names in Just((0..ITEMS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let rename = |ballot: &Ballot| {
            let tiers: Vec<Vec<usize>> = ballot.tiers();
            let tiers: Vec<Vec<usize>> =
                tiers.iter().map(|tier| tier.iter().map(|&item| names[item]).collect()).collect();
            Ballot::new(ITEMS, Some(&tiers.concat()), &tiers).unwrap()
        };
        let renamed: Vec<Cast> = cast
            .iter()
            .map(|(group, ballot, count)| (group.clone(), rename(ballot), *count))
            .collect();
        let ranked = rank(&counted(&cast), &settings());
        let again = rank(&counted(&renamed), &settings());
        prop_assert_eq!(ranked.is_ok(), again.is_ok());
        if let (Ok(ranked), Ok(again)) = (ranked, again) {
            for (item, &name) in names.iter().enumerate() {
                prop_assert_eq!(ranked.rank[item], again.rank[name]);
                prop_assert_eq!(ranked.rank_set_bonferroni[item], again.rank_set_bonferroni[name]);
                prop_assert_eq!(
                    ranked.nobody_chose.contains(&item),
                    again.nobody_chose.contains(&name)
                );
            }
            let (ranked, again) = (all_rates(&ranked), all_rates(&again));
            prop_assert_eq!(ranked.len(), again.len());
            for ((what, rates), (_, renamed)) in ranked.iter().zip(&again) {
                prop_assert_eq!(rates.len(), renamed.len());
                for (item, rate) in rates.iter().enumerate() {
                    let other = renamed[names[item]];
                    prop_assert!((rate - other).abs() < 1e-7, "{}: {} {}", what, rate, other);
                }
            }
        }
    }

    #[test]
    fn doubling_every_ballot_changes_no_order(cast in cast(ITEMS)) {
        let doubled: Vec<Cast> =
            cast.iter().map(|(group, ballot, count)| (group.clone(), ballot.clone(), 2 * count)).collect();
        let (once, twice) = (rank(&counted(&cast), &settings()), rank(&counted(&doubled), &settings()));
        prop_assert_eq!(once.map(|ranking| ranking.rank), twice.map(|ranking| ranking.rank));
    }
}
