//! How strong each item is in paired comparisons, so that a pair hardly ever shown together can
//! be filled in from what is known of its two sides.

use super::{Matrix, real_length};

/// Half a win and half a loss against a ghost of worth 1 keep every worth finite.
const GHOST: f64 = 0.5;

const MOST_STEPS: usize = 100_000;
const CLOSE_ENOUGH: f64 = 1e-12;

/// Each item's worth a: the chance that i comes before j is `a_i / (a_i + a_j)`.
///
/// `wins[i][j]` is how often i came before j, a tie counting half for each.
///
/// Source: Bradley & Terry 1952; the minorize–maximize step of Hunter 2004, with a ghost item.
pub fn worths(wins: &Matrix) -> Vec<f64> {
    let items = wins.len();
    let mut worths = vec![1.0; items];
    for _ in 0..MOST_STEPS {
        let mut next: Vec<f64> = (0..items)
            .map(|i| {
                let won: f64 = wins[i].iter().sum();
                let against = |j: usize| (wins[i][j] + wins[j][i]) / (worths[i] + worths[j]);
                let met: f64 = (0..items).filter(|&j| j != i).map(against).sum();
                (won + GHOST) / (met + 2.0 * GHOST / (worths[i] + 1.0))
            })
            .collect();
        rescale(&mut next);
        let moved = next.iter().zip(&worths).map(|(next, last)| (next / last - 1.0).abs());
        let moved = moved.fold(0.0, f64::max);
        worths = next;
        if moved < CLOSE_ENOUGH {
            break;
        }
    }
    worths
}

/// Rescales so that Σ a/(1+a) = m/2, as it must be at the optimum; without it the scale creeps.
pub fn rescale(worths: &mut [f64]) {
    let half = real_length(worths.len()) / 2.0;
    let mut scale = 1.0;
    // Newton on ln(scale), the sum being a logistic curve in it; a step is at most a factor of 2.
    for _ in 0..60 {
        let (mut sum, mut slope) = (0.0, 0.0);
        for worth in worths.iter() {
            let share = scale * worth / (1.0 + scale * worth);
            sum += share;
            slope += share * (1.0 - share);
        }
        let step = ((half - sum) / slope).clamp(-0.5, 1.0);
        scale *= 1.0 + step;
        if step.abs() < 1e-14 {
            break;
        }
    }
    for worth in worths {
        *worth *= scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_items_stand_as_their_wins_do_but_for_the_ghost() {
        // By symmetry a_2 = 1/a_1, and a_1 solves 3 − 4a/(a + 1/a) + ½ − a/(a + 1) = 0.
        let worths = worths(&vec![vec![0.0, 3.0], vec![1.0, 0.0]]);
        assert!((worths[0] * worths[1] - 1.0).abs() < 1e-9, "{worths:?}");
        let a = worths[0];
        let left = 3.0 - 4.0 * a / (a + 1.0 / a) + 0.5 - a / (a + 1.0);
        assert!(left.abs() < 1e-9, "{left}");
    }

    #[test]
    fn an_item_that_never_lost_keeps_a_finite_worth() {
        let worths =
            worths(&vec![vec![0.0, 10.0, 10.0], vec![0.0, 0.0, 10.0], vec![0.0, 0.0, 0.0]]);
        assert!(worths[0] > worths[1] && worths[1] > worths[2] && worths[0].is_finite());
    }
}
