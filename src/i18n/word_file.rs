//! The shape of `locales/<tag>/words.toml`: what people text, language by language.
//!
//! Lists only, so that a speaker can correct them without code. Phrases are written as people write
//! them; accents, case and marks do not matter except where a list says so.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One language's lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordFile {
    pub opt_out: OptOut,
    pub commands: Commands,
    #[serde(default)]
    pub safety: Safety,
    #[serde(default)]
    pub answers: Answers,
    #[serde(default)]
    pub numbers: Numbers,
    #[serde(default)]
    pub dates: Dates,
    /// One word that stands for others: "havent" for "have not".
    #[serde(default)]
    pub same: BTreeMap<String, String>,
}

/// Words that end the texts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptOut {
    /// Whether a speaker has reviewed the list: until then it suspends and a person decides.
    pub reviewed: bool,
    pub stop: Vec<String>,
    /// Matched with their accents, because without them they are ordinary words.
    #[serde(default)]
    pub stop_exact: Vec<String>,
    /// Those ordinary words: bare, they are asked about.
    #[serde(default)]
    pub stop_unclear: Vec<String>,
    /// Sentences that plainly mean it; `a|b_c` are alternatives (`b_c` two
    /// words), `a?` may be missing; one
    /// that ends in a full stop must be a whole clause.
    #[serde(default)]
    pub stop_sentences: Vec<String>,
    /// Words that may stand before such a sentence: "please", "can you".
    #[serde(default)]
    pub lead: Vec<String>,
    /// Words of politeness that may surround a bare opt-out word.
    #[serde(default)]
    pub polite: Vec<String>,
}

/// Whole messages that are commands.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Commands {
    pub start: Vec<String>,
    pub help: Vec<String>,
    pub delete: Vec<String>,
    pub undo: Vec<String>,
    pub skip: Vec<String>,
    pub back: Vec<String>,
    /// Asks for a call by a person.
    pub call: Vec<String>,
    /// Sentences that decline to answer: they skip.
    pub decline: Vec<String>,
    /// This language's name, in every language.
    pub language_names: Vec<String>,
}

/// What must never wait for an answer; patterns as in `stop_sentences`, but a pattern of danger that
/// ends in a full stop need only begin or end a clause.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Safety {
    /// Phrases that mean none of this, whatever they hold: "route 911".
    pub ordinary: Vec<String>,
    /// Words of a complaint that a person must answer, wherever they stand.
    pub complaint: Vec<String>,
    /// Phrases that hold such a word and are none: "no complaints".
    pub no_complaint: Vec<String>,
    pub crisis: Vec<String>,
    pub wrong_number: Vec<String>,
}

/// Words around and inside answers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Answers {
    pub yes: Vec<String>,
    pub no: Vec<String>,
    pub and: Vec<String>,
    /// A word for "and" that is written onto the next word.
    pub and_prefix: Option<String>,
    /// An article that is written onto its word.
    pub article_prefix: Option<String>,
    pub then: Vec<String>,
    pub filler: Vec<String>,
    pub negation: Vec<String>,
    /// Words that make an answer uncertain: "maybe", "more than".
    pub vague: Vec<String>,
    /// Words between the two ends of a range: "1 to 4".
    pub range: Vec<String>,
    /// Words that take back the answer before: "oops", "I meant".
    pub correction: Vec<String>,
}

/// Number words and habits.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Numbers {
    /// `,` or `.`
    pub decimal_mark: Option<char>,
    pub words: BTreeMap<String, u64>,
    /// Words that multiply the unit before them: "hundred", "十".
    pub times: BTreeMap<String, u64>,
    /// Whether the unit is said before the tens: "five and twenty".
    pub units_first: bool,
    pub ordinals: BTreeMap<String, u64>,
    /// Articles that are also "one".
    pub articles: Vec<String>,
    pub zero: Vec<String>,
    pub minus: Vec<String>,
    /// Words that are a unit right after a number and a number elsewhere.
    pub units: Vec<String>,
    /// What stands between a rating and the best one: "4 out of 5".
    pub out_of: Vec<String>,
}

/// Month names and the order of a date.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Dates {
    /// `mdy`, `dmy` or `ymd`
    pub order: Option<String>,
    /// Twelve lists of names.
    pub months: Vec<Vec<String>>,
    pub filler: Vec<String>,
    pub day_before: Vec<String>,
    pub month_before: Vec<String>,
    pub year_before: Vec<String>,
    pub day_after: Vec<String>,
    pub month_after: Vec<String>,
    pub year_after: Vec<String>,
}
