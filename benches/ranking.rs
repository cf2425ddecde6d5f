//! How fast a million top-3 ballots over 20 items and four margins are counted and ranked.
//!
//! For information: nothing here can fail for being slow. The speed comes from counting ballots by
//! kind first: there are at most 7,240 kinds of top-3 ballot over 20 items.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use hearth::priority::{
    Ballot, Group, Items, Margin, Settings, Statistics, rank, read_input, worths_unweighted,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const BALLOTS: usize = 1_000_000;
const ITEMS: usize = 20;
/// What takes minutes elsewhere is compared on fewer.
const PYTHON_BALLOTS: usize = 100_000;
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

type Cast<'a> = (&'a Group, Ballot, u64);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, command, path] = arguments.as_slice()
        && command == READ
    {
        return read(Path::new(path));
    }
    let mut generator = ChaCha8Rng::from_seed([7; 32]);
    let groups = all_groups();
    let cast: Vec<Cast> = (0..BALLOTS).map(|_| random_ballot(&groups, &mut generator)).collect();

    let count = || Statistics::collect(Items::Count(ITEMS), &cast);
    let statistics = best_of("ingest from memory", 5, count);
    let settings = Settings { margins: margins(), draws: 1_000, ..Settings::default() };
    let ranking = best_of("re-rank with everything", 10, || rank(&statistics, &settings));
    let ranking = ranking.expect("the sample covers its margins");
    println!(
        "                           {} people, {} groups",
        ranking.n,
        ranking.lens.groups.len()
    );
    best_of("Plackett-Luce, compressed", 10, || worths_unweighted(&statistics));
    beside_python(&cast[..cast.len().min(PYTHON_BALLOTS)]);

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

fn random_ballot<'a>(groups: &'a [Group], generator: &mut ChaCha8Rng) -> Cast<'a> {
    let mut below = |bound: usize| {
        usize::try_from(generator.next_u64() % bound as u64).expect("it is below a small bound")
    };
    let group = &groups[below(groups.len())];
    // Of two draws the smaller: low items are the favourites.
    let picks: Vec<Vec<usize>> = (0..3).map(|_| vec![below(ITEMS).min(below(ITEMS))]).collect();
    (group, Ballot::new(ITEMS, None, &picks).expect("every item is on the slate"), 1)
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

fn write_file(cast: &[Cast], settings: &Settings) -> PathBuf {
    let path = std::env::temp_dir().join(format!("hearth-ranking-{}.json", std::process::id()));
    let mut file = BufWriter::new(File::create(&path).expect("the temporary folder takes files"));
    let mut write = |text: &str| file.write_all(text.as_bytes()).expect("there is space on disk");
    let margins = serde_json::to_value(settings).expect("settings are JSON")["margins"].to_string();
    write(&format!(r#"{{"items":{ITEMS},"draws":1000,"margins":{margins},"ballots":["#));
    for (number, (group, ballot, _)) in cast.iter().enumerate() {
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

/// Does it some times and prints the best: on a shared machine the others tell of the neighbours.
fn best_of<T>(what: &str, times: usize, run: impl Fn() -> T) -> T {
    let mut best = f64::INFINITY;
    for _ in 1..times {
        let start = Instant::now();
        black_box(run());
        best = best.min(milliseconds(start));
    }
    let start = Instant::now();
    let outcome = run();
    println!("{what:<25} {:>8.1} ms", best.min(milliseconds(start)));
    outcome
}

/// The same on fewer ballots beside what others use, where their Python is at hand.
fn beside_python(cast: &[Cast]) {
    let Some(python) = std::env::var_os("HEARTH_TEST_PYTHON") else { return };
    let statistics = Statistics::collect(Items::Count(ITEMS), cast);
    let lines: Vec<String> = cast
        .iter()
        .map(|(_, ballot, _)| {
            let tiers = ballot.tiers();
            let named = tiers[..tiers.len() - 1].concat();
            named.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let path = std::env::temp_dir().join(format!("hearth-ballots-{}.txt", std::process::id()));
    fs::write(&path, lines.join("\n")).expect("the temporary folder takes files");
    println!("on {} ballots, every one by itself but for Hearth's:", cast.len());
    best_of("  Plackett-Luce, Hearth", 10, || worths_unweighted(&statistics));
    let status = Command::new(python).args(["-c", PYTHON]).arg(&path).status();
    fs::remove_file(path).expect("it was just written");
    if !status.is_ok_and(|status| status.success()) {
        println!("  choix or pref_voting is not there");
    }
    println!("  What Hearth gains is by counting equal ballots once, not by its language.");
}

/// Fits the file's ballots with choix, one by one and as counted, and orders them with `pref_voting`.
const PYTHON: &str = r#"
import sys, time, collections
import numpy, choix
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.margin_based_methods import beat_path
items = 20
ballots = [tuple(map(int, line.split())) for line in open(sys.argv[1])]
def timed(what, run):
    start = time.perf_counter()
    run()
    print(f"{what:<25} {(time.perf_counter() - start) * 1000:>8.1f} ms", flush=True)
choices = []
for ballot in ballots:
    left = set(range(items))
    for item in ballot:
        left.discard(item)
        choices.append((item, tuple(left)))
timed("  Plackett-Luce, choix", lambda: choix.ilsr_top1(items, choices, alpha=0.01, max_iter=100, tol=1e-8))
def ranking(ballot):
    named = {item: place for place, item in enumerate(ballot)}
    return {item: named.get(item, len(ballot)) for item in range(items)}
whole = [ranking(ballot) for ballot in ballots]
timed("  Schulze, pref_voting", lambda: beat_path(ProfileWithTies(whole)))
counted = collections.Counter(ballots)
kinds = [ranking(ballot) for ballot in counted]
timed("  the same, as counted", lambda: beat_path(ProfileWithTies(kinds, list(counted.values()))))
"#;

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
