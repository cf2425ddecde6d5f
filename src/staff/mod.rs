//! Accounts of the people who work with Hearth, their sign-in, and the trail of what they did.
//!
//! Pure: what a role, an address and a password are. No other room decides who may do what.

pub mod access;
pub mod flow;
pub mod kept_form;
pub mod link;
mod permission;
pub mod second_factor;
pub mod session;
pub mod store;
pub mod web;

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};

pub use permission::Task;
pub use session::SignedIn;

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Installs, adds staff, watches consent and audit.
    Administrator,
    /// Runs surveys and listening sessions.
    Liaison,
    /// Reads and decides.
    Leadership,
    /// Brings texts into a language and signs them off.
    Translator,
    /// Sees aggregates only.
    Analyst,
    /// A patient who sees rankings before publication, and no answers.
    PatientAdvisor,
}

impl Role {
    /// Every role there is.
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::Liaison,
        Self::Leadership,
        Self::Translator,
        Self::Analyst,
        Self::PatientAdvisor,
    ];

    /// The name on the command line and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Liaison => "liaison",
            Self::Leadership => "leadership",
            Self::Translator => "translator",
            Self::Analyst => "analyst",
            Self::PatientAdvisor => "patient_advisor",
        }
    }

    /// The id of the text that names it to people.
    pub fn name_id(self) -> &'static str {
        match self {
            Self::Administrator => "role-administrator",
            Self::Liaison => "role-liaison",
            Self::Leadership => "role-leadership",
            Self::Translator => "role-translator",
            Self::Analyst => "role-analyst",
            Self::PatientAdvisor => "role-patient-advisor",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// An e-mail address, trimmed and in lower case, so that one person has one account.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why a text is no e-mail address.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address looks like name@example.org")]
pub struct NotAnEmail;

impl Email {
    /// Reads an address: a name, one `@`, a domain with a dot, no spaces, 254 characters at most.
    pub fn parse(text: &str) -> Result<Self, NotAnEmail> {
        let address = text.trim().to_lowercase();
        let (name, domain) = address.split_once('@').ok_or(NotAnEmail)?;
        let labels_are_whole = domain.contains('.') && domain.split('.').all(|l| !l.is_empty());
        let has_stray = |c: char| c.is_whitespace() || c.is_control() || "@<>(),;:\"".contains(c);
        if name.is_empty() || !labels_are_whole || address.len() > 254 {
            return Err(NotAnEmail);
        }
        if name.contains(has_stray) || domain.contains(has_stray) {
            return Err(NotAnEmail);
        }
        Ok(Self(address))
    }

    /// The address. Personal: only for sealing, indexing and sending.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Email(…)")
    }
}

/// A password that may be set: long enough and not among the first that anybody would try.
pub struct Password(SecretString);

/// Why a password may not be set.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than twelve characters.
    #[error(
        "a password needs {PASSWORD_CHARACTERS} characters or more; a few words in a row will do"
    )]
    TooShort,
    /// One of those that are tried first.
    #[error("this password is among the most common ones; choose another")]
    Common,
    /// So long that hashing it would be a burden.
    #[error("a password has {PASSWORD_BYTES_AT_MOST} bytes at most")]
    TooLong,
}

/// How many characters a password has at least.
pub const PASSWORD_CHARACTERS: usize = 12;
/// How many bytes a password has at most.
pub const PASSWORD_BYTES_AT_MOST: usize = 1024;

/// What people with a minimum of twelve characters choose most, in lower case.
const COMMON_PASSWORDS: [&str; 40] = [
    "000000000000",
    "0123456789012",
    "098765432109",
    "111111111111",
    "111222333444",
    "121212121212",
    "123123123123",
    "1234567890-=",
    "123456789012",
    "1234567890123",
    "123456789abc",
    "123456789qwe",
    "123qwe123qwe",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "aaaaaaaaaaaa",
    "abc123abc123",
    "abcdefghijkl",
    "administrator",
    "administrator1",
    "asdfghjkl123",
    "basketball12",
    "changemechangeme",
    "correcthorsebatterystaple",
    "football1234",
    "iloveyou1234",
    "iloveyouiloveyou",
    "letmein12345",
    "letmeinletmein",
    "monkey123456",
    "password1234",
    "password12345",
    "password123456",
    "passwordpassword",
    "princess1234",
    "q1w2e3r4t5y6",
    "qwerty123456",
    "qwertyqwerty",
    "qwertyuiop123",
    "welcome12345",
];

impl Password {
    /// Checks a password that somebody wants to set.
    ///
    /// Source: NIST SP 800-63B section 3.1.1.2: length and a list of common ones, no rules about
    /// kinds of characters.
    pub fn parse(text: SecretString) -> Result<Self, PasswordError> {
        let typed = text.expose_secret();
        if typed.len() > PASSWORD_BYTES_AT_MOST {
            Err(PasswordError::TooLong)
        } else if typed.chars().count() < PASSWORD_CHARACTERS {
            Err(PasswordError::TooShort)
        } else if COMMON_PASSWORDS.contains(&typed.to_lowercase().as_str()) {
            Err(PasswordError::Common)
        } else {
            Ok(Self(text))
        }
    }

    /// The password. Only for hashing.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// One row for the audit trail: who did or looked at what.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    /// Who; nobody where the program itself acts.
    pub account_id: Option<i64>,
    /// What was done, as a short name such as `ranking_published`.
    pub action: &'static str,
    /// Which record, as `table/id`. Nothing personal.
    pub record: String,
    /// What else helps to understand it. Nothing personal but the name of who signs for a text.
    pub detail: String,
    /// The request in which it was done; empty outside of one.
    pub request_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Result<(), PasswordError> {
        Password::parse(text.to_owned().into()).map(|_| ())
    }

    #[test]
    fn an_address_is_kept_in_lower_case_without_spaces_around() {
        assert_eq!(Email::parse(" Ana@Example.ORG ").unwrap().expose(), "ana@example.org");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let too_long = format!("{}@example.org", "a".repeat(250));
        for text in [
            "",
            "ana",
            "@example.org",
            "ana@",
            "ana@example",
            "a b@example.org",
            "a@b@c.org",
            "ana@example..org",
            "<ana@example.org>",
            &too_long,
        ] {
            assert_eq!(Email::parse(text), Err(NotAnEmail), "{text}");
        }
    }

    #[test]
    fn an_address_does_not_show_in_debug_output() {
        assert!(!format!("{:?}", Email::parse("ana@example.org").unwrap()).contains("ana"));
    }

    #[test]
    fn a_password_needs_twelve_characters_of_any_kind() {
        assert_eq!(password("elevenchars"), Err(PasswordError::TooShort));
        assert_eq!(password("elevenchars."), Ok(()));
        assert_eq!(password("我們的社區健康中心很好用"), Ok(()));
        assert_eq!(password(&"x".repeat(1025)), Err(PasswordError::TooLong));
    }

    #[test]
    fn a_common_password_is_refused_in_any_case() {
        assert_eq!(password("Password1234"), Err(PasswordError::Common));
        for common in COMMON_PASSWORDS {
            assert!(common.len() >= PASSWORD_CHARACTERS, "{common} is refused by its length");
            assert_eq!(password(common), Err(PasswordError::Common));
        }
    }

    #[test]
    fn every_role_is_found_by_its_name() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
        assert_eq!(Role::from_name("owner"), None);
    }
}
