//! A row of a file as a person, or what is wrong with it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use phonenumber::country;

use super::age::age_band;
use super::phone::{PhoneFault, read_phone};
use super::plan::{Column, Plan, ProofOf};
use super::sheet::{Row, is_unreadable};
use crate::i18n::{Language, column_words};
use crate::people::{LONGEST_SITE_NAME, Phone, SiteName};

/// The longest of what is kept of a cell beside numbers.
const LONGEST: usize = 100;
/// How people write that there is nothing to write.
const NOTHING: [&str; 7] = ["-", "--", "—", "n/a", "na", "none", "null"];

/// Why a row is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// A cell is too long, or there are too many of them.
    TooLong,
    /// There are signs in it that nobody types.
    Unreadable,
    /// It has fewer cells than the first row.
    TooFewCells,
    /// It has more cells than the first row.
    TooManyCells,
    /// A cell is a formula.
    Formula,
    /// The number.
    Phone(PhoneFault),
    /// The number stood in an earlier row, to which this one was added.
    Repeated,
}

impl RowFault {
    const IDS: [(Self, &'static str); 12] = [
        (Self::TooLong, "people-reason-too-long"),
        (Self::Unreadable, "people-reason-unreadable"),
        (Self::TooFewCells, "people-reason-too-few-cells"),
        (Self::TooManyCells, "people-reason-too-many-cells"),
        (Self::Formula, "people-reason-formula"),
        (Self::Phone(PhoneFault::Missing), "people-reason-phone-missing"),
        (Self::Phone(PhoneFault::Rounded), "people-reason-phone-rounded"),
        (Self::Phone(PhoneFault::Extension), "people-reason-phone-extension"),
        (Self::Phone(PhoneFault::Several), "people-reason-phone-several"),
        (Self::Phone(PhoneFault::NotANumber), "people-reason-phone-not-a-number"),
        (Self::Phone(PhoneFault::NotValid), "people-reason-phone-not-valid"),
        (Self::Repeated, "people-reason-repeated"),
    ];

    /// The text that says it; the name in the database too.
    pub fn text_id(self) -> &'static str {
        Self::IDS.iter().find(|(fault, _)| *fault == self).map_or("", |(_, id)| id)
    }

    /// The text that says what a row of the database names.
    pub fn known_id(name: &str) -> Option<&'static str> {
        Self::IDS.iter().find_map(|(_, id)| (*id == name).then_some(*id))
    }
}

/// What a row says of a person.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where the row stands.
    pub row: u64,
    /// Their number.
    pub phone: Phone,
    /// Their name.
    pub name: Option<String>,
    /// Their language, where the row names one that Hearth speaks.
    pub language: Option<Language>,
    /// What stands in the column of languages, where it is none.
    pub unknown_language: Option<String>,
    /// Their site.
    pub site: Option<String>,
    /// Their strata but the language.
    pub strata: BTreeMap<String, String>,
    /// When they agreed to be texted, if it is stated that they did.
    pub agreed_on: Option<NaiveDate>,
    /// Whether the row says something else than yes: then no other row of the number counts.
    pub says_no: bool,
}

/// What rows are read by.
pub struct Reader<'a> {
    plan: &'a Plan,
    width: usize,
    groups: Vec<Option<String>>,
    country: country::Id,
    today: NaiveDate,
}

impl<'a> Reader<'a> {
    /// Reads rows by that plan. `first` is the file's first row: it says how many cells there are.
    pub fn new(plan: &'a Plan, first: &Row, country: country::Id, today: NaiveDate) -> Self {
        let name = |(at, column): (usize, &Column)| {
            let head = first.cells.get(at).filter(|_| plan.has_heading && !is_blank(first, at));
            let name = || head.map_or_else(|| format!("group {}", at + 1), |head| shortened(head));
            (*column == Column::Group).then(name)
        };
        let groups = plan.columns.iter().enumerate().map(name).collect();
        Self { plan, width: first.cells.len(), groups, country, today }
    }

    /// Whether that row heads the columns.
    pub fn is_heading(&self, row: &Row, first: &Row) -> bool {
        self.plan.has_heading && row.number == first.number
    }

    /// What a row says.
    pub fn read(&self, row: &Row) -> Result<Entry, RowFault> {
        if row.is_cut {
            return Err(RowFault::TooLong);
        }
        if row.cells.len() < self.width {
            return Err(RowFault::TooFewCells);
        }
        if row.cells.iter().skip(self.width).any(|cell| !cell.is_empty()) {
            return Err(RowFault::TooManyCells);
        }
        let cells: Vec<(usize, Column, &str)> = self.read_cells(row).collect();
        if cells.iter().any(|(_, _, cell)| cell.contains(is_unreadable)) {
            return Err(RowFault::Unreadable);
        }
        let is_formula = |cell: &str| cell.starts_with(['=', '@']);
        if cells.iter().any(|(_, column, cell)| *column != Column::Phone && is_formula(cell)) {
            return Err(RowFault::Formula);
        }
        let cell = |wanted: Column| {
            cells.iter().find(|(_, column, _)| *column == wanted).map_or("", |(.., cell)| *cell)
        };
        let phone = read_phone(cell(Column::Phone), self.country).map_err(RowFault::Phone)?;
        let names: Vec<&str> =
            cells.iter().filter(|(_, column, _)| *column == Column::Name).map(|c| c.2).collect();
        let language = column_words().language(cell(Column::Language)).cloned();
        let stated = Some(cell(Column::Language)).filter(|cell| !cell.is_empty());
        let site = site_name(cell(Column::Site));
        Ok(Entry {
            row: row.number,
            phone,
            name: (!names.is_empty()).then(|| shortened(&names.join(" "))),
            unknown_language: stated.filter(|_| language.is_none()).map(shortened),
            language,
            site: site.or_else(|| self.plan.site.clone()),
            strata: self.strata(&cells),
            agreed_on: self.agreed_on(cell(Column::Consent), cell(Column::ConsentDate)),
            says_no: says_no(cell(Column::Consent)),
        })
    }

    /// The cells that are read and not blank.
    fn read_cells<'r>(&self, row: &'r Row) -> impl Iterator<Item = (usize, Column, &'r str)> {
        let columns = self.plan.columns.iter().copied().enumerate();
        columns
            .filter(|(at, column)| *column != Column::Ignored && !is_blank(row, *at))
            .filter_map(|(at, column)| Some((at, column, row.cells.get(at)?.as_str())))
    }

    fn strata(&self, cells: &[(usize, Column, &str)]) -> BTreeMap<String, String> {
        let stratum = |(at, column, cell): &(usize, Column, &str)| match column {
            Column::Age => Some(("age".to_owned(), age_band(cell, self.today)?)),
            Column::RaceEthnicity => Some(("race_ethnicity".to_owned(), shortened(cell))),
            Column::Group => Some((self.groups.get(*at)?.clone()?, shortened(cell))),
            _ => None,
        };
        cells.iter().filter_map(stratum).collect()
    }

    fn agreed_on(&self, consent: &str, date: &str) -> Option<NaiveDate> {
        let proof = self.plan.proof.as_ref()?;
        let on = read_date(date, self.country).filter(|date| *date <= self.today);
        // Whatever is stated of all: a row that says something else than yes, or names a day that
        // cannot be, states nothing.
        if says_no(consent) || (!date.is_empty() && on.is_none()) {
            return None;
        }
        let has_column = self.plan.columns.contains(&Column::Consent);
        let says_so = match proof.of {
            ProofOf::Everybody => true,
            ProofOf::WhoseRowSaysSo if has_column => column_words().is_yes(consent),
            ProofOf::WhoseRowSaysSo => on.is_some(),
        };
        says_so.then(|| on.unwrap_or(proof.on))
    }
}

fn says_no(consent: &str) -> bool {
    !consent.is_empty() && !column_words().is_yes(consent)
}

fn is_blank(row: &Row, at: usize) -> bool {
    row.cells.get(at).is_none_or(|cell| {
        cell.is_empty() || NOTHING.iter().any(|nothing| cell.eq_ignore_ascii_case(nothing))
    })
}

/// A site as the cell names it; so much of the name as a site may have.
fn site_name(cell: &str) -> Option<String> {
    let name: String = cell.chars().take(LONGEST_SITE_NAME).collect();
    SiteName::parse(&name).ok().map(|name| name.as_str().to_owned())
}

fn shortened(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

/// A day in numbers, with or without a time after it; the month stands first in the United States.
fn read_date(cell: &str, country: country::Id) -> Option<NaiveDate> {
    let day = cell.split([' ', 'T']).next()?;
    let numbers: Vec<u32> =
        day.split(['-', '/', '.']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [first, second, third] = numbers[..] else { return None };
    let (year, month, day) = match (first, country) {
        (1900.., _) => (first, second, third),
        (_, country::Id::US) => (third, first, second),
        _ => (third, second, first),
    };
    let year = if year < 100 { year + 2000 } else { year };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrolment::plan::{Proof, ProofMethod};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn row(number: u64, cells: &[&str]) -> Row {
        Row { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), is_cut: false }
    }

    fn plan(of: ProofOf) -> Plan {
        use Column::{Age, Consent, ConsentDate, Group, Language, Name, Phone, Site};
        Plan {
            has_heading: true,
            columns: vec![Name, Name, Phone, Language, Site, Age, Group, Consent, ConsentDate],
            panel: "Voices".to_owned(),
            language: crate::i18n::Language::new("en"),
            site: Some("Main Street".to_owned()),
            proof: Some(Proof {
                statement: "intake form".to_owned(),
                method: ProofMethod::Written,
                on: day(2026, 1, 2),
                of,
                stated_by: 1,
            }),
        }
    }

    fn read(of: ProofOf, cells: &[&str]) -> Result<Entry, RowFault> {
        let heads = ["Last", "First", "Tel", "Lang", "Site", "DOB", "Housing", "OK?", "When"];
        let plan = plan(of);
        let reader = Reader::new(&plan, &row(1, &heads), country::Id::US, day(2026, 10, 1));
        reader.read(&row(7, cells))
    }

    const ANA: [&str; 9] =
        ["Ruiz", "Ana", "617-555-0101", "Spanish", "North", "1980-01-01", "rents", "yes", "3/4/26"];

    fn changed(at: usize, cell: &'static str) -> [&'static str; 9] {
        let mut cells = ANA;
        cells[at] = cell;
        cells
    }

    #[test]
    fn a_row_says_who_somebody_is() {
        let ana = read(ProofOf::WhoseRowSaysSo, &ANA).unwrap();
        assert_eq!(ana.phone.expose(), "+16175550101");
        assert_eq!((ana.name.as_deref(), ana.site.as_deref()), (Some("Ruiz Ana"), Some("North")));
        assert_eq!(ana.language.as_ref().map(Language::tag), Some("es"));
        let strata = [("Housing", "rents"), ("age", "40-64")];
        assert_eq!(ana.strata, strata.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
        assert_eq!(ana.agreed_on, Some(day(2026, 3, 4)));
    }

    #[test]
    fn what_a_row_lacks_is_filled_by_the_plan_or_left_open() {
        let blank = ["", "N/A", "6175550101", "Klingon", "-", "", "", "", ""];
        let entry = read(ProofOf::Everybody, &blank).unwrap();
        assert_eq!((entry.name, entry.site.as_deref()), (None, Some("Main Street")));
        assert_eq!((entry.language, entry.unknown_language.as_deref()), (None, Some("Klingon")));
        assert_eq!(entry.agreed_on, Some(day(2026, 1, 2)));
    }

    #[test]
    fn consent_is_stated_only_of_those_whose_row_says_so() {
        for (cell, agreed) in [("Y", true), ("no", false), ("", false), ("maybe", false)] {
            let entry = read(ProofOf::WhoseRowSaysSo, &changed(7, cell)).unwrap();
            assert_eq!(entry.agreed_on.is_some(), agreed, "{cell}");
        }
        let later = read(ProofOf::WhoseRowSaysSo, &changed(8, "2027-01-01")).unwrap();
        assert_eq!(later.agreed_on, None, "nobody agreed tomorrow");
        for (cell, agreed) in [("yes", true), ("", true), ("no", false), ("maybe", false)] {
            let entry = read(ProofOf::Everybody, &changed(7, cell)).unwrap();
            assert_eq!(entry.agreed_on.is_some(), agreed, "whatever is stated of all: {cell}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_row_is_told() {
        for (cells, fault) in [
            (&ANA[..8], RowFault::TooFewCells),
            (&[&ANA[..], &["x"]].concat(), RowFault::TooManyCells),
            (&changed(0, "=HYPERLINK(\"x\")"), RowFault::Formula),
            (&changed(6, "@SUM(1)"), RowFault::Formula),
            (&changed(1, "A\0na"), RowFault::Unreadable),
            (&changed(1, "A\u{fffd}na"), RowFault::Unreadable),
            (&changed(2, ""), RowFault::Phone(PhoneFault::Missing)),
            (&changed(2, "6.17E+09"), RowFault::Phone(PhoneFault::Rounded)),
        ] {
            assert_eq!(read(ProofOf::Everybody, cells).unwrap_err(), fault, "{cells:?}");
        }
        assert!(read(ProofOf::Everybody, &[&ANA[..], &["", ""]].concat()).is_ok());
        let cut = Row { is_cut: true, ..row(2, &ANA) };
        let plan = plan(ProofOf::Everybody);
        let reader = Reader::new(&plan, &row(1, &ANA), country::Id::US, day(2026, 10, 1));
        assert_eq!(reader.read(&cut).unwrap_err(), RowFault::TooLong);
    }

    #[test]
    fn a_day_is_read_as_the_country_writes_it() {
        for (cell, country, date) in [
            ("2026-03-04", country::Id::US, Some(day(2026, 3, 4))),
            ("2026-03-04 10:15:00", country::Id::GB, Some(day(2026, 3, 4))),
            ("3/4/2026", country::Id::US, Some(day(2026, 3, 4))),
            ("3/4/26", country::Id::GB, Some(day(2026, 4, 3))),
            ("31.12.2025", country::Id::DE, Some(day(2025, 12, 31))),
            ("March", country::Id::US, None),
            ("13/13/2026", country::Id::US, None),
        ] {
            assert_eq!(read_date(cell, country), date, "{cell}");
        }
    }
}
