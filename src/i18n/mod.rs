//! Languages, and the texts of the interface in each of them.

mod language;

pub use language::{Language, Texts};
