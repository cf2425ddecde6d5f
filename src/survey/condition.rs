//! Skip logic: a condition over earlier answers.

use serde::{Deserialize, Serialize};

/// A `show_if` condition, as written in the definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Condition(pub String);
