//! What stands on the backlog's page.

use serde::Serialize;

use crate::backlog::flow::{DecideError, LONGEST_REASON};
use crate::backlog::item::{Decision, Item};
use crate::backlog::{Evidence, GroupOf, Status};
use crate::i18n::{I18n, Language, Texts, Value};
use crate::priority::web::{TierView, name_in_sentence};
use crate::priority::wording::{likelihood_id, percent, place};
use crate::staff::web::{self, Bar, Desk, Empty, Flash};
use crate::staff::{SignedIn, Task};
use crate::web::languages::{direction, own_name};

/// The page.
#[derive(Serialize)]
pub struct BacklogPage {
    bar: Bar,
    is_saved: bool,
    empty: Option<Empty>,
    items: Vec<ItemView>,
    may_decide: bool,
    may_translate: bool,
    reason_language: String,
    most_characters: usize,
}

/// What was just done.
pub enum Saved {
    /// A decision, or words for one.
    Kept {
        /// The decision, if it was one.
        decision: Option<i64>,
    },
    /// A decision was taken back.
    Undone,
}

impl Saved {
    fn flash(&self, items: &[Item]) -> Flash {
        let Self::Kept { decision } = self else { return Flash::new("backlog-undone") };
        let flash = Flash::new("backlog-saved");
        let Some(decision) = decision else { return flash };
        let Some(item) = items.iter().find(|item| item.can_undo(*decision)) else { return flash };
        let path = format!("/staff/backlog/{}/undo", item.id);
        flash.undone_by(path, vec![("decision", decision.to_string())])
    }
}

/// What is wrong with a form, and what was typed into it.
#[derive(Clone)]
pub struct Fault {
    /// The item of the form.
    pub item_id: i64,
    /// What is wrong.
    pub text: String,
    /// The step chosen.
    pub to: String,
    /// The words typed.
    pub words: String,
}

#[derive(Serialize)]
struct ItemView {
    id: i64,
    lang: String,
    title: String,
    counts_as: Option<WordsView>,
    status_name: &'static str,
    status_class: &'static str,
    status_id: &'static str,
    evidence: Option<String>,
    /// For whom it matters more than for everybody.
    missed: Option<String>,
    evidence_count: usize,
    history: Vec<DecisionView>,
    not_told_in: Option<String>,
    steps: Vec<Step>,
    is_open: bool,
    typed: String,
    answer_id: i64,
    missing: Vec<MissingView>,
}

#[derive(Serialize)]
struct DecisionView {
    status_id: &'static str,
    on: String,
    is_undone: bool,
    is_undoing: bool,
    words: Vec<WordsView>,
}

#[derive(Serialize)]
struct WordsView {
    lang: String,
    dir: &'static str,
    text: String,
    is_draft: bool,
}

/// A language in which the answer cannot be read yet, with what there is of it.
#[derive(Serialize)]
struct MissingView {
    lang: String,
    dir: &'static str,
    name: String,
    draft: String,
}

#[derive(Serialize)]
struct Step {
    name: &'static str,
    text_id: &'static str,
    is_chosen: bool,
}

impl BacklogPage {
    /// The page for an account.
    pub fn new(
        i18n: &I18n,
        signed_in: &SignedIn,
        items: &[Item],
        saved: Option<&Saved>,
        fault: Option<&Fault>,
    ) -> Self {
        let sees_evidence = signed_in.role.may(Task::SeeBacklog);
        let may_decide = signed_in.role.may(Task::Decide);
        let item = |item: &Item| {
            let fault = fault.filter(|fault| fault.item_id == item.id);
            let mut view = ItemView::new(i18n, &signed_in.language, item, fault);
            view.evidence = view.evidence.filter(|_| sees_evidence);
            view.missed = view.missed.filter(|_| sees_evidence);
            view
        };
        let told = fault.map(|fault| web::Fault {
            text: fault.text.clone(),
            field: Some(format!("reason-{}", fault.item_id)),
        });
        let empty = Empty::new("backlog-empty").leading_to(
            sees_evidence,
            "/staff/priorities",
            "staff-nav-priorities",
        );
        let flash = saved.map(|saved| saved.flash(items));
        Self {
            bar: Bar::new(signed_in, Desk::Backlog).saying(flash).faulting(told),
            is_saved: saved.is_some(),
            empty: items.is_empty().then_some(empty),
            items: items.iter().map(item).collect(),
            may_decide,
            may_translate: may_decide || signed_in.role.may(Task::ReviewTexts),
            reason_language: own_name(i18n, &signed_in.language),
            most_characters: LONGEST_REASON,
        }
    }
}

impl ItemView {
    fn new(i18n: &I18n, language: &Language, item: &Item, fault: Option<&Fault>) -> Self {
        let (title_language, title) = item.title_in(language);
        let missing = item.not_told_in();
        let answer = item.answer();
        let not_told: Vec<String> =
            missing.iter().map(|language| own_name(i18n, language)).collect();
        let step = |to: &Status| Step {
            name: to.name(),
            text_id: step_id(*to),
            is_chosen: fault.is_some_and(|fault| fault.to == to.name()),
        };
        Self {
            id: item.id,
            lang: title_language.tag().to_owned(),
            title: title.to_owned(),
            counts_as: item.counts_as.as_ref().and_then(|title| counts_as(title, language)),
            status_name: item.status.name(),
            status_class: status_class(item.status),
            status_id: status_id(item.status),
            evidence: item.evidence.last().map(|latest| evidence_text(i18n, language, latest)),
            missed: item.evidence.last().and_then(|latest| missed_text(i18n, language, latest)),
            evidence_count: item.evidence.len(),
            history: item.decisions.iter().rev().map(|one| DecisionView::new(item, one)).collect(),
            not_told_in: (answer.is_some() && !not_told.is_empty()).then(|| not_told.join(" · ")),
            steps: item.status.next().iter().map(step).collect(),
            is_open: fault.is_some(),
            typed: fault.map(|fault| fault.words.clone()).unwrap_or_default(),
            answer_id: answer.map_or(0, |answer| answer.id),
            missing: answer.map(|answer| missing_views(i18n, answer, &missing)).unwrap_or_default(),
        }
    }
}

/// What an item's topic counts as, in the page's language or as it is called.
fn counts_as(title: &Texts, language: &Language) -> Option<WordsView> {
    let in_it = title.get(language).map(|text| (language, text));
    let (language, text) =
        in_it.or_else(|| title.0.iter().next().map(|(l, text)| (l, text.as_str())))?;
    let (lang, dir) = (language.tag().to_owned(), direction(language));
    Some(WordsView { lang, dir, text: text.to_owned(), is_draft: false })
}

fn missing_views(i18n: &I18n, answer: &Decision, missing: &[Language]) -> Vec<MissingView> {
    missing
        .iter()
        .map(|language| MissingView {
            lang: language.tag().to_owned(),
            dir: direction(language),
            name: own_name(i18n, language),
            draft: answer.words.get(language).map(|words| words.text.clone()).unwrap_or_default(),
        })
        .collect()
}

impl DecisionView {
    fn new(item: &Item, decision: &Decision) -> Self {
        let words = decision
            .words
            .iter()
            .map(|(language, words)| WordsView {
                lang: language.tag().to_owned(),
                dir: direction(language),
                text: words.text.clone(),
                is_draft: words.is_draft,
            })
            .collect();
        Self {
            status_id: status_id(decision.status),
            on: decision.at.date().to_string(),
            is_undone: item.is_undone(decision),
            is_undoing: decision.undoes.is_some(),
            words,
        }
    }
}

fn evidence_text(i18n: &I18n, language: &Language, evidence: &Evidence) -> String {
    let percent = percent(evidence.p_top_k);
    let said = [("percent", Value::Text(&percent))];
    let likelihood = i18n.web(language, likelihood_id(evidence.p_top_k), &said);
    let tier = i18n.web(language, TierView::from(evidence.tier).text_id(), &[]);
    let place = place(evidence.rank_set);
    let k = i64::try_from(evidence.k).unwrap_or(i64::MAX);
    let values = [
        ("tier", Value::Text(&tier)),
        ("place", Value::Text(&place)),
        ("k", Value::Number(k)),
        ("likelihood", Value::Text(&likelihood)),
        ("people", Value::Number(evidence.n)),
    ];
    i18n.web(language, "backlog-evidence", &values)
}

/// At whose top it stands, where the average misses them.
fn missed_text(i18n: &I18n, language: &Language, evidence: &Evidence) -> Option<String> {
    let name = |of: &GroupOf| name_in_sentence(i18n, language, (&of.stratum, &of.category));
    let groups: Vec<String> = evidence.missed_by.iter().map(name).collect();
    let k = i64::try_from(evidence.k).unwrap_or(i64::MAX);
    let groups = Some(groups.join("; ")).filter(|groups| !groups.is_empty())?;
    let values = [("groups", Value::Text(&groups)), ("k", Value::Number(k))];
    Some(i18n.web(language, "backlog-evidence-missed", &values))
}

/// What is wrong, in words for whoever decides.
pub fn fault_text(i18n: &I18n, language: &Language, fault: &DecideError) -> String {
    match fault {
        DecideError::ReasonMissing => i18n.web(language, "backlog-fault-reason", &[]),
        DecideError::NoSuchLanguage(_) => i18n.web(language, "backlog-fault-language", &[]),
        DecideError::ReviewerMissing => i18n.web(language, "backlog-fault-reviewer", &[]),
        DecideError::ReasonTooLong => {
            let most = Value::Number(i64::try_from(LONGEST_REASON).unwrap_or(i64::MAX));
            i18n.web(language, "backlog-fault-long", &[("most", most)])
        }
        DecideError::NotToldIn(missing) => {
            let names: Vec<String> = missing.iter().map(|l| own_name(i18n, l)).collect();
            let names = names.join(" · ");
            i18n.web(language, "backlog-fault-told", &[("languages", Value::Text(&names))])
        }
        DecideError::Changed
        | DecideError::NoSuchStep(..)
        | DecideError::NoSuchItem
        | DecideError::NotAllowed
        | DecideError::Store(_) => i18n.web(language, "backlog-fault-changed", &[]),
    }
}

fn status_class(status: Status) -> &'static str {
    match status {
        Status::Proposed | Status::UnderReview => "close",
        Status::Accepted | Status::Testing | Status::Implementing => "probable",
        Status::DoneTelling | Status::Told => "clear",
        Status::NotNow | Status::Declined => "lower",
    }
}

fn status_id(status: Status) -> &'static str {
    match status {
        Status::Proposed => "backlog-status-proposed",
        Status::UnderReview => "backlog-status-under_review",
        Status::Accepted => "backlog-status-accepted",
        Status::NotNow => "backlog-status-not_now",
        Status::Declined => "backlog-status-declined",
        Status::Testing => "backlog-status-testing",
        Status::Implementing => "backlog-status-implementing",
        Status::DoneTelling => "backlog-status-done_telling",
        Status::Told => "backlog-status-told",
    }
}

fn step_id(to: Status) -> &'static str {
    match to {
        Status::Proposed | Status::UnderReview => "backlog-to-under_review",
        Status::Accepted => "backlog-to-accepted",
        Status::NotNow => "backlog-to-not_now",
        Status::Declined => "backlog-to-declined",
        Status::Testing => "backlog-to-testing",
        Status::Implementing => "backlog-to-implementing",
        Status::DoneTelling => "backlog-to-done_telling",
        Status::Told => "backlog-to-told",
    }
}
