//! Rows for spreadsheets: comma-separated, in UTF-8 with its mark, and harmless when opened.

use csv::{Terminator, WriterBuilder};

/// Stands first in a file, so that a spreadsheet reads it as UTF-8.
pub const UTF8_MARK: &str = "\u{feff}";

/// Rows as the lines of a file.
pub fn lines<'a>(rows: impl IntoIterator<Item = &'a [String]>) -> String {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| neutral(cell));
        writer.write_record(cells).expect("memory takes every row");
    }
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("what was written is text")
}

/// A cell that no spreadsheet takes for a formula.
///
/// Source: OWASP, CSV Injection.
fn neutral(cell: &str) -> String {
    let is_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_commas_quotes_and_lines_are_quoted() {
        let row = ["a,b", "say \"hi\"", "two\nlines", "صوت"].map(str::to_owned);
        let expected = "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",صوت\r\n";
        assert_eq!(lines([row.as_slice()]), expected);
    }

    #[test]
    fn a_cell_that_begins_like_a_formula_is_only_text() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝"] {
            let row = [format!("{start}1")];
            let line = lines([row.as_slice()]);
            assert!(line.trim_start_matches('"').starts_with('\''), "{line:?}");
        }
        assert_eq!(lines([["3-4".to_owned()].as_slice()]), "3-4\r\n");
    }
}
