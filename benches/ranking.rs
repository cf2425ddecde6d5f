//! How fast a million top-3 ballots over 20 items and four margins are counted and ranked.
//!
//! For information: nothing here can fail for being slow. The speed comes from counting ballots by
//! kind first: there are at most 7,240 kinds of top-3 ballot over 20 items.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use hearth::priority::{Ballot, Group, Items, Margin, Settings, Statistics, rank, read_input};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const BALLOTS: usize = 1_000_000;
const ITEMS: usize = 20;
/// The argument that makes this program read a file instead.
const READ: &str = "--read";

const MARGINS: [(&str, &[&str]); 4] = [
    ("lang", &["en", "es", "ht", "vi", "zh-Hans"]),
    ("age", &["18-39", "40-59", "60+"]),
    ("sex", &["female", "male"]),
    (
        "site",
        &["east", "harbor", "mill", "north", "school", "south", "west", "main", "van", "home"],
    ),
];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, command, path] = arguments.as_slice()
        && command == READ
    {
        return read(Path::new(path));
    }
    let mut generator = ChaCha8Rng::from_seed([7; 32]);
    let groups = all_groups();
    let cast: Vec<(&Group, Ballot)> =
        (0..BALLOTS).map(|_| random_ballot(&groups, &mut generator)).collect();

    let start = Instant::now();
    let counted = cast.iter().map(|(group, ballot)| (*group, ballot, 1));
    let statistics = Statistics::collect(Items::Count(ITEMS), counted);
    println!("ingest from memory  {:>8.1} ms", milliseconds(start));

    let settings = Settings { margins: margins(), draws: 1_000, ..Settings::default() };
    let start = Instant::now();
    let ranking = rank(&statistics, &settings).expect("the sample covers its margins");
    println!("re-rank             {:>8.1} ms, {} people", milliseconds(start), ranking.n);

    // A process of its own, so that its peak of memory is that of reading.
    let path = write_file(&cast, &settings);
    let program = std::env::current_exe().expect("a running program has a file");
    let status = Command::new(program).arg(READ).arg(&path).status();
    fs::remove_file(path).expect("it was just written");
    assert!(status.is_ok_and(|status| status.success()), "the file is well-formed");
}

/// Reads and ranks a file as `hearth rank` does.
fn read(path: &Path) {
    let megabytes = fs::metadata(path).map_or(0, |file| file.len() / 1_000_000);
    let start = Instant::now();
    let input = read_input(File::open(path).expect("it was just written")).expect("it is JSON");
    println!("file of {megabytes} MB      {:>8.1} ms", milliseconds(start));
    let start = Instant::now();
    rank(&input.statistics, &input.settings).expect("the sample covers its margins");
    println!("re-rank             {:>8.1} ms", milliseconds(start));
    println!("peak of memory      {:>8} MB", peak_megabytes());
}

fn all_groups() -> Vec<Group> {
    let mut cells = vec![BTreeMap::new()];
    for (name, categories) in MARGINS {
        let with = |cell: &BTreeMap<String, Option<String>>, category: &str| {
            let mut cell = cell.clone();
            cell.insert(name.to_owned(), Some(category.to_owned()));
            cell
        };
        cells = cells
            .iter()
            .flat_map(|cell| categories.iter().map(|category| with(cell, category)))
            .collect();
    }
    let sources = ["sms/top3", "web/top3", "session/top3"];
    let of_source = |source| cells.iter().map(move |cell| Group::verified(source, cell.clone()));
    sources.into_iter().flat_map(of_source).collect()
}

fn random_ballot<'a>(groups: &'a [Group], generator: &mut ChaCha8Rng) -> (&'a Group, Ballot) {
    let mut below = |bound: usize| {
        usize::try_from(generator.next_u64() % bound as u64).expect("it is below a small bound")
    };
    let group = &groups[below(groups.len())];
    // Of two draws the smaller: low items are the favourites.
    let picks: Vec<Vec<usize>> = (0..3).map(|_| vec![below(ITEMS).min(below(ITEMS))]).collect();
    (group, Ballot::new(ITEMS, None, &picks).expect("every item is on the slate"))
}

fn margins() -> Vec<Margin> {
    let margin = |(name, categories): (&str, &[&str])| {
        // Shares like 1 : 2 : 3, so that weighting has something to do.
        let sizes = || (1..=10_u8).map(f64::from).take(categories.len());
        let total: f64 = sizes().sum();
        let targets = categories.iter().zip(sizes());
        Margin {
            name: name.to_owned(),
            targets: targets.map(|(&name, size)| (name.to_owned(), size / total)).collect(),
        }
    };
    MARGINS.into_iter().map(margin).collect()
}

fn write_file(cast: &[(&Group, Ballot)], settings: &Settings) -> PathBuf {
    let path = std::env::temp_dir().join(format!("hearth-ranking-{}.json", std::process::id()));
    let mut file = BufWriter::new(File::create(&path).expect("the temporary folder takes files"));
    let mut write = |text: &str| file.write_all(text.as_bytes()).expect("there is space on disk");
    let margins = serde_json::to_value(settings).expect("settings are JSON")["margins"].to_string();
    write(&format!(r#"{{"items":{ITEMS},"draws":1000,"margins":{margins},"ballots":["#));
    for (number, (group, ballot)) in cast.iter().enumerate() {
        let (channel, format) = group.source.split_once('/').expect("written so above");
        let tiers = ballot.tiers();
        let ballot = serde_json::json!({
            "channel": channel,
            "format": format,
            "strata": group.strata,
            "tiers": tiers[..tiers.len() - 1],
        });
        write(if number == 0 { "" } else { "," });
        write(&ballot.to_string());
    }
    write("]}");
    path
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// The most memory this process has held; 0 where the system does not say.
fn peak_megabytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
