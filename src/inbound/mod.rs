//! A text message comes in: whom it is from, and that it is taken once.

pub mod flow;
pub mod web;
