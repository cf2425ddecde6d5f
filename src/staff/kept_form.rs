//! A form that arrived after its session had ended: what was typed is kept for who typed it. Pure.

use serde::{Deserialize, Serialize};

use super::access::{Access, rows};

/// Hours for which a form is kept; so long a session that has ended is remembered as well.
pub const KEPT_HOURS: i64 = 24;
/// How many forms are kept for one account.
pub const MOST_KEPT: i64 = 20;
/// The largest form kept.
const MOST_BYTES: usize = 64 * 1024;

/// A form as it was to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// Where to: a path of the console.
    pub path: String,
    /// Its fields, without the token of the session.
    pub fields: Vec<(String, String)>,
}

impl KeptForm {
    /// The form, if it may be kept: one of the console's, not too large, and without a secret.
    pub fn new(path: &str, fields: Vec<(String, String)>) -> Option<Self> {
        let rows = rows("POST", path);
        let is_of_a_session = !rows.is_empty() && rows.iter().all(|row| row.access != Access::Open);
        let bytes: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        let is_secret = |(name, _): &(String, String)| name.ends_with("password") || name == "code";
        if !is_of_a_session || bytes > MOST_BYTES || fields.iter().any(is_secret) {
            return None;
        }
        let fields: Vec<_> = fields.into_iter().filter(|(name, _)| name != "csrf_token").collect();
        // What only says "do it" is done again faster than it is read.
        if fields.is_empty() { None } else { Some(Self { path: path.to_owned(), fields }) }
    }

    /// What of it reads like something that was typed.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        let values = self.fields.iter().map(|(_, value)| value.trim());
        values.filter(|value| value.contains(char::is_whitespace) || !value.is_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(path: &str, fields: &[(&str, &str)]) -> Option<KeptForm> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        KeptForm::new(path, fields.iter().map(owned).collect())
    }

    #[test]
    fn what_was_typed_is_kept_without_the_sessions_token() {
        let fields = [("csrf_token", "t"), ("to", "declined"), ("reason", "No money.")];
        let kept = form("/staff/backlog/7/decision", &fields).unwrap();
        assert_eq!(kept.fields.len(), 2);
        assert_eq!(kept.typed().collect::<Vec<_>>(), ["No money."]);
    }

    #[test]
    fn no_secret_is_kept_and_nothing_that_goes_elsewhere() {
        let typed = ("reason", "No money.");
        for secret in ["password", "old_password", "code"] {
            assert_eq!(form("/staff/backlog/7/decision", &[typed, (secret, "x")]), None);
        }
        for path in ["/staff/sign-in", "/staff/nothing", "https://evil.example", "/heard", ""] {
            assert_eq!(form(path, &[typed]), None, "{path}");
        }
        assert_eq!(form("/staff/backlog/7/decision", &[("csrf_token", "t")]), None);
        let long = "x".repeat(MOST_BYTES);
        assert_eq!(form("/staff/backlog/7/decision", &[("reason", &long)]), None);
    }
}
