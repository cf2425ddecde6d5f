//! The faults a definition can have, each as the sentence its author reads.

use std::fmt;

use super::{ReservedWord, Severity};
use crate::consent::Purpose;
use crate::survey::ConditionError;

/// What is wrong.
#[expect(missing_docs, reason = "each fault's sentence says what it is")]
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FaultKind {
    #[error(
        "the survey's slug `{0}` may hold only a-z, 0-9 and hyphens, and begin with a-z or 0-9"
    )]
    BadSlug(String),
    #[error(
        "the notice's slug `{0}` may hold only a-z, 0-9 and hyphens, and begin with a-z or 0-9"
    )]
    BadNoticeSlug(String),
    #[error("the id `{0}` may hold only a-z, 0-9, `-` and `_`, and begin with a-z or 0-9")]
    BadId(String),

    #[error("no language is listed")]
    NoLanguages,
    #[error("the language `{0}` is listed twice")]
    DuplicateLanguage(String),
    #[error("`{0}` is not a language tag such as `en` or `zh-Hans`")]
    MalformedLanguage(String),
    #[error("the language `{written}` is written `{usual}`")]
    UnusualLanguage { written: String, usual: String },
    #[error("the survey is written in `{0}`, and Hearth has no texts of its own in that language")]
    UnspokenSource(String),
    #[error("`{0}` is offered to nobody: Hearth has no texts of its own in that language")]
    UnspokenLanguage(String),
    #[error("{0} is missing")]
    MissingTranslation(TextPart),

    #[error("research needs the review board's reference: irb = \"…\"")]
    ResearchWithoutIrb,
    #[error("the purpose `research` needs activity = \"research\"")]
    ResearchPurposeWithoutResearch,
    #[error("there is no notice, so nobody can agree to answer")]
    NoNotice,
    #[error("the notice does not ask for the purpose `answer`")]
    NoticeLacksAnswer,
    #[error("`{0}` is no purpose; known are {known}", known = purposes())]
    UnknownPurpose(String),
    #[error("the notice costs {0} segments by text message, and 8 is the most")]
    LongNotice(usize),

    #[error("the keyword `{0}` must be a single word without spaces")]
    KeywordNotOneWord(String),
    #[error("the keyword `{word}` {}", meaning(*.reserved))]
    ReservedKeyword { word: String, reserved: ReservedWord },
    #[error("the keyword `{word}` is also that of `{earlier}`")]
    DuplicateKeyword { word: String, earlier: String },
    #[error("there is a keyword for a language that is not listed")]
    KeywordOfUnlistedLanguage,

    #[error("the topic `{0}` is there twice")]
    DuplicateTopic(String),
    #[error("there are no questions")]
    NoQuestions,
    #[error("an earlier question has the same id")]
    DuplicateQuestion,
    #[error("the choice `{0}` is there twice")]
    DuplicateChoice(String),
    #[error("the choice `{choice}` points at the topic `{topic}`, which the file does not define")]
    UnknownTopic { choice: String, topic: String },

    #[error("at least 2 choices are needed, not {0}")]
    TooFewChoices(usize),
    #[error("this kind of question takes no choices")]
    SuperfluousChoices,
    #[error("this kind of question does not use `{0}`")]
    UnusedSetting(&'static str),
    #[error("top = {top} does not fit {choices} choices")]
    TopOutOfRange { top: usize, choices: usize },
    #[error("subset = {subset} does not fit {choices} choices")]
    SubsetOutOfRange { subset: usize, choices: usize },
    #[error("subset = {subset} shows fewer choices than top = {top} asks for")]
    SubsetBelowTop { subset: usize, top: usize },
    #[error("{0} choices are too many to rank by text message: add subset = 6")]
    TooManyToRank(usize),
    #[error("min = {min} and max = {max} leave nothing to answer")]
    EmptyRange { min: i64, max: i64 },
    #[error("a scale from {min} to {max} is too fine to answer by text message")]
    WideScale { min: i64, max: i64 },

    #[error("the condition cannot be read: {0}")]
    ConditionUnreadable(ConditionError),
    #[error("the condition looks at `{0}`, and there is no such question")]
    ConditionUnknownQuestion(String),
    #[error("the condition looks at `{0}`, which is not asked before this question")]
    ConditionNotEarlier(String),
    #[error("the condition asks for the first of `{0}`, which is not a ranking")]
    FirstOfNoRanking(String),
    #[error(
        "the condition compares all of `{0}` with one value: use `contains`, or `.first` of a ranking"
    )]
    WholeListCompared(String),
    #[error("the condition asks what `{0}` contains, which takes a single answer: use `==`")]
    ContainsOfNoList(String),
    #[error("the condition compares `{question}` with {literal}, which is not one of its choices")]
    NotAChoice { question: String, literal: String },
    #[error("the condition compares `{question}` with {literal}, but its answers are {answers}")]
    WrongType { question: String, literal: String, answers: &'static str },

    #[error("the question costs {segments} segments as sent by text message; {}", limit(*.segments))]
    LongText { segments: usize },
    #[error("the choice `{choice}` is called `{word}`, which ends the texts of whoever sends it")]
    OptOutChoice { choice: String, word: String },
    #[error("the choices `{first}` and `{second}` are both called `{word}`")]
    AmbiguousChoices { first: String, second: String, word: String },
}

/// Segments above which a question is much for a text message.
pub(super) const MANY_SEGMENTS: usize = 4;
/// Segments above which a question is too much.
const MOST_SEGMENTS: usize = 6;

impl FaultKind {
    /// Whether a survey can go out with this fault.
    pub fn severity(&self) -> Severity {
        match self {
            Self::LongText { segments } if *segments <= MOST_SEGMENTS => Severity::Warning,
            Self::WideScale { .. } | Self::UnusedSetting(_) | Self::UnspokenLanguage(_) => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }
}

fn purposes() -> String {
    let names = Purpose::NAMES.map(|(_, name)| name);
    let (last, others) = names.split_last().expect("there are purposes");
    format!("{} and {last}", others.join(", "))
}

fn meaning(reserved: ReservedWord) -> &'static str {
    match reserved {
        ReservedWord::Stop => "ends the texts of whoever sends it",
        ReservedWord::Start => "lets texts come again after STOP",
        ReservedWord::Help => "asks for help",
        ReservedWord::Delete => "asks to delete what was answered",
        ReservedWord::Undo => "takes a deletion back",
        ReservedWord::Crisis => "is read as a call for help in danger",
        ReservedWord::WrongNumber => "is read as a wrong number",
        ReservedWord::Call => "asks for a call",
        ReservedWord::Language => "chooses a language",
    }
}

fn limit(segments: usize) -> String {
    if segments > MOST_SEGMENTS {
        format!("{MOST_SEGMENTS} is the most")
    } else {
        format!("more than {MANY_SEGMENTS} is much to read and to pay for")
    }
}

/// A text of a definition.
#[expect(missing_docs, reason = "named after the nouns of a definition; ids inside")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    Title,
    Notice,
    Topic(String),
    Question,
    Choice(String),
}

impl fmt::Display for TextPart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => formatter.write_str("the survey's title"),
            Self::Notice => formatter.write_str("the notice's text"),
            Self::Topic(id) => write!(formatter, "the title of the topic `{id}`"),
            Self::Question => formatter.write_str("the question's text"),
            Self::Choice(id) => write!(formatter, "the text of the choice `{id}`"),
        }
    }
}
