//! Whether a webhook was sent by Twilio.
//!
//! The algorithm is known to this file alone, so that a newer scheme is one change. Nothing here
//! looks at the request: the caller passes the address as configured, never the Host header.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

/// The value of `X-Twilio-Signature` for a form posted to `url`.
///
/// `params` are the decoded POST parameters in any order; blank ones count, and a value repeated
/// under one name counts once.
///
/// Source: <https://www.twilio.com/docs/usage/security#validating-requests>.
pub fn sign(auth_token: &str, url: &str, params: &[(String, String)]) -> String {
    BASE64.encode(authentication_code(auth_token, url, params).finalize().into_bytes())
}

/// Whether `signature` is Twilio's for a form posted to `url`, the configured address with the
/// path and query as they came.
///
/// Twilio is not consistent about a port in the address it signs, so the address is tried as it
/// is, without its port, and with the default one if it has none.
pub fn is_signed_by(
    auth_token: &str,
    url: &str,
    params: &[(String, String)],
    signature: &str,
) -> bool {
    let Ok(claimed) = BASE64.decode(signature) else { return false };
    spellings(url).iter().fold(false, |found, spelling| {
        let code = authentication_code(auth_token, spelling, params);
        found | code.verify_slice(&claimed).is_ok()
    })
}

fn authentication_code(auth_token: &str, url: &str, params: &[(String, String)]) -> Hmac<Sha1> {
    let mut sorted: Vec<_> = params.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut code =
        Hmac::<Sha1>::new_from_slice(auth_token.as_bytes()).expect("a key of any length is taken");
    code.update(url.as_bytes());
    for (name, value) in sorted {
        code.update(name.as_bytes());
        code.update(value.as_bytes());
    }
    code
}

fn spellings(url: &str) -> Vec<String> {
    let Some((scheme, rest)) = url.split_once("://") else { return vec![url.to_owned()] };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let default_port = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
    let other = without_port(authority).map_or_else(
        || format!("{scheme}://{authority}:{default_port}{path}"),
        |host| format!("{scheme}://{host}{path}"),
    );
    vec![url.to_owned(), other]
}

/// The authority before its port, if it has one; the colons of an IPv6 address are none.
fn without_port(authority: &str) -> Option<&str> {
    let (host, port) = authority.rsplit_once(':')?;
    let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    is_port.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "12345";

    /// Name, address, parameters, signature.
    type Form = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

    /// Source: computed with Twilio's helper library for Python 9.13.0.
    const FORMS: [Form; 5] = [
        (
            "a query in the address",
            "https://mycompany.com/myapp.php?foo=1&bar=2",
            &[
                ("To", "+18005551212"),
                ("CallSid", "CA1234567890ABCDE"),
                ("Caller", "+12349013030"),
                ("Digits", "1234"),
                ("From", "+12349013030"),
            ],
            "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
        ),
        (
            "a text in many scripts, and a blank parameter",
            "https://survey.example.org/sms/inbound",
            &[
                ("AccountSid", "AC00000000000000000000000000000000"),
                ("Body", "¿Sí? 中文 👍 a+b & c=d\nline2"),
                ("From", "+15551234567"),
                ("FromCity", ""),
                ("MessageSid", "SM00000000000000000000000000000001"),
                ("NumMedia", "0"),
                ("NumSegments", "1"),
                ("To", "+15557654321"),
            ],
            "CrgAHZRUi1QjVjdZOrYS3bjLx9I=",
        ),
        (
            "a status callback",
            "https://survey.example.org/sms/status?m=42",
            &[
                ("ErrorCode", "21610"),
                ("MessageSid", "SM00000000000000000000000000000002"),
                ("MessageStatus", "failed"),
                ("To", "+15551234567"),
            ],
            "LRx19xYMqd2slB4zcLYZofwKZ5Y=",
        ),
        (
            "a port of its own",
            "https://survey.example.org:8443/sms/inbound",
            &[
                ("Body", "STOP"),
                ("From", "+15551234567"),
                ("OptOutType", "STOP"),
                ("To", "+15557654321"),
            ],
            "bnrJnkcQ9iIsQxArmDVbOEh3pa4=",
        ),
        (
            "a name repeated",
            "https://x.example/",
            &[("K", "b"), ("K", "a"), ("K", "a")],
            "pJ4bLKb4nE3kjPntffS3rNi+RqY=",
        ),
    ];

    fn owned(params: &[(&str, &str)]) -> Vec<(String, String)> {
        params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn forms_are_signed_as_twilio_signs_them() {
        for (name, url, params, signature) in FORMS {
            assert_eq!(sign(TOKEN, url, &owned(params)), signature, "{name}");
            assert!(is_signed_by(TOKEN, url, &owned(params), signature), "{name}");
        }
    }

    #[test]
    fn anything_changed_breaks_the_signature() {
        for (name, url, params, signature) in FORMS {
            let params = owned(params);
            assert!(!is_signed_by("12346", url, &params, signature), "{name}: token");
            assert!(!is_signed_by(TOKEN, &format!("{url}x"), &params, signature), "{name}: path");
            assert!(!is_signed_by(TOKEN, url, &params[1..], signature), "{name}: one fewer");
            let mut extra = params.clone();
            extra.push(("Blank".into(), String::new()));
            assert!(!is_signed_by(TOKEN, url, &extra, signature), "{name}: blank one more");
            let mut lower = params.clone();
            lower[0].0 = lower[0].0.to_lowercase();
            assert!(!is_signed_by(TOKEN, url, &lower, signature), "{name}: case of a name");
        }
    }

    #[test]
    fn a_signature_that_is_none_is_refused() {
        for signature in ["", "Zm9yZ2Vk", "not base64", "0/KCTR6DLpKmkAf8muzZqo1nDgQ"] {
            assert!(!is_signed_by(TOKEN, FORMS[0].1, &owned(FORMS[0].2), signature));
        }
    }

    #[test]
    fn the_address_is_tried_with_and_without_its_port() {
        for (configured, signed) in [
            ("https://a.example/sms?x=1:2", "https://a.example:443/sms?x=1:2"),
            ("https://a.example:443/sms", "https://a.example/sms"),
            ("https://a.example:8443/sms", "https://a.example/sms"),
            ("http://a.example", "http://a.example:80"),
            ("http://[::1]/sms", "http://[::1]:80/sms"),
            ("http://[::1]:8080/sms", "http://[::1]/sms"),
        ] {
            let signature = sign(TOKEN, signed, &[]);
            assert!(is_signed_by(TOKEN, configured, &[], &signature), "{configured}");
        }
        let elsewhere = sign(TOKEN, "https://a.example:444/sms", &[]);
        assert!(!is_signed_by(TOKEN, "https://a.example/sms", &[], &elsewhere));
    }
}
