//! What a ranking is asked for besides its ballots.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How to weight, what to look for and how often to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The population's margins, in the order cells are written; none: every weight is 1.
    #[serde(serialize_with = "write_margins", deserialize_with = "read_margins")]
    pub margins: Vec<Margin>,
    /// Margin → category → the category that takes over its target where nobody is in it.
    pub neighbours: BTreeMap<String, BTreeMap<String, String>>,
    /// Smallest and largest weight, relative to a mean of 1; `None` leaves weights as they are.
    pub trim: Option<(f64, f64)>,
    /// How many places are "the top".
    pub k: usize,
    /// Draws for the probability of being in the top `k`.
    pub draws: usize,
    /// Where the draws start.
    pub seed: u64,
    /// Share of those asked who answered, 0 to 1.
    pub response_rate: Option<f64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            margins: Vec::new(),
            neighbours: BTreeMap::new(),
            trim: Some((0.2, 5.0)),
            k: 3,
            draws: 10_000,
            seed: 1,
            response_rate: None,
        }
    }
}

/// One stratum's shares in the population.
#[derive(Clone, Debug, PartialEq)]
pub struct Margin {
    /// The stratum, as `lang`.
    pub name: String,
    /// Category → share; together 1.
    pub targets: BTreeMap<String, f64>,
}

/// As a map in the given order, which is the order in which a cell's name lists its strata.
fn write_margins<S: Serializer>(margins: &[Margin], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(margins.len()))?;
    for margin in margins {
        map.serialize_entry(&margin.name, &margin.targets)?;
    }
    map.end()
}

pub(super) fn read_margins<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Margin>, D::Error> {
    struct Margins;
    impl<'de> Visitor<'de> for Margins {
        type Value = Vec<Margin>;

        fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
            formatter.write_str("margins: stratum, then category, then share")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut margins = Vec::new();
            while let Some((name, targets)) = map.next_entry()? {
                margins.push(Margin { name, targets });
            }
            Ok(margins)
        }
    }
    deserializer.deserialize_map(Margins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_keep_their_order_through_json() {
        let json = r#"{"margins":{"lang":{"en":0.5,"es":0.5},"age":{"18+":1.0}},"seed":7}"#;
        let settings: Settings = serde_json::from_str(json).unwrap();
        let names: Vec<_> = settings.margins.iter().map(|margin| margin.name.as_str()).collect();
        assert_eq!(names, ["lang", "age"]);
        assert_eq!((settings.k, settings.seed, settings.trim), (3, 7, Some((0.2, 5.0))));
        let written = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&written).unwrap(), settings);
    }
}
