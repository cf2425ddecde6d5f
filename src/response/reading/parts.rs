//! A text taken apart into the choices it names and what stands around them.
//!
//! At each word the longest choice's name is tried first, so that "bon" is never found inside
//! "pa bon"; what is left over must be a choice's beginning, a slip, or words that say nothing.

use crate::i18n::{Folded, Glue, LanguageWords, Pieces};

use super::choices::ChoiceTable;
use super::number_words::number_at;

/// One part of a text that answers with choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A number, in digits or words; the digits as text.
    Number(String),
    /// A choice by its name; whether a slip was forgiven.
    Choice(usize, bool),
    /// "first", "second": a number if there is no other.
    Ordinal(u64),
    /// A comma, "and", "then", a new line.
    Break,
    /// "not".
    Negation,
    /// "maybe", or a name that two choices have.
    Unclear,
    /// Words that mean no choice.
    Unknown(String),
}

/// Takes a text apart.
pub(super) fn take_apart(words: &LanguageWords, table: &ChoiceTable, folded: &Folded) -> Vec<Part> {
    let pieces = table.pieces(words, folded);
    let mut taking = Taking { words, table, pieces: &pieces, parts: Vec::new(), left_over: None };
    let mut at = 0;
    while at < pieces.texts.len() {
        if is_break(pieces.gap(at)) {
            taking.settle();
            taking.parts.push(Part::Break);
        }
        at += taking.take(at);
    }
    taking.settle();
    taking.parts
}

/// Whether marks between two words part them: a comma does, a bracket or a hyphen does not.
pub(super) fn is_break(gap: &str) -> bool {
    gap.contains([',', ';', '>', '/', '&', '+', '\n', '、', '،', '؛', '|', '<', '=', '→', '•', '·'])
}

struct Taking<'a> {
    words: &'a LanguageWords,
    table: &'a ChoiceTable,
    pieces: &'a Pieces<'a>,
    parts: Vec<Part>,
    /// Words since the last part that are not understood yet, and whether all are fillers.
    left_over: Option<(usize, usize, bool)>,
}

impl Taking<'_> {
    /// Takes the part that starts at that word; answers how many words it has.
    fn take(&mut self, at: usize) -> usize {
        let (words, texts) = (self.words, &self.pieces.texts);
        let glue = words.glue.longest_at(texts, at).map(|(len, glue)| (len, *glue));
        let glue_len = glue.map_or(0, |(len, _)| len);
        if let Some(len) = self.take_choice(at, glue_len) {
            return len;
        }
        if let Some((len, value)) = number_at(words, self.pieces, at)
            && len >= glue_len
            && !self.is_one_of_a_kind(at, value)
        {
            self.settle();
            let digits = texts[at].starts_with(|first: char| first.is_ascii_digit());
            let number = if digits { texts[at].to_owned() } else { value.unwrap_or(0).to_string() };
            self.parts.push(Part::Number(number));
            return len;
        }
        if let Some((len, value)) = words.ordinals.longest_at(texts, at)
            && len >= glue_len
        {
            self.settle();
            self.parts.push(Part::Ordinal(*value));
            return len;
        }
        if let Some(len) = self.range_at(at) {
            self.parts.push(Part::Unclear);
            return len;
        }
        match glue {
            Some((len, Glue::Filler)) => self.leave(at, len, true),
            Some((len, glue)) => {
                self.take_glue(at, glue);
                len
            }
            None => self.leave(at, 1, false),
        }
    }

    fn take_choice(&mut self, at: usize, glue_len: usize) -> Option<usize> {
        let texts = &self.pieces.texts;
        let (len, choice) = match self.table.longest_at(texts, at) {
            // A whole name beats glue of the same length; longer glue ("not sure") beats a name.
            Some((len, meant)) if len >= glue_len => (len, meant),
            _ => self.beginning_at(at).map(|(len, choice)| (len, Some(choice)))?,
        };
        self.settle();
        self.parts.push(choice.map_or(Part::Unclear, |choice| Part::Choice(choice, false)));
        Some(len)
    }

    /// A choice's beginning of several words, up to the next break, that "and" or "no" is part of.
    fn beginning_at(&self, at: usize) -> Option<(usize, usize)> {
        let texts = &self.pieces.texts;
        let mut end = at + 1;
        while end < texts.len() && !is_break(self.pieces.gap(end)) {
            end += 1;
        }
        let glue = |at: usize| self.words.glue.longest_at(texts, at).map(|(_, glue)| *glue);
        let holds_joint = (at..end).any(|at| glue(at).is_some_and(|glue| glue != Glue::Filler));
        // "I have not" says enough; "and" alone at the end wants something after it.
        let says_something = end - at >= 3 || (at..end).any(|at| glue(at).is_none());
        (end - at >= 2 && holds_joint && says_something && glue(end - 1) != Some(Glue::And))
            .then(|| self.table.find_beginning(&texts[at..end]))
            .flatten()
            .map(|choice| (end - at, choice))
    }

    /// The word between two numbers that makes them a range: "1 to 4" may mean two or four.
    fn range_at(&self, at: usize) -> Option<usize> {
        let follows_number =
            matches!(self.parts.last(), Some(Part::Number(_))) && self.left_over.is_none();
        let (len, ()) = self.words.ranges.longest_at(&self.pieces.texts, at)?;
        let precedes_number = number_at(self.words, self.pieces, at + len).is_some();
        (follows_number && precedes_number).then_some(len)
    }

    /// Whether "one" only stands for what was just named: "the good one", "the 2nd one".
    fn is_one_of_a_kind(&self, at: usize, value: Option<u64>) -> bool {
        let texts = &self.pieces.texts;
        let is_word = !texts[at].starts_with(|first: char| first.is_ascii_digit());
        let follows = match self.parts.last() {
            Some(Part::Choice(..)) => self.left_over.is_none(),
            Some(Part::Number(_)) => at > 0 && matches!(texts[at - 1], "st" | "nd" | "rd" | "th"),
            _ => false,
        };
        value == Some(1) && is_word && follows && self.pieces.gap(at).trim().is_empty()
    }

    fn take_glue(&mut self, at: usize, glue: Glue) {
        let next_is_digit = || {
            let next = self.pieces.texts.get(at + 1);
            next.is_some_and(|next| next.starts_with(|first: char| first.is_ascii_digit()))
        };
        // "No. 2" is number two.
        let is_number_sign = glue == Glue::Negation
            && self.pieces.texts[at] == "no"
            && self.pieces.gap(at + 1).starts_with('.')
            && next_is_digit();
        if is_number_sign {
            return;
        }
        self.settle();
        self.parts.push(match glue {
            Glue::And => Part::Break,
            Glue::Negation => Part::Negation,
            Glue::Vague | Glue::Filler => Part::Unclear,
        });
    }

    fn leave(&mut self, at: usize, len: usize, is_filler: bool) -> usize {
        let (start, _, only_fillers) = self.left_over.unwrap_or((at, at, true));
        self.left_over = Some((start, at + len, only_fillers && is_filler));
        len
    }

    /// Makes what it can of the words left over.
    fn settle(&mut self) {
        let Some((start, end, only_fillers)) = self.left_over.take() else { return };
        if only_fillers {
            return;
        }
        let texts = &self.pieces.texts;
        let is_filler = |at: usize| {
            matches!(self.words.glue.longest_at(&texts[..end], at), Some((1, Glue::Filler)))
        };
        let inner_start = (start..end).find(|at| !is_filler(*at)).unwrap_or(start);
        let inner_end = (inner_start..end).rfind(|at| !is_filler(*at)).map_or(end, |at| at + 1);
        for (start, end) in
            [(start, end), (inner_start, end), (start, inner_end), (inner_start, inner_end)]
        {
            let said = &texts[start..end];
            if let Some(choice) = self.table.find_beginning(said) {
                self.parts.push(Part::Choice(choice, false));
                return;
            }
        }
        for (start, end) in [(start, end), (inner_start, end), (inner_start, inner_end)] {
            if let Some(choice) = self.table.find_near(&texts[start..end]) {
                self.parts.push(Part::Choice(choice, true));
                return;
            }
        }
        self.parts.push(Part::Unknown(texts[inner_start..inner_end].join(" ")));
    }
}
