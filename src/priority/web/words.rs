//! Their words: a few quotes of people who agreed to be quoted, beside the issues they speak of.

use serde::Serialize;

use super::teller::{Named, Teller, TierView};
use crate::priority::quotes::{ByTopic, Quoted};
use crate::priority::wording::place;

/// The page.
#[derive(Serialize)]
pub struct WordsView {
    survey: Named,
    slug: String,
    issues: Vec<Issue>,
    has_words: bool,
}

#[derive(Serialize)]
struct Issue {
    topic: Named,
    place: String,
    tier: TierView,
    quotes: Vec<QuoteView>,
}

#[derive(Serialize)]
struct QuoteView {
    words: Named,
    /// The same in another language.
    translation: Option<Named>,
    /// What they were asked.
    question: Option<Named>,
}

impl WordsView {
    /// The page of a ranking with these quotes.
    pub fn new(teller: &Teller, quotes: &ByTopic) -> Self {
        let live = teller.live;
        let survey = &live.offered.version.survey;
        let of = |item: usize| quotes.get(&live.items[item]).map(Vec::as_slice).unwrap_or_default();
        let issue = |item: usize| Issue {
            topic: teller.titles[item].clone(),
            place: place(live.ranking.rank_set[item]),
            tier: live.ranking.tier[item].into(),
            quotes: of(item).iter().map(|quoted| QuoteView::new(teller, quoted)).collect(),
        };
        let with_words = teller.in_order().into_iter().filter(|&item| !of(item).is_empty());
        let issues: Vec<Issue> = with_words.map(issue).collect();
        Self {
            survey: Named::of(&live.offered, teller.language, Some(&survey.title)),
            slug: survey.slug.clone(),
            has_words: !issues.is_empty(),
            issues,
        }
    }
}

impl QuoteView {
    fn new(teller: &Teller, quoted: &Quoted) -> Self {
        let offered = &teller.live.offered;
        let question = offered.version.survey.question(&quoted.question_id);
        let text = |texts| Named::of(offered, teller.language, Some(texts));
        Self {
            words: Named::new(&quoted.language, &quoted.words),
            translation: quoted.translation.as_ref().map(|of| Named::new(&of.language, &of.text)),
            question: question.map(|question| text(&question.text)),
        }
    }
}
