//! How many inbound texts a second are taken durably, one commit each and in groups.
//!
//! For information: nothing here can fail for being slow. Both are measured in one run, so that
//! their ratio says what sharing a commit is worth on this machine's disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use hearth::app;
use hearth::config::Config;
use hearth::inbound::flow::{InboundText, take};
use hearth::people::Phone;
use hearth::services::Services;
use hearth::survey::Survey;
use hearth::survey::flow::import;
use tokio::task::JoinSet;

/// People who answer, each as often as there are answers.
const PEOPLE: usize = 1_000;
/// How many wait for their answer to be on disk at the same time.
const AT_ONCE: usize = 32;
const ROUNDS: usize = 3;
const BEFORE: [&str; 2] = ["VOICE", "1"];
const ANSWERS: [&str; 6] = ["2 5 1", "SKIP", "1", "1,3", "4", "2"];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut measured = Vec::new();
    for round in 1..=ROUNDS {
        let alone = answers_per_second(1).await;
        let together = answers_per_second(AT_ONCE).await;
        println!(
            "round {round}  one commit each {alone:>7.0}/s   groups of up to {AT_ONCE} \
             {together:>7.0}/s   {:.1} times",
            together / alone
        );
        measured.push(together / alone);
    }
    measured.sort_by(f64::total_cmp);
    println!("median of {ROUNDS}: {:.1} times", measured[ROUNDS / 2]);
}

/// Answers taken a second over a fresh database, with so many under way at once.
async fn answers_per_second(at_once: usize) -> f64 {
    let folder = std::env::temp_dir().join(format!("hearth-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let services = Arc::new(open(&folder).await);
    for words in BEFORE {
        everybody_says(&services, words, AT_ONCE).await;
    }
    let start = Instant::now();
    for words in ANSWERS {
        everybody_says(&services, words, at_once).await;
    }
    let seconds = start.elapsed().as_secs_f64();
    drop(services);
    std::fs::remove_dir_all(&folder).expect("it was just made");
    #[expect(clippy::cast_precision_loss, reason = "some thousand texts")]
    let texts = (PEOPLE * ANSWERS.len()) as f64;
    texts / seconds
}

async fn open(folder: &Path) -> Services {
    let file = |name: &str| -> PathBuf { folder.join(name) };
    let url = format!("sqlite://{}", file("hearth.db").display());
    let setting = |name: &str| (name == "DATABASE_URL").then(|| url.clone());
    let config = Config::read(&setting).expect("the settings are good");
    let services = app::services(config).expect("a fresh database opens");
    let sample = include_str!("../samples/patient-voice.toml");
    let survey = Survey::from_toml(sample).expect("the sample is good");
    import(&services, survey, true).await.expect("the sample is imported");
    services
}

/// The same words from everybody, so many at once; returns when all of it is on disk.
async fn everybody_says(services: &Arc<Services>, words: &'static str, at_once: usize) {
    let mut under_way = JoinSet::new();
    for person in 0..PEOPLE {
        if under_way.len() == at_once {
            under_way.join_next().await;
        }
        let services = Arc::clone(services);
        under_way.spawn(async move {
            let text = InboundText {
                sid: format!("SM{}", hearth::crypto::random_token()),
                from: Phone::parse(&format!("+1555{person:07}")).expect("a whole number"),
                body: words.to_owned(),
                carrier: None,
            };
            take(&services, text).await.expect("a text is taken");
        });
    }
    under_way.join_all().await;
}
