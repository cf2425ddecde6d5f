//! A center's own file as a table: `stratum,category,count`, or the age table of a UDS report.
//!
//! The file is whatever somebody chose on their machine: each fault is one, and says where.

use std::collections::BTreeSet;

use super::{LeftOut, Present, Stratum, Table, WhyLeftOut};
use crate::enrolment::sheet::{Row, Sheet, SheetFault};
use crate::i18n::column_words;

/// The most categories of one file: more is no table of strata.
const MOST_CATEGORIES: usize = 300;
/// The longest name of a stratum or category in characters.
const LONGEST_NAME: usize = 60;
/// In how many rows the names of the columns are looked for: reports begin with titles.
const ROWS_OF_TITLES: usize = 12;
/// The ages of adults in the bands in which lists of people keep them.
const ADULT_BANDS: [(u32, u32, &str); 3] =
    [(18, 39, "18-39"), (40, 64, "40-64"), (65, u32::MAX, "65+")];
const MINORS: &str = "0-17";
const AGE: &str = "age";
const LANGUAGE: &str = "language";

/// Why a file is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// It cannot be read at all.
    #[error(transparent)]
    Sheet(#[from] SheetFault),
    /// Nothing names the columns.
    #[error("no row names the columns stratum, category and count")]
    NoColumns,
    /// There are names of columns and nothing else.
    #[error("the table has no rows")]
    NoRows,
    /// A name is missing or longer than anything that could be one.
    #[error("row {row}: the stratum or category is missing or too long")]
    NoName {
        /// Where, as a spreadsheet counts.
        row: u64,
    },
    /// What should be a number of people is none.
    #[error("row {row}: \"{text}\" is not a whole number of people")]
    NotACount {
        /// Where.
        row: u64,
        /// What stands there.
        text: String,
    },
    /// A category stands there twice.
    #[error("row {row}: \"{category}\" of \"{stratum}\" is there twice")]
    Twice {
        /// Where it stands again.
        row: u64,
        /// The stratum.
        stratum: String,
        /// The category.
        category: String,
    },
    /// The one line on language of a UDS report, which says nothing of which.
    #[error("row {row}: one line on a language other than English is no table of languages")]
    LanguageLine {
        /// Where.
        row: u64,
    },
    /// A band holds minors and adults.
    #[error("row {row}: \"{category}\" holds children and adults")]
    MixedAges {
        /// Where.
        row: u64,
        /// The band.
        category: String,
    },
    /// A stratum with people in fewer than two categories weights nothing.
    #[error("\"{stratum}\" has people in fewer than two categories")]
    OneCategory {
        /// The stratum.
        stratum: String,
    },
    /// More categories than strata have.
    #[error("the table has more than {MOST_CATEGORIES} rows")]
    TooMany,
}

/// Reads a file for people of whom this is known.
///
/// Strata and categories are named as the people asked have them: letter case does not matter, a
/// language may be written out, and narrow bands of age are added up.
pub fn read(bytes: &[u8], present: &Present) -> Result<Table, TableFault> {
    let sheet = Sheet::open(bytes)?;
    let mut rows: Vec<Row> = Vec::new();
    sheet.for_each(|row| {
        if rows.len() <= MOST_CATEGORIES + ROWS_OF_TITLES {
            rows.push(row);
        }
    })?;
    let named = rows.iter().take(ROWS_OF_TITLES).enumerate();
    let mut named = named.filter_map(|(at, row)| Some((at, Columns::named_by(row)?)));
    let Some((at, columns)) = named.next() else {
        let line = rows.iter().find(|row| row.cells.iter().any(|cell| is_language_line(cell)));
        return Err(
            line.map_or(TableFault::NoColumns, |row| TableFault::LanguageLine { row: row.number })
        );
    };
    let below = &rows[at + 1..];
    if below.is_empty() {
        return Err(TableFault::NoRows);
    }
    if below.len() > MOST_CATEGORIES {
        return Err(TableFault::TooMany);
    }
    let mut reader = Reader { present, table: Table::default(), seen: BTreeSet::new() };
    for row in below {
        reader.take(row, &columns)?;
    }
    let table = reader.table;
    let is_thin = |stratum: &&Stratum| {
        stratum.categories.iter().filter(|(_, people)| *people > 0).count() < 2
    };
    match table.strata.iter().find(is_thin) {
        Some(stratum) => Err(TableFault::OneCategory { stratum: stratum.name.clone() }),
        None if table.strata.is_empty() => Err(TableFault::NoRows),
        None => Ok(table),
    }
}

/// Which column is what.
enum Columns {
    /// A stratum, a category and a count a row.
    Long { stratum: usize, category: usize, count: usize },
    /// Table 3A of a UDS report: a band of age, and how many of each sex.
    Ages { band: usize, counts: Vec<usize> },
}

impl Columns {
    fn named_by(row: &Row) -> Option<Self> {
        let heads: Vec<String> = row.cells.iter().map(|cell| plain(cell)).collect();
        let find = |names: &[&str]| heads.iter().position(|head| names.contains(&head.as_str()));
        let stratum = find(&["stratum", "strata", "margin", "characteristic", "estrato"]);
        let category = find(&["category", "group", "value", "categoria", "categoría", "grupo"]);
        let count = find(&["count", "patients", "people", "number", "pacientes", "personas"]);
        if let (Some(stratum), Some(category), Some(count)) = (stratum, category, count) {
            return Some(Self::Long { stratum, category, count });
        }
        let band = heads.iter().position(|head| head.starts_with("age") && head.len() <= 20)?;
        let is_sex = |head: &String| head.starts_with("male") || head.starts_with("female");
        let of_sex: Vec<usize> = (0..heads.len()).filter(|at| is_sex(&heads[*at])).collect();
        let total = find(&["total", "total patients", "patients", "count"]);
        let counts = if of_sex.is_empty() { vec![total?] } else { of_sex };
        Some(Self::Ages { band, counts })
    }
}

/// As names are compared: small letters, single spaces.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_language_line(text: &str) -> bool {
    let text = plain(text);
    text.contains("other than english") || text.contains("best served in")
}

fn is_not_said(category: &str) -> bool {
    const WORDS: [&str; 8] = [
        "unreported",
        "not reported",
        "unknown",
        "declined",
        "refused",
        "prefer not",
        "not to disclose",
        "not to say",
    ];
    WORDS.iter().any(|word| category.contains(word))
}

struct Reader<'a> {
    present: &'a Present,
    table: Table,
    seen: BTreeSet<(String, String)>,
}

impl Reader<'_> {
    fn take(&mut self, row: &Row, columns: &Columns) -> Result<(), TableFault> {
        let number = row.number;
        let cell = |at: usize| row.cells.get(at).map_or("", String::as_str).trim();
        if row.cells.iter().any(|cell| is_language_line(cell)) {
            return Err(TableFault::LanguageLine { row: number });
        }
        let (stratum, category, people) = match columns {
            Columns::Long { stratum, category, count } => {
                (cell(*stratum), cell(*category), people(number, cell(*count))?)
            }
            Columns::Ages { band, counts } => {
                // Headings and notes between the bands.
                if counts.iter().all(|at| cell(*at).is_empty()) {
                    return Ok(());
                }
                let each = counts.iter().map(|at| people(number, cell(*at)));
                (AGE, cell(*band), each.sum::<Result<u64, _>>()?)
            }
        };
        let is_name = |text: &str| !text.is_empty() && text.chars().count() <= LONGEST_NAME;
        if !is_name(stratum) || !is_name(category) || row.is_cut {
            return Err(TableFault::NoName { row: number });
        }
        if plain(category) == "total" || plain(category).starts_with("total ") {
            return Ok(());
        }
        let stratum = self.stratum(stratum);
        if !self.seen.insert((stratum.clone(), plain(category))) {
            let category = category.to_owned();
            return Err(TableFault::Twice { row: number, stratum, category });
        }
        self.add(number, &stratum, category, people)
    }

    fn add(
        &mut self,
        row: u64,
        stratum: &str,
        category: &str,
        people: u64,
    ) -> Result<(), TableFault> {
        let left_out = |why: WhyLeftOut| LeftOut {
            stratum: stratum.to_owned(),
            category: category.to_owned(),
            people,
            why,
        };
        if is_not_said(&plain(category)) {
            self.table.left_out.push(left_out(WhyLeftOut::NotSaid));
            return Ok(());
        }
        let known = self.known(stratum, category);
        let name = match known {
            Some(known) => known,
            None if stratum == AGE => match band(category) {
                Band::Minors if self.asks_minors() => MINORS.to_owned(),
                Band::Minors => {
                    self.table.left_out.push(left_out(WhyLeftOut::Minors));
                    return Ok(());
                }
                Band::Adults(name) => name.to_owned(),
                Band::Mixed => {
                    return Err(TableFault::MixedAges { row, category: category.to_owned() });
                }
                Band::Unknown => category.to_owned(),
            },
            None => category.to_owned(),
        };
        let strata = &mut self.table.strata;
        let at = strata.iter().position(|known| known.name == stratum).unwrap_or_else(|| {
            strata.push(Stratum { name: stratum.to_owned(), categories: Vec::new() });
            strata.len() - 1
        });
        let categories = &mut strata[at].categories;
        match categories.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum = sum.saturating_add(people),
            None => categories.push((name, people)),
        }
        Ok(())
    }

    fn asks_minors(&self) -> bool {
        self.present.get(AGE).is_some_and(|ages| ages.contains_key(MINORS))
    }

    /// The stratum as the people asked have it, by its name or what a report calls it.
    fn stratum(&self, given: &str) -> String {
        let wanted = plain(given);
        let own = self.present.keys().find(|name| plain(name) == wanted);
        let words: Vec<&str> = wanted.split(|c: char| !c.is_alphanumeric()).collect();
        let says = |names: &[&str]| names.iter().any(|name| words.contains(name));
        match own {
            Some(own) => own.clone(),
            None if says(&["age", "ages", "edad"]) => AGE.to_owned(),
            None if says(&["language", "languages", "lang", "idioma"]) => LANGUAGE.to_owned(),
            None => given.to_owned(),
        }
    }

    /// The category as the people asked have it.
    fn known(&self, stratum: &str, given: &str) -> Option<String> {
        let wanted = plain(given);
        let own = self.present.get(stratum);
        let same = own.into_iter().flatten().map(|(name, _)| name);
        if let Some(same) = same.into_iter().find(|name| plain(name) == wanted) {
            return Some(same.clone());
        }
        if stratum == LANGUAGE {
            return column_words().language(given).map(|language| language.tag().to_owned());
        }
        None
    }
}

/// How many people a cell says: digits, with or without marks between thousands.
fn people(row: u64, text: &str) -> Result<u64, TableFault> {
    let digits: String =
        text.chars().filter(|sign| !matches!(sign, ',' | ' ' | '\u{a0}' | '\u{202f}')).collect();
    let digits = digits.strip_suffix(".0").unwrap_or(&digits);
    let is_plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    // A number with more digits is of no people on earth.
    if is_plain && digits.len() <= 9 {
        return Ok(digits.parse().unwrap_or_default());
    }
    Err(TableFault::NotACount { row, text: text.chars().take(30).collect() })
}

enum Band {
    Minors,
    Adults(&'static str),
    Mixed,
    Unknown,
}

/// Which band of ours a band of a report lies in.
fn band(text: &str) -> Band {
    let numbers: Vec<u32> = text
        .split(|sign: char| !sign.is_ascii_digit())
        .filter(|digits| !digits.is_empty() && digits.len() <= 3)
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let text = plain(text);
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let (first, last) = match numbers[..] {
        [most] if says(&["under", "younger", "less than", "below"]) => (0, most.saturating_sub(1)),
        [first] if says(&["over", "older", "+", "up", "más"]) => (first, u32::MAX),
        [age] => (age, age),
        [first, last] if first <= last => (first, last),
        _ => return Band::Unknown,
    };
    let holds = |(least, most, _): &&(u32, u32, &str)| *least <= first && last <= *most;
    match ADULT_BANDS.iter().find(holds) {
        Some((_, _, name)) => Band::Adults(name),
        None if last < 18 => Band::Minors,
        None if first < 18 => Band::Mixed,
        // Across two of ours: it stands as it is written, and the page says that nobody is in it.
        None => Band::Unknown,
    }
}

#[cfg(test)]
mod tests;
