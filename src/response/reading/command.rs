//! Whole messages and plain sentences that are commands, with or without an open question.
//!
//! The order is fixed: opt-out words, the open question's own choices, danger and pleas to stop,
//! then everything else. "No" is never an opt-out word, and only a START word opts back in.

use crate::i18n::{Folded, Keyword, Language, Sentence, Words};

use super::Asked;

/// What a text asks for instead of answering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// No more texts: acts at once.
    Stop,
    /// Probably no more texts: nothing is sent until a person has looked.
    StopSuspected,
    /// A word that means stop only with accents it does not have: ask once.
    StopUnclear,
    /// Texts again, where somebody is opted out.
    Start,
    /// Who is texting, and how to stop.
    Help,
    /// Leave the question.
    Skip,
    /// Return to the question before.
    Back,
    /// Delete what was answered.
    Delete,
    /// Take a deletion back.
    Undo,
    /// Somebody may be in danger.
    Crisis,
    /// The number belongs to somebody else.
    WrongNumber,
    /// A person is to call.
    Call,
    /// Go on in that language.
    Language(Language),
}

impl Command {
    /// The command's stable name: `stop`, `wrong_number`, `language`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::StopSuspected => "stop_suspected",
            Self::StopUnclear => "stop_unclear",
            Self::Start => "start",
            Self::Help => "help",
            Self::Skip => "skip",
            Self::Back => "back",
            Self::Delete => "delete",
            Self::Undo => "undo",
            Self::Crisis => "crisis",
            Self::WrongNumber => "wrong_number",
            Self::Call => "call",
            Self::Language(_) => "language",
        }
    }
}

/// The command that a text is, if it is one; `open` is the question that waits for an answer.
pub fn command(words: &Words, text: &str, open: Option<&Asked>) -> Option<Command> {
    find_command(words, &Folded::new(text), open)
}

/// Whether a text would end the texts, so that no choice may be called so.
pub fn is_opt_out_word(words: &Words, text: &str) -> bool {
    words.find_opt_out(&Folded::new(text)).is_some()
}

pub(super) fn find_command(words: &Words, text: &Folded, open: Option<&Asked>) -> Option<Command> {
    if text.is_empty() {
        return None;
    }
    if let Some(stop) = words.find_opt_out(text) {
        return Some(as_stop(stop));
    }
    let is_unclear = words.is_unclear_opt_out(text);
    if open.is_some_and(|asked| {
        asked.is_exact_with_accents(text)
            || (!is_unclear && asked.find_exact(words, text).is_some())
    }) {
        return None;
    }
    if is_unclear {
        return Some(Command::StopUnclear);
    }
    find_sentence(words, text)
        .or_else(|| is_dressed_stop(words, text).then_some(Command::StopSuspected))
        .or_else(|| find_keyword(words, text.whole(), open))
        .or_else(|| find_keyword(words, &without_politeness(words, text).join(" "), open))
}

fn as_stop(keyword: Keyword) -> Command {
    match keyword {
        Keyword::Stop { reviewed: false } => Command::StopSuspected,
        _ => Command::Stop,
    }
}

/// The gravest thing that a sentence in the text says.
fn find_sentence(words: &Words, text: &Folded) -> Option<Command> {
    let tokens: Vec<&str> = (0..text.len()).map(|at| text.token(at)).collect();
    let mut found = None;
    let mut at = 0;
    while at < tokens.len() {
        let Some((len, (sentence, language))) = words.sentences().longest_at(&tokens, at) else {
            at += 1;
            continue;
        };
        let is_lead = |at: usize| words.is_lead(language, tokens[at]);
        let end = at + len;
        let starts = || starts_clause(text, at, is_lead);
        let ends = || end == text.len() || is_clause_end(text.gap(end)) || is_lead(end);
        let meant = match sentence {
            Sentence::Ordinary => {
                at = end;
                continue;
            }
            Sentence::Crisis => return Some(Command::Crisis),
            Sentence::CrisisAtEdge if !is_sum(text.gap(at)) && (starts() || ends()) => {
                return Some(Command::Crisis);
            }
            Sentence::Stop if starts() => Some(Command::StopSuspected),
            Sentence::StopClause if starts() && ends_clause(words, text, &tokens, end, is_lead) => {
                Some(Command::StopSuspected)
            }
            Sentence::WrongNumber if starts() && ends() => Some(Command::WrongNumber),
            _ => None,
        };
        found = match (found, meant) {
            (None, meant) => meant,
            // What plainly ends the texts outweighs whose number it is.
            (_, Some(_)) if *sentence == Sentence::Stop => Some(Command::StopSuspected),
            (found, _) => found,
        };
        at += 1;
    }
    found
}

/// Whether a number after that gap is a sum of money.
fn is_sum(gap: &str) -> bool {
    gap.ends_with(['$', '€'])
}

/// Whether nothing but words such as "please" stands between a clause's start and that token.
///
/// "Don't stop texting me" and "the bus drivers stop texting" are not meant for us.
fn starts_clause(text: &Folded, at: usize, is_lead: impl Fn(usize) -> bool) -> bool {
    let start = (1..=at).rev().find(|at| is_clause_end(text.gap(*at))).unwrap_or(0);
    (start..at).all(is_lead)
}

/// Whether nothing but words of politeness, or words such as "please", stands behind that token.
fn ends_clause(
    words: &Words,
    text: &Folded,
    tokens: &[&str],
    end: usize,
    is_lead: impl Fn(usize) -> bool,
) -> bool {
    let is_end = |at: &usize| *at == text.len() || is_clause_end(text.gap(*at));
    let stop = (end..=text.len()).find(is_end).unwrap_or(end);
    // A word of two letters is polite in one language and says anything in another.
    let is_polite = tokens.get(end).is_some_and(|token| token.len() > 2)
        && words.polite().longest_at(tokens, end).is_some();
    is_polite || (end..stop).all(is_lead)
}

fn is_clause_end(gap: &str) -> bool {
    gap.contains(|mark: char| mark == '\n' || (!mark.is_whitespace() && mark != '-'))
}

/// Whether the text is an opt-out word among words of politeness or numbers, or said over and over,
/// or spelled out.
fn is_dressed_stop(words: &Words, text: &Folded) -> bool {
    let mut bare = without_politeness(words, text);
    bare.retain(|token| !token.starts_with(|first: char| first.is_ascii_digit()));
    bare.dedup();
    let is_spelled = bare.len() > 2 && bare.iter().all(|token| token.len() == 1);
    let bare = bare.join(if is_spelled { "" } else { " " });
    bare != text.whole() && words.find_opt_out(&Folded::new(&bare)).is_some()
}

/// The tokens that are not words of politeness in any language.
pub(super) fn without_politeness<'t>(words: &Words, text: &'t Folded) -> Vec<&'t str> {
    let tokens: Vec<&str> = (0..text.len()).map(|at| text.token(at)).collect();
    let mut bare = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if let Some((len, ())) = words.polite().longest_at(&tokens, at) {
            at += len;
        } else {
            bare.push(tokens[at]);
            at += 1;
        }
    }
    bare
}

/// What a word is taken for, where it means several things.
const IN_ORDER: [Keyword; 7] = [
    Keyword::Help,
    Keyword::Delete,
    Keyword::Undo,
    Keyword::Start,
    Keyword::Call,
    Keyword::Back,
    Keyword::Skip,
];

fn find_keyword(words: &Words, whole: &str, open: Option<&Asked>) -> Option<Command> {
    let meanings = words.keywords(whole);
    let spoken = |language: &Language| {
        language.tag() == "en" || open.is_none_or(|asked| asked.language() == language)
    };
    // A short word of a language that is not spoken here may be a name: "Ed".
    let is_telling = whole.chars().count() > 2 || !whole.is_ascii();
    IN_ORDER
        .into_iter()
        .find(|keyword| {
            meanings.iter().any(|(language, meaning)| {
                let everywhere = matches!(keyword, Keyword::Help | Keyword::Start) && is_telling;
                meaning == keyword && (everywhere || spoken(language))
            })
        })
        .and_then(as_command)
        .or_else(|| find_language(words, whole))
}

fn as_command(keyword: Keyword) -> Option<Command> {
    match keyword {
        Keyword::Stop { .. } => Some(as_stop(keyword)),
        Keyword::Start => Some(Command::Start),
        Keyword::Help => Some(Command::Help),
        Keyword::Delete => Some(Command::Delete),
        Keyword::Undo => Some(Command::Undo),
        Keyword::Skip => Some(Command::Skip),
        Keyword::Back => Some(Command::Back),
        Keyword::Call => Some(Command::Call),
        Keyword::Name => None,
    }
}

fn find_language(words: &Words, whole: &str) -> Option<Command> {
    let mut named = words.keywords(whole).iter();
    named
        .find(|(_, keyword)| *keyword == Keyword::Name)
        .map(|(language, _)| Command::Language(language.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opt_out_words_act_without_an_open_question() {
        let words = Words::embedded().unwrap();
        assert_eq!(command(&words, "Stop.", None), Some(Command::Stop));
        assert_eq!(command(&words, "退订", None), Some(Command::StopSuspected));
        assert_eq!(command(&words, "stop texting me", None), Some(Command::StopSuspected));
        assert_eq!(command(&words, "ayuda", None), Some(Command::Help));
        assert_eq!(command(&words, "saltar", None), Some(Command::Skip));
        for ordinary in ["no", "yes", "1", "", "hello", "The bus stops at 6"] {
            assert_eq!(command(&words, ordinary, None), None, "{ordinary}");
        }
    }

    #[test]
    fn a_choice_may_not_be_called_by_an_opt_out_word() {
        let words = Words::embedded().unwrap();
        for word in ["Cancel", "Alto", "dừng", "No más", "退订"] {
            assert!(is_opt_out_word(&words, word), "{word}");
        }
        for word in ["No", "Đúng", "Baja", "Stops near me"] {
            assert!(!is_opt_out_word(&words, word), "{word}");
        }
    }
}
