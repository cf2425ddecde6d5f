//! Texts as Twilio's webhook brings them, with what the carrier has read in them.

use std::sync::Arc;

use actix_web::App;
use actix_web::test::{TestRequest, call_service, init_service};
use hearth::config::Config;
use hearth::outbox::sms::signature::sign;
use hearth::routes;
use hearth::services::Services;

use crate::phone::Phone;
use crate::{NO_MORE_TEXTS, towns};

const AUTH_TOKEN: &str = "a token of the test";

impl Phone {
    /// Texts the service through its webhook; the carrier took the text as `opt_out_type`.
    async fn posts(&self, sid: &str, words: &str, opt_out_type: &str) {
        let settings = |name: &str| match name {
            "HEARTH_PUBLIC_URL" => Some("http://voice.test".to_owned()),
            "TWILIO_ACCOUNT_SID" => Some("AC1".to_owned()),
            "TWILIO_AUTH_TOKEN" => Some(AUTH_TOKEN.to_owned()),
            "TWILIO_FROM" => Some("+15550000000".to_owned()),
            _ => None,
        };
        let config = Arc::new(Config::read(&settings).unwrap());
        let services = Services { config, ..self.town.services.clone() };
        let app = init_service(App::new().configure(|app| routes::configure(app, &services))).await;
        let form: Vec<(String, String)> = [
            ("MessageSid", sid),
            ("From", &self.number),
            ("Body", words),
            ("OptOutType", opt_out_type),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        let signature = sign(AUTH_TOKEN, "http://voice.test/sms/inbound", &form);
        let request = TestRequest::post()
            .uri("/sms/inbound")
            .insert_header(("X-Twilio-Signature", signature))
            .set_form(form);
        assert_eq!(call_service(&app, request.to_request()).await.status(), 204);
    }
}

#[actix_web::test]
async fn a_word_the_carrier_takes_as_stop_start_or_help_is_that_and_no_answer() {
    for (_place, town) in towns("the_carriers_words").await {
        let ana = Phone::new(&town, 1);
        ana.goes_through(&["VOICE", "1", "2 5 1"]).await;
        ana.posts("SM1", "who goes there", "HELP").await;
        assert_eq!(ana.hears().await, [""; 0]);
        ana.posts("SM2", "genoeg", "STOP").await;
        assert_eq!(ana.hears().await, [""; 0], "the carrier has confirmed it");
        assert_eq!(ana.suppression().as_deref(), Some("sms_keyword"));
        assert_eq!(ana.withdrawals().len(), 1);
        ana.posts("SM3", "genoeg", "HELP").await;
        assert_eq!(ana.suppression().as_deref(), Some("sms_keyword"));
        ana.posts("SM4", "verder", "START").await;
        assert_eq!(ana.suppression(), None);
        assert_eq!(ana.hears().await, [""; 0]);
        assert!(!ana.answers().contains_key("why"));
        // The texts go on where they were.
        assert!(ana.asks("1").await.contains("Why does this matter"));
    }
}

#[actix_web::test]
async fn a_keyword_the_carrier_takes_as_start_starts_its_survey() {
    for (_place, town) in towns("the_carriers_keyword").await {
        let ana = Phone::new(&town, 1);
        ana.posts("SM1", "VOICE", "START").await;
        assert!(ana.hears().await[0].starts_with("Riverside Health asks"));
        // What the carrier says nothing of is read here.
        ana.posts("SM2", "STOP", "").await;
        assert!(ana.hears().await[0].contains(NO_MORE_TEXTS));
    }
}
