//! Phrases looked up word by word, the longest first.

use std::collections::HashMap;

use super::normalise::Folded;

/// Phrases of one or more tokens, each with what it means.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_first: HashMap<Box<str>, Vec<Phrase<T>>>,
}

#[derive(Clone, Debug)]
struct Phrase<T> {
    rest: Vec<Box<str>>,
    meaning: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: HashMap::new() }
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
        let Some((first, rest)) = tokens.split_first() else { return };
        let phrases = self.by_first.entry((*first).into()).or_default();
        if phrases.iter().any(|phrase| same(&phrase.rest, rest)) {
            return;
        }
        let rest = rest.iter().map(|&token| token.into()).collect();
        phrases.push(Phrase { rest, meaning });
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }

    /// The longest phrase that starts at that token: how many tokens it has, and its meaning.
    pub fn longest_at(&self, tokens: &[&str], at: usize) -> Option<(usize, &T)> {
        let phrases = self.by_first.get(*tokens.get(at)?)?;
        let following = &tokens[at + 1..];
        phrases
            .iter()
            .find(|phrase| {
                following.len() >= phrase.rest.len()
                    && same(&phrase.rest, &following[..phrase.rest.len()])
            })
            .map(|phrase| (phrase.rest.len() + 1, &phrase.meaning))
    }

    /// Whether some phrase starts with that token.
    pub fn starts_with(&self, token: &str) -> bool {
        self.by_first.contains_key(token)
    }
}

fn same(phrase: &[Box<str>], tokens: &[&str]) -> bool {
    phrase.len() == tokens.len() && phrase.iter().zip(tokens).all(|(a, b)| **a == **b)
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
