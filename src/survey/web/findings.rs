//! What is wrong with a survey, in the words of the page.

use crate::i18n::{I18n, Language, Value};
use crate::survey::check::{FaultKind, Severity, TextPart};

/// What is wrong, as one sentence.
pub fn fault_text(i18n: &I18n, language: &Language, fault: &FaultKind) -> String {
    let say = |id: &str, values: &[(&str, &str)]| {
        let values: Vec<(&str, Value<'_>)> =
            values.iter().map(|(name, value)| (*name, Value::Text(value))).collect();
        i18n.web(language, id, &values)
    };
    if let FaultKind::MissingTranslation(part) = fault {
        return say("fault-missing", &[("part", &part_text(&say, part))]);
    }
    let (id, values) = place(fault);
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say(id, &values)
}

type Say<'a> = dyn Fn(&str, &[(&str, &str)]) -> String + 'a;

fn part_text(say: &Say<'_>, part: &TextPart) -> String {
    match part {
        TextPart::Title => say("fault-part-title", &[]),
        TextPart::Notice => say("fault-part-notice", &[]),
        TextPart::Topic(id) => say("fault-part-topic", &[("name", id)]),
        TextPart::Question => say("fault-part-question", &[]),
        TextPart::Choice(id) => say("fault-part-choice", &[("name", id)]),
    }
}

type Placed = (&'static str, Vec<(&'static str, String)>);

/// The text of a fault, and what stands in its places.
fn place(fault: &FaultKind) -> Placed {
    use FaultKind as F;
    let name = |id, name: &str| (id, vec![("name", name.to_owned())]);
    let count = |id, count: &usize| (id, vec![("count", count.to_string())]);
    let range =
        |id, min: &i64, max: &i64| (id, vec![("min", min.to_string()), ("max", max.to_string())]);
    let compared = |id, question: &str, literal: &str| {
        (id, vec![("question", question.to_owned()), ("literal", literal.to_owned())])
    };
    match fault {
        F::BadSlug(slug) => name("fault-bad-slug", slug),
        F::BadNoticeSlug(slug) => name("fault-bad-notice-slug", slug),
        F::BadId(id) => name("fault-bad-id", id),
        F::NoLanguages => ("fault-no-languages", Vec::new()),
        F::DuplicateLanguage(tag) => name("fault-duplicate-language", tag),
        F::MalformedLanguage(tag) => name("fault-malformed-language", tag),
        F::UnusualLanguage { written, usual } => {
            ("fault-unusual-language", vec![("written", written.clone()), ("usual", usual.clone())])
        }
        F::UnspokenSource(tag) => name("fault-unspoken-source", tag),
        F::UnspokenLanguage(tag) => name("fault-unspoken-language", tag),
        F::MissingTranslation(_) => ("fault-missing", Vec::new()),
        F::ResearchWithoutIrb => ("fault-research-irb", Vec::new()),
        F::ResearchPurposeWithoutResearch => ("fault-research-purpose", Vec::new()),
        F::NoNotice => ("fault-no-notice", Vec::new()),
        F::NoticeLacksAnswer => ("fault-notice-answer", Vec::new()),
        F::UnknownPurpose(purpose) => name("fault-unknown-purpose", purpose),
        F::LongNotice(segments) => count("fault-long-notice", segments),
        F::KeywordNotOneWord(word) => ("fault-keyword-words", vec![("word", word.clone())]),
        F::ReservedKeyword { word, .. } => ("fault-keyword-reserved", vec![("word", word.clone())]),
        F::DuplicateKeyword { word, earlier } => {
            ("fault-keyword-twice", vec![("word", word.clone()), ("earlier", earlier.clone())])
        }
        F::KeywordOfUnlistedLanguage => ("fault-keyword-unlisted", Vec::new()),
        F::DuplicateTopic(id) => name("fault-topic-twice", id),
        F::NoQuestions => ("fault-no-questions", Vec::new()),
        F::DuplicateQuestion => ("fault-question-twice", Vec::new()),
        F::DuplicateChoice(id) => name("fault-choice-twice", id),
        F::UnknownTopic { choice, topic } => {
            ("fault-unknown-topic", vec![("choice", choice.clone()), ("topic", topic.clone())])
        }
        F::TooFewChoices(_) => ("fault-few-choices", Vec::new()),
        F::SuperfluousChoices => ("fault-no-choices", Vec::new()),
        F::UnusedSetting(setting) => name("fault-unused", setting),
        F::TopOutOfRange { top, choices } => {
            ("fault-top", vec![("top", top.to_string()), ("choices", choices.to_string())])
        }
        F::SubsetOutOfRange { subset, choices } => {
            let places = vec![("subset", subset.to_string()), ("choices", choices.to_string())];
            ("fault-subset", places)
        }
        F::SubsetBelowTop { subset, top } => {
            ("fault-subset-top", vec![("subset", subset.to_string()), ("top", top.to_string())])
        }
        F::TooManyToRank(choices) => count("fault-many-to-rank", choices),
        F::EmptyRange { min, max } => range("fault-empty-range", min, max),
        F::WideScale { min, max } => range("fault-wide-scale", min, max),
        F::LongText { segments } => count(long_text_id(fault), segments),
        F::OptOutChoice { choice, word } => {
            ("fault-opt-out", vec![("choice", choice.clone()), ("word", word.clone())])
        }
        F::AmbiguousChoices { first, second, word } => {
            let both = [("first", first), ("second", second), ("word", word)];
            ("fault-alike", both.map(|(name, value)| (name, value.clone())).into())
        }
        F::ConditionUnreadable(error) => {
            ("fault-condition-unreadable", vec![("what", error.to_string())])
        }
        F::ConditionUnknownQuestion(id) => name("fault-condition-unknown", id),
        F::ConditionNotEarlier(id) => name("fault-condition-earlier", id),
        F::FirstOfNoRanking(id) => name("fault-condition-first", id),
        F::WholeListCompared(id) => name("fault-condition-list", id),
        F::ContainsOfNoList(id) => name("fault-condition-contains", id),
        F::NotAChoice { question, literal } => {
            compared("fault-condition-choice", question, literal)
        }
        F::WrongType { question, literal, .. } => {
            compared("fault-condition-type", question, literal)
        }
    }
}

fn long_text_id(fault: &FaultKind) -> &'static str {
    match fault.severity() {
        Severity::Error => "fault-long-text",
        Severity::Warning => "fault-much-text",
    }
}
