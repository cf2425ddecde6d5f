//! Keys, sealed text, blind indexes, tokens and digests.
//!
//! Every key is derived from the one secret key for one use. What is sealed is bound to the table,
//! column and row it belongs to, so that it cannot be moved to another. Only this file draws
//! randomness.

mod stream;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use chrono::NaiveDateTime;
use hmac::{Hmac, Mac};
use rand::RngExt as _;
use secrecy::{ExposeSecret, SecretBox};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization as _;

pub use stream::{OpeningReader, SealingWriter, StreamError};

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;
/// How many bytes [`mark_of_sealed`] has.
pub const SEALED_MARK_BYTES: usize = 1 + NONCE_BYTES;
/// Which key sealed a value; stands first in it, so that keys can be changed later.
const KEY_ID: u8 = 1;

/// Why a sealed value cannot be opened.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The value is shorter than any sealed value, or its key is not known.
    #[error("the value was sealed with a key that is not known here")]
    UnknownKey,
    /// The value was changed, moved to another row, or sealed under another secret key.
    #[error("the value does not open with this secret key")]
    DoesNotOpen,
}

/// The one secret of an installation, 32 bytes.
pub struct SecretKey(SecretBox<[u8; KEY_BYTES]>);

impl SecretKey {
    /// A new key from the system's randomness.
    pub fn generate() -> Self {
        Self(SecretBox::new(Box::new(random_bytes())))
    }

    /// The key that `HEARTH_SECRET_KEY` writes in base64; `None` unless it is 32 bytes.
    pub fn from_base64(text: &str) -> Option<Self> {
        let bytes: [u8; KEY_BYTES] = STANDARD.decode(text.trim()).ok()?.try_into().ok()?;
        Some(Self(SecretBox::new(Box::new(bytes))))
    }

    /// The key as `HEARTH_SECRET_KEY` writes it. Only for the key's own file.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0.expose_secret())
    }

    fn derive(&self, purpose: &str) -> [u8; KEY_BYTES] {
        mac(self.0.expose_secret(), &[b"hearth/", purpose.as_bytes()])
    }
}

/// Where a sealed value stands: `("participant", "name", row's token)`.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
    /// The row's random token, or what else names the row for good.
    pub row: &'a str,
}

/// What tells one sealed value from every other, and says nothing about it: which key sealed it,
/// and the number it was sealed with.
pub fn mark_of_sealed(value: &[u8]) -> &[u8] {
    &value[..value.len().min(SEALED_MARK_BYTES)]
}

/// The keys in use, derived once at start.
pub struct Keys {
    cipher: XChaCha20Poly1305,
    index: SecretBox<[u8; KEY_BYTES]>,
    stream: XChaCha20Poly1305,
    stream_key_id: String,
}

impl Keys {
    /// Derives the keys for each use.
    pub fn new(secret: &SecretKey) -> Self {
        let sealing = secret.derive("seal/1");
        let stream = secret.derive("stream/1");
        Self {
            cipher: XChaCha20Poly1305::new(&Key::from(sealing)),
            index: SecretBox::new(Box::new(secret.derive("index/1"))),
            stream: XChaCha20Poly1305::new(&Key::from(stream)),
            stream_key_id: hex(&mac(&stream, &[b"key id"])[..8]),
        }
    }

    /// Seals a text for one place: key id, nonce, ciphertext with tag.
    pub fn seal(&self, place: Place<'_>, text: &str) -> Vec<u8> {
        let nonce: [u8; NONCE_BYTES] = random_bytes();
        let aad = associated_data(place);
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: text.as_bytes(), aad: &aad })
            .expect("a text in memory is below the cipher's limit of 256 GB");
        let mut value = Vec::with_capacity(1 + NONCE_BYTES + sealed.len());
        value.push(KEY_ID);
        value.extend_from_slice(&nonce);
        value.extend_from_slice(&sealed);
        value
    }

    /// Opens what [`Keys::seal`] sealed for the same place.
    pub fn open(&self, place: Place<'_>, value: &[u8]) -> Result<String, SealError> {
        let (&key_id, rest) = value.split_first().ok_or(SealError::UnknownKey)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE_BYTES).ok_or(SealError::UnknownKey)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| SealError::UnknownKey)?;
        if key_id != KEY_ID {
            return Err(SealError::UnknownKey);
        }
        let aad = associated_data(place);
        let plain = self
            .cipher
            .decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: &aad })
            .map_err(|_| SealError::DoesNotOpen)?;
        String::from_utf8(plain).map_err(|_| SealError::DoesNotOpen)
    }

    /// Seals a text for one place, in letters that are safe in addresses.
    pub fn seal_for_address(&self, place: Place<'_>, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.seal(place, text))
    }

    /// Opens what [`Keys::seal_for_address`] sealed for the same place.
    pub fn open_from_address(&self, place: Place<'_>, sealed: &str) -> Option<String> {
        self.open(place, &URL_SAFE_NO_PAD.decode(sealed).ok()?).ok()
    }

    /// The blind index of a value: the same for the same value, and says nothing about it.
    ///
    /// `kind` keeps a phone number and a token of the same spelling apart.
    pub fn blind_index(&self, kind: &str, value: &str) -> Vec<u8> {
        mac(self.index.expose_secret(), &[kind.as_bytes(), b"\0", value.as_bytes()]).to_vec()
    }

    /// What a database keeps to know this key by.
    pub fn key_check(&self) -> Vec<u8> {
        self.blind_index("key check", "hearth")
    }

    /// The receipt code that goes with a link's token: 16 letters and digits without look-alikes,
    /// in four groups. It is worked out, not kept, so that the page can be loaded again.
    pub fn receipt_code(&self, token: &str) -> String {
        let letters: Vec<char> =
            letters(&self.blind_index("receipt code", token)[..16]).chars().collect();
        letters.chunks(4).map(String::from_iter).collect::<Vec<String>>().join("-")
    }
}

/// A random token of 128 bits for anything public, in 22 letters that are safe in addresses.
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<16>())
}

/// Ten random letters and digits without look-alikes, for people to keep on paper: 50 bits.
pub fn random_letters() -> String {
    letters(&random_bytes::<10>())
}

/// One of 32 letters and digits for each byte.
fn letters(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// Whether a text has the form of a token.
pub fn is_token(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 16)
}

/// A token of 22 letters for a row that is looked up by it: the moment first, then 80 random bits.
///
/// Tokens of one moment stand together in an index, which a busy table fills far more cheaply than
/// one in random order. Only for what a signature guards as well.
pub fn time_ordered_token(now: NaiveDateTime) -> String {
    let mut bytes: [u8; 16] = random_bytes();
    bytes[..6].copy_from_slice(&now.and_utc().timestamp_millis().to_be_bytes()[2..]);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A random row id, so that a table's order says nothing about the order of arrival.
pub fn random_id() -> i64 {
    i64::from_be_bytes(random_bytes()) & i64::MAX
}

/// A row id that stands among those of its millisecond: the millisecond first, then 21 bits counted
/// on from a random number.
///
/// Only for rows whose order of arrival is known anyway: what is written at one time lies together,
/// and a busy database writes fewer pages. One process gives no id twice. Of two nodes that each
/// write ten rows a second, two are the same once in half a year; the second is then refused like
/// any other that cannot be kept.
pub fn time_ordered_id(now: NaiveDateTime) -> i64 {
    const COUNTED_BITS: u32 = 21;
    static COUNT: LazyLock<AtomicI64> = LazyLock::new(|| AtomicI64::new(random_id()));
    let count = COUNT.fetch_add(1, Ordering::Relaxed) & ((1 << COUNTED_BITS) - 1);
    ((now.and_utc().timestamp_millis() << COUNTED_BITS) | count) & i64::MAX
}

/// A random number below `bound`, for shuffles and jitter.
pub fn random_below(bound: u64) -> u64 {
    #[expect(clippy::disallowed_methods, reason = "the one place that draws randomness")]
    rand::rng().random_range(0..bound.max(1))
}

/// SHA-256 of some bytes, in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first two bytes of the SHA-256 of some bytes: enough to tell whether they are the same again,
/// too little to find out what they were.
pub fn sha256_prefix(bytes: &[u8]) -> u16 {
    let digest = Sha256::digest(bytes);
    u16::from_be_bytes([digest[0], digest[1]])
}

/// SHA-256 of some bytes, in base64.
pub fn sha256_base64(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// The next hash of a chain: SHA-256 over the hash before it and the row's canonical form.
pub fn chain_hash(previous: &str, canonical: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(previous.as_bytes());
    digest.update(b"\n");
    digest.update(canonical.as_bytes());
    hex(&digest.finalize())
}

/// The Argon2id hash of a password, with a salt of its own, as a PHC string.
///
/// Takes tens of milliseconds and 19 MiB on purpose: run it off the event loop, before a
/// transaction.
///
/// Source: OWASP Password Storage Cheat Sheet (19 MiB, two passes, one lane); NIST SP 800-63B
/// section 3.1.1.2 on normalising what was typed.
pub fn hash_password(password: &str) -> String {
    let typed: String = password.nfkc().collect();
    Argon2::default()
        .hash_password_with_salt(typed.as_bytes(), &random_bytes::<16>())
        .expect("a salt of 16 bytes and a password in memory are within Argon2's limits")
        .to_string()
}

/// Whether a password is the one that was hashed. As slow as [`hash_password`].
pub fn verify_password(password: &str, hash: &str) -> bool {
    let typed: String = password.nfkc().collect();
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(typed.as_bytes(), &hash).is_ok())
}

/// Whether two secrets are equal, in a time that does not depend on where they differ.
pub fn equal_in_constant_time(left: &[u8], right: &[u8]) -> bool {
    let key: [u8; KEY_BYTES] = random_bytes();
    mac(&key, &[left]) == mac(&key, &[right])
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String does not fail");
        text
    })
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; KEY_BYTES] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn associated_data(place: Place<'_>) -> Vec<u8> {
    [place.table, place.column, place.row].join("\0").into_bytes()
}

/// Random bytes, for secrets.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "the one place that draws randomness")]
    rand::rng().fill(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Place<'_> = Place { table: "participant", column: "name", row: "t1" };

    fn keys() -> Keys {
        Keys::new(&SecretKey::from_base64(&STANDARD.encode([7; 32])).unwrap())
    }

    #[test]
    fn ids_of_one_moment_are_all_different_and_stand_before_those_of_the_next() {
        let at = NaiveDateTime::default() + chrono::TimeDelta::days(20_000);
        let mut ids: Vec<i64> = (0..10_000).map(|_| time_ordered_id(at)).collect();
        let next = time_ordered_id(at + chrono::TimeDelta::milliseconds(1));
        assert!(ids.iter().all(|id| (0..next).contains(id)));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 10_000);
    }

    #[test]
    fn what_is_sealed_opens_in_its_own_place_only() {
        let sealed = keys().seal(NAME, "Marie Étienne");
        assert_eq!(keys().open(NAME, &sealed).unwrap(), "Marie Étienne");
        let elsewhere = Place { row: "t2", ..NAME };
        assert_eq!(keys().open(elsewhere, &sealed), Err(SealError::DoesNotOpen));
    }

    #[test]
    fn the_same_text_is_never_sealed_twice_alike() {
        assert_ne!(keys().seal(NAME, "x"), keys().seal(NAME, "x"));
    }

    #[test]
    fn a_changed_or_cut_value_does_not_open() {
        let mut sealed = keys().seal(NAME, "x");
        for length in 0..sealed.len() {
            assert!(keys().open(NAME, &sealed[..length]).is_err());
        }
        *sealed.last_mut().unwrap() ^= 1;
        assert_eq!(keys().open(NAME, &sealed), Err(SealError::DoesNotOpen));
    }

    #[test]
    fn a_blind_index_keeps_kinds_apart() {
        let keys = keys();
        assert_eq!(keys.blind_index("phone", "+1"), keys.blind_index("phone", "+1"));
        assert_ne!(keys.blind_index("phone", "+1"), keys.blind_index("email", "+1"));
    }

    #[test]
    fn a_key_of_another_length_is_refused() {
        assert!(SecretKey::from_base64("c2hvcnQ=").is_none());
        let key = SecretKey::generate();
        assert!(SecretKey::from_base64(&key.to_base64()).is_some());
    }

    #[test]
    fn a_password_is_recognised_however_its_accents_were_typed() {
        let hash = hash_password("caf\u{e9} au lait");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify_password("cafe\u{301} au lait", &hash));
        assert!(!verify_password("cafe au lait", &hash));
        assert!(!verify_password("café au lait", "not a hash"));
    }

    #[test]
    fn a_receipt_code_has_four_groups_without_look_alikes() {
        let code = keys().receipt_code("token");
        assert_eq!(code.len(), 19);
        assert!(!code.contains(['0', 'O', '1', 'I']));
        assert_eq!(code, keys().receipt_code("token"));
        assert_ne!(code, keys().receipt_code("other"));
    }
}
