//! How many inbound texts a second are taken durably, and how long one takes.
//!
//! For information: nothing here can fail for being slow. What is compared is measured in turn in
//! one run, so that the ratio says something on any machine: on SQLite one commit each with groups
//! that share one; on PostgreSQL (where `HEARTH_TEST_POSTGRES` names a server) a text with a row
//! that `pgbench` inserts and commits, with as many clients; on either, with and without the live
//! ranking that counts the answers.

#[path = "../tests/support/mod.rs"]
mod support;

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hearth::inbound::flow::{InboundText, take};
use hearth::people::Phone;
use hearth::priority::live::flow::count_changes;
use hearth::services::Services;
use hearth::storage::{Store, StoreError};
use hearth::survey::Survey;
use hearth::survey::flow::import;
use tokio::task::JoinSet;

/// People who answer, each as often as there are answers.
const PEOPLE: usize = 1_000;
/// How many wait for their answer to be on disk at the same time.
const AT_ONCE: usize = 32;
const ROUNDS: usize = 3;
const ROUNDS_OF_COUNTING: usize = 6;
/// How often ballots are counted, as while serving.
const COUNT_EVERY: Duration = Duration::from_millis(500);
/// What notes whose ballot changed: trigger and table.
const NOTES: [(&str, &str); 3] = [
    ("answer_given_changes_a_voice", "answer"),
    ("answer_changed_changes_a_voice", "answer"),
    ("consent_changes_a_voice", "consent_event"),
];
const BEFORE: [&str; 2] = ["VOICE", "1"];
const ANSWERS: [&str; 6] = ["2 5 1", "SKIP", "1", "1,3", "4", "2"];
/// How long `pgbench` runs each time, in seconds.
const PGBENCH_SECONDS: &str = "8";
const ONE_ROW: &str = "INSERT INTO one_row (words) VALUES ('one row, one commit');";

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (mut shared, mut share_of_pgbench) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let one_each = rate_on("sqlite", 1, true).await.expect("SQLite is always there");
        let together = rate_on("sqlite", AT_ONCE, true).await.expect("SQLite is always there");
        shared.push(together.per_second / one_each.per_second);
        println!("round {round}  SQLite, one commit each    {one_each}");
        println!("round {round}  SQLite, groups of up to {AT_ONCE}  {together}");
        let Some(taken) = rate_on("postgres", AT_ONCE, true).await else { continue };
        println!("round {round}  PostgreSQL                 {taken}");
        let Some(rows) = rows_per_second() else { continue };
        println!("round {round}  pgbench -c {AT_ONCE}, one row each {rows:>7.0}/s");
        share_of_pgbench.push(taken.per_second / rows);
    }
    say_median("SQLite: sharing a commit is worth", shared, "times");
    say_median("PostgreSQL: texts are taken at", share_of_pgbench, "of pgbench's rows");
    for engine in ["sqlite", "postgres"] {
        let left = shares_with_counting(engine).await;
        say_median(&format!("{engine}: counting live leaves"), left, "of the rate without");
    }
}

/// The rate with the live ranking as a share of that without, round by round and in turn.
async fn shares_with_counting(engine: &str) -> Vec<f64> {
    let mut shares = Vec::new();
    for round in 0..ROUNDS_OF_COUNTING {
        // Who goes first changes: what grows warm or full meanwhile favours neither.
        let order = [round % 2 == 0, round % 2 == 1];
        let mut rates = [0.0; 2];
        for is_counted in order {
            let Some(taken) = rate_on(engine, AT_ONCE, is_counted).await else { return shares };
            rates[usize::from(is_counted)] = taken.per_second;
        }
        println!("{engine}, not counted {:>7.0}/s   counted {:>7.0}/s", rates[0], rates[1]);
        shares.push(rates[1] / rates[0]);
    }
    shares
}

fn say_median(what: &str, mut ratios: Vec<f64>, of: &str) {
    ratios.sort_by(f64::total_cmp);
    match ratios.get(ratios.len() / 2) {
        Some(median) => println!("median of {}: {what} {median:.3} {of}", ratios.len()),
        None => println!("{what}: not measured"),
    }
}

/// How texts were taken.
struct Taken {
    per_second: f64,
    /// How long each took, in milliseconds, sorted.
    took: Vec<f64>,
}

impl std::fmt::Display for Taken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = |percent| self.took[(self.took.len() - 1) * percent / 100];
        let Self { per_second, .. } = self;
        write!(out, "{per_second:>7.0}/s   p50 {:.1} ms   p99 {:.1} ms", at(50), at(99))
    }
}

/// Answers taken over a fresh database of that engine, with so many under way at once.
async fn rate_on(engine: &str, at_once: usize, is_counted: bool) -> Option<Taken> {
    let mut places = support::stores("inbound").into_iter();
    let (_place, store) = places.find(|(place, _)| place.url.starts_with(engine))?;
    if !is_counted {
        stop_noting(&store, engine);
    }
    let (services, _clock) = support::services(&store);
    let sample = include_str!("../samples/patient-voice.toml");
    let survey = Survey::from_toml(sample).expect("the sample is good");
    import(&services, survey, true).await.expect("the sample is imported");
    let services = Arc::new(services);
    let counting = is_counted.then(|| tokio::spawn(count(Arc::clone(&services))));
    for words in BEFORE {
        everybody_says(&services, words, AT_ONCE).await;
    }
    let start = Instant::now();
    let mut took = Vec::new();
    for words in ANSWERS {
        took.extend(everybody_says(&services, words, at_once).await);
    }
    let lasted = start.elapsed();
    if let Some(counting) = counting {
        counting.abort();
    }
    took.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "some thousand texts")]
    let texts = took.len() as f64;
    Some(Taken { per_second: texts / lasted.as_secs_f64(), took })
}

/// Counts ballots, as `hearth serve` does.
async fn count(services: Arc<Services>) {
    loop {
        count_changes(&services).await.expect("ballots are counted");
        tokio::time::sleep(COUNT_EVERY).await;
    }
}

fn stop_noting(store: &Store, engine: &str) {
    use diesel::connection::SimpleConnection as _;
    let drop_all: String = NOTES
        .iter()
        .map(|(trigger, table)| match engine {
            "sqlite" => format!("DROP TRIGGER {trigger};"),
            _ => format!("DROP TRIGGER {trigger} ON {table};"),
        })
        .collect();
    store
        .write_now(move |connection| Ok::<_, StoreError>(connection.batch_execute(&drop_all)?))
        .expect("the triggers are there");
}

/// The same words from everybody, so many at once: how long each took, in milliseconds. All of it
/// is on disk then.
async fn everybody_says(services: &Arc<Services>, words: &'static str, at_once: usize) -> Vec<f64> {
    let (mut under_way, mut took) = (JoinSet::new(), Vec::new());
    for person in 0..PEOPLE {
        if under_way.len() == at_once {
            took.extend(under_way.join_next().await.map(|one| one.expect("a text is taken")));
        }
        let services = Arc::clone(services);
        under_way.spawn(async move {
            let start = Instant::now();
            let text = InboundText {
                sid: format!("SM{}", hearth::crypto::random_token()),
                from: Phone::parse(&format!("+1555{person:07}")).expect("a whole number"),
                body: words.to_owned(),
                carrier: None,
            };
            take(&services, text).await.expect("a text is taken");
            start.elapsed().as_secs_f64() * 1e3
        });
    }
    took.extend(under_way.join_all().await);
    took
}

/// Rows a second that `pgbench` inserts and commits one by one; none where it is not installed.
fn rows_per_second() -> Option<f64> {
    let (place, _store) =
        support::stores("inbound").into_iter().find(|(place, _)| place.url.starts_with('p'))?;
    let script = std::env::temp_dir().join(format!("hearth-one-row-{}.sql", std::process::id()));
    std::fs::write(&script, ONE_ROW).expect("the temporary folder can be written");
    run_sql(&place.url, "CREATE TABLE one_row (id BIGSERIAL PRIMARY KEY, words TEXT NOT NULL)");
    let clients = AT_ONCE.to_string();
    let output = Command::new("pgbench")
        .args(["-n", "-c", &clients, "-j", "2", "-T", PGBENCH_SECONDS, "-f"])
        .arg(&script)
        .arg(&place.url)
        .output();
    std::fs::remove_file(&script).expect("it was just made");
    let output = String::from_utf8(output.ok()?.stdout).ok()?;
    let rate = output.lines().find_map(|line| line.strip_prefix("tps = "))?;
    rate.split(' ').next()?.parse().ok()
}

fn run_sql(url: &str, statement: &str) {
    use diesel::connection::SimpleConnection as _;
    use diesel::{Connection as _, PgConnection};
    let mut connection = PgConnection::establish(url).expect("the server answers");
    connection.batch_execute(statement).expect("the owner may");
}
