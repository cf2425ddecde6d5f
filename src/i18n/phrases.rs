//! Phrases looked up word by word, the longest first.

use std::collections::HashMap;

use super::normalise::Folded;

/// Phrases of one or more tokens, each with what it means.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// What the phrase that ends here means.
    meaning: Option<T>,
    following: HashMap<Box<str>, Self>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { meaning: None, following: HashMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase as somebody writes it; of two alike the first stays.
    pub fn insert(&mut self, phrase: &str, meaning: T) {
        let folded = Folded::new(phrase);
        let tokens: Vec<&str> = (0..folded.len()).map(|at| folded.token(at)).collect();
        self.insert_tokens(&tokens, meaning);
    }

    /// Adds a phrase of folded tokens; of two alike the first stays.
    pub fn insert_tokens(&mut self, tokens: &[&str], meaning: T) {
        let mut node = self;
        for token in tokens {
            node = node.following.entry((*token).into()).or_default();
        }
        node.meaning.get_or_insert(meaning);
    }

    /// The longest phrase that starts at that token: how many tokens it has, and its meaning.
    pub fn longest_at(&self, tokens: &[&str], at: usize) -> Option<(usize, &T)> {
        let mut node = self;
        let mut longest = None;
        for (token, len) in tokens.get(at..)?.iter().zip(1..) {
            let Some(next) = node.following.get(*token) else { break };
            node = next;
            longest = node.meaning.as_ref().map(|meaning| (len, meaning)).or(longest);
        }
        longest
    }

    /// Whether some phrase starts with that token.
    pub fn starts_with(&self, token: &str) -> bool {
        self.following.contains_key(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::default();
        phrases.insert("bon", 1);
        phrases.insert("Pa bon", 2);
        phrases.insert("pa", 3);
        assert_eq!(phrases.longest_at(&["pa", "bon"], 0), Some((2, &2)));
        assert_eq!(phrases.longest_at(&["pa", "two", "bon"], 0), Some((1, &3)));
        assert_eq!(phrases.longest_at(&["li", "bon"], 0), None);
        assert_eq!(phrases.longest_at(&["pa"], 1), None);
    }
}
