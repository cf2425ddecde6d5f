//! Links that staff get by mail to choose a password, and what they make of an account. Pure.

use chrono::{NaiveDateTime, TimeDelta};

/// Minutes between two mails for a new password to the same person, however often it is asked.
pub const RESET_PAUSE_MINUTES: i64 = 5;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// The first password of an account that somebody was invited to.
    Invitation,
    /// A new password.
    Reset,
}

impl LinkKind {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Invitation, Self::Reset].into_iter().find(|kind| kind.name() == name)
    }

    /// How long the link works, unless it is used before.
    pub fn lifetime(self) -> TimeDelta {
        match self {
            Self::Invitation => TimeDelta::days(7),
            Self::Reset => TimeDelta::hours(1),
        }
    }
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Invited; no password was chosen yet.
    Invited,
    /// Signs in.
    Active,
    /// Signs in no more. What it did stays on record.
    Ended,
}

impl AccountState {
    /// The state of an account with that hash and that end.
    pub fn of(password_hash: &str, ended_at: Option<NaiveDateTime>) -> Self {
        match ended_at {
            Some(_) => Self::Ended,
            None if password_hash.is_empty() => Self::Invited,
            None => Self::Active,
        }
    }
}
