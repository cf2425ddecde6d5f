//! What a mail says: one set of texts, as plain text and as HTML.

use serde::Serialize;

use super::Mail;
use crate::i18n::{Language, Value};
use crate::services::Services;
use crate::web::RenderError;

/// A mail with one thing to do. Texts are named by their ids in `locales/`; each may use `center`,
/// `role` and `count`.
#[derive(Serialize)]
pub struct Letter<'a> {
    /// The subject.
    #[serde(skip)]
    pub subject: &'static str,
    /// Paragraphs before the link.
    pub before: &'static [&'static str],
    /// What the link does.
    pub action: &'static str,
    /// Where it leads.
    pub url: &'a str,
    /// Paragraphs after it.
    pub after: &'static [&'static str],
    /// A role's name in the reader's language, if a text names it.
    pub role: &'a str,
    /// A number, if a text counts something.
    pub count: i64,
}

impl Letter<'_> {
    /// The mail to that address, in that language.
    pub fn mail(
        &self,
        services: &Services,
        language: &Language,
        to: &str,
    ) -> Result<Mail, RenderError> {
        let center = services.config.center_name.as_str();
        let values = [("center", Value::Text(center))];
        Ok(Mail {
            to: to.to_owned(),
            subject: services.i18n.sms(language, self.subject, &values),
            text: services.renderer.page("mail/letter.txt", language, self)?,
            html: services.renderer.page("mail/letter.html", language, self)?,
        })
    }
}
