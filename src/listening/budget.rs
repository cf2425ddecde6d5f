//! How many dots one person has, and how many they may stack.

use std::collections::BTreeMap;

/// What each person may place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Dots a person.
    pub dots: u32,
    /// Most of them on one statement.
    pub most_on_one: u32,
}

/// The nominal group technique's usual number of dots, half of which may be stacked.
impl Default for Budget {
    fn default() -> Self {
        Self { dots: 8, most_on_one: 4 }
    }
}

/// Why dots are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DotsError {
    /// More than one has.
    #[error("{placed} dots are more than the {has} that one person has")]
    OverBudget {
        /// How many were placed.
        placed: u64,
        /// How many there are.
        has: u32,
    },
    /// More than may lie on one statement.
    #[error("{placed} dots are more than the {most} that may lie on one statement")]
    Stacked {
        /// How many were placed there.
        placed: u32,
        /// How many may lie there.
        most: u32,
    },
}

impl Budget {
    /// Whether a person may place these dots, by statement.
    ///
    /// Checked as they are placed, statement by statement: what is merged afterwards may hold more of
    /// one person than the limit, and takes no dot from anybody.
    ///
    /// # Errors
    /// [`DotsError`] if they are too many, or too many on one statement.
    pub fn check(&self, placed: &BTreeMap<i64, u32>) -> Result<(), DotsError> {
        if let Some(&placed) = placed.values().find(|dots| **dots > self.most_on_one) {
            return Err(DotsError::Stacked { placed, most: self.most_on_one });
        }
        let total: u64 = placed.values().map(|dots| u64::from(*dots)).sum();
        if total > u64::from(self.dots) {
            return Err(DotsError::OverBudget { placed: total, has: self.dots });
        }
        Ok(())
    }

    /// How many are left of it.
    pub fn left(&self, placed: &BTreeMap<i64, u32>) -> u32 {
        placed.values().fold(self.dots, |left, dots| left.saturating_sub(*dots))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_places_more_than_they_have_or_stacks_more_than_they_may() {
        let budget = Budget { dots: 5, most_on_one: 3 };
        let placed = |dots: &[(i64, u32)]| budget.check(&dots.iter().copied().collect());
        assert_eq!(placed(&[]), Ok(()));
        assert_eq!(placed(&[(1, 3), (2, 2)]), Ok(()));
        assert_eq!(placed(&[(1, 4)]), Err(DotsError::Stacked { placed: 4, most: 3 }));
        assert_eq!(placed(&[(1, 3), (2, 3)]), Err(DotsError::OverBudget { placed: 6, has: 5 }));
        assert_eq!(placed(&[(1, u32::MAX)]).unwrap_err().to_string().matches("dots").count(), 1);
        assert_eq!(budget.left(&BTreeMap::from([(1, 3), (2, 1)])), 1);
    }
}
