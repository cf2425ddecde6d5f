//! A question as one person is asked it, ready for many texts.
//!
//! Everything about the question that reading needs is folded here once.

use crate::i18n::{Folded, Language, LanguageWords, Words};
use crate::survey::{Choice, Kind, Question, Value};

use super::choices::ChoiceTable;
use super::{MOST_CHARACTERS, NotUnderstood, Read, Reading, command, date, number, picks, yes_no};

/// In how few words an answer may be given in English where another language is spoken.
const FEW_ENGLISH_WORDS: usize = 3;

/// A question as one person is asked it: prepared once, then many texts are read against it.
#[derive(Debug)]
pub struct Asked {
    language: Language,
    kind: Kind,
    bounds: (Option<i64>, Option<i64>),
    decimals: u8,
    most_ranked: usize,
    ids: Vec<String>,
    choices: ChoiceTable,
    english: Option<ChoiceTable>,
}

impl Asked {
    /// The question with all of its choices, numbered in the order of the file.
    pub fn new(words: &Words, question: &Question, language: &Language) -> Self {
        let all: Vec<&Choice> = question.choices.iter().collect();
        Self::with_slate(words, question, &all, language)
    }

    /// The question with the choices one person is shown, numbered in that order.
    pub fn with_slate(
        words: &Words,
        question: &Question,
        shown: &[&Choice],
        language: &Language,
    ) -> Self {
        let hidden: Vec<&Choice> = question
            .choices
            .iter()
            .filter(|choice| shown.iter().all(|shown| shown.id != choice.id))
            .collect();
        let table = |spoken: &LanguageWords, language: &Language| {
            ChoiceTable::new(spoken, shown, &hidden, language)
        };
        let is_english = std::ptr::eq(words.of(language), words.english());
        let bounds = match question.kind {
            Kind::Scale => {
                let (min, max) = question.scale_range();
                (Some(min), Some(max))
            }
            _ => (question.min, question.max),
        };
        Self {
            language: language.clone(),
            kind: question.kind,
            bounds,
            decimals: question.decimals.unwrap_or(0),
            most_ranked: question.top.unwrap_or(shown.len()).min(shown.len()),
            ids: shown.iter().map(|choice| choice.id.clone()).collect(),
            choices: table(words.of(language), language),
            english: (!is_english).then(|| table(words.english(), &Language::new("en"))),
        }
    }

    /// The language in which the question is asked.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// What a text is: a command, an answer, or not understood.
    pub fn read(&self, words: &Words, text: &str) -> Reading {
        let folded = Folded::new(text);
        if let Some(command) = command::find_command(words, &folded, Some(self)) {
            return Reading::Command(command);
        }
        match self.read_answer(words, &folded, text) {
            Ok((value, forgave)) => {
                Reading::Answer { value, forgave: forgave || self.kind == Kind::Rank }
            }
            Err(reason) => Reading::NotUnderstood(reason),
        }
    }

    /// Whether a whole message is one choice word for word.
    pub fn is_choice(&self, words: &Words, folded: &Folded) -> bool {
        self.find_exact(words, folded).is_some()
    }

    /// What a text answers instead of what was answered before; where words are asked for by now,
    /// numbers and exact choices alone.
    pub fn read_again(&self, words: &Words, text: &str, is_to_words: bool) -> Option<Value> {
        let folded = Folded::new(text);
        let is_number = |at| folded.token(at).starts_with(|first: char| first.is_ascii_digit());
        let mut tokens = 0..folded.len();
        let is_in_numbers = match self.kind {
            // Every other word has to be one that links numbers, or it is not understood.
            Kind::Multiple | Kind::Rank => tokens.any(is_number),
            _ => tokens.all(is_number),
        };
        if is_to_words && !is_in_numbers && !self.is_choice(words, &folded) {
            return None;
        }
        self.read_answer(words, &folded, text).ok().map(|(value, _)| value)
    }

    /// Which choice a whole message is word for word, if it is one.
    pub(super) fn find_exact(&self, words: &Words, folded: &Folded) -> Option<usize> {
        self.choices
            .find_exact(words.of(&self.language), folded)
            .or_else(|| self.choices.find_anywhere(folded))
    }

    /// Whether a whole message is one choice's text or alias, accents included.
    pub(super) fn is_exact_with_accents(&self, folded: &Folded) -> bool {
        self.choices.is_exact_with_accents(folded)
    }

    fn read_answer(&self, words: &Words, folded: &Folded, text: &str) -> Read {
        if self.kind == Kind::Text {
            return read_text(text);
        }
        if folded.is_empty() {
            return Err(NotUnderstood::Empty);
        }
        let own = words.of(&self.language);
        let reason = match self.read_in(words, own, &self.choices, folded) {
            Err(reason) => reason,
            read => return read,
        };
        if may_be_elsewhere(&reason, folded) {
            return self.read_elsewhere(words, folded).ok_or(reason);
        }
        Err(reason)
    }

    /// What is understood in another language, where nothing was in the person's own.
    fn read_elsewhere(&self, words: &Words, folded: &Folded) -> Option<(Value, bool)> {
        let value = if let Some(index) = self.choices.find_anywhere(folded) {
            self.value_of(&[index])
        } else {
            // Many people mix in an English word.
            let table = self.english.as_ref().filter(|_| folded.len() <= FEW_ENGLISH_WORDS)?;
            self.read_in(words, words.english(), table, folded).ok()?.0
        };
        Some((value, true))
    }

    fn read_in(
        &self,
        words: &Words,
        spoken: &LanguageWords,
        table: &ChoiceTable,
        folded: &Folded,
    ) -> Read {
        match self.kind {
            Kind::Single | Kind::Multiple | Kind::Rank => {
                let (indices, forgave) = self.pick(spoken, table, folded)?;
                Ok((self.value_of(&indices), forgave))
            }
            Kind::YesNo => yes_no::read(spoken, folded).map(|yes| (Value::YesNo(yes), false)),
            Kind::Scale => number::read_scale(spoken, folded, self.bounds),
            Kind::Number => number::read_number(spoken, folded, self.bounds, self.decimals),
            Kind::Date => date::read(words, spoken, folded),
            Kind::Text => Err(NotUnderstood::Empty),
        }
    }

    fn value_of(&self, indices: &[usize]) -> Value {
        let ids: Vec<String> = indices.iter().map(|index| self.ids[*index].clone()).collect();
        if self.kind == Kind::Single { Value::Text(ids.concat()) } else { Value::Choices(ids) }
    }

    fn pick(
        &self,
        spoken: &LanguageWords,
        table: &ChoiceTable,
        folded: &Folded,
    ) -> Result<(Vec<usize>, bool), NotUnderstood> {
        if let Some(index) = table.find_exact(spoken, folded) {
            return Ok((vec![index], false));
        }
        match self.kind {
            Kind::Single => picks::single(spoken, table, folded),
            Kind::Rank => picks::ranking(spoken, table, folded, self.most_ranked),
            _ => picks::multiple(spoken, table, folded),
        }
    }
}

/// Whether a text was not understood for its words; a doubt or a range means the same in English.
fn may_be_elsewhere(reason: &NotUnderstood, folded: &Folded) -> bool {
    match reason {
        NotUnderstood::UnknownPart(_)
        | NotUnderstood::NothingChosen
        | NotUnderstood::NeitherYesNorNo => true,
        NotUnderstood::NotANumber => folded.len() == 1,
        _ => false,
    }
}

fn read_text(text: &str) -> Read {
    if text.trim().is_empty() {
        return Err(NotUnderstood::Empty);
    }
    if text.chars().count() > MOST_CHARACTERS {
        return Err(NotUnderstood::TooLong { most: MOST_CHARACTERS });
    }
    Ok((Value::Text(text.to_owned()), false))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::{command, read, read_yes_no};
    use super::*;

    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::embedded().unwrap());

    const TAGS: [&str; 6] = ["en", "es", "ht", "vi", "zh-Hans", "ar"];

    fn questions() -> Vec<Question> {
        #[derive(serde::Deserialize)]
        struct Questions {
            question: Vec<Question>,
        }
        let survey = include_str!("../../../tests/data/reading.toml");
        toml::from_str::<Questions>(survey).unwrap().question
    }

    fn question(id: &str) -> Question {
        questions().into_iter().find(|question| question.id == id).unwrap()
    }

    fn read_english(id: &str, text: &str) -> Reading {
        read(&WORDS, &question(id), &Language::new("en"), text)
    }

    #[test]
    fn a_slip_that_was_forgiven_is_told_and_a_plain_answer_is_not() {
        for (id, text, expected) in [
            ("barriers", "langauge", true),
            ("barriers", "language", false),
            ("barriers", "1,3", false),
            ("visit", "2", false),
            ("visit", "buena", true),
            ("last_visit", "3/4/2026", true),
            ("last_visit", "3/3/2026", false),
            ("last_visit", "12/25/2025", false),
            ("last_visit", "25/12/2025", true),
            ("last_visit", "March 4, 2026", false),
            ("priorities", "2 5 1", true),
        ] {
            let Reading::Answer { forgave, .. } = read_english(id, text) else {
                panic!("{text} is an answer")
            };
            assert_eq!(forgave, expected, "{id} {text}");
        }
    }

    #[test]
    fn a_slate_is_numbered_in_the_order_it_is_shown() {
        let question = question("priorities");
        let shown = [&question.choices[5], &question.choices[0]];
        let asked = Asked::with_slate(&WORDS, &question, &shown, &Language::new("en"));
        let answer = |text| match asked.read(&WORDS, text) {
            Reading::Answer { value: Value::Choices(ids), .. } => ids,
            other => panic!("{other:?}"),
        };
        assert_eq!(answer("1"), ["mental"]);
        assert_eq!(answer("2 1"), ["transport", "mental"]);
        assert_eq!(
            asked.read(&WORDS, "dental"),
            Reading::NotUnderstood(NotUnderstood::NotOffered),
            "what was not shown cannot be chosen"
        );
    }

    #[test]
    fn what_was_not_understood_says_why() {
        for (id, text, reason) in [
            ("visit", "5", "choice 5 is not between 1 and 4"),
            ("barriers", "1,9", "choice 9 is not between 1 and 5"),
            ("barriers", "money, dogs", "no choice is meant by \"dogs\""),
            ("priorities", "1 2 3 4", "more than 3 choices"),
            ("priorities", "1 1 2", "the same choice twice"),
            ("easy", "6", "out of range: 1 to 5"),
            ("easy", "3-4", "more than one answer"),
            ("last_visit", "02/31/2026", "there is no such date"),
        ] {
            match read_english(id, text) {
                Reading::NotUnderstood(why) => assert_eq!(why.to_string(), reason, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn consent_is_read_in_the_persons_language_and_never_from_a_doubt() {
        let read = |tag: &str, text: &str| read_yes_no(&WORDS, &Language::new(tag), text);
        for (tag, yes, no) in [
            ("en", "Yes", "no"),
            ("es", "sí", "NO"),
            ("ht", "wi", "non"),
            ("vi", "có", "không"),
            ("zh-Hans", "同意", "不同意"),
            ("ar", "نعم", "لا"),
        ] {
            assert_eq!(read(tag, yes), Some(true), "{tag}");
            assert_eq!(read(tag, "1"), Some(true), "{tag}");
            assert_eq!(read(tag, no), Some(false), "{tag}");
            assert_eq!(read(tag, " 2. "), Some(false), "{tag}");
            assert_eq!(read(tag, "3"), None, "{tag}");
            assert_eq!(read(tag, ""), None, "{tag}");
        }
        assert_eq!(read("en", "yes and no"), None);
        for (tag, text) in [
            ("en", "I have 1 visit"),
            ("en", "just 1 time please"),
            ("en", "just one time"),
            ("en", "I was there 2 times"),
            ("en", "I want 1"),
            ("es", "tengo 1 cita"),
            ("es", "solo una vez"),
            ("ht", "mwen gen 1 randevou"),
            ("vi", "tôi có 1 con"),
            ("zh-Hans", "我有1个孩子"),
            ("ar", "عندي 1 طفل"),
        ] {
            assert_eq!(read(tag, text), None, "{text}");
        }
        for (tag, text, yes) in [
            ("en", "1 please", true),
            ("en", "Hi, 1. Thank you!", true),
            ("en", "ok 1", true),
            ("en", "yes, 1", true),
            ("en", "one", true),
            ("en", "2 sorry", false),
            ("es", "1 por favor", true),
            ("ht", "1 tanpri", true),
            ("vi", "dạ 1 ạ", true),
            ("zh-Hans", "1谢谢", true),
            ("ar", "1 من فضلك", true),
        ] {
            assert_eq!(read(tag, text), Some(yes), "{text}");
        }
        assert_eq!(read("en", "maybe"), None);
    }

    #[test]
    fn an_answer_too_long_to_keep_is_asked_back() {
        let long = "a ".repeat(801);
        let reason = NotUnderstood::TooLong { most: MOST_CHARACTERS };
        assert_eq!(read_english("why", &long), Reading::NotUnderstood(reason));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading(text in any::<String>(), tag in 0..TAGS.len()) {
            let language = Language::new(TAGS[tag]);
            let _ = command(&WORDS, &text, None);
            let _ = read_yes_no(&WORDS, &language, &text);
            for question in questions() {
                let _ = read(&WORDS, &question, &language, &text);
            }
        }

        #[test]
        fn no_jumble_of_known_words_breaks_the_reading(
            text in "(1|2|٣|100|and|no|one|二|十|mười|trăm|hundred|و|ال|tháng|may|-|,|\\.|/| |not|good|stop|m|خمسة|’|none|of){0,12}",
            tag in 0..TAGS.len(),
        ) {
            for question in questions() {
                let _ = read(&WORDS, &question, &Language::new(TAGS[tag]), &text);
            }
        }

        #[test]
        fn a_text_question_keeps_the_words_whole(text in "\\PC{1,80}") {
            if let Reading::Answer { value, .. } = read_english("why", &text) {
                prop_assert_eq!(value, Value::Text(text));
            }
        }
    }
}
