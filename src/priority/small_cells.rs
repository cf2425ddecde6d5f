//! Counts by group that can be shown without telling of any 1 to 10 people.
//!
//! What is hidden cannot be worked out from what is shown, the total included.

/// The largest count that is hidden.
const SMALL: i64 = 10;

/// The counts that may be shown beside their sum, `None` for one that is hidden; nothing at all
/// if hiding some of them does not keep the small ones secret.
///
/// Hides 1 to 10, and as many further counts, the smallest first, as it takes until a hidden one
/// may be anything from 1 to 10 for all that can be computed.
pub fn hide_small_cells(counts: &[i64]) -> Option<Vec<Option<i64>>> {
    let mut order: Vec<usize> = (0..counts.len()).filter(|&cell| counts[cell] > 0).collect();
    order.sort_by_key(|&cell| (counts[cell], cell));
    let small = order.iter().filter(|&&cell| counts[cell] <= SMALL).count();
    let hidden =
        (small..=order.len()).find(|&hidden| is_secret(counts, &order[..hidden], small))?;
    let is_hidden = |cell: &usize| order[..hidden].contains(cell);
    Some((0..counts.len()).map(|cell| (!is_hidden(&cell)).then_some(counts[cell])).collect())
}

/// Whether the sum of the hidden counts, which anybody can compute, leaves each of them open.
fn is_secret(counts: &[i64], hidden: &[usize], small: usize) -> bool {
    if hidden.is_empty() {
        return true;
    }
    let sum: i64 = hidden.iter().map(|&cell| counts[cell]).sum();
    let others = i64::try_from(hidden.len() - 1).unwrap_or(i64::MAX);
    let most = sum - others;
    // If none but small counts are hidden, the others hold 10 each at most.
    let least = if hidden.len() == small { sum - SMALL * others } else { 1 };
    others > 0 && most >= SMALL && least <= 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn large_counts_and_zeros_are_shown() {
        assert_eq!(hide_small_cells(&[201, 0, 11]), Some(vec![Some(201), Some(0), Some(11)]));
    }

    #[test]
    fn one_small_count_takes_its_smallest_neighbour_along() {
        assert_eq!(hide_small_cells(&[201, 4, 38]), Some(vec![Some(201), None, None]));
    }

    #[test]
    fn small_counts_whose_sum_gives_them_away_take_a_neighbour_along() {
        assert_eq!(hide_small_cells(&[50, 1, 1]), Some(vec![None, None, None]));
        assert_eq!(hide_small_cells(&[90, 50, 10, 9]), Some(vec![Some(90), None, None, None]));
        assert_eq!(hide_small_cells(&[90, 50, 5, 6]), Some(vec![Some(90), Some(50), None, None]));
    }

    #[test]
    fn nothing_is_shown_where_hiding_does_not_help() {
        assert_eq!(hide_small_cells(&[10, 9]), None);
        assert_eq!(hide_small_cells(&[3]), None);
    }

    proptest! {
        #[test]
        fn no_count_from_1_to_10_is_shown_and_none_is_hidden_alone(
            counts in proptest::collection::vec(0_i64..60, 0..8)
        ) {
            if let Some(shown) = hide_small_cells(&counts) {
                prop_assert!(shown.iter().flatten().all(|count| !(1..=SMALL).contains(count)));
                prop_assert!(shown.iter().filter(|count| count.is_none()).count() != 1);
            }
        }
    }
}
