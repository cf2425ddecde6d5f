//! Languages, and the texts of the interface in each of them.

mod language;
mod messages;

pub use language::{Language, Texts};
pub use messages::{I18n, I18nError, MessageFault, Value};
