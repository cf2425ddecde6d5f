//! Journeys of people and the places they come to.

mod phones;
pub mod sites;

pub use phones::know_phone;
