//! The words of a condition, read into an expression.
//!
//! No text makes it fail other than by an error, and no text makes it nest deeper than
//! [`DEEPEST`] parentheses.

use super::{Comparison, Expression, Literal, Operator, canonical_decimal};

/// Parentheses that may be open at once.
const DEEPEST: usize = 16;

/// Why a condition cannot be read; `at` counts characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// Something else stands where that was needed.
    #[error("{wanted} is needed at character {at}")]
    Expected {
        /// What was needed, in words.
        wanted: &'static str,
        /// Where.
        at: usize,
    },
    /// A text that never ends.
    #[error("the text that begins at character {at} has no closing quote")]
    UnclosedText {
        /// Where it begins.
        at: usize,
    },
    /// Parentheses in parentheses without end.
    #[error("parentheses are nested more than {DEEPEST} deep at character {at}")]
    TooDeep {
        /// Where the one too many opens.
        at: usize,
    },
}

/// The expression those words state.
pub(super) fn parse(written: &str) -> Result<Expression, ConditionError> {
    let mut reader = Reader { whole: written, position: 0 };
    let expression = reader.any(0)?;
    reader.skip_space();
    if reader.rest().is_empty() {
        Ok(expression)
    } else {
        Err(reader.expected("`and`, `or` or the end"))
    }
}

struct Reader<'a> {
    whole: &'a str,
    /// In bytes, always at the start of a character.
    position: usize,
}

impl<'a> Reader<'a> {
    fn any(&mut self, depth: usize) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.all(depth)?];
        while self.takes_word("or") {
            parts.push(self.all(depth)?);
        }
        Ok(alone_or(parts, Expression::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.unit(depth)?];
        while self.takes_word("and") {
            parts.push(self.unit(depth)?);
        }
        Ok(alone_or(parts, Expression::All))
    }

    fn unit(&mut self, depth: usize) -> Result<Expression, ConditionError> {
        if !self.takes("(") {
            return self.comparison().map(Expression::Compare);
        }
        if depth == DEEPEST {
            return Err(ConditionError::TooDeep { at: self.at() - 1 });
        }
        let inner = self.any(depth + 1)?;
        if self.takes(")") { Ok(inner) } else { Err(self.expected("`)`")) }
    }

    fn comparison(&mut self) -> Result<Comparison, ConditionError> {
        let question = self.word().ok_or_else(|| self.expected("a question's id"))?.to_owned();
        let first = self.takes(".");
        if first && !self.takes_word("first") {
            return Err(self.expected("`first`"));
        }
        let operator = self.operator()?;
        let literal = self.literal()?;
        Ok(Comparison { question, first, operator, literal })
    }

    fn operator(&mut self) -> Result<Operator, ConditionError> {
        if self.takes("==") {
            Ok(Operator::Equals)
        } else if self.takes("!=") {
            Ok(Operator::Differs)
        } else if self.takes_word("contains") {
            Ok(Operator::Contains)
        } else {
            Err(self.expected("`==`, `!=` or `contains`"))
        }
    }

    fn literal(&mut self) -> Result<Literal, ConditionError> {
        if self.takes("'") {
            return self.rest_of_text();
        }
        if self.takes_word("true") {
            return Ok(Literal::YesNo(true));
        }
        if self.takes_word("false") {
            return Ok(Literal::YesNo(false));
        }
        self.number().ok_or_else(|| self.expected("a 'text', a number, true or false"))
    }

    fn rest_of_text(&mut self) -> Result<Literal, ConditionError> {
        let Some(end) = self.rest().find('\'') else {
            return Err(ConditionError::UnclosedText { at: self.at() - 1 });
        };
        let text = self.rest()[..end].to_owned();
        self.position += end + 1;
        Ok(Literal::Text(text))
    }

    fn number(&mut self) -> Option<Literal> {
        self.skip_space();
        let is_numeric = |character: char| character.is_ascii_digit() || "+-.".contains(character);
        let length = self.rest().find(|c| !is_numeric(c)).unwrap_or(self.rest().len());
        let digits = &self.rest()[..length];
        let number = match digits.parse::<i64>() {
            Ok(whole) => whole.to_string(),
            Err(_) => canonical_decimal(digits.parse::<f64>().ok().filter(|n| n.is_finite())?),
        };
        self.position += length;
        Some(Literal::Number(number))
    }

    fn takes(&mut self, mark: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(mark);
        if found {
            self.position += mark.len();
        }
        found
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let before = self.position;
        let found = self.word() == Some(word);
        if !found {
            self.position = before;
        }
        found
    }

    fn word(&mut self) -> Option<&'a str> {
        self.skip_space();
        let rest = self.rest();
        let is_in_word =
            |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
        let length = rest.find(|c| !is_in_word(c)).unwrap_or(rest.len());
        self.position += length;
        (length > 0).then(|| &rest[..length])
    }

    fn skip_space(&mut self) {
        self.position = self.whole.len() - self.rest().trim_start().len();
    }

    fn rest(&self) -> &'a str {
        &self.whole[self.position..]
    }

    /// The place of the next character, counted from 1.
    fn at(&self) -> usize {
        self.whole[..self.position].chars().count() + 1
    }

    fn expected(&mut self, wanted: &'static str) -> ConditionError {
        self.skip_space();
        ConditionError::Expected { wanted, at: self.at() }
    }
}

fn alone_or(mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(alone) if parts.is_empty() => alone,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fault(written: &str) -> String {
        parse(written).unwrap_err().to_string()
    }

    #[test]
    fn an_error_says_what_is_needed_and_where() {
        assert_eq!(fault(""), "a question's id is needed at character 1");
        assert_eq!(fault("a = 1"), "`==`, `!=` or `contains` is needed at character 3");
        assert_eq!(fault("a == "), "a 'text', a number, true or false is needed at character 6");
        assert_eq!(fault("a == b"), "a 'text', a number, true or false is needed at character 6");
        assert_eq!(fault("a == 'é"), "the text that begins at character 6 has no closing quote");
        assert_eq!(fault("a == 'é' then"), "`and`, `or` or the end is needed at character 10");
        assert_eq!(fault("(a == 1"), "`)` is needed at character 8");
        assert_eq!(fault("a.last == 'x'"), "`first` is needed at character 3");
        assert_eq!(fault("a == 1 2"), "`and`, `or` or the end is needed at character 8");
        assert_eq!(
            fault("a == 1.2.3"),
            "a 'text', a number, true or false is needed at character 6"
        );
    }

    #[test]
    fn parentheses_nest_only_so_deep() {
        let nested = |depth| format!("{}a == 1{}", "(".repeat(depth), ")".repeat(depth));
        assert!(parse(&nested(DEEPEST)).is_ok());
        let at = DEEPEST + 1;
        assert_eq!(parse(&nested(DEEPEST + 1)), Err(ConditionError::TooDeep { at }));
        assert_eq!(parse(&"(".repeat(100_000)), Err(ConditionError::TooDeep { at }));
    }

    #[test]
    fn spaces_matter_only_between_words() {
        assert_eq!(parse("a=='x'and b!=2"), parse("  a == 'x'  and  b != 2 "));
        assert!(parse("a == 'x' andb != 2").is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(written in "(?s).{0,80}") {
            let _ = parse(&written);
        }

        #[test]
        fn no_near_condition_makes_the_reader_panic(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "a", "ß", ".first", "==", "!=", "contains", " ", "(", ")", "'", "and", "or",
                    "-", "1", ".", "9999999999999999999", "true", "\u{a0}",
                ]),
                0..24,
            )
        ) {
            let _ = parse(&pieces.concat());
        }
    }
}
