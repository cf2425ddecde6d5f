//! The second step of signing in: codes of an app on one's phone, and recovery codes on paper. Pure.

use chrono::NaiveDateTime;
use totp_rs::{Builder, Secret, Totp};
use unicode_normalization::UnicodeNormalization as _;

/// Minutes within which the second step has to follow the first.
pub const HALF_SESSION_MINUTES: i64 = 10;
/// How many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;
/// Seconds for which a code is shown.
const STEP_SECONDS: u64 = 30;
/// How many steps a phone's clock may be off, either way.
const STEPS_OFF: u16 = 1;
const DIGITS: usize = 6;
const RECOVERY_LETTERS: usize = 10;

/// The secret that an app on a phone shares with Hearth.
///
/// Source: RFC 6238 with SHA-1, six digits and thirty seconds, which every app knows.
pub struct TotpSecret(Totp);

impl TotpSecret {
    /// A secret of these random bytes.
    pub fn new(bytes: [u8; 20]) -> Self {
        Self(totp(Secret::from(bytes), "", None))
    }

    /// The secret of that text; `None` if it is none.
    pub fn from_base32(text: &str) -> Option<Self> {
        let secret = Secret::try_from_base32(text).ok()?;
        Some(Self(totp(secret, "", None)))
    }

    /// The secret as people type it into an app.
    pub fn to_base32(&self) -> String {
        self.0.secret().to_base32()
    }

    /// What an app reads from a QR code: the secret, the center's name and the account's address.
    pub fn address(&self, center: &str, email: &str) -> String {
        // A colon parts the two names.
        let (center, email) = (center.replace(':', " "), email.replace(':', " "));
        totp(self.0.secret().clone(), &email, Some(&center))
            .to_url()
            .expect("neither name has a colon, and an account has an address")
    }

    /// The step whose code was typed; `None` if it is no code of about now.
    pub fn step_of(&self, code: &str, now: NaiveDateTime) -> Option<i64> {
        let seconds = u64::try_from(now.and_utc().timestamp()).ok()?;
        self.0.check(code, seconds).and_then(|step| step.try_into().ok())
    }

    /// The code an app shows at that time.
    pub fn code_at(&self, now: NaiveDateTime) -> String {
        let seconds = u64::try_from(now.and_utc().timestamp()).unwrap_or_default();
        self.0.generate(seconds).to_string()
    }
}

fn totp(secret: Secret, email: &str, center: Option<&str>) -> Totp {
    Builder::new()
        .with_secret(secret)
        .with_skew(STEPS_OFF)
        .with_step_duration(STEP_SECONDS)
        .with_account_name(email)
        .with_issuer(center)
        .build_noncompliant()
}

/// What somebody typed for the second step.
#[derive(Debug, PartialEq, Eq)]
pub enum Code {
    /// Six digits from the app.
    Totp(String),
    /// Ten letters from paper.
    Recovery(String),
}

impl Code {
    /// Reads a code in whatever digits and with whatever spaces or hyphens it was typed.
    pub fn read(text: &str) -> Option<Self> {
        let typed: String = text
            .nfkc()
            .filter(|sign| !sign.is_whitespace() && *sign != '-' && !sign.is_control())
            .flat_map(char::to_uppercase)
            .map(western)
            .collect();
        let is_of = |length: usize, is_it: fn(&char) -> bool| {
            typed.chars().count() == length && typed.chars().all(|sign| is_it(&sign))
        };
        if is_of(DIGITS, char::is_ascii_digit) {
            Some(Self::Totp(typed))
        } else if is_of(RECOVERY_LETTERS, char::is_ascii_alphanumeric) {
            Some(Self::Recovery(typed))
        } else {
            None
        }
    }
}

/// A digit as the apps show it.
fn western(sign: char) -> char {
    let zero = match sign {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return sign,
    };
    let digit = u32::from(sign) - u32::from(zero);
    char::from_digit(digit, 10).unwrap_or(sign)
}

/// A recovery code as it stands on paper: in two groups.
pub fn grouped(code: &str) -> String {
    let (first, second) = code.split_at_checked(RECOVERY_LETTERS / 2).unwrap_or((code, ""));
    format!("{first}-{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> NaiveDateTime {
        chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // Source: RFC 6238, appendix B, its last six digits.
        let secret = TotpSecret::new(*b"12345678901234567890");
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")]
        {
            assert_eq!(secret.code_at(at(seconds)), code);
            assert_eq!(secret.step_of(code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_no_more() {
        let secret = TotpSecret::new([7; 20]);
        let code = secret.code_at(at(3_000));
        for (seconds, step) in
            [(2_939, None), (2_970, Some(100)), (3_059, Some(100)), (3_060, None)]
        {
            assert_eq!(secret.step_of(&code, at(seconds)), step, "{seconds}");
        }
    }

    #[test]
    fn a_secret_is_the_same_after_it_was_written_down() {
        let secret = TotpSecret::new([9; 20]);
        let again = TotpSecret::from_base32(&secret.to_base32()).unwrap();
        assert_eq!(secret.code_at(at(60)), again.code_at(at(60)));
        assert!(TotpSecret::from_base32("not base32!").is_none());
        let address = secret.address("Our: center", "ana@example.org");
        assert!(address.starts_with("otpauth://totp/Our"), "{address}");
        assert!(address.contains(&secret.to_base32()) && address.contains("issuer="));
    }

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let totp = |digits: &str| Some(Code::Totp(digits.to_owned()));
        for typed in ["123456", " 123 456 ", "123-456", "١٢٣٤٥٦", "۱۲۳۴۵۶", "１２３４５６"]
        {
            assert_eq!(Code::read(typed), totp("123456"), "{typed}");
        }
        let paper = Some(Code::Recovery("ABCDE23456".to_owned()));
        assert_eq!(Code::read("abcde-23456"), paper);
        assert_eq!(Code::read(&grouped("ABCDE23456")), paper);
        for typed in ["", "12345", "1234567", "ABCDE-2345", "ABCDE-23456-7", "ABCDÉ-23456"] {
            assert_eq!(Code::read(typed), None, "{typed}");
        }
    }
}
