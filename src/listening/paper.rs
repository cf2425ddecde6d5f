//! Dots on paper, counted table by table by two people who do not see each other's numbers.

use std::collections::{BTreeMap, BTreeSet};

/// What one person counted at one table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableTotals {
    /// How many people sat there.
    pub people: u32,
    /// Dots by statement; none where nothing is said.
    pub dots: BTreeMap<i64, u32>,
}

/// Where two counts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// In how many people sat there.
    People(u32, u32),
    /// In how many dots lie on a statement.
    Dots {
        /// The statement.
        statement: i64,
        /// What the first counted.
        first: u32,
        /// What the second counted.
        second: u32,
    },
}

/// The totals of a table that two people counted alike, or else where they differ: then both count
/// again, and neither is right by being first.
///
/// # Errors
/// Every [`Difference`], that in people first, then by statement.
pub fn agreed(first: &TableTotals, second: &TableTotals) -> Result<TableTotals, Vec<Difference>> {
    let mut differences = Vec::new();
    if first.people != second.people {
        differences.push(Difference::People(first.people, second.people));
    }
    let statements: BTreeSet<&i64> = first.dots.keys().chain(second.dots.keys()).collect();
    let counted = |of: &TableTotals, statement: &i64| of.dots.get(statement).copied().unwrap_or(0);
    differences.extend(statements.into_iter().filter_map(|statement| {
        let (first, second) = (counted(first, statement), counted(second, statement));
        (first != second).then_some(Difference::Dots { statement: *statement, first, second })
    }));
    if differences.is_empty() { Ok(first.clone()) } else { Err(differences) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(people: u32, dots: &[(i64, u32)]) -> TableTotals {
        TableTotals { people, dots: dots.iter().copied().collect() }
    }

    #[test]
    fn two_who_count_alike_agree_and_nothing_is_as_good_as_none() {
        let (first, second) = (totals(6, &[(1, 12), (2, 0)]), totals(6, &[(1, 12)]));
        assert_eq!(agreed(&first, &second), Ok(first.clone()));
    }

    #[test]
    fn every_difference_is_told() {
        let found = agreed(&totals(6, &[(1, 12), (3, 1)]), &totals(7, &[(1, 11), (2, 4), (3, 1)]));
        let dots = |statement, first, second| Difference::Dots { statement, first, second };
        let expected = vec![Difference::People(6, 7), dots(1, 12, 11), dots(2, 0, 4)];
        assert_eq!(found, Err(expected));
    }
}
