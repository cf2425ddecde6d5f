//! Weights that bring the people who answered to the people we serve.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Settings;

/// Cycles after which raking stops, and the relative error of a margin at which it may.
const MOST_CYCLES: usize = 50;
const CLOSE_ENOUGH: f64 = 1e-8;

/// How far a margin's targets may be from summing to 1.
const SUM_TOLERANCE: f64 = 1e-6;

/// People who share a category in every margin.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// One category per margin, in the margins' order; `None` is "prefer not to say".
    pub categories: Arc<[Option<&'a str>]>,
    /// How many people, more than zero.
    pub people: f64,
}

/// One weight per cell, relative to a mean of 1 over people.
#[derive(Clone, Debug, PartialEq)]
pub struct Raking {
    /// The weights, in the cells' order.
    pub weights: Vec<f64>,
    /// Largest relative distance left between a weighted margin and its target.
    pub margin_error: f64,
}

/// Why the sample cannot be weighted to the population.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WeightError {
    /// Targets are shares and must sum to 1.
    #[error("the targets of `{margin}` sum to {sum}, not to 1")]
    TargetSum {
        /// The margin.
        margin: String,
        /// Their sum.
        sum: f64,
    },
    /// A target is negative or not a number.
    #[error("the target of `{margin}={category}` is not a share between 0 and 1")]
    NotAShare {
        /// The margin.
        margin: String,
        /// The category.
        category: String,
    },
    /// The population has people where the sample has none, and no neighbour takes them over.
    #[error(
        "nobody in `{margin}={category}` answered, but its target is {target}: \
         name a neighbour to collapse it into"
    )]
    EmptyCategory {
        /// The margin.
        margin: String,
        /// The category.
        category: String,
        /// Its share of the population.
        target: f64,
    },
    /// The sample has people whom the margin does not know.
    #[error("people in `{margin}={category}` answered, but the margin has no target for it")]
    NoTarget {
        /// The margin.
        margin: String,
        /// The category.
        category: String,
    },
    /// Trimming bounds must hold 1 between them.
    #[error("weights cannot be trimmed to between {0} and {1}")]
    Trim(f64, f64),
}

/// Cell weights that bring the sample's margins to the population's.
///
/// People who prefer not to say are left as they are on that margin, and its targets are shares of
/// the others.
///
/// # Errors
/// [`WeightError`] if targets are no shares, or if sample and targets do not cover each other.
///
/// Source: Deming & Stephan 1940; trimming inside the loop after Izrael, Battaglia & Frankel 2009.
pub fn rake(cells: &[Cell], settings: &Settings) -> Result<Raking, WeightError> {
    if let Some((least, most)) = settings.trim
        && !(0.0..=1.0).contains(&least) | !(1.0..=f64::MAX).contains(&most)
    {
        return Err(WeightError::Trim(least, most));
    }
    let margins = (0..settings.margins.len())
        .map(|margin| fitted(cells, settings, margin))
        .collect::<Result<Vec<_>, _>>()?;
    let people: &[f64] = &cells.iter().map(|cell| cell.people).collect::<Vec<_>>();
    let mut weights = vec![1.0; cells.len()];
    let mut margin_error = largest_error(&weights, people, &margins);
    for _ in 0..MOST_CYCLES {
        if margin_error < CLOSE_ENOUGH {
            break;
        }
        for margin in &margins {
            margin.fit(&mut weights, people);
        }
        scale_to_mean_one(&mut weights, people);
        if let Some((least, most)) = settings.trim {
            for weight in &mut weights {
                *weight = weight.clamp(least, most);
            }
            scale_to_mean_one(&mut weights, people);
        }
        margin_error = largest_error(&weights, people, &margins);
    }
    Ok(Raking { weights, margin_error })
}

/// One margin: the categories that somebody is in.
struct Fitted(Vec<Category>);

/// Who is in a category, and its share of those who answered.
struct Category {
    members: Vec<usize>,
    target: f64,
}

impl Fitted {
    fn fit(&self, weights: &mut [f64], people: &[f64]) {
        let (total, held) = self.held(weights, people);
        for (Category { members, target }, held) in self.0.iter().zip(held) {
            if held > 0.0 {
                for &cell in members {
                    weights[cell] *= target * total / held;
                }
            }
        }
    }

    fn error(&self, weights: &[f64], people: &[f64]) -> f64 {
        let (total, held) = self.held(weights, people);
        let error = |(Category { target, .. }, held): (&Category, f64)| {
            let off = (held / total - target).abs();
            off / if *target > 0.0 { *target } else { 1.0 }
        };
        self.0.iter().zip(held).map(error).fold(0.0, f64::max)
    }

    /// How much all weigh who answered, and how much those in each category do.
    fn held(&self, weights: &[f64], people: &[f64]) -> (f64, Vec<f64>) {
        let mut total = 0.0;
        let mut held = vec![0.0; self.0.len()];
        for (held, Category { members, .. }) in held.iter_mut().zip(&self.0) {
            for &cell in members {
                let weight = weights[cell] * people[cell];
                *held += weight;
                total += weight;
            }
        }
        (total, held)
    }
}

/// One margin with its empty categories collapsed into their neighbours.
fn fitted(cells: &[Cell], settings: &Settings, index: usize) -> Result<Fitted, WeightError> {
    let margin = &settings.margins[index];
    let name = || margin.name.clone();
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (cell, Cell { categories, .. }) in cells.iter().enumerate() {
        if let Some(category) = categories[index] {
            members.entry(category).or_default().push(cell);
        }
    }
    let mut targets: BTreeMap<&str, f64> = BTreeMap::new();
    for (category, &target) in &margin.targets {
        if !(0.0..=1.0).contains(&target) {
            return Err(WeightError::NotAShare { margin: name(), category: category.clone() });
        }
        let heir =
            heir(category, |category| members.contains_key(category), settings, &margin.name);
        match heir {
            Some(heir) => *targets.entry(heir).or_insert(0.0) += target,
            None if target > 0.0 => {
                let category = category.clone();
                return Err(WeightError::EmptyCategory { margin: name(), category, target });
            }
            None => {}
        }
    }
    let sum: f64 = margin.targets.values().sum();
    if (sum - 1.0).abs() > SUM_TOLERANCE {
        return Err(WeightError::TargetSum { margin: name(), sum });
    }
    let category = |(category, members): (&str, Vec<usize>)| {
        if !margin.targets.contains_key(category) {
            return Err(WeightError::NoTarget { margin: name(), category: category.to_owned() });
        }
        Ok(Category { members, target: targets.get(category).copied().unwrap_or(0.0) / sum })
    };
    members.into_iter().map(category).collect::<Result<_, _>>().map(Fitted)
}

/// The category itself if anybody is in it, else the first neighbour down the line who has people.
fn heir<'a>(
    category: &'a str,
    has_people: impl Fn(&str) -> bool,
    settings: &'a Settings,
    margin: &str,
) -> Option<&'a str> {
    let neighbours = settings.neighbours.get(margin);
    let next = |category: &&'a str| neighbours?.get(*category).map(String::as_str);
    // A line of neighbours that closes on itself ends after as many steps as there are names.
    let steps = neighbours.map_or(0, BTreeMap::len) + 1;
    std::iter::successors(Some(category), next).take(steps).find(|&name| has_people(name))
}

fn scale_to_mean_one(weights: &mut [f64], people: &[f64]) {
    let total: f64 = people.iter().zip(&*weights).map(|(people, weight)| weight * people).sum();
    let people: f64 = people.iter().sum();
    for weight in weights {
        *weight *= people / total;
    }
}

fn largest_error(weights: &[f64], people: &[f64], margins: &[Fitted]) -> f64 {
    margins.iter().map(|margin| margin.error(weights, people)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::priority::Margin;

    fn margin(name: &str, targets: &[(&str, f64)]) -> Margin {
        let targets = targets.iter().map(|&(name, share)| (name.to_owned(), share)).collect();
        Margin { name: name.to_owned(), targets }
    }

    fn cell<'a>(categories: &[&'a str], people: f64) -> Cell<'a> {
        let said = |&name: &&'a str| (name != "?").then_some(name);
        Cell { categories: categories.iter().map(said).collect(), people }
    }

    fn settings(margins: Vec<Margin>) -> Settings {
        Settings { margins, ..Settings::default() }
    }

    fn close(left: &[f64], right: &[f64]) -> bool {
        left.iter().zip(right).all(|(left, right)| (left - right).abs() < 1e-9)
    }

    #[test]
    fn one_margin_is_met_at_once() {
        let cells = [cell(&["en"], 80.0), cell(&["es"], 20.0)];
        let raking = rake(&cells, &settings(vec![margin("lang", &[("en", 0.5), ("es", 0.5)])]));
        assert!(close(&raking.unwrap().weights, &[0.625, 2.5]));
    }

    #[test]
    fn two_margins_are_both_met() {
        let cells = [
            cell(&["en", "old"], 40.0),
            cell(&["en", "young"], 20.0),
            cell(&["es", "old"], 10.0),
            cell(&["es", "young"], 30.0),
        ];
        let lang = margin("lang", &[("en", 0.5), ("es", 0.5)]);
        let age = margin("age", &[("old", 0.4), ("young", 0.6)]);
        let raking = rake(&cells, &settings(vec![lang, age])).unwrap();
        let held: Vec<f64> =
            cells.iter().zip(&raking.weights).map(|(cell, weight)| cell.people * weight).collect();
        assert!((held[0] + held[1] - 50.0).abs() < 1e-5);
        assert!((held[0] + held[2] - 40.0).abs() < 1e-5);
        assert!(raking.margin_error < CLOSE_ENOUGH);
    }

    #[test]
    fn who_prefers_not_to_say_keeps_weight_one() {
        let cells = [cell(&["en"], 60.0), cell(&["es"], 20.0), cell(&["?"], 20.0)];
        let raking = rake(&cells, &settings(vec![margin("lang", &[("en", 0.5), ("es", 0.5)])]));
        assert!(close(&raking.unwrap().weights, &[40.0 / 60.0, 2.0, 1.0]));
    }

    #[test]
    fn trimmed_weights_say_how_far_they_miss_the_margins() {
        let cells = [cell(&["en"], 990.0), cell(&["es"], 10.0)];
        let raking = rake(&cells, &settings(vec![margin("lang", &[("en", 0.5), ("es", 0.5)])]));
        let raking = raking.unwrap();
        // 50/99 and 50, trimmed to 50/99 and 5, and scaled by what is then the mean, 0.55.
        assert!(close(&raking.weights, &[50.0 / 99.0 / 0.55, 5.0 / 0.55]), "{raking:?}");
        assert!((raking.margin_error - 9.0 / 11.0).abs() < 1e-9, "{raking:?}");
    }

    #[test]
    fn an_empty_category_is_collapsed_into_its_neighbour_or_refused() {
        let cells = [cell(&["en"], 80.0), cell(&["es"], 20.0)];
        let targets = [("en", 0.5), ("es", 0.3), ("ht", 0.2)];
        let mut settings = settings(vec![margin("lang", &targets)]);
        let refused = rake(&cells, &settings).unwrap_err();
        assert!(matches!(refused, WeightError::EmptyCategory { category, .. } if category == "ht"));

        let declared = BTreeMap::from([("ht".to_owned(), "es".to_owned())]);
        settings.neighbours.insert("lang".to_owned(), declared);
        assert!(close(&rake(&cells, &settings).unwrap().weights, &[0.625, 2.5]));
    }

    #[test]
    fn neighbours_in_a_circle_are_refused_not_followed_for_ever() {
        let cells = [cell(&["en"], 1.0)];
        let targets = [("en", 0.5), ("es", 0.3), ("ht", 0.2)];
        let mut settings = settings(vec![margin("lang", &targets)]);
        let circle = [("ht", "es"), ("es", "ht")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        settings.neighbours.insert("lang".to_owned(), BTreeMap::from(circle));
        assert!(matches!(rake(&cells, &settings), Err(WeightError::EmptyCategory { .. })));
    }

    #[test]
    fn targets_that_do_not_sum_to_one_or_miss_a_category_are_refused() {
        let cells = [cell(&["en"], 1.0), cell(&["vi"], 1.0)];
        let refused = |targets: &[(&str, f64)]| {
            rake(&cells, &settings(vec![margin("lang", targets)])).unwrap_err()
        };
        assert!(matches!(refused(&[("en", 0.5), ("vi", 0.4)]), WeightError::TargetSum { .. }));
        assert!(matches!(refused(&[("en", 1.5), ("vi", -0.5)]), WeightError::NotAShare { .. }));
        assert!(matches!(refused(&[("en", 1.0)]), WeightError::NoTarget { .. }));
    }
}
