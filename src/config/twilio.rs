//! Settings of Twilio's account.

use secrecy::SecretString;

use super::{ConfigError, web_address};

/// How to reach Twilio.
pub struct TwilioConfig {
    /// `TWILIO_ACCOUNT_SID`.
    pub account_sid: String,
    /// `TWILIO_AUTH_TOKEN`.
    pub auth_token: SecretString,
    /// `TWILIO_FROM`.
    pub from: Option<String>,
    /// `TWILIO_MESSAGING_SERVICE_SID`.
    pub messaging_service_sid: Option<String>,
    /// `TWILIO_API_BASE`, without a slash at the end.
    pub api_base: String,
}

impl TwilioConfig {
    /// Reads the settings; `None` where there are none.
    pub(super) fn read(
        value: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, ConfigError> {
        let Some(account_sid) = value("TWILIO_ACCOUNT_SID") else {
            return match value("TWILIO_AUTH_TOKEN") {
                Some(_) => Err(ConfigError::new(
                    "TWILIO_ACCOUNT_SID",
                    "is missing, though TWILIO_AUTH_TOKEN is set",
                )),
                None => Ok(None),
            };
        };
        let auth_token = value("TWILIO_AUTH_TOKEN").ok_or_else(|| {
            ConfigError::new("TWILIO_AUTH_TOKEN", "is missing, though TWILIO_ACCOUNT_SID is set")
        })?;
        let (from, messaging_service_sid) =
            (value("TWILIO_FROM"), value("TWILIO_MESSAGING_SERVICE_SID"));
        if from.is_none() && messaging_service_sid.is_none() {
            return Err(ConfigError::new(
                "TWILIO_FROM",
                "or TWILIO_MESSAGING_SERVICE_SID must say who sends",
            ));
        }
        let api_base =
            value("TWILIO_API_BASE").unwrap_or_else(|| "https://api.twilio.com".to_owned());
        Ok(Some(Self {
            account_sid,
            auth_token: auth_token.into(),
            from,
            messaging_service_sid,
            api_base: web_address("TWILIO_API_BASE", &api_base)?,
        }))
    }
}
