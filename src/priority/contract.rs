//! What `hearth rank` reads: items, settings and ballots as one JSON object, as a stream.
//!
//! Fields may come in any order. Ballots are counted by kind while they pass, so memory grows
//! with the kinds there are, not with the ballots.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::ballot_text::{BallotText, decode};
use super::counting::{Counting, Index};
use super::settings::read_margins;
use super::values::Values;
use super::{Ballot, Group, Items, Settings, Statistics};

/// More people than this would overflow the sums of squared scores.
const MOST_PEOPLE: u64 = 1_000_000_000_000;

/// Everything a ranking takes.
#[derive(Clone, Debug)]
pub struct Input {
    /// The ballots, counted.
    pub statistics: Statistics,
    /// What was asked for.
    pub settings: Settings,
}

/// Why an input cannot be ranked.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The stream broke off.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// The text is no JSON object of the expected form.
    #[error("{0}")]
    Form(String),
    /// A field's value does not fit.
    #[error("`{name}`: {reason}")]
    Field {
        /// The field.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A ballot cannot be counted.
    #[error("ballot {number}: {reason}")]
    Ballot {
        /// Its place in the list, from 1.
        number: u64,
        /// What is wrong with it.
        reason: String,
    },
}

/// Reads a whole input; a fault names the ballot's number.
pub fn read_input(reader: impl Read) -> Result<Input, InputError> {
    let form = |what: &str| InputError::Form(what.to_owned());
    let mut values = Values::new(reader);
    let mut header = Header::default();
    let mut intake = Intake::default();
    if !values.take(b'{')? {
        return Err(form("the file is not a JSON object"));
    }
    let mut first = true;
    while !values.take(b'}')? {
        if !std::mem::take(&mut first) && !values.take(b',')? {
            return Err(form("the JSON object does not end"));
        }
        let name: String = serde_json::from_slice(values.value()?)
            .map_err(|_| form("the JSON object has a field without a name"))?;
        if !values.take(b':')? {
            return Err(InputError::Field { name, reason: "it has no value".to_owned() });
        }
        if !header.seen.insert(name.clone()) {
            return Err(InputError::Field { name, reason: "it stands there twice".to_owned() });
        }
        match name.as_str() {
            "ballots" => intake.read_ballots(&mut values)?,
            _ => header.set(name, values.value()?)?,
        }
    }
    if values.peek()?.is_some() {
        return Err(form("there is more text after the JSON object"));
    }
    let items = header.items.ok_or_else(|| form("missing field `items`"))?;
    if !header.seen.contains("ballots") {
        return Err(form("missing field `ballots`"));
    }
    Ok(Input { statistics: intake.finish(items)?, settings: header.settings })
}

/// The fields beside the ballots.
#[derive(Default)]
struct Header {
    items: Option<Items>,
    settings: Settings,
    seen: BTreeSet<String>,
}

impl Header {
    fn set(&mut self, name: String, json: &[u8]) -> Result<(), InputError> {
        let settings = &mut self.settings;
        let outcome = match name.as_str() {
            "items" => put(&mut self.items, json),
            "k" => put(&mut settings.k, json),
            "draws" => put(&mut settings.draws, json),
            "seed" => put(&mut settings.seed, json),
            "trim" => put(&mut settings.trim, json),
            "neighbours" => put(&mut settings.neighbours, json),
            "response_rate" => put(&mut settings.response_rate, json),
            "margins" => {
                let mut deserializer = serde_json::Deserializer::from_slice(json);
                read_margins(&mut deserializer).map(|margins| settings.margins = margins)
            }
            _ => return Err(InputError::Field { name, reason: "there is no such field".into() }),
        };
        outcome.map_err(|error| InputError::Field { name, reason: without_place(&error) })
    }
}

fn put<T: DeserializeOwned>(field: &mut T, json: &[u8]) -> Result<(), serde_json::Error> {
    *field = serde_json::from_slice(json)?;
    Ok(())
}

/// A parser's reason without line and column, which count from the value.
fn without_place(error: &serde_json::Error) -> String {
    error.to_string().split(" at line ").next().unwrap_or_default().to_owned()
}

/// Ballots by kind, as written: what they mean is settled when the items are known.
#[derive(Default)]
struct Intake {
    number: u64,
    people: u64,
    text: BallotText,
    groups: Vec<Group>,
    group_ids: Index<Box<[u8]>>,
    kind_ids: Index<Box<[u16]>>,
    /// By a kind's id the number of the first ballot of that kind.
    kind_numbers: Vec<u64>,
    counting: Counting,
    rooms: Vec<(u64, RoomTotal)>,
}

/// What a group is told by.
#[derive(Deserialize)]
struct GroupFields {
    channel: String,
    format: String,
    #[serde(default = "by_default_verified")]
    verified: bool,
    #[serde(default)]
    strata: BTreeMap<String, Option<String>>,
    #[serde(default)]
    cluster: Option<String>,
    #[serde(default)]
    set_aside: Option<String>,
}

fn by_default_verified() -> bool {
    true
}

impl GroupFields {
    fn into_group(self) -> Group {
        Group {
            source: format!("{}/{}", self.channel, self.format),
            verified: self.verified,
            strata: self.strata,
            cluster: self.cluster,
            dots_each: 1,
            set_aside: self.set_aside,
        }
    }
}

/// A room's dots, known only in total.
#[derive(Deserialize)]
struct RoomTotal {
    #[serde(flatten)]
    group: GroupFields,
    people: u64,
    dots: u32,
    received: Vec<u64>,
}

impl Intake {
    fn read_ballots(&mut self, values: &mut Values<impl Read>) -> Result<(), InputError> {
        let form = |reason: &str| InputError::Field {
            name: "ballots".to_owned(),
            reason: reason.to_owned(),
        };
        if !values.take(b'[')? {
            return Err(form("it is not a list"));
        }
        while !values.take(b']')? {
            if self.number > 0 && !values.take(b',')? {
                return Err(form("the list does not end"));
            }
            self.number += 1;
            let number = self.number;
            self.take(values.value()?).map_err(|reason| InputError::Ballot { number, reason })?;
        }
        Ok(())
    }

    fn take(&mut self, json: &[u8]) -> Result<(), String> {
        self.text.read(json).map_err(|error| without_place(&error))?;
        if self.text.is_room {
            let room: RoomTotal =
                serde_json::from_slice(json).map_err(|error| without_place(&error))?;
            self.add_people(room.people)?;
            self.rooms.push((self.number, room));
            return Ok(());
        }
        self.add_people(self.text.count)?;
        let group = self.group_id(json)?;
        let kind = self.kind_id();
        self.counting.add(kind, group, self.text.count);
        Ok(())
    }

    fn add_people(&mut self, people: u64) -> Result<(), String> {
        self.people = self.people.saturating_add(people);
        if self.people > MOST_PEOPLE {
            return Err(format!("with it there are more than {MOST_PEOPLE} people"));
        }
        Ok(())
    }

    fn group_id(&mut self, json: &[u8]) -> Result<u32, String> {
        if let Some(&id) = self.group_ids.get(self.text.group.as_slice()) {
            return Ok(id);
        }
        let fields: GroupFields =
            serde_json::from_slice(json).map_err(|error| without_place(&error))?;
        let group = fields.into_group();
        // The same group may be written in several ways.
        let known = self.groups.iter().position(|other| *other == group);
        let id = known.unwrap_or_else(|| {
            self.groups.push(group);
            self.groups.len() - 1
        });
        let id = u32::try_from(id).map_err(|_| "there are too many groups".to_owned())?;
        self.group_ids.insert(self.text.group.as_slice().into(), id);
        Ok(id)
    }

    fn kind_id(&mut self) -> u32 {
        if let Some(&id) = self.kind_ids.get(self.text.code.as_slice()) {
            return id;
        }
        let id = u32::try_from(self.kind_numbers.len()).expect("2^32 kinds do not fit into memory");
        self.kind_ids.insert(self.text.code.as_slice().into(), id);
        self.kind_numbers.push(self.number);
        id
    }

    fn finish(self, items: Items) -> Result<Statistics, InputError> {
        let mut kinds: Vec<_> = self.kind_ids.into_iter().collect();
        kinds.sort_unstable_by_key(|&(_, id)| id);
        let ballots = kinds
            .into_iter()
            .zip(self.kind_numbers)
            .map(|((code, _), number)| {
                let (slate, tiers) = decode(&code);
                Ballot::new(items.count(), slate.as_deref(), &tiers)
                    .map_err(|error| InputError::Ballot { number, reason: error.to_string() })
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut statistics = Statistics::new(items);
        statistics.add_counted(&self.groups, &ballots, self.counting);
        for (number, room) in self.rooms {
            add_room(&mut statistics, room)
                .map_err(|reason| InputError::Ballot { number, reason })?;
        }
        Ok(statistics)
    }
}

/// Counts every dot as that share of a person who picks one item, and a dot not given as a share
/// of one who prefers none. Nobody in it is known, so it is never verified.
fn add_room(statistics: &mut Statistics, room: RoomTotal) -> Result<(), String> {
    let items = statistics.items().count();
    if room.received.len() != items {
        return Err(format!("`received` has {} numbers for {items} items", room.received.len()));
    }
    if room.dots == 0 || room.people == 0 {
        return Err("a room's total takes people and dots".to_owned());
    }
    let all = room.people.checked_mul(room.dots.into()).filter(|&dots| dots <= MOST_PEOPLE);
    let given = room.received.iter().try_fold(0, |sum: u64, &dots| sum.checked_add(dots));
    let (Some(all), Some(given)) = (all, given) else {
        return Err("there are too many dots".to_owned());
    };
    let left = all.checked_sub(given).ok_or_else(|| {
        let (people, dots) = (room.people, room.dots);
        format!("{given} dots were received from {people} people with {dots} each")
    })?;
    let group = Group { verified: false, dots_each: room.dots, ..room.group.into_group() };
    let ballot =
        |tier: Vec<usize>| Ballot::new(items, None, &[tier]).map_err(|error| error.to_string());
    for (item, &dots) in room.received.iter().enumerate() {
        statistics.add(&group, &ballot(vec![item])?, dots);
    }
    statistics.add(&group, &ballot((0..items).collect())?, left);
    Ok(())
}

#[cfg(test)]
mod tests;
