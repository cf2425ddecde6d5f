//! How long it takes to read an answer, for every kind of question in six languages and with ten
//! choices.
//!
//! For information: nothing here can fail for being slow. Wanted is less than 20 µs at the median.

use std::hint::black_box;
use std::time::{Duration, Instant};

use hearth::i18n::{Language, Words};
use hearth::response::reading::Asked;
use hearth::survey::Question;
use serde_json::json;

/// How often each text is read.
const ROUNDS: usize = 2_000;
const WANTED: Duration = Duration::from_micros(20);

const LANGUAGES: [&str; 6] = ["en", "es", "ht", "vi", "zh-Hans", "ar"];

const KINDS: [&str; 8] =
    ["single", "multiple", "rank", "scale", "number", "yes_no", "date", "text"];

/// The choices in each language.
const CHOICES: [[&str; 10]; 6] = [
    [
        "Rides to the clinic",
        "Evening and weekend hours",
        "Interpreters",
        "Dental care",
        "Cost of medicine",
        "Mental health",
        "Shorter waits",
        "Child care",
        "Healthy food",
        "A safe place to walk",
    ],
    [
        "Transporte a la clínica",
        "Horario de noche y fin de semana",
        "Intérpretes",
        "Cuidado dental",
        "Costo de las medicinas",
        "Salud mental",
        "Menos espera",
        "Cuidado de niños",
        "Comida sana",
        "Un lugar seguro para caminar",
    ],
    [
        "Transpò pou ale nan klinik la",
        "Lè aswè ak wikenn",
        "Entèprèt",
        "Swen dan",
        "Pri medikaman",
        "Sante mantal",
        "Mwens tan ap tann",
        "Gadri timoun",
        "Bon manje",
        "Yon kote ki an sekirite pou mache",
    ],
    [
        "Xe đưa đón đến phòng khám",
        "Giờ buổi tối và cuối tuần",
        "Thông dịch viên",
        "Chăm sóc răng",
        "Giá thuốc",
        "Sức khỏe tâm thần",
        "Chờ ngắn hơn",
        "Giữ trẻ",
        "Thức ăn lành mạnh",
        "Nơi đi bộ an toàn",
    ],
    [
        "去诊所的交通",
        "晚上和周末营业",
        "口译员",
        "牙科护理",
        "药费",
        "心理健康",
        "缩短等候",
        "托儿",
        "健康食品",
        "安全的散步场所",
    ],
    [
        "المواصلات إلى العيادة",
        "ساعات المساء وعطلة نهاية الأسبوع",
        "المترجمون",
        "رعاية الأسنان",
        "تكلفة الدواء",
        "الصحة النفسية",
        "انتظار أقصر",
        "رعاية الأطفال",
        "طعام صحي",
        "مكان آمن للمشي",
    ],
];

/// What people say to questions with choices beside numbers, and to one that asks for words.
const WORDS: [[&str; 3]; 6] = [
    [
        "evening hours and dental",
        "I think the interpreters",
        "The last bus leaves before the clinic closes.",
    ],
    [
        "horario de noche y dental",
        "creo que los intérpretes",
        "El último autobús sale antes de que cierre la clínica.",
    ],
    ["lè aswè ak swen dan", "mwen panse entèprèt yo", "Dènye bis la ale anvan klinik la fèmen."],
    [
        "giờ buổi tối và chăm sóc răng",
        "tôi nghĩ thông dịch viên",
        "Chuyến xe cuối chạy trước khi phòng khám đóng cửa.",
    ],
    ["晚上和周末营业和牙科护理", "我觉得是口译员", "末班公交车在诊所关门之前就走了。"],
    ["رعاية الأسنان والصحة النفسية", "أظن المترجمون", "تغادر الحافلة الأخيرة قبل أن تغلق العيادة."],
];

/// A date, as each language says it.
const DATES: [&str; 6] = [
    "March 4, 2026",
    "4 de marzo de 2026",
    "4 mas 2026",
    "ngày 4 tháng 3 năm 2026",
    "2026年3月4日",
    "٤ مارس ٢٠٢٦",
];

/// A question of that kind, with ten choices where it has any.
fn question(kind: &str, language: usize) -> Question {
    let spoken = |text: &str| json!({ LANGUAGES[language]: text });
    let mut question = json!({ "id": kind, "kind": kind, "text": spoken("?") });
    match kind {
        "single" | "multiple" | "rank" => {
            let choices = CHOICES[language].iter().enumerate();
            let choices =
                choices.map(|(at, text)| json!({ "id": at.to_string(), "text": spoken(text) }));
            question["choice"] = choices.collect();
        }
        "scale" => (question["min"], question["max"]) = (json!(1), json!(5)),
        "number" => (question["min"], question["max"]) = (json!(0), json!(20)),
        _ => {}
    }
    if kind == "rank" {
        question["top"] = json!(3);
    }
    serde_json::from_value(question).expect("it is a question")
}

fn texts<'t>(kind: &str, language: usize) -> Vec<&'t str> {
    let [two, one, words] = WORDS[language];
    match kind {
        "single" => vec!["2", "10", one, CHOICES[language][8], "not one of them at all"],
        "multiple" => vec!["1,3", "1 3 10", two, "9 and 44"],
        "rank" => vec!["2 5 1", "10>3", two],
        "scale" => vec!["4", "4/5", "٣"],
        "number" => vec!["2", "12", "no"],
        "yes_no" => vec!["1", "ok", "👍"],
        "date" => vec!["2026-03-04", DATES[language], "4/3/2026"],
        _ => vec![words, "yes"],
    }
}

fn main() {
    let words = Words::embedded().expect("the lists are in order");
    let mut all = Vec::new();
    println!("{:<10}{:>10}{:>10}{:>10}", "kind", "p50", "p99", "greatest");
    for kind in KINDS {
        let mut times = Vec::new();
        for (place, tag) in LANGUAGES.iter().enumerate() {
            let asked = Asked::new(&words, &question(kind, place), &Language::new(tag));
            for text in texts(kind, place) {
                for _ in 0..ROUNDS {
                    let start = Instant::now();
                    black_box(asked.read(&words, black_box(text)));
                    times.push(start.elapsed());
                }
            }
        }
        print(kind, &mut times);
        all.append(&mut times);
    }
    let median = print("all", &mut all);
    println!(
        "wanted at the median: less than {WANTED:?}; it is {}",
        if median < WANTED { "so" } else { "NOT so" }
    );
}

/// Prints how times are spread; the median.
fn print(kind: &str, times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    let at = |hundredths: usize| times[(times.len() - 1) * hundredths / 100];
    println!("{kind:<10}{:>10.1?}{:>10.1?}{:>10.1?}", at(50), at(99), at(100));
    at(50)
}
