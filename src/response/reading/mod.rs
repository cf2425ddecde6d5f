//! TEMP STUB
use crate::i18n::{Language, Words};
use crate::survey::{Question, Value};
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Answer { value: Value, forgave: bool, fewer: bool },
    NotUnderstood(NotUnderstood),
    Command(Command),
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotUnderstood {
    Empty,
    TooLong { most: usize },
    NoSuchChoice { given: String, choices: usize },
    UnknownPart(String),
    Ambiguous,
    MoreThanOne,
    Repeated,
    TooMany { most: usize },
    NotANumber,
    TooPrecise { most: u8 },
    OutOfRange { min: Option<i64>, max: Option<i64> },
    NeitherYesNorNo,
    NotADate,
    ImpossibleDate,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Stop,
    StopSuspected,
    StopUnclear,
    Start,
    Help,
    Skip,
    Back,
    Delete,
    Undo,
    Crisis,
    WrongNumber,
    Language(Language),
}
#[derive(Debug)]
pub struct Asked;
impl Asked {
    pub fn new(_: &Words, _: &Question, _: &Language) -> Self {
        Self
    }
    pub fn read(&self, _: &Words, _: &str) -> Reading {
        Reading::NotUnderstood(NotUnderstood::Empty)
    }
}
pub fn command(_: &Words, _: &str, _: Option<&Asked>) -> Option<Command> {
    None
}
pub fn read_yes_no(_: &Words, _: &Language, _: &str) -> Option<bool> {
    None
}
pub fn is_opt_out_word(_: &Words, _: &str) -> bool {
    false
}
