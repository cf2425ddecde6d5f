//! Keeps the walls of the house: who may import whom, and which crate is named where.
//!
//! Each rule answers with sentences, so that a fault says what to do about it.

#[path = "architecture/source.rs"]
mod source;

use std::path::Path;

use source::{House, Source};

/// In the order a voice travels through them.
const ROOMS: [&str; 18] = [
    "staff",
    "people",
    "consent",
    "calls",
    "topic",
    "survey",
    "response",
    "mention",
    "conversation",
    "erasure",
    "enrolment",
    "outreach",
    "listening",
    "population",
    "priority",
    "backlog",
    "report",
    "inbound",
];
const GROUND_FLOOR: [&str; 10] = [
    "outbox", "services", "metrics", "i18n", "web", "storage", "crypto", "clock", "config", "error",
];
const TOP: [&str; 5] = ["app", "routes", "cli", "main", "lib"];
/// In a directory of the house, each piece may lean on those before it.
const FURNITURE: [&str; 4] = ["mod", "store", "flow", "web"];
const NAMELESS: [&str; 8] =
    ["util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"];
const MOST_LINES: usize = 400;

#[test]
fn the_house_keeps_its_walls() {
    let house = House::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(house.files.len() > 10, "the sources were not found");
    let faults = faults(&house);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn faults(house: &House) -> Vec<String> {
    let mut faults: Vec<String> = house
        .files
        .iter()
        .flat_map(|file| {
            let by_file = [place(file), name(file), length(file)].into_iter().flatten();
            let by_path = file.paths.iter().flat_map(move |path| {
                [floor(file, path), furniture(file, path), outside(file, path), pure(file, path)]
            });
            by_file.chain(by_path.flatten()).map(move |fault| format!("src/{} {fault}", file.path))
        })
        .collect();
    faults.extend(lettre_twice(house));
    faults.extend(circles(house));
    faults.dedup();
    faults
}

fn top_level(file: &Source) -> &str {
    file.path.trim_end_matches(".rs").split('/').next().unwrap_or_default()
}

fn room_number(name: &str) -> Option<usize> {
    ROOMS.iter().position(|room| *room == name)
}

fn place(file: &Source) -> Option<String> {
    let name = top_level(file);
    let is_known = [&ROOMS[..], &GROUND_FLOOR, &TOP].concat().contains(&name);
    (!is_known).then(|| {
        "has no place in the house: put it into a room, or name the room in tests/architecture.rs"
            .to_owned()
    })
}

fn name(file: &Source) -> Option<String> {
    let is_nameless = |part: &str| part.split('_').any(|word| NAMELESS.contains(&word));
    file.path
        .trim_end_matches(".rs")
        .split('/')
        .find(|part| is_nameless(part))
        .map(|part| format!("is called {part}, which says nothing: name it after what it does"))
}

fn length(file: &Source) -> Option<String> {
    (file.lines > MOST_LINES)
        .then(|| format!("has {} lines, more than {MOST_LINES}: it wants a wall", file.lines))
}

/// R1: rooms lean on earlier rooms and the ground floor, which leans on no room.
fn floor(file: &Source, path: &[String]) -> Option<String> {
    let [root, target, ..] = path else { return None };
    let home = top_level(file);
    if root != "crate" || target == home || TOP.contains(&home) {
        return None;
    }
    if TOP.contains(&target.as_str()) {
        return Some(format!("imports {target}, which stands on top of the rooms"));
    }
    let target_number = room_number(target)?;
    match room_number(home) {
        None => Some(format!("imports the room {target}, but the ground floor knows no room")),
        Some(number) if target_number > number => {
            Some(format!("imports {target}, a later room: only earlier rooms may be imported"))
        }
        Some(_) => None,
    }
}

/// web leans on flow, flow on store, store on the nouns in `mod.rs`; never the other way.
fn furniture(file: &Source, path: &[String]) -> Option<String> {
    let level = |piece: &str| FURNITURE.iter().position(|name| *name == piece);
    let (home, piece) = file.path.trim_end_matches(".rs").split_once('/')?;
    let from = level(piece.split('/').next()?)?;
    let [root, target, into, ..] = path else { return None };
    if root != "crate" || target != home || level(into)? <= from {
        return None;
    }
    Some(format!("imports its own {into}: web leans on flow, flow on store, store on mod.rs"))
}

/// R2: each outside crate is known to few files.
fn outside(file: &Source, path: &[String]) -> Option<String> {
    let root = path.first()?.as_str();
    let parts: Vec<_> = file.path.trim_end_matches(".rs").split('/').collect();
    let is_piece = |piece: &str| parts.contains(&piece);
    let (is_allowed, places) = match root {
        "diesel" | "diesel_migrations" => {
            (is_piece("store") || parts[0] == "storage", "store.rs and storage/")
        }
        "twilio_async" => (file.path == "outbox/sms/twilio.rs", "outbox/sms/twilio.rs"),
        "lettre" => (file.path.starts_with("outbox/email"), "one file of outbox/email"),
        _ if root.starts_with("actix") => (
            is_piece("web")
                || matches!(parts[..], ["routes" | "main"] | ["cli", "serve" | "demo", ..]),
            "web.rs, web/, routes.rs, cli/serve.rs, cli/demo and main.rs",
        ),
        _ if root.starts_with("fluent") => (parts[0] == "i18n", "i18n/"),
        _ => return None,
    };
    (!is_allowed).then(|| format!("names {root}, which belongs into {places}"))
}

/// R3: now and randomness are arguments, and a room's nouns do no I/O.
fn pure(file: &Source, path: &[String]) -> Option<String> {
    let pairs: Vec<_> = path.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect();
    let asks_the_system = pairs.iter().any(|pair| {
        matches!(
            pair,
            ("Utc" | "Local" | "SystemTime", "now") | ("rand", "rng" | "random" | "thread_rng")
        )
    });
    if asks_the_system && !matches!(file.path.as_str(), "clock.rs" | "crypto.rs") {
        return Some(format!("asks for {}: now and randomness are arguments", path.join("::")));
    }
    let is_nouns = file.module.len() == 1 && room_number(&file.module[0]).is_some();
    let does_io = matches!(pairs.first(), Some(("std", "fs" | "net" | "env" | "process")));
    (is_nouns && does_io).then(|| format!("names {}, but mod.rs does no I/O", path.join("::")))
}

fn lettre_twice(house: &House) -> Option<String> {
    let names_it = |file: &&Source| file.paths.iter().any(|path| path[0] == "lettre");
    let files: Vec<_> = house.files.iter().filter(names_it).map(|f| f.path.as_str()).collect();
    (files.len() > 1).then(|| format!("lettre is named in {}: keep it in one", files.join(", ")))
}

/// R5: no circle between files. That a file leans on the `mod.rs` above it is no circle.
fn circles(house: &House) -> Vec<String> {
    let leans_on: Vec<Vec<usize>> = house
        .files
        .iter()
        .map(|file| {
            let targets = file.paths.iter().filter_map(|path| house.file_at(path));
            targets
                .filter(|target| !file.module.starts_with(&target.module))
                .filter_map(|target| house.files.iter().position(|f| f.path == target.path))
                .collect()
        })
        .collect();
    (0..leans_on.len())
        .filter_map(|start| circle_from(start, &leans_on))
        .map(|circle| {
            let names: Vec<_> = circle.iter().map(|&at| house.files[at].path.as_str()).collect();
            format!("these files lean on each other in a circle: {}", names.join(" -> "))
        })
        .collect()
}

/// The shortest circle through `start` on which `start` comes first of all files.
fn circle_from(start: usize, leans_on: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut ways = vec![vec![start]];
    let mut seen = vec![start];
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        let last = *way.last()?;
        if leans_on[last].contains(&start) {
            return Some([way, vec![start]].concat());
        }
        for &target in leans_on[last].iter().filter(|target| **target > start) {
            if !seen.contains(&target) {
                seen.push(target);
                ways.push([way.as_slice(), &[target]].concat());
            }
        }
    }
    None
}

#[test]
fn a_house_in_order_has_no_fault() {
    let house = House::of(&[
        ("lib.rs", "pub mod consent; pub mod survey;"),
        ("routes.rs", "use actix_web::web; use crate::survey::web::page;"),
        ("cli/serve.rs", "use actix_web::HttpServer; use crate::inbound;"),
        ("clock.rs", "fn now() { chrono::Utc::now() }"),
        ("storage/mod.rs", "use diesel::prelude::*;"),
        ("outbox/store.rs", "use diesel::prelude::*; use crate::storage::Store;"),
        ("outbox/sms/twilio.rs", "use twilio_async::Execute; use super::Sent;"),
        ("outbox/sms/mod.rs", "pub use twilio::Twilio; mod twilio;"),
        ("i18n/mod.rs", "use fluent_langneg::negotiate_languages;"),
        ("consent/mod.rs", "pub mod store; pub mod flow; pub use proof::Proof; mod proof;"),
        ("consent/proof.rs", "use super::Purpose;"),
        ("consent/store.rs", "use diesel::prelude::*; use super::Purpose;"),
        ("consent/flow.rs", "use super::{Purpose, store}; use crate::people::Phone;"),
        ("survey/web.rs", "use actix_web::web; use super::{flow, store}; use crate::consent;"),
        ("survey/mod.rs", "#[cfg(test)] mod tests { use crate::report::Page; }"),
    ]);
    assert_eq!(faults(&house), Vec::<String>::new());
}

#[test]
fn every_broken_wall_is_told_in_one_sentence() {
    for (path, text, said) in [
        ("consent/flow.rs", "use crate::survey::Survey;", "imports survey, a later room"),
        ("consent/flow.rs", "fn f() { crate::report::page() }", "imports report, a later room"),
        ("consent/mod.rs", "use crate::{people, inbound::x};", "imports inbound, a later room"),
        ("consent/proof.rs", "use super::super::survey::Kind;", "imports survey, a later room"),
        ("survey/flow.rs", "crate::routes::all();", "imports routes, which stands on top"),
        ("storage/mod.rs", "use crate::people::Phone;", "the ground floor knows no room"),
        ("outbox/web.rs", "use crate::inbound::flow;", "the ground floor knows no room"),
        ("people/flow.rs", "use diesel::prelude::*;", "names diesel"),
        ("people/mod.rs", "#[derive(diesel::Insertable)] struct A;", "names diesel"),
        ("people/flow.rs", "use actix_web::HttpRequest;", "names actix_web"),
        ("cli/migrate.rs", "use actix_web::HttpRequest;", "names actix_web"),
        ("outbox/worker.rs", "use twilio_async::Twilio;", "names twilio_async"),
        ("people/web.rs", "use lettre::Message;", "names lettre"),
        ("web/mod.rs", "use fluent::FluentArgs;", "names fluent"),
        ("people/flow.rs", "let t = Utc::now();", "asks for Utc::now"),
        ("people/mod.rs", "use rand::rng;", "asks for rand::rng"),
        ("people/mod.rs", "std::fs::read(p)", "mod.rs does no I/O"),
        ("people/helpers.rs", "", "is called helpers"),
        ("people/phone_utils.rs", "", "is called phone_utils"),
        ("billing/mod.rs", "", "has no place in the house"),
        ("people/mod.rs", &"\n".repeat(401), "has 401 lines"),
    ] {
        let faults = faults(&House::of(&[(path, text)]));
        assert_eq!(faults.len(), 1, "{path}: {text}: {faults:?}");
        assert!(faults[0].starts_with(&format!("src/{path} ")) && faults[0].contains(said));
    }
}

#[test]
fn furniture_out_of_order_is_found() {
    for (path, text, own) in [
        ("people/mod.rs", "pub use flow::enroll;", "flow"),
        ("people/mod.rs", "fn f() { self::store::find() }", "store"),
        ("people/store.rs", "use super::flow::enroll;", "flow"),
        ("people/store/phones.rs", "use super::super::flow::enroll;", "flow"),
        ("people/flow.rs", "use crate::people::web::page;", "web"),
    ] {
        let rooms = [("people/flow.rs", ""), ("people/store.rs", ""), ("people/web.rs", "")];
        let mut texts: Vec<_> = rooms.into_iter().filter(|(other, _)| *other != path).collect();
        texts.push((path, text));
        let faults = faults(&House::of(&texts));
        assert_eq!(faults.len(), 1, "{path}: {text}: {faults:?}");
        assert!(faults[0].contains(&format!("imports its own {own}")), "{}", faults[0]);
    }
}

#[test]
fn files_that_lean_on_each_other_are_found() {
    let house = House::of(&[
        ("priority/mod.rs", "mod ballot; mod tier; mod tally; pub use ballot::Ballot;"),
        ("priority/ballot.rs", "use super::tier::Tier;"),
        ("priority/tally.rs", "use super::ballot::Ballot;"),
        ("priority/tier.rs", "use crate::priority::tally::Tally;"),
    ]);
    assert_eq!(
        faults(&house),
        ["these files lean on each other in a circle: \
          priority/ballot.rs -> priority/tier.rs -> priority/tally.rs -> priority/ballot.rs"]
    );
    let twice = House::of(&[
        ("outbox/email/mod.rs", "use lettre::Message;"),
        ("outbox/email/smtp.rs", "use lettre::SmtpTransport;"),
    ]);
    assert_eq!(faults(&twice).len(), 1);
}
