//! A file sent with a form of the console.
//!
//! [`SignedUpload`] is to a form with a file what [`SignedForm`](super::SignedForm) is to one
//! without: it is read for nobody but the session it was shown to. The token stands first in the
//! form, so that a forged one is refused before a byte of its file is kept.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_util::TryStreamExt as _;

use super::signed::{Refusal, SignedForm, admitted};
use crate::crypto::equal_in_constant_time;
use crate::staff::SignedIn;

/// The largest file taken.
pub const UPLOAD_BYTES: usize = 16 * 1024 * 1024;
/// A larger file is read to its end up to here, and forgotten: a browser shows the sentence about
/// it only after it has sent all of it.
const READ_BYTES: usize = 16 * UPLOAD_BYTES;
/// The longest field beside the file.
const FIELD_BYTES: usize = 16 * 1024;
/// The most fields beside the file.
const FIELDS: usize = 64;
const TOKEN_FIELD: &str = "csrf_token";

/// A form of the console with a file in it, sent by the session that it was shown to.
pub struct SignedUpload {
    /// Who sent it.
    pub signed_in: SignedIn,
    /// The file, or why there is none.
    pub file: Result<UploadedFile, NoFile>,
    /// The other fields, by name.
    pub fields: BTreeMap<String, String>,
}

/// A file as it was sent. Neither its name nor its bytes are to be trusted.
pub struct UploadedFile {
    /// The name it has on the sender's machine, at most 255 characters of it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for UploadedFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UploadedFile(…, {} bytes)", self.bytes.len())
    }
}

/// Why a form brought no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFile {
    /// None was chosen.
    #[error("no file was chosen")]
    Missing,
    /// It has more than [`UPLOAD_BYTES`].
    #[error("the file is larger than {UPLOAD_BYTES} bytes")]
    TooLarge,
}

impl FromRequest for SignedUpload {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        if request.content_type() == "application/x-www-form-urlencoded" {
            // Kept from a session that ended, or sent by a script: it can hold no file.
            let sent = SignedForm::<BTreeMap<String, String>>::from_request(&request, payload);
            return Box::pin(async move {
                let SignedForm { signed_in, form: fields } = sent.await?;
                Ok(Self { signed_in, file: Err(NoFile::Missing), fields })
            });
        }
        let parts = Multipart::new(request.headers(), payload.take());
        Box::pin(async move {
            let signed_in = admitted(&request)?;
            let (file, fields) = read(parts, &signed_in.csrf_token).await?;
            Ok(Self { signed_in, file, fields })
        })
    }
}

type Parts = (Result<UploadedFile, NoFile>, BTreeMap<String, String>);

async fn read(mut parts: Multipart, csrf_token: &str) -> Result<Parts, Refusal> {
    // What does not begin with a token, or is no such form at all, is nobody's.
    let first = next(&mut parts).await.ok().flatten();
    let first = first.filter(|part| part.name() == Some(TOKEN_FIELD)).ok_or(Refusal::Forged)?;
    let given = read_text(first).await?;
    if !equal_in_constant_time(given.as_bytes(), csrf_token.as_bytes()) {
        return Err(Refusal::Forged);
    }
    let (mut file, mut fields) = (None, BTreeMap::new());
    while let Some(part) = next(&mut parts).await? {
        let name = part.name().ok_or(Refusal::Unreadable)?.to_owned();
        let is_file = part.content_disposition().is_some_and(|part| part.get_filename().is_some());
        if is_file && file.is_none() {
            file = Some(read_file(part).await?);
        } else if is_file || fields.len() == FIELDS {
            return Err(Refusal::Unreadable);
        } else {
            fields.insert(name, read_text(part).await?);
        }
    }
    Ok((file.unwrap_or(Err(NoFile::Missing)), fields))
}

async fn next(parts: &mut Multipart) -> Result<Option<Field>, Refusal> {
    parts.try_next().await.map_err(|_| Refusal::Unreadable)
}

async fn read_text(mut part: Field) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.try_next().await.map_err(|_| Refusal::Unreadable)? {
        // Nobody types a NUL, and PostgreSQL takes it in no text.
        if bytes.len() + piece.len() > FIELD_BYTES || piece.contains(&0) {
            return Err(Refusal::Unreadable);
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| Refusal::Unreadable)
}

async fn read_file(mut part: Field) -> Result<Result<UploadedFile, NoFile>, Refusal> {
    let name = part.content_disposition().and_then(|part| part.get_filename()).unwrap_or_default();
    let name: String = name.chars().filter(|sign| !sign.is_control()).take(255).collect();
    let (mut bytes, mut read) = (Vec::new(), 0);
    while let Some(piece) = part.try_next().await.map_err(|_| Refusal::Unreadable)? {
        read += piece.len();
        if read > READ_BYTES {
            return Err(Refusal::Unreadable);
        } else if read > UPLOAD_BYTES {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(match read {
        // A form in which no file was chosen sends one without a name.
        0 if name.is_empty() => Err(NoFile::Missing),
        _ if read > UPLOAD_BYTES => Err(NoFile::TooLarge),
        _ => Ok(UploadedFile { name, bytes }),
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{self, HeaderMap, HeaderValue};
    use actix_web::test::TestRequest;

    use super::*;

    /// A form of these parts: name, the file's name if it is one, and what it holds.
    async fn sent(form: &[(&str, Option<&str>, &[u8])]) -> Result<Parts, Refusal> {
        let mut body = Vec::new();
        for (name, file, content) in form {
            let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\""));
            let head =
                format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b--\r\n");
        let mut headers = HeaderMap::new();
        let kind = HeaderValue::from_static("multipart/form-data; boundary=b");
        headers.insert(header::CONTENT_TYPE, kind);
        let (_, payload) = TestRequest::default().set_payload(body).to_http_parts();
        read(Multipart::new(&headers, payload), "right").await
    }

    const TOKEN: (&str, Option<&str>, &[u8]) = ("csrf_token", None, b"right");

    #[actix_web::test]
    async fn a_form_gives_its_file_and_its_fields() {
        let file = ("file", Some("list é.csv"), "Tel\r\n--x\r\n".as_bytes());
        let (file, fields) = sent(&[TOKEN, ("panel", None, b"Voices"), file]).await.unwrap();
        let file = file.unwrap();
        assert_eq!(
            (file.name.as_str(), file.bytes.as_slice()),
            ("list é.csv", &b"Tel\r\n--x\r\n"[..])
        );
        assert_eq!(fields["panel"], "Voices");
        assert!(!format!("{file:?}").contains("Tel"));
    }

    #[actix_web::test]
    async fn a_form_whose_token_is_wrong_missing_or_late_is_refused() {
        let file = ("file", Some("a.csv"), &b"x"[..]);
        for form in [
            vec![("csrf_token", None, &b"wrong"[..]), file],
            vec![file],
            vec![file, TOKEN],
            vec![("panel", None, b"x"), TOKEN, file],
        ] {
            assert!(matches!(sent(&form).await, Err(Refusal::Forged)));
        }
    }

    #[actix_web::test]
    async fn a_form_without_a_file_or_with_one_too_large_says_so() {
        let none = sent(&[TOKEN, ("file", Some(""), b"")]).await.unwrap().0;
        assert_eq!(none.unwrap_err(), NoFile::Missing);
        assert_eq!(sent(&[TOKEN]).await.unwrap().0.unwrap_err(), NoFile::Missing);
        let empty = sent(&[TOKEN, ("file", Some("empty.csv"), b"")]).await.unwrap().0;
        assert!(empty.unwrap().bytes.is_empty());
        let large = vec![b'1'; UPLOAD_BYTES + 1];
        let (file, fields) =
            sent(&[TOKEN, ("file", Some("a.csv"), &large), ("panel", None, b"x")]).await.unwrap();
        assert_eq!(file.unwrap_err(), NoFile::TooLarge);
        assert_eq!(fields["panel"], "x", "what stands after the file is read all the same");
        let whole = sent(&[TOKEN, ("file", Some("a.csv"), &large[1..])]).await.unwrap().0;
        assert_eq!(whole.unwrap().bytes.len(), UPLOAD_BYTES);
    }

    #[actix_web::test]
    async fn a_form_that_is_no_form_is_refused_as_unreadable() {
        let long = vec![b'x'; FIELD_BYTES + 1];
        let names: Vec<String> = (0..=FIELDS).map(|number| number.to_string()).collect();
        let many = names.iter().map(|name| (name.as_str(), None, &b"x"[..]));
        for form in [
            vec![TOKEN, ("a", None, &long)],
            vec![TOKEN, ("a", None, b"\0")],
            vec![TOKEN, ("a", None, b"\xff")],
            vec![TOKEN, ("a", Some("1"), b"x"), ("b", Some("2"), b"x")],
            [TOKEN].into_iter().chain(many).collect(),
        ] {
            assert!(matches!(sent(&form).await, Err(Refusal::Unreadable)));
        }
        let (_, payload) = TestRequest::default().set_payload("a=b").to_http_parts();
        let parts = Multipart::new(&HeaderMap::new(), payload);
        assert!(matches!(read(parts, "right").await, Err(Refusal::Forged)), "no token, nobody's");
    }
}
