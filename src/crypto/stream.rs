//! A stream of any length, sealed in chunks: for files that leave the machine.
//!
//! One readable line says what the file is and which key opens it; 19 random bytes follow, and then
//! chunks of 64 KiB, each sealed with XChaCha20-Poly1305 under a nonce of those bytes, the chunk's
//! number and whether it is the last. So no chunk can be changed, moved, repeated, added or cut off
//! without showing.
//!
//! Source: the STREAM construction of Hoang, Reyhanitabar, Rogaway & Vizár 2015.

use std::io::{self, BufRead, Read, Write};

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::{Keys, random_bytes};

const CHUNK_BYTES: usize = 64 * 1024;
const TAG_BYTES: usize = 16;
const PREFIX_BYTES: usize = 19;
/// Stands first in the file; the number is the format's.
const MAGIC: &str = "hearth backup 1, key ";
/// Longer than the first line of any file of ours.
const LONGEST_HEAD: u64 = 80;

/// Why a sealed file cannot be opened.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum StreamError {
    /// The first line is not ours.
    #[error("it is not a backup that this hearth can read")]
    Foreign,
    /// Another secret key sealed it.
    #[error("it was made with another HEARTH_SECRET_KEY (key {made}; the key here is {ours})")]
    OtherKey {
        /// The id of the key in the file.
        made: String,
        /// The id of the key in use.
        ours: String,
    },
    /// Some byte is not the one that was written, or some are missing.
    #[error("it was changed or cut off since it was made")]
    Damaged,
}

impl Keys {
    /// A writer that seals what is written to it. Without [`SealingWriter::finish`] the file
    /// counts as cut off.
    pub fn seal_stream<W: Write>(&self, mut out: W) -> io::Result<SealingWriter<W>> {
        let head = format!("{MAGIC}{}\n", self.stream_key_id);
        let prefix = random_bytes();
        out.write_all(head.as_bytes())?;
        out.write_all(&prefix)?;
        let chunks = Chunks { cipher: self.stream.clone(), head, prefix, next: 0 };
        Ok(SealingWriter { out, chunks, plain: Vec::with_capacity(CHUNK_BYTES) })
    }

    /// A reader of what [`Keys::seal_stream`] sealed. It yields nothing of a chunk that was
    /// changed; that the end was not cut off is known when it is read to the end.
    ///
    /// # Errors
    /// Those of reading, and a [`StreamError`] inside an [`io::Error`].
    pub fn open_stream<R: BufRead>(&self, mut sealed: R) -> io::Result<OpeningReader<R>> {
        let mut line = Vec::new();
        sealed.by_ref().take(LONGEST_HEAD).read_until(b'\n', &mut line)?;
        let head = String::from_utf8(line).map_err(|_| io::Error::other(StreamError::Foreign))?;
        let made = head
            .strip_prefix(MAGIC)
            .and_then(|rest| rest.strip_suffix('\n'))
            .ok_or_else(|| io::Error::other(StreamError::Foreign))?;
        if made != self.stream_key_id {
            let (made, ours) = (made.to_owned(), self.stream_key_id.clone());
            return Err(io::Error::other(StreamError::OtherKey { made, ours }));
        }
        let mut prefix = [0; PREFIX_BYTES];
        sealed.read_exact(&mut prefix).map_err(cut_off)?;
        let chunks = Chunks { cipher: self.stream.clone(), head, prefix, next: 0 };
        Ok(OpeningReader { sealed, chunks, plain: Vec::new(), taken: 0, is_over: false })
    }

    /// Names the key by which files are sealed, and says nothing about it.
    pub fn stream_key_id(&self) -> &str {
        &self.stream_key_id
    }
}

/// Numbers the chunks of one stream.
struct Chunks {
    cipher: XChaCha20Poly1305,
    head: String,
    prefix: [u8; PREFIX_BYTES],
    next: u32,
}

impl Chunks {
    fn nonce(&mut self, is_last: bool) -> io::Result<XNonce> {
        let mut nonce = [0; PREFIX_BYTES + 5];
        nonce[..PREFIX_BYTES].copy_from_slice(&self.prefix);
        nonce[PREFIX_BYTES..PREFIX_BYTES + 4].copy_from_slice(&self.next.to_be_bytes());
        nonce[PREFIX_BYTES + 4] = u8::from(is_last);
        self.next = self
            .next
            .checked_add(1)
            .ok_or_else(|| io::Error::other("it is longer than 256 TiB"))?;
        Ok(XNonce::from(nonce))
    }

    fn seal(&mut self, plain: &[u8], is_last: bool) -> io::Result<Vec<u8>> {
        let nonce = self.nonce(is_last)?;
        let payload = Payload { msg: plain, aad: self.head.as_bytes() };
        Ok(self.cipher.encrypt(&nonce, payload).expect("a chunk is below the cipher's limit"))
    }

    fn open(&mut self, sealed: &[u8], is_last: bool) -> io::Result<Vec<u8>> {
        let nonce = self.nonce(is_last)?;
        let payload = Payload { msg: sealed, aad: self.head.as_bytes() };
        self.cipher.decrypt(&nonce, payload).map_err(|_| io::Error::other(StreamError::Damaged))
    }
}

/// Seals what is written to it.
pub struct SealingWriter<W: Write> {
    out: W,
    chunks: Chunks,
    plain: Vec<u8>,
}

impl<W: Write> SealingWriter<W> {
    /// Writes the last chunk; gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_chunk(true)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn write_chunk(&mut self, is_last: bool) -> io::Result<()> {
        let sealed = self.chunks.seal(&self.plain, is_last)?;
        self.plain.clear();
        self.out.write_all(&sealed)
    }
}

impl<W: Write> Write for SealingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk waits until more comes: only then is it known not to be the last.
        if self.plain.len() == CHUNK_BYTES && !bytes.is_empty() {
            self.write_chunk(false)?;
        }
        let taken = bytes.len().min(CHUNK_BYTES - self.plain.len());
        self.plain.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Yields what was sealed.
pub struct OpeningReader<R: BufRead> {
    sealed: R,
    chunks: Chunks,
    plain: Vec<u8>,
    taken: usize,
    is_over: bool,
}

impl<R: BufRead> Read for OpeningReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.plain.len() && !self.is_over {
            let most = (CHUNK_BYTES + TAG_BYTES) as u64;
            let mut chunk = Vec::with_capacity(CHUNK_BYTES + TAG_BYTES);
            self.sealed.by_ref().take(most).read_to_end(&mut chunk)?;
            let is_last = self.sealed.fill_buf()?.is_empty();
            self.plain = self.chunks.open(&chunk, is_last)?;
            self.taken = 0;
            self.is_over = is_last;
        }
        let rest = &self.plain[self.taken..];
        let given = rest.len().min(into.len());
        into[..given].copy_from_slice(&rest[..given]);
        self.taken += given;
        Ok(given)
    }
}

fn cut_off(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        io::Error::other(StreamError::Damaged)
    } else {
        error
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;

    use super::*;
    use crate::crypto::SecretKey;

    fn keys(byte: u8) -> Keys {
        Keys::new(&SecretKey::from_base64(&STANDARD.encode([byte; 32])).unwrap())
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let mut writer = keys(7).seal_stream(Vec::new()).unwrap();
        writer.write_all(plain).unwrap();
        writer.finish().unwrap()
    }

    fn opened(file: &[u8], key: u8) -> Result<Vec<u8>, String> {
        let mut plain = Vec::new();
        keys(key)
            .open_stream(file)
            .and_then(|mut reader| reader.read_to_end(&mut plain))
            .map(|_| plain)
            .map_err(|error| error.to_string())
    }

    fn text(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|at| u8::try_from(at % 251).unwrap()).collect()
    }

    #[test]
    fn what_is_sealed_opens_whatever_its_length() {
        for length in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES] {
            assert_eq!(opened(&sealed(&text(length)), 7).unwrap(), text(length), "{length}");
        }
    }

    #[test]
    fn the_file_says_what_it_is_and_nothing_of_what_it_holds() {
        let file = sealed(b"Mirlande");
        let line = format!("hearth backup 1, key {}\n", keys(7).stream_key_id());
        assert!(file.starts_with(line.as_bytes()));
        assert_eq!(keys(7).stream_key_id().len(), 16);
        assert!(!file.windows(8).any(|window| window == b"Mirlande"));
        assert_ne!(file, sealed(b"Mirlande"), "no nonce is used twice");
    }

    #[test]
    fn another_key_is_named() {
        let sentence = opened(&sealed(b"x"), 8).unwrap_err();
        assert!(sentence.contains("another HEARTH_SECRET_KEY"), "{sentence}");
        assert!(sentence.contains(keys(7).stream_key_id()), "{sentence}");
    }

    #[test]
    fn a_file_that_was_cut_or_lengthened_anywhere_does_not_open() {
        let file = sealed(&text(2 * CHUNK_BYTES + 100));
        let head = MAGIC.len() + 17 + PREFIX_BYTES;
        let chunk = CHUNK_BYTES + TAG_BYTES;
        let ends = [0, 5, head - 20, head - 1, head, head + 1, head + chunk - 1, head + chunk];
        let later = [head + chunk + 1, head + 2 * chunk, file.len() - 1];
        for length in ends.into_iter().chain(later) {
            assert!(opened(&file[..length], 7).is_err(), "cut to {length}");
        }
        let mut longer = file;
        longer.push(0);
        assert_eq!(opened(&longer, 7).unwrap_err(), StreamError::Damaged.to_string());
    }

    #[test]
    fn a_changed_byte_or_chunks_in_another_order_do_not_open() {
        let file = sealed(&text(2 * CHUNK_BYTES + 100));
        let head = MAGIC.len() + 17 + PREFIX_BYTES;
        let chunk = CHUNK_BYTES + TAG_BYTES;
        for at in [0, 15, MAGIC.len(), head - 1, head, head + chunk, file.len() - 1] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, 7).is_err(), "changed at {at}");
        }
        let (first, rest) = file[head..].split_at(chunk);
        let (second, last) = rest.split_at(chunk);
        let swapped = [&file[..head], second, first, last].concat();
        assert_eq!(opened(&swapped, 7).unwrap_err(), StreamError::Damaged.to_string());
    }
}
