//! Whatever comes in, nothing panics: texts of every kind, forms with signatures, costs of texts.
//!
//! `HEARTH_RANDOM_INPUTS` says how many inputs (100,000 otherwise); the same number
//! makes the same inputs, and one that fails is printed.
#![expect(clippy::unwrap_used, reason = "a test may fail wherever it is surprised")]

mod support;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use actix_web::App;
use actix_web::body::to_bytes;
use actix_web::test::{TestRequest, call_service, init_service};
use hearth::config::Config;
use hearth::i18n::{Folded, Language, Words};
use hearth::outbox::sms::segments::segments;
use hearth::outbox::sms::signature::{is_signed_by, sign};
use hearth::response::reading::{Asked, Reading, command, read_yes_no};
use hearth::routes;
use hearth::services::Services;
use hearth::survey::{Question, Survey, Value};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::Deserialize;

const TAGS: [&str; 6] = ["en", "es", "ht", "vi", "zh-Hans", "ar"];

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::embedded().unwrap());

#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

fn count() -> usize {
    std::env::var("HEARTH_RANDOM_INPUTS").map_or(100_000, |count| count.parse().unwrap())
}

fn data(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    std::fs::read_to_string(path).unwrap()
}

/// What people really text, and every phrase of the lists.
struct Makings {
    texts: Vec<String>,
    words: Vec<String>,
}

impl Makings {
    fn gather() -> Self {
        let mut texts = Vec::new();
        for file in ["reading.json", "ordinary_texts.json", "opt_out_texts.json"] {
            let table: Vec<Text> = serde_json::from_str(&data(file)).unwrap();
            texts.extend(table.into_iter().map(|text| text.text));
        }
        let mut words = Vec::new();
        for tag in TAGS {
            let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(tag);
            let list = std::fs::read_to_string(list.join("words.toml")).unwrap();
            words.extend(list.split('"').skip(1).step_by(2).map(str::to_owned));
        }
        Self { texts, words }
    }
}

/// Signs on which readers of texts stumble: unseen, turned around, combining, wide, paired.
const SIGNS: &str = "\u{200b}\u{200e}\u{200f}\u{202e}\u{2066}\u{2069}\u{feff}\u{301}\u{323}\u{31b}\
                     \u{20e3}\u{fe0f}\u{1f3fd}\u{0}\u{7f}\u{a0}\u{640}\u{64b}0123456789٣۳३３③½\
                     -–−+.,;:/\\'’\"#()[]{}<>|€$%&=?!¿¡،؛、。 \n\t👍👎✅❌😀ßİıŉﬁœÆđ好不停止";

struct Maker {
    random: ChaCha8Rng,
    makings: Makings,
}

impl Maker {
    fn new(seed: u8) -> Self {
        Self { random: ChaCha8Rng::from_seed([seed; 32]), makings: Makings::gather() }
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.random.next_u32()).unwrap() % most.max(1)
    }

    fn any_sign(&mut self) -> char {
        let code = match self.below(4) {
            0 => self.below(0x80),
            1 => self.below(0x3000),
            2 => self.below(0x1_0000),
            _ => self.below(0x11_0000),
        };
        char::from_u32(u32::try_from(code).unwrap()).unwrap_or('\u{fffd}')
    }

    fn stumbling_sign(&mut self) -> char {
        let place = self.below(SIGNS.chars().count());
        SIGNS.chars().nth(place).unwrap()
    }

    fn real(&mut self) -> String {
        let place = self.below(self.makings.texts.len());
        self.makings.texts[place].clone()
    }

    fn word(&mut self) -> String {
        let place = self.below(self.makings.words.len());
        self.makings.words[place].clone()
    }

    /// One input of some kind.
    fn text(&mut self) -> String {
        match self.below(100) {
            0..25 => (0..self.below(30)).map(|_| self.any_sign()).collect(),
            25..40 => (0..self.below(20)).map(|_| self.stumbling_sign()).collect(),
            40..65 => self.mutated(),
            65..90 => self.mixed(),
            90..99 => self.real(),
            // Longer than any provider delivers.
            _ => self.huge(),
        }
    }

    fn mutated(&mut self) -> String {
        let mut signs: Vec<char> = self.real().chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(signs.len() + 1);
            match self.below(4) {
                0 if at < signs.len() => drop(signs.remove(at)),
                1 if at < signs.len() => signs[at] = self.any_sign(),
                2 => signs.truncate(at),
                _ => signs.insert(at, self.stumbling_sign()),
            }
        }
        signs.into_iter().collect()
    }

    fn mixed(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(8) {
            text.push_str(&self.word());
            match self.below(3) {
                0 => text.push(self.stumbling_sign()),
                1 => {}
                _ => text.push(' '),
            }
        }
        text
    }

    fn huge(&mut self) -> String {
        let piece = match self.below(3) {
            0 => self.any_sign().to_string(),
            1 => self.word(),
            _ => self.real(),
        };
        piece.repeat(1 + 2000 / piece.len().max(1))
    }
}

#[test]
fn whatever_is_texted_is_read_or_asked_back() {
    let questions = toml::from_str::<Questions>(&data("reading.toml")).unwrap().question;
    let asked: Vec<(Language, Vec<Asked>)> = TAGS
        .iter()
        .map(|tag| {
            let language = Language::new(tag);
            let all = questions.iter().map(|question| Asked::new(&WORDS, question, &language));
            (language.clone(), all.collect())
        })
        .collect();
    let mut maker = Maker::new(1);
    for number in 0..count() {
        let text = maker.text();
        let (language, asked) = &asked[number % asked.len()];
        let outcome = std::panic::catch_unwind(|| {
            let _ = command(&WORDS, &text, None);
            let _ = read_yes_no(&WORDS, language, &text);
            let _ = WORDS.complains(&Folded::new(&text));
            let asked = &asked[number / TAGS.len() % asked.len()];
            if let Reading::Answer { value: Value::Text(said), .. } = asked.read(&WORDS, &text) {
                assert!(!said.is_empty());
            }
            let cost = segments(&text);
            assert!(cost.segments >= 1 && cost.segments <= cost.units.max(1));
        });
        assert!(outcome.is_ok(), "input {number}: {} {text:?}", language.tag());
    }
}

#[test]
fn no_form_or_signature_breaks_the_check() {
    let mut maker = Maker::new(2);
    for number in 0..count() / 10 {
        let url = format!("http://voice.test{}", maker.mutated());
        let url = if number % 3 == 0 { maker.text() } else { url };
        let form: Vec<(String, String)> =
            (0..maker.below(5)).map(|_| (maker.text(), maker.text())).collect();
        let signed = sign("12345", &url, &form);
        assert!(is_signed_by("12345", &url, &form, &signed), "input {number}: {url:?} {form:?}");
        let forged = maker.text();
        assert!(!is_signed_by("12345", &url, &form, &forged), "input {number}: {forged:?}");
    }
}

const ADDRESS: &str = "http://voice.test/sms/inbound";

/// A form as a browser or Twilio writes it.
fn written(form: &[(String, String)]) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    let part = |text: &str| text.bytes().map(byte).collect::<String>();
    let pairs = form.iter().map(|(name, value)| format!("{}={}", part(name), part(value)));
    pairs.collect::<Vec<_>>().join("&")
}

#[actix_web::test]
async fn no_body_breaks_the_webhook_and_only_what_is_signed_is_taken() {
    let (_place, store) = support::stores("random_webhooks").swap_remove(0);
    let settings = |name: &str| match name {
        "HEARTH_PUBLIC_URL" => Some("http://voice.test".to_owned()),
        "TWILIO_ACCOUNT_SID" => Some("AC1".to_owned()),
        "TWILIO_AUTH_TOKEN" => Some("12345".to_owned()),
        "TWILIO_FROM" => Some("+15550000000".to_owned()),
        _ => None,
    };
    let config = Arc::new(Config::read(&settings).unwrap());
    let services = Services { config, ..support::services(&store).0 };
    let survey = Survey::from_toml(include_str!("../samples/patient-voice.toml")).unwrap();
    hearth::survey::flow::import(&services, survey, true).await.unwrap();
    let app = init_service(App::new().configure(|app| routes::configure(app, &services))).await;
    let mut maker = Maker::new(3);
    for number in 0..count() / 20 {
        let is_signed = number % 10 == 0;
        let words = if maker.below(4) == 0 { "VOICE".to_owned() } else { maker.text() };
        let form = [
            ("MessageSid", format!("SM{number:032x}")),
            ("From", format!("+1555123{:04}", maker.below(20))),
            ("Body", if maker.below(4) == 0 { "1".to_owned() } else { words }),
        ]
        .map(|(name, value)| (name.to_owned(), value));
        let signature =
            if is_signed { sign("12345", ADDRESS, &form) } else { "Zm9yZ2Vk".to_owned() };
        let mut body = written(&form).into_bytes();
        if !is_signed && number % 3 == 0 {
            // Not even a form.
            body = maker.text().into_bytes();
            body.iter_mut().step_by(3).for_each(|byte| *byte = byte.wrapping_add(0x9d));
        }
        let request = TestRequest::post()
            .uri("/sms/inbound")
            .insert_header(("Content-Type", "application/x-www-form-urlencoded"))
            .insert_header(("X-Twilio-Signature", signature))
            .set_payload(body);
        let response = call_service(&app, request.to_request()).await;
        let expected = if is_signed { [204, 204] } else { [403, 400] };
        assert!(expected.contains(&response.status().as_u16()), "input {number}: {response:?}");
        assert!(to_bytes(response.into_body()).await.unwrap().len() < 200, "input {number}");
    }
}
