//! Rankings against reference results computed elsewhere.
//!
//! The worked example and sets of our own stand in `tests/data/ranking/`. Third-party preference data may not be
//! copied; it is read from `shared/data/ranking/` where that folder stands beside the project, or
//! where `HEARTH_SHARED` points.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its data has failed")]

#[path = "ranking/simulations.rs"]
mod simulations;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use hearth::priority::{Ranking, Tier, rank, read_input};
use serde_json::{Value, json};

const CLOSED_FORM: f64 = 1e-9;
const PLACKETT_LUCE: f64 = 1e-8;
const DRAWN: f64 = 0.005;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ranking").join(name)
}

fn ranked(path: &Path) -> Ranking {
    let input = read_input(File::open(path).unwrap()).unwrap();
    rank(&input.statistics, &input.settings).unwrap()
}

fn json_file(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The largest distance between two tables of numbers of one shape.
fn distance(found: &Value, expected: &Value) -> f64 {
    match (found, expected) {
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len());
            found.iter().zip(expected).map(|(f, e)| distance(f, e)).fold(0.0, f64::max)
        }
        (Value::Object(found), Value::Object(expected)) => {
            assert!(found.keys().eq(expected.keys()), "{found:?} {expected:?}");
            found.iter().map(|(key, f)| distance(f, &expected[key])).fold(0.0, f64::max)
        }
        _ => (found.as_f64().unwrap() - expected.as_f64().unwrap()).abs(),
    }
}

#[track_caller]
fn assert_close(found: &Value, expected: &Value, tolerance: f64) {
    let distance = distance(found, expected);
    assert!(distance <= tolerance, "off by {distance}: {found} {expected}");
}

/// Weights as `{"en": …}` instead of `{"lang=en": …}`.
fn by_language(weights: &Value) -> Value {
    let weights = weights.as_object().unwrap().iter();
    weights.map(|(cell, weight)| (cell.replace("lang=", ""), weight.clone())).collect()
}

#[test]
fn the_worked_example_is_met() {
    let found = json!(ranked(&example("pool_example.json")));
    let expected = json_file(&example("pool_example.expected.json"));
    let headline = &expected["headline"];
    assert_eq!(found["n"], headline["n"]);
    for field in ["n_eff", "deff", "theta", "cov"] {
        assert_close(&found[field], &headline[field], CLOSED_FORM);
    }
    for field in ["rank", "rank_set_bonferroni"] {
        assert_eq!(found[field], headline[field], "{field}");
    }
    assert_close(&found["unweighted"]["theta"], &headline["unweighted_theta"], CLOSED_FORM);
    assert_close(&by_language(&found["weight_by_cell"]), &headline["weight_by_lang"], CLOSED_FORM);
    assert_close(&found["p_top_k"], &headline["p_top3_mc400k"], DRAWN);
    for (name, source) in expected["sources"].as_object().unwrap() {
        let found = &found["sources"][name];
        assert_eq!((&found["n"], &found["verified"]), (&source["n"], &json!(true)));
        for field in ["n_eff", "deff", "theta", "cov"] {
            assert_close(&found[field], &source[field], CLOSED_FORM);
        }
        let weights = by_language(&found["weight_by_cell"]);
        assert_close(&weights, &source["weight_by_lang"], CLOSED_FORM);
    }
    assert_eq!(found["leave_one_source_out"], headline["leave_one_source_out"]);
}

#[test]
fn the_channels_as_voices_are_pooled_as_in_the_worked_example() {
    let found = json!(ranked(&example("pool_example.json")))["pooled"].clone();
    let expected = &json_file(&example("pool_example.expected.json"))["pooled"];
    for (name, as_expected) in [
        ("theta", "theta"),
        ("cov", "cov"),
        ("tau2", "tau2"),
        ("i2", "I2"),
        ("q", "Q"),
        ("df", "df"),
    ] {
        assert_close(&found[name], &expected[as_expected], CLOSED_FORM);
    }
    for field in ["rank", "rank_set_bonferroni"] {
        assert_eq!(found[field], expected[field], "{field}");
    }
    assert_close(&found["p_top_k"], &expected["p_top3_mc400k"], DRAWN);
    // The example lists its sources as web, sms, session.
    let lambda = ["web/all", "sms/all", "session/all"].map(|name| found["lambda"][name].clone());
    assert_close(&json!(lambda), &expected["lambda_"], CLOSED_FORM);
}

#[test]
fn tiers_and_rank_sets_of_the_worked_example_follow_from_its_probabilities() {
    use Tier::{Clear, Lower, TooClose};
    let ranking = ranked(&example("pool_example.json"));
    assert_eq!(ranking.tier, [Clear, Clear, TooClose, Lower, TooClose, Lower]);
    assert!(ranking.flags.is_empty(), "{:?}", ranking.flags);
    let closed = ranking.rank_set_bonferroni.iter();
    for ((drawn, closed), rank) in ranking.rank_set.iter().zip(closed).zip(&ranking.rank) {
        assert!(closed.0 <= drawn.0 && drawn.1 <= closed.1, "{drawn:?} {closed:?}");
        assert!((drawn.0..=drawn.1).contains(rank));
    }
}

fn assert_win_rates(found: &Value, expected: &Value) {
    assert_close(&found["theta"], &expected["awr"], CLOSED_FORM);
    assert_close(&found["se"], &expected["awr_se"], CLOSED_FORM);
    assert_close(&found["cov"], &expected["awr_cov"], CLOSED_FORM);
    assert_eq!(found["rank"], expected["awr_rank"]);
}

/// Drawn by chance, and worked out in whole fractions by the definition of an average win rate.
#[test]
fn the_definition_is_met_with_ties_and_with_short_rankings() {
    for name in ["ties", "first_few"] {
        let found = json!(ranked(&example(&format!("{name}.json"))));
        assert_win_rates(&found, &json_file(&example(&format!("{name}.expected.json"))));
    }
}

#[test]
fn third_party_preferences_are_met() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("HEARTH_SHARED").map_or_else(beside, PathBuf::from);
    let folder = shared.join("data/ranking");
    if !folder.is_dir() {
        println!("left out: {} is not there", folder.display());
        return;
    }
    for name in ["apa1980", "netflix", "shirt", "skaters", "education_courses"] {
        let found = json!(ranked(&folder.join(format!("{name}.json"))));
        let expected = json_file(&folder.join(format!("{name}.expected.json")));
        println!("{name}");
        assert_win_rates(&found, &expected);
        assert_eq!(found["rank_set_bonferroni"], expected["rank_ci95_bonferroni"]);
        assert_close(&found["p_top_k"], &expected["p_top3_gauss200k"], DRAWN);
        if let Some(worths) = expected.get("plackett_luce_log_worth_ghost0") {
            assert_close(&found["plackett_luce"]["log_worth"], worths, PLACKETT_LUCE);
        }
        assert_eq!(found["ballots_to_flip"], expected["flip_top3_ballots"]);
        // The reference counts the items that each is ahead of.
        let ahead: Vec<u64> =
            serde_json::from_value(expected["condorcet"]["own_schulze_pathwins"].clone()).unwrap();
        let rank = |wins: &u64| 1 + ahead.iter().filter(|other| *other > wins).count();
        let order: Vec<usize> = ahead.iter().map(rank).collect();
        assert_eq!(found["schulze"]["rank"], json!(order));
    }
}

fn hearth_rank(path: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hearth")).arg("rank").arg(path).output().unwrap()
}

#[test]
fn the_command_prints_the_ranking_as_json() {
    let path = example("pool_example.json");
    let output = hearth_rank(&path);
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_close(&printed["theta"], &json!(ranked(&path).theta), 1e-15);
    assert_eq!(printed["items"], json!(6));
    assert_eq!(printed["tier"][0], json!("clear"));
}

#[test]
fn the_command_prints_a_table_of_the_ranking() {
    let path = example("pool_example.json");
    let output = Command::new(env!("CARGO_BIN_EXE_hearth"))
        .args(["rank", "--csv"])
        .arg(&path)
        .output()
        .unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines[0][..2], ["item", "rank"]);
    let places: Vec<[&str; 2]> = lines[1..].iter().map(|line| [line[0], line[1]]).collect();
    assert_eq!(places, [["0", "1"], ["1", "2"], ["2", "3"], ["4", "4"], ["3", "5"], ["5", "6"]]);
    let ranking = ranked(&path);
    assert_eq!(lines[1][2], ranking.theta[0].to_string());
    assert_eq!(lines[1][5], "clear");
}

#[test]
fn a_ballot_that_cannot_be_counted_is_named_by_its_number() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("not_on_the_slate.json");
    let ballot = r#"{"channel":"web","format":"top3","tiers":[[0]]}"#;
    let bad = r#"{"channel":"web","format":"top3","tiers":[[9]]}"#;
    fs::write(&path, format!(r#"{{"ballots":[{ballot},{bad}],"items":6}}"#)).unwrap();
    let output = hearth_rank(&path);
    assert!(!output.status.success());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "hearth: ballot 2: item 9 is not on the slate\n"
    );
    assert_eq!(output.stdout, b"");
}
