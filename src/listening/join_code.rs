//! The code by which people come in: read off a wall, typed on an old phone, said aloud.

use std::fmt;
use std::str::FromStr;

/// Letters and digits that look and sound like no other: no vowels, so that no word comes of them.
const ALPHABET: &[u8; 20] = b"CDFGHJKMNPRTWXY34679";

/// How long it is: some 64 million codes, of which a handful are open at a time.
const LENGTH: usize = 6;

/// A session's code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JoinCode(String);

/// What is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a session's code has {LENGTH} letters and digits")]
pub struct NoJoinCode;

impl JoinCode {
    /// A code of random bytes; `None` of bytes that would make some letters likelier than others.
    pub fn from_random(bytes: &[u8]) -> Option<Self> {
        let fair = bytes.iter().filter(|byte| **byte < 240).take(LENGTH);
        let code: String = fair.map(|byte| char::from(ALPHABET[usize::from(byte % 20)])).collect();
        (code.len() == LENGTH).then_some(Self(code))
    }

    /// The code as it is kept and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code as it stands on a wall: `CDF 346`.
    pub fn shown(&self) -> String {
        let (first, second) = self.0.split_at(LENGTH / 2);
        format!("{first} {second}")
    }
}

impl FromStr for JoinCode {
    type Err = NoJoinCode;

    /// However it was typed: in small letters, with spaces or hyphens.
    fn from_str(text: &str) -> Result<Self, NoJoinCode> {
        let is_between = |c: &char| !c.is_whitespace() && !"-–.".contains(*c);
        let code: String = text
            .chars()
            .filter(is_between)
            .map(|c| c.to_ascii_uppercase())
            .take(LENGTH + 1)
            .collect();
        let is_code = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
        if is_code { Ok(Self(code)) } else { Err(NoJoinCode) }
    }
}

impl fmt::Display for JoinCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let code = JoinCode::from_random(&[0, 1, 2, 15, 16, 17]).unwrap();
        assert_eq!((code.as_str(), code.shown().as_str()), ("CDF346", "CDF 346"));
        for typed in ["CDF346", "cdf 346", " cdf-346 ", "c d f 3 4 6", "CDF\u{a0}346"] {
            assert_eq!(typed.parse::<JoinCode>(), Ok(code.clone()), "{typed}");
        }
        for typed in ["", "CDF34", "CDF3467", "CDO346", "CDF34é", "STOP", "ٱٱٱٱٱٱ"] {
            assert_eq!(typed.parse::<JoinCode>(), Err(NoJoinCode), "{typed}");
        }
    }

    #[test]
    fn no_letter_is_likelier_than_another() {
        let mut met = [0; 20];
        for byte in 0..=u8::MAX {
            let Some(code) = JoinCode::from_random(&[byte; LENGTH]) else { continue };
            let first = code.as_str().as_bytes()[0];
            met[ALPHABET.iter().position(|letter| *letter == first).unwrap()] += 1;
        }
        assert_eq!(met, [12; 20]);
        assert_eq!(JoinCode::from_random(&[255, 0, 0, 0, 0, 0]), None, "one byte is left out");
    }
}
