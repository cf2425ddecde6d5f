//! Invented people: who they are, where they go, and what matters to them.
//!
//! Seeded, so that every demo tells the same story.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::i18n::Language;

/// The center's sites.
pub const SITES: [&str; 3] = ["Riverside Main Street", "Riverside North", "Riverside Harbor"];

/// How many people answer by text.
const TEXTING: usize = 132;
/// How many answer on the web without saying who they are.
const ON_THE_WEB: usize = 28;

/// How often a language is spoken among a hundred, with names people there have.
const LANGUAGES: [(&str, usize, [&str; 6], [&str; 6]); 6] = [
    (
        "en",
        38,
        ["Denise", "Marcus", "Ruth", "Terrence", "Joan", "Walter"],
        ["Carter", "Boyd", "Hughes", "Franklin", "Moss", "Webb"],
    ),
    (
        "es",
        30,
        ["Lucía", "Ramón", "Beatriz", "Héctor", "Inés", "Óscar"],
        ["Quintero", "Salazar", "Mejía", "Ibáñez", "Rosales", "Peña"],
    ),
    (
        "ht",
        12,
        ["Roseline", "Jean-Robert", "Mirlande", "Wilner", "Guerda", "Frantz"],
        ["Désir", "Toussaint", "Exantus", "Joseph", "Pierre-Louis", "Charles"],
    ),
    (
        "vi",
        8,
        ["Thu Hà", "Quang", "Lan", "Đức", "Mỹ Linh", "Sơn"],
        ["Nguyễn", "Trần", "Phạm", "Võ", "Đặng", "Bùi"],
    ),
    (
        "zh-Hans",
        7,
        ["秀英", "建国", "丽华", "志强", "桂兰", "明"],
        ["林", "陈", "黄", "吴", "周", "许"],
    ),
    (
        "ar",
        5,
        ["سميرة", "يوسف", "هدى", "كريم", "ليلى", "طارق"],
        ["حداد", "منصور", "النجار", "خليل", "سعيد", "عواد"],
    ),
];

const AGES: [&str; 3] = ["18-39", "40-64", "65+"];

/// What matters how much to whom: a weight for each of the sample survey's six choices.
const CARES_ABOUT: [(&str, [f64; 6]); 6] = [
    ("en", [5.0, 4.0, 1.6, 4.5, 3.0, 2.0]),
    ("es", [5.0, 3.0, 4.0, 3.6, 3.0, 1.4]),
    ("ht", [3.0, 2.0, 9.0, 2.4, 2.6, 1.2]),
    ("vi", [2.6, 2.4, 5.0, 4.2, 2.4, 1.4]),
    ("zh-Hans", [2.6, 2.4, 5.0, 3.6, 3.0, 1.2]),
    ("ar", [3.4, 2.4, 4.4, 3.0, 3.0, 1.8]),
];

/// Whoever is of this age cares so much more about one of the choices: what a few want does not
/// show in what all want.
const YOUNG_CARE_ABOUT: (&str, usize, f64) = ("18-39", 5, 3.0);

/// Own words, in each language: what people might say to "tell us more".
const WORDS: [(&str, [&str; 3]); 6] = [
    (
        "en",
        [
            "The last bus leaves before my shift ends.",
            "I waited four months for a tooth.",
            "Evenings would help me keep my job.",
        ],
    ),
    (
        "es",
        [
            "El último autobús sale antes de que termine mi turno.",
            "Mi mamá necesita a alguien que le explique en español.",
            "Por la noche podría ir sin perder el trabajo.",
        ],
    ),
    (
        "ht",
        [
            "Mwen bezwen yon moun ki pale kreyòl avè m.",
            "Bis la pa pase lè dimanch.",
            "Medikaman yo twò chè pou mwen.",
        ],
    ),
    (
        "vi",
        [
            "Tôi cần người thông dịch khi đi khám.",
            "Tôi chờ khám răng rất lâu.",
            "Tôi làm ca ngày nên không đến được.",
        ],
    ),
    ("zh-Hans", ["我需要会说中文的人。", "看牙要等太久。", "药太贵了。"]),
    ("ar", ["أحتاج إلى من يترجم لي.", "المواصلات صعبة في المساء.", "ثمن الدواء مرتفع."]),
];

/// One invented person.
pub struct Person {
    /// Name.
    pub name: String,
    /// Language.
    pub language: Language,
    /// Index of the site in [`SITES`].
    pub site: usize,
    /// Age band.
    pub age: &'static str,
    /// Choices in the order they matter, as places in the survey file from 0.
    pub order: Vec<usize>,
    /// Own words.
    pub words: &'static str,
    /// A few numbers for the other answers.
    pub dice: [u32; 6],
}

impl Person {
    /// Strata as they are kept.
    pub fn strata(&self) -> String {
        let strata = BTreeMap::from([("age", self.age), ("site", SITES[self.site])]);
        serde_json::to_string(&strata).expect("texts are always JSON")
    }
}

/// Everybody who answers by text, and everybody who answers on the web.
pub fn invent() -> (Vec<Person>, Vec<Person>) {
    let mut chance = ChaCha8Rng::seed_from_u64(20_261_123);
    let texting = (0..TEXTING).map(|_| person(&mut chance)).collect();
    let on_the_web = (0..ON_THE_WEB).map(|_| person(&mut chance)).collect();
    (texting, on_the_web)
}

fn person(chance: &mut ChaCha8Rng) -> Person {
    let mut draw = roll(chance, 100);
    let (tag, _, first, last) = LANGUAGES
        .iter()
        .find(|(_, share, ..)| {
            let is_it = draw < *share;
            draw = draw.saturating_sub(*share);
            is_it
        })
        .unwrap_or(&LANGUAGES[0]);
    let mut weights =
        CARES_ABOUT.iter().find(|(language, _)| language == tag).map_or([1.0; 6], |w| w.1);
    let words = WORDS.iter().find(|(language, _)| language == tag).map_or(&WORDS[0].1, |w| &w.1);
    let name = format!("{} {}", first[roll(chance, 6)], last[roll(chance, 6)]);
    let (site, age) = (roll(chance, SITES.len()), AGES[roll(chance, AGES.len())]);
    let (young, choice, more) = YOUNG_CARE_ABOUT;
    if age == young {
        weights[choice] *= more;
    }
    Person {
        name,
        language: Language::new(tag),
        site,
        age,
        order: drawn_in_order(chance, weights),
        words: words[roll(chance, words.len())],
        dice: std::array::from_fn(|_| chance.next_u32()),
    }
}

/// Draws one choice after another, each with the chance its weight gives it among what is left.
fn drawn_in_order(chance: &mut ChaCha8Rng, weights: [f64; 6]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..weights.len()).collect();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let total: f64 = left.iter().map(|choice| weights[*choice]).sum();
        let mut draw = f64::from(chance.next_u32()) / f64::from(u32::MAX) * total;
        let place = left
            .iter()
            .position(|choice| {
                draw -= weights[*choice];
                draw <= 0.0
            })
            .unwrap_or(left.len() - 1);
        order.push(left.remove(place));
    }
    order
}

fn roll(chance: &mut ChaCha8Rng, sides: usize) -> usize {
    chance.next_u32() as usize % sides
}
