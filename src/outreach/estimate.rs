//! What asking people costs and how long it takes, before anything is sent.

use std::collections::BTreeMap;

use crate::i18n::Language;

/// What one language costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageCost {
    /// The language people are asked in.
    pub language: Language,
    /// How many are asked.
    pub people: i64,
    /// How many of them speak another language that the survey is not offered in.
    pub speak_another: i64,
    /// How many segments their first texts are.
    pub segments: i64,
    /// How many more there are if everybody answers to the end.
    pub segments_to_the_end: i64,
}

/// What it costs and how long it takes. Prices are in thousandths of a cent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// By language, the source language first.
    pub languages: Vec<LanguageCost>,
    /// What a segment costs.
    pub segment_millicents: i64,
}

/// Segments of the texts of one language.
#[derive(Clone, Copy, Debug, Default)]
pub struct Segments {
    /// The consent question.
    pub consent: i64,
    /// The first question, to somebody who agreed before.
    pub question: i64,
    /// All that follows if everything is answered.
    pub rest: i64,
}

impl Estimate {
    /// Sums up people of `(language, speaks another, is asked for consent)`.
    pub fn of<'a>(
        people: impl Iterator<Item = (&'a Language, bool, bool)>,
        order: &[Language],
        segments: &BTreeMap<Language, Segments>,
        segment_millicents: i64,
    ) -> Self {
        let mut costs: BTreeMap<&Language, LanguageCost> = BTreeMap::new();
        for (language, speaks_another, is_consent) in people {
            let texts = segments.get(language).copied().unwrap_or_default();
            let cost = costs.entry(language).or_insert_with(|| LanguageCost {
                language: language.clone(),
                people: 0,
                speak_another: 0,
                segments: 0,
                segments_to_the_end: 0,
            });
            cost.people += 1;
            cost.speak_another += i64::from(speaks_another);
            cost.segments += if is_consent { texts.consent } else { texts.question };
            cost.segments_to_the_end += texts.rest;
        }
        let languages = order.iter().filter_map(|language| costs.remove(language)).collect();
        Self { languages, segment_millicents }
    }

    /// How many are asked.
    pub fn people(&self) -> i64 {
        self.languages.iter().map(|cost| cost.people).sum()
    }

    /// Segments of all first texts.
    pub fn segments(&self) -> i64 {
        self.languages.iter().map(|cost| cost.segments).sum()
    }

    /// Segments of everything, if everybody answers to the end.
    pub fn segments_at_most(&self) -> i64 {
        self.segments() + self.languages.iter().map(|cost| cost.segments_to_the_end).sum::<i64>()
    }
}

/// How long something takes, in whole minutes rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// Whole hours.
    pub hours: i64,
    /// Minutes beside them.
    pub minutes: i64,
}

impl Duration {
    /// How long so many texts take at that pace.
    pub fn of(texts: i64, per_second: f64) -> Self {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "a number of people, and minutes for it"
        )]
        let minutes = (texts as f64 / per_second / 60.0).ceil() as i64;
        Self { hours: minutes / 60, minutes: minutes % 60 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_thousand_texts_at_one_a_second_take_most_of_six_hours() {
        assert_eq!(Duration::of(20_000, 1.0), Duration { hours: 5, minutes: 34 });
        assert_eq!(Duration::of(1, 100.0), Duration { hours: 0, minutes: 1 });
        assert_eq!(Duration::of(0, 1.0), Duration { hours: 0, minutes: 0 });
    }

    #[test]
    fn each_language_counts_its_own_texts() {
        let (en, es) = (Language::new("en"), Language::new("es"));
        let segments = BTreeMap::from([
            (en.clone(), Segments { consent: 2, question: 1, rest: 10 }),
            (es.clone(), Segments { consent: 6, question: 4, rest: 30 }),
        ]);
        let people = [(&es, false, true), (&en, true, true), (&en, false, false)];
        let order = [en.clone(), es.clone(), Language::new("ht")];
        let estimate = Estimate::of(people.into_iter(), &order, &segments, 830);
        let rows: Vec<_> = estimate
            .languages
            .iter()
            .map(|c| (c.language.tag(), c.people, c.speak_another, c.segments))
            .collect();
        assert_eq!(rows, [("en", 2, 1, 3), ("es", 1, 0, 6)]);
        assert_eq!((estimate.people(), estimate.segments()), (3, 9));
        assert_eq!(estimate.segments_at_most(), 59);
    }
}
