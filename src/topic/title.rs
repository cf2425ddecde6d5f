//! What a topic is called, and the name it is kept under.

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 120;

/// The longest name a topic is kept under, in letters.
const LONGEST_SLUG: usize = 40;

/// A title: one line, not empty, with single spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(String);

/// Why a text is no title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TitleError {
    /// Nothing was typed.
    #[error("a topic needs a title")]
    Empty,
    /// So long that no list could show it.
    #[error("a title has {LONGEST_TITLE} characters at most")]
    TooLong,
}

impl Title {
    /// Reads a title as somebody typed it.
    ///
    /// # Errors
    /// [`TitleError`] if it is empty or longer than [`LONGEST_TITLE`].
    pub fn parse(text: &str) -> Result<Self, TitleError> {
        let parts = text.split(|c: char| c.is_whitespace() || c.is_control());
        let title = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        match title.chars().count() {
            0 => Err(TitleError::Empty),
            1..=LONGEST_TITLE => Ok(Self(title)),
            _ => Err(TitleError::TooLong),
        }
    }

    /// The title.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The names a topic of that title may be kept under, the plainest first: small letters, digits
/// and hyphens, as survey files write them.
pub fn slugs(title: &str) -> impl Iterator<Item = String> {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric());
    let mut slug = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        if slug.len() + word.len() >= LONGEST_SLUG {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word.to_ascii_lowercase());
    }
    // Titles in other scripts, and those that begin with a digit, which no name does.
    if !slug.starts_with(|c: char| c.is_ascii_lowercase()) {
        slug.insert_str(0, if slug.is_empty() { "topic" } else { "topic-" });
    }
    let plain = slug.clone();
    std::iter::once(plain).chain((2..).map(move |number: u32| format!("{slug}-{number}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_line_without_spaces_around() {
        let title = Title::parse("  Rides \t to\r\nvisits ").unwrap();
        assert_eq!(title.as_str(), "Rides to visits");
        assert_eq!(Title::parse(" \n "), Err(TitleError::Empty));
        assert!(Title::parse(&"中".repeat(LONGEST_TITLE)).is_ok());
        assert_eq!(Title::parse(&"x".repeat(LONGEST_TITLE + 1)), Err(TitleError::TooLong));
    }

    #[test]
    fn a_topic_is_kept_under_a_plain_name_that_can_be_counted_on() {
        let first = |title: &str| slugs(title).take(2).collect::<Vec<_>>().join(" ");
        assert_eq!(
            first("Evening & weekend hours"),
            "evening-weekend-hours evening-weekend-hours-2"
        );
        assert_eq!(first("交通"), "topic topic-2");
        assert_eq!(first("24-hour line"), "topic-24-hour-line topic-24-hour-line-2");
        assert_eq!(first(&"long ".repeat(30)).len(), 39 + 1 + 41);
    }
}
