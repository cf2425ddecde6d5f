//! Who we heard: the people counted, by language, and who stands beside them.

use serde::Serialize;

use super::teller::Teller;
use crate::i18n::Language;
use crate::priority::FEWEST_PEOPLE;
use crate::priority::{hide_small_cells, is_small};
use crate::web::languages::{direction, own_name};

/// The people counted, and those beside them.
#[derive(Serialize)]
pub struct WhoWeHeard {
    rows: Option<Vec<HeardRow>>,
    has_hidden: bool,
    beside: Option<i64>,
    is_beside_few: bool,
}

#[derive(Serialize)]
struct HeardRow {
    lang: String,
    dir: &'static str,
    name: String,
    people: Option<i64>,
}

impl WhoWeHeard {
    /// Those of a ranking.
    pub fn new(teller: &Teller) -> Self {
        let (rows, beside) = (rows(teller), teller.live.set_beside);
        Self {
            has_hidden: rows.as_ref().is_some_and(|rows| rows.iter().any(|r| r.people.is_none())),
            rows,
            beside: (beside >= FEWEST_PEOPLE).then_some(beside),
            is_beside_few: is_small(beside),
        }
    }
}

impl WhoWeHeard {
    /// The same as the lines of a file: what they speak, and how many they are.
    pub fn lines(&self) -> Vec<Vec<String>> {
        let count = |people: Option<i64>| people.map(|people| people.to_string());
        let line = |row: &HeardRow| vec![row.name.clone(), count(row.people).unwrap_or_default()];
        self.rows.iter().flatten().map(line).collect()
    }
}

fn rows(teller: &Teller) -> Option<Vec<HeardRow>> {
    let by_language = &teller.live.heard_by_language;
    let counts: Vec<i64> = by_language.values().copied().collect();
    let shown = hide_small_cells(&counts)?;
    let row = |(language, people): (&Language, Option<i64>)| HeardRow {
        lang: language.tag().to_owned(),
        dir: direction(language),
        name: own_name(teller.texts(), language),
        people,
    };
    let mut rows: Vec<HeardRow> = by_language.keys().zip(shown).map(row).collect();
    // Hidden counts come last in the order of their names: a place among others would tell.
    rows.sort_by_key(|row| (row.people.is_none(), row.people.map(|people| -people)));
    Some(rows)
}
