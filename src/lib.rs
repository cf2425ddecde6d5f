//! Hearth: what a community health center's patients say matters, and what is done about it.
//!
//! The rooms stand in the order a voice travels through them. A room imports only rooms above it
//! and the ground floor; `tests/architecture.rs` keeps the walls.

// The commands.
pub mod app;
pub mod routes;
pub mod cli;

// The rooms.
pub mod staff;
pub mod people;
pub mod consent;
pub mod calls;
pub mod topic;
pub mod survey;
pub mod response;
pub mod mention;
pub mod conversation;
pub mod enrolment;
pub mod erasure;
pub mod outreach;
pub mod listening;
pub mod population;
pub mod priority;
pub mod backlog;
pub mod report;
pub mod inbound;

// The ground floor.
pub mod outbox;
pub mod services;
pub mod metrics;
pub mod i18n;
pub mod web;
pub mod storage;
pub mod crypto;
pub mod clock;
pub mod config;
