//! The values that answers take.

use chrono::NaiveDate;
use serde::Serialize;

use super::Kind;

/// The value of one answer. As JSON it is what `hearth try` prints and the database keeps.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// `yes_no`.
    YesNo(bool),
    /// `scale`, and `number` without decimals.
    Whole(i64),
    /// `number` with decimals.
    Decimal(f64),
    /// `date`, as `YYYY-MM-DD`.
    Date(NaiveDate),
    /// `single`: the choice's id; `text`: the words as sent.
    Text(String),
    /// `multiple`: ids in file order without repeats; `rank`: ids, best first.
    Choices(Vec<String>),
}

impl Value {
    /// Reads back what [`Serialize`] wrote for a question of that kind; `None` if it does not fit.
    pub fn from_json(kind: Kind, json: &str) -> Option<Self> {
        match kind {
            Kind::YesNo => serde_json::from_str(json).ok().map(Self::YesNo),
            Kind::Scale => serde_json::from_str(json).ok().map(Self::Whole),
            Kind::Number => serde_json::from_str(json)
                .map(Self::Whole)
                .or_else(|_| serde_json::from_str(json).map(Self::Decimal))
                .ok(),
            Kind::Date => serde_json::from_str(json).ok().map(Self::Date),
            Kind::Single | Kind::Text => serde_json::from_str(json).ok().map(Self::Text),
            Kind::Multiple | Kind::Rank => serde_json::from_str(json).ok().map(Self::Choices),
        }
    }
}
