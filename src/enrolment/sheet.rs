//! A file as rows of cells: what it is written in, what parts its cells, and where each row stands.
//!
//! The file is whatever somebody chose on their machine. It is read row by row, so that no more of
//! it lies in memory in pieces than one row, and a cell is cut where nothing readable is that long.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

/// The most rows of one file.
pub const MOST_ROWS: usize = 100_000;
/// The most columns that can be read.
pub const MOST_COLUMNS: usize = 60;
/// The longest cell in characters.
pub const LONGEST_CELL: usize = 1_000;
/// What is kept of a longer one, to be recognised by.
const CUT_TO: usize = 80;
/// How many rows tell what parts the cells.
const ROWS_TO_GUESS_BY: usize = 25;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Where it stands, as a spreadsheet counts: from 1.
    pub number: u64,
    /// What stands in it.
    pub cells: Vec<String>,
    /// Whether a cell was too long, or there were more cells than can be read.
    pub is_cut: bool,
}

/// Why a file is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is a spreadsheet program's own file.
    #[error("the file is a workbook, not a CSV file")]
    Workbook,
    /// It is a PDF.
    #[error("the file is a PDF")]
    Pdf,
    /// It is a web page, as some systems call a table.
    #[error("the file is a web page")]
    WebPage,
    /// It is no text.
    #[error("the file is no text")]
    NotText,
    /// It has too many rows.
    #[error("the file has more than {MOST_ROWS} rows")]
    TooManyRows,
}

/// A file's text, and what parts its cells.
#[derive(Debug)]
pub struct Sheet<'a> {
    text: Cow<'a, str>,
    delimiter: u8,
}

impl<'a> Sheet<'a> {
    /// Opens a file of whatever encoding: UTF-8 or UTF-16 with their marks, UTF-8 without, and else
    /// the Windows code page in which spreadsheets of this part of the world write.
    pub fn open(bytes: &'a [u8]) -> Result<Self, SheetFault> {
        if let Some(fault) = foreign(bytes) {
            return Err(fault);
        }
        let encoding = Encoding::for_bom(bytes).map_or_else(|| guess(bytes), |(known, _)| known);
        let (text, _, _) = encoding.decode(bytes);
        if text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\0').is_empty() {
            return Err(SheetFault::Empty);
        }
        let start: Vec<char> = text.chars().take(4_096).collect();
        let unreadable = start.iter().filter(|sign| is_unreadable(**sign)).count();
        if unreadable * 20 > start.len() {
            return Err(SheetFault::NotText);
        }
        let head: String = start.iter().take(200).collect();
        let head = head.trim_start().to_lowercase();
        if ["<!doctype", "<html", "<table", "<?xml"].iter().any(|tag| head.starts_with(tag)) {
            return Err(SheetFault::WebPage);
        }
        let delimiter = delimiter_of(&text);
        Ok(Self { text, delimiter })
    }

    /// Hands over each row in which something stands, in order; tells how many there were.
    pub fn for_each(&self, mut take: impl FnMut(Row)) -> Result<u64, SheetFault> {
        let mut reader = reader(self.text.as_bytes(), self.delimiter);
        let (mut record, mut rows, mut lines_inside) = (StringRecord::new(), 0, 0);
        // Text in memory is read without fail, and is UTF-8.
        while reader.read_record(&mut record).unwrap_or(false) {
            let line = record.position().map_or(1, |at| self.line_of(at));
            let number = line.saturating_sub(lines_inside).max(1);
            lines_inside += lines_in(&record);
            let is_note = rows == 0 && record.len() <= 2 && record[0].starts_with("sep=");
            if is_note || record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if rows == MOST_ROWS {
                return Err(SheetFault::TooManyRows);
            }
            rows += 1;
            take(row(number, &record));
        }
        Ok(rows as u64)
    }

    /// The line on which a record begins: the reader tells where it was before it left out blank
    /// lines.
    fn line_of(&self, at: &csv::Position) -> u64 {
        let start = usize::try_from(at.byte()).unwrap_or(usize::MAX);
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        at.line() + ends.filter(|byte| **byte == b'\n').count() as u64
    }
}

fn foreign(bytes: &[u8]) -> Option<SheetFault> {
    let starts = |signs: &[u8]| bytes.starts_with(signs);
    if bytes.is_empty() {
        Some(SheetFault::Empty)
    } else if starts(b"PK\x03\x04") || starts(b"\xD0\xCF\x11\xE0") {
        Some(SheetFault::Workbook)
    } else if starts(b"%PDF") {
        Some(SheetFault::Pdf)
    } else {
        let others: [&[u8]; 5] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"\x1F\x8B", b"{\\rtf"];
        others.iter().any(|signs| starts(signs)).then_some(SheetFault::NotText)
    }
}

/// The encoding of a file without a mark.
fn guess(bytes: &[u8]) -> &'static Encoding {
    // Text in Latin letters has a zero in every other place of UTF-16, and nowhere in the others.
    let zeros = |from: usize| {
        let places = bytes.iter().take(200).skip(from).step_by(2);
        places.clone().filter(|byte| **byte == 0).count() * 2 > places.count()
    };
    if bytes.len() >= 4 && zeros(1) && !zeros(0) {
        UTF_16LE
    } else if bytes.len() >= 4 && zeros(0) && !zeros(1) {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

/// Whether a sign is one that no person types.
pub fn is_unreadable(sign: char) -> bool {
    (sign.is_control() && !['\t', '\n', '\r'].contains(&sign)) || sign == '\u{fffd}'
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes)
}

/// What parts the cells: what makes the most rows alike, and then what makes the most cells.
fn delimiter_of(text: &str) -> u8 {
    if let Some(named) = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next())
        && DELIMITERS.contains(&named)
    {
        return named;
    }
    let cells = |delimiter: u8| -> Vec<usize> {
        let mut reader = reader(text.as_bytes(), delimiter);
        let records = reader.records().take(ROWS_TO_GUESS_BY);
        records.filter_map(|record| Some(record.ok()?.len())).collect()
    };
    let score = |delimiter: &u8| {
        let counts = cells(*delimiter);
        let alike = |count: usize| counts.iter().filter(|other| **other == count).count();
        let rows = counts.iter().filter(|count| **count > 1);
        rows.map(|count| (alike(*count), *count)).max().unwrap_or_default()
    };
    // Of two that score alike the first in the list is taken.
    DELIMITERS.into_iter().rev().max_by_key(score).unwrap_or(b',')
}

fn lines_in(record: &StringRecord) -> u64 {
    record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64
}

fn row(number: u64, record: &StringRecord) -> Row {
    let mut is_cut = record.len() > MOST_COLUMNS;
    let mut cells = Vec::with_capacity(record.len().min(MOST_COLUMNS));
    for cell in record.iter().take(MOST_COLUMNS) {
        let cell = cell.trim();
        if cell.char_indices().nth(LONGEST_CELL).is_none() {
            cells.push(cell.to_owned());
        } else {
            is_cut = true;
            let start: String = cell.chars().take(CUT_TO).collect();
            cells.push(format!("{start}…"));
        }
    }
    Row { number, cells, is_cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Row> {
        let mut rows = Vec::new();
        Sheet::open(bytes).unwrap().for_each(|row| rows.push(row)).unwrap();
        rows
    }

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        rows(bytes).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn the_same_list_is_read_in_every_encoding_and_with_every_delimiter() {
        let text = "Teléfono,Nombre\r\n617-555-0101,Lucía Peña\r\n617-555-0102,Óscar\r\n";
        let expected =
            [["Teléfono", "Nombre"], ["617-555-0101", "Lucía Peña"], ["617-555-0102", "Óscar"]];
        let utf16 = |swap: bool, mark: bool| -> Vec<u8> {
            let mark = mark.then_some('\u{feff}');
            let text: String = mark.into_iter().chain(text.chars()).collect();
            let unit = |unit: u16| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() };
            text.encode_utf16().flat_map(unit).collect()
        };
        let latin = WINDOWS_1252.encode(text).0.into_owned();
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            latin,
            utf16(false, true),
            utf16(true, true),
            utf16(false, false),
            text.replace(',', ";").into_bytes(),
            text.replace(',', "\t").into_bytes(),
            format!("sep=;\r\n{}", text.replace(',', ";")).into_bytes(),
        ] {
            assert_eq!(cells(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn a_delimiter_inside_quotes_parts_nothing() {
        let text = "name;tel\n\"Peña; Lucía, Dr.\";617\n\"Moss, Joan\";618\n";
        let expected = [["name", "tel"], ["Peña; Lucía, Dr.", "617"], ["Moss, Joan", "618"]];
        assert_eq!(cells(text.as_bytes()), expected);
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let text = "a,b\n\n1,\"two\nlines\"\n ,\n2,x\n";
        let numbers: Vec<u64> = rows(text.as_bytes()).iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 5]);
    }

    #[test]
    fn what_is_no_list_is_told_apart() {
        for (bytes, fault) in [
            (&b""[..], SheetFault::Empty),
            (b"\xEF\xBB\xBF \r\n\r\n", SheetFault::Empty),
            (b"\0\0\0\0\0\0\0\0", SheetFault::Empty),
            (b"PK\x03\x04 xlsx", SheetFault::Workbook),
            (b"\xD0\xCF\x11\xE0 xls", SheetFault::Workbook),
            (b"%PDF-1.7", SheetFault::Pdf),
            (b"<html><table><tr><td>1", SheetFault::WebPage),
            (b"\x89PNG\r\n", SheetFault::NotText),
            (b"\x7fELF\x01\x02\x03\x04\x05\x06\x07\x08 rest", SheetFault::NotText),
        ] {
            assert_eq!(Sheet::open(bytes).unwrap_err(), fault);
        }
    }

    #[test]
    fn a_cell_of_megabytes_is_cut_and_a_row_of_thousands_of_cells_too() {
        let long = format!("tel,name\n617,{}\n618,x\n", "x".repeat(5_000_000));
        let read = rows(long.as_bytes());
        assert!(read[1].is_cut && read[1].cells[1].chars().count() == CUT_TO + 1);
        assert!(!read[2].is_cut);
        let wide = format!("a,b\n{}\n", "1,".repeat(100_000));
        let read = rows(wide.as_bytes());
        assert!(read[1].is_cut && read[1].cells.len() == MOST_COLUMNS);
    }

    #[test]
    fn a_quotation_mark_without_its_pair_takes_the_rest_as_one_cell() {
        let text = format!("tel,name\n617,\"Ana\n{}", "618,Bo\n".repeat(500));
        let read = rows(text.as_bytes());
        assert_eq!((read.len(), read[1].is_cut), (2, true));
    }

    #[test]
    fn too_many_rows_are_refused() {
        let text = "1\n".repeat(MOST_ROWS + 1);
        let read = Sheet::open(text.as_bytes()).unwrap().for_each(|_| ());
        assert_eq!(read, Err(SheetFault::TooManyRows));
    }
}
