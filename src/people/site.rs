//! A place people come to.

/// The longest name of a site, in characters.
pub const LONGEST_SITE_NAME: usize = 80;

/// What a site is called: one line, not empty, with single spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteName(String);

/// Why a text is no name of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiteNameError {
    /// Nothing was typed.
    #[error("a site needs a name")]
    Empty,
    /// So long that no list could show it.
    #[error("the name of a site has {LONGEST_SITE_NAME} characters at most")]
    TooLong,
}

impl SiteName {
    /// Reads a name as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, SiteNameError> {
        let parts = text.split(|c: char| c.is_whitespace() || c.is_control());
        let name = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        match name.chars().count() {
            0 => Err(SiteNameError::Empty),
            1..=LONGEST_SITE_NAME => Ok(Self(name)),
            _ => Err(SiteNameError::TooLong),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_without_spaces_around() {
        let name = SiteName::parse("  East \t Side\r\nClinic ").unwrap();
        assert_eq!(name.as_str(), "East Side Clinic");
        assert_eq!(SiteName::parse(" \n "), Err(SiteNameError::Empty));
        assert!(SiteName::parse(&"中".repeat(LONGEST_SITE_NAME)).is_ok());
        let long = "x".repeat(LONGEST_SITE_NAME + 1);
        assert_eq!(SiteName::parse(&long), Err(SiteNameError::TooLong));
    }
}
