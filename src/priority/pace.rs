//! What the times and places of answers tell of how they came about: rules over plain lists, for
//! those who keep such times.
//!
//! Nothing here judges a person: what is found is looked at by one.

use super::normal;
use super::poisson::{NO_CHANCE, log_tail};
use super::{real, real_length};

/// Answers are counted per ten minutes.
const BURST_SECONDS: i64 = 600;

/// How often, either way, a bias is seen where there is none.
const POSITION_ERROR: f64 = 0.01;

/// Ten minutes in which far more answers came than is usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burst {
    /// When they began, in seconds, a multiple of 600.
    pub starts_at: i64,
    /// Answers in them.
    pub answers: i64,
    /// The median over ten minutes in which any came.
    pub usual: f64,
}

/// The ten minutes, in order, in which so many answers came as chance does not bring together;
/// `times` are in seconds, in any order.
pub fn bursts(times: &[i64]) -> Vec<Burst> {
    let mut starts: Vec<i64> =
        times.iter().map(|time| time.div_euclid(BURST_SECONDS) * BURST_SECONDS).collect();
    starts.sort_unstable();
    let counted: Vec<(i64, i64)> = starts
        .chunk_by(PartialEq::eq)
        .map(|same| (same[0], i64::try_from(same.len()).expect("a slice is shorter")))
        .collect();
    let counts = counted.iter().map(|&(_, answers)| real(answers)).collect();
    let Some(usual) = median(counts) else { return Vec::new() };
    counted
        .into_iter()
        .filter(|&(_, answers)| log_tail(answers, usual) < NO_CHANCE)
        .map(|(starts_at, answers)| Burst { starts_at, answers, usual })
        .collect()
}

/// Positions of those who took less than a third of the median time, in seconds.
pub fn hurried(seconds: &[f64]) -> Vec<usize> {
    let Some(usual) = median(seconds.to_vec()) else { return Vec::new() };
    (0..seconds.len()).filter(|&at| 3.0 * seconds[at] < usual).collect()
}

/// Whether the first choice hangs on where it stood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PositionBias {
    /// How much further up than the middle the first choice stood, on average, as a share of the
    /// list: from −½, always last, to ½, always first.
    pub shift: f64,
    /// Its sum over the standard error that orders shuffled by chance leave it.
    pub z: f64,
    /// Whether that is more than chance.
    pub is_found: bool,
}

/// Looks for a bias in lists that were shown in an order shuffled for each person: per person the
/// place of the first choice, from 0, and how many choices were shown; `None` if no list held two.
pub fn position_bias(shown: &[(usize, usize)]) -> Option<PositionBias> {
    let lists = || shown.iter().filter(|&&(place, choices)| choices > 1 && place < choices);
    let (mut sum, mut variance, mut people) = (0.0, 0.0, 0_usize);
    for &(place, choices) in lists() {
        let last = real_length(choices - 1);
        sum += 0.5 - real_length(place) / last;
        // Of a place drawn evenly: (c² − 1)/12, over the square of c − 1.
        variance += (last + 2.0) / (12.0 * last);
        people += 1;
    }
    (people > 0).then(|| {
        let z = sum / f64::sqrt(variance);
        let is_found = z.abs() > -normal::quantile(POSITION_ERROR / 2.0);
        PositionBias { shift: sum / real_length(people), z, is_found }
    })
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    Some(if values.len() % 2 == 1 { upper } else { f64::midpoint(values[middle - 1], upper) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_within_ten_minutes_is_a_burst_and_a_busy_hour_is_none() {
        let mut times: Vec<i64> = (0..100).map(|at| at * 300).collect();
        assert_eq!(bursts(&times), []);
        times.extend((0..20).map(|second| 1_200 + second));
        assert_eq!(bursts(&times), [Burst { starts_at: 1_200, answers: 22, usual: 2.0 }]);
        assert_eq!(bursts(&[]), []);
    }

    #[test]
    fn less_than_a_third_of_the_median_is_hurried() {
        assert_eq!(hurried(&[90.0, 29.9, 30.0, 120.0, 91.0]), [1]);
        assert_eq!(hurried(&[10.0, 100.0]), [0], "the median is 55");
        assert_eq!(hurried(&[]), [0; 0]);
    }

    #[test]
    fn choices_that_stand_first_too_often_are_found() {
        let even: Vec<_> = (0..60).map(|at| (at % 6, 6)).collect();
        let bias = position_bias(&even).unwrap();
        assert!(bias.shift.abs() < 1e-12 && !bias.is_found);
        let bias = position_bias(&[(0, 3); 12]).unwrap();
        // Each is ½ from the middle, with variance 1/6.
        assert!((bias.shift - 0.5).abs() < 1e-12 && (bias.z - 6.0 / 2.0_f64.sqrt()).abs() < 1e-12);
        assert!(bias.is_found);
        assert_eq!(position_bias(&[(0, 1), (0, 0)]), None);
    }
}
