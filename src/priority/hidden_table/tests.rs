//! Tables by hand, and any table against somebody who tries every table that looks the same.

use std::ops::RangeInclusive;

use proptest::prelude::*;

use super::*;

fn shown(rows: &[&[i64]]) -> Vec<Vec<Option<i64>>> {
    let rows: Vec<Vec<i64>> = rows.iter().map(|row| row.to_vec()).collect();
    let table = hide_small_cells_in_table(&rows);
    let body = table.cells.into_iter().zip(table.row_totals);
    let mut lines: Vec<Vec<_>> =
        body.map(|(row, total)| [row.as_slice(), &[total]].concat()).collect();
    lines.push([table.column_totals.as_slice(), &[table.total]].concat());
    lines
}

const HIDDEN: Option<i64> = None;

#[test]
fn large_counts_and_zeros_are_shown() {
    assert_eq!(
        shown(&[&[20, 0], &[11, 45]]),
        [
            [Some(20), Some(0), Some(20)],
            [Some(11), Some(45), Some(56)],
            [Some(31), Some(45), Some(76)]
        ]
    );
}

#[test]
fn one_small_count_hides_a_square_of_four() {
    // 4 takes along 30, the smaller in its row; both columns then 40 and 50, which close the square.
    assert_eq!(
        shown(&[&[4, 30, 60], &[40, 50, 70], &[90, 80, 99]]),
        [
            [HIDDEN, HIDDEN, Some(60), Some(94)],
            [HIDDEN, HIDDEN, Some(70), Some(160)],
            [Some(90), Some(80), Some(99), Some(269)],
            [Some(134), Some(160), Some(229), Some(523)]
        ]
    );
}

#[test]
fn a_small_total_is_hidden_with_what_would_give_it_away() {
    assert_eq!(
        shown(&[&[3, 4], &[50, 60]]),
        [[HIDDEN, HIDDEN, HIDDEN], [HIDDEN, HIDDEN, HIDDEN], [Some(53), Some(64), Some(117)]]
    );
}

#[test]
fn sums_that_bound_a_hidden_count_hide_more() {
    // 9 and 10 of 19: were they hidden alone, neither could be less than 9 in a table of two rows
    // whose other hidden row sums to 2.
    let table = hide_small_cells_in_table(&[vec![9, 10, 50], vec![1, 1, 70], vec![60, 80, 90]]);
    assert_eq!(table.cells[0][..2], [None, None]);
    let is_more_hidden = table.cells[0][2].is_none() || table.row_totals[0].is_none();
    assert!(is_more_hidden || table.column_totals[0].is_none(), "{table:?}");
}

#[test]
fn a_table_of_few_people_shows_its_zeros_and_nothing_else() {
    assert_eq!(shown(&[&[4, 0]]), [[None, Some(0), None], [None, Some(0), None]]);
    assert_eq!(shown(&[&[]]), [[Some(0)], [Some(0)]]);
    assert_eq!(shown(&[]), [[Some(0)]]);
}

/// All that each count of a table can be, totals included, found by trying every table of cells up
/// to a bound that shows the same.
struct Guesser<'a> {
    table: &'a HiddenTable,
    bound: i64,
    cells: Vec<Vec<i64>>,
    ranges: Vec<Option<RangeInclusive<i64>>>,
}

impl Guesser<'_> {
    fn ranges(table: &HiddenTable, bound: i64) -> Vec<RangeInclusive<i64>> {
        let (height, width) = (table.cells.len(), table.cells[0].len());
        let cells = vec![vec![0; width]; height];
        let mut guesser =
            Guesser { table, bound, cells, ranges: vec![None; (height + 1) * (width + 1)] };
        guesser.guess(0);
        guesser.ranges.into_iter().map(|range| range.expect("the table itself")).collect()
    }

    fn guess(&mut self, at: usize) {
        let width = self.cells[0].len();
        let (row, column) = (at / width, at % width);
        let is_row_right = |row: usize| {
            let sum: i64 = self.cells[row].iter().sum();
            self.table.row_totals[row].is_none_or(|total| total == sum)
        };
        if column == 0 && row > 0 && !is_row_right(row - 1) {
            return;
        }
        if row == self.cells.len() {
            return self.note();
        }
        let values = match self.table.cells[row][column] {
            Some(count) => count..=count,
            None => 0..=self.bound,
        };
        for count in values {
            self.cells[row][column] = count;
            self.guess(at + 1);
        }
    }

    fn note(&mut self) {
        let column = |column: usize| self.cells.iter().map(|row| row[column]).sum::<i64>();
        let columns: Vec<i64> = (0..self.cells[0].len()).map(column).collect();
        let total: i64 = columns.iter().sum();
        let mut shown = self.table.column_totals.iter().zip(&columns);
        if !shown.all(|(shown, sum)| shown.is_none_or(|shown| shown == *sum))
            || self.table.total.is_some_and(|shown| shown != total)
        {
            return;
        }
        let rows = self.cells.iter().flat_map(|row| row.iter().copied().chain([row.iter().sum()]));
        for (range, count) in self.ranges.iter_mut().zip(rows.chain(columns).chain([total])) {
            *range = Some(match range.take() {
                Some(known) => count.min(*known.start())..=count.max(*known.end()),
                None => count..=count,
            });
        }
    }
}

/// Two or three rows and columns, small against a rule that hides 1 to 3.
fn tables() -> impl Strategy<Value = Vec<Vec<i64>>> {
    let counts = prop_oneof![3 => 0..=4_i64, 1 => 0..=6_i64];
    (2..=3_usize, 2..=3_usize).prop_flat_map(move |(height, width)| {
        prop::collection::vec(prop::collection::vec(counts.clone(), width), height)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nobody_can_compute_that_a_count_is_small(rows in tables()) {
        const MOST: i64 = 3;
        let table = hide_up_to(MOST, &rows);
        let hidden = table.cells.iter().flatten().filter(|count| count.is_none()).count();
        // Six unknown cells are 11^6 tables at most. To move a small count out of its range moves
        // no other by more than 4, from 6 at most.
        prop_assume!(hidden <= 6);
        for range in Guesser::ranges(&table, 10) {
            let is_told = *range.start() >= 1 && *range.end() <= MOST;
            prop_assert!(!is_told, "{:?}: {:?} of {:?}", range, table, rows);
        }
    }

    #[test]
    fn what_is_shown_is_true_and_large_or_zero(
        rows in prop::collection::vec(prop::collection::vec(0..40_i64, 4), 1..6),
    ) {
        let table = hide_small_cells_in_table(&rows);
        for (shown, counts) in table.cells.iter().zip(&rows) {
            for (shown, count) in shown.iter().zip(counts) {
                prop_assert!(shown.is_none_or(|shown| shown == *count && (shown == 0 || shown > SMALL)));
                prop_assert!(*count > 0 || shown.is_some());
            }
        }
        let sums = rows.iter().map(|row| row.iter().sum::<i64>());
        for (shown, sum) in table.row_totals.iter().zip(sums) {
            prop_assert!(shown.is_none_or(|shown| shown == sum && (shown == 0 || shown > SMALL)));
        }
    }
}
