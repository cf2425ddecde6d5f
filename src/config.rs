//! Settings, read once from the environment.
//!
//! A wrong setting stops the start with one sentence that says which it is and how to mend it.

mod asking;
mod twilio;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use phonenumber::country;
use secrecy::SecretString;

use crate::crypto::SecretKey;

pub use asking::AskingConfig;
pub use twilio::TwilioConfig;

/// Everything that can be set. The README lists each with its default.
pub struct Config {
    /// `DATABASE_URL`.
    pub database_url: String,
    /// `HEARTH_BIND`: where the web server listens.
    pub bind: SocketAddr,
    /// `HEARTH_PUBLIC_URL`, without a slash at the end: how the world reaches this server.
    pub public_url: String,
    /// `HEARTH_TRUSTED_PROXY`: the proxies whose word on who asks is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// `HEARTH_SECRET_KEY`, where it is set.
    pub secret_key: Option<SecretKey>,
    /// Twilio's account; without it nothing is sent.
    pub twilio: Option<TwilioConfig>,
    /// `HEARTH_SMS_PER_SECOND`: how many texts a second the sender's contract allows.
    pub sms_per_second: f64,
    /// How people are asked by text.
    pub asking: AskingConfig,
    /// How mail goes out.
    pub mail: MailConfig,
    /// `HEARTH_CENTER_NAME`.
    pub center_name: String,
    /// `HEARTH_HELP_PHONE`: the number people can call.
    pub help_phone: String,
    /// `HEARTH_BACKUP_DAYS`: how many days the center keeps a backup at most, as people are told
    /// who take their answers back.
    pub backup_days: u32,
    /// `HEARTH_COUNTRY`: whose a telephone number is that names no country.
    pub country: country::Id,
    /// `HEARTH_SHARED_PHONES`: whether a list may bring several people on one number.
    pub shared_phones: bool,
    /// `HEARTH_METRICS_TOKEN`: with it `/metrics` is read; without it, from this machine alone.
    pub metrics_token: Option<SecretString>,
}

/// How mail goes out.
pub struct MailConfig {
    /// `SMTP_URL`; without it mail is written into the folder.
    pub smtp_url: Option<SecretString>,
    /// `HEARTH_MAIL_FROM`: who mail comes from.
    pub from: String,
    /// `HEARTH_MAIL_DIR`: the folder for mail where no server is set.
    pub folder: PathBuf,
    /// `HEARTH_MAIL_PER_SECOND`: how many mails a second the server allows.
    pub per_second: f64,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{name} {fault}")]
pub struct ConfigError {
    name: &'static str,
    fault: String,
}

impl ConfigError {
    fn new(name: &'static str, fault: impl Into<String>) -> Self {
        Self { name, fault: fault.into() }
    }
}

impl Config {
    /// Reads the settings from a `.env` file, if there is one, and the environment.
    pub fn from_environment() -> Result<Self, ConfigError> {
        match dotenvy::dotenv() {
            Ok(_) => {}
            Err(error) if error.not_found() => {}
            Err(_) => {
                return Err(ConfigError::new(
                    ".env",
                    "cannot be read: each line must be NAME=value",
                ));
            }
        }
        Self::read(&|name| std::env::var(name).ok())
    }

    /// Reads the settings from any source of named values; an empty value counts as absent.
    pub fn read(value_of: &dyn Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let value =
            |name: &str| value_of(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let or = |name: &str, default: &str| value(name).unwrap_or_else(|| default.to_owned());
        let bind = or("HEARTH_BIND", "127.0.0.1:8080").parse().map_err(|_| {
            ConfigError::new("HEARTH_BIND", "must be an address and port, such as 127.0.0.1:8080")
        })?;
        let public_url =
            web_address("HEARTH_PUBLIC_URL", &or("HEARTH_PUBLIC_URL", &format!("http://{bind}")))?;
        let trusted_proxies = or("HEARTH_TRUSTED_PROXY", "")
            .split_terminator(',')
            .map(|address| address.trim().parse().map(|address: IpAddr| address.to_canonical()))
            .collect::<Result<_, _>>()
            .map_err(|_| {
                let fault = "must be the address of the proxy, such as 127.0.0.1, or several \
                             with commas between";
                ConfigError::new("HEARTH_TRUSTED_PROXY", fault)
            })?;
        let secret_key = value("HEARTH_SECRET_KEY")
            .map(|text| {
                SecretKey::from_base64(&text).ok_or_else(|| {
                    ConfigError::new(
                        "HEARTH_SECRET_KEY",
                        "must be 32 bytes in base64; make one with: openssl rand -base64 32",
                    )
                })
            })
            .transpose()?;
        let database_url = database_url(&or("DATABASE_URL", "sqlite://hearth.db"))?;
        let backup_days = or("HEARTH_BACKUP_DAYS", "35")
            .parse()
            .ok()
            .filter(|days| (1..=3650).contains(days))
            .ok_or_else(|| {
                ConfigError::new("HEARTH_BACKUP_DAYS", "must be a number of days from 1 to 3650")
            })?;
        let country = or("HEARTH_COUNTRY", "US").to_uppercase().parse().map_err(|_| {
            ConfigError::new(
                "HEARTH_COUNTRY",
                "must be a country's code of two letters, such as US",
            )
        })?;
        let shared_phones = match or("HEARTH_SHARED_PHONES", "no").as_str() {
            "yes" => true,
            "no" => false,
            _ => return Err(ConfigError::new("HEARTH_SHARED_PHONES", "must be yes or no")),
        };
        let metrics_token = value("HEARTH_METRICS_TOKEN");
        if metrics_token.as_ref().is_some_and(|token| token.len() < 16) {
            return Err(ConfigError::new(
                "HEARTH_METRICS_TOKEN",
                "must be at least 16 letters long; make one with: openssl rand -hex 16",
            ));
        }
        Ok(Self {
            asking: AskingConfig::read(&value)?,
            mail: mail(&value, &database_url)?,
            database_url,
            bind,
            public_url,
            trusted_proxies,
            secret_key,
            twilio: TwilioConfig::read(&value)?,
            sms_per_second: per_second(&value, "HEARTH_SMS_PER_SECOND")?,
            center_name: or("HEARTH_CENTER_NAME", "Our health center"),
            help_phone: or("HEARTH_HELP_PHONE", ""),
            backup_days,
            country,
            shared_phones,
            metrics_token: metrics_token.map(SecretString::from),
        })
    }

    /// The secret key: the setting, else what the key file holds; `None` if there is neither.
    pub fn find_secret_key(&self) -> Result<Option<SecretKey>, ConfigError> {
        if let Some(key) = &self.secret_key {
            return SecretKey::from_base64(&key.to_base64())
                .ok_or_else(|| ConfigError::new("HEARTH_SECRET_KEY", "cannot be read"))
                .map(Some);
        }
        let path = self.key_file();
        match std::fs::read_to_string(&path) {
            Ok(text) => SecretKey::from_base64(&text).map(Some).ok_or_else(|| {
                ConfigError::new(
                    "HEARTH_SECRET_KEY",
                    format!(
                        "is not set, and {} holds no key of 32 bytes in base64",
                        path.display()
                    ),
                )
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unusable(&path, &error)),
        }
    }

    /// Makes a key and its file, for a database that has none.
    pub fn make_secret_key(&self) -> Result<SecretKey, ConfigError> {
        let (key, path) = (SecretKey::generate(), self.key_file());
        write_private(&path, &key.to_base64()).map_err(|error| unusable(&path, &error))?;
        Ok(key)
    }

    /// Removes the file that [`Config::make_secret_key`] wrote.
    pub fn remove_key_file(&self) -> Result<(), ConfigError> {
        let path = self.key_file();
        std::fs::remove_file(&path).map_err(|error| unusable(&path, &error))
    }

    /// Whether the world reaches this server by https.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Where the key is kept if it is no setting: beside the database.
    pub fn key_file(&self) -> PathBuf {
        beside(&self.database_url, "hearth.key")
    }
}

/// A file or folder of that name beside the database; in the working folder, if that is a server.
fn beside(database_url: &str, name: &str) -> PathBuf {
    let folder = database_url.strip_prefix("sqlite://").and_then(|path| Path::new(path).parent());
    folder.unwrap_or(Path::new("")).join(name)
}

fn per_second(
    value: &dyn Fn(&str) -> Option<String>,
    name: &'static str,
) -> Result<f64, ConfigError> {
    let Some(text) = value(name) else { return Ok(1.0) };
    text.parse()
        .ok()
        .filter(|rate: &f64| (0.01..=10_000.0).contains(rate))
        .ok_or_else(|| ConfigError::new(name, "must be a number between 0.01 and 10000"))
}

fn mail(
    value: &dyn Fn(&str) -> Option<String>,
    database_url: &str,
) -> Result<MailConfig, ConfigError> {
    let smtp_url = value("SMTP_URL");
    let from = value("HEARTH_MAIL_FROM");
    if smtp_url.is_some() && from.is_none() {
        return Err(ConfigError::new(
            "HEARTH_MAIL_FROM",
            "must say who mail comes from, such as hearth@example.org, because SMTP_URL is set",
        ));
    }
    Ok(MailConfig {
        smtp_url: smtp_url.map(Into::into),
        from: from.unwrap_or_else(|| "hearth@localhost".to_owned()),
        folder: value("HEARTH_MAIL_DIR")
            .map_or_else(|| beside(database_url, "mail"), PathBuf::from),
        per_second: per_second(value, "HEARTH_MAIL_PER_SECOND")?,
    })
}

fn unusable(key_file: &Path, error: &std::io::Error) -> ConfigError {
    ConfigError::new(
        "HEARTH_SECRET_KEY",
        format!("is not set, and {} cannot be used: {error}", key_file.display()),
    )
}

fn web_address(name: &'static str, text: &str) -> Result<String, ConfigError> {
    let has_host = ["http://", "https://"].iter().any(|scheme| {
        text.strip_prefix(scheme).is_some_and(|rest| !rest.starts_with('/') && !rest.is_empty())
    });
    if has_host && !text.contains(['?', '#', ' ']) {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err(ConfigError::new(name, "must be a web address such as https://voice.example.org"))
    }
}

fn database_url(text: &str) -> Result<String, ConfigError> {
    let known = ["sqlite://", "postgres://", "postgresql://"];
    if known.iter().any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty())) {
        Ok(text.to_owned())
    } else {
        Err(ConfigError::new(
            "DATABASE_URL",
            "must start with sqlite:// or postgres://, such as sqlite://hearth.db",
        ))
    }
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, String> {
        Config::read(&|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
        .map_err(|error| error.to_string())
    }

    #[test]
    fn without_any_setting_the_defaults_suit_one_machine() {
        let config = read(&[]).unwrap();
        assert_eq!(config.database_url, "sqlite://hearth.db");
        assert_eq!(config.public_url, "http://127.0.0.1:8080");
        assert!(config.twilio.is_none());
    }

    #[test]
    fn a_wrong_setting_is_named_in_one_sentence() {
        for (name, value) in [
            ("DATABASE_URL", "mysql://x"),
            ("HEARTH_BIND", "8080"),
            ("HEARTH_PUBLIC_URL", "voice.example.org"),
            ("HEARTH_TRUSTED_PROXY", "127.0.0.1, proxy.example.org"),
            ("HEARTH_SECRET_KEY", "short"),
            ("HEARTH_SMS_PER_SECOND", "fast"),
            ("HEARTH_MAIL_PER_SECOND", "0"),
            ("HEARTH_BACKUP_DAYS", "0"),
            ("HEARTH_COUNTRY", "America"),
            ("HEARTH_SHARED_PHONES", "perhaps"),
            ("HEARTH_METRICS_TOKEN", "short"),
            ("TWILIO_AUTH_TOKEN", "x"),
        ] {
            let sentence = read(&[(name, value)]).err().unwrap();
            assert!(
                sentence.starts_with(if name == "TWILIO_AUTH_TOKEN" {
                    "TWILIO_ACCOUNT_SID"
                } else {
                    name
                }),
                "{sentence}"
            );
            assert!(!sentence.contains('\n'));
        }
    }

    #[test]
    fn twilio_needs_a_sender() {
        let sentence =
            read(&[("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_AUTH_TOKEN", "t")]).err().unwrap();
        assert!(sentence.starts_with("TWILIO_FROM"));
    }

    #[test]
    fn a_mail_server_needs_a_sender_and_mail_stands_beside_the_database_without_one() {
        let sentence = read(&[("SMTP_URL", "smtp://localhost")]).err().unwrap();
        assert!(sentence.starts_with("HEARTH_MAIL_FROM"), "{sentence}");
        let beside = read(&[("DATABASE_URL", "sqlite:///var/hearth/h.db")]).unwrap().mail;
        assert_eq!(beside.folder, Path::new("/var/hearth/mail"));
    }

    #[test]
    fn the_public_address_loses_its_last_slash() {
        assert_eq!(
            read(&[("HEARTH_PUBLIC_URL", "https://a.example/")]).unwrap().public_url,
            "https://a.example"
        );
    }
}
