//! Journeys of people and the places they come to.

pub mod sites;
