//! Read-only pages over several rooms: how is it going, how many gave which answer, and the answers
//! taken out.
//!
//! Invariant: no count of 1 to 10 people is shown or can be worked out, and nobody is counted or
//! taken out whose consent to improvement work does not stand.

mod counts;
mod export;
pub mod first_run;
pub mod flow;
mod store;
pub mod web;

pub use crate::people::FEWEST_PEOPLE;
pub use counts::{Answered, Counts, Label, Row, count_answers};
pub use export::{Columns, cell};
