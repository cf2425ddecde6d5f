//! What a reply says, in the person's language.

use super::Reply;
use super::silence::asks;
use crate::i18n::{I18n, Language, Value as Place};
use crate::response::day_in_words;
use crate::response::reading::NotUnderstood;
use crate::survey::flow::{Offered, Version};
use crate::survey::{Choice, Kind, Question, Value, numbered_text};

/// What the wording of texts draws on.
pub struct Wording<'a> {
    /// The interface's texts.
    pub i18n: &'a I18n,
    /// The center, as texts name it.
    pub center: &'a str,
    /// The number people can call; empty if there is none.
    pub help_phone: &'a str,
    /// Where what was said and done is shown.
    pub heard_link: &'a str,
    /// Language of the text.
    pub language: &'a Language,
    /// The survey the reply is about, if it is about one.
    pub offered: Option<&'a Offered>,
    /// The response under way, if there is one.
    pub response_id: Option<i64>,
    /// Whom the text is for, where several people share the phone.
    pub for_whom: Option<String>,
}

impl Wording<'_> {
    /// The text of a reply; in the demo marked where nobody reviewed the language.
    pub fn text(&self, reply: &Reply) -> String {
        let offered = self.offered.and_then(|offered| offered.language(self.language));
        // A line of its own, since the mark's direction may not be that of the text.
        let mark = match offered {
            Some(offered) if offered.is_draft => self.say("sms-draft"),
            _ => String::new(),
        };
        joined(&[mark, self.whom(reply), self.words(reply)])
    }

    fn whom(&self, reply: &Reply) -> String {
        match &self.for_whom {
            Some(name) if asks(reply) => self.say_with("sms-for", &[("name", name)]),
            _ => String::new(),
        }
    }

    fn words(&self, reply: &Reply) -> String {
        match reply {
            Reply::WhoAnswers { names } => {
                let names = names.iter().map(String::as_str);
                let list = numbered_text(&self.say("sms-who-answers"), names);
                joined(&[list, self.say("sms-how-choose-one")])
            }
            Reply::Consent => self.consent(),
            Reply::ConsentUnclear => self.say("sms-consent-unclear"),
            Reply::Invited { question } => {
                joined(&[self.say("sms-invited"), self.question(question)])
            }
            Reply::Reminder { question } => {
                joined(&[self.say("sms-reminder"), self.question(question)])
            }
            Reply::Welcome { question } => {
                joined(&[self.say("sms-thanks"), self.question(question)])
            }
            Reply::Question { question, echo } => {
                joined(&[self.echo(echo.as_ref()), self.question(question)])
            }
            Reply::NotUnderstood { question, reason, times } => {
                let example = if *times > 1 { self.example(question) } else { String::new() };
                let offer = if *times > 2 { self.say("sms-offer-call") } else { String::new() };
                joined(&[self.reason(reason), self.question(question), example, offer])
            }
            Reply::Needed { question: _ } => self.say("sms-needed"),
            Reply::Refused => self.say("sms-refused"),
            Reply::Finished { echo } => {
                let link = [("link", self.heard_link)];
                joined(&[self.echo(echo.as_ref()), self.say_with("sms-finished", &link)])
            }
            Reply::AlreadyFinished => self.say("sms-already-finished"),
            Reply::Help => self.say_or_call("sms-help", "sms-help-call"),
            Reply::Stopped => self.say_or_call("sms-stopped", "sms-stopped-call"),
            Reply::Started { can_go_on: true } => self.say("sms-started-go-on"),
            Reply::Started { can_go_on: false } => self.say("sms-started"),
            Reply::StartedDeleted => self.say("sms-started-deleted"),
            Reply::ConfirmDelete => self.say("sms-confirm-delete"),
            Reply::Deleted => self.say("sms-deleted"),
            Reply::NotDeleted => self.say("sms-not-deleted"),
            Reply::Undone { can_go_on: true } => self.say("sms-undone-go-on"),
            Reply::Undone { can_go_on: false } => self.say("sms-undone"),
            Reply::StopUnclear => self.say("sms-stop-unclear"),
            Reply::Crisis => self.say("sms-crisis"),
            Reply::WillCall => self.say("sms-will-call"),
            Reply::WillRead => self.say("sms-will-read"),
            Reply::NothingOpen => self.say("sms-nothing-open"),
        }
    }

    fn version(&self) -> Option<&Version> {
        self.offered.map(|offered| &*offered.version)
    }

    fn say(&self, id: &str) -> String {
        self.say_with(id, &[])
    }

    /// Every text may name the center and the number to call.
    fn say_with(&self, id: &str, values: &[(&str, &str)]) -> String {
        let phone = self.phone();
        let always = [("center", self.center), ("phone", phone.as_str())];
        let all: Vec<(&str, Place<'_>)> =
            always.iter().chain(values).map(|(name, value)| (*name, (*value).into())).collect();
        self.i18n.sms(self.language, id, &all)
    }

    /// The number to call, marked where the groups of its digits would stand in reverse order
    /// between words that are read from the right.
    fn phone(&self) -> String {
        let mark = if self.language.is_right_to_left() { "\u{200e}" } else { "" };
        format!("{mark}{}", self.help_phone)
    }

    fn say_or_call(&self, without_phone: &str, with_phone: &str) -> String {
        self.say(if self.help_phone.is_empty() { without_phone } else { with_phone })
    }

    fn consent(&self) -> String {
        let text = self.version().and_then(|version| version.notice_text(self.language));
        text.unwrap_or_default().to_owned()
    }

    fn question(&self, id: &str) -> String {
        let Some(question) = self.version().and_then(|version| version.survey.question(id)) else {
            return String::new();
        };
        let choices: Vec<&str> =
            self.shown(question).into_iter().map(|choice| self.choice(choice)).collect();
        self.asked(question, &choices)
    }

    /// The question as asked by text: its words, these choices numbered, and how to answer.
    pub fn asked(&self, question: &Question, choices: &[&str]) -> String {
        let text = question.text.get(self.language).unwrap_or_default();
        let skip = if question.optional { self.say("sms-may-skip") } else { String::new() };
        let how = self.how(question, choices.len());
        let choices = choices.iter().copied();
        // An example ends without a full stop, so what follows it begins a line.
        joined(&[numbered_text(text, choices), how, skip])
    }

    fn shown<'q>(&self, question: &'q Question) -> Vec<&'q Choice> {
        match self.response_id {
            Some(response_id) => question.shown_by_text(response_id),
            None => question.choices.iter().collect(),
        }
    }

    fn choice<'c>(&self, choice: &'c Choice) -> &'c str {
        choice.text.get(self.language).unwrap_or_default()
    }

    fn how(&self, question: &Question, shown: usize) -> String {
        match question.kind {
            Kind::Single => self.say("sms-how-choose-one"),
            Kind::Multiple => self.say("sms-how-choose-many"),
            Kind::Rank => {
                let most = question.most_ranked().min(shown);
                let example: Vec<String> = [2, 5, 1, 4, 3, 6]
                    .into_iter()
                    .filter(|n| *n <= shown)
                    .take(most)
                    .map(|n: usize| n.to_string())
                    .collect();
                let values = [("most", most.to_string()), ("example", example.join(" "))];
                self.say_with("sms-how-rank", &borrowed(&values))
            }
            Kind::Scale => {
                let (min, max) = question.scale_range();
                let values = [("min", min.to_string()), ("max", max.to_string())];
                self.say_with("sms-how-scale", &borrowed(&values))
            }
            Kind::YesNo => self.say("sms-how-yes-no"),
            Kind::Number => self.say("sms-how-number"),
            Kind::Date => {
                self.say_with("sms-how-date", &[("example", date_example(self.language))])
            }
            Kind::Text => self.say("sms-how-text"),
        }
    }

    /// What an answer looks like, where saying how to answer does not show it already.
    fn example(&self, question: &str) -> String {
        let version = self.version();
        let Some(question) = version.and_then(|version| version.survey.question(question)) else {
            return String::new();
        };
        let number = match question.kind {
            Kind::Single => 2.min(self.shown(question).len().try_into().unwrap_or(2)),
            Kind::Scale => {
                let (min, max) = question.scale_range();
                i64::midpoint(min, max)
            }
            Kind::Number => 3.min(question.max.unwrap_or(3)).max(question.min.unwrap_or(0)),
            // An example of words would put them into somebody's mouth.
            Kind::Multiple | Kind::Rank | Kind::YesNo | Kind::Date | Kind::Text => {
                return String::new();
            }
        };
        self.say_with("sms-example", &[("example", &number.to_string())])
    }

    fn reason(&self, reason: &NotUnderstood) -> String {
        match reason {
            NotUnderstood::NoSuchChoice { given, .. } => {
                self.say_with("sms-no-such-choice", &[("given", given)])
            }
            NotUnderstood::OutOfRange { min: Some(min), max: Some(max) } => {
                let values = [("min", min.to_string()), ("max", max.to_string())];
                self.say_with("sms-out-of-range", &borrowed(&values))
            }
            NotUnderstood::TooMany { most } => {
                self.say_with("sms-too-many", &[("most", &most.to_string())])
            }
            NotUnderstood::Repeated => self.say("sms-repeated"),
            NotUnderstood::ImpossibleDate => self.say("sms-impossible-date"),
            _ => self.say("sms-not-understood"),
        }
    }

    /// Reads back what was understood, so that a slip shows.
    fn echo(&self, echo: Option<&(String, Value)>) -> String {
        let Some((question, value)) = echo else { return String::new() };
        let question = self.version().and_then(|version| version.survey.question(question));
        let named = |id: &String| {
            question
                .and_then(|q| q.choice(id))
                .map_or_else(|| id.clone(), |c| self.choice(c).to_owned())
        };
        let answer = match value {
            Value::Choices(ids) => ids.iter().map(named).collect::<Vec<_>>().join(", "),
            Value::Text(id) => named(id),
            Value::Whole(number) => number.to_string(),
            Value::Decimal(number) => number.to_string(),
            Value::Date(date) => {
                day_in_words(*date, |id, values| self.i18n.sms(self.language, id, values))
            }
            Value::YesNo(yes) => self.say(if *yes { "sms-yes" } else { "sms-no" }),
        };
        self.say_with("sms-you-chose", &[("answer", &answer)])
    }
}

/// A day that cannot be read in another order, as the language writes dates in numbers.
fn date_example(language: &Language) -> &'static str {
    match language.tag() {
        "en" => "3/24/2026",
        "zh-Hans" => "2026/3/24",
        _ => "24/3/2026",
    }
}

fn borrowed<'v>(values: &'v [(&'v str, String)]) -> Vec<(&'v str, &'v str)> {
    values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn joined(lines: &[String]) -> String {
    let lines = lines.iter().filter(|line| !line.is_empty()).map(String::as_str);
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_to_call_keeps_its_order_between_words_read_from_the_right() {
        let i18n = I18n::embedded().unwrap();
        let help = |tag: &str| {
            let language = &Language::new(tag);
            let (center, help_phone, heard_link) = ("Riverside Health", "555-0100", "");
            let (offered, response_id, for_whom) = (None, None, None);
            let i18n = &i18n;
            Wording {
                i18n,
                center,
                help_phone,
                heard_link,
                language,
                offered,
                response_id,
                for_whom,
            }
            .text(&Reply::Help)
        };
        assert!(help("ar").contains(" \u{200e}555-0100"), "{}", help("ar"));
        assert!(help("en").is_ascii());
    }
}
