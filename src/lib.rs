//! Hearth: what a community health center's patients say matters, and what is done about it.
//!
//! The rooms stand in the order a voice travels through them. A room imports only rooms above it
//! and the ground floor; `tests/architecture.rs` keeps the walls.

pub mod cli;

// The rooms.
pub mod priority;
pub mod response;
pub mod survey;

// The ground floor.
pub mod i18n;
pub mod outbox;
