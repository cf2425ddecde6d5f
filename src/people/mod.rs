//! Who may answer: participants, how to reach them, and their sites.

mod area_codes;
pub mod flow;
mod hours;
mod site;
pub mod small_cells;
pub mod store;
pub mod web;

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

pub use area_codes::zones_of;
pub use hours::{Hours, Window, window};
pub use site::{LONGEST_SITE_NAME, SiteName, SiteNameError};

/// Fewer people than this are never shown as a number, nor what only they said.
pub const FEWEST_PEOPLE: usize = 11;

/// A telephone number in E.164 form: `+` and 7 to 15 digits. Shows itself to nobody by accident.
#[derive(Clone)]
pub struct Phone(SecretString);

impl Phone {
    /// The number Twilio names in `From`; `None` if it is no E.164 number.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('+')?;
        let is_number = (7..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0');
        is_number.then(|| Self(format!("+{digits}").into()))
    }

    /// The number itself, for sealing, indexing and sending.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_in_international_form_are_taken() {
        for text in ["+15551230001", " +4930123456 "] {
            assert!(Phone::parse(text).is_some(), "{text}");
        }
        for text in
            ["5551230001", "+1555CALLNOW", "+0123456789", "+12", "", "whatsapp:+15551230001"]
        {
            assert!(Phone::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_number_does_not_show_itself() {
        assert!(!format!("{:?}", Phone::parse("+15551230001")).contains("555"));
    }
}
