//! What may be said of an item's place in words.

use serde::{Deserialize, Serialize};

/// How surely an item belongs to the top `k`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// In the top with probability .95 or more, and nothing contradicts the ranking.
    Clear,
    /// In the top with probability .80 or more.
    Probable,
    /// Between: all of these stay on a shortlist.
    TooClose,
    /// In the top with probability below .20.
    Lower,
}

impl Tier {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Probable => "probable",
            Self::TooClose => "too_close",
            Self::Lower => "lower",
        }
    }

    /// The tier for a probability of being in the top; a contradicted ranking has no clear one.
    pub fn new(p_top_k: f64, contradicted: bool) -> Self {
        match p_top_k {
            p if p >= 0.95 && !contradicted => Self::Clear,
            p if p >= 0.80 => Self::Probable,
            p if p >= 0.20 => Self::TooClose,
            _ => Self::Lower,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tier::{Clear, Lower, Probable, TooClose};
    use super::*;

    #[test]
    fn bounds_belong_to_the_better_tier() {
        let tiers = [1.0, 0.95, 0.949, 0.8, 0.799, 0.2, 0.199].map(|p| Tier::new(p, false));
        assert_eq!(tiers, [Clear, Clear, Probable, Probable, TooClose, TooClose, Lower]);
    }

    #[test]
    fn nothing_is_clear_in_a_contradicted_ranking() {
        assert_eq!(Tier::new(1.0, true), Probable);
    }
}
