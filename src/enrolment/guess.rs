//! What the columns of a file hold, by how they are headed and by what stands in them.

use phonenumber::country;

use super::phone::{PhoneFault, read_phone};
use super::plan::Column;
use super::sheet::Row;
use crate::i18n::column_words;

/// What a file looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// Whether the first row heads the columns.
    pub has_heading: bool,
    /// What each column holds.
    pub columns: Vec<Column>,
}

/// Guesses from the first rows of a file; `sites` are those that are known.
pub fn guess(first: &[Row], sites: &[String], country: country::Id) -> Guess {
    let heads = first.first().map(|row| row.cells.as_slice()).unwrap_or_default();
    let is_phone = |cell: &String| {
        let read = read_phone(cell, country);
        matches!(read, Ok(_) | Err(PhoneFault::Rounded | PhoneFault::Extension))
    };
    let words = column_words();
    let is_headed = heads.iter().any(|head| words.heading(head).is_some());
    let has_heading = !heads.iter().any(is_phone) && (is_headed || first.len() > 1);
    let rows = &first[usize::from(has_heading)..];
    let most = |column: usize, is_it: &dyn Fn(&String) -> bool| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column));
        let filled: Vec<&String> = cells.filter(|cell| !cell.is_empty()).collect();
        let alike = filled.iter().filter(|cell| is_it(cell)).count();
        alike > 0 && alike * 2 > filled.len()
    };
    let is_site = |cell: &String| sites.iter().any(|site| site.eq_ignore_ascii_case(cell));
    let by_content = |column: usize| {
        if most(column, &is_phone) {
            Column::Phone
        } else if most(column, &|cell| words.language(cell).is_some()) {
            Column::Language
        } else if most(column, &is_site) {
            Column::Site
        } else {
            Column::Ignored
        }
    };
    let by_heading = |column: usize| {
        let heading = words.heading(heads.get(column)?).filter(|_| has_heading)?;
        Some(Column::from(heading))
    };
    let columns = (0..heads.len()).map(|at| by_heading(at).unwrap_or_else(|| by_content(at)));
    let mut columns: Vec<Column> = columns.collect();
    keep_one_phone(&mut columns, &|column| most(column, &is_phone));
    keep_the_first(&mut columns);
    Guess { has_heading, columns }
}

/// Of several columns of numbers the first in which there are numbers is taken.
fn keep_one_phone(columns: &mut [Column], holds_phones: &dyn Fn(usize) -> bool) {
    let all: Vec<usize> = (0..columns.len()).filter(|at| columns[*at] == Column::Phone).collect();
    let kept = all.iter().find(|at| holds_phones(**at)).or(all.first()).copied();
    for at in all.into_iter().filter(|at| Some(*at) != kept) {
        columns[at] = Column::Ignored;
    }
}

/// Of what there can be one column of, the first is taken.
fn keep_the_first(columns: &mut [Column]) {
    for at in 1..columns.len() {
        let may_repeat = matches!(columns[at], Column::Ignored | Column::Name | Column::Group);
        if !may_repeat && columns[..at].contains(&columns[at]) {
            columns[at] = Column::Ignored;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Age, Consent, Ignored, Language, Name, Phone, Site};

    fn guessed(rows: &[&[&str]]) -> (bool, Vec<Column>) {
        let row = |(at, cells): (usize, &&[&str])| {
            let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
            Row { number: at as u64 + 1, cells, is_cut: false }
        };
        let rows: Vec<Row> = rows.iter().enumerate().map(row).collect();
        let Guess { has_heading, columns } =
            guess(&rows, &["Main Street".to_owned()], country::Id::US);
        (has_heading, columns)
    }

    #[test]
    fn columns_are_known_by_their_headings() {
        let rows: [&[&str]; 2] = [
            &["Apellido", "Nombre", "Celular", "Idioma", "Sede", "Fecha de nacimiento", "Saldo"],
            &["Peña", "Lucía", "617-555-0101", "español", "Norte", "1980", "12"],
        ];
        assert_eq!(guessed(&rows), (true, vec![Name, Name, Phone, Language, Site, Age, Ignored]));
    }

    #[test]
    fn columns_without_known_headings_are_known_by_what_stands_in_them() {
        let rows: [&[&str]; 3] = [
            &["A", "B", "C", "D"],
            &["6175550101", "Spanish", "Main Street", "x"],
            &["6.1755E+09", "en", "", "y"],
        ];
        assert_eq!(guessed(&rows), (true, vec![Phone, Language, Site, Ignored]));
    }

    #[test]
    fn a_list_without_headings_is_noticed() {
        let rows: [&[&str]; 2] = [&["Ana", "617-555-0101"], &["Bo", "617-555-0102"]];
        assert_eq!(guessed(&rows), (false, vec![Ignored, Phone]));
    }

    #[test]
    fn of_several_columns_of_numbers_the_one_with_numbers_in_it_is_taken() {
        let rows: [&[&str]; 2] =
            [&["Home phone", "Cell", "OK to text?"], &["", "617-555-0101", "Y"]];
        assert_eq!(guessed(&rows), (true, vec![Ignored, Phone, Consent]));
    }
}
