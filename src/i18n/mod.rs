//! Languages, the texts of the interface in each of them, and what people text.

mod columns;
mod language;
mod language_words;
mod messages;
mod normalise;
mod phrases;
mod word_file;
mod words;

pub use columns::{ColumnWords, Heading, column_words};
pub use language::{Language, Texts};
pub use language_words::{DateOrder, DatePart, Glue, LanguageWords, NumberWord, Pieces};
pub use messages::{I18n, I18nError, MessageFault, Value, speaks};
pub use normalise::Folded;
pub use phrases::Phrases;
pub use words::{Keyword, Sentence, Words, WordsError};
