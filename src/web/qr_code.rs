//! QR codes, drawn as one path of squares.

use std::fmt::Write as _;

use fast_qr::qr::{QRBuilder, QRCode};
use serde::Serialize;

/// Modules left white around the code.
///
/// Source: ISO/IEC 18004, section 9.1: four modules at least.
const QUIET: usize = 4;

/// A QR code as one path of squares.
#[derive(Serialize)]
pub struct Drawn {
    /// Squares on each side, the white border included.
    pub side: usize,
    /// The dark squares, as the `d` of an SVG path.
    pub path: String,
}

/// The code of a text; `None` if it is too long for one.
pub fn draw(text: &str) -> Option<Drawn> {
    QRBuilder::new(text).build().ok().map(|code| squares(&code))
}

/// The dark squares of a code, each run of them in a row as one rectangle.
fn squares(code: &QRCode) -> Drawn {
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|at| code[row][*at].value()).count();
            if run > 0 {
                let (x, y) = (column + QUIET, row + QUIET);
                write!(path, "M{x} {y}h{run}v1h-{run}z").expect("memory takes every letter");
            }
            column += run.max(1);
        }
    }
    Drawn { side: code.size + 2 * QUIET, path }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_square_of_a_code_is_drawn_and_no_other() {
        let code = QRBuilder::new("https://voice.example.org/s/voice?lang=ar").build().unwrap();
        let drawn = squares(&code);
        let mut is_dark = vec![vec![false; drawn.side]; drawn.side];
        for run in drawn.path.split('M').skip(1) {
            let (start, rest) = run.split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let run: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            is_dark[y][x..x + run].fill(true);
        }
        for (y, row) in is_dark.iter().enumerate() {
            for (x, is_dark) in row.iter().enumerate() {
                let is_inside = |at: usize| (QUIET..QUIET + code.size).contains(&at);
                let expected = is_inside(x) && is_inside(y) && code[y - QUIET][x - QUIET].value();
                assert_eq!(*is_dark, expected, "{x} {y}");
            }
        }
    }
}
