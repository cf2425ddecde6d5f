//! Listening sessions: in one room everybody is heard, on a phone, on paper or out loud, and what
//! they put first is counted fairly.
//!
//! Pure rules. Whatever is shown of a session is worked out anew from who said and placed what: a
//! merge of statements is a pointer, so that taking it back leaves every dot where it was put.

mod budget;
mod join_code;
mod paper;
mod state;
mod wall;

pub use budget::{Budget, DotsError};
pub use join_code::{JoinCode, NoJoinCode};
pub use paper::{Difference, TableTotals, agreed};
pub use state::State;
pub use wall::{MergeError, Tally, Wall};
