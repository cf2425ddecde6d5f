//! One JSON value after another from a stream, so that a large file is never held whole.

use std::io::{self, Read};

/// First size of the buffer, and the largest value it will hold.
const BUFFER: usize = 1 << 18;
const LARGEST_VALUE: usize = 1 << 24;

/// A stream of bytes with the next value in view.
pub struct Values<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl<R: Read> Values<R> {
    /// Reads from the beginning of a stream.
    pub fn new(reader: R) -> Self {
        Self { reader, buffer: vec![0; BUFFER], start: 0, end: 0 }
    }

    /// The next byte that is not white space, without taking it; `None` at the end.
    pub fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            while self.start < self.end {
                let byte = self.buffer[self.start];
                if !byte.is_ascii_whitespace() {
                    return Ok(Some(byte));
                }
                self.start += 1;
            }
            if self.fill()? == 0 {
                return Ok(None);
            }
        }
    }

    /// Takes the next byte if it is this one.
    pub fn take(&mut self, byte: u8) -> io::Result<bool> {
        let found = self.peek()? == Some(byte);
        self.start += usize::from(found);
        Ok(found)
    }

    /// Takes the text of the next value; whether it is well-formed is for its parser to say.
    pub fn value(&mut self) -> io::Result<&[u8]> {
        self.peek()?;
        let mut scan = Scan::default();
        let length = loop {
            if let Some(length) = scan.resume(&self.buffer[self.start..self.end]) {
                break length;
            }
            if self.fill()? == 0 {
                break self.end - self.start;
            }
        };
        let value = self.start..self.start + length;
        self.start = value.end;
        Ok(&self.buffer[value])
    }

    /// Reads more behind what is in view; returns how much.
    fn fill(&mut self) -> io::Result<usize> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end == self.buffer.len() {
            if self.end >= LARGEST_VALUE {
                return Err(io::Error::other("one value is longer than 16 MB"));
            }
            self.buffer.resize(self.end * 2, 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                outcome => {
                    let read = outcome?;
                    self.end += read;
                    return Ok(read);
                }
            }
        }
    }
}

/// How far into a value the search for its end has come.
#[derive(Default)]
struct Scan {
    at: usize,
    depth: usize,
    in_text: bool,
}

impl Scan {
    /// The value's length if its end is in `bytes`, which begins with the value.
    fn resume(&mut self, bytes: &[u8]) -> Option<usize> {
        while let Some(rest) = bytes.get(self.at..).filter(|rest| !rest.is_empty()) {
            if self.in_text {
                let Some(found) = rest.iter().position(|&byte| byte == b'"' || byte == b'\\')
                else {
                    self.at = bytes.len();
                    return None;
                };
                let escape = rest[found] == b'\\';
                // An escaped byte may be one that has not come yet: `at` then lies beyond.
                self.at += found + 1 + usize::from(escape);
                self.in_text = escape;
            } else {
                let byte = rest[0];
                let outside = self.depth == 0;
                match byte {
                    b'"' => self.in_text = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' | b',' | b':' if outside => return Some(self.at),
                    b'}' | b']' => self.depth -= 1,
                    _ if outside && byte.is_ascii_whitespace() => return Some(self.at),
                    // A number or a word outside of any bracket goes on to whatever ends it.
                    _ => {
                        self.at += 1;
                        continue;
                    }
                }
                self.at += 1;
            }
            if self.depth == 0 && !self.in_text {
                return Some(self.at);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives one byte at a time.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            into[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn values_end_where_they_end_however_the_bytes_arrive() {
        let text = r#" {"a": [1, "}\"]\\"], "b": {}} , 12.5 "x,\\" [ ] null"#;
        let expected = [r#"{"a": [1, "}\"]\\"], "b": {}}"#, "12.5", r#""x,\\""#, "[ ]", "null", ""];
        let mut values = Values::new(Drip(text.as_bytes()));
        for expected in expected {
            assert_eq!(std::str::from_utf8(values.value().unwrap()).unwrap(), expected);
            values.take(b',').unwrap();
        }
        assert_eq!(values.peek().unwrap(), None);
    }

    #[test]
    fn a_value_longer_than_the_buffer_is_read_whole() {
        let long = format!("[\"{}\"]7", "x".repeat(3 * BUFFER));
        let mut values = Values::new(long.as_bytes());
        assert_eq!(values.value().unwrap().len(), 3 * BUFFER + 4);
        assert_eq!(values.value().unwrap(), b"7");
    }
}
