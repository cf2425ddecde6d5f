//! A question as a text message asks it: what is asked, then its choices, numbered.

use std::iter;

/// The text with its choices below it, one a line, numbered from 1 in the order given.
pub fn numbered_text<'a>(text: &str, choices: impl IntoIterator<Item = &'a str>) -> String {
    let lines = choices.into_iter().enumerate();
    let lines = lines.map(|(place, choice)| format!("{}. {choice}", place + 1));
    iter::once(text.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_stand_numbered_below_the_question() {
        assert_eq!(numbered_text("Which?", ["Rides", "Hours"]), "Which?\n1. Rides\n2. Hours");
        assert_eq!(numbered_text("Why?", []), "Why?");
    }
}
