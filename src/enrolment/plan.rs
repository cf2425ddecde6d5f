//! How a file is read: what each column holds, where the people go, and what the center states
//! about their consent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::sheet::Row;
use crate::i18n::{Heading, Language};

/// What a column is taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// It is not read.
    Ignored,
    /// A telephone number.
    Phone,
    /// A name or a part of one.
    Name,
    /// A language.
    Language,
    /// A site.
    Site,
    /// An age, an age band or a date of birth.
    Age,
    /// Race or ethnicity.
    RaceEthnicity,
    /// A group of another kind, named as the column is headed.
    Group,
    /// Whether somebody agreed to be texted.
    Consent,
    /// When they did.
    ConsentDate,
}

impl Column {
    /// Every kind, with its name in forms and the text that names it to people.
    pub const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Ignored, "ignored", "people-column-ignored"),
        (Self::Phone, "phone", "people-column-phone"),
        (Self::Name, "name", "people-column-name"),
        (Self::Language, "language", "people-column-language"),
        (Self::Site, "site", "people-column-site"),
        (Self::Age, "age", "people-column-age"),
        (Self::RaceEthnicity, "race_ethnicity", "people-column-race-ethnicity"),
        (Self::Group, "group", "people-column-group"),
        (Self::Consent, "consent", "people-column-consent"),
        (Self::ConsentDate, "consent_date", "people-column-consent-date"),
    ];

    /// The kind of that name.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::ALL.iter().find_map(|(column, name, _)| (*name == text).then_some(*column))
    }
}

impl From<Heading> for Column {
    fn from(heading: Heading) -> Self {
        match heading {
            Heading::Phone => Self::Phone,
            Heading::Name => Self::Name,
            Heading::Language => Self::Language,
            Heading::Site => Self::Site,
            Heading::Age => Self::Age,
            Heading::RaceEthnicity => Self::RaceEthnicity,
            Heading::Consent => Self::Consent,
            Heading::ConsentDate => Self::ConsentDate,
        }
    }
}

/// What is known of a file before its rows are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The name it had.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its first rows, a heading included if there is one.
    pub first: Vec<Row>,
    /// How many rows there are, a heading included.
    pub rows: u64,
}

impl Head {
    /// How many rows are shown before anything is decided.
    pub const FIRST: usize = 6;

    /// How many cells a row has.
    pub fn width(&self) -> usize {
        self.first.first().map_or(0, |row| row.cells.len())
    }

    /// Forgets the people in it: what is left is the heading, and how wide a row is.
    pub fn forget_people(&mut self, has_heading: bool) {
        self.first.truncate(1);
        if !has_heading {
            self.first.iter_mut().flat_map(|row| &mut row.cells).for_each(String::clear);
        }
    }
}

/// How somebody agreed, as the center states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofMethod {
    /// On paper.
    Written,
    /// By word of mouth.
    Verbal,
    /// On a form of a web page or portal.
    Online,
    /// By text message.
    Text,
}

impl ProofMethod {
    /// Every way, with its name in forms and the text that names it to people.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Written, "written", "people-proof-written"),
        (Self::Verbal, "verbal", "people-proof-verbal"),
        (Self::Online, "online", "people-proof-online"),
        (Self::Text, "text", "people-proof-text"),
    ];

    /// The way of that name.
    pub fn from_name(text: &str) -> Option<Self> {
        Self::ALL.iter().find_map(|(method, name, _)| (*name == text).then_some(*method))
    }

    /// The name in forms and in the evidence.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(method, ..)| *method == self).map_or("", |(_, name, _)| name)
    }
}

/// Of which people consent is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProofOf {
    /// Of everybody in the file.
    Everybody,
    /// Of those whose row says so.
    WhoseRowSaysSo,
}

/// What the center states about consent to be texted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// How it was given, in the center's words: "intake form of 2026, question 12".
    pub statement: String,
    /// By which way.
    pub method: ProofMethod,
    /// When, where the row does not say.
    pub on: NaiveDate,
    /// Of whom.
    pub of: ProofOf,
    /// Who states it: the account.
    pub stated_by: i64,
}

/// How a file is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Whether the first row heads the columns.
    pub has_heading: bool,
    /// What each column holds.
    pub columns: Vec<Column>,
    /// The panel that people join.
    pub panel: String,
    /// The language of people whose row names none that Hearth speaks.
    pub language: Language,
    /// The site of people whose row names none.
    pub site: Option<String>,
    /// What the center states about consent, if it does.
    pub proof: Option<Proof>,
}

/// Why a file cannot be read by a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFault {
    /// No column holds telephone numbers.
    NoPhone,
    /// More than one column does.
    SeveralPhones,
    /// More than one column is taken as what there can be one of.
    Twice,
    /// The panel has no name, or one that is too long.
    Panel,
    /// It is not said how people agreed.
    Statement,
    /// It is not said by which way.
    Method,
    /// The day is missing, no day, or still to come.
    Day,
    /// No column says who agreed.
    NoConsentColumn,
}

impl PlanFault {
    /// The text that says it, and the field that it is about.
    pub fn ids(self) -> (&'static str, &'static str) {
        match self {
            Self::NoPhone => ("people-fault-no-phone", "column-0"),
            Self::SeveralPhones => ("people-fault-several-phones", "column-0"),
            Self::Twice => ("people-fault-twice", "column-0"),
            Self::Panel => ("people-fault-panel", "panel"),
            Self::Statement => ("people-fault-statement", "statement"),
            Self::Method => ("people-fault-method", "method"),
            Self::Day => ("people-fault-day", "on"),
            Self::NoConsentColumn => ("people-fault-no-consent-column", "column-0"),
        }
    }
}

/// The longest name of a panel or a site.
pub const LONGEST_NAME: usize = 80;
/// The longest statement on how people agreed.
pub const LONGEST_STATEMENT: usize = 500;

impl Plan {
    /// Whether a file can be read so.
    pub fn check(&self, today: NaiveDate) -> Result<(), PlanFault> {
        let count = |column: Column| self.columns.iter().filter(|other| **other == column).count();
        match count(Column::Phone) {
            0 => return Err(PlanFault::NoPhone),
            1 => {}
            _ => return Err(PlanFault::SeveralPhones),
        }
        let once = [
            Column::Language,
            Column::Site,
            Column::Age,
            Column::RaceEthnicity,
            Column::Consent,
            Column::ConsentDate,
        ];
        if once.into_iter().any(|column| count(column) > 1) {
            return Err(PlanFault::Twice);
        }
        if self.panel.is_empty() || self.panel.chars().count() > LONGEST_NAME {
            return Err(PlanFault::Panel);
        }
        let Some(proof) = &self.proof else { return Ok(()) };
        if proof.statement.is_empty() || proof.statement.chars().count() > LONGEST_STATEMENT {
            return Err(PlanFault::Statement);
        }
        if proof.on > today {
            return Err(PlanFault::Day);
        }
        let says_so = count(Column::Consent) + count(Column::ConsentDate) > 0;
        if proof.of == ProofOf::WhoseRowSaysSo && !says_so {
            return Err(PlanFault::NoConsentColumn);
        }
        Ok(())
    }
}
