//! Counts by group that can be shown without telling of any 1 to 10 people.
//!
//! What is hidden cannot be worked out from what is shown: not from the sum, which everybody may
//! know, and not from knowing by which rule counts are hidden.

/// The largest count that is hidden.
pub const SMALL: i64 = 10;

/// The counts that may be shown beside their sum, `None` for one that is hidden; nothing at all
/// if hiding fewer than all of them does not keep the small ones secret.
///
/// Hides 1 to 10. Where the sum of those would give one of them away, also the last count that is
/// larger, and the one before it, until the sum of the hidden leaves the small ones open. Which
/// larger one goes along is a matter of its place and never of its size: the smallest of them,
/// say, would tell by its neighbours how much it can hold.
pub fn hide_small_cells(counts: &[i64]) -> Option<Vec<Option<i64>>> {
    hide_up_to(SMALL, counts)
}

/// Whether a count tells of few people, none apart.
pub fn is_small(count: i64) -> bool {
    (1..=SMALL).contains(&count)
}

/// Whether a published count may be replaced by today's: who sees both must not learn of 1 to 10
/// people who came or went.
pub fn may_refresh(published: i64, now: i64) -> bool {
    (now - published).abs() > SMALL
}

/// Whether a share shown in whole percent of a known number of people tells that 1 to 10 of them
/// are in it, or that 1 to 10 are not.
pub fn share_tells_few(percent: i64, people: i64) -> bool {
    // Every count that rounds to the share, half up.
    let rounds_to = |count: &i64| (200 * count + people) / (2 * people) == percent;
    let tells = |few: &dyn Fn(i64) -> i64| {
        let mut counts = (0..=people).filter(rounds_to).peekable();
        counts.peek().is_some() && counts.all(|count| is_small(few(count)))
    };
    people > 0 && (tells(&|count| count) || tells(&|count| people - count))
}

fn hide_up_to(most_hidden: i64, counts: &[i64]) -> Option<Vec<Option<i64>>> {
    let is_small = |cell: &usize| (1..=most_hidden).contains(&counts[*cell]);
    let mut hidden: Vec<usize> = (0..counts.len()).filter(is_small).collect();
    let small = i64::try_from(hidden.len()).unwrap_or(i64::MAX);
    let sum = |cells: &[usize]| cells.iter().map(|&cell| counts[cell]).sum::<i64>();
    // Small ones by themselves: each may be anything from 1 to the most.
    let leaves_open = (most_hidden + small - 1)..=(most_hidden * (small - 1) + 1);
    if small > 0 && !leaves_open.contains(&sum(&hidden)) {
        let mut needed = 2 * (most_hidden + small);
        let larger = (0..counts.len()).rev().filter(|&cell| counts[cell] > most_hidden);
        for cell in larger {
            hidden.push(cell);
            if sum(&hidden) >= needed {
                break;
            }
            needed += most_hidden + 1;
        }
    }
    if small > 0 && sum(&hidden) == counts.iter().sum::<i64>() {
        return None;
    }
    let is_hidden = |cell: &usize| hidden.contains(cell);
    Some((0..counts.len()).map(|cell| (!is_hidden(&cell)).then_some(counts[cell])).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn large_counts_and_zeros_are_shown() {
        assert_eq!(hide_small_cells(&[201, 0, 11]), Some(vec![Some(201), Some(0), Some(11)]));
    }

    #[test]
    fn one_small_count_takes_the_last_larger_one_along() {
        assert_eq!(hide_small_cells(&[201, 4, 38]), Some(vec![Some(201), None, None]));
        assert_eq!(hide_small_cells(&[38, 4, 201]), Some(vec![Some(38), None, None]));
    }

    #[test]
    fn small_counts_whose_sum_gives_them_away_take_a_neighbour_along() {
        assert_eq!(hide_small_cells(&[80, 50, 1, 1]), Some(vec![Some(80), None, None, None]));
        assert_eq!(hide_small_cells(&[90, 50, 10, 9]), Some(vec![Some(90), None, None, None]));
        assert_eq!(hide_small_cells(&[90, 50, 5, 6]), Some(vec![Some(90), Some(50), None, None]));
    }

    #[test]
    fn nothing_is_shown_where_hiding_does_not_help() {
        assert_eq!(hide_small_cells(&[10, 9]), None);
        assert_eq!(hide_small_cells(&[50, 1]), None);
        assert_eq!(hide_small_cells(&[50, 0, 1]), None, "nor that nobody said the other");
        assert_eq!(hide_small_cells(&[3]), None);
    }

    #[test]
    fn a_published_count_stands_until_eleven_more_people_came_or_went() {
        let may = [30, 31, 40, 41, 20, 19].map(|now| may_refresh(30, now));
        assert_eq!(may, [false, false, false, true, false, true]);
    }

    #[test]
    fn a_share_is_told_if_every_count_it_can_be_is_small() {
        assert!(share_tells_few(33, 12), "it is 4");
        assert!(share_tells_few(67, 12), "the others are 4");
        assert!(!share_tells_few(50, 40));
        assert!(!share_tells_few(0, 12) && !share_tells_few(100, 12));
        // Of 1,000 people 1 % is 5 to 14.
        assert!(!share_tells_few(1, 1_000) && share_tells_few(1, 600));
        assert!(!share_tells_few(34, 12), "it is the share of nobody");
        assert!(!share_tells_few(0, 0));
    }

    /// What everybody can see of a table: its sum, and the counts shown.
    type Seen = (i64, Option<Vec<Option<i64>>>);

    /// Every table of that many counts below a bound, by what is seen of it.
    fn by_what_is_seen(most_hidden: i64, cells: u32, bound: i64) -> BTreeMap<Seen, Vec<Vec<i64>>> {
        let mut tables: BTreeMap<Seen, Vec<Vec<i64>>> = BTreeMap::new();
        for number in 0..bound.pow(cells) {
            let counts: Vec<i64> =
                (0..cells).map(|cell| number / bound.pow(cell) % bound).collect();
            let shown = hide_up_to(most_hidden, &counts);
            tables.entry((counts.iter().sum(), shown)).or_default().push(counts);
        }
        tables
    }

    /// Somebody who knows the rule, the sum and what is shown sets every table beside it that
    /// looks the same. Of a table with more people than are ever hidden, no small count may be the
    /// same in all of them.
    #[test]
    fn no_small_count_can_be_computed_by_somebody_who_knows_the_rule() {
        for (most_hidden, cells, bound) in
            [(2, 2, 24), (2, 4, 16), (2, 5, 12), (3, 3, 24), (3, 4, 16), (10, 3, 60)]
        {
            for ((sum, shown), tables) in by_what_is_seen(most_hidden, cells, bound) {
                // Beyond this sum, tables that look the same would lie outside of the bound.
                if sum <= most_hidden || sum >= bound {
                    continue;
                }
                for cell in 0..cells as usize {
                    let values: BTreeSet<i64> = tables.iter().map(|counts| counts[cell]).collect();
                    let only = values.first().filter(|_| values.len() == 1);
                    let is_told = only.is_some_and(|only| (1..=most_hidden).contains(only));
                    assert!(!is_told, "up to {most_hidden}: {sum} {shown:?} {tables:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_count_from_1_to_10_is_shown_and_none_is_hidden_alone(
            counts in proptest::collection::vec(0_i64..60, 0..8)
        ) {
            if let Some(shown) = hide_small_cells(&counts) {
                prop_assert!(shown.iter().flatten().all(|count| !is_small(*count)));
                prop_assert!(shown.iter().filter(|count| count.is_none()).count() != 1);
            }
        }
    }
}
