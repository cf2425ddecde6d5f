//! One language's words around and inside answers, folded and ready to be looked up.

use std::collections::HashMap;

use super::normalise::Folded;
use super::phrases::Phrases;
use super::word_file::WordFile;

/// What a word does in a sentence without being the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glue {
    /// Joins two answers: "and", "then".
    And,
    /// Says nothing about the answer.
    Filler,
    /// Turns the answer around.
    Negation,
    /// Leaves the answer uncertain.
    Vague,
}

/// What a number word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberWord {
    /// A number by itself.
    Value(u64),
    /// Multiplies the unit before it.
    Times(u64),
}

/// What a number in a date is, told by the word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// Day of the month.
    Day,
    /// Month, 1 to 12.
    Month,
    /// Year.
    Year,
}

/// The order in which a language writes a date in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Month, day, year.
    MonthFirst,
    /// Day, month, year.
    #[default]
    DayFirst,
    /// Year, month, day.
    YearFirst,
}

/// One language's lists.
#[derive(Debug, Default)]
pub struct LanguageWords {
    /// Joining words, fillers, negations and words of doubt.
    pub glue: Phrases<Glue>,
    /// `true` for yes.
    pub yes_no: Phrases<bool>,
    /// Number words.
    pub numbers: Phrases<NumberWord>,
    /// "first", "second".
    pub ordinals: Phrases<u64>,
    /// Articles that may be "one".
    pub articles: Phrases<()>,
    /// Ways to say that there is none.
    pub zero: Phrases<()>,
    /// Words for a leading minus.
    pub minus: Phrases<()>,
    /// Words that are a unit right after a number.
    pub units: Phrases<()>,
    /// What stands between a rating and the best one.
    pub out_of: Phrases<()>,
    /// Words between the two ends of a range.
    pub ranges: Phrases<()>,
    /// Whether the unit is said before the tens.
    pub units_first: bool,
    /// Whether decimals are written with a comma.
    pub decimal_comma: bool,
    /// How a date in numbers is ordered.
    pub date_order: DateOrder,
    /// Words that say what the number after them is.
    pub date_before: Phrases<DatePart>,
    /// Words that say what the number before them is.
    pub date_after: Phrases<DatePart>,
    same: HashMap<Box<str>, Vec<Box<str>>>,
    and_prefix: Option<Box<str>>,
    article_prefix: Option<Box<str>>,
}

/// A folded text as its language reads it: contractions opened, joined words split.
#[derive(Debug)]
pub struct Pieces<'t> {
    /// The words.
    pub texts: Vec<&'t str>,
    /// For each word the token of the text that it comes from.
    pub tokens: Vec<usize>,
    folded: &'t Folded,
}

impl<'t> Pieces<'t> {
    /// What stands before that word; `texts.len()` asks for the end.
    pub fn gap(&self, at: usize) -> &'t str {
        let token = self.tokens.get(at).copied().unwrap_or(self.folded.len());
        if at > 0 && self.tokens.get(at - 1) == Some(&token) { "" } else { self.folded.gap(token) }
    }
}

impl LanguageWords {
    pub(super) fn new(file: &WordFile) -> Result<Self, String> {
        let (answers, numbers, dates) = (&file.answers, &file.numbers, &file.dates);
        let mut words = Self {
            units_first: numbers.units_first,
            decimal_comma: numbers.decimal_mark == Some(','),
            date_order: date_order(dates.order.as_deref())?,
            and_prefix: answers.and_prefix.as_deref().map(folded_word),
            article_prefix: answers.article_prefix.as_deref().map(folded_word),
            ..Self::default()
        };
        for (word, others) in &file.same {
            let others = Folded::new(others);
            let others = (0..others.len()).map(|at| others.token(at).into()).collect();
            words.same.insert(folded_word(word), others);
        }
        words.add_answers(file);
        for (word, value) in &numbers.words {
            words.insert(|w| &mut w.numbers, word, NumberWord::Value(*value));
        }
        for (word, value) in &numbers.times {
            words.insert(|w| &mut w.numbers, word, NumberWord::Times(*value));
        }
        for (word, value) in &numbers.ordinals {
            words.insert(|w| &mut w.ordinals, word, *value);
        }
        for (list, part) in [
            (&dates.day_before, DatePart::Day),
            (&dates.month_before, DatePart::Month),
            (&dates.year_before, DatePart::Year),
        ] {
            words.insert_all(|w| &mut w.date_before, list, part);
        }
        for (list, part) in [
            (&dates.day_after, DatePart::Day),
            (&dates.month_after, DatePart::Month),
            (&dates.year_after, DatePart::Year),
        ] {
            words.insert_all(|w| &mut w.date_after, list, part);
        }
        Ok(words)
    }

    /// The words of a text; `known` says which words the question itself knows.
    pub fn pieces<'t>(&'t self, folded: &'t Folded, known: &dyn Fn(&str) -> bool) -> Pieces<'t> {
        let mut pieces = Pieces { texts: Vec::new(), tokens: Vec::new(), folded };
        for at in 0..folded.len() {
            let token = folded.token(at);
            if let Some(others) = self.same.get(token) {
                for other in others {
                    pieces.texts.push(other);
                    pieces.tokens.push(at);
                }
                continue;
            }
            if let Some((and, rest)) = self.split_and(token, known) {
                pieces.texts.push(and);
                pieces.tokens.push(at);
                pieces.texts.push(self.without_article(rest));
            } else {
                pieces.texts.push(self.without_article(token));
            }
            pieces.tokens.push(at);
        }
        pieces
    }

    fn split_and<'t>(
        &self,
        token: &'t str,
        known: &dyn Fn(&str) -> bool,
    ) -> Option<(&'t str, &'t str)> {
        let rest = token.strip_prefix(&**self.and_prefix.as_ref()?)?;
        let is_word = |word: &str| {
            known(word)
                || self.numbers.starts_with(word)
                || self.glue.starts_with(word)
                || self.yes_no.starts_with(word)
        };
        let is_split = !rest.is_empty() && !is_word(token) && is_word(self.without_article(rest));
        is_split.then(|| token.split_at(token.len() - rest.len()))
    }

    fn without_article<'t>(&self, token: &'t str) -> &'t str {
        let Some(article) = &self.article_prefix else { return token };
        // A word of two letters is a word of its own that happens to begin alike.
        token.strip_prefix(&**article).filter(|rest| rest.chars().count() > 2).unwrap_or(token)
    }

    fn add_answers(&mut self, file: &WordFile) {
        let (answers, numbers) = (&file.answers, &file.numbers);
        for (list, glue) in [
            (&answers.and, Glue::And),
            (&answers.then, Glue::And),
            (&answers.vague, Glue::Vague),
            (&answers.negation, Glue::Negation),
            (&answers.filler, Glue::Filler),
            (&answers.correction, Glue::Filler),
        ] {
            self.insert_all(|w| &mut w.glue, list, glue);
        }
        self.insert_all(|w| &mut w.yes_no, &answers.yes, true);
        self.insert_all(|w| &mut w.yes_no, &answers.no, false);
        self.insert_all(|w| &mut w.ranges, &answers.range, ());
        self.insert_all(|w| &mut w.articles, &numbers.articles, ());
        self.insert_all(|w| &mut w.zero, &numbers.zero, ());
        self.insert_all(|w| &mut w.minus, &numbers.minus, ());
        self.insert_all(|w| &mut w.units, &numbers.units, ());
        self.insert_all(|w| &mut w.out_of, &numbers.out_of, ());
    }

    fn insert_all<T: Copy>(
        &mut self,
        table: fn(&mut Self) -> &mut Phrases<T>,
        list: &[String],
        meaning: T,
    ) {
        for phrase in list {
            self.insert(table, phrase, meaning);
        }
    }

    fn insert<T>(&mut self, table: fn(&mut Self) -> &mut Phrases<T>, phrase: &str, meaning: T) {
        // The lists are read as a text is, so that "don't" and "do not" meet in one form.
        let folded = Folded::new(phrase);
        let pieces: Vec<String> =
            self.pieces(&folded, &|_| true).texts.into_iter().map(str::to_owned).collect();
        let tokens: Vec<&str> = pieces.iter().map(String::as_str).collect();
        table(self).insert_tokens(&tokens, meaning);
    }
}

fn folded_word(word: &str) -> Box<str> {
    Folded::new(word).whole().into()
}

fn date_order(order: Option<&str>) -> Result<DateOrder, String> {
    match order {
        Some("mdy") => Ok(DateOrder::MonthFirst),
        None | Some("dmy") => Ok(DateOrder::DayFirst),
        Some("ymd") => Ok(DateOrder::YearFirst),
        Some(other) => Err(format!("{other:?} is not an order of a date: mdy, dmy or ymd")),
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n::{Folded, Language, Words};

    #[test]
    fn contractions_are_opened_and_joined_words_split() {
        let words = Words::embedded().unwrap();
        let english = words.of(&Language::new("en"));
        let folded = Folded::new("I haven’t been");
        assert_eq!(english.pieces(&folded, &|_| false).texts, ["i", "have", "not", "been"]);
        let arabic = words.of(&Language::new("ar"));
        let folded = Folded::new("المال واللغة");
        let texts = arabic.pieces(&folded, &|word| word == "لغه").texts;
        assert_eq!(texts, ["مال", "و", "لغه"]);
    }
}
