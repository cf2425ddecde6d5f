//! Asking people by text: who is asked, when, once, and what ends it.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

mod support;
#[path = "support/phone.rs"]
#[expect(dead_code, reason = "the dialogue itself is the business of other tests")]
mod phone;
#[path = "durability/provider.rs"]
#[expect(dead_code, reason = "it is never silent here")]
mod provider;
#[path = "durability/server.rs"]
#[expect(dead_code, reason = "its webhooks are the business of other tests")]
mod server;
#[path = "support/silent.rs"]
mod looking;
#[path = "support/signing_in.rs"]
mod signing_in;
#[path = "asking/panel.rs"]
mod panel;
#[path = "asking/adding.rs"]
mod adding;
#[path = "asking/ending.rs"]
mod ending;
#[path = "asking/hours.rs"]
mod hours;
#[path = "asking/kills.rs"]
mod kills;
#[path = "asking/pages.rs"]
mod pages;
#[path = "asking/sharing.rs"]
mod sharing;
#[path = "asking/standing.rs"]
mod standing;
#[path = "asking/who.rs"]
mod who;
